"""The cross-check pages: what was cited, held against the register."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from flask import (
    Response,
    abort,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _

from corpus.decision_words import REFUSED
from corpus.decisions import DecisionError
from corpus.verdicts import FIELDS as COMPARED
from webui import opinions
from webui.accounts import current_person
from webui.archive import CheckedBatch, archive
from webui.check_view import (
    coverage_view,
    days_view,
    detail_view,
    dossier_rows,
    matrix_view,
)
from webui.noting import tell
from webui.pages import pages
from webui.pages.reading import day_of
from webui.presentation import FIELDS, VERDICTS, in_language, say
from webui.reporting import REPORTS, write_report

# The id of a row of findings: where a person goes on after deciding on it.
_ROW = re.compile(r"d\d{1,4}k\d{1,6}")


@pages.route("/doi-chieu", methods=["GET", "POST"])
def check() -> Any:
    """Take files or pasted text, check them, store nothing."""
    today = date.today().isoformat()
    if request.method == "GET":
        return render_template("check.html", as_of=today)
    as_of = day_of(request.form.get("as_of")) or today
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
    batch = archive().check_files(files, pasted=pasted, as_of=as_of)
    token = archive().keep(batch, current_person().id)
    return redirect(url_for("pages.checked", token=token), code=303)


@pages.get("/doi-chieu/ket-qua/<token>")
def checked(token: str, error: str = "") -> Any:
    """Show a result that is still in memory; `error` is what an opinion lacks.

    Asked for another day, the same documents are judged again, as a result of its own.
    """
    day = day_of(request.args.get("as_of", ""))
    other, batch = opinions.kept_on(archive(), token, current_person().id, day)
    if other != token:
        return redirect(_link("pages.checked", token=other, as_of=None), code=303)
    return _page(
        batch,
        link=lambda **changes: _link("pages.checked", token=token, **changes),
        report_link=lambda suffix: url_for(
            "pages.checked_report", token=token, suffix=suffix
        ),
        error=error,
    )


@pages.get("/doi-chieu/ket-qua/<token>.<suffix>")
def checked_report(token: str, suffix: str) -> Response:
    """Download the report of a result that is still in memory."""
    return _report(_kept(token), suffix)


@pages.get("/van-ban/<ident>/doi-chieu")
def check_held(ident: str, error: str = "") -> str:
    """Check a document of the register; `error` says what of an opinion is amiss."""
    day = request.args.get("as_of", "")
    batch = archive().check_held(ident, as_of=day_of(day))
    return _page(
        batch,
        link=lambda **changes: _link("pages.check_held", ident=ident, **changes),
        report_link=lambda suffix: url_for(
            "pages.check_held_report", ident=ident, suffix=suffix, as_of=day or None
        ),
        held_id=ident,
        error=error,
    )


@pages.post("/van-ban/<ident>/doi-chieu")
def decide(ident: str) -> Any:
    """Keep what a person decided of a finding; go back to it."""
    batch = archive().check_held(ident, as_of=day_of(request.args.get("as_of", "")))

    def keep(said: opinions.Judgement, marks: list[str]) -> tuple[int, str]:
        return opinions.decide(archive(), batch.documents[0], marks, said), ident

    return _decided(
        keep, partial(check_held, ident), _here("pages.check_held", ident=ident)
    )


@pages.post("/doi-chieu/ket-qua/<token>")
def decide_checked(token: str) -> Any:
    """Let a result in memory carry what a person decided of a finding; go back."""

    def keep(said: opinions.Judgement, marks: list[str]) -> tuple[int, str]:
        owner = current_person().id
        return opinions.decide_kept(archive(), token, owner, marks, said)

    return _decided(keep, partial(checked, token), _here("pages.checked", token=token))


def _here(endpoint: str, **names: str) -> Callable[[str], str]:
    return lambda anchor: _link(endpoint, **names, _anchor=anchor)


def _decided(
    keep: Callable[[opinions.Judgement, list[str]], tuple[int, str]],
    page: Callable[[str], Any],
    back: Callable[[str], str],
) -> Any:
    """Keep the judgement of the form; what is amiss is said on the page itself."""
    form = request.form
    try:
        said = opinions.judged_in(form)
        decided, subject = keep(said, form.getlist("mark"))
    except DecisionError as error:
        if error.code == "decision_outcome":
            abort(400)
        return page(in_language(*REFUSED[error.code])), 400
    if not decided:
        gone = _("Phát hiện này không còn: văn bản hoặc quy tắc đã đổi.")
        return page(gone), 409
    if current_person().id is None:
        session["who"] = said.who
    tell(subject=subject, detail=f"{said.outcome}: {decided}")
    at = form.get("at", "")
    return redirect(back(at if _ROW.fullmatch(at) else "phat-hien"), code=303)


@pages.get("/van-ban/<ident>/doi-chieu.<suffix>")
def check_held_report(ident: str, suffix: str) -> Response:
    """Download the report on a document of the register."""
    as_of = day_of(request.args.get("as_of", ""))
    return _report(archive().check_held(ident, as_of=as_of), suffix)


def _kept(token: str) -> CheckedBatch:
    return opinions.kept_result(archive(), token, current_person().id)


def _link(endpoint: str, **changes: Any) -> str:
    """Return the address of this page with some of its choices changed."""
    chosen = {name: request.args.get(name) for name in ("vb", "kq", "xem", "as_of")}
    return url_for(endpoint, **{**chosen, **changes})


def _page(
    batch: CheckedBatch,
    *,
    link: Callable[..., str],
    report_link: Callable[[str], str],
    held_id: str | None = None,
    error: str = "",
) -> str:
    """Show a result: a dossier as a whole, or one of its documents (`vb`)."""
    many = len(batch.documents) > 1
    number = request.args.get("vb", 0 if many else 1, type=int) or 0
    detail = None
    if 1 <= number <= len(batch.documents):
        detail = detail_view(batch.documents[number - 1], number)
    shown = batch.only(detail.index - 1) if detail else batch
    follow = None
    if detail:
        checked = batch.documents[detail.index - 1]
        follow = opinions.follow_up(archive(), checked, batch)
        opinions.judge_rows(checked, follow, detail.findings, detail.citations)
    chosen = request.args.get("kq", "")
    return render_template(
        "checked.html",
        result=batch,
        coverage=coverage_view(shown),
        days=days_view(shown),
        many=many,
        failures=batch.failures,
        rows=dossier_rows(batch) if many else [],
        matrix=matrix_view(batch) if many and detail is None else [],
        detail=detail,
        chosen=chosen if chosen in VERDICTS else "",
        verdict_names=[(name, say(VERDICTS, name)) for name in VERDICTS],
        side=bool(detail and detail.pictures) and request.args.get("xem") == "goc",
        held_id=held_id,
        error=error,
        who=request.form.get("who") or session.get("who", ""),
        follow=follow and follow.to_json()["counts"],
        fixed=[(one.message, opinions.said(one)) for one in follow.fixed]
        if follow
        else [],
        correctable=[(name, say(FIELDS, name)) for name in COMPARED],
        reports=[
            ("html", _("Báo cáo để in")),
            ("pdf", "PDF"),
            ("docx", "DOCX"),
            ("xlsx", "XLSX"),
            ("json", "JSON"),
        ],
        link=link,
        report_link=report_link,
    )


def _report(batch: CheckedBatch, suffix: str) -> Response:
    if suffix not in REPORTS:
        abort(404)
    data = write_report(archive(), batch, suffix)
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
