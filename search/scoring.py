"""Which documents answer a query and in which order: BM25 as array arithmetic.

Folded words and folded pairs find, exact forms decide between words that differ only
in their diacritics. Every function here takes one `Snapshot` and returns arrays with
one entry per document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from search.arrays import Bools, Floats, Ints, Places, Postings
from search.postings import MAX_EXPANSIONS, Snapshot
from search.query import Either, Phrase, Term
from search.synonyms import groups, longest_expression
from search.words import Form

K1 = 1.2
B = 0.75
EXACT_SHARE = 0.5
"""How much of a word's weight goes to the form with the diacritics typed."""
PAIR_WEIGHT = 1.0
MAX_PAIRED = 1_500_000
"""Places one question may compare before pairs of words are left out."""
MAX_PHRASE = 24
"""Words of a phrase that are compared; nobody quotes more from memory."""
MAX_PREFIX_WORK = 500_000
"""Postings the words of one prefix may have; the words after them are left out."""
_BELOW = 0.99
SYNONYM_WEIGHT = 0.7
RELATED_WEIGHT = 0.3


@dataclass(slots=True)
class Unit:
    """One thing asked for: where it stands, what that is worth, how rare it is."""

    mask: Bools
    scores: Floats
    idf: float
    required: bool = False
    forms: tuple[Form, ...] = ()


@dataclass(slots=True)
class Ranker:
    """Scores words, pairs and phrases over one snapshot.

    What one question may cost is bounded: `work` counts the postings gone through,
    `paired` the places compared for pairs of words; beyond `MAX_PAIRED` pairs are not
    looked at any more. Whether a word is in memory makes no difference to that.
    """

    snapshot: Snapshot
    cut: bool = False
    work: int = 0
    paired: int = 0
    _norms: Floats = field(init=False)
    _words: dict[tuple[Form, bool], Unit] = field(default_factory=dict)
    _pairs: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        lengths = self.snapshot.lengths / max(self.snapshot.average, 1.0)
        self._norms = (K1 * (1 - B + B * lengths)).astype(np.float32)

    def idf(self, found: int) -> float:
        """Return the weight of a term that stands in `found` documents."""
        total = max(self.snapshot.total, found)
        return float(np.log1p((total - found + 0.5) / (found + 0.5)))

    def add(self, scores: Floats, postings: Postings, weight: float) -> None:
        """Add the BM25 scores of one term to `scores`."""
        docs, counts = postings.docs, postings.counts
        if not len(docs) or not weight:
            return
        self.work += len(docs)
        gain = counts * (K1 + 1) / (counts + self._norms[docs])
        scores[docs] += gain * np.float32(weight * self.idf(postings.held))

    def word(self, term: Term) -> Unit:
        """Score one word; typed diacritics prefer, missing ones do not exclude.

        A word asked for again is worth nothing more: the second unit has no scores.
        """
        key = (term.form, term.prefix)
        known = self._words.get(key)
        if known is not None:
            return Unit(known.mask, self._zeros(), known.idf, term.prefix, (term.form,))
        unit = self._prefix(term) if term.prefix else self._word(term.form)
        self._words[key] = unit
        return unit

    def _word(self, form: Form) -> Unit:
        scores = self._zeros()
        found = self.snapshot.postings("words", form.folded)
        self.add(scores, found, 1.0 - EXACT_SHARE if form.accented else 1.0)
        if form.accented:
            exact = self.snapshot.postings("words", form.exact)
            self.add(scores, exact, EXACT_SHARE)
            self._put_below(scores, form, found, exact)
        idf = self.idf(found.held)
        return Unit(self._mask(found.docs), scores, idf, False, (form,))

    def _put_below(
        self, scores: Floats, form: Form, found: Postings, exact: Postings
    ) -> None:
        # However often "quyển" stands in a document, it is worth less than the least
        # document that has the "quyền" asked for.
        docs = exact.docs[self.snapshot.live[exact.docs]]
        least = self.snapshot.least(form)
        if least is None:
            if not len(docs) or len(docs) == len(found.docs):
                return
            least = float(scores[docs].min())
        least *= _BELOW
        others = ~self._mask(docs)
        others &= scores > least
        scores[others] = least

    def _prefix(self, term: Term) -> Unit:
        counts = self._zeros()
        terms = self.snapshot.expand("words", term.form.folded)
        self.cut = self.cut or len(terms) >= MAX_EXPANSIONS
        left = MAX_PREFIX_WORK
        for each in terms:
            left -= self.snapshot.frequency("words", each)
            if left < 0:
                self.cut = True
                break
            found = self.snapshot.postings("words", each)
            self.work += len(found.docs)
            counts[found.docs] += found.counts
        docs = np.flatnonzero(counts)
        scores = self._zeros()
        among = self.snapshot.starting(term.form.folded)
        found = Postings(docs, counts[docs], among)
        self.add(scores, found, 1.0)
        return Unit(self._mask(docs), scores, self.idf(found.held), True, (term.form,))

    def pair(self, scores: Floats, first: Form, second: Form) -> None:
        """Add the scores of two words standing side by side, once in a question."""
        key = (first.folded, second.folded)
        if key in self._pairs:
            return
        self._pairs.add(key)
        cost = min(self.snapshot.occurrences(word) for word in key)
        if self.paired + cost > MAX_PAIRED:
            return
        self.paired += cost
        self.add(scores, self.snapshot.pair(*key), PAIR_WEIGHT)

    def phrase(self, phrase: Phrase, *, weight: float = 2.0) -> Unit:
        """Score words that stand side by side with the diacritics typed."""
        starts = self.starts(phrase.forms)
        docs, counts = np.unique(starts.keys >> 32, return_counts=True)
        scores = self._zeros()
        found = Postings(docs, counts.astype(np.float32), starts.among)
        self.add(scores, found, weight)
        idf = self.idf(found.held)
        return Unit(self._mask(docs), scores, idf, True, phrase.forms)

    def starts(self, wanted: tuple[Form, ...]) -> Places:
        """Return where a phrase starts: document × 2³² + position, ascending."""
        exact = tuple(form.exact for form in wanted[:MAX_PHRASE])
        return self.snapshot.phrase(exact)

    def either(self, item: Either) -> Unit:
        """Score the sides of an OR; a document must have all words of one of them."""
        sides = [self._side(side) for side in item.options]
        mask = any_of([all_of([unit.mask for unit in side]) for side in sides])
        units = [unit for side in sides for unit in side]
        scores = np.add.reduce([unit.scores for unit in units])
        forms = tuple(form for unit in units for form in unit.forms)
        return Unit(mask, scores, self.idf(int(mask.sum())), True, forms)

    def _side(self, side: tuple[Term | Phrase, ...]) -> list[Unit]:
        phrases = [self.phrase(part) for part in side if isinstance(part, Phrase)]
        return phrases + self.run([part for part in side if isinstance(part, Term)])

    def run(self, terms: list[Term]) -> list[Unit]:
        """Score consecutive words, with their pairs and synonyms."""
        units = [self.word(term) for term in terms]
        for i in range(1, len(terms)):
            if not (terms[i].prefix or terms[i - 1].prefix):
                self.pair(units[i].scores, terms[i - 1].form, terms[i].form)
        merged: list[Unit] = []
        at = 0
        while at < len(terms):
            length = expression_at(terms, at)
            merged.extend(self._with_synonyms(terms, units, at, max(length, 1)))
            at += max(length, 1)
        return merged

    def _with_synonyms(
        self, terms: list[Term], units: list[Unit], at: int, length: int
    ) -> list[Unit]:
        key = expression_key(terms[at : at + length])
        group = groups().get(key)
        own = units[at : at + length]
        if group is None:
            return own
        mask = all_of([unit.mask for unit in own])
        scores = np.add.reduce([unit.scores for unit in own])
        forms = [form for unit in own for form in unit.forms]
        for expressions, weight in (
            (group.same, SYNONYM_WEIGHT),
            (group.related, RELATED_WEIGHT),
        ):
            for expression in expressions:
                if " ".join(form.folded for form in expression) == key:
                    continue
                other = self.phrase(Phrase(expression), weight=weight * length)
                scores = scores + other.scores
                if weight == SYNONYM_WEIGHT:
                    mask = mask | other.mask
                    forms.extend(expression)
        idf = sum(unit.idf for unit in own)
        return [Unit(mask, scores, idf, False, tuple(forms))]

    def _zeros(self) -> Floats:
        return np.zeros(self.snapshot.size, np.float32)

    def _mask(self, docs: Ints) -> Bools:
        mask = np.zeros(self.snapshot.size, np.bool_)
        mask[docs] = True
        return mask


