"""What single words tell inside the name of a place: where it may or may not go on."""

from __future__ import annotations

from nlp.marked import Marked
from nlp.name_rows import word_list
from nlp.tokens import CAPITAL

# Units of government that mean "ours" when no name follows: "UBND tỉnh".
ALONE = frozenset({"tỉnh", "tinh", "thành phố", "tp"})


GOVERNED = ALONE | {
    "huyện",
    "quận",
    "thị xã",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "thủ đô",
}


def is_person(marked: Marked, i: int, end: int) -> bool:
    """Tell whether a person's name follows: "Chủ tịch UBND Thành phố Trần Văn Ba".

    No town below a province has a name of three words that begins like a family's.
    """
    return end - i >= 3 and marked.spelled(i, i + 1) in word_list("COMMONFAMILY")


def held(marked: Marked, i: int, unit: str) -> bool:
    """Tell whether a post stands before the unit: "Chủ tịch HĐND huyện Lê Văn An".

    Units that bear a person's name are known: "Chủ tịch UBND phường Lê Hồng Phong".
    """
    if unit in ALONE:
        return True
    if unit not in GOVERNED or marked.listed("PERSONUNIT", i, longest=4) > 2:
        return False
    return any(marked.ended("OFFICE", k) is not None for k in range(max(1, i - 7), i))


def starts_a_word(marked: Marked, i: int, end: int, unit: str) -> bool:
    """Tell whether one capital opens a common word: "khu vực Khuôn viên".

    Of the towns only three have a name of one word: in "các thành phố Khẩn trương"
    a sentence begins whose full stop is lost.
    """
    if unit in ("thành phố", "tp"):
        if marked.spelled(i, end) in ("vinh", "huế", "pleiku"):
            return False
    elif unit == "miền":
        return marked.spelled(i, end) not in ("bắc", "trung", "nam", "tây", "đông")
    elif unit in GOVERNED:
        return False
    if end - i > 1 or end >= len(marked.taken):
        return False
    return marked.gap(end) == "soft" and marked.small(end)


def opens_part(marked: Marked, i: int, k: int) -> bool:
    """Tell whether a part of the text begins at word `k`, not "xã Giao Thiện"."""
    size = marked.listed("OPENS", k)
    if size != 1 or k > i or k + 1 >= len(marked.taken):
        return size > 0
    named = marked.gap(k + 1) == "soft" and marked.tokens.shapes[k + 1] == CAPITAL
    return not named or marked.opens_body(k + 1) is not None


def before_person(marked: Marked, i: int, end: int) -> int:
    """Cut a person's name off a long run: "quận Bình Tân Lê Thị Hoa"."""
    goes_on = end < len(marked.taken) and marked.gap(end) == "soft"
    if not goes_on or not marked.tokens.capital(end):
        return end
    families = word_list("FAMILY")
    cuts = (k for k in (i + 2, i + 1, i + 3) if marked.spelled(k, k + 1) in families)
    return next(cuts, end)


def begins_a_post(marked: Marked, k: int) -> bool:
    """Tell whether a post's first word stands at `k`: "tại xã An Lễ Trưởng khối"."""
    head = marked.tokens.lowers[k] in ("trưởng", "phó")
    return head and marked.gap(k + 1) == "soft" and marked.small(k + 1)


def school(marked: Marked, i: int, k: int, *, upper: bool) -> bool:
    """Tell whether a body begins at word `k` of a name that began at `i`.

    One word like "Trường" is part of the name where it opens it ("phường Trường
    Vinh") or closes it ("xã Xuân Trường").
    """
    hit = marked.hit("TYPE", k)
    if hit is None:
        return False
    if upper or len(hit.row.words) > 1 or hit.row.acronym:
        return True
    goes_on = hit.end < len(marked.taken) and marked.gap(hit.end) == "soft"
    if k == i:
        return not (goes_on and marked.tokens.shapes[hit.end] == CAPITAL)
    closes = not goes_on or not marked.tokens.capital(hit.end)
    return not closes or "\n" in marked.between(k)


def ends_line(marked: Marked, end: int) -> bool:
    """Tell whether a name in capitals is closed by a line's end or a mark."""
    tokens = marked.tokens
    if end >= len(tokens.words) or marked.gap(end) != "soft":
        return True
    return "\n" in tokens.text[tokens.ends[end - 1] : tokens.starts[end]]


def too_long(marked: Marked, i: int, end: int) -> bool:
    """Tell whether a name in capitals has run on: over three words or a line."""
    return (
        end - i >= 3
        or "\n" in marked.tokens.text[marked.tokens.ends[i] : marked.tokens.starts[end]]
    )
