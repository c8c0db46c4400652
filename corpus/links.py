"""From a citation to the document it names, or to the reason why none is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.identity import Match, Reference, compare
from corpus.keys import kind_slug, name_key, number_key, parse_number, serial_of
from corpus.keys import short_key as key_of_short
from corpus.known import Known, Lookup
from nlp.analysis import Citation, Header

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
        issuer=citation.issuer,
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
    number = earlier.number if _is_short(later) else later.number
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
    with the same kind and number (Decree 30/2020/NĐ-CP asks for the full form once
    only). Where earlier mentions differ, nothing is taken.
    """
    found: list[Reference] = []
    full: dict[str, list[Reference]] = {}
    by_span = {c.span: i for i, c in enumerate(citations)}
    for citation in citations:
        own = reference_of(citation, home=home)
        origin = by_span.get(citation.alias_of) if citation.alias_of else None
        if origin is not None and origin < len(found) and not own.number:
            alias = found[origin]
            own = replace(alias, date=own.date or alias.date)
        number = parse_number(own.number, kind=own.kind)
        if number is not None:
            group = full.setdefault(serial_of(number), [])
            fits = {_fill(own, e) for e in group if _mentions_same(own, e)}
            if len(fits) == 1 and not (own.date and own.issuer and number.codes):
                own = fits.pop()
            elif (own.date or own.issuer) and number.codes:
                group.append(replace(own, title=None))
                full[serial_of(number)] = list(dict.fromkeys(group))
        found.append(own)
    return found


def own_issuer(reference: Reference, header: Header) -> Reference:
    """Return the reference with the citing document's issuer, where its code says so.

    "Quyết định số 12/QĐ-LHH" without an issuer, cited by a document of the same code,
    belongs to that document's own series.
    """
    if reference.issuer or not header.issuer:
        return reference
    ours = parse_number(header.number, kind=header.kind)
    theirs = parse_number(reference.number, kind=reference.kind)
    if ours is None or theirs is None or not ours.codes or not theirs.codes:
        return reference
    if ours.codes[-1].casefold() != theirs.codes[-1].casefold():
        return reference
    return replace(reference, issuer=header.issuer)


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


def distinct(known: Iterable[Known]) -> tuple[Known, ...]:
    """Return one of each document: held files before entries of the catalogue.

    Two files of one document, or a file and its entry, are one candidate.
    """
    kept: list[Known] = []
    for each in sorted(known, key=lambda k: (k.source != "register", k.id)):
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
