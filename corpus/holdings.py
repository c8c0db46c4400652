"""Storing one document with its reading, versions, citations and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from corpus.corrected import corrected, latest_of
from corpus.doubts import doubts_of
from corpus.keys import number_key
from corpus.ledger import reset_row
from corpus.linking import StoredLookup, keys_of, renew, store_citations
from corpus.records import (
    analysis_bytes,
    analysis_from,
    digest,
    document_from,
    document_values,
    layout_of,
    now,
    pack,
    unpack,
)
from corpus.tables import document, doubt, ledger, reading, version
from ingest.document import Document
from nlp.analysis import Analysis, Header

if TYPE_CHECKING:
    from corpus.records import HeldDocument
    from corpus.register import Register


class RegisterError(Exception):
    """What the register refuses; `code` names the reason."""

    code = "register"


class NotHeld(RegisterError):
    """No document of this id is held."""

    code = "not_held"


def row_of(db: Connection, document_id: int) -> RowMapping:
    """Return the row of a document.

    Raises:
        NotHeld: if there is no such document.
    """
    found = db.execute(select(document).where(document.c.id == document_id))
    row = found.mappings().first()
    if row is None:
        raise NotHeld(str(document_id))
    return row


def rows_to_index(db: Connection, limit: int) -> Sequence[RowMapping]:
    """Return the rows of documents that are registered and not yet indexed."""
    query = (
        select(document)
        .join(ledger, ledger.c.sha256 == document.c.sha256)
        .where(ledger.c.reached == "registered")
        .order_by(document.c.id)
        .limit(limit)
    )
    return db.execute(query).mappings().all()


def readings_of(db: Connection, document_id: int) -> Sequence[RowMapping]:
    """Return when a document was read, the first time first."""
    query = (
        select(version)
        .where(version.c.document_id == document_id)
        .order_by(version.c.position)
    )
    return db.execute(query).mappings().all()


def store_document(
    db: Connection, doc: Document, analysis: Analysis, *, size: int, collection: int
) -> int:
    """Store a document and return its id; the same reading changes nothing.

    One that is new goes into `collection`; one that is held stays in its own.

    Citations elsewhere that its keys touch, old and new, are resolved anew. What people
    said of the header of this file before holds for the new reading too.
    """
    shown = corrected(analysis, latest_of(db, doc.sha256))
    values = document_values(doc, shown)
    stored = analysis_bytes(analysis)
    found = db.execute(select(document).where(document.c.sha256 == doc.sha256))
    old = found.mappings().first()
    if old is None:
        added = {"sha256": doc.sha256, "size": size, "added_at": now()}
        added["collection_id"] = collection
        done = db.execute(insert(document).values(**added, **values))
        row_id = int((done.inserted_primary_key or (0,))[0])
        keys = keys_of(values)
    else:
        row_id = int(old["id"])
        if _same_reading(db, row_id, doc.text, stored):
            return row_id
        db.execute(update(document).where(document.c.id == row_id).values(**values))
        keys = [*keys_of(old), *keys_of(values)]
    _store_reading(db, row_id, doc, stored)
    store_citations(db, row_id, shown)
    renew(db, keys)
    refresh_doubts(db, row_id, doc, analysis, today=now()[:10])
    return row_id


def store_reading_again(db: Connection, doc: Document, analysis: Analysis) -> bool:
    """Store a new reading of a document held; tell whether it differs from the last.

    Its citations are resolved anew either way: how they are may have changed as well.

    Raises:
        NotHeld: if no such bytes are held.
    """
    found = db.execute(select(document).where(document.c.sha256 == doc.sha256))
    row = found.mappings().first()
    if row is None:
        raise NotHeld(doc.sha256)
    changed = not _same_reading(db, row["id"], doc.text, analysis_bytes(analysis))
    if changed:
        size, where = row["size"], row["collection_id"]
        store_document(db, doc, analysis, size=size, collection=where)
    else:
        store_citations(db, row["id"], corrected(analysis, latest_of(db, doc.sha256)))
    return changed


def reading_of(db: Connection, row: RowMapping) -> tuple[Document, Analysis]:
    """Return a document and its analysis as they were read, uncorrected."""
    stored = db.execute(select(reading).where(reading.c.document_id == row["id"]))
    found = stored.mappings().one()
    doc = document_from(row, found["text"], unpack(found["layout"]))
    return doc, analysis_from(found["analysis"])


def understood_of(db: Connection, row: RowMapping) -> tuple[str, Analysis]:
    """Return the text of a document and its analysis as shown; no layout is read."""
    columns = reading.c.text, reading.c.analysis
    query = select(*columns).where(reading.c.document_id == row["id"])
    text, analysis = db.execute(query).one()
    return text, corrected(analysis_from(analysis), latest_of(db, row["sha256"]))


def read_header_of(db: Connection, row: RowMapping) -> Header:
    """Return the header of a document as it was read, uncorrected."""
    query = select(reading.c.analysis).where(reading.c.document_id == row["id"])
    return analysis_from(db.execute(query).scalar_one()).header


def apply_header(
    db: Connection, row: RowMapping, doc: Document, shown: Analysis
) -> None:
    """Let a document be known by a corrected header, here and in its links.

    It goes back to "registered" in the ledger: its entry in the index is out of date.
    """
    values = document_values(doc, shown)
    db.execute(update(document).where(document.c.id == row["id"]).values(**values))
    store_citations(db, row["id"], shown)
    renew(db, [*keys_of(row), *keys_of(values)])
    reset_row(db, row["sha256"], "registered")


def refresh_doubts(
    db: Connection, row_id: int, doc: Document, analysis: Analysis, *, today: str
) -> None:
    """Store the doubts about a header as it was read, replacing earlier ones."""
    key = number_key(analysis.header.number, kind=analysis.header.kind)
    known = StoredLookup(db).by_number(key) if key else ()
    db.execute(doubt.delete().where(doubt.c.document_id == row_id))
    rows = [
        {"document_id": row_id, **asdict(each)}
        for each in doubts_of(doc, analysis, known=known, today=today)
    ]
    if rows:
        db.execute(insert(doubt), rows)


def _same_reading(db: Connection, row_id: int, text: str, stored: bytes) -> bool:
    row = db.execute(
        select(reading.c.text, reading.c.analysis).where(
            reading.c.document_id == row_id
        )
    ).first()
    return row is not None and row[0] == text and row[1] == stored


def _store_reading(db: Connection, row_id: int, doc: Document, stored: bytes) -> None:
    db.execute(reading.delete().where(reading.c.document_id == row_id))
    db.execute(
        insert(reading).values(
            document_id=row_id,
            text=doc.text,
            layout=pack(layout_of(doc)),
            analysis=stored,
        )
    )
    last = db.execute(
        select(func.max(version.c.position)).where(version.c.document_id == row_id)
    ).scalar()
    db.execute(
        insert(version).values(
            document_id=row_id,
            position=(last or 0) + 1,
            read_at=now(),
            text_sha256=digest(doc.text.encode("utf-8")),
            analysis_sha256=digest(stored),
        )
    )


def all_documents(register: Register, *, page: int = 200) -> Iterator[HeldDocument]:
    """Yield every document of a register, a page at a time."""
    offset = 0
    while found := register.documents(offset=offset, limit=page):
        yield from found
        offset += len(found)
