"""One commit of the index, read into arrays.

Whoosh owns segments, commits and deletions; here its postings are read once, block by
block, into numpy arrays that stay in memory up to a bound.
"""

from __future__ import annotations

import json
import time
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import IndexReader

from search.packing import Sections, unpack_anchors, unpack_sections
from search.schema import CONTEXT_WEIGHT, TITLE_WEIGHT, text_begin
from search.words import form_of, forms

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

MAX_EXPANSIONS = 200
"""How many words one prefix may stand for; more than these are not tried."""

_TRIED = 20
_TITLES_READ = 5_000
_WARMED = 500
_KNOWN_COUNTS = 100_000


class Postings(NamedTuple):
    """The documents of a term, ascending, and how often it stands in each."""

    docs: Ints
    counts: Floats

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays."""
        return int(self.docs.nbytes + self.counts.nbytes)


class Places(NamedTuple):
    """Every occurrence of a term as one ascending number: document, then position."""

    keys: Ints

    @property
    def nbytes(self) -> int:
        """Bytes held by the array."""
        return int(self.keys.nbytes)


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
    length: int
    title_end: int
    context_end: int
    collection: str


class Bounded:
    """Arrays by key, the least recently used dropped beyond a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._entries: OrderedDict[object, Postings | Places] = OrderedDict()
        self._lock = Lock()

    @property
    def half_full(self) -> bool:
        """Whether half of the bytes are used."""
        return 2 * self._held > self._limit

    def get(self, key: object) -> Postings | Places | None:
        """Return the arrays of a key, None where they are not kept."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: object, value: Postings | Places) -> None:
        """Keep arrays under a key, dropping what was not asked for longest."""
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = value
            self._held += value.nbytes + 200
            while self._held > self._limit and len(self._entries) > 1:
                _, dropped = self._entries.popitem(last=False)
                self._held -= dropped.nbytes + 200


_EMPTY = Postings(np.empty(0, np.int64), np.empty(0, np.float32))
_NOWHERE = Places(np.empty(0, np.int64))


class Snapshot:
    """All documents of one commit, numbered from 0.

    Holds after construction: `live` marks documents not deleted, `lengths` counts
    words, `dates` are `YYYYMMDD` numbers (0 unknown), `labels[f][codes[f][doc]]` is
    the value of facet `f` of a document. `total` is over how many documents the
    frequencies count.
    """

    def __init__(self, reader: IndexReader, *, cache_bytes: int = 128 << 20) -> None:
        self.reader = reader
        leaves = reader.leaf_readers()
        self._leaves = [leaf for leaf in leaves if leaf[0].doc_count_all()]
        self._cache = Bounded(cache_bytes)
        self._reading = Lock()
        self._counts: dict[tuple[str, str], tuple[int, int]] = {}
        self.size = self.total = int(reader.doc_count_all())
        self.live = np.ones(self.size, np.bool_)
        for leaf, base in self._leaves:
            for doc in range(leaf.doc_count_all()):
                if leaf.has_deletions() and leaf.is_deleted(doc):
                    self.live[base + doc] = False
        self._bases = [base for _, base in self._leaves]
        self._columns = {
            name: [leaf.column_reader(name) for leaf, _ in self._leaves]
            for name in ("sections", "anchors")
        }
        self.cards = list(self._read_cards())
        self._describe()

    def close(self) -> None:
        """Close the files."""
        self.reader.close()

    def _read_cards(self) -> Iterator[Card]:
        for leaf, _ in self._leaves:
            column = leaf.column_reader("card")
            for doc in range(leaf.doc_count_all()):
                yield Card(*json.loads(column[doc]))

    def _describe(self) -> None:
        cards = self.cards
        self.title_ends = np.array([c.title_end for c in cards], np.int64)
        self.context_ends = np.array([c.context_end for c in cards], np.int64)
        self.text_begins = [text_begin(c.title_end, c.context_end) for c in cards]
        self.lengths = np.array([c.length for c in cards], np.float32)
        self.dates = np.array([date_number(c.date) for c in cards], np.int64)
        self._measure()
        self.labels: dict[str, list[str]] = {}
        self.codes: dict[str, Ints] = {}
        for name in ("kind", "issuer", "status", "signer"):
            self._encode(name, [getattr(card, name) or "" for card in cards])
        self._encode("collection", [card.collection for card in cards])
        self._encode("year", [(card.date or "")[:4] for card in cards])

    def _measure(self) -> None:
        """Set what follows from `live`: the ids, their count, the average length."""
        self.count = int(self.live.sum())
        self._docs = {self.cards[i].id: i for i in map(int, np.flatnonzero(self.live))}
        self.average = float(self.lengths[self.live].mean()) if self.count else 1.0

    def _encode(self, name: str, values: list[str]) -> None:
        known: dict[str, int] = {"": 0}
        codes = [known.setdefault(value, len(known)) for value in values]
        self.labels[name] = list(known)
        self.codes[name] = np.array(codes, np.int64)

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents of a term, deleted ones included."""
        found = self._cache.get((field, term))
        if not isinstance(found, Postings):
            found = self._read(field, term, places=False)[0]
            self._cache.put((field, term), found)
        return found

    def places(self, term: str) -> Places:
        """Return every place of a word: document × 2³² + position."""
        found = self._cache.get(("places", term))
        if not isinstance(found, Places):
            _, found = self._read("words", term, places=True)
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

    def _read(self, field: str, term: str, *, places: bool) -> tuple[Postings, Places]:
        text = term.encode()
        docs: list[Ints] = []
        counts: list[Floats] = []
        spots: list[Ints] = []
        with self._reading:
            for leaf, base in self._leaves:
                if (field, text) not in leaf:
                    continue
                ids, weights, values = read_blocks(leaf, field, text)
                docs.append(ids + base)
                counts.append(weights)
                if places:
                    spots.append(_spots(ids + base, values))
        if not docs:
            return _EMPTY, _NOWHERE
        found = Postings(np.concatenate(docs), np.concatenate(counts))
        return found, Places(np.concatenate(spots)) if places else _NOWHERE

    def warm(self, until: float) -> int:
        """Read common words until a moment of `time.monotonic`; return how many.

        Titles say which: their words are those that are asked for.
        """
        titles = (card.title or "" for card in self.cards[-_TITLES_READ:])
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
        return self._docs.get(ident)

    def expand(
        self, field: str, prefix: str, *, limit: int = MAX_EXPANSIONS
    ) -> list[str]:
        """Return the first `limit` terms that start with `prefix`, in order.

        Of words only the folded forms: every other form has its folded form there.
        """
        found: list[str] = []
        with self._reading:
            terms = self.reader.expand_prefix(field, prefix.encode())
            for tried, raw in enumerate(terms):
                term = bytes(raw).decode()
                if field != "words" or form_of(term).folded == term:
                    found.append(term)
                if len(found) >= limit or tried >= _TRIED * limit:
                    break
        return found

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term, deleted ones included."""
        return self._counted(field, term)[0]

    def occurrences(self, word: str) -> int:
        """Return about how often a word stands in all documents together."""
        return self._counted("words", word)[1]

    def _counted(self, field: str, term: str) -> tuple[int, int]:
        found = self._counts.get((field, term))
        if found is None:
            raw = term.encode()
            with self._reading:
                documents = int(self.reader.doc_frequency(field, raw))
                weight = int(self.reader.frequency(field, raw)) if documents else 0
            found = documents, weight
            if len(self._counts) >= _KNOWN_COUNTS:
                self._counts.clear()
            self._counts[field, term] = found
        return found

    def sections(self, doc: int) -> Sections:
        """Return the provisions of a document."""
        return unpack_sections(self._column("sections", doc))

    def anchors(self, doc: int) -> Ints:
        """Return the offsets of every 32nd word of the text of a document."""
        return unpack_anchors(self._column("anchors", doc))

    def _column(self, name: str, doc: int) -> bytes:
        at = bisect_right(self._bases, doc) - 1
        with self._reading:
            return bytes(self._columns[name][at][doc - self._bases[at]])

    def spots(self, term: str, doc: int) -> Ints:
        """Return at which words of the text of a document a term stands."""
        keys = self.places(term).keys
        begin = (doc << 32) + self.text_begins[doc]
        low, high = np.searchsorted(keys, [begin, (doc + 1) << 32])
        found: Ints = keys[low:high] - begin
        return found


Block = tuple[Ints, Floats, Sequence[bytes]]


def read_blocks(leaf: IndexReader, field: str, text: bytes) -> Block:
    """Return ids, weights and values of one term in one segment, block by block.

    What `read_postings` returns, many times faster; deleted documents may be among
    them.
    """
    matcher: Any = leaf.postings(field, text)
    matcher = getattr(matcher, "child", matcher)
    if not isinstance(matcher, W3LeafMatcher):
        return read_postings(leaf, field, text)
    blocks: Any = matcher
    ids: list[int] = []
    weights: list[float] = []
    values: list[bytes] = []
    while blocks.is_active():
        # Asking for one loads the block; the lists then hold all of it.
        blocks.id(), blocks.weight()
        ids.extend(blocks._ids)
        weights.extend(blocks._weights)
        if field == "words":
            blocks.value()
            values.extend(blocks._values)
        blocks._next_block()
    return np.array(ids, np.int64), np.array(weights, np.float32), values


def read_postings(leaf: IndexReader, field: str, text: bytes) -> Block:
    """Return ids, weights and values of one term through Whoosh's own steps."""
    ids: list[int] = []
    weights: list[float] = []
    values: list[bytes] = []
    matcher = leaf.postings(field, text)
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        values.append(matcher.value())
        matcher.next()
    return np.array(ids, np.int64), np.array(weights, np.float32), values


def among(keys: Ints, others: Ints) -> Ints:
    """Return those of the ascending `keys` that stand among the ascending `others`."""
    if not len(keys) or not len(others):
        return keys[:0]
    at = np.searchsorted(others, keys)
    at[at == len(others)] = 0
    kept: Ints = keys[others[at] == keys]
    return kept


def _spots(docs: Ints, values: Sequence[bytes]) -> Ints:
    counts = np.array([len(value) // 4 for value in values], np.int64)
    positions = np.frombuffer(b"".join(values), "<u4").astype(np.int64)
    return np.repeat(docs << 32, counts) + positions


def date_number(date: str | None) -> int:
    """Return a possibly partial ISO date as a sortable number, 0 where unknown.

    >>> date_number("2020-07-31"), date_number("2020-07"), date_number(None)
    (20200731, 20200700, 0)
    """
    parts = (date or "").split("-")
    if not parts[0].isdigit():
        return 0
    numbers = [int(part) for part in parts[:3] if part.isdigit()]
    year, month, day = [*numbers, 0, 0][:3]
    return year * 10000 + month * 100 + day
