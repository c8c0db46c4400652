"""Laws that share one kind word: "các Luật: Đầu tư công, Xây dựng và Đấu thầu"."""

from __future__ import annotations

import re

from nlp.drafts import Draft
from nlp.extents import read_extent
from nlp.heads import KindWord
from nlp.law_names import match_name
from nlp.reading import GAP, GAP0, Reading

_SLUGS = frozenset({"luat", "bo-luat", "phap-lenh"})
_SEVERAL = re.compile(rf"(?<![^\W_])(?:cac|nhung|hai|ba|bon){GAP}\Z")
_OPENS = re.compile(rf"{GAP0}:{GAP0}|{GAP}(?=[^\W\d_])")
_JOINT = re.compile(rf"{GAP0}(?:,|;|{GAP}va(?=[\s|])|{GAP}hoac(?=[\s|])){GAP0}")
_MOST = 20


def listed_laws(reading: Reading, word: KindWord) -> list[Draft]:
    """Return the laws named behind a kind word of several laws, or nothing.

    Only names that the table of laws holds count, each with a capital; the first one
    begins with the kind word.
    """
    before = max(0, word.start - 12)
    if word.kind.slug not in _SLUGS or not word.exact:
        return []
    if not _SEVERAL.search(reading.plain, before, word.start):
        return []
    opens = _OPENS.match(reading.plain, word.end)
    found: list[Draft] = []
    position = opens.end() if opens else len(reading.text)
    while len(found) < _MOST and position < len(reading.text):
        known = match_name(reading.plain, position, word.kind.name)
        if known is None or not reading.text[position].isupper():
            break
        draft = Draft(
            position if found else word.start,
            known[1],
            word.kind.name,
            "name",
            title=str(known[0]),
            head_end=known[1],
            years=known[0].years,
            own_kind=not found,
            sibling=found[-1] if found else None,
        )
        read_extent(reading, draft, law=True)
        if len(draft.years) > 1 and not draft.date:
            draft.status = "ambiguous"
        found.append(draft)
        joint = _JOINT.match(reading.plain, draft.end)
        position = joint.end() if joint else len(reading.text)
    return found if len(found) > 1 else []
