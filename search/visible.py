"""One commit of the index as it is for people who may not see every collection."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from search.arrays import Bounded, Places, Postings
from search.names import Named
from search.postings import MAX_EXPANSIONS, Snapshot

_VIEWS = 16
_CACHE_BYTES = 16 << 20
# Of so many times more words than wanted those that may be seen are kept.
_WIDER = 4


class Visible(Snapshot):
    """A snapshot that holds the documents of some collections and no others.

    Every count is made over these alone, so that no spelling, ranking or suggestion
    tells of a document that may not be seen.
    """

    def __init__(self, whole: Snapshot, collections: frozenset[str]) -> None:
        self.__dict__.update(whole.__dict__)
        self._whole = whole
        labels = self.labels["collection"]
        wanted = [code for code, name in enumerate(labels) if name in collections]
        self.live = whole.live & np.isin(self.codes["collection"], wanted)
        self._cache = Bounded(_CACHE_BYTES)
        self._counts = {}
        self._measure()
        self.total = self.count

    def _read_word(self, term: str) -> Postings:
        return self._seen(self._whole.postings("words", term))

    def _read_key(self, key: str) -> Postings:
        return self._seen(self._whole.postings("keys", key))

    def _seen(self, found: Postings) -> Postings:
        seen = self.live[found.docs]
        return Postings(found.docs[seen], found.counts[seen])

    def _read_places(self, term: str) -> Places:
        keys = self._whole.places(term).keys
        return Places(keys[self.live[keys >> 32]])

    def _counted(self, field: str, term: str) -> tuple[int, int]:
        if not self._whole.frequency(field, term):
            return 0, 0
        found = self.postings(field, term)
        return len(found.docs), int(found.counts.sum())

    def expand(
        self, field: str, prefix: str, *, limit: int = MAX_EXPANSIONS
    ) -> list[str]:
        """Return the first `limit` terms that start with `prefix`, in order."""
        wider = self._whole.expand(field, prefix, limit=_WIDER * limit)
        seen = (term for term in wider if self.frequency(field, term))
        return [term for term, _ in zip(seen, range(limit), strict=False)]

    def named(self, letter: str, typed: str, limit: int) -> Iterator[Named]:
        """Yield the names of a kind that read as typed from one of their words on."""
        for found in self._whole.named(letter, typed, _WIDER * limit):
            seen = self.live[found.docs]
            if seen.any():
                yield found._replace(docs=found.docs[seen])


class Views:
    """A commit as it is for each choice of collections, the last ones asked kept."""

    def __init__(self, whole: Snapshot) -> None:
        self._whole = whole
        self._made: OrderedDict[frozenset[str], Snapshot] = OrderedDict()

    def of(self, collections: frozenset[str] | None) -> Snapshot:
        """Return the commit for whoever sees these collections; None: all of it.

        Not safe to share between threads: the engine asks under its lock.
        """
        if collections is None:
            return self._whole
        made = self._made.get(collections)
        if made is None:
            made = self._made[collections] = Visible(self._whole, collections)
            if len(self._made) > _VIEWS:
                self._made.popitem(last=False)
        self._made.move_to_end(collections)
        return made
