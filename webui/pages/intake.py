"""The intake page: many files, an outcome for each."""

from __future__ import annotations

from flask import render_template, request, url_for

from webui.library import library, settings
from webui.pages import pages


@pages.route("/nap", methods=["GET", "POST"])
def upload() -> str:
    """Take files one after another; a bad one never stops the next."""
    outcomes = []
    for file in request.files.getlist("files"):
        if not file.filename:
            continue
        outcome = library().add_bytes(file.read(), file.filename)
        outcomes.append(
            {
                "name": outcome.name,
                "message": outcome.message,
                "href": outcome.id and url_for("pages.document", ident=outcome.id),
            }
        )
    return render_template(
        "upload.html",
        outcomes=outcomes,
        failures=library().failures(),
        max_mb=settings().max_upload_mb,
    )
