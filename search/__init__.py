"""Words in, documents out: the query language, the index and its engines."""
