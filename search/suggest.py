"""What a few typed letters may become: numbers, titles, issuers, people."""

from __future__ import annotations

from search.engine import Suggestion
from search.postings import Snapshot
from search.typed_numbers import shadow
from search.words import composed, folded

_FIELDS = (("st", "title"), ("si", "issuer"), ("sp", "person"))


def suggestions(snapshot: Snapshot, prefix: str, *, limit: int) -> list[Suggestion]:
    """Return completions of what was typed, numbers first, each at most once."""
    found: dict[tuple[str, str], int] = {}
    plain = shadow(composed(prefix[:200]))
    glued = "".join(c for c in plain if c.isalnum()).lstrip("0")
    if glued and glued[0].isdigit():
        _collect(snapshot, f"sn={glued}", "number", found)
    name = folded(prefix[:200])
    if len(name) >= 2:
        for key, field in _FIELDS:
            _collect(snapshot, f"{key}={name}", field, found)
    ranked = sorted(
        found.items(), key=lambda item: (item[0][1] != "number", -item[1], item[0])
    )
    return [Suggestion(text, field, n) for (text, field), n in ranked[:limit]]


def _collect(
    snapshot: Snapshot, prefix: str, field: str, found: dict[tuple[str, str], int]
) -> None:
    for key in snapshot.expand("keys", prefix)[:200]:
        _, _, shown = key.partition("|")
        docs = snapshot.postings("keys", key).docs
        count = int(snapshot.live[docs].sum())
        if count:
            found[shown, field] = max(count, found.get((shown, field), 0))
