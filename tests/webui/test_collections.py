"""What is put into a closed collection is not there for whoever was not given it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from visitors import application, everybody, logged_in, send
from werkzeug.test import TestResponse

from corpus.trail import Asked
from webui.archive import Archive, NotHeld
from webui.cli import cancu
from webui.intake import HELD_ELSEWHERE
from webui.moving import change

SECRET = """CÔNG TY MỘT
Số: 77/QĐ-MTT
Hà Nội, ngày 02 tháng 3 năm 2021
QUYẾT ĐỊNH
Về việc kỷ luật ông Zachariasz
Điều 1. Cảnh cáo. Bãi bỏ Quyết định số 55/QĐ-MTT ngày 01/02/2020.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
""".encode()
OPEN = """CÔNG TY MỘT
Số: 55/QĐ-MTT
Hà Nội, ngày 01 tháng 02 năm 2020
QUYẾT ĐỊNH
Về việc ban hành quy chế
Điều 1. Ban hành quy chế.
""".encode()


@pytest.fixture
def secret(empty: Archive) -> int:
    """A closed collection."""
    return empty.register.collections.add("Kỷ luật").id


def test_a_closed_collection_is_not_found_or_counted(
    empty: Archive, secret: int
) -> None:
    """Hits, suggestions, lists and counts are those of an archive without it."""
    hidden = empty.add_bytes(SECRET, "kin.txt", collection=secret).id
    assert hidden is not None
    seen = empty.seen_by(frozenset({1}))

    assert empty.search("zachariasz").total == 1
    assert seen.search("zachariasz").total == 0
    assert empty.suggest("77")
    assert seen.suggest("77") == []
    assert (seen.counts().held, seen.counts().indexed) == (0, 0)
    assert seen.documents(offset=0, limit=10) == []
    with pytest.raises(NotHeld):
        seen.original(hidden)
    assert empty.seen_by(frozenset({1, secret})).search("zachariasz").total == 1
    assert empty.seen_by(None) is empty


def test_the_status_in_the_index_tells_nothing_of_hidden_acts(
    empty: Archive, secret: int
) -> None:
    """A decision repealed by a hidden one is found as everybody knows it."""
    shown = empty.add_bytes(OPEN, "mo.txt").id
    empty.add_bytes(SECRET, "kin.txt", collection=secret)
    assert shown is not None
    assert empty.validity(shown, "2022-01-01").act is not None

    (hit,) = empty.seen_by(frozenset({1})).search("55/QĐ-MTT").hits
    assert hit.status != "expired"
    assert empty.seen_by(frozenset({1})).validity(shown, "2022-01-01").act is None


def test_offering_a_hidden_file_again_tells_no_more_than_that(
    empty: Archive, secret: int
) -> None:
    """Neither where it is nor what it is called there; and nothing is overwritten."""
    empty.add_bytes(SECRET, "ky-luat-zachariasz.txt", collection=secret)

    outcome = empty.seen_by(frozenset({1})).add_bytes(SECRET, "a.txt")

    assert (outcome.id, outcome.message) == (None, HELD_ELSEWHERE)
    assert empty.counts().held == 1


def test_likeness_to_a_hidden_document_is_not_told(empty: Archive, secret: int) -> None:
    """Notes on what may be the same name only what may be seen."""
    empty.add_bytes(SECRET, "ky-luat-zachariasz.txt", collection=secret)
    again = SECRET + b"Noi nhan: luu.\n"

    assert "zachariasz" in str(empty.add_bytes(again, "b.txt").notes)
    seen = empty.seen_by(frozenset({1}))
    outcome = seen.add_bytes(again + b"\n", "c.txt")
    assert outcome.id is not None
    assert "ky-luat" not in str(outcome.notes)


def test_a_failed_file_stays_in_its_collection(
    empty: Archive, secret: int, tmp_path: Path
) -> None:
    """Also when it is tried again, and it is listed to those who see it."""
    bad = tmp_path / "danh-sach-kin.pdf"
    bad.write_bytes(b"%PDF-1.7 cut short")
    list(empty.ingest([bad], jobs=1, collection=secret))

    assert [entry.collection_id for entry in empty.failures()] == [secret]
    assert empty.seen_by(frozenset({1})).failures() == []
    list(empty.retry(jobs=1))
    assert [entry.collection_id for entry in empty.failures()] == [secret]


CITING = """CÔNG TY MỘT
Số: 56/QĐ-MTT
Hà Nội, ngày 05 tháng 4 năm 2021
QUYẾT ĐỊNH
Về việc thi hành
Căn cứ Quyết định số 77/QĐ-MTT ngày 02/3/2021 của Công ty Một;
Căn cứ Quyết định số 55/QĐ-MTT ngày 01/02/2020 của Công ty Một;
Điều 1. Thi hành.
""".encode()
# What stands in the hidden document, its file name and its digest, and nowhere else.
TELLING = ("zachariasz", "ky-luat", "cảnh cáo", "02 tháng 3 năm 2021", "kỷ luật")


@pytest.fixture
def kept_apart(empty: Archive, secret: int) -> tuple[Archive, str, str]:
    """An archive with a hidden document that ends and resembles others, and people.

    Given with the ids of the hidden document and of one that cites it.
    """
    hidden = empty.add_bytes(SECRET, "ky-luat-zachariasz.txt", collection=secret).id
    empty.add_bytes(OPEN, "mo.txt")
    citing = empty.add_bytes(CITING, "trich.txt").id
    empty.add_bytes(b"%PDF-1.7 cut", "ky-luat-hong.pdf", collection=secret)
    everybody(empty)
    assert hidden is not None
    assert citing is not None
    return empty, hidden, citing


def _walk(app: Flask, client: FlaskClient, ident: str) -> Iterator[TestResponse]:
    """Yield the answer of every address that can be got, about one document."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        address = re.sub(
            r"<(?:\w+:)?(\w+)>", lambda m: _OTHERS.get(m[1], quote(ident)), str(rule)
        )
        for asked in ("", "?q=zacharias*", "?q=77/QĐ-MTT", "?q=m%E1%BB%99t&tim=77"):
            yield client.get(address + asked)


