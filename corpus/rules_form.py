"""Checks on the form of citing that need to know what is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from corpus.case import Case
from corpus.identity import is_day, year_of
from corpus.issuers import same_issuer
from corpus.keys import (
    LAW_KINDS,
    kind_slug,
    name_key,
    number_key,
    parse_number,
    serial_of,
)
from corpus.verdicts import CheckedCitation
from nlp.analysis import Citation, Finding
from nlp.fold import fold
from nlp.numbers import year_contradicts_date

_AMENDED = re.compile(
    r"(?:sua doi|bo sung)[^.;]{0,60}?\bcua\s{1,3}((?:bo )?luat|phap lenh)\b"
)
_LAW = re.compile(r"\b(?:luat|phap lenh)\b")
# What stands between the documents of a list that share one title at its end.
_LISTED = re.compile(r"[\s,;]{0,4}(?:và|số)?[\s]{0,4}")


def _is_administrative(case: Case) -> bool:
    """Tell whether the document's own number has no year: no normative document."""
    own = parse_number(case.header.number, kind=case.header.kind)
    return own is not None and own.year is None and own.family in ("D", "E")


def title_left_out(case: Case) -> Iterator[Finding]:
    """C03: the first mention leaves out the subject, which the register knows."""
    if not _is_administrative(case):
        return
    seen: set[str | None] = set()
    for at, checked in enumerate(case.citations):
        citation = checked.citation
        key = number_key(citation.number, kind=citation.kind)
        if key is None or key in seen or _shares_title(case, at):
            continue
        seen.add(key)
        known = checked.held
        law = kind_slug(citation.kind) in LAW_KINDS
        if law or citation.title or known is None or not known.title:
            continue
        if citation.form == "full" and checked.fields.get("title") == "missing":
            yield case.finding(
                "C03", citation.span, number=citation.number, title=known.title
            )


def _shares_title(case: Case, at: int) -> bool:
    """Tell whether a citation is in a list that ends with one title for all."""
    text = case.document.text
    for one, two in pairwise(case.citations[at : at + 10]):
        between = text[one.citation.span.end : two.citation.span.start]
        if one.citation.title or not _LISTED.fullmatch(between):
            return False
        if two.citation.title:
            return True
    return False


def law_with_number(case: Case) -> Iterator[Finding]:
    """C05: a law is cited with its number in an administrative document."""
    if not _is_administrative(case):
        return
    for checked in case.citations:
        citation = checked.citation
        named = kind_slug(citation.kind) in LAW_KINDS and citation.title
        if named and citation.number:
            yield case.finding("C05", citation.span, number=citation.number)
            return


def short_for_two(case: Case) -> Iterator[Finding]:
    """C07: a short mention fits two documents cited in full before it."""
    full: dict[tuple[str | None, str], dict[str, Citation]] = {}
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if number is None or citation.form == "alias":
            continue
        group = full.setdefault(
            (kind_slug(citation.kind, number), serial_of(number)), {}
        )
        if number.codes:
            group[number.key.casefold()] = citation
            continue
        fits = [
            str(each.number)
            for each in group.values()
            if number.year is None or number.year in (_year(each), year_of(each.date))
        ]
        if len(fits) > 1:
            yield case.finding(
                "C07", citation.span, a=fits[0], b=" hoặc ".join(fits[1:])
            )


def _year(citation: Citation) -> int | None:
    number = parse_number(citation.number, kind=citation.kind)
    return number.year if number else None


def amending_law_alone(case: Case) -> Iterator[Finding]:
    """C11: the law that amends is cited, the law that it amends is not."""
    names = {name_key(c.citation.kind, c.citation.title) for c in case.citations}
    for checked in case.citations:
        citation = checked.citation
        if citation.relation not in ("basis", "implements") or not citation.title:
            continue
        key = _amended_key(citation)
        # The title may run on after the name of the law that it amends.
        if key is not None and not any(
            name and f"{key} ".startswith(f"{name} ") for name in names
        ):
            yield case.finding("C11", citation.span, number=_name(checked))


def _name(checked: CheckedCitation) -> str | None:
    return checked.citation.number or checked.citation.title


def _amended_key(citation: Citation) -> str | None:
    """Return the key of the one law that a citation says it amends, or None."""
    if kind_slug(citation.kind) not in LAW_KINDS or not citation.title:
        return None
    folded = fold(citation.title)
    found = _AMENDED.search(folded)
    if found is None or len(folded) != len(citation.title):
        return None
    rest = folded[found.start(1) :]
    if len(_LAW.findall(rest)) > 1 or ":" in rest or rest.startswith("luat nay"):
        return None
    amended = citation.title[found.start(1) :]
    return name_key(citation.title[found.start(1) : found.end(1)], amended)


def out_of_order(case: Case) -> Iterator[Finding]:
    """DT15: a higher number of one series and year is dated before a lower one."""
    series: dict[tuple[object, ...], list[tuple[int, str, Citation]]] = {}
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if number is None or not number.codes or not is_day(citation.date):
            continue
        serial = number.serial
        if not serial.isdecimal() or not citation.issuer or citation.status:
            continue
        codes = tuple(code.casefold() for code in number.codes)
        kind = kind_slug(citation.kind, number)
        if year_contradicts_date(number, citation.date):
            continue
        # Normative and other documents of one body are numbered apart.
        key = (kind, codes, number.year is None, year_of(citation.date))
        series.setdefault(key, []).append((int(serial), str(citation.date), citation))
    for members in series.values():
        yield from _inversions(case, members)


def _inversions(
    case: Case, members: list[tuple[int, str, Citation]]
) -> Iterator[Finding]:
    ordered = sorted(members, key=lambda each: (each[0], each[1]))
    for (low, before, one), (high, after, two) in pairwise(ordered):
        if low == high or after >= before:
            continue
        if same_issuer(one.issuer, two.issuer, home=case.home):
            yield case.finding(
                "DT15",
                two.span,
                number=two.number,
                date=after,
                other=one.number,
                other_date=before,
            )


CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "C03": title_left_out,
    "C05": law_with_number,
    "C07": short_for_two,
    "C11": amending_law_alone,
    "DT15": out_of_order,
}
