"""What every search engine takes and gives: plain values and one protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.query import Notice, Query

Texts = Callable[[str], str | None]
"""Gives the text of a document by its id; None where it is not held any more."""


class Section(NamedTuple):
    """A unit of a document's text: path ("dieu:5/khoan:2"), offsets, heading."""

    path: str
    start: int
    end: int
    heading: str = ""


class Cited(NamedTuple):
    """A document cited by another: its number, kind, and what is done with it."""

    number: str
    kind: str | None = None
    relation: str = "refers"


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One document as the engine takes it. Unknown is None.

    `date` and `added_at` are ISO, `date` possibly partial. `text` is NFC; offsets in
    hits are offsets into it. `context` names what the text is a part of: the law of an
    article, the decision of a regulation issued with it. `fields` are the fields of
    administration it belongs to. `collection` is whose readers may find it.
    """

    id: str
    text: str
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    fields: tuple[str, ...] = ()
    status: str | None = None
    context: str | None = None
    provisions: tuple[Section, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    cites: tuple[Cited, ...] = ()
    added_at: str | None = None
    collection: str = "1"


class SectionHit(NamedTuple):
    """A provision of a document found that holds words asked for.

    `matches` are offsets into `snippet`, `start` is where the snippet stands in the
    text of the document.
    """

    path: str
    heading: str
    score: float
    snippet: str
    matches: tuple[tuple[int, int], ...]
    start: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.

    `snippet` is a stretch of the document's own text, never changed, never HTML;
    `matches` are half-open offsets into `snippet`, in order, not overlapping. `start`
    is where the snippet stands in the text, `provision` the unit it stands in, or the
    one asked for. `sections` are the provisions that answer best, at most three.
    """

    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    date: str | None
    title: str | None
    score: float
    snippet: str = ""
    matches: tuple[tuple[int, int], ...] = ()
    status: str | None = None
    signer: str | None = None
    fields: tuple[str, ...] = ()
    start: int = 0
    provision: str | None = None
    sections: tuple[SectionHit, ...] = ()


Facets = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query: `total` is exact, `hits` one page of it.

    `facets` counts all documents found, by "kind", "issuer", "year", "status",
    "signer", "field" (of which a document may have several) and "collection", the most
    frequent first. `corrected` is the query as it was understood where that differs
    from what was typed. `notices` say what was assumed.
    """

    total: int
    took_ms: float
    hits: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    corrected: str | None = None


class Suggestion(NamedTuple):
    """A completion: the text to offer, what it names, and how many documents."""

    text: str
    field: str
    documents: int = 1


Within = frozenset[str] | None
"""The collections that exist for whoever asks; None for all."""


class SearchUnavailable(Exception):
    """The index cannot be asked or written now; documents remain readable.

    `code`, `message_vi` and `message_en` say why.
    """

    def __init__(self, code: str, message_vi: str, message_en: str) -> None:
        super().__init__(f"{message_vi} / {message_en}")
        self.code = code
        self.message_vi = message_vi
        self.message_en = message_en


class IndexBusyError(Exception):
    """Another process is writing the index and did not finish in time."""


class SearchEngine(Protocol):
    """An index of documents. Losing it costs a rebuild, never a document.

    Where `within` is given, by `Query.within` or as an argument, the answer is that of
    an index which holds no document of any other collection: hits, totals, facets,
    corrections, suggestions and what is alike.
    """

    def add(self, documents: Iterable[IndexDocument]) -> int:
        """Index documents, replacing those of the same id; return how many."""
        ...

    def remove(self, ids: Iterable[str]) -> int:
        """Take documents out; return how many were there."""
        ...

    def search(self, query: Query) -> Results:
        """Answer a query."""
        ...

    def more_like(
        self, ident: str, *, limit: int = 10, within: Within = None
    ) -> Results:
        """Return the documents most like one that is held, the likest first."""
        ...

    def suggest(
        self, prefix: str, *, limit: int = 10, within: Within = None
    ) -> list[Suggestion]:
        """Complete what is being typed: numbers, titles, issuers, people."""
        ...

    def count(self, *, within: Within = None) -> int:
        """Return how many documents the index holds."""
        ...

    def clear(self) -> None:
        """Empty the index."""
        ...
