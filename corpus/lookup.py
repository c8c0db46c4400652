"""Finding held documents by a number as people type it."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, select

from corpus.keys import kind_slug, number_key, parse_number, serial_of
from corpus.tables import document
from nlp.fold import fold
from nlp.loose_numbers import LooseNumber, parse_loose

_MOST = 200


def rows_of_reference(db: Connection, ref: str) -> list[RowMapping]:
    """Return the rows of `document` that a typed number can mean, oldest first.

    An exact number is looked up by its key; else the query is read loosely, without
    marks and separators.
    """
    key = number_key(ref)
    if key is not None and (parsed := parse_number(ref)) and parsed.codes:
        exact = select(document).where(document.c.number_key == key)
        if found := list(db.execute(exact.order_by(document.c.id)).mappings()):
            return found
    seen: dict[int, RowMapping] = {}
    for loose in parse_loose(ref):
        serial = (loose.serial + loose.suffix).casefold()
        query = (
            select(document)
            .where(document.c.number_key.startswith(serial + "/", autoescape=True))
            .order_by(document.c.id)
            .limit(_MOST)
        )
        for row in db.execute(query).mappings():
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
