"""Checks of spelling: surely mistyped words, and names written in several ways."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ingest.document import Span
from nlp.analysis import Finding
from nlp.finding_rows import Facts, finding
from nlp.fold import fold, lower, tone_normalise
from nlp.numbers import shadow
from nlp.per_text import per_text
from nlp.territories import territories
from nlp.tokens import tokenise


@cache
def spellings() -> dict[str, Any]:
    """Return the tables of `nlp/data/spellings.toml`."""
    data = files("nlp").joinpath("data/spellings.toml").read_text("utf-8")
    return tomllib.loads(data)


@cache
def typos() -> dict[str, str]:
    """Return the right spelling by the wrong one, in small letters."""
    rows = spellings()["typo"]
    return {wrong: right for row in rows for wrong, right in row["pairs"]}


@cache
def misprinted_places() -> dict[str, str]:
    """Return the names of provinces by themselves with one capital ("Bến tre")."""
    ordinary = set(spellings()["places"]["words"])
    names = (row.name for row in territories().values())
    return {
        name.capitalize(): name
        for name in names
        if " " in name
        and name.replace(" ", "").isalpha()
        and tone_normalise(name.lower()) not in ordinary
    }


def _places_of(text: str, words: str) -> Iterator[Span]:
    """Yield where `words` stand as whole words; searching is plain and so fast."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield Span(at, end)
        at = text.find(words, end)


def mistyped(facts: Facts) -> Iterator[Finding]:
    """T01: a spelling that is no Vietnamese word, or a place in small letters."""
    words, small = _words_of(facts.text)
    for wrong, right in _written_with(small, typos):
        for span in _places_of(facts.flat, wrong):
            yield _typo(facts, span, _like(span.of(facts.text), right))
            break
    one_line = ""
    for wrong, right in _written_with(words, misprinted_places):
        one_line = one_line or facts.plain.replace("\n", " ")
        for span in _places_of(one_line, wrong):
            if _inside_sentence(facts, span):
                yield _typo(facts, span, right)
                break


def _like(printed: str, right: str) -> str:
    """Return the right spelling with the capitals of the printed words.

    >>> _like("Viêt Nam", "việt nam"), _like("Nghị đinh", "nghị định")
    ('Việt Nam', 'Nghị định')
    """
    words, printed_words = right.split(), printed.split()
    if len(words) != len(printed_words):
        return right.capitalize() if printed[0].isupper() else right
    return " ".join(
        word.capitalize() if was[0].isupper() else word
        for was, word in zip(printed_words, words, strict=True)
    )


@cache
def _by_words(
    rows: Callable[[], dict[str, str]],
) -> tuple[tuple[frozenset[str], tuple[str, str]], ...]:
    return tuple((frozenset(row[0].split()), row) for row in rows().items())


def _written_with(
    words: frozenset[str], rows: Callable[[], dict[str, str]]
) -> list[tuple[str, str]]:
    """Return the rows all of whose words are among those of a text: mostly none."""
    return [row for needed, row in _by_words(rows) if needed <= words]


@per_text
def _words_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the different words of a text, as printed and in small letters.

    Few of the rows have all of theirs in one text.
    """
    words = shadow(" ".join(tokenise(text).kinds))
    return frozenset(words.split()), frozenset(lower(words).split())


_MIDST = re.compile(r"[^\W\d_A-ZĐ],?\s{1,3}$")


def _inside_sentence(facts: Facts, span: Span) -> bool:
    """Tell whether a word or a comma stands before, so that no sentence starts."""
    return _MIDST.search(facts.plain[max(0, span.start - 5) : span.start]) is not None


def _typo(facts: Facts, span: Span, right: str) -> Finding:
    slots = {"quote": facts.quote(span), "right": right}
    return finding("T01", span, slots, suggestion=right)


@cache
def _joined() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of terms whose halves any mark may join."""
    halves = (
        term.lower().split(" | ")
        for row in spellings()["term"]
        if row.get("marks")
        for term in row["terms"]
    )
    return tuple(
        re.compile(rf"{one}\s{{0,3}}[–,-]?\s{{0,3}}{two}(?!\w)") for one, two in halves
    )


@cache
def _terms() -> tuple[str, ...]:
    rows = (row for row in spellings()["term"] if not row.get("marks"))
    return tuple(term.lower() for row in rows for term in row["terms"])


_TOWN = re.compile(
    r"T\.?[Pp]\.?[ ]?(?:HCM|H\.C\.M|[A-ZĐ][^\W\d_]{1,7}"
    r"(?:[ ][A-ZĐ][^\W\d_]{1,7}){1,2})(?!\w)"
)


def varied_names(facts: Facts) -> Iterator[Finding]:
    """F08: one term or place written in several ways; once for each of them."""
    _, small = _words_of(facts.text)
    groups: list[Iterator[Span]] = [
        _places_of(facts.flat, term)
        for term in _terms()
        if small.issuperset(term.split())
    ]
    groups += [
        (
            Span(*match.span())
            for match in pattern.finditer(facts.flat)
            if not facts.flat.endswith("luật ", 0, match.start())
        )
        for pattern in _joined()
    ]
    for group in groups:
        forms: dict[bool, dict[str, Span]] = {True: {}, False: {}}
        for span in group:
            written = _written(span.of(facts.plain))
            if not written.isupper():
                # a field ("thi đua") and the body named after it stay apart
                forms[written[0].isupper()].setdefault(written, span)
        yield from _differing(forms[True])
        yield from _differing(forms[False])
    towns: dict[str, dict[str, Span]] = {}
    for match in _TOWN.finditer(facts.plain):
        letters = re.sub(r"[\W_]+", "", fold(match.group()))
        key = letters.replace("hochiminh", "hcm")
        span = Span(*match.span())
        towns.setdefault(key, {}).setdefault(facts.quote(span), span)
    for town in towns.values():
        yield from _differing(town)


@lru_cache(maxsize=1_024)
def _written(printed: str) -> str:
    words = tone_normalise(" ".join(printed.split()))
    return re.sub(r"\s*-\s*", " - ", words)


def _differing(forms: dict[str, Span]) -> Iterator[Finding]:
    if len(forms) > 1:
        spans = list(forms.values())
        evidence = {"spans": [[span.start, span.end] for span in spans[:20]]}
        slots = {"list": "”, “".join(list(forms)[:6])}
        yield finding("F08", spans[1], slots, evidence=evidence)


SPELLING_CHECKS = (mistyped, varied_names)
