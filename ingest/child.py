"""The process that parses files: confined for each, and gone after the first fault.

A child that read a file cleanly takes the next one, which spares short files the
price of a fork. It leaves when a reader failed in any way, when it has grown, when a
reader started a program, and after some files in any case.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import traceback
from typing import Any, NoReturn

from ingest import wire
from ingest.errors import Corrupt, IngestError, OutOfMemory
from ingest.limits import MEGABYTE, Limits

_MOST_JOBS = 100
_GROWN = 256 * MEGABYTE


def live(door: socket.socket) -> NoReturn:
    """Answer jobs handed through the door, then end the process, whatever happens."""
    code = 1
    try:
        os.setsid()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)  # libraries in C complain about broken files at length
        for _ in range(_MOST_JOBS):
            word, descriptors, _, _ = socket.recv_fds(door, 1, 1)
            if not word:
                break
            with socket.socket(fileno=descriptors[0]) as job:
                clean = _work(job)
            if not clean or not _is_fit():
                break
            door.send(b"f")
        code = 0
    finally:
        os._exit(code)


def _work(job: socket.socket) -> bool:
    """Answer one job; tell whether nothing went wrong."""
    request, data = wire.receive(job, most=1 << 40)
    limits = Limits(**request["limits"])
    _confine(limits)
    try:
        from ingest import tasks

        answer, body = tasks.TASKS[request["task"]](data, limits, request["options"])
    except IngestError as error:
        answer, body = _told(error), b""
    except MemoryError:
        answer, body = _told(OutOfMemory()), b""
    except Exception:  # a reader's own fault: the file is lost, the reason is not
        answer, body = (
            {**_told(Corrupt()), "trace": traceback.format_exc()[-4_000:]},
            b"",
        )
    wire.send(job, answer, body)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return "error" not in answer


def _told(error: IngestError) -> dict[str, Any]:
    return {"error": [error.code, error.message_vi, error.message_en]}


def _is_fit() -> bool:
    """Tell whether this process may take another file."""
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > _GROWN:
        return False
    if resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss:
        return False  # it ran a program, which may have left others behind
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def _confine(limits: Limits) -> None:
    """Set the limits for one file; SIGALRM and SIGXCPU keep their deadly default.

    Only the soft limits: the next file has its own. Seconds of the processor count
    from the start of the process.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, spent + int(limits.max_seconds) + 1),
        (resource.RLIMIT_FSIZE, limits.max_unpacked),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(kind, (most, hard))
        except (ValueError, OSError):
            continue  # the machine's own limit is tighter
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
