"""What a file becomes: one text, its pages, and where every word stood."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Origin = Literal["text", "ocr"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open pair of code-point offsets into one `Document.text`.

    >>> Span(0, 4).of("Điều 5")
    'Điều'

    Raises:
        ValueError: unless 0 <= start <= end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the part of `text` that this span names."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """Return this span moved by `by` code points."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number (from 1), the stretch of text it gave, and how it was read.

    `width` and `height` are in points (1/72 inch); None where the format has no pages.
    """

    number: int
    span: Span
    origin: Origin = "text"
    width: float | None = None
    height: float | None = None


class WordBox(NamedTuple):
    """Where a word stands on its page: points from the top left corner.

    `confidence` is 0..100 for words read by OCR and None for a text layer.
    """

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in `Document.text` back to offsets in the text as extracted.

    Kept as runs: `here[i]` is where a run starts in the text, `there[i]` where it
    starts in the source; inside a run both advance together.
    """

    here: tuple[int, ...] = (0,)
    there: tuple[int, ...] = (0,)

    def source(self, offset: int) -> int:
        """Return the source offset of a text offset."""
        i = bisect_right(self.here, offset) - 1
        run = self.there[i] + offset - self.here[i]
        return run if i + 1 == len(self.there) else min(run, self.there[i + 1])


@dataclass(frozen=True, slots=True)
class Document:
    """One file as text. Never corrected, never rewritten.

    Holds after `ingest.read.read`:
      - `text` is NFC, with `\\n` as the only line end and no control characters but
        `\\n` and `\\t`; a UTF-8 NFC text file is its own `text`, unchanged;
      - every page span and every word box slices back into `text`; pages are in order
        and do not overlap;
      - `sha256` is the hex digest of the bytes of the file;
      - `title` and `language` are what the file format itself declares, or None.
    """

    sha256: str
    name: str
    text: str
    media_type: str = "text/plain"
    pages: tuple[Page, ...] = ()
    words: tuple[WordBox, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)
    title: str | None = None
    warnings: tuple[str, ...] = ()

    def page_of(self, offset: int) -> Page | None:
        """Return the page on which the character at `offset` stands, or None."""
        i = bisect_right(self.pages, offset, key=lambda page: page.span.start) - 1
        if i < 0:
            return None
        return self.pages[i]

    def boxes(self, span: Span) -> tuple[WordBox, ...]:
        """Return the boxes of the words that share a character with `span`."""
        lo = bisect_right(self.words, span.start, key=lambda word: word.end)
        hi = bisect_right(self.words, span.end - 1, key=lambda word: word.start)
        return self.words[lo:hi]
