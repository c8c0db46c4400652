"""Log-in, log-out, and what a person sets of their own account."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from corpus.people import ROLES, Account, PersonError, login_name
from webui import passwords
from webui.account_words import REFUSED, ROLE_NAMES
from webui.accounts import (
    current_account,
    is_expired,
    log_in,
    log_out,
    sitting_secret,
)
from webui.archive import archive
from webui.going_back import own_path
from webui.noting import note, tell
from webui.once import show_once, shown_once
from webui.pages import pages
from webui.pages.second_factor import begin_second_step
from webui.presentation import say
from webui.throttle import LogIns, is_known

DAYS = (7, 30, 90, 366)


@pages.route("/dang-nhap", methods=["GET", "POST"])
def login() -> Any:
    """Ask for name and password; whatever is wrong, the answer is the same."""
    if request.method == "GET":
        return _login_page()
    name = login_name(request.form.get("name", ""))
    address = request.remote_addr or ""
    account = archive().register.people.named(name)
    trail = archive().register.trail
    known = is_known(trail, account.id if account else None, address)
    tries = LogIns(name, address, known=known)
    if not tries.may_try():
        note("login_held", subject=name)
        late = _("Thử quá nhiều lần; hãy đợi 15 phút rồi thử lại.")
        return _login_page(late), 429, {"Retry-After": "900"}
    # Asked for whoever it is: an unknown name takes as long as a wrong password.
    right = _is_right(account, request.form.get("password", ""))
    if account is None or not right:
        tries.failed()
        note("login_failed", subject=name)
        return _login_page(_("Tên hoặc mật khẩu không đúng.")), 401
    if is_expired(account):
        note("login_failed", subject=name, detail="temporary password expired")
        over = _("Mật khẩu tạm đã hết hạn; hãy xin quản trị viên đặt lại.")
        return _login_page(over), 401
    onward = request.form.get("tiep", "")
    if archive().register.second_factors.of(account.id) is not None:
        return begin_second_step(account, onward[:2000])
    log_in(account)
    note("login")
    return redirect(own_path(onward), code=303)


def _is_right(account: Account | None, typed: str) -> bool:
    """Tell whether the password fits; it takes as long whoever is asked for."""
    usable = account is not None and not account.disabled
    kept = account.password if account is not None and usable else None
    if not passwords.fits(kept, typed):
        return False
    if account is not None and kept and passwords.is_outdated(kept):
        archive().register.people.rehash(account.id, passwords.hashed(typed))
    return True


def _login_page(error: str = "") -> str:
    return render_template(
        "login.html",
        error=error,
        name=request.form.get("name", "")[:60],
        onward=request.values.get("tiep", "")[:2000],
        accounts=archive().register.people.any(),
    )


@pages.post("/dang-xuat")
def logout() -> Any:
    """End this log-in."""
    note("logout")
    log_out()
    response = redirect(url_for("pages.login"), code=303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@pages.get("/tai-khoan")
def account() -> str:
    """Show a person their account: password, log-ins, tokens."""
    return _account_page(secret=shown_once())


def _account_page(error: str = "", secret: str = "", done: str = "") -> str:
    mine = current_account()
    sittings = archive().register.sittings
    return render_template(
        "account.html",
        account=mine,
        factor=archive().register.second_factors.of(mine.id),
        role_name=say(ROLE_NAMES, mine.role),
        collections=archive().register.collections.all(),
        sittings=sittings.of(mine.id, sitting_secret()),
        tokens=[
            (token, say(ROLE_NAMES, token.role)) for token in sittings.tokens(mine.id)
        ],
        roles=[
            (role, say(ROLE_NAMES, role))
            for role in ROLES[: ROLES.index(mine.role) + 1]
        ],
        days=DAYS,
        error=error,
        secret=secret,
        done=done,
    )


@pages.post("/tai-khoan/mat-khau")
def change_password() -> Any:
    """Take a new password; every other log-in of the person ends."""
    mine = current_account()
    old, new = request.form.get("old", ""), request.form.get("new", "")
    code = _refused(mine, old, new, request.form.get("again", ""))
    if code is not None:
        return _account_page(say(REFUSED, code)), 400
    archive().register.people.set_password(mine.id, passwords.hashed(new))
    log_in(archive().register.people.get(mine.id))
    return _account_page(done=_("Đã đổi mật khẩu; các phiên khác đã kết thúc."))


def _refused(mine: Account, old: str, new: str, again: str) -> str | None:
    tries = LogIns(mine.name, "own", known=True)
    if not tries.may_try() or not passwords.fits(mine.password, old):
        tries.failed()
        return "password_wrong"
    if new != again:
        return "password_differs"
    if new == old:
        return "password_same"
    return passwords.trouble(new, mine.name, mine.full_name)


@pages.post("/tai-khoan/ma-truy-cap")
def add_token() -> Any:
    """Make a token for a program; its secret is shown this once."""
    days = request.form.get("days", 0, type=int) or 0
    try:
        made, secret = archive().register.sittings.issue(
            current_account(),
            request.form.get("label", ""),
            role=request.form.get("role", ""),
            days=days,
        )
    except PersonError as error:
        return _account_page(say(REFUSED, error.code)), 400
    tell(subject=made.label, detail=f"{made.role}, {made.expires_at[:10]}")
    show_once(secret)
    return redirect(url_for("pages.account"), code=303)


@pages.post("/tai-khoan/ma-truy-cap/<int:ident>/thu-hoi")
def revoke_token(ident: int) -> Any:
    """End a token of the person."""
    mine = current_account()
    if ident < 2**31 and archive().register.sittings.revoke(mine.id, ident):
        tell(subject=f"{ident}")
    return redirect(url_for("pages.account"), code=303)


@pages.post("/tai-khoan/ket-thuc")
def end_sittings() -> Any:
    """End every log-in of the person, this one too."""
    archive().register.sittings.end_all(current_account().id)
    return redirect(url_for("pages.login"), code=303)
