"""The words of one segment, read from its table: by term to answer, whole to merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from search.inverting import Run
from search.merging import STREAMS
from search.tables import Ints, Lexicon, StreamReader, Table


class Slot(NamedTuple):
    """A word of a segment: the term, and the code of its exact form, None for all."""

    term: int
    code: int | None = None


class StoredWords:
    """Looks up the words of one segment."""

    def __init__(self, table: Table) -> None:
        self.folded = Lexicon(table, "folded")
        self.exact = Lexicon(table, "exact")
        self.entry_begins = table.array("entry")
        self.place_begins = table.array("place")
        self.streams = {name: StreamReader(table, name) for name in STREAMS}
        self.exact_terms = table.array("exact.term")
        self.exact_codes = table.array("exact.code")
        self._exact_docs = table.array("exact.docs")
        self._exact_places = table.array("exact.places")

    def find(self, word: str) -> Slot | None:
        """Return where a word is kept, folded or exact; None if it is nowhere."""
        text = word.encode("utf-8", "replace")
        term = self.folded.find(text)
        if term >= 0:
            return Slot(term)
        exact = -1 if text.isascii() else self.exact.find(text)
        if exact < 0:
            return None
        return Slot(int(self.exact_terms[exact]), int(self.exact_codes[exact]))

    def counted(self, word: str) -> tuple[int, int]:
        """Return in how many documents a word stands, and at how many places."""
        text = word.encode("utf-8", "replace")
        term = self.folded.find(text)
        if term >= 0:
            return self._size(self.entry_begins, term), self._size(
                self.place_begins, term
            )
        exact = -1 if text.isascii() else self.exact.find(text)
        if exact < 0:
            return 0, 0
        return int(self._exact_docs[exact]), int(self._exact_places[exact])

    def expand(self, prefix: str) -> Iterator[str]:
        """Yield the folded words that start with a prefix, in order."""
        text = prefix.encode("utf-8", "replace")
        for at in range(self.folded.begin(text), len(self.folded)):
            found = self.folded[at]
            if not found.startswith(text):
                return
            yield found.decode()

    def postings(self, term: int) -> tuple[Ints, Ints]:
        """Return the documents of a term, and its weight in each."""
        docs = self._docs(term)
        return docs, self._entry("weights", term)

    def places(self, slot: Slot) -> tuple[Ints, Ints]:
        """Return document and position of every place of a word."""
        term, code = slot
        docs = np.repeat(self._docs(term), self._entry("counts", term))
        low, high = (int(at) for at in self.place_begins[term : term + 2])
        positions = self.streams["positions"].read(low, high, (term, term + 1))
        if code is None:
            return docs, positions
        here = self.streams["forms"].read(low, high, (term, term + 1)) == code
        return docs[here], positions[here]

    def entries(self, term: int) -> tuple[Ints, Ints]:
        """Return the documents of a term, and how many places precede each of them."""
        ends = np.cumsum(self._entry("counts", term))
        return self._docs(term), np.concatenate(([0], ends))

    def places_in(self, slot: Slot, docs: Ints, begins: Ints, doc: int) -> Ints:
        """Return the positions of a word in one document; the rest as of `entries`."""
        at = int(docs.searchsorted(doc))
        if at == len(docs) or docs[at] != doc:
            return np.empty(0, np.int64)
        first = int(self.place_begins[slot.term])
        part = first, first + int(begins[at]), first + int(begins[at + 1])
        positions = self.streams["positions"].part(*part, slot.term)
        if slot.code is None:
            return positions
        here: Ints = positions[
            self.streams["forms"].part(*part, slot.term) == slot.code
        ]
        return here

    def _docs(self, term: int) -> Ints:
        docs: Ints = np.cumsum(self._entry("docs", term))
        return docs

    def _entry(self, name: str, term: int) -> Ints:
        low, high = (int(at) for at in self.entry_begins[term : term + 2])
        return self.streams[name].read(low, high, (term, term + 1))

    @staticmethod
    def _size(begins: Ints, term: int) -> int:
        return int(begins[term + 1]) - int(begins[term])


class Kept:
    """The words of a segment as a source to merge, without deleted documents.

    `numbers` says which number each document gets, -1 where it is left out.
    """

    def __init__(self, words: StoredWords, numbers: Ints) -> None:
        self._words = words
        self._numbers = numbers
        self.folded = list(words.folded)
        self.exact = list(words.exact)
        self.term_of = words.exact_terms.astype(np.int64)
        begins: Ints = words.place_begins.astype(np.int64)
        self.places: Ints = begins[1:] - begins[:-1]
        # Ascending by term, then code: one search finds the exact words of a run.
        codes = words.exact_codes.astype(np.int64)
        self._by_code = np.lexsort((codes, self.term_of))
        self._width = int(codes.max(initial=0)) + 1
        self._keys = (self.term_of * self._width + codes)[self._by_code]

    def run(self, low: int, high: int) -> Run:
        """Return the postings of terms `low` to before `high`."""
        begins = self._words.entry_begins[low : high + 1].astype(np.int64)
        place_begins = self._words.place_begins
        sizes = np.diff(begins)
        terms = np.repeat(np.arange(low, high), sizes)
        read = self._reader(int(begins[0]), int(begins[-1]), low, high)
        docs = self._numbers[_summed(read("docs"), begins[:-1] - begins[0], sizes)]
        counts = read("counts")
        read_places = self._reader(
            int(place_begins[low]), int(place_begins[high]), low, high
        )
        forms = self._exact(np.repeat(terms, counts), read_places("forms"))
        here = docs >= 0
        there = np.repeat(here, counts)
        return Run(
            terms[here],
            docs[here],
            read("weights")[here],
            counts[here],
            read_places("positions")[there],
            forms[there],
        )

    def _reader(self, first: int, last: int, low: int, high: int) -> _Reading:
        return _Reading(self._words.streams, first, last, (low, high))

    def _exact(self, terms: Ints, codes: Ints) -> Ints:
        """Return the exact word of each place from its term and code."""
        found = np.full(len(codes), -1, np.int64)
        accented = np.flatnonzero(codes)
        wanted = terms[accented] * self._width + codes[accented]
        at = np.searchsorted(self._keys, wanted)
        found[accented] = self._by_code[at]
        return found


class _Reading(NamedTuple):
    streams: dict[str, StreamReader]
    first: int
    last: int
    terms: tuple[int, int]

    def __call__(self, name: str) -> Ints:
        return self.streams[name].read(self.first, self.last, self.terms)


def _summed(deltas: Ints, begins: Ints, sizes: Ints) -> Ints:
    """Add up differences, anew from the beginning of each stretch."""
    summed = np.cumsum(deltas)
    begins = begins[sizes > 0]
    before = summed[begins] - deltas[begins]
    result: Ints = summed - np.repeat(before, sizes[sizes > 0])
    return result
