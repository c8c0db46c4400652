"""Two values side by side: the words in which they differ, with what is around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from corpus.known import Known
from corpus.verdicts import FIELDS, CheckedCitation
from nlp.analysis import Citation
from nlp.fold import fold
from nlp.written_days import day_as_written

_TOKEN = re.compile(r"\w+|[^\w\s]+")
# Values of this many characters are shown whole.
_SHORT = 90
_AROUND = 5
_OPENING = 4
_MOST_SHOWN = 60
_LONGEST_PIECE = 400
_DOZEN = 12
# The words between the first and the last difference that are compared one by one.
_MOST_COMPARED = 200


class Piece(NamedTuple):
    """A stretch of a value; `differs` where the other value has no such words."""

    text: str
    differs: bool


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A field that differs: as the citation has it, and as the document compared."""

    field: str
    cited: Pieces
    held: Pieces


def contrasts(checked: CheckedCitation) -> list[Contrast]:
    """Return the fields in which a citation differs from what it is compared with."""
    found = []
    for name in FIELDS:
        if checked.fields.get(name) == "mismatch":
            cited = _value(checked.citation, name)
            held = _value(checked.held, name)
            found.append(Contrast(name, *contrast(cited, held)))
    return found


def _value(source: Citation | Known | None, name: str) -> str:
    value = getattr(source, name, None) if source is not None else None
    if value and name == "date":
        value = day_as_written(value)
    return value or "–"


def contrast(a: str, b: str) -> tuple[Pieces, Pieces]:
    """Return two values, each as pieces in order, with the words that differ marked.

    A long value is shown by its first words and those around each difference; "…"
    stands for the rest. Case and marks over letters count only where nothing else
    differs. Where less than a third of the words is shared, none is marked.

    >>> long = "Chiến lược phát triển giao thông nông thôn của cả nước ta giai đoạn "
    >>> one, two = contrast(long + "2121 – 2025", long + "2021 – 2025")
    >>> [piece.text for piece in one if piece.differs]
    ['2121']
    >>> contrast("31/7/2020", "Hà Nội")[0]
    (Piece(text='31/7/2020', differs=False),)
    """
    one, two = " ".join(a.split()), " ".join(b.split())
    ours, theirs = _Tokens(one), _Tokens(two)
    runs = _runs(ours.folded, theirs.folded)
    if not runs:
        runs = _runs(ours.written, theirs.written)
    if _alike(ours, theirs, runs):
        marked = ([(i, j) for i, j, _, _ in runs], [(i, j) for _, _, i, j in runs])
    else:
        marked = ([], [])
    return ours.pieces(marked[0]), theirs.pieces(marked[1])


def _alike(ours: _Tokens, theirs: _Tokens, runs: Sequence[_Run]) -> bool:
    """Tell whether words enough are shared that those that are not stand out."""
    longer = max(ours.words(), theirs.words())
    differ = max(
        sum(ours.words(i, j) for i, j, _, _ in runs),
        sum(theirs.words(i, j) for _, _, i, j in runs),
    )
    return differ * 3 < longer * 2


_Run = tuple[int, int, int, int]


def _runs(a: Sequence[str], b: Sequence[str]) -> list[_Run]:
    """Return the runs of tokens that differ: from, to in the one and in the other."""
    start, shorter = 0, min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    ours, theirs = a[start : len(a) - end], b[start : len(b) - end]
    if not ours and not theirs:
        return []
    if max(len(ours), len(theirs)) > _MOST_COMPARED:
        return [(start, len(a) - end, start, len(b) - end)]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [
        (start + i1, start + i2, start + j1, start + j2)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def told_apart(texts: Sequence[str], limit: int = 240) -> list[str]:
    """Return texts on one line each, where long ones are cut so that they differ.

    That is looked at for the first dozen: a list shows no more of them.

    >>> told_apart(["ngắn", "ngắn"])
    ['ngắn', 'ngắn']
    """
    flat = [" ".join(text.split()) for text in texts]
    found = []
    for at, text in enumerate(flat):
        other = next((each for each in flat[:_DOZEN] if each != text), None)
        if len(text) > limit and other and at < _DOZEN:
            text = "".join(piece.text for piece in contrast(text, other)[0])
        elif len(text) > limit:
            text = text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]
            text += "…"
        found.append(text)
    return found


class _Tokens:
    """A value as its words and signs, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [found.span() for found in _TOKEN.finditer(text)]
        self.written = [text[i:j] for i, j in self.spans]
        self.folded = [fold(token) or token for token in self.written]

    def words(self, start: int = 0, end: int | None = None) -> int:
        """Return how many of the tokens are words or numbers."""
        return sum(token[0].isalnum() for token in self.written[start:end])

    def pieces(self, runs: Sequence[tuple[int, int]]) -> Pieces:
        """Return the value as pieces, with the tokens of `runs` marked."""
        shown = self._shown(runs)
        if not shown:
            return (_bounded(Piece(self.text, differs=False)),)
        marks = [run for run in runs if run[0] < run[1]]
        found: list[Piece] = []
        for at, (start, end) in enumerate(shown):
            found += self._cut(start, end, marks)
            if end < len(self.spans):
                gap = " … " if at + 1 < len(shown) else " …"
                found.append(Piece(gap, differs=False))
        return tuple(_bounded(piece) for piece in found)

    def _shown(self, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the stretches of tokens that are shown, in order and apart."""
        count = len(self.spans)
        if len(self.text) <= _SHORT:
            return [(0, count)] if count else []
        wanted = [(0, _OPENING if runs else _MOST_SHOWN // 3)]
        wanted += [(max(0, i - _AROUND), min(count, j + _AROUND)) for i, j in runs]
        found: list[tuple[int, int]] = []
        room = _MOST_SHOWN
        for start, end in wanted:
            if found and start <= found[-1][1] + 1:
                start = found[-1][1]
            end = min(end, count, start + room)
            if start >= end:
                continue
            room -= end - start
            if found and start == found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    def _cut(self, start: int, end: int, runs: Sequence[tuple[int, int]]) -> Pieces:
        """Return the tokens from `start` to `end` as pieces, spaces kept between."""
        found: list[Piece] = []
        edge, last = self.spans[start][0], self.spans[end - 1][1]
        for i, j in runs:
            i, j = max(i, start), min(j, end)
            if i >= j:
                continue
            left, right = self.spans[i][0], self.spans[j - 1][1]
            if left > edge:
                found.append(Piece(self.text[edge:left], differs=False))
            found.append(Piece(self.text[left:right], differs=True))
            edge = right
        if last > edge:
            found.append(Piece(self.text[edge:last], differs=False))
        return tuple(found)


def _bounded(piece: Piece) -> Piece:
    """Return a piece cut where one word is longer than any word is."""
    if len(piece.text) <= _LONGEST_PIECE:
        return piece
    return Piece(piece.text[:_LONGEST_PIECE] + "…", piece.differs)
