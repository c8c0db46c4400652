"""Who is asking: the person of a request, and whether they may do what they ask.

Where there are no accounts the archive is served on loopback alone, and whoever sits
at this machine may do everything. As soon as there is one account, everybody logs in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app, g, has_request_context, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from corpus.people import Account
from corpus.register import Register
from webui.rights import (
    ENROLLING,
    FIRST_STEPS,
    NEEDED,
    PERSONAL,
    SEARCHES,
    UNASKED,
    Role,
    lesser,
    may,
)
from webui.settings import Settings
from webui.throttle import may_search

THIS_MACHINE = "máy này / this machine"
# A password that somebody else made is good for so long.
TEMPORARY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks: `name` is what is written beside what they decide or change.

    `id` is None where there are no accounts. `collections` are those whose documents
    they see, `given` those of them that were given to them, None for all; an editor
    changes these, not what is merely open to everybody. `by_token` tells that a
    program asks with their token.
    """

    name: str
    role: Role
    id: int | None = None
    collections: frozenset[int] | None = None
    given: frozenset[int] | None = None
    must_change: bool = False
    must_enrol: bool = False
    by_token: bool = False

    def keeps(self, collection_id: int) -> bool:
        """Tell whether it is this person's to say how a collection is called, and
        who sees it: it was given to them, or all are theirs.
        """
        return self.given is None or collection_id in self.given

    def may(self, endpoint: str) -> bool:
        """Tell whether this person may use an endpoint (`webui.rights.NEEDED`)."""
        if self is NOBODY:
            return NEEDED.get(endpoint) == "nobody"
        if self.by_token and endpoint in PERSONAL:
            return False
        return may(self.role, endpoint)


MACHINE = Person(THIS_MACHINE, "administrator")
# Somebody who has not logged in, where that is needed.
NOBODY = Person("", "reader", collections=frozenset(), given=frozenset())


class NotLoggedIn(Exception):
    """The request needs a log-in, or shows a token that opens nothing."""

    def __init__(self, *, token: bool = False) -> None:
        super().__init__("token" if token else "login")
        self.token = token


class NotAllowed(Exception):
    """The person of the request may not do this."""


class NoAdministrator(Exception):
    """Others than this machine could reach the archive, and nobody has an account."""


class MustChange(Exception):
    """The person must choose a password of their own first."""


class MustEnrol(Exception):
    """The role of the person may not work without a second factor, and has none."""


class TooMany(Exception):
    """The person asks more often than is allowed."""


class _Sitter(UserMixin):  # type: ignore[misc]
    """A person as flask-login keeps them: by the secret of one log-in."""

    def __init__(self, secret: str, account: Account) -> None:
        self.secret = secret
        self.account = account

    def get_id(self) -> str:
        """Return what the session holds of a log-in."""
        return self.secret


def current_person() -> Person:
    """Return who sent the present request.

    `current_person().name` is the "who" of decisions, changes and the audit log.
    """
    if not has_request_context():
        return MACHINE
    found: Person = g.get("person", NOBODY)
    return found


def current_account() -> Account:
    """Return the account of the person who logged in.

    Raises:
        NotLoggedIn: if there is none.
    """
    person = current_person()
    if person.id is None:
        raise NotLoggedIn
    return _register().people.get(person.id)


def called(account: Account) -> str:
    """Return how a person is named beside what they did."""
    if account.full_name == account.name:
        return account.name
    return f"{account.full_name} ({account.name})"


def guard(app: Flask, settings: Settings) -> None:
    """Ask before every request of `app` whether the person may make it."""
    manager = LoginManager()
    manager.session_protection = None  # the secret of the log-in is what protects it
    manager.init_app(app)
    idle = timedelta(minutes=settings.idle_minutes)
    most = timedelta(hours=settings.session_hours)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def _load(secret: str) -> _Sitter | None:
        account = _register().sittings.account(secret, idle=idle, most=most)
        return _Sitter(secret, account) if account is not None else None

    app.before_request(lambda: _may_pass(settings))
    app.context_processor(lambda: {"person": current_person()})


def log_in(account: Account) -> None:
    """Open a log-in for a person: nothing of the session before it is kept."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    secret = _register().sittings.begin(account.id, request.remote_addr or "")
    login_user(_Sitter(secret, account))
    g.person = _person(account)


def log_out() -> None:
    """End the log-in of this request: its cookie opens nothing any more."""
    _register().sittings.end(sitting_secret())
    logout_user()
    session.clear()


def sitting_secret() -> str:
    """Return the secret of the present log-in; empty where there is none."""
    return str(getattr(current_user, "secret", ""))


def is_expired(account: Account) -> bool:
    """Tell whether a password that somebody else made was not used in time."""
    if not account.must_change or account.password_at is None:
        return False
    made = datetime.fromisoformat(account.password_at)
    return datetime.now(UTC) - made > TEMPORARY


def _may_pass(settings: Settings) -> Any:
    endpoint = request.endpoint
    if endpoint in UNASKED:
        g.person = NOBODY
        return None
    g.person = person = _identified(settings)
    if endpoint is None or NEEDED.get(endpoint) == "nobody":
        return None  # an unknown address is answered as such
    if person is NOBODY:
        raise NotLoggedIn
    if person.must_change and endpoint not in FIRST_STEPS:
        raise MustChange
    if person.must_enrol and endpoint not in FIRST_STEPS | ENROLLING:
        if person.by_token:
            raise NotLoggedIn(token=True)
        raise MustEnrol
    if not person.may(endpoint):
        raise NotAllowed
    counted = person.id is not None and endpoint in SEARCHES
    if counted and not may_search(str(person.id)):
        raise TooMany
    return None


def _identified(settings: Settings) -> Person:
    """Return who asks.

    Raises:
        NotLoggedIn: if the request shows a token that opens nothing.
        NoAdministrator: if somebody else than this machine may be asking, and there
            are no accounts.
    """
    if not _register().people.any():
        if settings.is_local:
            return MACHINE
        raise NoAdministrator
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        found = _register().sittings.bearer(secret.strip()[:200])
        if found is None or found[0].must_change:
            raise NotLoggedIn(token=True)
        account, token = found
        return _person(account, token.role, by_token=True)  # type: ignore[arg-type]
    if current_user.is_authenticated:
        return _person(current_user.account)
    return NOBODY


def _person(
    account: Account, role: Role | None = None, *, by_token: bool = False
) -> Person:
    role = lesser(account.role, role or account.role)
    collections = given = None
    if account.role != "administrator":
        given = account.given
        collections = given | _register().collections.open_ones()
    return Person(
        called(account),
        role,
        account.id,
        collections,
        given,
        must_change=account.must_change,
        must_enrol=_lacks_factor(account),
        by_token=by_token,
    )


def _lacks_factor(account: Account) -> bool:
    """Tell whether a person must have a second factor, and has none yet."""
    needed = current_app.extensions["archive"].settings.second_factor_roles
    if account.role not in needed:
        return False
    return _register().second_factors.of(account.id) is None


def _register() -> Register:
    found: Register = current_app.extensions["archive"].register
    return found
