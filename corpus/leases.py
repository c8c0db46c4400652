"""Files that processes take on, one process each, for a while.

A lease ends when its file reaches the next step, or when its time is over: whoever
took it was killed then, and the next that asks gets it. On PostgreSQL several ask at
once and wait for nobody (`FOR UPDATE SKIP LOCKED`); SQLite lets them ask in turn.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, or_, select, update

from corpus.ledger import LedgerEntry, entry_of
from corpus.tables import ledger

SECONDS = 900.0
_OPEN = ("received", "read", "analysed", "failed")


def this_process() -> str:
    """Return a name by which other processes know this one."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def _moment(seconds: float = 0.0) -> str:
    then = datetime.now(UTC) + timedelta(seconds=seconds)
    return then.isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Leases:
    """The files of a ledger that wait for a process to go on with them."""

    engine: Engine

    def claim(
        self,
        who: str,
        *,
        limit: int = 20,
        seconds: float = SECONDS,
        before: str | None = None,
        only: Collection[str] | None = None,
    ) -> list[LedgerEntry]:
        """Take up to `limit` files that are unfinished or failed; the oldest first.

        Nobody else gets them for `seconds`. `before`: only those that did not change
        since that moment, so that one run takes no file twice. `only`: those of these
        digests.
        """
        free = or_(ledger.c.lease_until.is_(None), ledger.c.lease_until < _moment())
        query = select(ledger).where(ledger.c.state.in_(_OPEN), free)
        if before is not None:
            query = query.where(ledger.c.changed_at <= before)
        if only is not None:
            query = query.where(ledger.c.sha256.in_(list(only)))
        query = query.order_by(ledger.c.id).limit(limit)
        with self.engine.execution_options(claims=True).begin() as db:
            rows = db.execute(query.with_for_update(skip_locked=True)).mappings().all()
            mine = ledger.c.id.in_([row["id"] for row in rows])
            values = {"lease_by": who, "lease_until": _moment(seconds)}
            db.execute(update(ledger).where(mine).values(**values))
        return [entry_of(row) for row in rows]

    def renew(
        self, who: str, digests: Iterable[str], *, seconds: float = SECONDS
    ) -> int:
        """Hold files longer; return how many are still held by `who`."""
        wanted = ledger.c.sha256.in_(list(digests))
        with self.engine.execution_options(claims=True).begin() as db:
            done = db.execute(
                update(ledger)
                .where(wanted, ledger.c.lease_by == who)
                .values(lease_until=_moment(seconds))
            )
            return int(done.rowcount)

    def release(self, who: str) -> int:
        """Give back all that `who` holds; return how many files."""
        with self.engine.execution_options(claims=True).begin() as db:
            done = db.execute(
                update(ledger)
                .where(ledger.c.lease_by == who)
                .values(lease_by=None, lease_until=None)
            )
            return int(done.rowcount)
