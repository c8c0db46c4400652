"""The migrations make exactly the tables that the code uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from corpus.database import PRESENT, connect
from corpus.tables import metadata


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


def test_a_register_of_the_first_schema_is_brought_forward(tmp_path: Path) -> None:
    """An older database gets the tables made since, and keeps its rows."""
    url = f"sqlite:///{tmp_path}/so.db"
    engine = connect(url)
    with engine.begin() as db:
        for statement in (
            "DROP TABLE decision",
            "DROP INDEX ix_citation_resolution",
            "UPDATE alembic_version SET version_num = '0002'",
        ):
            db.execute(text(statement))
    engine.dispose()
    again = connect(url)
    with again.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []
    again.dispose()
