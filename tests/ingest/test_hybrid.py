"""Pages of which a part, or another program's idea of it, is text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from ingest import ocr
from ingest.limits import DEFAULT
from ingest.lines import Line, Word
from ingest.pdf import read_pdf
from ingest.read import read_bytes

MakePdf = Callable[..., bytes]
SENTENCES = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;",
    "Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV.",
]
SEEN = "Điều 7. Kinh phí thực hiện do ngân sách tỉnh bảo đảm theo phân cấp."


def _write(canvas: Any, top: float = 760) -> None:
    for i, sentence in enumerate(SENTENCES):
        canvas.drawString(70, top - 20 * i, sentence)


def _put(canvas: Any, picture: Image.Image, *box: float) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(picture), *box)


def _paper(width: int = 60, height: int = 80) -> Image.Image:
    return Image.new("RGB", (width, height), "white")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let OCR see one sentence wherever it looks; return where it looked."""
    looked: list[Any] = []

    def look(page: Any, limits: Any, *, part: Any = None) -> ocr.Scan:
        looked.append(part)
        x, words = 70.0, []
        for text in SEEN.split():
            words.append(Word(text, x, 500, x + 6 * len(text), 512, 95.0))
            x += 6 * len(text) + 4
        return ocr.Scan([Line(tuple(words))])

    monkeypatch.setattr(ocr, "read_page", look)
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    return looked


def _hidden(canvas: Any, lines: list[str]) -> None:
    text = canvas.beginText(70, 760)
    text.setTextRenderMode(3)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)


def test_scanned_part_below_text_is_read(make_pdf: MakePdf, seen: list[Any]) -> None:
    """Text that fills half a page does not hide the picture in the other half."""

    def page(canvas: Any) -> None:
        _write(canvas)
        _put(canvas, _paper(), 50, 60, 500, 400)

    read = read_pdf(make_pdf(page), DEFAULT)

    assert SEEN in read.text
    assert all(sentence in read.text for sentence in SENTENCES)
    assert read.text.index(SENTENCES[2]) < read.text.index(SEEN)
    assert read.pages[0].origin == "ocr"
    assert read.warnings == ("Trang 1: đọc từ ảnh quét / Pages 1: read from scans",)
    assert len(seen) == 1


