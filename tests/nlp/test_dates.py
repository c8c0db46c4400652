"""Dates and periods: every written form, its span and its value."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.date_rules import DATE_RULES, DateRule
from nlp.dates import find_dates, parse_date
from nlp.numbers import find_numbers

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"


@pytest.mark.parametrize("rule", DATE_RULES, ids=lambda rule: rule.name)
def test_every_rule_reads_its_example(rule: DateRule) -> None:
    """The example of a row matches the row, and reading it gives the values."""
    assert rule.pattern.search(rule.example.lower())
    dates, _ = find_dates(rule.example)
    assert tuple(found.value for found in dates) == rule.values


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("ký ngày 17 tháng 6 năm 2022.", "ngày 17 tháng 6 năm 2022", "2022-06-17"),
        ("Hà Nội, 17 tháng 6 năm 2022", "17 tháng 6 năm 2022", "2022-06-17"),
        ("ngày 17\ntháng 6\nnăm 2022", "ngày 17\ntháng 6\nnăm 2022", "2022-06-17"),
        ("NGÀY 05 THÁNG 01 NĂM 2020", "NGÀY 05 THÁNG 01 NĂM 2020", "2020-01-05"),
        ("ngày31tháng7 năm2020", "ngày31tháng7 năm2020", "2020-07-31"),
        ("ngày 3 1 tháng 7 năm 2020", "ngày 3 1 tháng 7 năm 2020", "2020-07-31"),
        ("ngày\n16/6/2025 của", "ngày\n16/6/2025", "2025-06-16"),
        ("(31/7/2020)", "31/7/2020", "2020-07-31"),
        ("Ngày 08/9/2022,", "Ngày 08/9/2022", "2022-09-08"),
        ("ngày 27-11-2009", "ngày 27-11-2009", "2009-11-27"),
        ("ngày 01.7.2025.", "ngày 01.7.2025", "2025-07-01"),
        ("ngày 3l/7/2O2O", "ngày 3l/7/2O2O", "2020-07-31"),
        ("ngày 17/6/22", "ngày 17/6/22", "2022-06-17"),
        ("ngày 17/6/98", "ngày 17/6/98", "1998-06-17"),
        ("Thứ Năm, ngày 08/9/2022", "ngày 08/9/2022", "2022-09-08"),
        ("17/06/2022 10:22:31 +07:00", "17/06/2022", "2022-06-17"),
        ("ngày mồng 2 tháng 9 năm 1945", "ngày mồng 2 tháng 9 năm 1945", "1945-09-02"),
        ("trong tháng 6 năm 2022", "tháng 6 năm 2022", "2022-06"),
        ("tháng Tư năm 2022", "tháng Tư năm 2022", "2022-04"),
        ("đến năm 2030", "năm 2030", "2030"),
        ("ngày 01 tháng 7", "ngày 01 tháng 7", "--07-01"),
        ("quý 3 năm 2022", "quý 3 năm 2022", "2022-Q3"),
        ("quý IV hằng năm", "quý IV", "--Q4"),
        ("Tháng 12 hằng năm", "Tháng 12", "--12"),
        ("trước ngày 20 hằng tháng", "ngày 20 hằng tháng", "---20"),
        ("ngày … tháng … năm 2022", "ngày … tháng … năm 2022", "2022"),
        ("ngày    /6/2022", "ngày    /6/2022", "2022-06"),
        ("ngày …/…/2024 của", "ngày …/…/2024", "2024"),
        ("ngày|17 tháng|6 năm 2022", "ngày|17 tháng|6 năm 2022", "2022-06-17"),
        ("12 | tháng 6 năm 2022 |", "tháng 6 năm 2022", "2022-06"),
        ("ngay 05 thang 3 nam 2020", "ngay 05 thang 3 nam 2020", "2020-03-05"),
        ("ngay 5/3/2020", "ngay 5/3/2020", "2020-03-05"),
        ("quan\n\n2025\n\n3", "2025", "2025"),
    ],
)
def test_dates_and_their_values(text: str, quote: str, value: str) -> None:
    """The span holds "ngày", "tháng", "năm"; the value is ISO, partial if need be."""
    dates, periods = find_dates(text)
    assert [(found.span.of(text), found.value) for found in dates] == [(quote, value)]
    assert periods == []


@pytest.mark.parametrize(
    "text",
    ["ngày 31/6/2022", "ngày 29 tháng 02 năm 2023", "ngày 12/13/2022", "31/6/2022"],
)
def test_impossible_dates_keep_their_span(text: str) -> None:
    """A date the calendar does not have is found, with no value."""
    dates, _ = find_dates(f"ký {text}, của")
    assert [(found.span.start, found.value) for found in dates] == [(3, None)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ngày 17, 18 và 19 tháng 6 năm 2022",
         ["2022-06-17", "2022-06-18", "2022-06-19"]),
        ("quý I, II năm 2022", ["2022-Q1", "2022-Q2"]),
        ("năm 2020, 2021 và năm 2022", ["2020", "2021", "2022"]),
        ("ngày 03/01/2020 và ngày 15/01/2020", ["2020-01-03", "2020-01-15"]),
    ],
)  # fmt: skip
def test_lists_share_month_and_year(text: str, values: list[str]) -> None:
    """Members of a list are dates of their own and borrow from the right."""
    assert [found.value for found in find_dates(text)[0]] == values


@pytest.mark.parametrize(
    ("text", "quote", "start", "end"),
    [
        ("Đề án giai đoạn 2021 – 2025.", "giai đoạn 2021 – 2025", "2021", "2025"),
        ("giai đoạn 2121 – 2025", "giai đoạn 2121 – 2025", "2121", "2025"),
        ("nhiệm kỳ 2019 - 2024", "nhiệm kỳ 2019 - 2024", "2019", "2024"),
        ("NĂM HỌC 2025 - 2026", "NĂM HỌC 2025 - 2026", "2025", "2026"),
        ("năm học 2025/2026", "năm học 2025/2026", "2025", "2026"),
        ("năm 2024 - 2025", "năm 2024 - 2025", "2024", "2025"),
        ("giai đoạn từ năm 2021 đến năm 2025", "giai đoạn từ năm 2021 đến năm 2025",
         "2021", "2025"),
        ("lần thứ 27 (2021 – 2022)", "(2021 – 2022)", "2021", "2022"),
        ("6 tháng đầu năm 2022", "6 tháng đầu năm 2022", "2022-01", "2022-06"),
        ("6 tháng cuối năm 2022", "6 tháng cuối năm 2022", "2022-07", "2022-12"),
        ("9 tháng đầu năm", "9 tháng đầu năm", "--01", "--09"),
        ("từ ngày 04 đến ngày 08/9/2022", "từ ngày 04 đến ngày 08/9/2022",
         "2022-09-04", "2022-09-08"),
        ("từ 01/01/2022 đến hết 30/6/2022", "từ 01/01/2022 đến hết 30/6/2022",
         "2022-01-01", "2022-06-30"),
        ("từ ngày 01 tháng 7 đến ngày 31/12/2025",
         "từ ngày 01 tháng 7 đến ngày 31/12/2025", "2025-07-01", "2025-12-31"),
        ("từ năm 2018 đến năm 2022", "từ năm 2018 đến năm 2022", "2018", "2022"),
    ],
)  # fmt: skip
def test_periods(text: str, quote: str, start: str, end: str) -> None:
    """A period has its cue in its span and the years as they are written."""
    _, periods = find_dates(text)
    found = [(period.span.of(text), period.start, period.end) for period in periods]
    assert found == [(quote, start, end)]


def test_a_half_year_has_no_month_in_it() -> None:
    """ "6 tháng đầu năm 2022" is not June and not the year 2022."""
    assert find_dates("trong 6 tháng đầu năm 2022")[0] == []


def test_dates_of_a_range_are_dates_too() -> None:
    """Both ends of "từ ngày … đến ngày …" stay mentions of their own."""
    dates, _ = find_dates("từ ngày 01/7/2025 đến hết ngày 31/12/2026")
    assert [found.value for found in dates] == ["2025-07-01", "2026-12-31"]


@pytest.mark.parametrize(
    "text",
    [
        "đạt 24/24, tăng 1/3, tỷ lệ 1/500",
        "1990 - 2000 đồng",
        "khóa VII, kỳ họp thứ 3",
        "45 ngày, 12 tháng, 05 (năm) năm",
        "(028) 39.307.989 – 0903-123-456",
        "ngày … tháng … năm …",
        "ngày 10 tháng Giêng năm Quý Mão",
        "khoản 2 Điều 15",
        "hằng tháng 02 lần",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Fractions, durations, phones, money, lunar days and wholly blank dates."""
    assert find_dates(text) == ([], [])


