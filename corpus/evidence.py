"""Where on paper a finding stands: page and boxes, of this document and the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.document import Document, Span, WordBox
from nlp.analysis import Header

_MOST_BOXES = 50
_IDENTIFYING = ("number", "date", "issuer", "title")


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of one line: points from the top left corner of its page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def to_json(self) -> list[float]:
        """Return page, left, top, right, bottom."""
        return [self.page, self.x0, self.top, self.x1, self.bottom]


@dataclass(frozen=True, slots=True)
class Side:
    """What one document says, and where: its words, their page, their boxes."""

    sha256: str
    name: str
    quote: str
    page: int | None
    boxes: tuple[Box, ...]

    @property
    def area(self) -> Box | None:
        """Return the one box around all lines on the page where it begins, or None."""
        if not self.boxes:
            return None
        page = self.boxes[0].page
        here = [box for box in self.boxes if box.page == page]
        return Box(
            page,
            min(box.x0 for box in here),
            min(box.top for box in here),
            max(box.x1 for box in here),
            max(box.bottom for box in here),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the side as plain JSON values."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "quote": self.quote,
            "page": self.page,
            "boxes": [box.to_json() for box in self.boxes],
        }


def _same_line(box: Box, word: WordBox) -> bool:
    middle = (word.top + word.bottom) / 2
    return box.page == word.page and box.top <= middle <= box.bottom


def boxes_of(document: Document, spans: Iterable[Span]) -> tuple[Box, ...]:
    """Return the boxes of some spans, one for each line; none without a layout.

    At most 50: a longer quotation is shown by its beginning.
    """
    found: list[Box] = []
    for span in spans:
        for word in document.boxes(span):
            last = found[-1] if found else None
            if last is not None and _same_line(last, word) and word.x1 >= last.x0:
                found[-1] = Box(
                    last.page,
                    min(last.x0, word.x0),
                    min(last.top, word.top),
                    max(last.x1, word.x1),
                    max(last.bottom, word.bottom),
                )
            elif len(found) < _MOST_BOXES:
                found.append(Box(word.page, *word[3:7]))
            else:
                return tuple(found)
    return tuple(found)


def side_of(document: Document, spans: Iterable[Span]) -> Side:
    """Return what a document says at some spans, and where."""
    ordered = sorted(spans)
    page = document.page_of(ordered[0].start) if ordered else None
    words = (" ".join(span.of(document.text).split()) for span in ordered)
    return Side(
        document.sha256,
        document.name,
        " … ".join(words)[:1000],
        page.number if page else None,
        boxes_of(document, ordered),
    )


def header_side(document: Document, header: Header) -> Side:
    """Return where a document says of itself which one it is."""
    spans = [header.spans[name] for name in _IDENTIFYING if name in header.spans]
    return side_of(document, spans)
