"""The words of a text, made once and alike for every engine and every reader.

A word is a run of letters and digits. It has two forms: `exact`, lower case with its
diacritics, wherever in the syllable the tone was typed ("hoà" and "hòa" are one word,
so are "kĩ" and "kỹ"), and `folded`, without diacritics ("đ" becomes "d"). Documents
hold both forms, so a question typed without diacritics finds what a question typed
with them finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Latin eth and African D stand where a damaged file lost its Đ (domain: repairs).
_D_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
_D_REPAIRS = str.maketrans({"ð": "đ", "ɖ": "đ"})
_I_ENDING = re.compile(r"[hklmst]i")


class Form(NamedTuple):
    """One word in its two forms; equal where the word carries no diacritics."""

    exact: str
    folded: str

    @property
    def accented(self) -> bool:
        """Whether the word was written with a diacritic."""
        return self.exact != self.folded


class Word(NamedTuple):
    """One word where it stands: half-open offsets into the text it was read from."""

    form: Form
    start: int
    end: int


@lru_cache(maxsize=1 << 17)
def form_of(word: str) -> Form:
    """Return both forms of one word.

    >>> form_of("Quyền").folded, form_of("hoà") == form_of("hòa")
    ('quyen', True)
    >>> form_of("kĩ") == form_of("kỹ"), form_of("NÐ").exact
    (True, 'nđ')
    """
    lower = word.lower()
    if lower.isascii():
        return Form(*[_same_vowel(lower)] * 2)
    letters = unicodedata.normalize("NFKD", lower).translate(_D_REPAIRS)
    tone = "".join(letter for letter in letters if letter in _TONES)
    toneless = "".join(letter for letter in letters if letter not in _TONES)
    folded = "".join(c for c in toneless if not unicodedata.combining(c))
    folded = _same_vowel(folded.translate(_D_LETTERS))
    exact = _same_vowel(unicodedata.normalize("NFC", toneless))
    return Form(exact + tone, folded)


def _same_vowel(syllable: str) -> str:
    # "kĩ thuật" and "kỹ thuật", "lí" and "lý" are one word in two spellings.
    if len(syllable) == 2 and _I_ENDING.match(syllable):
        return syllable[0] + "y"
    return syllable


def words(text: str) -> Iterator[Word]:
    """Yield the words of an NFC text in order, with offsets into it.

    >>> [(w.form.folded, w.start, w.end) for w in words("Điều 5, Nghị định")]
    [('dieu', 0, 4), ('5', 5, 6), ('nghi', 8, 12), ('dinh', 13, 17)]
    """
    for match in _WORD.finditer(text):
        yield Word(form_of(match[0]), match.start(), match.end())


def words_between(text: str, begin: int) -> Iterator[re.Match[str]]:
    """Yield the words of a text from an offset on, as they are asked for."""
    return _WORD.finditer(text, begin)


def read_words(text: str) -> tuple[list[Form], list[int]]:
    """Return the words of an NFC text in order, and the offset of each."""
    found = list(_WORD.finditer(text))
    return [form_of(match[0]) for match in found], [match.start() for match in found]


def located(text: str) -> tuple[list[str], NDArray[np.int64]]:
    """Return the words of a text as written, and the offset of each.

    The same words as `words` finds, many times faster on a whole document.

    >>> located("Điều 5, Nghị định")[0], located("Điều 5")[1].tolist()
    (['Điều', '5', 'Nghị', 'định'], [0, 5])
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    within = _in_words(int(codes.max(initial=0)) > _PLANE)[codes]
    edges = np.flatnonzero(np.diff(within, prepend=False, append=False))
    starts = edges[::2]
    ends = edges[1::2].tolist()
    return [text[a:b] for a, b in zip(starts.tolist(), ends, strict=True)], starts


_PLANE = 0xFFFF


@cache
def _in_words(everything: bool) -> NDArray[np.bool_]:
    last = 0x10FFFF if everything else _PLANE
    return np.array([chr(code).isalnum() for code in range(last + 1)])


def forms(text: str) -> list[Form]:
    """Return the words of a text in order, without offsets; any Unicode form."""
    return [form_of(word) for word in _WORD.findall(composed(text))]


def composed(text: str) -> str:
    """Return the text in NFC, the same object where it is already."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Return the folded words of a text joined by single spaces.

    >>> folded("Thi đua – Khen thưởng")
    'thi dua khen thuong'
    """
    return " ".join(form.folded for form in forms(text))


def exact(text: str) -> str:
    """Return the exact words of a text joined by single spaces."""
    return " ".join(form.exact for form in forms(text))
