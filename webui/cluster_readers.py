"""Reading on other machines: the same jobs, given to a scheduler and its workers.

A job names an original in the shared folder; no bytes travel. A worker that dies has
its file given to another; a file that kills several is refused with that reason. When
the scheduler is gone nothing is recorded against the files: they stay in the ledger and
are taken again.
"""

from __future__ import annotations

from asyncio import CancelledError as Cancelled
from concurrent.futures import CancelledError
from dataclasses import dataclass
from importlib import import_module
from ssl import create_default_context
from typing import Any

from ingest.errors import TimedOut, error_of
from webui.workers import SPARE_SECONDS, Job, Reading, WorkerDied, answer

_CONNECT_SECONDS = 15.0


class ClusterLost(Exception):
    """The scheduler cannot be reached; what was not registered stays in the ledger."""

    def __init__(self, address: str) -> None:
        vi, en = "", ""
        if address.startswith("tls://"):
            vi = " (đang tắt, hay hai bên không tin chứng thư của nhau)"
            en = " (down, or one side does not trust the certificate of the other)"
        super().__init__(
            f"Không liên lạc được bộ điều phối {address}{vi}: các tệp đã nhận vẫn còn, "
            f"hãy chạy `cancu retry` khi có lại / The scheduler {address} cannot be "
            f"reached{en}: what was received is kept; run `cancu retry` when it is back"
        )


class ClusterUnproved(Exception):
    """A scheduler is reached by TLS, and the files to prove oneself are not usable."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Bộ điều phối dùng tls:// cần scheduler_ca, scheduler_cert, scheduler_key "
            f"/ A scheduler reached by tls:// needs these three: {reason}"
        )


class ClusterMissing(Exception):
    """A scheduler is set, and the packages to speak with it are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Có đặt scheduler mà thiếu gói: pip install 'cancu[cluster]' / "
            "A scheduler is set; its packages are missing"
        )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the scheduler is, and the files with which both sides prove themselves.

    `ca`, `cert` and `key` are paths of PEM files; with an address of `tls://` all three
    are needed.
    """

    address: str
    ca: str = ""
    cert: str = ""
    key: str = ""


class ClusterReaders:
    """Readers on a Dask cluster; used as `webui.workers.Readers` is."""

    def __init__(self, cluster: Cluster) -> None:
        """Connect to the scheduler.

        Raises:
            ClusterLost: if it does not answer.
            ClusterMissing: if the packages of the cluster are not installed.
            ClusterUnproved: if it is reached by TLS without the files for it.
        """
        self._cluster = cluster
        library = _library()
        _prove(cluster)
        security = library.Security(
            tls_ca_file=cluster.ca or None,
            tls_client_cert=cluster.cert or None,
            tls_client_key=cluster.key or None,
            require_encryption=cluster.address.startswith("tls://"),
        )
        try:
            self._client = library.Client(
                cluster.address,
                security=security,
                timeout=_CONNECT_SECONDS,
                set_as_default=False,
                name="cancu",
            )
        except (OSError, TimeoutError) as error:
            raise ClusterLost(cluster.address) from error

    def __enter__(self) -> ClusterReaders:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def count(self) -> int:
        """Return how many files the workers read at a time, at least one."""
        return max(1, sum(self.threads().values()))

    def threads(self) -> dict[str, int]:
        """Return how many files each worker reads at a time, by its address."""
        found: dict[str, int] = dict(self._client.ncores())
        return found

    def read(self, job: Job) -> Reading:
        """Read and analyse one file on some worker.

        Raises:
            IngestError: what is wrong with the file; `WorkerDied` where it took several
                workers with it.
            ClusterLost: if the scheduler is gone.
        """
        library = _library()
        limit = job.limits.max_seconds + SPARE_SECONDS
        try:
            future = self._client.submit(answer, job, pure=False, retries=0)
            found = future.result(timeout=limit)
        except library.KilledWorker as error:
            raise WorkerDied(None) from error
        except TimeoutError as error:
            if self._client.status != "running":
                raise ClusterLost(self._cluster.address) from error
            raise TimedOut from error
        except (CancelledError, Cancelled, OSError) as error:
            raise ClusterLost(self._cluster.address) from error
        if isinstance(found, list):
            raise error_of(*found)
        reading: Reading = found
        return reading

    def close(self) -> None:
        """Let go of the cluster; its workers go on for others."""
        self._client.close(timeout=2)


def _prove(cluster: Cluster) -> None:
    """See to it that what this side proves itself with can be read.

    Raises:
        ClusterUnproved: if it cannot.
    """
    if not cluster.address.startswith("tls://"):
        return
    files = (cluster.ca, cluster.cert, cluster.key)
    if not all(files):
        raise ClusterUnproved("chưa đặt đủ / not all are set")
    try:
        context = create_default_context(cafile=cluster.ca)
        context.load_cert_chain(cluster.cert, cluster.key)
    except OSError as error:
        named = ", ".join(files)
        raise ClusterUnproved(f"{error.strerror or error} ({named})") from error


def _library() -> Any:
    """Return the library of the cluster, loaded where a scheduler is set.

    Raises:
        ClusterMissing: if it is not installed.
    """
    try:
        return import_module("distributed")
    except ModuleNotFoundError as error:
        raise ClusterMissing from error
