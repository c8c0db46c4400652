"""An archive whose originals are in an S3 service: commands, pages, moving there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.config import conf

from tests.s3 import KEYS, Service
from tests.webui.conftest import SAMPLES, open_archive
from webui.app import create_app
from webui.archive import Archive
from webui.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def service() -> Iterator[Service]:
    """A service of this test's own, which it may end."""
    made = Service()
    yield made
    made.end()


def test_commands_and_pages(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moved there, taken in by processes that read from there, verified, moved back."""
    archive = open_archive(tmp_path / "a")
    archive.add_bytes("Số: 7/QĐ-THU\n\nQUYẾT ĐỊNH\nVề thi đua\n".encode(), "a.txt")
    archive.close()
    given = {**os.environ, **service.environment}

    def run(*words: str, data: str, originals: str = "") -> str:
        settings = {"CANCU_DATA": str(tmp_path / data), "CANCU_ORIGINALS": originals}
        command = [sys.executable, "-m", "webui.cli", *words]
        done = subprocess.run(
            command, env={**given, **settings}, capture_output=True, text=True, cwd=ROOT
        )
        return f"{done.returncode} {done.stdout}{done.stderr}"

    def place(name: str, originals: str) -> str:
        file = tmp_path / f"{name}.toml"
        file.write_text(f'data = "{tmp_path}/{name}"\noriginals = "{originals}"\n')
        return str(file)

    url = service.url("goc")
    assert run("migrate", place("b", url), data="a").startswith("0 ")
    samples = [str(path) for path in sorted(SAMPLES.glob("mau-*.pdf"))[:2]]
    assert run("ingest", *samples, "--jobs", "2", data="b", originals=url)[:2] == "0 "
    assert run("verify", data="b", originals=url).startswith("0 ")
    assert not list((tmp_path / "b").rglob("originals"))
    assert run("migrate", place("c", ""), data="b", originals=url).startswith("0 ")
    assert run("verify", data="c").startswith("0 ")
    assert len(list((tmp_path / "c" / "originals").glob("??/*"))) == 3

    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(conf, "s3", {"endpoint_url": service.address})
    settings = Settings(data=tmp_path / "b", originals=url, secret_key="only for tests")
    opened = Archive.open(settings)
    page = create_app(settings, opened).test_client()
    (first,) = opened.documents(offset=0, limit=1)
    address = f"/van-ban/{first.id}/ban-goc"
    assert "QUYẾT ĐỊNH" in page.get(address).get_data(as_text=True)

    service.end()
    away = page.get(address)
    assert away.status_code == 503
    assert "kho bản gốc" in away.get_data(as_text=True)
    told = page.get(f"/api/v1/documents/{first.id}/original")
    assert told.status_code == 503
    assert told.get_json()["error"]["code"] == "originals_away"
    assert page.get(f"/van-ban/{first.id}").status_code == 200
    assert page.get("/?q=thi+dua").status_code == 200
    opened.close()
    assert "The store of originals" in run("verify", data="b", originals=url)
