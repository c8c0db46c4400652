"""The intake page: many files, an outcome for each, and another try for failures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from webui.archive import archive, settings
from webui.moving import CollectionError, collection_meant, move
from webui.noting import tell
from webui.offered import Outcome
from webui.pages import pages
from webui.watching import states


@pages.route("/nap", methods=["GET", "POST"])
def upload() -> str:
    """Take files one after another; a bad one never stops the next."""
    if request.method == "GET":
        return _page([])
    try:
        where = collection_meant(archive(), request.form.get("collection", ""))
    except CollectionError:
        abort(400)
    outcomes = [
        archive().add_bytes(file.read(), file.filename, collection=where.id)
        for file in request.files.getlist("files")
        if file.filename
    ]
    tell(subject=where.name, detail="; ".join(map(_became, outcomes)))
    return _page(outcomes)


def _became(outcome: Outcome) -> str:
    return f"{outcome.name} → {outcome.id or outcome.code}"


@pages.post("/nap/thu-lai")
def retry() -> str:
    """Try one failed file again (`tep` is its digest), or all of them."""
    wanted = request.form.get("tep")
    if wanted is None:
        return _page(archive().retry())
    for entry in archive().failures():
        if entry.sha256 == wanted:
            data = archive().register.originals.get(entry.sha256)
            where = entry.collection_id
            outcome = archive().add_bytes(data, entry.name, collection=where)
            return _page([outcome])
    abort(404)


@pages.post("/van-ban/<ident>/bo-suu-tap")
def move_document(ident: str) -> Any:
    """Put a document into another collection."""
    try:
        where = collection_meant(archive(), request.form.get("collection", ""))
    except CollectionError:
        abort(400)
    before = archive().held(ident).collection_id
    move(archive(), ident, where)
    tell(subject=f"{ident}", detail=f"{before} → {where.id}")
    return redirect(url_for("pages.document", ident=ident), code=303)


def _page(outcomes: Iterable[Outcome]) -> str:
    rows: list[dict[str, Any]] = [
        {
            "name": outcome.name,
            "message": outcome.message,
            "href": outcome.id and url_for("pages.document", ident=outcome.id),
        }
        for outcome in outcomes
    ]
    return render_template(
        "upload.html",
        outcomes=rows,
        failures=archive().failures(),
        watched=states(settings().data),
        collections=archive().register.collections.all(),
        max_mb=settings().max_upload_mb,
    )
