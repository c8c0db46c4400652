"""Each document's way: received, read, analysed, registered, indexed, or failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Engine, RowMapping, Select, func, insert, select, update

from corpus.database import read_only
from corpus.records import now
from corpus.tables import ledger

State = Literal["received", "read", "analysed", "registered", "indexed", "failed"]
STEPS: tuple[State, ...] = get_args(State)[:-1]


class LedgerError(ValueError):
    """A step that the ledger cannot take: unknown document, or an unknown state."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Where one file stands.

    `reached` is the last step that succeeded; `state` equals it unless the file
    failed after it. `attempts` counts how often it was received or tried again.
    """

    sha256: str
    name: str
    state: State
    reached: State
    attempts: int
    code: str | None
    message_vi: str | None
    message_en: str | None
    received_at: str
    changed_at: str
    collection_id: int = 1


def entry_of(row: RowMapping) -> LedgerEntry:
    """Return the entry that a row of the ledger is."""
    return LedgerEntry(**{name: row[name] for name in LedgerEntry.__slots__})


@dataclass(frozen=True, slots=True)
class Ledger:
    """The states of all files ever received; one transaction for each change."""

    engine: Engine

    def receive(self, sha256: str, name: str, *, collection: int = 1) -> LedgerEntry:
        """Note that a file was offered for a collection; a failed one may try again.

        A file that already went further stays where it is.
        """
        with self.engine.begin() as db:
            row = db.execute(select(ledger).where(ledger.c.sha256 == sha256))
            found = row.mappings().first()
            if found is None:
                moment = now()
                values = {
                    "sha256": sha256,
                    "name": name,
                    "state": "received",
                    "reached": "received",
                    "attempts": 1,
                    "collection_id": collection,
                    "received_at": moment,
                    "changed_at": moment,
                }
                db.execute(insert(ledger).values(**values))
            else:
                failed = found["state"] == "failed"
                again: dict[str, Any] = {"attempts": found["attempts"] + 1}
                if failed:
                    again |= _cleared(found["reached"])
                if found["reached"] not in ("registered", "indexed"):
                    again["collection_id"] = collection
                db.execute(
                    update(ledger).where(ledger.c.sha256 == sha256).values(**again)
                )
        return self._must(sha256)

    def advance(self, sha256: str, state: State) -> LedgerEntry:
        """Note that a step succeeded; never a step back, except through `reset`.

        Raises:
            LedgerError: if the file was never received or the state is no step.
        """
        if state not in STEPS:
            raise LedgerError(f"not a step: {state}")
        with self.engine.begin() as db:
            advance_row(db, sha256, state)
        return self._must(sha256)

    def advance_all(self, digests: Iterable[str], state: State) -> None:
        """Note that a step succeeded for many files, in one transaction.

        Raises:
            LedgerError: if one was never received; then none is advanced.
        """
        with self.engine.begin() as db:
            for sha256 in digests:
                advance_row(db, sha256, state)

    def reset(self, sha256: str, state: State) -> LedgerEntry:
        """Put a file back to an earlier step: its index entry is gone, say.

        Raises:
            LedgerError: if the file was never received or the state is no step.
        """
        if state not in STEPS:
            raise LedgerError(f"not a step: {state}")
        with self.engine.begin() as db:
            reset_row(db, sha256, state)
        return self._must(sha256)

    def reset_indexed(self) -> int:
        """Put every indexed file back to registered; return how many there were."""
        with self.engine.begin() as db:
            done = db.execute(
                update(ledger)
                .where(ledger.c.state == "indexed")
                .values(**_cleared("registered"))
            )
            return int(done.rowcount)

    def fail(
        self, sha256: str, *, code: str, message_vi: str, message_en: str = ""
    ) -> LedgerEntry:
        """Note that the next step failed, and why.

        Raises:
            LedgerError: if the file was never received.
        """
        values = {
            "state": "failed",
            "code": code[:60],
            "message_vi": message_vi,
            "message_en": message_en,
            "lease_by": None,
            "lease_until": None,
            "changed_at": now(),
        }
        self._change(sha256, values)
        return self._must(sha256)

    def get(self, sha256: str) -> LedgerEntry | None:
        """Return where a file stands, or None if it was never received."""
        with read_only(self.engine) as db:
            row = db.execute(select(ledger).where(ledger.c.sha256 == sha256))
            found = row.mappings().first()
        return entry_of(found) if found is not None else None

    def entries(
        self, state: State | None = None, *, offset: int = 0, limit: int = 1000
    ) -> list[LedgerEntry]:
        """Return entries, those of one state if given, the oldest change first."""
        query = select(ledger).order_by(ledger.c.changed_at, ledger.c.id)
        if state is not None:
            query = query.where(ledger.c.state == state)
        with read_only(self.engine) as db:
            rows = db.execute(query.offset(offset).limit(limit)).mappings()
            return [entry_of(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many files stand in each state."""
        query = select(ledger.c.state, func.count()).group_by(ledger.c.state)
        with read_only(self.engine) as db:
            return {str(row[0]): int(row[1]) for row in db.execute(query)}

    def failures(self, *, offset: int = 0, limit: int = 1000) -> list[LedgerEntry]:
        """Return the files that failed, the oldest first."""
        return self.entries("failed", offset=offset, limit=limit)

    def unfinished(self, *, limit: int = 1000) -> list[LedgerEntry]:
        """Return files that neither failed nor reached the register."""
        early = ("received", "read", "analysed")
        query = select(ledger).where(ledger.c.state.in_(early)).order_by(ledger.c.id)
        with read_only(self.engine) as db:
            return [entry_of(row) for row in db.execute(query.limit(limit)).mappings()]

    def _change(self, sha256: str, values: dict[str, Any]) -> None:
        with self.engine.begin() as db:
            db.execute(update(ledger).where(ledger.c.sha256 == sha256).values(**values))

    def _must(self, sha256: str) -> LedgerEntry:
        found = self.get(sha256)
        if found is None:
            raise LedgerError(f"never received: {sha256}")
        return found


def _cleared(state: State) -> dict[str, Any]:
    return {
        "state": state,
        "reached": state,
        "code": None,
        "message_vi": None,
        "message_en": None,
        "lease_by": None,
        "lease_until": None,
        "changed_at": now(),
    }


def advance_row(db: Any, sha256: str, state: State) -> None:
    """Advance a file within a transaction that is already open.

    Raises:
        LedgerError: if the file was never received.
    """
    row = db.execute(select(ledger.c.reached).where(ledger.c.sha256 == sha256)).first()
    if row is None:
        raise LedgerError(f"never received: {sha256}")
    if STEPS.index(row[0]) > STEPS.index(state):
        state = row[0]
    db.execute(
        update(ledger).where(ledger.c.sha256 == sha256).values(**_cleared(state))
    )


def reset_rows(db: Any, digests: Select[tuple[str]], state: State) -> None:
    """Put the files of these digests back to a step, within an open transaction."""
    those = ledger.c.sha256.in_(digests)
    db.execute(update(ledger).where(those).values(**_cleared(state)))


def reset_row(db: Any, sha256: str, state: State) -> None:
    """Put a file back to a step within a transaction that is already open."""
    mine = ledger.c.sha256 == sha256
    db.execute(update(ledger).where(mine).values(**_cleared(state)))