def expression_at(terms: list[Term], at: int) -> int:
    """Return how many words from `at` on are one expression with synonyms, or 0."""
    longest = min(longest_expression(), len(terms) - at)
    for length in range(longest, 0, -1):
        if expression_key(terms[at : at + length]) in groups():
            return length
    return 0


def expression_key(terms: list[Term]) -> str:
    """Return the key under which `groups` holds an expression."""
    return " ".join(term.form.folded for term in terms)


def all_of(masks: list[Bools]) -> Bools:
    """Mark the documents that every mask marks."""
    common: Bools = np.logical_and.reduce(masks)
    return common


def any_of(masks: list[Bools]) -> Bools:
    """Mark the documents that at least one mask marks."""
    joined: Bools = np.logical_or.reduce(masks)
    return joined


def top(scores: Floats, docs: Ints, dates: Ints, count: int) -> Ints:
    """Return the `count` best of `docs`: by score, then the newer, then the order.

    Costs a partition of the scores and a sort of the best.
    """
    if count <= 0 or not len(docs):
        return docs[:0]
    if count < len(docs):
        values = scores[docs]
        edge = np.partition(values, len(docs) - count)[len(docs) - count]
        docs = docs[values >= edge]
    order = np.lexsort((docs, -dates[docs], -scores[docs]))
    best: Ints = docs[order][:count]
    return best
