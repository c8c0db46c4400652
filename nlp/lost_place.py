"""Local bodies whose place a copy cut off: "ỦY BAN NHÂN DÂN" above "Bến Tre, ngày …".

Web copies keep one line of the letterhead; what the document says further down tells
whose committee or council it is.
"""

from __future__ import annotations

import re

from nlp.bodies import body_name
from nlp.fold import fold
from nlp.lines import Line
from nlp.reading import UPPER
from nlp.territories import province

_CUT = frozenset({"uy ban nhan dan", "hoi dong nhan dan"})
_REACH = 100_000
_UNIT = r"(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu)"
_NAMED = re.compile(
    r"(?<!\w)(?:Hội đồng|(?:Uỷ|Ủy) ban) nhân dân\s{1,3}"
    rf"(?P<place>{_UNIT}(?:\s{{1,3}}(?:-\s)?[{UPPER}][^\W\d_]*){{1,5}})"
)
_LEVELS = {"tinh": "tỉnh", "thanh-pho": "thành phố"}
_SPEAKING = re.compile(
    r"(?<!\w)(?:(?:(?:Uỷ|Ủy) ban|Hội đồng) nhân dân|UBND|HĐND)\s"
    r"(?P<unit>tỉnh|thành phố)(?!\w)"
)


def is_cut(name: str) -> bool:
    """Tell whether a name is that of a local body without its place.

    >>> is_cut("Ủy ban nhân dân"), is_cut("Ủy ban nhân dân tỉnh Bến Tre")
    (True, False)
    """
    return fold(name) in _CUT


def with_place(
    name: str, text: str, *, decides: Line | None, dated: Line | None
) -> str:
    """Return a local body's name with its place, or as it is where the text is silent.

    Asked in this order: the authority line above the legal basis (`decides`), the one
    place named behind such a body whose name is that of the date line (`dated`), and
    "Ủy ban nhân dân tỉnh" in a document dated at a province of that name.
    """
    speaking: set[str] = set()
    if decides is not None and fold(decides.text).startswith(fold(name) + " "):
        unit = decides.text[len(name) + 1 :].lower()
        if unit not in _LEVELS.values():
            return decides.text
        speaking = {
            unit
        }  # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" leaves the place to the date
    if dated is None:
        return decides.text if decides is not None and speaking else name
    home = fold(dated.text)
    named = {
        " ".join(found["place"].split())
        for found in _NAMED.finditer(text, 0, _REACH)
        if fold(found["place"]).endswith(" " + home)
    }
    if named:
        return body_name(f"{name} {named.pop()}") if len(named) == 1 else name
    territory = province(dated.text)
    speaking |= {found["unit"] for found in _SPEAKING.finditer(text, 0, _REACH)}
    if territory is None or speaking != {_LEVELS[territory.level]}:
        return name
    return body_name(f"{name} {territory.full_name}")
