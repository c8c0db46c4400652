"""How many documents of an index elsewhere hold a word, a pair, a phrase.

What a question will need is asked for in one go: the code that scores runs once over
no document at all, and what it asks is written down.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Counted(NamedTuple):
    """What is counted: `kind` is "word", "pair", "phrase", "prefix", "dates" or
    "label", given its field first.

    Of kind "least": the least score, in millionths, of a document that has a word as
    typed, given folded and exact; -1 where no document has another one.
    """

    kind: str
    terms: tuple[str, ...]


_KEPT_SECONDS = 10.0
_KEPT = 50_000

Fetch = Callable[[list[Counted]], dict[Counted, int]]


class Memory:
    """Counts and labels kept for a few seconds, by whose documents they are of.

    Where a mark tells of changes they are forgotten at the next one.
    """

    def __init__(self, mark: object = None) -> None:
        self._mark = mark
        self._kept: dict[tuple[object, Counted], tuple[float, int]] = {}
        self._labels: dict[object, tuple[float, list[str]]] = {}

    def at(self, mark: object) -> Memory:
        """Return this memory, or an empty one if what is searched changed since.

        Whoever still counts what was there before writes it into the old one.
        """
        return self if mark == self._mark else Memory(mark)

    def get(self, whose: object, one: Counted) -> int | None:
        """Return a count that is not too old."""
        found = self._kept.get((whose, one))
        if found is None or found[0] < time.monotonic():
            return None
        return found[1]

    def put(self, whose: object, counts: dict[Counted, int]) -> None:
        """Keep counts."""
        if len(self._kept) > _KEPT:
            self.clear()
        until = time.monotonic() + _KEPT_SECONDS
        for one, count in counts.items():
            self._kept[whose, one] = (until, count)

    def labels(self, whose: object) -> list[str] | None:
        """Return labels that are not too old."""
        found = self._labels.get(whose)
        if found is None or found[0] < time.monotonic():
            return None
        return found[1]

    def keep_labels(self, whose: object, labels: list[str]) -> None:
        """Keep labels."""
        self._labels[whose] = (time.monotonic() + _KEPT_SECONDS, labels)

    def clear(self) -> None:
        """Forget all: the index has changed."""
        self._kept = {}
        self._labels = {}


class Counts:
    """Counts over the documents that exist for whoever asks."""

    def __init__(self, whose: object, memory: Memory, fetch: Fetch) -> None:
        self._whose = whose
        self._memory = memory
        self._fetch = fetch
        self._known: dict[Counted, int] = {}
        self._noted: dict[Counted, None] | None = None

    def of(self, one: Counted) -> int:
        """Return a count; while noting, write down that it is needed and return 0."""
        if self._noted is not None:
            self._noted[one] = None
            return 0
        return self.all([one])[one]

    def all(self, wanted: Iterable[Counted]) -> dict[Counted, int]:
        """Return several counts, asking for those not known in one go."""
        wanted = list(dict.fromkeys(wanted))
        missing = []
        for one in wanted:
            if one not in self._known:
                kept = self._memory.get(self._whose, one)
                if kept is None:
                    missing.append(one)
                else:
                    self._known[one] = kept
        if missing:
            found = self._fetch(missing)
            self._memory.put(self._whose, found)
            self._known |= found
        return {one: self._known[one] for one in wanted}

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Write down what is needed inside, and ask for it at the end."""
        self._noted = {}
        try:
            yield
            needed = list(self._noted)
        finally:
            self._noted = None
        self.all(needed)
