"""Page numbers and running heads, which no sentence should run into.

A number alone at the edge of a page is dropped only when it counts the pages; a
running head is kept where it first stands and dropped where it comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout import Line

_NUMBER = re.compile(
    r"^(?:Trang|Page)?\s*[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*(?:/|of|trên)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.12  # of the height of the page, from the top and from the bottom
_DEEP = 3  # lines from an edge that can be a running head


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


def _page_numbers(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[set[int]]:
    """Return, for each page, the indexes of the lines that number it."""
    found: list[list[tuple[int, int]]] = []
    for lines, height in zip(pages, heights, strict=True):
        ends = {i for i in (0, len(lines) - 1) if 0 <= i < len(lines)}
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
    seen: set[str] = set()
    kept: list[list[Line]] = []
    for lines, page in zip(pages, keys, strict=True):
        repeats = {i for i, key in page.items() if count[key] >= enough and key in seen}
        kept.append([line for i, line in enumerate(lines) if i not in repeats])
        seen.update(page.values())
    return kept


def _heads(lines: Sequence[Line], height: float) -> dict[int, str]:
    """Return the lines at the edges, by index, with figures masked."""
    edge = [
        *range(min(_DEEP, len(lines))),
        *range(max(0, len(lines) - _DEEP), len(lines)),
    ]
    return {
        i: f"{i < len(lines) / 2}:{_DIGITS.sub('#', lines[i].text)}"
        for i in edge
        if _at_edge(lines[i], height) and len(lines[i].text) > 3
    }


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height
