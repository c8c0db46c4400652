"""Document numbers as people type them, taken apart without deciding what they mean.

A number is compared piece by piece: `38/QĐ-LHH`, `38qdlhh` and `38 qd lhh` all have
the serial 38 and the letters "qdlhh". What exists is known to the index alone, so the
index decides which of the typed words belong to the number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# One letter for one letter, so that offsets survive.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХавекмнорстхÐƉðɖ‐‑‒–—―−﹣－⁄∕／⧸",
    "ABEKMHOPCTXabekmhopctxĐĐđđ---------////",
)
_SERIAL = re.compile(r"(\d{1,10})([a-z&][a-z0-9&]*)?\Z")
_READ_AS_DIGITS = re.compile(r"[\doil]{1,6}\Z")
_MISREAD_SERIAL = re.compile(r"([\doil]{1,6})(bis|ter|[a-z])?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_PIECE = re.compile(r"[a-z0-9&]+")
_JOINED = re.compile(r"\s{0,3}[/\-_.]\s{0,3}\Z")
_GLUED_SUFFIX = re.compile(r"(bis|ter|[a-z])([a-z0-9]+)\Z")
_OCR_DIGITS = str.maketrans("oil", "011")


class _FoldTable(dict[int, str]):
    """Folds one character to one character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code).translate(_LOOKALIKES).lower()
        if letter == "đ":
            plain = "d"
        elif letter.isspace():
            plain = " "
        else:
            plain = unicodedata.normalize("NFKD", letter)[:1] or letter
        plain = plain if len(plain) == 1 else chr(code)
        self[code] = plain
        return plain


_FOLD = _FoldTable()


def shadow(text: str) -> str:
    """Return an NFC text folded character by character, of the same length.

    >>> shadow("Số 38∕QÐ–LHH")
    'so 38/qd-lhh'
    """
    return text.translate(_FOLD)


class Piece(NamedTuple):
    """A run of letters and digits; `joined` by a slash, hyphen or dot to the last."""

    text: str
    start: int
    end: int
    joined: bool


def pieces_of(folded_text: str) -> list[Piece]:
    """Return the runs of a shadow in order."""
    found: list[Piece] = []
    end = 0
    for match in _PIECE.finditer(folded_text):
        between = folded_text[end : match.start()]
        joined = bool(found) and len(between) < 8 and bool(_JOINED.match(between))
        text = match[0].replace("&", "")
        found.append(Piece(text, match.start(), match.end(), joined))
        end = match.end()
    return found


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A number in comparable parts: serial without leading zeros, suffix, rest.

    `rest` are the folded groups after the serial, years included, in order.
    """

    serial: str
    suffix: str = ""
    rest: tuple[str, ...] = ()

    @property
    def glued(self) -> str:
        """The number without separators: "38qdlhh"."""
        return self.serial + self.suffix + "".join(self.rest)

    def holds(self, typed: NumberParts) -> bool:
        """Tell whether every typed part is in this number, in the same order.

        A typed group may run several groups together.

        >>> whole = number_parts("38/QĐ-LHH")
        >>> whole.holds(NumberParts("38", rest=("lhh",)))
        True
        >>> whole.holds(NumberParts("38", rest=("qdlhh",)))
        True
        >>> whole.holds(NumberParts("38", rest=("ubnd",)))
        False
        """
        if self.serial != typed.serial:
            return False
        if typed.suffix and typed.suffix != self.suffix:
            return False
        at = 0
        for group in typed.rest:
            reached = self._after(group, at)
            if reached is None:
                return False
            at = reached
        return True

    def _after(self, group: str, at: int) -> int | None:
        for start in range(at, len(self.rest)):
            run = ""
            for end in range(start, len(self.rest)):
                run += self.rest[end]
                if run == group:
                    return end + 1
                if not group.startswith(run):
                    break
        return None


def number_parts(number: str) -> NumberParts | None:
    """Take a whole number apart; None where there is no serial.

    >>> number_parts("02bis/2005/TT-BTC")
    NumberParts(serial='2', suffix='bis', rest=('2005', 'tt', 'btc'))
    >>> number_parts("09/2026NQ-HĐND").rest
    ('2026', 'nq', 'hdnd')
    """
    pieces = pieces_of(shadow(unicodedata.normalize("NFC", number)))
    for i in range(len(pieces)):
        taken = take_number(pieces, i)
        if taken is not None:
            return taken[0]
    return None


def readings(parts: NumberParts) -> Iterator[NumberParts]:
    """Yield the ways to read typed parts: suffix, year and dot may be glued.

    >>> [r.rest for r in readings(NumberParts("302020", rest=("ndcp",)))][:2]
    [('ndcp',), ('2020', 'ndcp')]
    """
    yield parts
    if parts.suffix:
        return
    serial, year = parts.serial[:-4], parts.serial[-4:]
    if serial and is_year(year):
        yield NumberParts(serial, "", (year, *parts.rest))
        if len(serial) > 2:
            # "66.18/2026/NQ-CP", the dotted series of one resolution.
            yield NumberParts(serial[:-2], "", (serial[-2:], year, *parts.rest))
    glued = _GLUED_SUFFIX.match(parts.rest[0]) if parts.rest else None
    if glued is not None:
        yield NumberParts(parts.serial, glued[1], (glued[2], *parts.rest[1:]))


def take_number(pieces: list[Piece], at: int) -> tuple[NumberParts, int] | None:
    """Read a number that starts at piece `at`; return it and the next piece.

    Only what is joined by separators is taken. None where no serial starts there.
    """
    first = _serial(pieces, at)
    if first is None:
        return None
    serial, tail = first
    suffix, rest = _suffix(tail)
    end = at + 1
    while end < len(pieces) and pieces[end].joined and end - at < 12:
        rest.extend(_groups(pieces[end].text, second=end == at + 1))
        end += 1
    return NumberParts(serial, suffix, tuple(rest)), end


def _serial(pieces: list[Piece], at: int) -> tuple[str, str] | None:
    text = pieces[at].text
    slashed = at + 1 < len(pieces) and pieces[at + 1].joined
    misread = _MISREAD_SERIAL.match(text) if slashed else None
    if misread and any(c.isdigit() for c in misread[1]):
        text = misread[1].translate(_OCR_DIGITS) + (misread[2] or "")
    match = _SERIAL.match(text)
    if match is None:
        return None
    return match[1].lstrip("0") or "0", match[2] or ""


def _suffix(tail: str) -> tuple[str, list[str]]:
    if not tail:
        return "", []
    if len(tail) == 1 or tail in ("bis", "ter"):
        return tail, []
    return "", [tail]


def _groups(text: str, *, second: bool) -> list[str]:
    if second and _READ_AS_DIGITS.match(text) and any(c.isdigit() for c in text):
        return [text.translate(_OCR_DIGITS)]
    if text[:4].isdigit() and len(text) > 4 and _YEAR.match(text[:4]):
        return [text[:4], text[4:]]
    return [text]


def is_year(text: str) -> bool:
    """Tell whether a piece is a year of four digits."""
    return bool(_YEAR.match(text))
