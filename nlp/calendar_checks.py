"""Checks of dates and periods against the calendar and against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ingest.document import Span
from nlp.analysis import Finding, Period
from nlp.finding_rows import Facts, finding
from nlp.fold import fold
from nlp.numbers import year_contradicts_date
from nlp.written_days import day_as_written

_DAY = 10  # the length of an ISO day
_OLDEST = 1800  # nobody cites an earlier year; 1022 is 2022 with a wrong digit
_AHEAD = 50
_LATEST = 2100

# First and last year of each term; both ends belong to two terms.
ASSEMBLY_TERMS = {
    7: (1981, 1987),
    8: (1987, 1992),
    9: (1992, 1997),
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_FOLDED_WEEKDAYS = {fold(name): i for i, name in enumerate(_WEEKDAYS)} | {
    f"thu {n}": n - 2 for n in range(2, 8)
}
_WEEKDAY = re.compile(
    r"\b(thu\s{1,4}(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s{1,4}nhat)"
    r"\s{0,4}[,(]?\s{0,4}$"
)


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdigit() else None


def impossible_dates(facts: Facts) -> Iterator[Finding]:
    """DT01: a date that the calendar does not have."""
    for mention in facts.dates:
        if mention.value is None:
            yield finding("DT01", mention.span, {"quote": facts.quote(mention.span)})


def _one_digit_apart(one: str, other: str) -> bool:
    pairs = zip(one, other, strict=True)
    return len(one) == len(other) and sum(a != b for a, b in pairs) == 1


def unreasonable_years(facts: Facts) -> Iterator[Finding]:
    """DT03: a year before any archive, or further ahead than any plan."""
    issued = _year(facts.header.date)
    latest = issued + _AHEAD if issued else _LATEST
    good: Counter[str] = Counter()
    strange: list[tuple[Span, str]] = []
    for mention in facts.dates:
        year = _year(mention.value)
        if year is None:
            continue
        if _OLDEST <= year <= latest:
            good[str(year)] += 1
        else:
            strange.append((mention.span, str(year)))
    for span, digits in strange:
        near = [year for year in good if _one_digit_apart(year, digits)]
        right = max(near, key=lambda year: good[year], default=None)
        slots = {"quote": facts.quote(span), "year": digits}
        yield finding("DT03", span, slots, suggestion=right)


def year_in_number(facts: Facts) -> Iterator[Finding]:
    """DT06: the year inside a number against the year of its date."""
    for cited in facts.named:
        number, day = cited.number, cited.citation.date
        if number and year_contradicts_date(number, day):
            slots = {"number": str(number), "date": day_as_written(day)}
            yield finding("DT06", cited.citation.span, slots)


def assembly_terms(facts: Facts) -> Iterator[Finding]:
    """DT07: the term of the National Assembly against the year in the number."""
    for cited in facts.named:
        number = cited.number
        if not number or not number.term or not number.year:
            continue
        first, last = ASSEMBLY_TERMS.get(number.term, (0, 9999))
        if not first <= number.year <= last:
            slots = {
                "term": number.term,
                "first": first,
                "last": last,
                "year": number.year,
                "number": str(number),
            }
            yield finding("DT07", cited.citation.span, slots)


def effect_before_issue(facts: Facts) -> Iterator[Finding]:
    """DT08: an effect that starts before the day of issue."""
    issued = facts.header.date
    effect = facts.effect
    if not effect or not effect.start or not issued or len(issued) != _DAY:
        return
    if effect.start < issued:
        slots = {"start": effect.start, "issued": issued}
        yield finding("DT08", effect.span, slots)


def weekdays(facts: Facts) -> Iterator[Finding]:
    """DT11: the day of the week named before a date."""
    for mention in facts.dates:
        if not mention.value or len(mention.value) != _DAY or mention.value[0] == "-":
            continue
        before = fold(facts.plain[max(0, mention.span.start - 20) : mention.span.start])
        named = _WEEKDAY.search(before)
        if not named:
            continue
        day = date.fromisoformat(mention.value).weekday()
        name = re.sub(r"\s+", " ", named[1])
        if _FOLDED_WEEKDAYS[name] != day:
            start = mention.span.start - len(before) + named.start()
            slots = {
                "date": mention.value,
                "right": _WEEKDAYS[day],
                "named": _WEEKDAYS[_FOLDED_WEEKDAYS[name]],
            }
            yield finding("DT11", Span(start, mention.span.end), slots)


def outside_term(facts: Facts) -> Iterator[Finding]:
    """DT14: a document issued outside the term that its title names."""
    issued, title = facts.header.date, facts.header.spans.get("title")
    year = _year(issued)
    if not title or not year:
        return
    for period in facts.periods:
        first, last = _year(period.start), _year(period.end)
        if not title.contains(period.span) or not (period.cue or "").startswith(
            "nhiệm"
        ):
            continue
        if first and last and first <= last and not first <= year <= last:
            slots = {"issued": issued, "quote": facts.quote(period.span)}
            yield finding("DT14", period.span, slots)


_SHORT_YEAR = re.compile(r"[/.-][ ]?\d\d$")


def short_years(facts: Facts) -> Iterator[Finding]:
    """DT16: a date whose year has two digits."""
    for mention in facts.dates:
        full = mention.value and len(mention.value) == _DAY and mention.value[0] != "-"
        if full and _SHORT_YEAR.search(mention.span.of(facts.plain)):
            yield finding("DT16", mention.span, {"quote": facts.quote(mention.span)})


_TIME_WORDS = re.compile(r"(ngày|tháng|năm)\s{0,10}\d")


def disordered_dates(facts: Facts) -> Iterator[Finding]:
    """DT17: a date whose words are not ngày, tháng and năm in this order."""
    for mention in facts.dates:
        words = _TIME_WORDS.findall(mention.span.of(facts.small))
        full = mention.value and len(mention.value) == _DAY and len(words) == 3
        if full and mention.value and words != ["ngày", "tháng", "năm"]:
            year, month, day = mention.value.split("-")
            # Annex I of Decree 30: 0 before days under 10, and before months 1 and 2.
            month = month if month < "03" else month.lstrip("0")
            right = f"ngày {day} tháng {month} năm {year}"
            slots = {"quote": facts.quote(mention.span), "right": right}
            yield finding("DT17", mention.span, slots, suggestion=right)


def _comparable(period: Period) -> tuple[str, str] | None:
    if not period.start or not period.end or period.start.startswith("-"):
        return None
    same = len(period.start) == len(period.end)
    return (period.start, period.end) if same else None


def _reversed(period: Period) -> bool:
    ends = _comparable(period)
    return bool(ends and ends[0] > ends[1])


def _suggestion(period: Period, others: list[Period]) -> Period | None:
    """Return the one of `others` that is one digit away, the nearest, or None."""
    near = [
        other
        for other in others
        if other.start
        and other.end
        and period.start
        and period.end
        and len(other.start + other.end) == len(period.start + period.end)
        and _one_digit_apart(period.start + period.end, other.start + other.end)
    ]
    return min(
        near, key=lambda other: abs(other.span.start - period.span.start), default=None
    )


_MAX_COMPARED = 200  # different periods; more stand in no real document
_LENGTHS = (5, 10, 4, 9)  # 2021-2025 and 2021-2030; 2020-2025 and 2020-2030


def _corrected(period: Period) -> str | None:
    """Return the one period of usual length that differs in one digit, or None."""
    start, end = period.start or "", period.end or ""
    if len(start) != 4:
        return None
    found = {
        f"{year} – {end}"
        for length in _LENGTHS
        if _one_digit_apart(start, str(year := int(end) - length))
    }
    return found.pop() if len(found) == 1 else None


def reversed_periods(facts: Facts) -> Iterator[Finding]:
    """P01: a period that starts after it ends, with the period that was meant."""
    forward = (p for p in facts.periods if _comparable(p) and not _reversed(p))
    valid = list({(p.start, p.end): p for p in forward}.values())[:_MAX_COMPARED]
    for period in facts.periods:
        if not _reversed(period) or not _is_one_expression(facts, period):
            continue
        other = _suggestion(period, valid)
        right = f"{other.start} – {other.end}" if other else _corrected(period)
        slots = {"quote": facts.quote(period.span), "hint": "", "hint_en": ""}
        if other and right:
            slots["hint"] = f" Có thể là “{right}” đã nêu tại vị trí khác."
            slots["hint_en"] = f" It may be “{right}”, which stands elsewhere."
        elif right:
            slots["hint"] = f" Có thể là “{right}”."
            slots["hint_en"] = f" It may be “{right}”."
        evidence = {"start": period.start, "end": period.end}
        if other:
            evidence["elsewhere"] = str(other.span.start)
        yield finding("P01", period.span, slots, suggestion=right, evidence=evidence)


def _is_one_expression(facts: Facts, period: Period) -> bool:
    """Tell a period from two years that are merely compared ("2025 - 2024")."""
    if period.cue in _BARE_YEARS:
        # "năm 2025-2024" compares two years; "5 năm 2120-2024" counts them, and nobody
        # compares years that lie further apart than any plan reaches.
        before = max(0, period.span.start - 12), period.span.start
        apart = int(str(period.start)[:4]) - int(str(period.end)[:4])
        counted = _COUNTED_YEARS.search(facts.text, *before)
        return counted is not None or apart > _BARE_YEARS[period.cue]
    if period.cue:
        return True
    whole = bool(period.start and len(period.start) == _DAY)
    return whole or not period.span.of(facts.text)[:1].isdigit()


# How far apart years may lie that are merely set side by side, the later one first.
_BARE_YEARS = {"năm": max(_LENGTHS), "các năm": 1}
_COUNTED_YEARS = re.compile(r"(?<!\w)(?:\d{1,2}|ba|bốn|năm|mười) \Z")
_PHRASE_WORDS = 6
_SHOWN_WORDS = 9  # a name cut in two says less
_WORD = re.compile(r"[^\W_]+")


def _phrase(facts: Facts, period: Period) -> str | None:
    """Return the words before a period, folded, or None where they are too few."""
    window = facts.plain[max(0, period.span.start - 120) : period.span.start]
    line = re.split(r"[.;:()“”\"]|\n\s*\n", window)[-1]
    words = _WORD.findall(fold(line))
    return " ".join(words[-_PHRASE_WORDS:]) if len(words) >= _PHRASE_WORDS else None


# "trong các năm từ 2016 đến 2023" tells of years, it names no scheme.
_COUNTS_YEARS = frozenset({"năm", "các năm"})


def same_phrase(facts: Facts) -> Iterator[Finding]:
    """P02: one phrase with two periods that differ in one digit."""
    seen: dict[str, list[Period]] = {}
    for period in facts.periods:
        named = period.cue and period.cue not in _COUNTS_YEARS and _comparable(period)
        phrase = _phrase(facts, period) if named else None
        if phrase:
            seen.setdefault(phrase, []).append(period)
    for periods in seen.values():
        first = periods[0]
        odd = next((p for p in periods[1:] if _suggestion(p, [first])), None)
        if odd is None:
            continue
        values = list(dict.fromkeys(f"{p.start} – {p.end}" for p in periods))
        window = facts.text[max(0, odd.span.start - 120) : odd.span.start]
        words = " ".join(window.split()[-_SHOWN_WORDS:])
        slots = {"phrase": words, "list": ", ".join(values[:5])}
        spans = [[p.span.start, p.span.end] for p in periods[:50]]
        yield finding("P02", odd.span, slots, evidence={"spans": spans})


# First day, last day, and the least days to effect: centre, province, lower levels.
_LEADS = (
    ("2009-01-01", "2016-06-30", {"centre": 45, "province": 10, "lower": 7}),
    ("2016-07-01", "2025-03-31", {"centre": 45, "province": 10, "lower": 7}),
    ("2025-04-01", "9999-12-31", {"centre": 45, "province": 10, "lower": 10}),
)
_SHORTENED = re.compile(r"(?:thu tuc|trinh tu,? thu tuc)\s{1,3}rut\s{1,3}gon")


def lead_time(facts: Facts) -> Iterator[Finding]:
    """DT09: a normative text in force sooner after its issue than its law allows."""
    issued, effect, level = facts.header.date, facts.effect, _level(facts)
    if not issued or len(issued) != _DAY or not effect or not effect.start or not level:
        return
    for first, last, leads in _LEADS:
        if not first <= issued <= last:
            continue
        lead = date.fromisoformat(effect.start) - date.fromisoformat(issued)
        if 0 <= lead.days < leads[level] and not _SHORTENED.search(facts.folded):
            slots = {"days": lead.days, "least": leads[level]}
            yield finding("DT09", effect.span, slots)


def _level(facts: Facts) -> str | None:
    """Return whose normative text this is, by its number, or None for others."""
    number = facts.own.number if facts.own else None
    if number is None or not number.year or number.family not in {"A", "C"}:
        return None
    if number.family == "A":
        return "centre" if number.codes[0] in {"NĐ", "TT", "QĐ"} else None
    return "province" if re.search(r"(tinh|thanh pho) ", fold(_issuer(facts))) else None


def _issuer(facts: Facts) -> str:
    name = (facts.header.issuer or "").lower()
    return "" if re.search(r"thuộc|quận|huyện|phường|xã", name) else name


_TERM_YEARS = 5


def term_lengths(facts: Facts) -> Iterator[Finding]:
    """DT12: a term of office that is not five years long, once for each."""
    seen: set[tuple[str | None, str | None]] = set()
    for period in facts.periods:
        first, last = _year(period.start), _year(period.end)
        key = (period.start, period.end)
        if not first or not last or not (period.cue or "").startswith("nhiệm"):
            continue
        if 0 < last - first != _TERM_YEARS and key not in seen:
            seen.add(key)
            slots = {"quote": facts.quote(period.span), "years": last - first}
            yield finding("DT12", period.span, slots)


CALENDAR_CHECKS = (
    lead_time,
    term_lengths,
    impossible_dates,
    unreasonable_years,
    year_in_number,
    assembly_terms,
    effect_before_issue,
    weekdays,
    outside_term,
    short_years,
    disordered_dates,
    reversed_periods,
    same_phrase,
)