def test_document_numbers_are_left_alone() -> None:
    """A number that looks like a month is masked by the caller."""
    text = "đến 12/2022/NQ-HĐND ngày 09/12/2022"
    masked = [found.span for found in find_numbers(text)]
    dates, _ = find_dates(text, masked=masked)
    assert [found.value for found in dates] == ["2022-12-09"]


@given(st.dates(date(1945, 1, 1), date(2199, 12, 31)))
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    """Words and digits, with and without zeros, give the same ISO day."""
    for text in (
        f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day}/{day.month}/{day.year}",
        f"{day:%d-%m}-{day.year}",
    ):
        assert parse_date(text) == day.isoformat()


@given(st.text(alphabet="0123456789/-. –ngàytháứmqIVđếnhọcgia\n…,", max_size=80))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    """Whatever the text, date spans are sorted, inside it, and do not overlap."""
    dates, _ = find_dates(text)
    ends = [0, *(found.span.end for found in dates)]
    assert all(found.span.start >= end for found, end in zip(dates, ends, strict=False))
    assert ends[-1] <= len(text)


@pytest.mark.parametrize(
    "unit",
    [" ", "7", ",", "Điều ", "“", "ngày ", "1/", "năm 2020, ", "quý I, ", "2025\n",
     "ngày 1, 2, ", "từ ngày 1 đến ", "01/01/2022 đến ", "ngày ...."],
)  # fmt: skip
def test_reading_time_is_linear(unit: str) -> None:
    """A hundred thousand characters of one unit are read; what is not linear hangs."""
    text = (unit * 100_000)[:100_000]
    find_dates(text)


