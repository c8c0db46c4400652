"""Reading by the workers of a Dask scheduler: real processes on loopback, killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authority import Authority
from tests.dask_site import Site
from tests.ports import free_port
from webui.archive import Archive
from webui.choosing_readers import readers_of
from webui.cluster_readers import (
    Cluster,
    ClusterLost,
    ClusterReaders,
    ClusterUnproved,
)
from webui.settings import Settings

COUNT = 16


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A cluster of this test's own."""
    made = Site(tmp_path)
    yield made
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Reports long enough to be read for a while."""
    folder = tmp_path / "in"
    folder.mkdir()
    line = (
        "Căn cứ Quyết định số {}/QĐ-LHH ngày 31 tháng 7 năm 2020 của Liên hiệp hội;\n"
    )
    paths = []
    for number in range(COUNT):
        head = f"Số: {number + 1}/BC-SNV\n\nBÁO CÁO\nKết quả lần {number}\n\n"
        body = "".join(line.format(n) for n in range(400))
        path = folder / f"{number:02d}.txt"
        path.write_text(head + body, "utf-8")
        paths.append(path)
    return paths


def opened(folder: Path, site: Site) -> Archive:
    """Open an archive whose files are read by the cluster."""
    settings = Settings(
        data=folder / "data", secret_key="only for tests", scheduler=site.address
    )
    return Archive.open(settings)


@pytest.mark.slow
def test_a_worker_is_killed(site: Site, files: list[Path], tmp_path: Path) -> None:
    """Its file is given to the other; every file is registered, indexed and found."""
    site.wait(2)
    archive = opened(tmp_path, site)
    outcomes = []
    for outcome in archive.ingest(files):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            site.kill(site.workers[0])
    assert [one.message for one in outcomes if one.id is None] == []
    assert archive.counts().held == archive.counts().indexed == COUNT
    assert archive.search("Kết quả lần").total == COUNT
    assert archive.verify() == []
    archive.close()


@pytest.mark.slow
def test_the_scheduler_is_killed(site: Site, files: list[Path], tmp_path: Path) -> None:
    """The command says so; what was received is taken again when it is back."""
    site.wait(2)
    archive = opened(tmp_path, site)
    done = []
    taken = archive.ingest(files)
    done.append(next(taken))
    site.kill(site.scheduler)
    with pytest.raises(ClusterLost) as error:
        done.extend(taken)
    assert "cancu retry" in str(error.value)
    assert archive.failures() == []
    assert len(done) < COUNT
    with pytest.raises(ClusterLost):
        list(archive.retry())

    site.start_scheduler()
    site.wait(2)
    list(archive.retry())
    list(archive.ingest(files))
    assert archive.counts().held == archive.counts().indexed == COUNT
    assert archive.unfinished() == []
    assert archive.verify() == []
    archive.close()


@pytest.mark.slow
def test_what_is_wrong_with_a_file_comes_back(site: Site, tmp_path: Path) -> None:
    """An error has its code and both messages, wherever the file was read."""
    site.wait(1)
    bad = tmp_path / "cut.pdf"
    bad.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    archive = opened(tmp_path, site)
    (outcome,) = archive.ingest([bad])
    assert outcome.id is None
    assert outcome.code not in ("", "worker_died")
    assert " / " in outcome.message
    archive.close()


def test_no_scheduler_is_said_at_once() -> None:
    """Nobody listens there: the message names the address and what to do."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(ClusterLost, match=address):
        ClusterReaders(Cluster(address))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of a cluster."""
    return Authority(tmp_path_factory.mktemp("ca"))


def trusting(site: Site, folder: Path, authority: Authority) -> Settings:
    """Return settings of a machine for which an authority vouches."""
    mine = authority.issue("web")
    return Settings(
        data=folder / "data",
        secret_key="only for tests",
        scheduler=site.address,
        scheduler_ca=str(authority.certificate),
        scheduler_cert=str(mine.certificate),
        scheduler_key=str(mine.key),
    )


@pytest.mark.slow
def test_a_cluster_over_tls(authority: Authority, tmp_path: Path) -> None:
    """Both sides prove themselves; who cannot is refused, and told so."""
    site = Site(tmp_path, authority)
    try:
        site.wait(2)
        archive = Archive.open(trusting(site, tmp_path, authority))
        paper = tmp_path / "a.txt"
        paper.write_text("Số: 1/BC-SNV\n\nBÁO CÁO\nVề thi đua\n", "utf-8")
        (outcome,) = archive.ingest([paper])
        assert outcome.id is not None
        archive.close()

        foreign = Authority(tmp_path / "other")
        refused = trusting(site, tmp_path, foreign)
        with pytest.raises(ClusterLost) as error:
            readers_of(refused, 1)
        assert "chứng thư" in str(error.value)
        assert "certificate" in str(error.value)
        for address in (site.address, site.address.replace("tls://", "tcp://")):
            with pytest.raises((ClusterLost, ClusterUnproved)) as error:
                ClusterReaders(Cluster(address))
            assert " / " in str(error.value)
    finally:
        site.close()


def test_tls_without_certificates_is_said_at_once(tmp_path: Path) -> None:
    """Which settings are missing, or which file is not there."""
    address = f"tls://127.0.0.1:{free_port()}"
    with pytest.raises(ClusterUnproved, match="scheduler_ca"):
        ClusterReaders(Cluster(address))
    gone = str(tmp_path / "none.pem")
    with pytest.raises(ClusterUnproved, match=r"none\.pem"):
        ClusterReaders(Cluster(address, gone, gone, gone))
