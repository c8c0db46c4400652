"""Pages about more than one document, and pictures of the original pages."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webui.app import create_app
from webui.archive import Archive
from webui.picturing import PictureCache

ROOT = Path(__file__).resolve().parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


def _id_of(archive: Archive, query: str) -> str:
    return archive.search(query).hits[0].id


@pytest.fixture
def decision(archive: Archive) -> str:
    """The decision that replaced another and is cited by most reports."""
    return _id_of(archive, "quyết định 38/QĐ-LHH ngày 31/7/2020")


@pytest.fixture
def replaced(archive: Archive) -> str:
    """The decision that was replaced."""
    return _id_of(archive, "quyết định 25/QĐ-LHH")


def test_a_page_of_a_pdf_is_shown_once_drawn(
    client: FlaskClient, decision: str
) -> None:
    """The second time the browser is told that what it has is current."""
    first = client.get(f"/van-ban/{decision}/trang/1.png")
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/van-ban/{decision}/trang/1.png", headers=tag)

    assert first.data.startswith(PNG)
    assert first.mimetype == "image/png"
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["99.png", "0.png", "1.jpg", "-1.png"])
def test_a_page_that_is_not_there_is_not_found(
    client: FlaskClient, decision: str, name: str
) -> None:
    """A wrong number is the visitor's error, not ours."""
    assert client.get(f"/van-ban/{decision}/trang/{name}").status_code in (404, 422)


def test_a_text_file_has_no_pictures(client: FlaskClient, archive: Archive) -> None:
    """Neither a picture nor the offer of one."""
    ident = _id_of(archive, "3012/SNV-BTĐKT")

    assert client.get(f"/van-ban/{ident}/trang/1.png").status_code == 404
    assert "xem=goc" not in client.get(f"/van-ban/{ident}").text


