"""What is held, and what it cites: the questions, each within one reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, select

from corpus.citing import StoredCitation, stored_citations
from corpus.corrected import corrected, latest_of
from corpus.holdings import NotHeld, reading_of, readings_of, row_of, understood_of
from corpus.lookup import rows_of_reference
from corpus.originals import Originals
from corpus.records import HeldDocument, held_from
from corpus.tables import citation, document, link, reading
from ingest.document import Document
from nlp.analysis import Analysis


class Held:
    """Documents held with their texts and citations; nothing here changes them."""

    def __init__(self, engine: Engine, originals: Originals) -> None:
        self.engine, self.originals = engine, originals
        self._reader = engine.execution_options(reads_only=True)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._reader.connect() as db:
            yield db

    def get(self, document_id: int) -> HeldDocument:
        """Return a document without its text.

        Raises:
            NotHeld: if there is no such document.
        """
        with self._reading() as db:
            return held_from(row_of(db, document_id))

    def document(self, document_id: int) -> tuple[Document, Analysis]:
        """Return a document with its text, layout and analysis, as they were added.

        The header is as people corrected it (`corrections` tells what was read).

        Raises:
            NotHeld: if there is no such document.
        """
        with self._reading() as db:
            row = row_of(db, document_id)
            doc, analysis = reading_of(db, row)
            said = latest_of(db, row["sha256"])
        return doc, corrected(analysis, said)

    def understood(self, document_id: int) -> tuple[str, Analysis]:
        """Return the text and the analysis of `document`, in half the time."""
        with self._reading() as db:
            return understood_of(db, row_of(db, document_id))

    def text(self, document_id: int) -> str:
        """Return only the text of a document, for snippets: nothing is unpacked.

        Raises:
            NotHeld: if there is no such document.
        """
        query = select(reading.c.text).where(reading.c.document_id == document_id)
        with self._reading() as db:
            found = db.execute(query).scalar()
        if found is None:
            raise NotHeld(str(document_id))
        return str(found)

    def original(self, document_id: int) -> bytes:
        """Return the bytes of a document as they were received.

        Raises:
            NotHeld: if there is no such document.
            OSError: if it is gone, altered, or cannot be reached (`verify` tells).
        """
        return self.originals.get(self.get(document_id).sha256)

    def documents(self, *, offset: int = 0, limit: int = 100) -> list[HeldDocument]:
        """Return documents in the order in which they were added."""
        query = select(document).order_by(document.c.id).offset(offset).limit(limit)
        with self._reading() as db:
            return [held_from(row) for row in db.execute(query).mappings()]

    def find(self, ref: str) -> list[HeldDocument]:
        """Return the documents that `ref` can mean.

        An id ("12"), the beginning of a digest (8 hex digits or more), or a number as
        people type it ("38/QĐ-LHH", "quyet dinh 38 lhh"). Empty where none is held.
        """
        with self._reading() as db:
            return [held_from(row) for row in rows_of_reference(db, ref)]

    def by_sha256(self, sha256: str) -> HeldDocument | None:
        """Return the document read from the bytes of this digest, or None."""
        with self._reading() as db:
            found = db.execute(select(document).where(document.c.sha256 == sha256))
            row = found.mappings().first()
        return held_from(row) if row is not None else None

    def versions(self, document_id: int) -> list[dict[str, Any]]:
        """Return when a document was read, and the digests of text and analysis."""
        with self._reading() as db:
            return [dict(row) for row in readings_of(db, document_id)]

    def cites(self, document_id: int) -> list[StoredCitation]:
        """Return the citations of a document in the order of its text.

        Raises:
            NotHeld: if there is no such document.
        """
        with self._reading() as db:
            row_of(db, document_id)
            return stored_citations(db, citation.c.document_id == document_id)

    def cited_by(self, document_id: int) -> list[StoredCitation]:
        """Return the citations in other documents that lead to this one.

        Those that only may mean it (compatible, ambiguous) are among them.

        Raises:
            NotHeld: if there is no such document.
        """
        inside = select(link.c.citation_id).where(link.c.document_id == document_id)
        with self._reading() as db:
            row_of(db, document_id)
            return stored_citations(db, citation.c.id.in_(inside))

    def waiting(self, *, limit: int = 1000) -> list[StoredCitation]:
        """Return citations that lead nowhere: what is worth acquiring."""
        with self._reading() as db:
            return stored_citations(
                db, citation.c.resolution == "unresolved", limit=limit
            )
