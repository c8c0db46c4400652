"""Numbers that stand where a document is cited and cannot be read as one.

Without this check such a citation would be passed over in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ingest.document import Span
from nlp.analysis import Finding
from nlp.finding_rows import Facts, finding
from nlp.numbers import DocumentNumber
from nlp.reading import GAP, any_of

# Contracts, licences and invoices number as they like; these kinds do not.
_KINDS = any_of(
    "nghị định|thông tư|thông tư liên tịch|quyết định|nghị quyết|nghị quyết liên tịch"
    "|chỉ thị|kế hoạch|công văn|tờ trình|báo cáo|thông báo|hướng dẫn|kết luận|công điện"
    "|chương trình|pháp lệnh|luật|bộ luật|sắc lệnh|văn bản"
)
_INSIDE = r"[^\s,;“”\"()|]"
_UNREAD = re.compile(
    rf"so(?<![^\W_]so):?{GAP}(?={_INSIDE}{{0,59}}/)(?P<number>{_INSIDE}{{3,60}})(?!{_INSIDE})"
)
_KIND_BEFORE = re.compile(rf"(?<![^\W_]){_KINDS}{GAP}\Z")
_WINDOW = 300
_DIGIT, _CODE = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_WEB = ("http", "www.")


def unread_numbers(facts: Facts) -> Iterator[Finding]:
    """K01: a kind word, "số", and a number with a bar that no form of number has."""
    spans = [facts.header.spans.get("number")]
    spans += [cited.citation.span for cited in facts.cited]
    read = sorted((span.start, span.end) for span in spans if span is not None)
    starts = [start for start, _ in read]
    known = {cited.number.key for cited in facts.cited if cited.number}
    for match in _UNREAD.finditer(facts.folded):
        start, end = match.span("number")
        number = facts.text[start:end].rstrip(".:")
        if not _looks_like_one(number):
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and read[at][1] > start:
            continue
        kind = _KIND_BEFORE.search(
            facts.folded, max(0, match.start() - _WINDOW), match.start()
        )
        if kind is None:
            continue
        again = DocumentNumber.parse(number)
        if again is not None and again.key in known:
            continue  # "(sau đây gọi là Nghị định số …)" is read where it is cited
        span = Span(kind.start(), start + len(number))
        quote = facts.quote(span)
        yield finding("K01", span, {"span": quote, "number": number})


def _looks_like_one(number: str) -> bool:
    """Tell whether figures, a bar and a code in capitals stand together."""
    code = "".join(_CODE.findall(number))
    return (
        "/" in number
        and bool(_DIGIT.search(number))
        and any(letter.isupper() for letter in code)
        and not number.lower().startswith(_WEB)
    )
