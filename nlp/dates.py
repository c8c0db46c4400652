"""Dates and periods as Vietnamese documents write them, with their ISO values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Span
from nlp.analysis import DateMention, Period
from nlp.numbers import shadow

_S = r"\s{0,10}"
_DAY = r"(?P<d>[0-3][ ]?\d|\d)"
_MONTH = r"(?P<m>1[ ]?[0-2]|[01]?\d|[1-9]\d)"
_YEAR = r"(?P<y>1[89]\d\d|2[01]\d\d)"
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}
_MONTH_WORD = r"(?P<w>mười\s(?:một|hai)|một|hai|ba|tư|sáu|bảy|tám|chín|mười)"
_END = r"(?![\d/])(?!\w)"
_HOLE = r"[\s.…_]"

# Two-digit years stand in old texts only; 50 keeps 1950-1999 and 2000-2049 apart.
_PIVOT = 50

Value = str | None
Item = tuple[int, int, Value]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One written form: its pattern, how a match gives items, and an example.

    `read` yields (start, end, ISO value); `example` is read as `values`.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Item]]
    example: str
    values: tuple[Value, ...]


def _int(text: str) -> int:
    return int(re.sub(r"\s", "", text).translate(str.maketrans("OlI", "011")))


def _iso(year: int, month: int, day: int) -> Value:
    """Return the ISO date, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _four(digits: str) -> int:
    year = _int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if word := groups.get("w"):
        return _WORDS[re.sub(r"\s+", " ", word.lower())]
    return _int(groups["m"])


def _whole(match: re.Match[str]) -> Iterator[Item]:
    value = _iso(_four(match["y"]), _month(match), _int(match["d"]))
    yield match.start(), match.end(), value


_INNER_DAY = re.compile(r"(?:ngày\s{0,10})?(\d{1,2})", re.IGNORECASE)


def _listed_days(match: re.Match[str]) -> Iterator[Item]:
    year, month = _four(match["y"]), _month(match)
    head = match.string[match.start() : match.start("d")]
    for day in _INNER_DAY.finditer(head):
        start = match.start() + day.start()
        yield start, match.start() + day.end(), _iso(year, month, int(day[1]))
    yield match.start("d"), match.end(), _iso(year, month, _int(match["d"]))


def _day_month(match: re.Match[str]) -> Iterator[Item]:
    day, month = _int(match["d"]), _month(match)
    real = _iso(2000, month, day)  # a leap year: 29 February may be meant
    start = match.start("from") if "from" in match.groupdict() else match.start()
    yield start, match.end(), real and f"--{month:02}-{day:02}"


def _month_year(match: re.Match[str]) -> Iterator[Item]:
    month = _month(match)
    value = f"{match['y']}-{month:02}" if 1 <= month <= 12 else None
    yield match.start("from"), match.end(), value


def _month_alone(match: re.Match[str]) -> Iterator[Item]:
    month = _month(match)
    if 1 <= month <= 12:
        yield match.start(), match.end("from"), f"--{month:02}"


def _monthly(match: re.Match[str]) -> Iterator[Item]:
    day = _int(match["d"])
    if 1 <= day <= 31:
        yield match.start(), match.end(), f"---{day:02}"


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ONE_QUARTER = re.compile(r"(?:quý\s{1,10})?\b(iv|i{1,3}|[1-4])\b", re.IGNORECASE)


def _quarters(match: re.Match[str]) -> Iterator[Item]:
    year = match["y"] or "-"
    found = list(_ONE_QUARTER.finditer(match["list"]))
    for quarter in found:
        number = _ROMAN.get(quarter[1].lower()) or int(quarter[1])
        end = match.end() if quarter is found[-1] else match.start() + quarter.end()
        yield match.start() + quarter.start(), end, f"{year}-Q{number}"


_ONE_YEAR = re.compile(r"(?:năm\s{0,10})?(\d{4})", re.IGNORECASE)


def _years(match: re.Match[str]) -> Iterator[Item]:
    for year in _ONE_YEAR.finditer(match.group()):
        start = match.start()
        yield start + year.start(), start + year.end(), year[1]


