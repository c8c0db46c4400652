"""Names of people in running text: the name only, without titles.

A name is two to five capitalised syllables, the family name first. What stands before
or after it (a pronoun, a degree, a post) says that it is a person; a street, a school
or an award of the same name is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ingest.document import Span
from nlp.marked import Marked
from nlp.name_rows import word_list
from nlp.syllables import is_vietnamese
from nlp.tokens import CAPITAL, LETTER, UPPER

Cue = Literal["strong", "weak", "degree", "office"]
Judge = Callable[[Span], bool]

_LONGEST = 5
_LONGEST_LINE = 400
_ADDRESS = re.compile(
    r"(?:[Đđ]ịa chỉ|[Tt]rụ sở|đường|[Ss]ố \d{1,4}|\d [A-ZĐ])[^\n;()]*\Z"
)
# "(120 Hoàng Hoa Thám, …": a number behind a mark is a house; one that opens a line
# counts rows.
_HOUSE = re.compile(r"[,(;:] ?\d{1,4}(?:/\d{1,4}){0,3}[A-Z]?\s\Z")
_STRONG = frozenset({"ông", "bà", "đồng chí", "đ c", "ông bà", "ngài", "bác", "cụ"})
# Named in campaigns, streets and cities far more often than as a person.
_CHIEFS = ("trưởng", "phó", "chánh")
_LED = ("phòng", "ban", "khoa", "đoàn", "trạm", "thôn", "văn")
_FAMOUS = frozenset({"hồ chí minh"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name at words `start` to `end`; `role` is the post printed beside it."""

    start: int
    end: int
    role: tuple[int, int] | None = None


def find_persons(
    marked: Marked,
    *,
    signers: Iterable[Span] = (),
    bodies: Iterable[tuple[int, int]] = (),
    judge: Judge | None = None,
) -> list[PersonName]:
    """Return the people named among the free words, in order; their words are taken.

    `signers` are names that the layout gives away; `bodies` the word ranges of bodies,
    behind which a post's holder may stand. `judge` is asked about runs that open with
    a family name but have no title beside them; without it only names of three or four
    syllables are taken on their looks alone.
    """
    found = [PersonName(*marked.words_in(span)) for span in signers]
    found = [each for each in found if marked.free(each.start, each.end)]
    for each in found:
        marked.take(each.start, each.end)
    ends = {end: start for start, end in bodies}
    families = _families(marked)
    beside: set[int] = set()
    for i in _candidates(marked, families, ends):
        if not marked.taken[i]:
            person = _read(marked, i, families, ends, judge)
            if person is None and i in beside:
                person = _of_a_list(marked, i, families)
            if person is not None:
                marked.take(person.start, person.end)
                found.append(person)
                beside.add(_next_of_list(marked, person.end))
    return sorted(found, key=lambda person: person.start)


def _families(marked: Marked) -> frozenset[str]:
    """Return the words of this text that are family names, as they are printed."""
    known, kinds = word_list("FAMILY"), marked.tokens.kinds
    return frozenset(word for word, (_, lower, _) in kinds.items() if lower in known)


def _next_of_list(marked: Marked, end: int) -> int:
    """Return the word at which the next of a list would begin: ", …" or "và …"."""
    if marked.spelled(end, end + 1) == "và" and marked.gap(end) == "soft":
        return end + 1
    return end if marked.gap(end) == "comma" else -1


def _of_a_list(marked: Marked, i: int, families: frozenset[str]) -> PersonName | None:
    """Return the name of three or four words that stands in a list behind another."""
    end = _run(marked, i, families)
    if end - i not in (3, 4) or marked.tokens.words[i] not in families:
        return None
    if _elsewhere(marked, i, end) or marked.spelled(i, i + 1) in word_list(
        "PLACEFAMILY"
    ):
        return None
    return PersonName(i, end)


def _opens_a_post(marked: Marked, i: int, end: int) -> bool:
    """Tell whether one word leads on to a body: "ông Chánh Thanh tra Sở Xây dựng"."""
    if end - i > 1 or end >= len(marked.taken) or marked.gap(end) != "soft":
        return False
    return bool(marked.taken[end]) and marked.tokens.capital(end)


