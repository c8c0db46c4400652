"""Pictures: a page drawn for the screen, and a scanned picture read as a document."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageSequence

from ingest import ocr, sandbox, sniff
from ingest.doubt import told_scans
from ingest.errors import Corrupt, Empty, NoPages, NotAFile, NoText, TooLarge
from ingest.flow import Flow
from ingest.layout import reading_order
from ingest.limits import DEFAULT, Limits
from ingest.reading import Reading

_POINTS = 72.0
_AROUND = 8.0  # pixels kept around a line that is cut out of a page
_USUAL_DPI = 200.0  # for pictures that do not say


def render_page(
    source: Path | bytes, number: int, *, dpi: float = 110, limits: Limits | None = None
) -> bytes:
    """Return page `number` (from 1) of a PDF as PNG bytes, drawn in the sandbox.

    A page that would pass the pixel limit is drawn smaller.

    Raises:
        NoPages: there is no such page.
        IngestError: the file cannot be read, or is no PDF.
    """
    limits = limits or DEFAULT
    if isinstance(source, Path):
        try:
            data = source.read_bytes()
        except OSError as error:
            raise NotAFile from error
    else:
        data = source
    if not data:
        raise Empty
    if len(data) > limits.max_bytes:
        raise TooLarge
    options = {"number": number, "dpi": float(dpi)}
    return sandbox.run("render", options, data, limits=limits)[1]


def crop(
    png: bytes,
    box: tuple[float, float, float, float],
    *,
    dpi: float,
    limits: Limits | None = None,
) -> bytes:
    """Return a PNG of a box on a page that `render_page` drew at `dpi`.

    `box` is left, top, right, bottom in points; a little of the page around it is kept,
    for the eye. A box outside the page gives the nearest part of it.

    Raises:
        Corrupt, TooLarge: `png` is no picture, or one larger than a page may be.
    """
    scale = dpi / _POINTS
    with _opened(png, limits or DEFAULT) as page:
        width, height = page.size
        left, top, right, bottom = (side * scale for side in box)
        sides = (
            int(max(0.0, min(left - _AROUND, width - 1))),
            int(max(0.0, min(top - _AROUND, height - 1))),
            math.ceil(min(max(right + _AROUND, 1.0), width)),
            math.ceil(min(max(bottom + _AROUND, 1.0), height)),
        )
        out = io.BytesIO()
        page.crop(sides).save(out, "PNG", optimize=True)
        return out.getvalue()


def draw(data: bytes, number: int, dpi: float, limits: Limits) -> bytes:
    """Draw a page of a PDF or of a scanned picture; called in the child.

    Raises:
        NoPages: there is no such page.
        Corrupt, Unsupported: the file cannot be drawn.
    """
    kind = sniff.media_type(data, limits=limits)
    if kind in sniff.PICTURES:
        picture = _frame(data, number, limits)
        picture.thumbnail(_within(picture.size, dpi, picture, limits))
    else:
        picture = _pdf_page(data, number, dpi, limits)
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", compress_level=3)
    return out.getvalue()


def read_picture(data: bytes, limits: Limits) -> Reading:
    """Read a scanned picture (PNG, JPEG, TIFF of several pages) by OCR.

    Raises:
        NoText: no letters, or OCR is not installed.
        TooLarge: too many pages or pixels.
        Corrupt: the picture is damaged.
    """
    flow = Flow(limits)
    with _opened(data, limits) as picture:
        frames = getattr(picture, "n_frames", 1)
        if frames > limits.max_pages:
            raise TooLarge
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            _check_pixels(frame.size, limits)
            scale = _dpi(frame) / _POINTS
            size = (frame.width / scale, frame.height / scale)
            scan = ocr.read_picture(_flat(frame), scale, limits)
            lines = scan.placed(reading_order(scan.lines))
            flow.add_page(lines, number, "ocr", size)
        flow.warnings += told_scans(range(1, number + 1))
    reading = flow.reading()
    if not reading.text.strip():
        raise NoText
    return reading


def _pdf_page(data: bytes, number: int, dpi: float, limits: Limits) -> Image.Image:
    try:
        with pdfium.PdfDocument(data) as document:
            if not 1 <= number <= len(document):
                raise NoPages
            page = document[number - 1]
            width, height = page.get_size()
            scale = dpi / _POINTS
            area = max(1.0, width * height)
            scale = min(scale, math.sqrt(limits.max_pixels / area))
            picture: Image.Image = page.render(scale=scale).to_pil()
            return picture.copy()
    except pdfium.PdfiumError as error:
        raise Corrupt from error


def _opened(data: bytes, limits: Limits) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Corrupt from error
    _check_pixels(picture.size, limits)
    return picture


def _check_pixels(size: tuple[int, int], limits: Limits) -> None:
    if size[0] * size[1] > limits.max_pixels:
        raise TooLarge


def _frame(data: bytes, number: int, limits: Limits) -> Image.Image:
    picture = _opened(data, limits)
    if not 1 <= number <= getattr(picture, "n_frames", 1):
        raise NoPages
    if number > 1:
        picture.seek(number - 1)
        _check_pixels(picture.size, limits)
    return _flat(picture)


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, on white paper."""
    try:
        if "A" in picture.getbands() or "transparency" in picture.info:
            clear = picture.convert("RGBA")
            paper = Image.new("RGBA", clear.size, "white")
            return Image.alpha_composite(paper, clear).convert("RGB")
        return picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise Corrupt from error


def _dpi(picture: Any) -> float:
    declared = picture.info.get("dpi", (0, 0))[0]
    return float(declared) if 70 <= declared <= 1200 else _USUAL_DPI


def _within(
    size: tuple[int, int], dpi: float, picture: Image.Image, limits: Limits
) -> tuple[float, float]:
    scale = min(1.0, dpi / _dpi(picture))
    scale = min(scale, math.sqrt(limits.max_pixels / max(1, size[0] * size[1])))
    return max(1.0, size[0] * scale), max(1.0, size[1] * scale)
