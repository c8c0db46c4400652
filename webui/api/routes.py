"""Routes of `/api/v1`. Errors have one shape: {"error": {"code", "message"}}."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from nlp.serialise import to_json
from search.query import QueryError
from webui import survey
from webui.accounts import current_person
from webui.api.asked import BadValue, conditional, day, page_of, sort, window
from webui.api.openapi import DOCUMENT
from webui.api.shapes import (
    acts_json,
    batch_json,
    held_json,
    link_json,
    overview_json,
    results_json,
    validity_json,
)
from webui.app import refuse
from webui.archive import FILTERS, archive
from webui.listing import look_up_all
from webui.mapping import neighbours
from webui.moving import CollectionError, collection_meant
from webui.noting import tell
from webui.pages.reading import original_response
from webui.survey import entries, overview

# What of a question is said anew when it is asked in other words.
_TURNED = ("q", "offset")

api = Blueprint("api", __name__, url_prefix="/api/v1")
api.after_request(conditional)


@api.errorhandler(BadValue)
def _bad_value(error: BadValue) -> Any:
    return refuse(400, error.code, str(error), "")


@api.before_request
def _same_origin() -> Any:
    """Refuse what a page of another site sends through a visitor's browser."""
    origin = request.headers.get("Origin")
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    person = current_person()
    if person.id is not None and not person.by_token:
        # The browser sends the cookie of a log-in whoever asks it to.
        current_app.extensions["csrf"].protect()
    if origin is None or urlsplit(origin).netloc == request.host:
        return None
    return refuse(403, "cross_origin", "Yêu cầu đến từ trang khác / Cross-origin", "")


@api.get("/openapi.json")
def openapi() -> Response:
    """Describe this API."""
    return jsonify(DOCUMENT)


@api.get("/search")
def search() -> Any:
    """Find documents."""
    filters = {
        name: value for name in FILTERS if (value := request.args.get(name, "").strip())
    }
    offset, limit = window()
    try:
        results = archive().search(
            request.args.get("q", ""),
            filters=filters,
            sort=sort(),
            offset=offset,
            limit=limit,
        )
    except QueryError as error:
        return refuse(400, error.code, str(error), "")
    shown = results_json(results)
    response = jsonify(
        {
            **shown,
            "next": page_of(results.total, offset, limit)["next"],
            "did_you_mean": _meant(results.corrected),
        }
    )
    # The time it took is no difference: what was found is what the mark is of.
    del shown["took_ms"]
    mark = json.dumps(shown, ensure_ascii=False, default=str).encode()
    response.set_etag(sha256(mark).hexdigest()[:40])
    return response


def _meant(corrected: str | None) -> str | None:
    """Return the address that asks what was understood, conditions kept."""
    if corrected is None:
        return None
    kept = [(k, v) for k, v in request.args.items(multi=True) if k not in _TURNED]
    return f"{request.path}?{urlencode([('q', corrected), *kept])}"


@api.get("/suggest")
def suggest() -> Response:
    """Complete what is being typed."""
    found = archive().suggest(request.args.get("q", "")[:200], limit=8)
    return jsonify(
        {"suggestions": [{"text": one.text, "field": one.field} for one in found]}
    )


@api.get("/documents")
def documents() -> Response:
    """List the documents of the register."""
    offset, limit = window()
    rows = archive().documents(offset=offset, limit=limit)
    return jsonify(
        {
            **page_of(archive().counts().held, offset, limit),
            "documents": [held_json(row) for row in rows],
        }
    )


