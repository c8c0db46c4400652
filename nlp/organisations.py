"""Which organisation a name, an office or a code means: `resolve_organisation`.

Rows and their sources: `data/organisations.toml`. What a row cannot tell (an unknown
company, "UBND tỉnh" without knowing which province) stays unknown: no guess is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from nlp.fold import fold
from nlp.territories import (
    Territory,
    Unit,
    province,
    read_place,
    rows,
    tail_place,
    words_of,
)

Words = tuple[str, ...]

_CODE = re.compile(r"[A-ZĐƯ][A-ZĐƯa-zđ&-]*")
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that can issue a document.

    `id` is stable: "bnv", "ubnd-tphcm"; for a body no row knows, the slug of its name,
    and `known` is False. `territory` is the id of its province or unit; None for
    bodies of the whole country. `office` is the post by which the text named it.
    """

    id: str
    name: str
    territory: str | None = None
    office: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one name says: the parts of it, with what it leaves open."""

    parts: tuple[Organisation, ...]
    open_body: str | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Home:
    """Where the reader stands: the territory and, if central, the body itself."""

    territory: Territory | None = None
    body: Organisation | None = None


_NOWHERE = _Home()


def resolve_organisation(name: str, *, home: str | None = None) -> Organisation | None:
    """Return the organisation that `name` means.

    Spellings, abbreviations, offices and upper case all lead to the same id. `home`
    is the issuer of the document in which the name stands (or its province): it says
    which province "UBND tỉnh", "Sở Nội vụ" and "Thành phố" are of. None where that
    remains open, for plurals ("UBND cấp xã"), and for several bodies at once.

    >>> resolve_organisation("Chủ tịch UBND TP.HCM").id
    'ubnd-tphcm'
    >>> resolve_organisation("UBND tỉnh") is None
    True
    """
    reading = _read(name[:_LONGEST_NAME], home and home[:_LONGEST_NAME])
    return reading.parts[0] if reading is not None and len(reading.parts) == 1 else None


def joint_organisations(name: str, *, home: str | None = None) -> list[Organisation]:
    """Return the bodies of a joint name: "Bộ Tài chính và Bộ Tư pháp" gives two."""
    reading = _read(name[:_LONGEST_NAME], home and home[:_LONGEST_NAME])
    return list(reading.parts) if reading is not None else []


def organisation_of_code(code: str, *, home: str | None = None) -> Organisation | None:
    """Return the body that signs with `code`; None if it is local and home unknown.

    >>> organisation_of_code("BNV").name
    'Bộ Nội vụ'
    >>> organisation_of_code("UBND", home="Ủy ban nhân dân tỉnh Nghệ An").id
    'ubnd-nghe-an'
    """
    row = _codes().get(code) or _folded_codes().get(fold(code))
    if row is None:
        return None
    if not row["local"]:
        return _whole(row, None)
    where = _home(home)
    return _local(row, where.territory, None) if where.territory else None


def same_organisation(a: str, b: str, *, home: str | None = None) -> bool | None:
    """Tell whether two names mean one organisation; None where that cannot be told.

    False only if both are known bodies and differ. A minister is his ministry. A body
    and one of several joint issuers cannot be told apart from an omission: None.

    >>> same_organisation("Bộ trưởng Bộ Nội vụ", "BỘ NỘI VỤ")
    True
    >>> same_organisation("UBND tỉnh", "UBND tỉnh Nghệ An") is None
    True
    """
    left = _read(a[:_LONGEST_NAME], home and home[:_LONGEST_NAME])
    right = _read(b[:_LONGEST_NAME], home and home[:_LONGEST_NAME])
    if left is None or right is None:
        return None
    if left.open_body or right.open_body:
        return _compare_open(left, right)
    ours, theirs = ({part.id for part in side.parts} for side in (left, right))
    if ours == theirs:
        return None if left.loose or right.loose else True
    if ours & theirs or not all(part.known for part in left.parts + right.parts):
        return None
    return False


def _compare_open(left: _Reading, right: _Reading) -> bool | None:
    """Compare readings of which one lacks its territory: never True."""
    bodies = []
    for side in (left, right):
        if side.open_body:
            bodies.append({side.open_body})
        elif all(part.known for part in side.parts):
            bodies.append({_body_id(part) for part in side.parts})
        else:
            return None
    return None if bodies[0] & bodies[1] else False


def _body_id(organisation: Organisation) -> str:
    if organisation.territory is None:
        return organisation.id
    return organisation.id.removesuffix("-" + organisation.territory)


def successors(organisation_id: str, on: date) -> tuple[str, ...]:
    """Return the ids of the bodies that had taken this one's place by `on`.

    Empty while it still existed, and for bodies of which no end is recorded. Chains
    are followed: Bộ Thủy sản leads, in 2026, to Bộ Nông nghiệp và Môi trường.
    """
    last: tuple[str, ...] = ()
    wave = _next(organisation_id, on)
    while wave:
        last = tuple(dict.fromkeys(last_id for last_id in wave))
        further = [_next(each, on) or (each,) for each in last]
        wave = tuple(dict.fromkeys(one for group in further for one in group))
        if wave == last:
            break
    return last


def _next(organisation_id: str, on: date) -> tuple[str, ...]:
    row, territory = _row_of_id(organisation_id)
    if row is None:
        return ()
    if "until" in row and row["until"] <= on.isoformat():
        suffix = f"-{territory}" if territory else ""
        return tuple(each + suffix for each in row.get("into", ()))
    place = province(territory.replace("-", " ")) if territory else None
    if place is None or place.until is None or place.until > on.isoformat():
        return ()
    return tuple(f"{row['id']}-{each}" for each in place.into)


def _row_of_id(organisation_id: str) -> tuple[dict[str, Any] | None, str | None]:
    by_id = {row["id"]: row for row in _rows()}
    if organisation_id in by_id and not by_id[organisation_id]["local"]:
        return by_id[organisation_id], None
    parts = organisation_id.split("-")
    for at in range(len(parts) - 1, 0, -1):
        row = by_id.get("-".join(parts[:at]))
        if row is not None and row["local"]:
            return row, "-".join(parts[at:])
    return None, None


# Tables


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    table = rows("organisations")
    central = [{**row, "local": False} for row in table["organisation"]]
    local = [{**row, "local": True} for row in table["body"]]
    return (*central, *local)


@cache
def _names() -> dict[Words, tuple[dict[str, Any], ...]]:
    """Rows by name: "Cục Thuế" is a body of the centre and, until 2025, a local one."""
    index: dict[Words, tuple[dict[str, Any], ...]] = {}
    for row in _rows():
        for name in {_key(name) for name in (row["name"], *row.get("aliases", ()))}:
            index[name] = (*index.get(name, ()), row)
    return index


@cache
def _codes() -> dict[str, dict[str, Any]]:
    index: dict[str, dict[str, Any]] = {}
    for row in _rows():
        for code in row.get("codes", ()):
            index.setdefault(code, row)
    return index


@cache
def _folded_codes() -> dict[str, dict[str, Any]]:
    """Codes without diacritics, only those that one body alone can mean."""
    seen: dict[str, list[dict[str, Any]]] = {}
    for code, row in _codes().items():
        seen.setdefault(fold(code), []).append(row)
    return {code: found[0] for code, found in seen.items() if len(found) == 1}


@cache
def _offices() -> tuple[tuple[Words, str, str | None], ...]:
    found = [
        (_key(row["title"]), row["title"], row.get("of"))
        for row in rows("organisations")["office"]
    ]
    return tuple(sorted(found, key=lambda office: -len(office[0])))


@cache
def _shorts() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the abbreviations inside names, and what each stands for."""
    table = {
        re.sub(r"[^a-z]", "", fold(row["short"])): fold(row["long"])
        for row in rows("organisations")["short"]
    }
    forms = sorted((row["short"] for row in rows("organisations")["short"]), key=len)
    body = "|".join(_short_pattern(fold(form)) for form in forms[::-1])
    return re.compile(rf"(?<![\w&])(?:{body})(?![\w&])"), table


