"""Messages between a process and its parsing child: a JSON header and raw bytes."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

_LENGTHS = struct.Struct("<QQ")
_PIECE = 1 << 20


def send(end: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    """Send one message; OSError when the other side is gone."""
    head = json.dumps(header, ensure_ascii=True).encode()
    end.sendall(_LENGTHS.pack(len(head), len(body)))
    end.sendall(head)
    end.sendall(body)


def receive(
    end: socket.socket, *, deadline: float | None = None, most: int
) -> tuple[dict[str, Any], bytes]:
    """Return the next message of at most `most` bytes, by a `time.monotonic` deadline.

    Raises:
        EOFError: the other side closed before the message was whole.
        TimeoutError: the deadline passed.
        ValueError: the message is longer than `most`, or is no JSON object.
    """
    sizes = _LENGTHS.unpack(_exactly(end, _LENGTHS.size, deadline))
    if sum(sizes) > most:
        raise ValueError("message too long")
    header = json.loads(_exactly(end, sizes[0], deadline))
    if not isinstance(header, dict):
        raise ValueError("not a message")
    return header, _exactly(end, sizes[1], deadline)


def _exactly(end: socket.socket, size: int, deadline: float | None) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            end.settimeout(left)
        piece = end.recv(min(_PIECE, size - len(pieces)))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)
