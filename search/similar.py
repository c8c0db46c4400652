"""Documents like a given one: those that share the words that tell it apart."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from search.answering import Outcome
from search.postings import Snapshot
from search.scoring import Ranker
from search.words import Form, forms

_READ = 60_000
_WEIGHED = 400
_TERMS = 24
_PAIRS = 12
_TITLE = 3
_ENOUGH = 0.1


def alike(snapshot: Snapshot, doc: int, text: str) -> Outcome:
    """Return the documents that resemble document `doc`, whose text is given.

    The words and pairs of words that stand often in it and rarely elsewhere are
    searched; a document resembles it that gets a tenth of its own score. At most the
    first 60,000 characters are read.
    """
    ranker = Ranker(snapshot)
    stream = [*forms(snapshot.card(doc).title or "") * _TITLE, *forms(text[:_READ])]
    words = _telling(ranker, stream)
    scores = np.zeros(snapshot.size, np.float32)
    for word, weight in words[:_TERMS]:
        ranker.add(scores, snapshot.postings("words", word), weight)
    for first, second in _pairs(stream, dict(words)):
        ranker.pair(scores, Form(first, first), Form(second, second))
    matched = snapshot.live & (scores > _ENOUGH * max(float(scores[doc]), 1e-6))
    matched[doc] = False
    wanted = {Form(word, word): weight for word, weight in words[:_TERMS]}
    return Outcome(matched, scores, wanted=wanted)


def _telling(ranker: Ranker, stream: list[Form]) -> list[tuple[str, float]]:
    counted = Counter(form.folded for form in stream if form.folded.isalpha())
    found: list[tuple[str, float]] = []
    for word, count in counted.most_common(_WEIGHED):
        held = ranker.snapshot.frequency("words", word)
        if held > 1:
            found.append((word, float(np.log1p(count)) * ranker.idf(held)))
    return sorted(found, key=lambda row: (-row[1], row[0]))


def _pairs(stream: list[Form], weights: dict[str, float]) -> list[tuple[str, str]]:
    counted = Counter(
        (one.folded, other.folded)
        for one, other in pairwise(stream)
        if one.folded in weights and other.folded in weights
    )
    worth = {
        pair: float(np.log1p(count)) * (weights[pair[0]] + weights[pair[1]])
        for pair, count in counted.items()
        if count > 1
    }
    return sorted(worth, key=lambda pair: (-worth[pair], pair))[:_PAIRS]