def _short_pattern(form: str) -> str:
    return r" ?[&,-] ?".join(re.escape(part) for part in re.split(r"[&,-]", form))


# Reading


@lru_cache(maxsize=8192)
def _key(name: str) -> Words:
    """Return the folded words of a name with its abbreviations written out."""
    pattern, table = _shorts()
    folded = fold(name)
    spelt = pattern.sub(lambda m: table[re.sub(r"[^a-z]", "", m[0])], folded)
    return words_of(spelt)


@lru_cache(maxsize=1024)
def _home(home: str | None) -> _Home:
    if not home:
        return _NOWHERE
    place = province(home)
    if place is not None:
        return _Home(place)
    reading = _single(_key(home), _NOWHERE)
    if reading is None or len(reading.parts) != 1:
        return _Home(tail_place(_key(home))[1])
    body = reading.parts[0]
    _, territory = tail_place(_key(home))
    return _Home(territory, body)


@lru_cache(maxsize=8192)
def _read(name: str, home: str | None) -> _Reading | None:
    where = _home(home)
    code = name.strip()
    if _CODE.fullmatch(code) and fold(code).upper() != fold(code):
        found = organisation_of_code(code, home=home)
        if found is not None and _key(name) not in _names():
            return _Reading((found,))
    words = _key(name)
    if not words:
        return None
    whole = _single(words, where)
    if whole is not None and (whole.open_body or whole.parts[0].known):
        return whole
    return _joint(words, where) or (whole and _as_printed(whole, name))


