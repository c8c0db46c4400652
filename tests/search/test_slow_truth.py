"""Ranking as arrays gives what BM25 in plain Python gives, word by word."""

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import IndexDocument
from search.query import parse
from search.schema import TITLE_WEIGHT
from search.scoring import EXACT_SHARE, K1, PAIR_WEIGHT, B
from search.whoosh_engine import WhooshEngine
from search.words import Form, forms

# Words that no synonym has, alike and unlike in their diacritics.
WORDS = ("ruộng", "ruông", "ruong", "ghềnh", "ghenh", "thoắt", "ngoằn", "khuya")


@dataclass
class Slow:
    """A corpus ranked by going through every word of every document."""

    documents: list[IndexDocument]

    def parts(self, document: IndexDocument) -> list[tuple[int, list[Form]]]:
        """Return title and text, each with its weight."""
        title = forms(document.title or "")
        return [(TITLE_WEIGHT, title), (1, forms(document.text))]

    def length(self, document: IndexDocument) -> int:
        """Return the weighted number of words."""
        return sum(weight * len(stream) for weight, stream in self.parts(document))

    def idf(self, found: int) -> float:
        """Return how rare something is that `found` documents have."""
        total = len(self.documents)
        return math.log1p((total - found + 0.5) / (found + 0.5))

    def gains(self, counts: list[int], weight: float) -> list[float]:
        """Return what each document gains by a word it holds so often."""
        average = sum(map(self.length, self.documents)) / len(self.documents)
        idf = self.idf(sum(count > 0 for count in counts))
        gained = []
        for document, count in zip(self.documents, counts, strict=True):
            norm = K1 * (1 - B + B * self.length(document) / max(average, 1.0))
            gained.append(weight * idf * count * (K1 + 1) / (count + norm))
        return gained

    def counts(self, wanted: tuple[Form, ...], *, exact: bool) -> list[int]:
        """Return how often words stand side by side in each document, weighted."""
        side = 0 if exact else 1
        asked = [form[side] for form in wanted]
        found = []
        for document in self.documents:
            count = 0
            for weight, stream in self.parts(document):
                plain = [form.folded for form in stream]
                held = [{form.folded, form.exact} for form in stream]
                for at in range(len(stream) - len(asked) + 1):
                    if exact:
                        fits = all(w in held[at + i] for i, w in enumerate(asked))
                    else:
                        fits = plain[at : at + len(asked)] == asked
                    count += weight * fits
            found.append(count)
        return found

    def word(self, form: Form) -> list[float]:
        """Return what one word is worth in each document."""
        folded = self.counts((form,), exact=False)
        if not form.accented:
            return self.gains(folded, 1.0)
        exact = self.counts((form,), exact=True)
        scores = [
            one + other
            for one, other in zip(
                self.gains(folded, 1 - EXACT_SHARE),
                self.gains(exact, EXACT_SHARE),
                strict=True,
            )
        ]
        having = [score for score, count in zip(scores, exact, strict=True) if count]
        if having:
            scores = [
                score if count else min(score, 0.99 * min(having))
                for score, count in zip(scores, exact, strict=True)
            ]
        return scores

    def rank(self, typed: str) -> dict[str, float]:
        """Return the score of every document found."""
        asked = forms(typed)
        scores = [0.0] * len(self.documents)
        folded_pairs = {(a.folded, b.folded): (a, b) for a, b in pairwise(asked)}
        worth = [self.word(form) for form in dict.fromkeys(asked)]
        worth += [
            self.gains(self.counts(pair, exact=False), PAIR_WEIGHT)
            for pair in folded_pairs.values()
        ]
        for row in worth:
            scores = [one + more for one, more in zip(scores, row, strict=True)]
        return {
            self.documents[i].id: scores[i]
            for i in self.matched([self.counts((f,), exact=False) for f in asked])
        }

    def matched(self, counts: list[list[int]]) -> list[int]:
        """Return the documents with all words, or else with enough of them."""
        everything = range(len(self.documents))
        every = [i for i in everything if all(row[i] for row in counts)]
        if every:
            return every
        known = [row for row in counts if any(row)]
        weights = [self.idf(sum(n > 0 for n in row)) for row in known]
        share = [
            sum(w for w, row in zip(weights, known, strict=True) if row[i])
            / (sum(weights) or 1)
            for i in everything
        ]
        near = [i for i in everything if share[i] >= 0.3]
        return near or [i for i in everything if share[i] > 0]


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
titles = st.one_of(st.none(), st.lists(st.sampled_from(WORDS), max_size=3))
questions = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(texts, titles), min_size=1, max_size=8),
    st.lists(questions, min_size=1, max_size=5),
)
def test_arrays_rank_as_plain_python(
    held: list[tuple[str, list[str] | None]], asked: list[str]
) -> None:
    """The same documents with the same scores in the same order."""
    documents = [
        IndexDocument(id=str(i), text=text, title=" ".join(title) if title else None)
        for i, (text, title) in enumerate(held)
    ]
    slow = Slow(documents)
    with TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), texts=lambda _: None)
        engine.add(documents)
        for typed in asked:
            found = engine.search(parse(typed, limit=50))
            if found.corrected is not None:
                continue
            truth = slow.rank(typed)
            got = {hit.id: hit.score for hit in found.hits}
            assert got == pytest.approx(truth, rel=1e-4, abs=1e-5)
            assert found.total == len(truth)
            ranks = [(-round(hit.score, 4), int(hit.id)) for hit in found.hits]
            scores = [rank[0] for rank in ranks]
            assert scores == sorted(scores)
        engine.close()
