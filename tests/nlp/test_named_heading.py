"""Headings that name their own document whole: read, and never taken for citations."""

import pytest

from ingest.document import Document
from nlp.analysis import Analysis
from nlp.pipeline import analyse

_DECREE = "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 86/2002/NĐ-CP NGÀY 05 THÁNG 11 NĂM 2002\n"
_ABOUT = "QUY ĐỊNH CHỨC NĂNG, NHIỆM VỤ CỦA BỘ, CƠ QUAN NGANG BỘ"
_BODY = "\n\nCHÍNH PHỦ\n\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n"
_LETTERHEAD = (
    "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 86/2002/NĐ-CP\nHà Nội, ngày 05 tháng 11 năm 2002\n\n"
)


def read(text: str) -> Analysis:
    """Return the analysis of a text."""
    return analyse(Document(sha256="", name="vi-du.txt", text=text))


@pytest.mark.parametrize("letterhead", ["", _LETTERHEAD])
def test_a_heading_is_the_header_and_no_citation(letterhead: str) -> None:
    """With a letterhead or without one, the document does not cite itself."""
    found = read(letterhead + _DECREE + _ABOUT + _BODY)
    header = found.header
    assert (header.kind, header.number) == ("Nghị định", "86/2002/NĐ-CP")
    assert (header.issuer, header.date) == ("Chính phủ", "2002-11-05")
    assert header.title == _ABOUT
    assert [citation.kind for citation in found.citations] == ["Luật"]
    assert not [f.code for f in found.findings if f.code in {"F04", "F05", "F06"}]


@pytest.mark.parametrize(
    ("heading", "issuer"),
    [
        (
            "QUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ 15/2006/QĐ-BTC"
            " NGÀY 20 THÁNG 3 NĂM 2006\nVỀ VIỆC BAN HÀNH CHẾ ĐỘ KẾ TOÁN",
            "Bộ Tài chính",
        ),
        (
            "QUYẾT ĐỊNH\nSỐ 15/2006/QĐ-BTC NGÀY 20 THÁNG 3 NĂM 2006"
            " CỦA BỘ TÀI CHÍNH VỀ VIỆC BAN HÀNH CHẾ ĐỘ KẾ TOÁN",
            "Bộ Tài chính",
        ),
        (
            "QUYẾT ĐỊNH\nSỐ 15/2006/QĐ-BTC NGÀY 20 THÁNG 3 NĂM 2006"
            " VỀ VIỆC BAN HÀNH CHẾ ĐỘ KẾ TOÁN",
            None,
        ),
    ],
)
def test_issuer_and_number_come_in_either_order(
    heading: str, issuer: str | None
) -> None:
    """The one who signs for a ministry is the ministry; without one nothing is said."""
    header = read(heading + "\n\nCăn cứ Luật Kế toán ngày 17/6/2003;\n").header
    assert (header.number, header.date) == ("15/2006/QĐ-BTC", "2006-03-20")
    assert header.issuer == issuer
    assert header.title == "VỀ VIỆC BAN HÀNH CHẾ ĐỘ KẾ TOÁN"


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định của Chính phủ số 86/2002/NĐ-CP ngày 05 tháng 11 năm 2002 quy định",
        "NGHỊ ĐỊNH\ncủa Chính phủ số 86/2002/NĐ-CP ngày 05 tháng 11 năm 2002 quy định",
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 86/2002/NĐ-CP NGÀY 35 THÁNG 13 NĂM 2002",
    ],
)
def test_a_sentence_or_an_impossible_day_is_no_heading(text: str) -> None:
    """What cites a decree, or cannot be one, gives no header."""
    assert read(text + ".\n").header.number is None
