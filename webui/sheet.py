"""Tables as files that spreadsheets open in Vietnamese, and never execute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Response, stream_with_context

from corpus.sheets import write_table

SIGNS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook larger than this is kept on disk until it has been sent.
IN_MEMORY = 2 * 2**20
CHUNK = 64 * 2**10

Row = Sequence[str | None]


def csv_response(name: str, heading: Sequence[str], rows: Iterable[Row]) -> Response:
    """Return a table as a download, sent as it is made; no cell is a formula."""
    sent = stream_with_context(_csv_lines(heading, rows))
    response = Response(sent, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _csv_lines(heading: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    out = io.StringIO()
    # The mark at the start tells a spreadsheet that the letters are UTF-8.
    out.write("\ufeff")
    table = csv.writer(out)
    table.writerow(heading)
    for row in rows:
        table.writerow([harmless(cell) for cell in row])
        if out.tell() > CHUNK:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def xlsx_response(
    name: str,
    title: str,
    heading: Sequence[str],
    rows: Iterable[Row],
    *,
    widths: Sequence[int] = (),
) -> Response:
    """Return a table as a workbook to download; every cell is text."""
    # Closed when the answer has been sent, not when this function ends.
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    write_table(file, title, heading, rows, widths=widths)
    size = file.tell()
    file.seek(0)
    response = Response(_chunks(file), mimetype=XLSX)
    response.content_length = size
    response.call_on_close(file.close)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def harmless(cell: str | None) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("38/QĐ-LHH"), harmless(None)
    ("'=1+1", '38/QĐ-LHH', '')
    """
    text = cell or ""
    return "'" + text if text.startswith(SIGNS) else text
