"""A pasted list of numbers: for each line, which document it can mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask_babel import lazy_gettext as later

from corpus.identity import Reference
from corpus.known import Known
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from webui.archive import Archive, NotHeld
from webui.survey import resolution

MOST_LINES = 500
LONGEST = 600

State = Literal["held", "known", "several", "missing"]
STATES = {
    "held": later("có trong sổ"),
    "known": later("chỉ có trong danh mục"),
    "several": later("nhiều văn bản cùng khớp"),
    "missing": later("không có"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as pasted, what became of it, and the documents it can mean."""

    text: str
    state: State
    found: tuple[Known, ...] = ()


def look_up_all(archive: Archive, text: str) -> list[Line]:
    """Return an answer for each line that is not empty, `MOST_LINES` at most."""
    lines = (line.strip() for line in text.splitlines())
    wanted = [line[:LONGEST] for line in lines if line][:MOST_LINES]
    return [_look_up(archive, line) for line in wanted]


def _look_up(archive: Archive, line: str) -> Line:
    found = resolution(archive, _reference(line)).candidates
    if not found:
        found = _as_typed(archive, line)
    if not found:
        return Line(line, "missing")
    if len(found) > 1:
        return Line(line, "several", found)
    return Line(line, "held" if found[0].source == "register" else "known", found)


def _reference(line: str) -> Reference:
    """Return what the line says of a document: a whole citation or a bare number."""
    numbers = find_numbers(line)
    dates, _periods = find_dates(line)
    for citation in find_citations(line, numbers=numbers, dates=dates):
        return Reference(
            kind=citation.kind,
            number=citation.number,
            date=citation.date,
            issuer=citation.issuer,
            title=citation.title,
        )
    return Reference(number=str(numbers[0].number) if numbers else line[:80])


def _as_typed(archive: Archive, line: str) -> tuple[Known, ...]:
    """Return the documents held that a number typed without marks can mean."""
    try:
        held = archive.find(line)
    except NotHeld:
        return ()
    return tuple(
        Known(
            id=str(one.id),
            source="register",
            kind=one.kind,
            number=one.number,
            date=one.date,
            issuer=one.issuer,
            title=one.title,
            sha256=one.sha256,
        )
        for one in held
    )
