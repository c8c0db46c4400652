"""Checks on how documents are cited: names, dates, issuers, titles, own references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date

from corpus.case import Case
from corpus.fields import title_likeness
from corpus.identity import Reference, is_day, year_of
from corpus.impossible import is_after
from corpus.issuers import IssuerScope, code_issuers, issuer_id, issuer_scope
from corpus.keys import (
    LAW_KINDS,
    kind_slug,
    name_key,
    name_words,
    number_key,
    parse_number,
    serial_of,
)
from corpus.rows import identity_rows
from corpus.tiers import tier_of
from corpus.title_numbers import numbers_that_differ
from corpus.verdicts import CheckedCitation, Verdict
from corpus.versions import by_date, inside_a_title
from nlp.analysis import Citation, Finding
from nlp.organisations import (
    organisation_of_code,
    resolve_organisation,
    successors,
)
from nlp.written_days import day_as_written

_ISSUED_WITH = re.compile(r"(?:^|\n)[ \t]{0,40}\(?(?:Ban hành )?[Kk]èm theo\s{1,3}$")
_LOOK_BACK = 80
_SENTENCE = re.compile(r"[.;:!?](?:\s|$)|\n\s*\n")
_OTHER_TITLE = 0.2
_FEWEST_WORDS = 5


def issuer_unknown(case: Case) -> Iterator[Finding]:
    """C02: nothing tells who issued the document."""
    own = parse_number(case.header.number, kind=case.header.kind)
    ours = set(own.codes[1:]) if own else set()
    home = case.home
    said = {_codes(c.citation) for c in case.citations if c.citation.issuer}
    bodies = [e.span.end for e in case.analysis.entities if e.label == "ORG"]
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if number is None or not number.codes or citation.status is not None:
            continue
        if citation.issuer or checked.verdict is Verdict.VERIFIED:
            continue
        if issuer_scope(number) is IssuerScope.NATIONAL or number.family in "GHI":
            continue
        if ours & set(number.codes) or _codes(citation) in said:
            continue
        if _named_before(case, citation.span.start, bodies):
            continue
        if not any(organisation_of_code(code, home=home) for code in number.codes):
            yield case.finding("C02", citation.span, number=citation.number)


def _codes(citation: Citation) -> tuple[str, ...]:
    """Return the codes of a number: what shares them all shares its issuer."""
    number = parse_number(citation.number, kind=citation.kind)
    return tuple(code.casefold() for code in number.codes) if number else ()


def _named_before(case: Case, start: int, ends: list[int]) -> bool:
    """Tell whether a body is named shortly before, in the same sentence.

    "Cục Thuế tỉnh … có Thông báo số …": who issued it is said there.
    """
    at = bisect_right(ends, start) - 1
    if at < 0 or start - ends[at] > _LOOK_BACK:
        return False
    return not _SENTENCE.search(case.document.text, ends[at], start)


def law_without_year(case: Case) -> Iterator[Finding]:
    """C06: a law is cited without year and several versions are known.

    Silent where the law stands in the title of another citation: a title is quoted as
    it is. A remark where the day of the document leaves no doubt which is meant.
    """
    dated = {_law_key(c.citation) for c in case.citations if _is_dated(c.citation)}
    titles = _titles(case)
    seen: set[str] = set()
    for checked in case.citations:
        citation = checked.citation
        key = _law_key(citation)
        if _is_dated(citation) or key is None or key in seen or key in dated:
            continue
        if inside_a_title(citation.span.start, titles):
            continue
        seen.add(key)
        reference = Reference(kind=citation.kind, title=citation.title)
        found = by_date(case.lookup, reference, case.header.date)
        years = {year_of(v.date) for v in found.versions} if found else set()
        if found is None or len(years) < 2:
            continue
        sure = found.chosen is not None and not found.near_change
        yield case.finding(
            "C06",
            citation.span,
            severity="info" if sure else None,
            name=citation.title or citation.kind,
            years=", ".join(str(year) for year in sorted(filter(None, years))),
            by_date=found.chosen.number if sure and found.chosen else None,
        )


def _titles(case: Case) -> list[tuple[int, int]]:
    """Return where the titles of citations stand that are not names of laws."""
    spans = (c.citation.title_span for c in case.citations)
    own = case.header.spans.get("title")
    return [(s.start, s.end) for s in (*spans, own) if s is not None]


def _law_key(citation: Citation) -> str | None:
    return name_key(citation.kind, citation.title)


def _is_dated(citation: Citation) -> bool:
    return bool(citation.date or citation.number)


def title_differs(case: Case) -> Iterator[Finding]:
    """C09: number and date agree, the title printed is another one."""
    for checked in case.citations:
        citation, known = checked.citation, checked.held
        if known is None or not known.title or not citation.title:
            continue
        if checked.evidence.get("resolution") != "exact":
            continue
        others = list(_other_numbers(case, checked))
        if others and checked.fields.get("title") == "mismatch":
            yield from others
            continue
        # After a pin-point the words may tell what the provision says.
        if citation.provisions:
            continue
        one, two = name_words(citation.title), name_words(known.title)
        if min(len(one), len(two)) < _FEWEST_WORDS:
            continue
        like = title_likeness(citation.title, known.title)
        if like < _OTHER_TITLE:
            yield case.finding(
                "C09",
                citation.title_span or citation.span,
                severity="info" if checked.fields.get("date") == "match" else None,
                number=known.number,
                orig=known.title,
                cited=citation.title,
                likeness=round(like, 2),
            )


def _other_numbers(case: Case, checked: CheckedCitation) -> Iterator[Finding]:
    citation, known = checked.citation, checked.held
    pairs = numbers_that_differ(citation.title or "", (known and known.title) or "")
    if known is not None and pairs:
        yield case.finding(
            "C09",
            citation.title_span or citation.span,
            number=known.number,
            orig=known.title,
            cited=citation.title,
            numbers="; ".join(f"“{one}” ≠ “{two}”" for one, two in pairs),
        )


def nested_without_parent(case: Case) -> Iterator[Finding]:
    """C10: a regulation or scheme is cited without the decision that issued it."""
    nested = set(identity_rows()["nested"]["kinds"])
    seen: set[str | None] = set()
    for checked in case.citations:
        citation = checked.citation
        if citation.number or citation.date or citation.status is not None:
            continue
        if kind_slug(citation.kind) in nested and citation.title not in seen:
            seen.add(citation.title)
            yield case.finding("C10", citation.span)


def consolidated_as_basis(case: Case) -> Iterator[Finding]:
    """C14: a consolidated text stands as legal basis instead of the original."""
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if citation.relation == "basis" and number and "VBHN" in number.codes:
            yield case.finding("C14", citation.span, number=citation.number)


def cited_after(case: Case) -> Iterator[Finding]:
    """DT04: a cited document is dated after the citing one."""
    own = case.header.date
    if not is_day(own):
        return
    for checked in case.citations:
        citation = checked.citation
        if citation.status == "draft" or not is_after(citation.date, own):
            continue
        yield case.finding(
            "DT04",
            citation.span,
            number=citation.number or citation.title,
            date=citation.date,
            own=own,
        )


def suffix_unheld(case: Case) -> Iterator[Finding]:
    """K06: a number with a suffix is not held, the one without it is."""
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if number is None or not number.suffix or checked.held is not None:
            continue
        plain = number.text.replace(serial_of(number), number.serial.lstrip("0"), 1)
        key = number_key(plain, kind=citation.kind)
        if key and key != number_key(citation.number) and case.lookup.by_number(key):
            yield case.finding(
                "K06", citation.span, number=citation.number, plain=plain
            )


def code_of_former_body(case: Case) -> Iterator[Finding]:
    """K07: a number or an issuer is of a body that no longer existed at its date."""
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if number is None or not is_day(citation.date):
            continue
        if checked.verdict is Verdict.VERIFIED:
            continue
        day = date.fromisoformat(str(citation.date))
        named = issuer_id(citation.issuer, home=case.header.issuer)
        for body in [*code_issuers(number)] or ([named] if named else []):
            if heirs := successors(body, day):
                yield case.finding(
                    "K07",
                    citation.span,
                    number=citation.number,
                    heirs=", ".join(_name(heir) for heir in heirs),
                )


def mistyped_number(case: Case) -> Iterator[Finding]:
    """K08: all but the number names a document that is held under another number."""
    for checked in case.citations:
        if checked.reason.code == "other-number":
            number, (meant,) = checked.citation.number, checked.candidates
            yield case.finding(
                "K08",
                checked.citation.span,
                about=checked,
                number=number,
                plain=meant.number,
            )


def _name(organisation_id: str) -> str:
    found = resolve_organisation(organisation_id.upper())
    return found.name if found else organisation_id


def issued_with_another(case: Case) -> Iterator[Finding]:
    """N01: the line "(Kèm theo Quyết định số …)" of an annex names another document."""
    header = case.header
    own = parse_number(header.number, kind=header.kind)
    if own is None:
        return
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if number is None or [*number.codes] != [*own.codes]:
            continue
        if not _on_annex_line(case, citation):
            continue
        same_number = serial_of(number) == serial_of(own) and number.year == own.year
        same_date = citation.date == header.date
        if same_number == same_date or not is_day(header.date):
            continue
        if not is_day(citation.date):
            continue
        yield case.finding(
            "N01",
            citation.span,
            cited=f"{citation.number} ({day_as_written(citation.date)})",
            own=f"{header.number} ({day_as_written(header.date)})",
        )


def _on_annex_line(case: Case, citation: Citation) -> bool:
    start = citation.span.start
    before = case.document.text[max(0, start - _LOOK_BACK) : start]
    return _ISSUED_WITH.search(before) is not None


def also_repealed(case: Case) -> Iterator[Finding]:
    """V08: a document repeals or replaces what it also rests on.

    Decisions that reorganise a body usually rest on the one they replace; of an act
    that is no normative document it is told for information.
    """
    normative = tier_of(case.header.kind, case.header.number) is not None
    basis: dict[str, CheckedCitation] = {}
    for checked in case.citations:
        if checked.citation.relation == "basis" and (key := _key(checked.citation)):
            basis.setdefault(key, checked)
    for checked in case.citations:
        citation = checked.citation
        whole = not citation.provisions and citation.subject is None
        if citation.relation not in ("repeals", "replaces") or not whole:
            continue
        key = _key(citation)
        if key and key in basis:
            replaces = citation.relation == "replaces"
            yield case.finding(
                "V08",
                citation.span,
                severity=None if normative else "info",
                number=citation.number,
                relation="thay thế" if replaces else "bãi bỏ",
                relation_en="replaced" if replaces else "repealed",
            )


def _key(citation: Citation) -> str | None:
    if kind_slug(citation.kind) in LAW_KINDS and not citation.number:
        return None
    key = number_key(citation.number, kind=citation.kind)
    return f"{key}|{year_of(citation.date)}" if key else None


CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "C02": issuer_unknown,
    "C06": law_without_year,
    "C09": title_differs,
    "C10": nested_without_parent,
    "C14": consolidated_as_basis,
    "DT04": cited_after,
    "K06": suffix_unheld,
    "K07": code_of_former_body,
    "K08": mistyped_number,
    "N01": issued_with_another,
    "V08": also_repealed,
}
