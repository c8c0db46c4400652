"""A picture of a page → the same page as OCR reads it best: grey, upright, level.

Each step is kept because it lowered the error rate in `benchmarks/ocr.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PIL import Image, ImageChops, ImageFilter, ImageOps

_SKEW = 3.0  # degrees looked at on either side
_STEP = 0.25
_LEAST = 0.4  # below this, turning the picture costs more than it gives
_COLOURED = 48  # between the channels of a pixel, to be ink and not paper
_CELL = 9.0  # points: the grid on which stamps and signatures are looked for
_SMALLEST = (3, 6)  # cells, the shorter and the longer side of a stamp
_DUST = 0.002  # share of a blank page that is dark
_FINE = 250 / 72  # pixels to the point
_GRAIN = 75 / 72  # cells to the point, on which specks are looked for
_APART = 5  # cells without ink around a speck
_ABOUND = 40  # cells of a page with a speck, before they are wiped off
_SOILED = 245  # of 255, the mean of a cell with a speck in it
_SPECKS = 0.002  # share of pixels that a median would turn white


def grey(picture: Image.Image, scale: float) -> Image.Image:
    """Return a page in grey, without the ink of stamps and signatures.

    Coloured ink is bleached only where it lies in large patches: a number or a date
    stamped in red, or written in blue, is as small as a word and stays.
    """
    if picture.mode in ("L", "1", "I", "F"):
        return _wiped(picture.convert("L"), scale)
    red, green, blue = picture.convert("RGB").split()
    high = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    low = ImageChops.darker(ImageChops.darker(red, green), blue)
    colour = ImageChops.subtract(high, low)
    plain = picture.convert("L")
    mask = _patches(colour, scale)
    if mask is None:
        return _wiped(plain, scale)
    # Letters under the ink are dark in every channel; ink is bright in its own.
    bleached = ImageChops.add(high, colour)
    return _wiped(Image.composite(bleached, plain, mask), scale)


def level(page: Image.Image) -> tuple[Image.Image, float]:
    """Return a page turned so that its lines run level, and by how many degrees."""
    angle = _skew(page)
    if abs(angle) < _LEAST:
        return page, 0.0
    bicubic = Image.Resampling.BICUBIC
    return page.rotate(angle, resample=bicubic, fillcolor=255), angle


def has_ink(page: Image.Image) -> bool:
    """Tell whether there is more on a grey page than dust."""
    small = page.copy()
    small.thumbnail((400, 400), Image.Resampling.BOX)
    return sum(small.histogram()[:200]) > _DUST * small.width * small.height


def _patches(colour: Image.Image, scale: float) -> Image.Image | None:
    """Return a mask of the large coloured patches of a page; None without any."""
    ink = colour.point([255 * (value > _COLOURED) for value in range(256)])
    cell = _CELL * scale
    size = max(1, round(ink.width / cell)), max(1, round(ink.height / cell))
    coarse = ink.resize(size, Image.Resampling.BOX)
    cells = {
        (i % size[0], i // size[0]) for i, value in enumerate(coarse.tobytes()) if value
    }
    mask = Image.new("L", size)
    found = False
    for patch in _connected(cells):
        wide = max(x for x, _ in patch) - min(x for x, _ in patch) + 1
        tall = max(y for _, y in patch) - min(y for _, y in patch) + 1
        if min(wide, tall) >= _SMALLEST[0] and max(wide, tall) >= _SMALLEST[1]:
            found = True
            for place in patch:
                mask.putpixel(place, 255)
    if not found:
        return None
    return mask.resize(colour.size, Image.Resampling.NEAREST)


def _connected(cells: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Yield the groups of cells that touch, corners included."""
    left = set(cells)
    while left:
        group, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            group.add((x, y))
            near = {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= near
            edge += near
        yield group


def _wiped(page: Image.Image, scale: float) -> Image.Image:
    """Return the page without the dirt of scanners: grain or specks, never both.

    What a median has smoothed has lost its specks, and a second pass takes hyphens.
    """
    smooth = _unspecked(page, scale)
    return _dusted(page, scale) if smooth is page else smooth


def _unspecked(page: Image.Image, scale: float) -> Image.Image:
    """Return the page through a median filter where single dark pixels abound.

    At low resolution the strokes of letters are as thin as specks.
    """
    if scale < _FINE:
        return page
    smooth = page.filter(ImageFilter.MedianFilter(3))
    specks = ImageChops.subtract(smooth, page).point([0] * 96 + [255] * 160)
    white = smooth.point([0] * 200 + [255] * 56)
    lost = ImageChops.darker(specks, white).histogram()[255]
    return smooth if lost > _SPECKS * page.width * page.height else page


def _dusted(page: Image.Image, scale: float) -> Image.Image:
    """Return the page without specks that stand alone: larger than a median removes.

    A speck is ink within a few pixels and none for a letter's width around: the dots
    of letters, full stops and commas have their letter near. A clean page stays as it
    is, for the sake of the stop after a wide V.
    """
    cell = max(2, round(scale / _GRAIN))
    size = max(1, page.width // cell), max(1, page.height // cell)
    coarse = np.asarray(page.resize(size, Image.Resampling.BOX))
    ink = coarse < _SOILED
    alone = ink & (_summed(ink, 1) == _summed(ink, _APART))
    if np.count_nonzero(alone) < _ABOUND:
        return page
    specks = _summed(alone, 1) > 0
    mask = Image.fromarray(np.where(specks, 255, 0).astype(np.uint8))
    clean = page.copy()
    clean.paste(255, mask=mask.resize(page.size, Image.Resampling.NEAREST))
    return clean


def _summed(cells: np.ndarray, reach: int) -> np.ndarray:
    """Return how many cells within reach of each are marked."""
    side = 2 * reach + 1
    sums = np.pad(cells.astype(np.int32), reach + 1).cumsum(0).cumsum(1)
    sums = sums[side:] - sums[:-side]
    sums = sums[:, side:] - sums[:, :-side]
    within: np.ndarray = sums[: cells.shape[0], : cells.shape[1]]
    return within


def _skew(page: Image.Image) -> float:
    """Return the turn, in degrees, that makes the rows of ink stand out most.

    Measured on a small picture: the profile of a level page alternates between rows
    of letters and white, that of a tilted one is smooth.
    """
    small = ImageOps.invert(page)
    small.thumbnail((700, 700))
    best, angle = -1.0, 0.0
    for step in range(-int(_SKEW / _STEP), int(_SKEW / _STEP) + 1):
        turned = small.rotate(step * _STEP, resample=Image.Resampling.BILINEAR)
        column = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
        sharp = float(sum((a - b) ** 2 for a, b in pairwise(column)))
        if sharp > best * 1.02:
            best, angle = sharp, step * _STEP
    return angle
