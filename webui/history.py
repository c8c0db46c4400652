"""What happened to a document over time, as a list and as a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from corpus.citing import StoredCitation
from corpus.known import Act, Known
from corpus.validity import Status, Validity
from nlp.analysis import Analysis
from nlp.provision_names import path_in_words
from webui.naming import name_of, page_of, short_name
from webui.presentation import RELATIONS, STATUSES, say, say_date

ACTING = ("replaces", "repeals", "amends", "suspends", "corrects")
# What is done to a document, said from its own side.
DONE = {
    "replaces": later("bị thay thế bởi"),
    "repeals": later("bị bãi bỏ bởi"),
    "amends": later("được sửa đổi, bổ sung bởi"),
    "suspends": later("bị ngưng hiệu lực bởi"),
    "corrects": later("được đính chính bởi"),
}
COLOURS = {
    Status.IN_FORCE: "verified",
    Status.EXPIRED: "contradicted",
    Status.SUSPENDED: "contradicted",
}
# The drawing is this wide; its page scales it.
WIDTH, MARGIN = 720, 24


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: the day, what, and the other document if there is one.

    `number` is that of its dot in the drawing; None where the day is not known.
    """

    date: str | None
    text: str
    other: str = ""
    href: str | None = None
    hint: str = ""
    ends: bool = False
    number: int | None = None


class Dot(NamedTuple):
    """An event in the drawing."""

    x: float
    number: int
    ends: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line of time: dots, years, the day looked at, where force is known to end."""

    dots: tuple[Dot, ...]
    years: tuple[tuple[float, str], ...]
    now: float | None
    end: float | None
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class History:
    """The events in the order of time, and their drawing where there are several."""

    events: tuple[Event, ...]
    drawing: Drawing | None


def history(
    analysis: Analysis,
    cites: Iterable[StoredCitation],
    acts: Iterable[Act],
    *,
    on: str,
) -> History:
    """Return what happened to a document and what it did to others."""
    found = [*_own(analysis), *_doing(analysis, cites), *_done(acts)]
    found.sort(key=lambda event: event.date or "9999")
    events = []
    number = 0
    for event in found:
        if _day(event.date) is not None:
            number += 1
            event = replace(event, number=number)
        events.append(event)
    return History(tuple(events), _drawing(events, on))


def _own(analysis: Analysis) -> Iterator[Event]:
    header = analysis.header
    if header.date:
        yield Event(header.date, _("Ban hành"))
    if analysis.effective_from and analysis.effective_from != header.date:
        yield Event(analysis.effective_from, _("Có hiệu lực"))


def _doing(analysis: Analysis, cites: Iterable[StoredCitation]) -> Iterator[Event]:
    """Yield what the document itself does to others, each once."""
    day = analysis.effective_from or analysis.header.date
    acting = {one.span.start for one in analysis.citations if one.subject is None}
    seen = set()
    for row in cites:
        if row.relation not in ACTING or row.start not in acting or row.form == "self":
            continue
        target = row.targets[0] if row.resolution == "exact" and row.targets else None
        name = short_name(target) if target else row.number or row.title or ""
        if not name or (row.relation, name) in seen:
            continue
        seen.add((row.relation, name))
        yield Event(
            day,
            say(RELATIONS, row.relation).capitalize(),
            name,
            page_of(target),
            _hint(target),
        )


def _hint(known: Known | None) -> str:
    return name_of(known) if known else ""


def _done(acts: Iterable[Act]) -> Iterator[Event]:
    """Yield what other documents did to this one, each once."""
    seen = set()
    for act in acts:
        name = short_name(act.by)
        if (act.relation, name) in seen:
            continue
        seen.add((act.relation, name))
        parts = ", ".join(path_in_words(path) for path in act.provisions)
        said = str(DONE.get(act.relation, say(RELATIONS, act.relation)))
        text = f"{parts} {said}" if parts else said.capitalize()
        ends = act.relation in ("replaces", "repeals") and not act.provisions
        yield Event(act.from_date, text, name, page_of(act.by), name_of(act.by), ends)


def _day(text: str | None) -> int | None:
    """Return a day of an ISO date, whole or partial, as a number; None for others."""
    parts = (text or "").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*(int(part) for part in parts), 7, 1)[:3]
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _drawing(events: Sequence[Event], on: str) -> Drawing | None:
    dated = [(day, event) for event in events if (day := _day(event.date))]
    if len({day for day, _event in dated}) < 2:
        return None
    today = _day(on)
    days = [day for day, _event in dated] + ([today] if today else [])
    first, last = min(days), max(days)
    scale = (WIDTH - 2 * MARGIN) / max(1, last - first)

    def place(day: int) -> float:
        return round(MARGIN + (day - first) * scale, 1)

    ends = [place(day) for day, event in dated if event.ends]
    return Drawing(
        dots=tuple(_apart([(place(day), event) for day, event in dated])),
        years=tuple(_years(first, last, place)),
        now=place(today) if today else None,
        end=min(ends, default=None),
    )


def _apart(placed: Iterable[tuple[float, Event]]) -> Iterator[Dot]:
    """Yield the dots, those of one day side by side, all within the drawing."""
    found: list[tuple[float, Event]] = []
    for x, event in placed:
        x = max(x, found[-1][0] + 18) if found else x
        found.append((x, event))
    limit = float(WIDTH - MARGIN)
    for at in reversed(range(len(found))):
        x, event = found[at]
        found[at] = (min(x, limit), event)
        limit = found[at][0] - 18
    for x, event in found:
        yield Dot(round(x, 1), event.number or 0, event.ends)


def _years(
    first: int, last: int, place: Callable[[int], float]
) -> Iterator[tuple[float, str]]:
    begin, end = date.fromordinal(first).year + 1, date.fromordinal(last).year
    step = max(1, -(-(end - begin + 1) // 10))
    for year in range(begin, end + 1, step):
        yield place(date(year, 1, 1).toordinal()), str(year)


def banner(validity: Validity) -> dict[str, object]:
    """Return the validity on a day as the banner shows it."""
    act = validity.act
    return {
        "on": validity.on,
        "status": say(STATUSES, validity.status.value),
        "colour": COLOURS.get(validity.status, "unverifiable"),
        "since": say_date(validity.since),
        "act": act and str(DONE.get(act.relation, "")),
        "by": act and short_name(act.by),
        "href": page_of(act.by) if act else None,
        "unknown": validity.status is Status.UNKNOWN,
    }
