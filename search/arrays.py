"""Arrays that answer questions, kept in memory up to a bound."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.stored_words import Slot

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


class Postings(NamedTuple):
    """The documents of a term, ascending, and how often it stands in each.

    `among` is how many documents hold it in all, where these are not all of them.
    """

    docs: Ints
    counts: Floats
    among: int = -1

    @property
    def held(self) -> int:
        """How many documents hold the term."""
        return len(self.docs) if self.among < 0 else self.among

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays."""
        return int(self.docs.nbytes + self.counts.nbytes)


class Places(NamedTuple):
    """Every occurrence of a term as one ascending number: document, then position.

    `among` as of `Postings`.
    """

    keys: Ints
    among: int = -1

    @property
    def nbytes(self) -> int:
        """Bytes held by the array."""
        return int(self.keys.nbytes)


class Entries(NamedTuple):
    """Where a word of one segment has its places, document by document."""

    slot: Slot | None
    docs: Ints
    begins: Ints

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays."""
        return int(self.docs.nbytes + self.begins.nbytes)


Held = Postings | Places | Entries


class Bounded:
    """Arrays by key, the least recently used dropped beyond a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._entries: OrderedDict[object, Held] = OrderedDict()
        self._lock = Lock()

    @property
    def half_full(self) -> bool:
        """Whether half of the bytes are used."""
        return 2 * self._held > self._limit

    def get(self, key: object) -> Held | None:
        """Return the arrays of a key, None where they are not kept."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: object, value: Held) -> None:
        """Keep arrays under a key, dropping what was not asked for longest."""
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = value
            self._held += value.nbytes + 200
            while self._held > self._limit and len(self._entries) > 1:
                _, dropped = self._entries.popitem(last=False)
                self._held -= dropped.nbytes + 200
