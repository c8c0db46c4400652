"""Citations as stored: who cites what, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from corpus.holdings import row_of
from corpus.known import Known
from corpus.records import HeldDocument, held_from, known_document, known_entry
from corpus.tables import catalogue_entry, citation, link

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
    by = {i: held_from(row_of(db, i)) for i in {r["document_id"] for r in rows}}
    return [_stored(db, row, by[row["document_id"]]) for row in rows]


def _stored(db: Connection, row: RowMapping, by: HeldDocument) -> StoredCitation:
    links = db.execute(
        select(link).where(link.c.citation_id == row["id"]).order_by(link.c.id)
    )
    return StoredCitation(
        by=by,
        provisions=tuple(row["provisions"]),
        targets=tuple(_target(db, each) for each in links.mappings()),
        **{name: row[name] for name in _PLAIN},
    )


def _target(db: Connection, row: RowMapping) -> Known:
    if row["document_id"] is not None:
        return known_document(row_of(db, row["document_id"]))
    found = db.execute(
        select(catalogue_entry).where(catalogue_entry.c.id == row["entry_id"])
    )
    return known_entry(found.mappings().one())
