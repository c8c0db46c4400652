"""Dates as people type them in a query, as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from search.typed_numbers import NumberParts, is_year, shadow
from search.words import composed

_DATE = re.compile(
    r"(?<![\w/.\-])(?:"
    r"(?P<iy>(?:19|20)\d\d)-(?P<im>\d{1,2})(?:-(?P<id>\d{1,2}))?"
    r"|(?:ngay\s{1,3})?(?P<d>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=sep)"
    r"\s?(?P<y>(?:19|20)\d\d)"
    r"|(?:(?:ngay\s{1,3})?(?P<wd>\d{1,2})\s{1,3})?thang\s{1,3}(?P<wm>\d{1,2})"
    r"(?:\s{1,3}nam\s{1,3}|\s?[/\-]\s?|\s{1,3})(?P<wy>(?:19|20)\d\d)"
    r"|quy\s{1,3}(?P<q>iv|i{1,3}|[1-4])(?:\s{1,3}nam\s{1,3}|\s?/\s?|\s{1,3})"
    r"(?P<qy>(?:19|20)\d\d)"
    r")(?![\w/])"
)
_END = r"(?:(?:ngay|thang|nam)\s{1,3})?(?:\d{1,2}\s?[/.\-]\s?){0,2}(?:19|20)\d\d"
_RANGE = re.compile(
    rf"(?<![\w/.\-])tu\s{{1,3}}(?P<first>{_END})\s{{1,3}}den\s{{1,3}}(?:het\s{{1,3}})?"
    rf"(?P<last>{_END})(?![\w/])"
)
_BARE = re.compile(
    r"(?:nam\s{1,3})?(?:thang\s{1,3})?(?:(?P<m>\d{1,2})\s?[/\-]\s?)?(?P<y>(?:19|20)\d\d)\Z"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class TypedDate(NamedTuple):
    """A date at `start`..`end` of the query; days as `YYYYMMDD`, both included."""

    start: int
    end: int
    first: int
    last: int


def find_typed_dates(plain: str) -> Iterator[TypedDate]:
    """Yield the dates of a folded query that exist.

    >>> [d[2:] for d in find_typed_dates("thang 7 2020 va 31/7/2020")]
    [(20200701, 20200731), (20200731, 20200731)]
    >>> list(find_typed_dates("31/6/2020"))
    []
    >>> [d[2:] for d in find_typed_dates("tu 1/7/2020 den 12/2020, tu 2021 den 2022")]
    [(20200701, 20201231), (20210101, 20221231)]
    """
    end = 0
    for match in _RANGE.finditer(plain):
        first, last = typed_date(match["first"]), typed_date(match["last"])
        if first is not None and last is not None and first[0] <= last[1]:
            yield from _single(plain, end, match.start())
            yield TypedDate(match.start(), match.end(), first[0], last[1])
            end = match.end()
    yield from _single(plain, end, len(plain))


def _single(plain: str, begin: int, end: int) -> Iterator[TypedDate]:
    for match in _DATE.finditer(plain, begin, end):
        bounds = _bounds(match)
        if bounds is not None:
            yield TypedDate(match.start(), match.end(), *bounds)


def typed_date(text: str) -> tuple[int, int] | None:
    """Read the value of a date field: a day, a month, a quarter or a year.

    >>> typed_date("7/2020"), typed_date("2020"), typed_date("hôm qua")
    ((20200701, 20200731), (20200101, 20201231), None)
    """
    plain = shadow(composed(text)).strip()
    bare = _BARE.match(plain)
    if bare is not None:
        year = int(bare["y"])
        return _month(year, int(bare["m"])) if bare["m"] else _months(year, 1, 12)
    found = next(find_typed_dates(plain), None)
    return (found.first, found.last) if found else None


def dates_of_parts(parts: NumberParts) -> tuple[int, int] | None:
    """Return the month or year that could be meant by what looks like a number.

    >>> dates_of_parts(NumberParts("7", rest=("2020",)))
    (20200701, 20200731)
    >>> dates_of_parts(NumberParts("2020")), dates_of_parts(NumberParts("38"))
    ((20200101, 20201231), None)
    """
    if parts.suffix:
        return None
    if not parts.rest and is_year(parts.serial):
        return _months(int(parts.serial), 1, 12)
    if len(parts.rest) == 1 and is_year(parts.rest[0]) and len(parts.serial) < 3:
        return _month(int(parts.rest[0]), int(parts.serial))
    return None


def _bounds(match: re.Match[str]) -> tuple[int, int] | None:
    if match["qy"]:
        quarter = _QUARTERS[match["q"]]
        return _months(int(match["qy"]), 3 * quarter - 2, 3 * quarter)
    year = int(match["iy"] or match["y"] or match["wy"])
    month = int(match["im"] or match["m"] or match["wm"])
    day = match["id"] or match["d"] or match["wd"]
    whole = _month(year, month)
    if whole is None or day is None:
        return whole
    value = whole[0] - 1 + int(day)
    return (value, value) if whole[0] <= value <= whole[1] else None


def _month(year: int, month: int) -> tuple[int, int] | None:
    return _months(year, month, month) if 1 <= month <= 12 else None


def _months(year: int, first: int, last: int) -> tuple[int, int]:
    days = monthrange(year, last)[1]
    return year * 10000 + first * 100 + 1, year * 10000 + last * 100 + days
