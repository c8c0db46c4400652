"""Conditions and numbers of a question, as clauses for a cluster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from search.conditions import (
    FILTER_DROPPED,
    bodies_included,
    meant,
    related_bodies,
    start_of,
)
from search.held_numbers import (
    CITING,
    ISSUED,
    Entry,
    closeness,
    meant_as_time,
    read_entry,
    with_words_after,
)
from search.issuers import canonical
from search.opensearch_queries import NOTHING, either_of, every, phrase_clause
from search.query import Filter, Item, Notice, NumberTyped, Query
from search.schema import date_number, number_key
from search.scoring import MAX_PHRASE
from search.typed_numbers import NumberParts, readings
from search.words import folded

Json = dict[str, Any]


class Directory(Protocol):
    """What must be looked up in the index to read a condition."""

    def labels(self, name: str) -> list[str]:
        """Return the values of a field, of the documents that may be seen."""
        ...

    def numbers(self, serial: str) -> list[tuple[str, str]]:
        """Return the numbers held with a serial, each with a kind that bears it."""
        ...

    def keys(self, prefix: str) -> list[str]:
        """Return the keys that begin so."""
        ...

    def any(self, clauses: list[Json]) -> bool:
        """Tell whether a document that may be seen matches all clauses."""
        ...


def allowed_by(
    index: Directory, query: Query, notices: list[Notice]
) -> tuple[list[Json], Query]:
    """Return the clauses of all conditions; tell what was assumed.

    As `search.conditions.allowed_by`: a soft one that leaves nothing is dropped.
    """
    clauses: list[Json] = []
    for condition in query.filters:
        clause = _condition(index, condition, notices)
        if condition.negated:
            clause = {"bool": {"must_not": [clause]}}
        if condition.soft and not index.any([*clauses, clause]):
            notices.append(FILTER_DROPPED)
            words = condition.number.terms if condition.number else ()
            query = replace(query, items=(*query.items, *words))
            continue
        clauses.append(clause)
    return clauses, query


def _condition(index: Directory, condition: Filter, notices: list[Notice]) -> Json:
    name, value = condition.field, condition.value
    if name == "from":
        return {"range": {"date": {"gte": start_of(date_number(value))}}}
    if name == "to":
        return {"range": {"date": {"lte": date_number(value)}}}
    if name == "year":
        return {"term": {"year": value}}
    if name in ("number", "cites", "replaces"):
        if condition.number is None:
            names = [tuple(folded(value).split()), canonical(value)]
            return either_of([phrase_clause(name[:MAX_PHRASE]) for name in names])
        if name == "number":
            return look_up(index, condition.number, []).own
        return citing(index, condition.number, "r" if name == "replaces" else "c")
    labels = index.labels(name)
    wanted = meant(condition, labels)
    if name == "issuer" and not (condition.exact or condition.negated):
        others = related_bodies(value, labels, wanted)
        if others:
            notices.append(bodies_included(sorted(labels[i] for i in others)))
            wanted = [*wanted, *others]
    return _any_of(name, [labels[i] for i in wanted])


def _any_of(name: str, values: list[str]) -> Json:
    return {"terms": {name: values}} if values else NOTHING


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number typed: which documents have it, which cite it, and their scores."""

    own: Json
    citing: Json
    found: bool
    owned: bool = False
    absorbed: int = 0
    issued: Json | None = None
    scores: dict[str, float] = field(default_factory=dict)

    def named(self) -> list[tuple[str, Json]]:
        """Return what matches, by the part it has in it."""
        found = [("own", self.own), ("citing", self.citing)]
        return [*found, ("issued", self.issued)] if self.issued else found

    def clauses(self) -> list[Json]:
        """Return what scores, the numbers nearest to what was typed the most."""
        by_score: dict[float, list[str]] = {}
        for number, score in self.scores.items():
            by_score.setdefault(score, []).append(number)
        ranked: list[Json] = [
            _scored(every([self.own, _any_of("number", numbers)]), score)
            for score, numbers in by_score.items()
        ]
        if self.issued:
            ranked.append(_scored(self.issued, ISSUED))
        return [*ranked, _scored(self.citing, CITING)]


def _scored(clause: Json, score: float) -> Json:
    return {"constant_score": {"filter": clause, "boost": max(score, 0.0)}}


def look_up(index: Directory, typed: NumberTyped, after: list[Item]) -> HeldNumber:
    """Find the numbers that hold every typed part, as the embedded index does."""
    for reading in readings(typed.parts):
        wanted = replace(typed, parts=reading)
        own = [
            (number, kind, parts)
            for number, kind in index.numbers(reading.serial)
            if (parts := _parts(number)) is not None and parts.holds(reading)
        ]
        cited = _cited(index, "c", reading)
        if own or cited:
            break
    held = [row[2] for row in own] + [entry.parts for entry in cited]
    parts, absorbed = with_words_after(wanted.parts, after, held)
    wanted = replace(typed, parts=parts)
    own = [row for row in own if row[2].holds(parts)]
    mask = _own(own, wanted.kind)
    scores = {number: closeness(number, wanted, held) for number, _, held in own}
    citers = _citers(wanted, cited)
    citing_clause: Json = {
        "bool": {"filter": [_any_of("keys", citers)], "must_not": [mask]}
    }
    anybody = bool(own) or (bool(citers) and index.any([citing_clause]))
    days = meant_as_time(typed)
    issued = None
    if days is not None and not typed.parts.rest and own:
        between = {"range": {"date": {"gte": days[0], "lte": days[1]}}}
        apart = [mask, _any_of("keys", citers)]
        issued = {"bool": {"filter": [between], "must_not": apart}}
    return HeldNumber(mask, citing_clause, anybody, bool(own), absorbed, issued, scores)


def _parts(number: str) -> NumberParts | None:
    key = number_key(number)
    return read_entry(f"n={key}").parts if key else None


def _cited(index: Directory, prefix: str, parts: NumberParts) -> list[Entry]:
    found = map(read_entry, index.keys(f"{prefix}={parts.serial}/"))
    return [entry for entry in found if entry.parts.holds(parts)]


def _own(rows: list[tuple[str, str, NumberParts]], kind: str | None) -> Json:
    numbers = _any_of("number", [number for number, _, _ in rows])
    if kind is None or not rows:
        return numbers
    kinds = {held for _, held, _ in rows if folded(held) == folded(kind)}
    if not kinds:
        return numbers
    return every([numbers, _any_of("kind", sorted(kinds))])


def _citers(typed: NumberTyped, cited: list[Entry]) -> list[str]:
    if not (typed.parts.rest or typed.kind):
        return []
    kind = folded(typed.kind or "")
    return [
        entry.key
        for entry in cited
        if entry.parts.holds(typed.parts) and (not kind or entry.kind == kind)
    ]


def citing(index: Directory, typed: NumberTyped, prefix: str) -> Json:
    """Match the documents that cite (`c`) or replace (`r`) a typed number."""
    kind = folded(typed.kind) if typed.kind else None
    keys = [
        entry.key
        for entry in _cited(index, prefix, typed.parts)
        if kind is None or not entry.kind or entry.kind == kind
    ]
    return _any_of("keys", keys)


LookUp = Callable[[NumberTyped, list[Item]], HeldNumber]
