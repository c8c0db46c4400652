"""Pictures of pages → lines, by the program `tesseract`."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import fmean
from typing import Any, NamedTuple

import pypdfium2.raw as raw
from PIL import Image

from ingest import paper
from ingest.errors import Corrupt, NoText, TimedOut, TooLarge
from ingest.limits import Limits
from ingest.lines import Line, Word
from ingest.reread import with_figures_reread
from ingest.syllables import share

_FINE, _COARSE = 300.0, 200.0  # dots per inch worth reading
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_POINTS = 72.0
_SPECK = 50.0  # per cent
_SURE = 60.0  # per cent, on the average, of a page that stands the right way up
_SPELLED = 0.5  # share of syllables on such a page
_FEW = 40  # letters
_TURNED = re.compile(rb"Rotate: (90|180|270)")
_TURNS = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns against the clock
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class Scan(NamedTuple):
    """What OCR read on a page: lines as they stand upright, and how to place them.

    `quarter` is the turn by the clock, in degrees, and `angle` the one against it,
    that made the page upright; `size` is that of the upright page in points, and
    `origin` the top left corner of what was read of the page.
    """

    lines: list[Line]
    quarter: int = 0
    angle: float = 0.0
    size: tuple[float, float] = (0.0, 0.0)
    origin: tuple[float, float] = (0.0, 0.0)

    def placed(self, lines: Iterable[Line]) -> list[Line]:
        """Return lines, in any order, with boxes on the page as it is drawn."""
        if not self.quarter and not self.angle and self.origin == (0.0, 0.0):
            return list(lines)
        return [
            replace(line, words=tuple(map(self._place, line.words))) for line in lines
        ]

    def _place(self, word: Word) -> Word:
        corners = [self._back(x, y) for x in word[1:4:2] for y in word[2:5:2]]
        xs, ys = zip(*corners, strict=True)
        if self.angle and not self.quarter:  # a tilted box would only grow
            x, y = fmean(xs), fmean(ys)
            wide, tall = (word.x1 - word.x0) / 2, (word.bottom - word.top) / 2
            xs, ys = (x - wide, x + wide), (y - tall, y + tall)
        dx, dy = self.origin
        return word._replace(
            x0=round(max(0.0, min(xs) + dx), 2),
            top=round(max(0.0, min(ys) + dy), 2),
            x1=round(max(0.0, max(xs) + dx), 2),
            bottom=round(max(0.0, max(ys) + dy), 2),
        )

    def _back(self, x: float, y: float) -> tuple[float, float]:
        wide, tall = self.size
        if self.angle:
            turn = math.radians(self.angle)
            a, b = x - wide / 2, y - tall / 2
            x = wide / 2 + a * math.cos(turn) - b * math.sin(turn)
            y = tall / 2 + a * math.sin(turn) + b * math.cos(turn)
        if self.quarter == 90:
            return y, wide - x
        if self.quarter == 180:
            return wide - x, tall - y
        if self.quarter == 270:
            return tall - y, x
        return x, y


def read_page(
    page: Any,
    limits: Limits,
    *,
    part: tuple[float, float, float, float] | None = None,
) -> Scan:
    """Return what OCR reads on a PDF page, or on a part of it (points, from the top).

    Raises:
        NoText: OCR or its Vietnamese data is not installed.
        TooLarge: the page would need more pixels than allowed.
        TimedOut: OCR took too long.
    """
    width, height = page.get_size()
    area = max(1.0, width * height)
    scale = min(_resolution(page) / _POINTS, (limits.max_pixels / area) ** 0.5)
    if scale < _COARSE / _POINTS * 0.99:
        raise TooLarge
    picture = page.render(scale=scale, rev_byteorder=True).to_pil()
    if part is None:
        return read_picture(picture, scale, limits)
    box = [round(edge * scale) for edge in part]
    scan = read_picture(picture.crop((box[0], box[1], box[2], box[3])), scale, limits)
    return scan._replace(origin=(part[0], part[1]))


def read_picture(picture: Image.Image, scale: float, limits: Limits) -> Scan:
    """Return what OCR reads in a picture with `scale` pixels to the point.

    A page that makes no sense is looked at from its other sides.

    Raises:
        NoText, TimedOut: as for `read_page`.
    """
    if not is_installed():
        raise NoText(
            f"Trang quét, chưa có chương trình nhận dạng chữ: cài bằng `{INSTALL}`.",
            f"A scanned page, and OCR is not installed: run `{INSTALL}`.",
        )
    _grant(limits)
    page = paper.grey(picture, scale)
    scan = _upright(page, scale, limits)
    if _makes_sense(scan.lines) or not paper.has_ink(page):
        return scan
    quarter = _orientation(page, scale, limits)
    if not quarter:
        return scan
    _grant(limits)
    turned = _upright(page.transpose(_TURNS[quarter]), scale, limits)
    if _sureness(turned.lines) <= _sureness(scan.lines):
        return scan
    return turned._replace(quarter=quarter)


def is_installed() -> bool:
    """Tell whether OCR with Vietnamese is there."""
    return "vie" in _languages()


def is_text(lines: Sequence[Line]) -> bool:
    """Tell whether these lines are text, and not what OCR sees in a photograph."""
    letters = sum(map(str.isalpha, "".join(line.text for line in lines)))
    return letters >= _FEW and _sureness(lines) >= _SURE


def _upright(page: Image.Image, scale: float, limits: Limits) -> Scan:
    straight, angle = paper.level(page)

    def read(picture: Image.Image, dots: float, mode: str = "6") -> list[Line]:
        options = ["-l", "vie", "--psm", mode]
        told = _run(picture, dots, limits, options, "tsv")
        return _lines(told.decode("utf-8", "replace"), dots)

    lines = with_figures_reread(straight, read(straight, scale, "4"), scale, read)
    size = (page.width / scale, page.height / scale)
    return Scan(lines, angle=angle, size=size)


def _makes_sense(lines: Sequence[Line]) -> bool:
    spelled = share("\n".join(line.text for line in lines))
    if spelled is None:
        return _sureness(lines) >= _SURE
    return spelled >= _SPELLED and _sureness(lines) >= _SURE


def _sureness(lines: Sequence[Line]) -> float:
    """Return how sure OCR is of the words, on the average, long words first."""
    words = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    return sum((word.confidence or 0.0) * len(word.text) for word in words) / max(
        1, letters
    )


def _resolution(page: Any) -> float:
    """Return the dots per inch of the largest picture on a page, within reason.

    Enlarging what was scanned coarsely costs time and adds errors.
    """
    best, found = 0.0, _FINE
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        if area > best and right > left:
            best, found = area, item.get_px_size()[0] / (right - left) * _POINTS
    return float(min(max(found, _COARSE), _FINE))


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run(
        [program, "--list-langs"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return frozenset(listed.stdout.split())


def _grant(limits: Limits) -> None:
    """Give this process the further time that a scanned page takes."""
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if left > 0:
        more = min(left + limits.seconds_per_scan, limits.max_seconds)
        signal.setitimer(signal.ITIMER_REAL, more)


def _orientation(page: Image.Image, scale: float, limits: Limits) -> int:
    """Return by how many degrees, by the clock, a page must be turned; 0 if unknown."""
    if "osd" not in _languages():
        return 180
    try:
        told = _run(page, scale, limits, ["-l", "osd", "--psm", "0"])
    except Corrupt:  # too few letters to tell
        return 180
    found = _TURNED.search(told)
    return int(found[1]) if found else 0


def _run(
    page: Image.Image, scale: float, limits: Limits, options: list[str], *form: str
) -> bytes:
    picture = io.BytesIO()
    page.save(picture, "PPM")
    dpi = str(round(scale * _POINTS))
    try:
        done = subprocess.run(
            ["tesseract", "-", "-", *options, "--dpi", dpi, *form],
            input=picture.getvalue(),
            capture_output=True,
            timeout=max(limits.seconds, 2 * limits.seconds_per_scan),
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise TimedOut from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Corrupt(
            "Chương trình nhận dạng chữ không đọc được trang này.",
            "OCR failed on this page.",
        ) from error
    return done.stdout


def _is_speck(text: str, confidence: float) -> bool:
    """Tell whether a "word" is dirt: no letter or figure, and nobody is sure of it."""
    return confidence < _SPECK and len(text) <= 2 and not any(map(str.isalnum, text))


def _lines(table: str, scale: float) -> list[Line]:
    rows: dict[tuple[str, ...], list[Word]] = {}
    for row in csv.DictReader(
        io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text or _is_speck(text, float(row["conf"])):
            continue
        left, top, width, height = (
            int(row[key]) / scale for key in ("left", "top", "width", "height")
        )
        sure = round(float(row["conf"]), 1)
        word = Word(
            text,
            *(round(left, 2), round(top, 2)),
            *(round(left + width, 2), round(top + height, 2)),
            sure,
        )
        key = tuple(row[k] for k in ("block_num", "par_num", "line_num"))
        rows.setdefault(key, []).append(word)
    lines = [Line(tuple(sorted(words, key=lambda w: w.x0))) for words in rows.values()]
    return sorted(lines, key=lambda line: line.top)
