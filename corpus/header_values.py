"""Values of header fields as a person types them, made what the register keeps."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from corpus.keys import parse_number
from nlp.kinds import kind_by_name

_LONGEST = {"number": 100, "kind": 60, "date": 40}
_LONGEST_TEXT = 1_000
_DAY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def header_value(field: str, typed: str, *, kind: str | None = None) -> str | None:
    """Return the value of a header field as the register keeps it; None if empty.

    Dates may be typed "31/7/2020" or "2020-07-31"; numbers in any spelling that is one;
    kinds by name or code, with or without diacritics.

    >>> header_value("date", "31/7/2020"), header_value("number", " 38/qđ-lhh ")
    ('2020-07-31', '38/QĐ-LHH')
    >>> header_value("kind", "quyết định"), header_value("title", "  ")
    ('Quyết định', None)

    Raises:
        ValueError: if it is too long, or cannot be a value of that field.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    if not text:
        return None
    if len(text) > _LONGEST.get(field, _LONGEST_TEXT):
        raise ValueError(f"{field}: too long")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError(f"{field}: control characters")
    if field == "date":
        return _date(text)
    if field == "number":
        return _number(text, kind)
    if field == "kind":
        known = kind_by_name(text)
        if known is None:
            raise ValueError(f"no such kind: {text}")
        return known.name
    return text


def _date(text: str) -> str:
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise ValueError(f"no date: {text}")
    return date(year, month, day).isoformat()


def _number(text: str, kind: str | None) -> str:
    if not any(letter.isdigit() for letter in text):
        raise ValueError(f"no number: {text}")
    parsed = parse_number(text, kind=kind)
    return str(parsed) if parsed is not None and parsed.codes else text
