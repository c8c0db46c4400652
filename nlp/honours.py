"""Awards and meetings named in a text: "Huân chương Lao động hạng Ba", "kỳ họp thứ 8".

An award is the honour alone: whose it is ("của Chính phủ") is a body of its own. A
meeting is named by its number; without one it is any meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from typing import Literal

from nlp.contests import CONTESTS, PRIZE, contest_end
from nlp.marked import Marked
from nlp.name_rows import word_list
from nlp.territories import rows
from nlp.tokens import DIGIT

_RANKS = {"nhất": "Nhất", "nhì": "Nhì", "ba": "Ba", "i": "Nhất", "ii": "Nhì"}
_RANKS |= {"iii": "Ba", "1": "Nhất", "2": "Nhì", "3": "Ba"}
# Written small these are common words: only "danh hiệu" makes them an honour.
_CALLED = ("danh hiệu", "đạt danh", "tặng danh")
_ORDINALS = frozenset(
    {
        "nhất",
        "nhì",
        "hai",
        "ba",
        "tư",
        "bốn",
        "năm",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
    }
)
_ROMAN = frozenset("ivxl")
_OPENING = {"đại": "đại hội", "hội": "hội nghị", "kỳ": "kỳ họp", "phiên": "phiên họp"}
# Between "Đại hội" and its number: whose congress it is, and what of it.
_OF_MEETING = frozenset(
    {"đại", "biểu", "toàn", "quốc", "thi", "đua", "yêu", "nước", "đảng", "bộ", "tỉnh"}
    | {"thành", "phố", "huyện", "xã", "phường", "công", "đoàn", "viên", "các", "cấp"}
)
_FURTHEST = 10
_LONGEST_QUOTE = 14


@dataclass(frozen=True, slots=True)
class Honour:
    """An award or a meeting at words `start` to `end`; `value` joins its spellings."""

    start: int
    end: int
    label: Literal["AWARD", "EVENT"]
    value: str


def find_honours(marked: Marked) -> list[Honour]:
    """Return the awards and numbered meetings among the free words, in order.

    Their words are taken.
    """
    found: list[Honour] = []
    sizes, lowers = _sizes(), marked.tokens.lowers
    opening = {first for first, _ in sizes}
    for i in compress(count(), map(opening.__contains__, lowers)):
        # "hội" and "đại" open many words: the next one tells.
        if marked.taken[i] or tuple(lowers[i : i + 2]) not in sizes:
            continue
        honour = _award(marked, i) or _meeting(marked, i)
        if honour is not None and marked.free(honour.start, honour.end):
            marked.take(honour.start, honour.end)
            found.append(honour)
    return found


@cache
def _awards() -> dict[tuple[str, ...], str]:
    """Return the honours of the State by their words, with the spelling they have."""
    printed = (
        name
        for row in rows("names")["list"]
        if row["label"] == "AWARD"
        for name in row["names"]
    )
    return {tuple(name.lower().split()): name for name in printed}


@cache
def _sizes() -> dict[tuple[str, ...], tuple[int, ...]]:
    """Return how many words honours have, the most first, by their first two words."""
    found: dict[tuple[str, ...], set[int]] = {
        tuple(name.split()): set() for name in (PRIZE, *CONTESTS, *_OPENING.values())
    }
    for words in _awards():
        found.setdefault(words[:2], set()).add(len(words))
    return {pair: tuple(sorted(sizes, reverse=True)) for pair, sizes in found.items()}


def _award(marked: Marked, i: int) -> Honour | None:
    """Return the award that opens at word `i`."""
    lowers, awards = marked.tokens.lowers, _awards()
    for size in _sizes()[tuple(lowers[i : i + 2])]:
        name = awards.get(tuple(lowers[i : i + size]))
        if name is None or not _together(marked, i, i + size):
            continue
        if not _honours(marked, i):
            return None
        end, rank = _rank(marked, i + size)
        end = end if rank else _quoted(marked, end)
        quoted = marked.tokens.text[
            marked.tokens.ends[i + size - 1] : marked.tokens.ends[end - 1]
        ]
        told = f"hạng {rank}" if rank else " ".join(quoted.split())
        return Honour(i, end, "AWARD", f"{name} {told}".rstrip())
    return _contest(marked, i)


def _honours(marked: Marked, i: int) -> bool:
    """Tell whether words in small letters are an honour here, not common words."""
    if marked.tokens.capital(i) or marked.tokens.lowers[i] in _always():
        return True
    return marked.spelled(i - 2, i) in _CALLED


@cache
def _always() -> frozenset[str]:
    """Return the first words that open nothing but honours: "huân", "bằng khen"."""
    return word_list("AWARDHEAD")


def _together(marked: Marked, i: int, end: int) -> bool:
    return all(marked.gap(k) == "soft" for k in range(i + 1, end))


def _rank(marked: Marked, end: int) -> tuple[int, str]:
    """Return where "hạng Ba" ends behind an order, and the rank; "" if none is told."""
    if marked.spelled(end, end + 1) != "hạng" or marked.gap(end) != "soft":
        return end, ""
    rank = _RANKS.get(marked.spelled(end + 1, end + 2), "")
    return (end + 2, rank) if rank else (end, "")


def _quoted(marked: Marked, end: int) -> int:
    """Return where the name in quotation marks ends that stands behind `end`."""
    if end >= len(marked.taken) or marked.between(end).strip() not in ("“", '"'):
        return end
    for k in range(end + 1, min(end + _LONGEST_QUOTE, len(marked.taken))):
        if marked.between(k)[:1] in ("”", '"'):
            return k
    return end


def _contest(marked: Marked, i: int) -> Honour | None:
    """Return the contest, or the prize that bears a name: "Giải thưởng Hồ Chí Minh".

    A prize with a number is one round of it, which is an event.
    """
    opening = marked.spelled(i, i + 2)
    if opening != PRIZE and opening not in CONTESTS:
        return None
    quoted = _quoted(marked, i + 2)
    ended = (quoted, False) if quoted > i + 2 else contest_end(marked, i)
    if ended is None:
        return None
    end, numbered = ended
    printed = " ".join(marked.tokens.span(i, end).of(marked.tokens.text).split())
    label: Literal["AWARD", "EVENT"] = "EVENT"
    if opening == PRIZE and not numbered:
        label = "AWARD"
    return Honour(i, end, label, printed[:1].upper() + printed[1:])


def _meeting(marked: Marked, i: int) -> Honour | None:
    """Return the meeting with a number that opens at word `i`: "Đại hội XIII"."""
    if marked.spelled(i, i + 2) != _OPENING.get(marked.tokens.lowers[i]):
        return None
    end = _numbered(marked, i + 2)
    if end is None:
        return None
    printed = " ".join(marked.tokens.span(i, end).of(marked.tokens.text).split())
    return Honour(i, end, "EVENT", printed[:1].upper() + printed[1:])


def _numbered(marked: Marked, k: int) -> int | None:
    """Return where the number of a meeting ends, whose own words begin at `k`."""
    for own in _own_words(marked, k):
        word = marked.tokens.lowers[own]
        if word in ("lần", "thứ"):
            ordinal = marked.spelled(own + 1, own + 2) == "thứ"
            at = own + 1 + int(word == "lần" and ordinal)
            return at + 1 if _ordinal(marked, at) and marked.gap(at) == "soft" else None
        if marked.tokens.capital(own) and set(word) <= _ROMAN:
            return own + 1
    return None


def _own_words(marked: Marked, k: int) -> Iterator[int]:
    """Yield the words from `k` on that may stand before a number, the number's too."""
    for at in range(k, min(k + _FURTHEST, len(marked.taken))):
        if marked.taken[at] or marked.gap(at) != "soft":
            return
        yield at
        if marked.tokens.lowers[at] not in _OF_MEETING:
            return


def _ordinal(marked: Marked, k: int) -> bool:
    if k >= len(marked.taken) or marked.taken[k]:
        return False
    word = marked.tokens.lowers[k]
    return (
        marked.tokens.shapes[k] == DIGIT
        or word in _ORDINALS
        or (set(word) <= _ROMAN and marked.tokens.words[k].isupper())
    )
