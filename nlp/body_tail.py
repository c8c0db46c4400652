"""What stands behind a body's own words: its territory, the bodies above, its end."""

from __future__ import annotations

from dataclasses import replace

from nlp.body_joints import behind_alias, over_alias
from nlp.body_words import (
    COUNCIL,
    abroad,
    another,
    capitals,
    central,
    needs_more,
    of_function,
    small_branch,
    unit_at,
)
from nlp.marked import Marked
from nlp.name_rows import NameRow, word_list
from nlp.places import read_unit
from nlp.tokens import CAPITAL, UPPER

GROUPS = (("tap", "doan"), ("tong", "cong"))


_OF_TOWNS = (
    ("thanh", "uy"),
    ("thanh", "doan"),
    ("kho", "bac", "nha", "nuoc"),
    ("kbnn",),
)


def core_at(marked: Marked, k: int) -> tuple[NameRow, int] | None:
    """Return the row that opens at word `k` and where the name's own words end.

    Reads only what `nlp.body_grammar.read_cores` has noted before.
    """
    return None if marked.taken[k] else marked.cores.get(k)


def stops(marked: Marked, j: int, k: int) -> bool:
    """Tell whether a name cannot go on at word `k`, however it is written."""
    if marked.taken[k]:
        return True
    if not marked.small(k) and (
        (
            marked.listed("OPENS", k)
            # "Trung tâm Điều dưỡng" is no article
            and (marked.listed("KEEP", k) < 2 or "\n" in marked.between(k))
            and not of_function(marked, j, k)
        )
        or _opens(marked, k, first=k == j)
    ):
        return True
    return bool(marked.hit("PROVINCE", k) or marked.hit("COUNTRY", k)) or (
        unit_at(marked, k) > 0
    )


def _opens(marked: Marked, k: int, *, first: bool) -> bool:
    """Tell whether another body or a post starts at word `k`.

    The first word of a function may be one that is also a body: "Chi cục Thuế".
    """
    core = core_at(marked, k)
    if core is None:
        # "Ban KT-NS" is no "KT. CHỦ TỊCH"
        return marked.hit("OFFICE", k) is not None and marked.gap(k + 1) != "dash"
    if core[0].style == "alone" and marked.gap(k) == "dash":
        return tail_end(marked, k, core[1], core[0]) > core[1]
    row, end = core
    if first and row.rank > 5 and parent_of(marked, end, row.rank) is not None:
        return True  # "Đội CĐCS Công ty Sao Mai"
    return not (first and needs_more(core[0], core[1] - k))


# Parts of any body, whatever its rank.
_OF_ALL = {
    ("bo", "tu", "lenh"),
    ("toa", "an", "quan", "su"),
    ("vien", "kiem", "sat", "quan", "su"),
}


_OPEN_ALL = frozenset(words[0] for words in _OF_ALL)


def rank_of(row: NameRow) -> int:
    """Return the rank below which the body stands that a name's owner may have."""
    first = row.words[0]
    if first == "dang" or (first in _OPEN_ALL and row.words in _OF_ALL):
        return 9
    return row.rank


_WITH_BRANCHES = frozenset({"tap", "tong", "ngan", "van"})


def _has_branches(marked: Marked, i: int, row: NameRow) -> bool:
    """Tell whether a group, a bank or an office for land has branches of its own."""
    if row.words[0] == "van":
        return marked.spelled(i + 2, i + 6) == "đăng ký đất đai"
    return row.words[:2] in GROUPS or row.words[:2] == ("ngan", "hang")


def tail_end(marked: Marked, i: int, end: int, row: NameRow) -> int:
    """Return where the name ends with its territory and the bodies it belongs to."""
    opening = row.words[0]
    council = opening == "hoi" and row.words == COUNCIL and i + 2 < end
    rank = 9 if council and not capitals(marked, i) else rank_of(row)
    company = row.style == "company" or (
        opening in _WITH_BRANCHES and _has_branches(marked, i, row)
    )
    first = row
    for _ in range(4):
        further = _territory(marked, i, end, row)
        if further == end:
            parent = parent_of(marked, end, rank) or (
                _branch(marked, end) if company else None
            )
            if parent is None:
                seated = row.words[-1] == "quan" or first.words[0] == "phan"
                return abroad(marked, end) if seated else end
            row, further = parent
            if first.words[-2:] == ("tri", "su") and not row.rank:
                row = replace(row, rank=1)  # "… Giáo hội Phật giáo Việt Nam tỉnh …"
            rank = rank_of(row)
        end = further
    return end


