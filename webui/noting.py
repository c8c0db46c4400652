"""What the audit log is told: every request that changes or takes out something.

Which those are is a table; whoever answers such a request may add what it was about.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from webui.accounts import current_person

# Endpoint, method, and how the log calls it. A request that was refused or failed
# changed nothing, and is not noted; refusals for want of rights are noted apart.
NOTED: dict[tuple[str, str], str] = {
    ("pages.upload", "POST"): "ingest",
    ("pages.retry", "POST"): "retry",
    ("pages.decide", "POST"): "decide",
    ("pages.decide_checked", "POST"): "decide",
    ("api.decide", "POST"): "decide",
    ("api.decide_checked", "POST"): "decide",
    ("api.checked_report", "GET"): "export_report",
    ("pages.correct_header", "POST"): "correct_header",
    ("api.correct_document", "POST"): "correct_header",
    ("api.add_document", "POST"): "ingest",
    ("pages.search_export", "GET"): "export_search",
    ("pages.original", "GET"): "export_original",
    ("api.document_original", "GET"): "export_original",
    ("pages.checked_report", "GET"): "export_report",
    ("pages.check_held_report", "GET"): "export_report",
    ("pages.audit_csv", "GET"): "export_audit",
    ("pages.change_password", "POST"): "password",
    ("pages.add_token", "POST"): "token_add",
    ("pages.revoke_token", "POST"): "token_revoke",
    ("pages.end_sittings", "POST"): "logout_everywhere",
    ("pages.confirm_second_factor", "POST"): "factor_add",
    ("pages.drop_second_factor", "POST"): "factor_drop",
    ("pages.reset_second_factor", "POST"): "factor_reset",
    ("pages.add_person", "POST"): "person_add",
    ("pages.change_person", "POST"): "person_change",
    ("pages.reset_password", "POST"): "person_password",
    ("pages.add_collection", "POST"): "collection_add",
    ("pages.change_collection", "POST"): "collection_change",
    ("pages.move_document", "POST"): "collection_move",
}
# Requests that are sent like changes and change nothing that is kept.
UNNOTED = {
    "pages.check",  # a check of files that are not stored
    "pages.listing",
    "api.check",
    "api.lookup",
    "pages.save_search",  # a person's own, and about no document
    "pages.mark_saved_seen",
    "api.keep_search",
    "api.saved_search_seen",
    "api.forget_search",
    "pages.forget_saved",
    "pages.login",  # notes itself, whether it succeeds or fails
    "pages.logout",
    "pages.second_step",  # notes itself, like the first step
}


def install(app: Flask) -> None:
    """Note the requests of `app` that succeed."""
    app.after_request(_note)


def tell(*, subject: str = "", detail: str = "") -> None:
    """Say what the present request is about, for the audit log."""
    g.told = (subject, detail)


def note(action: str, *, subject: str = "", detail: str = "") -> None:
    """Write into the audit log that whoever sent this request did something."""
    person = current_person()
    current_app.extensions["archive"].register.trail.note(
        action,
        who=person.name or "?",
        person_id=person.id,
        subject=subject,
        detail=detail,
        address=request.remote_addr or "",
    )


def _note(response: Response) -> Response:
    action = NOTED.get((request.endpoint or "", request.method))
    if action is not None and response.status_code < 400:
        where = request.full_path if request.query_string else request.path
        subject, detail = g.get("told", ("", ""))
        note(action, subject=subject or where, detail=detail)
    return response
