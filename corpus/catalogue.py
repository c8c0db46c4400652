"""Documents known by their metadata alone: reading, writing and storing the list."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection, insert, select

from corpus.identity import Match, Reference, compare
from corpus.keys import parse_number
from corpus.linking import keys_of
from corpus.records import chunks, identity_values, now
from corpus.tables import catalogue_entry
from nlp.numbers import year_contradicts_date

COLUMNS = (
    "number",
    "kind",
    "issuer",
    "date",
    "effective_from",
    "effective_to",
    "status",
    "title",
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_DATES = ("date", "effective_from", "effective_to")
_LONGEST = 4000


class CatalogueError(ValueError):
    """A line of an import that cannot be read: its number and what is wrong."""

    def __init__(self, line: int, message_vi: str, message_en: str) -> None:
        super().__init__(f"dòng {line}: {message_vi} / line {line}: {message_en}")
        self.line = line
        self.message_vi = message_vi
        self.message_en = message_en


@dataclass(frozen=True, slots=True)
class Entry:
    """One document known by its metadata; unknown is None, dates are ISO."""

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    date: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    status: str | None = None
    title: str | None = None

    @property
    def fingerprint(self) -> str:
        """Return a digest of all fields: equal entries are one."""
        values = json.dumps([getattr(self, name) for name in COLUMNS])
        return sha256(values.encode("utf-8")).hexdigest()

    @property
    def reference(self) -> Reference:
        """Return the fields that identify."""
        return Reference(
            kind=self.kind,
            number=self.number,
            date=self.date,
            issuer=self.issuer,
            title=self.title,
            home=self.issuer,
        )


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two entries of one document that differ, or one that contradicts itself."""

    code: str
    entry: Entry
    other: Entry | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or in a dry run would do.

    `conflicts` are shown, never decided: both entries are kept.
    """

    read: int
    added: int
    already: int
    conflicts: tuple[Conflict, ...] = ()
    dry_run: bool = False
    keys: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def _entry(values: Mapping[str, Any], line: int) -> Entry:
    found: dict[str, str | None] = {}
    for name in COLUMNS:
        value = values.get(name)
        if value is not None and not isinstance(value, str):
            raise CatalogueError(line, f"“{name}” phải là chữ", f"{name} must be text")
        text = " ".join((value or "").split()) or None
        if text is not None and len(text) > _LONGEST:
            raise CatalogueError(line, f"“{name}” quá dài", f"{name} is too long")
        if text is not None and name in _DATES and not _DATE.fullmatch(text):
            raise CatalogueError(
                line, f"“{name}” không phải ngày ISO: {text}", f"{name} is no ISO date"
            )
        found[name] = text
    if not found["number"] and not found["title"]:
        raise CatalogueError(
            line, "thiếu cả số hiệu và tên", "neither number nor title"
        )
    return Entry(**found)


def _json_rows(file: TextIO) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise CatalogueError(line, "không phải JSON", "not JSON") from error
        if not isinstance(value, dict):
            raise CatalogueError(line, "không phải đối tượng JSON", "not an object")
        yield line, value


def read_entries(path: Path) -> list[Entry]:
    """Return the entries of a JSONL file, or of a CSV file with a heading line.

    Columns are those of `COLUMNS`; others are left aside.

    Raises:
        CatalogueError: if a line cannot be read; it says which.
        OSError: if the file cannot be opened.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            if path.suffix.lower() != ".csv":
                return [_entry(row, line) for line, row in _json_rows(file)]
            rows = csv.DictReader(file)
            if not set(rows.fieldnames or ()) & {"number", "title"}:
                raise CatalogueError(1, "thiếu dòng tên cột", "no line of column names")
            return [_entry(row, n) for n, row in enumerate(rows, start=2)]
        except UnicodeDecodeError as error:
            raise CatalogueError(0, "tệp không phải UTF-8", "not UTF-8") from error
        except csv.Error as error:
            raise CatalogueError(0, "CSV hỏng", "broken CSV") from error


def _stored(row: Mapping[str, Any]) -> Entry:
    return Entry(**{name: row[name] for name in COLUMNS})


def entries(db: Connection) -> Iterator[Entry]:
    """Yield all entries in the order in which they were added."""
    rows = db.execute(select(catalogue_entry).order_by(catalogue_entry.c.id))
    for row in rows.mappings():
        yield _stored(dict(row))


def write_entries(path: Path, found: Iterable[Entry]) -> int:
    """Write entries as JSONL, or CSV if `path` ends in ".csv"; return how many.

    The file appears whole under its name or not at all.
    """
    partial = path.with_name(path.name + ".part")
    count = 0
    with partial.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS) if path.suffix == ".csv" else None
        if table is not None:
            table.writeheader()
        for count, entry in enumerate(found, start=1):  # noqa: B007
            values = {name: getattr(entry, name) for name in COLUMNS}
            if table is not None:
                table.writerow({k: _harmless(v) for k, v in values.items()})
            else:
                file.write(json.dumps(values, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return count


def _harmless(value: str | None) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = value or ""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") else text


def _conflicts_of(entry: Entry, others: Iterable[Entry]) -> Iterator[Conflict]:
    number = parse_number(entry.number, kind=entry.kind)
    if number is not None and year_contradicts_date(number, entry.date):
        yield Conflict("year_number", entry)
    for other in others:
        if compare(entry.reference, other.reference) is not Match.EXACT:
            continue
        for name in ("date", "issuer", "title"):
            one, two = getattr(entry, name), getattr(other, name)
            if one and two and one.casefold() != two.casefold():
                yield Conflict(f"{name}_differs", entry, other)


def store(
    db: Connection,
    offered: Iterable[Entry],
    *,
    source: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Add entries that are not yet there; see `Register.catalogue_import`."""
    read = already = 0
    fresh: list[dict[str, Any]] = []
    conflicts: list[Conflict] = []
    known = _by_number(db)
    have = set(db.execute(select(catalogue_entry.c.fingerprint)).scalars())
    moment = now()
    for entry in offered:
        read += 1
        if entry.fingerprint in have:
            already += 1
            continue
        have.add(entry.fingerprint)
        values = _values(entry)
        same = known.setdefault(values["number_key"] or values["name_key"] or "", [])
        conflicts += _conflicts_of(entry, same)
        same.append(entry)
        own = {"fingerprint": entry.fingerprint, "added_at": moment, "source": source}
        fresh.append({**values, **own})
    if not dry_run:
        for part in chunks(fresh):
            db.execute(insert(catalogue_entry), list(part))
    keys = tuple(key for values in fresh for key in keys_of(values))
    return ImportReport(read, len(fresh), already, tuple(conflicts), dry_run, keys)


def _values(entry: Entry) -> dict[str, Any]:
    return {
        **identity_values(
            kind=entry.kind,
            number=entry.number,
            issuer=entry.issuer,
            date=entry.date,
            title=entry.title,
            effective_from=entry.effective_from,
        ),
        "effective_to": entry.effective_to,
        "status": (entry.status or "")[:60] or None,
    }


def _by_number(db: Connection) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for row in db.execute(select(catalogue_entry)).mappings():
        key = row["number_key"] or row["name_key"] or ""
        found.setdefault(key, []).append(_stored(dict(row)))
    return found
