"""Stretches of a text in which names are not what they seem."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.document import Span
from nlp.analysis import Citation

_NAMED = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_ISSUED = re.compile(r"\s(?:ngày|năm|số|của|được)\s|[(,;]")


def law_names(text: str, citations: Iterable[Citation]) -> list[Span]:
    """Return where laws are named: "Luật Tổ chức Chính phủ" names no government.

    The span ends before the date and the issuer, which are outside the name.
    """
    found = []
    for citation in citations:
        if citation.kind in _NAMED:
            span = citation.span
            end = _ISSUED.search(text, span.start, span.end)
            found.append(Span(span.start, end.start() if end else span.end))
    return found


_NATIONAL = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")


def national_titles(text: str) -> list[Span]:
    """Return where the State's own name heads a page; it names no place there."""
    return [Span(*match.span()) for match in _NATIONAL.finditer(text)]
