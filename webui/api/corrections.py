"""The review of headers in `/api/v1`: what waits, and what people say of it."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from corpus.corrected import correction_json
from corpus.corrections import CorrectionError
from corpus.doubts import FIELDS
from webui.api.asked import page_of, window
from webui.api.routes import api
from webui.app import refuse
from webui.archive import archive
from webui.header_view import doubt_json, queued_json
from webui.reviewing import keep, reviewer

_MESSAGES = {
    "correction_who": "Thiếu “who”: ai duyệt / Say who reviews in the field who",
    "correction_long": "Tên người duyệt dài quá / The name of the reviewer is too long",
    "correction_value": "Giá trị không hợp lệ / Not a value of this field",
}


@api.get("/review")
def review() -> Response:
    """List the documents whose header waits for a person."""
    offset, limit = window()
    desk = archive().register.corrections
    rows = desk.queue(offset=offset, limit=limit)
    found = [queued_json(each) for each in rows]
    return jsonify({**page_of(desk.waiting(), offset, limit), "documents": found})


@api.get("/documents/<ident>/corrections")
def document_corrections(ident: str) -> Response:
    """Return the open doubts about a header, and what people said of it."""
    number = archive().held(ident).id
    desk = archive().register.corrections
    return jsonify(
        {
            "id": ident,
            "doubts": [doubt_json(each) for each in desk.doubts(number)],
            "corrections": [correction_json(each) for each in desk.history(number)],
        }
    )


@api.post("/documents/<ident>/corrections")
def correct_document(ident: str) -> Any:
    """Confirm or correct fields of a header: one form field for each, and `who`."""
    number = archive().held(ident).id
    who = reviewer(request.form.get("who", ""))
    values: dict[str, str | None] = {
        name: request.form[name] for name in FIELDS if name in request.form
    }
    if not values:
        message = f"Thiếu trường / Send one of: {', '.join(FIELDS)}"
        return refuse(400, "nothing_to_correct", message, "")
    try:
        kept = keep(archive(), number, values, who=who, subject=ident)
    except CorrectionError as error:
        message = f"{_MESSAGES.get(error.code, error.code)} {error.field}".strip()
        return refuse(400, error.code, message, "")
    return jsonify({"id": ident, "kept": [correction_json(each) for each in kept]})


__all__ = ["api"]
