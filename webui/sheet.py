"""Tables as CSV files that spreadsheets open in Vietnamese, and never execute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> Response:
    """Return a table as a download; no cell is taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(heading)
    for row in rows:
        table.writerow([harmless(cell) for cell in row])
    # The mark at the start tells a spreadsheet that the letters are UTF-8.
    text = "\ufeff" + out.getvalue()
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def harmless(cell: str | None) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("38/QĐ-LHH"), harmless(None)
    ("'=1+1", '38/QĐ-LHH', '')
    """
    text = cell or ""
    return "'" + text if text.startswith(SIGNS) else text
