"""Names of bodies in running text, outermost names only.

How one name is read is in `nlp.body_grammar`; here are the lists that share a first
word, and the names that mean a whole class of bodies and so nobody.
"""

from __future__ import annotations

from dataclasses import replace

from nlp.body_grammar import BodyName, function_end, read_body, read_cores
from nlp.body_tail import stops, tail_end
from nlp.body_words import ANOTHER, TERRITORIAL, name_ends, secretary, unit_at
from nlp.marked import Marked
from nlp.name_rows import NameRow, known_bodies, spelling
from nlp.tokens import UPPER

# "UBND các xã", "UBND cấp huyện" name a class of bodies, not a body.
_CLASS_WORDS = frozenset(
    {"các", "cấp", "những", "mỗi", "mọi", "từng", "hai", "ba", "bốn"}
)
_COMMUNE = frozenset({"xã", "phường", "huyện", "quận", "đặc khu", "thị trấn"})
_COURTS = frozenset({"tand", "vksnd"})
_INSIDE = frozenset({"soft", "comma", "dash", "amp"})
_PARTY = {("tinh", "uy"), ("thanh", "uy")}


def find_bodies(marked: Marked) -> list[BodyName]:
    """Return the bodies named in a text, outermost names only, in order.

    Words already taken are left alone; the words of a found name are taken.
    """
    found: list[BodyName] = []
    labels = (marked.starts.get("ORG", {}), marked.starts.get("TYPE", {}))
    regions = _inside_regions(marked)
    starts = sorted({start for label in labels for start in label})
    read_cores(marked, starts)
    for i in starts:
        if i in regions or marked.taken[i]:
            continue
        if _of_a_post(marked, i):
            continue
        body = read_body(marked, i)
        if body is not None:
            body = _of_one_holder(marked, body)
            if body.row.style == "held" or not _is_class(marked, body):
                found.append(body)
            marked.take(body.start, body.end)
        shared = _shared_head(marked, i, body)
        found.extend(shared)
        for member in shared:
            marked.take(member.start, member.end)
    return sorted(found, key=lambda body: body.start)


def _of_one_holder(marked: Marked, body: BodyName) -> BodyName:
    """Read "Lê Thị Hoa, Phó Chủ tịch HĐND huyện" as one district's council.

    With no name beside it the unit stands for a class: "Chủ tịch UBND xã có quyền".
    """
    end = body.end
    size = next((n for n in (1, 2) if marked.spelled(end, end + n) in _COMMUNE), 0)
    if not size or not body.row.local or marked.gap(end) != "soft":
        return body
    post = marked.ended("OFFICE", body.start)
    more = marked.gap(end + size) == "comma" and marked.listed("UNIT", end + size)
    if post is None or more:
        return body
    after = end + size < len(marked.taken) and secretary(marked, end + size)
    if not after and not name_ends(marked, post):
        return body
    return replace(body, end=end + size, row=replace(body.row, style="held"))


def _of_a_post(marked: Marked, i: int) -> bool:
    """Tell whether a word belongs to a post: "Phó Bí thư Thường trực Tỉnh ủy"."""
    if marked.spelled(i + 1, i + 3) == "ủy viên" and marked.small(i + 2):
        return True  # "Tỉnh ủy viên" is a person
    two = marked.spelled(i, i + 2) if marked.tokens.lowers[i] == "thường" else ""
    if two == "thường vụ":
        return marked.spelled(i - 2, i) in ("ủy viên", "uỷ viên")
    if two != "thường trực" or not i or marked.gap(i) != "soft":
        return False
    return marked.spelled(i - 2, i) in ("bí thư", "chủ tịch", "trưởng ban", "thủ tướng")


def _inside_regions(marked: Marked) -> set[int]:
    """Return the words that end the name of a region: "Bộ" of "Trung Bộ"."""
    hits = (hit for at in marked.starts.get("REGION", {}).values() for hit in at)
    return {k for hit in hits for k in range(hit.start + 1, hit.end)}


def _shared_head(marked: Marked, i: int, body: BodyName | None) -> list[BodyName]:
    """Read the members of a list that share its first word, each by its own words.

    "các Bộ: Quốc phòng, Công an" and "Sở Nội vụ, Tài chính và Xây dựng".
    """
    if body is None:
        kind = marked.hit("TYPE", i)
        if kind is None or kind.end >= len(marked.taken):
            return []
        if marked.between(kind.end).strip() != ":" or _belongs(marked, i):
            return []
        return _members(marked, i, kind.row, kind.end, known=False)
    if body.row.words[0] not in ("bo", "so") or len(body.row.words) < 2:
        return []
    end, gap = body.end, marked.gap(body.end)
    joined = gap == "comma" or marked.spelled(end, end + 1) == "và"
    return _members(marked, i, body.row, end, known=True) if joined else []


