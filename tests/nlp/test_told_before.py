"""Issuer and day of a document, told before its number."""

from __future__ import annotations

import pytest

from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


@pytest.mark.parametrize(
    ("sentence", "issuer", "day"),
    [
        (
            "Ngày 04/9/2021, Ban Thường vụ Tỉnh ủy ban hành Quy định số 15-QĐ/TU.",
            "Ban Thường vụ Tỉnh ủy",
            "2021-09-04",
        ),
        (
            "Ngày 04/9/2021 UBND tỉnh ban hành Quyết định số 15/QĐ-UBND.",
            "UBND tỉnh",
            "2021-09-04",
        ),
        (
            "Theo đó, ngày 04 tháng 9 năm 2021, HĐND tỉnh Hà Nam đã ban hành Nghị quyết"
            " số 15/2021/NQ-HĐND.",
            "HĐND tỉnh Hà Nam",
            "2021-09-04",
        ),
        (
            "Quốc hội khóa XV ban hành Nghị quyết số 15/2021/QH15.",
            "Quốc hội",
            None,
        ),
        ("Sở Nội vụ có Tờ trình số 15/TTr-SNV.", "Sở Nội vụ", None),
    ],
)
def test_a_report_begins_with_the_day_and_the_body(
    sentence: str, issuer: str, day: str | None
) -> None:
    """Both stand before "ban hành" and are not repeated behind the number."""
    (found,) = cited(sentence)

    assert (found.issuer, found.date) == (issuer, day)


def test_a_list_shares_the_body_that_issued_it() -> None:
    """ "… đã ban hành Chỉ thị số … và Kế hoạch số …": both are of that body."""
    found = cited(
        "Ban Thường vụ Huyện ủy đã ban hành Chỉ thị số 15-CT/HU và Kế hoạch số"
        " 16-KH/HU."
    )

    assert [each.issuer for each in found] == ["Ban Thường vụ Huyện ủy"] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban Quản lý dự án thuộc Sở Xây dựng đã ban hành Quyết định số 15/QĐ-SXD.",
        "Thủ tướng Chính phủ đã có Công văn số 15/VPCP-KTN.",
        "Chủ tịch UBND tỉnh Lê Văn Nam đã ký Quyết định số 15/QĐ-UBND.",
        "Đề án sắp xếp mà Chính phủ đã ban hành Quyết định số 15/QĐ-UBND.",
    ],
)
def test_another_body_or_a_person_is_no_issuer(sentence: str) -> None:
    """The part of a name, an office that writes for another, and who signs."""
    (found,) = cited(sentence)

    assert found.issuer is None


@pytest.mark.parametrize(
    "day", ["Sau ngày 04/9/2021", "Đến ngày 04/9/2021", "Ngày 04/9"]
)
def test_a_day_that_is_not_that_of_issue_is_left(day: str) -> None:
    """Only a whole day that opens the clause is when the body acted."""
    (found,) = cited(f"{day}, UBND tỉnh đã ban hành Quyết định số 15/QĐ-UBND.")

    assert found.date is None


def test_the_day_behind_the_number_counts_first() -> None:
    """A day printed with the number is that of the document."""
    (found,) = cited(
        "Ngày 04/9/2021, UBND tỉnh ban hành Quyết định số 15/QĐ-UBND ngày 03/9/2021."
    )

    assert found.date == "2021-09-03"


@pytest.mark.parametrize(
    ("sentence", "issuers"),
    [
        (
            "Xét đề nghị của UBND tỉnh Hà Nam (tờ trình số 15/TTr-UBND ngày 04/9/2021);"
            " ý kiến của Bộ Nội vụ (công văn số 16/BNV-TC ngày 05/9/2021) và Bộ Y tế"
            " (công văn số 17/BYT-TC ngày 06/9/2021), Bộ có ý kiến như sau:",
            ["UBND tỉnh Hà Nam", "Bộ Nội vụ", "Bộ Y tế"],
        ),
        (
            "Xét đề nghị của Bộ Công nghiệp tại các công văn số 15/CV-TCCB ngày"
            " 04/9/2021 và số 16/CV-TCCB ngày 05/9/2021;",
            ["Bộ Công nghiệp", "Bộ Công nghiệp"],
        ),
    ],
)
def test_what_proposes_stands_in_brackets_or_in_a_list(
    sentence: str, issuers: list[str]
) -> None:
    """The body before a bracket wrote what stands in it; a list is of one body."""
    found = cited(sentence)

    assert [each.issuer for each in found] == issuers
    assert {each.relation for each in found} == {"proposal"}


def test_a_bracket_behind_another_body_names_no_issuer() -> None:
    """The code in the number is that of another body."""
    (found,) = cited(
        "theo kết luận của Bộ Chính trị (Công văn số 15-CV/BTCTW, ngày 04/9/2021)"
    )

    assert found.issuer is None


def test_the_politburo_and_the_secretariat_act_together() -> None:
    """Between them stands a comma, which ends no clause."""
    (found,) = cited(
        "Để tinh gọn bộ máy, Bộ Chính trị,\nBan Bí thư đã có Kết luận số 15-KL/TW ngày"
        " 04/9/2021."
    )

    assert found.issuer == "Bộ Chính trị, Ban Bí thư"


@pytest.mark.parametrize("name", ["Hội", "Trung tâm", "Tổng cục"])
def test_a_kind_of_body_is_no_issuer(name: str) -> None:
    """A word that fits many bodies names none of them."""
    text = f"Năm qua, {name} đã ban hành Hướng dẫn số 03/HD-HTĐH ngày 10/9/2030"
    assert [each.issuer for each in cited(text) if each.number] == [None]
