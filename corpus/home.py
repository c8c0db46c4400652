"""Whose "UBND tỉnh" a document means: told by its header, else by its context."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.analysis import Analysis, Header
from nlp.organisations import resolve_organisation
from nlp.territories import province, tail_place, territories, words_of

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Home:
    """Where a document is read: the name of a body or a province, or None.

    `by_context` says that no header told it, only the bodies named in the text. `own`
    is the issuer as the header has it.
    """

    name: str | None = None
    by_context: bool = False
    own: str | None = None


def _known(name: str | None) -> bool:
    found = resolve_organisation(name[:_LONGEST]) if name else None
    return found is not None and found.known


def _province_of(name: str | None) -> str | None:
    """Return the id of the province with which a name ends, or None."""
    if not name:
        return None
    _, place = tail_place(words_of(name[:_LONGEST]))
    return place.id if place else None


def province_told(name: str | None) -> str | None:
    """Return the id of the province that a name is, or ends with, or None.

    >>> province_told("Ninh Bình"), province_told("UBND huyện Yên Khánh")
    ('ninh-binh', None)
    """
    place = province(name[:_LONGEST]) if name else None
    return place.id if place else _province_of(name)


def home_of(header: Header) -> str | None:
    """Return whose "UBND tỉnh" a document means: its issuer, its parent or its place.

    The issuer itself where it is a known body; else the body printed above it if that
    tells a province or is known; else the issuer whose name ends with a province, the
    province in which the document was signed, and last whatever is printed.
    """
    if _known(header.issuer):
        return header.issuer
    if _known(header.parent) or _province_of(header.parent):
        return header.parent
    if _province_of(header.issuer):
        return header.issuer
    if header.place and province(header.place):
        return header.place
    return header.parent or header.issuer


def home_in(analysis: Analysis) -> Home:
    """Return where a document is read, from its context where no header tells it.

    A text without letterhead (a news report) is read from the province that the names
    of its organisations give, if there is exactly one such province: where two
    compete, nothing is concluded.
    """
    said = home_of(analysis.header)
    if said is not None:
        return Home(said, own=analysis.header.issuer)
    names = {each.value for each in analysis.entities if each.label == "ORG"}
    names |= {each.issuer for each in analysis.citations if each.issuer}
    found = {place for name in names if (place := _province_of(name)) is not None}
    if len(found) != 1:
        return Home()
    return Home(territories()[found.pop()].full_name, by_context=True)
