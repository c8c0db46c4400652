"""Who issued a document, and on which day, where the sentence says so before it.

"Ngày 24/11/2023, Ban Thường vụ Tỉnh ủy ban hành Quy định số 31-QĐ/TU": a report begins
with the day and the body, and repeats neither behind the number.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.bodies import opens_body
from nlp.codes import LOCAL_CODES, TYPE_CODES, names_of
from nlp.drafts import Draft
from nlp.fold import fold
from nlp.issuers import body_here
from nlp.lists import JOINT
from nlp.name_rows import name_rows
from nlp.posts import is_family, opens_post
from nlp.reading import GAP, GAP0, UPPER, Reading, collapse_bars

_REACH = 200
_VERB = 40
_ISSUES = re.compile(
    rf"(?:{GAP}khoa{GAP}[ivx]{{1,5}})?{GAP}(?:(?:da|vua){GAP})?"
    rf"(?:(?:ky{GAP})?ban{GAP}hanh|ky|co){GAP}\Z"
)
# Where a clause may begin: with its subject, or with the day.
_OPENS = re.compile(rf"(?:\A|[.;:,\n(–-])[\s|*+]{{0,9}}(?=[{UPPER}]|ngày{GAP}\d)")
_TO_BODY = re.compile(rf"(?:{GAP0},)?{GAP}")
# "Bộ Chính trị, Ban Bí thư đã có Kết luận": both issued it.
_POLITBURO = re.compile(r"Bộ\sChính\strị,\s\Z")
_TERM = re.compile(r"\s(?:khóa|khoá)\s[IVX]{1,5}\Z", re.IGNORECASE)
_FULL_DAY = len("2023-11-24")


def tell_before(reading: Reading, drafts: list[Draft]) -> None:
    """Fill issuer and day of numbered documents from the clause that names them.

    Only a body that stands right before "(đã) ban hành" counts, and the day only where
    it opens the clause and the body follows it at once.
    """
    last = 0
    told: Draft | None = None
    for draft in drafts:
        floor = max(last, draft.lead - _REACH)
        last = max(last, draft.end)
        if draft.number is None or draft.issuer or draft.lead != draft.start:
            told = None
            continue
        if told and JOINT.fullmatch(reading.plain, told.tail, draft.start):
            if _writes_itself(told.issuer or "", draft.codes):
                draft.issuer = told.issuer
            continue
        told = None
        verb = _ISSUES.search(
            reading.plain, max(floor, draft.start - _VERB), draft.start
        )
        found = _told(reading, floor, verb.start()) if verb else None
        if found is None:
            found = _in_brackets(reading, floor, draft)
        if found is None:
            continue
        name, day = found
        draft.date = draft.date or day
        if _writes_itself(name, draft.codes) and not _names_a_person(name):
            draft.issuer, told = name, draft


def _told(reading: Reading, floor: int, end: int) -> tuple[str, str | None] | None:
    """Return the body whose name ends at `end` and opens its clause, and the day.

    Before it stands the day, or a sign that ends another clause.
    """
    for opening in _OPENS.finditer(reading.text, floor, end):
        start, day = opening.end(), reading.dates.get(opening.end())
        if day:
            gap = _TO_BODY.match(reading.plain, day.span.end)
            start = gap.end() if gap else end
        found = body_here(reading.text, reading.plain, start)
        if found is None or found[1] != end:
            continue
        together = _POLITBURO.search(reading.text, max(0, start - 20), start)
        begin = together.start() if together else found[0]
        name = _TERM.sub("", collapse_bars(reading.text[begin : found[1]]))
        value = day.value if day and len(day.value or "") == _FULL_DAY else None
        if fold(name) in _classes():
            return None  # "Hội đã ban hành" tells no more than that it is ours
        if opens_body(name) or opens_post(name):
            return name, value
    return None


@cache
def _classes() -> frozenset[str]:
    """Return the words that name a kind of body and no body: "hoi", "trung tam"."""
    return frozenset(" ".join(row.words) for row in name_rows() if row.label == "TYPE")


_BRACKET = re.compile(rf"{GAP0}\({GAP0}\Z")
_NAMED = re.compile(
    rf"(?:\A|[.;:,\n)–-]|(?<![^\W_])(?:của|và))[\s|]{{0,9}}(?=[{UPPER}])"
)


def _in_brackets(
    reading: Reading, floor: int, draft: Draft
) -> tuple[str, str | None] | None:
    """Return the body behind which a document stands in brackets.

    "ý kiến của Bộ Nội vụ (Công văn số 15/BNV-TCBC ngày 04/9/2021)"
    """
    bracket = _BRACKET.search(reading.plain, max(floor, draft.start - 8), draft.start)
    if bracket is None:
        return None
    for opening in _NAMED.finditer(reading.text, floor, bracket.start()):
        found = body_here(reading.text, reading.plain, opening.end())
        if found is None or found[1] != bracket.start():
            continue
        name = collapse_bars(reading.text[slice(*found)])
        return (name, None) if opens_body(name) or opens_post(name) else None
    return None


# The centre of the Party and its provincial committees sign with one code each.
_OF_THE_PARTY = frozenset({"TW", "TƯ", "TU", "HU", "ĐU"})


def _writes_itself(name: str, codes: tuple[str, ...]) -> bool:
    """Tell whether the code may be that of the body: an office writes for who leads."""
    plain = fold(name)
    if not codes:
        return True
    if "thu tuong" in plain:
        return "TTg" in codes
    if plain == "chinh phu":
        return "CP" in codes
    writer = next((code for code in codes if code not in TYPE_CODES), "")
    if writer in _OF_THE_PARTY:
        return True
    names = () if writer in LOCAL_CODES else names_of(writer)
    known = [fold(each) for each in names]
    if known and not any(each in plain or plain in each for each in known):
        return False
    of_a_place = any(word in plain for word in _LOCAL_WORDS)
    return of_a_place == bool(LOCAL_CODES & set(codes))


_LOCAL_WORDS = ("hoi dong nhan dan", "hdnd", "uy ban nhan dan", "ubnd")


def _names_a_person(name: str) -> bool:
    """Tell whether a post is followed by who holds it: "Chủ tịch UBND tỉnh Lê …"."""
    words = name.replace("Hồ Chí Minh", "").split()
    return opens_post(name) and any(map(is_family, words[3:]))


_PROPOSER = re.compile(
    rf"(?:(?:de{GAP}nghi|y{GAP}kien|tham{GAP}dinh|tham{GAP}tra){GAP}cua{GAP}"
    rf"|\A{GAP}va{GAP}(?!y{GAP}kien|de{GAP}nghi))"
    rf"(?P<who>[^;]{{3,140}}?)(?:{GAP0},)?{GAP}tai{GAP}(?:cac{GAP})?\Z"
)
# "theo chỉ đạo của UBND huyện tại Kế hoạch số 5/KH-UBND": the code must be that body's,
# as the office often writes for who directs.
_DIRECTS = re.compile(
    rf"(?:chi{GAP}dao|yeu{GAP}cau|ket{GAP}luan){GAP}cua{GAP}"
    rf"(?P<who>(?:chu{GAP}tich{GAP})?(?:(?P<ubnd>ubnd|uy{GAP}ban{GAP}nhan{GAP}dan)"
    rf"|(?P<hdnd>hdnd|hoi{GAP}dong{GAP}nhan{GAP}dan)|(?P<ttg>thu{GAP}tuong))"
    rf"(?:{GAP}[^\W_]+){{0,7}}){GAP}tai{GAP}(?:cac{GAP})?\Z"
)
_DIRECTOR_CODES = {"ubnd": "UBND", "hdnd": "HĐND", "ttg": "TTg"}


def tell_proposers(reading: Reading, drafts: list[Draft]) -> None:
    """Take the issuer written before: "đề nghị của Giám đốc Sở X tại Tờ trình số".

    The members of its list are of the same body.
    """
    last = 0
    told: set[Draft] = set()
    for draft in drafts:
        if draft.sibling in told and not draft.issuer:
            draft.issuer = draft.sibling.issuer if draft.sibling else None
            told.add(draft)
            continue
        start = max(last, draft.lead - 180)
        last = max(last, draft.end)
        if draft.issuer or not draft.number or start >= draft.lead:
            continue
        form = _PROPOSER if draft.relation == "proposal" else _DIRECTS
        match = form.search(reading.plain[start : draft.lead])
        if match and form is _DIRECTS and not _own_code(match, draft.codes):
            continue
        if match and reading.text[start + match.start("who")].isupper():
            who = reading.text[start + match.start("who") : start + match.end("who")]
            draft.issuer = " ".join(who.partition(" (")[0].split())
            told.add(draft)


def _own_code(match: re.Match[str], codes: tuple[str, ...]) -> bool:
    return any(match[name] and code in codes for name, code in _DIRECTOR_CODES.items())
