"""The audit log: what is noted, by whom, and how it is read."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from visitors import application, everybody, log_in, logged_in, send

from corpus.trail import Step
from webui.archive import Archive


@pytest.fixture
def staffed(empty: Archive) -> Archive:
    """An archive with a document and one person of each role."""
    empty.add_bytes("Số: 1/QĐ-MTT\nQUYẾT ĐỊNH\nVề việc thử".encode(), "a.txt")
    everybody(empty)
    return empty


@pytest.fixture
def served(staffed: Archive) -> Flask:
    """The application over it."""
    return application(staffed)


def _last(archive: Archive) -> Step:
    return archive.register.trail.steps(limit=1)[0]


def test_log_ins_are_noted_good_and_bad(staffed: Archive, served: Flask) -> None:
    """With the name that was typed, and from where; never the password."""
    client = served.test_client()
    log_in(client, "reader", "a wrong password")
    failed = _last(staffed)
    assert (failed.action, failed.subject, failed.who) == (
        "login_failed",
        "reader",
        "?",
    )
    log_in(client, "reader")
    came = _last(staffed)
    assert (came.action, came.who) == ("login", "Reader (reader)")
    assert came.address == "127.0.0.1"
    send(client, "/dang-xuat")
    assert _last(staffed).action == "logout"
    assert "a wrong password" not in str(staffed.register.trail.steps())


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("/tim.csv?q=thử", "export_search"),
        ("/van-ban/1/ban-goc", "export_original"),
        ("/api/v1/documents/1/original", "export_original"),
        ("/van-ban/1/doi-chieu.docx", "export_report"),
        ("/nhat-ky.csv", "export_audit"),
    ],
)
def test_what_is_taken_out_is_noted(
    staffed: Archive, served: Flask, path: str, action: str
) -> None:
    """With the address that was asked for; reading alone is not."""
    client = logged_in(served, "administrator")
    before = staffed.register.trail.count()
    assert client.get("/van-ban/1").status_code == 200
    assert client.get("/?q=thử").status_code == 200
    assert staffed.register.trail.count() == before

    assert client.get(path).status_code == 200
    step = _last(staffed)
    assert (step.action, step.subject) == (action, path)
    assert step.who == "Administrator (administrator)"


def test_what_was_refused_changed_nothing(staffed: Archive, served: Flask) -> None:
    """A refusal for want of rights is noted as such, a failure not at all."""
    client = logged_in(served, "reader")
    assert client.get("/nhat-ky").status_code == 403
    step = _last(staffed)
    assert (step.action, step.subject) == ("refused", "GET /nhat-ky")
    before = staffed.register.trail.count()
    assert client.get("/van-ban/99/ban-goc").status_code == 404
    assert staffed.register.trail.count() == before


def test_taking_in_is_noted_with_what_became_of_it(
    staffed: Archive, served: Flask
) -> None:
    """By page and by program."""
    client = logged_in(served, "editor")
    files = [(io.BytesIO(b"So: 2/BC-MTT"), "hai.txt"), (io.BytesIO(b""), "rong.txt")]
    send(client, "/nap", files=files)
    assert _last(staffed).detail == "hai.txt → 2; rong.txt → empty"

    editor = staffed.register.people.named("editor")
    assert editor is not None
    _made, secret = staffed.register.sittings.issue(editor, "x", role="editor", days=1)
    served.test_client().post(
        "/api/v1/documents",
        data={"file": (io.BytesIO(b"So: 3/BC-MTT"), "ba.txt")},
        headers={"Authorization": f"Bearer {secret}"},
    )
    step = _last(staffed)
    assert (step.action, step.subject) == ("ingest", "ba.txt")
    assert step.who == "Editor (editor)"


def test_without_accounts_the_machine_is_noted(empty: Archive) -> None:
    """Who that was only its users know."""
    client = application(empty).test_client()
    client.get("/tim.csv?q=a")

    assert _last(empty).who == "máy này / this machine"


def test_administrators_ask_and_take_out_the_log(
    staffed: Archive, served: Flask
) -> None:
    """By who, what and day; a cell is never a formula, whatever name was typed."""
    log_in(served.test_client(), "=cmd()", "a wrong password")
    client = logged_in(served, "administrator")

    page = client.get("/nhat-ky?action=login_failed").text
    assert "=cmd()" in page
    assert "Reader" not in page
    assert "0 việc" in client.get("/nhat-ky?until=2020-01-01").text
    assert client.get("/nhat-ky?page=9999999999").status_code == 200
    rows = list(
        csv.reader(io.StringIO(client.get("/nhat-ky.csv").text.lstrip("\ufeff")))
    )
    assert rows[0][:3] == ["luc_utc", "ai", "viec"]
    assert ["login_failed", "'=cmd()"] in [row[2:4] for row in rows]
