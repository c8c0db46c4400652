"""One commit of the index, read into arrays.

Whoosh owns segments, commits and deletions; words are read from the table beside each
segment, into arrays that stay in memory up to a bound.
"""

from __future__ import annotations

import json
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from whoosh.reading import IndexReader

from search.arrays import Bounded, Entries, Floats, Ints, Places, Postings
from search.described import joined_labels, stored_described
from search.names import Named, StoredNames
from search.packing import Sections, unpack_anchors, unpack_sections
from search.schema import CONTEXT_WEIGHT, TITLE_WEIGHT, text_begins
from search.segments import open_table
from search.stored_words import Slot, StoredWords
from search.words import Form, forms

MAX_EXPANSIONS = 200
"""How many words one prefix may stand for; more than these are not tried."""

_TITLES_READ = 5_000
_WARMED = 500
_KNOWN_COUNTS = 100_000


class Card(NamedTuple):
    """What a result list shows of one document."""

    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    issuer_id: str | None
    date: str | None
    title: str | None
    signer: str | None
    status: str | None
    added_at: str | None
    collection: str
    field: str = ""


_EMPTY = Postings(np.empty(0, np.int64), np.empty(0, np.float32))
_NOWHERE = Places(np.empty(0, np.int64))
_FACETS = ("kind", "issuer", "status", "signer", "field", "collection", "nested")


class Segment:
    """One segment of a commit: its documents are numbered from `base` on."""

    def __init__(self, reader: Any, base: int, place: Path) -> None:
        table = open_table(place, reader)
        self.reader = reader
        self.base = base
        self.size = int(reader.doc_count_all())
        self.words = StoredWords(table)
        self.names = StoredNames(table)
        self.described = stored_described(table)
        self.cards = reader.column_reader("card")
        self.deleted = [base + doc for doc in reader.segment().deleted_docs()]


