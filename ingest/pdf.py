"""PDF → `Reading`: the text layer where there is one, OCR where a picture stands.

pypdfium2 is the quick reader; its words carry boxes, from which letterheads and
signatures are put in order as well as from pdfplumber's. pdfplumber is the careful one,
for pages with ruled tables (`ingest.ruled`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest import ocr, ruled
from ingest.document import Origin
from ingest.doubt import garbled, lost, told_scans, unread
from ingest.errors import Corrupt, Encrypted, NoPages, NoText, TooLarge, Truncated
from ingest.flow import Flow
from ingest.fonts import Scheme, holds, scheme_of
from ingest.layout import River, page_order
from ingest.limits import Limits
from ingest.lines import Line, lines_of
from ingest.margins import without_margins, without_repeated_rows
from ingest.pictures import Box, examine, is_better, is_doubtful, is_garbled
from ingest.reading import Reading
from ingest.rules import tables_on
from ingest.textlayer import Apart, characters, kinds_on, words_on

_TAIL = 4_096
_LINEAR = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")
_LAYOUT_MATTERS = re.compile(
    r"N[ơo]i\s+nh[ậa]n|C[ỘO]NG\s+H[ÒOÀA]{2}\s+X[ÃA]|[ĐD][ộo]c\s+l[ậa]p\s*-",
    re.IGNORECASE,
)
_NO_KIDS = re.compile(rb"/Count\s+0\b")
_A_PAGE = re.compile(rb"/Type\s*/Page\b")
_NO_TITLE = ("", "untitled", "(anonymous)")
_RULES = 6  # drawn paths on a page before it may hold a table
RESCUED = (
    "Tệp PDF hỏng, đọc bằng bộ đọc dự phòng: cần đối chiếu với bản gốc"
    " / A damaged PDF, read by the second reader: compare it with the original"
)
_TRIES = 2  # pages of another language read by OCR in vain


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Return the text, pages and words of a PDF.

    Raises:
        Encrypted, Truncated, Corrupt: the file cannot be opened or is cut short.
        NoPages, TooLarge: it has no page, or too many.
        NoText: no letters on any page, not even by OCR (or OCR is not installed).
    """
    _check_end(data)
    flow = Flow(limits)
    try:
        read, title = _all_pages(data, limits, flow.warnings)
    except Corrupt:
        read, title = _by_other_reader(data, limits), ""
        if not any(page.lines for page in read):
            raise
        flow.warnings.append(RESCUED)
    lines = _recovered(read, flow.warnings)
    lines = without_margins(lines, [page.size[1] for page in read])
    river: River | None = None
    kept_lines = without_repeated_rows(lines)
    del lines
    for i, page in enumerate(read):
        kept, kept_lines[i], page.lines = (
            kept_lines[i],
            [],
            [],
        )  # held once, in the flow
        ordered, below = page_order(kept, river=river)
        flow.add_page(page.placed(ordered), page.number, page.origin, page.size)
        river = below if kept else river
    reading = flow.reading(title=title if title.lower() not in _NO_TITLE else None)
    if not reading.text.strip():
        raise NoText
    return reading


def _title(document: Any) -> str:
    """Return the title that a PDF gives itself; none where it is damaged."""
    try:
        return str(document.get_metadata_value("Title")).strip()
    except UnicodeDecodeError:  # half of a pair of surrogates
        return ""


def _all_pages(
    data: bytes, limits: Limits, warnings: list[str]
) -> tuple[list[_Read], str]:
    with _opened(data) as document:
        count = len(document)
        _check_count(count, limits)
        pages = _Pages(document, data, limits, warnings)
        read = [pages.read(number) for number in range(1, count + 1)]
        title = _title(document)
    warnings += told_scans(pages.scans, layers=pages.layers)
    return read, title


def _by_other_reader(data: bytes, limits: Limits) -> list[_Read]:
    """Return the pages of a file that PDFium does not open, as pdfplumber has them."""
    careful = ruled.Careful(data)
    count = careful.count()
    if count > limits.max_pages:
        _check_count(count, limits)
    return [
        _Read(number, careful.lines(number, tables=True), "text", careful.size(number))
        for number in range(1, count + 1)
    ]


def _check_count(count: int, limits: Limits) -> None:
    if count == 0:
        raise NoPages
    if count > limits.max_pages:
        raise TooLarge(
            f"Tệp có {count} trang, hơn {limits.max_pages}: hãy tách nhỏ.",
            f"The file has {count} pages, over {limits.max_pages}: split it.",
        )


@dataclass(slots=True)
class _Read:
    """The lines of one page in the order of their height, before ordering."""

    number: int
    lines: list[Line]
    origin: Origin
    size: tuple[float, float]
    scan: ocr.Scan | None = None

    def placed(self, lines: list[Line]) -> list[Line]:
        """Return ordered lines with their boxes on the page as it is drawn."""
        return lines if self.scan is None else self.scan.placed(lines)


