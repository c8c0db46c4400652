"""Named places in running text: "tỉnh Bắc Ninh", "TP.HCM", "xã Tân Phú", "Hàn Quốc"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.fold import fold
from nlp.gazetteer import Hit
from nlp.marked import Marked
from nlp.name_rows import word_list
from nlp.place_words import (
    ALONE,
    GOVERNED,
    before_person,
    begins_a_post,
    ends_line,
    held,
    is_person,
    opens_part,
    school,
    starts_a_word,
    too_long,
)
from nlp.syllables import is_vietnamese
from nlp.tokens import CAPITAL, LETTER, LOWER, UPPER

_NUMBERED = frozenset(
    {"q", "p", "quận", "phường", "khu phố", "tổ dân phố", "thôn", "ấp", "khu vực", "xã"}
    | {"xóm", "khóm"}
)
_ESTATES = frozenset({"khu công nghiệp", "kcn", "cụm công nghiệp", "ccn"})
_LARGE = ("PROVINCE", "REGION")
_LONGEST_NAME = 4
_DOTTED = frozenset({"tp", "tx", "h", "q", "p"})
_NUMERAL = re.compile(r"[IVX]+|\d+")


def read_unit(marked: Marked, i: int, *, alone: bool = False) -> int | None:
    """Return where the governed unit that starts at word `i` ends, or None.

    With `alone` a bare "tỉnh", "thành phố" is enough: the one at hand is meant.
    """
    entrusting = marked.spelled(i + 1, i + 3) in ("ủy quyền", "ủy thác")
    if not entrusting and marked.listed("NOTUNIT", i, longest=2):
        return None  # "Tỉnh ủy", "xã hội", but not "UBND tỉnh ủy quyền"
    for length in (2, 1):
        word = marked.spelled(i, i + length)
        if word in GOVERNED or word == "khu vực":
            end = _name_after(marked, i + length, word, upper=_upper(marked, i))
            if end is not None:
                return end
            own = word in ALONE or _ours(marked, i, i + length)
            return i + length if alone and own else None
    return None


def _ours(marked: Marked, i: int, end: int) -> bool:
    """Tell whether a commune writes of itself: "UBND xã", but not "UBND xã, phường"."""
    if marked.spelled(i, end) not in marked.ours:
        return False
    if marked.gap(end) in ("comma", "slash") and marked.listed("UNIT", end):
        return False
    if marked.gap(end) != "soft" or "\n" in marked.between(end):
        return True
    return marked.small(end) or marked.listed("OPENS", end) > 0


def _upper(marked: Marked, i: int) -> bool:
    shapes = marked.tokens.shapes
    return shapes[i] == UPPER and i + 1 < len(shapes) and shapes[i + 1] == UPPER


def _name_after(marked: Marked, i: int, unit: str, *, upper: bool) -> int | None:
    """Return where the proper name at word `i` ends that follows a unit word."""
    if i >= len(marked.taken) or marked.taken[i]:
        return None
    dotted = unit in _DOTTED and marked.gap(i) == "dot"
    if marked.gap(i) != "soft" and not dotted:
        return None
    hits = [marked.hit(label, i, loose=unit in ALONE) for label in _LARGE]
    known = max((hit.end for hit in hits if hit is not None), default=None)
    if known is not None:
        further = None if upper or unit in ALONE else _capital_run(marked, i)
        return max(known, further or 0)
    if marked.digit(i):
        item = "\n" in marked.between(i) and marked.gap(i + 1) == "dot"
        return i + 1 if unit in _NUMBERED and not item else None
    if unit == "khu vực" and _NUMERAL.fullmatch(marked.tokens.words[i]):
        return i + 1
    if unit in ("tỉnh", "tinh") and is_vietnamese(marked.tokens.words[i]):
        return None  # every tỉnh of the country is known
    end = _capital_run(marked, i, upper=upper)
    if end is None and unit in _ESTATES and marked.tokens.shapes[i] == UPPER:
        roman = i + 1 < len(marked.taken) and marked.gap(i + 1) == "soft"
        end = i + 1
        end += int(roman and _NUMERAL.fullmatch(marked.tokens.words[end]) is not None)
    if end is not None and is_person(marked, i, end) and held(marked, i, unit):
        return None
    if unit == "bản" and (end is None or end - i < 2):
        return None  # "bản Cam kết" is a paper
    if end is not None and not dotted and starts_a_word(marked, i, end, unit):
        return None
    return end


def _capital_run(marked: Marked, i: int, *, upper: bool = False) -> int | None:
    """Return the end of the run of capitalised words at `i`, None if there is none."""
    shapes = (UPPER, LETTER) if upper else (CAPITAL, LETTER)
    end = i
    while end < min(len(marked.taken), i + _LONGEST_NAME):
        if end > i and marked.elided(end) and not marked.taken[end]:
            end += 1
            continue
        if marked.taken[end] or marked.tokens.shapes[end] not in shapes:
            break
        if end > i and marked.gap(end) not in ("soft", "dash"):
            break
        if end > i and marked.gap(end) == "dash" and marked.listed("UNIT", end):
            break  # "chùa Quán Sứ – Thủ đô Hà Nội"
        if opens_part(marked, i, end) or school(marked, i, end, upper=upper):
            break
        if end > i and begins_a_post(marked, end):
            break
        if upper and (marked.listed("CAPSTOP", end) or too_long(marked, i, end)):
            break
        if upper and marked.tokens.folds[end] == "va":
            break
        end += 1
    if upper and end > i and not ends_line(marked, end):
        return None
    if not upper and end - i == _LONGEST_NAME:
        end = before_person(marked, i, end)
    if not upper and i < end < len(marked.taken) and marked.gap(end) == "soft":
        end += int(_NUMERAL.fullmatch(marked.tokens.words[end]) is not None)
    return end if end > i else None


# Finding


def find_places(marked: Marked) -> list[tuple[int, int]]:
    """Return the word ranges of named places among the free words, in order.

    The unit word is part of the name ("tỉnh Bắc Ninh"). The words found are taken.
    """
    found: list[tuple[int, int]] = []
    for i in _candidates(marked):
        if marked.taken[i]:
            continue
        place = _read(marked, i)
        if place is not None:
            marked.take(*place)
            found.append(place)
        for member in _members(marked, i, place):
            marked.take(*member)
            found.append(member)
    return sorted(found)


_PLURAL = ("các", "những", "hai", "ba", "bốn")
_MOST_MEMBERS = 200


def _members(
    marked: Marked, i: int, place: tuple[int, int] | None
) -> Iterator[tuple[int, int]]:
    """Yield the further names of a list: "các huyện Ea Kar, Krông Năng và Ea H'leo".

    One word of a unit, in the plural, or before a colon, is for all of them.
    """
    size = marked.listed_before("UNIT", i)
    start = i - size
    if not size or marked.spelled(start, i) not in GOVERNED:
        return
    colon = marked.between(i).strip() == ":"
    at = place[1] if place else i
    if place is None and not colon:
        return
    found = list(_listed(marked, at, first=place is None))
    if _several(marked, start, colon=colon) or (not colon and _sure(marked, found)):
        yield from found


def _sure(marked: Marked, found: list[tuple[int, int]]) -> bool:
    """Tell whether what stands behind one place are places: "xã Hòa Phú, Tân An, …".

    One more name could be anything, unless its province follows.
    """
    if len(found) != 1:
        return bool(found)
    end = found[0][1]
    if marked.gap(end) != "comma":
        return False
    return marked.hit("PROVINCE", end + marked.listed("UNIT", end)) is not None


def _listed(marked: Marked, at: int, *, first: bool) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_MEMBERS):
        if not first:
            joined = marked.gap(at) == "comma"
            if marked.gap(at) == "soft" and marked.spelled(at, at + 1) == "và":
                at += 1
                joined = marked.gap(at) == "soft"
            if not joined:
                return
        end = _member_end(marked, at)
        if end is None:
            return
        yield at, end
        at, first = end, False


def _several(marked: Marked, start: int, *, colon: bool) -> bool:
    """Tell whether a unit word is in the plural: "các xã, phường: …"."""
    before = start - 1
    while colon and before > 0 and marked.spelled(before, before + 1) in GOVERNED:
        before -= 1
    if before < 0:
        return False
    return marked.digit(before) or marked.spelled(before, before + 1) in _PLURAL


def _member_end(marked: Marked, at: int) -> int | None:
    """Return where the name of a place ends that a list gives without its unit."""
    if at >= len(marked.taken) or marked.taken[at] or marked.opens_body(at):
        return None
    known = [hit for label in _LARGE if (hit := marked.hit(label, at)) is not None]
    if known:
        return max(hit.end for hit in known)
    if marked.hit("OFFICE", at) or marked.listed("UNIT", at):
        return None
    end = _capital_run(marked, at)
    if end is None or end - at < 2 or is_person(marked, at, end):
        return None
    return end


def _candidates(marked: Marked) -> list[int]:
    """Return where a proper name of a place may start."""
    starts = {
        start
        for label in ("PROVINCE", "COUNTRY", "REGION")
        for start in marked.starts.get(label, {})
    }
    tokens = marked.tokens
    ends = _unit_ends()
    near = {
        word: plain in ends
        for word, (plain, _, _) in tokens.kinds.items()
        if plain in ends or plain in _PLACE_CUES
    }
    for i, word in enumerate(tokens.words[:-1]):
        if word not in near or tokens.shapes[i + 1] == LOWER:
            continue
        if near[word] or _is_foreign(marked, i + 1):
            starts.add(i + 1)
    return sorted(starts)


@cache
def _unit_ends() -> frozenset[str]:
    return frozenset(fold(unit.split()[-1]) for unit in word_list("UNIT"))


def _is_foreign(marked: Marked, i: int) -> bool:
    """Tell whether a hyphenated foreign name stands at word `i`, behind "tại"."""
    tokens = marked.tokens
    if tokens.shapes[i] != CAPITAL or i + 1 >= len(tokens.words):
        return False
    hyphen = tokens.text[tokens.ends[i] : tokens.starts[i + 1]] == "-"
    return hyphen and tokens.folds[i - 1] in _PLACE_CUES


def _read(marked: Marked, i: int) -> tuple[int, int] | None:
    """Read the place whose proper name starts at word `i`."""
    size = marked.listed_before("UNIT", i, longest=7)
    start = i - size
    state, home = marked.hit("COUNTRY", i), marked.hit("PROVINCE", i)
    if state is not None and home is None and _of_people(marked, i):
        return None
    country = state is not None and (home is None or home.end <= state.end)
    if size and not country and _is_unit(marked, start, i):
        unit = marked.spelled(start, i)
        end = _name_after(marked, i, unit, upper=_upper(marked, start))
        if end is not None:
            plural = marked.spelled(start - 1, start) in _PLURAL
            return (i if plural and unit in GOVERNED else start), end
    region = marked.hit("REGION", i) if home is not None else None
    if region is not None and home is not None and region.end > home.end:
        return region.start, region.end  # "Thái Bình Dương"
    for label in ("PROVINCE", "REGION", "COUNTRY"):
        hit = marked.hit(label, i)
        if hit is not None and _stands_alone(marked, hit):
            return hit.start, hit.end
    return _foreign_name(marked, i)


_PEOPLE = frozenset(
    {"người", "phụ nữ", "nhà giáo", "doanh nhân", "thanh niên", "tiếng", "nhân tài"}
    | {"viêm não"}
)


def _of_people(marked: Marked, i: int) -> bool:
    """Tell whether a country's name says whose: "Ngày Phụ nữ Việt Nam"."""
    if not i or marked.gap(i) != "soft":
        return False
    return bool(_PEOPLE & {marked.spelled(i - 2, i), marked.tokens.lowers[i - 1]})