class Snapshot:
    """All documents of one commit, numbered from 0.

    Holds after construction: `live` marks documents not deleted, `lengths` counts
    words, `dates` are `YYYYMMDD` numbers (0 unknown), `labels[f][codes[f][doc]]` is
    the value of facet `f` of a document. `total` is over how many documents the
    frequencies count.
    """

    def __init__(
        self, reader: IndexReader, place: Path, *, cache_bytes: int = 128 << 20
    ) -> None:
        self.reader = reader
        self._segments = [
            Segment(leaf, base, place)
            for leaf, base in reader.leaf_readers()
            if leaf.doc_count_all()
        ]
        self._cache = Bounded(cache_bytes)
        self._reading = Lock()
        self._counts: dict[tuple[str, str], tuple[int, int]] = {}
        self._ranks: dict[str, tuple[Ints, list[str]]] = {}
        self.size = self.total = sum(segment.size for segment in self._segments)
        self.live = np.ones(self.size, np.bool_)
        self._bases = [segment.base for segment in self._segments]
        for segment in self._segments:
            self.live[segment.deleted] = False
        self._describe()

    def close(self) -> None:
        """Close the files."""
        self.reader.close()

    def card(self, doc: int) -> Card:
        """Return what a result list shows of a document."""
        segment = self._segment_of(doc)
        with self._reading:
            held = segment.cards[doc - segment.base]
        return Card(*json.loads(held.decode()))

    def _segment_of(self, doc: int) -> Segment:
        return self._segments[bisect_right(self._bases, doc) - 1]

    def _describe(self) -> None:
        self.title_ends = self._numbers("title_end")
        self.context_ends = self._numbers("context_end")
        self.text_begins = text_begins(self.title_ends, self.context_ends)
        self.lengths = self._numbers("length").astype(np.float32)
        self.dates = self._numbers("date")
        self._measure()
        self.labels: dict[str, list[str]] = {}
        self.codes: dict[str, Ints] = {}
        for name in _FACETS:
            self.codes[name], self.labels[name] = self.coded(name)
        years, codes = np.unique(self.dates // 10000, return_inverse=True)
        self.labels["year"] = ["", *(f"{year:04}" if year else "" for year in years)]
        self.codes["year"] = codes.astype(np.int64) + 1

    def bearing(self, field: str, label: str) -> int:
        """Return how many documents bear a label."""
        code = self.labels[field].index(label)
        return int(np.count_nonzero(self.live & (self.codes[field] == code)))

    def _numbers(self, name: str) -> Ints:
        held = [segment.described.numbers[name] for segment in self._segments]
        return np.concatenate([np.empty(0, np.int64), *held]).astype(np.int64)

    def coded(self, name: str) -> tuple[Ints, list[str]]:
        """Return for each document the number of its label, and the labels."""
        found = self._ranks.get(name)
        if found is None:
            found = joined_labels(name, [one.described for one in self._segments])
            self._ranks[name] = found
        return found

    def _measure(self) -> None:
        """Set what follows from `live`: how many documents, their average length."""
        self.count = int(self.live.sum())
        self.average = float(self.lengths[self.live].mean()) if self.count else 1.0

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents of a term, deleted ones included."""
        found = self._cache.get((field, term))
        if not isinstance(found, Postings):
            read = self._read_word if field == "words" else self._read_key
            found = read(term)
            self._cache.put((field, term), found)
        return found

    def places(self, term: str) -> Places:
        """Return every place of a word: document × 2³² + position."""
        found = self._cache.get(("places", term))
        if not isinstance(found, Places):
            found = self._read_places(term)
            self._cache.put(("places", term), found)
        return found

    def phrase(self, wanted: tuple[str, ...]) -> Places:
        """Return every place at which these words stand one after another.

        Kept like the places of a word: abbreviations stand for long names of bodies
        made of common words, and offices ask for the same ones all day.
        """
        key = ("phrase", *wanted)
        found = self._cache.get(key)
        if not isinstance(found, Places):
            places = [self.places(term).keys for term in wanted]
            order = sorted(range(len(places)), key=lambda i: len(places[i]))
            starts = places[order[0]] - order[0]
            for i in order[1:]:
                starts = among(starts + i, places[i]) - i
            found = Places(starts)
            self._cache.put(key, found)
        return found

    def pair(self, first: str, second: str) -> Postings:
        """Return the documents where one word stands right before another."""
        key = ("pair", first, second)
        found = self._cache.get(key)
        if not isinstance(found, Postings):
            befores, afters = self.places(first).keys, self.places(second).keys
            if len(befores) <= len(afters):
                keys = among(befores + 1, afters)
            else:
                keys = among(afters, befores + 1)
            found = self._weighted(keys)
            self._cache.put(key, found)
        return found

    def _weighted(self, keys: Ints) -> Postings:
        docs, positions = keys >> 32, keys & 0xFFFFFFFF
        weights = np.ones(len(keys), np.float32)
        weights[positions < self.context_ends[docs]] = CONTEXT_WEIGHT
        weights[positions < self.title_ends[docs]] = TITLE_WEIGHT
        starts = np.flatnonzero(np.diff(docs, prepend=-1))
        if not len(starts):
            return _EMPTY
        return Postings(docs[starts], np.add.reduceat(weights, starts))

    def _read_word(self, term: str) -> Postings:
        docs: list[Ints] = []
        counts: list[Floats] = []
        for segment in self._segments:
            slot = segment.words.find(term)
            if slot is None:
                continue
            if slot.code is None:
                ids, weights = segment.words.postings(slot.term)
                docs.append(ids + segment.base)
                counts.append(weights.astype(np.float32))
            else:
                found = self._weighted(self._keys(segment, slot))
                docs.append(found.docs)
                counts.append(found.counts)
        if not docs:
            return _EMPTY
        return Postings(np.concatenate(docs), np.concatenate(counts))

    def _read_key(self, key: str) -> Postings:
        docs: list[Ints] = []
        text = key.encode("utf-8", "replace")
        with self._reading:
            for segment in self._segments:
                if ("keys", text) in segment.reader:
                    ids = segment.reader.postings("keys", text).all_ids()
                    docs.append(np.fromiter(ids, np.int64) + segment.base)
        found = np.concatenate([np.empty(0, np.int64), *docs])
        return Postings(found, np.ones(len(found), np.float32))

    def _read_places(self, term: str) -> Places:
        keys = [np.empty(0, np.int64)]
        for segment in self._segments:
            slot = segment.words.find(term)
            if slot is not None:
                keys.append(self._keys(segment, slot))
        return Places(np.concatenate(keys))

    @staticmethod
    def _keys(segment: Segment, slot: Slot) -> Ints:
        docs, positions = segment.words.places(slot)
        return (docs + segment.base << 32) + positions

    def warm(self, until: float) -> int:
        """Read common words until a moment of `time.monotonic`; return how many.

        Titles say which: their words are those that are asked for.
        """
        last = range(max(self.size - _TITLES_READ, 0), self.size)
        titles = (self.card(doc).title or "" for doc in last)
        counted = Counter(form for title in titles for form in forms(title))
        warmed = 0
        for form, _ in counted.most_common(_WARMED):
            for term in dict.fromkeys(form):
                self.postings("words", term)
                self.places(term)
            warmed += 1
            if time.monotonic() > until or self._cache.half_full:
                break
        return warmed

    def doc_of(self, ident: str) -> int | None:
        """Return the document of an id, None where it is not held."""
        text = ident.encode("utf-8", "replace")
        with self._reading:
            for segment in self._segments:
                if ("id", text) in segment.reader:
                    for doc in segment.reader.postings("id", text).all_ids():
                        if self.live[segment.base + doc]:
                            return int(segment.base + doc)
        return None

    def expand(
        self, field: str, prefix: str, *, limit: int = MAX_EXPANSIONS
    ) -> list[str]:
        """Return the first `limit` terms that start with `prefix`, in order.

        Of words only the folded forms: every other form has its folded form there.
        """
        if field == "words":
            each = [segment.words.expand(prefix) for segment in self._segments]
            return [term for term, _ in islice(groupby(merge(*each)), limit)]
        with self._reading:
            terms = self.reader.expand_prefix(field, prefix.encode("utf-8", "replace"))
            return [bytes(term).decode() for term in islice(terms, limit)]

    def named(self, letter: str, typed: str, limit: int) -> Iterator[Named]:
        """Yield the names of a kind that read as typed from one of their words on.

        A name may come more than once. In each segment the first `limit` are looked at.
        """
        for segment in self._segments:
            for found in segment.names.starting(letter, typed, limit):
                yield found._replace(docs=found.docs + segment.base)

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term, deleted ones included."""
        return self._counted(field, term)[0]

    def starting(self, prefix: str) -> int:
        """Return how many documents hold a word that starts so; -1: those read."""
        return -1

    def least(self, form: Form) -> float | None:
        """Return the least score of a document with a word as typed; None: as read.

        Only of a word that stands elsewhere with other diacritics.
        """
        return None

    def issued(self, first: int, last: int) -> int:
        """Return how many documents were issued from one day to another."""
        return int(((self.dates >= first) & (self.dates <= last)).sum())

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many documents each of some words stands."""
        return {term: self.frequency("words", term) for term in terms}

    def together(self, first: str, second: str) -> int:
        """Return in how many documents one word stands right before another."""
        return self.pair(first, second).held

    def occurrences(self, word: str) -> int:
        """Return how often a word stands in all documents together."""
        return self._counted("words", word)[1]

    def _counted(self, field: str, term: str) -> tuple[int, int]:
        found = self._counts.get((field, term))
        if found is None:
            if field == "words":
                each = [segment.words.counted(term) for segment in self._segments]
                found = sum(one[0] for one in each), sum(one[1] for one in each)
            else:
                found = (len(self.postings(field, term).docs),) * 2
            if len(self._counts) >= _KNOWN_COUNTS:
                self._counts.clear()
            self._counts[field, term] = found
        return found

    def sections(self, doc: int) -> Sections:
        """Return the provisions of a document."""
        return unpack_sections(self._packed("sections", doc))

    def anchors(self, doc: int) -> Ints:
        """Return the offsets of every 32nd word of the text of a document."""
        return unpack_anchors(self._packed("anchors", doc))

    def _packed(self, name: str, doc: int) -> bytes:
        segment = self._segment_of(doc)
        return segment.described.packed[name][doc - segment.base]

    def spots(self, term: str, doc: int) -> Ints:
        """Return at which words of the text of a document a term stands."""
        segment = self._segment_of(doc)
        entries = self._entries(segment, term)
        slot, docs, begins = entries
        if slot is None:
            return _NOWHERE.keys
        here = segment.words.places_in(slot, docs, begins, doc - segment.base)
        found: Ints = here[here >= self.text_begins[doc]] - self.text_begins[doc]
        return found

    def _entries(self, segment: Segment, term: str) -> Entries:
        key = ("entries", segment.base, term)
        found = self._cache.get(key)
        if not isinstance(found, Entries):
            slot = segment.words.find(term)
            nothing = _NOWHERE.keys, _NOWHERE.keys
            read = segment.words.entries(slot.term) if slot else nothing
            found = Entries(slot, *read)
            self._cache.put(key, found)
        return found


def among(keys: Ints, others: Ints) -> Ints:
    """Return those of the ascending `keys` that stand among the ascending `others`."""
    if not len(keys) or not len(others):
        return keys[:0]
    at = np.searchsorted(others, keys)
    at[at == len(others)] = 0
    kept: Ints = keys[others[at] == keys]
    return kept