def _belongs(marked: Marked, i: int) -> bool:
    """Tell whether the units of a body are listed: "các đơn vị thuộc Bộ: …"."""
    return marked.spelled(i - 1, i) in ("thuộc", "trực", "của")


def _members(
    marked: Marked, i: int, row: NameRow, at: int, *, known: bool
) -> list[BodyName]:
    """Return the listed members from word `at` on.

    With `known` each must be a body when the list's first word stands before it.
    """
    members: list[BodyName] = []
    head = marked.tokens.words[i]
    while at < len(marked.taken):
        start = at + int(marked.spelled(at, at + 1) == "và")
        if start >= len(marked.taken) or not marked.tokens.capital(start):
            break
        if marked.taken[start] or stops(marked, start, start):
            break
        end = _member_end(marked, head, start, row, known=known)
        if end == start or (known and _stands_itself(marked, start, end)):
            break
        members.append(BodyName(start, end, row, head))
        at = end
        if marked.gap(at) != "comma" and marked.spelled(at, at + 1) != "và":
            break
    return members


def _stands_itself(marked: Marked, start: int, end: int) -> bool:
    """Tell whether a longer body starts there: "Bộ Công an và Công an tỉnh"."""
    body = read_body(marked, start)
    return body is not None and body.end > end


def _member_end(
    marked: Marked, head: str, start: int, row: NameRow, *, known: bool
) -> int:
    for size in range(min(8, len(marked.taken) - start), 0, -1):
        name = f"{head} {marked.spelled(start, start + size)}"
        close = all(marked.gap(k) in _INSIDE for k in range(start + 1, start + size))
        if close and spelling(name) in known_bodies():
            return start + size
    if known:
        return start
    end = function_end(marked, start, start, replace(row, style="member"), begun=True)
    return tail_end(marked, start, end, row)


def _is_class(marked: Marked, body: BodyName, *, ahead: int = 6) -> bool:
    """Tell whether the name means many bodies: "các Sở Xây dựng", "UBND cấp xã"."""
    i, end, row = body.start, body.end, body.row
    gap = marked.gap(end)
    after = marked.spelled(end, end + 1) if gap == "soft" else ""
    named = row.label == "ORG" and not row.local  # "Chính phủ cấp học bổng"
    if after == "cấp" and not named:
        return True
    if marked.spelled(end, end + 2) == "các cấp":
        return True
    if marked.spelled(end, end + 3) == "của các nước":
        return True
    many = after == "các" and marked.spelled(end + 1, end + 2) in TERRITORIAL
    if many and row.label == "TYPE":
        return True
    if row.label == "TYPE" and _shouted_class(marked, i):
        return True
    if not row.local:
        return False
    if _beside_party(marked, body):
        return True
    bare = end - i == len(row.words)
    of_all = row.rank <= 1 or row.value in _COURTS
    if of_all and (after in _CLASS_WORDS or after in _COMMUNE):
        return True
    if after in ANOTHER:
        return True
    joined = gap in ("comma", "amp") or (after == "và" and bare)
    if joined and of_all and _leads_a_class(marked, body, ahead):
        return True
    before = marked.spelled(i - 1, i) if i and marked.gap(i) == "soft" else ""
    return before in _CLASS_WORDS and marked.tokens.shapes[i] != UPPER


def _shouted_class(marked: Marked, i: int) -> bool:
    """Tell whether a heading speaks of many: "NÂNG CẤP CÁC BỆNH VIỆN"."""
    if not i or marked.tokens.shapes[i] != UPPER or marked.gap(i) != "soft":
        return False
    loud = marked.tokens.shapes[i - 1] == UPPER
    return loud and (
        marked.tokens.lowers[i - 1] in _CLASS_WORDS
        or marked.spelled(i - 2, i) == "một số"
    )


def _leads_a_class(marked: Marked, body: BodyName, ahead: int) -> bool:
    """Tell whether a comma leads on to what makes a class: "HĐND, UBND các xã"."""
    end = body.end
    if marked.spelled(end - 1, end) in ("tỉnh", "phố") and unit_at(marked, end):
        return marked.small(end)
    if ahead == 0 or end - body.start > len(body.row.words):
        return False
    end += int(marked.spelled(end, end + 1) == "và")
    if end >= len(marked.taken) or marked.taken[end]:
        return False
    following = read_body(marked, end)
    if following is None or not following.row.local:
        return False
    if following.row.rank > body.row.rank:
        return False
    return _is_class(marked, following, ahead=ahead - 1)


def _beside_party(marked: Marked, body: BodyName) -> bool:
    """Tell whether "Tỉnh ủy, Thành ủy" stand together: all of the country's."""
    i, end = body.start, body.end
    if body.row.words not in _PARTY or end - i != 2:
        return False
    before = marked.spelled(i - 2, i) if i > 1 and marked.gap(i) == "comma" else ""
    after = marked.spelled(end, end + 2) if marked.gap(end) == "comma" else ""
    return bool({before, after} & {"tỉnh ủy", "thành ủy"})
