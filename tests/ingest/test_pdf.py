"""PDFs are read in the order in which a person reads them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest

from ingest.document import Document
from ingest.limits import DEFAULT
from ingest.pdf import read_pdf
from ingest.read import read_bytes
from ingest.reading import Reading

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DATE = "Thành phố Hồ Chí Minh, ngày 17 tháng 6 năm 2022"
MakePdf = Callable[..., bytes]


def _body(canvas: Any, top: float, lines: int = 6) -> None:
    for i in range(lines):
        text = f"{i + 1}. Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành"
        canvas.drawString(85, top - 18 * i, text)


def _head(canvas: Any, left: float, right: float, drop: float = 0) -> None:
    """Draw a letterhead with its columns centred on `left` and `right`."""
    canvas.drawCentredString(left, 780 - drop, "ỦY BAN NHÂN DÂN")
    canvas.drawCentredString(left, 764 - drop, "TỈNH MẪU")
    canvas.drawCentredString(left, 735 - drop, "Số: 12/QĐ-UBND")
    canvas.drawCentredString(right, 780, TITLE)
    canvas.drawCentredString(right, 764, MOTTO)
    canvas.setFont("Serif", 12)
    canvas.drawCentredString(right, 735, DATE)
    canvas.setFont("Serif", 13)


@pytest.mark.parametrize(
    ("left", "right", "drop"),
    [(160, 425, 0), (140, 410, 0), (160, 425, 4), (150, 420, -5), (135, 415, 7)],
    ids=["half", "40/60", "left lower", "left higher", "40/60 lower"],
)
def test_letterhead_is_read_left_then_right(
    make_pdf: MakePdf, left: float, right: float, drop: float
) -> None:
    """Issuer and number come whole, then title, motto, place and date."""

    def page(canvas: Any) -> None:
        _head(canvas, left, right, drop)
        canvas.drawCentredString(315, 690, "QUYẾT ĐỊNH")
        canvas.drawCentredString(315, 672, "Ban hành Quy chế làm việc")
        _body(canvas, 640)

    lines = _lines(read_pdf(make_pdf(page), DEFAULT))

    assert lines[:8] == [
        *("ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 12/QĐ-UBND", TITLE, MOTTO, DATE),
        *("QUYẾT ĐỊNH", "Ban hành Quy chế làm việc"),
    ]


def test_subject_of_a_dispatch_stays_with_its_number(make_pdf: MakePdf) -> None:
    """`V/v …` on the left is not mixed with the date or with `Kính gửi`."""

    def page(canvas: Any) -> None:
        _head(canvas, 150, 420)
        canvas.drawCentredString(150, 718, "V/v báo cáo kết quả")
        canvas.drawCentredString(150, 704, "thực hiện quý II")
        canvas.drawCentredString(300, 670, "Kính gửi: Sở Nội vụ")
        _body(canvas, 640)

    lines = _lines(read_pdf(make_pdf(page), DEFAULT))

    assert lines[2:5] == ["Số: 12/QĐ-UBND", "V/v báo cáo kết quả", "thực hiện quý II"]
    assert lines[5:9] == [TITLE, MOTTO, DATE, "Kính gửi: Sở Nội vụ"]


def test_title_in_a_sentence_is_no_letterhead(make_pdf: MakePdf) -> None:
    """The words of the national title in running text part nothing."""
    line = "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;"
    loud = f"CĂN CỨ HIẾN PHÁP NƯỚC {TITLE}"

    def page(canvas: Any) -> None:
        _body(canvas, 760)
        canvas.drawString(85, 660, line)
        canvas.drawString(85, 640, loud)
        _body(canvas, 620)

    lines = _lines(read_pdf(make_pdf(page), DEFAULT))

    assert [line, loud] == lines[6:8]


def test_one_column_form_keeps_its_order(make_pdf: MakePdf) -> None:
    """A form with the title in the middle of the page is one column."""

    def page(canvas: Any) -> None:
        canvas.drawCentredString(315, 780, TITLE)
        canvas.drawCentredString(315, 764, MOTTO)
        canvas.drawCentredString(315, 730, "ĐƠN ĐỀ NGHỊ")
        _body(canvas, 700)

    lines = _lines(read_pdf(make_pdf(page), DEFAULT))

    assert lines[:3] == [TITLE, MOTTO, "ĐƠN ĐỀ NGHỊ"]


@pytest.mark.parametrize("drop", [0, 5, -6])
def test_recipients_come_whole_before_the_signature(
    make_pdf: MakePdf, drop: float
) -> None:
    """The two columns at the end are not read across, level or not."""
    recipients = ["Nơi nhận:", "- Như Điều 3;", "- Sở Nội vụ và các sở, ngành;"]
    recipients += ["- Các phòng chuyên môn thuộc", "Văn phòng;", "- Lưu: VT, TH."]

    def page(canvas: Any) -> None:
        _body(canvas, 760)
        for i, line in enumerate(recipients):
            canvas.drawString(85, 640 - 14 * i, line)
        canvas.drawCentredString(430, 640 - drop, "TM. ỦY BAN NHÂN DÂN")
        canvas.drawCentredString(430, 624 - drop, "KT. CHỦ TỊCH")
        canvas.drawCentredString(430, 608 - drop, "PHÓ CHỦ TỊCH")
        canvas.drawCentredString(430, 540 - drop, "Nguyễn Văn Mẫu")

    lines = _lines(read_pdf(make_pdf(page), DEFAULT))

    assert lines[6:12] == recipients
    assert lines[12:] == [
        *("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu")
    ]


def test_ruled_table_is_read_by_rows(make_pdf: MakePdf) -> None:
    """Cells of a drawn table are parted by bars, wrapped cells joined."""
    rows = [("TT", "Tên đơn vị", "Số lượng"), ("1", "Sở Nội vụ", "12")]
    rows += [("2", "Văn phòng Ủy ban", "7")]

    def page(canvas: Any) -> None:
        _body(canvas, 760, 3)
        for x in (85, 120, 300, 400):
            canvas.line(x, 700, x, 610)
        for y in (700, 670, 640, 610):
            canvas.line(85, y, 400, y)
        for i, row in enumerate(rows):
            for x, cell in zip((90, 125, 305), row, strict=True):
                canvas.drawString(x, 680 - 30 * i, cell)
        _body(canvas, 580, 3)

    lines = _lines(read_pdf(make_pdf(page), DEFAULT))

    assert lines[3:6] == [" | ".join(row) for row in rows]
    assert lines[6].startswith("1. Các cơ quan")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_annex_on_a_turned_page_reads_as_it_is_seen(
    make_pdf: MakePdf, turn: int
) -> None:
    """A landscape annex bound into upright pages: rows, order and boxes as drawn."""
    wide, tall = (842, 595) if turn in (90, 270) else (595, 842)
    origin = {0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn]

    def page(canvas: Any) -> None:
        canvas.translate(*origin)
        canvas.rotate(turn)
        canvas.drawString(60, tall - 60, "PHỤ LỤC I")
        for x in (60, 100, 300, 400):
            canvas.line(x, tall - 100, x, tall - 160)
        for y in (100, 130, 160):
            canvas.line(60, tall - y, 400, tall - y)
        for i, row in enumerate([("TT", "Đơn vị", "Số"), ("1", "Sở Nội vụ", "12")]):
            for x, cell in zip((65, 105, 305), row, strict=True):
                canvas.drawString(x, tall - 120 - 30 * i, cell)
        canvas.drawString(60, tall - 200, "Ghi chú: số liệu đến ngày 01 tháng 7.")

    out = io.BytesIO()
    with pdfium.PdfDocument(make_pdf(page)) as made:
        made[0].set_rotation(turn)
        made.save(out)
    document = read_bytes(out.getvalue(), "a.pdf")

    assert [line for line in document.text.split("\n") if line] == [
        *("PHỤ LỤC I", "TT | Đơn vị | Số", "1 | Sở Nội vụ | 12"),
        "Ghi chú: số liệu đến ngày 01 tháng 7.",
    ]
    assert (document.pages[0].width, document.pages[0].height) == (wide, tall)
    (box,) = document.boxes(document_span(document, "Ghi"))
    assert box.x0 == pytest.approx(60, abs=1)
    assert box.bottom == pytest.approx(200, abs=5)


def test_page_numbers_and_repeated_heads_leave_the_text(make_pdf: MakePdf) -> None:
    """Page numbers go; a running head stays once; other numbers stay."""

    def page(number: int) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            canvas.drawString(85, 810, "CÔNG BÁO SỐ 15")
            if number > 1:
                canvas.drawCentredString(297, 800, str(number))
            _body(canvas, 770)
            canvas.drawString(85, 400, "2025")

        return draw

    lines = _lines(read_pdf(make_pdf(*map(page, range(1, 5))), DEFAULT))

    assert lines.count("CÔNG BÁO SỐ 15") == 1
    assert lines.count("2025") == 4
    assert not {"2", "3", "4"} & set(lines)


def test_number_that_counts_no_pages_stays(make_pdf: MakePdf) -> None:
    """A lone number at the foot of a page that is not the page's is content."""

    def page(canvas: Any) -> None:
        _body(canvas, 760)
        canvas.drawCentredString(297, 30, "47")

    assert "47" in _lines(read_pdf(make_pdf(page), DEFAULT))


