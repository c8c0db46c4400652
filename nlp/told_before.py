"""Who issued a document, and on which day, where the sentence says so before it.

"Ngày 24/11/2023, Ban Thường vụ Tỉnh ủy ban hành Quy định số 31-QĐ/TU": a report begins
with the day and the body, and repeats neither behind the number.
"""

from __future__ import annotations

import re

from nlp.bodies import opens_body
from nlp.codes import LOCAL_CODES
from nlp.drafts import Draft
from nlp.fold import fold
from nlp.issuers import body_here
from nlp.lists import JOINT
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
        name = _TERM.sub("", collapse_bars(reading.text[slice(*found)]))
        value = day.value if day and len(day.value or "") == _FULL_DAY else None
        return (name, value) if opens_body(name) or opens_post(name) else None
    return None


def _writes_itself(name: str, codes: tuple[str, ...]) -> bool:
    """Tell whether the code may be that of the body: an office writes for who leads."""
    plain = fold(name)
    if "thu tuong" in plain:
        return "TTg" in codes
    if plain == "chinh phu":
        return "CP" in codes
    council = "hoi dong nhan dan" in plain or "hdnd" in plain
    local = council or "uy ban nhan dan" in plain or "ubnd" in plain
    return local == bool(LOCAL_CODES & set(codes))


def _names_a_person(name: str) -> bool:
    """Tell whether a post is followed by who holds it: "Chủ tịch UBND tỉnh Lê …"."""
    words = name.replace("Hồ Chí Minh", "").split()
    return opens_post(name) and any(map(is_family, words[3:]))
