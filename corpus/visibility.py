"""What a person may see of the register, kept at one door: the connection.

A connection with the option `seen_by` (ids of collections) reads a register in which
the documents of all other collections do not exist. Every statement that reads is given
tables of the same names, cut down to what may be seen, before the database gets it. No
question has to think of it, and none can forget it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, column, event, table

OPTION = "seen_by"
# The collection that is there from the beginning, and open.
FIRST = 1
_SEEN = "collection_id IN ({ids})"
_OWNED = (
    "EXISTS (SELECT 1 FROM {raw}document AS d WHERE d.id = t.document_id"
    " AND d.collection_id IN ({ids}))"
)
_OF_BYTES = (
    "EXISTS (SELECT 1 FROM {raw}document AS d WHERE d.sha256 = t.sha256"
    " AND d.collection_id IN ({ids}))"
)
_CITING = (
    "EXISTS (SELECT 1 FROM {raw}citation AS c JOIN {raw}document AS b"
    " ON b.id = c.document_id WHERE c.id = t.citation_id"
    " AND b.collection_id IN ({ids}))"
)
_ALL, _NONE = "1 = 1", "1 = 0"

# For each table which of its rows may be seen; a table without a row here is an error.
RULES = {
    "document": _SEEN,
    "ledger": _SEEN,
    "collection": "id IN ({ids})",
    "reading": _OWNED,
    "version": _OWNED,
    "citation": _OWNED,
    "shingle": _OWNED,
    "link": _CITING + " AND (document_id IS NULL OR " + _OWNED + ")",
    "doubt": _OWNED,
    "correction": _OF_BYTES,
    "decision": _OF_BYTES,
    "source": _OF_BYTES,
    "member": _OF_BYTES,
    # Documents known by metadata alone have no content to hide.
    "catalogue_entry": _ALL,
    # No page of documents asks for these; `People`, `Trail` and the like have their own
    # door.
    "person": _NONE,
    "access": _NONE,
    "sitting": _NONE,
    "token": _NONE,
    "second_factor": _NONE,
    "recovery_code": _NONE,
    "trail": _NONE,
    "saved_search": _NONE,
    # One row that tells nothing but that something changed.
    "revision": _ALL,
}

# Citations of which a link leads to a document that may not be seen. For whoever may
# not, they lead where they would if it were not held (`corpus.citing`).
hidden_link = table("hidden_link", column("citation_id"))
_HIDDEN_LINK = (
    "SELECT citation_id FROM {raw}link AS t WHERE document_id IS NOT NULL AND NOT "
    + _OWNED
)


def limited(engine: Engine, collections: Iterable[int] | None) -> Engine:
    """Return the engine as it reads for a person who sees these collections.

    None sees everything. The connections are those of the same pool.
    """
    if collections is None:
        return engine
    return engine.execution_options(**{OPTION: frozenset(map(int, collections))})


def whole(engine: Engine) -> Engine:
    """Return the engine as it reads for the program itself: everything."""
    return engine.execution_options(**{OPTION: None})


def is_limited(db: Connection) -> bool:
    """Tell whether a connection sees only some collections."""
    return seen_by(db) is not None


def seen_by(db: Connection) -> frozenset[int] | None:
    """Return the collections that a connection sees, None for all."""
    found: frozenset[int] | None = db.get_execution_options().get(OPTION)
    return found


def watch(engine: Engine) -> None:
    """Let the connections of an engine obey the option."""
    event.listen(engine, "before_cursor_execute", _before, retval=True)


def _before(
    db: Connection,
    _cursor: object,
    statement: str,
    parameters: Any,
    _context: object,
    _many: bool,
) -> tuple[str, Any]:
    ids = seen_by(db)
    if ids is None:
        return statement, parameters
    return narrowed(statement, ids, db.dialect.name), parameters


def narrowed(statement: str, ids: frozenset[int], dialect: str) -> str:
    """Return a statement that reads so that it reads only what may be seen.

    Statements that write are returned as they are: what they write to is found by
    reading first.

    Raises:
        ValueError: if it is a statement that cannot be narrowed.
    """
    begin = statement.lstrip()[:6].upper()
    if begin == "SELECT":
        return f"WITH {_tables(ids, dialect)} {statement}"
    if begin.startswith("WITH"):
        rest = statement.lstrip()[4:]
        if rest.lstrip()[:9].upper() == "RECURSIVE":
            raise ValueError("a recursive question cannot be narrowed")
        return f"WITH {_tables(ids, dialect)}, {rest}"
    return statement


@lru_cache(maxsize=256)
def _tables(ids: frozenset[int], dialect: str) -> str:
    # Within its own definition a name means the table itself on PostgreSQL; SQLite
    # must be told so.
    raw = "main." if dialect == "sqlite" else ""
    # A number that no collection has, where none may be seen.
    numbers = ",".join(str(int(each)) for each in sorted(ids)) or "-1"
    parts = {"hidden_link": _HIDDEN_LINK.format(raw=raw, ids=numbers)}
    for name, rule in RULES.items():
        where = rule.format(raw=raw, ids=numbers)
        parts[name] = f"SELECT * FROM {raw}{name} AS t WHERE {where}"
    return ", ".join(
        f"{name} AS NOT MATERIALIZED ({body})" for name, body in parts.items()
    )
