"""Whose letters stand in a number: a body that signs with others gave out no such one.

A number of one day may be given out by every body that signs with its letters, as each
province has a "38/QĐ-UBND". A body that is known to sign with other letters did not.
"""

from __future__ import annotations

from functools import lru_cache

from corpus.fields import title_likeness
from corpus.identity import Match, Reference, is_day, kinds_match, numbers_match
from corpus.issuers import same_issuer
from corpus.keys import parse_number
from corpus.known import Known
from nlp.codes import ISSUER_CODES
from nlp.fold import fold
from nlp.numbers import DocumentNumber
from nlp.organisations import (
    Organisation,
    organisation_of_code,
    resolve_organisation,
)

_OTHER_TITLE = 0.2


def same_day_of_another(ours: Reference, known: Known) -> bool:
    """Tell whether number, kind and day are as cited, and the issuer is another."""
    one = parse_number(ours.number, kind=ours.kind)
    two = parse_number(known.number, kind=known.kind)
    if one is None or two is None or not one.codes or not two.codes:
        return False
    homes = {"home": ours.home, "other_home": known.home}
    return (
        bool(ours.kind and known.kind)
        and is_day(ours.date)
        and ours.date == known.date
        and numbers_match(one, two) is Match.EXACT
        and kinds_match(ours, known.reference) is Match.EXACT
        and same_issuer(ours.issuer, known.issuer, **homes) is False
    )


def by_its_letters(ours: Reference, rejected: tuple[Known, ...]) -> Known | None:
    """Return the document that must be meant though another issuer is named, or None.

    One document has number, kind and day; the letters of the number are those of its
    issuer, and the body named signs with others. A title that is wholly another's, or
    a body of another place, leaves open that another document is meant.
    """
    same = [known for known in rejected if same_day_of_another(ours, known)]
    if len(same) != 1:
        return None
    (known,) = same
    number = parse_number(known.number, kind=known.kind)
    theirs = _body(known.issuer, known.home)
    named = _body(ours.issuer, ours.home)
    if number is None or theirs is None or named is None:
        return None
    if named.territory not in (None, theirs.territory):
        return None
    one, two = ours.title, known.title
    if one and two and title_likeness(one, two) <= _OTHER_TITLE:
        return None
    sure = _letters_of(number, theirs) and _never_signs(named, number)
    return known if sure else None


def _body(name: str | None, home: str | None) -> Organisation | None:
    found = resolve_organisation(name, home=home) if name else None
    return found if found is not None and found.known else None


def _letters_of(number: DocumentNumber, body: Organisation) -> bool:
    """Tell whether the last letters, or the first of a dispatch, are the body's."""
    codes = {number.codes[0], number.codes[-1]}
    return any(fold(code) in _signs_with(_kind_of(body)) for code in codes)


def _never_signs(body: Organisation, number: DocumentNumber) -> bool:
    """Tell whether it is known how `body` signs, and that it is not so.

    Letters of which one begins with the other may be two ways to write one body.
    """
    own = _signs_with(_kind_of(body))
    codes = [fold(code) for code in number.codes]
    return bool(own) and not any(
        code.startswith(letters) or letters.startswith(code)
        for code in codes
        for letters in own
    )


def _kind_of(body: Organisation) -> str:
    """Return which sort of body it is, whatever its territory: "ubnd"."""
    if body.territory is None:
        return body.id
    return body.id.removesuffix(f"-{body.territory}")


# A body of each sort is found in any province; this one only lends its name.
_ANYWHERE = "Ủy ban nhân dân tỉnh Nghệ An"


@lru_cache(maxsize=4096)
def _signs_with(kind: str) -> frozenset[str]:
    """Return the letters, folded, with which the bodies of a sort sign."""
    found = set()
    for code in ISSUER_CODES:
        body = organisation_of_code(code, home=_ANYWHERE)
        if body is not None and _kind_of(body) == kind:
            found.add(fold(code))
    return frozenset(found)
