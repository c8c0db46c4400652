"""Resolutions of congresses and plenums, which carry no number.

The Party and the mass organisations name them by the meeting: "Nghị quyết Trung ương 4
khóa XI", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng". The ordinal of
the meeting, or its term, is what identifies them; without one nothing is cited.
"""

from __future__ import annotations

import re

from nlp.drafts import Draft
from nlp.heads import KindWord
from nlp.issuers import body_end
from nlp.reading import GAP, GAP0, Reading, collapse_bars

_SLUGS = frozenset({"nghi-quyet", "ket-luan"})
_ROMAN = r"[ivx]{1,6}"
_WORDED = (
    rf"(?:muoi(?:{GAP}(?:mot|hai|ba|bon|tu|lam))?"
    r"|nhat|hai|ba|bon|tu|nam|sau|bay|tam|chin)"
)
_TIME = rf"lan{GAP}thu{GAP}(?:{_ROMAN}|\d{{1,2}}|{_WORDED})(?![^\W_])"
_TERM_NAME = rf"khoa{GAP}(?:{_ROMAN}|\d{{1,2}})(?![^\W_])"
_TERM = (
    rf"(?:{GAP0},)?(?:{GAP}|{GAP0}\({GAP0}){_TERM_NAME}"
    rf"(?:(?:{GAP0},{GAP}|{GAP}va{GAP})(?:khoa{GAP})?{_ROMAN}(?![^\W_])){{0,3}}(?:{GAP0}\))?"
)
_YEARS = (
    rf"(?:{GAP0},)?{GAP}\(?nhiem{GAP}ky{GAP}\d{{4}}{GAP0}[-–]{GAP0}\d{{4}}(?:{GAP0}\))?"
)
_OPENS = rf"(?:{GAP}cua)?{GAP}"
_PLENUM = re.compile(
    rf"{_OPENS}(?:hoi{GAP}nghi{GAP})?(?P<first>{_TIME}{GAP})?(?:cua{GAP})?"
    rf"(?P<body>(?:(?:ban{GAP}chap{GAP}hanh|bch){GAP})?"
    rf"(?:trung{GAP}uong|tw|tu|t[.]u)(?:{GAP}dang(?:{GAP}cong{GAP}san{GAP}viet{GAP}nam)?)?)"
    rf"(?P<serial>{GAP0}(?:{_TIME}|\d{{1,2}}(?:{GAP0}(?:,|va){GAP}\d{{1,2}}){{0,3}}(?![\w/]|[.,]\d)))?"
    rf"(?P<term>{_TERM})?"
)
_LOCAL_PLENUM = re.compile(
    rf"{_OPENS}hoi{GAP}nghi{GAP}{_TIME}{GAP}(?:cua{GAP})?(?=(?:ban{GAP}chap{GAP}hanh|bch){GAP}dang{GAP}bo{GAP})"
)
_CONGRESS = re.compile(
    rf"{_OPENS}(?P<body>dai{GAP}hoi(?!{GAP}(?:dong|nay)(?![^\W_]))"
    rf"(?:(?:{GAP}dang)?{GAP}(?P<roman>{_ROMAN})(?![^\W_])(?!{GAP}pham)"
    rf"|(?:{GAP}(?!(?:cac|da|se|duoc|ve|de|lan|nhiem|khoa)(?![^\W_]))[^\W\d_]+){{0,14}}?"
    rf"(?:{GAP0},)?{GAP}(?:{_TIME}|{_TERM_NAME}"
    rf"|(?=nhiem{GAP}ky{GAP}\d{{4}}{GAP0}[-–]))))"
)
_OF = re.compile(rf"{GAP}(?P<of>cua{GAP})?(?=dang(?![^\W_]))")
_OF_PARTY = re.compile(
    rf"dang(?:{GAP}cong{GAP}san{GAP}viet{GAP}nam)?(?!{GAP}bo(?![^\W_]))"
)
# "Nghị quyết đại hội Đảng bộ tỉnh lần thứ XV": the Party's name stands in capitals.
_OF_CONGRESS = re.compile(r"đại hội (?:đại biểu )?(?:toàn quốc )?(?:của )?Đảng ")
_ALONE = re.compile(r"[ \t|]{0,40}\n")
_TERM_AFTER = re.compile(_TERM)
_YEARS_AFTER = re.compile(_YEARS)
_ORDINAL = re.compile(rf"(?:thu|khoa){GAP}(?P<roman>{_ROMAN})(?![^\W_])")


def meeting_act(reading: Reading, word: KindWord) -> Draft | None:
    """Read the resolution of a congress or a plenum at its kind word, or None."""
    if word.kind.slug not in _SLUGS or not word.exact or _heads_page(reading, word):
        return None
    return _congress(reading, word) or _plenum(reading, word)


def _heads_page(reading: Reading, word: KindWord) -> bool:
    """Tell whether the kind stands alone on its line: the heading of this text."""
    before = reading.text[max(0, word.start - 1) : word.start]
    return before in {"", "\n"} and _ALONE.match(reading.text, word.end) is not None


def _congress(reading: Reading, word: KindWord) -> Draft | None:
    found = _CONGRESS.match(reading.plain, word.end)
    if found is None or not _named(reading, found, "body"):
        return None
    end = found.end()
    if of := _OF.match(reading.plain, end):
        party = _OF_PARTY.match(reading.plain, of.end())
        end = (
            party.end()
            if party
            else body_end(reading.text, reading.plain, of.end()) or end
        )
    if inside := _YEARS_AFTER.search(reading.plain, found.end(), end):
        end = inside.start()
    issuer = reading.text[found.start("body") : end]
    if years := _YEARS_AFTER.match(reading.plain, end):
        end = years.end()
    return _draft(word, end, issuer)


def _plenum(reading: Reading, word: KindWord) -> Draft | None:
    if local := _LOCAL_PLENUM.match(reading.plain, word.end):
        end = body_end(reading.text, reading.plain, local.end())
        if end is None:
            return None
        term = _TERM_AFTER.match(reading.plain, end)
        return _draft(
            word, term.end() if term else end, reading.text[local.end() : end]
        )
    found = _PLENUM.match(reading.plain, word.end)
    if found is None or not (found["first"] or found["serial"]):
        return None
    body = _named(reading, found, "body")
    return _draft(word, found.end(), body) if body else None


def _named(reading: Reading, found: re.Match[str], group: str) -> str | None:
    """Return the body as printed if it and its ordinals are written in capitals."""
    body = reading.text[found.start(group) : found.end(group)]
    roman = _ORDINAL.finditer(reading.plain, found.start(), found.end())
    places = [each.span("roman") for each in roman]
    if "roman" in found.groupdict() and found["roman"]:
        places.append(found.span("roman"))
    loud = all(reading.text[start:end].isupper() for start, end in places)
    named = body[:1].isupper() or _OF_CONGRESS.match(body) is not None
    return body if named and loud else None


def _draft(word: KindWord, end: int, issuer: str) -> Draft:
    return Draft(word.start, end, word.kind.name, "name", status="ambiguous",
                 issuer=collapse_bars(issuer), head_end=end)  # fmt: skip
