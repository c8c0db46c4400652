"""Pin-points: from words to paths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.fold import fold
from nlp.numbers import find_numbers
from nlp.pinpoints import LETTERS, find_chains, parse_pinpoints


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("khoản 4, Điều 51", ["dieu:51/khoan:4"]),
        ("Điều 15 khoản 2", ["dieu:15/khoan:2"]),
        ("điểm b, khoản 1 Điều 42", ["dieu:42/khoan:1/diem:b"]),
        ("mẫu số 02 của Phụ lục I", ["phuluc:I/mau:02"]),
        ("Điều 54 , 55 , 56", ["dieu:54", "dieu:55", "dieu:56"]),
        ("Điều 5 khoản 1 và Điều 6 khoản 2", ["dieu:5/khoan:1", "dieu:6/khoan:2"]),
        ("Chương II, Chương III và Điều 5", ["chuong:II", "chuong:III", "dieu:5"]),
        ("khoản 2 Điều 11, khoản 2 Điều 12", ["dieu:11/khoan:2", "dieu:12/khoan:2"]),
        ("khoản 1 và khoản\n4 Điều 9", ["dieu:9/khoan:1", "dieu:9/khoan:4"]),
        ("Điều 7-9", ["dieu:7", "dieu:8", "dieu:9"]),
        ("từ khoản 1 đến khoản 2 Điều 2", ["dieu:2/khoan:1", "dieu:2/khoan:2"]),
        ("tiết b điểm 2.1 khoản 2 Điều 3", ["dieu:3/khoan:2/diem:2.1/tiet:b"]),
        ("Khoản 5 Điều 4 Chương II", ["chuong:II/dieu:4/khoan:5"]),
        ("câu cuối khoản 1 Điều 3", ["dieu:3/khoan:1/cau:last"]),
        ("Phụ lục kèm theo", ["phuluc:*"]),
        ("các điểm a, b khoản này", ["khoan:này/diem:a", "khoan:này/diem:b"]),
        ("ngày 5 tháng 6", []),
        ("Mục tiêu chung", []),
        ("điểm thi cao nhất", []),
    ],
)  # fmt: skip
def test_paths(text: str, paths: list[str]) -> None:
    """Units inherit their upper levels; lists and ranges are expanded."""
    assert list(parse_pinpoints(text)) == paths


def test_letters_follow_the_law() -> None:
    """Points run a, b, c, d, đ, e; there is no f, j, w or z."""
    assert list(parse_pinpoints("từ điểm a đến điểm e khoản 1 Điều 2")) == [
        f"dieu:2/khoan:1/diem:{letter}" for letter in LETTERS[:6]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khoản 1 Điều 9 Luật Giá", [["dieu:9/khoan:1"]]),
        ("Nghị định số 30/2020/NĐ-CP (khoản 2 Điều 3)", [["dieu:3/khoan:2"]]),
        ("Điều 5 Luật Giá và Điều 6 Luật Phí", [["dieu:5"], ["dieu:6"]]),
        ("Luật Giá, Điều 6 Luật Đất đai", [[], ["dieu:6"]]),
        ("khoản 2 Điều này và Luật Giá", [[]]),
        ("Điều 4.\nNghị định số 30/2020/NĐ-CP", [[]]),
        (
            "Điều 5 Quy chế ban hành kèm theo Quyết định số 38/QĐ-LHH",
            [["dieu:5"]],
        ),
    ],
)
def test_whose_pinpoint(text: str, expected: list[list[str]]) -> None:
    """A pin-point belongs to the document that follows it, or that it follows."""
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])
    assert [list(citation.provisions) for citation in found] == expected


def test_part_names_the_nested_document() -> None:
    """The pin-point of a regulation issued with a decision says which part it is in."""
    text = "Điều 5 Quy chế ban hành kèm theo Quyết định số 38/QĐ-LHH"
    found = find_citations(text, numbers=find_numbers(text), dates=[])
    assert found[0].part == "quy-che"


@given(
    st.lists(
        st.sampled_from(
            ["Điều 5", "khoản 2", "điểm a", ",", " và ", " đến ", "Mục II", " ",
             "Phụ lục",
             "này",
             "các ", "Chương I", "1", "-", "từ "]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_any_run(text: str) -> None:
    """Any run of units gives chains in order, and paths without empty steps."""
    end = 0
    for chain in find_chains(text, fold(text)):
        assert end <= chain.span.start < chain.span.end <= len(text)
        end = chain.span.end
        for path in chain.paths:
            assert all(step.partition(":")[2] for step in path.split("/"))