def _is_unit(marked: Marked, start: int, i: int) -> bool:
    return marked.free(start, i) and not _not_a_unit(marked, start, i)


def _not_a_unit(marked: Marked, start: int, i: int) -> bool:
    """Tell whether the word before `i` is no unit here: "cấp xã", "văn bản"."""
    unit = marked.spelled(start, i)
    if unit == "khu vực" and _NUMERAL.fullmatch(marked.tokens.words[i]):
        return True
    gap = marked.gap(i)
    if unit in _INITIALS:
        return gap != "dot" or _no_address(marked, start, i)
    if gap != "soft" and not (gap == "dot" and unit in ("tp", "tx", "tt")):
        return True
    if start and marked.spelled(start - 1, start) == "cấp":
        return True
    shapes = marked.tokens.shapes
    if shapes[start] == UPPER and len(marked.tokens.words[start]) > 1:
        shouted = unit not in word_list("SHORTUNIT")
        region = unit == "khu vực" and marked.hit("REGION", i) is not None
        governed = unit in GOVERNED or region
        if shouted and (shapes[i] != UPPER or not governed):
            return True
    return unit in _LOOSE and (marked.digit(i) or marked.tokens.shapes[start] == UPPER)


_INITIALS = frozenset({"h", "q", "p"})


def _no_address(marked: Marked, start: int, i: int) -> bool:
    """Tell whether "P.", "Q.", "H." stand for a post or a name, not for a unit."""
    if marked.gap(start) == "dot" or marked.opens_body(i) or marked.hit("OFFICE", i):
        return True
    if marked.digit(i):
        return not marked.tokens.words[i].isdigit()
    end = _capital_run(marked, i)
    if end is None or marked.tokens.shapes[i] != CAPITAL:
        return True
    if end - i == 1:
        return marked.gap(end) != "comma" or not marked.listed("UNIT", end)
    return marked.gap(end) == "soft" and marked.tokens.capital(end)


