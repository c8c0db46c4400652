"""Rules drawn on a PDF page → its tables.

PDFium hands over the paths, ten times quicker than pdfminer; pdfplumber, which finds
tables best, makes cells and tables of them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw
from pdfplumber.table import Table, TableFinder

from ingest.textlayer import bare, handle_of

_STRAIGHT = 0.1  # points that the ends of a level or upright rule may differ
_SHORTEST = 1.0  # points; pdfplumber's least length before joining
_LONGEST = 20_000.0  # points; a page has at most 14,400
_MOST_SEGMENTS = 20_000
_MOST_CROSSINGS = 100_000  # of rules; a drawing has more, and costs their square

_LONG, _ADDRESS = ctypes.c_int, ctypes.c_void_p
_object_at = bare(raw.FPDFPage_GetObject, _ADDRESS, _LONG, result=_ADDRESS)
_type_of = bare(raw.FPDFPageObj_GetType, _ADDRESS)
_matrix_of = bare(raw.FPDFPageObj_GetMatrix, _ADDRESS, _ADDRESS)
_segments_in = bare(raw.FPDFPath_CountSegments, _ADDRESS)
_segment_at = bare(raw.FPDFPath_GetPathSegment, _ADDRESS, _LONG, result=_ADDRESS)
_point_of = bare(raw.FPDFPathSegment_GetPoint, _ADDRESS, _ADDRESS, _ADDRESS)
_segment_type = bare(raw.FPDFPathSegment_GetType, _ADDRESS)
_closes = bare(raw.FPDFPathSegment_GetClose, _ADDRESS)

_Point = tuple[float, float]


class _Drawn(NamedTuple):
    """What pdfplumber's finder asks of a page."""

    edges: list[dict[str, Any]]


def tables_on(page: Any) -> list[Table]:
    """Return the tables drawn with rules on a page that is not turned.

    Their boxes are in points from the top left corner of the page. A page with more
    rules than any table has none: it is a drawing.
    """
    left, _, _, top = page.get_cropbox()
    edges = []
    for a, b in _strokes(page):
        edge = _edge(a[0] - left, top - a[1], b[0] - left, top - b[1])
        if edge is not None:
            edges.append(edge)
        if len(edges) > _MOST_SEGMENTS:
            return []
    across = len({round(e["top"]) for e in edges if e["orientation"] == "h"})
    down = len({round(e["x0"]) for e in edges if e["orientation"] == "v"})
    if not 0 < across * down <= _MOST_CROSSINGS:
        return []
    found: list[Table] = TableFinder(_Drawn(edges)).tables  # type: ignore[arg-type]  # edges alone are read
    return found


def _edge(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any] | None:
    """Return a rule as pdfplumber has it; None for a slope or a dot."""
    wide, tall = abs(x1 - x0), abs(y1 - y0)
    long, narrow = max(wide, tall), min(wide, tall)
    if not (
        _SHORTEST <= long <= _LONGEST and narrow <= _STRAIGHT
    ):  # nor if not a number
        return None
    level = wide > tall
    x0, x1 = (min(x0, x1), max(x0, x1)) if level else ((x0 + x1) / 2,) * 2
    y0, y1 = ((y0 + y1) / 2,) * 2 if level else (min(y0, y1), max(y0, y1))
    return {
        "object_type": "line",
        "orientation": "h" if level else "v",
        **{"x0": x0, "x1": x1, "top": y0, "bottom": y1, "doctop": y0},
        **{"width": x1 - x0, "height": y1 - y0},
    }


def _strokes(page: Any) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight strokes of the paths of a page, in its own space."""
    handle = handle_of(page)
    for i in range(raw.FPDFPage_CountObjects(page)):
        item = _object_at(handle, i)
        if _type_of(item) == raw.FPDF_PAGEOBJ_PATH:
            yield from _straight(item)


def _straight(path: int) -> Iterator[tuple[_Point, _Point]]:
    count = min(_segments_in(path), _MOST_SEGMENTS)
    if count < 2:
        return
    matrix = raw.FS_MATRIX()
    _matrix_of(path, ctypes.addressof(matrix))
    a, b, c, d, e, f = (getattr(matrix, name) for name in "abcdef")
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    start: _Point = (0.0, 0.0)
    last: _Point = start
    for i in range(count):
        segment = _segment_at(path, i)
        _point_of(segment, to_x, to_y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = _segment_type(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if _closes(segment):
            yield last, start
            last = start
