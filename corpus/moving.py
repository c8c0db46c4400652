"""A whole register from one database to another, and its originals, counted and hashed.

Originals go first: they lie under their digests, and one that is there already is not
copied again. The rows follow in one transaction, which is kept only where every table
has the same rows on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from corpus.backup import is_empty, line_of, renumber
from corpus.database import read_only
from corpus.originals import OriginalAltered, Originals
from corpus.register import Register
from corpus.tables import collection, kept_tables
from corpus.visibility import whole

_BATCH = 500


class MoveError(Exception):
    """A register that cannot be moved, and why; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: rows by table, and how many originals, those copied now."""

    rows: dict[str, int]
    originals: int
    copied: int


def count_rows(register: Register) -> dict[str, int]:
    """Return how many rows each table of a register has."""
    with read_only(whole(register.engine)) as db:
        return {
            table.name: int(
                db.execute(select(func.count()).select_from(table)).scalar_one()
            )
            for table in kept_tables()
        }


def move(
    source: Register,
    target: Register,
    *,
    told: Callable[[str, int], None] = lambda _name, _count: None,
) -> Moved:
    """Copy a register into an empty one. The source is only read.

    `told` is called with the name and the count of each table, and of the originals.
    Interrupted, it can be called again: nothing but originals was kept.

    Raises:
        MoveError: if the target is not empty, an original is gone or altered, or a
            table differs after it was copied.
        sqlalchemy.exc.SQLAlchemyError: if a database cannot be reached.
    """
    old, new = whole(source.engine), whole(target.engine)
    with read_only(new) as db:
        if not is_empty(db):
            raise MoveError(
                "Nơi đến không trống / The register to move to is not empty"
            )
    held, copied = _copy_originals(source.originals, target.originals)
    told("originals", held)
    with read_only(old) as there, new.begin() as here:
        if not is_empty(here):
            raise MoveError("Nơi đến đã có dữ liệu / The target was filled meanwhile")
        here.execute(delete(collection))
        rows = {}
        for table in kept_tables():
            rows[table.name] = _copy(table, there, here)
            told(table.name, rows[table.name])
        renumber(here)
    return Moved(rows, held, copied)


def _copy_originals(old: Originals, new: Originals) -> tuple[int, int]:
    held = copied = 0
    for digest in old.digests():
        held += 1
        if digest in new and new.is_intact(digest):
            continue
        try:
            new.put(old.get(digest), anew=True)
        except OriginalAltered as error:
            raise MoveError(str(error)) from error
        copied += 1
    return held, copied


def _copy(table: Table, old: Connection, new: Connection) -> int:
    """Copy the rows of a table; return how many. Both sides are then hashed."""
    count, ours = 0, sha256()
    for rows in _batches(table, old):
        new.execute(insert(table), rows)
        for row in rows:
            ours.update(line_of(table, row))
        count += len(rows)
    theirs = sha256()
    for rows in _batches(table, new):
        for row in rows:
            theirs.update(line_of(table, row))
    if ours.digest() != theirs.digest():
        raise MoveError(f"Bảng chép sai / Table differs after copying: {table.name}")
    return count


def _batches(table: Table, db: Connection) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in the order of their keys, some at a time."""
    keys = list(table.primary_key.columns)
    query = select(table).order_by(*keys).execution_options(yield_per=_BATCH)
    for part in db.execute(query).mappings().partitions():
        yield [dict(row) for row in part]
