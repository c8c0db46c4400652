"""JSON shapes of answers, the same for the API and the command line."""

from __future__ import annotations

from typing import Any

from corpus.citing import StoredCitation
from corpus.crosscheck import report_json
from search.engine import Results
from webui.library import CheckedBatch


def results_json(results: Results) -> dict[str, Any]:
    """Return search results as `cancu search --json` prints them."""
    return {
        "total": results.total,
        "took_ms": round(results.took_ms, 2),
        "hits": [
            {
                "id": hit.id,
                "number": hit.number,
                "kind": hit.kind,
                "issuer": hit.issuer,
                "date": hit.date,
                "title": hit.title,
                "score": round(hit.score, 4),
                "snippet": hit.snippet,
                "matches": [list(pair) for pair in hit.matches],
                "status": hit.status,
                "provision": hit.provision,
            }
            for hit in results.hits
        ],
        "facets": {
            name: [list(pair) for pair in pairs]
            for name, pairs in results.facets.items()
        },
        "notices": [notice._asdict() for notice in results.notices],
    }


def link_json(row: StoredCitation) -> dict[str, Any]:
    """Return one citation of a held document, and what it leads to."""
    return {
        "by": {"id": str(row.by.id), "kind": row.by.kind, "number": row.by.number},
        "start": row.start,
        "end": row.end,
        "kind": row.kind,
        "number": row.number,
        "date": row.date,
        "issuer": row.issuer,
        "title": row.title,
        "provisions": list(row.provisions),
        "relation": row.relation,
        "form": row.form,
        "resolution": row.resolution,
        "targets": [known.to_json() for known in row.targets],
    }


def batch_json(batch: CheckedBatch) -> dict[str, Any]:
    """Return a cross-check as `cancu check --json` prints it."""
    shown = report_json(batch.documents, as_of=batch.as_of)
    if batch.failures:
        shown["failures"] = [
            {"name": one.name, "code": one.code, "message": one.message}
            for one in batch.failures
        ]
    return shown
