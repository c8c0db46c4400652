"""Which parts of a typed query are document numbers, dates and provisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.keyboard_slips import decoded
from search.synonyms import kind_names
from search.typed_dates import find_typed_dates
from search.typed_numbers import (
    NumberParts,
    Piece,
    is_year,
    pieces_of,
    take_number,
)

_LABELS = frozenset(("so", "no"))
_RELATION = ("thay", "the")
# A bare number after one of these counts or places something; it names no document.
_UNITS = frozenset(
    {
        *("dieu", "khoan", "diem", "chuong", "muc", "phan", "luc", "tiet"),
        *("ngay", "thang", "quy", "nam", "gio", "phut", "tuoi", "khoa", "ky", "lan"),
        *("dong", "trieu", "ty", "phuong", "quan", "to", "duong"),
    }
)
_GLUED_KIND = re.compile(r"([a-z]{2,4})\d{1,5}(?:bis|ter|[a-z])?\Z")
_TERM_CODE = re.compile(r"(?:ubtv)?qh\d{1,2}\Z")
_PINPOINT = re.compile(
    r"(?<!\w)(?P<unit>dieu|khoan|diem)\s{1,3}(?P<label>\d{1,4}[a-z]?|[a-z])(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A number (`parts`, `kind`) or a date (`dates`) at `start`..`end` of the query.

    `sure` tells whether the words can be nothing but a number; not `told`, that only
    the words after it can make it one; `replaces`, that "thay thế" stands before it.
    """

    start: int
    end: int
    parts: NumberParts | None = None
    kind: str | None = None
    dates: tuple[int, int] | None = None
    sure: bool = True
    told: bool = True
    replaces: bool = False


def find_references(
    plain: str, *, number_expected: bool = False
) -> Iterator[Reference]:
    """Yield the numbers and dates of a folded query, in order, not overlapping.

    `number_expected` accepts a bare serial.

    >>> [r.kind for r in find_references("quyet dinh 38 lhh")]
    ['Quyết định']
    >>> [(r.kind, r.parts.serial) for r in find_references("nd30/2020")]
    [('Nghị định', '30')]
    >>> list(find_references("dieu 5 khoan 2"))
    []
    """
    dates = [] if number_expected else list(find_typed_dates(plain))
    pieces = list(_parted(pieces_of(plain)))
    alone = number_expected or len(pieces) == 1
    at, end = 0, 0
    while at < len(pieces):
        while dates and dates[0].start < end:
            dates.pop(0)
        if dates and dates[0].start <= pieces[at].start < dates[0].end:
            date = dates.pop(0)
            yield Reference(date.start, date.end, dates=(date.first, date.last))
            end = date.end
        elif pieces[at].start >= end:
            found = _number(pieces, at, end, alone)
            if found is not None:
                yield found
                end = found.end
        at += 1


def _kind_run_in(text: str, letters: str) -> bool:
    # "qh15" is the code of a term of the Assembly, "da6n" is "dân" typed by VNI keys.
    known = letters in kind_names() and not _TERM_CODE.match(text)
    return known and decoded(text) is None


def _parted(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces, a kind run together with its number ("nd30") as two."""
    for piece in pieces:
        match = None if piece.joined else _GLUED_KIND.match(piece.text)
        if match is None or not _kind_run_in(piece.text, match[1]):
            yield piece
            continue
        cut = piece.start + match.end(1)
        yield Piece(match[1], piece.start, cut, False)
        yield Piece(piece.text[match.end(1) :], cut, piece.end, False)


def _number(pieces: list[Piece], at: int, floor: int, alone: bool) -> Reference | None:
    if pieces[at].joined and at and pieces[at - 1].end > floor:
        return None
    taken = take_number(pieces, at)
    if taken is None:
        return None
    parts, after = taken
    start, kind, labelled = _before(pieces, at, floor)
    lettered = any(not group.isdigit() for group in parts.rest)
    if not lettered and not any(map(is_year, parts.rest)):
        expected = bool(kind) or labelled or _code_at(pieces, after + 1)
        parts, after = _loose_year(pieces, after, parts, expected)
    if not lettered and parts.rest and not any(map(is_year, parts.rest)):
        return None
    followed = _code_at(pieces, after) or (at == 0 and 1 < len(pieces) <= 4)
    told = lettered or bool(kind) or labelled or bool(parts.rest) or alone
    if not (told or followed):
        return None
    if not lettered and kind is None and at and pieces[at - 1].text in _UNITS:
        return None
    return Reference(
        pieces[start].start,
        pieces[after - 1].end,
        parts,
        kind,
        told=told,
        sure=lettered or alone or (kind is not None and bool(parts.rest)),
        replaces=_replaces(pieces, start),
    )


def _code_at(pieces: list[Piece], at: int) -> bool:
    if at >= len(pieces):
        return False
    return pieces[at].text in kind_names() or bool(_TERM_CODE.match(pieces[at].text))


def _before(pieces: list[Piece], at: int, floor: int) -> tuple[int, str | None, bool]:
    start, labelled = at, False
    if at and pieces[at - 1].text in _LABELS and pieces[at - 1].start >= floor:
        start, labelled = at - 1, True
    for n in range(4, 0, -1):
        first = start - n
        if first < 0 or pieces[first].start < floor:
            continue
        name = " ".join(piece.text for piece in pieces[first:start])
        if name in kind_names():
            return first, kind_names()[name], labelled
    return start, None, labelled


def _loose_year(
    pieces: list[Piece], after: int, parts: NumberParts, expected: bool
) -> tuple[NumberParts, int]:
    rest = [piece.text for piece in pieces[after : after + 2]]
    if len(rest) == 2 and rest[0] == "nam" and is_year(rest[1]) and expected:
        return replace(parts, rest=(*parts.rest, rest[1])), after + 2
    if rest and is_year(rest[0]) and expected:
        return replace(parts, rest=(*parts.rest, rest[0])), after + 1
    return parts, after


def _replaces(pieces: list[Piece], start: int) -> bool:
    return tuple(piece.text for piece in pieces[max(0, start - 2) : start]) == _RELATION


def pinpoint_of(plain: str) -> str | None:
    """Return the provision a folded query asks for, as a path.

    >>> pinpoint_of("diem a khoan 2 dieu 5 nghi dinh 30")
    'dieu:5/khoan:2/diem:a'
    """
    found: dict[str, str] = {}
    for match in _PINPOINT.finditer(plain):
        if match["unit"] == "diem" or match["label"][0].isdigit():
            found.setdefault(match["unit"], match["label"])
    if "dieu" not in found:
        return None
    units = [unit for unit in ("dieu", "khoan", "diem") if unit in found]
    if units == ["dieu", "diem"]:
        units = ["dieu"]
    return "/".join(f"{unit}:{found[unit]}" for unit in units)
