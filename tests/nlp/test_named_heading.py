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


@pytest.mark.parametrize("gap", ["\n", "\n\n\n"])
def test_who_decides_may_stand_in_the_heading_alone(gap: str) -> None:
    """Decisions of old name their author behind the kind; the subject comes below."""
    found = read(
        "HỘI ĐỒNG BỘ TRƯỞNG\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 375/CT\nHà Nội ngày 14 tháng 11 năm 1991\n\n"
        f"QUYẾT ĐỊNH CỦA CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG{gap}"
        "Về việc cho phép thành lập Hội Nhiệt Việt Nam\n\n"
        "CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG\n\n"
        "Căn cứ chỉ thị số 01-CT ngày 5 tháng 1 năm 1989 về quản lý tổ chức;\n"
    )
    assert found.header.title == "Về việc cho phép thành lập Hội Nhiệt Việt Nam"
    assert [(c.kind, c.number) for c in found.citations] == [("Chỉ thị", "01-CT")]


def test_a_kind_printed_below_the_basis_is_the_kind() -> None:
    """Without a heading above, "QUYẾT ĐỊNH" before the first article names it."""
    header = read(
        "LIÊN HIỆP CÁC HỘI\nKHOA HỌC VÀ KỸ THUẬT VIỆT NAM\n"
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 559/TC-LHH\nHà Nội ngày 10 tháng 7 năm 1991\n\n"
        "Căn cứ quyết định số 121/BT ngày 29/7/1983 của Hội đồng Bộ trưởng;\n\n"
        "QUYẾT ĐỊNH\n\nĐiều 1: Cho phép Ban vận động thành lập Hội hoạt động.\n"
    ).header
    assert (header.kind, header.number) == ("Quyết định", "559/TC-LHH")


def test_day_and_number_may_be_of_the_old_form() -> None:
    """A number before 1992 and a day in figures are read in the heading too."""
    header = read(
        "QUYẾT ĐỊNH\n\nCỦA CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG SỐ 207/CT\n\n"
        "NGÀY 11-7-1988 VỀ VIỆC CHO PHÉP THÀNH LẬP\n\nHỘI HOÁ HỌC VIỆT NAM\n\n"
        "CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG\n\nCăn cứ Luật Tổ chức Hội đồng Bộ trưởng;\n"
    ).header
    assert (header.number, header.date) == ("207/CT", "1988-07-11")
    assert header.title == "VỀ VIỆC CHO PHÉP THÀNH LẬP HỘI HOÁ HỌC VIỆT NAM"
