"""What people said of the fields of a header, and the header that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, select

from corpus.doubts import Field
from corpus.tables import correction
from nlp.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Correction:
    """What `who` said of a field: `read` is what the program had, `value` what holds.

    `value` None: the document does not say it. Equal to `read`, it was confirmed.
    """

    id: int
    sha256: str
    field: Field
    read: str | None
    value: str | None
    who: str
    decided_at: str

    @property
    def confirmed(self) -> bool:
        """Tell whether the reading was found right."""
        return self.read == self.value


def latest_of(db: Connection, sha256: str) -> dict[Field, Correction]:
    """Return the last correction of each field of a file."""
    return {each.field: each for each in all_of(db, sha256)}


def all_of(db: Connection, sha256: str) -> list[Correction]:
    """Return all that was said of a file, the oldest first."""
    query = select(correction).where(correction.c.sha256 == sha256)
    names = [each.name for each in fields(Correction)]
    rows = db.execute(query.order_by(correction.c.id)).mappings()
    return [Correction(**{name: row[name] for name in names}) for row in rows]


def corrected(analysis: Analysis, found: Mapping[Field, Correction]) -> Analysis:
    """Return the analysis with the header that people say is right."""
    if not found:
        return analysis
    values: dict[str, Any] = {field: each.value for field, each in found.items()}
    return replace(analysis, header=replace(analysis.header, **values))


def correction_json(each: Correction) -> dict[str, Any]:
    """Return a correction as plain JSON values."""
    return {**asdict(each), "confirmed": each.confirmed}
