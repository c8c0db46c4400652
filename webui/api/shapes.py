"""JSON shapes of answers, the same for the API and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.citing import StoredCitation
from corpus.crosscheck import report_json
from corpus.known import Act
from corpus.overview import Overview
from corpus.records import HeldDocument
from corpus.validity import Validity
from search.engine import Results
from webui.archive import CheckedBatch


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
                "fields": list(hit.fields),
            }
            for hit in results.hits
        ],
        "facets": {
            name: [list(pair) for pair in pairs]
            for name, pairs in results.facets.items()
        },
        "notices": [notice._asdict() for notice in results.notices],
        "corrected": results.corrected,
    }


def held_json(row: HeldDocument) -> dict[str, Any]:
    """Return the header of a held document, and the name of its file."""
    return {
        "id": str(row.id),
        "name": row.name,
        "number": row.number,
        "kind": row.kind,
        "issuer": row.issuer,
        "date": row.date,
        "title": row.title,
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


def acts_json(acts: Iterable[Act]) -> list[dict[str, Any]]:
    """Return what was done to a document, by which, from which day."""
    return [
        {
            "relation": act.relation,
            "from_date": act.from_date,
            "provisions": list(act.provisions),
            "by": act.by.to_json(),
        }
        for act in acts
    ]


def validity_json(validity: Validity) -> dict[str, Any]:
    """Return the status of a document on a day, since when, and by which act."""
    return {
        "on": validity.on,
        "status": validity.status.value,
        "since": validity.since,
        "by": validity.act.by.to_json() if validity.act else None,
    }


def overview_json(seen: Overview) -> dict[str, Any]:
    """Return the register from above."""
    return {
        "years": [list(row) for row in seen.years],
        "kinds": [list(row) for row in seen.kinds],
        "issuers": [list(row) for row in seen.issuers],
        "most_cited": [
            {"document": known.to_json(), "cited_by": count}
            for known, count in seen.most_cited
        ],
        "outdated": [
            {
                "document": one.known.to_json(),
                **acts_json([one.act])[0],
                "still_cited_by": [str(held.id) for held in one.citing],
            }
            for one in seen.outdated
        ],
    }
