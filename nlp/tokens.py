"""A text as words: the spelling, the folded word and the place of each.

Only letters and digits make words; what stands between two words is their gap and is
looked at when it matters. So "TP.HCM", "TP. HCM" and "TP HCM" are the same two words,
and a name broken over two lines is the same name.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

import numpy as np

from ingest.document import Span
from nlp.fold import fold, tone_normalise
from nlp.letters import exchange
from nlp.per_text import LONGEST_WORD, per_text

_FOLD, _SMALL, _SHAPE = map(itemgetter, range(3))

_IN_WORD = re.compile(r"[^\W_]")
_SOFT = re.compile(r"[ \t\u00a0\u202f]*\n?[ \t\u00a0\u202f]*")

LOWER, CAPITAL, UPPER, DIGIT, LETTER = "a", "Aa", "AA", "1", "A"
OPENING = frozenset({CAPITAL, UPPER, LETTER})


def shape_of(word: str) -> str:
    """Return how a word is written: "a", "Aa", "AA", "A" (one letter) or "1".

    >>> [shape_of(word) for word in ("tỉnh", "Đắk", "UBND", "Ý", "85")]
    ['a', 'Aa', 'AA', 'A', '1']
    """
    first = word[0]
    if not first.isalpha():
        return DIGIT
    if not first.isupper():
        return LOWER
    if len(word) == 1:
        return LETTER
    return UPPER if word.isupper() else CAPITAL


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one text, in order, as parallel columns.

    `folds` have no marks; `lowers` are in small letters with their marks, the tone
    where the standard puts it.
    """

    text: str
    words: list[str]
    folds: list[str]
    lowers: list[str]
    shapes: list[str]
    starts: array[int]
    ends: array[int]
    kinds: dict[str, tuple[str, str, str]]

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, i: int) -> str:
        """Return what stands between word `i` - 1 and word `i`."""
        return self.text[self.ends[i - 1] if i else 0 : self.starts[i]]

    def soft(self, i: int) -> bool:
        """Tell whether only space, or one line break, stands before word `i`."""
        if i == 0:
            return False
        return _SOFT.fullmatch(self.text, self.ends[i - 1], self.starts[i]) is not None

    def span(self, i: int, j: int) -> Span:
        """Return the span of the words from `i` up to but not including `j`."""
        return Span(self.starts[i], self.ends[j - 1])

    def capital(self, i: int) -> bool:
        """Tell whether word `i` begins with a capital."""
        return self.shapes[i] in OPENING


class _Gaps(dict[int, str]):
    """What stands between words becomes a space; learnt when first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = kept = letter if _IN_WORD.match(letter) else " "
        return kept


_spaced = exchange(_Gaps())


@per_text
def tokenise(text: str) -> Tokens:
    """Return the words of `text`; every word slices back out of it."""
    # Cut at every single space, a wide gap gives empty pieces: they keep the places.
    pieces = _spaced(text).split(" ")
    words = list(filter(None, pieces))
    starts, ends = _bounds(pieces)
    # A text repeats few words: each is read once.
    read = {
        word: _known(word) if len(word) <= LONGEST_WORD else _read(word)
        for word in set(words)
    }
    rows = list(map(read.__getitem__, words))
    return Tokens(
        text,
        words,
        list(map(_FOLD, rows)),
        list(map(_SMALL, rows)),
        list(map(_SHAPE, rows)),
        starts,
        ends,
        read,
    )


def _bounds(pieces: list[str]) -> tuple[array[int], array[int]]:
    """Return where the pieces that hold letters begin and end in what was cut."""
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    ends = np.cumsum(lengths) + np.arange(len(pieces))
    held = lengths > 0
    starts = (ends - lengths)[held]
    return array("q", starts.tobytes()), array("q", ends[held].tobytes())


def _read(word: str) -> tuple[str, str, str]:
    return fold(word), tone_normalise(word).lower(), shape_of(word)


# Asked of every word: a caller in between would cost more than the answer.
_known = lru_cache(maxsize=32_768)(_read)
