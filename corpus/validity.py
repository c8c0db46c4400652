"""Whether a document was in force on a day: what can be known, and what cannot.

A status is a function of (document, day). Silence is never "in force": a register that
holds no repeal has merely not seen one (domain: absence is "chưa xác định").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from corpus.identity import is_day
from corpus.known import Act, Known
from nlp.fold import fold


class Status(Enum):
    """The statuses of the national database of law, and "not known"."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    PARTLY_EXPIRED = "partly_expired"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Return the Vietnamese label."""
        return _LABELS[self]


_LABELS = {
    Status.IN_FORCE: "Còn hiệu lực",
    Status.EXPIRED: "Hết hiệu lực",
    Status.PARTLY_EXPIRED: "Hết hiệu lực một phần",
    Status.NOT_YET: "Chưa có hiệu lực",
    Status.SUSPENDED: "Ngưng hiệu lực",
    Status.UNKNOWN: "Chưa xác định",
}
# Labels as sources print them, folded, longer before the shorter they begin with.
_PRINTED = (
    ("het hieu luc mot phan", Status.PARTLY_EXPIRED),
    ("het hieu luc", Status.EXPIRED),
    ("con hieu luc", Status.IN_FORCE),
    ("chua co hieu luc", Status.NOT_YET),
    ("ngung hieu luc", Status.SUSPENDED),
    ("khong con phu hop", Status.EXPIRED),
)
_ENDS = ("replaces", "repeals")


@dataclass(frozen=True, slots=True)
class Validity:
    """The status on a day, since when, and by which act; None where not known."""

    status: Status
    on: str | None
    since: str | None = None
    act: Act | None = None


def read_label(label: str | None) -> Status:
    """Return the status that a source prints; UNKNOWN for anything else.

    >>> read_label("Hết hiệu lực toàn bộ"), read_label("Đã biết")
    (<Status.EXPIRED: 'expired'>, <Status.UNKNOWN: 'unknown'>)
    """
    text = " ".join(fold(label or "").split())
    return next((s for word, s in _PRINTED if text.startswith(word)), Status.UNKNOWN)


def _in_effect(acts: Sequence[Act], on: str) -> list[Act]:
    return [act for act in acts if act.from_date and act.from_date <= on]


def _ended(known: Known, acts: Sequence[Act], on: str) -> Validity | None:
    ends = [a for a in acts if a.relation in _ENDS and not a.provisions]
    if ends:
        first = min(ends, key=lambda act: act.from_date or "")
        return Validity(Status.EXPIRED, on, first.from_date, first)
    if is_day(known.effective_to) and str(known.effective_to) <= on:
        return Validity(Status.EXPIRED, on, known.effective_to)
    return None


def _from_acts(known: Known, acts: Sequence[Act], on: str) -> Validity | None:
    if (ended := _ended(known, acts, on)) is not None:
        return ended
    for relation, status in (
        ("suspends", Status.SUSPENDED),
        ("repeals", Status.PARTLY_EXPIRED),
        ("replaces", Status.PARTLY_EXPIRED),
    ):
        for act in acts:
            if act.relation == relation:
                return Validity(status, on, act.from_date, act)
    return None


def validity(
    known: Known, acts: Sequence[Act], on: str | None, *, as_of: str | None = None
) -> Validity:
    """Return the status of `known` on the day `on`.

    Acts of held documents and dates beat the label of a source, and a label speaks
    only for the day on which it was read (`as_of`). UNKNOWN where nothing decides.
    """
    if not is_day(on):
        return Validity(Status.UNKNOWN, on)
    day = str(on)
    found = _from_acts(known, _in_effect(acts, day), day)
    if found is not None:
        return found
    if is_day(known.effective_from) and str(known.effective_from) > day:
        return Validity(Status.NOT_YET, on, known.effective_from)
    label = read_label(known.status)
    if label in (Status.IN_FORCE, Status.NOT_YET) and (as_of is None or as_of != on):
        return Validity(Status.UNKNOWN, on)
    if label is Status.NOT_YET and is_day(known.effective_from):
        return Validity(Status.UNKNOWN, on)
    if label is Status.EXPIRED and as_of != on and as_of is not None:
        return Validity(Status.UNKNOWN, on)
    return Validity(label, on)
