"""A PostgreSQL server of the tests' own, on loopback, started once and stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from tests.authority import Proof
from tests.ports import free_port

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_USER = "postgres"
# Nothing here need survive a loss of power; a kill is survived all the same.
_SETTINGS = (
    *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=64MB"),
    *("-c", "max_connections=60", "-c", "listen_addresses=127.0.0.1"),
)


def program(name: str) -> str | None:
    """Return the path of a program of the server, or None where it is missing."""
    found = [str(place / name) for place in _PLACES if (place / name).exists()]
    return found[0] if found else shutil.which(name)


class Server:
    """One server in a folder of its own; `url(name)` names a database in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cancu-pg-"))
        self.port = free_port()
        self._own()
        self._run(
            "initdb", "-D", str(self.data), "-U", _USER, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self.start()

    @property
    def data(self) -> Path:
        """Return the folder of the cluster."""
        return self.folder / "data"

    def _own(self) -> None:
        # The server refuses to be run by root.
        if os.getuid() == 0:
            shutil.chown(self.folder, _USER, _USER)

    def _run(self, name: str, *arguments: str, check: bool = True) -> Any:
        as_user = ["runuser", "-u", _USER, "--"] if os.getuid() == 0 else []
        path = program(name)
        assert path is not None
        return subprocess.run(
            [*as_user, path, *arguments],
            check=check,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = (*_SETTINGS, "-c", f"unix_socket_directories={self.folder}")
        options = " ".join((*settings, "-p", str(self.port)))
        log = str(self.folder / "log")
        start = ("-D", str(self.data), "-l", log, "-w", "-o", options, "start")
        # After a kill the children of the old server still hold its memory.
        for _ in range(20):
            if self._run("pg_ctl", *start, check=False).returncode == 0:
                return
            time.sleep(0.5)
        raise RuntimeError(Path(log).read_text("utf-8", "replace")[-2000:])

    def secure(self, proof: Proof, authority: Path) -> None:
        """Answer over TLS alone, whom the authority vouches for by name."""
        self.stop()
        for name, file in (
            ("server.crt", proof.certificate),
            ("server.key", proof.key),
            ("root.crt", authority),
        ):
            shutil.copy(file, self.data / name)
            (self.data / name).chmod(0o600)
            if os.getuid() == 0:
                shutil.chown(self.data / name, _USER, _USER)
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("ssl = on\nssl_ca_file = 'root.crt'\n")
        rule = f"hostssl all {_USER} 127.0.0.1/32 cert\n"
        (self.data / "pg_hba.conf").write_text(rule)
        self.start()

    def stop(self) -> None:
        """Stop the server; connections that are open are cut."""
        self._run(
            "pg_ctl", "-D", str(self.data), "-m", "immediate", "stop", check=False
        )

    def kill(self) -> None:
        """Kill the first process of the server, as a failing machine would."""
        number = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)

    def url(self, database: str = _USER) -> str:
        """Return the URL of a database of this server."""
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{database}"

    def remove(self) -> None:
        """Stop the server and remove all that it wrote."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def started() -> Server:
    """Return a server that runs; where PostgreSQL is missing the test is skipped.

    In CI it is installed, and missing it is an error.
    """
    if program("initdb") is None:
        missing = "PostgreSQL is not installed: apt-get install postgresql"
        assert not os.environ.get("CI"), missing
        pytest.skip(missing)
    return Server()
