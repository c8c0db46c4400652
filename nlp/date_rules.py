"""The written forms of a date, one row each, most specific first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from nlp.around import find_around, find_at

_S = r"[\s|]{0,10}"  # a bar of a table may cut a date
# OCR and old keyboards lose marks ("ngay 05 thang 3 nam 2020").
_DAY_WORD, _MONTH_OF, _YEAR_OF = "ng[aàáảãạ]y", "th[aáàảãạ]ng", "n[aăàáảâãằắ]m"
_DAY = r"(?P<d>[0-3][ ]?\d|\d)"
_MONTH = r"(?P<m>1[ ]?[0-2]|[01]?\d|[1-9]\d)"
YEAR = r"(?P<y>1[89]\d\d|2[01]\d\d)"
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
_LINE = r"[ \t]{0,10}\n?[ \t]{0,10}"
_END = r"(?![\d/])(?!\w)"
_GLUED_END = r"(?!\d)(?!/\d)"  # "29/3/2023của": the space is lost, the date is not
_HOLE = r"[\s.…_]"

# Two-digit years stand in old texts only; 50 keeps 1950-1999 and 2000-2049 apart.
_PIVOT = 50

_WINDOW = 40  # of the words that may stand before a number

Value = str | None
Item = tuple[int, int, Value]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One written form: its pattern, how a match gives items, and an example.

    `read` yields (start, end, ISO value); `example` is read as `values`. `before`, if
    any, has to match up to where the pattern starts: digits are soon found, and the
    word of time before them is asked for only there. `around`, if any, is what every
    match holds and what is sooner found: the pattern is only tried about it. `opens`,
    if any, are the words of which one begins every match.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Item]]
    example: str
    values: tuple[Value, ...]
    before: re.Pattern[str] | None = None
    around: re.Pattern[str] | None = None
    opens: tuple[str, ...] = ()

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where this form stands in a text in small letters."""
        before = self.before
        for match in self._found(text):
            at = match.start()
            if before is None or before.search(text, max(0, at - _WINDOW), at):
                yield match

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        if self.opens:
            return find_at(self.pattern, text, self.opens)
        if self.around is None:
            return self.pattern.finditer(text)
        held = self.around.finditer(text)
        return find_around(self.pattern, text, held, before=_WINDOW, behind=2 * _WINDOW)


