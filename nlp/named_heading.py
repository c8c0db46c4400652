"""Headings that name their own document whole, as gazettes set them.

"NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 86/2002/NĐ-CP NGÀY 05 THÁNG 11 NĂM 2002 QUY ĐỊNH …": issuer,
number and date stand between the kind and the subject, and are no citation. Copies that
lost their letterhead still have them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Span
from nlp.bodies import body_name, opens_body
from nlp.dated_place import DATE, iso_day
from nlp.kinds import Kind
from nlp.letterhead import heading_at
from nlp.lines import collapse, is_caps
from nlp.numbers import DocumentNumber, find_numbers
from nlp.reading import same_length_fold

_REACH = 500
_TOP = 400
_BY = r"cua\s{1,9}(?P<%s>[^;()\"\d]{4,160}?)"
_NUMBER = (
    r"so\s{0,3}:?\s{0,3}(?P<number>\d[\w/.&-]{3,40})(?:\s{0,3},)?\s{1,9}(?=ngay\s)"
)
_OPENS = re.compile(rf"[\s|:*#]{{1,40}}(?:{_BY % 'first'}\s{{1,9}})?{_NUMBER}")
_LATER = re.compile(
    rf"\s{{1,9}}{_BY % 'last'}(?=\s{{1,9}}(?:ve|quy dinh|ban hanh|huong dan|phe duyet"
    r"|sua doi|v/v|cong bo)\b|\s{0,9}\n|\s{0,9}\Z)"
)
_POST = re.compile(
    r"(?:BỘ TRƯỞNG|CHỦ TỊCH|CHỦ NHIỆM|THỐNG ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG THANH TRA"
    r"|(?:TỔNG )?CỤC TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC)\s(?=\S)"
)


@dataclass(frozen=True, slots=True)
class NamedHeading:
    """What stands before the subject, which starts at `end`."""

    kind: Kind
    kind_span: Span
    number: DocumentNumber
    number_span: Span
    day: Span
    iso: str
    issuer: str | None
    issuer_span: Span | None
    end: int


def named_heading(text: str, start: int, end: int) -> NamedHeading | None:
    """Return the heading of a text, if it stands in `text[start:end]` and names itself.

    It is printed in capitals; a sentence that cites another document is not.
    """
    heading = heading_at(text, start, end)
    if heading is None:
        return None
    kind, kind_start, kind_end = heading
    folded = same_length_fold(text[kind_end : kind_end + _REACH])
    opens = _OPENS.match(folded)
    day = DATE.match(folded, opens.end()) if opens else None
    iso = iso_day(day) if day else None
    if opens is None or day is None or iso is None:
        return None
    later = None if opens["first"] else _LATER.match(folded, day.end())
    stop = kind_end + (later.end() if later else day.end())
    if not is_caps(text[kind_end:stop]):
        return None
    printed = Span(*opens.span("number")).shift(kind_end)
    numbers = find_numbers(printed.of(text))
    if not numbers:
        return None
    by = later.span("last") if later else opens.span("first")
    issuer = Span(*by).shift(kind_end) if by[0] >= 0 else None
    return NamedHeading(
        kind=kind,
        kind_span=Span(kind_start, kind_end),
        number=numbers[0].number,
        number_span=printed,
        day=Span(*day.span()).shift(kind_end),
        iso=iso,
        issuer=_body(issuer.of(text)) if issuer else None,
        issuer_span=issuer,
        end=stop,
    )


def heading_alone(text: str) -> NamedHeading | None:
    """Return such a heading at the top of a text that has no letterhead."""
    return named_heading(text, 0, min(len(text), _TOP))


def _body(printed: str) -> str:
    """Return the body whose head signs: "BỘ TRƯỞNG BỘ TÀI CHÍNH" is Bộ Tài chính."""
    name = collapse(printed)
    post = _POST.match(name)
    if post and opens_body(name[post.end() :]):
        name = name[post.end() :]
    return body_name(name)
