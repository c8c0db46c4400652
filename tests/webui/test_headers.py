"""The review of headers: the queue, the form beside the page, API and command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from webui.app import create_app
from webui.archive import Archive
from webui.cli import cancu

# The year of the number is not that of the date: one of them was misread.
DOUBTFUL = (
    "CHÍNH PHỦ\n\nSố: 30/2020/NĐ-CP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\n\nHà Nội, ngày 05 tháng 3 năm {year}\n\n"
    "NGHỊ ĐỊNH\nVề công tác văn thư {name}\n\nĐiều 1. Phạm vi\n"
)


@pytest.fixture
def filled(empty: Archive) -> Archive:
    """Two decrees in doubt and one that is not."""
    for name, year in (("mot", 2025), ("hai", 2024), ("ba", 2020)):
        text = DOUBTFUL.format(year=year, name=name)
        empty.add_bytes(text.encode(), f"{name}.txt")
    return empty


@pytest.fixture
def client(filled: Archive) -> FlaskClient:
    """A browser without JavaScript."""
    app = create_app(filled.settings, filled)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def test_from_one_to_the_next(client: FlaskClient, filled: Archive) -> None:
    """The queue, the first form, a correction, the next form, and nothing left."""
    page = client.get("/duyet").text
    assert "2 văn bản chờ duyệt" in page
    assert "khác năm của ngày ban hành" in page
    form = client.get("/van-ban/1/phan-dau").text
    assert 'value="5/3/2025"' in form
    assert "Trên giấy: “ngày 05 tháng 3 năm 2025”" in form
    said = {"number": "30/2020/NĐ-CP", "date": "05/3/2020", "who": "Trần B"}

    first = client.post("/van-ban/1/phan-dau", data=said)
    assert first.headers["Location"].endswith("/van-ban/2/phan-dau")
    assert 'value="Trần B"' in client.get("/van-ban/2/phan-dau").text
    last = client.post("/van-ban/2/phan-dau", data=said)

    assert "/duyet?xong=2" in last.headers["Location"]
    assert "Đã ghi 2 trường." in client.get(last.headers["Location"]).text
    assert "Không có văn bản nào chờ duyệt." in client.get("/duyet").text
    shown = client.get("/van-ban/1").text
    assert "Trần B sửa ngày" in shown
    assert "máy đọc: 5/3/2025" in shown
    assert "Trần B xác nhận ngày" in shown
    found = filled.search("30/2020/NĐ-CP từ: 05/3/2020 đến: 05/3/2020")
    assert {hit.id for hit in found.hits} == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"date": "05/3/2020", "who": " "}, "Hãy ghi tên người duyệt."),
        ({"date": "31/02/2020", "who": "A"}, "“Ngày ban hành”"),
        ({"kind": "Bài thơ", "who": "A"}, "“Tên loại”"),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_stays(
    client: FlaskClient, filled: Archive, said: dict[str, str], words: str
) -> None:
    """The form comes back as it was sent, with the reason."""
    answer = client.post("/van-ban/1/phan-dau", data=said)
    assert answer.status_code == 400
    assert words in answer.text
    assert all(f'value="{value}"' in answer.text for value in said.values())
    assert filled.register.corrections.history(1) == []


def test_programs_review_too(client: FlaskClient) -> None:
    """The API lists, tells why, keeps, and refuses what cannot be."""
    listed = client.get("/api/v1/review").get_json()
    assert listed["total"] == 2
    assert {each["code"] for each in listed["documents"][0]["doubts"]} == {"year"}
    address = "/api/v1/documents/1/corrections"
    for sent, code in (
        ({"who": "A"}, "nothing_to_correct"),
        ({"date": "2020-03-05"}, "correction_who"),
        ({"date": "mai", "who": "A"}, "correction_value"),
    ):
        refused = client.post(address, data=sent)
        assert refused.status_code == 400
        assert refused.get_json()["error"]["code"] == code
    kept = client.post(address, data={"date": "2020-03-05", "who": "A"}).get_json()
    assert kept["kept"][0]["read"] == "2025-03-05"
    told = client.get(address).get_json()
    assert [each["field"] for each in told["doubts"]] == ["number"]
    assert told["corrections"][0]["confirmed"] is False
    assert client.get("/api/v1/documents/99/corrections").status_code == 404


def test_the_command_lists_corrects_and_doubts_again(filled: Archive) -> None:
    """`cancu review`, with and without a document."""
    env = {"CANCU_DATA": str(filled.settings.data)}

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(cancu, ["review", *arguments], env=env)
        return done.exit_code, done.output

    assert "2 văn bản chờ duyệt" in run()[1]
    code, said = run("1", "--set", "date=5/3/2020", "--confirm", "number", "--who", "A")
    assert code == 0
    assert "date: 2025-03-05 → 2020-03-05" in said
    assert "number: 30/2020/NĐ-CP ✓" in said
    assert run("1", "--set", "date=x", "--who", "A")[0] == 1
    assert run("1", "--set", "date", "--who", "A")[0] == 2
    assert run("1", "--who", "A")[0] == 2
    assert run("khong co", "--confirm", "date")[0] == 1
    code, said = run("--again", "--json")
    assert code == 0
    documents = json.loads(said[: said.rindex("}") + 1])["documents"]
    assert [each["id"] for each in documents] == ["2"]


def test_taking_the_folder_in_again_keeps_it(filled: Archive, tmp_path: Path) -> None:
    """`cancu ingest` of the same files after a correction changes nothing of it."""
    filled.register.corrections.correct(1, {"date": "2020-03-05"}, who="A")
    path = tmp_path / "mot.txt"
    path.write_text(DOUBTFUL.format(year=2025, name="mot"), "utf-8")
    list(filled.ingest([path]))
    filled.reindex()
    assert filled.held("1").date == "2020-03-05"
    found = filled.search("năm: 2020")
    assert "1" in {hit.id for hit in found.hits}
