"""Where the rooms meet: one register, one index, and what people do with them.

Pages, API and command line all work through a `Library`; none of them knows how the
register stores or how the engine searches.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.crosscheck import CheckedDocument
from corpus.register import HeldDocument, Register
from ingest.document import Document
from ingest.limits import DEFAULT, MEGABYTE, Limits
from ingest.read import read_text
from nlp.analysis import Analysis
from nlp.pipeline import analyse
from search.engine import Results, SearchEngine, Suggestion
from search.query import Field, Filter, parse
from search.whoosh_engine import WhooshEngine
from webui.settings import Settings

FILTERS: tuple[Field, ...] = ("kind", "issuer", "year", "status", "signer", "from", "to")
SORTS = ("relevance", "newest", "oldest", "number")
REPORTS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# Results of checks that are kept in memory, so that a report can be fetched.
KEPT_RESULTS = 50
KEPT_SECONDS = 3600.0


class NotHeld(LookupError):
    """The register has no such document; the message says what was asked for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents are held, known by metadata, and in the index."""

    held: int
    known: int
    indexed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its id in the register, or why there is none."""

    name: str
    id: str | None
    message: str
    new: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One citation of one document, and what it leads to."""

    source_id: str
    source_name: str
    position: int
    start: int
    end: int
    quote: str
    relation: str
    resolution: str
    held_id: str | None
    held_name: str | None
    line_start: int = 0


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """Documents checked together, and the files that could not be read."""

    as_of: str | None
    documents: tuple[CheckedDocument, ...] = ()
    failures: tuple[Outcome, ...] = ()

    def join(self, other: CheckedBatch) -> CheckedBatch:
        """Return both batches as one."""
        return replace(
            self,
            documents=self.documents + other.documents,
            failures=self.failures + other.failures,
        )


class Library:
    """The register and the index of one data folder. Safe to share between threads."""

    def __init__(
        self, settings: Settings, register: Register, engine: SearchEngine
    ) -> None:
        self.settings = settings
        self.register = register
        self.engine = engine
        self.limits: Limits = replace(
            DEFAULT, max_bytes=settings.max_upload_mb * MEGABYTE
        )
        self._kept: OrderedDict[str, tuple[float, CheckedBatch]] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(cls, settings: Settings) -> Library:
        """Open the data folder of `settings`, making what is not there yet.

        What was registered but not indexed, because the power failed in between or
        because the index was made by another version, is indexed now.
        """
        settings.data.mkdir(parents=True, exist_ok=True)
        register = Register.open(settings.database_url, settings.originals)
        engine = WhooshEngine(settings.index, texts=register.text)
        library = cls(settings, register, engine)
        if engine.needs_rebuild:
            library.reindex()
        else:
            library.index_pending()
        return library

    def close(self) -> None:
        """Close the files."""
        self.engine.close()
        self.register.close()

    def warm(self) -> None:
        """Load what the first visitor would otherwise wait for."""
        analyse(read_text("Quyết định số 1/QĐ-UBND"))
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
        chosen = tuple(
            Filter(field, value[:200]) for field, value in (filters or {}).items()
        )
        return self.engine.search(replace(query, filters=query.filters + chosen))

    def suggest(self, text: str, *, limit: int = 8) -> Sequence[Suggestion]:
        """Complete what is being typed."""
        return self.engine.suggest(text, limit=limit)

    def counts(self) -> Counts:
        """Return the counts of register, catalogue and index."""
        counts = self.register.counts()
        return Counts(counts.documents, counts.entries, self.engine.count())

    def documents(self, *, offset: int, limit: int) -> Sequence[HeldDocument]:
        """Return a page of the documents held, newest first."""
        return self.register.documents(offset=offset, limit=limit)

    def held(self, ident: str) -> HeldDocument:
        """Return the document of that id.

        Raises:
            NotHeld: if there is none.
        """
        held = self.register.get(int(ident)) if ident.isdecimal() else None
        if held is None:
            raise NotHeld(f"Không có văn bản mã {ident} trong sổ / Not held: {ident}")
        return held

    def find(self, ref: str) -> Sequence[HeldDocument]:
        """Return the documents that an id or a number as typed may mean.

        Raises:
            NotHeld: if there is none.
        """
        found = self.register.find(ref)
        if not found:
            raise NotHeld(
                f"Trong sổ không có văn bản nào là “{ref}” / Not held: {ref}"
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
