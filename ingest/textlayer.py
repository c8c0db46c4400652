"""The text layer of a PDF page as PDFium has it: characters, words and their boxes.

Whole pages are fetched at once: asking PDFium letter by letter through wrappers cost
more than PDFium itself takes to read a page.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from functools import partial
from itertools import repeat
from sys import intern
from typing import Any, Literal

import numpy as np
import pypdfium2.raw as raw

from ingest.lines import Word

Apart = Literal["nowhere", "wide", "everywhere"]

_GAP = 0.2  # of the height of a letter, between two words; pdfplumber's ratio
_FALLS = 0.5  # of the height of a letter, between two lines
_WORD = partial(tuple.__new__, Word)  # as Word._make, without a frame for each
_HIDES = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_HYPHEN = "\ufffe"  # what PDFium puts for a hyphen at the end of a line
_LAST_BLANK = 0x3000
_BLANKS = np.array([chr(code).isspace() for code in range(_LAST_BLANK + 2)])

# Plain addresses and numbers: checked pointers would treble the price of a call.
_LONG, _ADDRESS = ctypes.c_int, ctypes.c_void_p


def bare(function: Any, *arguments: Any, result: Any = _LONG) -> Any:
    """Return one of PDFium's functions, to be called with addresses as numbers."""
    address = ctypes.cast(function, _ADDRESS).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_box_of = bare(raw.FPDFText_GetLooseCharBox, _ADDRESS, _LONG, _ADDRESS)
_object_at = bare(raw.FPDFPage_GetObject, _ADDRESS, _LONG, result=_ADDRESS)
_type_of = bare(raw.FPDFPageObj_GetType, _ADDRESS)


def handle_of(wrapped: Any) -> int:
    """Return the address behind a page or a text page of pypdfium2."""
    return ctypes.cast(wrapped.raw, _ADDRESS).value or 0


def kinds_on(page: Any) -> dict[int, int]:
    """Return how many objects of each kind a page holds; those of forms are not seen.

    Most pages hold text alone, and asking for each object costs more than reading it.
    """
    count = raw.FPDFPage_CountObjects(page)
    objects = map(_object_at, repeat(handle_of(page)), range(count))
    kinds = list(map(_type_of, objects))
    return {kind: kinds.count(kind) for kind in set(kinds)}


def characters(text_page: Any) -> str:
    """Return one character for each that PDFium counts on a page."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    units = raw.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(0, units)].decode("utf-16-le", "surrogatepass")
    if len(text) != count or _HIDES.search(text):
        # It leaves out letters that no table explains: one by one, all are there.
        get = raw.FPDFText_GetUnicode
        text = "".join(chr(get(text_page, i)) for i in range(count))
    return text.replace(_HYPHEN, "-")


def words_on(
    page: Any, text_page: Any, text: str, *, apart: Apart = "nowhere"
) -> list[Word]:
    """Return the words of a page as PDFium sees them, boxes to a hundredth of a point.

    PDFium joins what a hyphen parts at the end of a line, which is undone, and may join
    words across the gap between two columns or cells; `apart` tells where to look for
    that: in words wide for their letters, or everywhere.
    """
    starts, ends = _stretches(text)
    if not len(starts):
        return []
    handle = handle_of(text_page)
    first, last = boxes_of(handle, starts), boxes_of(handle, ends - 1)
    words = list(map(intern, text.split()))  # few differ; pages are kept to the end
    suspects = _drop(first, last) > _FALLS
    if apart == "wide":
        suspects |= _is_wide(ends - starts, first, last)
    if apart == "everywhere" or suspects.any():
        among = suspects | (apart == "everywhere")
        cuts = _cuts(handle, starts[among], ends[among])
        if len(cuts):
            starts = np.sort(np.concatenate((starts, cuts)))
            ends = np.sort(np.concatenate((ends, cuts)))
            words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
            first, last = boxes_of(handle, starts), boxes_of(handle, ends - 1)
    if _HIDES.search(text):
        words = list(map(_joined, words))
    left, _, _, top = page.get_cropbox()
    columns = (
        np.minimum(first[:, 0], last[:, 0]) - left,
        top - np.maximum(first[:, 1], last[:, 1]),
        np.maximum(first[:, 2], last[:, 2]) - left,
        top - np.minimum(first[:, 3], last[:, 3]),
    )
    edges = [np.round(column, 2).tolist() for column in columns]
    return list(map(_WORD, zip(words, *edges, repeat(None))))


def boxes_of(handle: int, places: np.ndarray) -> np.ndarray:
    """Return left, top, right and bottom of the letters at `places`, a row for each.

    They are PDFium's: in points from the lower left corner of the page, unturned.
    """
    boxes = np.zeros((len(places), 4), np.float32)
    start = boxes.ctypes.data
    rows = range(start, start + 16 * len(places), 16)
    deque(map(_box_of, repeat(handle), places.tolist(), rows), maxlen=0)
    return boxes.astype(np.float64)


def _stretches(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Return where the stretches without a blank start and end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    blank = np.ones(len(codes) + 2, bool)
    blank[1:-1] = _BLANKS[np.minimum(codes, _LAST_BLANK + 1)]
    before, after = blank[:-1], blank[1:]
    return np.flatnonzero(before & ~after), np.flatnonzero(~before & after)


def _is_wide(counts: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Tell which words are wider than so many letters seldom are without a gap."""
    height = np.abs(first[:, 1] - first[:, 3])
    wide: np.ndarray = last[:, 2] - first[:, 0] > (0.55 * counts + 0.5) * height
    return wide


def _drop(upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Return by how much of its height a letter stands below another, or above it."""
    middles = upper[:, 1] + upper[:, 3] - lower[:, 1] - lower[:, 3]
    height = np.abs(upper[:, 1] - upper[:, 3])
    share: np.ndarray = np.abs(middles) / (2 * np.maximum(height, 1e-6))
    return share


def _cuts(handle: int, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return where letters without a blank between them stand apart.

    That is far apart on one line, or at the end of one line and the start of another.
    """
    counts = ends - starts
    first = np.repeat(starts, counts)
    within = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    letters = boxes_of(handle, first + within)
    tall = np.abs(letters[1:, 1] - letters[1:, 3])
    gap = letters[1:, 0] - letters[:-1, 2]
    back = letters[1:, 0] < letters[:-1, 0]
    falls = back & (_drop(letters[:-1], letters[1:]) > _FALLS)
    apart = np.flatnonzero((within[1:] > 0) & (falls | (gap > _GAP * tall))) + 1
    places: np.ndarray = (first + within)[apart]
    return places


def _joined(word: str) -> str:
    """Join UTF-16 halves that PDFium counts as two characters."""
    if word.isprintable():
        return word
    return word.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
