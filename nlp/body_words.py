"""What single words tell inside the name of a body: where it may or may not go on."""

from __future__ import annotations

from nlp.gazetteer import Hit
from nlp.marked import Marked
from nlp.name_rows import NameRow, word_list
from nlp.place_words import GOVERNED
from nlp.places import read_unit
from nlp.tokens import CAPITAL, LETTER, LOWER, UPPER

# "Liên hiệp Hội tỉnh bạn": somebody else's, nobody in particular.
ANOTHER = frozenset({"bạn", "khác", "lân cận"})


TERRITORIAL = (GOVERNED - {"thủ đô"}) | {"khu vực", "trung ương"}
# Boards that have no name of their own: the company's behind them is told.
OF_COMPANIES = frozenset(
    {
        ("hoi", "dong", "quan", "tri"),
        ("hoi", "dong", "thanh", "vien"),
        ("ban", "kiem", "soat"),
        ("dai", "hoi", "dong", "co", "dong"),
        ("hdqt",),
        ("hdtv",),
    }
)


def names_a_person(marked: Marked, i: int) -> bool:
    """Tell whether a word is a family name here: "ông Đoàn Văn Ba"."""
    if marked.spelled(i + 1, i + 2) in ("thị", "văn"):
        return True
    return marked.gap(i) == "soft" and marked.listed_before("PRONOUN", i) > 0


def central(marked: Marked, k: int) -> int:
    """Return the length of "Trung ương" at word `k` for where the body is, or 0."""
    if k >= len(marked.taken) or marked.small(k):
        return 0
    if marked.spelled(k, k + 1) in ("tw", "tư") and marked.tokens.shapes[k] == UPPER:
        return 1
    both = marked.spelled(k, k + 2)
    return 2 * int(
        both == "trung ương" or (both == "t ư" and marked.gap(k + 1) == "dot")
    )


_FUNCTIONS = frozenset({"kế hoạch", "dự án", "chương trình", "đề án", "hợp đồng"})


def of_function(marked: Marked, j: int, k: int) -> bool:
    """Tell whether such a word is what a body does: "Phòng Tài chính - Kế hoạch"."""
    if marked.spelled(k - 2, k) == "tổ chức" and marked.listed("EVENT", k):
        return True  # "Ban Tổ chức Hội thi"
    if k > j and marked.gap(k) != "dash":
        return False
    followed = marked.spelled(k + 2, k + 3) in ("số", "này")
    return marked.spelled(k, k + 2) in _FUNCTIONS and not followed


def unit_at(marked: Marked, k: int) -> int:
    """Return the length of a territory's unit word at `k` ("tỉnh"), or 0."""
    if marked.listed("NOTUNIT", k, longest=2) or marked.listed("KEEP", k - 1) > 1:
        return 0
    for length in (2, 1):
        if marked.spelled(k, k + length) in TERRITORIAL:
            return length
    return 0


def holder(marked: Marked, j: int, k: int, row: NameRow) -> bool:
    """Tell whether a post's holder begins there: "Thứ trưởng Bộ GD&ĐT Lê Văn An"."""
    tokens = marked.tokens
    if tokens.shapes[k - 1] != UPPER or tokens.shapes[k] != CAPITAL or k - j > 3:
        return False
    full = k + 1 < len(tokens.words) and marked.gap(k + 1) == "soft"
    if not full or tokens.shapes[k + 1] != CAPITAL:
        return False
    # "Trường THPT Lê Lợi": schools and hospitals bear the names of people.
    family = row.rank != 4 and tokens.lowers[k] in word_list("FAMILY")
    return family and marked.ended("OFFICE", j - len(row.words)) is not None


def of_a_group(marked: Marked, k: int) -> bool:
    """Tell whether the name goes on: "Công ty cổ phần Tập đoàn Sao Khuê"."""
    legal = marked.spelled(k - 1, k) in ("phần", "hạn", "tnhh", "cp", "viên")
    return legal and marked.spelled(k, k + 2) == "tập đoàn"


def name_ends(marked: Marked, k: int) -> bool:
    """Tell whether a person's name ends before the comma or dash at word `k`."""
    if marked.gap(k) not in ("comma", "dash"):
        return False
    for size in (3, 4, 2):
        start = k - size
        if start < 0 or marked.tokens.lowers[start] not in word_list("FAMILY"):
            continue
        inner = range(start + 1, k)
        if all(marked.gap(i) == "soft" for i in inner) and all(
            marked.tokens.capital(i) for i in (start, *inner)
        ):
            return True
    return False


