"""Numbers that stand where a document is cited, and are no citation.

Those that cannot be read would be passed over in silence; a short name "(sau đây gọi là
Nghị định số …)" has to carry the number of a document that the text cites.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
_SHORT_NAME = re.compile(
    rf"(?<![^\W_])(?:goi|viet)(?:{GAP}(?:tat|gon|chung|ngan{GAP}gon))?{GAP}la\W{{0,9}}\Z"
)
_NEAR = 900  # characters: a short name explains what stands in its sentence
_FEW = 12  # citations of one sentence
_WINDOW = 300
_DIGIT, _CODE = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_WEB = ("http", "www.")


def unread_numbers(facts: Facts) -> Iterator[Finding]:
    """K01, K10: a kind word, "số", and a number with a bar that no citation holds."""
    spans = [facts.header.spans.get("number")]
    spans += [cited.citation.span for cited in facts.cited]
    read = sorted((span.start, span.end) for span in spans if span is not None)
    starts = [start for start, _ in read]
    known = {cited.number.key for cited in facts.named if cited.number}
    for match in _UNREAD.finditer(facts.folded):
        start, end = match.span("number")
        number = facts.text[start:end].rstrip(".:").lstrip("[*")
        if not _looks_like_one(number):
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and read[at][1] > start:
            continue
        mine = DocumentNumber.parse(number)
        if mine and mine.key in known:
            continue  # "(sau đây gọi là Nghị định số …)" is read where it is cited
        kind = _KIND_BEFORE.search(
            facts.folded, max(0, match.start() - _WINDOW), match.start()
        )
        if kind is None:
            continue
        span = Span(kind.start(), facts.text.index(number, start) + len(number))
        yield (mine and _other_number(facts, span, mine)) or finding(
            "K01", span, {"span": facts.quote(span), "number": number}
        )


def _other_number(facts: Facts, span: Span, mine: DocumentNumber) -> Finding | None:
    """Return K10: a short name has not the number of the document it stands for."""
    low = max(0, span.start - _NEAR)
    if not _SHORT_NAME.search(facts.folded, low, span.start):
        return None
    at = bisect_left(facts.cited, span.start, key=lambda each: each.citation.span.start)
    for cited in reversed(facts.cited[max(0, at - _FEW) : at]):
        start, number = cited.citation.span.start, cited.number
        if start >= low and number and number.codes == mine.codes:
            slots = {"number": str(mine), "cited": str(number)}
            where = {"other_span": [start, cited.citation.span.end]}
            return finding("K10", span, slots, evidence=where)
    return None


def _looks_like_one(number: str) -> bool:
    """Tell whether figures, a bar and a code in capitals stand together."""
    code = "".join(_CODE.findall(number))
    return (
        "/" in number
        and bool(_DIGIT.search(number))
        and any(letter.isupper() for letter in code)
        and not number.lower().startswith(_WEB)
    )
