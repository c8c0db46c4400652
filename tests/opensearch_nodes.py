"""Three nodes of a real search cluster on loopback, started and stopped by tests."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.ports import free_port

FETCH = Path(__file__).with_name("fetch_opensearch.sh")
SMALL_DISK = Path(__file__).with_name("small_disk.py")
VERSION = "3.4.0"
JAVA = 21
"""The oldest Java that the server runs on."""
OPTIONS = "-Xms512m -Xmx512m -XX:TieredStopAtLevel=1"
NEEDED = """
Các phép thử cụm tìm kiếm cần Maven và Java 21 trở lên (JAVA_HOME hoặc /usr/lib/jvm).
The tests of the search cluster need Maven and Java 21 or newer (JAVA_HOME or
/usr/lib/jvm); tests/fetch_opensearch.sh fetches the server once, into
CANCU_TEST_OPENSEARCH or ~/.cache/cancu.
"""


def fetched() -> Path:
    """Return the folder of the server as fetched, fetching it if it is not there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place = Path(os.environ.get("CANCU_TEST_OPENSEARCH") or cache / "cancu")
    done = subprocess.run([str(FETCH)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(NEEDED + done.stdout[-500:] + done.stderr[-500:])
    return place


def java_home() -> Path:
    """Return a Java that is new enough."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    for home in (*homes, *sorted(Path("/usr/lib/jvm").glob("*"))):
        java = home / "bin" / "java"
        if java.exists():
            told = subprocess.run([java, "-version"], capture_output=True, text=True)
            version = re.search(r'version "(\d+)', told.stderr)
            if version and int(version[1]) >= JAVA:
                return home
    raise RuntimeError(NEEDED)


class Nodes:
    """A cluster of three nodes; each can be killed and started again.

    `small` gives nodes a disk of their own of so many megabytes, and lets the cluster
    watch how full disks are.
    """

    def __init__(
        self, count: int = 3, small: Mapping[int, int] = MappingProxyType({})
    ) -> None:
        self.small = small
        # Memory rather than a disk where there is room: what is tested is the cluster.
        shared = Path("/dev/shm")
        roomy = shared.is_dir() and shutil.disk_usage(shared).free > 4 << 30
        self.folder = Path(
            tempfile.mkdtemp(prefix="cancu-nodes-", dir=shared if roomy else None)
        )
        self.folder.chmod(0o755)
        self.home = java_home()
        with zipfile.ZipFile(fetched() / f"opensearch-{VERSION}.zip") as zipped:
            zipped.extractall(self.folder)
        self.server = self.folder / f"opensearch-{VERSION}"
        for program in (self.server / "bin").iterdir():
            program.chmod(0o755)
        self.ports = [free_port() for _ in range(count)]
        self.inner = [free_port() for _ in range(count)]
        self.running: list[subprocess.Popen[bytes] | None] = [None] * count
        for at in range(count):
            self._configure(at)
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, "nobody", "nogroup")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses of all nodes, dead or alive."""
        return tuple(f"http://127.0.0.1:{port}" for port in self.ports)

    def _configure(self, at: int) -> None:
        place = self.folder / f"node-{at}"
        shutil.copytree(self.server / "config", place / "config")
        seeds = json.dumps([f"127.0.0.1:{port}" for port in self.inner])
        names = json.dumps([f"node-{i}" for i in range(len(self.ports))])
        (place / "config" / "opensearch.yml").write_text(
            f"cluster.name: cancu-{self.folder.name}\n"
            f"node.name: node-{at}\n"
            "network.host: 127.0.0.1\n"
            f"http.port: {self.ports[at]}\n"
            f"transport.port: {self.inner[at]}\n"
            f"discovery.seed_hosts: {seeds}\n"
            f"cluster.initial_cluster_manager_nodes: {names}\n"
            f"path.data: {place / 'data'}\n"
            f"path.logs: {place / 'logs'}\n"
            "node.store.allow_mmap: false\n"
            "cluster.routing.allocation.disk.threshold_enabled: "
            f"{'true' if self.small else 'false'}\n"
            "cluster.info.update.interval: 10s\n"
            "monitor.fs.health.refresh_interval: 5s\n"
        )
        (place / "data").mkdir()

    def start(self, at: int) -> None:
        """Start a node; `ready` waits for it."""
        place = self.folder / f"node-{at}"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(place),
            "OPENSEARCH_JAVA_HOME": str(self.home),
            "OPENSEARCH_PATH_CONF": str(place / "config"),
            "OPENSEARCH_JAVA_OPTS": OPTIONS,
        }
        other: dict[str, Any] = {}
        command = [str(self.server / "bin" / "opensearch")]
        if at in self.small:
            disk = [str(place / "data"), str(self.small[at])]
            command = [sys.executable, str(SMALL_DISK), *disk, *command]
        elif os.getuid() == 0:  # the server refuses to run as root
            other = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        with (self.folder / f"node-{at}.out").open("ab") as out:
            self.running[at] = subprocess.Popen(
                command,
                env=environment,
                cwd=place,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **other,
            )

    def disk(self, at: int) -> Path:
        """Return the data folder of a node as that node sees it."""
        process = self.running[at]
        assert process is not None
        return Path(f"/proc/{process.pid}/root{self.folder}/node-{at}/data")

    def ready(self, status: str = "green") -> None:
        """Wait until all nodes are there and no part of an index is missing."""
        wanted = f"wait_for_nodes={len(self.ports)}&wait_for_status={status}"
        until = time.monotonic() + 240
        while True:
            for at in range(len(self.ports)):
                try:
                    found = self.ask(at, "GET", f"/_cluster/health?{wanted}&timeout=5s")
                except OSError:
                    continue
                if not found["timed_out"]:
                    return
            for at, process in enumerate(self.running):
                if process is not None and process.poll() is not None:
                    raise RuntimeError(
                        (self.folder / f"node-{at}.out").read_text()[-3000:]
                    )
            if time.monotonic() > until:
                raise RuntimeError("the cluster did not come up")
            time.sleep(0.2)

    def ask(self, at: int, method: str, path: str, body: Any = None) -> Any:
        """Ask one node, past the program that is tested."""
        request = urllib.request.Request(
            self.hosts[at] + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self._opened(request) as answer:
            return json.load(answer)

    def _opened(self, request: urllib.request.Request) -> Any:
        return urllib.request.urlopen(request, timeout=30)

    def kill(self, at: int) -> None:
        """End a node as a loss of power does."""
        process = self.running[at]
        if process is not None:
            with suppress(ProcessLookupError):  # it ended by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self.running[at] = None

    def stop(self) -> None:
        """End all nodes and remove what they wrote."""
        for at in range(len(self.ports)):
            self.kill(at)
        shutil.rmtree(self.folder, ignore_errors=True)
