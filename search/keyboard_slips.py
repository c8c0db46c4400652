"""Telex and VNI keys that stayed in a word because the input method was off."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

_TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_BREVE = {"a": "ă"}
_WITH_W = {**_HORN, **_BREVE}
_VOWELS = "aăâeêioôơuưy"
# A Vietnamese syllable: what may stand before, in and after its vowels.
_SYLLABLE = re.compile(
    r"(?P<head>ngh|ng|nh|kh|ph|th|tr|ch|gh|gi(?=[aăâeêoôơuư])|qu|[bcdđghklmnprstvx])?"
    rf"(?P<vowels>[{_VOWELS}]{{1,3}})(?P<tail>ng|nh|ch|[cmnpt])?\Z"
)
_LONGEST = 14


def decoded(word: str) -> str | None:
    """Return the word that Telex or VNI keys would have made, None if there is none.

    >>> decoded("quyeets"), decoded("ddinjh"), decoded("thuwowngr")
    ('quyết', 'định', 'thưởng')
    >>> decoded("d9i5nh"), decoded("thu7o7ng3"), decoded("khoan")
    ('định', 'thưởng', None)
    """
    lower = word.lower()
    if len(lower) > _LONGEST or not lower.isascii() or not lower[:1].isalpha():
        return None
    made = _vni(lower) if any(key.isdigit() for key in lower) else _telex(lower)
    if made is None:
        return None
    letters, tone = made
    syllable = with_tone(letters, tone)
    return syllable if syllable != lower else None


def _telex(word: str) -> tuple[str, str] | None:
    letters, tone = "", ""
    for key in word:
        vowel = _last_vowels(letters)
        if key in _TELEX_TONES and vowel:
            if tone:
                return None
            tone = _TELEX_TONES[key]
        elif key == "w" and vowel:
            letters = _marked(letters, _WITH_W)
        elif key in _CIRCUMFLEX and key in vowel:
            letters = _marked(letters, {key: _CIRCUMFLEX[key]})
        elif key == "d" and letters.startswith("d"):
            letters = "đ" + letters[1:]
        else:
            letters += key
    return letters, tone


def _vni(word: str) -> tuple[str, str] | None:
    letters, tone = "", ""
    marks = {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE}
    for key in word:
        if not key.isdigit():
            letters += key
        elif key in _VNI_TONES and _last_vowels(letters) and not tone:
            tone = _VNI_TONES[key]
        elif key in marks and _marked(letters, marks[key]) != letters:
            letters = _marked(letters, marks[key])
        elif key == "9" and letters.startswith("d"):
            letters = "đ" + letters[1:]
        else:
            return None
    return letters, tone


def _last_vowels(letters: str) -> str:
    return "".join(letter for letter in letters if letter in _VOWELS)


def _marked(letters: str, marks: dict[str, str]) -> str:
    # "uo" takes the horn on both letters; else the last letter that can take the mark.
    if "o" in marks and marks["o"] == "ơ" and "uo" in letters:
        return letters.replace("uo", "ươ")
    if "o" in marks and marks["o"] == "ơ" and "ưo" in letters:
        return letters.replace("ưo", "ươ")
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in marks:
            return letters[:at] + marks[letters[at]] + letters[at + 1 :]
    return letters


def with_tone(letters: str, tone: str) -> str | None:
    """Return a syllable with its tone mark where it is written; None if it is none.

    >>> with_tone("đinh", "\\u0323"), with_tone("đnh", "")
    ('định', None)
    """
    match = _SYLLABLE.match(letters)
    if match is None:
        return None
    if not tone:
        return letters
    vowels = match["vowels"]
    begin = match.start("vowels")
    at = begin + _toned(vowels, bool(match["tail"]))
    made = letters[: at + 1] + tone + letters[at + 1 :]
    return unicodedata.normalize("NFC", made)


def is_syllable(exact: str) -> bool:
    """Tell whether an exact form, its tone at the end, is built as a syllable is.

    >>> is_syllable("cheo\u0301"), is_syllable("thươg\u0309")
    (True, False)
    """
    tone = exact[-1:] if exact[-1:] in _TELEX_TONES.values() else ""
    return _SYLLABLE.match(exact.removesuffix(tone) if tone else exact) is not None


def _toned(vowels: str, closed: bool) -> int:
    marked = [i for i, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0


_MARKED = frozenset(chain(_CIRCUMFLEX.values(), _HORN.values(), _BREVE.values()))
