"""The register: documents held, what they cite, and what is known of the rest.

The one door of this room for those who store: each change is one transaction, and
what was acknowledged survives a loss of power.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, delete, select

from corpus import backup, catalogue
from corpus.audit import Problem, counts_of, problems_of, state_of
from corpus.changes import changes_of
from corpus.citing import StoredCitation, stored_citations
from corpus.collections import Collections
from corpus.corrected import corrected, latest_of
from corpus.corrections import Corrections
from corpus.crosscheck import CheckedDocument, cross_check
from corpus.database import connect
from corpus.decisions import DecisionError, Decisions
from corpus.duplicates import Duplicates
from corpus.evidence import Side, header_side
from corpus.holdings import (
    NotHeld,
    RegisterError,
    all_documents,
    reading_of,
    readings_of,
    row_of,
    rows_to_index,
    store_document,
    understood_of,
)
from corpus.known import Known
from corpus.leases import Leases
from corpus.ledger import Ledger, LedgerEntry, State, advance_row
from corpus.linking import StoredLookup, keys_of, renew, renew_all
from corpus.lookup import rows_of_reference
from corpus.numbering import NumberingIssue, numbering_audit
from corpus.originals import Originals
from corpus.overview import Outdated, outdated_of
from corpus.pasted import ListRow, lookup_list
from corpus.people import People
from corpus.records import (
    HeldDocument,
    digest,
    held_from,
    known_document,
)
from corpus.saved_searches import SavedSearches
from corpus.second_factors import SecondFactors
from corpus.sittings import Sittings
from corpus.sources import Sources
from corpus.store import open_originals
from corpus.tables import citation, document, ledger, link, reading
from corpus.trail import Trail
from corpus.validity import Validity, validity
from corpus.visibility import limited, whole
from ingest.document import Document
from nlp.analysis import Analysis

if TYPE_CHECKING:
    from corpus.beside import Dossier

__all__ = [
    "BytesDiffer",
    "DecisionError",
    "HeldDocument",
    "NotHeld",
    "Problem",
    "Register",
    "RegisterError",
    "StoredCitation",
    "all_documents",
]


T = TypeVar("T")


class BytesDiffer(RegisterError):
    """The bytes offered are not those of which the document was read."""

    code = "bytes_differ"


class Register:
    """All documents held, with their citations, links, versions and ledger.

    Safe to share between threads: one engine, a short transaction for each call.
    """

    def __init__(self, engine: Engine, originals: Originals) -> None:
        self.engine = engine
        self._reader = engine.execution_options(reads_only=True)
        self.originals, self.changes = originals, changes_of(engine)
        self.ledger, self.leases = Ledger(engine), Leases(engine)
        self.sources, self.duplicates = Sources(engine), Duplicates(engine)
        self.decisions, self.corrections = Decisions(engine), Corrections(engine)
        self.collections = Collections(engine)
        # Who may see what is asked of the whole, whoever looks at the documents.
        every = whole(engine)
        self.people, self.trail = People(every), Trail(every)
        self.sittings, self.second_factors = Sittings(every), SecondFactors(every)
        self.saved_searches = SavedSearches(every)

    def seen_by(self, collections: frozenset[int] | None) -> Register:
        """Return the register as if it held these collections alone; None: all.

        Citations of documents in others lead where they would if those were not held.
        What is stored stays one register: adding is done to the whole.
        """
        return Register(limited(self.engine, collections), self.originals)

    @classmethod
    def open(cls, url: str, originals: Path | str) -> Register:
        """Open the register of a URL, made or migrated if need be, and its originals.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: if the database cannot be opened.
        """
        return cls(connect(url), open_originals(originals))

    def close(self) -> None:
        """Let go of the database; the register is of no use afterwards."""
        self.changes.close()
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._reader.connect() as db:
            yield db

    # Documents

    def add(self, source: bytes, doc: Document, analysis: Analysis) -> HeldDocument:
        """Keep a document, its bytes and its analysis; link it both ways.

        Idempotent by the digest of the bytes: the same reading changes nothing, a new
        reading of the same bytes becomes a new version. Citations elsewhere that wait
        for this document are resolved anew. The ledger then says `registered`.

        Raises:
            BytesDiffer: if `source` is not what `doc` was read from.
            OSError: if the original cannot be kept; then nothing is registered.
        """
        if digest(source) != doc.sha256:
            raise BytesDiffer(doc.name)
        self.originals.put(source)
        entry = self.ledger.get(doc.sha256)
        where = (entry or self.ledger.receive(doc.sha256, doc.name)).collection_id
        with self.engine.begin() as db:
            size = len(source)
            row_id = store_document(db, doc, analysis, size=size, collection=where)
            advance_row(db, doc.sha256, "registered")
        return self.get(row_id)

    def remove(self, document_id: int) -> None:
        """Forget a document: its row, text, citations and links; the original stays.

        Raises:
            NotHeld: if there is no such document.
        """
        with self.engine.begin() as db:
            row = row_of(db, document_id)
            db.execute(delete(document).where(document.c.id == document_id))
            db.execute(delete(ledger).where(ledger.c.sha256 == row["sha256"]))
            renew(db, keys_of(row))

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

    # Links

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

    def resolve_again(self) -> int:
        """Resolve every citation anew, after a change of rules; return how many."""
        with self.engine.begin() as db:
            return renew_all(db)

    # Judgement

    def check(
        self,
        doc: Document,
        analysis: Analysis,
        *,
        as_of: str | None = None,
        id: str | None = None,
        dossier: Dossier | None = None,
    ) -> CheckedDocument:
        """Cross-check a document, held or not, beside a dossier. Stores nothing."""
        with self._reading() as db:
            held, state = StoredLookup(db), state_of(db)
            known = dossier.beside(held) if dossier else held
            return cross_check(
                doc, analysis, lookup=known, as_of=as_of, id=id, corpus=state
            )

    def check_held(
        self, document_id: int, *, as_of: str | None = None
    ) -> CheckedDocument:
        """Cross-check a held document.

        Raises:
            NotHeld: if there is no such document.
        """
        doc, analysis = self.document(document_id)
        return self.check(doc, analysis, as_of=as_of, id=str(document_id))

    def other_side(self, known: Known) -> Side | None:
        """Return where a held document says which one it is; None for the catalogue.

        Raises:
            NotHeld: if it is held no longer.
        """
        if known.source != "register":
            return None
        doc, analysis = self.document(int(known.id))
        return header_side(doc, analysis.header)

    def validity(self, document_id: int, on: str | None) -> Validity:
        """Return whether a held document was in force on a day, as far as known.

        Raises:
            NotHeld: if there is no such document.
        """
        with self._reading() as db:
            known = known_document(row_of(db, document_id))
            return validity(known, StoredLookup(db).acts_on(known), on)

    def numbering_audit(self) -> list[NumberingIssue]:
        """Return what is odd in the series of numbers of the documents held."""
        with self._reading() as db:
            return numbering_audit(db)

    def outdated(self, *, most: int = 100) -> list[Outdated]:
        """Return documents that ended, with those issued later that still cite them."""
        with self._reading() as db:
            return list(outdated_of(db, most))

    def lookup_list(self, lines: Iterable[str]) -> list[ListRow]:
        """Return for each line of a pasted list what the register knows of it."""
        with self._reading() as db:
            return lookup_list(db, lines)

    def counts(self) -> dict[str, int]:
        """Return how many documents, entries, citations and files of each state."""
        with self._reading() as db:
            return counts_of(db)

    def ask(self, question: Callable[[Connection], T]) -> T:
        """Answer a question of this room within one reading (`corpus.questions`)."""
        with self._reading() as db:
            return question(db)

    # Catalogue

    def catalogue_import(
        self, path: Path, *, dry_run: bool = False
    ) -> catalogue.ImportReport:
        """Import a JSONL or CSV file of documents known by their metadata.

        A dry run changes nothing and shows what would be added and what conflicts.
        Rows already there are skipped; conflicting rows are added and reported, since
        which of two sources errs is for people to say.

        Raises:
            catalogue.CatalogueError: if a line cannot be read.
        """
        entries = catalogue.read_entries(path)
        with self.engine.begin() as db:
            report = catalogue.store(db, entries, source=path.name, dry_run=dry_run)
            if not dry_run:
                renew(db, report.keys)
        return report

    def catalogue_export(self, path: Path) -> int:
        """Write all entries as JSONL, or CSV by the name of `path`; return how many."""
        with self._reading() as db:
            return catalogue.write_entries(path, catalogue.entries(db))

    # Ledger

    def receive(self, source: bytes, name: str, *, collection: int = 1) -> LedgerEntry:
        """Keep the bytes of a file; note that it was received for a collection."""
        digest = self.originals.put(source)
        return self.ledger.receive(digest, name, collection=collection)

    def advance(self, sha256: str, state: State) -> LedgerEntry:
        """Note that a step succeeded for a file (see `Ledger.advance`)."""
        return self.ledger.advance(sha256, state)

    def fail(
        self, sha256: str, *, code: str, message_vi: str, message_en: str = ""
    ) -> LedgerEntry:
        """Note that a step failed for a file, and why."""
        return self.ledger.fail(
            sha256, code=code, message_vi=message_vi, message_en=message_en
        )

    def failures(self, *, offset: int = 0, limit: int = 1000) -> list[LedgerEntry]:
        """Return the files that failed, the oldest first."""
        return self.ledger.failures(offset=offset, limit=limit)

    def pending_index(self, *, limit: int = 1000) -> list[HeldDocument]:
        """Return documents that are registered and not yet indexed."""
        with self._reading() as db:
            return [held_from(row) for row in rows_to_index(db, limit)]

    # Safety

    def verify(self) -> list[Problem]:
        """Return what is amiss between originals, documents and ledger.

        Reads every original once: bytes that changed on the disk are found.
        """
        with self._reading() as db:
            return problems_of(db, self.originals)

    def backup(self, path: Path) -> int:
        """Write everything into one file at `path`; return how many originals.

        The tables are those of one moment, even while others write.

        Raises:
            OSError: if the file cannot be written; nothing stands at `path` then.
        """
        with self._reading() as db:
            return backup.write(path, db, self.originals)

    def restore(self, path: Path) -> int:
        """Fill an empty register from a backup; return how many originals.

        Raises:
            backup.BackupError: if the register is not empty or the file is no whole
                backup; nothing is changed then.
        """
        with self.engine.begin() as db:
            return backup.read(path, db, self.originals)
