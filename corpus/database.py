"""Opening the database: engine, durability, and the steps to the present schema."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    InterfaceError,
    OperationalError,
    TimeoutError,
)

from corpus.changes import keep_changes
from corpus.visibility import watch

_BUSY_MS = 30_000
# One writer at a time, on PostgreSQL too: links are made among all documents, so two
# that arrive at once would each miss the other. Any number, the same everywhere.
_WRITERS = 4_130_127
_CONNECT_SECONDS = 5
# A line that was cut without a word, by a switch or a machine that lost its power, is
# noticed after so many milliseconds of sending, and seconds of waiting.
_LINE = {
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
_POOL = {"pool_size": 10, "max_overflow": 20, "pool_timeout": 15.0}
# The last step in `corpus/migrations/versions`; a test holds the two equal.
PRESENT = "0011"
_AGAIN = 0.02  # seconds until a new file is asked for again


def _durable(connection: Any, _record: object) -> None:
    """Ask SQLite to lose nothing that was acknowledged, and to honour foreign keys."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Keep a log of what is written; a new file is told so by one process alone.

    SQLite does not wait for the other one here, whatever `busy_timeout` says.
    """
    until = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_AGAIN)
        else:
            return


def _begin(connection: Connection) -> None:
    """Take the write lock at once: two writers then wait instead of failing."""
    if not connection.get_execution_options().get("reads_only", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_on_server(connection: Connection) -> None:
    """Say what a transaction on PostgreSQL is for: to read, to claim, or to write.

    A reader sees one moment and waits for nobody. A writer waits for the one before
    it, as on SQLite. What claims work (`corpus.leases`) locks rows instead.
    """
    options = connection.get_execution_options()
    if options.get("reads_only", False):
        connection.exec_driver_sql(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
        )
    elif not options.get("claims", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def unreachable(error: BaseException) -> bool:
    """Tell whether an error means that the database cannot be asked just now.

    Refused, cut off, too slow to answer, or all connections in use: worth asking again.
    """
    return isinstance(error, OperationalError | InterfaceError | TimeoutError)


# What the client says of a server that it does not let in or is not let in by.
_TOLD = (
    (
        "certificate verify failed",
        "chứng thư của máy chủ không do tổ chức đã đặt (sslrootcert) cấp",
        "the server's certificate is not by the authority that is set",
    ),
    (
        "does not match host name",
        "chứng thư của máy chủ mang tên khác với tên trong URL",
        "the server's certificate is for another name than that of the URL",
    ),
    (
        "root certificate file",
        "không có tệp của tổ chức chứng thực (sslrootcert)",
        "the file of the authority (sslrootcert) is not there",
    ),
    (
        "server does not support SSL",
        "máy chủ không nói TLS mà URL đòi (sslmode)",
        "the server speaks no TLS, which the URL demands (sslmode)",
    ),
    (
        "no pg_hba.conf entry",
        "máy chủ không cho kết nối này vào: không TLS, hay sai người, sai máy",
        "the server lets this connection not in: no TLS, another user or machine",
    ),
    (
        "certificate authentication failed",
        "chứng thư của máy này không phải của người dùng trong URL",
        "the certificate of this machine is not that of the user in the URL",
    ),
    (
        "valid client certificate",
        "máy chủ đòi chứng thư của máy này (sslcert, sslkey)",
        "the server wants a certificate of this machine (sslcert, sslkey)",
    ),
    (
        "alert unknown ca",
        "máy chủ không tin tổ chức đã cấp chứng thư của máy này (sslcert)",
        "the server does not trust the authority of this machine's certificate",
    ),
    (
        "password authentication failed",
        "máy chủ không nhận tên hoặc mật khẩu trong URL",
        "the server refuses the user or password of the URL",
    ),
)


def explained(error: BaseException) -> str:
    """Say in both languages why a database lets nobody in; empty where it is clear."""
    told = str(getattr(error, "orig", error))
    for sign, vi, en in _TOLD:
        if sign in told:
            return f"{vi} / {en}"
    return ""


def read_only(engine: Engine) -> Connection:
    """Open a connection that only reads: it waits for no writer, and none for it."""
    return engine.execution_options(reads_only=True).connect()


def connect(url: str) -> Engine:
    """Return an engine for `url`, brought to the present schema.

    A SQLite file and its folder are made if absent, in WAL mode with
    `synchronous=FULL`. On PostgreSQL connections are pooled, asked whether they live
    before they are used, and given up after seconds where the server does not answer.
    Safe to share between threads.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if the database cannot be opened.
    """
    place = make_url(url)
    backend = place.get_backend_name()
    if backend == "sqlite":
        engine = _file(place)
    elif backend == "postgresql":
        engine = _server(place)
    else:
        raise ArgumentError(
            f"{backend}: chỉ dùng SQLite, PostgreSQL / SQLite and PostgreSQL only"
        )
    watch(engine)
    keep_changes(engine)
    _migrate(engine)
    return engine


def _file(place: URL) -> Engine:
    if place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(place)
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", _begin)
    return engine


def _server(place: URL) -> Engine:
    settings = f"-c lock_timeout={_BUSY_MS} -c timezone=UTC"
    arguments = {
        "connect_timeout": _CONNECT_SECONDS,
        **_LINE,
        "application_name": "cancu",
        "options": settings,
    }
    try:
        engine = create_engine(
            place.set(drivername="postgresql+psycopg"),
            connect_args=arguments,
            pool_pre_ping=True,
            **_POOL,
        )
    except ModuleNotFoundError as error:
        raise ArgumentError(
            "PostgreSQL cần gói psycopg: pip install 'cancu[cluster]' / "
            "PostgreSQL needs the package psycopg"
        ) from error
    event.listen(engine, "begin", _begin_on_server)
    return engine


def _is_present(engine: Engine) -> bool:
    """Tell whether the database already has the present schema."""
    with read_only(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        steps = connection.execute(text("SELECT version_num FROM alembic_version"))
        return list(steps.scalars()) == [PRESENT]


def _migrate(engine: Engine) -> None:
    if _is_present(engine):
        return
    # Slow to import; most starts find the schema as it should be.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).with_name("migrations"))
    )
    config.set_main_option("path_separator", "os")
    # Two processes that start at once take turns: the second finds nothing to do.
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
