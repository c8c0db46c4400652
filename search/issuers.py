"""Whether a name typed in a filter is the name a document carries."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nlp.organisations import resolve_organisation, successors
from nlp.territories import current, province, territories
from search.synonyms import groups, longest_expression, official_status
from search.words import folded


def names_match(field: str, typed: str, label: str) -> bool:
    """Tell whether a filter's value names the label of a document.

    Kinds, fields and states must be the same, a collection one of those named; of
    issuers and signers every word typed must be there, in any spelling.

    >>> names_match("issuer", "UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh")
    True
    >>> names_match("signer", "the nghia", "Nguyễn Thế Nghĩa")
    True
    """
    if not label:
        return False
    if field == "collection":
        return label in typed.split()
    if field in ("kind", "field"):
        return folded(typed) == folded(label)
    if field == "status":
        return official_status(typed) == official_status(label)
    return _contains(canonical(label), canonical(typed))


def one_became_the_other(name: str, other: str, on: date) -> bool:
    """Tell whether one of two bodies had taken the other's place by a day.

    >>> from datetime import date
    >>> one_became_the_other("UBND TP.HCM", "UBND tỉnh Bình Dương", date(2026, 1, 1))
    True
    >>> one_became_the_other("Bộ Tài chính", "Bộ Nội vụ", date(2026, 1, 1))
    False
    """
    one, its_heirs = _lineage(name, on)
    two, their_heirs = _lineage(other, on)
    return bool(one and two and one != two and (two in its_heirs or one in their_heirs))


@lru_cache(maxsize=1 << 10)
def joined_provinces(name: str) -> tuple[str, ...]:
    """Return the other provinces on the ground of a province, before and after mergers.

    >>> "tỉnh Bình Dương" in joined_provinces("TP.HCM")
    True
    >>> joined_provinces("tỉnh Bình Dương")[0], joined_provinces("Sở Nội vụ")
    ('Thành phố Hồ Chí Minh', ())
    """
    named = province(name)
    today = current(named) if named else None
    if named is None or today is None:
        return ()
    others = [one for one in territories().values() if one.id != named.id]
    here = [one for one in others if current(one) == today]
    return tuple(one.full_name for one in sorted(here, key=lambda one: one != today))


@lru_cache(maxsize=1 << 14)
def _lineage(name: str, on: date) -> tuple[str | None, tuple[str, ...]]:
    body = resolve_organisation(name)
    if body is None or not body.known:
        return None, ()
    return body.id, successors(body.id, on)


def _contains(label: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    remaining = list(label)
    for word in typed:
        if word not in remaining:
            return False
        remaining.remove(word)
    return bool(typed)


@lru_cache(maxsize=1 << 14)
def canonical(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, abbreviations written out.

    >>> canonical("UBND tỉnh")
    ('uy', 'ban', 'nhan', 'dan', 'tinh')
    """
    plain = folded(name).split()
    found: list[str] = []
    at = 0
    while at < len(plain):
        for length in range(min(longest_expression(), len(plain) - at), 0, -1):
            group = groups().get(" ".join(plain[at : at + length]))
            if group is not None:
                found.extend(form.folded for form in group.same[0])
                at += length
                break
        else:
            found.append(plain[at])
            at += 1
    return tuple(found)
