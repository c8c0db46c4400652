"""Contracts, and what editors put between square brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import analyse


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("07/2021/HĐTD-QN", "07/2021/HĐTD-QN"),
        ("02/2014/5518203/HĐTD", "02/2014/5518203/HĐTD"),
        ("3301-LAV-202004455", "3301-LAV-202004455"),
        ("LAV202004455", "LAV202004455"),
        ("41/18/HĐHM", "41/18/HĐHM"),
        ("09/2022/HDTC/NHA-PGD", "09/2022/HDTC/NHA-PGD"),
        ("45.20.551.TD", "45.20.551.TD"),
        ("12", "12"),
    ],
)
@pytest.mark.parametrize("name", ["Hợp đồng tín dụng", "hợp đồng thế chấp tài sản"])
def test_contracts_keep_kind_number_and_day(name: str, number: str, read: str) -> None:
    """Whatever form a firm gives its numbers, the contract is cited whole."""
    found = cited(f"Theo {name} số {number} ngày 04/9/2021 giữa hai bên.")

    assert [(c.kind, c.number, c.date) for c in found] == [
        ("Hợp đồng", read, "2021-09-04")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Các hợp đồng với số tiền 1.200.000.000 đồng chưa thanh toán.",
        "Ký hợp đồng số lượng 40.000 cây giống.",
        "Hợp đồng lao động có thời hạn dưới 12 tháng.",
        "Khai hợp đồng gia công theo mẫu số 17/HĐGC-GSQL.",
        "Theo hợp đồng số 3 thì bên mua trả tiền.",
        "Hợp đồng mua bán và Quyết định số 15/QĐ-LHH ngày 04/9/2021.",
    ],
)
def test_other_figures_are_no_contract(text: str) -> None:
    """Amounts, forms and numbers of other documents number no contract."""
    assert [c for c in cited(text) if c.kind == "Hợp đồng"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trả lời công văn số HTK/07-2021 đề ngày 04/9/2021 của Công ty TNHH Hòa",
            [("Công văn", "HTK/07-2021", "2021-09-04")],
        ),
        ("Trả lời công văn số HTK/07-2021 của Công ty TNHH Hòa", []),
        ("Theo công văn số điện thoại 0912, ngày 04/9/2021", []),
    ],
)
def test_letters_of_firms_are_cited_by_their_day(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """A firm's own numbering is taken as printed where a day tells the letter."""
    assert [(c.kind, c.number, c.date) for c in cited(text)] == expected


BRACKETS = [
    ("Quyết định số [15/QĐ-LHH] ngày 04/9/2021 của Liên hiệp Hội", "15/QĐ-LHH"),
    ("Quyết định [số 15/QĐ-LHH] ngày 04/9/2021 của Liên hiệp Hội", "15/QĐ-LHH"),
    ("Quyết định số 15/QĐ-LHH [ngày 04/9/2021] của Liên hiệp Hội", "15/QĐ-LHH"),
    ("Quyết định số [15/QĐ-LHH ngày 04/9/2021] của Liên hiệp Hội", "15/QĐ-LHH"),
    ("Quyết định số 15/QĐ-LHH[3] ngày 04/9/2021 của Liên hiệp Hội", "15/QĐ-LHH"),
]


@pytest.mark.parametrize(("text", "number"), BRACKETS)
def test_brackets_and_notes_do_not_break_a_citation(text: str, number: str) -> None:
    """Square brackets of an editor and marks of notes hide no day and no issuer."""
    (found,) = cited(text)

    assert found.span.of(text) == text
    assert (found.number, found.date) == (number, "2021-09-04")
    assert found.issuer == "Liên hiệp Hội"


def test_a_number_left_open_in_brackets_is_blank() -> None:
    """ "số […]/QĐ-UBND" waits for its number."""
    (found,) = cited("Quyết định số […]/QĐ-UBND ngày 04/9/2021 của UBND tỉnh")

    assert (found.status, found.number, found.date) == ("blank", None, "2021-09-04")


def test_a_serial_alone_in_brackets_is_not_passed_over() -> None:
    """What no reader takes for a number is named as one to look at."""
    text = "Căn cứ Quyết định số [15]/QĐ-LHH ngày 04/9/2021 của Liên hiệp Hội;"

    assert "K01" in {each.code for each in analyse(Document("", "x", text)).findings}


@given(st.text(alphabet="[]hợp đồng số 1/-A.,\n", max_size=80))
def test_any_brackets_and_contracts_are_read_in_bounds(text: str) -> None:
    """Spans stay inside the text and in order, whatever stands in it."""
    found = cited(f"Hợp đồng {text}")

    ends = [0, *(each.span.end for each in found)]
    assert all(c.span.start >= end for c, end in zip(found, ends, strict=False))
    assert ends[-1] <= len(text) + len("Hợp đồng ")
