"""The stretch of a text that shows why it was found. Plain text, never HTML.

The index knows at which words of a document the words asked for stand, so the best
stretch is chosen among those places, and only that stretch of the text is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from search.packing import STEP, Offsets
from search.words import words_between

WIDTH = 240
"""Characters of a snippet, to the end of the last word."""

_WINDOW = 40
_CANDIDATES = 1_500
_LEAD = 8
_LONGEST = 64


class Snippet(NamedTuple):
    """A stretch of the text from `start`; `matches` are offsets into `text`."""

    text: str
    start: int
    matches: tuple[tuple[int, int], ...]


class Spots(NamedTuple):
    """Where one wanted word stands in one document, and what it is worth.

    `at` counts the words of the text, ascending.
    """

    at: Offsets
    weight: float = 1.0


class Spotted:
    """All wanted words of one document in the order of the text.

    Where there are very many, the commonest are not looked at.
    """

    def __init__(self, spots: Sequence[Spots]) -> None:
        chosen: list[Spots] = []
        left = _CANDIDATES
        for spot in sorted(spots, key=lambda spot: len(spot.at)):
            if not chosen or len(spot.at) <= left:
                chosen.append(spot._replace(at=spot.at[:_CANDIDATES]))
                left -= len(spot.at)
        lengths = [len(spot.at) for spot in chosen]
        places = np.concatenate([np.empty(0, np.int64), *(one.at for one in chosen)])
        order = np.argsort(places, kind="stable")
        self.at = places[order]
        self._weights = np.array([spot.weight for spot in chosen])
        # How often each word stands among the first n places, for every n.
        seen = np.zeros((len(chosen), len(places) + 1), np.int64)
        owners = np.repeat(np.arange(len(chosen)), lengths)[order]
        seen[owners, np.arange(len(places)) + 1] = 1
        self._seen = seen.cumsum(axis=1)
        self._far = np.searchsorted(self.at, self.at + _WINDOW)
        self._near = np.searchsorted(self.at, self.at + max(len(chosen), 1))

    def best(self, first: int = 0, last: int = 1 << 40) -> int:
        """Return the word at which the stretch with the most wanted words begins.

        Only words from `first` to before `last` count; -1 where none is wanted there.
        """
        low, high = np.searchsorted(self.at, [first, last])
        if low == high:
            return -1
        before = self._seen[:, low:high]
        found = self._seen[:, np.minimum(self._far[low:high], high)] - before
        close = self._seen[:, np.minimum(self._near[low:high], high)] > before
        # Words of one window count, words side by side a little more.
        worth = (found > 0) + 0.3 * close + 0.01 * np.minimum(found, 5)
        return int(self.at[low + np.argmax(self._weights @ worth)])

    def between(self, first: int, last: int) -> list[int]:
        """Return the wanted words from `first` to before `last`."""
        low, high = np.searchsorted(self.at, [first, last])
        return sorted(set(self.at[low:high].tolist()))


def cut(
    text: str, anchors: Offsets, wanted: Spotted, begin: int, *, lead: int
) -> Snippet:
    """Return the stretch around word `begin`, at most `lead` words before it.

    `anchors` are the offsets of every 32nd word. Diacritics are shown as they stand.
    """
    first = max(begin - lead, 0)
    row, skipped = divmod(first, STEP)
    if row >= len(anchors):
        return Snippet(_head(text), 0, ())
    found = words_between(text, int(anchors[row]))
    spans = [match.span() for match in islice(found, skipped, skipped + _LONGEST)]
    if not spans:
        return Snippet(_head(text), 0, ())
    # Very long "words" before the first match would push it out of sight.
    lead = min(begin - first, len(spans) - 1)
    while lead and spans[lead][0] - spans[0][0] > WIDTH // 2:
        spans, first, lead = spans[1:], first + 1, lead - 1
    start = spans[0][0]
    shown = [span for span in spans if span[1] <= start + WIDTH] or spans[:1]
    end = min(shown[-1][1], start + WIDTH)
    marks = [at - first for at in wanted.between(first, first + len(shown))]
    matches = tuple((shown[i][0] - start, min(shown[i][1], end) - start) for i in marks)
    return Snippet(text[start : _sentence_end(text, end)], start, matches)


def snippet(text: str, anchors: Offsets, wanted: Spotted) -> tuple[Snippet, int]:
    """Return the best stretch of a text, and the word at which its matches begin."""
    begin = wanted.best()
    if begin < 0:
        return Snippet(_head(text), 0, ()), -1
    return cut(text, anchors, wanted, begin, lead=_LEAD), begin


def _head(text: str) -> str:
    end = text.find(" ", WIDTH, WIDTH + 20)
    return text[: end if end > 0 else WIDTH].rstrip()


def _sentence_end(text: str, end: int) -> int:
    # A full stop or a bracket right after the last word belongs to it.
    tail = text[end : end + 3]
    return end + len(tail) - len(tail.lstrip(".;,:)”»"))
