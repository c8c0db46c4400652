"""What a question tells of a document beside its words: kind, issuer and year.

"kế hoạch kiểm tra 2022 ubnd tp" names what is looked for. Such documents move up; none
is left out for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from search.arrays import Floats
from search.issuers import canonical
from search.query import Item, Term
from search.scoring import Ranker
from search.synonyms import kind_names
from search.words import folded

KIND = 1.5
ISSUER = 1.5
YEAR = 1.0
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_LONGEST_KIND = 4
_ENOUGH = 0.5
"""The share of an issuer's name, from its beginning, that must be typed."""


def favoured(ranker: Ranker, items: list[Item]) -> Floats:
    """Return what each document gains by being what the question tells of."""
    snapshot = ranker.snapshot
    gains = np.zeros(snapshot.size, np.float32)
    for field, code, label, weight in told_of(items, snapshot.labels.__getitem__):
        worth = weight * ranker.idf(snapshot.bearing(field, label))
        gains[snapshot.codes[field] == code] += np.float32(worth)
    return gains


def told_of(
    items: list[Item], labels: Callable[[str], list[str]]
) -> list[tuple[str, int, str, float]]:
    """Return what a question tells of: field, code and name of a label, its weight."""
    words = [item.form.folded for item in items if isinstance(item, Term)]
    if not words:
        return []
    return [
        (field, code, label, weight * share)
        for field, named, weight in (
            ("kind", _kinds, KIND),
            ("nested", _kinds, KIND),
            ("year", _years, YEAR),
            ("issuer", _issuers, ISSUER),
        )
        for code, label, share in named(labels(field), words)
    ]


Named = tuple[int, str, float]
"""A label by its code, and how much of it was typed."""


def _kinds(labels: list[str], words: list[str]) -> list[Named]:
    named: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(_LONGEST_KIND, 0, -1):
            name = kind_names().get(" ".join(words[at : at + length]))
            if name is not None:
                named.add(folded(name))
                at += length - 1
                break
        at += 1
    rows = enumerate(labels)
    return [(i, name, 1.0) for i, name in rows if name and folded(name) in named]


def _years(labels: list[str], words: list[str]) -> list[Named]:
    years = {word for word in words if _YEAR.match(word)}
    return [(i, name, 1.0) for i, name in enumerate(labels) if name in years]


def _issuers(labels: list[str], words: list[str]) -> list[Named]:
    typed = f" {' '.join(canonical(' '.join(words)))} "
    rows = [
        (i, name, _named(canonical(name), typed))
        for i, name in enumerate(labels)
        if name
    ]
    return [row for row in rows if row[2] >= _ENOUGH]


def _named(label: tuple[str, ...], typed: str) -> float:
    """Return how much of a name is typed, word after word from its beginning."""
    for length in range(len(label), 1, -1):
        if f" {' '.join(label[:length])} " in typed:
            return length / len(label)
    return 0.0
