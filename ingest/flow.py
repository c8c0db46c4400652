"""Lines of pages → one text in which every word keeps its page and box."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.document import Origin, Page, Span, WordBox
from ingest.errors import TooLarge
from ingest.limits import Limits
from ingest.lines import Line
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
        self._words: list[WordBox] = []
        self.warnings: list[str] = []

    def add_page(
        self,
        lines: Iterable[Line],
        number: int,
        origin: Origin,
        size: tuple[float, float],
    ) -> None:
        """Append the lines of one page, in reading order."""
        start = None
        for line in lines:
            words = [(clean(word.text).strip(), word) for word in line.words]
            words = [(text, word) for text, word in words if text]
            if not words:
                continue
            self._break(line.gap if start is not None else self._stopped())
            if start is None:
                start = self._length
            at = self._length
            for text, (_, x0, top, x1, bottom, sure) in words:
                end = at + len(text)
                if x1 > x0:  # the bars between cells stand nowhere
                    self._words.append(
                        WordBox(
                            *(at, end, number),
                            *(round(x0, 2), round(top, 2)),
                            *(round(x1, 2), round(bottom, 2)),
                            sure,
                        )
                    )
                at = end + 1
            self._add(" ".join([text for text, _ in words]))
            self._last = words[-1][0]
        span = Span(self._length if start is None else start, self._length)
        self._pages.append(Page(number, span, origin, *size))

    def reading(self, *, title: str | None = None) -> Reading:
        """Return what was collected."""
        if self._length:
            self._add("\n")
        return Reading(
            "".join(self._pieces),
            pages=tuple(self._pages),
            words=tuple(self._words),
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
