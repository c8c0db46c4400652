"""Contracts and letters of firms, which number them as they like.

"Hợp đồng tín dụng số 6421-LAV-2019, ngày …": no form of number is prescribed for them,
so what stands behind "số" is taken as it is printed.
"""

from __future__ import annotations

import re

from nlp.drafts import Draft
from nlp.extents import read_extent
from nlp.heads import Heads, KindWord
from nlp.reading import GAP, GAP0

# "hợp đồng … theo mẫu số 40" numbers a form.
_WORD = r"(?!(?:so|mau|bieu|ngay|phu)(?![^\W_]))[^\W\d_]+"
_NUMBERED = re.compile(
    rf"(?:{GAP}{_WORD}(?:(?:,|{GAP0}[-–&])?{GAP}{_WORD}){{0,15}}?)?"
    rf"{GAP}(?<![^\W_])so(?:{GAP}hieu)?{GAP0}[:.]?{GAP0}"
    r"(?P<number>(?=[a-zđ./&_-]{0,12}\d)[^\W_](?:[\w./&_-]{0,48}\w)?)(?!\w)"
)
_FREE = frozenset({"hop-dong", "cong-van", "giay-gioi-thieu", "giay-uy-quyen"})
# "công văn số ABC/01-2020" comes from a firm; a body puts the serial first.
_LETTERS_FIRST = re.compile(r"[a-zđ]{2,12}[./-]?\d|[a-zđ]{2,12}[./-][\w./-]*\d")
_ENOUGH = re.compile(r"\d.*[^\W\d_]|[^\W\d_].*\d|\d[./-]\d+[./-]\d|\d{6}")


def contract(heads: Heads, word: KindWord) -> Draft | None:
    """Read "Hợp đồng tín dụng số …" with any number, or a bare serial with its day.

    A letter needs its day: without one nobody can tell which is meant.
    """
    if word.kind.slug not in _FREE or not word.exact:
        return None
    reading = heads.reading
    found = _NUMBERED.match(reading.plain, word.end)
    if found is None or heads.kind_between(word.end, found.start("number")):
        return None
    known = reading.number_at(found.start("number"))
    if word.kind.slug != "hop-dong" and not _LETTERS_FIRST.match(found["number"]):
        return None
    if known and known.span.end >= found.end("number"):
        draft = heads.draft(word.start, known, word.kind.name)
    else:
        number = reading.text[found.start("number") : found.end("number")]
        draft = Draft(
            start=word.start, end=found.end("number"), kind=word.kind.name,
            number=number, head_end=found.end("number"),
        )  # fmt: skip
    read_extent(reading, draft)
    named = word.kind.slug == "hop-dong" and _ENOUGH.search(draft.number or "")
    return draft if known or draft.date or named else None
