"""A Dask scheduler and two workers on loopback, real processes that may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from tests.authority import Authority
from tests.ports import free_port
from webui.cluster_readers import Cluster, ClusterLost, ClusterReaders

ROOT = Path(__file__).resolve().parents[1]


class Site:
    """A scheduler and two workers, each a process that may be killed."""

    def __init__(
        self,
        folder: Path,
        authority: Authority | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.folder = folder
        self.environment = {**os.environ, **environment}
        self.cluster = Cluster("")
        if authority is not None:
            ours = authority.issue("dask")
            files = (authority.certificate, ours.certificate, ours.key)
            self.cluster = Cluster("", *map(str, files))
        self.port = free_port()
        self.scheduler = self._scheduler()
        self.workers = [self._worker(), self._worker()]

    @property
    def address(self) -> str:
        """Return where the scheduler listens."""
        protocol = "tls" if self.cluster.ca else "tcp"
        return f"{protocol}://127.0.0.1:{self.port}"

    def _proof(self) -> tuple[str, ...]:
        if not self.cluster.ca:
            return ()
        return (
            *("--tls-ca-file", self.cluster.ca),
            *("--tls-cert", self.cluster.cert),
            *("--tls-key", self.cluster.key),
        )

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _scheduler(self) -> subprocess.Popen[bytes]:
        place = ("--host", "127.0.0.1", "--port", str(self.port))
        more = ("--protocol", "tls", *self._proof()) if self._proof() else ()
        return self._start(
            "dask_scheduler", *place, "--no-dashboard", "--no-jupyter", *more
        )

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            "dask_worker", self.address, "--host", "127.0.0.1", "--no-nanny",
            "--nthreads", "1", "--no-dashboard", "--memory-limit", "0",
            "--death-timeout", "120", "--local-directory", str(self.folder),
            *self._proof(),
        )  # fmt: skip

    def wait(self, workers: int) -> None:
        """Wait until so many workers have reported."""
        for _ in range(600):
            try:
                here = replace(self.cluster, address=self.address)
                with ClusterReaders(here) as readers:
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
