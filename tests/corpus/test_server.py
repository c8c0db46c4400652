"""PostgreSQL as the register's database: killed, refusing, silent, and shared."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from corpus.database import connect, unreachable
from corpus.register import Register
from tests.corpus.test_durability import ADDING, ROOT
from tests.ports import free_port
from tests.postgres import Server, started


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may kill."""
    server = started()
    yield server
    server.remove()


@pytest.mark.slow
def test_killed_while_adding(own_server: Server, tmp_path: Path) -> None:
    """What was acknowledged before the server was killed is there when it is back."""
    url, folder = own_server.url(), tmp_path
    script = ADDING.replace('f"sqlite:///{sys.argv[1]}/so.db"', "sys.argv[2]")
    adding = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert adding.stdout is not None
    acknowledged = [next(adding.stdout).strip() for _ in range(25)]
    own_server.kill()
    rest, errors = adding.communicate()
    acknowledged += [line for line in rest.split() if len(line) == 64]
    assert adding.returncode != 0
    assert "sqlalchemy" in errors

    own_server.start()
    register = Register.open(url, folder / "goc")
    for digest in acknowledged:
        held = register.by_sha256(digest)
        assert held is not None
        assert len(register.cites(held.id)) == 1
    assert {problem.code for problem in register.verify()} <= {"stray_original"}
    register.close()


@pytest.mark.slow
def test_a_pool_comes_back_with_the_server(own_server: Server, tmp_path: Path) -> None:
    """A register that was open asks again after the server was away."""
    register = Register.open(own_server.url(), tmp_path / "goc")
    register.receive(b"a", "a.txt")
    own_server.kill()
    with pytest.raises(SQLAlchemyError) as error:
        register.receive(b"b", "b.txt")
    assert unreachable(error.value)
    own_server.start()
    register.receive(b"c", "c.txt")
    assert register.counts()["documents"] == 0
    assert {each.name for each in register.ledger.entries()} == {"a.txt", "c.txt"}
    register.close()


def test_a_server_that_refuses_is_told_at_once() -> None:
    """Nobody listens there."""
    with pytest.raises(SQLAlchemyError) as error:
        connect(f"postgresql://nobody@127.0.0.1:{free_port()}/x")
    assert unreachable(error.value)


@pytest.mark.slow
def test_a_server_that_is_silent_is_given_up() -> None:
    """Somebody listens and never answers: the connection is given up."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(SQLAlchemyError) as error:
            connect(f"postgresql://nobody@127.0.0.1:{port}/x")
    assert unreachable(error.value)


def test_a_line_that_is_cut_without_a_word_is_noticed(postgres_url: str) -> None:
    """The kernel was told how long to wait for an answer to what was sent."""
    engine = connect(postgres_url)
    with engine.connect() as db:
        driver = db.connection.driver_connection
        assert driver is not None
        with socket.socket(fileno=os.dup(driver.pgconn.socket)) as line:
            told = [
                line.getsockopt(socket.IPPROTO_TCP, option)
                for option in (socket.TCP_USER_TIMEOUT, socket.TCP_KEEPIDLE)
            ]
    assert told == [15_000, 10]
    engine.dispose()


def test_other_databases_are_refused() -> None:
    """Only those that are tested."""
    with pytest.raises(ArgumentError, match="PostgreSQL"):
        connect("mysql://a@127.0.0.1/b")


def test_processes_that_start_at_once_migrate_once(
    own_server: Server, tmp_path: Path
) -> None:
    """The first makes the tables, the others find them."""

    def opened(_: int) -> int:
        register = Register.open(own_server.url(), tmp_path / "goc")
        held = register.counts()["documents"]
        register.close()
        return held

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opened, range(4))) == [0] * 4
