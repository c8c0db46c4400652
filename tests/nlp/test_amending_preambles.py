"""Preambles and bodies of amending texts, submissions and court papers."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import analyse
from nlp.provisions import find_provisions


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


@pytest.mark.parametrize(
    ("verbs", "relation"),
    [
        ("Sửa đổi, bổ sung, bãi bỏ một số điều của", "amends"),
        ("Sửa đổi, bổ sung và bãi bỏ một số khoản của", "amends"),
        ("Bãi bỏ một số điều của", "repeals"),
    ],
)
def test_what_is_amended_first_is_amended(verbs: str, relation: str) -> None:
    """ "Sửa đổi, bổ sung, bãi bỏ một số điều" leaves the rest in force."""
    (found,) = cited(f"Điều 1. {verbs} Nghị định số 12/2020/NĐ-CP ngày 04/9/2020.")

    assert found.relation == relation


def test_an_amending_ordinance_may_lack_its_of() -> None:
    """ "sửa đổi một số điều Pháp lệnh …" is one ordinance, with its own day."""
    first, second = cited(
        "Căn cứ Pháp lệnh Giá ngày 02/7/2002 và Pháp lệnh sửa đổi, bổ sung một số điều"
        " Pháp lệnh Giá ngày 02/4/2008;"
    )

    assert (first.date, second.date) == ("2002-07-02", "2008-04-02")
    assert (second.title or "").startswith("Pháp lệnh sửa đổi")
    assert second.relation == "basis"


def test_a_proposal_may_be_a_footing() -> None:
    """ "Trên cơ sở đề nghị của … tại Công văn số …" names who proposed."""
    (found,) = cited(
        "Trên cơ sở đề nghị của Sở Y tế tại Công văn số 15/SYT-NV ngày 04/9/2021;"
    )

    assert (found.relation, found.issuer) == ("proposal", "Sở Y tế")


def test_a_submission_is_issued_with_nothing() -> None:
    """ "(ban hành kèm theo Nghị định số …)" in it tells of another text."""
    text = (
        "VĂN PHÒNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 04 tháng 9 năm 2021\n\nTỜ TRÌNH\n"
        "Về dự thảo Nghị định ban hành Quy chế mới\nKính gửi: Chính phủ\n"
        "Thực hiện Nghị quyết số 15/NQ-CP ngày 04/01/2021 của Chính phủ, xin trình:\n"
        "Quy chế hiện hành (ban hành kèm theo Nghị định số 12/2012/NĐ-CP) đã cũ.\n"
    )
    found = analyse(Document("", "x", text)).citations

    assert [(c.number, c.relation) for c in found] == [
        (None, "refers"),
        ("15/NQ-CP", "basis"),
        ("12/2012/NĐ-CP", "refers"),
    ]
    assert found[0].title == "Quy chế mới"


def test_the_first_article_may_follow_a_comma() -> None:
    """The sentence of the preamble runs into it."""
    text = "Chính phủ ban hành Nghị định sửa đổi,\nĐiều 1. Sửa đổi\n1. Một."

    assert [p.path for p in find_provisions(text)] == ["dieu:1", "dieu:1/khoan:1"]


def test_a_roman_numeral_may_stand_alone_on_its_line() -> None:
    """ "I." and below it what the part is called."""
    text = "I.\nMỤC TIÊU CHUNG\n1. Một.\nII.\nNHIỆM VỤ\n1. Hai.\nV.\nviết tiếp"

    assert [p.path for p in find_provisions(text)] == [
        "muc:I",
        "muc:I/khoan:1",
        "muc:II",
        "muc:II/khoan:1",
    ]