def test_every_word_knows_its_page_and_place(make_pdf: MakePdf) -> None:
    """Boxes slice back to words, on the right page, where they were drawn."""

    def page(canvas: Any) -> None:
        _body(canvas, 760)

    pages = [page, page, lambda canvas: canvas.drawString(200, 500, "Điểm cuối"), page]
    document = read_bytes(make_pdf(*pages), "a.pdf")

    assert {word.page for word in document.words} == {1, 2, 3, 4}
    assert _words(document) == document.text.split()
    (box,) = document.boxes(document_span(document, "Điểm"))
    assert box.page == 3
    assert box.x0 == pytest.approx(200, abs=2)
    assert box.bottom == pytest.approx(842 - 500, abs=5)


def test_quick_and_careful_readers_agree(make_pdf: MakePdf) -> None:
    """A body page gives the same lines by either library."""
    one = make_pdf(lambda canvas: _body(canvas, 760))
    three = make_pdf(*[lambda canvas: _body(canvas, 760)] * 3)
    whole = read_pdf(three, DEFAULT)
    middle = whole.pages[1].span.of(whole.text)

    assert middle == read_pdf(one, DEFAULT).text.rstrip("\n")


def test_decomposed_letters_are_composed(make_pdf: MakePdf) -> None:
    """Tone marks drawn apart from their letters come out composed."""
    pdf = make_pdf(lambda canvas: canvas.drawString(85, 700, "Quye\u0302\u0301t"))

    assert read_pdf(pdf, DEFAULT).text == "Quyết\n"


def document_span(document: Document, words: str) -> Any:
    """Return the span of `words` in a document."""
    from ingest.document import Span

    start = document.text.index(words)
    return Span(start, start + len(words))


def _words(document: Document) -> list[str]:
    return [document.text[word.start : word.end] for word in document.words]


def _lines(reading: Reading) -> list[str]:
    return [line for line in reading.text.split("\n") if line]


def test_damaged_title_costs_nothing_but_the_title(
    make_pdf: Callable[..., bytes],
) -> None:
    """Half of a pair of surrogates in the title is no reason to refuse the pages."""
    data = make_pdf(lambda canvas: canvas.drawString(60, 780, "Điều 1. Phạm vi"))
    at = data.index(b"/Title (")
    broken = (
        data[:at] + b"/Title (\xfe\xff\xd8\x00\x00A)" + data[data.index(b")", at) + 1 :]
    )

    document = read_bytes(broken, "a.pdf")

    assert "Điều 1." in document.text
    assert not document.title
