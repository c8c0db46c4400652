"""How much of this machine one file may use."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may cost; beyond it the file is refused, never cut.

    Attributes:
        max_bytes: size of the file; a larger one is refused before it is opened.
        max_pages: pages of a PDF or of a scanned picture.
        max_characters: characters of the text that comes out.
        seconds: wall-clock and processor time of one text document.
        seconds_per_scan: further time granted for each page that goes through OCR.
        max_seconds: wall-clock time of one file, whatever its pages.
        memory: address space of the child process that parses the file.
        max_entries: entries of a ZIP container (DOCX, ODT).
        max_unpacked: bytes that the entries of a ZIP container declare together.
        max_ratio: unpacked to packed bytes of one entry larger than a megabyte.
        max_pixels: pixels of one picture, read or drawn.
    """

    max_bytes: int = 100 * MEGABYTE
    max_pages: int = 3_000
    max_characters: int = 20_000_000
    seconds: float = 120.0
    seconds_per_scan: float = 30.0
    max_seconds: float = 1_800.0
    memory: int = 2_048 * MEGABYTE
    max_entries: int = 10_000
    max_unpacked: int = 400 * MEGABYTE
    max_ratio: float = 200.0
    max_pixels: int = 40_000_000


DEFAULT = Limits()
