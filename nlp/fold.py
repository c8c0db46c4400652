"""Spellings of one word made equal: letters without marks, tone marks in one place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nlp.letters import exchange
from nlp.per_text import per_text

# Letters that Unicode does not decompose: đ, and its look-alikes eth and African d.
_LOOKALIKES = {"đ": "d", "ð": "d", "ɖ": "d"}


def _fold_letter(letter: str) -> str:
    """Fold one code point into exactly one code point."""
    for form in (letter.lower(), unicodedata.normalize("NFKD", letter).lower()):
        base = unicodedata.normalize("NFD", form)[:1]
        if base.isascii() and base.isprintable():
            return base
    lower = letter.lower()
    return _LOOKALIKES.get(lower, lower if len(lower) == 1 else letter)


class _Folding(dict[int, str]):
    """A translation table that learns each code point when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return `text` in lower case without Vietnamese marks, đ as d.

    The result has the length of the NFC form of `text`, so that offsets into NFC text
    stay valid. Spaces, dashes and quotes are left as they are.

    >>> fold("Uỷ ban") == fold("Ủy ban") == fold("uy ban") == "uy ban"
    True
    """
    return _short_fold(text) if len(text) < _SHORT else _long_fold(text)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


_folded = exchange(_FOLDING)


# Words and the heads of lines come again and again.
_SHORT = 24
_short_fold = lru_cache(maxsize=16_384)(_fold)


@per_text
def _long_fold(text: str) -> str:
    return _folded(unicodedata.normalize("NFC", text))


def lower(text: str) -> str:
    """Return `text` in lower case with its length kept, marks and all.

    A letter whose lower case is longer than one code point stays as it is.

    >>> lower("NGÀY 05")
    'ngày 05'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(
        low if len(low := letter.lower()) == 1 else letter for letter in text
    )


_ETH = str.maketrans("\u00d0\u0189\u00f0\u0256", "ĐĐđđ")


def true_letters(text: str) -> str:
    """Return `text` with eth and African d as Đ, letter for letter.

    Old fonts and keyboards print them for Đ; nothing tells them apart on paper.

    >>> true_letters("\u00d0iều 5") == "Điều 5"
    True
    """
    strange = any(letter in text for letter in "\u00d0\u0189\u00f0\u0256")
    return text.translate(_ETH) if strange else text


_TONES = {"oa": "àáảãạ", "oe": "èéẻẽẹ", "uy": "ỳýỷỹỵ"}
_FIRST = {"o": "òóỏõọ", "u": "ùúủũụ"}
_MOVED = {
    shape[0] + marked: _FIRST[shape[0]][i] + shape[1]
    for shape, vowels in _TONES.items()
    for i, marked in enumerate(vowels)
}
# Before a final letter the tone stands on the second vowel: "Hòang" is mistyped.
_MOVED |= {early: late for late, early in _MOVED.items()}
_WRONG_TONE = re.compile(
    rf"(?<!q)(?:(?:o[{_TONES['oa']}{_TONES['oe']}]|u[{_TONES['uy']}])(?![^\W\d_])"
    rf"|(?:[{_FIRST['o']}][ae]|[{_FIRST['u']}]y)(?=[cmnptio]))",
    re.IGNORECASE,
)


def _move_tone(match: re.Match[str]) -> str:
    wrong = match.group()
    right = _MOVED[wrong.lower()]
    return "".join(
        new.upper() if old.isupper() else new
        for old, new in zip(wrong, right, strict=True)
    )


def tone_normalise(text: str) -> str:
    """Return the NFC form of `text` with the tone of oa, oe, uy on the first vowel.

    Both placements are the same word ("Uỷ ban", "Ủy ban"); only syllables that end in
    these vowels have two, and "quý" has one. Before a final letter it belongs on the
    second ("Hòang" is "Hoàng"). The length of the NFC form is kept.

    >>> tone_normalise("Uỷ ban hoà giải quý, ông Hòang")
    'Ủy ban hòa giải quý, ông Hoàng'
    """
    return _WRONG_TONE.sub(_move_tone, unicodedata.normalize("NFC", text))
