"""Where the rooms meet: one register, one index, and what people do with them.

Pages, API and command line all work through a `Archive`; none of them knows how the
register stores or how the engine searches.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue import ImportReport
from corpus.ledger import LedgerEntry
from corpus.records import HeldDocument
from corpus.register import Register, all_documents
from corpus.visibility import FIRST
from ingest.limits import DEFAULT, MEGABYTE, Limits
from search.engine import Results, SearchUnavailable, Suggestion
from search.query import Field, condition, parse
from webui import indexing, intake
from webui.checked_batch import CheckedBatch as CheckedBatch
from webui.checked_batch import KeptBatches
from webui.checks import Checks
from webui.engines import Engine, open_engine
from webui.held_documents import NotHeld as NotHeld
from webui.in_collections import asked_in, told_in
from webui.indexing import IndexBusy
from webui.offered import Outcome
from webui.remembered import Remembered
from webui.settings import Settings
from webui.workers import Readers, prepare

FILTERS: tuple[Field, ...] = (
    "kind",
    "issuer",
    "year",
    "status",
    "signer",
    "field",
    "collection",
    "from",
    "to",
)
SORTS = ("relevance", "newest", "oldest", "number", "added")
# Waiting for other writers is done in `webui.indexing`, in turns as short as this.
INDEX_PATIENCE = 0.2


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents are held, known by metadata, and in the index."""

    held: int
    known: int
    indexed: int | None
    """None while the index cannot be asked."""