def _candidates(
    marked: Marked, families: frozenset[str], bodies: dict[int, int]
) -> list[int]:
    """Return where a name may start: at family names and behind titles."""
    tokens = marked.tokens
    starts = set(bodies)
    for label in ("DEGREE", "OFFICE"):
        for hits in marked.starts.get(label, {}).values():
            starts.update(hit.end for hit in hits)
    at = {word: 0 for word in families if tokens.kinds[word][2] == CAPITAL}
    for word, (plain, _, shape) in tokens.kinds.items():
        if word not in at and (plain in _PRONOUN_ENDS or shape == LETTER):
            at[word] = 0 if shape == LETTER else 1
    starts.update(i + at[word] for i, word in enumerate(tokens.words) if word in at)
    loud = {word for word in families if tokens.kinds[word][2] == UPPER}
    middles = tokens.lowers[1:] if loud else ()
    starts.update(
        i
        for i, middle in enumerate(middles)
        if middle in ("thị", "văn") and tokens.words[i] in loud
    )
    return sorted(i for i in starts if i < len(tokens.words) and tokens.capital(i))


_PRONOUN_ENDS = frozenset(
    {
        "ong",
        "ba",
        "chi",
        "c",
        "anh",
        "co",
        "thay",
        "ngai",
        "cu",
        "bac",
        "si",
        "su",
        "giao",
        "vien",
        "bieu",
        "cao",
        "can",
        "van",
        "tho",
        "nhan",
    }
)


def _read(
    marked: Marked,
    i: int,
    families: frozenset[str],
    bodies: dict[int, int],
    judge: Judge | None,
) -> PersonName | None:
    initials = _initials(marked, i)
    if initials is not None:
        return PersonName(i, initials)
    end = _run(marked, i, families)
    if end - i < 2 and marked.gap(i) != "soft":
        return None  # one word is a name only behind "ông", "bà"
    if end == i or marked.hit("OFFICE", i) or marked.hit("DEGREE", i):
        return None
    if _opens_a_post(marked, i, end):
        return None
    cue, role = _before(marked, i, bodies)
    # "Chủ tịch UBND Thành phố Trần Văn Ba": the town is the body's, not the name's
    holder = cue == "office" and i in bodies
    if not holder and _elsewhere(marked, i, end):
        return None
    titled = cue is not None and _titled(marked, i, end, cue)
    family = (
        titled
        or marked.tokens.words[i] in families
        or (
            # "Y Khoa Niê": among the Ê-đê the family stands last
            marked.tokens.shapes[i] == LETTER
            and marked.tokens.words[end - 1] in families
        )
    )
    role = role or _post_after(marked, end)
    if cue is None and family and role is not None and end - i > 1:
        return PersonName(i, end, role)
    if not _enough(marked, i, end, cue, family=family):
        if cue is not None or not family:
            return None
        if _fills_cell(marked, i, end):
            return PersonName(i, end) if end - i in (3, 4) else None
        if judge is None:
            return None
        return PersonName(i, end) if _judged(marked, i, end, judge) else None
    return PersonName(i, end, role)


def _titled(marked: Marked, i: int, end: int, cue: Cue) -> bool:
    """Tell whether the title alone makes a name of a run without a known family."""
    tokens = marked.tokens
    if _foreign(marked, i, end):
        return True
    if tokens.shapes[i] == LETTER:  # "Y Ngọc", "A Nhân" hold posts too
        return cue != "strong" and tokens.words[i] in ("Y", "A", "H") and end - i == 2
    branch = tokens.words[i - 1] == "CN"  # "CN Bình Tân" is an office of a bank
    several = tokens.shapes[i] == CAPITAL and 2 <= end - i <= 4
    return cue == "degree" and several and not branch


def _foreign(marked: Marked, i: int, end: int) -> bool:
    """Tell whether a foreign name stands there: it has no family name we know."""
    words = marked.tokens.words[i:end]
    return len(words) > 1 and not any(
        is_vietnamese(word) or word.isupper() for word in words
    )


def _fills_cell(marked: Marked, i: int, end: int) -> bool:
    """Tell whether the run is all that stands in a cell of a table."""
    tokens = marked.tokens
    text = tokens.text
    behind = tokens.starts[end] if end < len(tokens.words) else len(text)
    left = text[tokens.ends[i - 1] if i else 0 : tokens.starts[i]].strip(" \t\u00a0")
    right = text[tokens.ends[end - 1] : behind].strip(" \t\u00a0")
    closed = left[-1:] in ("|", "\n", "") and right[:1] in ("|", "\n", "")
    return closed and "|" in (left[-1:], right[:1])


