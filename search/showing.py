"""A document found, as a result list shows it: snippet, provisions, matches."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from search.answering import Outcome
from search.described import values_of
from search.engine import Hit, SectionHit
from search.highlight import Spots, Spotted, cut, snippet
from search.packing import Offsets, Sections
from search.postings import Card, Snapshot
from search.query import Query
from search.words import Form

_SECTIONS = 3
_SHARE = 0.6
_WORDS = 16
_READ = 300_000
"""So many postings are read for the words of snippets, the rarest words first."""


class Shower:
    """Shows the documents of one page of an answer."""

    def __init__(self, snapshot: Snapshot, outcome: Outcome, query: Query) -> None:
        self._snapshot = snapshot
        self._outcome = outcome
        self._query = query
        self._wanted = _affordable(snapshot, outcome.wanted)

    def hit(self, card: Card, doc: int, text: str) -> Hit:
        """Return the hit of a document; `text` is empty where it is not held."""
        snapshot = self._snapshot
        sections = snapshot.sections(doc) if text else Sections()
        anchors = snapshot.anchors(doc) if text else np.empty(0, np.int64)
        spots = self._spots(doc) if text else []
        wanted = Spotted(spots)
        asked = self._asked(doc, sections)
        if asked is None:
            shown, at = snippet(text, anchors, wanted)
            row = sections.around(at) if at >= 0 else None
        else:
            begin = int(sections.first[asked])
            shown, row = cut(text, anchors, wanted, begin, lead=0), asked
        return Hit(
            id=card.id,
            number=card.number,
            kind=card.kind,
            issuer=card.issuer,
            date=card.date,
            title=card.title,
            score=float(self._outcome.scores[doc]),
            snippet=shown.text,
            matches=shown.matches,
            status=card.status,
            signer=card.signer,
            fields=tuple(values_of("field", card.field)),
            start=shown.start,
            provision=sections.paths[row] if row is not None else None,
            sections=tuple(
                _section(text, anchors, sections, wanted, row, score, row == asked)
                for row, score in _chosen(sections, spots, asked)
            ),
        )

    def _asked(self, doc: int, sections: Sections) -> int | None:
        # The provision asked for is one of the document named, not of those citing it.
        own = self._outcome.own
        if self._query.pinpoint is None or (own is not None and not own[doc]):
            return None
        return sections.find(self._query.pinpoint)

    def _spots(self, doc: int) -> list[Spots]:
        found = []
        for form, weight in self._wanted.items():
            # Another diacritic is shown only where the word typed is not there.
            at = self._snapshot.spots(form.exact, doc)
            if form.accented and not len(at):
                at = self._snapshot.spots(form.folded, doc)
            if len(at):
                found.append(Spots(at, weight))
        return found


def _chosen(
    sections: Sections, spots: list[Spots], asked: int | None
) -> list[tuple[int, float]]:
    best = _best_sections(sections, spots)
    if asked is None:
        return best
    return [(asked, best[0][1] if best else 0.0)]


def _section(
    text: str,
    anchors: Offsets,
    sections: Sections,
    wanted: Spotted,
    row: int,
    score: float,
    whole: bool,
) -> SectionHit:
    first, last = int(sections.first[row]), int(sections.last[row])
    begin = first if whole else max(wanted.best(first, last), first)
    part = cut(text, anchors, wanted, begin, lead=min(8, begin - first))
    path, heading = sections.paths[row], sections.headings[row]
    return SectionHit(path, heading, score, part.text, part.matches, part.start)


def _affordable(snapshot: Snapshot, wanted: Mapping[Form, float]) -> dict[Form, float]:
    counted = sorted(
        (snapshot.frequency("words", form.folded), at, form, weight)
        for at, (form, weight) in enumerate(wanted.items())
    )[:_WORDS]
    chosen: dict[Form, float] = {}
    left = _READ
    for count, _, form, weight in counted:
        left -= count
        if left >= 0 or not chosen:
            chosen[form] = weight
    return chosen


def _best_sections(sections: Sections, spots: list[Spots]) -> list[tuple[int, float]]:
    # The smallest provisions with most of what the best one has, none inside another.
    if not len(sections) or not spots:
        return []
    score = np.zeros(len(sections))
    for spot in spots:
        low = np.searchsorted(spot.at, sections.first)
        score += spot.weight * (np.searchsorted(spot.at, sections.last) > low)
    order = np.lexsort((sections.first, sections.last - sections.first, -score))
    chosen: list[int] = []
    floor = max(_SHARE * float(score.max()), 1e-9)
    for row in order[:100]:
        if score[row] < floor or len(chosen) == _SECTIONS:
            break
        if not any(_overlap(sections, int(row), other) for other in chosen):
            chosen.append(int(row))
    return [(row, round(float(score[row]), 4)) for row in chosen]


def _overlap(sections: Sections, one: int, other: int) -> bool:
    return bool(
        sections.first[one] < sections.last[other]
        and sections.first[other] < sections.last[one]
    )
