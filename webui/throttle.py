"""How often the same may be asked: log-ins that fail, and searches.

Nobody is kept out by what others do: a name is counted together with the address that
tries it. Only addresses from which its owner never came share one count for the name.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse

from corpus.trail import Trail
from webui.settings import Settings

# Failures within a quarter of an hour: of one name from one address, of one address
# whatever the names, and of one name from all addresses that are new to it.
PAIR = parse("8 per 15 minute")
ADDRESS = parse("40 per 15 minute")
STRANGERS = parse("16 per 15 minute")
_KNOWN_FOR = timedelta(days=60)
_EXTENSION = "cancu-limiter"


def install(app: Flask, settings: Settings) -> None:
    """Let the requests of `app` be counted where the settings say."""
    limiter = Limiter(
        get_remote_address, app=app, storage_uri=settings.rate_store, default_limits=[]
    )
    app.extensions[_EXTENSION] = limiter
    app.extensions["cancu-searches"] = parse(f"{settings.searches_per_minute}/minute")


def may_search(key: str) -> bool:
    """Count a search of one person or address; tell whether it may be made."""
    allowed: RateLimitItem = current_app.extensions["cancu-searches"]
    return _limiter().limiter.hit(allowed, "search", key)


class LogIns:
    """The failed log-ins with one name from one address."""

    def __init__(self, name: str, address: str, *, known: bool) -> None:
        self._counted: list[tuple[RateLimitItem, tuple[str, ...]]] = [
            (PAIR, ("login", name, address)),
            (ADDRESS, ("login-from", address)),
        ]
        if not known:
            self._counted.append((STRANGERS, ("login-of", name)))

    def may_try(self) -> bool:
        """Tell whether another try is looked at."""
        strategy = _limiter().limiter
        return all(strategy.test(item, *keys) for item, keys in self._counted)

    def failed(self) -> None:
        """Count a failure."""
        strategy = _limiter().limiter
        for item, keys in self._counted:
            strategy.hit(item, *keys)


def is_known(trail: Trail, person_id: int | None, address: str) -> bool:
    """Tell whether a person logged in from an address within the last weeks.

    It takes as long where there is no such person.
    """
    person_id = -1 if person_id is None else person_id
    since = (datetime.now(UTC) - _KNOWN_FOR).isoformat()
    return address in trail.addresses(person_id, "login", since=since)


def _limiter() -> Limiter:
    found: Limiter = current_app.extensions[_EXTENSION]
    return found
