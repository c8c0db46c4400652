"""When two references name the same document: three answers, never a guess.

The number is not the identity. Which fields identify depends on how the number is
made (`domain` of the number): normative numbers carry their year, numbers of the
National Assembly their term, administrative numbers start again each January at each
issuer, and those of the Party with each term of the committee.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from corpus.issuers import IssuerScope, issuer_scope, same_issuer
from corpus.keys import (
    LAW_KINDS,
    kind_slug,
    name_words,
    number_key,
    parse_number,
    serial_of,
)
from corpus.rows import identity_rows
from corpus.unit_bodies import same_unit_body, unit_body
from nlp.numbers import DocumentNumber

_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Match(Enum):
    """How far two references agree on what identifies a document."""

    EXACT = "exact"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"

    @staticmethod
    def all_of(parts: Iterable[Match]) -> Match:
        """Return the answer for all parts: one conflict decides, then one doubt."""
        found = set(parts)
        if Match.CONFLICT in found:
            return Match.CONFLICT
        return Match.COMPATIBLE if Match.COMPATIBLE in found else Match.EXACT


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text or a record says of a document; unknown is None.

    `home` is the issuer of the document in which the reference stands: it tells whose
    "UBND tỉnh" is meant. `body` is set where the body of a district or commune is told
    by its name alone, without its province (`corpus.unit_bodies`).
    """

    kind: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    home: str | None = None
    body: str | None = None


def year_of(date: str | None) -> int | None:
    """Return the year of a full or partial ISO date, or None.

    >>> year_of("2020-07"), year_of("--06-30")
    (2020, None)
    """
    found = _YEAR.match(date) if date else None
    return int(found.group()) if found else None


def is_day(date: str | None) -> bool:
    """Tell whether `date` is a whole day, not a month or a year.

    >>> is_day("2020-07-31"), is_day("2020-07")
    (True, False)
    """
    return bool(date and _DAY.fullmatch(date))


def dates_agree(a: str | None, b: str | None) -> bool | None:
    """Tell whether two dates say the same as far as both go; None if one is unknown.

    >>> dates_agree("2013", "2013-11-29"), dates_agree("2013-11-29", "2013-11-28")
    (True, False)
    """
    if not a or not b or a.startswith("--") or b.startswith("--"):
        return None
    if "Q" in a or "Q" in b:
        return None if year_of(a) == year_of(b) else False
    shorter = min(len(a), len(b))
    return a[:shorter] == b[:shorter]


def _equal(a: object, b: object) -> Match:
    if a is None or b is None:
        return Match.COMPATIBLE
    return Match.EXACT if a == b else Match.CONFLICT


def kinds_match(a: Reference, b: Reference) -> Match:
    """Compare the kinds; the word beats the code, a general word fits any kind."""
    one = kind_slug(a.kind, parse_number(a.number, kind=a.kind))
    two = kind_slug(b.kind, parse_number(b.number, kind=b.kind))
    if one is None or two is None:
        return Match.COMPATIBLE
    if one == two or {one, two} <= {"luat", "bo-luat"}:
        return Match.EXACT
    generic = identity_rows()["generic"]["kinds"]
    if one in generic or two in generic:
        return Match.EXACT
    if one.startswith(two + "-") or two.startswith(one + "-"):
        related = {one, two} & {"thong-tu-lien-tich", "nghi-quyet-lien-tich"}
        return Match.CONFLICT if related else Match.EXACT
    return Match.CONFLICT


def numbers_match(a: DocumentNumber, b: DocumentNumber) -> Match:
    """Compare two numbers; a missing code or year leaves them compatible."""
    if a.key.casefold() == b.key.casefold():
        return Match.EXACT
    if serial_of(a) != serial_of(b):
        return Match.CONFLICT
    parts = [_equal(a.year, b.year), _equal(a.term, b.term)]
    if not a.codes or not b.codes:
        parts.append(Match.COMPATIBLE)
    elif [c.casefold() for c in a.codes] != [c.casefold() for c in b.codes]:
        parts.append(Match.CONFLICT)
    return Match.all_of(parts)


