"""Who is called what when people search: rows of `data/synonyms.toml`, and kinds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.kinds import KINDS
from search.words import Form, folded, forms

_ANY_KIND = "van-ban"
"""The word for all kinds names none of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Expressions for one thing: `same` may stand for each other, `related` nearly."""

    same: tuple[tuple[Form, ...], ...]
    related: tuple[tuple[Form, ...], ...] = ()


@cache
def _rows() -> dict[str, list[dict[str, Any]]]:
    text = (files("search") / "data" / "synonyms.toml").read_text("utf-8")
    return tomllib.loads(text)


def _expressions(row: dict[str, Any], key: str) -> tuple[tuple[Form, ...], ...]:
    return tuple(tuple(forms(expression)) for expression in row.get(key, ()))


@cache
def groups() -> dict[str, Group]:
    """Map each folded expression of a group to the group."""
    found: dict[str, Group] = {}
    for row in _rows()["group"]:
        group = Group(_expressions(row, "same"), _expressions(row, "related"))
        for expression in group.same:
            found[" ".join(form.folded for form in expression)] = group
    return found


@cache
def longest_expression() -> int:
    """Return the number of words of the longest expression of any group."""
    return max(key.count(" ") + 1 for key in groups())


@cache
def kind_names() -> dict[str, str]:
    """Map folded names and abbreviations of kinds to the Vietnamese name.

    >>> kind_names()["quyet dinh"], kind_names()["qd"]
    ('Quyết định', 'Quyết định')
    """
    found: dict[str, str] = {}
    for row in KINDS:
        if row.slug != _ANY_KIND:
            for typed in (row.name, row.code or "", *row.words):
                if len(typed) > 1:
                    found.setdefault(folded(typed), row.name)
    for typed_row in _rows()["kind"]:
        for typed in typed_row["short"]:
            found.setdefault(folded(typed), typed_row["name"])
    return found


@cache
def status_names() -> dict[str, str]:
    """Map folded ways to type a state of validity to its official name.

    >>> status_names()["con hieu luc"]
    'Còn hiệu lực'
    """
    return {
        folded(typed): row["value"]
        for row in _rows()["status"]
        for typed in (row["value"], *row["typed"])
    }


@cache
def status_values() -> dict[str, str]:
    """Map what may stand after `hiệu lực:`, folded, to the official name.

    Short words too, and the codes of the register.

    >>> status_values()["con"], status_values()["het"], status_values()["in force"]
    ('Còn hiệu lực', 'Hết hiệu lực toàn bộ', 'Còn hiệu lực')
    """
    found = dict(status_names())
    for row in _rows()["status"]:
        for typed in (*row["short"], row["code"]):
            found.setdefault(folded(typed), row["value"])
    return found


def official_status(label: str) -> str:
    """Return the official name of a state that a document carries.

    >>> official_status("expired"), official_status("Còn hiệu lực")
    ('Hết hiệu lực toàn bộ', 'Còn hiệu lực')
    """
    return status_values().get(folded(label), label)
