"""Reading by the workers of a Dask scheduler: real processes on loopback, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from webui.archive import Archive
from webui.cluster_readers import Cluster, ClusterLost, ClusterReaders
from webui.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COUNT = 16


class Site:
    """A scheduler and two workers, each a process that may be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.scheduler = self._scheduler()
        self.workers = [self._worker(), self._worker()]

    @property
    def address(self) -> str:
        """Return where the scheduler listens."""
        return f"tcp://127.0.0.1:{self.port}"

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _scheduler(self) -> subprocess.Popen[bytes]:
        place = ("--host", "127.0.0.1", "--port", str(self.port))
        return self._start("dask_scheduler", *place, "--no-dashboard", "--no-jupyter")

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            "dask_worker", self.address, "--host", "127.0.0.1", "--no-nanny",
            "--nthreads", "1", "--no-dashboard", "--memory-limit", "0",
            "--death-timeout", "120", "--local-directory", str(self.folder),
        )  # fmt: skip

    def wait(self, workers: int) -> None:
        """Wait until so many workers have reported."""
        for _ in range(600):
            try:
                with ClusterReaders(Cluster(self.address)) as readers:
                    if sum(readers.threads().values()) >= workers:
                        return
            except ClusterLost:
                pass
            time.sleep(0.2)
        raise AssertionError("the workers did not come")

    def start_scheduler(self) -> None:
        """Start the scheduler where it was; its workers ended with it."""
        self.scheduler = self._scheduler()
        self.workers += [self._worker(), self._worker()]

    @staticmethod
    def kill(process: subprocess.Popen[bytes]) -> None:
        """Kill a process without warning."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        """End what is left."""
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                self.kill(process)


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