def party_term(date: str | None) -> int | None:
    """Return the term of the Party's central committee at `date`, or None.

    >>> party_term("2024-12-22"), party_term("2019-11-01")
    (13, 12)
    """
    if not date or len(date) < len("2024-12") or date.startswith("--"):
        return None
    starts = next(r for r in identity_rows()["term"] if r["body"] == "TW")["starts"]
    terms = [int(term) for term, start in starts if start <= date[:7]]
    return terms[-1] if terms else None


def _series_match(a: Reference, b: Reference, number: DocumentNumber) -> Match:
    """Compare the year or the term in which the number was given out."""
    if number.year is not None:
        return Match.EXACT
    if number.family == "G":
        return _equal(party_term(a.date), party_term(b.date))
    return _equal(year_of(a.date), year_of(b.date))


def issuers_match(a: Reference, b: Reference) -> Match:
    """Compare the issuers as organisations; a code used by one body alone is enough.

    Where a side has a `body`, its name is enough too, if nothing contradicts it.
    """
    one = parse_number(a.number, kind=a.kind)
    two = parse_number(b.number, kind=b.kind)
    if one and two and one.codes and two.codes:
        scopes = {issuer_scope(one), issuer_scope(two)}
        if scopes == {IssuerScope.NATIONAL}:
            return Match.EXACT
    same = same_issuer(a.issuer, b.issuer, home=a.home, other_home=b.home)
    if same is None and not same_by_name(a, b):
        return Match.COMPATIBLE
    return Match.CONFLICT if same is False else Match.EXACT


def same_by_name(a: Reference, b: Reference) -> bool:
    """Tell whether the name of its district or commune alone tells the issuer."""
    if a.body is None and b.body is None:
        return False
    one, two = (r.body or unit_body(r.issuer, home=r.home) for r in (a, b))
    return same_unit_body(one, two)


def _by_number(a: Reference, b: Reference) -> Match | None:
    one = parse_number(a.number, kind=a.kind)
    two = parse_number(b.number, kind=b.kind)
    if one is None or two is None:
        if a.number and b.number:
            same = number_key(a.number) == number_key(b.number)
            return Match.COMPATIBLE if same else Match.CONFLICT
        return None
    numbers = numbers_match(one, two)
    if numbers is Match.CONFLICT:
        return Match.CONFLICT
    dated = one if one.year is not None else two
    parts = [numbers, _series_match(a, b, dated)]
    # Issuers are dear to compare: of a thousand documents of one number, nearly all
    # are told apart by their year.
    for check in (kinds_match, issuers_match):
        if Match.CONFLICT in parts:
            break
        parts.append(check(a, b))
    return Match.all_of(parts)


def _by_name(a: Reference, b: Reference) -> Match:
    """Compare laws by their name and the year of their date."""
    slugs = {kind_slug(a.kind), kind_slug(b.kind)}
    if not slugs <= LAW_KINDS:
        return (
            Match.COMPATIBLE
            if kinds_match(a, b) is not Match.CONFLICT
            else (Match.CONFLICT)
        )
    if slugs == {"hien-phap"}:
        return _equal(year_of(a.date), year_of(b.date))
    if not a.title or not b.title:
        return Match.COMPATIBLE
    if name_words(a.title) != name_words(b.title):
        return Match.CONFLICT
    one, two = (
        year_of(r.date) or getattr(parse_number(r.number, kind=r.kind), "year", None)
        for r in (a, b)
    )
    return Match.all_of([kinds_match(a, b), _equal(one, two)])


def compare(a: Reference, b: Reference) -> Match:
    """Tell whether two references name one document.

    EXACT where every field that identifies such a document is known on both sides and
    equal; CONFLICT where one differs; COMPATIBLE where something is missing. A date
    or title that differs while the number is complete is the same document with an
    error in it, not another document.
    """
    by_number = _by_number(a, b)
    return by_number if by_number is not None else _by_name(a, b)