class Archive(Checks):
    """The register and the index of one data folder. Safe to share between threads."""

    def __init__(self, settings: Settings, register: Register, engine: Engine) -> None:
        self.settings = settings
        self.register = register
        self.engine = engine
        self.limits: Limits = replace(
            DEFAULT, max_bytes=settings.max_upload_mb * MEGABYTE
        )
        self.indexing = threading.Lock()
        self.readers: Readers | None = None
        self._kept = KeptBatches()
        self.remembered = Remembered(register.changes.revision)
        # What is stored and indexed is stored in the whole, whoever adds it.
        self.whole = self
        self.within: frozenset[int] | None = None

    def seen_by(self, collections: frozenset[int] | None) -> Archive:
        """Return the archive as it is for a person who sees these collections.

        Documents in others are not held, not found, not counted. None sees all.
        """
        if collections is None:
            return self.whole
        seen = copy(self.whole)
        seen.register = self.whole.register.seen_by(collections)
        seen.within = collections
        return seen

    @property
    def _wanted(self) -> frozenset[str] | None:
        return None if self.within is None else frozenset(map(str, self.within))

    @classmethod
    def open(cls, settings: Settings) -> Archive:
        """Open the data folder of `settings`, making what is not there yet.

        What was registered but not indexed, because the power failed in between or
        because the index was made by another version, is indexed now.
        """
        settings.data.mkdir(parents=True, exist_ok=True)
        register = Register.open(settings.database_url, settings.originals_place)
        engine = open_engine(settings, register, patience=INDEX_PATIENCE)
        archive = cls(settings, register, engine)
        # While a search cluster is away documents can be read all the same.
        with suppress(SearchUnavailable):
            if indexing.is_lost(archive):
                archive.reindex()
            else:
                archive.index_what_was_left()
        return archive

    @property
    def revision(self) -> str:
        """The mark of all that is held: another after each change (`Changes`)."""
        return self.register.changes.revision()

    def use_readers(self, count: int) -> None:
        """Read and analyse in up to `count` processes from now on, not in this one."""
        self.readers = Readers(count)

    def close(self) -> None:
        """Close the files, and end the processes that read."""
        if self.readers is not None:
            self.readers.close()
        self.engine.close()
        self.register.close()

    def warm(self) -> None:
        """Load what the first visitor would otherwise wait for."""
        if self.readers is not None:
            self.readers.warm()
        else:
            prepare()
        self.search("quyết định")

    # Looking things up

    def search(
        self,
        text: str,
        *,
        filters: Mapping[Field, str] | None = None,
        sort: str = "relevance",
        offset: int = 0,
        limit: int = 10,
    ) -> Results:
        """Find documents; `filters` are added to those typed.

        Raises:
            QueryError: when the text is longer than a query may be.
        """
        query = parse(text, sort=sort, limit=limit, offset=offset)  # type: ignore[arg-type]
        chosen = (
            condition(field, value[:200]) for field, value in (filters or {}).items()
        )
        filters_used = query.filters + tuple(each for each in chosen if each)
        query = replace(query, filters=filters_used, within=self._wanted)
        names = self.register.collections.names()
        return told_in(self.engine.search(asked_in(query, names)), names)

    def suggest(self, text: str, *, limit: int = 8) -> Sequence[Suggestion]:
        """Complete what is being typed."""
        return self.engine.suggest(text, limit=limit, within=self._wanted)

    def counts(self) -> Counts:
        """Return the counts of register, catalogue and index."""
        counts = self.register.counts()
        indexed = None
        with suppress(SearchUnavailable):
            indexed = self.engine.count(within=self._wanted)
        return Counts(counts["documents"], counts["catalogue"], indexed)

    def documents(self, *, offset: int, limit: int) -> Sequence[HeldDocument]:
        """Return a page of the documents held, in the order in which they came."""
        return self.register.documents(offset=offset, limit=limit)

    # Taking things in

    def add_bytes(self, data: bytes, name: str, *, collection: int = FIRST) -> Outcome:
        """Read, register and index one file; a file that cannot be read is recorded."""
        return intake.add(self, data, Path(name).name, collection=collection)

    def ingest(
        self,
        paths: Iterable[Path],
        *,
        jobs: int | None = None,
        collection: int = FIRST,
    ) -> Generator[Outcome, None, None]:
        """Read, register and index files; yield what became of each as it is done."""
        jobs = jobs or self.settings.workers or None
        return intake.ingest(self, paths, jobs=jobs, collection=collection)

    def retry(self, *, jobs: int | None = None) -> Generator[Outcome, None, None]:
        """Try again the files that failed, or were left between two steps."""
        return intake.retry(self, jobs=jobs or self.settings.workers or None)

    def reread(
        self, held: Iterable[HeldDocument] | None = None, *, jobs: int | None = None
    ) -> Generator[Outcome, None, None]:
        """Read documents held once more, all of them unless some are given."""
        jobs = jobs or self.settings.workers or None
        chosen = all_documents(self.register) if held is None else held
        return intake.reread(self, chosen, jobs=jobs)

    def unfinished(self) -> Sequence[LedgerEntry]:
        """Return the files that neither failed nor reached the register."""
        return self.register.ledger.unfinished()

    def failures(self) -> Sequence[LedgerEntry]:
        """Return the files that failed, the oldest first."""
        return self.register.failures()

    def index_pending(self, *, patience: float = indexing.PATIENCE) -> int:
        """Index what is registered and not yet indexed; return how many.

        Raises:
            IndexBusy: if other processes kept writing longer than `patience` seconds.
        """
        return indexing.index_pending(self, patience=patience)

    def index_what_was_left(self) -> None:
        """Index what is pending, unless a process that takes files in will do it."""
        if indexing.nobody_in_charge(self):
            with suppress(IndexBusy):
                self.index_pending(patience=0.0)

    def reindex(self) -> int:
        """Make the index anew from the register; return how many documents.

        Searches are answered from the old index until the new one is whole.

        Raises:
            IndexBusy: if other processes keep writing the index.
        """
        return indexing.reindex(self)

    # Keeping house

    def import_catalogue(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Import a JSONL or CSV file of documents known by their metadata."""
        return self.register.catalogue_import(path, dry_run=dry_run)

    def verify(self) -> list[str]:
        """Return what does not agree between originals, register and index."""
        problems = [f"{one.code}: {one.subject}" for one in self.register.verify()]
        held = self.register.counts()["documents"]
        try:
            indexed = self.engine.count()
        except SearchUnavailable as error:
            return [*problems, f"index_unavailable: {error}"]
        if held != indexed:
            problems.append(f"index_differs: {indexed} ≠ {held}")
        return problems


def archive() -> Archive:
    """Return the archive as it is for whoever sent the present request."""
    # The command line never needs the web framework, which is slow to import.
    from flask import current_app

    from webui.accounts import current_person

    opened: Archive = current_app.extensions["archive"]
    return opened.seen_by(current_person().collections)


def settings() -> Settings:
    """Return the settings of the running application."""
    return archive().whole.settings
