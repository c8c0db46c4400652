"""Numbers typed, looked up among the numbers held and the numbers cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from search.arrays import Bools, Floats
from search.postings import Snapshot
from search.query import Item, NumberTyped, Term
from search.typed_dates import dates_of_parts
from search.typed_numbers import NumberParts, readings
from search.words import composed, folded

SAME_SERIAL = 20_000
"""So many numbers of one serial are looked through."""

_EXACT = 120.0
_WHOLE = 100.0
_PART = 60.0
CITING = 10.0
ISSUED = 1.0


@dataclass(frozen=True, slots=True)
class Held:
    """The documents of one typed number: `own` have it, `citing` cite it.

    `absorbed` is how many of the words that followed belong to the number.
    """

    own: Bools
    citing: Bools
    scores: Floats
    absorbed: int = 0

    @property
    def owned(self) -> bool:
        """Whether any document has the number."""
        return bool(self.own.any())

    @property
    def found(self) -> bool:
        """Whether any document has or cites the number."""
        return bool(self.own.any() or self.citing.any())


def look_up(snapshot: Snapshot, typed: NumberTyped, after: list[Item]) -> Held:
    """Find the documents whose number holds every typed part.

    Words after the number are taken into it as long as some number held has them:
    `quyết định 38 lhh` is `38/QĐ-LHH` where that document is held.
    """
    for reading in readings(typed.parts):
        wanted = replace(typed, parts=reading)
        keys = _entries(snapshot, "n", wanted)
        cited = _entries(snapshot, "c", wanted)
        if keys or cited:
            break
    held = [one.parts for one in (*keys, *cited)]
    parts, absorbed = with_words_after(wanted.parts, after, held)
    wanted = replace(typed, parts=parts)
    found = _documents(snapshot, wanted, keys, cited, absorbed)
    days = meant_as_time(typed)
    if days is not None and not typed.parts.rest and found.owned:
        return _also_issued(snapshot, found, days)
    return found


def meant_as_time(typed: NumberTyped) -> tuple[int, int] | None:
    """Return the first and last day where what was typed may be a month or a year.

    "7/2020" and "2020" are times where no document has that number.
    """
    return dates_of_parts(typed.parts) if typed.kind is None else None


def _also_issued(snapshot: Snapshot, held: Held, days: tuple[int, int]) -> Held:
    # "2022" is a plan's number, and a year: its documents come after the plan.
    issued = (snapshot.dates >= days[0]) & (snapshot.dates <= days[1])
    more = issued & snapshot.live & ~held.own & ~held.citing
    scores = held.scores.copy()
    scores[more] = ISSUED
    return replace(held, citing=held.citing | more, scores=scores)


def with_words_after(
    parts: NumberParts, after: list[Item], held: Iterable[NumberParts]
) -> tuple[NumberParts, int]:
    """Take words after a number into it as long as some number held has them."""
    absorbed = 0
    for item in after[:6]:
        if not isinstance(item, Term) or item.prefix:
            break
        longer = replace(parts, rest=(*parts.rest, item.form.folded))
        if not any(each.holds(longer) for each in held):
            break
        parts, absorbed = longer, absorbed + 1
    return parts, absorbed


class Entry(NamedTuple):
    """A key under which a number is held or cited: its parts, the kind it names."""

    key: str
    parts: NumberParts
    kind: str


def read_entry(key: str) -> Entry:
    """Read a key as `search.schema.keys_of` writes it."""
    number, _, kind = key[2:].partition("|")
    serial, suffix, *rest = number.split("/")
    return Entry(key, NumberParts(serial, suffix, tuple(rest)), kind)


def _entries(snapshot: Snapshot, prefix: str, typed: NumberTyped) -> list[Entry]:
    begin = f"{prefix}={typed.parts.serial}/"
    found = map(read_entry, snapshot.expand("keys", begin, limit=SAME_SERIAL))
    return [entry for entry in found if entry.parts.holds(typed.parts)]


def _documents(
    snapshot: Snapshot,
    typed: NumberTyped,
    keys: list[Entry],
    cited: list[Entry],
    absorbed: int,
) -> Held:
    own = np.zeros(snapshot.size, np.bool_)
    citing = np.zeros(snapshot.size, np.bool_)
    scores = np.zeros(snapshot.size, np.float32)
    for key, parts, _ in keys:
        if not parts.holds(typed.parts):
            continue
        for doc in snapshot.postings("keys", key).docs:
            if snapshot.live[doc]:
                own[doc] = True
                number = snapshot.card(int(doc)).number or ""
                scores[doc] = closeness(number, typed, parts)
    own = _of_kind(snapshot, own, typed.kind)
    scores[~own] = 0.0
    if typed.parts.rest or typed.kind:
        wanted_kind = folded(typed.kind or "")
        for key, parts, kind in cited:
            if parts.holds(typed.parts) and (not wanted_kind or kind == wanted_kind):
                citing[snapshot.postings("keys", key).docs] = True
    citing &= snapshot.live & ~own
    scores[citing] = CITING
    return Held(own, citing, scores, absorbed)


def closeness(number: str, typed: NumberTyped, parts: NumberParts) -> float:
    """Return the score of a document whose number holds the typed parts."""
    if _same_writing(number, typed.typed):
        return _EXACT
    if typed.parts.glued == parts.glued:
        return _WHOLE
    missing = len(parts.glued) - len(typed.parts.glued)
    suffix = 20.0 if parts.suffix and not typed.parts.suffix else 0.0
    return _PART - min(missing, 30) - suffix


def _same_writing(held: str, typed: str) -> bool:
    # "HD" and "HĐ" are two codes; where both exist the one typed comes first.
    plain = composed(typed).casefold().replace("ð", "đ")
    return "".join(held.casefold().split()).lstrip("0") in "".join(plain.split())


def _of_kind(snapshot: Snapshot, own: Bools, kind: str | None) -> Bools:
    if kind is None:
        return own
    labels = snapshot.labels["kind"]
    wanted = [i for i, name in enumerate(labels) if folded(name) == folded(kind)]
    kept = own & np.isin(snapshot.codes["kind"], wanted)
    return kept if kept.any() else own


def citing(snapshot: Snapshot, typed: NumberTyped, prefix: str) -> Bools:
    """Mark the documents that cite (`c`) or replace (`r`) a typed number."""
    mask = np.zeros(snapshot.size, np.bool_)
    for key, _, kind in _entries(snapshot, prefix, typed):
        if typed.kind is None or not kind or kind == folded(typed.kind):
            mask[snapshot.postings("keys", key).docs] = True
    return mask
