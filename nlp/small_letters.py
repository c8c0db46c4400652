"""Where the name of a body opens with a small letter: "trường THPT Lê Lợi".

Most words in small letters open nothing, so a word is looked at only where the next
one, or the one before, is of a listed pair.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import compress, count

from nlp.name_rows import word_list
from nlp.per_text import per_text
from nlp.tokens import LOWER, Tokens, tokenise

_POSTS = ("chánh", "trưởng", "phó")
# What a post may be of: "Trưởng phòng", "Phó ban", "Chánh văn phòng".
_UNITS = frozenset({"phòng", "ban", "văn"})
_BOARDS = ("đại diện", "quản lý", "chỉ đạo", "chỉ huy", "trị sự")
_COMMITTEES = tuple(
    f"{unit} {uy}"
    for uy in ("ủy", "uỷ")
    for unit in ("tỉnh", "thành", "huyện", "quận", "thị", "đảng")
)
# Bodies that posts name in small letters: "Bí thư tỉnh ủy".
_OF_POSTS = (
    (" thư ", _COMMITTEES),
    ("ường vụ ", _COMMITTEES),
    ("ướng ", ("chính phủ",)),
    (" tịch ", ("hội đồng quản trị ", "hội đồng thành viên ")),
)
# Found at once; the few letters before are common.
_SOUGHT = (" thư ", "ường vụ ", "ướng chính phủ", " tịch hội đồng ")
# "ủy ban nhân dân tỉnh Nghệ An": its own where the unit is named.
_COUNCILS = ("ủy ban nhân dân ", "uỷ ban nhân dân ", "hội đồng nhân dân ")
_UNIT_NAMED = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "thành", "thị"})


@per_text
def small_openings(text: str) -> frozenset[int]:
    """Return the words at which a body's name opens in small letters."""
    tokens = tokenise(text)
    types, pairs = _types(), _pairs()
    found = _of_posts(tokens)
    lowers = tokens.lowers
    for i in compress(count(), map(types.__contains__, tokens.words)):
        near = tuple(lowers[i : i + 2]) in pairs or (
            lowers[i] in _UNITS and tuple(lowers[max(0, i - 1) : i + 1]) in pairs
        )
        if near and _leads(tokens, i):
            found.add(i)
    return frozenset(found)


@cache
def _types() -> frozenset[str]:
    """Return the first words of the SMALLTYPE list that open a name themselves."""
    entries = (entry.split() for entry in word_list("SMALLTYPE"))
    return frozenset(words[words[0] in _POSTS] for words in entries)


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    """Return the first two words of every entry of the list."""
    return frozenset(tuple(entry.split()[:2]) for entry in word_list("SMALLTYPE"))


def _of_posts(tokens: Tokens) -> set[int]:
    """Return where a body written small belongs to a post."""
    found, text = set(), tokens.text
    for (post, bodies), sought in zip(_OF_POSTS, _SOUGHT, strict=True):
        at = text.find(sought)
        while at >= 0:
            begun = at + len(post)
            if text.startswith(bodies, begun):
                found.add(bisect_left(tokens.starts, begun))
            at = text.find(sought, at + 1)
    for council in _COUNCILS:
        at = text.find(council)
        while at >= 0:
            i = bisect_left(tokens.starts, at)
            if tokens.lowers[i + 4 : i + 5] and tokens.lowers[i + 4] in _UNIT_NAMED:
                named = i + 5 + (tokens.lowers[i + 4] in ("thành", "thị"))
                if _capital(tokens, named):
                    found.add(i)
            at = text.find(council, at + 1)
    return found


def _leads(tokens: Tokens, i: int) -> bool:
    """Tell whether a type word in small letters leads to a proper name there.

    "trường THPT Lê Lợi", "tập đoàn Sao Mai", "Chánh văn phòng Bộ": a capital follows.
    """
    entries, lowers = word_list("SMALLTYPE"), tokens.lowers
    if i > 0 and " ".join(lowers[i - 1 : i + 1]) in entries:
        return _capital(tokens, i + _post_words(lowers, i))
    if " ".join(lowers[i : i + 4]) in entries:
        return _capital(tokens, i + 4)  # "công đoàn cơ sở Sở Y tế"
    post = i > 0 and " ".join(lowers[i - 1 : i + 2]) in entries
    name = i + 2
    ahead = (" ".join(lowers[i:end]) for end in (name, name + 1))
    if not post and not any(entry in entries for entry in ahead):
        return False
    if name >= len(tokens):
        return False
    return _capital(tokens, name if tokens.shapes[name - 1] == LOWER else name - 1)


def _capital(tokens: Tokens, k: int) -> bool:
    """Tell whether word `k` opens with a capital right behind one space."""
    return k < len(tokens) and tokens.capital(k) and tokens.gap(k) == " "


def _post_words(lowers: list[str], i: int) -> int:
    """Return the words of the unit at `i`: "ban", "ban đại diện", "phòng"."""
    board = lowers[i] == "ban" and " ".join(lowers[i + 1 : i + 3]) in _BOARDS
    return 3 if board else 1
