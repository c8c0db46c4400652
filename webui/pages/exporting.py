"""All that a search found, as a table to download: CSV or a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from search.engine import Hit, Results
from search.query import QueryError
from webui.archive import archive
from webui.pages import pages
from webui.pages.asking import Asked, asked
from webui.presentation import STATUSES, say
from webui.sheet import csv_response, xlsx_response

MOST_EXPORTED = 10_000
EXPORTED_AT_A_TIME = 500
HEADING = ("so", "loai", "ngay", "co_quan", "trich_yeu", "hieu_luc", "nguoi_ky")
WIDTHS = (20, 16, 12, 40, 80, 20, 28, 20)


@pages.get("/tim.<suffix>")
def search_export(suffix: str) -> Any:
    """Download all that was found, `MOST_EXPORTED` at most, as csv or xlsx."""
    if suffix not in ("csv", "xlsx"):
        abort(404)
    wanted = asked()
    try:
        first = _found(wanted, 0)
    except QueryError as error:
        page = render_template("error.html", heading=_("Tra cứu"), message=str(error))
        return page, 400
    rows = (_row(hit) for hit in _all_hits(wanted, first))
    heading = [*HEADING, "dia_chi"]
    if suffix == "xlsx":
        return xlsx_response("tim.xlsx", _("Tra cứu"), heading, rows, widths=WIDTHS)
    return csv_response("tim.csv", heading, rows)


def _all_hits(wanted: Asked, first: Results) -> Iterator[Hit]:
    """Yield the hits of every page of the answer, asking for each when it is due."""
    last = min(first.total, MOST_EXPORTED)
    starts = range(EXPORTED_AT_A_TIME, last, EXPORTED_AT_A_TIME)
    later = (_found(wanted, start).hits for start in starts)
    return chain(first.hits, chain.from_iterable(later))


def _found(wanted: Asked, offset: int) -> Results:
    return archive().search(
        wanted.text,
        filters=wanted.filters,
        sort=wanted.sort,
        offset=offset,
        limit=EXPORTED_AT_A_TIME,
    )


def _row(hit: Hit) -> list[str | None]:
    address = url_for("pages.document", ident=hit.id)
    facts = [hit.number, hit.kind, hit.date, hit.issuer, hit.title]
    return [*facts, say(STATUSES, hit.status), hit.signer, address]
