"""Numbers inside titles, and laws cited by name, read by the day."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.crosscheck import cross_check
from corpus.identity import Reference
from corpus.known import Known, KnownDocuments
from corpus.title_numbers import numbers_that_differ
from corpus.verdicts import Verdict
from corpus.versions import by_date
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Header

PHASE = "Kiểm tra công tác thi đua và Đề án giải thưởng sáng tạo giai đoạn"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (f"{PHASE} 2121 – 2025", f"{PHASE} 2021-2025", [("2121", "2021")]),
        ("Hội thi lần thứ 27", "Hội thi lần thứ 26", [("27", "26")]),
        ("quy chế khóa VII, nhiệm kỳ 2019", "quy chế khóa 7, nhiệm kỳ 2019", []),
        ("quy chế khóa VII", "quy chế khóa VIII", [("VII", "VIII")]),
        ("Hội thi lần thứ 27 (2021 – 2022)", "Hội thi lần thứ 27", []),
        ("sửa đổi Nghị định ngày 05/3/2020", "sửa đổi Nghị định ngày 5/03/2020", []),
        ("Về công tác văn thư", "Về công tác văn thư, lưu trữ năm 2020", []),
        ("", "giai đoạn 2021", []),
    ],
)
def test_numbers_that_differ(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    """Only two numbers at one place of both titles can differ."""
    assert numbers_that_differ(a, b) == expected


@given(st.text(max_size=80))
def test_a_title_does_not_differ_from_itself(title: str) -> None:
    """Whatever a title holds, it says the same as itself."""
    assert numbers_that_differ(title, title) == []


def test_long_titles_are_compared_to_an_end() -> None:
    """A title of a hundred thousand digits says the same as itself."""
    assert numbers_that_differ("1 " * 50_000, "1 " * 50_000) == []


def test_a_wrong_year_in_a_title_is_a_warning_on_the_right_document() -> None:
    """All else agrees: verified, the title a mismatch, and C09 quotes both."""
    own = {"kind": "Kế hoạch", "number": "2022/KH-UBND", "date": "2022-06-17"}
    issuer = "Ủy ban nhân dân Thành phố Hồ Chí Minh"
    held = Known(
        id="1", source="register", issuer=issuer, title=f"{PHASE} 2021 – 2025", **own
    )
    cited = Citation(
        span=Span(0, 20), issuer=issuer, title=f"{PHASE} 2121 – 2025", **own
    )
    analysis = Analysis(header=Header(date="2022-09-08"), citations=(cited,))
    document = Document("0" * 64, "a.txt", "x" * 40)
    checked = cross_check(document, analysis, lookup=KnownDocuments([held]))
    (one,) = checked.citations
    assert one.verdict is Verdict.VERIFIED
    assert one.fields["title"] == "mismatch"
    assert (one.reason.code, "2121" in one.reason.message) == ("verified-title", True)
    (finding,) = [f for f in checked.findings if f.code == "C09"]
    assert finding.severity == "warning"
    assert "2121 – 2025" in finding.message
    assert "2021 – 2025" in finding.message


LAWS = [
    Known("1", "catalogue", "Luật", "32/2001/QH10", "2001-12-25", title="Tổ chức X"),
    Known(
        *("2", "catalogue", "Luật", "76/2015/QH13", "2015-06-19"),
        title="Tổ chức X",
        effective_from="2016-01-01",
    ),
    Known(
        *("3", "catalogue", "Luật", "63/2025/QH15", "2025-02-18"),
        title="Tổ chức X",
        effective_from="2025-03-01",
    ),
]


@pytest.mark.parametrize(
    ("day", "number", "near"),
    [
        ("2010-05-06", "32/2001/QH10", False),
        ("2015-08-01", "32/2001/QH10", True),
        ("2016-06-01", "76/2015/QH13", True),
        ("2020-06-01", "76/2015/QH13", False),
        ("2025-02-20", "76/2015/QH13", True),
        ("2027-02-20", "63/2025/QH15", False),
        ("1999-02-20", None, False),
        (None, None, True),
    ],
)
def test_the_version_in_force_on_a_day(
    day: str | None, number: str | None, near: bool
) -> None:
    """The latest version in force on the day is meant; near a change, in doubt."""
    found = by_date(
        KnownDocuments(LAWS), Reference(kind="Luật", title="Tổ chức X"), day
    )
    assert found is not None
    assert (found.chosen.number if found.chosen else None) == number
    assert found.near_change is near


def checked_law(day: str, **more: Any) -> tuple[str, str | None, list[str]]:
    """Return verdict, number read by the day, and severities of C06."""
    law = Citation(span=Span(10, 20), kind="Luật", title="Luật Tổ chức X", form="name")
    outer = Citation(span=Span(0, 5), kind="Nghị định", number="30/2016/NĐ-CP", **more)
    analysis = Analysis(header=Header(date=day), citations=(outer, law))
    document = Document("0" * 64, "a.txt", "x" * 40)
    checked = cross_check(document, analysis, lookup=KnownDocuments(LAWS))
    one = checked.citations[1]
    severities = [f.severity for f in checked.findings if f.code == "C06"]
    return one.verdict.value, one.held.number if one.held else None, severities


def test_a_law_by_name_alone_is_read_by_the_day_and_never_verified() -> None:
    """A remark far from a change of version, a warning near it, none in a title."""
    number = "76/2015/QH13"
    assert checked_law("2020-06-01") == ("unverifiable", number, ["info"])
    assert checked_law("2016-06-01") == ("unverifiable", number, ["warning"])
    inside = checked_law("2016-06-01", title="x", title_span=Span(6, 30))
    assert inside == ("unverifiable", number, [])