def test_citations_are_drawn_on_the_picture(client: FlaskClient, decision: str) -> None:
    """Each box leads to its citation in the text beside it, and lies on the page."""
    page = client.get(f"/van-ban/{decision}?xem=goc").text
    sheet = page.split("<svg viewBox", 1)[1].split("</svg>", 1)[0]

    width, height = map(float, re.findall(r'"0 0 ([\d.]+) ([\d.]+)"', sheet)[0])
    boxes = re.findall(r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', sheet)
    assert boxes
    assert all(float(x) + float(w) <= width for x, _, w in boxes)
    assert all(float(y) <= height for _, y, _ in boxes)
    anchors = re.findall(r'<a href="#(c\d+)"', sheet)
    assert anchors
    assert all(f'id="{name}"' in page for name in anchors)


def test_names_in_a_page_are_given_once(client: FlaskClient, decision: str) -> None:
    """A link into the page leads to one place, however often a mark was split."""
    for address in (f"/van-ban/{decision}", f"/van-ban/{decision}/doi-chieu"):
        names = re.findall(r' id="([^"]+)"', client.get(address).text)
        doubled = {name for name in names if names.count(name) > 1}
        assert {name for name in doubled if "-" not in name} == set()


def test_the_cache_keeps_within_its_bounds(tmp_path: Path) -> None:
    """The oldest pictures go; the newest is always there."""
    cache = PictureCache(tmp_path, most_bytes=25)
    for number in range(1, 6):
        cache.get("a" * 64, number, lambda: b"0123456789")

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == 2
    assert any("-5-" in name for name in kept)


def test_a_picture_is_never_named_by_a_stranger(tmp_path: Path) -> None:
    """Only a digest makes a file name."""
    with pytest.raises(ValueError, match="digest"):
        PictureCache(tmp_path).get("../x", 1, lambda: b"")


def test_a_replaced_document_says_so_from_its_day_on(
    client: FlaskClient, replaced: str
) -> None:
    """The banner answers for the day that is asked."""
    before = client.get(f"/van-ban/{replaced}?ngay=2020-07-30").text
    after = client.get(f"/van-ban/{replaced}?ngay=2020-07-31").text

    assert "Hiệu lực: hết hiệu lực" not in before
    assert "Hiệu lực: hết hiệu lực" in after
    assert "Bị thay thế bởi" in after
    assert client.get(f"/van-ban/{replaced}?ngay=mai").status_code == 400


def test_the_replacing_document_names_what_it_replaces(
    client: FlaskClient, decision: str, replaced: str
) -> None:
    """The history leads from one to the other."""
    history = client.get(f"/van-ban/{decision}").text.split('class="timeline"')[1]

    assert f'href="/van-ban/{replaced}"' in history.split("</ol>")[0]


def test_the_citation_map_says_in_a_table_what_it_draws(
    client: FlaskClient, decision: str, replaced: str
) -> None:
    """Every link of the drawing stands in the tables below it."""
    page = client.get(f"/van-ban/{decision}/ban-do").text
    drawn, tables = page.split("</svg>", 1)

    links = set(re.findall(r'<a href="(/van-ban/\d+|/danh-muc/\d+)" tabindex', drawn))
    assert f"/van-ban/{replaced}" in links
    assert all(f'href="{link}"' in tables for link in links)


def test_the_map_of_the_api_is_that_of_the_page(
    client: FlaskClient, decision: str, replaced: str
) -> None:
    """The decision replaces one document, and nothing replaces it."""
    found = client.get(f"/api/v1/documents/{decision}/map").get_json()

    ended = [one["id"] for one in found["cites"] if one["relation"] == "replaces"]
    assert ended == [replaced]
    assert found["cited_by"]


def test_statistics_show_what_is_replaced_and_still_cited(client: FlaskClient) -> None:
    """The same in page and API."""
    page = client.get("/thong-ke").text
    figures = client.get("/api/v1/statistics").get_json()

    assert "Quyết định 25/QĐ-LHH" in page
    numbers = [one["document"]["number"] for one in figures["outdated"]]
    assert "25/QĐ-LHH" in numbers
    assert sum(count for _, count in figures["years"]) == 50


def test_the_catalogue_is_found_by_number_and_leads_to_who_cites(
    client: FlaskClient,
) -> None:
    """A decree that is not held has a page of its own."""
    page = client.get("/danh-muc?tim=30/2020").text
    (link,) = re.findall(r'href="(/danh-muc/\d+)"', page)

    assert "30/2020/NĐ-CP" in page
    assert 'href="/van-ban/' in client.get(link).text
    assert client.get("/danh-muc/999999").status_code == 404


def test_a_pasted_list_is_answered_line_by_line(client: FlaskClient) -> None:
    """Held, in the catalogue, several, none; as a page, as CSV, as JSON."""
    lines = "2022/KH-UBND\nNghị định số 30/2020/NĐ-CP\n38/QĐ-LHH\n\n=9999/QĐ-XYZ"
    page = client.post("/danh-sach", data={"so": lines}).text
    table = client.post("/danh-sach", data={"so": lines, "dang": "csv"})
    answer = client.post("/api/v1/lookup", data={"text": lines}).get_json()

    states = [line["state"] for line in answer["lines"]]
    assert states == ["held", "known", "several", "missing"]
    assert page.count('class="badge state-several"') == 2
    assert table.data.startswith("\ufeff".encode())
    assert "'=9999/QĐ-XYZ" in table.text


def test_all_hits_can_be_downloaded(client: FlaskClient, archive: Archive) -> None:
    """More than one page of them, with the filters of the page."""
    found = archive.search("thi đua", filters={"kind": "Báo cáo"})
    table = client.get("/tim.csv?q=thi+đua&kind=Báo+cáo")

    assert found.total > 1
    assert len(table.text.strip().splitlines()) == found.total + 1


def test_a_filter_is_shown_and_can_be_taken_back(client: FlaskClient) -> None:
    """The chip leads to the same search without it."""
    page = client.get("/?q=thi+đua&kind=Báo+cáo&from=2022-01-01").text
    chips = page.split('class="chosen"')[1].split("</ul>")[0]

    assert 'href="/?q=thi+%C4%91ua&amp;from=2022-01-01"' in chips
    assert "1/1/2022" in chips


def test_several_reports_are_shown_as_a_matrix(
    client: FlaskClient, archive: Archive
) -> None:
    """One report of three gives another date: its cell stands out."""
    said = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày {} tháng 3 năm 2020 của Chính phủ;"
    files = [(f"{n}.txt", said.format(day).encode()) for n, day in enumerate("556", 1)]
    token = archive.keep(archive.check_files(files, as_of="2022-09-08"))

    page = client.get(f"/doi-chieu/ket-qua/{token}").text
    detail = client.get(f"/doi-chieu/ket-qua/{token}?vb=3&kq=contradicted").text

    assert "3 viện dẫn</strong>" in page
    assert "1 viện dẫn</strong>" in detail  # of that document alone
    assert "Báo cáo cả hồ sơ" in detail
    assert page.count('class="odd"') == 1
    assert "Ma trận viện dẫn" in page
    assert "≠" in detail
    assert "SHA-256" in detail


def test_a_text_without_a_date_is_as_old_as_the_latest_day_it_tells_of(
    client: FlaskClient, archive: Archive
) -> None:
    """A term that ended after that day is for information, and the page says why."""
    said = (
        "Ngày 8/9/2022, đoàn đã làm việc theo Quyết định số 38/QĐ-LHH ngày 31/7/2020 "
        "về việc ban hành quy chế nhiệm kỳ 2019 – 2024."
    )
    for text, level in ((said, "info"), (said.replace("2022", "2025"), "warning")):
        batch = archive.check_files([("a.txt", text.encode())], as_of="2026-01-01")
        page = client.get(f"/doi-chieu/ket-qua/{archive.keep(batch)}").text
        assert "ngày muộn nhất nó nhắc đến là 8/9/202" in page
        row = page[: page.index(">P03<")]
        assert row.endswith(f'class="badge {level}-level"')


def test_why_not_all_was_judged_is_said_in_the_language_of_the_page(
    client: FlaskClient, archive: Archive
) -> None:
    """The short reasons beside the counts are English on an English page."""
    said = "Căn cứ Nghị định số 987/2019/NĐ-CP ngày 5 tháng 3 năm 2019 của Chính phủ;"
    token = archive.keep(archive.check_files([("a.txt", said.encode())]))
    address = f"/doi-chieu/ket-qua/{token}"
    assert "kho và danh mục chưa có (1)" in client.get(address).text
    client.get("/ngon-ngu/en")
    english = client.get(address).text
    assert "neither register nor catalogue has it (1)" in english
    assert "kho và danh mục chưa có" not in english
    printed = client.get(f"{address}.html")
    assert printed.content_type == "text/html; charset=utf-8"


_OF_A_TERM = (
    "LIÊN HIỆP HỘI\nSố: 9/QĐ-LHH\nHà Nội, ngày 8 tháng 9 năm 2022\nQUYẾT ĐỊNH\n"
    "Căn cứ Quyết định số 38/QĐ-LHH ngày 31/7/2020 về việc ban hành quy chế "
    "nhiệm kỳ 2019 – 2024;\n"
)


def test_a_result_says_its_days_and_can_be_asked_for_another(
    client: FlaskClient, archive: Archive
) -> None:
    """A term that ended after the document is no warning, whatever the day is now."""
    token = archive.keep(
        archive.check_files([("a.txt", _OF_A_TERM.encode())], as_of="2023-01-01")
    )
    address = f"/doi-chieu/ket-qua/{token}"

    then = client.get(address).text
    assert "xét tại ngày của văn bản: 8/9/2022" in then
    assert "P03" not in then

    moved = client.get(f"{address}?as_of=2026-01-01")
    assert moved.status_code == 303
    later = client.get(moved.location).text
    assert "tính đến ngày 1/1/2026" in later
    row = later[: later.index(">P03<")]
    assert row.endswith('class="badge info-level"')
    assert "P03" not in client.get(address).text


def test_programs_ask_a_kept_result_for_another_day(
    client: FlaskClient, archive: Archive
) -> None:
    """The same files as of another day are one result of their own, opinions kept."""
    sent = {"text": _OF_A_TERM, "as_of": "2023-01-01", "keep": "1"}
    first = client.post("/api/v1/check", data=sent).get_json()["token"]
    address = "/api/v1/checks"

    def asked(token: str, day: str) -> tuple[str, str, bool]:
        answer = client.get(f"{address}/{token}?as_of={day}").get_json()
        (document,) = answer["documents"]
        codes = {each["code"] for each in document["findings"]}
        return answer["token"], answer["as_of"], "P03" in codes

    assert asked(first, "2023-01-01") == (first, "2023-01-01", False)
    later, day, over = asked(first, "2026-01-01")
    assert (day, over) == ("2026-01-01", True)
    assert later != first
    assert asked(first, "2026-01-01") == (later, day, True)
    assert asked(later, "2023-01-01") == (first, "2023-01-01", False)

    points = client.get(f"{address}/{later}/decisions").get_json()["documents"][0]
    (mark,) = [p["fingerprint"] for p in points["points"] if p["code"] == "P03"]
    opinion = {"fingerprint": mark, "outcome": "accept", "who": "Lê C"}
    done = client.post(f"{address}/{later}/decisions", data=opinion)
    assert done.status_code == 201
    third, _, _ = asked(later, "2026-02-01")
    report = client.get(f"{address}/{third}/report.html").text
    assert "Lê C" in report
    assert asked(first, "2026-02-01")[0] == third

    assert client.get(f"{address}/{first}?as_of=31/6/2022").status_code == 400
    assert client.get(f"{address}/khong-co?as_of=2026-01-01").status_code == 404


def test_a_failed_file_can_be_tried_again(empty: Archive) -> None:
    """What failed stays listed with its reason and a button."""
    app = create_app(empty.settings, empty)
    app.config.update(WTF_CSRF_ENABLED=False)
    client = app.test_client()
    bad = empty.add_bytes(b"%PDF-1.7 cut short", "hong.pdf")
    (entry,) = empty.failures()

    page = client.post("/nap/thu-lai", data={"tep": entry.sha256}).text

    assert bad.id is None
    assert "hong.pdf" in page
    assert empty.failures()[0].attempts == 2
    assert client.post("/nap/thu-lai", data={"tep": "0"}).status_code == 404


def test_hostile_documents_are_shown_and_never_run(empty: Archive) -> None:
    """Markup in titles, numbers, names of files and of the catalogue is text."""
    evil = "<script>alert(1)</script>"
    text = f"""HỘI VÍ DỤ
Số: 5/QĐ-HVD
QUYẾT ĐỊNH
Về việc {evil} "><svg onload=alert(1)>
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ {evil};
Thay thế Quyết định số 4/QĐ-HVD ngày 01 tháng 02 năm 2019 của {evil}.
"""
    rows = empty.settings.data / "c.csv"
    rows.write_text(f"number,title\n30/2020/NĐ-CP,{evil}\n", "utf-8")
    empty.import_catalogue(rows)
    held = empty.add_bytes(text.encode(), f"{evil}.txt")
    client = create_app(empty.settings, empty).test_client()
    paths = ["", "?lop=1", "/ban-do", "/doi-chieu"]
    pages = [f"/van-ban/{held.id}{path}" for path in paths]
    pages += ["/van-ban", "/danh-muc", "/danh-muc/1", "/thong-ke", "/?q=script", "/nap"]

    for path in pages:
        page = client.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text, path
        assert "<svg onload" not in page.text, path


def test_every_page_is_described(app: Flask) -> None:
    """`docs/pages.md` names the address of each page that is served."""
    text = (ROOT / "docs" / "pages.md").read_text("utf-8")
    served = {
        str(rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("pages.")
    }

    assert [rule for rule in sorted(served) if f"`{rule}`" not in text] == []
