"""Postings of several sources written as those of one, term by term.

Only so many places are held in memory at a time, however large the sources are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.inverting import Run, Source
from search.tables import (
    Ints,
    Lexicon,
    StreamWriter,
    TableWriter,
    smallest,
)

BLOCK = 1_000_000
"""So many places are merged at a time, or those of one term.

Bringing them together takes about 50 bytes for each; larger blocks are no faster.
"""

STREAMS = {
    "docs": "<u2",
    "weights": "|u1",
    "counts": "|u1",
    "positions": "<u2",
    "forms": "|u1",
}
"""The numbers of postings, and how wide most of them are."""


def write_words(table: TableWriter, sources: Sequence[Source]) -> None:
    """Write the postings of all sources; documents of later ones come later."""
    _Merge(sources).write(table)


class _Merge:
    """Brings the terms of several sources together."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._folded, self._terms = united([source.folded for source in sources])
        self._exact, self._exacts = united([source.exact for source in sources])
        self._term_of = np.zeros(len(self._exact), np.int64)
        for source, terms, exacts in self._each():
            self._term_of[exacts] = terms[source.term_of]
        self._codes = _codes(self._term_of)
        self._streams = {name: StreamWriter(dtype) for name, dtype in STREAMS.items()}
        self._entries: list[Ints] = []
        self._places: list[Ints] = []
        self._exact_docs = np.zeros(len(self._exact), np.int64)
        self._exact_places = np.zeros(len(self._exact), np.int64)

    def _each(self) -> list[tuple[Source, Ints, Ints]]:
        return list(zip(self._sources, self._terms, self._exacts, strict=True))

    def write(self, table: TableWriter) -> None:
        """Write everything."""
        for low, high in self._blocks():
            runs = [self._run(i, low, high) for i in range(len(self._sources))]
            self._add(runs[0] if len(runs) == 1 else _joined(runs), low, high)
        entries = np.concatenate([np.empty(0, np.int64), *self._entries])
        places = np.concatenate([np.empty(0, np.int64), *self._places])
        kept = entries > 0
        folded = [self._folded[i] for i in np.flatnonzero(kept).tolist()]
        Lexicon.write(table, "folded", folded)
        table.add("entry", smallest(_begins(entries[kept])))
        table.add("place", smallest(_begins(places[kept])))
        for name, stream in self._streams.items():
            stream.write(table, name, kept)
        self._write_exact(table, np.cumsum(kept) - 1)

    def _write_exact(self, table: TableWriter, new_numbers: Ints) -> None:
        kept = np.flatnonzero(self._exact_docs)
        Lexicon.write(table, "exact", [self._exact[i] for i in kept.tolist()])
        for name, values in (
            ("exact.term", new_numbers[self._term_of[kept]]),
            ("exact.code", self._codes[kept]),
            ("exact.docs", self._exact_docs[kept]),
            ("exact.places", self._exact_places[kept]),
        ):
            table.add(name, smallest(values))

    def _blocks(self) -> list[tuple[int, int]]:
        places = np.zeros(len(self._folded), np.int64)
        for source, terms, _ in self._each():
            places[terms] += source.places
        before = np.cumsum(places)
        blocks = []
        low = 0
        while low < len(places):
            done = before[low - 1] if low else 0
            high = max(int(np.searchsorted(before, done + BLOCK, "right")), low + 1)
            blocks.append((low, high))
            low = high
        return blocks

    def _run(self, at: int, low: int, high: int) -> Run:
        terms = self._terms[at]
        first, last = np.searchsorted(terms, [low, high])
        run = self._sources[at].run(int(first), int(last))
        forms = run.forms
        if len(self._sources) > 1:
            forms = np.append(self._exacts[at], -1)[forms]
        return Run(
            terms[run.terms], run.docs, run.weights, run.counts, run.positions, forms
        )

    def _add(self, run: Run, low: int, high: int) -> None:
        entries = np.bincount(run.terms - low, minlength=high - low)
        ends = np.cumsum(run.counts)
        before = np.concatenate(([0], ends))
        begins = np.cumsum(entries) - entries
        place_begins = before[begins]
        deltas = np.diff(run.docs, prepend=0)
        firsts = begins[entries > 0]
        deltas[firsts] = run.docs[firsts]
        codes = np.append(self._codes, 0)[run.forms]
        for name, values, starts in (
            ("docs", deltas, begins),
            ("weights", run.weights, begins),
            ("counts", run.counts, begins),
            ("positions", run.positions, place_begins),
            ("forms", codes, place_begins),
        ):
            self._streams[name].add(values, starts)
        self._entries.append(entries)
        self._places.append(np.diff(place_begins, append=before[-1]))
        self._count_exact(run)

    def _count_exact(self, run: Run) -> None:
        accented = run.forms >= 0
        forms = run.forms[accented]
        self._exact_places += np.bincount(forms, minlength=len(self._exact))
        entry = np.repeat(np.arange(len(run.counts)), run.counts)[accented]
        # The same word at neighbouring places of one entry is the usual case.
        keys = entry * max(len(self._exact), 1) + forms
        keys.sort()
        new = np.ones(len(keys), np.bool_)
        new[1:] = keys[1:] != keys[:-1]
        found = keys[new] % max(len(self._exact), 1)
        self._exact_docs += np.bincount(found, minlength=len(self._exact))


def united(each: Sequence[Sequence[bytes]]) -> tuple[Sequence[bytes], list[Ints]]:
    """Return all distinct texts in order, and where those of each sequence are."""
    if len(each) == 1:
        return each[0], [np.arange(len(each[0]))]
    held = [list(texts) for texts in each]
    together = sorted(set().union(*held))
    number = {text: i for i, text in enumerate(together)}
    return together, [
        np.fromiter(map(number.__getitem__, texts), np.int64, len(texts))
        for texts in held
    ]


def _codes(term_of: Ints) -> Ints:
    """Number the exact words of each term from 1."""
    order = np.argsort(term_of, kind="stable")
    ranked = term_of[order]
    new = np.ones(len(ranked), np.bool_)
    new[1:] = ranked[1:] != ranked[:-1]
    begins = np.maximum.accumulate(np.where(new, np.arange(len(ranked)), 0))
    codes = np.empty(len(term_of), np.int64)
    codes[order] = np.arange(len(ranked)) - begins + 1
    return codes


def _joined(runs: Sequence[Run]) -> Run:
    """Bring runs over the same terms together; documents of later ones are later."""
    terms = np.concatenate([run.terms for run in runs])
    order = np.argsort(terms, kind="stable")
    counts = np.concatenate([run.counts for run in runs])
    begins = (np.cumsum(counts) - counts)[order]
    counts = counts[order]
    shift = np.repeat(begins - (np.cumsum(counts) - counts), counts)
    places = shift + np.arange(len(shift))
    return Run(
        terms[order],
        np.concatenate([run.docs for run in runs])[order],
        np.concatenate([run.weights for run in runs])[order],
        counts,
        np.concatenate([run.positions for run in runs])[places],
        np.concatenate([run.forms for run in runs])[places],
    )


def _begins(counts: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(counts)))
