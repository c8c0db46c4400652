"""Documents that may be one: the scan and the Word file, the certified copy.

Proposed to people, never merged. Two documents are proposed when number and issuer
say that they are one, or when what is known does not tell them apart and their texts
are alike. Texts alone say nothing: decisions of one office differ in a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from typing import Literal

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    and_,
    func,
    insert,
    or_,
    select,
)

from corpus.database import read_only
from corpus.identity import Match, Reference, compare, dates_agree, kinds_match
from corpus.records import HeldDocument, held_from
from corpus.tables import document, reading, shingle
from nlp.fold import fold

_WORD = re.compile(r"[^\W_]+")
_RUN = 3
# The smallest hashes of a text: two texts share about as many as they are alike.
_KEPT = 16
_SHARED = 4
# Texts longer than this are compared by their beginnings.
_READ = 100_000
_CANDIDATES = 20
# Alike where the number is known on both sides, and where it is not. A scan of a page
# read with one wrong character in a hundred still shares seven runs of words in ten.
_ALIKE, _ALIKE_UNNUMBERED = 0.5, 0.7
_NONE = -1

Reason = Literal["identity", "text"]


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that may be the same as another, why, and how alike the texts are."""

    document: HeldDocument
    reason: Reason
    likeness: float


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The proposals of a register; nothing here changes a document."""

    engine: Engine

    def file(self, document_id: int, text: str) -> None:
        """File the text of a document, so that others like it are found."""
        with self.engine.begin() as db:
            _file(db, document_id, text)

    def of(self, document_id: int) -> list[Twin]:
        """Return the documents that may be the same as this one, the likest first."""
        with read_only(self.engine) as db:
            found = db.execute(select(document).where(document.c.id == document_id))
            row = found.mappings().first()
            twins = list(_twins(db, row)) if row is not None else []
        return sorted(twins, key=lambda twin: (-twin.likeness, twin.document.id))

    def pairs(self, *, limit: int = 1000) -> Iterator[tuple[HeldDocument, Twin]]:
        """Yield each pair once, the older document first, up to `limit` pairs.

        Documents that came before texts were filed are filed now.
        """
        self._file_the_rest()
        found = 0
        for document_id in self._suspects():
            with read_only(self.engine) as db:
                asked = db.execute(select(document).where(document.c.id == document_id))
                row = asked.mappings().one()
            for twin in self.of(document_id):
                if twin.document.id > document_id:
                    yield held_from(row), twin
                    found += 1
                    if found == limit:
                        return

    def _file_the_rest(self) -> None:
        query = (
            select(reading.c.document_id, reading.c.text)
            .where(reading.c.document_id.not_in(select(shingle.c.document_id)))
            .limit(100)
        )
        while True:
            with self.engine.begin() as db:
                rows = db.execute(query).all()
                for document_id, text in rows:
                    _file(db, document_id, text)
            if not rows:
                return

    def _suspects(self) -> list[int]:
        """Return documents that share a number or some text with another."""
        shared = (
            select(document.c.number_key)
            .where(document.c.number_key.is_not(None))
            .group_by(document.c.number_key)
            .having(func.count() > 1)
        )
        query = select(document.c.id).where(
            or_(document.c.number_key.in_(shared), document.c.number_key.is_(None))
        )
        with read_only(self.engine) as db:
            numbered = set(db.execute(query).scalars())
            # What an unnumbered document resembles may be numbered, and older.
            alike = {
                other
                for row in db.execute(
                    select(document).where(document.c.number_key.is_(None))
                ).mappings()
                for other in _sharing(db, row)
            }
        return sorted(numbered | alike)


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is alike: shared runs of words over all of them.

    >>> likeness("Giao cho Sở Nội vụ", "giao cho so noi vu"), likeness("", "a")
    (1.0, 0.0)
    """
    ours, theirs = set(_runs(one)), set(_runs(other))
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _runs(text: str) -> Iterator[int]:
    words = _WORD.findall(fold(text[:_READ]))
    for at in range(max(len(words) - _RUN + 1, min(len(words), 1))):
        run = " ".join(words[at : at + _RUN]).encode()
        yield int.from_bytes(blake2b(run, digest_size=4).digest(), "big") >> 1


def _file(db: Connection, document_id: int, text: str) -> None:
    values = nsmallest(_KEPT, set(_runs(text))) or [_NONE]
    db.execute(shingle.delete().where(shingle.c.document_id == document_id))
    rows = [{"document_id": document_id, "value": value} for value in values]
    db.execute(insert(shingle), rows)


def _twins(db: Connection, row: RowMapping) -> Iterator[Twin]:
    ours = _text(db, row["id"])
    for other in _candidates(db, row):
        wanted = _needed(row, other)
        if wanted is None:
            continue
        alike = likeness(ours, _text(db, other["id"]))
        if alike >= wanted:
            reason: Reason = "identity" if wanted == 0.0 else "text"
            yield Twin(held_from(other), reason, alike)


def _candidates(db: Connection, row: RowMapping) -> Sequence[RowMapping]:
    ids = set(_sharing(db, row))
    if row["number_key"] is not None:
        same = (
            select(document.c.id)
            .where(document.c.number_key == row["number_key"])
            .where(document.c.id != row["id"])
            .limit(_CANDIDATES)
        )
        ids |= set(db.execute(same).scalars())
    query = select(document).where(document.c.id.in_(ids)).order_by(document.c.id)
    return db.execute(query).mappings().all()


def _sharing(db: Connection, row: RowMapping) -> list[int]:
    """Return documents whose texts share the most with this one's.

    Those that have another number are other documents, whatever they share.
    """
    mine = select(shingle.c.value).where(
        and_(shingle.c.document_id == row["id"], shingle.c.value != _NONE)
    )
    query = (
        select(shingle.c.document_id)
        .join(document, document.c.id == shingle.c.document_id)
        .where(shingle.c.value.in_(mine), shingle.c.document_id != row["id"])
        .group_by(shingle.c.document_id)
        .having(func.count() >= _SHARED)
        .order_by(func.count().desc(), shingle.c.document_id)
        .limit(_CANDIDATES)
    )
    if row["number_key"] is not None:
        query = query.where(
            or_(
                document.c.number_key.is_(None),
                document.c.number_key == row["number_key"],
            )
        )
    return list(db.execute(query).scalars())


def _needed(one: RowMapping, other: RowMapping) -> float | None:
    """Return how alike texts must be for two documents to be one; None: never."""
    ours, theirs = _reference(one), _reference(other)
    if one["number"] and other["number"]:
        match = compare(ours, theirs)
        if match is Match.CONFLICT or dates_agree(ours.date, theirs.date) is False:
            return None
        return 0.0 if match is Match.EXACT else _ALIKE
    if kinds_match(ours, theirs) is Match.CONFLICT:
        return None
    return None if dates_agree(ours.date, theirs.date) is False else _ALIKE_UNNUMBERED


def _reference(row: RowMapping) -> Reference:
    names = ("kind", "number", "date", "issuer", "title", "home")
    return Reference(**{name: row[name] for name in names})


def _text(db: Connection, document_id: int) -> str:
    query = select(func.substr(reading.c.text, 1, _READ))
    found = db.execute(query.where(reading.c.document_id == document_id)).scalar()
    return found or ""
