"""A text as lines with offsets, and the short tests a layout reader asks of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.document import Span

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[-–—―─_*=~.•\s|#>oO0]*\Z")
_COLUMN = re.compile(r"[ \t\u00a0]{3,}|\t|\s?\|\s?|\*\*\s\*\*|<br\s?/?>")
_EDGE = " \t\u00a0|#*>"
# Something of this is in every line that has two columns.
_SET_APART = re.compile(r"[ \u00a0]{2}|[\t|<]|\*\*")


class Line(NamedTuple):
    """One line, or one column of a line, trimmed: its text and where it stands.

    `gap` tells that an empty line or a rule stands before it.
    """

    text: str
    start: int
    end: int
    gap: bool = False

    @property
    def span(self) -> Span:
        """Return the span of the trimmed text."""
        return Span(self.start, self.end)


def is_rule(text: str) -> bool:
    """Tell whether a line is empty or only draws ("-------", "***", "|---|").

    >>> is_rule("---------"), is_rule("Điều 1.")
    (True, False)
    """
    return _RULE.match(text) is not None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without spaces, table bars and heading marks at the edges."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of a stretch of text that hold words, in order.

    >>> [line.text for line in lines_of("ĐIỀU\\n-----\\n| a |")]
    ['ĐIỀU', 'a']
    """
    stop = len(text) if end is None else end
    gap, last = True, start
    for match in _LINE.finditer(text, start, stop):
        lo, hi = match.span()
        gap = gap or lo - last > 1
        last = hi
        # Most lines begin with a letter: those are no rules, and few are to trim.
        first = text[lo]
        if not (first.isalpha() and first not in "oO") and is_rule(match.group()):
            gap = True
            continue
        if first in _EDGE or text[hi - 1] in _EDGE:
            lo, hi = trim(text, lo, hi)
        yield Line(text[lo:hi], lo, hi, gap)
        gap = False


def columns_of(text: str, line: Line) -> Iterator[Line]:
    """Yield the columns of a line: parts set apart by bars, tabs or wide spaces."""
    if not _SET_APART.search(line.text):
        if line.text:
            yield line
        return
    start = line.start
    for match in _COLUMN.finditer(text, line.start, line.end):
        if match.start() > start:
            lo, hi = trim(text, start, match.start())
            if lo < hi:
                yield Line(text[lo:hi], lo, hi, line.gap)
        start = match.end()
    lo, hi = trim(text, start, line.end)
    if lo < hi:
        yield Line(text[lo:hi], lo, hi, line.gap)


def is_caps(text: str) -> bool:
    """Tell whether a text has letters and all of them are capitals.

    >>> is_caps("KT. CHỦ TỊCH"), is_caps("Số 5"), is_caps("12")
    (True, False, False)
    """
    return text.isupper()


def collapse(text: str) -> str:
    """Return `text` with every run of white space made one space.

    >>> collapse("VỀ\\n  VIỆC")
    'VỀ VIỆC'
    """
    return " ".join(text.split())
