"""The stretch of a text that shows why it was found. Plain text, never HTML.

The index knows at which words of a document the words asked for stand, so the best
stretch is chosen among those places, and only that stretch of the text is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.packing import STEP, Offsets
from search.words import Form, form_of, words_between

WIDTH = 240
"""Characters of a snippet, to the end of the last word."""

_WINDOW = 40
_CANDIDATES = 300
_LEAD = 8


class Snippet(NamedTuple):
    """A stretch of the text from `start`; `matches` are offsets into `text`."""

    text: str
    start: int
    matches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Spots:
    """Where one wanted word stands in one document, and what it is worth.

    `at` counts the words of the text, ascending. `exact` tells whether only the form
    with the diacritics typed is meant; it is where the document has that form.
    """

    form: Form
    at: Offsets
    weight: float = 1.0
    exact: bool = False


def best_window(spots: Sequence[Spots], first: int = 0, last: int = 1 << 40) -> int:
    """Return the word at which the stretch with the most wanted words begins.

    Only words from `first` to before `last` count; -1 where none is wanted there.
    """
    inside = [_between(spot.at, first, last) for spot in spots]
    known = sorted((at for at in inside if len(at)), key=len)
    if not known:
        return -1
    starts = np.unique(np.concatenate(known)[:_CANDIDATES])
    score = np.zeros(len(starts))
    for spot, at in zip(spots, inside, strict=True):
        found = np.searchsorted(at, starts + _WINDOW) - np.searchsorted(at, starts)
        score += spot.weight * ((found > 0) + 0.01 * np.minimum(found, 5))
    return int(starts[np.argmax(score)])


def _between(at: Offsets, first: int, last: int) -> Offsets:
    low, high = np.searchsorted(at, [first, last])
    found: NDArray[np.int64] = at[low:high]
    return found


def cut(
    text: str, anchors: Offsets, wanted: Sequence[Spots], begin: int, *, lead: int
) -> Snippet:
    """Return the stretch around word `begin`, at most `lead` words before it.

    `anchors` are the offsets of every 64th word. Diacritics are shown as they stand.
    """
    first = max(begin - lead, 0)
    if first // STEP >= len(anchors):
        return Snippet(text[:WIDTH].rstrip(), 0, ())
    marked = _marked(wanted)
    count = first // STEP * STEP
    start, end = -1, -1
    matches: list[tuple[int, int]] = []
    for match in words_between(text, int(anchors[first // STEP])):
        count += 1
        if count <= first:
            continue
        if start < 0:
            start = match.start()
        if match.start() >= start + WIDTH and count > begin + 1:
            break
        end = min(match.end(), match.start() + WIDTH)
        if _is_marked(match[0], marked):
            matches.append((match.start() - start, end - start))
    if start < 0:
        return Snippet(text[:WIDTH].rstrip(), 0, ())
    return Snippet(text[start : _sentence_end(text, end)], start, tuple(matches))


def snippet(text: str, anchors: Offsets, spots: Sequence[Spots]) -> tuple[Snippet, int]:
    """Return the best stretch of a text, and the word at which its matches begin."""
    begin = best_window(spots)
    if begin < 0:
        return Snippet(_head(text), 0, ()), -1
    return cut(text, anchors, spots, begin, lead=_LEAD), begin


def _head(text: str) -> str:
    end = text.find(" ", WIDTH, WIDTH + 20)
    return text[: end if end > 0 else WIDTH].rstrip()


def _sentence_end(text: str, end: int) -> int:
    # A full stop or a bracket right after the last word belongs to it.
    tail = text[end : end + 3]
    return end + len(tail) - len(tail.lstrip(".;,:)”»"))


def _marked(wanted: Sequence[Spots]) -> Mapping[str, bool]:
    marked: dict[str, bool] = {}
    for spot in wanted:
        if spot.exact:
            marked[spot.form.exact] = True
        else:
            marked[spot.form.folded] = False
    return marked


def _is_marked(word: str, marked: Mapping[str, bool]) -> bool:
    form = form_of(word)
    return form.exact in marked or marked.get(form.folded) is False
