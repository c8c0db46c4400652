"""Which of several laws of one name a citation without year means, by the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.identity import Reference, is_day
from corpus.keys import LAW_KINDS, kind_slug, name_key
from corpus.known import Known, Lookup

# A law passed this long ago is in force, whatever its clause says: no law of the
# sources read took effect later than that after its passing.
_SURELY_IN_FORCE = timedelta(days=730)
_CHANGEOVER = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ByDate:
    """The versions of a law, oldest first, and the one in force on a day or None.

    `near_change` tells that the day lies between the passing of a version and a year
    after its taking effect, so that either version may be meant.
    """

    versions: tuple[Known, ...]
    chosen: Known | None
    near_change: bool


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(str(iso)) if is_day(iso) else None


def versions_of(lookup: Lookup, reference: Reference) -> tuple[Known, ...]:
    """Return the dated laws of the reference's name, one of each day, oldest first."""
    key = name_key(reference.kind, reference.title)
    if key is None or kind_slug(reference.kind) not in LAW_KINDS:
        return ()
    by_day: dict[str, Known] = {}
    for known in lookup.by_name(key):
        if is_day(known.date):
            by_day.setdefault(str(known.date), known)
    return tuple(by_day[day] for day in sorted(by_day))


def _in_force(known: Known, on: date) -> bool | None:
    """Tell whether a law had taken effect on a day; None where that is not known."""
    starts = _day(known.effective_from)
    if starts is not None:
        return starts <= on
    passed = _day(known.date)
    return True if passed and passed + _SURELY_IN_FORCE <= on else None


def version_at(versions: Sequence[Known], on: str | None) -> Known | None:
    """Return the latest of `versions` in force on a day; None where that is in doubt.

    Raises:
        ValueError: never; a day that is none gives None.
    """
    day = _day(on)
    passed = [v for v in versions if day and str(v.date) <= str(on)]
    for known in reversed(passed):
        started = _in_force(known, day) if day else None
        if started is None and known is not passed[0]:
            return None
        if started or started is None:
            return known
    return None


def _near(known: Known, day: date) -> bool:
    passed = _day(known.date)
    starts = _day(known.effective_from)
    if passed is None or day < passed:
        return False
    ends = starts + _CHANGEOVER if starts else passed + _SURELY_IN_FORCE
    return day <= ends


def by_date(lookup: Lookup, reference: Reference, on: str | None) -> ByDate | None:
    """Return which version of a law cited by name alone is meant on a day.

    None for anything but a law without number and year of which a dated version is
    known. The register may not know every version: the answer is a reading of the
    day, not a proof.
    """
    if reference.number or reference.date:
        return None
    versions = versions_of(lookup, reference)
    if not versions:
        return None
    day = _day(on)
    near = day is None or any(_near(known, day) for known in versions[1:])
    return ByDate(versions, version_at(versions, on), near)


def inside_a_title(span_start: int, titles: Iterable[tuple[int, int]]) -> bool:
    """Tell whether an offset lies in one of the titles of other citations."""
    return any(start <= span_start < end for start, end in titles)
