"""The commune or district that a text means where it names none: "UBND xã".

A unit below the province is one of thousands; a text tells in several ways which of
them is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, count

from nlp.fold import fold
from nlp.name_rows import word_list
from nlp.tokens import CAPITAL, Tokens, tokenise

_UNITS = r"xã|phường|đặc khu|huyện|quận|thị xã|thị trấn"
_OWN = re.compile(rf"(?:{_UNITS})(?= \w)", re.I)
# "PHƯỜNG TÂN AN TỔ CHỨC HỘI NGHỊ": the heading of what a commune tells of itself.
_HEADED = re.compile(r"\A\s{0,20}(XÃ|PHƯỜNG|ĐẶC KHU) ([^\n]{10,160})")
_CALLED = re.compile(
    r"là:? [“\"]?(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\s"
    rf"({_UNITS})[”\")]"
)
_BODY_BEFORE = (
    *("UBND", "HĐND", "CHQS", "MTTQ", "Nhân dân", "nhân dân", "Đảng ủy", "Đảng bộ"),
    *("Quân sự", "quân sự", "Việt Nam", "Công an", "Tổ quốc", "Hồ Chí Minh"),
    *("Nông dân", "Phụ nữ", "phụ nữ", "Chiến binh", "chiến binh"),
    *("Lao động", "lao động", "LĐLĐ", "Khen thưởng", "khen thưởng", "TĐKT"),
    *("Nội vụ", "Thanh tra"),
)
_LONGEST_BODY = max(map(len, _BODY_BEFORE))
_UNIT_WORDS = frozenset({"xã", "phường", "đặc", "huyện", "quận", "thị"})
_UNIT = re.compile(rf"({_UNITS})(?!\w)")
_NAME = re.compile(r"\s([^\W\d_][\w’']*)(?:\s([^\W_][\w’']*))?")
_NO_NAME = frozenset({"Khóa", "Khoá", "Nhiệm", "Kỳ"})
# "Đồng chí Lê Văn An, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện": one person's post.
_HOLDER = re.compile(
    r"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)(?:\s[^\W\d_]+){2,5}\s?[,–-]\s"
    r"(?:[^.;:\n]|\.(?=\w)){0,80}\s\Z"
)
_POST = re.compile(
    r"(?:[Cc]hủ tịch|[Bb]í thư|[Tt]rưởng|[Gg]iám đốc)\s[^.;:,\n]{0,40}\Z"
)
_WIDEST_HOLDER = 140
_HELD = ""


def own_units(text: str, issuer: str | None) -> frozenset[str]:
    """Return the units below the province that a text names without a name.

    What the People's Committee of a commune issues says "UBND xã" of itself; another
    text may lay it down ("sau đây gọi tắt là UBND xã"), name the bodies of one commune
    and no other, or name the person who holds a post in one.

    >>> sorted(own_units("", "Ủy ban nhân dân xã Tân Lập"))
    ['xã']
    """
    units = {unit.lower() for unit in _OWN.findall(issuer or "")[:1]}
    units |= {
        unit.lower() for unit, rest in _HEADED.findall(text[:200]) if rest.isupper()
    }
    tokens = tokenise(text)
    named: dict[str, set[str]] = {}
    bare: dict[str, int] = {}
    for unit, name in _named_units(tokens):
        if name is None:
            bare[unit] = bare.get(unit, 0) + 1
        else:
            named.setdefault(unit, set()).add(fold(name))
    only = {unit for unit, names in named.items() if len(names - {_HELD}) < 2}
    units |= only | set(_CALLED.findall(text)) | _lone_district(tokens)
    often = {unit for unit, times in bare.items() if times >= _OFTEN} - units
    return frozenset(units | {unit for unit in often if not _plural(text, unit)})


# As often a text must say "UBND huyện", and never "các huyện", to mean one of them.
_OFTEN = 3


def _plural(text: str, unit: str) -> bool:
    """Tell whether a text speaks of many such units: "cấp huyện", "huyện, thị xã"."""
    if any(f"{word} {unit}" in text for word in ("các", "cấp", "những", "mỗi")):
        return True
    return (
        re.search(rf"{unit}(?:,|/| và| hoặc) ?(?:{_UNITS}|thành phố)", text) is not None
    )


def _lone_district(tokens: Tokens) -> set[str]:
    """Return "huyện" where a text names one district again and again and no other."""
    words, names, at = tokens.words, set(), 0
    found = words.count("huyện")
    for _ in range(found):
        at = words.index("huyện", at) + 1
        if at < len(words) and tokens.shapes[at] == CAPITAL:
            names.add(tokens.folds[at])
        else:
            found -= 1
    return {"huyện"} if found > 1 and len(names) == 1 else set()


def _named_units(tokens: Tokens) -> Iterator[tuple[str, str | None]]:
    """Yield the unit word behind each body, and its name, None where it has none.

    The name is empty where a person holds a post in a unit without a name.
    """
    text = tokens.text
    for i in compress(count(), map(_UNIT_WORDS.__contains__, tokens.words)):
        end = tokens.starts[i] - 1
        if end < 0 or not text[end].isspace():
            continue
        if not text.endswith(_BODY_BEFORE, max(0, end - _LONGEST_BODY), end):
            continue
        unit = _UNIT.match(text, end + 1)
        if unit is None:
            continue
        found = _NAME.match(text, unit.end())
        if found is not None and found[1][0].isupper() and found[1] not in _NO_NAME:
            yield unit[1], _HELD if _person(text, end, found) else _named(found)
        elif _HOLDER.search(text[max(0, end - _WIDEST_HOLDER) : end + 1]):
            yield unit[1], _HELD
        else:
            yield unit[1], None


def _named(found: re.Match[str]) -> str:
    first, second = found[1], found[2] or ""
    return first if second[:1].islower() else f"{first} {second}"


def _person(text: str, end: int, found: re.Match[str]) -> bool:
    """Tell whether the holder's name follows: "Chủ tịch UBND huyện Lê Văn An"."""
    family = found[1].lower() in word_list("COMMONFAMILY")
    return family and _POST.search(text[max(0, end - _WIDEST_HOLDER) : end]) is not None
