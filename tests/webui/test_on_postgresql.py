"""The pages, the API and the command line over a register on PostgreSQL."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.postgres import Server, started
from webui.app import create_app
from webui.archive import Archive
from webui.moving import change
from webui.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
COUNT = 24
DECISION = (
    "Số: 38/QĐ-LHH\n\nThành phố Hồ Chí Minh, ngày 31 tháng 7 năm 2020\n\n"
    "QUYẾT ĐỊNH\nVề việc ban hành quy chế Thi đua\n"
)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this test's own, which it may kill."""
    made = started()
    yield made
    made.remove()


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Settings:
    """The settings that all machines of the site share."""
    return Settings(
        data=tmp_path / "data", database=server.url(), secret_key="only for tests"
    )


@pytest.fixture
def machines(settings: Settings) -> Iterator[list[FlaskClient]]:
    """Two web applications over one register and one folder."""
    archives = [Archive.open(settings), Archive.open(settings)]
    clients = []
    for archive in archives:
        app = create_app(settings, archive)
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        # The answer of a visitor, not the error that led to it.
        app.config["PROPAGATE_EXCEPTIONS"] = False
        clients.append(app.test_client())
    yield clients
    for archive in archives:
        archive.close()


def upload(client: FlaskClient, text: str, name: str) -> int:
    """Give a document through the API; return the status of the answer."""
    file = (io.BytesIO(text.encode()), name)
    return client.post("/api/v1/documents", data={"file": file}).status_code


def total(client: FlaskClient, query: str) -> int:
    """Return how many documents the API finds."""
    answer = client.get("/api/v1/search", query_string={"q": query})
    assert answer.status_code == 200
    assert answer.json is not None
    return int(answer.json["total"])


def held_now(client: FlaskClient) -> int:
    """Return how many documents the register holds."""
    counts = client.get("/api/v1/status").json
    assert counts is not None
    return int(counts["held"])


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment of a command on the settings of the site."""
    place = {"CANCU_DATA": str(settings.data), "CANCU_DATABASE": settings.database}
    return {**os.environ, **place, "PYTHONUTF8": "1"}


def cancu(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own, on the settings of the site."""
    return subprocess.run(
        [sys.executable, "-m", "webui.cli", *arguments],
        env=environment(settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_what_one_machine_takes_the_other_shows(
    machines: list[FlaskClient], settings: Settings
) -> None:
    """Added in one process, by page or command: found, read and checked in another."""
    first, second = machines
    assert total(second, "38/QĐ-LHH") == 0
    assert upload(first, DECISION, "a.txt") in (200, 201)
    assert total(second, "38/QĐ-LHH") == 1
    assert "38/QĐ-LHH" in second.get("/?q=38/QĐ-LHH").text

    draft = "Căn cứ Quyết định số 38/QĐ-LHH ngày 31 tháng 7 năm 2020;\n"
    answers = [one.post("/api/v1/check", data={"text": draft}) for one in machines]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json == answers[1].json

    sample = sorted(SAMPLES.glob("mau-*.txt"))[0]
    taken = cancu(settings, "ingest", str(sample))
    assert taken.returncode == 0, taken.stderr
    for client in machines:
        counts = client.get("/api/v1/status").json
        assert counts is not None
        assert (counts["held"], counts["indexed"]) == (2, 2)
    verified = cancu(settings, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.slow
def test_the_database_is_killed_under_the_pages(
    machines: list[FlaskClient], settings: Settings, server: Server
) -> None:
    """Pages, API and command say so in words; all goes on when it is back."""
    first, second = machines
    assert upload(first, DECISION, "a.txt") in (200, 201)
    server.kill()
    for client in machines:
        page = client.get("/van-ban")
        assert page.status_code == 503
        assert "Sổ đăng ký đang bận" in page.text
    assert upload(first, DECISION.replace("38/", "39/"), "b.txt") == 503
    told = cancu(settings, "verify")
    assert told.returncode == 1
    assert "Không dùng được sổ đăng ký / The register is not usable" in told.stderr
    assert "Traceback" not in told.stderr

    server.start()
    assert upload(second, DECISION.replace("38/", "39/"), "b.txt") in (200, 201)
    for client in machines:
        assert (total(client, "38/QĐ-LHH"), total(client, "39/QĐ-LHH")) == (1, 1)
    verified = cancu(settings, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.slow
def test_the_database_is_killed_while_a_folder_goes_in(
    machines: list[FlaskClient], settings: Settings, server: Server, tmp_path: Path
) -> None:
    """The command stops and says why; repeated, it completes and all is verified."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1, COUNT + 1):
        text = DECISION.replace("38/", f"{number}/") + f"Điều 1. Lần {number}.\n" * 500
        (folder / f"{number:02d}.txt").write_text(text, "utf-8")
    going = subprocess.Popen(
        [sys.executable, "-m", "webui.cli", "ingest", str(folder), "--jobs", "1"],
        env=environment(settings),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (held := held_now(machines[0])) and going.poll() is None:
        pass
    server.kill()
    told = going.communicate()[1]
    assert 0 < held < COUNT
    assert going.returncode == 1, told
    assert "Không dùng được sổ đăng ký / The register is not usable" in told

    server.start()
    assert held <= held_now(machines[1]) < COUNT
    again = cancu(settings, "ingest", str(folder))
    assert again.returncode == 0, again.stderr
    assert held_now(machines[1]) == COUNT
    verified = cancu(settings, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_server_that_is_not_trusted_is_said_in_one_line(
    server: Server, tmp_path: Path
) -> None:
    """A command ends with what is wrong, in both languages, and no trace."""
    url = f"{server.url()}?sslmode=verify-full&sslrootcert={tmp_path}/ca.pem"
    given = {"CANCU_DATABASE": url, "CANCU_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "webui.cli", "status"],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "máy chủ không nói TLS" in line
    assert "speaks no TLS" in line


def test_what_is_remembered_follows_the_other_machine(
    machines: list[FlaskClient],
) -> None:
    """Statistics of one machine tell of what the other has taken in."""
    first, second = machines

    def years() -> list[str]:
        found = second.get("/api/v1/statistics").get_json()["years"]
        return [year for year, _ in found]

    assert years() == []
    file = (io.BytesIO(DECISION.encode()), "qd.txt")
    assert first.post("/api/v1/documents", data={"file": file}).status_code == 201
    until = time.monotonic() + 60
    while years() != ["2020"] and time.monotonic() < until:
        time.sleep(0.05)
    assert years() == ["2020"]


def test_collections_are_opened_and_second_factors_kept(settings: Settings) -> None:
    """The statements of both are understood by this database too."""
    archive = Archive.open(settings)
    collections = archive.register.collections
    closed = collections.add("Nội bộ")
    archive.add_bytes(DECISION.encode(), "qd.txt", collection=closed.id)
    assert change(archive, closed, name="Hồ sơ", is_open=True)
    found = collections.all()[-1]
    assert (found.name, found.open, found.documents) == ("Hồ sơ", True, 1)

    person = archive.register.people.add("an", role="reader", password="x")
    factors = archive.register.second_factors
    factors.add(person.id, "A" * 32, 7, ["mot", "hai"])
    assert not factors.use_step(person.id, 7)
    assert factors.use_step(person.id, 8)
    assert factors.use_code(person.id, "hai")
    assert not factors.use_code(person.id, "hai")
    held = factors.of(person.id)
    assert held is not None
    assert (held.secret, held.codes) == ("A" * 32, 1)
    assert factors.drop(person.id)
    assert factors.of(person.id) is None
    archive.close()
