"""The stretch of a text that shows why it was found. Plain text, never HTML.

The index knows at which words of a document the words asked for stand, so the best
stretch is chosen among those places, and only that stretch of the text is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.packing import STEP, Offsets
from search.words import words_between

WIDTH = 240
"""Characters of a snippet, to the end of the last word."""

_WINDOW = 40
_CANDIDATES = 300
_LEAD = 8
_LONGEST = 80


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


def best_window(spots: Sequence[Spots], first: int = 0, last: int = 1 << 40) -> int:
    """Return the word at which the stretch with the most wanted words begins.

    Only words from `first` to before `last` count; -1 where none is wanted there.
    """
    inside = [_between(spot.at, first, last) for spot in spots]
    known = sorted((at for at in inside if len(at)), key=len)
    if not known:
        return -1
    starts = np.unique(np.concatenate(known)[:_CANDIDATES])
    # Words of one window count, words side by side a little more.
    score = np.zeros(len(starts))
    near = len(known)
    for spot, at in zip(spots, inside, strict=True):
        low = np.searchsorted(at, starts)
        found = np.searchsorted(at, starts + _WINDOW) - low
        close = np.searchsorted(at, starts + near) > low
        repeated = 0.01 * np.minimum(found, 5)
        score += spot.weight * ((found > 0) + 0.3 * close + repeated)
    return int(starts[np.argmax(score)])


def _between(at: Offsets, first: int, last: int) -> Offsets:
    low, high = np.searchsorted(at, [first, last])
    found: NDArray[np.int64] = at[low:high]
    return found


def cut(
    text: str, anchors: Offsets, wanted: Sequence[Spots], begin: int, *, lead: int
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
    marks = sorted(
        {
            int(at) - first
            for spot in wanted
            for at in _between(spot.at, first, first + len(shown))
        }
    )
    matches = tuple((shown[i][0] - start, min(shown[i][1], end) - start) for i in marks)
    return Snippet(text[start : _sentence_end(text, end)], start, matches)


def snippet(text: str, anchors: Offsets, spots: Sequence[Spots]) -> tuple[Snippet, int]:
    """Return the best stretch of a text, and the word at which its matches begin."""
    begin = best_window(spots)
    if begin < 0:
        return Snippet(_head(text), 0, ()), -1
    return cut(text, anchors, spots, begin, lead=_LEAD), begin


def _head(text: str) -> str:
    end = text.find(" ", WIDTH, WIDTH + 20)
    return text[: end if end > 0 else WIDTH].rstrip()


def _sentence_end(text: str, end: int) -> int:
    # A full stop or a bracket right after the last word belongs to it.
    tail = text[end : end + 3]
    return end + len(tail) - len(tail.lstrip(".;,:)”»"))