def _as_printed(reading: _Reading, name: str) -> _Reading:
    """Give a body without a row the name that the text gives it."""
    (part,) = reading.parts
    if part.name:
        return reading
    office = len((part.office or "").split())
    return replace(
        reading, parts=(replace(part, name=" ".join(name.split()[office:])),)
    )


def _joint(words: Words, where: _Home) -> _Reading | None:
    """Read "A và B" where both halves are bodies that the rows know."""
    for at in (i for i, word in enumerate(words) if word == "va"):
        left, right = _single(words[:at], where), _single(words[at + 1 :], where)
        if left is None or right is None or not (left.parts and right.parts):
            continue
        if left.parts[0].known and right.parts[0].known:
            return _Reading(left.parts + right.parts)
    return None


def _single(words: Words, where: _Home) -> _Reading | None:
    """Read one body: by its row, by its office, else by the slug of its name."""
    found = _known(words, where, None)
    if found is not None:
        return found
    for title, printed, of in _offices():
        if words[: len(title)] != title:
            continue
        if of is not None and len(words) == len(title):
            return _Reading((_whole(_row_of_id(of)[0] or {}, printed),))
        for rest in _after_office(words, title):
            found = _known(rest, where, printed)
            if found is not None:
                return found
        rest = words[len(title) :]
        return _unknown(rest, where, printed) if rest else None
    return _unknown(words, where, None)


def _after_office(words: Words, title: Words) -> Iterator[Words]:
    """Yield what may name the body after a title.

    "Chánh Văn phòng UBND" and "Chánh Thanh tra tỉnh" share words with the body.
    """
    for overlap in (2, 1):
        if len(title) > overlap:
            yield words[len(title) - overlap :]
    yield words[len(title) :]


def _known(words: Words, where: _Home, office: str | None) -> _Reading | None:
    """Read a body that a row knows; the longest name that opens the words wins."""
    names = _names()
    for length in range(min(len(words), 18), 0, -1):
        for row in names.get(words[:length], ()):
            found = _as_row(row, words, words[length:], where, office)
            if found is not None:
                return found
    return None


def _as_row(
    row: dict[str, Any], words: Words, rest: Words, where: _Home, office: str | None
) -> _Reading | None:
    """Read the name as this row and what follows it, if that makes sense."""
    if not row["local"]:
        return None if rest else _Reading((_whole(row, office),))
    place = _place(words, rest, where)
    if isinstance(place, _Open):
        return _Reading((), open_body=row["id"])
    if place is None:
        return None
    loose = isinstance(place, Unit) and place.province is None
    return _Reading((_local(row, place, office),), loose=loose)


class _Open:
    """A local body whose territory the text does not tell."""


def _place(words: Words, rest: Words, where: _Home) -> Territory | Unit | _Open | None:
    if not rest and words[-1] in ("tinh", "pho"):
        rest = ("tinh",) if words[-1] == "tinh" else ("thanh", "pho")
    bare = not rest or rest in (("tinh",), ("thanh", "pho"), ("tp",))
    found = read_place(rest, home=where.territory)
    if found is None and bare:
        return _Open()
    return found


def _whole(row: dict[str, Any], office: str | None) -> Organisation:
    return Organisation(id=row["id"], name=row["name"], office=office)


def _local(
    row: dict[str, Any], place: Territory | Unit, office: str | None
) -> Organisation:
    if isinstance(place, Territory):
        where, known = f"{row['name']} {place.full_name}", True
    else:
        where, known = f"{row['name']} {place.level} {place.name}", False
        known = place.province is not None
    return Organisation(f"{row['id']}-{place.id}", where, place.id, office, known)


_GENERIC_TAILS = (("tinh", "ban"), ("cap", "xa"), ("cap", "tinh"), ("cac", "cap"))


def _unknown(words: Words, where: _Home, office: str | None) -> _Reading | None:
    """Give a body without a row the slug of its name, its province in one spelling."""
    if not words or words[0] in ("cac", "nhung", "mot") or words[-2:] in _GENERIC_TAILS:
        return None
    if words[-1] == "bo" and len(words) > 1 and where.body is not None:
        slug = (*words[:-1], where.body.id)
        name = f"{' '.join(words[:-1])} {where.body.name}"
        return _Reading((_by_slug(slug, name, None, office),))
    rest, place = tail_place(words)
    if place is None and words[-1] in ("tinh", "tp", "pho") and where.territory:
        cut = -2 if words[-1] == "pho" else -1
        rest, place = words[:cut], where.territory
    if place is None or not rest:
        return _Reading((_by_slug(words, "", None, office),))
    found = _by_slug((*rest, place.id), "", place.id, office)
    return _Reading((found,))


def _by_slug(
    words: Iterable[str], name: str, territory: str | None, office: str | None
) -> Organisation:
    return Organisation("-".join(words), name, territory, office, known=False)
