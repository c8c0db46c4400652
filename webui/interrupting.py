"""Ctrl-C between two writes, never inside one.

`KeyboardInterrupt` may be raised between any two instructions: also after a transaction
began and before anything is there that would end it. The register then stays locked
for as long as the trace of the error lives, and what is left to do waits in vain.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_writes = 0
_asked = False


def _interrupt(*_: Any) -> None:
    # Handlers run in the main thread, as do the writes counted here.
    global _asked
    if _writes:
        _asked = True
    else:
        raise KeyboardInterrupt


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a short write end before an interruption is heard; for the main thread."""
    global _writes, _asked
    if threading.current_thread() is not threading.main_thread():
        yield  # nobody interrupts other threads
        return
    _writes += 1
    try:
        yield
    finally:
        _writes -= 1
        heard = _asked and not _writes
        _asked = _asked and not heard
        if heard:
            raise KeyboardInterrupt


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Answer Ctrl-C, and a service manager's request to end, with KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield  # not the main thread: nobody sends us signals there
        return
    names = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(name, _interrupt) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler)