def _judged(marked: Marked, i: int, end: int, judge: Judge) -> bool:
    # "Sơn", "Ninh" are families too, but far more often the start of a place's name.
    family, name = marked.spelled(i, i + 1), marked.spelled(i, end)
    plausible = 2 <= end - i <= 4 and marked.tokens.shapes[i] == CAPITAL
    if family in word_list("PLACEFAMILY") or name in _FAMOUS:
        return False
    return plausible and judge(marked.tokens.span(i, end))


def _enough(marked: Marked, i: int, end: int, cue: Cue | None, *, family: bool) -> bool:
    """Tell whether the words and the title beside them make a person."""
    size, name = end - i, marked.spelled(i, end)
    if name in _FAMOUS:
        return cue in ("office", "strong")
    if name in _CHIEFS and marked.spelled(end, end + 1) in _LED and marked.small(end):
        return False  # "ông Trưởng phòng Tổ chức"
    if cue == "strong":
        return size <= _LONGEST and not marked.hit("PROVINCE", i - 1)
    if size < 2 or size > _LONGEST:
        return False
    if cue in ("degree", "office", "weak"):
        return family
    if marked.tokens.shapes[i] == UPPER:
        middle = marked.spelled(i + 1, i + 2) in ("thị", "văn")
        return family and middle and _fills_line(marked, i, end)
    return family and size in (3, 4) and _looks_like_a_name(marked, i, end)


def _fills_line(marked: Marked, i: int, end: int) -> bool:
    """Tell whether the run is all that stands on its line."""
    before = i == 0 or "\n" in marked.between(i)
    return before and (end >= len(marked.taken) or "\n" in marked.between(end))


def _looks_like_a_name(marked: Marked, i: int, end: int) -> bool:
    common = marked.spelled(i, i + 1) in word_list("COMMONFAMILY")
    return common or marked.spelled(i + 1, i + 2) in ("thị", "văn")


def _run(marked: Marked, i: int, families: frozenset[str]) -> int:
    """Return the end of the run of capitalised words that may be one name."""
    tokens = marked.tokens
    shape, end = tokens.shapes[i], i
    allowed = (UPPER, LETTER) if shape == UPPER else (CAPITAL, LETTER)
    most = min(len(tokens.words), i + _LONGEST + 2)
    while end < most:
        if marked.taken[end] or tokens.shapes[end] not in allowed:
            break
        if (
            end > i
            and not marked.elided(end)
            and (marked.gap(end) != "soft" or _breaks(marked, end, i, families))
        ):
            break
        end += 1
    return end


def _breaks(marked: Marked, k: int, i: int, families: frozenset[str]) -> bool:
    """Tell whether a new name, post or body starts at word `k` of a run."""
    tokens = marked.tokens
    if marked.hit("OFFICE", k) is not None:
        return True
    if k == i + 1 and tokens.lowers[i] in word_list("COMMONFAMILY"):
        return False  # "Nguyễn Đài Thy": a word like "Đài" names a person too
    body = marked.hit("ORG", k) or marked.hit("TYPE", k)
    if body is not None and body.row.words == ("khoa",):
        body = None  # "Trần Đăng Khoa"
    if body is not None and (len(body.row.words) > 1 or _goes_on(marked, k)):
        return True
    if "\n" not in marked.between(k):
        return False
    if marked.listed("OPENS", k) or _in_row(marked, i):
        return True
    if k - i > 1 and _labelled(marked, i):
        return True  # "Ảnh: Lê Hoa" is all of its line
    prose = marked.gap(k + 1) == "soft" and not marked.tokens.capital(k + 1)
    if k - i > 2 and prose:
        return True  # a sentence begins on the next line
    return k - i > 1 and tokens.words[k] in families and _goes_on(marked, k)


def _in_row(marked: Marked, i: int) -> bool:
    """Tell whether a bar stands before word `i` on its line: a cell ends with it."""
    return "|" in marked.before(i, _LONGEST_LINE).rpartition("\n")[2]


def _goes_on(marked: Marked, k: int) -> bool:
    following = k + 1
    if following >= len(marked.taken) or marked.gap(following) != "soft":
        return False
    return marked.tokens.capital(following)


