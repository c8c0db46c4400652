"""XLSX → `Reading`: the rows of every sheet, cells parted by bars."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.container import Container
from ingest.errors import Corrupt, TooLarge
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.reading import Reading
from ingest.tables import by_rows

Rows = Iterable[Sequence[object]]


def read_xlsx(data: bytes, limits: Limits) -> Reading:
    """Return the text of a workbook: visible sheets in order, values as stored.

    Raises:
        Truncated, Corrupt, Hostile: the container is not sound.
        TooLarge: more text than allowed.
    """
    from openpyxl import load_workbook

    Container(data, limits)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        source = written(_sheets(book), limits)
        book.close()
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError) as error:
        raise Corrupt from error
    text, offsets = normalise(source + "\n")
    return Reading(text, offsets=offsets)


def _sheets(book: Any) -> Iterator[tuple[str, Rows]]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield sheet.title, sheet.iter_rows(values_only=True)


def written(sheets: Iterable[tuple[str, Rows]], limits: Limits) -> str:
    """Return sheets, each a title with rows of values, as text.

    Raises:
        TooLarge: more text than allowed.
    """
    length = 0
    found = []
    for title, values in sheets:
        rows = []
        for row in values:
            cells = [_shown(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            line = by_rows([cells])
            length += len(line)
            if length > limits.max_characters:
                raise TooLarge
            if line:
                rows.append(line)
        if rows:
            found.append("\n".join([title, *rows]))
    return "\n\n".join(found)


def _shown(value: object) -> str:
    """Return a value as people write it here: day before month, no `.0`."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        with_time = value.time() != datetime.time()
        return value.strftime("%d/%m/%Y %H:%M" if with_time else "%d/%m/%Y")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
