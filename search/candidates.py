"""The documents that may come first, as a small index with the statistics of the whole.

An index on other machines finds and counts; these documents are then scored and shown
by the same code as those of the embedded index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search.arrays import Bounded, Ints, Places, Postings
from search.counts import Counted, Counts
from search.described import coded
from search.names import Named
from search.packed_words import WordStream, token, unpack_words
from search.packing import Sections, unpack_anchors, unpack_sections
from search.postings import MAX_EXPANSIONS, Card, Snapshot
from search.schema import text_begins
from search.words import Form, form_of

MILLION = 1_000_000
"""Scores are counted in millionths."""

_CACHE_BYTES = 32 << 20
_FACETS = ("kind", "issuer", "status", "signer", "field", "collection")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document: what a result list shows, what ranks it, its words packed."""

    card: Card
    date: int
    length: int
    title_end: int
    context_end: int
    entered: int
    matched: frozenset[str] = frozenset()
    nested: str | None = None
    words: bytes = b""
    sections: bytes = b""
    anchors: bytes = b""


class Candidates(Snapshot):
    """Some documents of an index, numbered from 0 in the order they were added.

    `total` and `average` are those of the whole index, and so is every count.
    """

    def __init__(
        self,
        rows: Sequence[Candidate],
        counts: Counts,
        *,
        total: int,
        average: float,
    ) -> None:
        self.rows = sorted(rows, key=lambda row: row.entered)
        self._held = counts
        self._cache = Bounded(_CACHE_BYTES)
        self._ranks = {}
        self.size = self.count = len(self.rows)
        self.total = total
        self.average = average
        self.live = np.ones(self.size, np.bool_)
        self._describe()
        self._read(
            [unpack_words(row.words) if row.words else None for row in self.rows]
        )

    def _describe(self) -> None:
        rows = self.rows
        self.title_ends = np.array([row.title_end for row in rows], np.int64)
        self.context_ends = np.array([row.context_end for row in rows], np.int64)
        self.text_begins = text_begins(self.title_ends, self.context_ends)
        self.lengths = np.array([row.length for row in rows], np.float32)
        self.dates = np.array([row.date for row in rows], np.int64)
        self.labels = {}
        self.codes = {}
        for name in _FACETS:
            self.codes[name], self.labels[name] = self.coded(name)
        nested = coded([row.nested or "" for row in rows])
        years = coded([f"{row.date // 10000:04}" if row.date else "" for row in rows])
        self.codes["nested"], self.labels["nested"] = nested
        self.codes["year"], self.labels["year"] = years

    def _read(self, streams: Sequence[WordStream | None]) -> None:
        self._terms: dict[str, int] = {}
        ids, docs, positions = [[np.empty(0, np.int64)] for _ in range(3)]
        for doc, stream in enumerate(streams):
            if stream is None:
                continue
            here = [self._terms.setdefault(w, len(self._terms)) for w in stream.words]
            ids.append(np.array(here, np.int64)[stream.ids])
            docs.append(np.full(len(stream.ids), doc, np.int64))
            positions.append(stream.positions)
        self._ids = np.concatenate(ids)
        self._places = (np.concatenate(docs) << 32) + np.concatenate(positions)
        self._folded: dict[str, list[int]] = {}
        for term, number in self._terms.items():
            self._folded.setdefault(token(form_of(term).folded), []).append(number)

    def coded(self, name: str) -> tuple[Ints, list[str]]:
        """Return for each document the number of its label, and the labels."""
        return coded([getattr(row.card, name) or "" for row in self.rows])

    def close(self) -> None:
        """Nothing is open."""

    def card(self, doc: int) -> Card:
        """Return what a result list shows of a document."""
        return self.rows[doc].card

    def doc_of(self, ident: str) -> int | None:
        """Return the document of an id, None where it is not among these."""
        found = (doc for doc, row in enumerate(self.rows) if row.card.id == ident)
        return next(found, None)

    def _read_word(self, term: str) -> Postings:
        found = self._weighted(self.places(term).keys)
        return found._replace(among=self.frequency("words", term))

    def _read_places(self, term: str) -> Places:
        number = self._terms.get(token(term))
        numbers = self._folded.get(token(term)) or ([] if number is None else [number])
        wanted = np.zeros(len(self._terms), np.bool_)
        wanted[numbers] = True
        return Places(self._places[wanted[self._ids]])

    def pair(self, first: str, second: str) -> Postings:
        """Return the documents where one word stands right before another."""
        found = super().pair(first, second)
        return found._replace(among=self.together(first, second))

    def phrase(self, wanted: tuple[str, ...]) -> Places:
        """Return every place at which these words stand one after another."""
        found = super().phrase(wanted)
        return found._replace(among=self._held.of(Counted("phrase", wanted)))

    def expand(
        self, field: str, prefix: str, *, limit: int = MAX_EXPANSIONS
    ) -> list[str]:
        """Return the first `limit` words of these documents that start so."""
        found = sorted(term for term in self._folded if term.startswith(prefix))
        return found[:limit]

    def named(self, letter: str, typed: str, limit: int) -> Iterator[Named]:
        """Yield nothing: names are looked up where all documents are."""
        return iter(())

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents of the whole index hold a word."""
        return self._held.of(Counted("word", (term,)))

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many documents each of some words stands."""
        found = self._held.all(Counted("word", (term,)) for term in terms)
        return {one.terms[0]: count for one, count in found.items()}

    def together(self, first: str, second: str) -> int:
        """Return in how many documents one word stands right before another."""
        return self._held.of(Counted("pair", (first, second)))

    def starting(self, prefix: str) -> int:
        """Return how many documents hold a word that starts so."""
        return self._held.of(Counted("prefix", (prefix,)))

    def least(self, form: Form) -> float:
        """Return the least score of any document with a word as typed.

        Infinite where no other word is written the same without diacritics.
        """
        found = self._held.of(Counted("least", (form.folded, form.exact)))
        return found / MILLION if found >= 0 else float("inf")

    def bearing(self, field: str, label: str) -> int:
        """Return how many documents bear a label."""
        return self._held.of(Counted("label", (field, label)))

    def issued(self, first: int, last: int) -> int:
        """Return how many documents were issued from one day to another."""
        return self._held.of(Counted("dates", (str(first), str(last))))

    def occurrences(self, word: str) -> int:
        """Return how often a word stands in these documents."""
        return len(self.places(word).keys)

    def sections(self, doc: int) -> Sections:
        """Return the provisions of a document."""
        return unpack_sections(self.rows[doc].sections)

    def anchors(self, doc: int) -> Ints:
        """Return the offsets of every 32nd word of the text of a document."""
        return unpack_anchors(self.rows[doc].anchors)

    def spots(self, term: str, doc: int) -> Ints:
        """Return at which words of the text of a document a term stands."""
        begin = int(self.text_begins[doc])
        keys = self.places(term).keys
        low, high = np.searchsorted(keys, [(doc << 32) + begin, doc + 1 << 32])
        found: Ints = keys[low:high] - (doc << 32) - begin
        return found
