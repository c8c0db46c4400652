"""When the register last changed: one mark, told to every process that asked for it.

Whatever changes documents, links, catalogue, ledger or collections gives the register a
new mark in the same transaction. What was made from the register at a mark is good for
as long as the mark stays. People, log-ins and the audit log change nothing of that.

On PostgreSQL the transaction also sends a notice (`NOTIFY`), so that a process that
listens knows the mark without asking. When its connection is lost, or silent for
seconds, it asks the database instead, until it listens again.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, UpdateBase, event, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus.tables import revision
from corpus.visibility import whole

# What no page about documents is made from.
APART = frozenset(
    (
        "person",
        "access",
        "sitting",
        "token",
        "second_factor",
        "recovery_code",
        "trail",
        "saved_search",
        "revision",
    )
)
CHANNEL = "cancu_changes"
_OPTION = "changes"
_CHANGED = "cancu_changed"
_WAIT = 1.0
"""Seconds for which a listener waits for a notice, then it asks if all is well."""
_TRUSTED = 5.0
"""Seconds after which what a silent connection said is not believed any more."""
_AGAIN = 1.0


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    mark: str

    def __str__(self) -> str:
        return f"{self.number}-{self.mark}"


class Changes:
    """The changes of one database, as this process knows them. Safe among threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written = 0
        self._heard: tuple[_Mark, float] | None = None
        self._stopping = threading.Event()
        self._listener: threading.Thread | None = None
        self._lock = threading.Lock()

    def revision(self) -> str:
        """Return the mark of the register: another one after each change.

        Ask before reading what is to be kept under it: what is read later may be newer
        than the mark, never older. A change made by this process is in the mark at
        once; one made by another process is in it at once too where nobody listens,
        and after milliseconds where somebody does, 5 seconds if the line is cut.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: if the database cannot be asked.
        """
        heard = self._heard
        if heard is not None:
            mark, at = heard
            fresh = time.monotonic() - at < _TRUSTED
            if fresh and mark.number >= self._written:
                return str(mark)
        with whole(self._engine).execution_options(reads_only=True).connect() as db:
            number, mark_text = db.execute(
                select(revision.c.number, revision.c.mark)
            ).one()
        return str(_Mark(number, mark_text))

    @property
    def is_listening(self) -> bool:
        """Whether notices come in, so that asking for the mark costs nothing."""
        return self._heard is not None

    def listen(self) -> None:
        """Take notices from now on, where the database sends any; once is enough."""
        if self._engine.dialect.name != "postgresql":
            return
        with self._lock:
            if self._listener is None and not self._stopping.is_set():
                self._listener = threading.Thread(
                    target=self._keep_listening, name="cancu-changes", daemon=True
                )
                self._listener.start()

    def close(self) -> None:
        """Take no notices any more."""
        self._stopping.set()
        if self._listener is not None:
            self._listener.join(timeout=_WAIT + 1.0)

    def _keep_listening(self) -> None:
        errors = (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error, OSError)
        while not self._stopping.is_set():
            try:
                with self._line() as line:
                    self._follow(line)
            except errors:
                pass  # the server is away; whoever asks meanwhile is told so
            finally:
                self._heard = None
            self._stopping.wait(_AGAIN)

    @contextmanager
    def _line(self) -> Iterator[Any]:
        """Give a connection of the driver that is not of the pool."""
        taken = self._engine.raw_connection()
        line: Any = taken.driver_connection
        taken.detach()
        try:
            line.autocommit = True
            yield line
        finally:
            line.close()

    def _follow(self, line: Any) -> None:
        line.execute(f"LISTEN {CHANNEL}")
        question = str(select(revision.c.number, revision.c.mark))
        while not self._stopping.is_set():
            # Also tells that the other side is there, and what was said unheard.
            self._hear(_Mark(*line.execute(question).fetchone()))
            for notice in line.notifies(timeout=_WAIT):
                number, _, mark = notice.payload.partition("-")
                self._hear(_Mark(int(number), mark))

    def _hear(self, mark: _Mark) -> None:
        self._heard = (mark, time.monotonic())

    # What is done for those who write

    def _mark(self, db: Connection) -> None:
        values = {"number": revision.c.number + 1, "mark": secrets.token_hex(8)}
        given = update(revision).values(**values)
        asked = given.returning(revision.c.number, revision.c.mark)
        mark = _Mark(*db.execute(asked).one())
        if db.dialect.name == "postgresql":
            db.execute(select(func.pg_notify(CHANNEL, str(mark))))
        self._written = max(self._written, mark.number)


def changes_of(engine: Engine) -> Changes:
    """Return the changes that an engine of `corpus.database.connect` keeps."""
    found: Changes = engine.get_execution_options()[_OPTION]
    return found


def keep_changes(engine: Engine) -> None:
    """Let every transaction of an engine that changes the register mark it."""
    changes = Changes(engine)
    engine.update_execution_options(**{_OPTION: changes})

    def noticed(db: Connection, clause: Any, *_: Any) -> None:
        if not isinstance(clause, UpdateBase) or str(clause.table) in APART:
            return
        # Who takes on a file changes nothing that anybody is shown.
        if not db.get_execution_options().get("claims", False):
            db.info[_CHANGED] = True

    def kept(db: Connection) -> None:
        if db.info.pop(_CHANGED, False):
            changes._mark(db)

    def dropped(db: Connection) -> None:
        if not db.invalidated:  # a connection that was cut remembers nothing
            db.info.pop(_CHANGED, None)

    event.listen(engine, "before_execute", noticed)
    event.listen(engine, "commit", kept)
    event.listen(engine, "rollback", dropped)
