"""How a body's name is built: type word, function, territory, parent.

"Trung tâm" + "Phục vụ hành chính công" + "tỉnh Nghệ An"; "Văn phòng" + "Ủy ban nhân dân
tỉnh". Functions answer where a part ends; none of them changes the marked text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlp.body_joints import (
    COUNTED,
    ORDINAL,
    PEOPLE,
    STEERING,
    about,
    abroad_people,
    by_number,
    counted,
    in_subject,
    of_forces,
    paired,
    second_trade,
    trade_of_a_country,
    unit_of_a_post,
)
from nlp.body_tail import GROUPS, core_at, parent_of, rank_of, stops, tail_end
from nlp.body_words import (
    COMMITTEES,
    COUNCIL,
    OF_COMPANIES,
    another_word,
    capitals,
    central,
    common,
    company_step,
    holder,
    last_capital,
    named_after_province,
    needs_more,
    of_a_group,
    plain_list,
    secretary,
    shouted,
    tail_of_a_word,
)
from nlp.gazetteer import Hit
from nlp.marked import Marked
from nlp.name_rows import NameRow, word_list
from nlp.places import read_unit

_LONGEST = 24
_SMALL_RUN = 8
# "BQL dự án đầu tư xây dựng các công trình giao thông, dân dụng và công nghiệp"
_PROJECT_RUN = 16
_BOARDS = frozenset({"ban", "bql", "bqlda"})
_PROJECTS = (("du", "an"), ("bqlda",), ("ban", "qlda"))
_INNER = {
    ("ban", "thuong", "vu"),
    ("ban", "chap", "hanh"),
    ("ban", "chap", "hanh", "lam", "thoi"),
    ("ban", "thuong", "vu", "lam", "thoi"),
    ("ban", "tri", "su"),
    ("bo", "tu", "lenh"),
    ("dang", "bo"),
    ("toa", "an", "quan", "su"),
    ("vien", "kiem", "sat", "quan", "su"),
    ("dang", "uy", "bo", "phan"),
    ("dang", "bo", "bo", "phan"),
    ("ban", "dai", "dien"),
    ("bch",),
    ("btv",),
}
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body named by words `start` to `end`; `row` is what its name opened with.

    `head` is the word that a list prints once for all: "Bộ" of "các Bộ: Công an, Y tế".
    """

    start: int
    end: int
    row: NameRow
    head: str = ""


def read_body(marked: Marked, i: int) -> BodyName | None:
    """Return the body whose name starts at word `i`, or None."""
    core = core_at(marked, i)
    if core is None:
        return None
    row, end = core
    end = tail_end(marked, i, end, row)
    named = row.style != "plain" and row.words != COUNCIL
    told = row.words == STEERING and end - i > 8
    told = told and in_subject(marked, i + 3, end - 1)
    if end == core[1] and not (named or told) and common(marked, i, end, row):
        return None
    if end == core[1] and needs_more(row, core[1] - i):
        return None
    if marked.small(i) and marked.spelled(end - 1, end) in ("tnhh", "mtv", "cp"):
        return None
    return BodyName(i, end, row)


def read_cores(marked: Marked, starts: list[int]) -> None:
    """Read what opens at each start once, the last first.

    What stands behind a type word decides where its name ends, so in this order no
    reading has to go deeper than one step.
    """
    for i in reversed(starts):
        if not marked.taken[i]:
            marked.cores[i] = _opening(marked, i)


