"""The tier of legal force of a document, by its kind and the codes of its number."""

from __future__ import annotations

from corpus.keys import kind_slug, parse_number
from nlp.kinds import kind_by_name, kind_by_slug, rank


def tier_of(kind: str | None, text: str | None) -> int | None:
    """Return the tier of a normative document, None for all others."""
    number = parse_number(text, kind=kind)
    slug = kind_slug(kind, number)
    known = kind_by_name(kind) if kind else kind_by_slug(slug or "")
    if known is None or not known.normative:
        return None
    if not known.always_normative and (number is None or number.year is None):
        return None
    return rank(known, number.codes if number else ())
