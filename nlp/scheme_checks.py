"""Checks of schemes, cycles and reporting windows that one document tells of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ingest.document import Span
from nlp.analysis import Finding, Period
from nlp.around import find_at
from nlp.finding_rows import Cited, Facts, finding
from nlp.fold import fold
from nlp.kinds import kind_by_name
from nlp.reading import UPPER

_DAY = 10  # the length of an ISO day
_LOCAL = re.compile(
    r"(?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd) "
    r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran)\.?"
)


def nameless_issuer(facts: Facts) -> Iterator[Finding]:
    """C02: an issuer without its province in a document that names no home.

    Where the text names one unit of that rank only, everybody knows which is meant.
    """
    if facts.header.issuer or facts.header.place:
        return
    named = {
        c.number.key
        for c in facts.cited
        if c.number and c.citation.issuer and not _is_local(c)
    }
    local = [cited for cited in facts.cited if cited.number and _is_local(cited)]
    told = tuple(f" {unit}" for unit in _named_once(facts.plain)) if local else ()
    for cited in local:
        if cited.number and cited.number.key not in named:
            named.add(cited.number.key)
            issuer = " ".join((cited.citation.issuer or "").split())
            if issuer.lower().endswith(told):
                continue
            slots = {"issuer": issuer, "number": str(cited.number)}
            yield finding("C02", cited.citation.span, slots)


_NAMED = re.compile(
    r"(?<![^\W_])(?P<unit>[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường"
    rf"|[Tt]hị trấn)[ ](?P<name>[{UPPER}][^\W\d_]*(?:[ ][{UPPER}][^\W\d_]*){{0,3}})"
)


def _named_once(text: str) -> frozenset[str]:
    """Return the ranks ("huyện") of which the text names just one unit."""
    names: dict[str, set[str]] = {}
    for found in _NAMED.finditer(text):
        names.setdefault(found["unit"].lower(), set()).add(found["name"])
    return frozenset(unit for unit, all_of in names.items() if len(all_of) == 1)


def _is_local(cited: Cited) -> bool:
    """Tell whether a citation's issuer is printed without the name of its place."""
    issuer = " ".join(fold(cited.citation.issuer or "").split())
    return _LOCAL.fullmatch(issuer) is not None


_SCHEME = re.compile(
    r"(?P<kind>Đề án(?<!\wĐề án)|Chương trình(?<!\wChương trình)"
    r"|Chiến lược(?<!\wChiến lược)|Quy hoạch(?<!\wQuy hoạch))\s{1,3}(?P<name>"
    r"[^\W\d_][^.;:()“”\"\d]{15,250}?)\s{1,3}giai\s{1,3}đoạn\s{1,3}\d{4}\s?[-–]\s?\d{4}"
)
_SCHEMES = ("Đề án", "Chương trình", "Chiến lược", "Quy hoạch")
_KEY_WORDS = 6
_ISSUING = re.compile(r"(?:phe duyet|ban hanh|thong qua|kem theo)\s+(?:\w+\s+){0,3}$")
_NUMBER_NEAR = re.compile(r"\d{1,5}\s?/\s?(?:\d{4}\s?/\s?)?[A-ZĐ]")


def nameless_schemes(facts: Facts) -> Iterator[Finding]:
    """C10: a scheme spoken of more than once, never with the decision behind it."""
    seen: dict[str, list[Span]] = {}
    known: set[str] = set()
    title = facts.header.spans.get("title")
    for match in find_at(_SCHEME, facts.plain, _SCHEMES):
        key = " ".join(fold(match.group()).split()[:_KEY_WORDS])
        span = Span(match.start(), match.end())
        before = facts.folded[max(0, span.start - 60) : span.start]
        around = facts.plain[span.end : span.end + 90]
        own = title is not None and span.start <= title.end
        if own or _ISSUING.search(before) or _NUMBER_NEAR.search(around):
            known.add(key)
        seen.setdefault(key, []).append(span)
    for key, spans in seen.items():
        if key in known or len(spans) < 2:
            continue
        slots = {"quote": facts.quote(spans[0]), "count": len(spans)}
        yield finding("C10", spans[0], slots)


_LAUNCH = re.compile(r"phat\s{1,3}dong|khoi\s{1,3}dong|khai\s{1,3}mac")
_LONGEST_CYCLE = 3
_BACK = 200


def outside_cycle(facts: Facts) -> Iterator[Finding]:
    """P04: a launch dated late in, or outside, the cycle named just before."""
    for period in facts.periods:
        years = _years(period)
        if period.cue or not years or not 0 < years[1] - years[0] <= _LONGEST_CYCLE:
            continue
        stop = period.span.end + _BACK
        paragraph = facts.plain.find("\n\n", period.span.end, stop)
        stop = paragraph if paragraph >= 0 else stop
        first = bisect_left(facts.dates, period.span.end, key=lambda d: d.span.start)
        for mention in facts.dates[first : first + 1]:
            day = mention.value or ""
            if len(day) != _DAY or mention.span.end > stop:
                continue
            if not _LAUNCH.search(facts.folded, period.span.end, mention.span.start):
                continue
            if day < f"{years[0]}-01-01" or day >= f"{years[1]}-07-01":
                slots = {"date": day, "quote": facts.quote(period.span)}
                yield finding("P04", mention.span, slots)


def _years(period: Period) -> tuple[int, int] | None:
    start, end = period.start or "", period.end or ""
    if len(start) == len(end) == 4 and (start + end).isdigit():
        return int(start), int(end)
    return None


_PAST = re.compile(r"(?<!\w)da(?!\w)[^.;:]{0,80}$")
_SECTION = 1_500


def outside_window(facts: Facts) -> Iterator[Finding]:
    """P05: something done after the months that a report speaks of."""
    kind = kind_by_name(facts.header.kind or "")
    if kind is not None and kind.slug != "bao-cao":
        return
    said: set[str] = set()
    for period in facts.periods:
        end = period.end or ""
        if len(end) != 7 or (period.start or "")[:4] != end[:4] or end in said:
            continue
        first = bisect_left(facts.dates, period.span.end, key=lambda d: d.span.start)
        for mention in facts.dates[first : first + 20]:
            day = mention.value or ""
            if mention.span.start > period.span.end + _SECTION:
                break
            before = facts.folded[max(0, mention.span.start - 90) : mention.span.start]
            later = len(day) == _DAY and day[:4] == end[:4] and day[:7] > end
            if later and _PAST.search(before):
                said.add(end)
                slots = {"date": day, "quote": facts.quote(period.span)}
                yield finding("P05", mention.span, slots)
                break


SCHEME_CHECKS = (nameless_issuer, nameless_schemes, outside_cycle, outside_window)
