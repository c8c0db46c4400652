"""The second factor of a log-in: a shared secret, and codes for who lost it.

Nothing here knows how a code is made of a secret: the half minute it is good for (its
step) is handed in, and how a secret is sealed: it is kept as it is given. Of the
recovery codes only digests are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from corpus.database import read_only
from corpus.records import digest, now
from corpus.tables import recovery_code, second_factor, sitting

# How a sealed secret begins; a bare one is of letters and digits alone.
SEALED = "v1:"


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What a person has: the secret as kept, since when, how many codes are left."""

    secret: str
    added_at: str
    codes: int


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """The second factors of all people of a register."""

    engine: Engine

    def of(self, person_id: int) -> SecondFactor | None:
        """Return the second factor of a person, or None."""
        mine = second_factor.c.person_id == person_id
        left = (
            select(func.count())
            .where(recovery_code.c.person_id == person_id)
            .scalar_subquery()
        )
        query = select(second_factor.c.secret, second_factor.c.added_at, left)
        with read_only(self.engine) as db:
            row = db.execute(query.where(mine)).first()
        return SecondFactor(row[0], row[1], int(row[2])) if row is not None else None

    def add(self, person_id: int, secret: str, step: int, codes: Iterable[str]) -> None:
        """Give a person a second factor in the place of any before it.

        `step` is that of the code which showed that they have the secret: it opens
        nothing any more. Every log-in of the person ends.
        """
        with self.engine.begin() as db:
            _drop(db, person_id)
            values = {"person_id": person_id, "secret": secret, "added_at": now()}
            db.execute(insert(second_factor).values(last_step=step, **values))
            rows = [{"person_id": person_id, "digest": _digest(one)} for one in codes]
            db.execute(insert(recovery_code), rows)

    def reseal(self, person_id: int, kept: str, sealed: str) -> bool:
        """Keep a secret in another form; tell whether it was still kept as `kept`."""
        mine = second_factor.c.person_id == person_id
        same = mine & (second_factor.c.secret == kept)
        with self.engine.begin() as db:
            done = db.execute(update(second_factor).where(same).values(secret=sealed))
            return bool(done.rowcount)

    def bare(self) -> list[tuple[int, str]]:
        """Return the secrets that are not sealed, with whose they are."""
        query = select(second_factor.c.person_id, second_factor.c.secret)
        bare = second_factor.c.secret.not_like(f"{SEALED}%")
        with read_only(self.engine) as db:
            return [(row[0], row[1]) for row in db.execute(query.where(bare))]

    def use_step(self, person_id: int, step: int) -> bool:
        """Take the code of a step; tell whether it was not used, nor one after it."""
        mine = second_factor.c.person_id == person_id
        fresh = mine & (second_factor.c.last_step < step)
        with self.engine.begin() as db:
            done = db.execute(update(second_factor).where(fresh).values(last_step=step))
            return bool(done.rowcount)

    def use_code(self, person_id: int, code: str) -> bool:
        """Take a recovery code; tell whether it was one of the person, not yet used."""
        mine = recovery_code.c.person_id == person_id
        this = mine & (recovery_code.c.digest == _digest(code))
        with self.engine.begin() as db:
            return bool(db.execute(delete(recovery_code).where(this)).rowcount)

    def drop(self, person_id: int) -> bool:
        """Take the second factor of a person away; every log-in of theirs ends.

        Returns whether there was one.
        """
        with self.engine.begin() as db:
            return _drop(db, person_id)


def _drop(db: Connection, person_id: int) -> bool:
    db.execute(delete(recovery_code).where(recovery_code.c.person_id == person_id))
    db.execute(delete(sitting).where(sitting.c.person_id == person_id))
    mine = second_factor.c.person_id == person_id
    return bool(db.execute(delete(second_factor).where(mine)).rowcount)


def _digest(code: str) -> str:
    # Codes are long and random: nobody finds one by trying digests.
    return digest(code.encode())
