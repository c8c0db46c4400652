"""Finding held documents by a number as people type it."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from corpus.keys import kind_slug, number_key, parse_number, serial_of
from corpus.tables import document
from nlp.fold import fold
from nlp.loose_numbers import LooseNumber, parse_loose

_MOST = 200
_LONGEST_ID = 10
_PREFIX = re.compile(r"[0-9a-f]{8,64}")


def rows_of_reference(db: Connection, ref: str) -> list[RowMapping]:
    """Return the rows of `document` that `ref` can mean, oldest first.

    An id, the beginning of a digest, a number by its key; else the query is read
    loosely, without marks and separators.
    """
    text = ref.strip()
    conditions: list[ColumnElement[bool]] = []
    if text.isdecimal() and len(text) < _LONGEST_ID:
        conditions.append(document.c.id == int(text))
    if _PREFIX.fullmatch(text.lower()):
        conditions.append(document.c.sha256.startswith(text.lower()))
    number = parse_number(text)
    if number is not None and number.codes:
        conditions.append(document.c.number_key == number_key(text))
    for condition in conditions:
        if found := _rows(db, condition):
            return found
    return _loosely(db, text)


def _rows(db: Connection, where: ColumnElement[bool]) -> list[RowMapping]:
    query = select(document).where(where).order_by(document.c.id).limit(_MOST)
    return list(db.execute(query).mappings())


def _loosely(db: Connection, ref: str) -> list[RowMapping]:
    seen: dict[int, RowMapping] = {}
    for loose in parse_loose(ref):
        serial = (loose.serial + loose.suffix).casefold()
        begins = document.c.number_key.startswith(serial + "/", autoescape=True)
        for row in _rows(db, begins):
            if _fits(loose, row):
                seen.setdefault(row["id"], row)
    return [seen[i] for i in sorted(seen)]


def _fits(loose: LooseNumber, row: RowMapping) -> bool:
    number = parse_number(row["number"], kind=row["kind"])
    if number is None or serial_of(number) != loose.serial + loose.suffix:
        return False
    if loose.year is not None and loose.year not in _years(row, number.year):
        return False
    slug = kind_slug(row["kind"], number)
    if loose.kind is not None and loose.kind.slug != slug:
        return False
    codes = [fold(code) for code in number.codes]
    typed = list(loose.codes)
    return codes[-len(typed) :] == typed or codes[: len(typed)] == typed


def _years(row: RowMapping, year: int | None) -> set[int]:
    date = row["date"] or ""
    dated = {int(date[:4])} if date[:4].isdecimal() else set()
    return dated | ({year} if year else set())
