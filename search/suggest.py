"""What a few typed letters may become: numbers, titles, issuers, people."""

from __future__ import annotations

from search.engine import Suggestion
from search.postings import Snapshot
from search.typed_numbers import shadow
from search.words import composed, folded

_FIELDS = (("st", "title"), ("si", "issuer"), ("sp", "person"))
_LOOKED_AT = 200
_TYPED = 200
_SHOWN = 50


def suggestions(snapshot: Snapshot, prefix: str, *, limit: int) -> list[Suggestion]:
    """Return completions of what was typed, each at most once.

    Numbers come first where a figure was typed, then names that begin as typed before
    names with a later word that does, then what most documents have. Of every field
    the first 200 completions are weighed.
    """
    typed = composed(prefix[:_TYPED])
    found: dict[tuple[str, str], list[str]] = {}
    glued = "".join(c for c in shadow(typed) if c.isalnum()).lstrip("0")
    if glued[:1].isdigit():
        _collect(snapshot, f"sn={glued}", "number", found)
    name = folded(typed)
    if len(name) >= 2:
        for key, field in _FIELDS:
            _collect(snapshot, f"{key}={name}", field, found)

    def order(entry: tuple[str, str]) -> tuple[bool, bool, int, int, str]:
        text, field = entry
        number = field == "number"
        later = not number and not folded(text).startswith(name)
        most = max(snapshot.frequency("keys", key) for key in found[entry])
        return not number, later, -most, len(text), text

    made: list[Suggestion] = []
    for text, field in sorted(found, key=order):
        if len(made) >= min(limit, _SHOWN):
            break
        count = max(_held(snapshot, key) for key in found[text, field])
        if count:
            made.append(Suggestion(text, field, count))
    return made


def _collect(
    snapshot: Snapshot, prefix: str, field: str, found: dict[tuple[str, str], list[str]]
) -> None:
    for key in snapshot.expand("keys", prefix, limit=_LOOKED_AT):
        found.setdefault((key.partition("|")[2], field), []).append(key)


def _held(snapshot: Snapshot, key: str) -> int:
    return int(snapshot.live[snapshot.postings("keys", key).docs].sum())
