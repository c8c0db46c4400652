"""Scanned pages: found as such, read where OCR is installed, told where it is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw

from ingest import errors, ocr, paper
from ingest.limits import DEFAULT
from ingest.pdf import read_pdf
from ingest.picture import draw, read_picture, render_page
from ingest.read import read_bytes

MakePdf = Callable[..., bytes]
needs_ocr = pytest.mark.skipif(
    "vie" not in ocr._languages(), reason=f"no OCR: {ocr.INSTALL}"
)
WORDS = ["QUYẾT ĐỊNH", "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc"]


def _page(canvas: Any) -> None:
    canvas.drawString(85, 700, WORDS[0])
    canvas.drawString(85, 670, WORDS[1])


def _scanned(make_pdf: MakePdf, *, stamp: bool = False, turn: float = 0) -> bytes:
    """Make a PDF whose page is a picture of letters."""
    with pdfium.PdfDocument(make_pdf(_page)) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    if turn:
        picture = picture.rotate(turn, fillcolor="white")
    if stamp:
        ink = Image.new("RGB", picture.size, "white")
        pen = ImageDraw.Draw(ink)
        pen.ellipse((250, 350, 700, 700), outline=(230, 40, 40), width=12)
        pen.line((240, 470, 800, 490), fill=(230, 40, 40), width=10)
        picture = ImageChops.multiply(picture, ink)  # ink hides no ink
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=200)
    return out.getvalue()


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("stamp", [False, True], ids=["clean", "red stamp"])
@pytest.mark.parametrize("turn", [0, 1.5], ids=["level", "turned"])
def test_scanned_page_is_read_with_boxes(
    make_pdf: MakePdf, stamp: bool, turn: float
) -> None:
    """The words come back with their places and how sure the reader is."""
    document = read_bytes(_scanned(make_pdf, stamp=stamp, turn=turn), "a.pdf")

    assert document.pages[0].origin == "ocr"
    assert WORDS[1][8:] in document.text  # the stamp's line crosses what is before
    assert all(word.confidence is not None for word in document.words)
    word = next(w for w in document.words if "ĐỊNH" in document.text[w.start : w.end])
    assert word.x0 == pytest.approx(135, abs=25)
    assert word.bottom == pytest.approx(842 - 700, abs=25)


@needs_ocr
@pytest.mark.slow
def test_picture_file_is_a_document(make_pdf: MakePdf) -> None:
    """A PNG of a page is read like a scanned page; its resolution is respected."""
    png = render_page(make_pdf(_page), 1, dpi=200)

    assert WORDS[1][:24] in read_bytes(png, "a.png").text


def test_missing_program_is_named(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without OCR a scan says what to install instead of coming out empty."""
    monkeypatch.setattr(ocr, "_languages", frozenset)

    with pytest.raises(errors.NoText, match="apt-get install tesseract") as caught:
        read_pdf(_scanned(make_pdf), DEFAULT)
    assert ocr.INSTALL in caught.value.message_vi


def test_page_with_text_needs_no_ocr(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A logo beside text, and text over a background picture, are no scans."""
    from reportlab.lib.utils import ImageReader

    paper = ImageReader(Image.new("RGB", (60, 80), "lightyellow"))

    def page(canvas: Any) -> None:
        canvas.drawImage(paper, 0, 0, 595, 842)
        _page(canvas)

    monkeypatch.setattr(ocr, "_languages", frozenset)
    read = read_pdf(make_pdf(page), DEFAULT)

    assert read.pages[0].origin == "text"
    assert WORDS[1] in read.text


def test_blank_page_among_others_is_no_error(make_pdf: MakePdf) -> None:
    """A blank page has an empty stretch of text; a blank file has no text."""
    read = read_pdf(make_pdf(_page, lambda _: None, _page), DEFAULT)

    assert [page.span.of(read.text) == "" for page in read.pages] == [
        False,
        True,
        False,
    ]
    with pytest.raises(errors.NoText):
        read_pdf(make_pdf(lambda _: None), DEFAULT)


def test_page_is_drawn_as_png(make_pdf: MakePdf) -> None:
    """A page picture has the size that its resolution gives, within the limit."""
    pdf = make_pdf(_page)
    picture = Image.open(io.BytesIO(render_page(pdf, 1, dpi=72)))

    assert (picture.format, picture.size) == ("PNG", (595, 842))
    small = DEFAULT.__class__(max_pixels=10_000)
    drawn = Image.open(io.BytesIO(draw(pdf, 1, 300, small)))
    assert drawn.width * drawn.height <= 10_500


@pytest.mark.parametrize("number", [0, 2, -1])
def test_page_that_is_not_there_is_told(make_pdf: MakePdf, number: int) -> None:
    """Pages count from one."""
    with pytest.raises(errors.NoPages):
        render_page(make_pdf(_page), number)


def test_broken_picture_is_told() -> None:
    """A cut picture is an error of ours."""
    out = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(out, "PNG")

    with pytest.raises(errors.IngestError):
        read_picture(out.getvalue()[:200], DEFAULT)


def _inked(*boxes: tuple[int, int, int, int]) -> Image.Image:
    page = Image.new("L", (1240, 800), 255)
    pen = ImageDraw.Draw(page)
    for box in boxes:
        pen.rectangle(box, fill=40)
    return page


WORD_INK = [(300, 300, 304, 330), (310, 310, 330, 330), (318, 338, 322, 342)]


@pytest.mark.parametrize(
    ("mark", "stays"),
    [
        ((600, 500, 603, 503), False),  # a speck far from any letter
        ((336, 326, 340, 330), True),  # the full stop after a word
        ((600, 500, 603, 525), True),  # a stroke as tall as a letter
        ((600, 500, 625, 503), True),  # a dash
    ],
    ids=["speck", "stop", "stroke", "dash"],
)
def test_specks_go_and_dots_of_letters_stay(
    mark: tuple[int, int, int, int], stays: bool
) -> None:
    """Dirt that stands alone is wiped off; what belongs to a letter is not."""
    dirt = [(60 * i, 700, 60 * i + 3, 703) for i in range(20)]
    dirt += [(60 * i, 750, 60 * i + 3, 753) for i in range(20)]
    page = paper.grey(_inked(*WORD_INK, mark, *dirt), 300 / 72)

    assert (page.getpixel(mark[:2]) < 128) is stays
    for box in WORD_INK:
        assert page.getpixel(box[:2]) < 128


def test_clean_page_is_left_as_it_is() -> None:
    """A lone dot on a page without dirt may be the stop after a wide letter."""
    page = _inked(*WORD_INK, (600, 500, 603, 503))

    assert paper.grey(page, 300 / 72).tobytes() == page.tobytes()
