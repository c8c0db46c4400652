"""Citations as stored: who cites what, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from corpus.identity import Reference
from corpus.known import Known
from corpus.linking import StoredLookup
from corpus.links import Resolution, resolve_nearby
from corpus.records import (
    HeldDocument,
    chunks,
    held_from,
    known_document,
    known_entry,
)
from corpus.tables import catalogue_entry, citation, document, link
from corpus.visibility import hidden_link, is_limited

_PLAIN = (
    *("start", "end", "kind", "number", "date", "issuer", "title"),
    *("relation", "form"),
)


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """One citation of a held document, with what it leads to.

    `by` is the citing document; `targets` are the documents that fit: one where
    `resolution` is exact or compatible, several where it is ambiguous.
    """

    by: HeldDocument
    start: int
    end: int
    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    provisions: tuple[str, ...]
    relation: str
    form: str
    resolution: str
    targets: tuple[Known, ...] = ()


def stored_citations(
    db: Connection, where: Any, *, limit: int | None = None
) -> list[StoredCitation]:
    """Return the citations under a condition, in the order of documents and text."""
    query = select(citation).where(where)
    query = query.order_by(citation.c.document_id, citation.c.position)
    rows = list(db.execute(query.limit(limit)).mappings())
    by = _rows(db, document, [row["document_id"] for row in rows])
    targets = _targets(db, [row["id"] for row in rows])
    instead = _as_if_not_held(db, rows) if is_limited(db) else {}
    citing = {ident: held_from(row) for ident, row in by.items()}
    return [
        StoredCitation(
            by=citing[row["document_id"]],
            provisions=tuple(row["provisions"]),
            **_leading(row, targets.get(row["id"], ()), instead.get(row["id"])),
            **{name: row[name] for name in _PLAIN},
        )
        for row in rows
    ]


def _leading(
    row: RowMapping, targets: Sequence[Known], instead: Resolution | None
) -> dict[str, Any]:
    if instead is None:
        return {"resolution": row["resolution"], "targets": tuple(targets)}
    return {"resolution": instead.status, "targets": instead.candidates}


def _as_if_not_held(
    db: Connection, rows: Sequence[RowMapping]
) -> dict[int, Resolution]:
    """Resolve anew the citations that lead to what this connection may not see.

    What is stored was resolved over all documents: even the word "exact" would tell
    that there is one.
    """
    hidden: set[int] = set()
    for part in chunks([row["id"] for row in rows]):
        query = select(hidden_link.c.citation_id)
        found = db.execute(query.where(hidden_link.c.citation_id.in_(part)))
        hidden.update(found.scalars())
    lookup = StoredLookup(db)
    return {
        row["id"]: resolve_nearby(
            Reference(**row["reference"]), lookup, status=row["status"]
        )
        for row in rows
        if row["id"] in hidden
    }


def _targets(db: Connection, ids: Sequence[int]) -> dict[int, list[Known]]:
    """Return what each citation leads to, in a few questions for all of them."""
    links: list[RowMapping] = []
    for part in chunks(ids):
        found = select(link).where(link.c.citation_id.in_(part)).order_by(link.c.id)
        links += db.execute(found).mappings()
    held = _rows(db, document, [row["document_id"] for row in links])
    listed = _rows(db, catalogue_entry, [row["entry_id"] for row in links])
    documents = {ident: known_document(row) for ident, row in held.items()}
    entries = {ident: known_entry(row) for ident, row in listed.items()}
    targets: dict[int, list[Known]] = {}
    for row in links:
        if row["document_id"] is not None:
            known = documents[row["document_id"]]
        else:
            known = entries[row["entry_id"]]
        targets.setdefault(row["citation_id"], []).append(known)
    return targets


def _rows(
    db: Connection, table: Table, ids: Sequence[int | None]
) -> dict[int, RowMapping]:
    """Return the rows of these ids, each once."""
    wanted = sorted({ident for ident in ids if ident is not None})
    found: dict[int, RowMapping] = {}
    for part in chunks(wanted):
        rows = db.execute(select(table).where(table.c.id.in_(part)))
        found |= {row["id"]: row for row in rows.mappings()}
    return found
