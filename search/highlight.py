"""The stretch of a text that shows why it was found. Plain text, never HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from search.typed_numbers import shadow

_WIDTH = 240
_READ = 100_000
_MATCHES = 500
_STEP = 4_000


class Snippet(NamedTuple):
    """A stretch of the text from `start`; `matches` are offsets into `text`."""

    text: str
    start: int
    matches: tuple[tuple[int, int], ...]


class _Match(NamedTuple):
    word: str
    start: int
    end: int


def snippet(
    text: str, wanted: Collection[str], *, width: int = _WIDTH, begin: int = 0
) -> Snippet:
    """Return the stretch that holds the most different wanted words.

    `wanted` are folded words, `text` is NFC. The first 500 matches in the 100,000
    characters after `begin` are weighed. Diacritics are shown as they stand.

    >>> found = snippet("Căn cứ Luật Thi đua, khen thưởng;", {"thi", "dua"})
    >>> [found.text[a:b] for a, b in found.matches]
    ['Thi', 'đua']
    """
    found, (first, last) = _found(text, frozenset(wanted), begin, width)
    if not found:
        end = _word_end(text, begin + width)
        return Snippet(text[begin:end].rstrip(), begin, ())
    start = _word_start(text, max(begin, found[first].start - width // 5))
    end = _word_end(text, max(start + width, found[last].end))
    first = bisect_left(found, start, key=lambda match: match.start)
    shown = [match for match in found[first:] if match.end <= end]
    spans = tuple((match.start - start, match.end - start) for match in shown)
    return Snippet(text[start:end], start, spans)


def _found(
    text: str, wanted: frozenset[str], begin: int, width: int
) -> tuple[list[_Match], tuple[int, int]]:
    # Read in steps, and no further once one window holds every word.
    found: list[_Match] = []
    best = (0, 0)
    at, end = begin, min(len(text), begin + _READ)
    while wanted and at < end and len(found) < _MATCHES:
        stop = _word_end(text, min(at + _STEP, end))
        found.extend(_matches(text, wanted, at, stop))
        best = _best(found, width)
        held = {match.word for match in found[best[0] : best[1] + 1]}
        if len(held) >= len(wanted):
            break
        at = stop
    return found, best


def _matches(
    text: str, wanted: frozenset[str], begin: int, end: int
) -> Iterator[_Match]:
    plain = shadow(text[begin:end])
    for match in islice(_pattern(wanted).finditer(plain), _MATCHES):
        yield _Match(match[0], match.start() + begin, match.end() + begin)


@lru_cache(maxsize=64)
def _pattern(wanted: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(wanted, key=lambda word: (-len(word), word))
    options = "|".join(_spellings(word) for word in longest_first)
    return re.compile(rf"(?<![^\W_])(?:{options})(?![^\W_])")


def _spellings(word: str) -> str:
    # "ki" is indexed as "ky"; the text may have either.
    if len(word) == 2 and word[0] in "hklmst" and word[1] == "y":
        return word[0] + "[iy]"
    return re.escape(word)


def _best(found: list[_Match], width: int) -> tuple[int, int]:
    # A window slides over the matches; the one with the most different words wins.
    best, answer, left = (0, 0), (0, 0), 0
    inside: dict[str, int] = {}
    for right, match in enumerate(found):
        inside[match.word] = inside.get(match.word, 0) + 1
        while match.end - found[left].start > width and left < right:
            gone = found[left].word
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
