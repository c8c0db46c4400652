"""The mark of the register: another one after each change, known to every process."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text, update

from corpus.changes import APART
from corpus.register import Register
from corpus.tables import collection, metadata
from tests.corpus.conftest import make
from tests.postgres import Server, started

ROOT = Path(__file__).resolve().parents[2]
RECEIVING = """
import sys
from pathlib import Path
from corpus.register import Register
register = Register.open(sys.argv[1], Path(sys.argv[2]))
register.receive(b"elsewhere", "a.txt")
register.close()
"""


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; the limit of the whole test ends it otherwise."""
    pause = threading.Event()
    while not true():
        pause.wait(0.02)


def other_process(register: Register, folder: Path) -> None:
    """Let another process receive a file."""
    url = register.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", RECEIVING, url, str(folder / "goc")]
    subprocess.run(command, check=True, cwd=ROOT)


def _added(register: Register) -> None:
    register.add(*make(number="1/QĐ-UBND"))


def _removed(register: Register) -> None:
    register.remove(register.documents()[0].id)


def _indexed(register: Register) -> None:
    digests = [held.sha256 for held in register.pending_index()]
    register.ledger.advance_all(digests, "indexed")


CHANGES = [
    lambda register: register.receive(b"a", "a.txt"),
    _added,
    _indexed,
    lambda register: register.collections.add("Riêng", open=False),
    lambda register: register.resolve_again() or _removed(register),
]
NO_CHANGES = [
    lambda register: register.leases.claim("x:1"),
    lambda register: register.people.add("an", role="reader"),
    lambda register: register.trail.note("login", who="an"),
    lambda register: register.counts(),
    lambda register: register.find("1/QĐ-UBND"),
]


def test_each_change_gives_another_mark(register: Register) -> None:
    """Also as it is seen by a person with some collections; reading gives none."""
    marks = [register.changes.revision()]
    for change in CHANGES:
        change(register)
        marks.append(register.changes.revision())
        for nothing in NO_CHANGES[0], *NO_CHANGES[2:]:
            nothing(register)
        seen = register.seen_by(frozenset({1}))
        assert register.changes.revision() == marks[-1] == seen.changes.revision()
    assert len(set(marks)) == len(marks)
    register.people.add("an", role="reader")
    assert register.changes.revision() == marks[-1]


def test_every_table_is_known_to_change_the_mark_or_not() -> None:
    """What is apart is named; everything else counts."""
    assert set(metadata.tables) >= APART


def test_what_is_rolled_back_is_no_change(register: Register) -> None:
    """The mark is part of the transaction, and comes with it or not at all."""

    def given_up() -> None:
        with register.engine.begin() as db:
            db.execute(update(collection).values(name="khác"))
            raise ZeroDivisionError

    before = register.changes.revision()
    with pytest.raises(ZeroDivisionError):
        given_up()
    assert register.changes.revision() == before
    # What comes next on the same connection is not taken for a change either.
    register.trail.note("login", who="an")
    assert register.changes.revision() == before


def test_a_change_of_another_process_is_seen(
    register: Register, tmp_path: Path
) -> None:
    """Whether this process listens or asks."""
    before = register.changes.revision()
    other_process(register, tmp_path)
    assert register.changes.revision() != before


@pytest.fixture
def listening(postgres_url: str, tmp_path: Path) -> Iterator[Register]:
    """A register on a server, of which the process takes notices."""
    register = Register.open(postgres_url, tmp_path / "goc")
    register.changes.listen()
    until(lambda: register.changes.is_listening)
    yield register
    register.close()


def test_who_listens_is_told(
    listening: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notice of another process gives the mark; the database is not asked."""
    before = listening.changes.revision()

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("the database was asked")

    other_process(listening, tmp_path)
    monkeypatch.setattr(listening.changes, "_engine", None)
    until(lambda: listening.changes.revision() != before)
    monkeypatch.undo()


def test_a_process_sees_its_own_change_at_once(listening: Register) -> None:
    """However late the notice is, what this process wrote is in the mark."""
    for at in range(20):
        before = listening.changes.revision()
        listening.receive(str(at).encode(), "a.txt")
        assert listening.changes.revision() != before


def test_many_threads_write_and_every_mark_is_new(listening: Register) -> None:
    """Marks are given one after the other."""

    def write(name: str) -> None:
        for at in range(10):
            listening.receive(f"{name}{at}".encode(), name)

    before = int(listening.changes.revision().partition("-")[0])
    threads = [threading.Thread(target=write, args=(each,)) for each in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert int(listening.changes.revision().partition("-")[0]) == before + 30


def test_a_line_that_was_cut_is_opened_again(
    listening: Register, tmp_path: Path
) -> None:
    """Changes made while nobody listened are known as well."""
    before = listening.changes.revision()
    ended = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        " AND query LIKE 'SELECT revision%'"
    )
    admin = create_engine(listening.engine.url, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        assert db.execute(ended).all()
    admin.dispose()
    other_process(listening, tmp_path)
    after = listening.changes.revision()
    assert after != before
    until(lambda: listening.changes.is_listening)
    assert listening.changes.revision() == after


@pytest.mark.slow
def test_the_server_is_killed_and_comes_back(tmp_path: Path) -> None:
    """Meanwhile asking fails as every question does; then it goes on."""
    server: Server = started()
    try:
        register = Register.open(server.url(), tmp_path / "goc")
        register.changes.listen()
        until(lambda: register.changes.is_listening)
        before = register.changes.revision()
        server.kill()
        until(lambda: not register.changes.is_listening)
        with pytest.raises(Exception, match="psycopg"):
            register.changes.revision()
        server.start()
        register.receive(b"b", "b.txt")
        after = register.changes.revision()
        assert after != before
        until(lambda: register.changes.is_listening)
        other_process(register, tmp_path)
        until(lambda: register.changes.revision() != after)
        register.close()
    finally:
        server.remove()


def test_a_silent_line_is_not_believed(
    listening: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was heard too long ago is asked for again."""
    real = listening.changes.revision()
    monkeypatch.setattr("corpus.changes._TRUSTED", -1.0)
    assert listening.changes.revision() == real


def test_sqlite_needs_no_listener(tmp_path: Path) -> None:
    """Listening is nothing there: asking reads one row of the file."""
    register = Register.open(f"sqlite:///{tmp_path}/so.db", tmp_path / "goc")
    register.changes.listen()
    assert not register.changes.is_listening
    before = register.changes.revision()
    other_process(register, tmp_path)
    assert register.changes.revision() != before
    register.close()
