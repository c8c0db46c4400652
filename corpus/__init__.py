"""The register of documents, the links between them, and their cross-check."""
