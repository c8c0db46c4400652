"""Who issued a document: by its name, by the code in its number, and over time."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import cache

from corpus.rows import identity_rows
from nlp.codes import LOCAL_CODES
from nlp.numbers import DocumentNumber
from nlp.organisations import (
    joint_organisations,
    organisation_of_code,
    resolve_organisation,
    same_organisation,
    successors,
)

_TERM_DIGITS = re.compile(r"\d+$")
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


def same_issuer(
    a: str | None, b: str | None, *, home: str | None = None
) -> bool | None:
    """Tell whether two names mean one issuer; None where that cannot be told.

    False only between bodies that are known, differ, and of which neither took the
    other's place.

    >>> same_issuer("Bộ trưởng Bộ Giao thông vận tải", "Bộ Xây dựng") is None
    True
    """
    if not a or not b:
        return None
    same = same_organisation(a, b, home=home)
    if same is not False:
        return same
    ours, theirs = _ids(a, home), _ids(b, home)
    if ours and theirs and not _disjoint(ours, theirs):
        return None
    return False


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
