"""A text without the page numbers and running heads that cut its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.document import Span
from nlp.analysis import Citation, DateMention
from nlp.dates import find_dates
from nlp.fold import fold
from nlp.numbers import NumberMatch, find_numbers

_PAGE = re.compile(
    r"\n[ \t|]{0,20}(?:[-–—]?[ ]?\d{1,4}[ ]?[-–—]?"
    r"|[Tt]rang[ ]\d{1,4}(?:[ ]?/[ ]?\d{1,4})?"
    r"|(?:\d{1,4}[ \t]{1,9})?CÔNG BÁO/Số[^\n]{0,80})[ \t|]{0,20}(?=\n)"
)
_GOES_ON = re.compile(
    r"(?:,|(?<![^\W_])(?:so|ngay|thang|nam|cua|dieu|khoan|diem|va|ve|tai|theo|cac|viec"
    r"|cho|voi|do|hoac|luat|bo|hoi|quy|ban|so:|tinh|thanh pho|uy ban|chu tich"
    r"|giam doc|truong|nghi|nghi dinh|nghi quyet|thong|thong tu|quyet|quyet dinh"
    r"|to trinh|chi thi|ke hoach|cong van|phap lenh))\Z"
)
_ITEM = re.compile(r"[a-zđ][).]\s")
_MARKED = re.compile(r"[-–—][ ]?\d{1,4}[ ]?[-–—]|[Tt]rang[ ]\d|CÔNG BÁO/Số")
# "Thông tư số 26/2019/TT-" goes on below, whatever stands between.
_TORN = re.compile(r"\d/(?:\d{4}/?)?\Z|\d/(?:\d{4}/)?[A-ZĐ][\w-]{0,12}-\Z")
_FULL_LINE = 45
_MIN_LINE, _MAX_HEAD, _TIMES = 24, 100, 3
_AROUND = 80

_T = TypeVar("_T", NumberMatch, DateMention)


@dataclass(frozen=True, slots=True)
class JoinedText:
    """A text from which cuts were taken out, and how its offsets go back.

    `starts` are the offsets in `text` where a part begins that followed a cut, and
    `shifts` what must be added to an offset from there on.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def numbers(self, found: Sequence[NumberMatch]) -> list[NumberMatch]:
        """Return `found` in joined offsets, with those that a cut had broken."""
        return self._whole(found, self._across(find_numbers))

    def dates(self, found: Sequence[DateMention]) -> list[DateMention]:
        """Return `found` in joined offsets, with those that a cut had broken."""
        return self._whole(found, self._across(lambda text: find_dates(text)[0]))

    def inside(self, span: Span) -> Span | None:
        """Return where a span of the original stands, or None if a cut broke it."""
        begins = [a + b for a, b in zip(self.starts, self.shifts, strict=True)]
        i = bisect_right(begins, span.start) - 1
        shift = self.shifts[i] if i >= 0 else 0
        limit = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)
        end = span.end - shift
        return Span(span.start - shift, end) if end <= limit else None

    def original(self, span: Span) -> Span:
        """Return where a span of the joined text stands in the original."""
        last = max(span.start, span.end - 1)
        end = last + self._shift(last) + min(1, span.end - span.start)
        return Span(span.start + self._shift(span.start), end)

    def restored(self, citation: Citation) -> Citation:
        """Return `citation` with all its spans in the original text."""
        return replace(
            citation,
            span=self.original(citation.span),
            title_span=self._optional(citation.title_span),
            provisions_span=self._optional(citation.provisions_span),
            alias_of=self._optional(citation.alias_of),
            subject=self._optional(citation.subject),
        )

    def _optional(self, span: Span | None) -> Span | None:
        return self.original(span) if span else None

    def _shift(self, offset: int) -> int:
        i = bisect_right(self.starts, offset) - 1
        return self.shifts[i] if i >= 0 else 0

    def _whole(self, found: Sequence[_T], across: Iterator[_T]) -> list[_T]:
        """Return what was found, with the whole of what a cut left half."""
        whole: dict[int, _T] = {one.span.start: one for one in across}
        moved: list[_T] = [
            one for one in self._moved(found) if one.span.start not in whole
        ]
        moved.extend(whole.values())
        return moved

    def _moved(self, found: Sequence[_T]) -> Iterator[_T]:
        begins = [a + b for a, b in zip(self.starts, self.shifts, strict=True)]
        for one in found:
            i = bisect_right(begins, one.span.start) - 1
            shift = self.shifts[i] if i >= 0 else 0
            limit = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)
            start, end = one.span.start - shift, one.span.end - shift
            if end <= limit:
                yield replace(one, span=Span(start, end))

    def _across(self, find: Callable[[str], Sequence[_T]]) -> Iterator[_T]:
        for cut in self.starts:
            low = max(0, cut - _AROUND)
            for one in find(self.text[low : cut + _AROUND]):
                start, end = one.span.start + low, one.span.end + low
                if start < cut < end:
                    yield replace(one, span=Span(start, end))


