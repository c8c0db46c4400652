"""Citations as stored: who cites what, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from corpus.known import Known
from corpus.records import (
    HeldDocument,
    chunks,
    held_from,
    known_document,
    known_entry,
)
from corpus.tables import catalogue_entry, citation, document, link

_PLAIN = (
    *("start", "end", "kind", "number", "date", "issuer", "title"),
    *("relation", "form", "resolution"),
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
    citing = {ident: held_from(row) for ident, row in by.items()}
    return [
        StoredCitation(
            by=citing[row["document_id"]],
            provisions=tuple(row["provisions"]),
            targets=tuple(targets.get(row["id"], ())),
            **{name: row[name] for name in _PLAIN},
        )
        for row in rows
    ]


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
