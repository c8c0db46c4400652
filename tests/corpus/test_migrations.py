"""The migrations make exactly the tables that the code uses."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from corpus.database import connect
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
