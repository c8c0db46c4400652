"""What pictures on a PDF page hide: whether its letters are in the text or in them.

A page decides for itself: text layer, scan, scan with a text layer that some other
program laid under it, or text beside a scanned part.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as raw

from ingest.language import looks_vietnamese
from ingest.lines import Word
from ingest.syllables import share

Box = tuple[float, float, float, float]  # left, top, right, bottom; points
Kind = Literal["text", "scan", "layer", "part"]

_FEW = 40  # letters; a digital-signature stamp over a scan is longer, see _STAMP
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Ký số bởi|Ngày ký|Thời gian ký|Giờ ký|Cơ quan|Email|Tổ chức"
    r"|Chức vụ|Signature Not Verified|Signature valid|Digitally signed|Signed by|Date"
    r"|Reason|Location|Signing time)\b[^\n]*",
    re.IGNORECASE,
)
_COVERS = 0.5  # share of the page, for a picture to be the page
_PART = 0.06  # share of the page, for a picture to hold lines of text
_NARROW = 90.0  # points; a picture of letters is wider, an emblem is not
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")
_SOUND = 0.7  # share of syllables in a text layer that may be trusted
_GAPS = 0.05  # share of characters without a meaning, above which a font is broken
_GARBAGE = 0.5  # below this a text is not Vietnamese, or its font is broken
_GLANCE, _GLIMPSE = 2_000, 500  # characters
_OUTLINES = 150  # paths on a page before they may be letters
_MOST_OBJECTS = 4_000
_TOUCH = 3.0  # points between two strips of one picture


class Finding(NamedTuple):
    """How a page is to be read; `parts` are its scanned parts, for the kind "part"."""

    kind: Kind
    parts: tuple[Box, ...] = ()


def examine(page: Any, text: str, kinds: dict[int, int], words: Any) -> Finding:
    """Tell where the letters of a page are; `words` is called for their boxes.

    `kinds` are the kinds of objects on the page and how many it holds of each.

    A text layer under a scan is taken as it is ("layer") where its spelling is sound,
    and read anew ("scan") where it is not.
    """
    nested = raw.FPDF_PAGEOBJ_FORM in kinds
    pictures = _pictures(page) if nested or raw.FPDF_PAGEOBJ_IMAGE in kinds else []
    sound = _UNREADABLE.search(text) is None
    paths = kinds.get(raw.FPDF_PAGEOBJ_PATH, 0)
    if not pictures and sound and not nested and paths < _OUTLINES:
        return Finding("text")  # most pages
    own = _STAMP.sub("", text)
    letters = sum(map(str.isalpha, own))
    garbage = len(_UNREADABLE.findall(own))
    if garbage > max(letters, _FEW):
        return Finding("scan")
    few = letters < _FEW or garbage > 0.2 * letters
    if not pictures:
        return Finding("scan" if few and _is_drawn(page) else "text")
    covered = _covered(pictures, page)
    if few:
        # However little it covers, what is not text can only be in the picture.
        large = covered >= _COVERS or (letters < _FEW and _may_hold(pictures, page))
        return Finding("scan" if large else "text")
    if covered >= _COVERS and _is_hidden(page):
        sound = (share(own) or 0.0) >= _SOUND and looks_vietnamese(own) is not False
        return Finding("layer" if sound else "scan")
    parts = _unread(pictures, page, list(words()))
    return Finding("part", tuple(parts)) if parts else Finding("text")


def is_doubtful(text: str) -> bool:
    """Tell whether the letters of a page may be those of a broken font."""
    if is_garbled(text):
        return True
    middle = len(text) // 2
    if (share(text[middle : middle + _GLIMPSE]) or 0.0) >= _SOUND:
        return False
    spelled = share(text[:_GLANCE])
    return spelled is not None and spelled < _GARBAGE


def is_garbled(text: str) -> bool:
    """Tell whether letters are missing that a font explains to no program.

    A list with bullets from a font of signs has one on some fifty letters.
    """
    missing = len(_UNREADABLE.findall(text))
    return missing > _GAPS * max(_FEW, len(text))


def is_better(read: str, given: str) -> bool:
    """Tell whether `read`, by OCR, is clearly better Vietnamese than `given`."""
    return (share(read) or 0.0) >= (share(given) or 0.0) + 0.3


def _pictures(page: Any) -> list[Box]:
    """Return the pictures of a page, strips joined, as boxes from the top left."""
    boxes: list[Box] = []
    left, bottom, right, top = page.get_cropbox()
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    for item in islice(images, _MOST_OBJECTS):
        x0, y0, x1, y1 = item.get_bounds()
        x0, y0, x1, y1 = max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)
        if x1 > x0 and y1 > y0:
            boxes.append((x0 - left, top - y1, x1 - left, top - y0))
    return _joined(sorted(boxes, key=lambda box: (box[1], box[0])))


def _joined(boxes: list[Box]) -> list[Box]:
    """Join the boxes that touch: scanners cut pages into strips."""
    joined: list[Box] = []
    for box in boxes:
        if joined and _touch(joined[-1], box):
            last = joined.pop()
            box = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        joined.append(box)
    return joined


def _touch(a: Box, b: Box) -> bool:
    across = min(a[2], b[2]) - max(a[0], b[0]) + _TOUCH
    down = min(a[3], b[3]) - max(a[1], b[1]) + _TOUCH
    beside = abs(a[1] - b[1]) < _TOUCH and abs(a[3] - b[3]) < _TOUCH and across > 0
    return beside or (down > 0 and across > 0.5 * min(a[2] - a[0], b[2] - b[0]))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _size(page: Any) -> float:
    left, bottom, right, top = page.get_cropbox()
    return max(1.0, float((right - left) * (top - bottom)))


def _covered(pictures: list[Box], page: Any) -> float:
    return sum(map(_area, pictures)) / _size(page)


def _may_hold(pictures: list[Box], page: Any) -> bool:
    return any(_is_part(box, _size(page)) for box in pictures)


def _is_part(box: Box, size: float) -> bool:
    return _area(box) >= _PART * size and box[2] - box[0] >= _NARROW


def _unread(pictures: list[Box], page: Any, words: list[Word]) -> list[Box]:
    """Return the pictures large enough to hold text of which none is in the layer."""
    size = _size(page)
    found = []
    for box in pictures:
        inside = sum(
            len(word.text)
            for word in words
            if box[0] <= (word.x0 + word.x1) / 2 <= box[2]
            and box[1] <= (word.top + word.bottom) / 2 <= box[3]
        )
        # A page of print holds a letter on some 250 square points, a form on 2,000.
        if _is_part(box, size) and inside < _area(box) / 4_000:
            found.append(box)
    return found


def _is_drawn(page: Any) -> bool:
    """Tell whether letters may be drawn as outlines, as printing houses do."""
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    return sum(1 for _ in islice(paths, _OUTLINES)) == _OUTLINES


def _is_hidden(page: Any) -> bool:
    """Tell whether the text of a page is invisible, or lies under its picture."""
    invisible = under = over = 0
    for item in islice(page.get_objects(max_depth=4), _MOST_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            mode = raw.FPDFTextObj_GetTextRenderMode(item.raw)
            invisible += mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            over += 1
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) >= _COVERS * _size(page):
                under, over = under + over, 0
    return 2 * (invisible + under) > under + over
