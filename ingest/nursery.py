"""The process that forks a child for every file to parse (`ingest.sandbox`).

It never reads a file itself. It loads the parsing libraries once, waits for jobs on
its control socket, forks, and tells how each child ended. When the control socket
closes, its owner is gone: it ends its children and leaves.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from ingest import wire
from ingest.errors import Corrupt, IngestError, OutOfMemory
from ingest.limits import Limits

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # Linux: clone(2)
_TICK = 0.2


def main(descriptor: int) -> None:
    """Serve jobs until the other side of the control socket is gone."""
    _leave_network()
    from ingest import tasks

    tasks.preload()
    gc.freeze()  # a child that collects would copy every page of the libraries
    children: dict[int, int] = {}
    with socket.socket(fileno=descriptor) as control:
        while True:
            ready = select.select([control], [], [], _TICK if children else None)[0]
            _reap(children)
            if not ready:
                continue
            word, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if not word:
                break
            job, status = descriptors
            child = os.fork()
            if child == 0:
                control.close()
                os.close(status)
                _live(job)
            os.close(job)
            children[child] = status
    for child in children:
        _end(child)


def _reap(children: dict[int, int]) -> None:
    """Collect the children that ended, and whatever they had started."""
    while children:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return
        _end(ended.si_pid)
        _, code, usage = os.wait4(ended.si_pid, 0)
        status = children.pop(ended.si_pid)
        word = f"{os.waitstatus_to_exitcode(code)} {usage.ru_maxrss}"
        with contextlib.suppress(BrokenPipeError):
            os.write(status, word.encode())
        os.close(status)


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _live(descriptor: int) -> None:
    """Answer one job and end the process, whatever happens."""
    code = 1
    try:
        os.setsid()
        with socket.socket(fileno=descriptor) as job:
            _work(job)
        code = 0
    finally:
        os._exit(code)


def _work(job: socket.socket) -> None:
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


def _told(error: IngestError) -> dict[str, Any]:
    return {"error": [error.code, error.message_vi, error.message_en]}


def _confine(limits: Limits) -> None:
    """Set the limits of this process; SIGALRM and SIGXCPU keep their deadly default."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, int(limits.max_seconds) + 1),
        (resource.RLIMIT_FSIZE, limits.max_unpacked),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)  # libraries in C complain about broken files at length


def _leave_network() -> None:
    """Move to a network of our own without interfaces, where the kernel lets us."""
    user, group = os.getuid(), os.getgid()
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_NEW_USER | _NEW_NET) != 0:
            return
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except (OSError, AttributeError):
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
