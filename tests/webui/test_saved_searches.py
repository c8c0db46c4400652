"""Keeping a search, learning what is new, and taking the whole answer along."""

import io
import re

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from visitors import application, everybody, logged_in, send

from search.notices import MAX_CHARACTERS
from webui.app import create_app
from webui.archive import Archive

PLAN = """ỦY BAN NHÂN DÂN
Số: {n}/KH-UBND

KẾ HOẠCH
{title} năm 202{n}

Điều 1. Thi đua yêu nước.
"""


def _add(archive: Archive, number: int, title: str = "Về thi đua") -> None:
    text = PLAN.format(n=number, title=title)
    outcome = archive.add_bytes(text.encode(), f"{number}.txt")
    assert outcome.id is not None


@pytest.fixture
def client(empty: Archive) -> FlaskClient:
    """A browser over an archive that holds one plan."""
    _add(empty, 1)
    app = create_app(empty.settings, empty)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def test_a_kept_search_says_what_came_in(client: FlaskClient, empty: Archive) -> None:
    """New since one last looked, until one says that it was seen."""
    kept = client.post("/da-luu", data={"q": "thi đua", "ten": "Thi đua tuần này"})
    before = client.get("/da-luu").text
    _add(empty, 2)
    after = client.get("/da-luu").text
    link = re.search(r'<th scope="row"><a href="([^"]+)">Thi đua tuần này', after)
    assert link is not None
    found = client.get(link[1].replace("&amp;", "&")).text
    until = re.search(r'name="den" value="([^"]+)"', found)
    assert until is not None
    seen = client.post("/da-luu/1/da-xem", data={"den": until[1]})
    again = client.get("/da-luu").text

    assert kept.status_code == seen.status_code == 303
    assert "1 mới" not in before
    assert "1 mới" in after
    assert "1 văn bản mới từ ngày" in found
    assert found.count(">mới</span>") == 1
    assert found.index("2/KH-UBND") < found.index("1/KH-UBND")
    assert "1 mới" not in again


def test_what_comes_while_one_reads_stays_new(
    client: FlaskClient, empty: Archive
) -> None:
    """Seen is what the page showed, not what came after it was made."""
    client.post("/da-luu", data={"q": "thi đua", "ten": "a"})
    _add(empty, 2)
    until = re.search(r'name="den" value="([^"]+)"', client.get("/da-luu").text)
    assert until is not None
    _add(empty, 3)
    client.post("/da-luu/1/da-xem", data={"den": until[1]})

    assert "1 mới" in client.get("/da-luu").text


def test_a_search_without_words_or_with_a_bad_name_is_refused(
    client: FlaskClient,
) -> None:
    """The page says why, and nothing is kept."""
    nothing = client.post("/da-luu", data={"ten": "a"})
    long = client.post("/da-luu", data={"q": "a", "ten": "a" * 201})

    assert nothing.status_code == long.status_code == 400
    assert "Hãy tra cứu rồi đặt tên" in nothing.text
    assert "quá dài" in long.text
    assert "Chưa lưu câu tìm nào" in client.get("/da-luu").text
    assert client.post("/da-luu/9/da-xem", data={"den": ""}).status_code == 404


def test_each_person_keeps_their_own(empty: Archive) -> None:
    """What one person keeps another neither sees nor forgets."""
    everybody(empty)
    app = application(empty)
    reader, editor = logged_in(app, "reader"), logged_in(app, "editor")
    send(reader, "/da-luu", q="thi đua", ten="Của người đọc")
    send(editor, "/da-luu/1/bo")

    assert "Của người đọc" in reader.get("/da-luu").text
    assert "Của người đọc" not in editor.get("/da-luu").text


def test_all_hits_are_taken_along_as_a_workbook(
    client: FlaskClient, empty: Archive
) -> None:
    """Every cell is text: a title that begins like a formula is no formula."""
    _add(empty, 9, "=HYPERLINK(1) về thi đua")
    answer = client.get("/tim.xlsx?q=thi+đua&sort=number")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert cells[0][0] == "so"
    assert [row[0] for row in cells[1:]] == ["1/KH-UBND", "9/KH-UBND"]
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value} == {"s"}
    assert client.get("/tim.pdf?q=a").status_code == 404
    assert client.get("/tim.xlsx?q=" + "a" * (MAX_CHARACTERS + 1)).status_code == 400


def test_more_hits_than_one_page_of_the_index_are_all_there(
    client: FlaskClient, empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are asked for while the table is sent, each once."""
    monkeypatch.setattr("webui.pages.exporting.EXPORTED_AT_A_TIME", 2)
    monkeypatch.setattr("webui.pages.exporting.MOST_EXPORTED", 5)
    for number in range(2, 8):
        _add(empty, number)
    rows = client.get("/tim.csv?q=thi+đua&sort=number").text.strip().splitlines()[1:]

    assert [row.split(",")[0] for row in rows] == [f"{n}/KH-UBND" for n in range(1, 7)]