def _initials(marked: Marked, i: int) -> int | None:
    """Return the end of a name like "P.T.T.Huyền" that starts at word `i`."""
    tokens, end = marked.tokens, i
    if tokens.shapes[i] != LETTER:
        return None
    while end < len(tokens.words) - 1 and tokens.shapes[end] == LETTER:
        if end - i >= _LONGEST:
            return None
        if tokens.text[tokens.ends[end] : tokens.starts[end + 1]] != ".":
            return None
        end += 1
    if end - i < 2 or tokens.shapes[end] != CAPITAL:
        return None
    return end + 1 if marked.free(i, end + 1) else None


def _elsewhere(marked: Marked, i: int, end: int) -> bool:
    """Tell whether the run is the name of a place or a thing, not of a person."""
    if marked.gap(i) == "soft" and (
        marked.listed_before("NOTNAME", i) or _unit_before(marked, i)
    ):
        return True
    beside = marked.gap(end) == "comma" and marked.listed("UNIT", end)
    if beside and not marked.hit("OFFICE", end):  # "…, Tỉnh ủy viên" is a post
        return not marked.listed_before("PRONOUN", i)
    if _ADDRESS.search(marked.before(i, 120)) or _HOUSE.search(marked.before(i, 16)):
        titled = marked.listed_before("PRONOUN", i) or marked.hit("OFFICE", end)
        return not titled and marked.ended("DEGREE", i) is None
    if marked.spelled(i, end) in _FAMOUS:
        return False
    for label in ("PROVINCE", "REGION", "COUNTRY"):
        hit = marked.hit(label, i)
        if hit is not None and hit.end >= end:
            return True
    return marked.listed("OPENS", i) > 1


def _unit_before(marked: Marked, i: int) -> bool:
    """Tell whether "đặc khu", "cụm công nghiệp" stands before; TT is Thứ trưởng too."""
    size = marked.listed_before("UNIT", i)
    return size > 0 and marked.spelled(i - size, i) not in word_list("SHORTUNIT")


def _before(
    marked: Marked, i: int, bodies: dict[int, int]
) -> tuple[Cue | None, tuple[int, int] | None]:
    """Return the title before word `i`, and the range of the post if it is one."""
    gap = marked.gap(i)
    if gap == "far" and _labelled(marked, i):
        return "weak", None
    size = marked.listed_before("PRONOUN", i)
    if size and gap == "soft" and not _part_of_a_name(marked, i - size):
        return ("strong" if marked.spelled(i - size, i) in _STRONG else "weak"), None
    if gap in ("soft", "dot", "comma") and marked.ended("DEGREE", i) is not None:
        return "degree", None
    if gap in ("soft", "dot", "dash"):
        post = marked.ended("OFFICE", i)
        if post is None and gap == "soft" and i in bodies:
            post = _office_before(marked, bodies[i])
        if post is not None:
            return "office", (post, i)
    return None, None


def _office_before(marked: Marked, start: int) -> int | None:
    """Return where the post begins that stands before a body: "Trưởng Đoàn ĐBQH"."""
    post = marked.ended("OFFICE", start)
    if post is None and start and marked.tokens.words[start - 1] in ("Trưởng", "Chánh"):
        return start - 1
    return post


def _labelled(marked: Marked, i: int) -> bool:
    """Tell whether a label asks for a person: "Họ và tên: …", "Ảnh: …"."""
    between = marked.between(i)
    return between.strip() == ":" and marked.listed_before("LABEL", i) > 0


def _part_of_a_name(marked: Marked, i: int) -> bool:
    """Tell whether the pronoun is part of a name: "Hai Bà Trưng", "P. Bà Triệu"."""
    tokens = marked.tokens
    if i == 0 or not tokens.capital(i):
        return False
    if marked.gap(i) == "dot":
        return tokens.shapes[i - 1] == LETTER
    beside = marked.gap(i) == "soft" and "\n" not in marked.between(i)
    return beside and (tokens.capital(i - 1) or marked.listed_before("NOTNAME", i) > 0)


def _post_after(marked: Marked, end: int) -> tuple[int, int] | None:
    """Return the post behind a name: ", Phó Chủ tịch", "(nguyên giám đốc …)"."""
    if end >= len(marked.taken):
        return None
    aside = marked.between(end).strip() == "("
    if not aside and marked.gap(end) not in ("comma", "dash"):
        return None
    start = end + int(marked.spelled(end, end + 1) in ("nguyên", "cựu"))
    hit = marked.hit("OFFICE", start)
    if hit is not None:
        return hit.start, hit.end
    size = marked.listed("OFFICE", start, longest=4) if start > end else 0
    return (start, start + size) if size else None
