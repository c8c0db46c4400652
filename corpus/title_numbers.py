"""Numbers inside titles: a title equal in words may still speak of another year."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from nlp.fold import fold

_LONGEST = 600
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
# Words after which a Roman numeral counts: "khóa VII", "lần thứ IX", "quý II".
_COUNTED = frozenset({"khoa", "thu", "ky", "quy", "phan", "lan", "dot", "hang", "loai"})


def _roman(word: str) -> int:
    values = [_VALUES[letter] for letter in word]
    later = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, later, strict=True))


def title_tokens(title: str) -> tuple[list[str], list[str]]:
    """Return the tokens of a title and how each is printed.

    Words folded, numbers without leading zeros, Roman numerals after a counting word
    as numbers: "khóa VII" and "khóa 07" are equal.
    """
    tokens: list[str] = []
    printed: list[str] = []
    for found in _TOKEN.finditer(title[:_LONGEST]):
        text = found.group()
        token = fold(text)
        if token.isdecimal():
            token = token.lstrip("0") or "0"
        elif tokens and tokens[-1] in _COUNTED and token and _ROMAN.fullmatch(token):
            token = str(_roman(token))
        tokens.append(token)
        printed.append(text)
    return tokens, printed


def numbers_that_differ(a: str, b: str) -> list[tuple[str, str]]:
    """Return the pairs of numbers that stand at one place of two titles and differ.

    Only where both titles have a number between equal words; a title that leaves out
    a part of the other differs in nothing.

    >>> numbers_that_differ("giai đoạn 2121 – 2025", "giai đoạn 2021 – 2025")
    [('2121', '2021')]
    >>> numbers_that_differ("Hội thi lần thứ 27", "Hội thi lần thứ 27 (2021 – 2022)")
    []
    """
    ours, theirs = title_tokens(a), title_tokens(b)
    matcher = SequenceMatcher(None, ours[0], theirs[0], autojunk=False)
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace" or i2 - i1 != j2 - j1 or i1 == 0 or j1 == 0:
            continue
        if all(t.isdecimal() for t in (*ours[0][i1:i2], *theirs[0][j1:j2])):
            found += zip(ours[1][i1:i2], theirs[1][j1:j2], strict=True)
    return found
