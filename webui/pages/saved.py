"""Searches that a person keeps, and what came in since they last looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from corpus.saved_searches import SavedSearch, SavedSearchError
from search.query import QueryError
from webui.accounts import current_person
from webui.archive import FILTERS, Archive, NotHeld, archive
from webui.pages import pages
from webui.presentation import say

# Of each search so many of the newest are looked at; beyond that it says "or more".
MOST_NEW = 100
REFUSED = {
    "saved_empty": later("Hãy tra cứu rồi đặt tên cho câu tìm."),
    "saved_long": later("Tên hoặc câu tìm quá dài."),
    "saved_many": later("Đã lưu 100 câu tìm; hãy bỏ bớt."),
}


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a kept search finds that was not there when it was last looked at.

    `until` is the moment that is looked at once this has been seen.
    """

    search: SavedSearch
    ids: tuple[str, ...]
    more: bool
    until: str


def fresh(archive: Archive, search: SavedSearch) -> Fresh:
    """Ask a kept search again; count what was added since it was last looked at.

    Raises:
        QueryError: if what was asked is no longer understood.
    """
    kept = archive.register.saved_searches
    # Asked before the search is: what comes in between is new the next time too.
    until = kept.settled(search.seen_at)
    filters = {name: search.asked[name] for name in FILTERS if name in search.asked}
    found = archive.search(
        search.asked.get("q", ""), filters=filters, sort="added", limit=MOST_NEW
    )
    new = kept.came_after(search.seen_at, (int(hit.id) for hit in found.hits))
    ids = tuple(hit.id for hit in found.hits if int(hit.id) in new)
    return Fresh(search, ids, len(ids) == MOST_NEW < found.total, until)


def chosen() -> SavedSearch | None:
    """Return the kept search that the address names (`luu`), if it is the person's."""
    ident = request.args.get("luu", 0, type=int) or 0
    if not ident:
        return None
    return archive().register.saved_searches.get(current_person().id, ident)


@pages.get("/da-luu")
def saved() -> str:
    """List the searches a person keeps, each with how much is new."""
    return _page()


def _page(error: str = "") -> str:
    rows = []
    for search in archive().register.saved_searches.of(current_person().id):
        try:
            found = fresh(archive(), search)
        except QueryError:
            found = Fresh(search, (), False, search.seen_at)
        values: dict[str, Any] = {**search.asked, "sort": "added", "luu": search.id}
        href = url_for("pages.search", **values)
        rows.append((search, found, href))
    return render_template("saved.html", rows=rows, error=error)


@pages.post("/da-luu")
def save_search() -> Any:
    """Keep the search of the form under a name."""
    values = {
        name: value[:2001]
        for name in ("q", *FILTERS)
        if (value := request.form.get(name, "").strip())
    }
    name = request.form.get("ten", "").strip() or values.get("q", "")[:200]
    name = name or ", ".join(values.values())[:200]
    kept = archive().register.saved_searches
    try:
        kept.keep(current_person().id, name, values)
    except SavedSearchError as error:
        return _page(say(REFUSED, error.code)), 400
    return redirect(url_for("pages.saved"), code=303)


@pages.post("/da-luu/<int:ident>/da-xem")
def mark_saved_seen(ident: int) -> Any:
    """Take down that what is new was looked at, up to the moment of the form."""
    kept = archive().register.saved_searches
    if kept.get(current_person().id, ident) is None:
        raise NotHeld(_("Không có câu tìm này."))
    kept.mark_seen(current_person().id, ident, request.form.get("den", "")[:32])
    return redirect(url_for("pages.saved"), code=303)


@pages.post("/da-luu/<int:ident>/bo")
def forget_saved(ident: int) -> Any:
    """Forget a search that was kept."""
    archive().register.saved_searches.forget(current_person().id, ident)
    return redirect(url_for("pages.saved"), code=303)
