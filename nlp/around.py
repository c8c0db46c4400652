"""Patterns that begin with common letters, looked for about something rare they hold.

`re` tries a pattern at every place where it may begin. One that begins with any digit
but always holds "đồng (" is sooner found by looking for that first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


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
    done = 0
    for found in held:
        if found.start() < done:
            continue
        start = max(done, found.start() - before)
        match = pattern.search(text, start, found.end() + behind)
        if match and match.start() <= found.start():
            done = match.end()
            yield match
        else:
            done = found.start() + 1  # what begins before it was tried


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
    done = 0
    for found in held:
        if found.start() < done:
            continue
        start, end = max(done, found.start() - before), found.end() + behind
        done = found.start() + 1
        for digit in _DIGIT.finditer(text, start, done):
            if match := pattern.match(text, digit.start(), end):
                done = max(done, match.end())
                yield match
                break


_DIGIT = re.compile(r"\d")
