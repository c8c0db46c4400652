"""Documents without a letterhead, and what the signatures add to a header.

A copy whose first page is missing still has a heading that names it, a line that says
what it came with, or last articles in which it calls itself by its kind.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ingest.document import Span
from nlp.analysis import Header
from nlp.dated_place import find_day, iso_day
from nlp.fold import tone_normalise
from nlp.kinds import kind_by_name
from nlp.letterhead import heading_at
from nlp.lines import collapse, is_caps
from nlp.named_heading import NamedHeading, heading_alone
from nlp.numbers import find_numbers
from nlp.signature import Signature, find_signatures
from nlp.subject import heading_title

_ATTACHED = re.compile(
    r"\((?:ban\s{1,3}hành\s{1,3})?kèm\s{1,3}theo\s{1,3}([^()]{8,400})\)", re.IGNORECASE
)
_OF = re.compile(r"\scủa\s{1,3}([^;()]{3,200})\Z")


def put_signatures(
    signatures: list[Signature],
    fields: dict[str, Any],
    spans: dict[str, Span],
) -> None:
    """Add who signed, and in which posts, to the fields and spans of a header."""
    if not signatures:
        return
    first, last = signatures[0], signatures[-1]
    fields["signer"] = "; ".join(one.name for one in signatures)
    spans["signer"] = Span(first.name_span.start, last.name_span.end)
    positions = [one.position for one in signatures if one.position]
    if positions:
        fields["signer_position"] = "; ".join(positions)
    if first.position_span is not None:
        spans["signer_position"] = first.position_span


def without_letterhead(text: str) -> Header:
    """Read what is left of a document whose first page is missing.

    A gazette's heading names the document whole; an annex that stands alone still says
    what it came with: "(Kèm theo Công văn số …)".
    """
    fields: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    if named := heading_alone(text):
        _put_named(named, fields, spans)
        title = heading_title(text, named.end, issuer=named.issuer)
        if title:
            fields["title"], spans["title"] = title.text, title.span
        put_signatures(find_signatures(text, named.end), fields, spans)
        return replace(Header(spans=spans), **fields)
    put_signatures(find_signatures(text), fields, spans)
    if opened := _opening_heading(text):
        fields["kind"], spans["kind"] = opened
        title = heading_title(text, spans["kind"].end, issuer=None)
        if title:
            fields["title"], spans["title"] = title.text, title.span
        return replace(Header(spans=spans), **fields)
    if _ADDRESSED.match(text):
        fields["kind"] = "Công văn"
    match = _ATTACHED.search(text[:6_000])
    if match and "signer" in fields:
        _put_attached(match, fields, spans)
    elif "signer" in fields and (own := _named_by_itself(text)):
        fields["kind"], spans["kind"] = own
    return replace(Header(spans=spans), **fields)


_ENACTED = re.compile(
    r"(?m)^[ \t|]{0,40}(?:Căn cứ\b|Điều 1\b|Thực hiện\s[A-ZĐ]|Kính gửi\b|I\.)"
)
_ACTS = frozenset(
    {"Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Chỉ thị", "Kế hoạch",
     "Chương trình", "Báo cáo", "Tờ trình", "Hướng dẫn", "Thông báo", "Công điện"}
)  # fmt: skip


# Only a dispatch begins with whom it is for; every other kind prints its name above.
_ADDRESSED = re.compile(r"[\s|]{0,40}(?:Kính|KÍNH)\s{1,3}(?:gửi|GỬI)\s{0,3}:")


def _opening_heading(text: str) -> tuple[str, Span] | None:
    """Return the kind that opens the first line, above a legal basis or article.

    Typists' copies begin so: "QUYẾT ĐỊNH", what it is about, who decides, "Căn cứ …".
    """
    found = heading_at(text, 0, min(len(text), 200))
    if found is None or found[0].name not in _ACTS:
        return None
    kind, start, end = found
    line = text[end : end + 200].partition("\n")[0].strip(" .:|*")
    if text[:start].strip(" \n\t|*#") or (line and not is_caps(line)):
        return None
    return (kind.name, Span(start, end)) if _ENACTED.search(text, end, 3_000) else None


_ITSELF = re.compile(
    r"(?P<kind>(?:Quyết|Nghị) (?:định|quyết)|Thông tư(?: liên tịch)?|Chỉ thị|Luật"
    r"|Pháp lệnh|Quy chế|Quy định|Kế hoạch|Công điện)\s{1,3}này"
    r"\s{1,3}có\s{1,3}hiệu\s{1,3}lực"
    r"|thi\s{1,3}hành\s{1,3}(?P<done>Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị)"
    r"\s{1,3}này"
)


def _named_by_itself(text: str) -> tuple[str, Span] | None:
    """Return the kind that a document calls itself in its last articles, or None.

    "Quyết định này có hiệu lực …", "chịu trách nhiệm thi hành Quyết định này": what
    follows of its number and day nobody can read from a text that lost its top.
    """
    found = list(_ITSELF.finditer(text))
    names = {collapse(match["kind"] or match["done"]) for match in found}
    kind = kind_by_name(names.pop()) if len(names) == 1 else None
    if kind is None:
        return None
    group = "kind" if found[-1]["kind"] else "done"
    return kind.name, Span(*found[-1].span(group))


def _put_named(
    named: NamedHeading, fields: dict[str, Any], spans: dict[str, Span]
) -> None:
    fields["kind"], spans["kind"] = named.kind.name, named.kind_span
    if named.number and named.number_span:
        fields["number"], spans["number"] = named.number, named.number_span
    if named.iso and named.day:
        fields["date"], spans["date"] = named.iso, named.day
    if named.issuer and named.issuer_span:
        fields["issuer"], spans["issuer"] = named.issuer, named.issuer_span


def _put_attached(
    match: re.Match[str], fields: dict[str, Any], spans: dict[str, Span]
) -> None:
    base, printed = match.start(1), match.group(1)
    numbers = find_numbers(printed)
    if not numbers:
        return
    number = numbers[0]
    words = re.sub(r"\bsố\b.*", "", printed[: number.span.start], flags=re.S)
    kind = kind_by_name(collapse(words))
    fields["number"] = str(number.number)
    spans["number"] = number.span.shift(base)
    fields["kind"] = kind.name if kind else None
    if day := find_day(printed, number.span.end, len(printed)):
        fields["date"] = iso_day(day)
        spans["date"] = Span(day.start(), day.end()).shift(base)
    if of := _OF.search(printed):
        fields["issuer"] = tone_normalise(collapse(of.group(1)))
        spans["issuer"] = Span(of.start(1), of.end(1)).shift(base)
