"""The migrations make exactly the tables that the code uses."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from corpus.database import PRESENT, connect
from corpus.tables import metadata, trail


def test_migrations_produce_the_metadata(tmp_path: Path) -> None:
    """A database that was migrated differs in nothing from the tables declared."""
    engine = connect(f"sqlite:///{tmp_path}/so.db")
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []
        assert inspect(db).get_table_names()
    engine.dispose()


def test_opening_twice_keeps_what_is_there(tmp_path: Path) -> None:
    """Migrating a present database is nothing."""
    url = f"sqlite:///{tmp_path}/so.db"
    connect(url).dispose()
    engine = connect(url)
    with engine.connect() as db:
        versions = db.execute(text("select version_num from alembic_version")).all()
    assert len(versions) == 1
    engine.dispose()


def test_sqlite_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation and foreign keys are on."""
    engine = connect(f"sqlite:///{tmp_path}/so.db")
    with engine.connect() as db:
        values = [
            db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert values == ["wal", 2, 1]
    engine.dispose()


_OPENING = """
import sys, time
from corpus.database import connect
begun = float(sys.argv[2])
for turn in range(20):
    time.sleep(max(0.0, begun + turn / 8 - time.time()))
    connect(f"sqlite:///{sys.argv[1]}/{turn}/so.db").dispose()
"""


def test_a_new_register_is_opened_by_several_at_once(tmp_path: Path) -> None:
    """SQLite does not wait while another process turns a new file to its log."""
    said = [sys.executable, "-c", _OPENING, str(tmp_path), str(time.time() + 3)]
    opening = [subprocess.Popen(said, stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate()[1].decode() for process in opening]
    assert errors == [""] * 4


def test_tables_can_be_made_on_postgresql() -> None:
    """No column type is SQLite's own."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in metadata.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(
            CreateTable(table).compile(dialect=dialect)
        )
    assert create_engine("sqlite://").dialect.name == "sqlite"


def test_a_present_register_opens_without_alembic(tmp_path: Path) -> None:
    """The last step is known by name, and opening again imports no migrations."""
    url = f"sqlite:///{tmp_path}/so.db"
    connect(url).dispose()
    program = (
        "import sys\nfrom corpus.database import connect\n"
        f"connect({url!r}).dispose()\nprint('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
    config = Config()
    place = Path(connect.__code__.co_filename).with_name("migrations")
    config.set_main_option("script_location", str(place))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == PRESENT


def _steps(url: str, last: str) -> None:
    """Make a database as it was after an earlier step."""
    config = Config()
    place = Path(connect.__code__.co_filename).with_name("migrations")
    config.set_main_option("script_location", str(place))
    config.set_main_option("path_separator", "os")
    engine = create_engine(url)
    with engine.begin() as db:
        config.attributes["connection"] = db
        command.upgrade(config, last)
    engine.dispose()


@pytest.mark.parametrize("last", ["0001", "0002", "0003", "0004", "0005"])
def test_a_register_of_an_earlier_schema_is_brought_forward(
    tmp_path: Path, last: str
) -> None:
    """An older database gets what was made since, and keeps its rows."""
    url = f"sqlite:///{tmp_path}/so.db"
    _steps(url, last)
    old = create_engine(url)
    with old.begin() as db:
        row = "('aa', 'a.txt', 'text/plain', 1, '2026-01-01', 0)"
        columns = "sha256, name, media_type, size, added_at, draft"
        db.execute(text(f"INSERT INTO document ({columns}) VALUES {row}"))
    old.dispose()

    again = connect(url)
    with again.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []
        kept = db.execute(text("SELECT name, collection_id FROM document")).all()
    again.dispose()
    assert [tuple(row) for row in kept] == [("a.txt", 1)]


@pytest.mark.parametrize(
    "statement", ["UPDATE trail SET who = 'ai khác'", "DELETE FROM trail"]
)
def test_the_audit_log_is_only_added_to(tmp_path: Path, statement: str) -> None:
    """The database itself refuses to change what was written there."""
    engine = connect(f"sqlite:///{tmp_path}/so.db")
    row = {"at": "2026", "who": "An", "action": "x", "subject": "", "detail": ""}
    with engine.begin() as db:
        db.execute(trail.insert().values(**row, address=""))

    with pytest.raises(IntegrityError, match="only added to"), engine.begin() as db:
        db.execute(text(statement))
    with engine.connect() as db:
        assert db.execute(text("SELECT who FROM trail")).scalars().all() == ["An"]
    engine.dispose()
