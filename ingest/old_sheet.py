"""XLS (Excel 97–2003) → `Reading`: the rows of every sheet, as of an XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingest.errors import Corrupt, Encrypted
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.reading import Reading
from ingest.sheet import Rows, written

_VISIBLE = 0
_ENCRYPTED = "encrypted"


def read_xls(data: bytes, limits: Limits) -> Reading:
    """Return the text of a workbook: visible sheets in order, values as stored.

    Raises:
        Encrypted: it has a password.
        Corrupt: it is not sound.
        TooLarge: more text than allowed.
    """
    text, offsets = normalise(written(_sheets(_opened(data)), limits) + "\n")
    return Reading(text, offsets=offsets)


def _opened(data: bytes) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), ragged_rows=True
        )
    except MemoryError:
        raise
    # The library meets what is amiss with whatever its reading stumbles over:
    # assertions, indexes, structs.
    except Exception as error:
        if _ENCRYPTED in str(error):
            raise Encrypted from error
        raise Corrupt from error


def _sheets(book: Any) -> Iterator[tuple[str, Rows]]:
    for sheet in book.sheets():
        if sheet.visibility == _VISIBLE:
            yield sheet.name, _rows(book, sheet)


def _rows(book: Any, sheet: Any) -> Rows:
    for number in range(sheet.nrows):
        yield [_value(book, cell) for cell in sheet.row(number)]


def _value(book: Any, cell: Any) -> object:
    """Return a value as Python has it; an error, like a blank, is nothing."""
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        return None
    try:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return cell.value
