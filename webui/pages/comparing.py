"""Two documents held, side by side, and the description of the API to browse."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from corpus.records import HeldDocument
from webui.api.openapi import DOCUMENT
from webui.archive import archive
from webui.comparing import compare as compared
from webui.pages import pages

ROWS = 400


@pages.get("/van-ban/<ident>/so-sanh/<other>")
def compare(ident: str, other: str) -> str:
    """Show what of a document is different in another, the older on the left."""
    older, newer = archive().held(ident), archive().held(other)
    rows = compared(
        archive().register.text(older.id), archive().register.text(newer.id)
    )
    last = max(1, -(-len(rows) // ROWS))
    page = max(1, min(request.args.get("page", 1, type=int) or 1, last))
    counts = {name: sum(row.change == name for row in rows) for name in CHANGES}
    return render_template(
        "compare.html",
        older=older,
        newer=newer,
        name=_name,
        rows=rows[(page - 1) * ROWS : page * ROWS],
        counts=counts,
        page=page,
        pages=last,
    )


CHANGES = ("changed", "gone", "come")


def _name(held: HeldDocument) -> str:
    return " ".join(part for part in (held.kind, held.number) if part) or held.name


@pages.get("/api")
def api_description() -> str:
    """Show the description of the API as a page."""
    rows: list[dict[str, Any]] = [
        {"path": path, "method": method, **described}
        for path, methods in DOCUMENT["paths"].items()
        for method, described in methods.items()
    ]
    return render_template("api.html", rows=rows, info=DOCUMENT["info"])
