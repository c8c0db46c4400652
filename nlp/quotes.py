"""Quoted stretches: an amending text quotes whole articles of the text it amends."""

from __future__ import annotations

_OPEN = "“«"
_OPENS = (*_OPEN, '"')
_CLOSE = "”»"


def _marked(line: str) -> bool:
    return (
        "“" in line
        or "”" in line
        or '"' in line
        or "''" in line
        or "«" in line
        or "»" in line
    )


class QuoteDepth:
    """Follows open quotes from line to line.

    A block quote opens at the start of a line and may hold many paragraphs; a quote
    that opens inside a line ends at the latest with its sentence, because the closing
    mark is often forgotten.

    >>> quotes = QuoteDepth()
    >>> lines = ["như sau:", "“Điều 5. Tên", "1. Một.”", "2. Hai"]
    >>> [quotes.feed(line) for line in lines]
    [False, True, True, False]
    """

    def __init__(self) -> None:
        self._block = 0
        self._in_line = 0
        self._straight = False
        self._finished = True

    def feed(self, line: str) -> bool:
        """Take the next line; tell whether it begins inside, or with, a block quote."""
        if self._in_line == 0 and not _marked(line):
            return self._block > 0
        stripped = line.lstrip(" \t|*#")
        opens = stripped[:1] in _OPENS or stripped.startswith("''")
        if self._in_line and self._finished:
            self._in_line = 0
        inside = self._block > 0 or opens
        if opens and stripped[0] not in _OPEN:
            self._toggle(stripped)
        else:
            self._count(stripped, opens)
        end = stripped.rstrip(" \t|")
        self._finished = end.endswith((".", ";", ":", "”", '"', "”;"))
        return inside

    def _toggle(self, line: str) -> None:
        marks = line.count('"') + line.count("''")
        if marks % 2:
            self._straight = not self._straight
            self._block = 1 if self._straight else 0

    def _count(self, line: str, opens: bool) -> None:
        if opens:
            self._block += 1
            line = line[1:]
        for char in line:
            if char in _OPEN:
                self._in_line += 1
            elif char in _CLOSE:
                if self._in_line:
                    self._in_line -= 1
                elif self._block:
                    self._block -= 1
        if self._straight and (line.count('"') + line.count("''")) % 2:
            self._straight, self._block = False, 0

    def reset(self) -> None:
        """Forget open quotes: the text has plainly gone on outside them."""
        self._block = self._in_line = 0
        self._straight = False
