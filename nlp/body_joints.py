"""What may stand inside a body's name where prose would end it.

A short name in brackets, a plan and its number, a second trade in small letters.
"""

from __future__ import annotations

from nlp.body_words import TERRITORIAL
from nlp.marked import Marked
from nlp.name_rows import NameRow, word_list
from nlp.places import read_unit
from nlp.tokens import UPPER

_VERBS = frozenset({"triển khai", "thực hiện"})
_PLANS = frozenset({"đề án", "dự án", "chương trình", "kế hoạch"})
STEERING = ("ban", "chi", "dao")
_GROUPS = (("to", "cong", "tac"), STEERING, ("to", "giup", "viec"))
# "Trường … và phát triển" is prose: only these are named after two trades.
_OF_TWO_TRADES = frozenset(
    {"quy", "trung", "hoi", "chi", "ban", "phong", "hiep", "vien", "tram", "to"}
    | {"cuc", "vu", "tong", "doan", "toa"}
)
_FEW = 5
_TASKS = 16
# "Tổ công tác cải cách hành chính của Thủ tướng Chính phủ"
_OF_THE_HEAD = "của thủ tướng chính phủ"


def behind_alias(marked: Marked, end: int) -> int:
    """Return the word behind a short name in brackets: "Ban Thường vụ (BTV) Tỉnh ủy".

    `end` itself where none stands there.
    """
    if end + 1 >= len(marked.taken) or marked.tokens.shapes[end] != UPPER:
        return end
    opened = marked.between(end).strip(" \n") == "("
    return end + int(opened and marked.between(end + 1) in (") ", ")\n"))


def over_alias(marked: Marked, end: int) -> int:
    """Return where the unit ends behind a short name: "… nhân dân (UBND) tỉnh".

    0 where no unit stands there.
    """
    behind = behind_alias(marked, end)
    if behind == end:
        return 0
    if (home := marked.hit("PROVINCE", behind)) is not None:
        return home.end
    if _ordinal(marked, behind) > behind:
        return behind + 2  # "Đội Quản lý thị trường (QLTT) số 2"
    if marked.tokens.lowers[behind] not in TERRITORIAL:
        return 0
    return read_unit(marked, behind, alone=True) or 0


# "Quân khu 7", "Thuế cơ sở 3 tỉnh Quảng Trị": a number alone tells them apart.
COUNTED = frozenset(
    {
        ("quan", "khu"),
        ("su", "doan"),
        ("lu", "doan"),
        ("trung", "doan"),
        ("tieu", "doan"),
        ("dai", "doi"),
        ("thue", "co", "so"),
        ("quan", "doan"),
        ("binh", "doan"),
        ("hai", "doi"),
        ("hai", "doan"),
        ("vung", "canh", "sat", "bien"),
        ("tong", "doi", "thanh", "nien", "xung", "phong"),
    }
)
# Without a number they are many.
ORDINAL = (
    ("to", "dai", "bieu"),
    ("to", "bau", "cu"),
    ("phong", "cong", "chung"),
    ("hat", "quan", "ly", "duong", "bo"),
    ("co", "so", "cai", "nghien", "ma", "tuy"),
)


def by_number(marked: Marked, end: int, row: NameRow) -> int:
    """Return where the number ends that alone names a body whose type ends at `end`.

    "Trung đoàn 271", "Tổ đại biểu số 9", "Tổ công tác triển khai Đề án 06".
    """
    if end >= len(marked.taken) or marked.gap(end) != "soft":
        return end
    if row.words in COUNTED and marked.digit(end):
        return end + 1
    if row.words == ("benh", "vien") and _numbered(marked, end):
        return end + 1  # "Bệnh viện 19-8" has a name, "Bệnh viện 20 giường" has none
    if row.words == ("phong",) and marked.digit(end) and _parted(marked, end + 1):
        return end + 1  # "Phòng 9 Viện kiểm sát nhân dân tỉnh"
    if row.words in ORDINAL:
        return _ordinal(marked, end)
    return _of_a_plan(marked, end, row)


