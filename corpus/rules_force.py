"""Checks on force: in effect or not, of which rank, and whether the part exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from corpus.case import Case
from corpus.identity import is_day, year_of
from corpus.impossible import is_local
from corpus.keys import number_key, parse_number
from corpus.known import Act, Known
from corpus.tiers import tier_of
from corpus.validity import Status, Validity, validity
from corpus.verdicts import CheckedCitation
from nlp.analysis import Citation, Finding
from nlp.fold import fold
from nlp.organisations import resolve_organisation, successors

_RELYING = frozenset({"basis", "implements", "guides"})
_ACTING = frozenset({"replaces", "repeals", "amends", "corrects", "suspends"})
# What is said of the day of citing: whether the document has one.
_WHEN_CITED = ("được dẫn vào ngày không rõ", "chưa thấy hết hiệu lực khi được dẫn")
_WHEN_CITED_EN = (
    "was cited on a day that is not known",
    "was not known to have lapsed when cited",
)
_ENDED_BY = {
    "replaces": ("thay thế", "replaced"),
    "repeals": ("bãi bỏ", "repealed"),
}
_NEAR = 400
# How a text says that one document ended another, right before or after the latter.
_ENDS = re.compile(r"(?:thay the|bai bo|huy bo)(?: cho| toan bo)?$")
_ENDED = re.compile(r"^[(,]? ?(?:da )?(?:duoc|bi) (?:thay the|bai bo|huy bo)\b")
_TERM = re.compile(
    r"(nhiệm kỳ|giai đoạn)\s{1,3}((?:19|20)\d\d)\s{0,3}[-–—]\s{0,3}((?:19|20)\d\d)",
    re.IGNORECASE,
)


def _acts(case: Case, known: Known) -> Sequence[Act]:
    """Return what other documents do to `known`; not what this one does."""
    own = case.document.sha256
    return [a for a in case.lookup.acts_on(known) if a.by.sha256 != own]


def _at_signing(case: Case, known: Known) -> Validity:
    return validity(known, _acts(case, known), case.header.date, as_of=case.as_of)


def _today(case: Case, known: Known) -> Validity:
    return validity(known, _acts(case, known), case.as_of, as_of=case.as_of)


def _act_slots(found: Validity) -> dict[str, Any]:
    """Return since when, by what and how a document ended, in both languages."""
    act = found.act
    by = act.by.number or act.by.title if act else None
    ended, ended_en = _ENDED_BY.get(act.relation if act else "", ("", ""))
    return {
        "since": found.since,
        "by": by,
        "relation": ended or "hết thời hạn",
        "how": f"{ended} bởi {by}" if ended else "hết thời hạn",
        "how_en": f"{ended_en} by {by}" if ended else "its term ended",
    }


def _says_so(case: Case, checked: CheckedCitation, act: Act | None) -> bool:
    """Tell whether the text itself says that this act ended the cited document.

    "Quyết định số 38 …, thay thế Quyết định số 25": nobody need be told that 25 is
    over. What relies on a document is told all the same.
    """
    if act is None or checked.citation.relation in _RELYING:
        return False
    at = next(i for i, each in enumerate(case.citations) if each is checked)
    before, after = case.citations[:at][-1:], case.citations[at + 1 : at + 2]
    return any(
        _names(one, act) and _between(case, one, checked, _ENDS) for one in before
    ) or any(_names(one, act) and _between(case, checked, one, _ENDED) for one in after)


def _between(
    case: Case, one: CheckedCitation, two: CheckedCitation, said: re.Pattern[str]
) -> bool:
    """Tell whether the words between two citations say so."""
    start, end = one.citation.span.end, two.citation.span.start
    if not start < end <= start + _NEAR:
        return False
    words = " ".join(fold(case.document.text[start:end]).split())
    return said.search(words) is not None


def _names(checked: CheckedCitation, act: Act) -> bool:
    number = number_key(checked.citation.number, kind=checked.citation.kind)
    by = number_key(act.by.number, kind=act.by.kind)
    return number is not None and number == by


def expired(case: Case) -> Iterator[Finding]:
    """V01: the cited document had lost effect when the citing one was issued."""
    for checked, known in case.held():
        citation = checked.citation
        if citation.relation in _ACTING:
            continue
        found = _at_signing(case, known)
        if found.status is Status.EXPIRED and not _says_so(case, checked, found.act):
            relied = citation.relation in _RELYING
            yield case.finding(
                "V01",
                citation.span,
                severity=None if relied else "warning",
                number=known.number or known.title,
                own=case.header.date,
                **_act_slots(found),
            )


def expired_since(case: Case) -> Iterator[Finding]:
    """V02: in order when cited, without effect on the day of the inspection."""
    for checked, known in case.first_held():
        if checked.citation.relation in _ACTING:
            continue
        if _at_signing(case, known).status is Status.EXPIRED:
            continue
        found = _today(case, known)
        if found.status is Status.EXPIRED:
            yield case.finding(
                "V02",
                checked.citation.span,
                number=known.number or known.title,
                then=_WHEN_CITED[is_day(case.header.date)],
                then_en=_WHEN_CITED_EN[is_day(case.header.date)],
                **_act_slots(found),
            )


def dead_part(case: Case) -> Iterator[Finding]:
    """V03: the provision cited had been repealed or replaced."""
    for checked, known in case.held():
        citation = checked.citation
        if citation.relation in _ACTING or not citation.provisions:
            continue
        for act in _acts(case, known):
            dead = _touched(citation, act)
            if dead and _was_done(act, case.header.date):
                yield case.finding(
                    "V03",
                    citation.span,
                    pin=dead,
                    number=known.number or known.title,
                    by=act.by.number or act.by.title,
                    since=act.from_date,
                )
                break


def _was_done(act: Act, own: str | None) -> bool:
    ends = act.relation in ("repeals", "replaces")
    return ends and bool(act.from_date and own and act.from_date <= own)


def _touched(citation: Citation, act: Act) -> str | None:
    """Return the cited provision that lies in a part the act takes away, or None."""
    for pin in citation.provisions:
        for gone in act.provisions:
            if pin == gone or pin.startswith(gone + "/"):
                return pin
    return None


def not_yet_in_force(case: Case) -> Iterator[Finding]:
    """V04: the basis takes effect only after the citing document."""
    own = case.header.date
    for checked, known in case.first_held():
        citation = checked.citation
        if citation.relation not in _RELYING or not is_day(own):
            continue
        later = case.analysis.effective_from
        found = _at_signing(case, known)
        if found.status is not Status.NOT_YET:
            continue
        if is_day(later) and str(known.effective_from) <= str(later):
            continue
        yield case.finding(
            "V04",
            citation.span,
            number=known.number or known.title,
            own=own,
            since=known.effective_from,
        )


def suspended(case: Case) -> Iterator[Finding]:
    """V05: the cited document was suspended when cited."""
    for checked, known in case.first_held():
        found = _at_signing(case, known)
        if found.status is Status.SUSPENDED:
            yield case.finding(
                "V05",
                checked.citation.span,
                number=known.number or known.title,
                **_act_slots(found),
            )


def no_day(case: Case) -> Iterator[Finding]:
    """V17: the document has no day, so nothing is known of force when cited; once."""
    if is_day(case.header.date):
        return
    cited = [
        checked
        for checked, _ in case.first_held()
        if checked.citation.relation not in _ACTING
    ]
    if cited:
        yield case.finding("V17", cited[0].citation.span, count=len(cited))


def status_unknown(case: Case) -> Iterator[Finding]:
    """V06: nothing in the register tells whether the basis was in force."""
    if not is_day(case.header.date):
        return  # V17 says so of all at once
    for checked, known in case.first_held():
        if checked.citation.relation not in _RELYING:
            continue
        if _today(case, known).status is Status.EXPIRED:
            continue  # V02 says when it ended
        if _at_signing(case, known).status is Status.UNKNOWN:
            yield case.finding(
                "V06", checked.citation.span, number=known.number or known.title
            )


def has_successor(case: Case) -> Iterator[Finding]:
    """V07: a document without a day cites one that was replaced.

    Where it has a day, V01 names what had replaced the cited one, V02 what did since.
    """
    if is_day(case.header.date):
        return
    for checked, known in case.first_held():
        if checked.citation.relation in _ACTING:
            continue
        found = _today(case, known)
        act = found.act
        if found.status is not Status.EXPIRED or not act or act.relation != "replaces":
            continue
        if _says_so(case, checked, act):
            continue
        yield case.finding(
            "V07",
            checked.citation.span,
            old=known.number or known.title,
            new=act.by.number or act.by.title,
            since=act.from_date,
        )


def amended(case: Case) -> Iterator[Finding]:
    """C12: the cited document has been amended by documents that are held."""
    cited = {each.citation.number for each in case.citations}
    for checked, known in case.first_held():
        if checked.citation.relation in _ACTING:
            continue
        by = [a.by.number for a in _acts(case, known) if a.relation == "amends"]
        unsaid = [number for number in dict.fromkeys(by) if number not in cited]
        if unsaid:
            yield case.finding(
                "C12",
                checked.citation.span,
                number=known.number or known.title,
                list=", ".join(n for n in unsaid if n),
            )


def merged_unit(case: Case) -> Iterator[Finding]:
    """V14: a rule of a province that has been merged since stands as basis."""
    own = case.header.date
    if not is_day(own):
        return
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if citation.relation not in _RELYING or number is None or number.year is None:
            continue
        if not is_local(number) or not citation.issuer:
            continue
        body = resolve_organisation(citation.issuer, home=case.header.issuer)
        if body is None:
            continue
        heirs = successors(body.id, date.fromisoformat(str(own)))
        if heirs:
            yield case.finding(
                "V14", citation.span, issuer=citation.issuer, heirs=", ".join(heirs)
            )


def lower_basis(case: Case) -> Iterator[Finding]:
    """H01: a normative document rests on one of lower legal force."""
    ours = tier_of(case.header.kind, case.header.number)
    if ours is None:
        return
    for checked in case.citations:
        citation = checked.citation
        if citation.relation != "basis" or citation.form in ("self", "alias"):
            continue
        theirs = tier_of(citation.kind, citation.number)
        if theirs is not None and theirs > ours:
            yield case.finding(
                "H01",
                citation.span,
                number=citation.number or citation.title,
                kind=case.header.kind,
                rank=theirs,
                own_rank=ours,
            )


def term_over(case: Case) -> Iterator[Finding]:
    """P03: the cited rule belongs to a term or phase that is over.

    A warning where it was over when this document was issued (where that is not known,
    on the latest day that it tells of); for information where it ended only since.
    """
    own = case.told if year_of(case.told) else case.as_of
    days = [day for day in (own, case.as_of) if day and year_of(day)]
    latest = max(days, default=None)
    # A document that repeals others lists what is over.
    if "bai bo" in fold(case.header.title or ""):
        return
    seen: set[tuple[str | None, str]] = set()
    for checked in case.citations:
        citation = checked.citation
        title = citation.title or (checked.held.title if checked.held else None)
        found = _TERM.search(title or "")
        if latest is None or found is None or citation.relation in _ACTING:
            continue
        first, last = int(found[2]), int(found[3])
        phrase = " ".join(found[0].split())
        then = next((day for day in (own, latest) if _over(last, day)), None)
        # What ended only since is said once for all that belongs to it.
        key = (citation.number if then == own else None, phrase.replace(" ", ""))
        if first > last or then is None or key in seen:
            continue
        seen.add(key)
        yield case.finding(
            "P03",
            citation.title_span or citation.span,
            severity=None if then == own else "info",
            period=phrase,
            as_of=then,
        )


def _over(last: int, day: str | None) -> bool:
    """Tell whether a phase that ends with the year `last` is over on a day."""
    year = year_of(day)
    return year is not None and last < year


CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "V01": expired,
    "V02": expired_since,
    "V03": dead_part,
    "V04": not_yet_in_force,
    "V05": suspended,
    "V06": status_unknown,
    "V07": has_successor,
    "C12": amended,
    "V14": merged_unit,
    "V17": no_day,
    "H01": lower_basis,
    "P03": term_over,
}