def _opening(marked: Marked, i: int) -> tuple[NameRow, int] | None:
    if tail_of_a_word(marked, i):
        return None
    known = marked.hit("ORG", i)
    kind = marked.hit("TYPE", i)
    if known is not None and (kind is None or known.end >= kind.end):
        return known.row, known.end
    if kind is None:
        return None
    if kind.row.style == "alone":
        return kind.row, kind.end
    if shouted(marked, i, kind) or another_word(marked, i, kind):
        return None
    if marked.small(i) and kind.row.words in _OF_POSTS and unit_of_a_post(marked, i):
        return None
    end = about(marked, function_end(marked, i, kind.end, kind.row), kind.row)
    if end == kind.end and (told := by_number(marked, end, kind.row)) > end:
        return kind.row, told
    if end == kind.end and kind.row.words in ORDINAL:
        return None
    if end == kind.end and marked.small(i) and kind.row.words in _OF_POSTS:
        return None
    if end == kind.end and kind.row.words in COMMITTEES:
        return replace(kind.row, local=True), end
    if end > kind.end and kind.row.words in OF_COMPANIES:
        return None
    if end == kind.end and not (
        _bare_office(marked, kind) or _of_province(marked, kind)
    ):
        return None
    return kind.row, end


# Written small they are a unit only in a post: "Trưởng phòng Kinh tế".
_OF_POSTS = (("phong",), ("ban",))


def _of_school(marked: Marked, kind: Hit) -> bool:
    """Tell whether a school's youth union is named: "Đoàn Trường Đại học Vinh"."""
    head = marked.spelled(kind.end, kind.end + 1)
    return kind.row.words == ("doan",) and head in ("trường", "học")


def _bare_office(marked: Marked, kind: Hit) -> bool:
    """Tell whether the body behind names the office: "Ban Thường vụ Tỉnh ủy"."""
    inner = kind.row.rank >= 6 or kind.row.words in _INNER
    inner = inner or _of_school(marked, kind)
    parent = parent_of(marked, kind.end, rank_of(kind.row)) if inner else None
    if parent is None or kind.row.words not in OF_COMPANIES:
        return parent is not None
    return parent[0].style == "company" or parent[0].words[0] in (
        "tong",
        "tap",
        "ngan",
        "truong",
    )


_OF_ANY = {
    ("bao", "tang"),
    ("thu", "vien"),
    ("truong", "chinh", "tri"),
    ("nha", "thieu", "nhi"),
    ("cong", "doan", "vien", "chuc"),
}
_ABROAD = ("quan", "nghi")


def _of_province(marked: Marked, kind: Hit) -> bool:
    """Tell whether a territory alone names the body: "Trường Đại học Cần Thơ"."""
    if marked.gap(kind.end) != "soft":
        return False
    if kind.row.words[0] == "dang":
        # "Đảng ủy xã Phú Lương", "Đảng bộ tỉnh"
        return read_unit(marked, kind.end, alone=True) is not None
    if kind.row.rank >= 4 and central(marked, kind.end):
        return True
    if kind.row.words[-1] in _ABROAD and marked.hit("COUNTRY", kind.end):
        return True  # "Đại sứ quán Hàn Quốc", "Hội hữu nghị Việt Nam - Lào"
    if kind.row.words in (("dai", "hoc"), ("so", "giao", "dich", "chung", "khoan")):
        return marked.hit("PROVINCE", kind.end) is not None
    if kind.row.rank < 4:
        return False
    if marked.hit("PROVINCE", kind.end):
        return True
    # "Trạm Y tế xã Hòa Hiệp"; "Trung tâm xã Hòa Hiệp" is where its houses stand.
    long = len(kind.row.words) > 1 and kind.row.style == ""
    # "Trường Phổ thông dân tộc nội trú tỉnh", "Bảo tàng tỉnh"
    known = len(kind.row.words) > 3 or kind.row.words in _OF_ANY
    return long and read_unit(marked, kind.end, alone=known) is not None


