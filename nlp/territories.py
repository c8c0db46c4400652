"""Provinces and central cities of Vietnam, those of today and those merged away.

Rows and their sources: `data/territories.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from nlp.fold import fold

Level = Literal["tinh", "thanh-pho"]

_WORD = re.compile(r"[^\W_]+")
_LEVEL_WORDS: dict[tuple[str, ...], Level] = {
    ("tinh",): "tinh",
    ("thanh", "pho"): "thanh-pho",
    ("tp",): "thanh-pho",
    ("thu", "do"): "thanh-pho",
}
_LOWER_LEVELS = ("huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu")
_GENERIC = frozenset({"cap", "cac", "ban", "noi", "nay", "do", "khac", "truc", "thuoc"})


@dataclass(frozen=True, slots=True)
class Territory:
    """A province or a city under the central government.

    `until` is the ISO date on which the units of `into` took it over; None while it
    exists. A former unit keeps its own id for ever.
    """

    id: str
    name: str
    level: Level
    aliases: tuple[str, ...] = ()
    until: str | None = None
    into: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Return the name with its unit word, as Decree 30/2020/NĐ-CP writes it.

        >>> province("TPHCM").full_name
        'Thành phố Hồ Chí Minh'
        """
        if self.id == "tphcm":
            return f"Thành phố {self.name}"
        return f"{'tỉnh' if self.level == 'tinh' else 'thành phố'} {self.name}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit below the province: a commune, or a district until 30/6/2025.

    `province` is None where neither the name nor its surroundings tell it; then two
    equal units need not be the same one.
    """

    level: str
    name: str
    province: Territory | None = None

    @property
    def id(self) -> str:
        """Return the id of the unit: level, name and, if known, province."""
        parts = [self.level, self.name]
        if self.province is not None:
            parts.append(self.province.id)
        return "-".join("-".join(parts).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a name, punctuation left out and "&" read "và".

    >>> words_of("TP. Hồ Chí Minh")
    ('tp', 'ho', 'chi', 'minh')
    """
    return tuple(_WORD.findall(fold(text).replace("&", " va ")))


@cache
def rows(name: str) -> dict[str, Any]:
    """Return the parsed table `data/<name>.toml` of this room."""
    text = files("nlp").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def territories() -> dict[str, Territory]:
    """Return every province and central city, past ones included, by id."""
    return {
        row["id"]: Territory(
            id=row["id"],
            name=row["name"],
            level=row["level"],
            aliases=tuple(row.get("aliases", ())),
            until=row.get("until"),
            into=tuple(row.get("into", ())),
        )
        for row in rows("territories")["territory"]
    }


@cache
def _by_words() -> dict[tuple[str, ...], Territory]:
    index: dict[tuple[str, ...], Territory] = {}
    for territory in territories().values():
        for name in (territory.name, *territory.aliases):
            index[words_of(name)] = territory
    return index


def province(name: str) -> Territory | None:
    """Return the province or central city that `name` names, in any spelling.

    The unit word may be there or not. A town that shares a province's name is not the
    province, and "thành phố" before the name of a tỉnh says so: None.

    >>> province("Tp.HCM").id
    'tphcm'
    >>> province("thành phố Hải Dương") is None
    True
    """
    return province_of_words(words_of(name))


def province_of_words(words: tuple[str, ...]) -> Territory | None:
    """Return what `province` returns, for a name already in folded words."""
    index = _by_words()
    if words in index:
        return index[words]
    for prefix, level in _LEVEL_WORDS.items():
        if words[: len(prefix)] != prefix:
            continue
        found = index.get(words[len(prefix) :])
        if found is None:
            return None
        return None if level == "thanh-pho" and found.level == "tinh" else found
    return None


def current(territory: Territory) -> Territory | None:
    """Return the unit that holds this territory's ground today.

    None where it was split between several: no one of them is its heir.

    >>> current(province("tỉnh Bình Dương")).id
    'tphcm'
    """
    seen = territory
    while seen.until is not None:
        if len(seen.into) != 1:
            return None
        seen = territories()[seen.into[0]]
    return seen


def read_place(
    words: tuple[str, ...], *, home: Territory | None = None
) -> Territory | Unit | None:
    """Return the unit that folded `words` name, a province or one below it.

    "tỉnh", "thành phố" alone is `home`. None for plurals and classes ("cấp xã", "các
    phường", "tỉnh bạn") and for anything that is not a unit.
    """
    if not words or words in _LEVEL_WORDS:
        return _home_level(words, home)
    found = province_of_words(words)
    if found is not None:
        return found
    level, name = _lower_level(words)
    if level is None or not name or name[0] in _GENERIC:
        return None
    own, above = _split_province(name)
    return Unit(level, " ".join(own), above or home)


def _home_level(words: tuple[str, ...], home: Territory | None) -> Territory | None:
    """Return home, unless the unit word says that another level is meant."""
    if home is None or not words:
        return home
    # A tỉnh that became a city keeps both readings: Đồng Nai, 30/4/2026.
    said = _LEVEL_WORDS[words]
    return home if said == home.level or home.id == "dong-nai" else None


def _lower_level(words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    for level in (*_LOWER_LEVELS, "thanh pho", "tp"):
        prefix = tuple(level.split())
        if words[: len(prefix)] == prefix:
            return ("thanh pho" if level == "tp" else level), words[len(prefix) :]
    return None, words


def _split_province(
    words: tuple[str, ...],
) -> tuple[tuple[str, ...], Territory | None]:
    """Cut "tân phú tỉnh cà mau" before the province; the name keeps >= 1 word."""
    for at in range(1, len(words)):
        found = province_of_words(words[at:])
        # Bare names would cut "xã Bình Hà Nam" in two: the unit word decides.
        if found is not None and words[at] in ("tinh", "thanh", "tp"):
            return words[:at], found
    return words, None


def tail_place(
    words: tuple[str, ...],
) -> tuple[tuple[str, ...], Territory | None]:
    """Split a name's words into what comes before its closing province, and that.

    >>> rest, place = tail_place(words_of("Hội Nhà báo TP. Hồ Chí Minh"))
    >>> rest, place.id
    (('hoi', 'nha', 'bao'), 'tphcm')
    """
    for at in range(max(1, len(words) - 7), len(words)):
        found = province_of_words(words[at:])
        if found is not None:
            return words[:at], found
    return words, None


TERRITORIES = tuple(territories().values())
"""Every province and central city, past ones included, in the order of the rows."""
