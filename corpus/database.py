"""Opening the database: engine, durability, and the steps to the present schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from corpus.visibility import watch

_BUSY_MS = 30_000
# The last step in `corpus/migrations/versions`; a test holds the two equal.
PRESENT = "0006"


def _durable(connection: Any, _record: object) -> None:
    """Ask SQLite to lose nothing that was acknowledged, and to honour foreign keys."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once: two writers then wait instead of failing."""
    if not connection.get_execution_options().get("reads_only", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def read_only(engine: Engine) -> Connection:
    """Open a connection that only reads: it waits for no writer, and none for it."""
    return engine.execution_options(reads_only=True).connect()


def connect(url: str) -> Engine:
    """Return an engine for `url`, brought to the present schema.

    A SQLite file and its folder are made if absent, in WAL mode with
    `synchronous=FULL`. Safe to share between threads.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if the database cannot be opened.
    """
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", _begin)
    watch(engine)
    _migrate(engine)
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
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
