"""Questions that pages put to the register, each within one reading."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from corpus.citing import StoredCitation, stored_citations
from corpus.holdings import NotHeld, row_of
from corpus.identity import Reference
from corpus.keys import number_key
from corpus.known import Act, Known
from corpus.linking import StoredLookup
from corpus.links import Resolution, resolve
from corpus.records import known_document, known_entry
from corpus.tables import catalogue_entry, citation, link

_LONGEST = 200


def acts_on_document(db: Connection, document_id: int) -> Sequence[Act]:
    """Return what other held documents do to a held one, by sure links alone.

    Raises:
        NotHeld: if there is no such document.
    """
    return StoredLookup(db).acts_on(known_document(row_of(db, document_id)))


def look_up(db: Connection, reference: Reference) -> Resolution:
    """Return the documents and entries that a reference of its own can mean."""
    return resolve(reference, StoredLookup(db))


def entry_of(db: Connection, entry_id: int) -> Known:
    """Return an entry of the catalogue by its number.

    Raises:
        NotHeld: if there is no such entry.
    """
    found = select(catalogue_entry).where(catalogue_entry.c.id == entry_id)
    row = db.execute(found).mappings().first()
    if row is None:
        raise NotHeld(f"c{entry_id}")
    return known_entry(row)


def entry_cited_by(db: Connection, entry_id: int) -> list[StoredCitation]:
    """Return the citations that lead, or may lead, to an entry of the catalogue."""
    inside = select(link.c.citation_id).where(link.c.entry_id == entry_id)
    return stored_citations(db, citation.c.id.in_(inside))


def find_entries(
    db: Connection, text: str, *, offset: int, limit: int
) -> tuple[int, list[Known]]:
    """Return how many entries `text` may mean, and a page of them.

    A number, the beginning of one, or words of the title; every entry where it is
    empty.
    """
    query = select(catalogue_entry)
    text = " ".join(text.split())[:_LONGEST]
    if text:
        key = number_key(text) or ""
        query = query.where(
            or_(
                catalogue_entry.c.number_key.startswith(key, autoescape=True),
                catalogue_entry.c.number.icontains(text, autoescape=True),
                catalogue_entry.c.title.icontains(text, autoescape=True),
            )
        )
    total = db.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    page = query.order_by(catalogue_entry.c.id).offset(offset).limit(limit)
    return total, [known_entry(row) for row in db.execute(page).mappings()]
