"""What a person decides of a finding on a held document stays with it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from webui.app import create_app
from webui.archive import Archive
from webui.cli import cancu

DRAFT = (
    "Số: 12/BC-HTĐH\n\nBÁO CÁO\nVề công tác năm 2022\n\n"
    "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 31 tháng 02 năm 2020 của Chính phủ, "
    "đơn vị triển khai giai đoạn 2121 – 2025.\n"
)


@pytest.fixture
def client(empty: Archive) -> FlaskClient:
    """A browser over an archive that holds one report with errors."""
    empty.add_bytes(DRAFT.encode(), "bao-cao.txt")
    app = create_app(empty.settings, empty)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def marks(page: str, code: str) -> list[str]:
    """Return the fingerprints in the form of the row of a rule."""
    row = page[page.index(f">{code}</span>") :]
    return re.findall(r'name="mark" value="(\w+)"', row[: row.index("</tr>")])


def test_an_opinion_is_kept_and_shown(client: FlaskClient) -> None:
    """A false alarm is struck out with who and why; the rest is still to do."""
    address = "/van-ban/1/doi-chieu"
    (mark,) = marks(client.get(address).text, "P01")
    before = client.get("/api/v1/documents/1/decisions").get_json()["counts"]
    done = client.post(
        address,
        data={
            "mark": mark,
            "outcome": "false_alarm",
            "who": "Trần B",
            "reason": "trích nguyên văn",
            "at": "d1k1",
        },
    )
    page = client.get(address).text
    after = client.get("/api/v1/documents/1/decisions").get_json()

    assert done.status_code == 303
    assert done.headers["Location"].endswith("#d1k1")
    assert "Trần B, ngày " in page
    assert "trích nguyên văn" in page
    assert 'value="Trần B"' in page
    assert after["counts"]["dismissed"] == 1
    assert after["counts"]["new"] == before["new"] - 1
    (decided,) = [one for one in after["points"] if one["state"] == "dismissed"]
    assert decided["quote"] == "giai đoạn 2121 – 2025"


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"outcome": "accept", "who": " "}, 400, "Hãy ghi tên người xem xét."),
        ({"outcome": "false_alarm", "who": "A"}, 400, "Báo nhầm thì phải ghi lý do."),
        ({"outcome": "corrected", "who": "A", "field": "date"}, 400, "giá trị đúng"),
        ({"outcome": "accept", "who": "A" * 3000}, 400, "dài quá 2.000 ký tự"),
        ({"outcome": "accept", "who": "A", "mark": "x"}, 409, "không còn"),
        ({"outcome": "delete", "who": "A"}, 400, "Yêu cầu không hợp lệ."),
    ],
)
def test_what_is_amiss_is_said_and_nothing_kept(
    client: FlaskClient, sent: dict[str, str], status: int, said: str
) -> None:
    """The page comes back with the reason."""
    address = "/van-ban/1/doi-chieu"
    (mark,) = marks(client.get(address).text, "P01")
    answer = client.post(address, data={"mark": mark, **sent})

    assert answer.status_code == status
    assert said in answer.text
    counts = client.get("/api/v1/documents/1/decisions").get_json()["counts"]
    assert counts["open"] == counts["dismissed"] == 0


def test_opinions_become_regression_cases(
    client: FlaskClient, empty: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cancu decisions` writes one case for each point decided."""
    address = "/van-ban/1/doi-chieu"
    (mark,) = marks(client.get(address).text, "P01")
    client.post(address, data={"mark": mark, "outcome": "accept", "who": "A"})
    monkeypatch.setenv("CANCU_DATA", str(empty.settings.data))
    out = tmp_path / "ca.jsonl"
    ran = CliRunner().invoke(cancu, ["decisions", str(out)])

    assert ran.exit_code == 0, ran.output
    (case,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (case["expected"], case["code"], case["who"]) == ("fires", "P01", "A")


def test_a_result_in_memory_asks_for_no_opinion(client: FlaskClient) -> None:
    """What is not stored cannot be decided of."""
    done = client.post("/doi-chieu", data={"text": DRAFT}, follow_redirects=True)

    assert ">P01</span>" in done.text
    assert 'name="mark"' not in done.text
