"""The API: the contracts of the documentation, and one shape for every error."""

import io
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.notices import MAX_CHARACTERS
from webui.api.openapi import DOCUMENT
from webui.app import create_app
from webui.archive import Archive


def test_every_route_is_in_the_openapi_document(app: Flask) -> None:
    """What is served is described, and what is described is served."""
    served = {
        re.sub(r"<(?:int:)?(\w+)>", r"{\1}", str(rule).removeprefix("/api/v1"))
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1")
    }

    assert served == set(DOCUMENT["paths"])


def test_search_answers_as_the_contract_says(client: FlaskClient) -> None:
    """Totals, hits with matches that slice the snippet, facets with counts."""
    answer = client.get("/api/v1/search?q=thi+dua").get_json()

    assert answer["total"] >= 10
    hit = answer["hits"][0]
    assert {"id", "number", "kind", "issuer", "date", "title", "score"} <= set(hit)
    assert [hit["snippet"][a:b] for a, b in hit["matches"]]
    assert dict(answer["facets"]["kind"])["Quyết định"] >= 1


def test_a_document_comes_back_with_spans_into_its_text(
    client: FlaskClient, archive: Archive
) -> None:
    """Every citation's span slices the text that the API gives."""
    ident = archive.search("233/BC-LHH").hits[0].id
    document = client.get(f"/api/v1/documents/{ident}").get_json()
    text = client.get(f"/api/v1/documents/{ident}/text").text

    assert document["document"]["text"] == text
    numbers = {
        text[one["start"] : one["end"]]: one["number"]
        for one in document["citations"]
        if one["number"] == "2022/KH-UBND"
    }
    assert numbers
    assert all("2022/KH-UBND" in quote for quote in numbers)


def test_adding_a_file_twice_adds_it_once(empty: Archive) -> None:
    """201 the first time, 200 with the same id the second."""
    client = create_app(empty.settings, empty).test_client()
    data = "Số: 12/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc thử nghiệm".encode()

    answers = [
        client.post("/api/v1/documents", data={"file": (io.BytesIO(data), "a.txt")})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].get_json()["id"] == answers[1].get_json()["id"]
    assert empty.counts().held == 1


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("GET", "/api/v1/documents/0", None, 404),
        ("GET", "/api/v1/khong-co", None, 404),
        ("GET", "/api/v1/search?q=" + "x" * (MAX_CHARACTERS + 1), None, 400),
        ("GET", "/api/v1/search?q=a&sort=zzz", None, 400),
        ("POST", "/api/v1/documents", {}, 400),
        ("POST", "/api/v1/check", {}, 400),
        ("POST", "/api/v1/check", {"text": "a", "as_of": "31/6/2022"}, 400),
        ("DELETE", "/api/v1/documents", None, 405),
    ],
)
def test_errors_have_one_shape(
    client: FlaskClient, method: str, path: str, data: object, status: int
) -> None:
    """A code for programs, a message for people."""
    answer = client.open(path, method=method, data=data)

    assert answer.status_code == status
    error = answer.get_json()["error"]
    assert error["code"]
    assert error["message"]


def test_a_page_of_another_site_cannot_send_anything(client: FlaskClient) -> None:
    """A browser tells where a request comes from; a program does not."""
    answer = client.post(
        "/api/v1/check",
        data={"text": "Nghị định số 30/2020/NĐ-CP"},
        headers={"Origin": "https://evil.example"},
    )

    assert answer.status_code == 403


def test_checking_a_text_counts_every_citation(client: FlaskClient) -> None:
    """Verified, contradicted and not verifiable add up to all that were found."""
    text = (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n"
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 06 tháng 3 năm 2020 của Chính phủ;\n"
        "Thực hiện Kế hoạch số 99/KH-XYZ ngày 01 tháng 02 năm 2021 của Hội Ví dụ."
    )
    answer = client.post("/api/v1/check", data={"text": text, "as_of": "2022-09-08"})
    (document,) = json.loads(answer.data)["documents"]

    verdicts = [one["verdict"] for one in document["citations"]]
    assert verdicts == ["verified", "contradicted", "unverifiable"]
    assert document["counts"]["citations"] == 3
