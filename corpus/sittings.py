"""Log-ins that are open, and tokens of programs: only digests of secrets are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update

from corpus.database import read_only
from corpus.people import ROLES, Account, PersonError, account_from
from corpus.records import digest, now
from corpus.tables import person, sitting, token

# Long enough that nobody guesses one.
_BYTES = 32
PREFIX = "cancu_"
MOST_DAYS = 366
MOST_TOKENS = 50
_LONGEST_LABEL = 100
# When a secret was last used is written this often at most: looking things up writes
# nothing.
_NOTED_EVERY = timedelta(minutes=1)


class TokenError(PersonError):
    """A token not made; codes: token_label, token_role, token_days, too_many."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A log-in that is open: since when, last used when, from where."""

    id: int
    began_at: str
    seen_at: str
    address: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows instead of a password; its secret is told once."""

    id: int
    label: str
    role: str
    added_at: str
    expires_at: str
    revoked_at: str | None
    used_at: str | None

    def is_open(self, at: str) -> bool:
        """Tell whether it opens anything at a moment."""
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Sittings:
    """The log-ins and the tokens of all people of a register."""

    engine: Engine

    def begin(self, person_id: int, address: str) -> str:
        """Open a log-in; return the secret that stands for it."""
        secret = secrets.token_urlsafe(_BYTES)
        moment = now()
        values = {"person_id": person_id, "address": address[:64]}
        with self.engine.begin() as db:
            db.execute(
                insert(sitting).values(
                    digest=_digest(secret), began_at=moment, seen_at=moment, **values
                )
            )
        return secret

    def account(
        self, secret: str, *, idle: timedelta, most: timedelta
    ) -> Account | None:
        """Return who logged in with this secret, or None.

        None where it was ended, was not used for `idle`, is older than `most`, or the
        account is closed.
        """
        mine = sitting.c.digest == _digest(secret)
        with read_only(self.engine) as db:
            row = db.execute(select(sitting).where(mine)).mappings().first()
            if (
                row is None
                or row["seen_at"] < _ago(idle)
                or row["began_at"] < _ago(most)
            ):
                return None
            found = _account(db, row["person_id"])
        if found is not None and row["seen_at"] < _ago(_NOTED_EVERY):
            with self.engine.begin() as db:
                db.execute(update(sitting).where(mine).values(seen_at=now()))
        return found

    def end(self, secret: str) -> None:
        """End a log-in: its secret opens nothing any more."""
        with self.engine.begin() as db:
            db.execute(delete(sitting).where(sitting.c.digest == _digest(secret)))

    def end_all(self, person_id: int) -> int:
        """End every log-in of a person; return how many there were."""
        with self.engine.begin() as db:
            mine = sitting.c.person_id == person_id
            return int(db.execute(delete(sitting).where(mine)).rowcount)

    def of(self, person_id: int, secret: str = "") -> list[Sitting]:
        """Return the log-ins of a person; `here` marks the one of a secret."""
        query = select(sitting).where(sitting.c.person_id == person_id)
        mine = _digest(secret)
        with read_only(self.engine) as db:
            rows = db.execute(query.order_by(sitting.c.seen_at.desc())).mappings()
            return [
                Sitting(
                    row["id"],
                    row["began_at"],
                    row["seen_at"],
                    row["address"],
                    row["digest"] == mine,
                )
                for row in rows
            ]

    def sweep(self, *, idle: timedelta, most: timedelta) -> int:
        """Forget log-ins that are over; return how many."""
        over = (sitting.c.seen_at < _ago(idle)) | (sitting.c.began_at < _ago(most))
        with self.engine.begin() as db:
            return int(db.execute(delete(sitting).where(over)).rowcount)

    # Tokens

    def issue(
        self, owner: Account, label: str, *, role: str, days: int
    ) -> tuple[Token, str]:
        """Make a token of a person for a program; return it and its secret.

        Raises:
            TokenError: if the label or the days cannot be used, or the role is more
                than the person's own.
        """
        label = " ".join(label.split())
        if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
            raise TokenError("token_label")
        if role not in ROLES or ROLES.index(role) > ROLES.index(owner.role):
            raise TokenError("token_role")
        if not 1 <= days <= MOST_DAYS:
            raise TokenError("token_days")
        if sum(each.is_open(now()) for each in self.tokens(owner.id)) >= MOST_TOKENS:
            raise TokenError("too_many")
        secret = PREFIX + secrets.token_urlsafe(_BYTES)
        values = {
            "person_id": owner.id,
            "label": label,
            "role": role,
            "added_at": now(),
            "expires_at": _moment(datetime.now(UTC) + timedelta(days=days)),
        }
        with self.engine.begin() as db:
            db.execute(insert(token).values(digest=_digest(secret), **values))
        return self.tokens(owner.id)[-1], secret

    def bearer(self, secret: str) -> tuple[Account, Token] | None:
        """Return whose token this is, or None where it opens nothing."""
        query = select(token).where(token.c.digest == _digest(secret))
        with read_only(self.engine) as db:
            row = db.execute(query).mappings().first()
            found = _account(db, row["person_id"]) if row is not None else None
        if row is None or found is None:
            return None
        shown = _token(row)
        if not shown.is_open(now()):
            return None
        if shown.used_at is None or shown.used_at < _ago(_NOTED_EVERY):
            with self.engine.begin() as db:
                used = update(token).where(token.c.id == shown.id)
                db.execute(used.values(used_at=now()))
        return found, shown

    def tokens(self, person_id: int) -> list[Token]:
        """Return the tokens of a person, those that are over among them."""
        query = select(token).where(token.c.person_id == person_id)
        with read_only(self.engine) as db:
            rows = db.execute(query.order_by(token.c.id)).mappings()
            return [_token(row) for row in rows]

    def revoke(self, person_id: int, token_id: int) -> bool:
        """End a token of a person; tell whether there was one to end."""
        query = update(token).where(
            token.c.id == token_id,
            token.c.person_id == person_id,
            token.c.revoked_at.is_(None),
        )
        with self.engine.begin() as db:
            return bool(db.execute(query.values(revoked_at=now())).rowcount)


def _digest(secret: str) -> str:
    # A secret is random and long: a slow hash would protect nothing more.
    return digest(secret.encode("utf-8", "surrogatepass"))


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _ago(span: timedelta) -> str:
    return _moment(datetime.now(UTC) - span)


def _account(db: Connection, person_id: int) -> Account | None:
    query = select(person).where(person.c.id == person_id, person.c.disabled == 0)
    row = db.execute(query).mappings().first()
    return account_from(db, row) if row is not None else None


def _token(row: RowMapping) -> Token:
    return Token(**{name: row[name] for name in Token.__slots__})
