"""Lines of pages → one text in which every word keeps its page and box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add
from unicodedata import is_normalized

from ingest.boxes import Boxes
from ingest.document import Origin, Page, Span
from ingest.errors import TooLarge
from ingest.limits import Limits
from ingest.lines import Line, Word
from ingest.normalise import clean
from ingest.reading import Reading

_STOPS = (".", ";", ":", "/", "!", "?", "”", '"')


class Flow:
    """Takes pages one after the other and keeps text and boxes in step.

    Lines end with `\\n`; a blank line stands where the page leaves a gap, and between
    two pages unless a sentence runs on from one to the next.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._pages: list[Page] = []
        self._words = Boxes()
        self.warnings: list[str] = []

    def add_page(
        self,
        lines: Iterable[Line],
        number: int,
        origin: Origin,
        size: tuple[float, float],
    ) -> None:
        """Append the lines of one page, in reading order, boxes rounded by then."""
        start = None
        starts: list[int] = []
        ends: list[int] = []
        placed: list[Word] = []
        for line in lines:
            text, words = _cleaned(line)
            if not words:
                continue
            self._break(line.gap if start is not None else self._stopped())
            if start is None:
                start = self._length
            lengths = [len(word.text) for word in words]
            begin = list(
                accumulate([n + 1 for n in lengths[:-1]], initial=self._length)
            )
            starts += begin
            ends += map(add, begin, lengths)
            placed += words
            self._add(text)
            self._last = words[-1].text
        self._words.add(starts, ends, number, placed)
        span = Span(self._length if start is None else start, self._length)
        self._pages.append(Page(number, span, origin, *size))

    def reading(self, *, title: str | None = None) -> Reading:
        """Return what was collected."""
        if self._length:
            self._add("\n")
        return Reading(
            "".join(self._pieces),
            pages=tuple(self._pages),
            words=self._words,
            title=title,
            warnings=tuple(dict.fromkeys(self.warnings)),
        )

    def _stopped(self) -> bool:
        return self._last.endswith(_STOPS)

    def _break(self, blank: bool) -> None:
        if self._length:
            self._add("\n\n" if blank else "\n")

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > self._limits.max_characters:
            raise TooLarge


def _cleaned(line: Line) -> tuple[str, Sequence[Word]]:
    """Return the text of a line and its words, normalised; no word is empty."""
    text = line.text
    if (
        text.isprintable()
        and is_normalized("NFC", text)
        and "  " not in text
        and text == text.strip()
    ):
        return text, line.words if text else ()
    pairs = [(clean(word.text).strip(), word) for word in line.words]
    words = [word._replace(text=text) for text, word in pairs if text]
    return " ".join([word.text for word in words]), words
