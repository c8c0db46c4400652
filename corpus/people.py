"""People who may use the archive: their roles, the collections they were given.

Nothing here knows how a password is hashed: what is kept is handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select
from sqlalchemy import update as update_

from corpus.database import read_only
from corpus.holdings import RegisterError
from corpus.records import now
from corpus.tables import access, collection, person, sitting

Role = Literal["reader", "inspector", "editor", "administrator"]
# Each role may do all that those before it may.
ROLES: tuple[Role, ...] = get_args(Role)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
_LONGEST = 200


class PersonError(RegisterError):
    """A change to an account that is refused; `code` says why.

    Codes: person_name (not a log-in name), person_full_name (empty or too long),
    person_taken, no_person, person_role, no_collection, last_administrator (somebody
    must be left who can let others in).
    """

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(name)
        self.code = code


@dataclass(frozen=True, slots=True)
class Account:
    """One person as stored. `given` are the collections beside the open ones."""

    id: int
    name: str
    full_name: str
    role: Role
    password: str | None
    must_change: bool
    disabled: bool
    added_at: str
    password_at: str | None
    given: frozenset[int] = frozenset()


def login_name(typed: str) -> str:
    """Return a log-in name as it is kept: lower case, without spaces around it."""
    return typed.strip().lower()[:_LONGEST]


@dataclass(frozen=True, slots=True)
class People:
    """The accounts of a register; one transaction for each change."""

    engine: Engine

    def any(self) -> bool:
        """Tell whether there are accounts at all: then everybody must log in."""
        with read_only(self.engine) as db:
            return db.execute(select(person.c.id).limit(1)).first() is not None

    def has_administrator(self) -> bool:
        """Tell whether somebody can log in who may let others in."""
        with read_only(self.engine) as db:
            return _administrators(db) > 0

    def all(self) -> list[Account]:
        """Return all accounts by name."""
        with read_only(self.engine) as db:
            rows = db.execute(select(person).order_by(person.c.name)).mappings().all()
            return [account_from(db, row) for row in rows]

    def get(self, person_id: int) -> Account:
        """Return the account of an id.

        Raises:
            PersonError: if there is none.
        """
        with read_only(self.engine) as db:
            return _must(db, person.c.id == person_id, str(person_id))

    def named(self, name: str) -> Account | None:
        """Return the account of a log-in name, or None."""
        query = select(person).where(person.c.name == login_name(name))
        with read_only(self.engine) as db:
            row = db.execute(query).mappings().first()
            return account_from(db, row) if row is not None else None

    def add(
        self,
        name: str,
        *,
        role: str,
        full_name: str = "",
        password: str | None = None,
        must_change: bool = False,
    ) -> Account:
        """Add an account; `password` is already hashed, None lets nobody in yet.

        Raises:
            PersonError: if a value cannot be used or the name is taken.
        """
        name = login_name(name)
        if not _NAME.fullmatch(name):
            raise PersonError("person_name", name)
        values = {
            "name": name,
            "full_name": _full(full_name or name),
            "role": _role(role),
            "password": password,
            "must_change": int(must_change),
            "disabled": 0,
            "added_at": now(),
            "password_at": now() if password else None,
        }
        with self.engine.begin() as db:
            same = select(person.c.id).where(person.c.name == name)
            if db.execute(same).first() is not None:
                raise PersonError("person_taken", name)
            db.execute(insert(person).values(**values))
            return _must(db, person.c.name == name, name)

    def set_role(self, person_id: int, role: str) -> None:
        """Give a person another role.

        Raises:
            PersonError: if there is no such role or person, or nobody would be left
                who may let others in.
        """
        self._change(person_id, role=_role(role))

    def set_full_name(self, person_id: int, full_name: str) -> None:
        """Change the name that is written beside what a person decides.

        Raises:
            PersonError: if it is empty or too long, or there is no such person.
        """
        self._change(person_id, full_name=_full(full_name))

    def set_disabled(self, person_id: int, *, disabled: bool) -> None:
        """Close an account, or open it again; a closed one ends every log-in.

        Raises:
            PersonError: as `set_role`.
        """
        self._change(person_id, ends_log_ins=disabled, disabled=int(disabled))

    def set_password(
        self, person_id: int, password: str, *, must_change: bool = False
    ) -> None:
        """Keep another password, already hashed; every log-in of the person ends.

        Raises:
            PersonError: if there is no such person.
        """
        self._change(
            person_id,
            ends_log_ins=True,
            password=password,
            must_change=int(must_change),
            password_at=now(),
        )

    def rehash(self, person_id: int, password: str) -> None:
        """Keep the same password hashed anew: the log-ins stay."""
        self._change(person_id, password=password)

    def give(self, person_id: int, collections: frozenset[int]) -> None:
        """Give a person these collections beside the open ones, and no others.

        Raises:
            PersonError: if there is no such person or collection.
        """
        with self.engine.begin() as db:
            _must(db, person.c.id == person_id, str(person_id))
            known = db.execute(
                select(collection.c.id).where(collection.c.id.in_(collections))
            )
            if set(known.scalars()) != set(collections):
                raise PersonError("no_collection")
            db.execute(delete(access).where(access.c.person_id == person_id))
            rows = [
                {"person_id": person_id, "collection_id": each}
                for each in sorted(collections)
            ]
            if rows:
                db.execute(insert(access), rows)

    def _change(
        self, person_id: int, *, ends_log_ins: bool = False, **values: Any
    ) -> None:
        with self.engine.begin() as db:
            _must(db, person.c.id == person_id, str(person_id))
            had = _administrators(db)
            db.execute(update_(person).where(person.c.id == person_id).values(**values))
            if had and not _administrators(db):
                raise PersonError("last_administrator", str(person_id))
            if ends_log_ins:
                db.execute(delete(sitting).where(sitting.c.person_id == person_id))


def account_from(db: Connection, row: RowMapping) -> Account:
    """Return a row of `person` as a value, with the collections given."""
    given = db.execute(
        select(access.c.collection_id).where(access.c.person_id == row["id"])
    )
    return Account(
        id=row["id"],
        name=row["name"],
        full_name=row["full_name"],
        role=row["role"],
        password=row["password"],
        must_change=bool(row["must_change"]),
        disabled=bool(row["disabled"]),
        added_at=row["added_at"],
        password_at=row["password_at"],
        given=frozenset(given.scalars()),
    )


def _must(db: Connection, where: Any, name: str) -> Account:
    row = db.execute(select(person).where(where)).mappings().first()
    if row is None:
        raise PersonError("no_person", name)
    return account_from(db, row)


def _administrators(db: Connection) -> int:
    query = select(func.count()).where(
        person.c.role == "administrator",
        person.c.disabled == 0,
        person.c.password.is_not(None),
    )
    return db.execute(query).scalar_one()


def _role(role: str) -> str:
    if role not in ROLES:
        raise PersonError("person_role", role[:40])
    return role


def _full(full_name: str) -> str:
    plain = " ".join(full_name.split())
    if not plain or len(plain) > _LONGEST or not plain.isprintable():
        raise PersonError("person_full_name", plain[:40])
    return plain
