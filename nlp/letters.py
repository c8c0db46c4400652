"""Letters of a text exchanged one for one, at the speed of copying it.

`str.translate` asks a table about every letter. Almost every letter of a Vietnamese
text is one of 256, so a text is first written with one byte a letter and then read back
with other letters: both are loops of the library that decode old code pages.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping

_SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_PRINTED = "".join(map(chr, range(0x20, 0x7F)))
_MARKS = "–—−“”‘’«»…•·°×±½²³≤≥§\u00a0"
# The first letter is no letter: it stands for all that are not among the others.
_ALPHABET = "\0\t\n\r\f" + _PRINTED + _SMALL + _SMALL.upper() + _MARKS
_BYTES = codecs.charmap_build(_ALPHABET)
_RARE = re.compile(b"\\0")


def _as_rare(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "\0" * (error.end - error.start), error.end


codecs.register_error("cancu_rare", _as_rare)


def exchange(table: Mapping[int, str]) -> Callable[[str], str]:
    """Return a function that does what `str.translate` does with `table`, but sooner.

    Every letter must become exactly one.

    >>> exchange({ord("–"): "-"})("2021–2025 ☂")
    '2021-2025 ☂'
    """
    target = _ALPHABET.translate(table)

    def exchanged(text: str) -> str:
        coded, _ = codecs.charmap_encode(text, "cancu_rare", _BYTES)
        copy, _ = codecs.charmap_decode(coded, "strict", target)
        return _with_rare(copy, coded, text, table) if b"\0" in coded else copy

    return exchanged


def _with_rare(copy: str, coded: bytes, text: str, table: Mapping[int, str]) -> str:
    letters = list(copy)
    for found in _RARE.finditer(coded):
        at = found.start()
        letters[at] = text[at].translate(table)
    return "".join(letters)
