"""What `docs/security.md` promises, and the tests that it names."""

from __future__ import annotations

import ast
import logging
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from visitors import application, csrf_of, everybody, log_in

from webui.app import create_app
from webui.archive import Archive

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_the_tests_that_are_named_exist(path: str, name: str) -> None:
    """What is promised is proved by a test of that name."""
    assert name in _functions(path)


def test_every_item_names_a_test() -> None:
    """No requirement is said to be met without proof, and none is both met and not."""
    table = PAGE.split("## ASVS")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if re.match(r"\| \d", line)]
    rest = PAGE.split("## Chưa đáp ứng")[1]

    assert len(rows) > 30
    assert [row for row in rows if "::test_" not in row] == []
    met = [item for row in rows for item in row.split("|")[1].split()]
    assert len(met) == len(set(met))
    assert set(met) & set(re.findall(r"\d+\.\d+\.\d+", rest)) == set()


@pytest.mark.parametrize(
    "typed",
    ["' OR 1=1 --", "1; DROP TABLE person", '"); DELETE FROM trail; --', "%", "a\x00b"],
)
def test_what_is_typed_is_never_part_of_a_statement(empty: Archive, typed: str) -> None:
    """Names, questions, numbers and filters are values, whatever they say."""
    empty.add_bytes("Số: 1/QĐ-MTT\nQUYẾT ĐỊNH".encode(), "a.txt")
    everybody(empty)
    app = application(empty)
    client = app.test_client()
    assert log_in(client, typed, typed).status_code == 401
    assert log_in(client, "administrator").status_code == 303
    asked = {"q": typed, "tim": typed, "who": typed, "subject": typed, "kind": typed}
    for path in ("/", "/danh-muc", "/nhat-ky", "/api/v1/search", "/api/v1/catalogue"):
        assert client.get(path, query_string=asked).status_code == 200
    for path in ("/van-ban/", "/api/v1/documents/", "/danh-muc/"):
        assert client.get(path + typed).status_code == 404
    assert len(empty.register.people.all()) == 4
    assert empty.counts().held == 1


def test_an_error_tells_nothing_of_the_inside(
    empty: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The trace goes to the log; the answer is one sentence."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("SELECT secret FROM /srv/inside")

    app = create_app(empty.settings, empty)
    monkeypatch.setattr(type(empty), "documents", broken)
    with caplog.at_level(logging.ERROR):
        for path in ("/van-ban", "/api/v1/documents"):
            answer = app.test_client().get(path)
            assert answer.status_code == 500
            for inside in ("secret", "/srv", "Traceback", "RuntimeError"):
                assert inside not in answer.text
    assert "SELECT secret" in caplog.text


def test_too_much_is_refused(empty: Archive) -> None:
    """A body, or one of too many parts; nothing is stored."""
    settings = replace(empty.settings, max_upload_mb=1, max_upload_files=3)
    client = create_app(settings, empty).test_client()
    token = csrf_of(client.get("/nap").text)
    kind = "multipart/form-data; boundary=x"

    large = client.post("/nap", data=b"x" * (3 * 2**20), content_type=kind)
    assert large.status_code == 413
    parts = {"csrf_token": token, **{f"part{n}": "x" for n in range(100)}}
    many = client.post("/nap", data=parts, content_type="multipart/form-data")
    assert many.status_code == 413
    assert empty.counts().held == 0


def test_every_answer_carries_the_headers(empty: Archive) -> None:
    """Pages, the API, errors and files alike."""
    everybody(empty)
    client = application(empty).test_client()
    for path in ("/dang-nhap", "/api/v1/search", "/nothing", "/static/style.css", "/"):
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert (
            "charset=utf-8" in headers["Content-Type"]
            or "json" in headers["Content-Type"]
        )
        assert "Access-Control-Allow-Origin" not in headers
        assert "Python" not in str(headers)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(empty: Archive, method: str) -> None:
    """What an address does not declare it does not do."""
    client = create_app(empty.settings, empty).test_client()

    for path in ("/", "/van-ban", "/api/v1/search", "/tai-khoan"):
        assert client.open(path, method=method).status_code == 405
