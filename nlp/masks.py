"""Stretches of a text in which names are not what they seem."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.document import Span
from nlp.analysis import Citation

_NAMED = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
# "Luật … của Hội đồng nhân dân, Ủy ban nhân dân" (2004) is one name; who passed a law
# is the National Assembly or the State's head.
_ISSUED = re.compile(
    r"\s(?:ngày|năm|số|được)\s|\scủa\s(?=Quốc|Ủy ban Thường|Chủ tịch)"
    r"|[(;]|,(?!\s(?:Ủy|Uỷ) ban nhân dân)"
)


# Laws named in passing, without a date: "sửa đổi Luật Tổ chức Chính phủ và Luật …".
_OF_A_BODY = re.compile(
    r"Luật\s+[Tt]ổ\s+chức\s+(?:Chính\s+phủ|Quốc\s+hội"
    r"|(?:Hội\s+đồng|Ủy\s+ban|Uỷ\s+ban|T(?:òa|oà)\s+án|Viện\s+kiểm\s+sát)\s+nhân\s+dân"
    r"(?:\s+và\s+(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân)?|HĐND\s+và\s+UBND)"
)


def law_names(text: str, citations: Iterable[Citation]) -> list[Span]:
    """Return where laws are named: "Luật Tổ chức Chính phủ" names no government.

    The span ends before the date and the issuer, which are outside the name.
    """
    found = [Span(*match.span()) for match in _OF_A_BODY.finditer(text)]
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
