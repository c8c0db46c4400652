"""The bundle that a document came in, in `/api/v1`."""

from __future__ import annotations

from flask import Response, jsonify

from webui.api.routes import api
from webui.archive import archive
from webui.bundles import bundle_json, bundles_of


@api.get("/documents/<ident>/bundles")
def document_bundles(ident: str) -> Response:
    """Return the archives and e-mails that a file came in, and what else is there."""
    found = [bundle_json(bundle) for bundle in bundles_of(archive(), ident)]
    return jsonify({"id": ident, "bundles": found})


__all__ = ["api"]