class _Pages:
    """Reads page after page, each with the reader that it needs."""

    def __init__(
        self, document: Any, data: bytes, limits: Limits, warnings: list[str]
    ) -> None:
        self._document = document
        self._limits = limits
        self._warnings = warnings
        self._careful = ruled.Careful(data)
        self._tries = _TRIES
        self.scans: list[int] = []
        self.layers: list[int] = []

    def read(self, number: int) -> _Read:
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError:
            return self._saved(number)
        try:
            return self._read(page, number)
        finally:
            page.close()

    def _read(self, page: Any, number: int) -> _Read:
        size = page.get_size()
        text_page = page.get_textpage()
        try:
            text = characters(text_page)
            kinds = kinds_on(page)
            found = examine(page, text, kinds, lambda: words_on(page, text_page, text))
            if found.kind == "scan":
                return self._scan(page, number)
            lines = self._lines(page, text_page, text, number, kinds)
            if found.kind == "layer":
                self.layers.append(number)
                return _Read(number, lines, "ocr", size)
            if found.parts:
                return self._partly(page, number, lines, found.parts)
            tried = self._tries <= 0 and not is_garbled(text)
            if not tried and is_doubtful(text) and scheme_of(text) is None:
                return self._doubted(page, number, lines)
            return _Read(number, lines, "text", size)
        finally:
            text_page.close()

    def _saved(self, number: int) -> _Read:
        """Read a page that PDFium cannot open with the other reader."""
        lines = self._careful.lines(number, tables=True)
        if not lines:
            self._warnings.append(lost(number))
        return _Read(number, lines, "text", self._careful.size(number))

    def _scan(self, page: Any, number: int) -> _Read:
        scan = ocr.read_page(page, self._limits)
        self.scans.append(number)
        return _Read(number, scan.lines, "ocr", page.get_size(), scan)

    def _partly(
        self, page: Any, number: int, lines: list[Line], parts: tuple[Box, ...]
    ) -> _Read:
        """Add what OCR reads in the pictures of a page to the lines of its text."""
        size = page.get_size()
        if page.get_rotation() or not ocr.is_installed():
            self._warnings.append(unread(number))
            return _Read(number, lines, "text", size)
        read = [
            line
            for scan in (ocr.read_page(page, self._limits, part=p) for p in parts)
            for line in scan.placed(scan.lines)
        ]
        if not ocr.is_text(read):
            return _Read(number, lines, "text", size)  # a photograph, a map
        self.scans.append(number)
        both = sorted([*lines, *read], key=lambda line: line.top)
        return _Read(number, both, "ocr", size)

    def _doubted(self, page: Any, number: int, lines: list[Line]) -> _Read:
        """Compare a text that does not look Vietnamese with what OCR sees."""
        given = _text_of(lines)
        if ocr.is_installed():
            scan = ocr.read_page(page, self._limits)
            if is_better(_text_of(scan.lines), given):
                self.scans.append(number)
                return _Read(number, scan.lines, "ocr", page.get_size(), scan)
        if is_garbled(given):
            self._warnings.append(garbled(number))
        self._tries -= 1  # a page of another language
        return _Read(number, lines, "text", page.get_size())

    def _lines(
        self,
        page: Any,
        text_page: Any,
        text: str,
        number: int,
        kinds: dict[int, int],
    ) -> list[Line]:
        has_rules = _has_rules(page, kinds)
        nested = has_rules and raw.FPDF_PAGEOBJ_FORM in kinds
        if nested or page.get_rotation():
            lines = self._careful.lines(number, tables=has_rules)
            # The careful reader fails on files that the quick one reads, and has
            # been seen to return nothing; it may not lose letters.
            careful = sum(len(word.text) for line in lines for word in line.words)
            if careful >= 0.98 * len("".join(text.split())):
                return lines
        elif has_rules and (tables := tables_on(page)):
            words = words_on(page, text_page, text, apart="everywhere")
            return ruled.in_rows(words, tables)
        columns = number == 1 or _LAYOUT_MATTERS.search(text) is not None
        apart: Apart = "wide" if columns else "nowhere"
        return lines_of(words_on(page, text_page, text, apart=apart))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Encrypted from error
        # PDFium does not open a document without pages at all.
        if _NO_KIDS.search(data) and not _A_PAGE.search(data):
            raise NoPages from error
        raise Corrupt from error
    try:
        yield document
    except pdfium.PdfiumError as error:
        raise Corrupt from error
    finally:
        document.close()


def _recovered(pages: list[_Read], warnings: list[str]) -> list[list[Line]]:
    """Decode the pages where they are set in the fonts of the 1990s."""
    own = [page.lines for page in pages if page.origin == "text"]
    scheme = scheme_of("\n".join(line.text for lines in own[:20] for line in lines))
    if scheme is None:
        return [page.lines for page in pages]
    recovered = [
        [_decoded(line, scheme) for line in page.lines]
        if page.origin == "text" and holds(scheme, _text_of(page.lines))
        else page.lines
        for page in pages
    ]
    warnings.append(scheme.told("\n".join(map(_text_of, recovered[:20]))))
    return recovered


def _text_of(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _decoded(line: Line, scheme: Scheme) -> Line:
    words = (word._replace(text=scheme.decode(word.text)) for word in line.words)
    return replace(line, words=tuple(words))


def _check_end(data: bytes) -> None:
    """Refuse a file that was cut: readers would repair it and lose its last pages."""
    linear = _LINEAR.search(data[:2048])
    if linear is not None and len(data) < int(linear[1]):
        raise Truncated
    tail = data.rstrip(b"\0 \r\n\t")[-_TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise Truncated


def _has_rules(page: Any, kinds: dict[int, int]) -> bool:
    """Tell whether a page, forms on it included, may hold a table drawn with rules."""
    if raw.FPDF_PAGEOBJ_FORM not in kinds:
        return kinds.get(raw.FPDF_PAGEOBJ_PATH, 0) >= _RULES
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(1 for _ in islice(paths, _RULES)) == _RULES
