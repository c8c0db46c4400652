"""People for tests: accounts in an archive, and browsers that log in as them."""

from __future__ import annotations

import re
from functools import cache

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from corpus.people import Account
from webui import passwords
from webui.app import create_app
from webui.archive import Archive

PASSWORD = "nắng thủy tinh xanh"
ROLES = ("reader", "inspector", "editor", "administrator")


@cache
def kept() -> str:
    """Return the password of everybody as it is kept; hashing is slow."""
    return passwords.hashed(PASSWORD)


def account(archive: Archive, name: str, role: str, **more: bool) -> Account:
    """Add a person whose password is `PASSWORD`."""
    people = archive.register.people
    return people.add(name, role=role, full_name=name.title(), password=kept(), **more)


def everybody(archive: Archive) -> dict[str, Account]:
    """Add one person of each role, called like it."""
    return {role: account(archive, role, role) for role in ROLES}


def application(archive: Archive) -> Flask:
    """Return the application as it is served, forms with their tokens."""
    app = create_app(archive.settings, archive)
    app.config.update(TESTING=True)
    return app


def csrf_of(page: str) -> str:
    """Return the token of the forms of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def log_in(
    client: FlaskClient, name: str, password: str = PASSWORD, onward: str = ""
) -> TestResponse:
    """Send the form of the log-in page."""
    token = csrf_of(client.get("/dang-nhap").text)
    form = {"name": name, "password": password, "csrf_token": token, "tiep": onward}
    return client.post("/dang-nhap", data=form)


def logged_in(app: Flask, name: str) -> FlaskClient:
    """Return a browser in which a person has logged in."""
    client = app.test_client()
    assert log_in(client, name).status_code == 303
    return client


def send(
    client: FlaskClient, path: str, seen: str = "", **form: object
) -> TestResponse:
    """Send a form with the token that the page `seen` gave."""
    token = csrf_of(client.get(seen or "/tai-khoan").text)
    return client.post(path, data={**form, "csrf_token": token})
