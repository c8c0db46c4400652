"""Document numbers as people type them into a search box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.codes import ISSUER_CODES, TYPE_CODES
from nlp.fold import fold
from nlp.kinds import KINDS, Kind, kind_by_code
from nlp.numbers import shadow


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """What a typed number says: every part may be missing but the serial.

    `serial` has no leading zeros; `codes` are folded ("qd", "lhh"), with or without
    the code of the kind, as typed; `kind` is None where nothing or several kinds fit.
    """

    serial: str
    suffix: str = ""
    year: int | None = None
    kind: Kind | None = None
    codes: tuple[str, ...] = ()


_MAX_QUERY = 120
_MAX_CANDIDATES = 4


def _letters(code: str) -> str:
    return fold(code).replace("&", "").replace("-", "")


@cache
def _types() -> dict[str, tuple[Kind, ...]]:
    table: dict[str, dict[str, Kind]] = {}
    for kind in KINDS:
        for code in (kind.code, *kind.variants, *kind.words):
            if code:
                table.setdefault(_letters(code), {})[kind.slug] = kind
    return {key: tuple(kinds.values()) for key, kinds in table.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(_letters(code) for code in TYPE_CODES | ISSUER_CODES)


def _kind_pattern() -> str:
    names = {fold(kind.name) for kind in KINDS}
    words = {
        _letters(word) for kind in KINDS for word in (*kind.words, kind.code or "")
    }
    ordered = sorted((names | words) - {""}, key=len, reverse=True)
    return "|".join(name.replace(" ", r"\s*") for name in ordered)


_QUERY = re.compile(
    rf"(?:(?P<kind>{_kind_pattern()})[\s.:]*)?(?:(?:so|no)[\s.:]*)?"
    r"(?P<serial>\d{1,6}(?:\.\d{1,2}(?!\d))?)(?P<suffix>bis|ter|[a-z](?![a-z]))?"
    r"(?P<tail>(?![\d.])[\s\S]*)"
)
_TOKEN = re.compile(r"(?:qh|ubtvqh|hdnn)k?\d{1,2}(?![a-z0-9])|[a-z&]+|\d+")
_SEPARATED = re.compile(r"^\s?[/-]\s?(?:\d{4}\s?/\s?)?[a-z]")
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


def _splits(word: str, first: bool) -> list[tuple[str, ...]]:
    """Return the ways to read a word as codes: "qdlhh" as qd and lhh."""
    known = _known()
    ways: list[tuple[str, ...]] = [(word,)] if word in known else []
    if not first:
        return ways
    for size in range(2, len(word) - 1):
        head, rest = word[:size], word[size:]
        if head in _types() and rest in known:
            ways.append((head, rest))
    return ways


def _read_tail(
    tail: str, *, trusting: bool
) -> tuple[int | None, list[tuple[str, ...]]] | None:
    """Return the year and the readings of the codes, or None where a word is prose."""
    year: int | None = None
    readings: list[tuple[str, ...]] = [()]
    tokens = _TOKEN.findall(tail)
    if tokens and tokens[-1] == "nam":
        return None
    for token in tokens:
        if token.isdigit():
            if year or not _is_year(token):
                return None
            year = int(token)
        elif token not in {"nam", "so"}:
            word = token.replace("&", "")
            ways = _splits(word, first=not readings[0])
            if not ways and _is_code(token, trusting):
                ways = [(word,)]
            if not ways:
                return None
            readings = [reading + way for reading in readings for way in ways]
            del readings[_MAX_CANDIDATES:]
    return year, readings


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and _FIRST_YEAR <= float(digits) <= _LAST_YEAR


def _is_code(token: str, trusting: bool) -> bool:
    return token[-1].isdigit() or (trusting and 2 <= len(token) <= 16)


def _kind(word: str | None, codes: tuple[str, ...]) -> Kind | None:
    """Return the kind that the word, or else the first code, names alone."""
    if word:
        plain = re.sub(r"\s+", "", word)
        for kind in KINDS:
            if fold(kind.name).replace(" ", "") == plain:
                return kind
    kinds = _types().get(_letters(word) if word else (codes[0] if codes else ""), ())
    if len(kinds) > 1:
        kinds = tuple(kind for kind in kinds if kind_by_code(kind.code or "") is kind)
    return kinds[0] if len(kinds) == 1 else None


def parse_loose(query: str) -> tuple[LooseNumber, ...]:
    """Return what a query can be as a document number; () where it is none.

    The whole query must be a number: case, marks, separators and the word "số" do not
    matter. Several answers where glued letters can be read in several ways.

    >>> [(n.serial, n.year, n.codes) for n in parse_loose("38qdlhh")]
    [('38', None, ('qd', 'lhh'))]
    >>> parse_loose("nd 30 2020")[0].kind.name
    'Nghị định'
    """
    if len(query) > _MAX_QUERY:
        return ()
    match = _QUERY.fullmatch(fold(shadow(query)).strip())
    if match is None:
        return ()
    tail = _read_tail(match["tail"], trusting=bool(_SEPARATED.match(match["tail"])))
    if tail is None:
        return ()
    year, readings = tail
    if year and not (match["kind"] or readings[0]) and _is_year(match["serial"]):
        return ()  # "2019-2024" is a period
    serial, suffix = match["serial"].lstrip("0") or "0", match["suffix"] or ""
    return tuple(
        LooseNumber(serial, suffix, year, _kind(match["kind"], codes), codes)
        for codes in readings
    )
