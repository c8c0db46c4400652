"""What is asked, as clauses for a cluster: which documents match, which come first.

The clauses match what `search.scoring` matches. They score like it but for the length
of a document, which the cluster keeps in one byte: the first documents are scored again
by `search.scoring` itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from search.answering import ALL_WORDS_UP_TO, COVERAGE, EXPIRED, WITHIN_DATE
from search.candidates import Candidates
from search.counts import Counted
from search.favouring import told_of
from search.packed_words import token
from search.query import DateTyped, Either, Item, Phrase, Term
from search.scoring import (
    EXACT_SHARE,
    MAX_PHRASE,
    PAIR_WEIGHT,
    RELATED_WEIGHT,
    SYNONYM_WEIGHT,
    Ranker,
    expression_at,
    expression_key,
)
from search.synonyms import groups
from search.words import form_of

Json = dict[str, Any]
Labels = Callable[[str], list[str]]
NOTHING: Json = {"match_none": {}}


@dataclass(slots=True)
class Clause:
    """One thing asked for: what matches, what scores, how rare it is."""

    mask: Json
    scores: list[Json]
    idf: float
    required: bool = False
    known: bool | None = None
    """Whether any document matches, None where that was not asked."""


def counted_clause(one: Counted, boost: float = 1.0) -> Json:
    """Return the clause that matches the documents counted."""
    if one.kind == "word":
        return word_clause(one.terms[0], boost)
    if one.kind == "pair":
        return _term("pairs", "_".join(map(token, one.terms)), boost)
    if one.kind == "phrase":
        return phrase_clause(one.terms)
    if one.kind == "prefix":
        return {"prefix": {"folded": token(one.terms[0])}}
    if one.kind == "label":
        return {"term": {one.terms[0]: {"value": one.terms[1], "boost": boost}}}
    first, last = map(int, one.terms)
    return {"range": {"date": {"gte": first, "lte": last}}}


def word_clause(term: str, boost: float = 1.0) -> Json:
    """Return the clause of a word in the form given: as typed, or folded."""
    return _term(_field(term), token(term), boost)


def _field(term: str) -> str:
    return "folded" if form_of(term).folded == term else "exact"


def _term(name: str, value: str, boost: float = 1.0) -> Json:
    return {"term": {name: {"value": value, "boost": boost}}}


def phrase_clause(terms: tuple[str, ...], boost: float = 1.0) -> Json:
    """Return the clause of words side by side, each in the form given."""
    fields = [_field(term) for term in terms]
    if len(terms) == 1:
        return word_clause(terms[0], boost)
    if len(set(fields)) == 1:
        text = " ".join(map(token, terms))
        return {"match_phrase": {fields[0]: {"query": text, "boost": boost}}}
    clauses: list[Json] = []
    for name, term in zip(fields, terms, strict=True):
        clause: Json = {"span_term": {name: token(term)}}
        if name != "exact":
            clause = {"span_field_masking": {"query": clause, "field": "exact"}}
        clauses.append(clause)
    near: Json = {"clauses": clauses, "slop": 0, "in_order": True, "boost": boost}
    return {"span_near": near}


def every(clauses: list[Json]) -> Json:
    """Match what all clauses match."""
    return {"bool": {"filter": clauses}}


def either_of(clauses: list[Json]) -> Json:
    """Match what at least one clause matches."""
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


@dataclass(slots=True)
class Asker:
    """Makes the clauses of a question; `whole` tells how rare words are."""

    whole: Candidates
    _ranker: Ranker = field(init=False)

    def __post_init__(self) -> None:
        self._ranker = Ranker(self.whole)

    def clauses(self, items: list[Item]) -> list[Clause]:
        """Return what is asked, as clauses, in order."""
        found: list[Clause] = []
        run: list[Term] = []
        for item in items:
            if isinstance(item, Term) and (item.follows or not run):
                run.append(item)
                continue
            found.extend(self.run(run))
            run = [item] if isinstance(item, Term) else []
            if isinstance(item, DateTyped):
                found.append(self._dated(item))
            elif isinstance(item, Either):
                found.append(self._either(item))
            elif isinstance(item, Phrase):
                found.append(self.phrase(item))
        found.extend(self.run(run))
        return found

    def holding(self, item: Term | Phrase) -> Json:
        """Match the documents that a word or phrase left out leaves out."""
        if isinstance(item, Term) and item.form.accented and not item.prefix:
            item = Phrase((item.form,))
        if isinstance(item, Term):
            return self.word(item).mask
        return phrase_clause(tuple(form.exact for form in item.forms[:MAX_PHRASE]))

    def favouring(self, items: list[Item], labels: Labels) -> list[Json]:
        """Return what scores documents that are what the question tells of."""
        found = told_of(items, labels)
        scores: list[Json] = []
        for field_name, _, label, weight in found:
            worth = weight * self._ranker.idf(self.whole.bearing(field_name, label))
            bears = counted_clause(Counted("label", (field_name, label)))
            scores.append({"constant_score": {"filter": bears, "boost": worth}})
        return scores

    def word(self, term: Term) -> Clause:
        """Return the clause of a word: any diacritics match, those typed score."""
        if term.prefix:
            clause = counted_clause(Counted("prefix", (term.form.folded,)))
            among = self.whole.starting(term.form.folded)
            return Clause(clause, [clause], self._ranker.idf(among), True)
        folded, exact = term.form.folded, term.form.exact
        share = 1.0 - EXACT_SHARE if term.form.accented else 1.0
        scores = [word_clause(folded, share)]
        if term.form.accented:
            scores.append(word_clause(exact, EXACT_SHARE))
        held = self.whole.frequency("words", folded)
        idf = self._ranker.idf(held)
        return Clause(word_clause(folded), scores, idf, known=held > 0)

    def phrase(self, phrase: Phrase, weight: float = 2.0) -> Clause:
        """Return the clause of words side by side with the diacritics typed."""
        terms = tuple(form.exact for form in phrase.forms[:MAX_PHRASE])
        idf = self._ranker.idf(self.whole.phrase(terms).among)
        # The cluster adds up how rare each word is; the phrase counts as one word.
        apart = sum(
            self._ranker.idf(self.whole.frequency("words", term)) for term in terms
        )
        boost = weight * idf / max(apart, 0.01)
        return Clause(phrase_clause(terms), [phrase_clause(terms, boost)], idf, True)

    def _dated(self, item: DateTyped) -> Clause:
        among = self.whole.issued(item.first, item.last)
        dates = Counted("dates", (str(item.first), str(item.last)))
        mask = counted_clause(dates)
        worth = WITHIN_DATE * max(self._ranker.idf(among), 1.0)
        scores: list[Json] = [{"constant_score": {"filter": mask, "boost": worth}}]
        written = self.run(list(item.terms))
        if written and not among:
            mask = every([unit.mask for unit in written])
        scores.extend(score for unit in written for score in unit.scores)
        return Clause(mask, scores, self._ranker.idf(among), True)

    def _either(self, item: Either) -> Clause:
        sides = [self._side(side) for side in item.options]
        mask = either_of([every([unit.mask for unit in side]) for side in sides])
        scores = [score for side in sides for unit in side for score in unit.scores]
        return Clause(mask, scores, 0.0, True)

    def _side(self, side: tuple[Term | Phrase, ...]) -> list[Clause]:
        phrases = [self.phrase(part) for part in side if isinstance(part, Phrase)]
        return phrases + self.run([part for part in side if isinstance(part, Term)])

    def run(self, terms: list[Term]) -> list[Clause]:
        """Return the clauses of consecutive words, with pairs and synonyms."""
        units = [self.word(term) for term in terms]
        for at in range(1, len(terms)):
            before, here = terms[at - 1], terms[at]
            if not (here.prefix or before.prefix):
                both = f"{token(before.form.folded)}_{token(here.form.folded)}"
                units[at].scores.append(_term("pairs", both, PAIR_WEIGHT))
        merged: list[Clause] = []
        at = 0
        while at < len(terms):
            length = max(expression_at(terms, at), 1)
            own = units[at : at + length]
            merged.extend(self._with_synonyms(terms[at : at + length], own))
            at += length
        return merged

    def _with_synonyms(self, terms: list[Term], own: list[Clause]) -> list[Clause]:
        key = expression_key(terms)
        group = groups().get(key)
        if group is None:
            return own
        masks = [every([unit.mask for unit in own])]
        scores = [score for unit in own for score in unit.scores]
        for expressions, weight in (
            (group.same, SYNONYM_WEIGHT),
            (group.related, RELATED_WEIGHT),
        ):
            for expression in expressions:
                if " ".join(form.folded for form in expression) == key:
                    continue
                other = self.phrase(Phrase(expression), weight * len(terms))
                scores.extend(other.scores)
                if weight == SYNONYM_WEIGHT:
                    masks.append(other.mask)
        return [Clause(either_of(masks), scores, sum(unit.idf for unit in own))]


@dataclass(slots=True)
class Matching:
    """Which documents match: all words, or else most of them by their weight."""

    required: list[Json]
    loose: list[Clause]

    @property
    def all_words(self) -> Json:
        """Match the documents with every word."""
        return every([*self.required, *(unit.mask for unit in self.loose)])

    @property
    def wants_all(self) -> bool:
        """Whether so few words were typed that all are wanted where they exist."""
        return len(self.loose) <= ALL_WORDS_UP_TO

    def near(self, least: float = COVERAGE) -> Json:
        """Match the documents that hold at least such a share of what was typed."""
        known = [unit for unit in self.loose if unit.known]
        weight = sum(unit.idf for unit in known)
        if not weight:
            return NOTHING
        covered = [
            {"constant_score": {"filter": unit.mask, "boost": unit.idf / weight}}
            for unit in known
            if unit.idf
        ]
        score = {"query": either_of(covered), "min_score": least, "functions": []}
        return every([*self.required, {"function_score": score}])


def without_expired(query: Json, labels: list[str]) -> Json:
    """Return a query whose expired documents score less; `labels` say so of them."""
    if not labels:
        return query
    functions = [{"filter": {"terms": {"status": labels}}, "weight": EXPIRED}]
    return {"function_score": {"query": query, "functions": functions}}
