"""Where a text names itself and cites nothing: letterheads, headings, page titles."""

from __future__ import annotations

import re

from ingest.document import Span
from nlp.analysis import Citation, Header
from nlp.named_heading import named_heading

_ISSUED_WITH = re.compile(r"kèm[\s|]+theo[\s|]+[^.;]{0,40}\Z", re.IGNORECASE)


def own_numbers(text: str, header: Header | None) -> list[Span]:
    """Return where the document's own number stands, if not in a line that cites it.

    A header read from "(Kèm theo Công văn số …)" has its number from a citation. A
    gazette's heading repeats the number of the letterhead.
    """
    own = header.spans.get("number") if header else None
    if header is None or own is None:
        return []
    if _ISSUED_WITH.search(text, max(0, own.start - 60), own.start):
        return []
    kind = header.spans.get("kind")
    named = named_heading(text, kind.start, kind.end) if kind else None
    return [own, named.number_span] if named and named.number_span else [own]


def names_itself(text: str, cited: Citation, header: Header | None) -> bool:
    """Tell whether what reads like a citation is the name of the text itself.

    So it is in the heading ("QUYẾT ĐỊNH CỦA CHỦ TỊCH …" above the subject), in a page's
    title above the letterhead, and in a law's name over its first article.
    """
    heading = header.spans.get("kind") if header else None
    if heading is not None and heading.overlaps(cited.span):
        return True
    return _above_letterhead(cited, header) or _heads_a_law(text, cited)


def _above_letterhead(cited: Citation, header: Header | None) -> bool:
    """Tell whether a page names the document itself above its letterhead.

    Portals print "Quyết định 135/2006/QĐ-UBND ban hành …" over the text.
    """
    own = header.spans.get("number") if header else None
    if header is None or own is None or cited.span.end > own.start:
        return False
    same = cited.number == header.number and cited.kind == header.kind
    return same and (cited.date or "") in (header.date or "")


_LAW_BEGINS = re.compile(
    r"[ \t|.]*(?:\n[ \t|]*)+(?:Căn cứ|Điều (?:thứ )?1|Chương|CHƯƠNG|Phần|PHẦN)\b"
)


def _heads_a_law(text: str, cited: Citation) -> bool:
    """Tell whether a law's name in capitals is the heading of its own text below."""
    start, end = cited.span.start, cited.span.end
    if cited.form != "name" or not text[start:end].isupper() or cited.date:
        return False
    opens = start == 0 or text[start - 1] == "\n"
    return opens and _LAW_BEGINS.match(text, end) is not None