@api.post("/documents")
def add_document() -> Any:
    """Read, register and index one file."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return refuse(
            400, "no_file", "Thiếu tệp “file” / The field file is missing", ""
        )
    try:
        where = collection_meant(archive(), request.form.get("collection", ""))
    except CollectionError:
        message = "Không có bộ sưu tập này / No such collection"
        return refuse(400, "no_collection", message, "")
    outcome = archive().add_bytes(file.read(), file.filename, collection=where.id)
    tell(subject=file.filename, detail=f"{where.name}: {outcome.id or outcome.code}")
    if outcome.id is None:
        return refuse(422, outcome.code, outcome.message, "")
    answer = {
        "id": outcome.id,
        "new": outcome.new,
        "summary": outcome.message,
        "page": url_for("pages.document", ident=outcome.id),
    }
    return jsonify(answer), 201 if outcome.new else 200


@api.get("/documents/<ident>")
def document(ident: str) -> Response:
    """Return the analysis of one document, as `cancu extract --json` does."""
    return jsonify(to_json(*archive().reading(ident)))


@api.get("/documents/<ident>/text")
def document_text(ident: str) -> Response:
    """Return the text of record: every offset points into it."""
    text = archive().reading(ident)[0].text
    return Response(text, content_type="text/plain; charset=utf-8")


@api.get("/documents/<ident>/original")
def document_original(ident: str) -> Response:
    """Return the original, byte for byte."""
    return original_response(ident)


@api.get("/documents/<ident>/cites")
def document_cites(ident: str) -> Response:
    """Return what the document cites, and what that resolves to."""
    return jsonify({"links": [link_json(row) for row in archive().cites(ident)]})


@api.get("/documents/<ident>/cited-by")
def document_cited_by(ident: str) -> Response:
    """Return what in the register cites the document."""
    return jsonify({"links": [link_json(row) for row in archive().cited_by(ident)]})


@api.get("/documents/<ident>/map")
def document_map(ident: str) -> Response:
    """Return the citation map: both sides, a row for each document and relation."""
    found = neighbours(archive(), ident)
    return jsonify(
        {
            "id": ident,
            "cites": [one.to_json() for one in found.cites],
            "cited_by": [one.to_json() for one in found.cited_by],
        }
    )


@api.get("/documents/<ident>/versions")
def document_versions(ident: str) -> Response:
    """Return what stood before and after this document at a path it was found at."""
    older, newer = archive().older_versions(ident), archive().newer_versions(ident)
    return jsonify(
        {
            "id": ident,
            "older": [held_json(row) for row in older],
            "newer": [held_json(row) for row in newer],
        }
    )


@api.get("/documents/<ident>/validity")
def document_validity(ident: str) -> Any:
    """Return whether the document was in force on a day, and what was done to it."""
    on = day("on") or date.today().isoformat()
    state = validity_json(archive().validity(ident, on))
    return jsonify({"id": ident, **state, "acts": acts_json(archive().acts_on(ident))})


@api.get("/documents/<ident>/check")
def document_check(ident: str) -> Any:
    """Cross-check a document of the register."""
    return jsonify(batch_json(archive().check_held(ident, as_of=day("as_of"))))


@api.post("/check")
def check() -> Any:
    """Cross-check files or a text; nothing is stored."""
    as_of = day("as_of", form=True) or date.today().isoformat()
    files = [
        (file.filename, file.read())
        for file in request.files.getlist("files")
        if file.filename
    ]
    pasted = request.form.get("text", "")
    if not files and not pasted.strip():
        message = "Thiếu “files” hoặc “text” / Send files or text"
        return refuse(400, "nothing_to_check", message, "")
    batch = archive().check_files(files, pasted=pasted, as_of=as_of)
    shown = batch_json(batch)
    if request.form.get("keep") == "1":
        shown["token"] = archive().keep(batch, current_person().id)
    return jsonify(shown)


@api.post("/lookup")
def lookup() -> Any:
    """Look up a list of numbers, one on each line of `text`."""
    text = request.form.get("text", "")
    if not text.strip():
        return refuse(400, "nothing_to_look_up", "Thiếu “text” / Send text", "")
    return jsonify(
        {
            "lines": [
                {
                    "text": line.text,
                    "state": line.state,
                    "found": [known.to_json() for known in line.found],
                }
                for line in look_up_all(archive(), text)
            ]
        }
    )


@api.get("/catalogue")
def catalogue() -> Response:
    """List the documents known by their metadata, or those that `q` may mean."""
    offset, limit = window()
    total, rows = entries(
        archive(), request.args.get("q", ""), offset=offset, limit=limit
    )
    found = [known.to_json() for known in rows]
    return jsonify({**page_of(total, offset, limit), "entries": found})


@api.get("/statistics")
def statistics() -> Response:
    """Return counts by year, kind and issuer, the most cited, what is outdated."""
    return jsonify(overview_json(overview(archive())))


@api.get("/numbering")
def numbering() -> Response:
    """Return what is odd in the series of numbers of the documents held."""
    found = survey.numbering(archive())
    return jsonify({"issues": [issue.to_json() for issue in found]})


@api.get("/status")
def status() -> Response:
    """Return the counts of the register and of the index."""
    counts = archive().counts()
    return jsonify(
        {"held": counts.held, "known": counts.known, "indexed": counts.indexed}
    )
