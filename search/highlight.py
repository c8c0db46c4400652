"""The stretch of a text that shows why it was found. Plain text, never HTML."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from typing import NamedTuple

from search.words import Word, words

_WIDTH = 240
_READ = 200_000


class Snippet(NamedTuple):
    """A stretch of the text from `start`; `matches` are offsets into `text`."""

    text: str
    start: int
    matches: tuple[tuple[int, int], ...]


def snippet(
    text: str, wanted: Collection[str], *, width: int = _WIDTH, begin: int = 0
) -> Snippet:
    """Return the stretch that holds the most different wanted words.

    `wanted` are folded words. Only the first 200,000 characters after `begin` are
    looked at. Diacritics are shown as they stand in the text.

    >>> found = snippet("Căn cứ Luật Thi đua, khen thưởng;", {"thi", "dua"})
    >>> [found.text[a:b] for a, b in found.matches]
    ['Thi', 'đua']
    """
    found = [
        Word(word.form, word.start + begin, word.end + begin)
        for word in words(text[begin : begin + _READ])
        if word.form.folded in wanted
    ]
    if not found:
        end = _word_end(text, begin + width)
        return Snippet(text[begin:end].rstrip(), begin, ())
    first, last = _best(found, width)
    start = _word_start(text, max(begin, found[first].start - width // 5))
    end = _word_end(text, max(start + width, found[last].end))
    matches = tuple(
        (word.start - start, word.end - start)
        for word in found[first:]
        if word.end <= end
    )
    before = bisect_left(found, start, key=lambda word: word.start)
    early = tuple((w.start - start, w.end - start) for w in found[before:first])
    return Snippet(text[start:end], start, early + matches)


def _best(found: list[Word], width: int) -> tuple[int, int]:
    # A window slides over the matches; the one with the most different words wins.
    best, answer, left = (0, 0), (0, 0), 0
    inside: dict[str, int] = {}
    for right, word in enumerate(found):
        inside[word.form.folded] = inside.get(word.form.folded, 0) + 1
        while word.end - found[left].start > width and left < right:
            gone = found[left].form.folded
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        score = (len(inside), right - left)
        if score > best:
            best, answer = score, (left, right)
    return answer


def _word_start(text: str, at: int) -> int:
    for back in range(min(at, 20)):
        if text[at - back - 1].isspace():
            return at - back
    return at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    for forward in range(20):
        if at + forward >= len(text) or text[at + forward].isspace():
            return min(at + forward, len(text))
    return at