def plain_list(marked: Marked, k: int) -> int:
    """Carry a name in small letters on to its territory: "…, dân dụng và công nghiệp".

    Returns 1 where the territory follows within a few words, none of which ends a name.
    """
    for ahead in range(k, min(k + 9, len(marked.taken) - 1)):
        if marked.hit("PROVINCE", ahead) or unit_at(marked, ahead):
            return int(ahead > k)
        joined = marked.tokens.lowers[ahead] == "và"
        if not marked.small(ahead) or marked.gap(ahead + 1) not in ("soft", "comma"):
            return 0
        if not joined and marked.listed("STOP", ahead, longest=2):
            return 0
    return 0


def secretary(marked: Marked, k: int) -> bool:
    """Tell whether a person follows: "Bí thư Huyện ủy Lê Văn An"."""
    if marked.tokens.lowers[k] not in word_list("COMMONFAMILY"):
        return False
    run = range(k + 1, k + 3)
    capital = all(
        i < len(marked.taken) and marked.gap(i) == "soft" and marked.tokens.capital(i)
        for i in run
    )
    return capital and marked.listed("PERSONUNIT", k, longest=4) < 3


def named_after_province(marked: Marked, k: int) -> int:
    """Return the words of a province inside a company's name: "… Hòa Bình 36"."""
    hit = marked.hit("PROVINCE", k)
    if hit is None or marked.gap(hit.end) != "soft" or "\n" in marked.between(hit.end):
        return 0
    if marked.digit(hit.end):
        return hit.end - k
    follows = marked.tokens.shapes[hit.end] == CAPITAL and not (
        marked.opens_body(hit.end)
        or marked.hit("OFFICE", hit.end)
        or marked.listed("OPENS", hit.end)
        or marked.listed("UNIT", hit.end)
        or marked.tokens.lowers[hit.end] in word_list("FAMILY")
    )
    return (hit.end - k) * int(follows)


def company_step(marked: Marked, k: int) -> int:
    """Carry a company's name over small words: of business, or between capitals."""
    if (
        marked.spelled(k, k + 1) == "số"
        and k + 1 < len(marked.taken)
        and marked.gap(k + 1) == "soft"
        and marked.digit(k + 1)
    ):
        return 2
    known = marked.listed("COMPANY", k, longest=4)
    known = known or int(marked.listed("COMPANY", k - 1) > 1)
    if known:
        return known
    for ahead in range(k, min(k + 3, len(marked.taken))):
        if marked.gap(ahead) != "soft":
            return 0
        if not marked.small(ahead):
            return int(marked.tokens.capital(ahead))
        if marked.listed("STOP", ahead, longest=2):
            return 0
    return 0


def abroad(marked: Marked, end: int) -> int:
    """Return where a mission's name ends with its seat: "… tại Việt Nam"."""
    if marked.spelled(end, end + 1) != "tại" or marked.gap(end) != "soft":
        return end
    for label in ("COUNTRY", "PROVINCE"):
        hit = marked.hit(label, end + 1)
        if hit is not None:
            return hit.end
    unit = read_unit(marked, end + 1) if end + 1 < len(marked.taken) else None
    return unit or end


def another(marked: Marked, end: int) -> bool:
    """Tell whether somebody else's is meant: "Liên hiệp Hội tỉnh bạn"."""
    return (
        end < len(marked.taken)
        and marked.gap(end) == "soft"
        and marked.spelled(end, end + 1) in ANOTHER
    )


def common(marked: Marked, i: int, end: int, row: NameRow) -> bool:
    """Tell whether small words alone follow the type: "Trung tâm hành chính".

    With nothing that tells whose it is, only those of a fixed name are a body.
    """
    words = range(i + len(row.words), end)
    if not all(marked.small(k) for k in words):
        return False
    return not any(marked.listed("FIXED", k) for k in words)


def needs_more(row: NameRow, size: int) -> bool:
    """Tell whether the words alone are a common noun: "Thuế", "Văn phòng"."""
    if row.words in COMMITTEES:
        return False
    common = row.local and len(row.words) == 1 and not row.acronym
    return (
        common
        or row.style == "alone"
        or (row.label == "TYPE" and size <= len(row.words))
    )


