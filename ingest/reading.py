"""What a reader of one format hands over, before the file's own facts are added."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.boxes import Boxes
from ingest.document import OffsetMap, Origin, Page, Span
from ingest.errors import Corrupt

_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, normalised, with its pages and words.

    Crosses the border of the child process as JSON and plain numbers, not as a pickle:
    what a hostile file may have done to the child must not run in its parent.
    """

    text: str
    pages: tuple[Page, ...] = ()
    words: Boxes = field(default_factory=Boxes)
    offsets: OffsetMap = field(default_factory=OffsetMap)
    title: str | None = None
    warnings: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """Return the reading as bytes: JSON, then the words column by column."""
        told, columns = self.words.packed()
        head = {
            "text": self.text,
            "pages": [
                [p.number, p.span.start, p.span.end, p.origin, p.width, p.height]
                for p in self.pages
            ],
            **told,
            "here": list(self.offsets.here),
            "there": list(self.offsets.there),
            "title": self.title,
            "warnings": list(self.warnings),
        }
        body = json.dumps(head, ensure_ascii=False).encode()
        return b"".join((_LENGTH.pack(len(body)), body, columns))

    @classmethod
    def unpacked(cls, data: bytes) -> Reading:
        """Return the reading of such bytes.

        Raises:
            Corrupt: they do not make a reading that keeps `Document`'s promises.
        """
        try:
            (length,) = _LENGTH.unpack_from(data)
            start = _LENGTH.size + length
            values = json.loads(data[_LENGTH.size : start])
            reading = cls(
                text=str(values["text"]),
                pages=tuple(_page(*row) for row in values["pages"]),
                words=Boxes.unpacked(values, data[start:]),
                offsets=OffsetMap(tuple(values["here"]), tuple(values["there"])),
                title=values["title"],
                warnings=tuple(values["warnings"]),
            )
            _check(reading)
        except (KeyError, TypeError, ValueError, struct.error) as error:
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


def _check(reading: Reading) -> None:
    spans = [page.span for page in reading.pages]
    marks = [mark for span in spans for mark in (span.start, span.end)]
    length = len(reading.text)
    inside = all(0 <= mark <= length for mark in marks)
    if not inside or not reading.words.within(length):
        raise ValueError("a page or a word lies outside the text")
    if any(left.end > right.start for left, right in pairwise(spans)):
        raise ValueError("pages overlap")
