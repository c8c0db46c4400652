"""What a reader of one format hands over, before the file's own facts are added."""

from __future__ import annotations

import json
import struct
from array import array
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, repeat
from operator import itemgetter

from ingest.document import OffsetMap, Origin, Page, Span, WordBox
from ingest.errors import Corrupt

_BOX = partial(tuple.__new__, WordBox)  # as WordBox._make, without a frame for each
_LENGTH = struct.Struct("<Q")
_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, normalised, with its pages and words.

    Crosses the border of the child process as JSON and plain numbers, not as a pickle:
    what a hostile file may have done to the child must not run in its parent.
    """

    text: str
    pages: tuple[Page, ...] = ()
    words: tuple[WordBox, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)
    title: str | None = None
    warnings: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """Return the reading as bytes: JSON, then the words column by column."""
        columns = list(zip(*self.words, strict=True)) or [()] * 8
        whole = [array("i", column) for column in columns[:3]]
        exact = [array("d", column) for column in columns[3:7]]
        read = any(sure is not None for sure in columns[7])
        if read:
            unknown = (_UNKNOWN if sure is None else sure for sure in columns[7])
            exact.append(array("d", unknown))
        head = {
            "text": self.text,
            "pages": [
                [p.number, p.span.start, p.span.end, p.origin, p.width, p.height]
                for p in self.pages
            ],
            "words": len(self.words),
            "read": read,
            "here": list(self.offsets.here),
            "there": list(self.offsets.there),
            "title": self.title,
            "warnings": list(self.warnings),
        }
        body = json.dumps(head, ensure_ascii=False).encode()
        parts = [column.tobytes() for column in (*whole, *exact)]
        return b"".join((_LENGTH.pack(len(body)), body, *parts))

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
                words=_words(data[start:], int(values["words"]), bool(values["read"])),
                offsets=OffsetMap(tuple(values["here"]), tuple(values["there"])),
                title=values["title"],
                warnings=tuple(values["warnings"]),
            )
            _check(reading)
        except (KeyError, TypeError, ValueError, struct.error) as error:
            raise Corrupt from error
        return reading


def _words(data: bytes, count: int, read: bool) -> tuple[WordBox, ...]:
    """Return the words from their columns.

    Raises:
        ValueError: there are more bytes or fewer than the words need.
    """
    columns: list[array[int] | array[float]] = [array("i") for _ in range(3)]
    columns += [array("d") for _ in range(5 if read else 4)]
    if count < 0 or len(data) != count * sum(column.itemsize for column in columns):
        raise ValueError("not as many words as told")
    at = 0
    for column in columns:
        end = at + count * column.itemsize
        column.frombytes(data[at:end])
        at = end
    if not read:
        return tuple(map(_BOX, zip(*columns, repeat(None))))
    sure = (None if value != value else value for value in columns.pop())
    return tuple(map(_BOX, zip(*columns, sure, strict=True)))


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
    marks += map(itemgetter(0), reading.words)
    marks += map(itemgetter(1), reading.words)
    if marks and not 0 <= min(marks) <= max(marks) <= len(reading.text):
        raise ValueError("a page or a word lies outside the text")
    if any(left.end > right.start for left, right in pairwise(spans)):
        raise ValueError("pages overlap")
