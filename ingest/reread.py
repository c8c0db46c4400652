"""Figures of which OCR is unsure, read again alone and larger.

A wrong figure in a number or a date makes another document of it. What is read again
is told by its confidence and never corrected: the reading that most of up to three
readings share stands, and where they differ it stays doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from PIL import Image

from ingest.lines import Line, Word

Reader = Callable[[Image.Image, float], Sequence[Line]]

DOUBTFUL = 50.0  # per cent, at most, where readings differ
_UNSURE = (
    82.0  # per cent: on clean pages wrong figures lie below, most right ones above
)
_FIGURES = re.compile(r"\d[/.-]|\d{2}|[/.-]\d|\d[^\W\d_]|[^\W\d_]\d")
_MOST = 12  # words of one page that are read again
_MARGIN = 0.3  # of the height of a word; more would show its neighbours
_TWICE = re.compile("ĐÐ|ÐĐ")  # one letter that OCR sees twice
_SLASHES = dict.fromkeys(map(ord, "⁄∕"), "/")
_ENDS = ".,;:|'‘’`´\"()[] "


def with_figures_reread(
    page: Image.Image, lines: list[Line], scale: float, read: Reader
) -> list[Line]:
    """Return the lines with their doubtful figures read again by `read`."""
    unsure = [word for line in lines for word in line.words if _is_unsure(word)]
    unsure = sorted(unsure, key=lambda word: word.confidence or 0.0)[:_MOST]
    if not unsure:
        return lines
    second = _readings(page, unsure, scale, 2.0, read)
    differ = [word for word in unsure if _core(second[word]) != _core(word.text)]
    third = _readings(page, differ, scale, 1.0, read) if differ else {}
    settled = {word: _settled(word, second[word], third.get(word)) for word in unsure}
    return [
        replace(line, words=tuple(settled.get(word, word) for word in line.words))
        for line in lines
    ]


def _is_unsure(word: Word) -> bool:
    if _TWICE.search(word.text):
        return True
    sure = word.confidence is None or word.confidence >= _UNSURE
    return not sure and _FIGURES.search(word.text) is not None


def _settled(word: Word, second: str, third: str | None) -> Word:
    if third is None:  # the second reading is the first
        if _TWICE.search(word.text):
            return word._replace(confidence=DOUBTFUL)
        return word._replace(confidence=max(word.confidence or 0.0, _UNSURE))
    doubtful = min(word.confidence or 0.0, DOUBTFUL)
    figures = _TWICE.search(word.text) or any(map(str.isdigit, third))
    if _key(second) != _key(third) or not figures:
        return word._replace(confidence=doubtful)
    agreed_on = min(_core(third), _core(second), key=len)
    text = word.text.replace(_core(word.text), agreed_on, 1)
    return word._replace(text=text, confidence=doubtful)


def _core(text: str) -> str:
    """Return a reading without the dirt and the marks that end a sentence."""
    return text.strip(_ENDS)


def _key(text: str) -> str:
    """Return what two readings have in common when they differ by a usual slip."""
    return re.sub("[ĐÐ]+", "Đ", _core(text)).translate(_SLASHES)


def _readings(
    page: Image.Image, words: Sequence[Word], scale: float, times: float, read: Reader
) -> dict[Word, str]:
    """Read words below one another in one picture of their own."""
    crops = [_crop(page, word, scale, times) for word in words]
    gap = max(crop.height for crop in crops)
    size = max(crop.width for crop in crops) + 2 * gap, 2 * gap * len(crops) + gap
    sheet = Image.new("L", size, 255)
    for i, crop in enumerate(crops):
        sheet.paste(crop, (gap, gap + 2 * gap * i))
    found = dict.fromkeys(words, "")
    for line in read(sheet, scale * times):
        middle = (line.top + line.bottom) / 2 * scale * times
        i = min(max(0, int((middle - gap / 2) // (2 * gap))), len(words) - 1)
        found[words[i]] += "".join(word.text for word in line.words)
    return found


def _crop(page: Image.Image, word: Word, scale: float, times: float) -> Image.Image:
    margin = _MARGIN * word.height
    box = (
        round((word.x0 - margin) * scale),
        round((word.top - margin) * scale),
        round((word.x1 + margin) * scale),
        round((word.bottom + margin) * scale),
    )
    crop = page.crop(box)
    size = max(1, round(crop.width * times)), max(1, round(crop.height * times))
    return crop.resize(size, Image.Resampling.LANCZOS)
