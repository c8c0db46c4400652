"""Who is asking: the person of a request, and whether they may do what they ask.

Where there are no accounts the archive is served on loopback alone, and whoever sits
at this machine may do everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, g, request

from webui.rights import Role, may

THIS_MACHINE = "máy này / this machine"


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks: `name` is what is written beside what they decide or change.

    `id` is None where there are no accounts. `collections` are those whose documents
    they see, None for all.
    """

    name: str
    role: Role
    id: int | None = None
    collections: frozenset[int] | None = None

    def may(self, endpoint: str) -> bool:
        """Tell whether this person may use an endpoint (`webui.rights.NEEDED`)."""
        return may(self.role, endpoint)


MACHINE = Person(THIS_MACHINE, "administrator")


def current_person() -> Person:
    """Return who sent the present request.

    `current_person().name` is the "who" of decisions, changes and the audit log.
    """
    found: Person = g.get("person", MACHINE)
    return found


def guard(app: Flask) -> None:
    """Ask before every request of `app` whether the person may make it."""
    app.before_request(_may_pass)
    app.context_processor(lambda: {"person": current_person()})


def _may_pass() -> Any:
    if request.endpoint is None:
        return None  # no such page: answered as every unknown address is
    if not current_person().may(request.endpoint):
        abort(403)
    return None
