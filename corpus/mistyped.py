"""A number that is not held, where all else names a document that is."""

from __future__ import annotations

from corpus.fields import title_likeness
from corpus.identity import Match, Reference, is_day, issuers_match
from corpus.keys import kind_slug, name_words, parse_number, serial_of
from corpus.known import Known, Lookup

_ALIKE = 0.9
_FEWEST_WORDS = 4


def number_meant(ours: Reference, lookup: Lookup) -> Known | None:
    """Return the one document of the cited kind, day, issuer and title, or None.

    Its number is another: the one cited is probably mistyped. An issuer may sign many
    decisions of one title in a day, so several candidates, or a number that is not
    like the cited one under a title that is not wholly the same, mean nothing.
    """
    words = name_words(ours.title or "")
    if not ours.number or not is_day(ours.date) or len(words) < _FEWEST_WORDS:
        return None
    found = [known for known in lookup.of_day(str(ours.date)) if _fits(ours, known)]
    if len(found) != 1:
        return None
    whole = name_words(found[0].title or "") == words
    return found[0] if whole or _is_slip(ours, found[0]) else None


def _fits(ours: Reference, known: Known) -> bool:
    return (
        bool(known.number)
        and kind_slug(known.kind) == kind_slug(ours.kind)
        and issuers_match(ours, known.reference) is Match.EXACT
        and len(name_words(known.title or "")) >= _FEWEST_WORDS
        and title_likeness(ours.title or "", known.title or "") >= _ALIKE
    )


def _is_slip(ours: Reference, known: Known) -> bool:
    """Tell whether one digit, or the order of the digits, is all that differs."""
    numbers = [parse_number(one.number, kind=one.kind) for one in (ours, known)]
    first, second = (serial_of(number) if number else "" for number in numbers)
    if not first or not second:
        return False
    if sorted(first) == sorted(second):
        return True
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
