"""Pictures of pages → lines, by the program `tesseract`, one call for each page."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw
from PIL import Image, ImageOps

from ingest.errors import Corrupt, NoText, TimedOut, TooLarge
from ingest.limits import Limits
from ingest.lines import Line, Word

_FINE, _COARSE = 300.0, 200.0  # dots per inch worth reading
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_POINTS = 72.0
_SKEW = 3.0  # degrees looked at on either side
_STEP = 0.25
_SPECK = 50.0  # per cent
_LEAST = 0.4  # below this, turning the picture costs more than it gives


def page_lines(page: Any, limits: Limits) -> list[Line]:
    """Return the lines of a PDF page read from its picture.

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
    return picture_lines(picture, scale, limits)


def picture_lines(picture: Image.Image, scale: float, limits: Limits) -> list[Line]:
    """Return the lines of a picture with `scale` pixels to the point.

    Raises:
        NoText, TimedOut: as for `page_lines`.
    """
    _require()
    _grant(limits)
    grey = _straight(_grey(picture))
    table = _tesseract(grey, scale, limits)
    return _lines(table, scale)


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


def _require() -> None:
    if "vie" in _languages():
        return
    raise NoText(
        f"Trang quét, chưa có chương trình nhận dạng chữ: hãy cài bằng `{INSTALL}`.",
        f"A scanned page, and OCR is not installed: run `{INSTALL}`.",
    )


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


def _grey(picture: Image.Image) -> Image.Image:
    """Return the red channel, on which the ink of a red stamp is white as paper."""
    if picture.mode in ("L", "1", "I", "F"):
        return picture.convert("L")
    return picture.convert("RGB").getchannel("R")


def _straight(grey: Image.Image) -> Image.Image:
    """Return the picture turned so that its lines run level."""
    angle = _skew(grey)
    if abs(angle) < _LEAST:
        return grey
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _skew(grey: Image.Image) -> float:
    """Return the turn, in degrees, that makes the rows of ink stand out most.

    Measured on a small picture: the profile of a level page alternates between rows
    of letters and white, that of a tilted one is smooth.
    """
    small = ImageOps.invert(grey)
    small.thumbnail((700, 700))
    best, angle = -1.0, 0.0
    for step in range(-int(_SKEW / _STEP), int(_SKEW / _STEP) + 1):
        turned = small.rotate(step * _STEP, resample=Image.Resampling.BILINEAR)
        column = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
        sharp = float(sum((a - b) ** 2 for a, b in pairwise(column)))
        if sharp > best * 1.02:
            best, angle = sharp, step * _STEP
    return angle


def _tesseract(grey: Image.Image, scale: float, limits: Limits) -> str:
    picture = io.BytesIO()
    grey.save(picture, "PNG", compress_level=1)
    dpi = str(round(scale * _POINTS))
    command = ["tesseract", "-", "-", "-l", "vie", "--psm", "4", "--dpi", dpi, "tsv"]
    try:
        done = subprocess.run(
            command,
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
    return done.stdout.decode("utf-8", "replace")


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
        word = Word(text, left, top, left + width, top + height, sure)
        key = tuple(row[k] for k in ("block_num", "par_num", "line_num"))
        rows.setdefault(key, []).append(word)
    lines = [Line(tuple(sorted(words, key=lambda w: w.x0))) for words in rows.values()]
    return sorted(lines, key=lambda line: line.top)