def _blank(match: re.Match[str]) -> Iterator[Item]:
    month = f"{_int(match['m']):02}" if match["m"] else None
    if match["m"] and not 1 <= _int(match["m"]) <= 12:
        return
    if year := match["y"]:
        yield match.start(), match.end(), f"{year}-{month}" if month else year
    elif month:
        yield match.start(), match.end("m"), f"--{month}"


def _rule(
    name: str,
    pattern: str,
    read: Callable[[re.Match[str]], Iterator[Item]],
    example: str,
    *values: Value,
) -> DateRule:
    return DateRule(name, re.compile(pattern, re.IGNORECASE), read, example, values)


_DAYS = rf"ngày{_S}\d{{1,2}}(?:{_S}(?:,|;|và){_S}(?:ngày{_S})?\d{{1,2}}){{0,9}}"
_LAST_DAY = rf"{_S}(?:,|;|và){_S}(?:ngày{_S})?{_DAY}"
_Y4 = r"(?P<y>\d{4})"
_OCR_YEAR = r"(?P<y>[12][\dO]{3})"

DATE_RULES: tuple[DateRule, ...] = (
    _rule(
        "days of one month, in words",
        rf"{_DAYS}{_LAST_DAY}{_S}tháng{_S}{_MONTH}{_S}năm{_S}{_Y4}{_END}",
        _listed_days,
        "ngày 17 và 18 tháng 6 năm 2022",
        "2022-06-17",
        "2022-06-18",
    ),
    _rule(
        "days of one month, in digits",
        rf"{_DAYS}{_LAST_DAY}/{_MONTH}/{_Y4}{_END}",
        _listed_days,
        "ngày 04, 05/8/2022",
        "2022-08-04",
        "2022-08-05",
    ),
    _rule(
        "day, month, year in words",
        rf"(?:ngày{_S}(?:m[ồù]ng{_S})?|(?<![\w/.,-])){_DAY}{_S}tháng{_S}"
        rf"(?:{_MONTH}|{_MONTH_WORD}){_S}(?:năm|/|,{_S}năm){_S}{_OCR_YEAR}{_END}",
        _whole,
        "ngày 05 tháng 01 năm 2020",
        "2020-01-05",
    ),
    _rule(
        "day/month with the year in words",
        rf"ngày{_S}{_DAY}[/.-]{_MONTH}{_S},?{_S}năm{_S}{_Y4}{_END}",
        _whole,
        "ngày 17/6 năm 2022",
        "2022-06-17",
    ),
    _rule(
        "digits after the word ngày",
        rf"ngày{_S}:?{_S}(?P<d>[\dOl]{{1,2}})[ ]?(?P<s>[/.-])[ ]?(?P<m>[\dOl]{{1,2}})"
        rf"[ ]?(?P=s)\s?(?P<y>[\dO]{{4}}|\d\d){_END}",
        _whole,
        "ngày 31/6/2022",
        None,
    ),
    _rule(
        "digits",
        r"(?<![\w/.,-])(?P<d>0?[1-9]|[12]\d|3[01])[ ]?(?P<s>[/.-])[ ]?"
        rf"(?P<m>0?[1-9]|1[0-2])[ ]?(?P=s)[ ]?{_YEAR}(?![\d/-])(?!\w)(?![.,]\d)",
        _whole,
        "08/9/2022",
        "2022-09-08",
    ),
    _rule(
        "a day left blank",
        rf"ngày{_HOLE}{{1,40}}(?:tháng{_HOLE}{{0,40}}|/[ ]?)(?P<m>\d{{1,2}})?"
        rf"(?:{_HOLE}{{0,40}}năm{_HOLE}{{0,40}}|[ ]?/[ ]?){_YEAR}{_END}",
        _blank,
        "ngày      tháng 6 năm 2022",
        "2022-06",
    ),
    _rule(
        "a month left blank",
        rf"ngày{_S}\d{{1,2}}{_S}tháng{_HOLE}{{1,40}}(?P<m>(?!))?năm{_S}{_YEAR}{_END}",
        _blank,
        "ngày 12 tháng … năm 2022",
        "2022",
    ),
    _rule(
        "month and year",
        rf"(?P<from>tháng{_S}(?:{_MONTH}|{_MONTH_WORD}){_S}(?:năm|/|-|,{_S}năm){_S}"
        rf"{_YEAR}){_END}",
        _month_year,
        "tháng 6/2022",
        "2022-06",
    ),
    _rule(
        "month/year after a word of time",
        r"(?:trong|đến|hết|từ|kể từ|trước|sau)\s{1,10}"
        rf"(?P<from>(?P<m>0?[1-9]|1[0-2])/{_YEAR}){_END}",
        _month_year,
        "đến hết 6/2022",
        "2022-06",
    ),
    _rule(
        "quarter",
        r"(?P<list>quý\s{1,10}(?:iv|i{1,3}|[1-4])\b"
        r"(?:\s{0,4}(?:,|và|-)\s{0,4}(?:quý\s{1,10})?(?:iv|i{1,3}|[1-4])\b(?!/\d)){0,3})"
        rf"(?:{_S}(?:/|năm|-|,{_S}năm){_S}{_YEAR})?(?!\w)",
        _quarters,
        "quý III/2022",
        "2022-Q3",
    ),
    _rule(
        "day of every month",
        rf"ngày{_S}{_DAY}\s{{1,10}}(?:hằng|hàng|mỗi)\s{{1,10}}tháng",
        _monthly,
        "ngày 15 hằng tháng",
        "---15",
    ),
    _rule(
        "day and month in words",
        rf"ngày{_S}(?:m[ồù]ng{_S})?{_DAY}{_S}tháng{_S}(?:{_MONTH}|{_MONTH_WORD})(?!\w)",
        _day_month,
        "ngày 30 tháng 6",
        "--06-30",
    ),
    _rule(
        "day and month in digits",
        rf"ngày{_S}{_DAY}[/.-](?P<m>0?[1-9]|1[0-2])(?![\d/.-]*\d)(?!\w)",
        _day_month,
        "ngày 20-11",
        "--11-20",
    ),
    _rule(
        "holiday",
        r"(?:lễ|dịp|quốc khánh|kỷ niệm|mừng|tết dương lịch)\s{1,10}"
        rf"(?P<from>{_DAY}[/-](?P<m>0?[1-9]|1[0-2]))(?![\d/.-]*\d)(?!\w)",
        _day_month,
        "dịp lễ 30/4",
        "--04-30",
    ),
    _rule(
        "years",
        rf"năm{_S}{_YEAR}(?:{_S}(?:,|;|và|hoặc){_S}(?:năm{_S})?(?:19|20)\d\d(?!\w)"
        r"(?![/.,-]\d)(?!\s*(?:-|đồng|người|hộ|ha\b|m2)))*(?!\d)(?![.,]\d)(?!/\d)",
        _years,
        "các năm 2020, 2021",
        "2020",
        "2021",
    ),
    _rule(
        "month of every year",
        rf"(?P<from>tháng{_S}{_MONTH})\s{{1,10}}(?:hằng|hàng|mỗi)\s{{1,10}}năm(?!\w)",
        _month_alone,
        "tháng 12 hằng năm",
        "--12",
    ),
    _rule(
        "month after a word of time",
        rf"(?<=trong )(?P<from>tháng{_S}{_MONTH})(?!\w)(?!\s*(?:lần|buổi|kỳ|tháng))",
        _month_alone,
        "trong tháng 9",
        "--09",
    ),
    _rule(
        "a year alone in its cell",
        rf"(?m:^)[ \t]{{0,40}}(?P<cell>(?P<y>(?:19|20)\d\d))[ \t]{{0,40}}(?m:$)",
        lambda match: iter([(match.start("y"), match.end("y"), match["y"])]),
        "2025",
        "2025",
    ),
)

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
    rf"{_CUE}\s{{1,10}}(?:từ\s{{1,4}})?(?:năm\s{{1,4}})?{_FROM}"
    rf"(?:{_DASH}|\s{{1,4}}đến\s{{1,4}}|(?<=học \d{{4}})/)(?:năm\s{{1,4}})?{_TO}"
    r"(?![\d/])(?!\w)(?![.,]\d)",
    re.IGNORECASE,
)
_BARE_PERIOD = re.compile(
    r"(?P<open>\(\s?)?(?<![\w/.,-])(?P<a>(?:19|2[01])\d\d)\s{0,4}-\s{0,4}"
    rf"(?P<b>(?:19|2[01])\d\d)(?![\w/])(?!-\d)(?![.,]\d){_UNITS}(?P<close>\s?\))?",
)
_PART = re.compile(
    rf"(?P<n>\d{{1,2}}){_S}tháng{_S}(?P<side>đầu|cuối){_S}(?:của{_S})?năm"
    rf"(?:{_S}{_YEAR})?(?!\w)|nửa{_S}(?P<half>đầu|cuối){_S}năm(?:{_S}(?P<hy>20\d\d))?"
    r"(?!\w)",
    re.IGNORECASE,
)


