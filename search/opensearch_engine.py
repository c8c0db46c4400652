"""The engine for archives of several machines: an index in an OpenSearch cluster.

The cluster finds, counts and keeps; the first documents it finds are scored, and all
are shown, by the code of the embedded engine. So both engines give the same answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.answering import ENDED, FACETS, NONE_HAS_ALL, Outcome, numbers_in, scored
from search.candidates import Candidates
from search.counts import Memory
from search.engine import (
    Facets,
    Hit,
    IndexDocument,
    Results,
    Suggestion,
    Texts,
    Within,
)
from search.held_numbers import CITING, ISSUED, Held
from search.opensearch_client import Access, Cluster
from search.opensearch_conditions import HeldNumber, allowed_by, look_up
from search.opensearch_index import Indexes
from search.opensearch_queries import (
    Asker,
    Clause,
    Matching,
    counted_clause,
    either_of,
    every,
    without_expired,
)
from search.opensearch_view import View
from search.query import Item, Notice, NumberTyped, Query
from search.repairing import repaired
from search.scoring import Ranker, top
from search.showing import Shower
from search.similar import alike, telling_words, wanted_terms
from search.suggest import in_order, looked_for
from search.synonyms import official_status
from search.words import words

Json = dict[str, Any]

RESCORED = 200
"""So many documents of an answer are scored exactly; those after them stay as found."""

_WORDS_READ = 400_000
_AT_LEAST = 20
_ANY = 1e-6
_SORTS: dict[str, list[Json]] = {
    "relevance": [{"_score": "desc"}, {"date": {"order": "desc", "missing": 0}}],
    "newest": [{"date": {"order": "desc", "missing": 0}}],
    "oldest": [{"date": {"order": "asc", "missing": "_last"}}],
    "number": [{"serial": {"order": "asc", "missing": "_last"}}, {"number": "asc"}],
    "issuer": [{"issuer": {"order": "asc", "missing": "_last"}}],
    "added": [
        {"added_at": {"order": "desc", "missing": "_last"}},
        {"entered_back": "asc"},
    ],
}


@dataclass(slots=True)
class _Asked:
    """A question as the cluster is asked: clauses, and what scores them again."""

    query: Query
    items: list[Item]
    numbers: list[tuple[HeldNumber, NumberTyped]]
    notices: list[Notice]
    bodies: list[Json]
    """What is asked, and what instead where nothing is found."""


class OpenSearchEngine:
    """An index in a cluster; `texts` gives the text of a document for snippets.

    `mark` is another value after each change that others made to the index; what is
    remembered of it is then asked again, and after ten seconds in any case.

    Safe to share between threads and processes. Opening it asks nothing of the
    cluster, so that an archive opens while the cluster is away.
    """

    def __init__(
        self,
        access: Access,
        *,
        texts: Texts,
        prefix: str = "cancu",
        shards: int = 1,
        replicas: int = 1,
        rescored: int = RESCORED,
        mark: Callable[[], object] = lambda: None,
    ) -> None:
        self.cluster = Cluster(access)
        self.indexes = Indexes(self.cluster, prefix, shards=shards, replicas=replicas)
        self._texts = texts
        self._memory = Memory()
        self._rescored = rescored
        self._mark = mark

    @property
    def needs_rebuild(self) -> bool:
        """Whether the index of this version holds nothing.

        Raises:
            SearchUnavailable: when the cluster does not answer.
        """
        return not self.count()

    def close(self) -> None:
        """Close the connections; the engine is not used afterwards."""
        self.cluster.close()

    # Writing

    def add(self, documents: Iterable[IndexDocument]) -> int:
        """Index documents, replacing those of the same id; return how many.

        On return every document is on the disks of all nodes in service that hold its
        part of the index, and searches find it.

        Raises:
            SearchUnavailable: when the cluster cannot take them; some may be in.
        """
        return self._writing(lambda: self.indexes.add(documents))

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Index `documents` anew beside the index in force, then take its place.

        Raises:
            SearchUnavailable: when the cluster fails; the index in force stays.
        """
        return self._writing(lambda: self.indexes.rebuild(documents))

    def remove(self, ids: Iterable[str]) -> int:
        """Take documents out; return how many were there."""
        return self._writing(lambda: self.indexes.remove(ids))

    def clear(self) -> None:
        """Empty the index."""
        self._writing(self._clear)

    def drop(self) -> None:
        """Remove the index itself; the engine is not used afterwards."""
        self.indexes.drop()

    def _clear(self) -> int:
        self.indexes.clear()
        return 0

    def _writing(self, write: Callable[[], int]) -> int:
        try:
            return write()
        finally:
            self._memory.clear()

    # Reading

    def _view(self, within: Within) -> View:
        self.indexes.ready()
        # Asked before what is counted next, which may be newer and never older.
        self._memory = self._memory.at(self._mark())
        return View(self.cluster, self.indexes.alias, within, self._memory)

    def count(self, *, within: Within = None) -> int:
        """Return how many documents the index holds."""
        return self._view(within).count()

    def search(self, query: Query) -> Results:
        """Answer a query; the total and the facets are exact.

        Raises:
            SearchUnavailable: when the cluster, or a part of the index, is away.
        """
        began = time.perf_counter()
        view = self._view(query.within)
        whole = view.whole()
        whole.frequencies({word.form.folded for word in words(query.text)})
        query, corrected = repaired(whole, query)
        notices = list(query.notices)
        asked = self._asked(view, whole, query, notices)
        found = self._page(view, asked)
        hits, total = found["hits"]["hits"], found["hits"]["total"]["value"]
        return Results(
            total=int(total),
            hits=self._hits(view, asked, hits),
            facets=_facets(found["aggregations"]),
            notices=tuple(asked.notices),
            corrected=corrected,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _asked(
        self, view: View, whole: Candidates, query: Query, notices: list[Notice]
    ) -> _Asked:
        allowed, query = allowed_by(view, query, notices)

        def looked_up(typed: NumberTyped, after: list[Item]) -> HeldNumber:
            return look_up(view, typed, after)

        items, numbers = numbers_in(query, notices, looked_up)
        asker = Asker(whole)
        with view.counts.noting():
            scored(Ranker(whole), query, items, [], [])
            asker.clauses(items)
        clauses = asker.clauses(items)
        excluded = [asker.holding(item) for item in query.excluded]
        scores = [score for clause in clauses for score in clause.scores]
        if numbers:
            named = [
                {"bool": {"filter": [clause], "_name": f"{name}{at}"}}
                for at, (held, _) in enumerate(numbers)
                for name, clause in held.named()
            ]
            allowed.append(either_of(named))
            scores += [score for held, _ in numbers for score in held.clauses()]
        else:
            scores += asker.favouring(items, view.labels)
        tried: list[list[Json]] = [[]]
        if clauses and not numbers:
            tried = [[one] for one in _matched(view, allowed, clauses, notices)]
        bodies: list[Json] = [
            {
                "bool": {
                    "filter": view.seen([*allowed, *found]),
                    "must_not": excluded,
                    "should": scores,
                }
            }
            for found in tried
        ]
        if not (numbers or any(one.field == "status" for one in query.filters)):
            ended = [
                one for one in view.labels("status") if official_status(one) == ENDED
            ]
            bodies = [without_expired(body, ended) for body in bodies]
        return _Asked(query, items, numbers, notices, bodies)

    def _page(self, view: View, asked: _Asked) -> Json:
        query = asked.query
        begin, end = query.offset, query.offset + query.limit
        if query.sort == "relevance" and begin < self._rescored:
            begin, end = 0, max(end, self._rescored)
        body: Json = {
            "sort": [*_SORTS[query.sort], {"entered": "asc"}],
            "size": end - begin,
            "track_total_hits": True,
            "track_scores": True,
            "aggs": {
                name: {"terms": {"field": name, "size": 10_000, "shard_size": 65_535}}
                for name in FACETS
            },
        }
        for tried in asked.bodies:
            found = view.deep({**body, "query": tried}, begin)
            if found["hits"]["total"]["value"]:
                return found
        if NONE_HAS_ALL in asked.notices:
            asked.notices.remove(NONE_HAS_ALL)
        return found

    def _hits(self, view: View, asked: _Asked, hits: list[Json]) -> tuple[Hit, ...]:
        query = asked.query
        scores: dict[str, float] = {}
        at = query.offset if query.offset < self._rescored else 0
        if query.sort == "relevance" and query.offset < self._rescored:
            first = _affordable(hits[: self._rescored])
            snapshot = view.candidates(view.rows(first, "words"))
            outcome = _scored(snapshot, asked)
            every_doc = np.arange(snapshot.size)
            ranked = top(outcome.scores, every_doc, snapshot.dates, len(first))
            by_id = {hit["_id"]: hit for hit in first}
            idents = [snapshot.card(int(doc)).id for doc in ranked]
            hits = [*(by_id[ident] for ident in idents), *hits[len(first) :]]
            scores = dict(zip(idents, outcome.scores[ranked].tolist(), strict=True))
        elif query.sort != "relevance":
            at = 0
        return self._shown(view, asked, hits[at : at + query.limit], scores)

    def _shown(
        self, view: View, asked: _Asked, hits: list[Json], scores: dict[str, float]
    ) -> tuple[Hit, ...]:
        snapshot = view.candidates(view.rows(hits, "words", "sections", "anchors"))
        outcome = _scored(snapshot, asked)
        return self._hits_of(snapshot, outcome, asked.query, hits, scores)

    def _hits_of(
        self,
        snapshot: Candidates,
        outcome: Outcome,
        query: Query,
        hits: list[Json],
        scores: dict[str, float],
    ) -> tuple[Hit, ...]:
        shower = Shower(snapshot, outcome, query)
        found: list[Hit] = []
        for ident in (hit["_id"] for hit in hits):
            doc = snapshot.doc_of(ident)
            if doc is None:
                continue  # removed a moment ago
            outcome.scores[doc] = scores.get(ident, outcome.scores[doc])
            text = self._texts(ident) or ""
            found.append(shower.hit(snapshot.card(doc), doc, text))
        return tuple(found)

    def more_like(
        self, ident: str, *, limit: int = 10, within: Within = None
    ) -> Results:
        """Return the documents most like one that is held, the likest first.

        Nothing is like a document that is not held.
        """
        began = time.perf_counter()
        view = self._view(within)
        held = view.hits([{"ids": {"values": [ident]}}], 1)
        if not held:
            return Results(0, 0.0)
        text = self._texts(ident) or ""
        whole = view.candidates(view.rows(held, "words"))
        view.counts.all(telling_words(whole, 0, text))
        terms = wanted_terms(whole, 0, text)
        near = view.hits(
            [either_of([counted_clause(one) for one, _ in terms])] if terms else [],
            self._rescored + 1,
            [counted_clause(one, boost) for one, boost in terms],
        )
        chosen = _affordable([*held, *(hit for hit in near if hit["_id"] != ident)])
        snapshot = view.candidates(view.rows(chosen, "words", "sections", "anchors"))
        doc = snapshot.doc_of(ident)
        if doc is None:
            return Results(0, 0.0)
        outcome = alike(snapshot, doc, text)
        docs = np.flatnonzero(outcome.matched)
        best = top(outcome.scores, docs, snapshot.dates, max(0, min(limit, 100)))
        by_id = {hit["_id"]: hit for hit in chosen}
        hits = [by_id[snapshot.card(int(doc)).id] for doc in best]
        return Results(
            total=len(docs),
            hits=self._hits_of(snapshot, outcome, Query(""), hits, {}),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def suggest(
        self, prefix: str, *, limit: int = 10, within: Within = None
    ) -> list[Suggestion]:
        """Complete what is being typed: numbers, titles, issuers, people."""
        view = self._view(within)
        counts: dict[tuple[str, str], int] = {}
        later: set[tuple[str, str]] = set()
        for letter, typed in looked_for(prefix):
            for name, count, within_name in view.names(letter, typed):
                counts[letter, name] = count
                if within_name:
                    later.add((letter, name))
        return in_order(counts, later, limit)


def _scored(snapshot: Candidates, asked: _Asked) -> Outcome:
    numbers = [
        (_held(snapshot, held, at), typed)
        for at, (held, typed) in enumerate(asked.numbers)
    ]
    return scored(Ranker(snapshot), asked.query, asked.items, numbers, [])[0]


def _held(snapshot: Candidates, number: HeldNumber, at: int) -> Held:
    own = np.array([f"own{at}" in row.matched for row in snapshot.rows], np.bool_)
    cited = np.array([f"citing{at}" in row.matched for row in snapshot.rows], np.bool_)
    dated = np.array([f"issued{at}" in row.matched for row in snapshot.rows], np.bool_)
    scores = np.array(
        [number.scores.get(row.card.number or "", 0.0) for row in snapshot.rows],
        np.float32,
    )
    scores[~own] = 0.0
    scores[dated] = ISSUED
    scores[cited] = CITING
    return Held(own, cited | dated, scores)


def _affordable(hits: list[Json]) -> list[Json]:
    # The words of very long documents are not all sent for one question.
    left = _WORDS_READ
    for at, hit in enumerate(hits):
        left -= int(hit["_source"]["numbers"]["row"][1])
        if left < 0 and at >= _AT_LEAST:
            return hits[:at]
    return hits


def _matched(
    view: View, allowed: list[Json], clauses: list[Clause], notices: list[Notice]
) -> list[Json]:
    """Return what must be found, and what instead where nothing is: the same rules as
    `search.answering` has."""
    required = [clause.mask for clause in clauses if clause.required]
    matching = Matching(required, [one for one in clauses if not one.required])
    if not matching.loose:
        return [every(required)]
    unsure = [one for one in matching.loose if one.known is None]
    complete, *known = view.which(
        [[*allowed, matching.all_words], *([one.mask] for one in unsure)]
    )
    if complete and matching.wants_all:
        return [matching.all_words]
    for one, found in zip(unsure, known, strict=True):
        one.known = found
    if not complete:
        notices.append(NONE_HAS_ALL)
    return [matching.near(), matching.near(_ANY)]


def _facets(found: Json) -> Facets:
    return {
        name: sorted(
            (
                (str(row["key"]), int(row["doc_count"]))
                for row in found[name]["buckets"]
            ),
            key=lambda row: (-row[1], row[0]),
        )
        for name in FACETS
    }
