"""The second factor: asked for after the password, set up and dropped by its owner."""

from __future__ import annotations

import time
from typing import Any

from flask import (
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from markupsafe import Markup

from corpus.people import Account, PersonError
from webui import one_time, passwords, sealing
from webui.accounts import current_account, log_in
from webui.archive import archive, settings
from webui.going_back import own_path
from webui.noting import note, tell
from webui.pages import pages
from webui.throttle import LogIns, is_known

# Minutes are enough to take a telephone out of a pocket.
HALF_SECONDS = 300
_HALF = "half"
_PENDING = "factor"


def begin_second_step(account: Account, onward: str) -> Any:
    """Ask for the second factor of a person whose password was right."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session[_HALF] = {
        "id": account.id,
        "at": int(time.time()),
        "since": account.password_at,
        "tiep": onward,
    }
    return redirect(url_for("pages.second_step"), code=303)


@pages.route("/dang-nhap/ma", methods=["GET", "POST"])
def second_step() -> Any:
    """Ask for the code of the telephone, or a recovery code."""
    account = _half_way()
    if account is None:
        return redirect(url_for("pages.login"), code=303)
    if request.method == "GET":
        return render_template("second_step.html")
    tries = _tries(account)
    if not tries.may_try():
        note("login_held", subject=account.name, detail="second factor")
        late = _("Thử quá nhiều lần; hãy đợi 15 phút rồi thử lại.")
        return _asked_again(late), 429, {"Retry-After": "900"}
    if refused := _refusal(account, request.form.get("code", "")):
        tries.failed()
        note("login_failed", subject=account.name, detail="second factor")
        return _asked_again(refused), 401
    onward = str(session[_HALF]["tiep"])
    log_in(account)
    note("login", detail="second factor")
    return redirect(own_path(onward), code=303)


def _asked_again(error: str) -> str:
    return render_template("second_step.html", error=error)


def _half_way() -> Account | None:
    """Return whose password was right a moment ago; None where that is over."""
    half = session.get(_HALF)
    if not half or time.time() - half["at"] > HALF_SECONDS:
        session.pop(_HALF, None)
        return None
    try:
        account = archive().register.people.get(half["id"])
    except PersonError:
        return None
    closed = account.disabled or account.password_at != half["since"]
    return None if closed else account


def _tries(account: Account) -> LogIns:
    address = request.remote_addr or ""
    known = is_known(archive().register.trail, account.id, address)
    return LogIns(f"{account.name}/2", address, known=known)


def _refusal(account: Account, typed: str) -> str | None:
    """Take a code; one that was used, or a step before it, opens nothing.

    Returns None where it was right, else what is said to its owner.
    """
    factors = archive().register.second_factors
    factor = factors.of(account.id)
    wrong = _("Mã không đúng, hoặc đã dùng rồi.")
    step = None
    try:
        if factor is not None:
            secret = sealing.opened(factors, _seals(), account.id, factor)
            step = one_time.step_of(secret, typed)
    except sealing.Unreadable:
        # Recovery codes open still: of them only digests are kept.
        current_app.logger.error("second factor of person %d unreadable", account.id)
        wrong = _(
            "Máy chủ không còn mở được khóa lớp hai của bạn; hãy dùng một mã khôi "
            "phục, hoặc nhờ quản trị viên tắt lớp hai."
        )
    if step is not None:
        return None if factors.use_step(account.id, step) else wrong
    code = one_time.recovery_code(typed)
    return None if code and factors.use_code(account.id, code) else wrong


def _seals() -> sealing.Seals:
    return sealing.Seals.of(settings())


@pages.get("/tai-khoan/lop-hai")
def second_factor() -> str:
    """Show a person their second factor, or how to set one up."""
    return _page()


def _page(error: str = "", codes: list[str] | None = None) -> str:
    mine = current_account()
    factor = archive().register.second_factors.of(mine.id)
    pending = ""
    if factor is None:
        pending = session.setdefault(_PENDING, one_time.new_secret())
    return render_template(
        "second_factor.html",
        account=mine,
        factor=factor,
        needed=mine.role in settings().second_factor_roles,
        secret=" ".join(pending[at : at + 4] for at in range(0, len(pending), 4)),
        # Made of our own words: nothing in it was typed by anybody but the log-in name.
        picture=Markup(one_time.picture(pending, mine.name)) if pending else "",
        codes=codes or [],
        error=error,
    )


@pages.post("/tai-khoan/lop-hai")
def confirm_second_factor() -> Any:
    """Keep the secret once its owner shows a code of it; show recovery codes once."""
    mine = current_account()
    secret = session.get(_PENDING)
    factors = archive().register.second_factors
    if not secret or factors.of(mine.id) is not None:
        return redirect(url_for("pages.second_factor"), code=303)
    if not _knows_password(mine):
        return _page(_("Mật khẩu không đúng.")), 400
    step = one_time.step_of(secret, request.form.get("code", ""))
    if step is None:
        wrong = _("Mã không đúng; hãy kiểm tra giờ của điện thoại và gõ mã mới.")
        return _page(wrong), 400
    codes = one_time.new_codes()
    factors.add(mine.id, _seals().seal(secret, mine.id), step, codes)
    log_in(mine)
    tell(subject=mine.name)
    return _page(codes=codes)


@pages.post("/tai-khoan/lop-hai/bo")
def drop_second_factor() -> Any:
    """Take the second factor away, for whom it is not demanded of."""
    mine = current_account()
    if mine.role in settings().second_factor_roles:
        return _page(_("Vai trò của bạn phải có xác thực hai lớp.")), 400
    if not _knows_password(mine):
        return _page(_("Mật khẩu không đúng.")), 400
    archive().register.second_factors.drop(mine.id)
    log_in(mine)
    tell(subject=mine.name)
    return redirect(url_for("pages.second_factor"), code=303)


def _knows_password(mine: Account) -> bool:
    tries = LogIns(mine.name, "own", known=True)
    if not tries.may_try() or not passwords.fits(
        mine.password, request.form.get("password", "")
    ):
        tries.failed()
        return False
    return True


@pages.post("/nguoi-dung/<int:ident>/lop-hai")
def reset_second_factor(ident: int) -> Any:
    """Take the second factor of somebody away who has lost it."""
    try:
        account = archive().register.people.get(ident if ident < 2**31 else -1)
    except PersonError:
        abort(404)
    archive().register.second_factors.drop(account.id)
    tell(subject=account.name)
    return redirect(url_for("pages.person", ident=account.id), code=303)
