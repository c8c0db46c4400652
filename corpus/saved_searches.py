"""Searches that people keep, so as to learn what came in since they last looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Engine,
    RowMapping,
    delete,
    func,
    insert,
    select,
    update,
)

from corpus.database import read_only
from corpus.holdings import RegisterError
from corpus.records import now
from corpus.tables import document, ledger, saved_search

MOST = 100
_LONGEST_NAME = 200
_LONGEST_VALUE = 2000
_MOST_VALUES = 20
_HIGHEST_ID = 2**31 - 1


class SavedSearchError(RegisterError):
    """A search not kept; codes: saved_empty, saved_long, saved_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What was asked (names and values as in the address), and last looked at when."""

    id: int
    name: str
    asked: Mapping[str, str]
    saved_at: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """The searches kept in a register, each a person's own.

    `person` is the id of an account, or None where there are none: then they belong to
    whoever sits at this machine.
    """

    engine: Engine

    def of(self, person: int | None) -> list[SavedSearch]:
        """Return the searches of a person, the last kept first."""
        query = select(saved_search).where(_owned(person))
        with read_only(self.engine) as db:
            rows = db.execute(query.order_by(saved_search.c.id.desc())).mappings()
            return [_from(row) for row in rows]

    def get(self, person: int | None, ident: int) -> SavedSearch | None:
        """Return one search of a person; None where it is not theirs or not there."""
        query = select(saved_search).where(_this(person, ident))
        with read_only(self.engine) as db:
            row = db.execute(query).mappings().first()
        return _from(row) if row is not None else None

    def keep(
        self, person: int | None, name: str, asked: Mapping[str, str]
    ) -> SavedSearch:
        """Keep a search; one that asks the same is kept once and gets the new name.

        What is there now counts as seen.

        Raises:
            SavedSearchError: if nothing is asked, it is too long, or the person keeps
                `MOST` already.
        """
        _check(name, asked)
        moment, seen = now(), self.settled()
        with self.engine.begin() as db:
            rows = db.execute(select(saved_search).where(_owned(person))).mappings()
            mine = [_from(row) for row in rows]
            for each in mine:
                if dict(each.asked) == dict(asked):
                    same = saved_search.c.id == each.id
                    db.execute(update(saved_search).where(same).values(name=name))
                    return SavedSearch(
                        each.id, name, each.asked, each.saved_at, each.seen_at
                    )
            if len(mine) >= MOST:
                raise SavedSearchError("saved_many")
            values = {"person_id": person, "name": name, "asked": dict(asked)}
            done = db.execute(
                insert(saved_search).values(saved_at=moment, seen_at=seen, **values)
            )
        ident = int((done.inserted_primary_key or (0,))[0])
        return SavedSearch(ident, name, dict(asked), moment, seen)

    def mark_seen(self, person: int | None, ident: int, until: str) -> bool:
        """Take down that all that came in until a moment was looked at.

        A moment before the last look, or one still to come, changes nothing.
        """
        if until > now():
            return False
        with self.engine.begin() as db:
            earlier = saved_search.c.seen_at <= until
            done = db.execute(
                update(saved_search)
                .where(_this(person, ident), earlier)
                .values(seen_at=until)
            )
        return bool(done.rowcount)

    def forget(self, person: int | None, ident: int) -> bool:
        """Forget a search of a person; tell whether there was one."""
        with self.engine.begin() as db:
            done = db.execute(delete(saved_search).where(_this(person, ident)))
        return bool(done.rowcount)

    def came_after(self, moment: str, documents: Iterable[int]) -> set[int]:
        """Return those of `documents` that were added after a moment."""
        wanted = list(documents)[:1000]
        later = document.c.added_at > moment
        query = select(document.c.id).where(document.c.id.in_(wanted), later)
        with read_only(self.engine) as db:
            return set(db.execute(query).scalars())

    def settled(self, since: str = "") -> str:
        """Return the moment until which all that was added can be found.

        A document is registered a little before it is indexed: whoever looked in
        between has not seen it, and must be told of it later.
        """
        waiting = (
            select(func.min(document.c.added_at))
            .join(ledger, ledger.c.sha256 == document.c.sha256)
            .where(ledger.c.state == "registered", document.c.added_at > since)
        )
        moment = now()
        with read_only(self.engine) as db:
            first = db.execute(waiting).scalar()
        return moment if first is None else _before(first)


def _before(moment: str) -> str:
    earlier = datetime.fromisoformat(moment) - timedelta(microseconds=1)
    return earlier.isoformat(timespec="microseconds")


def _check(name: str, asked: Mapping[str, str]) -> None:
    if not name.strip() or not asked:
        raise SavedSearchError("saved_empty")
    values = [*asked, *asked.values()]
    if len(name) > _LONGEST_NAME or len(asked) > _MOST_VALUES:
        raise SavedSearchError("saved_long")
    if any(len(value) > _LONGEST_VALUE for value in values):
        raise SavedSearchError("saved_long")


def _owned(person: int | None) -> ColumnElement[bool]:
    if person is None:
        return saved_search.c.person_id.is_(None)
    return saved_search.c.person_id == person


def _this(person: int | None, ident: int) -> ColumnElement[bool]:
    # A number no database takes is the number of nothing.
    number = ident if 0 < ident <= _HIGHEST_ID else 0
    return _owned(person) & (saved_search.c.id == number)


def _from(row: RowMapping) -> SavedSearch:
    return SavedSearch(
        row["id"], row["name"], row["asked"], row["saved_at"], row["seen_at"]
    )
