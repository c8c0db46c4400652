"""What administrators see: people, collections, the audit log."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from corpus.people import ROLES, Account, PersonError
from corpus.trail import Asked, Step
from webui import passwords
from webui.account_words import ACTIONS, REFUSED, ROLE_MEANS, ROLE_NAMES
from webui.accounts import current_person
from webui.archive import archive
from webui.noting import tell
from webui.once import show_once, shown_once
from webui.pages import pages
from webui.presentation import say
from webui.sheet import csv_response

ROWS = 100


@pages.get("/nguoi-dung")
def people() -> str:
    """List the people and the collections; add one of either."""
    return _people_page()


def _people_page(error: str = "") -> str:
    register = archive().register
    return render_template(
        "people.html",
        people=[(one, say(ROLE_NAMES, one.role)) for one in register.people.all()],
        collections=register.collections.all(),
        roles=_roles(),
        form=request.form,
        error=error,
    )


def _roles() -> list[tuple[str, str, str]]:
    return [(role, say(ROLE_NAMES, role), say(ROLE_MEANS, role)) for role in ROLES]


@pages.post("/nguoi-dung")
def add_person() -> Any:
    """Add a person with a password for the first log-in, shown this once."""
    _must_be_known()
    secret = passwords.made_up()
    try:
        made = archive().register.people.add(
            request.form.get("name", ""),
            role=request.form.get("role", ""),
            full_name=request.form.get("full_name", ""),
            password=passwords.hashed(secret),
            must_change=True,
        )
    except PersonError as error:
        return _people_page(say(REFUSED, error.code)), 400
    tell(subject=made.name, detail=made.role)
    return _person_with(made, secret)


def _person_with(account: Account, secret: str) -> Any:
    show_once(secret)
    return redirect(url_for("pages.person", ident=account.id), code=303)


@pages.get("/nguoi-dung/<int:ident>")
def person(ident: int) -> str:
    """Show one person: role, collections, whether the account is open."""
    return _person_page(_account(ident), secret=shown_once())


def _person_page(account: Account, *, error: str = "", secret: str = "") -> str:
    return render_template(
        "person.html",
        account=account,
        factor=archive().register.second_factors.of(account.id),
        roles=_roles(),
        collections=archive().register.collections.all(),
        error=error,
        secret=secret,
    )


@pages.post("/nguoi-dung/<int:ident>")
def change_person(ident: int) -> Any:
    """Change name, role, collections, and whether the account is open."""
    _must_be_known()
    before = _account(ident)
    people, form = archive().register.people, request.form
    try:
        people.set_full_name(ident, form.get("full_name", ""))
        people.set_role(ident, form.get("role", ""))
        people.set_disabled(ident, disabled=form.get("disabled") == "1")
        people.give(ident, _chosen())
    except PersonError as error:
        return _person_page(_account(ident), error=say(REFUSED, error.code)), 400
    after = _account(ident)
    tell(subject=after.name, detail=_changes(before, after))
    return redirect(url_for("pages.person", ident=ident), code=303)


def _chosen() -> frozenset[int]:
    wanted = request.form.getlist("collection")[:1000]
    return frozenset(int(one) for one in wanted if one.isdecimal() and len(one) < 10)


def _changes(before: Account, after: Account) -> str:
    names = ("full_name", "role", "disabled", "given")
    found = [
        f"{name}: {_said(getattr(before, name))} → {_said(getattr(after, name))}"
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]
    return "; ".join(found)


def _said(value: object) -> str:
    return str(sorted(value)) if isinstance(value, frozenset) else str(value)


@pages.post("/nguoi-dung/<int:ident>/mat-khau")
def reset_password(ident: int) -> Any:
    """Make a password for the next log-in, shown this once."""
    _must_be_known()
    account = _account(ident)
    secret = passwords.made_up()
    people = archive().register.people
    people.set_password(ident, passwords.hashed(secret), must_change=True)
    tell(subject=account.name)
    return _person_with(account, secret)


@pages.get("/nhat-ky")
def audit() -> str:
    """Show who changed or took out what, the newest first."""
    asked = _asked()
    trail = archive().register.trail
    total = trail.count(asked)
    page = max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))
    steps = trail.steps(asked, offset=(page - 1) * ROWS, limit=ROWS)
    return render_template(
        "audit.html",
        steps=[(step, say(ACTIONS, step.action)) for step in steps],
        actions=[(action, say(ACTIONS, action)) for action in trail.actions()],
        asked=asked,
        total=total,
        page=page,
        pages=max(1, -(-total // ROWS)),
        link=lambda **changes: url_for(
            "pages.audit", **{**request.args.to_dict(), **changes}
        ),
    )


@pages.get("/nhat-ky.csv")
def audit_csv() -> Response:
    """Download the rows asked for as CSV."""
    heading = ["luc_utc", "ai", "viec", "doi_tuong", "chi_tiet", "dia_chi"]
    rows = (_row(step) for step in archive().register.trail.every(_asked()))
    return csv_response("nhat-ky.csv", heading, rows)


def _row(step: Step) -> list[str | None]:
    return [step.at, step.who, step.action, step.subject, step.detail, step.address]


def _asked() -> Asked:
    names = ("who", "action", "subject", "since", "until")
    values = {name: request.args.get(name, "").strip()[:200] for name in names}
    return Asked(**values)


def _account(ident: int) -> Account:
    try:
        return archive().register.people.get(ident if ident < 2**31 else -1)
    except PersonError:
        abort(404)


def _must_be_known() -> None:
    """Refuse whoever is not a person: the first account is made on the server."""
    if current_person().id is None:
        abort(403, _("Tài khoản đầu tiên được tạo bằng dòng lệnh trên máy chủ."))
