"""When a document takes effect and when it ends, by its own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.document import Span
from nlp.dates import find_dates
from nlp.fold import fold
from nlp.kinds import KINDS
from nlp.numbers import shadow


@dataclass(frozen=True, slots=True)
class Effect:
    """The clause of effect: its span, the first and the last day, where it says so.

    `lead` is the number of days after signing, where the clause counts them; `start`
    then follows from the day of issue: the first day is not counted (Civil Code,
    article 147), so that "sau 45 ngày kể từ ngày ký" is that day plus 45.
    """

    span: Span
    start: str | None
    end: str | None = None
    lead: int | None = None


_S = r"\s{1,12}"
_KIND = "|".join(
    sorted({fold(kind.name).replace(" ", _S) for kind in KINDS}, key=len, reverse=True)
)
_SELF = rf"\b(?:{_KIND}){_S}nay\b(?P<between>[^.;:“”]{{0,200}}?)"
# A clause of its own may leave out "này": "2. Nghị quyết có hiệu lực từ ngày …".
_BARE = (
    rf"(?:^|(?<=\n)|(?<=[.:;][ \n]))[ \t]{{0,12}}(?:dieu{_S}\d{{1,3}}[.:]{_S})?"
    rf"(?:\d{{1,2}}[.)]{_S})?(?:{_KIND}){_S}(?=co{_S}hieu{_S}luc)"
)
_START = re.compile(
    rf"(?:{_SELF}|{_BARE})\bco{_S}hieu{_S}luc(?:{_S}thi{_S}hanh)?"
    rf"(?P<after>{_S}sau{_S}(?P<lead>\d{{1,3}})(?:{_S}\([^)]{{1,40}}\))?{_S}ngay"
    rf"(?P<working>{_S}lam{_S}viec)?)?\s{{0,12}},?\s{{0,12}}(?:ke{_S})?tu(?:{_S}sau)?{_S}"
    rf"(?P<when>ngay{_S}(?P<issue>ky|ban{_S}hanh|thong{_S}qua|duoc{_S}thong{_S}qua)?"
    r"|(?=\d{1,2}[/.-]\d))"
)
_END = re.compile(
    rf"{_SELF}\bhet{_S}hieu{_S}luc{_S}(?:ke{_S})?tu{_S}(?P<when>ngay{_S})"
)
_RUNS_TO = re.compile(
    rf"{_SELF}\bco{_S}hieu{_S}luc(?:{_S}thi{_S}hanh)?{_S}den(?:{_S}het)?{_S}"
    r"(?P<when>ngay)"
)
_UNTIL = re.compile(rf"{_S}(?:cho{_S})?den(?:{_S}het)?{_S}(?=ngay)")
_CLAUSE = 120


def _day_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the whole date that starts at `position` and where it ends, or None."""
    dates, _ = find_dates(text[position : position + _CLAUSE])
    for found in dates[:1]:
        if found.span.start == 0 and found.value and len(found.value) == 10:
            return found.value, position + found.span.end
    return None


def _after(day: str, days: int) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return None


def _start(
    text: str, match: re.Match[str], issued: str | None
) -> tuple[str | None, int, int | None]:
    """Return the first day, where its words end, and the days counted from issue."""
    if match["lead"] and match["issue"] and not match["working"]:
        lead = int(match["lead"])
        day = _after(issued, lead) if issued else None
        return day, match.end(), lead
    if match["issue"] and not match["lead"]:
        return issued, match.end(), None
    if not match["lead"] and (stated := _day_at(text, match.start("when"))):
        return stated[0], stated[1], None
    return None, match.end(), None


_WORDS = re.compile(rf"hieu{_S}luc")
_REACH = 320  # of a clause before these words; its kind and "này" stand there
_BARE_REACH = 70  # of one without "này": its label, its kind and "có"


def _clauses(folded: str) -> Iterator[re.Match[str]]:
    """Yield the clauses of effect: only where their words stand is it worth to look."""
    done = 0
    for words in _WORDS.finditer(folded):
        start = max(done, words.start() - _REACH)
        if "nay" not in folded[start : words.start()]:
            start = max(done, words.start() - _BARE_REACH)
        match = _START.search(folded, start, words.end() + _CLAUSE)
        if match:
            done = match.end()
            yield match


def read_effect(text: str, issued: str | None) -> Effect | None:
    """Return the effect of the document by its own clause, or None without one.

    Only clauses about the document itself count ("Quyết định này có hiệu lực …"), the
    first one that gives a day. `issued` is the day of issue, from the header; a
    clause that counts from signing gives no day without it. Days of publication and
    working days are not computed: those need a gazette or a calendar of holidays.

    >>> read_effect("Quyết định này có hiệu lực kể từ ngày ký.", "2020-07-31").start
    '2020-07-31'
    """
    plain = shadow(text)
    folded = fold(plain)
    return effect_in(plain, folded, issued)


def effect_in(plain: str, folded: str, issued: str | None) -> Effect | None:
    """Do as `read_effect` does, from the text without look-alikes and its folded copy.

    Copies of different lengths (a text not in NFC) give None: offsets would drift.
    """
    if len(folded) != len(plain):
        return None
    effect: Effect | None = None
    for match in _clauses(folded):
        day, end, lead = _start(plain, match, issued)
        until = _UNTIL.match(folded, end)
        last = _day_at(plain, until.end()) if until else None
        span = Span(match.start(), last[1] if last else end)
        found = Effect(span, day, last[0] if last else None, lead)
        if day:
            return found
        effect = effect or found
    return effect


def effective_from(text: str, header_date: str | None) -> str | None:
    """Return the ISO day on which the document takes effect, or None if it is unsaid.

    >>> effective_from("Luật này có hiệu lực từ ngày 01/7/2025.", "2025-06-16")
    '2025-07-01'
    """
    effect = read_effect(text, header_date)
    return effect.start if effect else None


def expires_on(text: str, header_date: str | None) -> str | None:
    """Return the last ISO day in force by the document's own words, or None.

    >>> expires_on("Quyết định này hết hiệu lực từ ngày 01/01/2027.", None)
    '2026-12-31'
    """
    effect = read_effect(text, header_date)
    if effect and effect.end:
        return effect.end
    plain = shadow(text)
    for pattern, days in ((_END, -1), (_RUNS_TO, 0)):
        for match in pattern.finditer(fold(plain)):
            if stated := _day_at(plain, match.start("when")):
                return _after(stated[0], days)
    return None