def test_scanned_part_without_ocr_is_told(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that cannot be read for want of OCR is named, not lost in silence."""

    def page(canvas: Any) -> None:
        _write(canvas)
        _put(canvas, _paper(), 50, 60, 500, 400)

    monkeypatch.setattr(ocr, "is_installed", lambda: False)

    assert "Trang 1 có ảnh" in read_pdf(make_pdf(page), DEFAULT).warnings[0]


def test_page_in_strips_is_one_scan(make_pdf: MakePdf, seen: list[Any]) -> None:
    """A scanner's strips are one picture, read once."""

    def page(canvas: Any) -> None:
        for i in range(10):
            _put(canvas, _paper(60, 8), 0, 84 * i, 595, 84.2)

    read = read_pdf(make_pdf(page), DEFAULT)

    assert (read.text, seen) == (f"{SEEN}\n", [None])


def test_strips_below_text_are_one_part(make_pdf: MakePdf, seen: list[Any]) -> None:
    """Strips that together hold half a page are looked at together."""

    def page(canvas: Any) -> None:
        _write(canvas)
        for i in range(10):
            _put(canvas, _paper(60, 8), 50, 60 + 40 * i, 500, 40.1)

    assert SEEN in read_pdf(make_pdf(page), DEFAULT).text
    assert len(seen) == 1


@pytest.mark.parametrize(
    "stamp",
    [
        ["Người ký: Ủy ban nhân dân tỉnh Mẫu", "Email: ubnd@mau.gov.vn"],
        ["Ký bởi: Văn phòng", "Cơ quan: Ủy ban nhân dân tỉnh", "Ngày ký: 05-01-2024"],
        ["Digitally signed by SO NOI VU", "Date: 2024.01.05 10:00:00 +07:00"],
    ],
)
def test_stamp_of_a_signature_is_no_text_of_the_page(
    make_pdf: MakePdf, seen: list[Any], stamp: list[str]
) -> None:
    """Only the stamp of a digital signature over a scan: the scan is read."""

    def page(canvas: Any) -> None:
        _put(canvas, _paper(), 0, 0, 595, 842)
        for i, line in enumerate(stamp):
            canvas.drawString(350, 800 - 12 * i, line)

    assert SEEN in read_pdf(make_pdf(page), DEFAULT).text


def test_sound_layer_under_a_scan_is_used_with_doubt(
    make_pdf: MakePdf, seen: list[Any]
) -> None:
    """Another program's OCR that is spelled well is kept, and told to be OCR."""

    def page(canvas: Any) -> None:
        _put(canvas, _paper(), 0, 0, 595, 842)
        _hidden(canvas, SENTENCES)

    read = read_pdf(make_pdf(page), DEFAULT)

    assert read.text.split("\n")[:3] == SENTENCES
    assert (read.pages[0].origin, seen) == ("ocr", [])
    assert "lớp chữ nhận dạng" in read.warnings[0]


@pytest.mark.parametrize("drop", ["garbage", "diacritics"])
def test_layer_of_garbage_is_read_anew(
    make_pdf: MakePdf, seen: list[Any], drop: str
) -> None:
    """A layer that is no Vietnamese, or lost its diacritics, is not used."""
    if drop == "garbage":
        lines = ["C~in cir Lu~t T6 chirc chinh quy~n dia phurong ngay 19 th6ng"] * 4
    else:
        lines = ["Can cu Luat To chuc chinh quyen dia phuong ngay 19 thang 6 nam"] * 4

    def page(canvas: Any) -> None:
        _put(canvas, _paper(), 0, 0, 595, 842)
        _hidden(canvas, lines)

    read = read_pdf(make_pdf(page), DEFAULT)

    assert (read.text, seen) == (f"{SEEN}\n", [None])


def _shifted(text: str) -> str:
    return "".join(chr(ord(c) + 3) if "A" <= c <= "w" else c for c in text)


def test_text_of_a_broken_font_gives_way_to_ocr(
    make_pdf: MakePdf, seen: list[Any]
) -> None:
    """Letters that spell nothing are compared with what OCR sees on the page."""
    broken = [_shifted(sentence) for sentence in SENTENCES]

    def page(canvas: Any) -> None:
        for i, line in enumerate(broken):
            canvas.drawString(70, 700 - 20 * i, line)

    read = read_pdf(make_pdf(page), DEFAULT)

    assert (read.text, read.pages[0].origin) == (f"{SEEN}\n", "ocr")


def _unexplained(make_pdf: MakePdf) -> bytes:
    """Return pages whose font has lost the table from its glyphs to letters."""

    def page(canvas: Any) -> None:
        for i in range(8):
            for k, sentence in enumerate(SENTENCES):
                canvas.drawString(70, 780 - 24 * (3 * i + k), sentence)

    data = make_pdf(page, page, page)
    assert b"/ToUnicode" in data
    return data.replace(b"/ToUnicode", b"/ToUnicodX")


def test_font_without_its_table_gives_way_to_ocr(
    make_pdf: MakePdf, seen: list[Any]
) -> None:
    """Every page of such a file is read from its picture, not only the first."""
    read = read_pdf(_unexplained(make_pdf), DEFAULT)

    assert read.text == "\n".join([SEEN] * 3).replace(".\n", ".\n\n") + "\n"
    assert [page.origin for page in read.pages] == ["ocr"] * 3


def test_font_without_its_table_is_told_where_ocr_is_not_there(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters that nothing explains never pass in silence."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)

    read = read_pdf(_unexplained(make_pdf), DEFAULT)

    told = [warning for warning in read.warnings if "phông chữ hỏng" in warning]
    assert [warning.split(":")[0] for warning in told] == [
        *("Trang 1", "Trang 2", "Trang 3")
    ]


def test_page_of_another_language_stays(
    make_pdf: MakePdf, seen: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where OCR sees no better Vietnamese the text stands; it is not asked for ever."""
    line = "Whereas the Parties have agreed upon the following provisions herein:"

    def look(page: Any, limits: Any) -> ocr.Scan:
        seen.append(page)
        words = tuple(Word(w, 0, 0, 9, 9, 95.0) for w in line.split())
        return ocr.Scan([Line(words)] * 3)

    monkeypatch.setattr(ocr, "read_page", look)

    def page(canvas: Any) -> None:
        for i in range(4):
            canvas.drawString(70, 700 - 20 * i, line)

    read = read_pdf(make_pdf(*[page] * 6), DEFAULT)

    assert {p.origin for p in read.pages} == {"text"}
    assert len(seen) <= 2


def test_background_logo_and_photograph_are_no_scans(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paper under the text, an emblem and a photograph leave the text as it is."""
    monkeypatch.setattr(ocr, "read_page", lambda *_, **__: ocr.Scan([]))
    monkeypatch.setattr(ocr, "is_installed", lambda: True)

    def page(canvas: Any) -> None:
        _put(canvas, _paper(), 0, 0, 595, 842)
        _put(canvas, _paper(), 280, 780, 40, 40)
        _put(canvas, _paper(), 70, 100, 300, 250)
        for top in (760, 690, 620, 550, 480, 410):
            _write(canvas, top)

    read = read_pdf(make_pdf(page), DEFAULT)

    assert (read.pages[0].origin, read.warnings) == ("text", ())
    assert read.text.count(SENTENCES[0]) == 6


@pytest.mark.slow
@pytest.mark.skipif(not ocr.is_installed(), reason=f"no OCR: {ocr.INSTALL}")
@pytest.mark.parametrize("turn", [90, 180])
def test_part_and_page_are_read_whichever_way_up(make_pdf: MakePdf, turn: int) -> None:
    """A scan put in upside down or sideways is read; boxes lie where it lies."""
    pdf = make_pdf(lambda canvas: [_write(canvas, 780 - 60 * i) for i in range(8)])
    with pdfium.PdfDocument(pdf) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    ImageDraw.Draw(picture).rectangle((200, 1700, 600, 1710), fill=0)
    out = io.BytesIO()
    picture.rotate(turn, expand=True).save(out, "PDF", resolution=200)

    document = read_bytes(out.getvalue(), "a.pdf")

    assert document.text.count("30/2020/NĐ-CP") >= 7
    first = next(w for w in document.words if document.text[w.start : w.end] == "Căn")
    assert first.confidence is not None
    where = {90: (50, 507), 180: (507, 780)}[turn]
    assert first.x0 == pytest.approx(where[0], abs=30)
    assert first.top == pytest.approx(where[1], abs=30)
