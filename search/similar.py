"""Documents like a given one: those that share the words that tell it apart."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from search.answering import Outcome
from search.counts import Counted
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
    stream = _stream(snapshot, doc, text)
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


def _stream(snapshot: Snapshot, doc: int, text: str) -> list[Form]:
    return [*forms(snapshot.card(doc).title or "") * _TITLE, *forms(text[:_READ])]


def telling_words(snapshot: Snapshot, doc: int, text: str) -> list[Counted]:
    """Return the words whose frequency `alike` will ask for."""
    return [
        Counted("word", (word,)) for word, _ in _common(_stream(snapshot, doc, text))
    ]


def wanted_terms(
    snapshot: Snapshot, doc: int, text: str
) -> list[tuple[Counted, float]]:
    """Return the words and pairs that `alike` scores, and their weights."""
    stream = _stream(snapshot, doc, text)
    words = _telling(Ranker(snapshot), stream)
    pairs = _pairs(stream, dict(words))
    return [
        *((Counted("word", (word,)), weight) for word, weight in words[:_TERMS]),
        *((Counted("pair", pair), 1.0) for pair in pairs),
    ]


def _common(stream: list[Form]) -> list[tuple[str, int]]:
    counted = Counter(form.folded for form in stream if form.folded.isalpha())
    return counted.most_common(_WEIGHED)


def _telling(ranker: Ranker, stream: list[Form]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for word, count in _common(stream):
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
