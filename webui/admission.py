"""How many requests that carry files are taken at a time; the rest wait, or return.

Reading a file costs memory and processor time. Requests that look things up pass by:
however many files arrive, searching goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A form without files is smaller; pasted text of more than this is work like a file.
SMALL = 16 * 1024
RETRY_AFTER = 10
_SAID = (
    "Máy chủ đang đọc nhiều tệp; hãy thử lại sau ít giây. / "
    "Many files are being read; try again in a few seconds."
)


class Admission:
    """A WSGI application around another: `active` uploads at a time, more waiting.

    A waiting upload keeps its body on the disk, not in memory. Beyond `waiting` the
    answer is 503 with `Retry-After`, at once.
    """

    def __init__(self, app: WSGIApplication, *, active: int, waiting: int) -> None:
        self._app = app
        self._active = BoundedSemaphore(active)
        self._room = BoundedSemaphore(active + waiting)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, or have it come again."""
        if not carries_files(environ):
            return self._app(environ, start_response)
        if not self._room.acquire(blocking=False):
            return _come_again(environ, start_response)
        try:
            with self._active:
                return self._app(environ, start_response)
        finally:
            self._room.release()


def carries_files(environ: WSGIEnvironment) -> bool:
    """Tell whether a request brings something to read."""
    if environ["REQUEST_METHOD"] != "POST":
        return False
    kind = environ.get("CONTENT_TYPE", "").lower()
    length = environ.get("CONTENT_LENGTH") or "0"
    large = not length.isdecimal() or int(length) > SMALL
    return kind.startswith("multipart/form-data") or large


def _come_again(
    environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    kind, body = "text/plain", _SAID
    if environ.get("PATH_INFO", "").startswith("/api/"):
        error = {"error": {"code": "busy", "message": _SAID}}
        kind, body = "application/json", json.dumps(error, ensure_ascii=False)
    data = body.encode()
    headers = [
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Content-Length", str(len(data))),
        ("Retry-After", str(RETRY_AFTER)),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("503 Service Unavailable", headers)
    return [data]
