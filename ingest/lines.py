"""Words on a page and the lines they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

_NARROWEST = 4.0  # points
_LEFT, _TOP, _RIGHT, _BOTTOM = map(itemgetter, range(1, 5))


class Word(NamedTuple):
    """A word and its box, in points from the top left corner of its page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Line:
    """Words on one line, from left to right.

    `gap` asks for a blank line above; `row` says that this is the row of a table.
    """

    words: tuple[Word, ...]
    gap: bool = False
    row: bool = False

    @cached_property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join([word.text for word in self.words])

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self._edges[0]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self._edges[1]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self._edges[2]

    @cached_property
    def blank(self) -> float:
        """A width that no blank between two words of this line reaches."""
        usual = median([word[4] - word[2] for word in self.words])
        return max(0.55 * usual, _NARROWEST)

    @cached_property
    def _edges(self) -> tuple[float, float, float]:
        """The right, upper and lower edges: asked for often, worked out once."""
        words = self.words
        return max(map(_RIGHT, words)), min(map(_TOP, words)), max(map(_BOTTOM, words))


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the words grouped into lines, from top to bottom.

    A word belongs to a line when it shares at least half of the lower height with it,
    so that superscripts and small capitals stay where they are read.
    """
    bands: dict[tuple[float, float], list[Word]] = {}
    band: list[Word] = []
    last: tuple[float, float] | None = None
    for word in words:  # most words of a line stand equally high
        if (key := (word[2], word[4])) != last:
            band, last = bands.setdefault(key, []), key
        band.append(word)
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for upper, lower in sorted(bands, key=sum):
        # Only the last rows can still be open: bands come by their middle.
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom = spans[i]
            shared = min(bottom, lower) - max(top, upper)
            if shared >= 0.5 * min(bottom - top, lower - upper) and shared > 0:
                rows[i] += bands[upper, lower]
                if lower - upper > bottom - top:  # the tallest word is the line
                    spans[i] = (upper, lower)
                break
        else:
            rows.append(bands[upper, lower])
            spans.append((upper, lower))
    return [Line(tuple(sorted(row, key=_LEFT))) for row in rows]


def spaced(lines: Sequence[Line]) -> list[Line]:
    """Mark the lines that stand clearly farther below the last one than usual."""
    pitches = [b.bottom - a.bottom for a, b in pairwise(lines)]
    usual = median(pitches) if pitches else 0.0
    marked = list(lines[:1])
    for line, pitch in zip(lines[1:], pitches, strict=True):
        tall = 2.2 * (line.bottom - line.top)
        apart = pitch > max(1.6 * usual, 1.0) or pitch > tall
        gap = apart and not (line.row and marked[-1].row)
        marked.append(line if line.gap is gap else replace(line, gap=gap))
    return marked