def _branch(marked: Marked, end: int) -> tuple[NameRow, int] | None:
    """Return the branch behind a company's name: "Công ty X - Chi nhánh Hà Nội"."""
    gap = marked.gap(end)
    written = marked.spelled(end, end + 2) == "chi nhánh"
    if written and (gap == "soft" or (gap == "dash" and marked.small(end))):
        return small_branch(marked, end + 2)
    if marked.gap(end) not in ("dash", "comma"):
        return None
    core = core_at(marked, end)
    return core if core is not None and core[0].words == ("chi", "nhanh") else None


def _territory(marked: Marked, i: int, end: int, row: NameRow) -> int:
    if end >= len(marked.taken) or marked.taken[end]:
        return end
    if row.rank > 0 and (whole := over_alias(marked, end)):
        return whole
    area = marked.gap(end) == "dash" and marked.digit(end - 1) and row.local
    if area and (home := marked.hit("PROVINCE", end)) is not None:
        return home.end  # "Tòa án nhân dân khu vực 3 - Đắk Lắk"
    if marked.gap(end) not in ("soft", "dot") and not (
        row.local and marked.letterhead_gap(end)
    ):
        return end
    if marked.gap(end) == "dot" and marked.tokens.shapes[end - 1] != UPPER:
        return end
    of_state = marked.spelled(end, end + 1) == "nước"
    country = marked.hit("COUNTRY", end + 1 if of_state else end)
    hit = marked.hit("PROVINCE", end)
    if country is not None and not (hit is not None and hit.end > country.end):
        if row.words[-2:] == ("huu", "nghi"):
            return _other_country(marked, country.end)
        ruled = row.rank > 0 or row.value in ("cp", "qh")
        return country.end if ruled or of_state else end
    if row.words == COUNCIL and marked.spelled(end, end + 2) == "trung ương":
        return end + 2
    if row.rank > 0 and (seat := central(marked, end)):
        if marked.hit("ORG", end) is not None:
            return end  # "Văn phòng TW Đảng"
        return end + seat
    unit = read_unit(marked, end, alone=row.rank > 0)
    if unit is not None and row.rank > 0:
        return end if another(marked, unit) else unit
    if row.rank == 3 and row.label == "ORG" and _district(marked, end):
        return end + 1
    if hit is not None and row.rank > 0:
        on = marked.hit("PROVINCE", hit.end) if row.style == "plain" else None
        road = on is not None and marked.gap(hit.end) == "dash"
        return on.end if on is not None and road else hit.end
    return _town(marked, end) if row.words in _OF_TOWNS else end


def _district(marked: Marked, end: int) -> bool:
    """Tell whether a union's district stands there bare: "Liên đoàn Lao động huyện"."""
    if (
        marked.spelled(end, end + 1) not in ("huyện", "quận")
        or marked.gap(end) != "soft"
    ):
        return False
    listed = marked.gap(end + 1) in ("comma", "slash") and marked.listed(
        "UNIT", end + 1
    )
    return not listed and (
        end + 1 >= len(marked.taken) or not marked.tokens.capital(end + 1)
    )


def _other_country(marked: Marked, end: int) -> int:
    """Return where the friend's name ends: "Hội hữu nghị Việt Nam - Campuchia"."""
    friend = marked.hit("COUNTRY", end) if marked.gap(end) == "dash" else None
    return friend.end if friend is not None else end


def _town(marked: Marked, end: int) -> int:
    """Return where the town of "Thành ủy Dĩ An" ends; a person's name is none."""
    k = end
    while k < min(end + 3, len(marked.taken)) and marked.gap(k) == "soft":
        if marked.tokens.shapes[k] != CAPITAL or stops(marked, end, k):
            break
        k += 1
    holder = marked.spelled(end, end + 1) in word_list("FAMILY")
    known = marked.spelled(end, k) in ("vinh", "huế", "pleiku")
    return k if (k - end == 2 or known) and not holder else end


def parent_of(marked: Marked, end: int, rank: int) -> tuple[NameRow, int] | None:
    """Return the body above, printed right behind, and where its name ends."""
    behind = behind_alias(marked, end) if end < len(marked.taken) else end
    if end >= len(marked.taken) or (behind == end and marked.gap(end) != "soft"):
        return None
    end = behind
    if not marked.tokens.capital(end) and marked.opens_body(end) is None:
        return None
    if marked.tokens.shapes[end] == UPPER and "\n" in marked.between(end):
        return None
    core = core_at(marked, end)
    if core is None or core[0].rank >= rank:
        return _ministry_itself(marked, end, rank)
    return core


def _ministry_itself(marked: Marked, end: int, rank: int) -> tuple[NameRow, int] | None:
    """Read the bare "Bộ" of "Văn phòng Bộ" as the ministry at hand."""
    hit = marked.hit("TYPE", end)
    if rank > 5 and hit is not None and hit.row.words == ("bo",):
        return hit.row, hit.end
    return None
