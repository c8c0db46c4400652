"""The review of headers: what was read in doubt, confirmed or corrected by a person."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from corpus.corrections import CorrectionError
from webui.accounts import MACHINE, current_person
from webui.archive import archive
from webui.header_view import (
    FIELDS,
    REFUSED,
    corrections_of,
    header_view,
)
from webui.pages import pages
from webui.presentation import in_language, say
from webui.reviewing import keep, reviewer

ROWS = 50


@pages.get("/duyet")
def review() -> str:
    """List the documents whose header waits for a person."""
    desk = archive().register.corrections
    total = desk.waiting()
    last = max(1, -(-total // ROWS))
    page = max(1, min(request.args.get("page", 1, type=int) or 1, last))
    rows = [
        {
            "id": each.held.id,
            "name": each.held.number or each.held.name,
            "file": each.held.name,
            "doubts": [
                (say(FIELDS, one.field), in_language(one.message, one.message_en))
                for one in each.doubts
            ],
        }
        for each in desk.queue(offset=(page - 1) * ROWS, limit=ROWS)
    ]
    done = request.args.get("xong", type=int)
    return render_template(
        "review.html",
        rows=rows,
        total=total,
        page=page,
        pages=last,
        done=done and _("Đã ghi %(n)s trường.", n=done),
    )


@pages.get("/van-ban/<ident>/phan-dau")
def header(ident: str, error: str = "") -> str:
    """Show the header of a document beside its page, to confirm or correct it."""
    view = header_view(archive(), ident)
    desk = archive().register.corrections
    return render_template(
        "header.html",
        view=view,
        typed=request.form,
        first=next((row.name for row in view.rows if row.doubts), None),
        error=error,
        who=request.form.get("who") or reviewer(session.get("who", "")),
        asks_who=current_person() == MACHINE,
        waiting=desk.waiting(),
        next=_next(ident),
    )


@pages.post("/van-ban/<ident>/phan-dau")
def correct_header(ident: str) -> Any:
    """Keep what a person says of a header; go on to the next that waits."""
    view = header_view(archive(), ident)
    who = reviewer(request.form.get("who", ""))
    said = corrections_of(request.form, view)
    subject = f"{ident} {view.heading}"
    try:
        kept = keep(archive(), int(ident), said, who=who, subject=subject)
    except CorrectionError as error:
        words = say(REFUSED, error.code)
        if error.field in FIELDS:
            words = f"{words} “{say(FIELDS, error.field)}”."
        return header(ident, words), 400
    session["who"] = who.strip()
    following = _next(ident)
    if following is None:
        return redirect(url_for("pages.review", xong=len(kept)), code=303)
    return redirect(following, code=303)


def _next(ident: str) -> str | None:
    """Return the address of the next header that waits, from the first again."""
    desk = archive().register.corrections
    found = desk.queue(after=int(ident), limit=1) or desk.queue(limit=2)
    others = [each.held.id for each in found if str(each.held.id) != ident]
    return url_for("pages.header", ident=others[0]) if others else None
