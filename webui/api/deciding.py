"""Opinions on findings in `/api/v1`: of held documents, and of results in memory."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, jsonify, request

from corpus.decision_words import REFUSED
from corpus.decisions import DecisionError
from webui import opinions
from webui.accounts import current_person
from webui.api.asked import BadValue, day
from webui.api.routes import api
from webui.api.shapes import batch_json
from webui.app import refuse
from webui.archive import CheckedBatch, archive
from webui.noting import tell
from webui.reporting import REPORTS, write_report


@api.get("/documents/<ident>/decisions")
def document_decisions(ident: str) -> Any:
    """Return the points of a check with what people decided of them."""
    (checked,) = archive().check_held(ident, as_of=day("as_of")).documents
    return jsonify(opinions.follow_up(archive(), checked).to_json())


@api.post("/documents/<ident>/decisions")
def decide(ident: str) -> Any:
    """Keep an opinion on the points `fingerprint` of a held document."""
    (checked,) = archive().check_held(ident, as_of=day("as_of")).documents
    said = _judged()
    try:
        decided = opinions.decide(archive(), checked, _marks(), said)
    except DecisionError as error:
        raise _refused(error) from error
    if not decided:
        return _gone()
    tell(subject=ident, detail=f"{said.outcome}: {decided}")
    follow = opinions.follow_up(archive(), checked)
    return jsonify({"decided": decided, **follow.to_json()}), 201


@api.get("/checks/<token>")
def checked(token: str) -> Response:
    """Return a result that is still in memory, as of another day where asked.

    The same documents judged as of another day are a result of their own: `token`
    fetches its opinions and reports.
    """
    owner = current_person().id
    name, batch = opinions.kept_on(archive(), token, owner, day("as_of"))
    return jsonify({**batch_json(batch), "token": name})


@api.get("/checks/<token>/decisions")
def checked_decisions(token: str) -> Response:
    """Return the points of each document of a result with what was decided of them."""
    return jsonify(_points(_kept(token)))


@api.post("/checks/<token>/decisions")
def decide_checked(token: str) -> Any:
    """Let a result in memory carry an opinion on the points `fingerprint`."""
    said = _judged()
    owner = current_person().id
    try:
        decided, names = opinions.decide_kept(archive(), token, owner, _marks(), said)
    except DecisionError as error:
        raise _refused(error) from error
    if not decided:
        return _gone()
    tell(subject=names, detail=f"{said.outcome}: {decided}")
    return jsonify({"decided": decided, **_points(_kept(token))}), 201


@api.get("/checks/<token>/report.<suffix>")
def checked_report(token: str, suffix: str) -> Response:
    """Return the report of a result in memory, opinions in it."""
    batch = _kept(token)
    if suffix not in REPORTS:
        abort(404)
    response = Response(
        write_report(archive(), batch, suffix), mimetype="application/octet-stream"
    )
    name = f"doi-chieu-{batch.as_of}.{suffix}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _kept(token: str) -> CheckedBatch:
    return opinions.kept_result(archive(), token, current_person().id)


def _judged() -> opinions.Judgement:
    try:
        return opinions.judged_in(request.form)
    except DecisionError as error:
        raise _refused(error) from error


def _marks() -> list[str]:
    return request.form.getlist("fingerprint")


def _points(batch: CheckedBatch) -> dict[str, Any]:
    return {
        "documents": [
            {
                "name": each.name,
                "sha256": each.sha256,
                **opinions.follow_up(archive(), each, batch).to_json(),
            }
            for each in batch.documents
        ]
    }


def _refused(error: DecisionError) -> BadValue:
    words = REFUSED[error.code]
    return BadValue(error.code, f"{words.vietnamese} / {words.english}")


def _gone() -> Any:
    message = (
        "Không điểm nào có dấu ấy: văn bản hoặc quy tắc đã đổi / "
        "No point has this fingerprint: the document or the rules have changed"
    )
    return refuse(409, "no_point", message, "")


__all__ = ["api"]
