"""The cross-check pages: what was cited, held against the register."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from webui.check_view import checked_view
from webui.library import REPORTS, CheckedBatch, NotHeld, library
from webui.pages import pages


@pages.route("/doi-chieu", methods=["GET", "POST"])
def check() -> Any:
    """Take files or pasted text, check them, store nothing."""
    today = date.today().isoformat()
    if request.method == "GET":
        return render_template("check.html", as_of=today)
    as_of = _as_of(request.form.get("as_of")) or today
    files = [
        (file.filename, file.read())
        for file in request.files.getlist("files")
        if file.filename
    ]
    pasted = request.form.get("text", "")
    if not files and not pasted.strip():
        error = _("Hãy chọn tệp hoặc dán nội dung.")
        page = render_template("check.html", as_of=as_of, error=error, pasted=pasted)
        return page, 400
    batch = library().check_files(files, pasted=pasted, as_of=as_of)
    token = library().keep(batch)
    return redirect(url_for("pages.checked", token=token), code=303)


@pages.get("/doi-chieu/ket-qua/<token>")
def checked(token: str) -> str:
    """Show a result that is still in memory."""
    return _page(_kept(token), lambda suffix: _report_link(token, suffix))


@pages.get("/doi-chieu/ket-qua/<token>.<suffix>")
def checked_report(token: str, suffix: str) -> Response:
    """Download the report of a result that is still in memory."""
    return _report(_kept(token), suffix)


@pages.get("/van-ban/<ident>/doi-chieu")
def check_held(ident: str) -> str:
    """Check a document of the register."""
    day = request.args.get("as_of", "")
    batch = library().check_held(ident, as_of=_as_of(day))
    return _page(
        batch,
        lambda suffix: url_for(
            "pages.check_held_report", ident=ident, suffix=suffix, as_of=day or None
        ),
    )


@pages.get("/van-ban/<ident>/doi-chieu.<suffix>")
def check_held_report(ident: str, suffix: str) -> Response:
    """Download the report on a document of the register."""
    as_of = _as_of(request.args.get("as_of", ""))
    return _report(library().check_held(ident, as_of=as_of), suffix)


def _as_of(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        abort(400)


def _kept(token: str) -> CheckedBatch:
    batch = library().kept(token)
    if batch is None:
        raise NotHeld(_("Kết quả này không còn trong bộ nhớ; hãy đối chiếu lại tệp."))
    return batch


def _report_link(token: str, suffix: str) -> str:
    return url_for("pages.checked_report", token=token, suffix=suffix)


def _page(batch: CheckedBatch, report_link: Any) -> str:
    return render_template(
        "checked.html",
        result=batch,
        documents=checked_view(batch),
        failures=batch.failures,
        counts=library().counts(),
        reports=[
            ("html", _("Báo cáo để in")),
            ("docx", "DOCX"),
            ("xlsx", "XLSX"),
            ("json", "JSON"),
        ],
        report_link=report_link,
    )


def _report(batch: CheckedBatch, suffix: str) -> Response:
    if suffix not in REPORTS:
        abort(404)
    data = library().report(batch, suffix)
    response = Response(data, mimetype=REPORTS[suffix])
    how = "inline" if suffix == "html" else "attachment"
    response.headers.set(
        "Content-Disposition", how, filename=f"doi-chieu-{batch.as_of}.{suffix}"
    )
    if suffix == "html":
        # The report is one file that must print anywhere: its style is inside it.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
    return response
