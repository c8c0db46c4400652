"""Words on a page and the lines they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple


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


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, from left to right.

    `gap` asks for a blank line above; `row` says that this is the row of a table.
    """

    words: tuple[Word, ...]
    gap: bool = False
    row: bool = False

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """Half way between the left and right edges."""
        return (self.x0 + self.x1) / 2


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the words grouped into lines, from top to bottom.

    A word belongs to a line when it shares at least half of the lower height with it,
    so that superscripts and small capitals stay where they are read.
    """
    rows: list[list[Word]] = []
    spans: list[list[float]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom) / 2):
        # Only the last rows can still be open: words come by their middle.
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom = spans[i]
            shared = min(bottom, word.bottom) - max(top, word.top)
            if shared >= 0.5 * min(bottom - top, word.height) and shared > 0:
                rows[i].append(word)
                if word.height > bottom - top:  # the tallest word is the line
                    spans[i] = [word.top, word.bottom]
                break
        else:
            rows.append([word])
            spans.append([word.top, word.bottom])
    return [Line(tuple(sorted(row, key=lambda w: w.x0))) for row in rows]


def spaced(lines: Sequence[Line]) -> list[Line]:
    """Mark the lines that stand clearly farther below the last one than usual."""
    pitches = [b.bottom - a.bottom for a, b in pairwise(lines)]
    usual = median(pitches) if pitches else 0.0
    marked = list(lines[:1])
    for line, pitch in zip(lines[1:], pitches, strict=True):
        tall = 2.2 * (line.bottom - line.top)
        apart = pitch > max(1.6 * usual, 1.0) or pitch > tall
        marked.append(replace(line, gap=apart and not (line.row and marked[-1].row)))
    return marked
