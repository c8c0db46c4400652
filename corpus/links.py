"""From a citation to the document it names, or to the reason why none is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.identity import Match, Reference, compare, is_day
from corpus.issuers import first_sentence
from corpus.keys import kind_slug, name_key, number_key, parse_number, serial_of
from corpus.keys import short_key as key_of_short
from corpus.known import Known, Lookup
from corpus.unit_bodies import unit_body
from nlp.analysis import Citation, Header
from nlp.organisations import organisation_of_code

ResolutionStatus = Literal[
    "exact",
    "compatible",
    "ambiguous",
    "unresolved",
    "draft",
    "blank",
    "foreign",
    "self",
]


# More different mentions of one serial than this are no help to a reader either.
_MOST_EARLIER = 32
_MOST_CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation leads to.

    `candidates` are the documents that fit: one for exact and compatible, several for
    ambiguous. `rejected` carry the number or name but differ in a field that
    identifies; they are evidence, never an answer.
    """

    status: ResolutionStatus
    reference: Reference
    candidates: tuple[Known, ...] = ()
    rejected: tuple[Known, ...] = ()

    @property
    def target(self) -> Known | None:
        """Return the one document that is meant, or None."""
        only = len(self.candidates) == 1
        return self.candidates[0] if only and self.status != "ambiguous" else None


def reference_of(citation: Citation, *, home: str | None = None) -> Reference:
    """Return what the citation says of its document, read from `home`."""
    return Reference(
        kind=citation.kind,
        number=citation.number,
        date=citation.date,
        issuer=first_sentence(citation.issuer) if citation.issuer else None,
        title=citation.title,
        home=home,
    )


def _is_short(reference: Reference) -> bool:
    number = parse_number(reference.number, kind=reference.kind)
    return number is not None and not number.codes


def _mentions_same(later: Reference, earlier: Reference) -> bool:
    """Tell whether a later, poorer mention takes up an earlier one."""
    a = parse_number(later.number, kind=later.kind)
    b = parse_number(earlier.number, kind=earlier.kind)
    if a is None or b is None or serial_of(a) != serial_of(b):
        return False
    if a.codes:
        agree = a.key.casefold() == b.key.casefold()
    else:
        agree = bool(b.codes) and a.year in (None, b.year)
    return agree and kind_slug(later.kind, a) == kind_slug(earlier.kind, b)


def _fill(later: Reference, earlier: Reference) -> Reference:
    poor = not later.number or _is_short(later)
    number = earlier.number if poor else later.number
    return replace(
        later,
        number=number,
        date=later.date or earlier.date,
        issuer=later.issuer or earlier.issuer,
    )


def completed(
    citations: Sequence[Citation], *, home: str | None = None
) -> list[Reference]:
    """Return a reference for each citation, poorer mentions filled from earlier ones.

    A mention without date, issuer or code takes them from the full mention before it
    with the same kind and number, a law without year from the dated mention of the
    same name (Decree 30/2020/NĐ-CP asks for the full form once only). Where earlier
    mentions differ, nothing is taken.
    """
    found: list[Reference] = []
    earlier: dict[str, dict[Reference, None]] = {}
    by_span = {c.span: i for i, c in enumerate(citations)}
    for citation in citations:
        own = reference_of(citation, home=home)
        origin = by_span.get(citation.alias_of) if citation.alias_of else None
        if origin is not None and origin < len(found) and not own.number:
            alias = found[origin]
            own = replace(alias, date=own.date or alias.date)
        found.append(_from_earlier(own, earlier))
    return found


def _from_earlier(
    own: Reference, earlier: dict[str, dict[Reference, None]]
) -> Reference:
    """Fill one mention, or remember it for those that follow."""
    number = parse_number(own.number, kind=own.kind)
    law = name_key(own.kind, own.title)
    if number is None and law is None:
        return own
    keys = [serial_of(number)] if number is not None else []
    keys += [law] if law else []
    poor = not own.date if number is None else not (own.date and own.issuer)
    if poor or (number is not None and not number.codes):
        group = earlier.get(keys[0], {})
        same = _same_law if number is None else _mentions_same
        fits = {_fill(own, each) for each in group if same(own, each)}
        if len(fits) == 1:
            return fits.pop()
    if own.date or (own.issuer and own.number):
        for key in keys:
            group = earlier.setdefault(key, {})
            if len(group) < _MOST_EARLIER:
                group[replace(own, title=None if number else own.title)] = None
    return own


def _same_law(later: Reference, earlier: Reference) -> bool:
    return bool(earlier.date or earlier.number)


