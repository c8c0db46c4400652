"""The names that are suggested while somebody types, and which documents bear them.

Numbers, titles, issuers and people. Each distinct name is held once; where a typed
beginning may start in it is a list of places in order, like the index of a book.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from search.engine import IndexDocument
from search.merging import united
from search.tables import (
    Ints,
    Lexicon,
    StreamReader,
    StreamWriter,
    Table,
    TableWriter,
    Texts,
    smallest,
)
from search.typed_numbers import number_parts
from search.words import folded

NUMBER, TITLE, ISSUER, PERSON = "ntip"
FIELDS = {NUMBER: "number", TITLE: "title", ISSUER: "issuer", PERSON: "person"}
"""The kinds of names, by the letter they are kept under."""

_STARTS = {NUMBER: 1, TITLE: 12, ISSUER: 6, PERSON: 3}
_TITLE_SHOWN = 200


class Named(NamedTuple):
    """A name that holds what was typed: at its beginning or, `later`, within it."""

    field: str
    text: str
    later: bool
    docs: Ints


def names_of(document: IndexDocument) -> Iterator[tuple[str, str]]:
    """Yield the names of a document: the letter of the kind, and the name."""
    if document.number:
        yield NUMBER, document.number
    if document.title:
        yield TITLE, document.title[:_TITLE_SHOWN]
    for name in document.people:
        yield PERSON, name
    for body in dict.fromkeys((*document.organisations, document.issuer)):
        if body:
            yield ISSUER, body


def _plain(letter: str, name: str) -> str:
    if letter != NUMBER:
        return folded(name)
    parts = number_parts(name)
    return parts.glued if parts else ""


def starts_of(letter: str, name: str) -> list[str]:
    """Return what of a name may be typed: from each of its first words to its end.

    >>> starts_of(PERSON, "Nguyễn Thế Nghĩa")
    ['nguyen the nghia', 'the nghia', 'nghia']
    """
    words = _plain(letter, name).split(" ")
    return [" ".join(words[at:]) for at in range(min(_STARTS[letter], len(words)))]


@dataclass(frozen=True, slots=True)
class NameSource:
    """Names to write, ascending; what is typed for each, and who bears which."""

    names: Sequence[bytes]
    plain: Sequence[bytes]
    bearers: Ints
    """Number of the name × 2³² + document, ascending."""


class GatheredNames:
    """Collects the names of documents."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._bearers: list[int] = []

    def add(self, doc: int, names: Iterable[tuple[str, str]]) -> None:
        """Take the names of a document."""
        for name in names:
            number = self._numbers.setdefault(name, len(self._numbers))
            self._bearers.append(number << 32 | doc)

    def source(self) -> NameSource:
        """Return all that was taken."""
        rows = sorted(
            ((letter + name).encode("utf-8", "replace"), number, letter, name)
            for (letter, name), number in self._numbers.items()
        )
        rank = np.empty(len(rows), np.int64)
        rank[[row[1] for row in rows]] = np.arange(len(rows))
        plain = [_plain(letter, name).encode() for _, _, letter, name in rows]
        bearers = np.array(self._bearers, np.int64)
        return NameSource(
            [row[0] for row in rows],
            plain,
            np.unique(rank[bearers >> 32] << 32 | bearers & 0xFFFFFFFF),
        )


def write_names(table: TableWriter, sources: Sequence[NameSource]) -> None:
    """Write the names of all sources."""
    names, numbers = united([source.names for source in sources])
    plain: list[bytes] = [b""] * len(names)
    bearers = []
    for source, here in zip(sources, numbers, strict=True):
        for at, text in zip(here.tolist(), source.plain, strict=True):
            plain[at] = text
        bearers.append(here[source.bearers >> 32] << 32 | source.bearers & 0xFFFFFFFF)
    rows = np.unique(np.concatenate([np.empty(0, np.int64), *bearers]))
    counts = np.bincount(rows >> 32, minlength=len(names))
    kept = np.flatnonzero(counts).tolist()
    names, plain = [names[i] for i in kept], [plain[i] for i in kept]
    Lexicon.write(table, "names", names)
    Texts.write(table, "names.plain", plain)
    _write_starts(table, names, plain)
    begins = np.concatenate(([0], np.cumsum(counts[kept])))
    docs = rows & 0xFFFFFFFF
    deltas = np.diff(docs, prepend=0)
    deltas[begins[:-1]] = docs[begins[:-1]]
    stream = StreamWriter("<u2")
    stream.add(deltas, begins[:-1])
    stream.write(table, "names.docs", np.ones(len(names), np.bool_))
    table.add("names.begin", smallest(begins))


def _write_starts(
    table: TableWriter, names: Sequence[bytes], plain: Sequence[bytes]
) -> None:
    rows = []
    for number, text in enumerate(plain):
        letter = names[number][:1]
        at = 0
        for _ in range(_STARTS[letter.decode()]):
            rows.append((letter + text[at:], number, at))
            at = text.find(b" ", at) + 1
            if not at:
                break
    rows.sort()
    table.add("starts.name", smallest(np.array([row[1] for row in rows], np.int64)))
    table.add("starts.at", smallest(np.array([row[2] for row in rows], np.int64)))


class StoredNames:
    """Looks up the names of one segment."""

    def __init__(self, table: Table) -> None:
        self._names = Lexicon(table, "names")
        self._plain = Texts(table, "names.plain")
        self._begins = table.array("names.begin")
        self._docs = StreamReader(table, "names.docs")
        self._start_names = table.array("starts.name")
        self._start_at = table.array("starts.at")

    def starting(self, letter: str, typed: str, limit: int) -> Iterator[Named]:
        """Yield names of a kind with a word from which on they read as typed.

        Of these beginnings the first `limit` are looked at, in their order.
        """
        wanted = (letter + typed).encode("utf-8", "replace")
        starts = range(len(self._start_names))
        begin = bisect_left(starts, wanted, key=self._start)
        later: dict[int, bool] = {}
        for at in range(begin, min(begin + limit, len(starts))):
            if not self._start(at).startswith(wanted):
                break
            name = int(self._start_names[at])
            later[name] = later.get(name, True) and int(self._start_at[at]) > 0
        for name, within in later.items():
            shown = self._names[name][1:].decode()
            yield Named(letter, shown, within, self._bearers(name))

    def _start(self, at: int) -> bytes:
        name = int(self._start_names[at])
        text: bytes = self._names[name][:1] + self._plain[name][self._start_at[at] :]
        return text

    def _bearers(self, name: int) -> Ints:
        low, high = int(self._begins[name]), int(self._begins[name + 1])
        docs: Ints = np.cumsum(self._docs.read(low, high, (name, name + 1)))
        return docs

    def source(self, numbers: Ints) -> NameSource:
        """Return all names for merging; `numbers` as of `Kept`."""
        begins = self._begins.astype(np.int64)
        sizes = np.diff(begins)
        count = len(self._names)
        deltas = self._docs.read(0, int(begins[-1]), (0, count))
        summed = np.cumsum(deltas)
        before = summed[begins[:-1]] - deltas[begins[:-1]] if count else summed
        docs = numbers[summed - np.repeat(before, sizes)]
        names = np.repeat(np.arange(count), sizes)
        here = docs >= 0
        bearers = names[here] << 32 | docs[here]
        return NameSource(list(self._names), list(self._plain), bearers)