def _numbered(marked: Marked, k: int) -> bool:
    """Tell whether a number of two digits or more stands at `k` and counts nothing."""
    if not marked.digit(k) or len(marked.tokens.words[k]) < 2:
        return False
    counts = k + 1 < len(marked.taken) and marked.gap(k + 1) == "soft"
    return not counts or not marked.small(k + 1) or marked.listed("STOP", k + 1) > 0


def _parted(marked: Marked, k: int) -> bool:
    """Tell whether the body of which a numbered unit is part begins at word `k`."""
    core = marked.cores.get(k)
    return core is not None and core[0].rank < 7 and marked.gap(k) == "soft"


def _of_a_plan(marked: Marked, j: int, row: NameRow) -> int:
    """Return where a group's plan with its number ends, or `j`."""
    if row.words not in _GROUPS:
        return j
    begun = j + 2 * int(marked.spelled(j, j + 2) in _VERBS)
    end = _plan(marked, begun)
    # "…, cải cách thủ tục hành chính, chuyển đổi số gắn với Đề án 06"
    for k in range(end or j, min((end or j) + _TASKS, len(marked.taken) - 1)):
        if marked.spelled(k, k + 5) == _OF_THE_HEAD:
            return k + 5
        if marked.spelled(k, k + 2) == "gắn với":
            return _plan(marked, k + 2) or end or j
        if not marked.small(k) or marked.gap(k) not in ("soft", "comma"):
            break
    return end or j


def _plan(marked: Marked, k: int) -> int:
    """Return where a plan known by its number ends: "Đề án 06"; 0 if none is at `k`."""
    if marked.spelled(k, k + 2) not in _PLANS or marked.gap(k) != "soft":
        return 0
    number = k + 2 + int(marked.spelled(k + 2, k + 3) == "số")
    if number >= len(marked.taken) or not marked.digit(number):
        return 0
    return (number + 1) * int(marked.gap(number) == "soft")


_LEVELS = frozenset({"quốc gia", "trung ương", "cấp tỉnh", "nhà nước", "tỉnh"})
_SUBJECT = 20


def about(marked: Marked, end: int, row: NameRow) -> int:
    """Return where a steering committee's subject ends: "… Quốc gia về thủy điện".

    `end` itself where no subject follows. It is printed in small letters, with commas.
    """
    if row.words != STEERING or end >= len(marked.taken):
        return end
    level = next((n for n in (2, 1) if marked.spelled(end, end + n) in _LEVELS), 0)
    k = end + level
    if marked.spelled(k, k + 1) != "về" or marked.gap(end) != "soft":
        return end
    told = k
    for at in range(k + 1, min(k + _SUBJECT, len(marked.taken))):
        if not marked.small(at) or marked.gap(at) not in ("soft", "comma"):
            break
        kept = marked.listed("KEEP", at) or marked.listed("KEEP", at - 1) > 1
        if marked.taken[at] or (not kept and marked.listed("STOP", at, longest=2)):
            break
        if marked.spelled(at, at + 1) != "và":
            told = at + 1
    return told if told > k + 2 else end


_SUBJECTS = frozenset(
    {"phòng chống", "công tác", "cải cách", "thực hiện", "phát triển", "xây dựng"}
    | {
        "chống buôn",
        "chuyển đổi",
        "bảo vệ",
        "giảm nghèo",
        "tổng điều",
        "phổ cập",
        "an toàn",
    }
)


def in_subject(marked: Marked, j: int, k: int) -> bool:
    """Tell whether word `k` goes on with what a committee steers from word `j` on.

    "Ban Chỉ đạo phòng, chống dịch bệnh gia súc, gia cầm và thủy sản": small words.
    """
    if marked.spelled(j, j + 2) not in _SUBJECTS or k >= len(marked.taken):
        return False
    return marked.small(k) and not marked.listed("STOP", k, longest=2)