def _stands_alone(marked: Marked, hit: Hit) -> bool:
    """Tell whether a known name without its unit word is the place."""
    name = marked.spelled(hit.start, hit.end)
    if name in _NOT_ALONE or hit.row.acronym:
        return name in ("tphcm", "hcmc")
    tokens = marked.tokens
    if marked.gap(hit.start) == "dash" and tokens.shapes[hit.start - 1] == UPPER:
        return False
    if (
        tokens.text[tokens.starts[hit.start] : tokens.ends[hit.end - 1]]
        == hit.row.value
    ):
        return len(hit.row.words) > 1 or _cued(marked, hit)
    joined = [k for k in range(hit.start, hit.end) if not tokens.capital(k)]
    if all(marked.gap(k) == "dash" for k in joined):
        return len(hit.row.words) > 1 or _cued(marked, hit)
    # "Bến tre" is a slip of the pen, "Hòa bình" is peace.
    return _cued(marked, hit)


def _cued(marked: Marked, hit: Hit) -> bool:
    i = hit.start
    if i and marked.gap(i) == "soft":
        word = marked.tokens.lowers[i - 1]
        if word == "bạn" or marked.tokens.folds[i - 1] in _PLACE_CUES:
            return True
    before, after = i - 2, hit.end
    beside = [after] if marked.gap(after) == "comma" else []
    if marked.gap(i) == "comma":
        beside.append(max(before, 0))
    known = ("PROVINCE", "COUNTRY")
    return any(marked.hit(label, at) for at in beside for label in known)


def _foreign_name(marked: Marked, i: int) -> tuple[int, int] | None:
    if not i or not _is_foreign(marked, i):
        return None
    end = i + 1
    while end < min(len(marked.taken), i + 8) and marked.gap(end) in ("dash", "soft"):
        if marked.gap(end) == "soft" and marked.small(end):
            break
        end += 1
    return i, end


_PLACE_CUES = frozenset({"tai", "o", "nuoc", "tu", "sang", "den", "ve", "thu"})
_NOT_ALONE = frozenset({"hồ chí minh", "hcm", "hn"})
_LOOSE = frozenset(
    {"đường", "hồ", "cầu", "bản", "nước", "biển", "vùng", "miền", "châu"}
)
