"""What single words tell inside the name of a body: where it may or may not go on."""

from __future__ import annotations

from nlp.marked import Marked
from nlp.name_rows import NameRow, word_list
from nlp.places import read_unit
from nlp.tokens import CAPITAL, UPPER

# "Liên hiệp Hội tỉnh bạn": somebody else's, nobody in particular.
ANOTHER = frozenset({"bạn", "khác", "lân cận"})


TERRITORIAL = frozenset(
    {
        "tỉnh",
        "tinh",
        "thành phố",
        "tp",
        "huyện",
        "quận",
        "thị xã",
        "xã",
        "phường",
        "thị trấn",
        "đặc khu",
        "khu vực",
        "trung ương",
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
    family = tokens.lowers[k] in word_list("FAMILY")
    return family and marked.ended("OFFICE", j - len(row.words)) is not None


def of_a_group(marked: Marked, k: int) -> bool:
    """Tell whether the name goes on: "Công ty cổ phần Tập đoàn Sao Khuê"."""
    legal = marked.spelled(k - 1, k) in ("phần", "hạn", "tnhh", "cp", "viên")
    return legal and marked.spelled(k, k + 2) == "tập đoàn"


def company_step(marked: Marked, k: int) -> int:
    """Carry a company's name over small words: of business, or between capitals."""
    if (
        marked.spelled(k, k + 1) == "số"
        and k + 1 < len(marked.taken)
        and marked.gap(k + 1) == "soft"
        and marked.digit(k + 1)
    ):
        return 2
    known = marked.listed("COMPANY", k) or int(marked.listed("COMPANY", k - 1) > 1)
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
