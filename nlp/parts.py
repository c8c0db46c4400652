"""Texts issued with a document: annexes, forms, regulations with their own articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from nlp.casing import rows
from nlp.fold import fold
from nlp.lines import Line, collapse, is_caps

_ANNEX = re.compile(
    r"phu\s{1,5}luc(?:\s{1,5}so)?(?:\s{1,5}(?P<label>[ivxlc]{1,6}|\d{1,3}[a-zđ]?|[a-h]))?"
    r"(?![\w/])"
)
_FORM = re.compile(
    r"(?:bieu\s{1,5})?mau(?:\s{1,5}so)?\s{1,5}(?P<label>\d{1,3}[a-zđ]?(?:[-./][\wđ]{1,10}){0,3})"
    r"(?!\w)"
)
_WITH = re.compile(r"\W{0,4}(?:duoc\s{1,3})?(?:ban\s{1,3}hanh\s{1,3})?kem\s{1,3}theo\b")
_PROSE = re.compile(
    r"(?:kem|ban hanh|nay|va|cua|,|;|\)|quy dinh|dinh kem|neu|tren|tai|thuoc|den|hoac)"
    r"(?!\w)"
)


class Opening(NamedTuple):
    """Where a part opens: its id, its first character and its printed heading."""

    id: str
    start: int
    heading: str | None


@cache
def _nested() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for row in rows("provisions")["nested"]:
        name = r"\s{1,5}".join(fold(row["name"]).split())
        found.append((row["id"], re.compile(name + r"(?!\w)")))
    return tuple(found)


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(fold(row["name"])[:2] for row in rows("provisions")["nested"])


def annex_label(line: str) -> str | None:
    """Return the label of an annex heading, "" without one, None if it is no heading.

    >>> annex_label("PHỤ LỤC II"), annex_label("Phụ lục kèm theo Nghị định này")
    ('II', None)
    """
    return _label(_ANNEX, line)


def form_label(line: str) -> str | None:
    """Return the label of a form's heading, or None.

    >>> form_label("Mẫu số 01a"), form_label("Mẫu số 01 quy định tại Phụ lục I")
    ('01a', None)
    """
    return _label(_FORM, line)


def _label(pattern: re.Pattern[str], line: str) -> str | None:
    head = line[:80]
    plain = fold(head)
    match = pattern.match(plain) if len(plain) == len(head) else None
    if match is None or not head[0].isupper():
        return None
    rest = head[match.end() :].strip()
    label = head[match.start("label") : match.end("label")] if match["label"] else ""
    capitals = is_caps(head[: match.end()].replace(label, "")) and is_caps(rest or "X")
    marked = not rest or rest[0] in ".:-–(" or capitals
    if not marked or _PROSE.match(plain[match.end() :].strip()):
        return None
    return label.upper() if pattern is _ANNEX else label


def issued_with(line: str) -> bool:
    """Tell whether a line says "(Ban hành kèm theo …)".

    >>> issued_with("(Kèm theo Quyết định số 5/QĐ-LHH)")
    True
    """
    head = line[:40]
    return "theo" in head.lower() and _WITH.match(fold(head)) is not None


def nested_heading(lines: Sequence[Line], at: int) -> Opening | None:
    """Return the heading of a text issued with another: "QUY CHẾ", perhaps broken.

    Only capitals at the start of a line count; what follows is the title.
    """
    line = lines[at]
    if not line.text[:2].isupper() or not is_caps(line.text):
        return None
    printed = line.text
    if at + 1 < len(lines) and len(printed) < 12 and is_caps(lines[at + 1].text):
        printed = f"{printed} {lines[at + 1].text}"
    plain = fold(printed)
    if plain[:2] not in _first_letters():
        return None
    for name, pattern in _nested():
        if pattern.match(plain):
            return Opening(name, line.start, _title(lines, at))
    return None


def heading_below(lines: Sequence[Line], at: int) -> str | None:
    """Return the capitals that begin at a line, joined, up to six lines."""
    taken: list[str] = []
    for line in lines[at : at + 6]:
        if not is_caps(line.text) or issued_with(line.text):
            break
        taken.append(line.text)
    return collapse(" ".join(taken)) or None


def _title(lines: Sequence[Line], at: int) -> str | None:
    """Return a nested text's heading with its name, up to "(Kèm theo …)"."""
    taken: list[str] = []
    for line in lines[at : at + 7]:
        if issued_with(line.text):
            return collapse(" ".join(taken))
        taken.append(line.text)
    return heading_below(lines, at)
