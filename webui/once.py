"""A secret shown on the next page and never again, however often that is reloaded."""

from __future__ import annotations

from flask import session

_KEY = "once"


def show_once(secret: str) -> None:
    """Let the next page show a secret: the browser keeps it until then, nobody else."""
    session[_KEY] = secret


def shown_once() -> str:
    """Return the secret to show on this page, and forget it; empty where none is."""
    return str(session.pop(_KEY, ""))
