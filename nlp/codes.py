"""The codes inside document numbers: official spelling, repair, and whose they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from nlp.fold import fold
from nlp.kinds import KINDS

TYPE_CODES: frozenset[str] = frozenset(
    code for kind in KINDS for code in (kind.code, *kind.variants) if code
) | {"CV"}

# Wrong spellings that stand in the table of kinds so that they are understood.
_WRONG = {"QD": "QĐ", "ND": "NĐ", "CD": "CĐ", "CTR": "CTr", "QYĐ": "QyĐ", "QYD": "QyĐ"}
# The bar of Đ read as a letter of its own.
_WRONG |= {code + "Đ": code for code in ("QĐ", "NĐ", "CĐ", "HĐ")}

NORMATIVE_CODES = frozenset({"NĐ", "TT", "NQ", "QĐ", "CT", "L", "PL", "TTLT", "NQLT"})
LEGACY_CODES = frozenset({"CP", "TTg", "HĐBT", "SL", "SLt", "LCT"})
COPY_CODES = frozenset({"SY", "TrS", "SL"})


def _load() -> dict[str, dict[str, str]]:
    data = files("nlp").joinpath("data/codes.toml").read_text("utf-8")
    return {name: group["codes"] for name, group in tomllib.loads(data).items()}


_GROUPS = _load()
ISSUER_CODES: frozenset[str] = frozenset(
    code for name, group in _GROUPS.items() if name != "court" for code in group
)
COURT_CODES: frozenset[str] = frozenset(_GROUPS["court"])
PARTY_CODES: frozenset[str] = frozenset(_GROUPS["party"]) | frozenset(
    code for code in _GROUPS["mass"] if code.startswith(("TW", "TƯ", "ĐTN"))
)
LOCAL_CODES: frozenset[str] = frozenset(
    {"HĐND", "UBND", "UB", "CTUBND", "TTHĐND", "UBHC"}
)
_NATIONAL = re.compile(r"(?:[QO]H|UBTVQH|HĐNN|HDNN)K?\d{1,2}")


def names_of(code: str) -> tuple[str, ...]:
    """Return the bodies or units that use `code`, the best known first.

    >>> names_of("BNV")
    ('Bộ Nội vụ',)
    """
    return tuple(group[code] for group in _GROUPS.values() if code in group)


def all_names() -> Iterable[str]:
    """Return every body or unit that a code stands for, those of courts left out."""
    return [
        name
        for group, codes in _GROUPS.items()
        if group != "court"
        for name in codes.values()
    ]


def _spellings(codes: Iterable[str]) -> dict[str, str]:
    """Map every spelling without case or đ to its code where only one code has it."""
    owners: dict[str, set[str]] = {}
    for code in codes:
        owners.setdefault(code.upper(), set()).add(code)
        owners.setdefault(fold(code).upper(), set()).add(code)
    return {key: min(group) for key, group in owners.items() if len(group) == 1}


_TYPE_SPELLINGS = _spellings(TYPE_CODES - set(_WRONG)) | _WRONG
_ISSUER_SPELLINGS = _spellings(ISSUER_CODES)


@lru_cache(maxsize=4_096)
def official(code: str, *, first: bool) -> str | None:
    """Return a code in its official spelling, or None where it is not in the tables.

    A lost đ or a wrong case is repaired only where no other code claims the spelling:
    HD, DA and BC stay. `first` tells whether the code follows the serial (or year),
    where the kind of document stands.

    >>> official("QD", first=True), official("TTR", first=True)
    ('QĐ', 'TTr')
    >>> official("HD", first=True), official("LHHX", first=False) is None
    ('HD', True)
    """
    upper = code.upper()
    if code in TYPE_CODES - set(_WRONG) or code in ISSUER_CODES:
        return code
    if _NATIONAL.fullmatch(upper):
        return upper.replace("HDNN", "HĐNN").replace("OH", "QH")
    found = _TYPE_SPELLINGS.get(upper) if first else None
    found = found or _ISSUER_SPELLINGS.get(upper)
    return found or (upper if upper in COURT_CODES else None)
