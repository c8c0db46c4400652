"""The process that keeps the children in which files are parsed (`ingest.sandbox`).

It never reads a file itself. It loads the parsing libraries once, waits for jobs on
its control socket and hands each to a child of its own: an idle one, or a new fork.
A child takes another job only while nothing went wrong in it (`ingest.child`). When
the control socket closes, its owner is gone: it ends its children and leaves.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ingest import child

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # Linux: clone(2)
_TICK, _SOON = 0.2, 0.01  # seconds: between looks at children that work, or that end
_IDLE = 60.0  # seconds a child may wait for another job
_MOST_IDLE = max(2, os.cpu_count() or 1)
_RARELY = (50_000, 20, 50)  # collections of garbage in a child: its life is short


@dataclass(slots=True)
class _Child:
    """One child: its door, and the pipe that tells the end of the job it has."""

    pid: int
    door: socket.socket
    status: int | None = None
    since: float = 0.0  # when it became idle
    leaves: bool = False


def main(descriptor: int) -> None:
    """Serve jobs until the other side of the control socket is gone."""
    _leave_network()
    from ingest import tasks

    tasks.preload()
    gc.freeze()  # a child that collects would copy every page of the libraries
    gc.set_threshold(*_RARELY)
    with socket.socket(fileno=descriptor) as control:
        nursery = _Nursery(control)
        while nursery.serve():
            pass
    nursery.close()


class _Nursery:
    """The children, idle and at work."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, _Child] = {}

    def serve(self) -> bool:
        """Wait for a job or for word of a child, and see to it; False at the end."""
        doors = {one.door: one for one in self._children.values() if not one.leaves}
        ready = select.select([self._control, *doors], [], [], self._patience())[0]
        for door in ready:
            if door is not self._control:
                self._hear(doors[door])
        self._reap()
        if self._control in ready and not self._take():
            return False
        self._dismiss()
        return True

    def close(self) -> None:
        """End every child, and wait for it: what it used is told to whoever asks."""
        for one in self._children.values():
            _end(one.pid)
        for pid in self._children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def _patience(self) -> float | None:
        children = self._children.values()
        if any(one.leaves for one in children):
            return _SOON
        if any(one.status is not None for one in children):
            return _TICK
        return _IDLE if children else None

    def _hear(self, one: _Child) -> None:
        """A child is free for another job, or is leaving."""
        with contextlib.suppress(OSError):
            if one.door.recv(1) and one.status is not None:
                os.close(one.status)
                one.status, one.since = None, time.monotonic()
                return
        one.leaves = True

    def _take(self) -> bool:
        """Hand the next job to a child; False when there is none and never will be."""
        word, descriptors, _, _ = socket.recv_fds(self._control, 1, 2)
        if not word:
            return False
        job, status = descriptors
        try:
            one = self._hire(job)
        finally:
            os.close(job)
        one.status = status
        return True

    def _hire(self, job: int) -> _Child:
        idle = [c for c in self._children.values() if c.status is None]
        for one in sorted(idle, key=lambda c: c.since, reverse=True):
            if not one.leaves:
                try:
                    socket.send_fds(one.door, [b"j"], [job])
                    return one
                except OSError:
                    one.leaves = True
        one = self._fork()
        socket.send_fds(one.door, [b"j"], [job])
        return one

    def _fork(self) -> _Child:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self._control.close()
            ours.close()
            for sibling in self._children.values():
                sibling.door.close()
                if sibling.status is not None:
                    os.close(sibling.status)
            child.live(theirs)
        theirs.close()
        self._children[pid] = _Child(pid, ours)
        return self._children[pid]

    def _reap(self) -> None:
        """Collect the children that ended, and whatever they had started."""
        while self._children:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _end(ended.si_pid)
            _, code, usage = os.wait4(ended.si_pid, 0)
            one = self._children.pop(ended.si_pid)
            one.door.close()
            if one.status is not None:
                word = f"{os.waitstatus_to_exitcode(code)} {usage.ru_maxrss}"
                with contextlib.suppress(BrokenPipeError):
                    os.write(one.status, word.encode())
                os.close(one.status)

    def _dismiss(self) -> None:
        """Let idle children go that are too many, or have waited for long."""
        idle = [
            one
            for one in self._children.values()
            if one.status is None and not one.leaves
        ]
        idle.sort(key=lambda one: one.since, reverse=True)
        for i, one in enumerate(idle):
            if i >= _MOST_IDLE or time.monotonic() - one.since > _IDLE:
                one.leaves = True
                with contextlib.suppress(OSError):
                    one.door.shutdown(socket.SHUT_WR)


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


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
