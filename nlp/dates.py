"""Dates and periods as Vietnamese documents write them, with their ISO values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.document import Span
from nlp.analysis import DateMention, Period
from nlp.around import find_around, find_at
from nlp.date_rules import DATE_RULES, YEAR, iso_day
from nlp.fold import lower
from nlp.numbers import shadow

_S = r"\s{0,10}"
_CUE = (
    r"(?P<cue>giai\s{1,4}đoạn|nhiệm\s{1,4}k[ỳì]|năm\s{1,4}học|niên\s{1,4}khóa"
    r"|niên\s{1,4}khoá|thời\s{1,4}k[ỳì]|niên\s{1,4}độ|niên\s{1,4}vụ|kh[óo][áa]"
    r"|các\s{1,4}năm|năm)"
)
_FROM = r"(?P<a>1[89]\d\d|2\d\d\d)"
_TO = r"(?P<b>1[89]\d\d|2\d\d\d)"
_DASH = r"\s{0,4}-\s{0,4}"
_UNITS = r"(?!\s{0,4}(?:người|đồng|triệu|tỷ|kg|m2|m\b|ha\b|hộ|tấn|lượt|cái))"
_PERIOD = re.compile(
    rf"(?=[gntkc])(?!năm\s{{1,10}}\d{{4}}\s{{1,4}}đến){_CUE}\s{{1,10}}(?:từ\s{{1,4}})?"
    rf"(?:năm\s{{1,4}})?{_FROM}"
    rf"(?:{_DASH}|\s{{1,4}}đến\s{{1,4}}|(?<=học \d{{4}})/)(?:năm\s{{1,4}})?{_TO}"
    r"(?![\d/])(?!\w)(?![.,]\d)",
)
_BARE_PERIOD = re.compile(
    r"(?=[(12])(?P<open>\(\s?)?(?<![\w/.,-])(?P<a>(?:19|2[01])\d\d)\s{0,4}-\s{0,4}"
    rf"(?P<b>(?:19|2[01])\d\d)(?![\w/])(?!-\d)(?![.,]\d){_UNITS}(?P<close>\s?\))?",
)
_PART = re.compile(
    rf"(?P<n>\d\d?){_S}tháng{_S}(?P<side>đầu|cuối){_S}(?:của{_S})?năm"
    rf"(?:{_S}{YEAR})?(?!\w)|nửa{_S}(?P<half>đầu|cuối){_S}năm(?:{_S}(?P<hy>20\d\d))?"
    r"(?!\w)",
)


def _period(match: re.Match[str]) -> Period:
    start, end = match.span()
    groups = match.groupdict()
    cue = groups.get("cue")
    if "open" in groups and not (groups["open"] and groups["close"]):
        start, end = match.start("a"), match.end("b")
    folded = re.sub(r"\s+", " ", cue) if cue else None
    return Period(Span(start, end), match["a"], match["b"], folded)


def _part_of_year(match: re.Match[str]) -> Period | None:
    year = match["y"] or match["hy"] or "-"
    months = int(match["n"]) if match["n"] else 6
    if not 1 <= months <= 11:
        return None
    first = (match["side"] or match["half"]) == "đầu"
    low, high = (1, months) if first else (13 - months, 12)
    return Period(Span(*match.span()), f"{year}-{low:02}", f"{year}-{high:02}", None)


class _Taken:
    """The stretches of a text that an earlier rule has read."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            self.add(span.start, span.end)

    def free(self, start: int, end: int) -> bool:
        i = bisect_left(self._starts, end)
        return i == 0 or self._ends[i - 1] <= start

    def add(self, start: int, end: int) -> None:
        if start < end and self.free(start, end):
            i = bisect_left(self._starts, start)
            self._starts.insert(i, start)
            self._ends.insert(i, end)


# What every period holds: looking for this first is much cheaper.
_TWO_YEARS = re.compile(
    r"[12]\d\d\d(?:\s{0,4}-\s{0,4}|\s{1,4}đến\s{1,4}|/)(?:năm\s{1,4})?[12]\d\d\d"
)
_SIDE = re.compile(r"(?:đầu|cuối)\s{0,10}(?:của\s{0,10})?năm")
_NEAR: dict[str, int] = {"before": 48, "behind": 40}


