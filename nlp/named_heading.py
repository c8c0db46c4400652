"""Headings that name their own document whole, as gazettes set them.

"NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 86/2002/NĐ-CP NGÀY 05 THÁNG 11 NĂM 2002 QUY ĐỊNH …": issuer,
number and date stand between the kind and the subject, and are no citation. Copies that
lost their letterhead still have them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.document import Span
from nlp.bodies import body_name, opens_body
from nlp.dated_place import DATE, iso_day
from nlp.kinds import Kind
from nlp.letterhead import heading_at, parse_number
from nlp.lines import collapse
from nlp.posts import opens_post
from nlp.reading import same_length_fold

_REACH = 500
_TOP = 400
_RUNNING_HEAD = 120
_BODY = r"[^;()\"\d]{4,160}?"
_ABOUT = (
    r"\s{1,9}(?:ve|quy dinh|ban hanh|huong dan|phe duyet|sua doi|v/v|cong bo|cho phep"
    r"|thanh lap|bo sung|bai bo)\b"
)
_NUMBER = (
    r"so\s{0,3}:?\s{0,3}"
    r"(?P<number>\d[\w/.&-]{0,40}(?:\s(?=[a-z]{1,3}/)[\w/.&-]{3,30})?)"
)
_OPENS = re.compile(
    rf"[\s|:*#]{{1,40}}(?:cua\s{{1,9}}(?P<by>{_BODY})\s{{1,9}})?{_NUMBER}"
)
_DAY = re.compile(r"(?:\s{0,3},)?\s{1,9}(?=ngay\s)")
_LATER = re.compile(
    rf"\s{{1,9}}cua\s{{1,9}}(?P<by>{_BODY})(?={_ABOUT}|\s{{0,9}}\n|\s{{0,9}}\Z)"
)
_ALONE = re.compile(
    rf"[\s|:*#]{{1,40}}cua\s{{1,9}}(?P<by>{_BODY})(?={_ABOUT}|\s{{0,9}}\n\s{{0,9}}\n|\s*\Z)"
)
_LAST_WORD = re.compile(r"\S{0,40}\Z")
_POST = re.compile(
    r"(?:BỘ TRƯỞNG|CHỦ TỊCH|CHỦ NHIỆM|THỐNG ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG THANH TRA"
    r"|(?:TỔNG )?CỤC TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC)\s(?=\S)"
)


@dataclass(frozen=True, slots=True)
class NamedHeading:
    """What stands before the subject, which starts at `end`.

    Only the name of who decides may stand there: then number and date are None.
    """

    kind: Kind
    kind_span: Span
    end: int
    number: str | None = None
    number_span: Span | None = None
    day: Span | None = None
    iso: str | None = None
    issuer: str | None = None
    issuer_span: Span | None = None


def named_heading(text: str, start: int, end: int) -> NamedHeading | None:
    """Return the heading of a text, if it stands in `text[start:end]` and names itself.

    It is printed in capitals; a sentence that cites another document is not.
    """
    heading = heading_at(text, start, end)
    if heading is None:
        return None
    kind, kind_start, kind_end = heading
    folded = same_length_fold(_capitals(text[kind_end : kind_end + _REACH]))
    found = _numbered(text, kind, kind_end, folded) or _alone(text, kind_end, folded)
    if found is None:
        return None
    return NamedHeading(kind=kind, kind_span=Span(kind_start, kind_end), **found)


def heading_alone(text: str) -> NamedHeading | None:
    """Return such a heading, with a number, at the top of a text without letterhead."""
    found = named_heading(text, 0, min(len(text), _TOP))
    return found if found and found.number and found.iso else None


def opens_named(text: str) -> bool:
    """Tell whether such a heading is the first that the text says.

    A book's running head may stand above it.
    """
    found = heading_alone(text)
    above = text[: found.kind_span.start].strip() if found else ""
    return found is not None and len(above) <= _RUNNING_HEAD and "\n" not in above


def _capitals(text: str) -> str:
    """Return what stands before the first word with a small letter."""
    small = next((i for i, letter in enumerate(text) if letter.islower()), len(text))
    return text[:small] if small == len(text) else _LAST_WORD.sub("", text[:small])


def _numbered(text: str, kind: Kind, base: int, folded: str) -> dict[str, Any] | None:
    """Read "CỦA CHÍNH PHỦ SỐ … NGÀY …" or "SỐ … NGÀY … CỦA CHÍNH PHỦ"."""
    opens = _OPENS.match(folded)
    printed = Span(*opens.span("number")).shift(base) if opens else Span(0, 0)
    number = _number(printed.of(text), kind) if opens else None
    gap = _DAY.match(folded, opens.end()) if opens else None
    day = DATE.match(folded, gap.end()) if gap else None
    iso = iso_day(day) if day else None
    if opens is None or number is None or day is None or iso is None:
        return None
    later = None if opens["by"] else _LATER.match(folded, day.end())
    return {
        "end": base + (later.end() if later else day.end()),
        "number": number,
        "number_span": printed,
        "day": Span(*day.span()).shift(base),
        "iso": iso,
        **_issuer(text, base, later or opens),
    }


# Decrees of 1945 and 1946 have a serial, with a letter after it or none.
_EARLY = re.compile(r"\d{1,3}(?:\s?[-/]\s?[A-D])?")


def _number(printed: str, kind: Kind) -> str | None:
    number = parse_number(printed, kind)
    if number is not None:
        return str(number)
    early = kind.slug == "sac-lenh" and _EARLY.fullmatch(printed)
    return printed.replace(" ", "") if early else None


def _alone(text: str, base: int, folded: str) -> dict[str, Any] | None:
    """Read "CỦA CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG", with the subject behind it."""
    found = _ALONE.match(folded)
    if found is None:
        return None
    printed = collapse(text[base + found.start("by") : base + found.end("by")])
    if not (opens_body(printed) or opens_post(printed)):
        return None
    return {"end": base + found.end(), **_issuer(text, base, found)}


def _issuer(text: str, base: int, match: re.Match[str]) -> dict[str, Any]:
    if match["by"] is None:
        return {}
    span = Span(*match.span("by")).shift(base)
    return {"issuer": _body(span.of(text)), "issuer_span": span}


def _body(printed: str) -> str:
    """Return the body whose head signs: "BỘ TRƯỞNG BỘ TÀI CHÍNH" is Bộ Tài chính."""
    name = collapse(printed)
    post = _POST.match(name)
    if post and opens_body(name[post.end() :]):
        name = name[post.end() :]
    return body_name(name)
