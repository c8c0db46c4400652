"""The log of the server: one JSON object a line, with nothing of what documents say.

Of a question only its length is written, of an address only which kind it is, of an
error only where it came from: messages of errors may quote what was being read.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from secrets import token_hex
from types import TracebackType
from typing import IO, Any

from flask import Flask, Response, g, has_request_context, request

from webui.accounts import current_person
from webui.metering import elapsed

LOGGER = "cancu"
HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MOST_FRAMES = 30


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
        }
        if has_request_context():
            line["request"] = g.get("request_id", "")
        line.update(getattr(record, "facts", {}))
        if not hasattr(record, "event"):
            # Our own events say all in their facts; others speak in sentences of the
            # program, without what was put into them.
            line["message"] = str(record.msg)
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line["error"] = f"{kind.__module__}.{kind.__qualname__}"
            line["where"] = frames(trace)
        return json.dumps(line, ensure_ascii=False, default=str)


def frames(trace: TracebackType | None) -> list[str]:
    """Return where an error passed, the last place last."""
    found = traceback.extract_tb(trace)[-_MOST_FRAMES:]
    return [f"{each.filename}:{each.lineno} {each.name}" for each in found]


def write_json(level: int, stream: IO[str] | None = None) -> logging.Handler:
    """Send what the program logs to `stream` (standard error) from `level` on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(LOGGER).setLevel(level)
    # That requests wait for a moment is what the queue is for.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return handler


def install(app: Flask, *, behind_proxy: bool) -> None:
    """Give every request of `app` a number, and log it when it was answered."""
    app.before_request(lambda: _begin(behind_proxy))
    app.after_request(_end)


def _begin(behind_proxy: bool) -> None:
    # A proxy of ours has numbered the request already; a stranger's number is no
    # number.
    given = request.headers.get(HEADER, "") if behind_proxy else ""
    g.request_id = given if _GIVEN.fullmatch(given) else token_hex(8)


def _end(response: Response) -> Response:
    if number := g.get("request_id"):
        response.headers[HEADER] = number
    logger = logging.getLogger(LOGGER)
    if logger.isEnabledFor(logging.INFO):
        logger.info("", extra={"event": "request", "facts": _facts(response)})
    return response


def _facts(response: Response) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "endpoint": request.endpoint or "-",
        "method": request.method[:10],
        "status": response.status_code,
        "ms": round(elapsed() * 1000, 1),
        "person": current_person().id,
        "address": request.remote_addr or "",
    }
    ident = (request.view_args or {}).get("ident")
    if ident is not None:
        facts["document"] = str(ident)[:20]
    if typed := request.args.get("q"):
        facts["query_length"] = len(typed)
    if request.content_length:
        facts["received"] = request.content_length
    if response.content_length is not None:
        facts["sent"] = response.content_length
    return facts
