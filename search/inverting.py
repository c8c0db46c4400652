"""The words of many documents turned into postings: for each word, where it stands.

All of it is array arithmetic over the words of a thousand documents at once; Python
looks at each distinct word once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from search.tables import Ints
from search.words import Form, form_of

_LOW = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Run:
    """Postings of some terms in order.

    Entry by entry: `terms`, `docs` ascending within a term, `weights`, and `counts`,
    how many places follow for it. Place by place: `positions` ascending within an
    entry, and `forms`, the exact word there, -1 where it carries no diacritics.
    """

    terms: Ints
    docs: Ints
    weights: Ints
    counts: Ints
    positions: Ints
    forms: Ints


class Source(Protocol):
    """Postings to write: terms `folded` and words `exact`, each ascending.

    `term_of` is the term of each exact word, `places` how many places each term has.
    """

    @property
    def folded(self) -> Sequence[bytes]: ...  # noqa: D102
    @property
    def exact(self) -> Sequence[bytes]: ...  # noqa: D102
    @property
    def term_of(self) -> Ints: ...  # noqa: D102
    @property
    def places(self) -> Ints: ...  # noqa: D102

    def run(self, low: int, high: int) -> Run:
        """Return the postings of terms `low` to before `high`."""
        ...


class Vocabulary(dict[str, int]):
    """Numbers the words of texts as they are met, however they are written."""

    def __init__(self) -> None:
        self.forms: list[Form] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self.forms)
        self.forms.append(form_of(word))
        return number

    def numbers(self, words: Sequence[str]) -> Ints:
        """Return the number of each word."""
        return np.fromiter(map(self.__getitem__, words), np.int64, len(words))


class Gathered:
    """Collects the words of documents, part by part."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.size = 0
        self._numbers: list[Ints] = []
        self._parts: list[tuple[int, int, int, int]] = []

    def add(self, doc: int, weight: int, first: int, words: Sequence[str]) -> None:
        """Take the words of one part of a document, at positions from `first` on."""
        self._numbers.append(self.vocabulary.numbers(words))
        self._parts.append((doc, weight, first, len(words)))
        self.size += len(words)

    def source(self) -> Fresh:
        """Return the postings of all that was taken."""
        return Fresh(self.vocabulary.forms, self._numbers, self._parts)


class Fresh:
    """Postings of the words just gathered."""

    def __init__(
        self,
        forms: list[Form],
        numbers: list[Ints],
        parts: list[tuple[int, int, int, int]],
    ) -> None:
        self._name(forms)
        words = np.concatenate([np.empty(0, np.int64), *numbers])
        doc, weight, first, length = np.array(parts, np.int64).reshape(-1, 4).T
        order = self._in_order(words)
        begins = np.cumsum(length) - length
        self._positions = (np.arange(len(words)) - np.repeat(begins - first, length))[
            order
        ]
        self._forms = self._exact_of[words][order]
        self._enter(np.repeat(doc, length)[order], np.repeat(weight, length)[order])

    def _name(self, forms: list[Form]) -> None:
        folded = sorted({form.folded for form in forms})
        exact = dict(sorted({form.exact: form.folded for form in forms}.items()))
        accented = [word for word, plain in exact.items() if word != plain]
        terms = {word: i for i, word in enumerate(folded)}
        exacts = {word: i for i, word in enumerate(accented)}
        self.folded = [word.encode() for word in folded]
        self.exact = [word.encode() for word in accented]
        self.term_of = _numbers(terms[exact[word]] for word in accented)
        self._term_of_number = _numbers(terms[form.folded] for form in forms)
        self._exact_of = _numbers(
            exacts[form.exact] if form.accented else -1 for form in forms
        )

    def _in_order(self, words: Ints) -> Ints:
        # Term above, place in the order of reading below: one sort of plain numbers.
        keys = self._term_of_number[words] << 32 | np.arange(len(words))
        keys.sort()
        self._terms = keys >> 32
        self.places = np.bincount(self._terms, minlength=len(self.folded))
        self._place_begins = np.concatenate(([0], np.cumsum(self.places)))
        order: Ints = keys & _LOW
        return order

    def _enter(self, docs: Ints, weights: Ints) -> None:
        terms = self._terms
        new = np.ones(len(terms), np.bool_)
        new[1:] = (terms[1:] != terms[:-1]) | (docs[1:] != docs[:-1])
        starts = np.flatnonzero(new)
        self._terms, self._docs = terms[starts], docs[starts]
        self._counts = np.diff(starts, append=len(terms))
        self._weights = np.add.reduceat(weights, starts) if len(starts) else weights[:0]
        entries = np.bincount(self._terms, minlength=len(self.folded))
        self._entry_begins = np.concatenate(([0], np.cumsum(entries)))

    def run(self, low: int, high: int) -> Run:
        """Return the postings of terms `low` to before `high`."""
        entry = slice(self._entry_begins[low], self._entry_begins[high])
        place = slice(self._place_begins[low], self._place_begins[high])
        return Run(
            self._terms[entry],
            self._docs[entry],
            self._weights[entry],
            self._counts[entry],
            self._positions[place],
            self._forms[place],
        )


def _numbers(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)
