"""Who may do what: one row for each endpoint, and nothing is open that has no row."""

from __future__ import annotations

from typing import Literal

from corpus.people import ROLES as ROLES
from corpus.people import Role as Role

Need = Literal["nobody", "anybody", "reader", "inspector", "editor", "administrator"]

# "nobody": no log-in is asked. "anybody": any person who has logged in.
NEEDED: dict[str, Need] = {
    "static": "nobody",
    "operations.health": "nobody",
    "operations.ready": "nobody",
    "operations.metrics": "nobody",  # asks for an administrator or this machine itself
    "pages.language": "nobody",
    "pages.search": "reader",
    "pages.search_export": "reader",
    "pages.saved": "reader",
    "pages.save_search": "reader",
    "pages.mark_saved_seen": "reader",
    "pages.forget_saved": "reader",
    "pages.documents": "reader",
    "pages.document": "reader",
    "pages.page_picture": "reader",
    "pages.original": "reader",
    "pages.citation_map": "reader",
    "pages.numbering": "reader",
    "pages.statistics": "reader",
    "pages.catalogue": "reader",
    "pages.entry_page": "reader",
    "pages.listing": "reader",
    "pages.check": "inspector",
    "pages.checked": "inspector",
    "pages.checked_report": "inspector",
    "pages.check_held": "inspector",
    "pages.check_held_report": "inspector",
    "pages.decide": "inspector",
    "pages.decide_checked": "inspector",
    "pages.login": "nobody",
    "pages.logout": "anybody",
    "pages.account": "anybody",
    "pages.change_password": "anybody",
    "pages.add_token": "anybody",
    "pages.revoke_token": "anybody",
    "pages.end_sittings": "anybody",
    "pages.second_step": "nobody",
    "pages.second_factor": "anybody",
    "pages.confirm_second_factor": "anybody",
    "pages.drop_second_factor": "anybody",
    "pages.reset_second_factor": "administrator",
    "pages.people": "administrator",
    "pages.person": "administrator",
    "pages.add_person": "administrator",
    "pages.change_person": "administrator",
    "pages.reset_password": "administrator",
    "pages.collections": "editor",
    "pages.change_collection": "editor",
    "pages.add_collection": "administrator",
    "pages.audit": "administrator",
    "pages.audit_csv": "administrator",
    "pages.move_document": "editor",
    "pages.review": "editor",
    "pages.header": "editor",
    "pages.correct_header": "editor",
    "pages.upload": "editor",
    "pages.retry": "editor",
    "api.openapi": "nobody",
    "api.search": "reader",
    "api.suggest": "reader",
    "api.documents": "reader",
    "api.document": "reader",
    "api.document_text": "reader",
    "api.document_original": "reader",
    "api.document_cites": "reader",
    "api.document_cited_by": "reader",
    "api.document_map": "reader",
    "api.document_validity": "reader",
    "api.document_bundles": "reader",
    "api.lookup": "reader",
    "api.document_versions": "reader",
    "api.saved_searches": "reader",
    "api.keep_search": "reader",
    "api.saved_search_seen": "reader",
    "api.forget_search": "reader",
    "pages.api_description": "nobody",
    "pages.compare": "reader",
    "api.catalogue": "reader",
    "api.numbering": "reader",
    "api.statistics": "reader",
    "api.status": "reader",
    "api.document_check": "inspector",
    "api.document_decisions": "inspector",
    "api.decide": "inspector",
    "api.checked": "inspector",
    "api.checked_decisions": "inspector",
    "api.decide_checked": "inspector",
    "api.checked_report": "inspector",
    "api.check": "inspector",
    "api.review": "editor",
    "api.document_corrections": "editor",
    "api.correct_document": "editor",
    "api.add_document": "editor",
}

# What belongs to a person and not to their programs.
PERSONAL = frozenset(
    {
        "pages.logout",
        "pages.account",
        "pages.change_password",
        "pages.add_token",
        "pages.revoke_token",
        "pages.end_sittings",
        "pages.second_factor",
        "pages.confirm_second_factor",
        "pages.drop_second_factor",
    }
)
# Answered without asking who it is: also while the register cannot be asked.
UNASKED = frozenset({"static", "operations.health", "operations.ready"})
# All that is open to a person who must choose a password of their own first.
FIRST_STEPS = frozenset({"pages.logout", "pages.account", "pages.change_password"})
# And to one whose role needs a second factor, and who has none.
ENROLLING = frozenset({"pages.second_factor", "pages.confirm_second_factor"})
# What is counted, so that nobody takes the machine from the others.
SEARCHES = frozenset(
    {
        "pages.search",
        "pages.search_export",
        "pages.saved",
        "pages.listing",
        "api.search",
        "api.suggest",
        "api.saved_searches",
        "api.lookup",
    }
)


def may(role: Role, endpoint: str) -> bool:
    """Tell whether a person of this role may use an endpoint.

    >>> may("reader", "pages.search"), may("inspector", "pages.upload")
    (True, False)
    >>> may("administrator", "an endpoint without a row")
    False
    """
    need = NEEDED.get(endpoint)
    if need is None:
        return False
    return need in ("nobody", "anybody") or ROLES.index(role) >= ROLES.index(need)


def lesser(one: Role, other: Role) -> Role:
    """Return the role of the two that may do less.

    >>> lesser("editor", "reader")
    'reader'
    """
    return min(one, other, key=ROLES.index)
