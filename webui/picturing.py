"""Pictures of original pages: drawn once, kept within bounds, marked with boxes."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.document import Document, WordBox
from ingest.limits import Limits
from webui.marking import Mark

DRAWN = ("application/pdf", "image/")
DPI = 110.0
# The folder is swept when it passes this size, down to nine tenths of it.
MOST_BYTES = 512 * 2**20
MOST_BOXES = 2000
_PAD = 1.0
# Drawing a page is heavy: as many at a time as a small machine bears.
_DRAWING = threading.BoundedSemaphore(2)


class Box(NamedTuple):
    """A rectangle on a page in points, with the place in the text that it marks."""

    x: float
    y: float
    width: float
    height: float
    classes: str
    href: str | None


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page of the original: its number, its size in points, the marks on it."""

    number: int
    width: float
    height: float
    boxes: tuple[Box, ...] = ()


def has_pictures(media_type: str) -> bool:
    """Tell whether pages of this kind of file can be drawn."""
    return media_type.startswith(DRAWN)


def page_pictures(document: Document, marks: Iterable[Mark]) -> list[PagePicture]:
    """Return the pages that can be drawn, with the boxes of `marks` on them.

    Empty for a format without pages. At most `MOST_BOXES` boxes in all.
    """
    if not has_pictures(document.media_type):
        return []
    found: dict[int, list[Box]] = {}
    left = MOST_BOXES
    for mark in marks:
        for number, box in _boxes(document, mark):
            if left > 0:
                found.setdefault(number, []).append(box)
                left -= 1
    return [
        PagePicture(
            page.number, page.width, page.height, tuple(found.get(page.number, ()))
        )
        for page in document.pages
        if page.width and page.height
    ]


def _boxes(document: Document, mark: Mark) -> Iterable[tuple[int, Box]]:
    href = f"#{mark.anchor}" if mark.anchor else None
    for group in _lines(document.boxes(mark.span)):
        x, y = min(w.x0 for w in group) - _PAD, min(w.top for w in group) - _PAD
        width = max(w.x1 for w in group) + _PAD - x
        height = max(w.bottom for w in group) + _PAD - y
        sides = (round(x, 1), round(y, 1), round(width, 1), round(height, 1))
        yield group[0].page, Box(*sides, mark.classes, href)


def _lines(words: Iterable[WordBox]) -> list[list[WordBox]]:
    """Return the words as lines: side by side on one page, from left to right."""
    groups: list[list[WordBox]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last is not None and _same_line(last, word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _same_line(one: WordBox, two: WordBox) -> bool:
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    lower = min(one.bottom - one.top, two.bottom - two.top)
    return one.page == two.page and two.x0 >= one.x0 and shared > lower / 2


@dataclass(frozen=True, slots=True)
class PictureCache:
    """Pictures of pages in a folder, named by the digest of the file and the page."""

    folder: Path
    most_bytes: int = MOST_BYTES

    def page(
        self,
        sha256: str,
        number: int,
        original: Callable[[], bytes],
        *,
        limits: Limits,
    ) -> bytes:
        """Return a page of a file as PNG; `original` gives its bytes if need be.

        Raises:
            IngestError: if the page cannot be drawn.
        """
        # Drawing pages needs libraries that looking things up does without.
        from ingest.picture import render_page

        def draw() -> bytes:
            return render_page(original(), number, dpi=DPI, limits=limits)

        return self.get(sha256, number, draw)

    def get(self, sha256: str, number: int, draw: Callable[[], bytes]) -> bytes:
        """Return the picture of a page, drawing it with `draw` the first time.

        Raises:
            ValueError: if `sha256` is no digest.
            Exception: whatever `draw` raises; nothing is kept then.
        """
        path = self._path(sha256, number)
        try:
            data = path.read_bytes()
            os.utime(path)
            return data
        except FileNotFoundError:
            pass
        with _DRAWING:
            data = draw()
        self._keep(path, data)
        return data

    def _path(self, sha256: str, number: int) -> Path:
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            raise ValueError("not a digest")
        return self.folder / f"{sha256}-{int(number)}-{DPI:.0f}.png"

    def _keep(self, path: Path, data: bytes) -> None:
        """Write the picture under its name, whole or not at all; make room."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
        self._sweep(path)

    def _sweep(self, kept: Path) -> None:
        """Remove those not looked at for longest, where the folder is too large."""
        seen = []
        for entry in os.scandir(self.folder):
            try:
                state = entry.stat()
            except FileNotFoundError:
                continue
            seen.append((state.st_mtime, state.st_size, Path(entry.path)))
        total = sum(size for _, size, _ in seen)
        if total <= self.most_bytes:
            return
        for _, size, path in sorted(seen):
            if total <= self.most_bytes * 0.9:
                return
            if path != kept:
                path.unlink(missing_ok=True)
                total -= size
