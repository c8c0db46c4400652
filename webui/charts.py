"""Bars for the charts page: plain numbers for the template that draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

WIDTH, LABEL, ROW = 640, 250, 26
# The longest bar leaves room for its figure.
FIGURE = 60
LETTERS = 34


class Bar(NamedTuple):
    """One row of a bar chart: what is counted, its figure, and where it leads."""

    label: str
    short: str
    value: int
    y: int
    length: float
    href: str | None


class Chart(NamedTuple):
    """A bar chart with the size of its drawing."""

    name: str
    heading: str
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LABEL


def chart(
    name: str,
    heading: str,
    rows: Iterable[tuple[str | None, int]],
    *,
    unknown: str,
    link: Callable[[str], str] | None = None,
) -> Chart:
    """Return the rows as bars; `unknown` is said where the name is None."""
    counted = list(rows)
    most = max((count for _, count in counted), default=1)
    scale = (WIDTH - LABEL - FIGURE) / max(1, most)
    bars = []
    for at, (label, count) in enumerate(counted):
        said = label or unknown
        short = said if len(said) <= LETTERS else said[: LETTERS - 1].rstrip() + "…"
        href = link(label) if link and label else None
        bars.append(Bar(said, short, count, at * ROW, round(count * scale, 1), href))
    return Chart(name, heading, tuple(bars), len(bars) * ROW + 4)
