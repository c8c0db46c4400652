"""A text made ready for reading citations: its folded copy and what stands where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.alternation import alternation
from nlp.analysis import DateMention
from nlp.fold import fold
from nlp.numbers import NumberMatch

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Vietnamese capitals, for a character class."""

LOWER = UPPER.lower()
"""Vietnamese small letters, for a character class."""

GAP0 = r"[\s|]{0,40}"
"""White space and table bars that may stand between two parts."""

GAP = r"[\s|]{1,40}"
"""What may stand between two words of one citation; page breaks are taken out before
(`nlp.page_breaks`)."""


def phrase(words: str) -> str:
    """Return a pattern for folded words with any white space between them."""
    return words.replace(" ", r"[\s|]{1,20}")


def any_of(words: str) -> str:
    """Return a group for any of the phrases in `words`, set apart by "|".

    >>> re.fullmatch(any_of("sửa đổi|bổ sung"), "sua  doi") is not None
    True
    """
    return alternation((fold(word) for word in words.split("|")), space=r"[\s|]{1,20}")


def same_length_fold(text: str) -> str:
    """Return `fold(text)`, letter by letter where the text is not composed."""
    plain = fold(text)
    if len(plain) == len(text):
        return plain
    return "".join((fold(letter) or letter)[0] for letter in text)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text with its folded copy, its numbers and dates by place."""

    text: str
    plain: str
    numbers: tuple[NumberMatch, ...]
    number_starts: tuple[int, ...]
    dates: dict[int, DateMention]

    @classmethod
    def of(
        cls,
        text: str,
        numbers: Sequence[NumberMatch],
        dates: Sequence[DateMention],
    ) -> Reading:
        """Return the reading of `text`; numbers are put in order."""
        inside = [n for n in numbers if n.span.end <= len(text)]
        ordered = tuple(sorted(inside, key=lambda match: match.span))
        return cls(
            text=text,
            plain=_without_brackets(same_length_fold(text)),
            numbers=ordered,
            number_starts=tuple(match.span.start for match in ordered),
            dates={m.span.start: m for m in dates if m.span.end <= len(text)},
        )

    def next_number(self, position: int) -> NumberMatch | None:
        """Return the first number that starts at or after `position`."""
        i = bisect_left(self.number_starts, position)
        return self.numbers[i] if i < len(self.numbers) else None

    def number_at(self, position: int) -> NumberMatch | None:
        """Return the number that starts at `position`."""
        found = self.next_number(position)
        return found if found and found.span.start == position else None


_NOTE = re.compile(r"(?<=[^\s\[])\[\d{1,3}\]")


def _without_brackets(plain: str) -> str:
    """Return folded text with square brackets as bars, and footnote marks with them.

    An editor put them there: "số [38/QĐ-LHH] ngày", "số 30/2020/NĐ-CP[1] ngày".
    """
    if "[" not in plain:
        return plain
    plain = _NOTE.sub(lambda note: "|" * len(note.group()), plain)
    return plain.replace("[", "|").replace("]", "|")


_SPACE = re.compile(r"[\s|]+")


def collapse_bars(text: str) -> str:
    """Return `text` with white space and table bars made single spaces."""
    return _SPACE.sub(" ", text).strip()
