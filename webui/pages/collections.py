"""Collections: what they are called, who sees them, how much is in each."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from corpus.collections import Collection, CollectionError
from webui.account_words import REFUSED
from webui.accounts import current_person
from webui.archive import archive
from webui.moving import change
from webui.noting import tell
from webui.pages import pages
from webui.presentation import say


@pages.get("/bo-suu-tap")
def collections() -> str:
    """List the collections that may be seen, each with a form to change it."""
    return _page()


def _page(error: str = "") -> str:
    return render_template(
        "collections.html",
        collections=archive().register.collections.all(),
        has_accounts=current_person().id is not None,
        error=error,
    )


@pages.post("/bo-suu-tap")
def add_collection() -> Any:
    """Make a collection, closed unless it is said to be open."""
    form = request.form
    try:
        made = archive().whole.register.collections.add(
            form.get("collection", ""), open=form.get("open") == "1"
        )
    except CollectionError as error:
        return _page(say(REFUSED, error.code)), 400
    tell(subject=made.name, detail="open" if made.open else "closed")
    return redirect(url_for("pages.collections"), code=303)


@pages.post("/bo-suu-tap/<int:ident>")
def change_collection(ident: int) -> Any:
    """Give a collection another name, or other people who see it."""
    form = request.form
    found = _collection(ident)
    if not current_person().keeps(ident):
        error = _("Bộ sưu tập này không được giao cho bạn; hãy nhờ quản trị viên.")
        return _page(error), 403
    who = form.get("open")
    is_open = None if who is None else who == "1"
    try:
        done = change(archive(), found, name=form.get("name"), is_open=is_open)
    except CollectionError as error:
        return _page(say(REFUSED, error.code)), 400
    tell(subject=found.name, detail=done or "–")
    return redirect(url_for("pages.collections", _anchor=f"b{ident}"), code=303)


def _collection(ident: int) -> Collection:
    for one in archive().register.collections.all():
        if one.id == ident:
            return one
    abort(404, _("Không có bộ sưu tập này."))
