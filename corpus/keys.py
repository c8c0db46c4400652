"""The keys under which documents and citations are filed, so that they meet.

A key is coarser than an identity: documents of one key are candidates, and
`corpus.identity` decides between them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.rows import identity_rows
from nlp.fold import fold
from nlp.kinds import kind_by_code, kind_by_name
from nlp.numbers import DocumentNumber

_LONGEST = 200
_LONGEST_NAME = 500
_WORD = re.compile(r"[^\W_]+")
_SQUASH = re.compile(r"\s+")
_YEAR_TAIL = re.compile(r" \(?(?:nam )?(?:19|20)\d\d\)?$")
_DATE_TAIL = re.compile(r" (?:so|ngay) \d.*$", re.DOTALL)
_SHORT = re.compile(r"(\d{1,6}(?:\.\d{1,2})?)(bis|ter|[a-zđ])?(?:/((?:19|20)\d\d))?")
LAW_KINDS = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap"})
_LAW_WORDS = ("bo luat", "luat", "luât", "phap lenh", "hien phap")


@lru_cache(maxsize=65_536)
def parse_number(
    number: str | None, *, kind: str | None = None
) -> DocumentNumber | None:
    """Return the number of a document as parts, or None where it is none.

    A short number ("98/2023", "30") gives a number without codes.
    """
    if not number or len(number) > _LONGEST:
        return None
    known = kind_by_name(kind) if kind else None
    return DocumentNumber.parse(number, kind=known) or _short(number)


def _short(number: str) -> DocumentNumber | None:
    found = _SHORT.fullmatch(number.strip())
    if found is None:
        return None
    serial, suffix, year = found.groups()
    return DocumentNumber(
        serial=serial,
        suffix=(suffix or "").lower(),
        year=int(year) if year else None,
        term=None,
        codes=(),
        family="",
        text=number.strip(),
    )


def number_key(number: str | None, *, kind: str | None = None) -> str | None:
    """Return the key of a number: no leading zeros, one case, no spaces.

    A number that cannot be parsed is filed as it is written.

    >>> number_key("0038/QĐ-LHH") == number_key("38/qđ-lhh")
    True
    """
    if not number:
        return None
    parsed = parse_number(number, kind=kind)
    text = parsed.key if parsed else _SQUASH.sub("", number)
    return text.casefold()[:_LONGEST]


def short_key(kind: str | None, number: str | None) -> str | None:
    """Return kind/serial/year, under which "Nghị định 98/2023" is looked up.

    None where the number has no year: a bare serial is no key.
    """
    parsed = parse_number(number, kind=kind)
    slug = kind_slug(kind, parsed)
    if parsed is None or parsed.year is None or slug is None:
        return None
    return f"{slug}/{serial_of(parsed)}/{parsed.year}"[:_LONGEST]


def serial_of(number: DocumentNumber) -> str:
    """Return the serial without leading zeros, with its suffix."""
    return (number.serial.lstrip("0") or "0") + number.suffix.lower()


def kind_slug(kind: str | None, number: DocumentNumber | None = None) -> str | None:
    """Return the slug of a kind; from the code of the number where no kind is given.

    A kind that is in no table gives its folded name.
    """
    if kind:
        known = kind_by_name(kind)
        return known.slug if known else "-".join(_WORD.findall(fold(kind))) or None
    for code in number.codes if number else ():
        if (by_code := kind_by_code(code)) is not None:
            return by_code.slug
    return None


def name_words(title: str) -> tuple[str, ...]:
    """Return the words of a law's name that tell it: folded, abbreviations spelt out.

    The word "Luật" in front, a year or a date behind, and punctuation do not count;
    i and y are one letter.
    """
    text = " ".join(fold(title).split())
    text = _DATE_TAIL.sub("", _YEAR_TAIL.sub("", text))
    for word in _LAW_WORDS:
        if text.startswith(word + " "):
            text = text[len(word) + 1 :]
            break
    words: list[str] = []
    for word in _WORD.findall(text):
        words += identity_rows()["abbreviations"].get(word, word).split()
    return tuple(word.replace("y", "i") for word in words)


def name_key(kind: str | None, title: str | None) -> str | None:
    """Return the key of a law that is cited by its name, or None for other kinds.

    >>> name_key("Luật", "Luật Đất đai năm 2013") == name_key("Luật", "Đất đai")
    True
    """
    slug = kind_slug(kind)
    if slug == "hien-phap":
        return slug
    if slug not in LAW_KINDS or not title:
        return None
    group = "phap-lenh" if slug == "phap-lenh" else "luat"
    words = name_words(title)
    return f"{group}:{' '.join(words)}"[:_LONGEST_NAME] if words else None
