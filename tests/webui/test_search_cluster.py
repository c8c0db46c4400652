"""An archive whose index is in a cluster, until that is away."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.opensearch_nodes import Nodes
from tests.ports import free_port
from tests.webui.conftest import SAMPLES
from webui.app import create_app
from webui.archive import Archive
from webui.cli import cancu
from webui.engines import open_cluster
from webui.settings import Settings, SettingsError


@pytest.fixture
def settings(nodes: Nodes, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an archive with an index of its own in the cluster."""
    made = Settings(
        data=tmp_path / "data",
        secret_key="only for tests",
        search_engine=",".join(nodes.hosts),
        search_index=f"t{uuid.uuid4().hex}",
    )
    yield made
    engine = open_cluster(made, lambda _: None)
    engine.drop()
    engine.close()


def test_an_archive_on_a_cluster(settings: Settings) -> None:
    """Take in, search, lose the index, find it again, lose the cluster."""
    archive = Archive.open(settings)
    paths = sorted(SAMPLES.glob("mau-*.txt"))[:4] or sorted(SAMPLES.glob("mau-*"))[:4]
    outcomes = list(archive.ingest(paths, jobs=1))
    held = archive.counts().held
    assert held == len({one.id for one in outcomes if one.id}) > 0
    assert archive.counts().indexed == held
    assert archive.verify() == []
    first = archive.documents(offset=0, limit=1)[0]
    page = create_app(settings, archive).test_client()
    assert page.get("/?q=quyet+dinh").status_code == 200
    assert archive.reindex() == held
    assert archive.verify() == []

    archive.engine.remove([str(first.id)])
    (problem,) = archive.verify()
    assert problem.startswith("index_differs")
    archive.engine.clear()
    archive.close()
    again = Archive.open(settings)
    assert again.counts().indexed == held
    again.close()

    away = replace(settings, search_engine=f"http://127.0.0.1:{free_port()}")
    lost = Archive.open(replace(away, search_timeout=1))
    page = create_app(away, lost).test_client()
    answer = page.get("/?q=quyet+dinh")
    assert answer.status_code == 503
    assert "cụm tìm kiếm" in answer.get_data(as_text=True)
    told = page.get("/api/v1/search?q=quyet+dinh")
    assert told.status_code == 503
    assert told.get_json()["error"]["code"] == "search_unreachable"
    assert page.get("/").status_code == 200
    assert page.get(f"/van-ban/{first.id}").status_code == 200
    assert lost.counts().indexed is None
    assert [one for one in lost.verify() if one.startswith("index_unavailable")]
    lost.close()


def test_what_another_process_takes_in_counts_at_once(settings: Settings) -> None:
    """The register tells; what was remembered of the index is asked again."""
    one, other = Archive.open(settings), Archive.open(settings)
    for at, archive in enumerate((one, other, one, other)):
        assert other.counts().indexed == one.counts().indexed == at
        assert other.search("lưu trữ").total == one.search("lưu trữ").total == at
        archive.add_bytes(f"Công tác lưu trữ số {at}".encode(), "a.txt")
    assert other.counts().indexed == one.counts().indexed == 4
    one.close()
    other.close()


def test_commands_on_a_cluster(settings: Settings, tmp_path: Path) -> None:
    """Reindex, verify, status and search work alike; a cluster away is one line."""
    runner = CliRunner()
    given = {
        "CANCU_DATA": str(settings.data),
        "CANCU_SEARCH_ENGINE": settings.search_engine,
        "CANCU_SEARCH_INDEX": settings.search_index,
        "CANCU_SEARCH_TIMEOUT": "2",
    }
    paper = tmp_path / "a.txt"
    paper.write_text("Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ;\n", "utf-8")

    def run(*words: str, engine: str = settings.search_engine) -> tuple[int, str]:
        environment = {**given, "CANCU_SEARCH_ENGINE": engine}
        done = runner.invoke(cancu, list(words), env=environment)
        return done.exit_code, done.output

    assert run("ingest", str(paper))[0] == 0
    assert "1 văn bản" in run("search", "nd 30 2020")[1]
    assert run("reindex")[0] == 0
    assert run("verify")[0] == 0
    assert "indexed: 1" in run("status")[1]

    nowhere = f"http://127.0.0.1:{free_port()}"
    code, told = run("search", "nd 30 2020", engine=nowhere)
    assert code != 0
    assert "No node of the search cluster answers" in told
    assert "indexed: –" in run("status", engine=nowhere)[1]
    assert run("reindex", engine=nowhere)[0] != 0
    assert run("verify", engine=nowhere)[0] == 1


def test_an_engine_that_is_none_is_refused(tmp_path: Path) -> None:
    """Anything but the embedded one and URLs is an error that says so."""
    with pytest.raises(SettingsError, match="search_engine"):
        Archive.open(Settings(data=tmp_path, search_engine="solr"))
