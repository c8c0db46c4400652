"""The citation map of one document: what it cites and what cites it, by relation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import url_for

from corpus.citing import StoredCitation
from webui.archive import Archive
from webui.naming import name_of, page_of, short_name
from webui.presentation import RELATIONS, one_line, say

# Rows of each side that are drawn; the tables beside the drawing have all.
MOST_DRAWN = 24
WIDTH, NODE, ROW, GAP = 960, 290, 34, 16
# About as many letters as fit into a node.
LETTERS = 36


@dataclass(slots=True)
class Neighbour:
    """A document at the other end of a link, and in how many places it is meant.

    `source` is "register", "catalogue", or None where nothing of it is known.
    """

    relation: str
    name: str
    detail: str
    source: str | None
    id: str | None
    href: str | None
    places: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the neighbour as the API shows it."""
        return {
            "relation": self.relation,
            "id": self.id,
            "source": self.source,
            "name": self.name,
            "places": self.places,
        }


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Both sides, each ordered by relation."""

    cites: tuple[Neighbour, ...]
    cited_by: tuple[Neighbour, ...]


class Node(NamedTuple):
    """A box of the drawing."""

    x: int
    y: int
    label: str
    relation: str
    href: str | None
    side: str


class Heading(NamedTuple):
    """The name of a relation above its boxes."""

    x: int
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map as boxes, headings and curves from the middle."""

    height: int
    nodes: tuple[Node, ...]
    headings: tuple[Heading, ...]
    edges: tuple[tuple[str, str], ...]
    left_out: int
    width: int = WIDTH
    node: int = NODE

    @property
    def middle(self) -> float:
        """Return the height at which the document itself stands."""
        return self.height / 2


def neighbours(archive: Archive, ident: str) -> Neighbours:
    """Return what a document cites and what cites it.

    Raises:
        NotHeld: if there is no such document.
    """
    cites = _cites(archive.cites(ident))
    return Neighbours(_sorted(cites), _sorted(_cited_by(archive.cited_by(ident))))


def _sorted(found: Iterable[Neighbour]) -> tuple[Neighbour, ...]:
    order = list(RELATIONS)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.index(one.relation) if one.relation in order else len(order),
                one.source is None,
            ),
        )
    )


def _cites(rows: Iterable[StoredCitation]) -> Iterable[Neighbour]:
    found: dict[tuple[str, str], Neighbour] = {}
    for row in rows:
        if row.form == "self":
            continue
        sure = row.resolution in ("exact", "compatible") and row.targets
        known = row.targets[0] if sure else None
        plain = " ".join(part for part in (row.kind, row.number or row.title) if part)
        key = (row.relation, known.id if known else plain.casefold())
        one = found.get(key)
        if one is None:
            one = found[key] = Neighbour(
                row.relation,
                short_name(known) if known else plain,
                name_of(known) if known else plain,
                known.source if known else None,
                known.id if known else None,
                page_of(known),
            )
        one.places += 1
    return found.values()


def _cited_by(rows: Iterable[StoredCitation]) -> Iterable[Neighbour]:
    found: dict[tuple[str, int], Neighbour] = {}
    for row in rows:
        by = row.by
        one = found.get((row.relation, by.id))
        if one is None:
            name = " ".join(part for part in (by.kind, by.number) if part) or by.name
            detail = ", ".join(part for part in (name, by.issuer, by.title) if part)
            href = url_for("pages.document", ident=by.id)
            one = Neighbour(row.relation, name, detail, "register", str(by.id), href)
            found[row.relation, by.id] = one
        one.places += 1
    return found.values()


def drawing(found: Neighbours) -> Drawing | None:
    """Return the map as a drawing; None where there is nothing to draw."""
    if not found.cites and not found.cited_by:
        return None
    left, right = found.cited_by[:MOST_DRAWN], found.cites[:MOST_DRAWN]
    sides = (("left", 0, left), ("right", WIDTH - NODE, right))
    height = max(_height(left), _height(right), 120)
    nodes: list[Node] = []
    headings: list[Heading] = []
    for side, x, rows in sides:
        _place(side, x, rows, (height - _height(rows)) // 2, nodes, headings)
    edges = tuple((_curve(node, height / 2), node.relation) for node in nodes)
    left_out = len(found.cites) + len(found.cited_by) - len(nodes)
    return Drawing(height, tuple(nodes), tuple(headings), edges, left_out)


def _height(rows: Sequence[Neighbour]) -> int:
    groups = len({row.relation for row in rows})
    return len(rows) * ROW + groups * (ROW + GAP)


def _place(
    side: str,
    x: int,
    rows: Sequence[Neighbour],
    y: int,
    nodes: list[Node],
    headings: list[Heading],
) -> None:
    """Put the rows of one side under the headings of their relations."""
    before = None
    for row in rows:
        if row.relation != before:
            y += GAP
            headings.append(Heading(x, y + ROW - 12, say(RELATIONS, row.relation)))
            y += ROW
            before = row.relation
        label = one_line(row.name, LETTERS)
        nodes.append(Node(x, y, label, row.relation, row.href, side))
        y += ROW


def _curve(node: Node, middle: float) -> str:
    """Return the path from the middle of the drawing to a node."""
    half, centre = 95, WIDTH // 2
    y = node.y + (ROW - 6) / 2
    begin, end = (
        (centre - half, NODE) if node.side == "left" else (centre + half, node.x)
    )
    bend = (begin + end) / 2
    return f"M{begin} {middle:g} C{bend:g} {middle:g} {bend:g} {y:g} {end} {y:g}"
