"""Which documents satisfy the conditions of a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from search.arrays import Bools
from search.described import values_of
from search.held_numbers import citing, look_up
from search.issuers import (
    canonical,
    joined_provinces,
    names_match,
    one_became_the_other,
)
from search.postings import Snapshot
from search.query import Filter, Notice, Query
from search.schema import date_number
from search.scoring import MAX_PHRASE, all_of
from search.words import folded

FILTER_DROPPED = Notice(
    "filter_dropped",
    "Không có văn bản nào thỏa điều kiện hiểu được từ câu tìm; đã bỏ điều kiện đó.",
    "No document meets the condition read from the query; it was dropped.",
)
_NAMED = 3


def allowed_by(
    snapshot: Snapshot, query: Query, notices: list[Notice]
) -> tuple[Bools, Query]:
    """Mark the live documents that satisfy all filters; tell what was assumed.

    A soft filter that leaves nothing is dropped: the query returned searches its words
    instead.
    """
    allowed = snapshot.live.copy()
    for condition in query.filters:
        mask = _condition(snapshot, condition, notices)
        kept = allowed & (~mask if condition.negated else mask)
        if condition.soft and not kept.any():
            notices.append(FILTER_DROPPED)
            words = condition.number.terms if condition.number else ()
            query = replace(query, items=(*query.items, *words))
            continue
        allowed = kept
    return allowed, query


def _condition(snapshot: Snapshot, condition: Filter, notices: list[Notice]) -> Bools:
    name, value = condition.field, condition.value
    dates = snapshot.dates
    if name == "from":
        return all_of([dates > 0, dates >= start_of(date_number(value))])
    if name == "to":
        return all_of([dates > 0, dates <= date_number(value)])
    if name == "year":
        return all_of([dates // 10000 == int(value)])
    if name in ("number", "cites", "replaces"):
        number = condition.number
        if number is None:
            return _naming(snapshot, value)
        if name == "number":
            return look_up(snapshot, number, []).own
        return citing(snapshot, number, "r" if name == "replaces" else "c")
    labels = snapshot.labels[name]
    wanted = meant(condition, labels)
    mask = all_of([np.isin(snapshot.codes[name], wanted)])
    if name == "issuer" and not (condition.exact or condition.negated):
        mask |= _renamed(snapshot, value, wanted, notices)
    return mask


def _naming(snapshot: Snapshot, value: str) -> Bools:
    # A law is cited by its name more often than by its number.
    mask = np.zeros_like(snapshot.live)
    names = [tuple(folded(value).split()), canonical(value)]
    for name in dict.fromkeys(name[:MAX_PHRASE] for name in names):
        mask[snapshot.phrase(name).keys >> 32] = True
    return mask


def meant(condition: Filter, labels: Sequence[str]) -> list[int]:
    """Return which of the labels of a field a condition names."""
    name, value = condition.field, condition.value
    if condition.exact:
        return [i for i, label in enumerate(labels) if value in values_of(name, label)]
    return [
        i
        for i, label in enumerate(labels)
        if any(names_match(name, value, held) for held in values_of(name, label))
    ]


def _renamed(
    snapshot: Snapshot, typed: str, found: list[int], notices: list[Notice]
) -> Bools:
    labels = snapshot.labels["issuer"]
    others = related_bodies(typed, labels, found)
    mask = all_of([np.isin(snapshot.codes["issuer"], others), snapshot.live])
    held = sorted({labels[i] for i in set(snapshot.codes["issuer"][mask].tolist())})
    if held:
        notices.append(bodies_included(held))
    return mask


def related_bodies(typed: str, labels: Sequence[str], found: list[int]) -> list[int]:
    """Return which labels name a body that became the one typed, or the reverse.

    A body's papers are those of the bodies it took over, and of those that took it
    over: whoever asks for one needs them, and is told.
    """
    today = date.today()
    known = set(found)
    provinces = joined_provinces(typed)
    return [
        i
        for i, label in enumerate(labels)
        if i not in known
        and (
            one_became_the_other(typed, label, today)
            or any(names_match("issuer", name, label) for name in provinces)
        )
    ]


def bodies_included(held: list[str]) -> Notice:
    """Say which bodies renamed or merged were included."""
    names = "; ".join(held[:_NAMED]) + ("…" if len(held) > _NAMED else "")
    return Notice(
        "renamed_bodies",
        f"Gồm cả cơ quan trước và sau khi đổi tên, sáp nhập: {names}.",
        f"Bodies renamed or merged are included: {names}.",
    )


def start_of(day: int) -> int:
    """Return the least date that is not before a day.

    A document dated "2020" or "2020-07" is not before 1 January or 1 July 2020.
    """
    if day % 10000 == 101:
        return day // 10000 * 10000
    return day - 1 if day % 100 == 1 else day
