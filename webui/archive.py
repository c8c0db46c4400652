"""Where the rooms meet: one register, one index, and what people do with them.

Pages, API and command line all work through a `Archive`; none of them knows how the
register stores or how the engine searches.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from corpus.catalogue import ImportReport
from corpus.citing import StoredCitation
from corpus.decisions import Decision
from corpus.duplicates import Twin
from corpus.holdings import NotHeld as NotInRegister
from corpus.known import Act
from corpus.ledger import LedgerEntry
from corpus.questions import acts_on_document
from corpus.records import HeldDocument
from corpus.register import Register
from corpus.validity import Validity
from corpus.visibility import FIRST
from ingest.document import Document
from ingest.limits import DEFAULT, MEGABYTE, Limits
from nlp.analysis import Analysis
from search.engine import Results, SearchUnavailable, Suggestion
from search.query import Field, condition, parse
from webui import indexing, intake
from webui.checked_batch import CheckedBatch as CheckedBatch
from webui.checked_batch import KeptBatches, check_jobs
from webui.engines import Engine, number_of, open_engine
from webui.in_collections import asked_in, told_in
from webui.indexing import IndexBusy
from webui.intake import Outcome
from webui.picturing import PictureCache, has_pictures
from webui.remembered import Remembered
from webui.settings import Settings
from webui.workers import Job, Readers, Reading, WorkerDied, prepare, read_and_analyse

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


class NotHeld(LookupError):
    """The register has no such document; the message says what was asked for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents are held, known by metadata, and in the index."""

    held: int
    known: int
    indexed: int | None
    """None while the index cannot be asked."""


class Archive:
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

    def held(self, ident: str) -> HeldDocument:
        """Return the document of that id.

        Raises:
            NotHeld: if there is none.
        """
        try:
            return self.register.get(number_of(ident))
        except NotInRegister as error:
            raise NotHeld(
                f"Không có văn bản mã {ident[:40]} trong sổ / Not held: {ident[:40]}"
            ) from error

    def shows(self, ident: str) -> bool:
        """Tell whether a document is held, for whoever asks."""
        try:
            return bool(self.held(ident))
        except NotHeld:
            return False

    def find(self, ref: str) -> Sequence[HeldDocument]:
        """Return the documents that an id or a number as typed may mean.

        Raises:
            NotHeld: if there is none.
        """
        found = self.register.find(ref)
        if not found:
            raise NotHeld(
                f"Trong sổ không có văn bản nào là “{ref[:80]}” / Not held: {ref[:80]}"
            )
        return found

    def reading(self, ident: str) -> tuple[Document, Analysis]:
        """Return the text and the analysis of a document.

        Raises:
            NotHeld: if there is none.
        """
        return self.register.document(self.held(ident).id)

    def original(self, ident: str) -> tuple[bytes, str]:
        """Return the original bytes of a document, and its file name."""
        held = self.held(ident)
        return self.register.original(held.id), held.name

    def cites(self, ident: str) -> Sequence[StoredCitation]:
        """Return what a document cites, in the order of its text."""
        return self.register.cites(self.held(ident).id)

    def cited_by(self, ident: str) -> Sequence[StoredCitation]:
        """Return the citations in other documents that lead to this one."""
        return self.register.cited_by(self.held(ident).id)

    def page_picture(self, ident: str, number: int) -> tuple[bytes, str]:
        """Return a page of the original as PNG, and the digest of the original.

        Raises:
            NotHeld: if there is no such document or page, or its pages have no looks.
            IngestError: if the page cannot be drawn.
        """
        held = self.held(ident)
        if not has_pictures(held.media_type):
            raise NotHeld(f"Tệp này không có ảnh trang / No pictures: {held.name}")
        original = partial(self.register.original, held.id)
        pictures = PictureCache(self.settings.pictures)
        data = pictures.page(held.sha256, number, original, limits=self.limits)
        return data, held.sha256

    def validity(self, ident: str, on: str) -> Validity:
        """Return whether a document was in force on a day, as far as is known."""
        return self.register.validity(self.held(ident).id, on)

    def acts_on(self, ident: str) -> Sequence[Act]:
        """Return what other documents held do to a document."""
        number = self.held(ident).id
        return self.register.ask(partial(acts_on_document, document_id=number))

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

    def unfinished(self) -> Sequence[LedgerEntry]:
        """Return the files that neither failed nor reached the register."""
        return self.register.ledger.unfinished()

    def twins(self, ident: str) -> Sequence[Twin]:
        """Return the documents that may be the same as this one, the likest first."""
        return self.register.duplicates.of(self.held(ident).id)

    def duplicates(self, *, limit: int = 1000) -> Iterator[tuple[HeldDocument, Twin]]:
        """Yield pairs of documents that may be one; nothing is ever merged."""
        return self.register.duplicates.pairs(limit=limit)

    def places(self, ident: str) -> Sequence[str]:
        """Return the paths at which a document was found."""
        return self.register.sources.places(self.held(ident).sha256)

    def older_versions(self, ident: str) -> Sequence[HeldDocument]:
        """Return what stood before this document at a path where it was found."""
        return self._all_held(self.register.sources.older(self.held(ident).sha256))

    def newer_versions(self, ident: str) -> Sequence[HeldDocument]:
        """Return what took the place of this document at a path."""
        return self._all_held(self.register.sources.newer(self.held(ident).sha256))

    def _all_held(self, digests: Iterable[str]) -> list[HeldDocument]:
        found = (self.register.by_sha256(digest) for digest in digests)
        return [held for held in found if held is not None]

    def failures(self) -> Sequence[LedgerEntry]:
        """Return the files that failed, the oldest first."""
        return self.register.failures()

    def read(self, job: Job) -> Reading:
        """Read and analyse one file, in a process that reads if there are any.

        Raises:
            IngestError: what is wrong with the file.
        """
        if self.readers is None:
            return read_and_analyse(job)
        try:
            return self.readers.read(job)
        except WorkerDied:
            # Memory may have been short for a moment; a file that does it twice is
            # the cause.
            return self.readers.read(job)

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

    # Cross-checking

    def check_held(self, ident: str, *, as_of: str | None = None) -> CheckedBatch:
        """Cross-check a document of the register; today unless a day is given."""
        as_of = as_of or date.today().isoformat()
        checked = self.register.check_held(self.held(ident).id, as_of=as_of)
        return CheckedBatch(as_of=as_of, documents=(checked,))

    def check_files(
        self,
        files: Iterable[tuple[str, bytes]],
        *,
        pasted: str = "",
        as_of: str | None = None,
    ) -> CheckedBatch:
        """Cross-check files given as (name, bytes), and pasted text. Stores nothing."""
        jobs = [Job(Path(name).name, data, self.limits) for name, data in files]
        if pasted.strip():
            jobs.append(Job("văn bản dán", pasted, self.limits))
        return self._check(jobs, as_of)

    def check_paths(
        self, paths: Iterable[Path], *, as_of: str | None = None
    ) -> CheckedBatch:
        """Cross-check files on this machine. Stores nothing."""
        return self._check((Job(p.name, p, self.limits) for p in paths), as_of)

    def _check(self, jobs: Iterable[Job], as_of: str | None) -> CheckedBatch:
        return check_jobs(jobs, as_of, read=self.read, check=self.register.check)

    def keep(self, batch: CheckedBatch, owner: int | None = None) -> str:
        """Keep a result in memory for an hour; return the secret that fetches it."""
        return self._kept.keep(batch, owner)

    def kept(self, token: str, owner: int | None = None) -> CheckedBatch | None:
        """Return a result that is still kept, or None."""
        return self._kept.get(token, owner)

    def kept_on(
        self, token: str, day: str, owner: int | None = None
    ) -> tuple[str, CheckedBatch] | None:
        """Return a kept result judged as of another day, and its own secret."""

        def judge(batch: CheckedBatch, on: str) -> CheckedBatch:
            return batch.on(on, check=self.register.check)

        return self._kept.on(token, owner, day, judge)

    def decide_kept(
        self, token: str, decisions: Sequence[Decision], owner: int | None = None
    ) -> None:
        """Let a result that is kept carry what was decided of it."""
        self._kept.decide(token, owner, decisions)

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