def test_parse_date_wants_one_date() -> None:
    """Two dates, or none, give None."""
    assert parse_date("31/7/2020") == "2020-07-31"
    assert parse_date("31/7/2020 và 01/8/2020") is None
    assert parse_date("hôm qua") is None


@pytest.mark.gold
def test_the_report_has_its_dates_and_periods() -> None:
    """The report that started the project, wrong periods included."""
    files = sorted((GOLD.parent / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("no seed report beside the project")
    text = files[0].read_text("utf-8")
    dates, periods = find_dates(text, masked=[n.span for n in find_numbers(text)])
    assert [found.value for found in dates] == [
        "2022-09-08",
        "2022-06-17",
        "2022",
        "2020-07-31",
        "2022-08-04",
    ]
    years = [p.span.start for p in periods if p.start and len(p.start) == 4]
    assert years == [536, 1362, 2135, 3041, 3602, 4376, 4497]
    halves = [p.span.start for p in periods if p.start == "2022-01"]
    assert halves == [3631, 5061]


@pytest.mark.gold
def test_reviewed_documents_are_read_as_people_read_them() -> None:
    """Nearly every date and period of the reviewed documents has its span and value."""
    if not GOLD.exists():
        pytest.skip("no reviewed documents beside the project")
    wrong = total = 0
    for path in sorted((GOLD / "annotated").glob("*.json")):
        text = path.with_suffix(".txt").read_text("utf-8")
        mentions = json.loads(path.read_text("utf-8"))["mentions"]
        wanted = {
            (m["start"], m["end"], m["value"])
            for m in mentions
            if m["type"] in {"DATE", "PERIOD"} and not m.get("optional")
        }
        dates, periods = find_dates(text, masked=[n.span for n in find_numbers(text)])
        found = {(d.span.start, d.span.end, d.value) for d in dates}
        found |= {(p.span.start, p.span.end, f"{p.start}/{p.end}") for p in periods}
        wrong += len(wanted ^ found)
        total += len(wanted)
    assert total > 150
    assert wrong <= total * 0.01
