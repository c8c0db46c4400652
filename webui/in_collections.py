"""Collections in questions and answers: people write names, the index holds ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nlp.fold import fold
from search.engine import Results
from search.query import Filter, Notice, Query

Names = Mapping[int, str]
"""The names of the collections that may be seen, by id."""


def asked_in(query: Query, names: Names) -> Query:
    """Return a query whose conditions name collections by their ids.

    A collection that may not be seen is one that nobody has: nothing is found, and the
    answer says that there is none of that name.
    """
    if not any(one.field == "collection" for one in query.filters):
        return query
    notices = list(query.notices)
    filters: list[Filter] = []
    for condition in query.filters:
        if condition.field == "collection":
            meant = _meant(condition.value, names)
            if not meant:
                notices.append(_none_of(condition.value))
            condition = replace(condition, value=" ".join(map(str, meant)))
        filters.append(condition)
    return replace(query, filters=tuple(filters), notices=tuple(notices))


def _meant(value: str, names: Names) -> list[int]:
    wanted = fold(" ".join(value.split()))
    found = [ident for ident, name in names.items() if fold(name) == wanted]
    if not found and wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        found = [ident for ident in names if ident == int(wanted)]
    return found


def _none_of(value: str) -> Notice:
    return Notice(
        "no_collection",
        f"Không có bộ sưu tập tên “{value[:60]}”.",
        f"There is no collection named “{value[:60]}”.",
    )


def told_in(results: Results, names: Names) -> Results:
    """Return an answer whose facet of collections tells their names."""
    counted = results.facets.get("collection", [])
    named = [
        (names[int(ident)], count)
        for ident, count in counted
        if ident.isdecimal() and int(ident) in names
    ]
    return replace(results, facets={**results.facets, "collection": named})
