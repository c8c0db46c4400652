"""Bodies of districts and communes that are named without their province.

"UBND huyện Yên Khánh" is one body for whoever reads a dossier of that district; in a
register of the whole country another province may have a district of that name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.organisations import resolve_organisation
from nlp.territories import tail_place, territories, words_of

_LONGEST = 400
_UPPER = ("thi-xa", "thanh-pho", "huyen", "quan")
_LOWER = ("thi-tran", "phuong", "xa", "dac-khu")
_ABOVE = re.compile(rf"-(?:{'|'.join(_UPPER)})-")
_AT_LEVEL = {level: tuple(level.split("-")) for level in (*_UPPER, *_LOWER)}


@lru_cache(maxsize=4096)
def unit_body(name: str | None, *, home: str | None = None) -> str | None:
    """Return an id for the body of a district or commune, whatever its province.

    `home` is the body of the document in which the name stands: it tells which
    "UBND huyện" is meant, if it is one of a huyện, and of which district a commune
    is. None for every other body.

    >>> unit_body("Chủ tịch UBND huyện", home="Ủy ban nhân dân huyện Yên Khánh")
    'ubnd-huyen-yen-khanh'
    >>> unit_body("UBND huyện Yên Khánh, tỉnh Ninh Bình")
    'ubnd-huyen-yen-khanh'
    >>> unit_body("UBND tỉnh Ninh Bình") is None
    True
    """
    words = words_of(name[:_LONGEST]) if name else ()
    if not words:
        return None
    near = _found(words_of(home[:_LONGEST])) if home else None
    unit = near[1] if near else ""
    found = _found(words) or _found(_completed(words, unit))
    if found is None:
        return None
    body, own = found
    if own.startswith(_LOWER) and unit.startswith(_UPPER) and not _ABOVE.search(own):
        return f"{body}-{unit}"
    return body


def same_unit_body(one: str | None, two: str | None) -> bool:
    """Tell whether two ids may be of one body; a commune's may lack its district.

    >>> same_unit_body("ubnd-xa-tan-lap", "ubnd-xa-tan-lap-huyen-vu-thu")
    True
    >>> same_unit_body("ubnd-xa-tan-lap", "ubnd-xa-tan-lap-thuong")
    False
    """
    if not one or not two:
        return False
    short, long = sorted((one, two), key=len)
    if not long.startswith(short):
        return False
    return short == long or _ABOVE.match(long, len(short)) is not None


def _completed(words: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Return "ubnd huyen" with the name of the unit behind it, if that is a huyện."""
    if words[-1] == "tp":
        words = (*words[:-1], "thanh", "pho")
    for level, said in _AT_LEVEL.items():
        if unit.startswith(level) and words[-len(said) :] == said:
            return (*words, *unit.split("-")[len(said) :])
    return ()


def _found(words: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the ids of a body and of its unit, both without the province."""
    for each in (words, tail_place(words)[0]):
        found = resolve_organisation(" ".join(each))
        if found is None or found.known or found.territory is None:
            continue
        if found.territory not in territories():
            return found.id, found.territory
    return None
