"""The quick reading of text layers and rules, held beside the slow truth."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.limits import DEFAULT
from ingest.lines import Line, Word, lines_of
from ingest.pdf import read_pdf
from ingest.rules import tables_on
from ingest.textlayer import characters, kinds_on, words_on

MakePdf = Callable[..., bytes]
SAMPLES = sorted(Path("corpus/samples").resolve().glob("*.pdf"))


@contextmanager
def _opened(data: bytes | Path, number: int = 1) -> Iterator[tuple[Any, Any, str]]:
    with pdfium.PdfDocument(data) as document:
        page = document[number - 1]
        text_page = page.get_textpage()
        yield page, text_page, characters(text_page)
        text_page.close()
        page.close()


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_words_fetched_at_once_are_those_of_single_letters(path: Path) -> None:
    """Each word is its letters, and its box theirs, as PDFium tells one by one."""
    with _opened(path) as (page, text_page, text):
        words = words_on(page, text_page, text)
        height = page.get_height()
        at = 0
        for word in words:
            at = text.index(word.text, at)
            first = text_page.get_charbox(at, loose=True)
            last = text_page.get_charbox(at + len(word.text) - 1, loose=True)
            at += len(word.text)
            assert word.x0 == pytest.approx(min(first[0], last[0]), abs=0.01)
            assert word.x1 == pytest.approx(max(first[2], last[2]), abs=0.01)
            assert word.top == pytest.approx(height - max(first[3], last[3]), abs=0.01)
            assert word.bottom == pytest.approx(
                height - min(first[1], last[1]), abs=0.01
            )

    assert [word.text for word in words] == text.split()


def test_words_of_narrow_cells_are_told_apart(make_pdf: MakePdf) -> None:
    """Letters far apart without a blank between them are two words in a table."""

    def page(canvas: Any) -> None:
        canvas.drawString(100, 700, "1")
        canvas.drawString(110, 700, "2")
        canvas.drawString(200, 700, "Sở Nội vụ")

    with _opened(make_pdf(page)) as (page_, text_page, text):
        found = words_on(page_, text_page, text, apart="everywhere")

    assert [word.text for word in found] == ["1", "2", "Sở", "Nội", "vụ"]


def test_kinds_of_objects_are_counted(make_pdf: MakePdf) -> None:
    """Text and paths are told from each other."""

    def page(canvas: Any) -> None:
        canvas.drawString(100, 700, "Điều 1")
        canvas.line(10, 10, 90, 10)
        canvas.line(10, 20, 90, 20)

    with _opened(make_pdf(page)) as (page_, _, _text):
        kinds = kinds_on(page_)

    assert kinds[raw.FPDF_PAGEOBJ_PATH] == 2
    assert kinds[raw.FPDF_PAGEOBJ_TEXT] >= 1
    assert raw.FPDF_PAGEOBJ_IMAGE not in kinds


def _cells(tables: Any) -> list[list[tuple[int, ...]]]:
    return [[tuple(map(round, cell)) for cell in sorted(t.cells)] for t in tables]


def _rule_by_rule(canvas: Any) -> None:
    for x in (80, 120, 300, 400):
        canvas.line(x, 700, x, 610)
    for y in (700, 670, 640, 610):
        canvas.line(80, y, 400, y)


def _frame_by_frame(canvas: Any) -> None:
    for x, wide in ((80, 40), (120, 180), (300, 100)):
        for y in (610, 640, 670):
            canvas.rect(x, y, wide, 30)


def _thin_and_filled(canvas: Any) -> None:
    for x in (80, 120, 300, 400):
        canvas.rect(x, 610, 0.5, 90, stroke=0, fill=1)
    for y in (700, 670, 640, 610):
        canvas.rect(80, y, 320, 0.5, stroke=0, fill=1)


def _one_path(canvas: Any) -> None:
    canvas.translate(30, 20)
    canvas.scale(1.5, 0.75)
    path = canvas.beginPath()
    for x in (80, 120, 300):
        path.moveTo(x, 700)
        path.lineTo(x, 610)
    for y in (700, 670, 640, 610):
        path.moveTo(80, y)
        path.lineTo(300, y)
    canvas.drawPath(path)


@pytest.mark.parametrize(
    "draw", [_rule_by_rule, _frame_by_frame, _thin_and_filled, _one_path]
)
def test_tables_are_those_that_pdfplumber_finds(
    make_pdf: MakePdf, draw: Callable[[Any], None]
) -> None:
    """Rules taken from PDFium make the cells that pdfplumber makes of its own."""
    data = make_pdf(draw)
    with pdfplumber.open(io.BytesIO(data)) as document:
        expected = _cells(document.pages[0].find_tables())
    with _opened(data) as (page, _, _text):
        found = _cells(tables_on(page))

    assert found == expected
    assert len(found[0]) >= 6


def test_drawing_with_countless_rules_is_no_table(make_pdf: MakePdf) -> None:
    """A grid of graph paper is passed over instead of costing its square."""

    def page(canvas: Any) -> None:
        canvas.drawString(100, 820, "Bản vẽ mặt bằng")
        for i in range(420):
            canvas.line(20 + i, 20, 20 + i, 800)
            canvas.line(20, 20 + i, 580, 20 + i)

    data = make_pdf(page)
    with _opened(data) as (page_, _, _text):
        assert tables_on(page_) == []
    assert read_pdf(data, DEFAULT).text == "Bản vẽ mặt bằng\n"


def test_rules_beyond_all_measure_are_passed_over(make_pdf: MakePdf) -> None:
    """Coordinates that no page has make neither a table nor an error."""

    def page(canvas: Any) -> None:
        canvas.drawString(100, 700, "Điều 1. Phạm vi")
        for i in range(12):
            canvas.line(10, 10 * i, 9e37, 10 * i)
            canvas.line(-9e37, 5, 9e37, 5)

    data = make_pdf(page)
    with _opened(data) as (page_, _, _text):
        assert tables_on(page_) == []
    assert read_pdf(data, DEFAULT).text == "Điều 1. Phạm vi\n"


def test_number_broken_at_a_hyphen_keeps_both_lines(make_pdf: MakePdf) -> None:
    """A hyphen at the end of a line stays, and the lines do not run together."""

    def page(canvas: Any) -> None:
        canvas.drawString(85, 700, "Kế hoạch thực hiện trong giai đoạn 2021-")
        canvas.drawString(85, 680, "2025 của Hội, theo Quyết định số 38/QĐ-")
        canvas.drawString(85, 660, "LHH ngày 05 tháng 3 năm 2020.")

    assert read_pdf(make_pdf(page), DEFAULT).text.split("\n")[:3] == [
        "Kế hoạch thực hiện trong giai đoạn 2021-",
        "2025 của Hội, theo Quyết định số 38/QĐ-",
        "LHH ngày 05 tháng 3 năm 2020.",
    ]


def _slow_lines(words: list[Word]) -> list[Line]:
    """Place word after word, by its middle, in one of the last lines."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom = spans[i]
            shared = min(bottom, word.bottom) - max(top, word.top)
            if shared > 0 and shared >= 0.5 * min(bottom - top, word.height):
                rows[i].append(word)
                if word.height > bottom - top:
                    spans[i] = (word.top, word.bottom)
                break
        else:
            rows.append([word])
            spans.append((word.top, word.bottom))
    return [Line(tuple(sorted(row, key=lambda w: w.x0))) for row in rows]


@st.composite
def _words(draw: Any) -> list[Word]:
    """Words of one or two sizes on lines that may overlap."""
    words = []
    for i in range(draw(st.integers(0, 8))):
        top = draw(st.integers(0, 90))
        height = draw(st.sampled_from([6, 11, 14]))
        for k in range(draw(st.integers(1, 4))):
            x = 40.0 * k + i
            words.append(Word(f"w{i}{k}", x, top, x + 30, top + height + i / 100))
    return draw(st.permutations(words))


@given(_words())
def test_lines_by_band_are_those_word_by_word(words: list[Word]) -> None:
    """Placing words of one height together gives what placing each alone gives."""
    assert lines_of(words) == _slow_lines(words)
