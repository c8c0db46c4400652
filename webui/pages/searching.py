"""The search page: one box, facets, hits; the query stays in the address."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from werkzeug.wrappers import Response

from search.engine import Hit
from search.query import Field, QueryError
from webui.archive import FILTERS, SORTS, archive
from webui.going_back import own_path
from webui.pages import pages
from webui.presentation import STATUSES, in_language, say
from webui.sheet import csv_response

PAGE = 10
FACETS_SHOWN = 8
FACETS_MOST = 60
MOST_EXPORTED = 10_000
EXPORTED_AT_A_TIME = 100
FACETS = {
    "kind": later("Loại văn bản"),
    "issuer": later("Cơ quan ban hành"),
    "year": later("Năm"),
    "status": later("Hiệu lực"),
    "signer": later("Người ký"),
}
NAMES = {**FACETS, "from": later("Từ ngày"), "to": later("Đến ngày")}
EXAMPLES = (
    "quyet dinh 38 lhh",
    "2022/KH-UBND",
    "30/2020",
    "thi đua khen thưởng",
)


@pages.get("/")
def search() -> Any:
    """Show the box alone, or what was found."""
    text, filters, sort = _asked()
    if not text and not filters:
        return render_template(
            "home.html", counts=archive().counts(), examples=EXAMPLES
        )
    page = max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))
    try:
        results = archive().search(
            text, filters=filters, sort=sort, offset=(page - 1) * PAGE, limit=PAGE
        )
    except QueryError as error:
        shown = render_template(
            "search.html", error=str(error), query_text=text[:2000], filters={}
        )
        return shown, 400
    return render_template(
        "search.html",
        query_text=text,
        results=results,
        notices=[
            in_language(notice.message, notice.message_en) for notice in results.notices
        ],
        filters=filters,
        sort=sort,
        sorts=[
            ("relevance", _("liên quan nhất")),
            ("newest", _("mới nhất")),
            ("oldest", _("cũ nhất")),
            ("number", _("số hiệu")),
        ],
        page=page,
        pages=max(1, -(-results.total // PAGE)),
        first=(page - 1) * PAGE + 1,
        facet_limit=FACETS_SHOWN,
        facet_most=FACETS_MOST,
        facet_names=[(name, str(FACETS[name])) for name in FACETS],
        filter_names={name: str(label) for name, label in NAMES.items()},
        export_link=_address("pages.search_csv", page=None),
        facet_link=lambda name, value: _link(page=None, **{name: value}),
        sort_link=lambda value: _link(page=None, sort=value),
        page_link=lambda number: _link(page=number),
        status_name=lambda value: say(STATUSES, value),
    )


def _asked() -> tuple[str, dict[Field, str], str]:
    """Return the text, the filters and the sort that the address asks for."""
    filters = {
        name: value for name in FILTERS if (value := request.args.get(name, "").strip())
    }
    sort = request.args.get("sort", "relevance")
    text = request.args.get("q", "").strip()
    return text, filters, sort if sort in SORTS else "relevance"


@pages.get("/tim.csv")
def search_csv() -> Any:
    """Download all that was found, `MOST_EXPORTED` at most, as CSV."""
    text, filters, sort = _asked()
    rows: list[list[str | None]] = []
    try:
        for offset in range(0, MOST_EXPORTED, EXPORTED_AT_A_TIME):
            found = archive().search(
                text,
                filters=filters,
                sort=sort,
                offset=offset,
                limit=EXPORTED_AT_A_TIME,
            )
            rows += [_row(hit) for hit in found.hits]
            if offset + EXPORTED_AT_A_TIME >= found.total:
                break
    except QueryError as error:
        page = render_template("error.html", heading=_("Tra cứu"), message=str(error))
        return page, 400
    heading = ["so", "loai", "ngay", "co_quan", "trich_yeu", "hieu_luc", "nguoi_ky"]
    return csv_response("tim.csv", [*heading, "dia_chi"], rows)


def _row(hit: Hit) -> list[str | None]:
    address = url_for("pages.document", ident=hit.id)
    facts = [hit.number, hit.kind, hit.date, hit.issuer, hit.title]
    return [*facts, say(STATUSES, hit.status), hit.signer, address]


def _link(**changes: Any) -> str:
    return _address("pages.search", **changes)


def _address(endpoint: str, **changes: Any) -> str:
    """Return an address with what was asked, changed; nothing else is carried over."""
    asked = {name: request.args.get(name) for name in ("q", *FILTERS, "sort", "page")}
    chosen = {**asked, **changes}
    kept = {name: value for name, value in chosen.items() if value is not None}
    return url_for(endpoint, **kept)


@pages.get("/ngon-ngu/<code>")
def language(code: str) -> Response:
    """Choose the language of the interface, and go back to where one was."""
    session["language"] = code if code in ("vi", "en") else "vi"
    return redirect(own_path(request.args.get("back", "/")))
