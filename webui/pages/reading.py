"""The page of one document, its original, and the list of all."""

from __future__ import annotations

from flask import Response, render_template, request, url_for

from webui.document_view import document_view
from webui.library import library
from webui.pages import pages

ROWS = 50


@pages.get("/van-ban")
def documents() -> str:
    """List the documents of the register, newest first."""
    total = library().counts().held
    last = max(1, -(-total // ROWS))
    page = max(1, min(request.args.get("page", 1, type=int) or 1, last))
    rows = library().documents(offset=(page - 1) * ROWS, limit=ROWS)
    return render_template(
        "documents.html", rows=rows, total=total, page=page, pages=last
    )


@pages.get("/van-ban/<ident>")
def document(ident: str) -> str:
    """Show one document: outline, text with its marks, citations both ways."""
    view = document_view(library(), ident)
    layers = request.args.get("lop") == "1"
    layers_link = url_for("pages.document", ident=ident, lop=None if layers else 1)
    return render_template(
        "document.html", view=view, layers=layers, layers_link=layers_link
    )


@pages.get("/van-ban/<ident>/ban-goc")
def original(ident: str) -> Response:
    """Download the original, byte for byte; never shown inside a page of ours."""
    return original_response(ident)


def original_response(ident: str) -> Response:
    """Return the original of a document as a download."""
    data, name = library().original(ident)
    response = Response(data, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
