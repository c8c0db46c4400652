"""The label with which a line opens a unit: "Chương II", "Điều 5.", "3a.", "đ)"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.casing import rows
from nlp.fold import fold
from nlp.lines import is_caps

POINT_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
"""Vietnamese order of points: đ after d; f, j, w, z are wrong but are met."""

_ORDINALS = {
    "nhat": "1",
    "hai": "2",
    "ba": "3",
    "tu": "4",
    "nam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
    "muoi": "10",
}
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_CLAUSE = re.compile(
    r"(?P<n>\d{1,3}[a-zđ]?)\s?(?:[.)](?=\s|$|[^\W\d_])|/(?=\s)|-(?=\s))"
)
_DECIMAL = re.compile(
    r"(?P<n>\d{1,3}(?:\.\d{1,3}){1,4})(?:[.)]?(?=\s)|[.)](?=[^\W\d_]))"
)
_POINT = re.compile(r"(?P<n>[a-zđ]\d?)\s?[)/](?=\s|$|[^\W\d_])")
_SUBPOINT = re.compile(
    r"(?:\((?P<a>[ivx]{1,5}|\d{1,2})\)|(?P<b>[a-zđ]\.\d{1,2})\)?|(?P<c>[a-zđ]\([ivx]{1,5}\)))"
    r"(?=\s|$)"
)
_ROMAN = re.compile(r"(?P<n>[ivxl]{1,6})\s?(?:[.)/]|\s?[-–])\s*(?=\S)")
_LETTER = re.compile(r"(?P<n>[a-hđ])\s?[.)/]\s+(?=\S)")
_UNIT_CAPITALS = frozenset("CDĐMPTB")
_SHORT_HEAD = re.compile(r"\w{0,7}\s{0,2}[.)/(–-]")
_AFTER_HEAD = re.compile(r"\s*(?P<mark>[.:]|[-–](?=\s)|$)?\s*")
_PROSE = re.compile(
    r"(?:cua|nay|va|hoac|den|tai|,|;|\)|/|luat|bo luat|nghi dinh|thong tu|nghi quyet|"
    r"quyet dinh|phap lenh|quy che|hien phap|khoan|diem|dieu le|ban hanh|duoc|thi|la|"
    r"quy dinh tai|nghi quyet|neu tren|noi tren|tren|o|thuoc|trong|theo)(?!\w)"
)


class Label(NamedTuple):
    """A unit's level and label, where the rest of its line starts, and how sure.

    `firm` tells that punctuation or capitals mark it as a heading.
    """

    level: str
    label: str
    rest: int
    firm: bool = True


@cache
def _units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["level"], re.compile(row["pattern"].replace(" ", r"\s{1,5}") + r"(?!\w)"))
        for row in rows("provisions")["unit"]
    )


def roman_value(label: str) -> int:
    """Return the value of a roman numeral, 0 if it is none.

    >>> roman_value("XIV"), roman_value("12")
    (14, 0)
    """
    total = last = 0
    for char in reversed(label.lower()):
        value = _ROMAN_VALUES.get(char)
        if value is None:
            return 0
        total += value if value >= last else -value
        last = max(last, value)
    return total


def read_label(line: str) -> Label | None:
    """Return the label that opens a trimmed line, or None.

    A named unit followed by what can only be prose ("Điều 5 của Luật này") is none.

    >>> read_label("Điều 32đ. Hồ sơ")[:2], read_label("đ) Giấy tờ")[:2]
    (('dieu', '32đ'), ('diem', 'đ'))
    >>> read_label("Điều 5 của Luật này quy định") is None
    True
    """
    start = len(line) - len(line.lstrip("“\"'«* "))
    body = line[start:]
    if not body:
        return None
    if body[0].isdigit():
        return _numbered(body, start)
    if body[0] in _UNIT_CAPITALS and (found := _named(body, start)):
        return found
    # Most lines are prose, whose first word is followed by another.
    return _lettered(body, start) if _SHORT_HEAD.match(body) else None


@cache
def _unit_words() -> frozenset[str]:
    words = (re.match(r"[a-z]+", row["pattern"]) for row in rows("provisions")["unit"])
    return frozenset(word.group() for word in words if word)


def _named(body: str, start: int) -> Label | None:
    head = body[:60]
    if fold(head.split(maxsplit=1)[0]) not in _unit_words():
        return None
    plain = fold(head)
    if len(plain) != len(head):
        return None
    for level, pattern in _units():
        match = pattern.match(plain)
        if match is None:
            continue
        end = match.end("label")
        after = _AFTER_HEAD.match(body, end)
        rest = body[after.end() :] if after else ""
        mark = after["mark"] if after else None
        if not mark and _PROSE.match(plain, after.end() if after else end):
            return None
        label = _canonical(level, body[match.start("label") : end])
        capital = bool(rest) and rest.lstrip("“\"'")[:1].isupper()
        if rest and not capital and level != "dieu":
            return None
        firm = mark in {".", ":"} or (rest == "" and mark == "")
        firm = firm or (level != "dieu" and is_caps(rest))
        if level != "dieu" and not (firm or is_caps(head[: match.end()])):
            return None
        if level == "dieu" and not firm and not capital:
            return None
        return Label(level, label, start + (after.end() if after else end), firm)
    return None


def _canonical(level: str, printed: str) -> str:
    label = printed.lower()
    if level in {"phan", "dieu"} and fold(label) in _ORDINALS:
        return _ORDINALS[fold(label)]
    return label.upper() if level != "dieu" and not label[0].isdigit() else label


def _numbered(body: str, start: int) -> Label | None:
    if match := _DECIMAL.match(body):
        return Label("decimal", match["n"], start + match.end())
    if match := _CLAUSE.match(body):
        return Label("khoan", match["n"].lower(), start + match.end())
    return None


def _lettered(body: str, start: int) -> Label | None:
    small = body[:12].lower()
    if (match := _SUBPOINT.match(small)) is not None:
        text = match["a"] or match["b"] or match["c"]
        return Label("tiet", text, start + match.end())
    if body[0].islower() and (match := _POINT.match(body[:12])):
        return Label("diem", match["n"], start + match.end())
    if body[0].isupper():
        match = _ROMAN.match(small)
        if match and roman_value(match["n"]) and body[: match.end("n")].isupper():
            return Label("roman", match["n"].upper(), start + match.end())
        if match := _LETTER.match(small):
            return Label("letter", match["n"].upper(), start + match.end())
    return None


def follows(level: str, label: str, last: str | None) -> bool:
    """Tell whether a label may come after the last one of its level.

    The next number, an inserted unit (3a after 3), or the first of all; one lost
    letter is forgiven ("d" then "e"), because copies lose "đ".

    >>> follows("khoan", "3a", "3"), follows("khoan", "5", "3")
    (True, False)
    """
    if level == "diem":
        return _letter_follows(label, last)
    if level in {"roman", "letter", "tiet"}:
        return _value(level, label) == (_value(level, last) + 1 if last else 1)
    number, suffix = _split(label)
    if last is None:
        return number == 1 and not suffix
    before, old = _split(last)
    if number == before + 1:
        return suffix in {"", "a"}
    return number == before and suffix != "" and _position(suffix) == _position(old) + 1


def _split(label: str) -> tuple[int, str]:
    digits = re.match(r"\d+", label)
    return (int(digits.group()), label[digits.end() :]) if digits else (0, label)


def _position(letter: str) -> int:
    return POINT_LETTERS.find(letter[:1]) if letter else -1


def _letter_follows(label: str, last: str | None) -> bool:
    if last is None:
        return label == "a"
    if label[0] == last[0]:
        return len(label) > 1 and int(label[1:] or 0) == int(last[1:] or 0) + 1
    return len(label) == 1 and 0 < _position(label) - _position(last) <= 2


def _value(level: str, label: str) -> int:
    if level == "letter":
        return _position(label.lower()) + 1
    if level == "tiet" and not label.isdigit():
        if label[0].isalpha() and "." in label:
            return int(label.partition(".")[2])
        return roman_value(label.strip("()").rpartition("(")[2])
    return int(label) if label.isdigit() else roman_value(label)
