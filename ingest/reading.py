"""What a reader of one format hands over, before the file's own facts are added."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.document import OffsetMap, Origin, Page, Span, WordBox
from ingest.errors import Corrupt


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, normalised, with its pages and words.

    Crosses the border of the child process as JSON and not as a pickle: what a
    hostile file may have done to the child must not run in its parent.
    """

    text: str
    pages: tuple[Page, ...] = ()
    words: tuple[WordBox, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)
    title: str | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the reading as JSON values."""
        return {
            "text": self.text,
            "pages": [
                [p.number, p.span.start, p.span.end, p.origin, p.width, p.height]
                for p in self.pages
            ],
            "words": [list(word) for word in self.words],
            "here": list(self.offsets.here),
            "there": list(self.offsets.there),
            "title": self.title,
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Reading:
        """Return the reading of JSON values.

        Raises:
            Corrupt: the values do not make a reading that keeps `Document`'s promises.
        """
        try:
            reading = cls(
                text=str(values["text"]),
                pages=tuple(_page(*row) for row in values["pages"]),
                words=tuple(_word(*row) for row in values["words"]),
                offsets=OffsetMap(tuple(values["here"]), tuple(values["there"])),
                title=values["title"],
                warnings=tuple(values["warnings"]),
            )
            _check(reading)
        except (KeyError, TypeError, ValueError) as error:
            raise Corrupt from error
        return reading


def _page(
    number: int,
    start: int,
    end: int,
    origin: Origin,
    width: float | None,
    height: float | None,
) -> Page:
    return Page(number, Span(start, end), origin, width, height)


def _word(
    start: int,
    end: int,
    page: int,
    x0: float,
    top: float,
    x1: float,
    bottom: float,
    confidence: float | None,
) -> WordBox:
    return WordBox(start, end, page, x0, top, x1, bottom, confidence)


def _check(reading: Reading) -> None:
    spans = [page.span for page in reading.pages]
    marks = [mark for span in spans for mark in (span.start, span.end)]
    marks += [mark for word in reading.words for mark in (word.start, word.end)]
    if marks and not 0 <= min(marks) <= max(marks) <= len(reading.text):
        raise ValueError("a page or a word lies outside the text")
    if any(left.end > right.start for left, right in pairwise(spans)):
        raise ValueError("pages overlap")