_OTHERS = {"suffix": "json", "number": "1", "code": "vi", "token": "x"}


@pytest.mark.parametrize("role", ["reader", "inspector", "editor"])
def test_no_address_tells_of_a_hidden_document(
    kept_apart: tuple[Archive, str, str], role: str
) -> None:
    """Pages, API, reports, pictures, downloads: about it, or about what cites it."""
    archive, hidden, citing = kept_apart
    app = application(archive)
    client = logged_in(app, role)
    digest = archive.held(hidden).sha256
    about_it = [each.status_code for each in _walk(app, client, hidden)]

    told = []
    for ident in (hidden, citing, "77/QĐ-MTT", digest[:16]):
        for answer in _walk(app, client, ident):
            text = answer.get_data(as_text=True).casefold()
            if any(word in text for word in (*TELLING, digest)):
                told.append(answer.request.url)
    assert told == []
    assert 500 not in about_it


def test_those_who_were_given_it_see_all_of_it(
    kept_apart: tuple[Archive, str, str], secret: int
) -> None:
    """From the next request on; and no longer than it is given."""
    archive, hidden, citing = kept_apart
    app = application(archive)
    client = logged_in(app, "inspector")
    person = archive.register.people.named("inspector")
    assert person is not None
    address = f"/van-ban/{hidden}"
    check = f"/api/v1/documents/{citing}/check"

    assert client.get(address).status_code == 404
    before = client.get(check).get_json()["documents"][0]
    assert before["citations"][0]["reason_code"] == "not-held"
    assert before["corpus"]["documents"] == 2

    archive.register.people.give(person.id, frozenset({secret}))
    assert client.get(address).status_code == 200
    after = client.get(check).get_json()["documents"][0]
    assert after["citations"][0]["held"]["id"] == hidden
    assert after["corpus"]["documents"] == 3
    assert client.get("/api/v1/search?q=zachariasz").get_json()["total"] == 1

    archive.register.people.give(person.id, frozenset())
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/search?q=zachariasz").get_json()["total"] == 0


def test_a_list_and_a_check_of_a_draft_tell_nothing(
    kept_apart: tuple[Archive, str, str],
) -> None:
    """What is typed is answered as if the hidden document were not held."""
    archive, hidden, _citing = kept_apart
    client = logged_in(application(archive), "inspector")

    page = send(client, "/danh-sach", "/danh-sach", so="77/QĐ-MTT")
    assert f'href="/van-ban/{hidden}"' not in page.text
    shown = send(client, "/doi-chieu", "/doi-chieu", text=CITING.decode())
    result = client.get(shown.location).text
    assert "kỷ luật" not in result
    assert f'href="/van-ban/{hidden}"' not in result


def test_an_editor_puts_documents_where_they_may(
    kept_apart: tuple[Archive, str, str], secret: int
) -> None:
    """Into collections that they see, by page and by API; moving is noted."""
    archive, _hidden, citing = kept_apart
    client = logged_in(application(archive), "editor")
    page = f"/van-ban/{citing}"

    def upload(collection: str) -> int:
        file = (io.BytesIO(b"So: 1/BC-MTT. " + collection.encode()), "x.txt")
        return send(client, "/nap", files=file, collection=collection).status_code

    assert upload(str(secret)) == 400
    move = f"{page}/bo-suu-tap"
    assert send(client, move, collection=str(secret)).status_code == 400
    person = archive.register.people.named("editor")
    assert person is not None
    archive.register.people.give(person.id, frozenset({secret}))
    assert upload("kỷ luật") == 200
    assert send(client, move, collection=str(secret)).status_code == 303
    assert archive.held(citing).collection_id == secret
    step = archive.register.trail.steps()[0]
    assert (step.action, step.detail) == ("collection_move", f"1 → {secret}")
    assert archive.seen_by(frozenset({1})).search("56/QĐ-MTT").total == 0


