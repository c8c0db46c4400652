"""Hits narrowed by field and collection, and questions read anew, at every door."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from visitors import application, everybody, logged_in

from webui.app import create_app
from webui.archive import Archive
from webui.cli import cancu

LAND = """ỦY BAN NHÂN DÂN TỈNH MỘT
Số: 12/QĐ-UBND
Một, ngày 02 tháng 3 năm 2021
QUYẾT ĐỊNH
Về việc thu hồi đất để xây dựng trường học
Điều 1. Thu hồi 5 ha đất.
""".encode()
HEALTH = """SỞ Y TẾ TỈNH MỘT
Số: 13/SYT-NVY
Một, ngày 05 tháng 3 năm 2021
V/v tiêm chủng mở rộng
Kính gửi: các bệnh viện.
Đề nghị các đơn vị thực hiện.
""".encode()


@pytest.fixture
def two(empty: Archive) -> Archive:
    """A document of two fields in the open, one of a third in a closed collection."""
    closed = empty.register.collections.add("Hồ sơ nội bộ")
    empty.add_bytes(LAND, "dat.txt")
    empty.add_bytes(HEALTH, "yte.txt", collection=closed.id)
    return empty


@pytest.fixture
def visitor(two: Archive) -> FlaskClient:
    """Whoever sits at the machine: no accounts, everything seen."""
    app = create_app(two.settings, two)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def test_fields_are_counted_and_lead_to_their_documents(visitor: FlaskClient) -> None:
    """The facet says that it was inferred; its link finds what it counted."""
    page = html.unescape(visitor.get("/?q=2021").get_data(as_text=True))

    assert "Suy ra từ trích yếu" in page
    (href,) = re.findall(r'href="(/\?[^"]*field=[^"]*)"[^>]*>\s*<span>Đất đai', page)
    found = html.unescape(visitor.get(href).get_data(as_text=True))
    assert "12/QĐ-UBND" in found
    assert "13/SYT-NVY" not in found
    assert "bỏ lọc" in found


def test_a_document_says_what_its_fields_were_inferred_from(
    visitor: FlaskClient,
) -> None:
    """The words of the subject matter stand beside each field, in both languages."""
    page = html.unescape(visitor.get("/van-ban/1").get_data(as_text=True))
    assert "suy ra từ trích yếu: “thu hồi đất”" in page
    visitor.get("/ngon-ngu/en")
    english = html.unescape(visitor.get("/van-ban/1").get_data(as_text=True))
    assert "inferred from the subject: “thu hồi đất”" in english
    assert ">Land<" in english

    told = visitor.get("/api/v1/documents/1").json["fields"]  # type: ignore[index]
    assert {"name": "Đất đai", "source": "title", "words": "thu hồi đất"} in told


def test_a_question_read_anew_is_a_link_that_keeps_the_filters(
    visitor: FlaskClient,
) -> None:
    """Page and program are given the address of the question as it was understood."""
    page = visitor.get("/?q=thu+hooif&year=2021&page=1").get_data(as_text=True)

    (href,) = re.findall(r'Có phải ý bạn là <a href="([^"]+)"', page)
    asked = parse_qs(urlsplit(html.unescape(href)).query)
    assert asked == {"q": ["thu hồi"], "year": ["2021"]}
    again = visitor.get(html.unescape(href)).get_data(as_text=True)
    assert "12/QĐ-UBND" in again
    assert "Có phải ý bạn là" not in again

    answer = visitor.get("/api/v1/search?q=thu+hooif&year=2021&offset=0").json
    assert answer is not None
    assert answer["corrected"] == "thu hồi"
    following = parse_qs(urlsplit(answer["did_you_mean"]).query)
    assert following == {"q": ["thu hồi"], "year": ["2021"]}
    plain = visitor.get("/api/v1/search?q=thu").json
    assert plain is not None
    assert (plain["corrected"], plain["did_you_mean"]) == (None, None)


@pytest.mark.parametrize(
    "asked", ["collection=Hồ sơ nội bộ", "q=tập:ho so noi bo", "q=collection:2"]
)
def test_a_collection_is_asked_for_by_name_or_id(
    visitor: FlaskClient, asked: str
) -> None:
    """In the box and as a filter, with or without diacritics."""
    query = quote(asked, safe="=")
    answer = visitor.get(f"/api/v1/search?{query}").json
    assert answer is not None
    assert [hit["number"] for hit in answer["hits"]] == ["13/SYT-NVY"]
    assert answer["facets"]["collection"] == [["Hồ sơ nội bộ", 1]]
    assert "13/SYT-NVY" in visitor.get(f"/?{query}").get_data(as_text=True)


def test_the_facet_of_collections_shows_where_there_are_several(
    visitor: FlaskClient, two: Archive
) -> None:
    """Both names with their counts; nothing where all is in one."""
    page = html.unescape(visitor.get("/?q=2021").get_data(as_text=True))
    assert re.search(r"collection=[^\"]*\"[^>]*>\s*<span>Hồ sơ nội bộ</span>", page)
    only = html.unescape(visitor.get("/?q=thu+hồi").get_data(as_text=True))
    assert "<span>Chung</span>" not in only


def test_a_collection_that_may_not_be_seen_is_one_nobody_has(two: Archive) -> None:
    """Its name, its id and a name that never was get one and the same answer."""
    seen = two.seen_by(frozenset({1}))
    answers = [
        seen.search("", filters={"collection": name})
        for name in ("Hồ sơ nội bộ", "2", "Không có đâu")
    ]

    assert {answer.total for answer in answers} == {0}
    codes = [[one.code for one in answer.notices] for answer in answers]
    assert codes == [["no_collection"]] * 3
    assert all(answer.facets["collection"] == [] for answer in answers)
    assert seen.search("").facets["collection"] == [("Chung", 1)]
    fields = {name for name, _ in seen.search("").facets["field"]}
    assert fields == {"Đất đai", "Giáo dục – Đào tạo"}


def test_a_reader_is_shown_no_name_of_a_closed_collection(two: Archive) -> None:
    """Over the web too, whatever is asked."""
    everybody(two)
    reader = logged_in(application(two), "reader")
    for asked in ("q=2021", "collection=2", "q=", "field=Y+tế"):
        page = reader.get(f"/?{asked}").get_data(as_text=True)
        assert "Hồ sơ nội bộ" not in page
        assert "13/SYT-NVY" not in page


def test_the_command_line_narrows_and_counts(
    two: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options as on the page; `--facets` prints the counts."""
    monkeypatch.setenv("CANCU_DATA", str(two.settings.data))

    def run(*words: str) -> str:
        done = CliRunner().invoke(cancu, ["search", *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "12/QĐ-UBND" in run("2021", "--field", "dat dai")
    assert "12/QĐ-UBND" not in run("2021", "--field", "Y tế")
    assert "13/SYT-NVY" in run("2021", "--collection", "ho so noi bo")
    counted = run("2021", "--facets")
    assert "field: Giáo dục – Đào tạo 1 · Y tế 1 · Đất đai 1" in counted
    assert "collection: Chung 1 · Hồ sơ nội bộ 1" in counted
