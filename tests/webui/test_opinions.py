"""What a person decides of a finding on a held document stays with it."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from visitors import application, csrf_of, everybody, logged_in, send

from corpus.decision_words import FIELDS, REFUSED, STATES
from corpus.decisions import DecisionError, State, made_decision, points_of
from corpus.trail import Asked
from corpus.verdicts import FIELDS as COMPARED
from webui.app import create_app
from webui.archive import Archive
from webui.checked_batch import MOST_DECISIONS
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


def send_draft(client: FlaskClient) -> str:
    """Check a draft that is not stored; return the address of its result."""
    return str(client.post("/doi-chieu", data={"text": DRAFT}).headers["Location"])


def test_a_result_in_memory_carries_opinions_into_its_report(
    client: FlaskClient, empty: Archive
) -> None:
    """What is not stored is decided of all the same, as long as its result lives."""
    address = send_draft(client)
    (mark,) = marks(client.get(address).text, "P01")
    sent = {"mark": mark, "outcome": "false_alarm", "who": "Trần B", "at": "d1k1"}
    done = client.post(address, data={**sent, "reason": "trích nguyên văn"})

    assert done.status_code == 303
    assert done.headers["Location"].endswith("#d1k1")
    page = client.get(address).text
    assert "trích nguyên văn" in page
    assert "một giờ sau lần ghi cuối" in page
    report = client.get(f"{address}.html").text
    assert "Ý kiến người xem xét" in report
    assert "trích nguyên văn" in report
    assert empty.register.decisions.of(1) == []
    assert empty.counts().held == 1
    # Another result of the same file knows nothing of it.
    other = send_draft(client)
    assert "trích nguyên văn" not in client.get(other).text
    assert "Ý kiến người xem xét" not in client.get(f"{other}.html").text


def test_what_is_amiss_with_a_result_is_said(client: FlaskClient) -> None:
    """As on the page of a document held; a result long gone is not found."""
    address = send_draft(client)
    (mark,) = marks(client.get(address).text, "P01")
    sent = {"mark": mark, "outcome": "false_alarm", "who": "A"}
    refused = client.post(address, data=sent)
    assert refused.status_code == 400
    assert "Báo nhầm thì phải ghi lý do." in refused.text
    foreign = client.post(address, data={**sent, "mark": "x", "reason": "r"})
    assert foreign.status_code == 409
    gone = client.post("/doi-chieu/ket-qua/khong-co", data={**sent, "reason": "r"})
    assert gone.status_code == 404


def test_a_result_carries_no_flood(empty: Archive) -> None:
    """Beyond the bound it is said that the document belongs in the register."""
    batch = empty.check_files([], pasted=DRAFT)
    token = empty.keep(batch)
    (first, *_) = points_of(batch.documents[0])
    made = made_decision(first, document=("a", "a"), outcome="accept", who="A")
    empty.decide_kept(token, [made] * MOST_DECISIONS)
    with pytest.raises(DecisionError, match="decision_many"):
        empty.decide_kept(token, [made])
    kept = empty.kept(token)
    assert kept is not None
    assert len(kept.decisions) == MOST_DECISIONS
    assert empty.kept(token, 5) is None


@pytest.mark.parametrize("held", [True, False])
def test_programs_decide_too(client: FlaskClient, held: bool) -> None:
    """Of a held document and of a result in memory, by fingerprint."""
    address = "/api/v1/documents/1/decisions"
    if not held:
        sent = {"text": DRAFT, "keep": "1"}
        token = client.post("/api/v1/check", data=sent).get_json()["token"]
        address = f"/api/v1/checks/{token}/decisions"
        assert client.get(f"/api/v1/checks/{token}").get_json()["documents"]

    def points() -> list[dict[str, Any]]:
        answer = client.get(address).get_json()
        found = answer if held else answer["documents"][0]
        return list(found["points"])

    (mark,) = [one["fingerprint"] for one in points() if one["code"] == "P01"]
    sent = {"fingerprint": mark, "outcome": "corrected", "who": "Máy kiểm tra"}
    refused = client.post(address, data=sent)
    assert refused.status_code == 400
    assert refused.get_json()["error"]["code"] == "decision_value"
    done = client.post(address, data={**sent, "field": "date", "value": "2021"})
    assert (done.status_code, done.get_json()["decided"]) == (201, 1)
    (decided,) = [one for one in points() if one["decision"]]
    assert decided["state"] == "open"
    assert decided["decision"]["who"] == "Máy kiểm tra"
    assert decided["decision"]["value"] == "2021"
    assert client.post(address, data={**sent, "outcome": "x"}).status_code == 400
    strange = {**sent, "fingerprint": "y", "outcome": "accept"}
    assert client.post(address, data=strange).status_code == 409
    if not held:
        report = client.get(address.replace("decisions", "report.json"))
        assert report.status_code == 200
        assert "Máy kiểm tra" in report.get_data(as_text=True)
        wrong = client.get(address.replace("decisions", "report.exe"))
        assert wrong.status_code == 404


def test_opinions_of_programs_follow_the_rights_and_the_log(empty: Archive) -> None:
    """A reader may not; whoever may signs with their own name, and it is noted."""
    empty.add_bytes(DRAFT.encode(), "bao-cao.txt")
    everybody(empty)
    app = application(empty)
    address = "/api/v1/documents/1/decisions"
    assert logged_in(app, "reader").post(address).status_code in (400, 403)

    inspector = logged_in(app, "inspector")
    points = inspector.get(address).get_json()["points"]
    sent = {"fingerprint": points[0]["fingerprint"], "outcome": "accept", "who": "Kẻ"}
    forged = inspector.post(address, data=sent)
    assert forged.status_code == 400  # without the token of a form
    token = csrf_of(inspector.get("/tai-khoan").text)
    done = inspector.post(address, data={**sent, "csrf_token": token})
    assert done.status_code == 201
    (decided,) = empty.register.decisions.of(1)
    assert decided.who == "Inspector (inspector)"
    (noted,) = empty.register.trail.steps(Asked(action="decide"))
    assert noted.who == decided.who
    assert (noted.subject, noted.detail) == ("1", "accept: 1")

    kept = send(inspector, "/doi-chieu", text=DRAFT).headers["Location"]
    (mark, *_) = marks(inspector.get(kept).text, "P01")
    answer = send(inspector, kept, kept, mark=mark, outcome="accept")
    assert answer.status_code == 303
    (noted, _) = empty.register.trail.steps(Asked(action="decide"))
    assert noted.subject == "văn bản dán"
    # A result is its owner's: nobody else decides of it.
    assert send(logged_in(app, "editor"), kept, mark=mark).status_code in (400, 404)


def test_every_refusal_and_state_has_words_in_both_languages() -> None:
    """One wording for pages, programs and reports."""
    states = get_args(State)
    assert set(STATES) == set(states)
    assert set(FIELDS) == set(COMPARED)
    for words in (*STATES.values(), *FIELDS.values(), *REFUSED.values()):
        assert all(words)
        assert words.vietnamese != words.english