def function_end(
    marked: Marked, i: int, j: int, row: NameRow, *, begun: bool = False
) -> int:
    """Return where the function ends that starts at word `j`; `j` if there is none.

    With `begun` word `j` belongs to it whatever stands before.
    """
    step = _caps_step if capitals(marked, i) else _step
    run, k, end = 0, j + int(begun), j + int(begun)
    most = min(len(marked.taken), i + _LONGEST)
    longest_run = _SMALL_RUN + 2 * int(row.rank == 3)
    if row.words[-2:] in _PROJECTS or row.words == STEERING:
        longest_run = _PROJECT_RUN
    while k < most:
        size = step(marked, j, k, row)
        if size == 0:
            break
        run = run + size if size < 4 and marked.small(k + size - 1) else 0
        if run > longest_run:
            return last_capital(marked, j, end)
        k += size
        end = k
    return end


# "Sở Y tế - cơ quan thường trực"
_IN_APPOSITION = ("đơn vị", "cơ quan", "tổ chức")


def _step(marked: Marked, j: int, k: int, row: NameRow) -> int:
    """Return how many words at `k` carry the name on, 0 where it ends."""
    gap = marked.gap(k)
    if gap not in ("soft", "dash", "amp", "comma", "dot"):
        # "Hội Nạn nhân chất độc da cam/dioxin"
        return int(gap == "slash" and marked.spelled(k, k + 1) in ("dioxin", "đioxin"))
    if row.style == "company" and gap == "soft":
        if of_a_group(marked, k):
            return 2
        if marked.spelled(k, k + 1) == "giấy" and marked.tokens.capital(k + 1):
            return 1  # "Công ty cổ phần Giấy Sao Mai" is of no paper
        if named := named_after_province(marked, k):
            return named
    if marked.tokens.lowers[k] in PEOPLE and (people := abroad_people(marked, k)):
        return people
    if k > j and marked.tokens.lowers[k - 1] == "vùng":
        region = marked.hit("REGION", k)
        if region is not None:
            return region.end - k
    if stops(marked, j, k):
        return 0
    if marked.digit(k - (k > j)) and row.words in COUNTED:
        return 0  # their number is the last word, or the only one
    if gap in ("comma", "dot"):
        return _listed_step(marked, j, k, gap, row)
    if gap == "dash" and (k == j or marked.listed("STOP", k, longest=2)):
        return 0
    if gap == "dash" and marked.spelled(k, k + 2) in _IN_APPOSITION:
        return 0
    if marked.digit(k):
        if "\n" in marked.between(k) or counted(marked, k):
            return 0  # the number of the next item, or how many
        ordinal = k > j and marked.spelled(k - 1, k) == "số"
        ordinal = ordinal or of_forces(marked, k, row)
        numbered = ordinal or (k > j and not marked.small(k - 1)) or len(row.words) > 2
        return int(numbered and gap == "soft")
    if not marked.small(k):
        if k == j and row.words in COMMITTEES and secretary(marked, k):
            return 0
        return int(not holder(marked, j, k, row))
    if marked.spelled(k, k + 1) == "và":
        if k > j and marked.spelled(k + 1, k + 3) in ("cộng sự", "đồng nghiệp"):
            return 3  # "Văn phòng Luật sư An Bình và cộng sự"
        begun = k > j or (row.style == "plain" and len(row.words) > 3)
        joined = begun and k + 1 < len(marked.taken) and marked.gap(k + 1) == "soft"
        if joined and marked.spelled(k + 1, k + 2) == "các" and row.words[0] == "ban":
            kept = marked.listed("KEEP", k + 1)
            return kept and 1 + kept
        if joined and row.words[0] in _BOARDS and marked.small(k + 1):
            of_subject = row.words == STEERING and in_subject(marked, j, k + 1)
            return 2 * int(of_subject or plain_list(marked, k + 1) > 0)
        if joined and second_trade(marked, j, k + 1, row):
            return 2
        if joined and row.rank == 3 and trade_of_a_country(marked, k + 1):
            return 2
        return 2 * int(joined and _and_goes_on(marked, j, k + 1))
    if row.style == "company":
        return company_step(marked, k)
    kept = 0
    if k > j or marked.spelled(k, k + 1) == "các":
        by_people = marked.spelled(k - 1, k + 1) == "nhân dân"  # "nhân dân chủ trì"
        kept = 0 if by_people else marked.listed("KEEP", k)
    if k > j and not kept and marked.spelled(k - 2, k) != "nhân dân":
        kept = int(marked.listed("KEEP", k - 1) > 1)
    if not kept and row.words[:2] in GROUPS:
        kept = marked.listed("COMPANY", k)
        kept = kept or int(k == j and trade_of_a_country(marked, k))
    if k == j and marked.listed("KEEP", k, longest=4) > 3:
        return 4  # "Vụ tổ chức cán bộ"
    if k == j and row.words == COUNCIL:
        kept = kept or marked.listed("COUNCIL", k)
    if k == j and not kept and row.rank == 3 and row.style == "":
        return int(trade_of_a_country(marked, k))  # "Hội người mù Việt Nam"
    if kept or (k == j and row.style == ""):
        return kept
    return int(not marked.listed("STOP", k, longest=2))