PEOPLE = frozenset({"người", "với", "vì"})
_ABROAD = "người việt nam ở nước ngoài"


def abroad_people(marked: Marked, k: int) -> int:
    """Return the words of "(với) người Việt Nam ở nước ngoài" at word `k`, or 0."""
    begun = k + int(marked.tokens.lowers[k] != "người")
    return begun + 6 - k if marked.spelled(begun, begun + 6) == _ABROAD else 0


def _ordinal(marked: Marked, end: int) -> int:
    """Return where "số 9" ends at word `end`, `end` if it does not stand there."""
    if marked.spelled(end, end + 1) != "số":
        return end
    told = end + 1 < len(marked.taken) and marked.gap(end + 1) == "soft"
    return end + 2 if told and marked.digit(end + 1) else end


_FORCES = frozenset(
    {"quân y", "lục quân", "hải quân", "không quân", "quốc phòng", "đặc công"}
)


def of_forces(marked: Marked, k: int, row: NameRow) -> bool:
    """Tell whether the number at `k` names a unit of the forces: "Viện Quân y 103"."""
    return row.words in COUNTED or marked.spelled(k - 2, k) in _FORCES


# "phòng, chống", "cứu nạn, cứu hộ": the comma stands inside one task.
_PAIRS = frozenset(
    {"phòng chống", "cháy chữa", "nạn cứu", "hộ cứu", "khám chữa", "tập huấn"}
)


def paired(marked: Marked, k: int) -> bool:
    """Tell whether the comma before word `k` stands inside one task."""
    return marked.spelled(k - 1, k + 1) in _PAIRS


def counted(marked: Marked, k: int) -> bool:
    """Tell whether the number at `k` counts things: "Trường Chính trị tỉnh 3 ;"."""
    end = marked.tokens.ends[k]
    follows = marked.tokens.text[end : end + 2]
    return follows == " ;"


def second_trade(marked: Marked, j: int, k: int, row: NameRow) -> bool:
    """Tell whether "và" before word `k` joins a trade in small letters to the name.

    "Quỹ Bảo vệ và phát triển rừng": the words of trades are listed.
    """
    if row.words[0] not in _OF_TWO_TRADES or row.style == "company":
        return False
    begun = j < k - 1 <= j + _FEW and marked.small(k)
    if not begun or marked.tokens.lowers[j] in word_list("FAMILY"):
        return False
    return marked.listed("TRADE", k) > 0


_OTHERS = frozenset({"nhân dân", "nhà nước", "đất nước", "cách mạng"})


def trade_of_a_country(marked: Marked, k: int) -> bool:
    """Tell whether a comma joins two trades: "Hội Nông, lâm nghiệp Việt Nam"."""
    if marked.spelled(k, k + 2) in _OTHERS or marked.tokens.lowers[k] == "các":
        return False  # "Hội Nông dân và nhân dân Việt Nam"
    for ahead in range(k, min(k + 10, len(marked.taken) - 1)):
        if ahead > k and marked.gap(ahead) != "soft":
            return False
        if ahead > k and marked.hit("COUNTRY", ahead):
            return True
        if not marked.small(ahead) or marked.listed("STOP", ahead, longest=2):
            return False
    return False


def unit_of_a_post(marked: Marked, i: int) -> bool:
    """Tell whether a small type word belongs to a post only: "Trưởng phòng Lê Văn An".

    A person's name follows, or the body that the post is in: "Trưởng ban Ban Dân vận".
    """
    k = i + 1
    if k + 1 >= len(marked.taken) or marked.spelled(i, k) == marked.spelled(k, k + 1):
        return True
    if marked.spelled(k, k + 2) == "thường trực":
        return True  # "Phó Trưởng ban Thường trực"
    person = marked.tokens.lowers[k] in word_list("FAMILY")
    return person and marked.gap(k + 1) == "soft" and marked.tokens.capital(k + 1)