def _period(match: re.Match[str]) -> Period:
    start, end = match.span()
    groups = match.groupdict()
    cue = groups.get("cue")
    if "open" in groups and not (groups["open"] and groups["close"]):
        start, end = match.start("a"), match.end("b")
    folded = re.sub(r"\s+", " ", cue.lower()) if cue else None
    return Period(Span(start, end), match["a"], match["b"], folded)


def _part_of_year(match: re.Match[str]) -> Period | None:
    year = match["y"] or match["hy"] or "-"
    months = int(match["n"]) if match["n"] else 6
    if not 1 <= months <= 11:
        return None
    first = (match["side"] or match["half"]).lower() == "đầu"
    low, high = (1, months) if first else (13 - months, 12)
    return Period(Span(*match.span()), f"{year}-{low:02}", f"{year}-{high:02}", None)


class _Taken:
    """The stretches of a text that an earlier rule has read."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            self.add(span)

    def free(self, span: Span) -> bool:
        i = bisect_left(self._starts, span.end)
        return i == 0 or self._ends[i - 1] <= span.start

    def add(self, span: Span) -> None:
        if span.start < span.end and self.free(span):
            i = bisect_left(self._starts, span.start)
            self._starts.insert(i, span.start)
            self._ends.insert(i, span.end)


def _named_periods(text: str, taken: _Taken) -> list[Period]:
    """Read the periods that are written as one expression."""
    found = [_period(match) for match in _PERIOD.finditer(text)]
    parts = (_part_of_year(match) for match in _PART.finditer(text))
    found += [part for part in parts if part]
    found += [_period(match) for match in _BARE_PERIOD.finditer(text)]
    periods = []
    for period in found:
        if taken.free(period.span):
            taken.add(period.span)
            periods.append(period)
    return periods


def _dates(text: str, taken: _Taken) -> list[DateMention]:
    mentions = []
    for rule in DATE_RULES:
        for match in rule.pattern.finditer(text):
            items = [(Span(s, e), value) for s, e, value in rule.read(match)]
            if all(taken.free(span) for span, _ in items):
                for span, value in items:
                    taken.add(span)
                    mentions.append(DateMention(span, value))
    return sorted(mentions, key=lambda mention: mention.span)


_BETWEEN = re.compile(
    r"\s{0,10}(?:(?:cho\s{1,10})?(?:đến|tới)(?:\s{1,10}hết)?|-)\s{0,10}", re.IGNORECASE
)
_FROM_BEFORE = re.compile(r"\btừ\s{1,10}$", re.IGNORECASE)
_SHORT_FROM = re.compile(
    r"\b(?P<from>từ\s{1,10})?(?:ngày\s{1,10})?(?P<d>\d{1,2})(?:/(?P<m>\d{1,2}))?"
    r"(?:\s{1,10}(?:đến|tới)(?:\s{1,10}hết)?\s{1,10}|\s?-\s?)$",
    re.IGNORECASE,
)
_DAY_VALUE = 10  # the length of an ISO day


def _borrow(early: str, late: str) -> str:
    """Give a start without a year the year of the end ("--07-01", "2025-12-31")."""
    return late[:4] + early[1:] if early.startswith("--") else early


def _ranges(text: str, mentions: Sequence[DateMention]) -> list[Period]:
    """Join "từ ngày … đến ngày …" into periods; its dates stay mentions."""
    periods = []
    for i, late in enumerate(mentions):
        if late.value is None or late.value.startswith("-"):
            continue
        early = mentions[i - 1] if i else None
        joined = early and _BETWEEN.fullmatch(text, early.span.end, late.span.start)
        if early and joined and early.value:
            window = text[max(0, early.span.start - 14) : early.span.start]
            opened = _FROM_BEFORE.search(window)
            if not opened and len(late.value) < _DAY_VALUE:
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
    early = _iso(int(late.value[:4]), month, int(match["d"]))
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
    plain = shadow(text)
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