def _named_periods(text: str, taken: _Taken) -> list[Period]:
    """Read the periods that are written as one expression."""
    years = list(_TWO_YEARS.finditer(text))
    found = [_period(match) for match in find_around(_PERIOD, text, years, **_NEAR)]
    sides = list(find_at(_SIDE, text, ("đầu", "cuối")))
    parts = map(_part_of_year, find_around(_PART, text, sides, **_NEAR))
    found += [part for part in parts if part]
    found += [
        _period(match) for match in find_around(_BARE_PERIOD, text, years, **_NEAR)
    ]
    periods = []
    for period in found:
        start, end = period.span.start, period.span.end
        if taken.free(start, end):
            taken.add(start, end)
            periods.append(period)
    return periods


def _dates(text: str, taken: _Taken) -> list[DateMention]:
    mentions = []
    for rule in DATE_RULES:
        for match in rule.matches(text):
            items = list(rule.read(match))
            if all(taken.free(start, end) for start, end, _ in items):
                for start, end, value in items:
                    taken.add(start, end)
                    mentions.append(DateMention(Span(start, end), value))
    return sorted(mentions, key=lambda mention: mention.span)


_BETWEEN = re.compile(
    r"\s{0,10}(?:(?:cho\s{1,10})?(?:đến|tới)(?:\s{1,10}hết)?|-)\s{0,10}"
)
_FROM_BEFORE = re.compile(r"\btừ\s{1,10}$")
_SHORT_FROM = re.compile(
    r"\b(?P<from>từ\s{1,10})?(?:ngày\s{1,10})?(?P<d>\d{1,2})(?:/(?P<m>\d{1,2}))?"
    r"(?:\s{1,10}(?:đến|tới)(?:\s{1,10}hết)?\s{1,10}|\s?-\s?)$",
)
_DAY_VALUE = 10  # the length of an ISO day


def _borrow(early: str, late: str) -> str:
    """Give a start without a year the year of the end ("--07-01", "2025-12-31")."""
    if early.startswith("--") and not late.startswith("--"):
        return late[:4] + early[1:]
    return early


def _ranges(text: str, mentions: Sequence[DateMention]) -> list[Period]:
    """Join "từ ngày … đến ngày …" into periods; its dates stay mentions."""
    periods = []
    for i, late in enumerate(mentions):
        if late.value is None or late.value.startswith(("---", "--Q", "-Q")):
            continue
        early = mentions[i - 1] if i else None
        joined = early and _BETWEEN.fullmatch(text, early.span.end, late.span.start)
        if early and joined and early.value:
            window = text[max(0, early.span.start - 14) : early.span.start]
            opened = _FROM_BEFORE.search(window)
            if not opened and len(late.value) < _DAY_VALUE:
                continue
            if late.value.startswith("-") and len(early.value) != len(late.value):
                continue
            start = early.span.start - (len(opened.group()) if opened else 0)
            value = _borrow(early.value, late.value)
            periods.append(Period(Span(start, late.span.end), value, late.value))
        elif len(late.value) == _DAY_VALUE:
            periods += _short_range(text, late)
    return periods


def _short_range(text: str, late: DateMention) -> list[Period]:
    """Read "từ ngày 04 đến ngày 08/9/2022", where the start borrows month and year."""
    window_start = max(0, late.span.start - 50)
    match = _SHORT_FROM.search(text[window_start : late.span.start])
    if match is None or late.value is None:
        return []
    month = int(match["m"] or late.value[5:7])
    early = iso_day(int(late.value[:4]), month, int(match["d"]))
    start = window_start + match.start()
    return [Period(Span(start, late.span.end), early, late.value)]


def find_dates(
    text: str, *, masked: Sequence[Span] = ()
) -> tuple[list[DateMention], list[Period]]:
    """Return the dates and the periods of `text`, each in the order of the text.

    A span holds the words "ngày", "tháng", "năm" and the cue of a period ("giai
    đoạn"). A date that cannot exist keeps its span with value None. Day comes before
    month, always. `masked` are spans to leave alone: the document numbers, where
    "12/2022/NQ-HĐND" looks like a month.

    >>> dates, periods = find_dates("ngày 08/9/2022; giai đoạn 2121 – 2025")
    >>> dates[0].value, (periods[0].start, periods[0].end)
    ('2022-09-08', ('2121', '2025'))
    """
    plain = lower(shadow(text))
    taken = _Taken(masked)
    periods = _named_periods(plain, taken)
    mentions = _dates(plain, taken)
    periods += _ranges(plain, mentions)
    return mentions, sorted(periods, key=lambda period: period.span)


def parse_date(text: str) -> str | None:
    """Return the ISO value of the one date in `text`, or None.

    >>> parse_date("ngày 17 tháng 6 năm 2022")
    '2022-06-17'
    """
    mentions, _ = find_dates(text)
    return mentions[0].value if len(mentions) == 1 else None