def _and_goes_on(marked: Marked, j: int, k: int) -> bool:
    """Tell whether "và" joins two functions of one body, not two names."""
    if marked.tokens.folds[k] in _ROMAN:
        return False
    if k == j + 1 and marked.tokens.lowers[k] in word_list("COMMONFAMILY"):
        return False  # "Ban Quản lý dự án và Lê Thị Tư"
    if not marked.tokens.capital(k) or stops(marked, j, k):
        return False
    kind = marked.hit("TYPE", k)
    return kind is None or len(kind.row.words) < 3  # "… và Ban Giám đốc"


def _listed_step(marked: Marked, j: int, k: int, gap: str, row: NameRow) -> int:
    """Carry a name over ", " before "… và …", and over dots in a company's name."""
    if gap == "dot":
        initials = len(marked.tokens.words[k - 1]) <= 2
        return int(row.style == "company" and initials and marked.tokens.capital(k))
    if row.words[0] in _BOARDS and k > j and marked.small(k):
        if row.words == STEERING and in_subject(marked, j, k):
            return 1
        return plain_list(marked, k) if row.style == "plain" else 0
    if k == j or row.style in ("company", "member"):
        return 0
    if marked.small(k):
        if paired(marked, k):
            return 1
        of_all = row.rank == 3 or row.words == ("quy",)
        return int(of_all and trade_of_a_country(marked, k))
    if marked.hit("TYPE", k):
        return 0  # "Trường Mầm non Hoa Mai, Trường Tiểu học và THCS …"
    for ahead in range(k + 1, min(k + 5, len(marked.taken) - 1)):
        if marked.gap(ahead) != "soft" or stops(marked, j, ahead):
            return 0
        if marked.spelled(ahead, ahead + 1) == "và":
            return int(_and_goes_on(marked, j, ahead + 1))
    return 0


def _caps_step(marked: Marked, j: int, k: int, row: NameRow) -> int:
    """Return how many words carry on a name printed in capitals throughout."""
    gap = marked.gap(k)
    if gap not in ("soft", "dash", "amp", "comma") or marked.small(k):
        return 0
    if kept := marked.listed("KEEP", k):
        return kept
    if stops(marked, j, k):
        return 0
    plans = gap == "dash" and marked.spelled(k, k + 2) == "kế hoạch"
    if marked.listed("CAPSTOP", k) and not plans:
        return 0  # "CHI CỤC DÂN SỐ - KẾ HOẠCH HÓA GIA ĐÌNH" is no title of a plan
    if gap == "comma" or (gap == "dash" and k == j):
        return 0
    if marked.tokens.shapes[k] == "Aa":
        return 0
    if marked.tokens.folds[k] == "va":
        return 2 * int(k > j and k + 1 < len(marked.taken) and _and_caps(marked, j, k))
    return 1


def _and_caps(marked: Marked, j: int, k: int) -> bool:
    return marked.gap(k + 1) == "soft" and not stops(marked, j, k + 1)
