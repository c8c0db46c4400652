"""For whoever keeps the service running: is it alive, is it ready, what it measures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from webui import metering
from webui.accounts import MACHINE, NotAllowed, current_person
from webui.archive import Archive, archive
from webui.logs import LOGGER

operations = Blueprint("operations", __name__)
LOOPBACK = ("127.0.0.1", "::1")
# By what a proxy is known; whoever comes through one is not this machine.
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@operations.get("/healthz")
def health() -> Response:
    """Tell that the process answers; nothing else is asked."""
    return _told({"status": "ok"}, 200)


@operations.get("/readyz")
def ready() -> Response:
    """Tell whether register and index can be asked; 503 where one cannot."""
    whole = archive().whole
    parts: dict[str, Callable[[], Any]] = {
        "register": whole.register.counts,
        "index": lambda: _indexed(whole),
    }
    states = {name: _state(name, ask) for name, ask in parts.items()}
    good = all(state == "ok" for state in states.values())
    status = "ok" if good else "unavailable"
    return _told({"status": status, **states}, 200 if good else 503)


@operations.get("/metrics")
def metrics() -> Response:
    """Return the measures, to an administrator or to this machine."""
    if not _may_measure():
        raise NotAllowed
    return metering.meter().exposed()


def _indexed(whole: Archive) -> int:
    if whole.engine.needs_rebuild:
        raise LookupError("the index waits to be made anew")
    return whole.engine.count()


def _state(name: str, ask: Callable[[], Any]) -> str:
    try:
        ask()
    except Exception:  # whatever it is, the answer is that it cannot be asked
        extra = {"event": "not_ready", "facts": {"part": name}}
        logging.getLogger(LOGGER).error("not ready", extra=extra, exc_info=True)
        return "unavailable"
    return "ok"


def _may_measure() -> bool:
    person = current_person()
    if person is MACHINE or (person.id and person.role == "administrator"):
        return True
    forwarded = any(name in request.headers for name in FORWARDED)
    return request.remote_addr in LOOPBACK and not forwarded


def _told(facts: dict[str, str], status: int) -> Response:
    response = jsonify(facts)
    response.status_code = status
    response.cache_control.no_store = True
    return response
