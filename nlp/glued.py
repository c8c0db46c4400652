"""Words that lost the space between them ("Chínhphủ", "khoản2 Điều5"), read apart.

Conversions from Word to the web and worn text layers drop spaces at the ends of lines.
`Document.text` is never rewritten, so the analysis reads a copy with the spaces put in
and its spans are put back upon the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from ingest.document import Document, Page, Span
from ingest.syllables import is_syllable
from nlp.analysis import Analysis

_Value = TypeVar("_Value")
_LEAST = 5  # letters and signs of two words in one
_LONGEST = 60  # nothing written in words is longer
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
# A label and its number, a number and the word that goes on: no symbol has these.
_BESIDE_DIGITS = re.compile(
    r"(?<![^\W\d_])(?:khoản|điểm|điều|năm|ngày|tháng|số)(?=\d)"
    r"|\d(?=(?:của|ngày|tháng|năm|điều|khoản)(?![^\W\d_]))",
    re.IGNORECASE,
)
# A code that runs on into the clause: "26/2014/TT-BTNMTbao", "126/2020/NĐ-CPđể".
_AFTER_CODE = re.compile(
    r"(?<=\d)/[^\s,;]*[A-ZĐ]{2}(?=(?P<word>[^\W\d_A-ZĐ]{2,7})\W*\Z)"
)
# The number of an item and its first word: "2Nghị định", as lists lose their dots.
_ITEM = re.compile(r"(?<![^\s(])\d{1,3}(?=(?:Luật|Bộ|Nghị|Thông|Quyết|Chỉ|Pháp)\Z)")
# Two words of the state that could also be cut elsewhere ("quố chội").
_COMMON_PAIRS = {
    pair.replace(" ", ""): pair.index(" ")
    for pair in (
        "quốc hội",
        "ban hành",
        "đề nghị",
        "thực hiện",
        "tổ chức",
        "hành chính",
    )
}
# Such a syllable is cut short by its last consonant and has one of two tones.
_STOPPED = ("c", "ch", "p", "t")
_RISING_OR_HEAVY = re.compile("[áắấéếíóốớúứýạặậẹệịọộợụựỵ]")
_PLACES = ("spans", "other_span", "elsewhere")
"""What findings hold in `evidence` that are offsets into the text."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A document read with spaces put in before the letters at `cuts`, in order."""

    document: Document
    cuts: tuple[int, ...]

    def put_back(self, analysis: Analysis) -> Analysis:
        """Return the analysis of `document` with the spans of the text as given."""
        spaces = [cut + i for i, cut in enumerate(self.cuts)]
        return _moved(analysis, spaces)


def part_glued(document: Document) -> Parted | None:
    """Return the document with the words apart; None where none are stuck together.

    Two words are only parted where their spelling leaves one way to do it: both halves
    are Vietnamese syllables, the whole is none, and no other cut gives two syllables.

    >>> parted = part_glued(Document("", "a.txt", "của Chínhphủ tại khoản2 Điều5"))
    >>> parted.document.text
    'của Chính phủ tại khoản 2 Điều 5'
    """
    text = document.text
    glued = _glued(set(text.split()))
    if not glued:
        return None
    cuts = tuple(
        token.start() + cut
        for token in _TOKEN.finditer(text)
        if token.group() in glued
        for cut in _cuts(token.group())
    )
    apart = " ".join(text[a:b] for a, b in pairwise((0, *cuts, len(text))))
    pages = tuple(_shifted(page, cuts) for page in document.pages)
    return Parted(replace(document, text=apart, pages=pages, words=()), cuts)


# Almost every token of a text was met in the texts before it, and is whole.
_WHOLE: set[str] = set()
_MOST_WHOLE = 65_536


def _glued(tokens: set[str]) -> set[str]:
    """Return the tokens that are words stuck together; remember the others."""
    fresh = tokens - _WHOLE
    glued = {
        token
        for token in fresh
        if (not token.isascii() or "/" in token)
        and _LEAST <= len(token) <= _LONGEST
        and _cuts(token)
    }
    if len(_WHOLE) + len(fresh) > _MOST_WHOLE:
        _WHOLE.clear()
    if len(fresh) <= _MOST_WHOLE:
        _WHOLE.update(token for token in fresh - glued if len(token) <= _LONGEST)
    return glued


@lru_cache(maxsize=4_096)
def _cuts(token: str) -> tuple[int, ...]:
    cuts = {match.end() for match in _BESIDE_DIGITS.finditer(token)}
    cuts |= {match.end() for match in _ITEM.finditer(token)}
    code = _AFTER_CODE.search(token)
    if code and _spoken(code["word"]):
        cuts.add(code.end())
    for word in _WORD.finditer(token):
        cuts.update(word.start() + cut for cut in _inside(word.group()))
    return tuple(sorted(cuts))


def _inside(word: str) -> tuple[int, ...]:
    """Return where one word falls into syllables, if in one way only."""
    if word.isascii() or is_syllable(word.lower()):
        return ()
    cuts: list[int] = []
    # A capital after a small letter begins a word: "củaChính".
    starts = [
        i for i, (a, b) in enumerate(pairwise(word), 1) if a.islower() and b.isupper()
    ]
    for start, end in pairwise((0, *starts, len(word))):
        cuts += [start] if start else []
        if not _spoken(word[start:end]):
            cut = _between(word[start:end])
            if cut is None:
                return ()
            cuts.append(start + cut)
    return tuple(cuts)


def _between(word: str) -> int | None:
    """Return where two syllables meet; None where none do, or in several places."""
    if not (word[1:].islower() or word.isupper()):
        return None
    small = word.lower()
    ways = [
        cut
        for cut in range(1, len(word))
        if is_syllable(small[:cut]) and is_syllable(small[cut:])
    ]
    if small in _COMMON_PAIRS:
        return _COMMON_PAIRS[small]
    if len(ways) != 1 or not 1 < ways[0] < len(word) - 1:
        return None
    cut = ways[0]
    return cut if _spoken(word[:cut]) and _spoken(word[cut:]) else None


def _spoken(piece: str) -> bool:
    """Tell whether a piece is a syllable with a tone that its end allows."""
    piece = piece.lower()
    if not is_syllable(piece):
        return False
    return not piece.endswith(_STOPPED) or bool(_RISING_OR_HEAVY.search(piece))


def _shifted(page: Page, cuts: tuple[int, ...]) -> Page:
    start, end = page.span.start, page.span.end
    span = Span(start + bisect_left(cuts, start), end + bisect_left(cuts, end))
    return replace(page, span=span)


def _moved(value: _Value, spaces: list[int]) -> _Value:
    """Return an analysis, or a part of it, with each span put back."""
    if isinstance(value, Span):
        return Span(_back(value.start, spaces), _back(value.end, spaces))  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_moved(item, spaces) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return dict(_moved_items(value, spaces))  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        parts = {name: _moved(getattr(value, name), spaces) for name in names}
        return replace(value, **parts)
    return value


def _moved_items(
    values: dict[str, Any], spaces: list[int]
) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if name in _PLACES:
            yield name, _moved_offsets(value, spaces)
        else:
            yield name, _moved(value, spaces)


def _moved_offsets(value: Any, spaces: list[int]) -> Any:
    if isinstance(value, list):
        return [_moved_offsets(item, spaces) for item in value]
    moved = _back(int(value), spaces)
    return str(moved) if isinstance(value, str) else moved


def _back(offset: int, spaces: list[int]) -> int:
    return offset - bisect_left(spaces, offset)
