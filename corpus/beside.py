"""The documents of one dossier beside the register: they cite, replace and amend each
other, and none of them has to be held for that to be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.crosscheck import resolve_all
from corpus.doubts import doubts_of
from corpus.home import province_told
from corpus.identity import Match, compare, is_day
from corpus.keys import number_key
from corpus.known import (
    ACTS,
    MOST_OF_A_DAY,
    Act,
    Known,
    KnownDocuments,
    KnownUnit,
    Lookup,
)
from corpus.records import acts_from, document_values, units_of
from corpus.unit_bodies import unit_body
from ingest.document import Document
from nlp.analysis import Analysis, Citation

MOST_OF_A_NUMBER = 64
"""Documents of a dossier under one number, of different bodies or in copies.

Each citation of the number is compared with all of them. Where there are more, the
dossier does not answer: among so many, a part of them proves nothing.
"""

_FIELDS = ("kind", "number", "date", "issuer", "title", "effective_from", "home")


class Dossier:
    """Documents that are checked together, each known by its own letterhead.

    A document whose header is in doubt, has no number or day, or is a draft proves
    nothing of others and is left out. `today` is ISO.
    """

    def __init__(
        self, read: Iterable[tuple[Document, Analysis]], *, today: str
    ) -> None:
        self._acting: list[tuple[Known, Analysis]] = []
        self._acts: dict[str, list[Act]] | None = None
        known = []
        units: list[tuple[Known, Sequence[KnownUnit]]] = []
        for place, (document, analysis) in enumerate(read, 1):
            one = _known(place, document, analysis, today)
            if one is None:
                continue
            known.append(one)
            units.append((one, units_of(document.text, analysis)))
            if any(map(_acts, analysis.citations)):
                self._acting.append((one, analysis))
        named = told_by_name(known)
        self.documents = KnownDocuments(named.values())
        for one, provisions in units:
            self.documents.put_units(one, provisions)
        self._acting = [(named[one.id], each) for one, each in self._acting]

    def beside(self, register: Lookup) -> Lookup:
        """Return a lookup that answers from the register and from the dossier."""
        return _Beside(register, self)

    def acts_on(self, known: Known, lookup: Lookup) -> Sequence[Act]:
        """Return what documents of the dossier do to `known`, found once."""
        if self._acts is None:
            found: dict[str, list[Act]] = {}
            for by, analysis in self._acting:
                for target, act in _acts_of(by, analysis, lookup):
                    found.setdefault(target.id, []).append(act)
            self._acts = found
        return self._acts.get(known.id, ())


def _acts_of(
    by: Known, analysis: Analysis, lookup: Lookup
) -> Iterator[tuple[Known, Act]]:
    """Yield what a document does, and to which; a copy does not act on itself."""
    resolved = resolve_all(analysis, lookup)
    for citation, resolution in zip(analysis.citations, resolved, strict=True):
        target = resolution.target
        if not _acts(citation) or resolution.status != "exact" or target is None:
            continue
        if compare(by.reference, target.reference) is not Match.EXACT:
            relation = str(citation.relation)
            yield target, Act(relation, by, acts_from(by), citation.provisions)


def told_by_name(known: Sequence[Known]) -> dict[str, Known]:
    """Return documents by id, with the `body` of districts and communes.

    Within a dossier such a body is told by its name, though no letterhead names its
    province: not where two letterheads place it in two provinces, and not for a
    number that two documents of a year bear with two days.
    """
    bodies = {k.id: unit_body(k.issuer, home=k.home) for k in known}
    provinces: dict[str | None, set[str]] = {}
    days: dict[tuple[str | None, ...], set[str | None]] = {}
    for each in known:
        body = bodies[each.id]
        if place := province_told(each.issuer) or province_told(each.home):
            provinces.setdefault(body, set()).add(place)
        days.setdefault(_numbered(each, body), set()).add(each.date)
    named = {}
    for each in known:
        body = bodies[each.id]
        one = len(provinces.get(body, ())) < 2 and len(days[_numbered(each, body)]) < 2
        named[each.id] = replace(each, body=body) if one else each
    return named


def _numbered(known: Known, body: str | None) -> tuple[str | None, ...]:
    key = number_key(known.number, kind=known.kind)
    return body, key, (known.date or "")[:4]


def _acts(citation: Citation) -> bool:
    return citation.relation in ACTS and citation.subject is None


def _known(
    place: int, document: Document, analysis: Analysis, today: str
) -> Known | None:
    header = analysis.header
    if header.draft or not header.kind or not header.number or not is_day(header.date):
        return None
    if doubts_of(document, analysis, today=today):
        return None
    values = document_values(document, analysis)
    fields = {name: values[name] for name in _FIELDS}
    return Known(f"d{place}", "dossier", **fields, sha256=document.sha256)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A `Lookup` over the register and, behind it, the documents of a dossier."""

    register: Lookup
    dossier: Dossier

    def _both(self, ask: Callable[[Lookup], Sequence[Known]]) -> Sequence[Known]:
        found = ask(self.dossier.documents)
        return [*ask(self.register), *(found if len(found) <= MOST_OF_A_NUMBER else ())]

    def by_number(self, key: str) -> Sequence[Known]:
        return self._both(lambda lookup: lookup.by_number(key))

    def by_short(self, key: str) -> Sequence[Known]:
        return self._both(lambda lookup: lookup.by_short(key))

    def by_name(self, key: str) -> Sequence[Known]:
        return self._both(lambda lookup: lookup.by_name(key))

    def of_day(self, day: str) -> Sequence[Known]:
        held, ours = self.register.of_day(day), self.dossier.documents.of_day(day)
        return [*held, *ours][:MOST_OF_A_DAY]

    def acts_on(self, known: Known) -> Sequence[Act]:
        held = () if known.source == "dossier" else self.register.acts_on(known)
        return [*held, *self.dossier.acts_on(known, self)]

    def units(self, known: Known) -> Sequence[KnownUnit]:
        asked = self.dossier.documents if known.source == "dossier" else self.register
        return asked.units(known)
