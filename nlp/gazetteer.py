"""Known names found in a text: spaCy's phrase matcher over folded words.

The matcher's cost does not depend on how many names it knows. It is given only words
that some name contains; every other word is one and the same placeholder. So the
vocabulary never grows with what strangers send, and threads may share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count
from typing import NamedTuple

from nlp.name_rows import NameRow
from nlp.small_letters import small_openings
from nlp.spacy_alone import import_spacy
from nlp.tokens import OPENING, Tokens

import_spacy()  # before anything of it is imported by name

from spacy.matcher import PhraseMatcher  # noqa: E402
from spacy.tokens import Doc  # noqa: E402
from spacy.vocab import Vocab  # noqa: E402

_OTHER = "\u25a1"
_PLACES = "cancu_places"


class Hit(NamedTuple):
    """A known name at words `start` to `end`, half-open."""

    start: int
    end: int
    row: NameRow


class Gazetteer:
    """All known names, compiled once."""

    def __init__(self, vocab: Vocab, rows: Iterable[NameRow]) -> None:
        self._rows = {f"{row.label}:{' '.join(row.words)}": row for row in rows}
        self._known = {word for row in self._rows.values() for word in row.words}
        self._longest = _longest_by_first_word(self._rows.values())
        self._pairs = {row.words[:2] for row in self._rows.values()}
        self._vocab = vocab
        self._matcher = PhraseMatcher(vocab)
        for key, row in self._rows.items():
            self._matcher.add(key, [Doc(vocab, words=list(row.words))])
        self._names = {vocab.strings[key]: row for key, row in self._rows.items()}
        Doc(vocab, words=[_OTHER])

    def doc(self, tokens: Tokens) -> Doc:
        """Return the stretches of a text where known names may stand, as one document.

        Between two stretches stands a word that no name has; so do unknown words.
        `doc.user_data` tells which word of the text each word is.
        """
        known, folds = self._known, tokens.folds
        words: list[str] = []
        places: list[int] = []
        for start, end in self._stretches(tokens):
            words += [fold if fold in known else _OTHER for fold in folds[start:end]]
            words.append(_OTHER)
            places += range(start, end + 1)
        doc = Doc(self._vocab, words=words)
        doc.user_data[_PLACES] = places
        return doc

    def _stretches(self, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """Yield where names may begin with a capital, as far as the longest goes."""
        longest, pairs, folds = self._longest, self._pairs, tokens.folds
        begun = reach = 0
        for i in self._openings(tokens):
            if (folds[i],) not in pairs and tuple(folds[i : i + 2]) not in pairs:
                continue
            if i > reach:
                if reach > begun:
                    yield begun, reach
                begun = i
            reach = max(reach, min(len(folds), i + longest[folds[i]]))
        if reach > begun:
            yield begun, reach

    def _openings(self, tokens: Tokens) -> list[int]:
        """Return the words with a capital that open some known name."""
        known = self._longest
        opening = {
            word
            for word, (fold, _, shape) in tokens.kinds.items()
            if shape in OPENING and fold in known
        }
        found = list(compress(count(), map(opening.__contains__, tokens.words)))
        small = small_openings(tokens.text)
        return sorted(small.union(found)) if small else found

    def hits(self, doc: Doc, tokens: Tokens) -> list[Hit]:
        """Return every known name that opens with a capital, in order of the text.

        Overlapping names are all returned, the longer first.
        """
        names, shapes, places = self._names, tokens.shapes, doc.user_data[_PLACES]
        small = small_openings(tokens.text)
        found = sorted(
            (places[start], start - end, at, names[key])
            for at, (key, start, end) in enumerate(self._matcher(doc))
            if shapes[places[start]] in OPENING or places[start] in small
        )
        return [Hit(start, start - length, row) for start, length, _, row in found]


def _longest_by_first_word(rows: Iterable[NameRow]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for row in rows:
        longest[row.words[0]] = max(longest.get(row.words[0], 0), len(row.words))
    return longest
