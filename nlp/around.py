"""Patterns that begin with common letters, looked for about something rare they hold.

`re` tries a pattern at every place where it may begin. One that begins with any digit
but always holds "đồng (" is sooner found by looking for that first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence


def find_around(
    pattern: re.Pattern[str],
    text: str,
    held: Iterable[re.Match[str]],
    *,
    before: int,
    behind: int,
) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern`, every one of which holds one of `held`, in order.

    A match begins at most `before` characters before the start of what it holds, and
    ends, with all it looks at, at most `behind` characters after the end of it.

    >>> text = "12 quả, 3 cái"
    >>> eggs, counted = re.finditer("quả", text), re.compile(r"[0-9]+ quả")
    >>> [m[0] for m in find_around(counted, text, eggs, before=9, behind=9)]
    ['12 quả']
    """

    def first(start: int, at: int, end: int) -> re.Match[str] | None:
        match = pattern.search(text, start, end)
        return match if match and match.start() <= at else None

    return _walk(held, first, before, behind)


def find_from_digits(
    pattern: re.Pattern[str],
    text: str,
    held: Iterable[re.Match[str]],
    *,
    before: int,
    behind: int,
) -> Iterator[re.Match[str]]:
    """Yield what `find_around` does, for a pattern that begins with a digit.

    It is tried at digits before what it holds and nowhere else, so a long one that
    fails costs no more where many of `held` stand close together.

    >>> text = "12 quả, 3 cái"
    >>> eggs, counted = re.finditer("quả", text), re.compile(r"[0-9]+ quả")
    >>> [m[0] for m in find_from_digits(counted, text, eggs, before=9, behind=9)]
    ['12 quả']
    """

    def first(start: int, at: int, end: int) -> re.Match[str] | None:
        digits = _DIGIT.finditer(text, start, at + 1)
        tried = (pattern.match(text, digit.start(), end) for digit in digits)
        return next(filter(None, tried), None)

    return _walk(held, first, before, behind)


def find_at(
    pattern: re.Pattern[str], text: str, words: Sequence[str]
) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern`, every one of which begins with one of `words`.

    A pattern that begins with one of several words makes `re` look at every letter;
    a plain word is found ten times as fast.

    >>> parts = re.compile("(?:gồm|có) [0-9]")
    >>> [m[0] for m in find_at(parts, "có 1, gồm 2", ("gồm", "có"))]
    ['có 1', 'gồm 2']
    """
    done = 0
    for at in _places(text, words):
        if at >= done and (match := pattern.match(text, at)):
            done = max(at + 1, match.end())
            yield match


def find_in_lines(
    pattern: re.Pattern[str], text: str, words: Sequence[str]
) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern`, which begins a line that holds one of `words`.

    >>> items = re.compile("- như")
    >>> [m[0] for m in find_in_lines(items, "- có như\\n- như", ("như",))]
    ['- như']
    """
    done = 0
    for at in _places(text, words):
        start = text.rfind("\n", done, at) + 1 or done
        if at < done or (start and text[start - 1] != "\n"):
            continue
        match = pattern.match(text, start)
        done = match.end() if match else at + 1
        if match:
            yield match


def _places(text: str, words: Sequence[str]) -> list[int]:
    places = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
    if len(words) > 1:
        places.sort()
    return places


_DIGIT = re.compile(r"\d")


def _walk(
    held: Iterable[re.Match[str]],
    first: Callable[[int, int, int], re.Match[str] | None],
    before: int,
    behind: int,
) -> Iterator[re.Match[str]]:
    """Yield the first match about each of `held`; no place is tried before twice.

    `first` is given where a match may begin, the last place where it may, and where
    it has to end.
    """
    done = 0
    for found in held:
        at = found.start()
        if at < done:
            continue
        match = first(max(done, at - before), at, found.end() + behind)
        done = max(at + 1, match.end() if match else 0)
        if match:
            yield match
