"""Who issued a document: by its name, by the code in its number, and over time."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import cache

from corpus.rows import identity_rows
from corpus.unit_bodies import same_unit_body, unit_body
from nlp.codes import LOCAL_CODES
from nlp.fold import fold
from nlp.numbers import DocumentNumber
from nlp.organisations import (
    joint_organisations,
    organisation_of_code,
    resolve_organisation,
    same_organisation,
    successors,
)

_TERM_DIGITS = re.compile(r"\d+$")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.;:](?=\s|$)")
_LONGEST = 400
_FAR_FUTURE = date(9999, 1, 1)


class IssuerScope(Enum):
    """How much the code in a number tells of the issuer."""

    NATIONAL = "national"
    LOCAL = "local"
    UNKNOWN = "unknown"


@cache
def _national() -> frozenset[str]:
    return frozenset(identity_rows()["national"]["ids"])


def issuer_id(name: str | None, *, home: str | None = None) -> str | None:
    """Return the id of the organisation that `name` means, or None."""
    found = resolve_organisation(name, home=home) if name else None
    return found.id if found else None


def code_issuers(number: DocumentNumber) -> frozenset[str]:
    """Return the ids of the national bodies whose codes stand in the number.

    >>> sorted(code_issuers(DocumentNumber.parse("12/2010/TTLT-BKHĐT-BTC")))
    ['bkhdt', 'btc']
    """
    if any(code in LOCAL_CODES for code in number.codes):
        return frozenset()
    found = set()
    for code in number.codes:
        body = organisation_of_code(_TERM_DIGITS.sub("", code))
        if body is not None and body.id in _national():
            found.add(body.id)
            if number.family != "F":
                break
    return frozenset(found)


def issuer_scope(number: DocumentNumber) -> IssuerScope:
    """Tell whether the number names a body of which there is only one.

    >>> issuer_scope(DocumentNumber.parse("38/QĐ-LHH"))
    <IssuerScope.UNKNOWN: 'unknown'>
    """
    if any(code in LOCAL_CODES for code in number.codes):
        return IssuerScope.LOCAL
    return IssuerScope.NATIONAL if code_issuers(number) else IssuerScope.UNKNOWN


def _ids(name: str, home: str | None) -> frozenset[str] | None:
    """Return the ids of all bodies that `name` lists; None unless all are known."""
    parts = joint_organisations(name, home=home)
    if not parts or not all(part.known for part in parts):
        return None
    return frozenset(part.id for part in parts)


@cache
def _kin() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in identity_rows()["kin"]["pairs"])


def are_kin(one: str, two: str) -> bool:
    """Tell whether one body took the other's place, or speaks through the other.

    Such bodies are not the same, yet naming one for the other contradicts nothing.
    """
    if frozenset((one, two)) in _kin():
        return True
    return one in successors(two, _FAR_FUTURE) or two in successors(one, _FAR_FUTURE)


def _disjoint(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return not (ours & theirs) and not any(
        are_kin(one, two) for one in ours for two in theirs
    )


def first_sentence(name: str) -> str:
    """Return a name up to the end of its sentence; "TP." ends none.

    >>> first_sentence("UBND TP. Huế. 3. Không")
    'UBND TP. Huế'
    """
    end = _SENTENCE_END.search(name)
    return name[: end.start()].rstrip() if end else name


def _without_organ(name: str) -> str | None:
    """Return the body of which the name gives only an organ, or None.

    >>> _without_organ("Ban Thường vụ Tỉnh ủy Nghệ An")
    'Tỉnh ủy Nghệ An'
    """
    words = name.split()
    for organ in identity_rows()["organs"]["names"]:
        length = len(organ.split())
        if fold(" ".join(words[:length])) == organ and len(words) > length:
            return " ".join(words[length:])
    return None


def _slug(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


def _same_words(a: str, b: str, home: str | None, other_home: str | None) -> bool:
    """Tell whether one name is the other with the body above it written behind."""
    ours = {_slug(a), _slug(f"{a} {home or ''}")}
    theirs = {_slug(b), _slug(f"{b} {other_home or ''}")}
    return bool(ours & theirs)


def _of_two_units(home: str | None, other_home: str | None) -> bool:
    """Tell whether names are read in two districts, each with a "Phòng Nội vụ"."""
    one, two = unit_body(home), unit_body(other_home)
    return bool(one and two) and not same_unit_body(one, two)


def same_issuer(
    a: str | None,
    b: str | None,
    *,
    home: str | None = None,
    other_home: str | None = None,
) -> bool | None:
    """Tell whether two names mean one issuer; None where that cannot be told.

    `home` and `other_home` say where each name is read. False only between bodies
    that are known, differ, and of which neither took the other's place. An organ of a
    body (its standing board) signs in the body's series.

    >>> same_issuer("Bộ trưởng Bộ Giao thông vận tải", "Bộ Xây dựng") is None
    True
    """
    if not a or not b:
        return None
    a, b = a[:_LONGEST], b[:_LONGEST]
    ours, theirs = _ids(a, home), _ids(b, other_home or home)
    if ours and theirs:
        if ours == theirs:
            return True
        partly = bool(ours & theirs) or not _disjoint(ours, theirs)
        return None if partly else False
    if _same_words(a, b, home, other_home):
        if _of_two_units(home, other_home):
            return None
        return same_organisation(a, a, home=home) is not None or None
    body, other = _without_organ(a), _without_organ(b)
    if body or other:
        homes = {"home": home, "other_home": other_home}
        return same_issuer(body or a, other or b, **homes) or None
    return same_organisation(a, b, home=home)


def contradicts_code(issuer: str | None, number: DocumentNumber | None) -> bool:
    """Tell whether the issuer named cannot have given out such a number.

    >>> number = DocumentNumber.parse("30/2020/NĐ-CP")
    >>> contradicts_code("Bộ Tài chính", number), contradicts_code("Chính phủ", number)
    (True, False)
    """
    ours = _ids(issuer, None) if issuer and number else None
    if not ours or number is None:
        return False
    if issuer_scope(number) is IssuerScope.LOCAL:
        return ours <= _national()
    theirs = code_issuers(number)
    return bool(theirs) and _disjoint(ours, theirs)
