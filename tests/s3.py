"""An S3 service on loopback, in a process of its own that may be ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

from tests.ports import free_port

# What the client library of S3 wants to be told, here and in every process we start.
KEYS = {
    "AWS_ACCESS_KEY_ID": "cancu",
    "AWS_SECRET_ACCESS_KEY": "only for tests",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
BUCKET = "kho"


class Service:
    """A service that keeps objects in memory; `url` is a folder in its bucket."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.start()
        request = urllib.request.Request(f"{self.address}/{BUCKET}", method="PUT")
        urllib.request.urlopen(request, timeout=30).close()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to reach it."""
        return {**KEYS, "FSSPEC_S3_ENDPOINT_URL": self.address}

    def url(self, name: str) -> str:
        """Return the URL of a folder of the bucket."""
        return f"s3://{BUCKET}/{name}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        place = ("-H", "127.0.0.1", "-p", str(self.port))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", *place],
            env={**os.environ, **KEYS},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            assert self.process.poll() is None
            with suppress(OSError):
                urllib.request.urlopen(self.address, timeout=30).close()
                return
            time.sleep(0.1)

    def end(self) -> None:
        """End it; what it kept is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
