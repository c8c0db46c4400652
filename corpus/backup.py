"""The whole register in one file, and back again."""

from __future__ import annotations

import base64
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, LargeBinary, Table, delete, func, insert, select

from corpus.originals import Originals
from corpus.tables import collection, kept_tables

_FORMAT = "cancu-register-1"
_BATCH = 100


class BackupError(Exception):
    """A backup that cannot be restored here, and why."""


def line_of(table: Table, row: Any) -> bytes:
    """Return a row as one line of JSON; equal rows give equal lines anywhere."""
    values = dict(row)
    for column in table.columns:
        value = values[column.name]
        if isinstance(column.type, LargeBinary) and value is not None:
            values[column.name] = base64.b64encode(value).decode("ascii")
    return json.dumps(values, ensure_ascii=False).encode("utf-8") + b"\n"


def _values(table: Table, line: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(line)
    for column in table.columns:
        if column.server_default is not None and column.name not in values:
            continue  # written before there was such a column
        value = values[column.name]
        if isinstance(column.type, LargeBinary) and value is not None:
            values[column.name] = base64.b64decode(value)
    return values


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size = size
    tar.addfile(info, file)


def write(path: Path, db: Connection, originals: Originals) -> int:
    """Write all tables and originals to `path`; return how many originals.

    The file appears whole under its name or not at all.
    """
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as out:
            with tarfile.open(fileobj=out, mode="w") as tar:
                mark = _FORMAT.encode("ascii")
                _add(tar, "format", BytesIO(mark), len(mark))
                for table in kept_tables():
                    _write_table(tar, table, db)
                digests = list(originals.digests())
                for digest in digests:
                    data = originals.as_kept(digest)
                    _add(tar, f"originals/{digest}", BytesIO(data), len(data))
                _add(tar, "end", BytesIO(b""), 0)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return len(digests)


def _write_table(tar: tarfile.TarFile, table: Table, db: Connection) -> None:
    with tempfile.TemporaryFile() as file:
        for row in db.execute(select(table)).mappings():
            file.write(line_of(table, row))
        size = file.tell()
        file.seek(0)
        _add(tar, f"tables/{table.name}.jsonl", file, size)


def is_empty(db: Connection) -> bool:
    """Tell whether a register holds nothing yet."""
    for table in kept_tables():
        given = 1 if table is collection else 0  # its first row is always there
        if db.execute(select(func.count()).select_from(table)).scalar_one() > given:
            return False
    return True


def read(path: Path, db: Connection, originals: Originals) -> int:
    """Fill empty tables from the backup at `path`; return how many originals.

    Raises:
        BackupError: if the tables are not empty, or the file is no whole backup.
    """
    if not is_empty(db):
        raise BackupError("kho không trống / the register is not empty")
    try:
        with tarfile.open(path, mode="r:") as tar:
            count = _restore(tar, db, originals)
    except (tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise BackupError(f"tệp sao lưu hỏng / broken backup: {error}") from error
    renumber(db)
    return count


def renumber(db: Connection) -> None:
    """Let PostgreSQL give out ids after those restored; SQLite does so by itself."""
    if db.dialect.name != "postgresql":
        return
    for table in kept_tables():
        if "id" in table.columns:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            db.execute(select(func.setval(sequence, func.max(table.c.id))))


def _restore(tar: tarfile.TarFile, db: Connection, originals: Originals) -> int:
    count, seen = 0, []
    tables = {f"tables/{t.name}.jsonl": t for t in kept_tables()}
    for member in tar:
        file = tar.extractfile(member)
        if file is None:
            raise BackupError(f"mục lạ / unexpected member: {member.name}")
        seen.append(member.name)
        if member.name == "format":
            if file.read() != _FORMAT.encode("ascii"):
                raise BackupError("định dạng lạ / unknown format")
        elif member.name in tables:
            if tables[member.name] is collection:
                db.execute(delete(collection))
            for rows in _batches(tables[member.name], file):
                db.execute(insert(tables[member.name]), rows)
        elif member.name.startswith("originals/"):
            digest = originals.put(file.read())
            if f"originals/{digest}" != member.name:
                raise BackupError(f"bản gốc sai / altered original: {member.name}")
            count += 1
    if seen[:1] != ["format"] or seen[-1:] != ["end"]:
        raise BackupError("tệp sao lưu thiếu / incomplete backup")
    return count


def _batches(table: Table, file: IO[bytes]) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for line in file:
        rows.append(_values(table, line))
        if len(rows) == _BATCH:
            yield rows
            rows = []
    if rows:
        yield rows
