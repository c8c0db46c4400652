"""Processes that read and analyse files; each may die and take one file with it.

A process is asked for one file at a time over a pipe of its own, so that what died
names the file that killed it. When the asking process is gone the pipe closes and the
reading process ends: nothing is left behind by `kill -9`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
import traceback
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from corpus.originals import OriginalsError, StoredOriginal
from ingest.document import Document
from ingest.errors import IngestError, OutOfMemory, TimedOut, error_of
from ingest.limits import Limits
from nlp.analysis import Analysis

Reading = tuple[Document, Analysis]
_LOG = logging.getLogger(__name__)
# For analysing, beyond what reading one file may take.
SPARE_SECONDS = 600.0
# What analysing keeps of the words it met grows slowly; a fresh process has none.
MOST_ASKED = 1_000
# What the kernel does to a process when memory runs out.
_KILLED = -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: its bytes, where they are, or text that was pasted."""

    name: str
    source: bytes | Path | str | StoredOriginal
    limits: Limits


class WorkerDied(IngestError):
    """The process that read a file died of it."""

    def __init__(self, status: int | None) -> None:
        vi, en = f"mã {status}", f"status {status}"
        if status == _KILLED:
            vi, en = "bị dừng, có lẽ do hết bộ nhớ", "killed, out of memory perhaps"
        super().__init__(
            "worker_died",
            f"Tiến trình đọc tệp này chết giữa chừng ({vi}): hãy thử lại riêng tệp.",
            f"The process reading this file died ({en}): try the file alone.",
        )


class Closed(Exception):
    """The readers were closed while a file was being read."""


def read_and_analyse(job: Job) -> Reading:
    """Read and analyse one file, in this process.

    Raises:
        IngestError: if the file cannot be read, or analysing it fails.
    """
    # Imported when a file is read: looking documents up must not wait for it.
    from ingest.read import read, read_bytes, read_text
    from nlp.pipeline import analyse

    match job.source:
        case str() as text:
            document = read_text(text, job.name, limits=job.limits)
        case bytes() as data:
            document = read_bytes(data, job.name, limits=job.limits)
        case Path() as path:
            document = replace(read(path, limits=job.limits), name=job.name)
        case stored:
            document = read_bytes(_fetched(stored), job.name, limits=job.limits)
    try:
        return document, analyse(document)
    except MemoryError as error:
        raise OutOfMemory from error
    except Exception as error:  # one document's fault must not end the rest
        _LOG.warning("analysing %s failed: %s", job.name, traceback.format_exc())
        raise IngestError(
            "analysis_failed",
            "Đọc được tệp nhưng phân tích bị lỗi: hãy báo cho người phát triển.",
            f"The file was read, analysing it failed: {type(error).__name__}.",
        ) from error


def _fetched(stored: StoredOriginal) -> bytes:
    try:
        return stored.fetch()
    except OriginalsError as error:
        raise IngestError(error.code, error.message_vi, error.message_en) from error
    except FileNotFoundError as error:
        gone = ("Bản gốc không còn", "The original is gone")
        raise IngestError("original_missing", *gone) from error


def answer(job: Job) -> Reading | list[str]:
    """Read one file for another process; an error travels as code and messages."""
    try:
        return read_and_analyse(job)
    except IngestError as error:
        return [error.code, error.message_vi, error.message_en]


def prepare() -> None:
    """Load all that the first file would otherwise wait for."""
    from ingest.read import read_text
    from nlp.pipeline import analyse

    analyse(read_text("Quyết định số 1/QĐ-UBND"))


class Readers:
    """Up to `count` reading processes, started when needed, replaced when they die.

    Safe to share between threads: each call of `read` has a process of its own and
    waits for one to be free.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._free = threading.BoundedSemaphore(count)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, job: Job) -> Reading:
        """Read and analyse one file in another process.

        Raises:
            IngestError: what is wrong with the file; `WorkerDied` and `TimedOut` when
                the process had to be replaced.
            Closed: if the readers were closed in the meantime.
        """
        with self._free:
            worker = self._take()
            try:
                answer = worker.ask(job)
            except TimeoutError as error:
                self._drop(worker)
                raise TimedOut from error
            except (EOFError, OSError) as error:
                status = self._drop(worker, patience=1.0)
                if self._closed:
                    raise Closed from error
                raise WorkerDied(status) from error
            except BaseException:
                # It may still be answering: nobody else can use this process.
                self._drop(worker)
                raise
            self._give_back(worker)
        if isinstance(answer, list):
            raise error_of(*answer)
        return answer

    def warm(self) -> None:
        """Start one process, so that the first file does not wait for it."""
        with contextlib.suppress(IngestError):
            self.read(Job("", "Quyết định số 1/QĐ-UBND", Limits()))

    def close(self) -> None:
        """End all processes at once; files being read end with `Closed`."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = self._all.difference(idle)
        for worker in busy:
            worker.kill()  # the thread that waits for its answer sees it go
        for worker in idle:
            self._drop(worker)

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise Closed
            # Starting processes is not safe in several threads at a time.
            worker = self._idle.pop() if self._idle else _Worker()
            self._all.add(worker)
            return worker

    def _give_back(self, worker: _Worker) -> None:
        if worker.asked >= MOST_ASKED:
            self._drop(worker)
            return
        with self._lock:
            if worker in self._all:
                self._idle.append(worker)

    def _drop(self, worker: _Worker, *, patience: float = 0.0) -> int | None:
        with self._lock:
            self._all.discard(worker)
        return worker.end(patience)


class _Worker:
    """One process and our end of its pipe."""

    def __init__(self) -> None:
        context = _context()
        self._end, theirs = context.Pipe()
        self._process: ForkServerProcess = context.Process(
            target=_serve, args=(theirs,), daemon=True
        )
        self._process.start()
        theirs.close()
        self.asked = 0

    def ask(self, job: Job) -> Reading | list[str]:
        """Return the answer to a job.

        Raises:
            TimeoutError: if it takes too long.
            EOFError, OSError: if the process dies of it.
        """
        self.asked += 1
        self._end.send(job)
        if not self._end.poll(job.limits.max_seconds + SPARE_SECONDS):
            raise TimeoutError
        answer: Reading | list[str] = self._end.recv()
        return answer

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()

    def end(self, patience: float) -> int | None:
        """End the process; return how it ended, by itself if within `patience`."""
        self._process.join(patience)
        self.kill()
        self._process.join(5.0)
        with contextlib.suppress(OSError):
            self._end.close()
        return self._process.exitcode


def _context() -> ForkServerContext:
    # Forking a process that has threads can deadlock; a fork of one that has none
    # starts with everything loaded.
    context = get_context("forkserver")
    context.set_forkserver_preload(["webui.preload"])
    return context


def _serve(end: Connection) -> None:
    """Answer one job after another until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    with contextlib.suppress(EOFError, OSError):
        while True:
            end.send(answer(end.recv()))
    os._exit(0)
