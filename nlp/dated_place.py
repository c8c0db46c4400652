"""The place and day of issue: "Hà Nội, ngày 05 tháng 01 năm 2020"."""

from __future__ import annotations

import re
from datetime import date

from nlp.fold import fold
from nlp.lines import Line, collapse

DATE = re.compile(
    r"(?<!\w)ng[aà]y[\s.…_|]{0,40}(?:(?P<d>[\dilo]{1,2})[\s.…_|]{0,40})?"
    r"(?:th[aá]ng[\s.…_|]{0,40}(?:(?P<m>[\dilo]{1,2})[\s.…_|]{0,40})?"
    r"n[aă]m[\s.…_|]{0,40}(?P<y>[\dilo]{4})?"
    r"|[./-]\s?(?P<m2>\d{1,2})\s?[./-]\s?(?P<y2>\d{4}))(?!\d)"
)
_DIGITS = str.maketrans("ilo", "110")
_PLACE_WORD = re.compile(r"[^\s,;:|()*]+")
_NUMBERED = re.compile(r"(?:[Qq]uận|[Pp]hường|QUẬN|PHƯỜNG)\s{1,3}\d{1,2}\Z")
_UNIT_WORDS = frozenset(
    {"thanh", "pho", "tinh", "tp", "t", "xa", "phuong", "huyen", "quan", "thi"}
    | {"tran", "dac", "khu"}
)


def same_length_fold(text: str) -> str:
    """Return the folded text; text that is not NFC is only made small."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()


def iso_day(match: re.Match[str]) -> str | None:
    """Return the ISO date of a date line; None where it is blank or impossible.

    Letters that OCR reads for digits count as those ("I0" is 10).
    """
    day, month = match["d"], match["m"] or match["m2"]
    year = match["y"] or match["y2"]
    if not (day and month and year):
        return None
    try:
        year, month, day = (part.translate(_DIGITS) for part in (year, month, day))
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


_AROUND_BREAK = re.compile(r"[ \t\u00a0]{0,9}\n[ \t\u00a0]{0,9}")


def find_day(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last date line in words or figures inside a stretch, or None."""
    matches = list(DATE.finditer(same_length_fold(text), start, end))
    return matches[-1] if matches else None


def place_before(text: str, at: int) -> Line | None:
    """Return the place printed before "ngày": the capitalised words up to the comma.

    >>> place_before("Số: 5/QĐ-LHH Hà Nội, ngày 5", 21).text
    'Hà Nội'
    """
    head = text[:at].rstrip()
    comma = head.endswith(",")
    head = head.rstrip(" ,\n\t")
    if at - len(head) > 12:
        return None
    small = text[at : at + 1].islower()
    start, size = len(head), 0
    line_start = head.rfind("\n") + 1
    for match in reversed(list(_PLACE_WORD.finditer(head, max(0, len(head) - 80)))):
        between = _AROUND_BREAK.sub("\n", head[match.end() : start])
        if size and ("|" in between or between.count("\n") > 1 or len(between) > 2):
            break
        if match.start() < line_start and not _whole_line(head, match.start(), small):
            break
        numbered = not size and _NUMBERED.search(
            head[max(0, match.start() - 12) : match.end()]
        )
        if not numbered and not _place_word(match.group(), small, size):
            break
        start, size = match.start(), size + 1
    while start < len(head) and not head[start].isupper():
        start += 1
    if not size or start >= len(head) or (not comma and size < 2):
        return None
    return Line(collapse(head[start:]), start, len(head))


def _place_word(word: str, small: bool, size: int) -> bool:
    if size >= 9 or any(c.isdigit() or c in "/:" for c in word):
        return False
    if word in {"-", "–"}:
        return size > 0
    if fold(word.strip(".")) in _UNIT_WORDS:
        return True
    if not word[0].isupper() or word.endswith("."):
        return False
    return not (small and len(word) > 1 and word.isupper())


def _whole_line(text: str, at: int, small: bool) -> bool:
    """Tell whether the line around `at` holds nothing but words of a place's name."""
    line = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]
    words = line.split()
    return 0 < len(words) <= 4 and all(_place_word(w, small, 1) for w in words)
