"""Contests and prizes by their names: "Hội thi Tin học trẻ lần thứ 5 (2029 – 2030)".

Such a name goes on in small letters as that of a body does. Its number ends it, or the
years of its round in brackets behind that.
"""

from __future__ import annotations

import re

from nlp.marked import Marked
from nlp.tokens import DIGIT

CONTESTS = ("hội thi", "cuộc thi", "liên hoan", "hội diễn")
PRIZE = "giải thưởng"
# Words that no name has before its number, beside those that end the name of a body.
_NEVER = frozenset({"được", "đã", "là", "tại", "sẽ", "có", "này", "đó", "trên", "khi"})
_ROUND = re.compile(r"\s{0,3}\(\s{0,3}\d{4}\s{0,3}[-–—]\s{0,3}\d{4}(?=\s{0,3}\))")
_ROMAN = frozenset("IVXL")
_TO_NUMBER, _MOST_WORDS = 16, 10


def contest_end(marked: Marked, i: int) -> tuple[int, bool] | None:
    """Return where the name of a contest or prize at word `i` ends, and if by a number.

    None where nothing is named: "hội thi được tổ chức", "các giải thưởng".
    """
    begun = i + 2
    numbered = _number_end(marked, begun)
    if numbered is not None:
        return _with_round(marked, numbered), True
    end = _name_end(marked, begun)
    return (end, False) if end > begun else None


def _number_end(marked: Marked, begun: int) -> int | None:
    """Return the end of "lần thứ 5" behind the name; the name may be left out."""
    tokens, count = marked.tokens, len(marked.taken)
    for k in range(begun, min(begun + _TO_NUMBER, count)):
        if marked.gap(k) not in ("soft", "dash", "comma") or marked.taken[k]:
            return None
        word = tokens.lowers[k]
        if word in _NEVER or (k == begun and not (tokens.capital(k) or word == "lần")):
            return None
        if word == "lần":
            at = k + 1 + int(marked.spelled(k + 1, k + 2) == "thứ")
            told = at < count and marked.gap(at) == "soft" and _is_number(marked, at)
            return at + 1 if told else None
    return None


def _is_number(marked: Marked, k: int) -> bool:
    if marked.tokens.shapes[k] == DIGIT:
        return True
    return set(marked.tokens.words[k]) <= _ROMAN


def _with_round(marked: Marked, end: int) -> int:
    """Return the end with the years of the round, where they stand in brackets."""
    tokens = marked.tokens
    found = _ROUND.match(tokens.text, tokens.ends[end - 1])
    if found is None:
        return end
    while end < len(marked.taken) and tokens.starts[end] < found.end():
        end += 1
    return end


def _name_end(marked: Marked, begun: int) -> int:
    """Return where a name without a number ends; `begun` where there is none."""
    tokens = marked.tokens
    for k in range(begun, min(begun + _MOST_WORDS, len(marked.taken))):
        stopped = marked.taken[k] or marked.gap(k) != "soft"
        if stopped or "\n" in marked.between(k):
            return k
        if k == begun and not tokens.capital(k):
            return begun
        if marked.small(k) and marked.listed("STOP", k, longest=2):
            return k
        if marked.digit(k) or tokens.lowers[k] in ("và", "vinh"):
            return k
    return min(begun + _MOST_WORDS, len(marked.taken))
