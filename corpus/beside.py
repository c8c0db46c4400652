"""The documents of one dossier beside the register: they cite, replace and amend each
other, and none of them has to be held for that to be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.crosscheck import resolve_all
from corpus.doubts import doubts_of
from corpus.identity import is_day
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
        self.documents = KnownDocuments(known)
        for one, provisions in units:
            self.documents.put_units(one, provisions)

    def beside(self, register: Lookup) -> Lookup:
        """Return a lookup that answers from the register and from the dossier."""
        return _Beside(register, self)

    def acts_on(self, known: Known, lookup: Lookup) -> Sequence[Act]:
        """Return what documents of the dossier do to `known`, found once."""
        if self._acts is None:
            found: dict[str, list[Act]] = {}
            for by, analysis in self._acting:
                resolved = resolve_all(analysis, lookup)
                for citation, resolution in zip(
                    analysis.citations, resolved, strict=True
                ):
                    target = resolution.target
                    if _acts(citation) and resolution.status == "exact" and target:
                        act = Act(
                            str(citation.relation),
                            by,
                            acts_from(by),
                            citation.provisions,
                        )
                        found.setdefault(target.id, []).append(act)
            self._acts = found
        return self._acts.get(known.id, ())


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
