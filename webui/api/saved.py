"""Searches that a person keeps, for programs."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from corpus.saved_searches import SavedSearch, SavedSearchError
from search.query import QueryError
from webui.accounts import current_person
from webui.api.asked import BadValue
from webui.api.routes import api
from webui.archive import FILTERS, NotHeld, archive
from webui.pages.saved import REFUSED, fresh
from webui.presentation import say


@api.get("/saved-searches")
def saved_searches() -> Response:
    """List the searches a person keeps, each with what came in since they looked."""
    rows = archive().register.saved_searches.of(current_person().id)
    return jsonify({"total": len(rows), "searches": [_with_new(row) for row in rows]})


@api.post("/saved-searches")
def keep_search() -> Any:
    """Keep a search; one that asks the same is kept once."""
    form = request.form
    values = {
        name: value[:2001]
        for name in ("q", *FILTERS)
        if (value := form.get(name, "").strip())
    }
    name = form.get("name", "").strip() or form.get("q", "").strip()[:200]
    kept = archive().register.saved_searches
    try:
        made = kept.keep(current_person().id, name, values)
    except SavedSearchError as error:
        raise BadValue(error.code, say(REFUSED, error.code)) from error
    return jsonify(_shape(made)), 201


@api.post("/saved-searches/<int:ident>/seen")
def saved_search_seen(ident: int) -> Response:
    """Take down that all that came in until `until` was looked at."""
    _must_be_there(ident)
    kept = archive().register.saved_searches
    marked = kept.mark_seen(current_person().id, ident, request.form.get("until", ""))
    return jsonify({"marked": marked})


@api.delete("/saved-searches/<int:ident>")
def forget_search(ident: int) -> tuple[str, int]:
    """Forget a search."""
    _must_be_there(ident)
    archive().register.saved_searches.forget(current_person().id, ident)
    return "", 204


def _must_be_there(ident: int) -> None:
    if archive().register.saved_searches.get(current_person().id, ident) is None:
        raise NotHeld("Không có câu tìm này / No such search")


def _shape(search: SavedSearch) -> dict[str, Any]:
    return {
        "id": search.id,
        "name": search.name,
        "asked": dict(search.asked),
        "saved_at": search.saved_at,
        "seen_at": search.seen_at,
    }


def _with_new(search: SavedSearch) -> dict[str, Any]:
    try:
        found = fresh(archive(), search)
    except QueryError:
        return {**_shape(search), "new": [], "more": False, "until": search.seen_at}
    new = {"new": list(found.ids), "more": found.more, "until": found.until}
    return {**_shape(search), **new}
