"""One table says who may do what, and it leaves nothing out."""

import pytest
from flask import Flask

from webui.account_words import ACTIONS
from webui.noting import NOTED, UNNOTED
from webui.rights import NEEDED, ROLES, lesser, may


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(app: Flask) -> None:
    """What has no row is open to nobody: a new endpoint without one fails here."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints - set(NEEDED) == set()
    assert set(NEEDED) - endpoints == set()


def test_an_endpoint_without_a_row_is_refused_to_everybody() -> None:
    """Deny by default, administrators included."""
    assert [role for role in ROLES if may(role, "pages.forgotten")] == []


@pytest.mark.parametrize(
    ("endpoint", "roles"),
    [
        ("pages.search", ["reader", "inspector", "editor", "administrator"]),
        ("api.document_check", ["inspector", "editor", "administrator"]),
        ("pages.upload", ["editor", "administrator"]),
    ],
)
def test_a_role_may_do_what_the_lesser_ones_may(
    endpoint: str, roles: list[str]
) -> None:
    """Roles are a ladder."""
    assert [role for role in ROLES if may(role, endpoint)] == roles


def test_the_lesser_of_two_roles_counts() -> None:
    """A token never opens more than its owner may."""
    assert lesser("inspector", "administrator") == "inspector"
    assert lesser("inspector", "reader") == "reader"


def test_every_change_is_noted(app: Flask) -> None:
    """What is sent like a change has a row in the table of the log, or a reason."""
    sent = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {pair for pair in sent - set(NOTED) if pair[0] not in UNNOTED} == set()
    assert {endpoint for endpoint, _ in NOTED} | UNNOTED <= endpoints
    assert set(NOTED.values()) <= set(ACTIONS)