def join_pages(text: str) -> JoinedText | None:
    """Return `text` without what stands between the pages of one sentence, or None.

    A page number, the head of the gazette or a line in capitals that comes back is
    taken out where the line above it is unfinished and the line below goes on.
    """
    cuts = _cuts(text)
    if not cuts:
        return None
    parts, starts, shifts = [], [], []
    position = length = removed = 0
    for start, end in cuts:
        parts += [text[position:start], "\n"]
        length += start - position + 1
        removed += end - start - 1
        starts.append(length)
        shifts.append(removed)
        position = end
    parts.append(text[position:])
    return JoinedText("".join(parts), tuple(starts), tuple(shifts))


def _cuts(text: str) -> list[tuple[int, int]]:
    lines = [(match.start() + 1, match.end()) for match in _PAGE.finditer(text)]
    heads = _heads(text)
    if not lines and not heads:
        return []
    out: list[tuple[int, int]] = []
    for start, end in sorted(
        {*lines, *(place for one in heads.values() for place in one)}
    ):
        if out and start < out[-1][1]:
            continue
        begin = _unfinished(text, start, end)
        cut = begin and _cut(text, begin, *_widened(text, start, end, heads))
        if cut and out and cut[0] < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], cut[1]))
        elif cut:
            out.append(cut)
    return out


def _heads(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the short lines in capitals that come back, with where they stand."""
    counts = Counter(text.split("\n"))
    often = {
        line
        for line, count in counts.items()
        if count >= _TIMES and 12 <= len(line.strip()) <= _MAX_HEAD and line.isupper()
    }
    if not often:
        return {}
    places: dict[str, list[tuple[int, int]]] = {line: [] for line in often}
    position = 0
    for line in text.split("\n"):
        if line in often:
            places[line].append((position, position + len(line)))
        position += len(line) + 1
    return places


def _widened(
    text: str, start: int, end: int, heads: dict[str, list[tuple[int, int]]]
) -> tuple[int, int]:
    """Take in a running head that stands beside a page number."""
    for _ in range(3):
        below = end + len(text[end : end + 9]) - len(text[end : end + 9].lstrip())
        stop = text.find("\n", below)
        line = text[below : stop if stop >= 0 else len(text)]
        if line not in heads and not _PAGE.match("\n" + line + "\n"):
            break
        end = below + len(line)
    return start, end


def _unfinished(text: str, start: int, end: int) -> int | None:
    """Return where the line above a cut ends, if its sentence does not end there.

    A short line is one of a list or a table, unless a number is torn at its end or
    the cut from `start` to `end` is a page number and nothing else.
    """
    floor = max(0, start - 400)
    above = text[floor:start].rstrip(" \t\n|")
    line = above[above.rfind("\n") + 1 :].strip()
    if not line or line[-1] in '.;:!?”"':
        return None
    if len(line) < _MIN_LINE and not (
        _TORN.search(line) or _MARKED.search(text, start, end)
    ):
        return None
    return floor + len(above)


def _cut(text: str, begin: int, start: int, end: int) -> tuple[int, int] | None:
    """Return what to take out from `begin` on, if the sentence goes on after `end`."""
    following = text[end : end + 60]
    after = following.lstrip(" \t\n|")
    if not after:
        return None
    above = text[max(text.rfind("\n", 0, begin) + 1, begin - 200) : begin]
    goes_on = after[0].islower() and not _ITEM.match(after)
    # "- 4 -" is a page number and nothing else; a bare 4 may be a row of a table.
    marked = len(above) >= _FULL_LINE and _MARKED.search(text, start, end)
    torn = _TORN.search(above.strip())
    if not (goes_on or marked or torn or _GOES_ON.search(fold(above[-24:]))):
        return None
    return begin, end + len(following) - len(after)