# "Phó Bí thư Đảng ủy": as with "Tỉnh ủy", the one at hand is meant.
COMMITTEES = frozenset(
    {
        ("dang", "uy"),
        ("huyen", "uy"),
        ("quan", "uy"),
        ("thi", "uy"),
        ("huyen", "doan"),
        ("xa", "doan"),
        ("trung", "uong", "hoi"),
        ("ban", "chap", "hanh", "trung", "uong", "hoi"),
    }
)


def another_word(marked: Marked, i: int, kind: Hit) -> bool:
    """Tell whether the type word is part of another name: "phường Trường Vinh"."""
    if marked.listed("NOTBODY", i):
        return True
    if len(kind.row.words) == 1 and marked.gap(i) == "soft":
        before = marked.listed_before("UNIT", i, longest=2)
        if before and marked.spelled(i - before, i) not in ("tỉnh", "thành phố", "tp"):
            return True
    if len(kind.row.words) == 1 and i and marked.gap(i) == "soft":
        word = marked.tokens.lowers[i - 1]
        feast = word == "ngày" and kind.row.words[0] == "hoi"
        if feast or word in word_list("COMMONFAMILY"):
            return True  # "Ngày Hội Đại đoàn kết", "Nguyễn Đài Thy"
    if kind.row.words == ("khoa",) and i and marked.gap(i) == "soft":
        named = i > 1 and marked.gap(i - 1) == "soft" and marked.tokens.capital(i - 2)
        named = named or marked.tokens.lowers[i - 1] in word_list("FAMILY")
        named = named or marked.tokens.shapes[i - 1] == LETTER  # "Y Khoa Niê"
        return named and marked.tokens.capital(i - 1)  # "Trần Đăng Khoa"
    family = word_list("FAMILY")
    if marked.spelled(i, kind.end) in family and names_a_person(marked, i):
        return True
    return kind.row.acronym and marked.spelled(kind.end, kind.end + 1) in family


# These look like a body: "CÁN BỘ", "trụ sở Công an", "MÔI TRƯỜNG".
_TAILS = {
    "bo": frozenset({"can", "toan", "noi", "tien", "dong", "duong", "cuc"}),
    "so": frozenset({"tru", "co"}),
    "hoi": frozenset({"xa", "dai", "co", "quoc", "le"}),
    "truong": frozenset({"moi", "thi", "hoi", "lap", "chien", "cong"}),
}
# The council's other names ("Hội đồng nhân dân") are known.
COUNCIL = ("hoi", "dong")


def tail_of_a_word(marked: Marked, i: int) -> bool:
    """Tell whether the type word is the last syllable of a common word."""
    folds = marked.tokens.folds
    heads = _TAILS.get(folds[i])
    if heads is None or not i or folds[i - 1] not in heads:
        return False
    shapes = marked.tokens.shapes
    alike = shapes[i] == LOWER or shapes[i - 1] == shapes[i] == UPPER
    return alike and marked.gap(i) == "soft"


def shouted(marked: Marked, i: int, kind: Hit) -> bool:
    """Tell whether a type word in capitals is only part of a heading's words."""
    if kind.row.acronym or marked.tokens.shapes[i] != UPPER:
        return False
    if len(kind.row.words) > 1 and marked.tokens.shapes[i + 1] != UPPER:
        return False  # "BCH Trung ương Hội"
    return not (capitals(marked, i) and marked.listed("CAPSOPEN", i))


def capitals(marked: Marked, i: int) -> bool:
    """Tell whether word `i` stands among words in capitals."""
    shapes = marked.tokens.shapes
    if shapes[i] != UPPER or i + 1 >= len(shapes):
        return False
    return shapes[i + 1] == UPPER


def last_capital(marked: Marked, j: int, end: int) -> int:
    """Cut a name that ran on into prose: keep one small word behind a capital."""
    capitals = [k for k in range(j, end) if not marked.small(k)]
    return min(end, capitals[-1] + 2) if capitals else j


def small_branch(marked: Marked, k: int) -> tuple[NameRow, int] | None:
    """Return the seat behind "chi nhánh": "Ngân hàng X chi nhánh Tiền Giang"."""
    hit = marked.hit("PROVINCE", k)
    end = hit.end if hit is not None else read_unit(marked, k)
    return (NameRow("TYPE", ("chi", "nhanh"), rank=8), end) if end else None
