"""What a few typed letters may become: numbers, titles, issuers, people."""

from __future__ import annotations

from collections.abc import Iterator

from search.engine import Suggestion
from search.names import FIELDS, ISSUER, NUMBER, PERSON, TITLE, Named
from search.postings import Snapshot
from search.typed_numbers import shadow
from search.words import composed, folded

_LOOKED_AT = 200
_TYPED = 200
_SHOWN = 50


def suggestions(snapshot: Snapshot, prefix: str, *, limit: int) -> list[Suggestion]:
    """Return completions of what was typed, each at most once.

    Numbers come first where a figure was typed, then names that begin as typed before
    names with a later word that does, then what most documents have. Of every field
    the first 200 completions of each segment are weighed.
    """
    counts: dict[tuple[str, str], int] = {}
    later: set[tuple[str, str]] = set()
    for found in _found(snapshot, prefix):
        name = found.field, found.text
        if found.later:
            later.add(name)
        bearers = int(snapshot.live[found.docs].sum())
        counts[name] = counts.get(name, 0) + bearers

    return in_order(counts, later, limit)


def in_order(
    counts: dict[tuple[str, str], int], later: set[tuple[str, str]], limit: int
) -> list[Suggestion]:
    """Return names as suggestions in order; `later` have a later word as typed."""

    def order(name: tuple[str, str]) -> tuple[bool, bool, int, int, str]:
        field, text = name
        return field != NUMBER, name in later, -counts[name], len(text), text

    held = sorted((name for name, count in counts.items() if count), key=order)
    return [
        Suggestion(text, FIELDS[field], counts[field, text])
        for field, text in held[: min(limit, _SHOWN)]
    ]


def _found(snapshot: Snapshot, prefix: str) -> Iterator[Named]:
    for letter, typed in looked_for(prefix):
        yield from snapshot.named(letter, typed, _LOOKED_AT)


def looked_for(prefix: str) -> Iterator[tuple[str, str]]:
    """Yield which names may begin as typed: the letter of the kind, what is typed."""
    typed = composed(prefix[:_TYPED])
    glued = "".join(c for c in shadow(typed) if c.isalnum()).lstrip("0")
    if glued[:1].isdigit():
        yield NUMBER, glued
    name = folded(typed)
    if len(name) >= 2:
        for letter in (TITLE, ISSUER, PERSON):
            yield letter, name
