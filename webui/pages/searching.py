"""The search page: one box, facets, hits; the query stays in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from search.query import QueryError
from webui.library import FILTERS, SORTS, library
from webui.pages import pages
from webui.presentation import STATUSES, say

PAGE = 10
FACETS_SHOWN = 12
EXAMPLES = (
    "quyet dinh 38 lhh",
    "2022/KH-UBND",
    "30/2020",
    "thi đua khen thưởng",
)


@pages.get("/")
def search() -> Any:
    """Show the box alone, or what was found."""
    text = request.args.get("q", "").strip()
    filters = {
        name: value for name in FILTERS if (value := request.args.get(name, "").strip())
    }
    if not text and not filters:
        return render_template(
            "home.html", counts=library().counts(), examples=EXAMPLES
        )
    sort = request.args.get("sort", "relevance")
    sort = sort if sort in SORTS else "relevance"
    page = max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))
    try:
        results = library().search(
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
        notices=[str(notice) for notice in results.notices],
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
        facet_names=[
            ("kind", _("Loại văn bản")),
            ("issuer", _("Cơ quan ban hành")),
            ("year", _("Năm")),
            ("status", _("Hiệu lực")),
            ("signer", _("Người ký")),
        ],
        facet_link=lambda name, value: _link(page=None, **{name: value}),
        sort_link=lambda value: _link(page=None, sort=value),
        page_link=lambda number: _link(page=number),
        status_name=lambda value: say(STATUSES, value),
    )


def _link(**changes: Any) -> str:
    arguments = {**request.args.to_dict(), **changes}
    kept = {name: value for name, value in arguments.items() if value is not None}
    return url_for("pages.search", **kept)


@pages.get("/ngon-ngu/<code>")
def language(code: str) -> Response:
    """Choose the language of the interface, and go back to where one was."""
    session["language"] = code
    back = request.args.get("back", "/")
    # Only a path of our own: an absolute address would lead elsewhere.
    parts = urlsplit(back)
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    if not safe or parts.netloc or parts.scheme:
        back = "/"
    return redirect(back)
