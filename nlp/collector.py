"""Reading a long text without the collector of cycles going over it again and again.

All that is read from a text stays in use until its end, and none of it forms cycles;
but every few thousand new objects the collector looks at all of them. For a text of a
megabyte that is a third of the cost.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# Shorter texts are read before the collector has much to look at; and there are so many
# of them that it might never run in between.
_LONG = 200_000
_LOCK = Lock()


class _Paused:
    """How many long texts are being read, and whether the collector ran before them."""

    readers = 0
    before = False


@contextmanager
def collector_paused(length: int) -> Iterator[None]:
    """Keep the collector still while a text of `length` characters is read.

    It runs again when the last of several long texts is done, if it ran before.
    """
    if length < _LONG:
        yield
        return
    with _LOCK:
        if _Paused.readers == 0:
            _Paused.before = gc.isenabled()
            gc.disable()
        _Paused.readers += 1
    try:
        yield
    finally:
        with _LOCK:
            _Paused.readers -= 1
            if _Paused.readers == 0 and _Paused.before:
                gc.enable()