def own_issuer(reference: Reference, header: Header) -> Reference:
    """Return the reference with the citing document's issuer, where its code says so.

    "Quyết định số 12/QĐ-LHH" without an issuer, cited by a document of the same code,
    belongs to that document's own series. "UBND xã" is the issuer, if it is one.
    """
    if not header.issuer:
        return reference
    if reference.issuer:
        return _own_unit(reference, header.issuer)
    ours = parse_number(header.number, kind=header.kind)
    theirs = parse_number(reference.number, kind=reference.kind)
    if ours is None or theirs is None or not ours.codes or not theirs.codes:
        return reference
    if ours.codes[-1].casefold() != theirs.codes[-1].casefold():
        return reference
    return replace(reference, issuer=header.issuer)


def _own_unit(reference: Reference, issuer: str) -> Reference:
    """Return the reference with `issuer` where it only says "UBND xã" of a commune."""
    if unit_body(reference.issuer) is not None:
        return reference
    meant = unit_body(reference.issuer, home=issuer)
    if meant is None or meant != unit_body(issuer):
        return reference
    return replace(reference, issuer=issuer)


def _issuer_nearby(reference: Reference) -> Reference | None:
    """Return the reference with the body that its code means where it is read."""
    number = parse_number(reference.number, kind=reference.kind)
    if reference.issuer or number is None or not reference.home:
        return None
    for code in number.codes[1 if number.family == "D" else 0 :]:
        body = organisation_of_code(code, home=reference.home)
        if body is not None:
            return replace(reference, issuer=body.name)
    return None


def resolve_nearby(
    reference: Reference, lookup: Lookup, *, status: str | None = None
) -> Resolution:
    """Resolve, reading a missing issuer from code and territory if the day agrees.

    "Báo cáo số 233/BC-LHH ngày 25/8/2022" in a document of the same province is that
    province's; with another day than the register has, nothing is concluded.
    """
    found = resolve(reference, lookup, status=status)
    if found.status not in ("compatible", "ambiguous") or status is not None:
        return found
    inferred = _issuer_nearby(reference)
    if inferred is None or not is_day(reference.date):
        return found
    nearby = resolve(inferred, lookup)
    target = nearby.target
    if nearby.status == "exact" and target and target.date == reference.date:
        return nearby
    return found


def _filed(reference: Reference, lookup: Lookup) -> Iterable[Known]:
    """Yield the documents filed under the keys of the reference."""
    if reference.number:
        if _is_short(reference):
            short = key_of_short(reference.kind, reference.number)
            yield from lookup.by_short(short) if short else ()
            return
        key = number_key(reference.number, kind=reference.kind)
        yield from lookup.by_number(key) if key else ()
        return
    name = name_key(reference.kind, reference.title)
    yield from lookup.by_name(name) if name else ()


_NEAREST = ("register", "dossier", "catalogue")


def distinct(known: Iterable[Known]) -> tuple[Known, ...]:
    """Return one of each document: held files before entries of the catalogue.

    Two files of one document, or a file and its entry, are one candidate. Of very
    many only the first are compared: nobody reads a longer list.
    """
    kept: list[Known] = []
    ordered = sorted(known, key=lambda k: (_NEAREST.index(k.source), k.id))
    for each in ordered[:_MOST_CANDIDATES]:
        if not any(
            compare(each.reference, other.reference) is Match.EXACT for other in kept
        ):
            kept.append(each)
    return tuple(kept)


def resolve(
    reference: Reference, lookup: Lookup, *, status: str | None = None
) -> Resolution:
    """Return what `reference` leads to; `status` is what the text says of it.

    One candidate that agrees on everything is exact, one that lacks something is
    compatible, more than one are ambiguous: none is ever picked silently.
    """
    if status in ("draft", "blank", "foreign"):
        return Resolution(status, reference)  # type: ignore[arg-type]
    groups: dict[Match, list[Known]] = {match: [] for match in Match}
    for known in _filed(reference, lookup):
        groups[compare(reference, known.reference)].append(known)
    rejected = distinct(groups[Match.CONFLICT])
    for match, name in ((Match.EXACT, "exact"), (Match.COMPATIBLE, "compatible")):
        fits = distinct(groups[match])
        if len(fits) == 1:
            return Resolution(name, reference, fits, rejected)  # type: ignore[arg-type]
        if fits:
            return Resolution("ambiguous", reference, fits, rejected)
    if status == "ambiguous":
        return Resolution("ambiguous", reference, (), rejected)
    return Resolution("unresolved", reference, (), rejected)
