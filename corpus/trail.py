"""The audit log: who changed or took out what, when, from where. Only added to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, insert, select

from corpus.database import read_only
from corpus.records import now
from corpus.tables import trail

_PAGE = 500
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Step:
    """One row: `action` is a word of ours, `subject` what it was done to."""

    id: int
    at: str
    who: str
    person_id: int | None
    action: str
    subject: str
    detail: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked for; what is empty asks nothing.

    `since` and `until` are ISO days or moments, both included.
    """

    who: str = ""
    action: str = ""
    subject: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """The audit log of a register."""

    engine: Engine

    def note(
        self,
        action: str,
        *,
        who: str,
        person_id: int | None = None,
        subject: str = "",
        detail: str = "",
        address: str = "",
    ) -> None:
        """Write that somebody did something, now."""
        values = {
            "at": now(),
            "who": who[:300],
            "person_id": person_id,
            "action": action[:60],
            "subject": _plain(subject),
            "detail": _plain(detail),
            "address": address[:64],
        }
        with self.engine.begin() as db:
            db.execute(insert(trail).values(**values))

    def steps(
        self, asked: Asked | None = None, *, offset: int = 0, limit: int = 100
    ) -> list[Step]:
        """Return rows, the newest first."""
        query = _asked(select(trail), asked or Asked()).order_by(trail.c.id.desc())
        with read_only(self.engine) as db:
            rows = db.execute(query.offset(offset).limit(limit)).mappings()
            return [Step(**{n: row[n] for n in Step.__slots__}) for row in rows]

    def every(self, asked: Asked | None = None) -> Iterator[Step]:
        """Yield all rows asked for, the newest first, a page at a time."""
        offset = 0
        while found := self.steps(asked, offset=offset, limit=_PAGE):
            yield from found
            offset += len(found)

    def count(self, asked: Asked | None = None) -> int:
        """Return how many rows are asked for."""
        query = _asked(select(func.count()).select_from(trail), asked or Asked())
        with read_only(self.engine) as db:
            return int(db.execute(query).scalar_one())

    def actions(self) -> list[str]:
        """Return the actions that were ever noted, in order."""
        query = select(trail.c.action).distinct().order_by(trail.c.action)
        with read_only(self.engine) as db:
            return list(db.execute(query).scalars())

    def addresses(self, person_id: int, action: str, *, since: str) -> set[str]:
        """Return from where a person did something since a moment."""
        query = select(trail.c.address).where(
            trail.c.person_id == person_id,
            trail.c.action == action,
            trail.c.at >= since,
        )
        with read_only(self.engine) as db:
            return set(db.execute(query.distinct()).scalars())


def _asked(query: Select[Any], asked: Asked) -> Select[Any]:
    if asked.who:
        query = query.where(trail.c.who.icontains(asked.who, autoescape=True))
    if asked.action:
        query = query.where(trail.c.action == asked.action)
    if asked.subject:
        query = query.where(trail.c.subject.icontains(asked.subject, autoescape=True))
    if asked.since:
        query = query.where(trail.c.at >= asked.since)
    if asked.until:
        # A day includes all its moments: no moment sorts after the day and a "~".
        query = query.where(trail.c.at <= asked.until + "~")
    return query


def _plain(text: str) -> str:
    """Return the text on one line, within bounds: a row is never two."""
    return " ".join(text.split())[:_LONGEST]
