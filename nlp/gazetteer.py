"""Known names found in a text: spaCy's phrase matcher over folded words.

The matcher's cost does not depend on how many names it knows. It is given only words
that some name contains; every other word is one and the same placeholder. So the
vocabulary never grows with what strangers send, and threads may share it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.name_rows import NameRow
from nlp.tokens import OPENING, Tokens

_OTHER = "\u25a1"


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
        self._vocab = vocab
        self._matcher = PhraseMatcher(vocab)
        for key, row in self._rows.items():
            self._matcher.add(key, [Doc(vocab, words=list(row.words))])
        self._names = {vocab.strings[key]: row for key, row in self._rows.items()}
        Doc(vocab, words=[_OTHER])

    def doc(self, tokens: Tokens) -> Doc:
        """Return the words of a text as a spaCy document, unknown words masked."""
        known = self._known
        words = [fold if fold in known else _OTHER for fold in tokens.folds]
        return Doc(self._vocab, words=words)

    def hits(self, doc: Doc, tokens: Tokens) -> list[Hit]:
        """Return every known name that opens with a capital, in order of the text.

        Overlapping names are all returned, the longer first.
        """
        names, shapes = self._names, tokens.shapes
        found = [
            Hit(start, end, names[key])
            for key, start, end in self._matcher(doc)
            if shapes[start] in OPENING
        ]
        return sorted(found, key=lambda hit: (hit.start, -hit.end))
