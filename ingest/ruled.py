"""The careful reader of PDF pages (pdfplumber): words, and tables drawn with rules."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfplumber.table import Table

from ingest.lines import Line, Word, lines_of

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # broken files make it talk


class Careful:
    """One PDF as pdfplumber sees it; opened when the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._failed = False

    def lines(self, number: int, *, tables: bool) -> list[Line]:
        """Return the lines of a page from top to bottom, table rows as one line each.

        Returns nothing when this reader cannot read the page.
        """
        try:
            page = self._page(number)
            if page is None:
                return []
            try:
                return _lines(page, tables)
            finally:
                page.close()
        except MemoryError:
            raise
        except Exception:  # anything at all comes out of pdfminer on broken files
            return []

    def count(self) -> int:
        """Return the number of pages; 0 when this reader cannot open the file."""
        try:
            self._page(1)
            return 0 if self._document is None else len(self._document.pages)
        except MemoryError:
            raise
        except Exception:
            return 0

    def size(self, number: int) -> tuple[float, float]:
        """Return the width and height of a page; zero when it cannot be opened."""
        try:
            page = self._page(number)
            return (0.0, 0.0) if page is None else (page.width, page.height)
        except MemoryError:
            raise
        except Exception:
            return 0.0, 0.0

    def _page(self, number: int) -> Any:
        """Open the file if need be; None when it failed to open before."""
        if self._failed:
            return None
        if self._document is None:
            self._failed = True
            self._document = pdfplumber.open(io.BytesIO(self._data))
            self._failed = False
        pages = self._document.pages
        return pages[number - 1] if number <= len(pages) else None


def _lines(page: Any, tables: bool) -> list[Line]:
    left, top = page.cropbox[0] - page.bbox[0], page.cropbox[1] - page.bbox[1]
    words = [
        Word(
            w["text"],
            *(round(w["x0"] - left, 2), round(w["top"] - top, 2)),
            *(round(w["x1"] - left, 2), round(w["bottom"] - top, 2)),
        )
        for w in page.extract_words(x_tolerance_ratio=0.2, use_text_flow=False)
    ]
    return in_rows(words, page.find_tables() if tables else [], (left, top))


def in_rows(
    words: list[Word], tables: Sequence[Table], corner: tuple[float, float] = (0, 0)
) -> list[Line]:
    """Return the lines of a page, each row of a table as one line.

    `corner` is where the page begins in the space of the tables.
    """
    rows: list[Line] = []
    for table in tables:
        inside, words = _split(words, table.bbox, corner)
        made = _rows(inside, table, corner)
        if made is None:
            words += inside
        else:
            rows += made
    return sorted([*lines_of(words), *rows], key=lambda line: line.top)


def _rows(
    words: list[Word], table: Table, corner: tuple[float, float]
) -> list[Line] | None:
    """Return a line for each row, cells parted by bars; None for a plain frame."""
    rows = []
    widest = 0
    for row in table.rows:
        inside, words = _split(words, row.bbox, corner)
        cells = []
        for box in row.cells:
            if box is not None:
                cell, inside = _split(inside, box, corner)
                cells.append(cell)
        words += inside  # of a cell that spans rows
        widest = max(widest, len(cells))
        line = _row(cells)
        if line:
            rows.append(Line(tuple(line), row=True))
    if widest < 2 or len(rows) < 2 or words:
        return None
    return rows


def _row(cells: list[list[Word]]) -> list[Word]:
    line: list[Word] = []
    if not any(cells):
        return line
    for i, cell in enumerate(cells):
        if i:
            line.append(_bar(line, cell))
        for part in lines_of(cell):
            line += part.words
    return line


def _bar(line: list[Word], cell: list[Word]) -> Word:
    near = line[-1] if line else cell[0] if cell else Word("", 0, 0, 0, 0)
    return Word("|", near.x1, near.top, near.x1, near.bottom)


def _split(
    words: list[Word], box: tuple[float, ...], corner: tuple[float, float]
) -> tuple[list[Word], list[Word]]:
    """Part the words whose middle lies in a box from the others."""
    # Twice the edges, to be compared with the sums of those of each word.
    x0, x1 = 2 * (box[0] - corner[0]), 2 * (box[2] - corner[0])
    y0, y1 = 2 * (box[1] - corner[1]), 2 * (box[3] - corner[1])
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        _, left, top, right, bottom, _ = word
        held = x0 <= left + right <= x1 and y0 <= top + bottom <= y1
        (inside if held else outside).append(word)
    return inside, outside