def test_editors_rename_open_and_close_what_they_were_given(
    empty: Archive, secret: int
) -> None:
    """Over the web, noted in the log; what they do not see is not there for them."""
    empty.add_bytes(SECRET, "kin.txt", collection=secret)
    people = everybody(empty)
    app = application(empty)
    editor, admin = logged_in(app, "editor"), logged_in(app, "administrator")
    mine = empty.register.collections.add("Của tôi", open=True).id
    reader = logged_in(app, "reader")

    assert reader.get("/bo-suu-tap").status_code == 403
    assert "Kỷ luật" not in editor.get("/bo-suu-tap").text
    there = f"/bo-suu-tap/{secret}"
    assert send(editor, there, open="1").status_code == 404
    # What everybody sees was not given to them: only administrators change it.
    for form in ({"open": "0"}, {"name": "Khác"}):
        refused = send(editor, f"/bo-suu-tap/{mine}", **form)
        assert refused.status_code == 403
        assert "không được giao cho bạn" in refused.text
    assert f'action="/bo-suu-tap/{mine}"' not in editor.get("/bo-suu-tap").text
    empty.register.people.give(people["editor"].id, frozenset({mine}))
    assert f'action="/bo-suu-tap/{mine}"' in editor.get("/bo-suu-tap").text
    renamed = send(editor, f"/bo-suu-tap/{mine}", name="Của  chúng tôi")
    assert renamed.status_code == 303
    assert empty.register.collections.names()[mine] == "Của chúng tôi"
    assert send(editor, f"/bo-suu-tap/{mine}", open="0").status_code == 303
    assert "Của chúng tôi" in editor.get("/bo-suu-tap").text

    assert "77/QĐ-MTT" not in reader.get("/?q=zachariasz").text
    assert send(admin, there, open="1").status_code == 303
    assert "77/QĐ-MTT" in reader.get("/?q=zachariasz").text
    steps = empty.register.trail.steps(Asked(action="collection_change"))
    assert [(one.who.split(" (")[0], one.subject, one.detail) for one in steps] == [
        ("Administrator", "Kỷ luật", "open"),
        ("Editor", "Của chúng tôi", "closed"),
        ("Editor", "Của tôi", "Của tôi → Của chúng tôi"),
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "  "}, "Hãy đặt tên bộ sưu tập"),
        ({"name": "x" * 101}, "Hãy đặt tên bộ sưu tập"),
        ({"name": "KỶ LUẬT"}, "Đã có bộ sưu tập tên này."),
        ({"open": "0"}, "luôn mở cho mọi người"),
    ],
)
def test_what_cannot_be_changed_is_said(
    empty: Archive, secret: int, form: dict[str, str], said: str
) -> None:
    """The page comes back with the reason, and nothing is changed."""
    everybody(empty)
    admin = logged_in(application(empty), "administrator")
    answer = send(admin, "/bo-suu-tap/1", **form)
    assert answer.status_code == 400
    assert said in answer.text
    first = empty.register.collections.all()[0]
    assert (first.name, first.open) == ("Chung", True)


def test_opening_a_collection_tells_of_its_acts_at_once(
    empty: Archive, secret: int
) -> None:
    """The status in hit lists follows, without making the index anew."""
    empty.add_bytes(OPEN, "mo.txt")
    empty.add_bytes(SECRET, "kin.txt", collection=secret)

    def status() -> str | None:
        seen = empty.seen_by(frozenset({1}) | empty.register.collections.open_ones())
        return seen.search("số:55/QĐ-MTT").hits[0].status

    found = empty.register.collections.all()[-1]
    assert status() != "expired"
    assert change(empty, found, is_open=True) == "open"
    assert status() == "expired"
    found = empty.register.collections.all()[-1]
    assert change(empty, found, is_open=False) == "closed"
    assert status() != "expired"
    assert change(empty, empty.register.collections.all()[-1], is_open=False) == ""


def test_the_command_renames_through_the_same_door(
    empty: Archive, secret: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says in one line what cannot be."""
    monkeypatch.setenv("CANCU_DATA", str(empty.settings.data))

    def run(*words: str) -> Result:
        return CliRunner().invoke(cancu, ["collection", *words])

    assert run("rename", "kỷ luật", "Hồ sơ").exit_code == 0
    assert empty.register.collections.names()[secret] == "Hồ sơ"
    refused = run("close", "Chung")
    assert refused.exit_code == 1
    assert "luôn mở" in refused.output
    (step,) = empty.register.trail.steps(Asked(action="collection_change"))
    assert step.detail == "Kỷ luật → Hồ sơ"
