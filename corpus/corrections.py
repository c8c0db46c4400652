"""What people say of a header that was read in doubt: confirmed or corrected.

A correction is keyed by the digest of the file and the field, so that it outlives new
readings, new rules and the row of the document. The reading itself stays as it is: the
corrected header is what the register, its links, the index and the checks go by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import get_args

from sqlalchemy import Connection, Engine, func, insert, select

from corpus.corrected import Correction, all_of, corrected, latest_of
from corpus.database import read_only
from corpus.doubts import FIELDS, Doubt, Field
from corpus.header_values import header_value
from corpus.holdings import (
    RegisterError,
    apply_header,
    read_header_of,
    reading_of,
    refresh_doubts,
    row_of,
)
from corpus.records import HeldDocument, held_from, now
from corpus.tables import correction, document, doubt
from corpus.visibility import whole
from nlp.analysis import Header

_LONGEST_WHO = 200


class CorrectionError(RegisterError):
    """A correction that cannot be kept; `code` says why."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code} {field}".strip())
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class Queued:
    """A document that waits for a person, with its open doubts."""

    held: HeldDocument
    doubts: tuple[Doubt, ...]


def _open_doubts(db: Connection, document_id: int, sha256: str) -> tuple[Doubt, ...]:
    settled = latest_of(db, sha256)
    query = select(doubt).where(doubt.c.document_id == document_id)
    names = [each.name for each in fields(Doubt)]
    rows = db.execute(query.order_by(doubt.c.id)).mappings()
    found = (Doubt(**{name: row[name] for name in names}) for row in rows)
    waiting = [each for each in found if each.field not in settled]
    return tuple(sorted(waiting, key=lambda each: FIELDS.index(each.field)))


_settled = (
    select(correction.c.id)
    .where(
        correction.c.sha256 == document.c.sha256, correction.c.field == doubt.c.field
    )
    .exists()
)
_waiting = (
    select(document.c.id)
    .join(doubt, doubt.c.document_id == document.c.id)
    .where(~_settled)
    .distinct()
)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The queue of doubtful headers of a register, and what people said of them."""

    engine: Engine

    def waiting(self) -> int:
        """Return how many documents wait for a person."""
        with read_only(self.engine) as db:
            query = select(func.count()).select_from(_waiting.subquery())
            return int(db.execute(query).scalar_one())

    def queue(
        self, *, after: int = 0, limit: int = 50, offset: int = 0
    ) -> Sequence[Queued]:
        """Return documents that wait, in the order in which they came.

        `after` is the id behind which to begin, for whoever goes from one to the next.
        """
        ids = _waiting.where(document.c.id > after).order_by(document.c.id)
        with read_only(self.engine) as db:
            numbers = list(db.execute(ids.offset(offset).limit(limit)).scalars())
            rows = [row_of(db, number) for number in numbers]
            return [
                Queued(held_from(row), _open_doubts(db, row["id"], row["sha256"]))
                for row in rows
            ]

    def doubts(self, document_id: int) -> tuple[Doubt, ...]:
        """Return the open doubts about a document.

        Raises:
            NotHeld: if there is no such document.
        """
        with read_only(self.engine) as db:
            row = row_of(db, document_id)
            return _open_doubts(db, document_id, row["sha256"])

    def history(self, document_id: int) -> list[Correction]:
        """Return all that was said of the header of a document, the oldest first.

        Raises:
            NotHeld: if there is no such document.
        """
        with read_only(self.engine) as db:
            return all_of(db, row_of(db, document_id)["sha256"])

    def read_header(self, document_id: int) -> Header:
        """Return the header as the program read it, whatever people said since.

        Raises:
            NotHeld: if there is no such document.
        """
        with read_only(self.engine) as db:
            return read_header_of(db, row_of(db, document_id))

    def correct(
        self, document_id: int, values: Mapping[str, str | None], *, who: str
    ) -> list[Correction]:
        """Keep what `who` says of some fields; return what was kept.

        A value equal to what was read confirms it, an empty one says that the document
        has none. The document, its links and those of others are brought up to date in
        the same transaction, and it waits to be indexed again.

        Raises:
            NotHeld: if there is no such document.
            CorrectionError: if it is not said who, or a value cannot be one of its
                field; then nothing is kept.
        """
        who = " ".join(who.split())
        if not who:
            raise CorrectionError("correction_who")
        if len(who) > _LONGEST_WHO:
            raise CorrectionError("correction_long", "who")
        with read_only(self.engine) as db:
            row_of(db, document_id)  # seen by whoever asks
        # Links are made among all documents, whoever corrects one.
        with whole(self.engine).begin() as db:
            row = row_of(db, document_id)
            doc, analysis = reading_of(db, row)
            wanted = _checked(values, analysis.header)
            for field, value in wanted.items():
                db.execute(
                    insert(correction).values(
                        sha256=row["sha256"],
                        field=field,
                        read=getattr(analysis.header, field),
                        value=value,
                        who=who,
                        decided_at=now(),
                    )
                )
            latest = latest_of(db, row["sha256"])
            apply_header(db, row, doc, corrected(analysis, latest))
            return [latest[field] for field in wanted]

    def look_again(self) -> int:
        """Doubt every document anew, after a change of rules; return how many wait."""
        today = date.today().isoformat()
        last = 0
        while True:
            with whole(self.engine).begin() as db:
                query = select(document).where(document.c.id > last)
                part = query.order_by(document.c.id).limit(200)
                rows = db.execute(part).mappings().all()
                for row in rows:
                    doc, analysis = reading_of(db, row)
                    refresh_doubts(db, row["id"], doc, analysis, today=today)
            if not rows:
                return self.waiting()
            last = int(rows[-1]["id"])


def _checked(
    values: Mapping[str, str | None], header: Header
) -> dict[Field, str | None]:
    known = {field: field for field in get_args(Field)}
    found: dict[Field, str | None] = {}
    for name, value in values.items():
        if name not in known:
            raise CorrectionError("correction_field", name)
        field = known[name]
        read = getattr(header, field)
        if value is not None and value.strip() == (read or ""):
            found[field] = read
            continue
        try:
            found[field] = header_value(field, value or "", kind=values.get("kind"))
        except ValueError as error:
            raise CorrectionError("correction_value", name) from error
    return found
