"""Parsing in a child process that may die without taking anything with it.

The first call starts a *nursery*: a small process that has the parsing libraries
loaded and nothing else (no secrets from the environment, no network where the kernel
allows that). Each job goes to a child of it that has no other: a fork costs
milliseconds where a new interpreter costs most of a second, and a child that read its
file without a fault takes another for less than one. Jobs of several threads run side
by side.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest import wire
from ingest.errors import Corrupt, IngestError, OutOfMemory, TimedOut, error_of
from ingest.limits import Limits

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "TZ")
_LOG = logging.getLogger(__name__)
_GRACE = 5.0  # for the child to be reaped and its end to be told
_OVERHEAD = 64 * 1024 * 1024


class _Nursery:
    """The process that has the children; started anew when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def adopt(self, job: socket.socket, status: int) -> None:
        """Hand a job's socket and status pipe to a child.

        Raises:
            OSError: the nursery cannot be started.
        """
        with self._lock:
            for last in (False, True):
                if self._process is None or self._process.poll() is not None:
                    self._start()
                try:
                    assert self._control is not None
                    socket.send_fds(self._control, [b"j"], [job.fileno(), status])
                    return
                except OSError:
                    self._stop()
                    if last:
                        raise

    def close(self) -> None:
        """End the nursery and every child it still has."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """Drop the parent's nursery in a forked copy of this process."""
        self._lock = threading.Lock()
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.returncode = 0  # not ours to wait for
        self._process = self._control = None

    def _start(self) -> None:
        self._stop()
        ours, theirs = socket.socketpair()
        environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
        environment |= {
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
            "OMP_THREAD_LIMIT": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ingest.nursery", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=environment,
                start_new_session=True,  # Ctrl-C is for the parent to answer
            )
        self._control = ours

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None


_NURSERY = _Nursery()
atexit.register(_NURSERY.close)
os.register_at_fork(after_in_child=_NURSERY.forget)


def run(
    task: str, options: dict[str, Any], data: bytes, *, limits: Limits
) -> tuple[dict[str, Any], bytes]:
    """Run one task of `ingest.tasks` on `data` in a child; return its answer.

    Raises:
        TimedOut, OutOfMemory: the child passed a limit and was ended.
        Corrupt: the child crashed on the file.
        IngestError: what the task itself found wrong with the file.
    """
    deadline = time.monotonic() + limits.max_seconds + _GRACE
    with _job() as (end, status):
        try:
            request = {"task": task, "options": options, "limits": asdict(limits)}
            with contextlib.suppress(BrokenPipeError):  # its end says why
                wire.send(end, request, data)
            answer, body = wire.receive(
                end, deadline=deadline, most=limits.memory + _OVERHEAD
            )
        except TimeoutError as error:
            raise TimedOut from error
        except (EOFError, ConnectionError) as error:
            raise _end_of(status, limits) from error
        except ValueError as error:
            raise Corrupt from error
    if "error" in answer:
        if "trace" in answer:
            _LOG.warning("a reader failed: %s", answer["trace"])
        raise error_of(*(str(part) for part in answer["error"]))
    return answer, body


@contextlib.contextmanager
def _job() -> Iterator[tuple[socket.socket, int]]:
    """Yield our end of a child's socket, and the pipe that tells how it ended."""
    ours, theirs = socket.socketpair()
    told, tell = os.pipe()
    try:
        try:
            _NURSERY.adopt(theirs, tell)
        finally:
            theirs.close()
            os.close(tell)
        yield ours, told
    finally:
        ours.close()
        os.close(told)


def _end_of(status: int, limits: Limits) -> IngestError:
    """Return what the way a child ended means for the file."""
    with open(status, "rb", closefd=False) as stream:
        words = stream.read(100).split()
    if len(words) != 2:
        return Corrupt()
    code, peak = (int(word) for word in words)
    if code in (-signal.SIGALRM, -signal.SIGXCPU):
        return TimedOut()
    # A library in C that gets no memory aborts without a word, before or after it
    # has touched most of what it asked for; SIGKILL is the kernel short of memory.
    if code == -signal.SIGKILL or peak * 1024 > limits.memory // 2:
        return OutOfMemory()
    return Corrupt()
