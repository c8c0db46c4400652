"""Two references are one document, or not, or it cannot be told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.home import home_of
from corpus.identity import Match, Reference, compare, dates_agree
from corpus.issuers import contradicts_code, same_issuer
from nlp.analysis import Header
from nlp.numbers import DocumentNumber

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


@pytest.mark.parametrize(
    ("a", "home", "b", "other", "expected"),
    [
        # A department is read in the province of the document in which it stands.
        ("Sở Nội vụ", "UBND tỉnh Nghệ An", "Sở Nội vụ", "tỉnh Nghệ An", True),
        ("Sở Nội vụ", "UBND tỉnh Nghệ An", "Sở Nội vụ", "tỉnh Hà Tĩnh", False),
        ("Sở Nội vụ", None, "Sở Nội vụ tỉnh Nghệ An", None, None),
        (
            "UBND Thành phố",
            "TP.HCM",
            "Ủy ban nhân dân Thành phố Hồ Chí Minh",
            None,
            True,
        ),
        # A body with the body above it behind its name, and an organ of a body.
        (
            "Hội đồng Thi đua Liên hiệp Hội A",
            None,
            "Hội đồng Thi đua",
            "Liên hiệp Hội A",
            True,
        ),
        (f"Ban Thường vụ {HCM}", None, HCM_LONG, None, True),
        (f"Ban Thường vụ {HCM}", None, DA_NANG, None, None),
        # One body that took the other's place is neither the same nor another.
        ("Bộ Giao thông vận tải", None, "Bộ Xây dựng", None, None),
        ("Bộ Tài chính", None, "Bộ Nội vụ", None, False),
        ("Thủ tướng Chính phủ", None, "Chính phủ", None, False),
        (None, None, "Chính phủ", None, None),
    ],
)
def test_same_issuer(
    a: str | None,
    home: str | None,
    b: str | None,
    other: str | None,
    expected: bool | None,
) -> None:
    """Issuers are compared as organisations, each read where it stands."""
    assert same_issuer(a, b, home=home, other_home=other) is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (Header(issuer="Bộ Nội vụ", place="Hà Nội"), "Bộ Nội vụ"),
        (
            Header(issuer="UBND tỉnh Nghệ An", place="Nghệ An"),
            "UBND tỉnh Nghệ An",
        ),
        (
            Header(issuer="Sở Nội vụ", parent="UBND TỈNH NGHỆ AN", place="Vinh"),
            "UBND TỈNH NGHỆ AN",
        ),
        (Header(issuer="Sở Nội vụ", place="Nghệ An"), "Nghệ An"),
        (Header(issuer="Hội Vật lý", place="Vũng Liêm"), "Hội Vật lý"),
        (Header(), None),
    ],
)
def test_home(header: Header, expected: str | None) -> None:
    """ "UBND tỉnh" is read by the issuer, the body above it, or the place."""
    assert home_of(header) == expected


@pytest.mark.parametrize(
    ("issuer", "number", "expected"),
    [
        ("Bộ Tài chính", "30/2020/NĐ-CP", True),
        ("Chính phủ", "30/2020/NĐ-CP", False),
        ("Bộ trưởng Bộ Tài chính", "5/2020/TT-BTC", False),
        ("Bộ Xây dựng", "5/2020/TT-BGTVT", False),
        ("Quốc hội", "24-L/CTN", False),
        ("Bộ Tài chính", "9/QĐ-UBND", True),
        ("Sở Nội vụ tỉnh Nghệ An", "9/QĐ-UBND", False),
        ("Công ty cổ phần A", "9/2020/NĐ-CP", False),
        ("Liên bộ", "12/2010/TTLT-BKHĐT-BTC", False),
        ("Bộ Tài chính", "12/2010/TTLT-BKHĐT-BTC", False),
        ("Bộ Y tế", "12/2010/TTLT-BKHĐT-BTC", True),
        ("Hội A", "38/QĐ-LHH", False),
        (None, "30/2020/NĐ-CP", False),
    ],
)
def test_issuer_against_code(issuer: str | None, number: str, expected: bool) -> None:
    """Only a known body beside the code of another known body contradicts."""
    assert contradicts_code(issuer, DocumentNumber.parse(number)) is expected
