"""Links in the database: made when a document arrives, renewed when its targets do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from corpus.crosscheck import resolve_all
from corpus.identity import Match, Reference, compare
from corpus.keys import number_key
from corpus.known import ACTS, MOST_OF_A_DAY, Act, Known, KnownUnit
from corpus.links import Resolution, resolve_nearby
from corpus.records import (
    acts_from,
    analysis_from,
    chunks,
    citation_values,
    known_document,
    known_entry,
    units_of,
)
from corpus.tables import catalogue_entry, citation, document, link, reading
from nlp.analysis import Analysis

_KEYS = ("number_key", "short_key", "name_key")
_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class StoredLookup:
    """A `Lookup` that asks the database, within one connection.

    Each key is asked once, and each text read once: make a new one when documents
    change.
    """

    db: Connection
    _seen: dict[tuple[str, str], Sequence[Known]] = field(default_factory=dict)
    _units: dict[str, Sequence[KnownUnit]] = field(default_factory=dict)
    _acts: dict[str, Sequence[Act]] = field(default_factory=dict)

    def by_number(self, key: str) -> Sequence[Known]:
        """Return every document and entry of this number key."""
        return self._filed("number_key", key)

    def by_short(self, key: str) -> Sequence[Known]:
        """Return every document and entry of this kind, serial and year."""
        return self._filed("short_key", key)

    def by_name(self, key: str) -> Sequence[Known]:
        """Return every law of this name."""
        return self._filed("name_key", key)

    def of_day(self, day: str) -> Sequence[Known]:
        """Return the documents and entries of a day, as many as are ever looked at."""
        return self._filed("date", day)[:MOST_OF_A_DAY]

    def ask_ahead(self, keys: Iterable[str | None]) -> None:
        """Ask for many number keys at once; each is then known without asking."""
        column = "number_key"
        wanted = [
            key
            for key in dict.fromkeys(keys)
            if key and (column, key) not in self._seen
        ]
        for part in chunks(wanted):
            found: dict[str, list[Known]] = {key: [] for key in part}
            for table, known in (
                (document, known_document),
                (catalogue_entry, known_entry),
            ):
                query = select(table).where(table.c[column].in_(part))
                for row in self.db.execute(query.order_by(table.c.id)).mappings():
                    found[row[column]].append(known(row))
            self._seen.update({(column, key): rows for key, rows in found.items()})

    def _filed(self, column: str, key: str) -> Sequence[Known]:
        found = self._seen.get((column, key))
        if found is None:
            found = self._seen[column, key] = self._ask(column, key)
        return found

    def _ask(self, column: str, key: str) -> Sequence[Known]:
        held = self.db.execute(
            select(document)
            .where(document.c[column] == key)
            .order_by(document.c.id)
            .limit(MOST_OF_A_DAY if column == "date" else None)
        )
        entries = self.db.execute(
            select(catalogue_entry)
            .where(catalogue_entry.c[column] == key)
            .order_by(catalogue_entry.c.id)
            .limit(MOST_OF_A_DAY if column == "date" else None)
        )
        found = [known_document(row) for row in held.mappings()]
        return [*found, *(known_entry(row) for row in entries.mappings())]

    def units(self, known: Known) -> Sequence[KnownUnit]:
        """Return the provisions of a held document with their texts, read once."""
        if known.source != "register":
            return ()
        if known.id not in self._units:
            query = select(reading.c.text, reading.c.analysis)
            row = self.db.execute(
                query.where(reading.c.document_id == int(known.id))
            ).first()
            self._units[known.id] = (
                units_of(row[0], analysis_from(row[1])) if row else ()
            )
        return self._units[known.id]

    def acts_on(self, known: Known) -> Sequence[Act]:
        """Return what held documents do to `known`, by exact links alone."""
        if known.id not in self._acts:
            self._acts[known.id] = self._ask_acts(known)
        return self._acts[known.id]

    def _ask_acts(self, known: Known) -> Sequence[Act]:
        place = (
            link.c.document_id == int(known.id)
            if known.source == "register"
            else link.c.entry_id == int(known.id[1:])
        )
        rows = self.db.execute(
            select(document, citation.c.relation, citation.c.provisions)
            .join(citation, citation.c.document_id == document.c.id)
            .join(link, link.c.citation_id == citation.c.id)
            .where(place, link.c.match == "exact", citation.c.acts == 1)
            .where(citation.c.relation.in_(ACTS), document.c.draft == 0)
            .order_by(document.c.id, citation.c.position)
        )
        acts = []
        for row in rows.mappings():
            by = known_document(row)
            if compare(by.reference, known.reference) is not Match.EXACT:
                parts = tuple(row["provisions"])
                acts.append(Act(row["relation"], by, acts_from(by), parts))
        return acts


def _links(citation_id: int, resolution: Resolution) -> list[dict[str, Any]]:
    rows = []
    for known in resolution.candidates:
        held = known.source == "register"
        rows.append(
            {
                "citation_id": citation_id,
                "document_id": int(known.id) if held else None,
                "entry_id": None if held else int(known.id[1:]),
                "match": resolution.status,
            }
        )
    return rows


def store_citations(db: Connection, document_id: int, analysis: Analysis) -> None:
    """Store the citations of a document with what they lead to, replacing old ones."""
    db.execute(delete(citation).where(citation.c.document_id == document_id))
    lookup = StoredLookup(db)
    lookup.ask_ahead(
        number_key(one.number, kind=one.kind) for one in analysis.citations
    )
    resolutions = resolve_all(analysis, lookup)
    rows = [
        {
            "document_id": document_id,
            "position": position,
            **citation_values(each, resolution),
        }
        for position, (each, resolution) in enumerate(
            zip(analysis.citations, resolutions, strict=True)
        )
    ]
    if not rows:
        return
    db.execute(insert(citation), rows)
    stored = db.execute(
        select(citation.c.id)
        .where(citation.c.document_id == document_id)
        .order_by(citation.c.position)
    ).scalars()
    links = [
        row
        for key, resolution in zip(stored, resolutions, strict=True)
        for row in _links(key, resolution)
    ]
    if links:
        db.execute(insert(link), links)


def renew(db: Connection, keys: Iterable[tuple[str, str]]) -> int:
    """Resolve anew the citations filed under `keys`, and no others.

    `keys` are pairs of column and value. Returns how many were looked at.
    """
    count = 0
    wanted: dict[str, list[str]] = {}
    for column, key in dict.fromkeys(keys):
        wanted.setdefault(column, []).append(key)
    for column, values in wanted.items():
        for part in chunks(values):
            count += _renew_where(db, citation.c[column].in_(part))
    return count


def _renew_where(db: Connection, where: ColumnElement[bool]) -> int:
    rows = db.execute(select(citation).where(where).order_by(citation.c.id))
    found = list(rows.mappings())
    _resolve_rows(db, found, StoredLookup(db))
    return len(found)


def renew_all(db: Connection) -> int:
    """Resolve every citation anew, in pieces; return how many were looked at.

    Needed when the rules of identity change; documents that come or go renew what they
    touch by themselves.
    """
    count, last = 0, 0
    lookup = StoredLookup(db)
    while True:
        rows = db.execute(
            select(citation)
            .where(citation.c.id > last)
            .order_by(citation.c.id)
            .limit(_PIECE)
        )
        found = list(rows.mappings())
        if not found:
            return count
        _resolve_rows(db, found, lookup)
        count, last = count + len(found), int(found[-1]["id"])


def _resolve_rows(
    db: Connection, rows: Sequence[RowMapping], lookup: StoredLookup
) -> None:
    """Store what these citations lead to now; what leads where it did stays."""
    links: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    lookup.ask_ahead(row["number_key"] for row in rows)
    for row in rows:
        if row["form"] == "self":
            continue
        ours = Reference(**row["reference"])
        resolution = resolve_nearby(ours, lookup, status=row["status"])
        links += _links(row["id"], resolution)
        if resolution.status != row["resolution"]:
            changed.append({"row": row["id"], "found": resolution.status})
    for part in chunks([row["id"] for row in rows if row["form"] != "self"]):
        db.execute(delete(link).where(link.c.citation_id.in_(part)))
    if links:
        db.execute(insert(link), links)
    if changed:
        db.execute(
            update(citation)
            .where(citation.c.id == bindparam("row"))
            .values(resolution=bindparam("found")),
            changed,
        )


def keys_of(values: Any) -> list[tuple[str, str]]:
    """Return the key columns of a document or an entry that are filled."""
    return [(column, values[column]) for column in _KEYS if values[column]]


def linked_to(document_id: int) -> ColumnElement[bool]:
    """Return the condition under which a link leads to a held document."""
    return or_(link.c.document_id == document_id)
