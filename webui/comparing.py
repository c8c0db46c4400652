"""Two texts side by side: what stayed, what went, what came; in time near to linear.

Lines that stand once in each text are matched first, the longest run of them in order;
what is between two matches is looked at in the same way. So are the words of a line
that was changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Change = Literal["same", "changed", "gone", "come"]
# Between two matches it is looked so many times for lines that now stand alone.
DEPTH = 6
CONTEXT = 2
MOST_LINES = 50_000
LONGEST_LINE = 4_000

Block = tuple[int, int, int, int]
Parts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a line of the older text beside one of the newer, in parts.

    A part that is marked is not in the other. `skipped` counts the equal lines that
    are left out before this one.
    """

    change: Change
    older: Parts = ()
    newer: Parts = ()
    skipped: int = 0


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of places that hold the same in both, rising on both sides.

    >>> aligned("a b c d".split(), "a x c d".split())
    [(0, 0), (2, 2), (3, 3)]
    """
    return sorted(_aligned(old, new, (0, len(old), 0, len(new)), DEPTH))


def _aligned(
    old: Sequence[str], new: Sequence[str], block: Block, depth: int
) -> Iterator[tuple[int, int]]:
    a, b, c, d = block
    while a < b and c < d and old[a] == new[c]:
        yield a, c
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        yield b, d
    if a == b or c == d or not depth:
        return
    anchors = _rising(_alone(old, new, (a, b, c, d)))
    if not anchors:
        return
    yield from anchors
    for (i, k), (j, m) in zip(
        [(a - 1, c - 1), *anchors], [*anchors, (b, d)], strict=True
    ):
        yield from _aligned(old, new, (i + 1, j, k + 1, m), depth - 1)


def _alone(
    old: Sequence[str], new: Sequence[str], block: Block
) -> list[tuple[int, int]]:
    """Return the places of what stands once in each part."""
    a, b, c, d = block
    counted_old, counted_new = Counter(old[a:b]), Counter(new[c:d])
    at = {new[k]: k for k in range(c, d) if counted_new[new[k]] == 1}
    return [
        (i, at[old[i]])
        for i in range(a, b)
        if counted_old[old[i]] == 1 and old[i] in at
    ]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that rises on the second side too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, k) in enumerate(pairs):
        place = bisect_left(ends, k)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(k)
            last.append(number)
        else:
            ends[place] = k
            last[place] = number
    run = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def compare(older: str, newer: str) -> list[Row]:
    """Return the rows of a comparison, equal lines left out but for a few around."""
    old, new = _lines(older), _lines(newer)
    return _shortened(list(_rows(old, new)))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    # Lines that are drawn say nothing.
    told = (line for line in lines if any(map(str.isalnum, line)))
    return list(islice(told, MOST_LINES))


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    i = k = 0
    for j, m in [*aligned(old, new), (len(old), len(new))]:
        yield from _between(old[i:j], new[k:m])
        if j < len(old):
            yield Row("same", ((old[j], False),), ((new[m], False),))
        i, k = j + 1, m + 1


def _between(gone: list[str], come: list[str]) -> Iterator[Row]:
    """Yield lines of which none stayed, those of both sides beside each other."""
    both = min(len(gone), len(come))
    for before, after in zip(gone[:both], come[:both], strict=True):
        yield Row("changed", *_worded(before, after))
    for line in gone[both:]:
        yield Row("gone", older=((line, True),))
    for line in come[both:]:
        yield Row("come", newer=((line, True),))


def _worded(before: str, after: str) -> tuple[Parts, Parts]:
    if max(len(before), len(after)) > LONGEST_LINE:
        return ((before, True),), ((after, True),)
    old, new = before.split(" "), after.split(" ")
    pairs = aligned(old, new)
    return (
        _parts(old, {i for i, _ in pairs}),
        _parts(new, {k for _, k in pairs}),
    )


def _parts(words: list[str], kept: set[int]) -> Parts:
    parts: list[tuple[list[str], bool]] = []
    for place, word in enumerate(words):
        marked = place not in kept
        if not parts or parts[-1][1] != marked:
            parts.append(([], marked))
        parts[-1][0].append(word)
    return tuple((" ".join(found), marked) for found, marked in parts)


def _shortened(rows: list[Row]) -> list[Row]:
    near = bytearray(len(rows))
    for place, row in enumerate(rows):
        if row.change != "same":
            first = max(0, place - CONTEXT)
            last = min(len(rows), place + CONTEXT + 1)
            near[first:last] = b"\x01" * (last - first)
    shown: list[Row] = []
    skipped = 0
    for place, row in enumerate(rows):
        if not near[place]:
            skipped += 1
            continue
        shown.append(Row(row.change, row.older, row.newer, skipped))
        skipped = 0
    return shown
