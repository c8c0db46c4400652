"""Citations without a full number: shared codes, documents known by their issuer."""

from __future__ import annotations

import pytest

from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.header import read_header
from nlp.numbers import find_numbers


def read(text: str) -> list[Citation]:
    """Return the citations of a sentence."""
    numbers = find_numbers(text)
    dates, _ = find_dates(text, masked=[match.span for match in numbers])
    return find_citations(text, numbers=numbers, dates=dates)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "các Thông tư số 01, 02 và 03/2031/TT-BNV của Bộ Nội vụ",
            ["01/2031/TT-BNV", "02/2031/TT-BNV", "03/2031/TT-BNV"],
        ),
        (
            "Quyết định số 15 và số 16/QĐ-UBND",
            ["15/QĐ-UBND", "16/QĐ-UBND"],
        ),
        (
            "Thông tư số 01/2030, 02/2030 và 03/2031/TT-BNV",
            ["01/2030/TT-BNV", "02/2030/TT-BNV", "03/2031/TT-BNV"],
        ),
        (
            "Công văn số 5, 6, 7/SNV-TĐKT",
            ["5/SNV-TĐKT", "6/SNV-TĐKT", "7/SNV-TĐKT"],
        ),
    ],
)
def test_serials_share_the_code_on_their_right(text: str, numbers: list[str]) -> None:
    """Each serial is a document of its own, with its kind and the shared code."""
    found = read(text)
    assert [citation.number for citation in found] == numbers
    assert len({citation.kind for citation in found}) == 1


def test_serials_share_date_and_issuer() -> None:
    """What stands once at the end of such a list is said of every member."""
    text = (
        "Nghị quyết số 12, 13 và 14/NQ-HĐND ngày 09/12/2031 của Hội đồng nhân dân tỉnh"
    )
    found = read(text)
    assert {citation.date for citation in found} == {"2031-12-09"}
    assert {citation.issuer for citation in found} == {"Hội đồng nhân dân tỉnh"}


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 5, khoản 3, 4/2030/QĐ-UBND",
        "Quyết định số 5 ngày 01/02/2030, 6/QĐ-UBND",
    ],
)
def test_other_figures_lend_nothing(text: str) -> None:
    """A clause between, or a date of its own, leaves the first serial alone."""
    assert read(text)[0].number == "5"


@pytest.mark.parametrize(
    ("text", "span", "issuer", "title", "date"),
    [
        (
            "theo Thông tư của Bộ Tài chính hướng dẫn về lệ phí môn bài và Nghị định "
            "của Chính phủ quy định về hóa đơn.",
            "Thông tư của Bộ Tài chính",
            "Bộ Tài chính",
            "hướng dẫn về lệ phí môn bài",
            None,
        ),
        (
            "thực hiện theo quy định tại Nghị định về quản lý chợ.",
            "Nghị định",
            None,
            "quản lý chợ",
            None,
        ),
        (
            "Nghị định của Chính phủ ngày 15 tháng 5 năm 2031 về vật liệu nổ",
            "Nghị định của Chính phủ ngày 15 tháng 5 năm 2031",
            "Chính phủ",
            "vật liệu nổ",
            "2031-05-15",
        ),
        (
            "Quyết định của Thủ tướng Chính phủ về việc phê duyệt Chương trình X;",
            "Quyết định của Thủ tướng Chính phủ",
            "Thủ tướng Chính phủ",
            "phê duyệt Chương trình X",
            None,
        ),
    ],
)
def test_a_document_known_by_issuer_and_subject(
    text: str, span: str, issuer: str | None, title: str, date: str | None
) -> None:
    """Without number it is ambiguous, but it is not passed over."""
    found = read(text)[0]
    assert found.span.of(text) == span
    assert (found.issuer, found.title, found.date) == (issuer, title, date)
    assert (found.form, found.status, found.number) == ("name", "ambiguous", None)


@pytest.mark.parametrize(
    "text",
    [
        "Theo Nghị định của Chính phủ và các Thông tư của Bộ Tài chính, thực hiện.",
        "Nghị định của Chính phủ quy định tại Điều 5",
        "sau khi có Quyết định của Giám đốc Sở về việc này",
        "Nghị quyết của Hội nghị chủ nợ về phương án phục hồi",
        "thông tư của Bộ Tài chính hướng dẫn về phí",
        "Trường Đại học Luật Hà Nội",
        "Công ty Luật TNHH Sao Mai",
        "xây dựng Nghị định về quản lý chợ",
        "sửa đổi một số điều của các Nghị định về quản lý chợ",
    ],
)
def test_words_that_name_no_document(text: str) -> None:
    """A kind and an issuer alone, a verb, a meeting or a school is no citation."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Quyết định giám đốc thẩm số 05/2031/DS-GĐT", "05/2031/DS-GĐT", "Quyết định"),
        ("Quyết định số: 1234-QĐ/TU ngày 12/3/2031 của", "1234-QĐ/TU", "Quyết định"),
    ],
)
def test_numbers_behind_a_phrase_or_a_colon(text: str, number: str, kind: str) -> None:
    """Words between kind and number, or a colon, lose neither."""
    found = read(text)
    assert [(citation.number, citation.kind) for citation in found] == [(number, kind)]


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        (
            "Xét đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 12/TTr-STC ngày "
            "1/2/2031 và ý kiến của Sở Tư pháp tại Báo cáo thẩm định số 34/BC-STP;",
            ["Giám đốc Sở Tài chính", "Sở Tư pháp"],
        ),
        (
            "Quyết định số 12/QĐ-UBND, ngày 5/6/2031, của Chủ tịch UBND Thành phố, "
            "về việc thành lập Tổ công tác",
            ["Chủ tịch UBND Thành phố"],
        ),
        (
            "Công văn số 12/UBND-VX ngày 5/6/2031 và Công văn số 13/UBND-VX ngày "
            "8/6/2031 của Ủy ban nhân dân tỉnh Nghệ An",
            ["Ủy ban nhân dân tỉnh Nghệ An"] * 2,
        ),
        (
            "Công văn số 12/UBND-VX và Công văn số 13/SNV-VP của Sở Nội vụ",
            [None, "Sở Nội vụ"],
        ),
    ],
)
def test_issuers_before_behind_and_shared(text: str, issuers: list[str | None]) -> None:
    """An issuer stands before "tại", behind a comma, or once for one code."""
    assert [citation.issuer for citation in read(text)] == issuers


@pytest.mark.parametrize(
    "text",
    [
        "THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW NGÀY 22/12/2031 CỦA BỘ CHÍNH TRỊ",
        "Quyết định số: 57-NQ/TW ngày 22/12/2031 của Bộ Chính trị",
    ],
)
def test_a_citation_in_the_first_line_is_no_letterhead(text: str) -> None:
    """What cites another document does not give the text a number of its own."""
    assert read_header(text).number is None
