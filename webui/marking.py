"""Marks on a text: spans of several layers woven into lines a template can print.

Nothing here makes HTML: a line is a list of opening marks, closing marks and plain
text, and the template escapes the text. Marks that cross are split, so that what the
template writes is always well nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.document import Page, Span

# A line longer than this is shown in pieces: one paragraph of ten megabytes would
# stop the browser, and no decision has such a line.
LONGEST_LINE = 20_000
# Lines of a letterhead and of a list are shorter than a line that fills the page.
SOFT_BREAK = 45
_BEGINS = re.compile(
    r"\s|[-–—+•*“(]|[0-9]{1,3}[.)]|[a-zđ]{1,2}\)|[IVX]{1,6}\.|"
    r"(?:Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC|Căn cứ|Theo đề nghị|Nơi nhận|Kính gửi)\b"
)
# Lines of a letter that are whole by themselves, however long.
_ALONE = ("Kính gửi", "Nơi nhận")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with the classes, the link and the words shown when it is pointed at.

    `card` is shown beside the mark, a line for each item, when it is pointed at or
    reached with the keyboard.
    """

    span: Span
    classes: str
    href: str | None = None
    hint: str | None = None
    anchor: str | None = None
    rank: int = 0
    card: tuple[str, ...] = ()


class Piece(NamedTuple):
    """One step of a line: "open" with its mark, "close", or "text".

    `first` tells that the mark begins here; a mark that was split goes on elsewhere,
    and its name must stand in the page once.
    """

    kind: str
    text: str = ""
    mark: Mark | None = None
    first: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A finding written beside its paragraph.

    `anchor` names the words it concerns, `row` its row in the list of findings;
    `again` tells that the same was said further up.
    """

    anchor: str
    row: str
    code: str
    severity: str
    text: str
    suggestion: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of the text: its pieces, the anchors that start in it.

    `continues` tells that the paragraph of the line before goes on: the page shows
    both as one, the text itself keeps its line end. `notes` of a paragraph are those
    of its first line.
    """

    start: int
    pieces: tuple[Piece, ...]
    anchors: tuple[str, ...] = ()
    page: int | None = None
    continues: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def is_rule(self) -> bool:
        """Tell whether the line is one that was drawn with characters."""
        shown = "".join(piece.text for piece in self.pieces).strip()
        return len(shown) > 2 and not shown.strip("_-–—*=. ")


@dataclass(slots=True)
class _Weaver:
    """Open marks, outermost first; closing an outer one splits those inside it."""

    open: list[Mark] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    again: set[Mark] = field(default_factory=set)

    def close_until(self, offset: int) -> None:
        """Close every mark that ends at or before `offset`, reopening the others."""
        ending = [mark for mark in self.open if mark.span.end <= offset]
        if not ending:
            return
        inside = self.open[self.open.index(ending[0]) :]
        for mark in reversed(inside):
            first = mark not in self.again
            self.pieces.append(Piece("close", mark=mark, first=first))
        del self.open[-len(inside) :]
        for mark in inside:
            if mark.span.end > offset:
                self.start(mark, first=False)

    def start(self, mark: Mark, *, first: bool = True) -> None:
        """Open a mark, for the first time or again."""
        self.open.append(mark)
        if not first:
            self.again.add(mark)
        self.pieces.append(Piece("open", mark=mark, first=first))


def weave(
    text: str,
    marks: Iterable[Mark],
    *,
    anchors: Sequence[tuple[int, str]] = (),
    pages: Sequence[Page] = (),
) -> Iterator[Line]:
    """Yield the lines of `text` with `marks` in them.

    `anchors` are (offset, name) pairs in order; `page` is set on the first line of
    every page but the first. Linear in text and marks.
    """
    ordered = sorted(
        (mark for mark in marks if mark.span.start < mark.span.end),
        key=lambda mark: (mark.span.start, mark.rank, -mark.span.end),
    )
    nexts = iter(ordered)
    coming = next(nexts, None)
    carried: list[Mark] = []
    names = list(anchors)
    breaks = [(page.span.start, page.number) for page in pages[1:]]
    name_at = break_at = 0
    before, length = "", 0
    for start, end in _lines(text):
        weaver = _Weaver()
        for mark in carried:
            weaver.start(mark, first=False)
        here = []
        while coming is not None and coming.span.start < end:
            here.append(coming)
            coming = next(nexts, None)
        _fill(weaver, text, start, end, here)
        carried = [mark for mark in weaver.open if mark.span.end > end]
        weaver.close_until(len(text) + 1)
        found = []
        while name_at < len(names) and names[name_at][0] < max(end, start + 1):
            found.append(names[name_at][1])
            name_at += 1
        page = None
        while break_at < len(breaks) and breaks[break_at][0] <= start:
            page = breaks[break_at][1]
            break_at += 1
        line = text[start:end]
        length += len(line)
        joined = page is None and not found and _continues(before, line)
        joined = joined and length <= LONGEST_LINE
        length = length if joined else len(line)
        before = line
        yield Line(start, tuple(weaver.pieces), tuple(found), page, joined)


def sheets(lines: Iterable[Line], first: int) -> dict[int, list[Line]]:
    """Return the lines of each page by its number; `first` is that of the first."""
    found: dict[int, list[Line]] = {}
    number = first
    for line in lines:
        number = line.page or number
        found.setdefault(number, []).append(line)
    return found


def _continues(before: str, line: str) -> bool:
    """Tell whether `line` goes on with the paragraph of the line before.

    A line that was broken by the width of the page is long and ends in the middle of a
    sentence; a new article, clause, point or item begins a paragraph of its own.
    """
    if len(before) < SOFT_BREAK or not line or _BEGINS.match(line):
        return False
    if before.startswith(_ALONE) or line.isupper():
        return False
    end = before.rstrip()[-1:]
    return end not in ".;:!?|" and not before.isupper() and "|" not in line


def _fill(
    weaver: _Weaver, text: str, start: int, end: int, marks: Sequence[Mark]
) -> None:
    """Write text[start:end] with the marks that begin in it."""
    at = start
    cuts = sorted(
        {mark.span.start for mark in marks}
        | {mark.span.end for mark in (*marks, *weaver.open) if mark.span.end < end}
    )
    waiting = list(reversed(marks))
    for cut in (*cuts, end):
        cut = max(cut, at)
        if cut > at:
            weaver.pieces.append(Piece("text", text[at:cut]))
        weaver.close_until(cut)
        while waiting and waiting[-1].span.start <= cut < end:
            mark = waiting.pop()
            if mark.span.end > cut:
                weaver.start(mark)
        at = cut


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        for part in range(start, max(end, start + 1), LONGEST_LINE):
            yield part, min(part + LONGEST_LINE, end)
        start = end + 1
