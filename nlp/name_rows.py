"""The lists of `data/names.toml` and the known bodies and places, as matcher rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.fold import fold, tone_normalise
from nlp.territories import rows, territories
from nlp.tokens import tokenise

# The Prime Minister and the President are offices; in running text the body inside
# ("Chính phủ") is the organisation.
_OFFICES = frozenset({"ttg", "ctn"})
# Lists of single common words are cheaper to look up than to match.
_MATCHED = frozenset({"OFFICE", "DEGREE", "REGION", "COUNTRY"})
_TOP = frozenset({"qh", "ubtvqh", "cp", "bo-chinh-tri", "bbt", "tw", "dang", "ghpgvn"})


@dataclass(frozen=True, slots=True, order=True)
class NameRow:
    """A name the matcher knows.

    `label` says what it opens or is: ORG, TYPE, PROVINCE, COUNTRY, REGION, DEGREE or
    OFFICE. `rank` orders bodies, the State's first. `printed` are the spellings in
    small letters; folded, several names meet. An `acronym` is one only in capitals.
    """

    label: str
    words: tuple[str, ...]
    printed: frozenset[str] = frozenset()
    value: str = ""
    rank: int = 9
    local: bool = False
    style: str = ""
    acronym: bool = False


def spelling(name: str) -> str:
    """Return the small letters of a name, words parted by one space."""
    return tone_normalise(" ".join(tokenise(name).words)).lower()


def _row(label: str, name: str, **fields: str | int | bool) -> NameRow:
    words = tuple(tokenise(name).folds)
    acronym = name.isupper() and len(words) == 1
    printed = frozenset({spelling(name)})
    return NameRow(label, words, printed, acronym=acronym, **fields)  # type: ignore[arg-type]


@cache
def _shorts() -> tuple[tuple[str, int, str], ...]:
    """Return what abbreviations stand for, folded, how long that is, and each."""
    return tuple(
        (fold(long), len(long), row["short"])
        for row in rows("organisations")["short"]
        for long in (row["long"], row["long"].replace(" và ", " - "))
        if row["short"] != "VP"
    )


def _written(name: str) -> Iterator[str]:
    """Yield a body's name and the same with each abbreviation in its place."""
    yield name
    low = fold(name)
    for long, size, short in _shorts():
        at = low.find(long)
        if at > 0:
            yield name[:at] + short + name[at + size :]


def _bodies() -> Iterator[NameRow]:
    ranks = {
        word: row["rank"] for row in rows("names")["type"] for word in row["names"]
    }
    lone = {
        word
        for row in rows("names")["type"]
        if row.get("alone")
        for word in row["names"]
    }
    opening = sorted(ranks, key=len, reverse=True)
    table = rows("organisations")
    for local, group in ((False, table["organisation"]), (True, table["body"])):
        for row in group:
            if row["id"] in _OFFICES:
                continue
            names = (row["name"], *row.get("aliases", ()))
            rank = next((ranks[o] for o in opening if row["name"].startswith(o)), 1)
            rank = row.get("rank", rank)
            for name in dict.fromkeys(w for n in names for w in _written(n)):
                yield _row(
                    "ORG",
                    name,
                    value=row["id"],
                    rank=0 if row["id"] in _TOP else rank,
                    local=local,
                    style="alone" if local and name in lone else "",
                )


def _types() -> Iterator[NameRow]:
    for row in rows("names")["type"]:
        style = next((s for s in ("company", "plain", "alone") if row.get(s)), "")
        for name in row["names"]:
            yield _row("TYPE", name, rank=row["rank"], style=style)


def _lists() -> Iterator[NameRow]:
    for row in rows("names")["list"]:
        if row["label"] in _MATCHED:
            for name in row["names"]:
                yield _row(row["label"], name, value=name)


@cache
def word_list(label: str) -> frozenset[str]:
    """Return the spellings of one list of `data/names.toml`, in small letters."""
    return frozenset(
        spelling(name)
        for row in rows("names")["list"]
        if row["label"] == label
        for name in row["names"]
    )


def _provinces() -> Iterator[NameRow]:
    for territory in territories().values():
        for name in (territory.name, *territory.aliases):
            yield _row("PROVINCE", name, value=territory.id)


@cache
def name_rows() -> tuple[NameRow, ...]:
    """Return every row once; names equal when folded share one row."""
    merged: dict[tuple[str, tuple[str, ...]], NameRow] = {}
    for row in (*_bodies(), *_types(), *_lists(), *_provinces()):
        key = (row.label, row.words)
        first = merged.setdefault(key, row)
        if first is not row:
            merged[key] = NameRow(
                row.label,
                row.words,
                first.printed | row.printed,
                first.value,
                first.rank,
                first.local or row.local,
                first.style,
                first.acronym and row.acronym,
            )
    return tuple(merged.values())


@cache
def known_bodies() -> frozenset[str]:
    """Return the spellings of all known bodies, in small letters."""
    return frozenset(
        printed for row in name_rows() if row.label == "ORG" for printed in row.printed
    )
