"""Two references are one document, or not, or it cannot be told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.identity import Match, Reference, compare, dates_agree

HCM = "Liên hiệp các Hội Khoa học và Kỹ thuật TP.HCM"
HCM_LONG = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
DA_NANG = "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Đà Nẵng"
QD = {"kind": "Quyết định", "number": "38/QĐ-LHH"}
EXACT, COMPATIBLE, CONFLICT = Match.EXACT, Match.COMPATIBLE, Match.CONFLICT

CASES = [
    # The rows of the domain's micro-tests.
    (
        {**QD, "number": "01/QĐ-LHH", "date": "2020", "issuer": HCM},
        {**QD, "number": "1/QĐ-LHH", "date": "2020", "issuer": HCM},
        EXACT,
    ),
    (
        {**QD, "date": "2020", "issuer": HCM},
        {**QD, "date": "2021", "issuer": HCM},
        CONFLICT,
    ),
    (
        {**QD, "date": "2020-07-31", "issuer": HCM},
        {**QD, "date": "2020-07-31", "issuer": DA_NANG},
        CONFLICT,
    ),
    (QD, {**QD, "date": "2020-07-31"}, COMPATIBLE),
    (
        {"kind": "Luật", "number": "06/2022/QH15"},
        {"kind": "Nghị quyết", "number": "06/2022/QH15"},
        CONFLICT,
    ),
    (
        {"kind": "Nghị quyết", "number": "57-NQ/TW", "date": "2024-12-22"},
        {"kind": "Nghị quyết", "number": "57-NQ/TW", "date": "2019-11-01"},
        CONFLICT,
    ),
    # The same body in two spellings; another day of the year is an error, not another.
    (
        {**QD, "date": "2020-07-31", "issuer": HCM},
        {**QD, "date": "2020-07-13", "issuer": HCM_LONG},
        EXACT,
    ),
    # A normative number of the centre is enough; a local one is not.
    (
        {"kind": "Nghị định", "number": "30/2020/NĐ-CP"},
        {"kind": "Nghị định", "number": "030/2020/nđ-cp", "date": "2020-03-05"},
        EXACT,
    ),
    (
        {"kind": "Quyết định", "number": "15/2019/QĐ-UBND"},
        {
            "kind": "Quyết định",
            "number": "15/2019/QĐ-UBND",
            "issuer": "UBND tỉnh Nghệ An",
        },
        COMPATIBLE,
    ),
    (
        {
            "kind": "Quyết định",
            "number": "15/2019/QĐ-UBND",
            "issuer": "UBND tỉnh",
            "home": "Ủy ban nhân dân tỉnh Nghệ An",
        },
        {
            "kind": "Quyết định",
            "number": "15/2019/QĐ-UBND",
            "issuer": "Ủy ban nhân dân tỉnh Nghệ An",
        },
        EXACT,
    ),
    # Short numbers, suffixes, years.
    (
        {"kind": "Nghị định", "number": "98/2023"},
        {"kind": "Nghị định", "number": "98/2023/NĐ-CP"},
        COMPATIBLE,
    ),
    (
        {"kind": "Quyết định", "number": "1026a/QĐ-TTg", "date": "2020"},
        {"kind": "Quyết định", "number": "1026/QĐ-TTg", "date": "2020"},
        CONFLICT,
    ),
    (
        {"kind": "Nghị định", "number": "30/2020/NĐ-CP"},
        {"kind": "Nghị định", "number": "30/2019/NĐ-CP"},
        CONFLICT,
    ),
    # Laws by name: the year tells the version, the word "Luật" does not count.
    (
        {"kind": "Luật", "title": "Luật Đất đai năm 2013", "date": "2013"},
        {
            "kind": "Luật",
            "number": "45/2013/QH13",
            "title": "Đất đai",
            "date": "2013-11-29",
        },
        EXACT,
    ),
    (
        {"kind": "Luật", "title": "Luật Đất đai"},
        {"kind": "Luật", "title": "Đất đai", "date": "2013-11-29"},
        COMPATIBLE,
    ),
    (
        {"kind": "Luật", "title": "Luật Đất đai", "date": "2024-01-18"},
        {"kind": "Luật", "title": "Đất đai", "date": "2013-11-29"},
        CONFLICT,
    ),
    (
        {"kind": "Luật", "title": "Luật Thuế GTGT", "date": "2008-06-03"},
        {"kind": "Luật", "title": "Thuế giá trị gia tăng", "date": "2008-06-03"},
        EXACT,
    ),
    (
        {"kind": "Luật", "title": "Luật Thi đua, khen thưởng", "date": "2022"},
        {"kind": "Luật", "title": "Thi đua khen thưởng", "date": "2022-06-15"},
        EXACT,
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), CASES)
def test_compare(a: dict[str, Any], b: dict[str, Any], expected: Match) -> None:
    """Matching answers exact, compatible or conflict, the same both ways round."""
    assert compare(Reference(**a), Reference(**b)) is expected
    assert compare(Reference(**b), Reference(**a)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2022-06-17", "2022-06-17", True),
        ("2022", "2022-06-17", True),
        ("2022-06", "2022-07-17", False),
        ("2025-Q3", "2025-08-01", None),
        ("2025-Q3", "2024-08-01", False),
        ("--06-30", "2024-06-30", None),
        (None, "2024-06-30", None),
    ],
)
def test_dates_agree(a: str | None, b: str | None, expected: bool | None) -> None:
    """A partial date agrees as far as it goes; an unknown one says nothing."""
    assert dates_agree(a, b) is expected


PARTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([None, "Quyết định", "Luật", "Nghị định", "Đề án"]),
        "number": st.sampled_from(
            [None, "38/QĐ-LHH", "30/2020/NĐ-CP", "45/2013/QH13", "98/2023", "x y", "7"]
        ),
        "date": st.sampled_from([None, "2020", "2020-07-31", "2013-11-29", "2025-Q3"]),
        "issuer": st.sampled_from([None, HCM, DA_NANG, "Chính phủ", "UBND tỉnh"]),
        "title": st.sampled_from([None, "Luật Đất đai", "Luật Nhà ở"]),
    }
)


@given(PARTS, PARTS)
def test_compare_is_symmetric(a: dict[str, Any], b: dict[str, Any]) -> None:
    """The order of the two never matters, whatever is missing."""
    one, two = Reference(**a), Reference(**b)
    assert compare(one, two) is compare(two, one)


@given(PARTS)
def test_nothing_conflicts_with_itself(a: dict[str, Any]) -> None:
    """A reference may be too poor to tell, but never contradicts itself."""
    assert compare(Reference(**a), Reference(**a)) is not Match.CONFLICT
