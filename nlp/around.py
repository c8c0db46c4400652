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