def _int(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return int(re.sub(r"\s", "", text).translate(str.maketrans("oli", "011")))


def iso_day(year: int, month: int, day: int) -> Value:
    """Return the ISO date, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _four(digits: str) -> int:
    """Return a year of two, four or (by a slip, and then impossible) five digits."""
    year = _int(digits)
    if len(digits) >= 4:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if word := groups.get("w"):
        return _WORDS[re.sub(r"\s+", " ", word.lower())]
    return _int(groups["m"])


def _whole(match: re.Match[str]) -> Iterator[Item]:
    value = iso_day(_four(match["y"]), _month(match), _int(match["d"]))
    yield match.start(), match.end(), value


_INNER_DAY = re.compile(r"(?:ngày\s{0,10})?(\d{1,2})")


def _listed_days(match: re.Match[str]) -> Iterator[Item]:
    year, month = _four(match["y"]), _month(match)
    head = match.string[match.start() : match.start("d")]
    for day in _INNER_DAY.finditer(head):
        start = match.start() + day.start()
        yield start, match.start() + day.end(), iso_day(year, month, int(day[1]))
    yield match.start("d"), match.end(), iso_day(year, month, _int(match["d"]))


def _day_month(match: re.Match[str]) -> Iterator[Item]:
    day, month = _int(match["d"]), _month(match)
    real = iso_day(2000, month, day)  # a leap year: 29 February may be meant
    start = match.start("from") if "from" in match.groupdict() else match.start()
    yield start, match.end(), real and f"--{month:02}-{day:02}"


def _month_year(match: re.Match[str]) -> Iterator[Item]:
    month = _month(match)
    value = f"{match['y']}-{month:02}" if 1 <= month <= 12 else None
    yield match.start("from"), match.end(), value


_ONE_MONTH = re.compile(r"(?:tháng\s{0,10})?(\d{1,2})")


def _months(match: re.Match[str]) -> Iterator[Item]:
    found = list(_ONE_MONTH.finditer(match["list"]))
    if not all(1 <= int(month[1]) <= 12 for month in found):
        return
    for month in found:
        end = match.end() if month is found[-1] else match.start() + month.end()
        yield match.start() + month.start(), end, f"{match['y']}-{int(month[1]):02}"


def _month_alone(match: re.Match[str]) -> Iterator[Item]:
    month = _month(match)
    if 1 <= month <= 12:
        yield match.start("from"), match.end("from"), f"--{month:02}"


def _monthly(match: re.Match[str]) -> Iterator[Item]:
    day = _int(match["d"])
    if 1 <= day <= 31:
        yield match.start(), match.end(), f"---{day:02}"


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ONE_QUARTER = re.compile(r"(?:quý\s{1,10})?\b(iv|i{1,3}|[1-4])\b")


def _quarters(match: re.Match[str]) -> Iterator[Item]:
    year = match["y"] or "-"
    found = list(_ONE_QUARTER.finditer(match["list"]))
    for quarter in found:
        number = _ROMAN.get(quarter[1].lower()) or int(quarter[1])
        end = match.end() if quarter is found[-1] else match.start() + quarter.end()
        yield match.start() + quarter.start(), end, f"{year}-Q{number}"


_ONE_YEAR = re.compile(r"(?:năm\s{0,10})?(\d{4})")


def _years(match: re.Match[str]) -> Iterator[Item]:
    for year in _ONE_YEAR.finditer(match.group()):
        start = match.start()
        yield start + year.start(), start + year.end(), year[1]


def _one_year(match: re.Match[str]) -> Iterator[Item]:
    yield match.start("y"), match.end("y"), match["y"]


_NUMBER_CELL = re.compile(r"[\d.,]{1,16}%?")
_AROUND = 80
_ROW_NUMBER = 100  # a smaller number in the next cell opens the next row


def _cell(match: re.Match[str]) -> Iterator[Item]:
    """Take a lone number for a year unless its neighbours are counts as well."""
    text, year = match.string, int(match["y"])
    before = text[max(0, match.start() - _AROUND) : match.start()].rstrip()
    after = text[match.end() : match.end() + _AROUND].lstrip()
    cells = [before.rpartition("\n")[2].strip(), after.partition("\n")[0].strip()]
    for cell, least in zip(cells, (0.0, _ROW_NUMBER), strict=True):
        if _NUMBER_CELL.fullmatch(cell):
            digits = re.sub(r"\D", "", cell)
            value = int(digits) if digits else 0
            beside = len(digits) == len(cell) == 4 and abs(value - year) == 1
            if not beside and ("%" in cell or value >= least) and "." not in cell[:3]:
                return
    yield from _one_year(match)


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
    before: str | None = None,
    around: str | None = None,
    opens: tuple[str, ...] = (),
) -> DateRule:
    cue = re.compile(before + r"\s{1,10}\Z") if before else None
    held = re.compile(around) if around else None
    return DateRule(name, re.compile(pattern), read, example, values, cue, held, opens)


_DAYS = rf"ngày{_S}\d{{1,2}}(?:{_S}(?:,|;|và){_S}(?:ngày{_S})?\d{{1,2}}){{0,9}}"
_LAST_DAY = rf"{_S}(?:,|;|và){_S}(?:ngày{_S})?{_DAY}"
_Y4 = r"(?P<y>\d{4,5})"
_OCR_YEAR = r"(?P<y>[12][\do]{3,4}|[12][ ]\d{3}|2[0o][ ]\d\d)"

DATE_RULES: tuple[DateRule, ...] = (
    _rule(
        "days of one month, in words",
        rf"{_DAYS}{_LAST_DAY}{_S}tháng{_S}{_MONTH}{_S}năm{_S}{_Y4}{_GLUED_END}",
        _listed_days,
        "ngày 17 và 18 tháng 6 năm 2022",
        "2022-06-17",
        "2022-06-18",
    ),
    _rule(
        "days of one month, in digits",
        rf"{_DAYS}{_LAST_DAY}/{_MONTH}/{_Y4}{_GLUED_END}",
        _listed_days,
        "ngày 04, 05/8/2022",
        "2022-08-04",
        "2022-08-05",
    ),
    _rule(
        "day, month, year in words",
        rf"{_DAY_WORD}{_S}(?:m[ồù]ng{_S})?{_DAY}{_S}{_MONTH_OF}{_S}"
        rf"(?:{_MONTH}|{_MONTH_WORD}){_S}(?:{_YEAR_OF}|/|,{_S}năm){_S}"
        rf"{_OCR_YEAR}{_GLUED_END}",
        _whole,
        "ngày 05 tháng 01 năm 2020",
        "2020-01-05",
    ),
    _rule(
        "day, month, year with the wrong words between",
        rf"ngày{_S}{_DAY}{_S}(?!tháng{_S}\d{{1,2}}{_S}năm)(?:ngày|tháng|năm){_S}{_MONTH}"
        rf"{_S}(?:ngày|tháng|năm){_S}{YEAR}{_GLUED_END}",
        _whole,
        "ngày 05 ngày 01 năm 2020",
        "2020-01-05",
    ),
    _rule(
        "day, month, year in words, without the word ngày",
        rf"(?P<d>[0-9](?<![\w/.,-][0-9])(?:(?<=[0-3])[ ]?\d)?)\s{{0,10}}tháng{_S}"
        rf"(?:{_MONTH}|{_MONTH_WORD}){_S}(?:năm|/|,{_S}năm){_S}{_OCR_YEAR}{_GLUED_END}",
        _whole,
        "05 tháng 01 năm 2020",
        "2020-01-05",
        around="tháng",
    ),
    _rule(
        "day/month with the year in words",
        rf"ngày{_S}{_DAY}[/.-]{_MONTH}{_S},?{_S}năm{_S}{_Y4}{_GLUED_END}",
        _whole,
        "ngày 17/6 năm 2022",
        "2022-06-17",
    ),
    _rule(
        "digits after the word ngày",
        rf"{_DAY_WORD}{_S}:?{_S}(?P<d>[\dol]{{1,2}})[ ]?(?P<s>[/.-])[ ]?"
        rf"(?P<m>[\dol]{{1,2}})[ ]?(?P=s)\s?(?P<y>[\do]{{4,5}}|\d\d(?!\w)){_GLUED_END}",
        _whole,
        "ngày 31/6/2022",
        None,
    ),
    _rule(
        "digits",
        r"(?P<d>[0-9](?:(?<![\w/.,-][0-9])|(?<=/[12]\d\d\d-[0-9]))"
        r"(?:(?<=0)[1-9]|(?<=[12])\d?|(?<=3)[01]?|(?<=[4-9])))"
        r"[ ]?(?P<s>[/.-])[ ]?(?P<m>0?[1-9]|1[0-2])"
        rf"[ ]?(?P=s)[ ]?{YEAR}(?![\d/])(?!\w)(?!-(?!\d{{1,2}}/\d{{1,2}}/))(?![.,]\d)",
        _whole,
        "08/9/2022",
        "2022-09-08",
    ),
    _rule(
        "a day left blank",
        rf"ngày{_HOLE}{{1,40}}(?:tháng{_HOLE}{{0,40}}|/{_HOLE}{{0,9}})(?P<m>\d{{1,2}})?"
        rf"(?:{_HOLE}{{0,40}}năm{_HOLE}{{0,40}}|[ ]?/[ ]?){YEAR}{_END}",
        _blank,
        "ngày      tháng 6 năm 2022",
        "2022-06",
    ),
    _rule(
        "a month left blank",
        rf"ngày{_S}\d{{1,2}}{_S}tháng{_HOLE}{{1,40}}(?P<m>(?!))?năm{_S}{YEAR}{_END}",
        _blank,
        "ngày 12 tháng … năm 2022",
        "2022",
    ),
    _rule(
        "months of one year",
        rf"(?P<list>tháng{_S}{_MONTH}(?:{_S}(?:,|;|và){_S}(?:tháng{_S})?(?:1[0-2]|0?[1-9])"
        rf"(?!\d)){{1,11}}){_S}(?:năm|/){_S}{YEAR}{_END}",
        _months,
        "tháng 6 và tháng 7 năm 2031",
        "2031-06",
        "2031-07",
    ),
    _rule(
        "month and year",
        rf"(?P<from>tháng{_S}(?:{_MONTH}|{_MONTH_WORD}){_S}(?:năm|/|-|,{_S}năm){_S}"
        rf"{YEAR}){_END}",
        _month_year,
        "tháng 6/2022",
        "2022-06",
    ),
    _rule(
        "month/year after a word of time",
        rf"(?P<from>(?P<m>[0-9](?<!\d\d)(?:(?<=0)[1-9]|(?<=1)[0-2]?|(?<=[2-9])))"
        rf"/{YEAR}){_END}",
        _month_year,
        "đến hết 6/2022",
        "2022-06",
        before="(?:trong|đến|hết|từ|kể từ|trước|sau)",
        around=r"/[12]\d",
    ),
    _rule(
        "quarter",
        r"(?P<list>quý(?!\s{0,9}\n\s{0,9}(?:i{1,3}v?|[1-4])[.)/])\s{1,10}(?:iv|i{1,3}|[1-4])\b"
        r"(?:\s{0,4}(?:,|và|-)\s{0,4}(?:quý\s{1,10})?(?:iv|i{1,3}|[1-4])\b(?!/\d)){0,3})"
        rf"(?:{_S}(?:/|năm|-|,{_S}năm){_S}{YEAR})?(?!\w)",
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
        rf"ngày(?<!/ngày){_LINE}{_DAY}[/.-](?P<m>0?[1-9]|1[0-2])(?![\d/.-]*\d)(?!\w)",
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
        opens=("lễ", "dịp", "quốc khánh", "kỷ niệm", "mừng", "tết dương lịch"),
    ),
    _rule(
        "years",
        rf"năm{_S}{YEAR}(?:{_S}(?:,|;|và|hoặc){_S}(?:năm{_S})?(?:19|20)\d\d(?!\w)"
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
        rf"(?P<from>tháng{_LINE}(?P<m>0?[1-9]|1[0-2]))(?![\w/.,]*\w)"
        r"(?!\s*(?:lần|buổi|kỳ|tháng))",
        _month_alone,
        "trong tháng 9",
        "--09",
        before=r"\b(?:trong|vào|đầu|giữa|cuối|hết|từ|đến|trước)",
    ),
    _rule(
        "a year alone in its cell",
        r"(?m:^)[ \t]{0,40}(?P<cell>(?P<y>(?:19|20)\d\d))[ \t]{0,40}(?m:$)",
        _cell,
        "2025",
        "2025",
        around=r"(?:19|20)\d\d[ \t]{0,40}(?m:$)",
    ),
    _rule(
        "a year after a word of time",
        r"(?P<from>(?P<y>[12](?<!\w[12])(?:(?<=1)9|(?<=2)0)\d\d))(?![\w/%])(?!\s{0,4}-)"
        r"(?![.,]\d)(?!\s{1,4}(?:người|hộ|đồng|triệu|tỷ|kg|m2|ha|tấn|lượt|cái|học|doanh)\b)",
        _one_year,
        "tầm nhìn 2050",
        "2050",
        before=r"\b(?:đến|tới|tầm\s{1,4}nhìn|trước|kể\s{1,4}từ|hết|trong)",
    ),
)
