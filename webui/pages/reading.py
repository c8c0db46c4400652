"""The page of one document, pictures of its pages, its original, the list of all."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from webui.archive import NotHeld, archive
from webui.document_view import DocumentView, document_view
from webui.pages import pages
from webui.versions import versions

ROWS = 50
MOST_PAGES = 100_000


@pages.get("/van-ban")
def documents() -> str:
    """List the documents of the register in the order in which they came."""
    total = archive().counts().held
    last = max(1, -(-total // ROWS))
    page = max(1, min(request.args.get("page", 1, type=int) or 1, last))
    rows = archive().documents(offset=(page - 1) * ROWS, limit=ROWS)
    return render_template(
        "documents.html", rows=rows, total=total, page=page, pages=last
    )


@pages.get("/van-ban/<ident>")
def document(ident: str) -> str:
    """Show one document: outline, text with its marks, citations both ways.

    `ngay` is the day whose validity is shown, `xem=goc` sets the picture of the
    original beside the text, `lop=1` colours names and dates.
    """
    on = day_of(request.args.get("ngay")) or date.today().isoformat()
    view = document_view(archive(), ident, on=on)
    layers = request.args.get("lop") == "1"
    side = request.args.get("xem") == "goc" and bool(view.pictures)
    return render_template(
        "document.html",
        view=view,
        versions=list(versions(archive(), ident)),
        layers=layers,
        side=side,
        collection=archive().held(ident).collection_id,
        collections=archive().register.collections.all(),
        tabs=_tabs(view, side=side, layers=layers),
    )


def _tabs(
    view: DocumentView, *, side: bool, layers: bool
) -> list[tuple[str, str, bool]]:
    day = request.args.get("ngay") or None

    def link(xem: str | None, lop: int | None) -> str:
        return url_for("pages.document", ident=view.id, ngay=day, xem=xem, lop=lop)

    coloured = 1 if layers else None
    rows = [(_("Toàn văn"), link(None, coloured), not side)]
    if view.pictures:
        rows.append((_("Cạnh ảnh bản gốc"), link("goc", coloured), side))
    name = _("Ẩn các lớp") if layers else _("Hiện các lớp")
    rows.append((name, link("goc" if side else None, None if layers else 1), False))
    return rows


def day_of(text: str | None) -> str | None:
    """Return the ISO day that was asked for, or None where none was.

    Anything that is no day ends the request with status 400.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        abort(400)


@pages.get("/van-ban/<ident>/trang/<int:number>.png")
def page_picture(ident: str, number: int) -> Any:
    """Show a page of the original as a picture; the browser may keep it."""
    if not 1 <= number <= MOST_PAGES:
        raise NotHeld(_("Không có trang này."))
    data, sha256 = archive().page_picture(ident, number)
    response = Response(data, mimetype="image/png")
    response.set_etag(f"{sha256[:32]}-{number}")
    response.cache_control.private = True
    response.cache_control.max_age = 86_400
    return response.make_conditional(request)


@pages.get("/van-ban/<ident>/ban-goc")
def original(ident: str) -> Response:
    """Download the original, byte for byte; never shown inside a page of ours."""
    return original_response(ident)


def original_response(ident: str) -> Response:
    """Return the original of a document as a download."""
    data, name = archive().original(ident)
    response = Response(data, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
