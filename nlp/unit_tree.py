"""Units while they are read: what is open, what holds what, and the paths they get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.document import Span
from nlp.analysis import Provision
from nlp.unit_labels import Label

RANKS = {
    "phan": 0,
    "letter": 1,
    "chuong": 2,
    "muc": 3,
    "roman": 3,
    "tieumuc": 4,
    "dieu": 5,
    "khoan": 7,
    "decimal": 8,
    "diem": 10,
    "tiet": 11,
}
_NAMES = {"letter": "phan", "roman": "muc", "decimal": "diem"}
_INSIDE_ARTICLE = 6


@dataclass(slots=True)
class Unit:
    """An open or closed unit of the text."""

    level: str
    label: str
    start: int
    rank: int
    heading: str | None = None
    parent: Unit | None = None
    end: int = -1
    last: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Part:
    """The document itself, or one text issued with it."""

    id: str
    start: int
    heading: str | None = None
    units: list[Unit] = field(default_factory=list)
    stack: list[Unit] = field(default_factory=list)
    root: Unit = field(default_factory=lambda: Unit("", "", 0, -1))
    article: str | None = None
    end: int = -1


def is_annex(part: Part) -> bool:
    """Tell whether a part is an annex, not a form inside one."""
    return part.id.startswith("phuluc") and "/" not in part.id


def rank_of(part: Part, label: Label) -> int:
    """Return how deep a unit stands; outline units inside an article are below it."""
    if label.level in {"roman", "letter"} and any(
        u.level == "dieu" for u in part.stack
    ):
        return _INSIDE_ARTICLE
    return RANKS[label.level]


def holder_of(part: Part, label: Label) -> Unit:
    """Return the open unit that a unit with this label would stand in."""
    rank = rank_of(part, label)
    for unit in reversed(part.stack):
        if unit.rank < rank:
            return unit
    return part.root


def close(part: Part, rank: int, end: int) -> None:
    """Close the open units of this rank and below at `end`."""
    while part.stack and part.stack[-1].rank >= rank:
        unit = part.stack.pop()
        unit.end = max(end, unit.start)


def ahead(label: str, last: str | None) -> bool:
    """Tell whether an article's number lies after the last one: excerpts leave gaps."""
    digits = int("".join(c for c in label if c.isdigit()))
    if last is None:
        return True
    before = int("".join(c for c in last if c.isdigit()))
    return before < digits <= before + 50


def provisions_of(part: Part) -> Iterator[Provision]:
    """Yield the units of a part with their paths."""
    if part.id:
        end = max([part.end, part.start, *(unit.end for unit in part.units)])
        yield Provision(part.id, Span(part.start, end), part.heading, part.id)
    first = next((u.start for u in part.units if u.level == "dieu"), None)
    always = _repeats(part, ("chuong", "muc", "roman"))
    paths: dict[int, str | None] = {id(part.root): ""}
    seen: set[str] = set()
    for unit in part.units:
        loose = unit.level in {"khoan", "decimal", "diem", "tiet", "roman", "letter"}
        before = first is not None and unit.start < first and loose
        path = None if before else _path(unit, paths, seen, with_part=always)
        paths[id(unit)] = path
        if path is not None and unit.end > unit.start:
            seen.add(path)
            yield Provision(path, Span(unit.start, unit.end), unit.heading, part.id)


def _repeats(part: Part, levels: tuple[str, ...]) -> bool:
    """Tell whether numbering begins again in each "Phần" of a part."""
    seen: set[tuple[str, str]] = set()
    for unit in part.units:
        top = unit.parent is not None and unit.parent.level in {"phan", "letter"}
        if unit.level in levels and top:
            if (unit.level, unit.label) in seen:
                return True
            seen.add((unit.level, unit.label))
    return False


def _path(
    unit: Unit, paths: dict[int, str | None], seen: set[str], *, with_part: bool
) -> str | None:
    """Return the path of a unit; None where another unit has it or holds it unnamed.

    The number of a "Phần" is left out while what it holds is unique without it.
    """
    parent = unit.parent
    if parent is None:
        return None
    step = f"{_name(unit, parent)}:{unit.label}"
    if unit.level == "dieu":
        return None if step in seen else step
    base = paths[id(parent)]
    if base is None:
        return None
    whole = f"{base}/{step}".lstrip("/")
    if parent.level in {"phan", "letter"} and not with_part and step not in seen:
        return step
    return None if whole in seen else whole


def _name(unit: Unit, parent: Unit) -> str:
    if unit.level == "diem" and parent.level == "decimal":
        return "tiet"
    if unit.level == "decimal" and parent.level != "khoan":
        return "tiet" if parent.level == "decimal" else "khoan"
    return _NAMES.get(unit.level, unit.level)
