"""Page numbers and running heads, which no sentence should run into.

A number alone at the edge of a page is dropped only when it counts the pages; a
running head is kept where it first stands and dropped where it comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ingest.layout import is_letterhead
from ingest.lines import Line

_NUMBER = re.compile(
    r"^(?:Trang|Page)?\s*[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*(?:/|of|trên)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_EDGE = 0.12  # of the height of the page, from the top and from the bottom
# Official pages have margins of 20 mm, 7 % of the height; text starts below them.
_HEAD = 0.085
_FOOT = 0.07
_TOP_LINES = 8
_Key = tuple[str, int]


def without_margins(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[list[Line]]:
    """Return the lines of each page without page numbers and repeated heads."""
    numbered = _page_numbers(pages, heights)
    kept = [
        [line for i, line in enumerate(lines) if i not in numbered[p]]
        for p, lines in enumerate(pages)
    ]
    return _without_heads(kept, heights)


def without_repeated_rows(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the lines without the head of a table repeated where it runs on.

    The head is the first row; it is dropped only where a page starts with the same
    row and the page before ended inside that table.
    """
    kept: list[list[Line]] = []
    head = ""
    for lines in pages:
        repeats = bool(lines and lines[0].row and lines[0].text == head)
        kept.append(lines[1:] if repeats else lines)
        plain = [i for i, line in enumerate(lines) if not line.row]
        start = plain[-1] + 1 if plain else 0
        if lines and (start or not repeats):
            head = lines[start].text if start < len(lines) else ""
    return kept


def _page_numbers(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[set[int]]:
    """Return, for each page, the indexes of the lines that number it."""
    found: list[list[tuple[int, int]]] = []
    for lines, height in zip(pages, heights, strict=True):
        ends = {*range(len(lines))[:2], *range(len(lines))[-2:]}
        matches = [
            (i, match)
            for i in ends
            if _at_edge(lines[i], height)
            and (match := _NUMBER.match(lines[i].text)) is not None
        ]
        found.append([(i, int(match[1])) for i, match in matches])
    # Page numbers advance with the pages, perhaps from another start.
    shifts = Counter(
        number - p for p, page in enumerate(found) for number in {n for _, n in page}
    )
    return [
        {i for i, number in page if number - p == 1 or shifts[number - p] > 1}
        for p, page in enumerate(found)
    ]


def _without_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[list[Line]]:
    keys = [_heads(lines, height) for lines, height in zip(pages, heights, strict=True)]
    count = Counter(key for page in keys for key in set(page.values()))
    enough = max(3, (len(pages) + 1) // 2)
    seen: set[_Key] = set()
    kept: list[list[Line]] = []
    for lines, page in zip(pages, keys, strict=True):
        repeats = {i for i, key in page.items() if count[key] >= enough and key in seen}
        kept.append([line for i, line in enumerate(lines) if i not in repeats])
        seen.update(page.values())
    return kept


def _heads(lines: Sequence[Line], height: float) -> dict[int, _Key]:
    """Return what stands in the margins, by index: its words and its height.

    A page with a letterhead starts a document of its own: several bound in one file
    repeat theirs at the same height, and each must keep it.
    """
    if not height:
        return {}
    head, foot = _HEAD * height, (1 - _FOOT) * height
    found = {
        i: (lines[i].text, round(lines[i].top / 4))
        for i in _at_ends(lines, head, foot)
        if (lines[i].bottom < head or lines[i].top > foot) and len(lines[i].text) > 3
    }
    return {} if found and is_letterhead(lines[:_TOP_LINES]) else found


def _at_ends(lines: Sequence[Line], head: float, foot: float) -> set[int]:
    """Return the indexes of the first lines and of the last, to the margins' edges."""
    first = takewhile(lambda i: lines[i].top < head, range(len(lines)))
    last = takewhile(lambda i: lines[i].bottom > foot, reversed(range(len(lines))))
    return {*first, *last}


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height
