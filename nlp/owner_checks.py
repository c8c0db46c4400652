"""Checks of what a citation says against what is known of laws and of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nlp.analysis import Finding
from nlp.codes import TYPE_CODES, all_names, names_of
from nlp.finding_rows import Cited, Facts, finding
from nlp.fold import fold
from nlp.law_names import known_names, match_name

_FULL_DAY = len("2013-11-29")
_LAWS = frozenset({"Luật", "Bộ luật"})


@cache
def _last_year() -> int:
    """Return the last year of which the table of laws knows something."""
    return max(year for name in known_names() for year in name.years)


def law_of_no_year(facts: Facts) -> Iterator[Finding]:
    """DT18: a ground that dates a law to a year in which none of its name was passed.

    The years before the first one known and after the last are left: the table may
    lack them. A law may bear the day of the next year, on which it was promulgated.
    """
    for cited in facts.cited:
        citation = cited.citation
        day = citation.date or ""
        if citation.kind not in _LAWS or citation.number or citation.form != "name":
            continue
        if citation.relation != "basis" or len(day) != _FULL_DAY or citation.issuer:
            continue
        years = _years_of(citation.kind, citation.title or "")
        year = int(day[:4])
        if not years or not min(years) < year < _last_year():
            continue
        if year in years or year - 1 in years or _amended(facts, cited):
            continue
        slots = {
            "law": citation.title,
            "year": year,
            "years": ", ".join(map(str, years)),
        }
        yield finding("DT18", citation.span, slots)


@lru_cache(maxsize=1_024)
def _years_of(kind: str, title: str) -> tuple[int, ...]:
    found = match_name(fold(title), len(fold(kind)), kind)
    return found[0].years if found and found[1] == len(title) else ()


def _amended(facts: Facts, cited: Cited) -> bool:
    """Tell whether the day may be that of an amendment or of another document."""
    quote = fold(facts.quote(cited.citation.span))
    return "sua doi" in quote or "ban hanh ngay" in quote


_POST = re.compile(
    r"(?:bo truong|thong doc|tong thanh tra|bo truong, chu nhiem|chu nhiem)\s(?=\S)"
)
_CENTRE = ("bo ", "ngan hang nha nuoc viet nam", "thanh tra chinh phu")
_HEADS = {"thu tuong chinh phu": "TTg", "thu tuong": "TTg", "chinh phu": "CP"}
_OF_THE_HEADS = frozenset({"Quyết định", "Chỉ thị", "Công điện"})
_BOTH_CODES = frozenset({"TTg", "CP", "TT"})
_CODES = 2  # that of the kind and that of the body


def _squeezed(name: str) -> str:
    """Return the letters of a name: "Lao động-Thương binh" has its dashes many ways."""
    return re.sub(r"[^a-z]|(?<=\s)va\s", "", _POST.sub("", fold(name), count=1))


@cache
def _ministries() -> dict[str, str]:
    """Return the ministries that codes stand for, by their letters."""
    names = [name for name in all_names() if fold(name).startswith(_CENTRE)]
    return {_squeezed(name): name for name in names}


def code_of_another(facts: Facts) -> Iterator[Finding]:
    """K11: a number whose code is that of another body than the one named."""
    for cited in facts.cited:
        citation, number = cited.citation, cited.number
        if number is None or citation.form != "full" or not citation.issuer:
            continue
        if number.family not in {"A", "D"} or len(number.codes) != _CODES:
            continue
        kind_code, code = number.codes
        if kind_code not in TYPE_CODES:
            continue
        owner = _other_owner(citation.kind or "", citation.issuer, code)
        if owner is not None:
            slots = {
                "code": code,
                "number": str(number),
                "issuer": " ".join(citation.issuer.split()),
                "hint": f"; đó là ký hiệu của {owner}" if owner else "",
                "hint_en": f"; it is that of {owner}" if owner else "",
            }
            yield finding("K11", citation.span, slots)


@lru_cache(maxsize=4_096)
def _other_owner(kind: str, issuer: str, code: str) -> str | None:
    """Return whose the code is, "" where nobody's; None where nothing is wrong."""
    head = _HEADS.get(fold(" ".join(issuer.split())))
    if head:
        wrong = kind in _OF_THE_HEADS and code in _BOTH_CODES and code != head
        names = names_of(code) if code != "TT" else ()
        return next(iter(names), "") if wrong else None
    named = _squeezed(issuer)
    owners = [name for name in names_of(code) if _squeezed(name) in _ministries()]
    if named not in _ministries() or not owners:
        return None
    return None if named in map(_squeezed, owners) else owners[0]


OWNER_CHECKS = (law_of_no_year, code_of_another)
