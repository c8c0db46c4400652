"""The search page: one box, facets, hits; the query stays in the address."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from werkzeug.wrappers import Response

from search.query import QueryError
from webui.archive import archive
from webui.fields_shown import field_name
from webui.going_back import own_path
from webui.pages import pages
from webui.pages.asking import address, asked
from webui.pages.saved import chosen, fresh
from webui.presentation import STATUSES, in_language, say, say_date

PAGE = 10
FACETS_SHOWN = 8
FACETS_MOST = 60
FACETS = {
    "kind": later("Loại văn bản"),
    "issuer": later("Cơ quan ban hành"),
    "year": later("Năm"),
    "status": later("Hiệu lực"),
    "signer": later("Người ký"),
    "field": later("Lĩnh vực"),
    "collection": later("Bộ sưu tập"),
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
    wanted = asked()
    text, filters, sort = wanted.text, wanted.filters, wanted.sort
    if wanted.is_empty:
        return render_template(
            "home.html", counts=archive().counts(), examples=EXAMPLES
        )
    kept = chosen()
    page = max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))
    try:
        news = fresh(archive(), kept) if kept is not None else None
        results = archive().search(
            text, filters=filters, sort=sort, offset=(page - 1) * PAGE, limit=PAGE
        )
    except QueryError as error:
        shown = render_template(
            "search.html",
            error=in_language(error.message_vi, error.message_en),
            query_text=text[:2000],
            filters={},
        )
        return shown, 400
    return render_template(
        "search.html",
        query_text=text,
        results=results,
        notices=[
            in_language(notice.message, notice.message_en)
            for notice in results.notices
            if notice.code != "corrected"
        ],
        corrected=_meant(results.corrected),
        filters=filters,
        sort=sort,
        sorts=[
            ("relevance", _("liên quan nhất")),
            ("newest", _("mới nhất")),
            ("oldest", _("cũ nhất")),
            ("number", _("số hiệu")),
            ("added", _("mới nạp")),
        ],
        page=page,
        pages=max(1, -(-results.total // PAGE)),
        first=(page - 1) * PAGE + 1,
        facet_limit=FACETS_SHOWN,
        facet_most=FACETS_MOST,
        facet_names=[(name, str(FACETS[name])) for name in FACETS],
        filter_names={name: str(label) for name, label in NAMES.items()},
        export_link=lambda suffix: address(
            "pages.search_export", suffix=suffix, page=None, luu=None
        ),
        keeping=wanted.as_values(),
        fresh=news,
        facet_link=lambda name, value: address(
            "pages.search", page=None, **{name: value}
        ),
        sort_link=lambda value: address("pages.search", page=None, sort=value),
        page_link=lambda number: address("pages.search", page=number),
        status_name=lambda value: say(STATUSES, value),
        said=_said,
    )


def _meant(corrected: str | None) -> dict[str, str] | None:
    """Return the question as it was understood, and its address, filters kept."""
    if corrected is None:
        return None
    href = address("pages.search", page=None, luu=None, q=corrected)
    return {"text": corrected, "href": href}


def _said(name: str, value: str) -> str:
    """Return the value of a filter in the reader's language."""
    if name == "status":
        return say(STATUSES, value)
    if name == "field":
        return field_name(value)
    return (say_date(value) or "") if name in ("from", "to") else value


@pages.get("/ngon-ngu/<code>")
def language(code: str) -> Response:
    """Choose the language of the interface, and go back to where one was."""
    session["language"] = code if code in ("vi", "en") else "vi"
    return redirect(own_path(request.args.get("back", "/")))
