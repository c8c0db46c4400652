"""One pattern for any of many fixed words: a tree of letters instead of a list.

`re` tries the members of an alternation one after the other. Where they are grouped by
their first letters most are never tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_END = ""


def alternation(words: Iterable[str], *, space: str = " ", opens: str = "") -> str:
    r"""Return a pattern for any of `words`, the longest first at each place.

    `space` is the pattern that stands for a space inside a word. `opens` is a set of
    characters that may not stand before a word, as in a character class.

    >>> re.search(alternation(["so", "so hieu"], space=r"\s+"), "a so  hieu")[0]
    'so  hieu'
    >>> re.search(alternation(["to"], opens=r"\w"), "auto") is None
    True
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    first = (
        _letter(letter, space)
        + (f"(?<![{opens}]{re.escape(letter)})" if opens else "")
        + _pattern(node, space)
        for letter, node in sorted(tree.items())
    )
    return "(?:" + "|".join(first) + ")"


def _letter(letter: str, space: str) -> str:
    return space if letter == " " else re.escape(letter)


def _pattern(node: dict[str, Any], space: str) -> str:
    """Return the pattern of what may follow, more letters before none."""
    longer = [
        _letter(letter, space) + _pattern(below, space)
        for letter, below in sorted(node.items())
        if letter != _END
    ]
    if not longer:
        return ""
    if len(longer) == 1 and _END not in node:
        return longer[0]
    return "(?:" + "|".join(longer) + ")" + ("?" if _END in node else "")
