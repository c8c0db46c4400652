"""The API keeps to its own description, whatever is sent: tried with made-up requests.

Requests are made from the description with a fixed seed, valid ones and broken ones;
the real application answers, over an archive that holds documents.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from conftest import open_archive
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from webui.api.openapi import DOCUMENT
from webui.app import create_app
from webui.archive import Archive

DECISION = (
    "ỦY BAN NHÂN DÂN\nSố: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề thi đua\n\n"
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n"
    "Điều 1. Thi đua.\n"
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


OPERATIONS = [
    (path, method) for path, ways in DOCUMENT["paths"].items() for method in ways
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description as it is served, and the application behind it."""
    archive = open_archive(tmp_path_factory.mktemp("contract"))
    archive.add_bytes(DECISION.encode(), "quyet-dinh.txt")
    app: Flask = create_app(archive.settings, archive)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    archive.close()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_described(described: Any, path: str, method: str) -> None:
    """No request breaks the server, and every answer has the shape it should have."""

    @settings(
        max_examples=12,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy())
    def answers(case: schemathesis.Case) -> None:
        # Hypothesis gives every example the same chance; the index names its files by
        # chance, and no two may be called the same.
        random.seed()
        case.call_and_validate(checks=CHECKS)

    answers()


@pytest.mark.parametrize("path", ["1", "0", "99", "á", "1e3", "9" * 80])
def test_every_get_of_a_document_answers_whatever_its_id(
    empty: Archive, path: str
) -> None:
    """A document that is not held is 404 with the one shape of errors."""
    empty.add_bytes(DECISION.encode(), "quyet-dinh.txt")
    client = create_app(empty.settings, empty).test_client()
    for route, methods in DOCUMENT["paths"].items():
        if "get" not in methods or not route.startswith("/documents/{ident}"):
            continue
        answer = client.get("/api/v1" + route.replace("{ident}", path))
        assert answer.status_code == (200 if path == "1" else 404), route
        if answer.status_code == 404:
            assert answer.get_json()["error"]["code"] == "not_held"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("offset=-1", "bad_offset"),
        ("offset=x", "bad_offset"),
        ("limit=0", "bad_limit"),
        ("limit=101", "bad_limit"),
        ("limit=", "bad_limit"),
        ("limit=²", "bad_limit"),
    ],
)
@pytest.mark.parametrize("path", ["search", "documents", "catalogue", "review"])
def test_a_page_that_cannot_be_is_refused(
    app: Flask, path: str, query: str, code: str
) -> None:
    """Nothing is quietly taken for something else."""
    answer = app.test_client().get(f"/api/v1/{path}?{query}")

    assert answer.status_code == 400
    assert answer.get_json()["error"]["code"] == code


def test_the_pages_of_a_list_follow_each_other(app: Flask, archive: Archive) -> None:
    """From `next` to `next` every document comes once, then null."""
    client = app.test_client()
    seen: list[str] = []
    address: str | None = "/api/v1/documents?limit=7"
    while address:
        answer = client.get(address).get_json()
        seen += [one["id"] for one in answer["documents"]]
        address = answer["next"]

    assert len(seen) == len(set(seen)) == archive.counts().held


@pytest.mark.parametrize(
    "path", ["search?q=thi+đua", "documents", "documents/1", "documents/1/text"]
)
def test_what_did_not_change_is_not_sent_again(empty: Archive, path: str) -> None:
    """304 to whoever has it, 200 again once something came in."""
    empty.add_bytes(DECISION.encode(), "quyet-dinh.txt")
    client = create_app(empty.settings, empty).test_client()
    first = client.get(f"/api/v1/{path}")
    mark = {"If-None-Match": first.headers["ETag"]}
    second = client.get(f"/api/v1/{path}", headers=mark)
    empty.add_bytes(DECISION.replace("5/QĐ", "6/QĐ").encode(), "khac.txt")
    third = client.get(f"/api/v1/{path}", headers=mark)

    assert (second.status_code, second.data) == (304, b"")
    assert third.status_code == (304 if "1" in path else 200)


def test_searches_are_kept_by_programs_too(empty: Archive) -> None:
    """Keep, learn what is new, mark as seen, forget."""
    client = create_app(empty.settings, empty).test_client()
    made = client.post("/api/v1/saved-searches", data={"q": "thi đua", "name": "a"})
    empty.add_bytes(DECISION.encode(), "quyet-dinh.txt")
    (row,) = client.get("/api/v1/saved-searches").get_json()["searches"]
    here = f"/api/v1/saved-searches/{made.get_json()['id']}"
    seen = client.post(f"{here}/seen", data={"until": row["until"]})
    (after,) = client.get("/api/v1/saved-searches").get_json()["searches"]

    assert made.status_code == 201
    assert (row["new"], after["new"]) == (["1"], [])
    assert seen.get_json() == {"marked": True}
    assert client.post("/api/v1/saved-searches", data={}).status_code == 400
    assert client.delete(here).status_code == 204
    assert client.delete(here).status_code == 404


def test_the_description_is_a_page_to_read(app: Flask) -> None:
    """Every path is on it, and it needs no script."""
    page = app.test_client().get("/api").text

    assert [
        path for path in DOCUMENT["paths"] if f"<code>{path}</code>" not in page
    ] == []
