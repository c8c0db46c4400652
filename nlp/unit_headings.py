"""The heading of a unit: what stands beside or below its label."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.fold import fold
from nlp.lines import Line, collapse, is_caps
from nlp.unit_labels import Label, read_label

_DIVISIONS = frozenset({"phan", "chuong", "muc", "tieumuc", "roman", "letter"})
_OPEN_ENDS = frozenset(
    ("cua", "va", "voi", "cac", "so", "ngay", "tai", "theo", "cho", "thuoc", "uy", "bo")
)
_MOST = 300
_LINES = 5


def heading_of(lines: Sequence[Line], at: int, label: Label) -> str | None:
    """Return the printed heading of the unit that a line opens, without its label.

    A text that ends like a sentence is content and no heading; points and most
    clauses have none.
    """
    if label.level in {"diem", "tiet"}:
        return None
    first = lines[at].text[label.rest :].strip()
    below = at + 1
    if not first:
        if label.level not in _DIVISIONS | {"dieu"} or not _may_follow(lines, below):
            return None
        first, below = lines[below].text, below + 1
    taken = [first]
    for line in lines[below : below + _LINES]:
        if not _goes_on(taken, line, label):
            break
        taken.append(line.text)
    heading = collapse(" ".join(taken))
    if (
        not heading
        or len(heading) > _MOST
        or heading.endswith((".", ";", ":", ",", "”"))
    ):
        return None
    if label.level in {"khoan", "decimal"} and not _stands_alone(lines, below, taken):
        return None
    return heading


def _may_follow(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and read_label(lines[at].text) is None


def _goes_on(taken: list[str], line: Line, label: Label) -> bool:
    """Tell whether a line continues a heading that is broken over lines."""
    if line.gap and not (label.level in _DIVISIONS and is_caps(line.text)):
        return False
    if read_label(line.text) is not None:
        return False
    if is_caps(taken[0]) and label.level in _DIVISIONS:
        return is_caps(line.text)
    if taken[-1].endswith((".", ";", ":")):
        return False
    first = line.text[:1]
    unfinished = fold(taken[-1]).rpartition(" ")[2] in _OPEN_ENDS
    return first.islower() or unfinished


def _stands_alone(lines: Sequence[Line], below: int, taken: list[str]) -> bool:
    """Tell whether a clause's first line is a title of its own, as in outlines."""
    after = below + len(taken) - 1
    return len(" ".join(taken)) <= 120 and (
        after >= len(lines)
        or lines[after].gap
        or read_label(lines[after].text) is not None
    )
