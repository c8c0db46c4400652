"""The register: documents held, what they cite, and what is known of the rest.

The one door of this room for those who store: each change is one transaction, and
what was acknowledged survives a loss of power.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, delete

from corpus import backup, catalogue
from corpus.audit import Problem, problems_of
from corpus.changes import changes_of
from corpus.citing import StoredCitation
from corpus.collections import Collections
from corpus.corrections import Corrections
from corpus.database import connect
from corpus.decisions import DecisionError, Decisions
from corpus.duplicates import Duplicates
from corpus.holdings import (
    NotHeld,
    RegisterError,
    all_documents,
    row_of,
    rows_to_index,
    store_document,
    store_reading_again,
)
from corpus.judgements import Judgements
from corpus.leases import Leases
from corpus.ledger import Ledger, LedgerEntry, State, advance_row, reset_row
from corpus.linking import keys_of, renew, renew_all
from corpus.originals import Originals
from corpus.people import People
from corpus.records import (
    HeldDocument,
    digest,
    held_from,
)
from corpus.saved_searches import SavedSearches
from corpus.second_factors import SecondFactors
from corpus.sittings import Sittings
from corpus.sources import Sources
from corpus.store import open_originals
from corpus.tables import document, ledger
from corpus.trail import Trail
from corpus.visibility import limited, whole
from ingest.document import Document
from nlp.analysis import Analysis

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


class BytesDiffer(RegisterError):
    """The bytes offered are not those of which the document was read."""

    code = "bytes_differ"


class Register(Judgements):
    """All documents held, with their citations, links, versions and ledger.

    Safe to share between threads: one engine, a short transaction for each call.
    """

    def __init__(self, engine: Engine, originals: Originals) -> None:
        super().__init__(engine, originals)
        self.changes = changes_of(engine)
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

    def reread(self, doc: Document, analysis: Analysis) -> bool:
        """Take a reading by another version of the program; tell whether it differs.

        Where it does, the ledger says `registered`, so that it is indexed again.

        Raises:
            NotHeld: if no document of these bytes is held.
        """
        with self.engine.begin() as db:
            changed = store_reading_again(db, doc, analysis)
            if changed:
                reset_row(db, doc.sha256, "registered")
        return changed

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

    # Links

    def resolve_again(self) -> int:
        """Resolve every citation anew, after a change of rules; return how many."""
        with self.engine.begin() as db:
            return renew_all(db)

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
