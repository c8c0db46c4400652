"""What whoever keeps the service running is told, and what the log never says."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from visitors import application, everybody, logged_in

from webui.app import create_app
from webui.archive import Archive
from webui.logs import LOGGER, write_json


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the server writes into its log, each request a line."""
    root, own = logging.getLogger(), logging.getLogger(LOGGER)
    before = (root.handlers[:], root.level, own.level)
    stream = io.StringIO()
    write_json(logging.INFO, stream)
    yield stream
    root.handlers[:], root.level, own.level = before


@pytest.fixture
def served(empty: Archive) -> Flask:
    """The application over an empty archive."""
    app = create_app(empty.settings, empty)
    app.config.update(WTF_CSRF_ENABLED=False)
    return app


def _measure(text: str, name: str) -> float:
    (line,) = [each for each in text.splitlines() if each.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


def test_alive_and_ready(served: Flask) -> None:
    """Both say so, and no cache keeps it."""
    client = served.test_client()
    alive, ready = client.get("/healthz"), client.get("/readyz")

    assert alive.get_json() == {"status": "ok"}
    assert ready.get_json() == {"status": "ok", "register": "ok", "index": "ok"}
    assert ready.headers["Cache-Control"] == "no-store"


def test_not_ready_while_the_register_cannot_be_asked(
    served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which part, with status 503; the process is alive all the same."""

    def broken(_self: object) -> None:
        raise OSError("disk I/O error")

    monkeypatch.setattr("corpus.register.Register.counts", broken)
    client = served.test_client()
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["register"] == "unavailable"
    assert "disk" not in answer.text
    assert client.get("/healthz").status_code == 200


def test_requests_and_holdings_are_measured(served: Flask, empty: Archive) -> None:
    """By endpoint and status, and never by address."""
    client = served.test_client()
    empty.add_bytes("Số: 1/QĐ-UBND\n\nĐiều 1. Thử.\n".encode(), "a.txt")
    empty.add_bytes(b"%PDF-1.7 broken", "b.pdf")
    for _ in range(3):
        client.get("/?q=thử")
    client.get("/van-ban/99999")
    client.get("/khong-co-trang-nay")
    text = client.get("/metrics").text

    found = 'cancu_requests_total{endpoint="pages.search",method="GET",status="200"}'
    missed = 'cancu_requests_total{endpoint="pages.document",method="GET",status="404"}'
    assert _measure(text, found) == 3
    assert _measure(text, missed) == 1
    assert _measure(text, 'cancu_request_seconds_count{endpoint="pages.search"}') == 3
    assert _measure(text, "cancu_documents") == 1
    assert _measure(text, "cancu_indexed_documents") == 1
    assert _measure(text, 'cancu_files{state="failed"}') == 1
    assert _measure(text, "cancu_index_generation") > 0
    assert "99999" not in text
    assert "khong-co" not in text


def test_measures_are_for_administrators_and_this_machine(empty: Archive) -> None:
    """Others are refused, and so is whoever comes through a proxy."""
    everybody(empty)
    app = application(empty)
    stranger = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    forwarded = {"headers": {"X-Forwarded-For": "192.0.2.7"}}

    assert app.test_client().get("/metrics").status_code == 200
    assert app.test_client().get("/metrics", **stranger).status_code == 403
    assert app.test_client().get("/metrics", **forwarded).status_code == 403
    assert app.test_client().get("/healthz", **stranger).status_code == 200
    reader = logged_in(app, "reader").get("/metrics", **stranger)
    keeper = logged_in(app, "administrator").get("/metrics", **stranger)
    assert (reader.status_code, keeper.status_code) == (403, 200)


def test_the_log_tells_of_requests_and_nothing_of_what_was_asked(
    served: Flask, lines: io.StringIO
) -> None:
    """Endpoint, status, time, who; of the question its length alone."""
    client = served.test_client()
    answer = client.get("/?q=tuyệt+mật")
    client.post("/doi-chieu", data={"text": "nội dung tuyệt mật"})
    rows = [json.loads(line) for line in lines.getvalue().splitlines()]

    asked, checked = [row for row in rows if row["event"] == "request"]
    assert (asked["endpoint"], asked["status"]) == ("pages.search", 200)
    assert asked["query_length"] == len("tuyệt mật")
    assert asked["request"] == answer.headers["X-Request-ID"]
    assert checked["endpoint"] == "pages.check"
    assert "mật" not in lines.getvalue()


def test_an_error_is_logged_by_where_and_not_by_what(
    served: Flask, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message of an error may quote a document; its place may not."""

    def broken(*_: object, **__: object) -> None:
        raise ValueError("nội dung tuyệt mật")

    monkeypatch.setattr(Archive, "search", broken)
    answer = served.test_client().get("/?q=thử")
    rows = [json.loads(line) for line in lines.getvalue().splitlines()]

    assert answer.status_code == 500
    (failed,) = [row for row in rows if row["event"] == "failed"]
    assert failed["error"] == "builtins.ValueError"
    assert failed["where"][-1].endswith(" broken")
    assert failed["request"] == answer.headers["X-Request-ID"]
    assert "mật" not in lines.getvalue()


def test_a_number_of_a_request_is_taken_from_a_proxy_alone(empty: Archive) -> None:
    """A stranger's number is no number."""
    client: FlaskClient = create_app(empty.settings, empty).test_client()
    answer = client.get("/healthz", headers={"X-Request-ID": "forged"})

    assert answer.headers["X-Request-ID"] != "forged"
