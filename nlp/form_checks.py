"""Checks of form: the legal basis, the letterhead, annexes, marks of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Span
from nlp.analysis import Finding
from nlp.around import find_at, find_in_lines
from nlp.finding_rows import Facts, finding
from nlp.fold import fold
from nlp.kinds import kind_by_name

_REACH = 20_000
_RULES_SINCE = "2005-05-06"  # the first circular on form that these rules go back to
_TOP = 4_000
_ITEM = re.compile(
    r"(?m)^[ \t|]{0,40}(?P<bullet>[-–+•*][ \t]{0,4})?(?P<cue>can\s{1,4}cu\b|xet\b"
    r"|theo\s{1,4}de\s{1,4}nghi\b|thuc\s{1,4}hien\b|tren\s{1,4}co\s{1,4}so\b)"
)
# What opens the line behind the legal basis, or stands in it.
_END_OF_BASIS = re.compile(
    r"dieu\s{1,3}1\b|quyet\s{1,3}nghi|nghi\s{1,3}quyet\s{0,3}:|chuong\s{1,3}[i1]\b"
    r"|(?P<inside>ban(?<!\wban)\s{1,3}hanh\s{1,3}(?:nghi\s{1,3}dinh|thong\s{1,3}tu"
    r"|quyet\s{1,3}dinh)|quyet(?<!\wquyet)\s{1,3}dinh\s{0,3}:)"
)
_MARGIN, _MOST_BEFORE = 40, 120


def _basis(facts: Facts) -> tuple[list[re.Match[str]], int]:
    """Return the items of the legal basis and where it ends; none where it is broken.

    It stands between the title and the first article, opened by "Căn cứ".
    """
    title = facts.header.spans.get("title") or facts.header.spans.get("kind")
    if title is None or facts.header.kind is None or _before_the_rules(facts):
        return [], 0
    stop = _basis_end(facts.folded, title.end)
    if stop is None:
        return [], 0
    found = _ITEM.finditer(facts.folded, title.end, stop)
    items = [item for item in found if facts.text[item.start("cue")].isupper()]
    while items and not items[0]["cue"].startswith("can"):
        items.pop(0)
    return items, stop


def _before_the_rules(facts: Facts) -> bool:
    return (facts.header.date or _RULES_SINCE) < _RULES_SINCE


def _basis_end(folded: str, start: int) -> int | None:
    """Return the start of the first line that ends the legal basis."""
    for match in _END_OF_BASIS.finditer(folded, start, start + _REACH):
        line = folded.rfind("\n", 0, match.start()) + 1
        if line < start:
            continue
        before = folded[line : match.start()]
        if match["inside"] and len(before) <= _MOST_BEFORE:
            return line
        if len(before) <= _MARGIN and not before.strip(" \t|"):
            return line
    return None


def basis(facts: Facts) -> Iterator[Finding]:
    """F02, F03, H02: marks and bullets of the legal basis, and the power it gives."""
    items, end = _basis(facts)
    yield from _basis_marks(facts, items)
    yield from _basis_bullets(items)
    yield from _competence(facts, items, end)


def _basis_marks(facts: Facts, items: list[re.Match[str]]) -> Iterator[Finding]:
    """F02: an item of the legal basis that does not end with a semicolon."""
    for item, nxt in pairwise(items):
        written = facts.text[item.start() : nxt.start()].rstrip(" \t\n|")
        if written and not written.endswith(";"):
            end = item.start() + len(written)
            span = Span(max(item.start("cue"), end - 60), end)
            yield finding("F02", span, {"mark": written[-1]})
            return


def _basis_bullets(items: list[re.Match[str]]) -> Iterator[Finding]:
    """F03: a bullet before "Căn cứ"."""
    for item in items:
        if item["bullet"] and item["cue"].startswith("can"):
            yield finding("F03", Span(item.start("bullet"), item.end()), {})
            return


_COMPETENCE = re.compile(
    r"to\s{1,4}chuc|chuc\s{1,4}nang|quyen\s{1,4}han|dieu\s{1,4}le|tham\s{1,4}quyen|quy\s{1,4}che"
    r"|hien\s{1,4}phap|phan\s{1,4}cap|uy\s{1,4}quyen|thanh\s{1,4}lap|ban\s{1,4}hanh\s{1,4}van\s{1,4}ban"
    r"|quan\s{1,4}ly|luat|phap\s{1,4}lenh"
)
_ACTS = {"quyet-dinh", "nghi-quyet", "nghi-dinh", "thong-tu"}


def _competence(
    facts: Facts, items: list[re.Match[str]], end: int
) -> Iterator[Finding]:
    """H02: a legal basis in which nothing gives the issuer its power."""
    kind = kind_by_name(facts.header.kind or "")
    if kind is None or kind.slug not in _ACTS or facts.header.number is None:
        return
    if not items or _COMPETENCE.search(facts.folded, items[0].start(), end):
        return
    yield finding("H02", Span(items[0].start("cue"), items[0].end()), {})


_AS_ARTICLE = re.compile(
    r"(?m)^[ \t|]{0,40}[-–+•]?[ \t]{0,4}nhu\s{1,3}dieu\s{1,3}(\d{1,3})"
)


def recipients_article(facts: Facts) -> Iterator[Finding]:
    """F01: "Như Điều n" among the recipients where the document has no such article."""
    own = {
        p.path for p in facts.provisions if p.path.startswith("dieu:") and not p.part
    }
    own = {path.partition("/")[0] for path in own}
    if not own:
        return
    for match in find_in_lines(_AS_ARTICLE, facts.folded, ("nhu",)):
        if f"dieu:{int(match[1])}" not in own:
            span = Span(match.start(), match.end())
            yield finding("F01", span, {"article": match[1], "count": len(own)})
            return


def _state_number(facts: Facts) -> Span | None:
    """Return where a letterhead of the State has its number; not one of the Party.

    In a gazette's heading the number stands behind the kind: no letterhead is there.
    """
    span, kind = (facts.header.spans.get(name) for name in ("number", "kind"))
    if (span and kind and kind.end <= span.start) or _before_the_rules(facts):
        return None
    number = facts.own.number if facts.own else None
    if span is None or number is None or number.family == "G" or "TW" in number.codes:
        return None
    before = facts.plain[max(0, span.start - 12) : span.start]
    return span if re.search(r"S[ốỐ]\s{0,3}:?\s{0,3}$", before) else None


_BARE_DAY = re.compile(r"ngay\s{1,3}\d\s{1,3}thang|thang\s{1,3}[12]\s{1,3}nam")


def leading_zeros(facts: Facts) -> Iterator[Finding]:
    """F04: a small number of the letterhead without the zero before it."""
    day, number = facts.header.spans.get("date"), _state_number(facts)
    if number is None:
        return
    if re.match(r"\d(?!\d)", facts.plain[number.start : number.end]):
        yield finding("F04", number, {"quote": facts.quote(number)})
    elif day and _BARE_DAY.search(facts.folded, day.start, day.end):
        yield finding("F04", day, {"quote": facts.quote(day)})


def number_colon(facts: Facts) -> Iterator[Finding]:
    """F05: the number of the letterhead after "Số" without a colon."""
    number = _state_number(facts)
    if number is None:
        return
    before = re.search(r"so[ \t]{0,3}$", facts.folded[: number.start][-8:])
    if before:
        yield finding("F05", Span(number.start - len(before[0]), number.end), {})


def national_title(facts: Facts) -> Iterator[Finding]:
    """F06: a letterhead without the name of the State."""
    number = _state_number(facts)
    if number is None or number.start > _TOP:
        return
    if not re.search(r"viet\s{1,9}nam|doc\s{1,9}lap", facts.folded[:_TOP]):
        yield finding("F06", number, {})


_SMALL_CLAUSES_SINCE = "2020-03-05"
_LOW_ARTICLE = re.compile(
    r"điều \d{1,3}(?!\w)(?:(?<=khoản \d điều \d)|(?<=khoản \d điều \d\d)"
    r"|(?<=tại điều \d)|(?<=tại điều \d\d))"
)
_HIGH_CLAUSE = re.compile(
    r"(?:Khoản(?<=[^\W\d_A-ZĐ] Khoản)|Điểm(?<=[^\W\d_A-ZĐ] Điểm)) "
    r"(?:\d{1,2}|[a-zđ])(?=,? (?:khoản|Khoản|Điều) )"
)


def capitals_in_pinpoints(facts: Facts) -> Iterator[Finding]:
    """F07: "điều 5" for "Điều 5", and "Khoản 2" for "khoản 2", once for each.

    Circular 01/2011/TT-BNV had "Khoản" with a capital until the decree of 2020.
    """
    one_line = facts.plain.replace("\n", " ")
    issued = facts.header.date or ""
    low = _LOW_ARTICLE.search(one_line)
    high = None
    if issued >= _SMALL_CLAUSES_SINCE:
        high = next(find_at(_HIGH_CLAUSE, one_line, ("Khoản", "Điểm")), None)
    for match, right in ((low, str.capitalize), (high, str.lower)):
        if match:
            span = Span(*match.span())
            word = facts.quote(span).split()[0]
            slots = {"quote": facts.quote(span), "right": right(word)}
            yield finding("F07", span, slots, suggestion=right(facts.quote(span)))


_ANNEXED = re.compile(
    r"(?:ban\s{1,4}hanh|cong\s{1,4}bo|phe\s{1,4}duyet)\s{1,4}kem\s{1,4}theo\s{1,4}(?P<kind>quyet\s{1,4}dinh"
    r"|nghi\s{1,4}quyet|thong\s{1,4}tu|nghi\s{1,4}dinh|ke\s{1,4}hoach)\s{1,4}nay\b"
)
_LEAST_ANNEX = 120  # characters after the signature that no annex is shorter than


def absent_annex(facts: Facts) -> Iterator[Finding]:
    """N02: an annex promised by an article, and nothing after the signature."""
    signer = facts.header.spans.get("signer")
    if signer is None or any(provision.part for provision in facts.provisions):
        return
    promise = _ANNEXED.search(facts.folded, 0, signer.start)
    rest = facts.text[signer.end :]
    if promise is None or sum(not c.isspace() for c in rest[:2_000]) >= _LEAST_ANNEX:
        return
    if " ".join(promise["kind"].split()) == fold(facts.header.kind or ""):
        span = Span(*promise.span())
        yield finding("N02", span, {"quote": facts.quote(span)})


_BLANK_ANNEX = re.compile(
    r"kem\s{1,4}theo\s{1,4}[^\n()]{0,60}?so\s{0,3}:?\s{0,3}"
    r"(?:[.…_]{2,60}|[ ]{2,60})\s{0,3}/[^\n()]{0,80}"
)


def blank_annex_line(facts: Facts) -> Iterator[Finding]:
    """N03: "(Ban hành kèm theo Quyết định số …/QĐ-…)" left blank in a signed text."""
    if facts.header.draft or not facts.header.number or not facts.header.signer:
        return
    for match in _BLANK_ANNEX.finditer(facts.folded):
        line = facts.folded.rfind("\n", 0, match.start()) + 1
        if re.match(
            r"[ \t|(*]{0,60}(?:ban\s{1,3}hanh\s{1,3})?$",
            facts.folded[line : match.start()],
        ):
            yield finding("N03", Span(*match.span()), {})
            return


_SECRET = re.compile(
    r"(?m)^[ \t|*]{0,80}(?:ĐỘ MẬT\s{0,3}:\s{0,3})?"
    r"(?P<mark>TUYỆT MẬT|TỐI MẬT|MẬT)[ \t|*]{0,80}$"
)


def secret_mark(facts: Facts) -> Iterator[Finding]:
    """S01: a mark of secrecy on a line of its own above the title."""
    title = facts.header.spans.get("title") or facts.header.spans.get("number")
    end = title.start if title else 0
    if match := _SECRET.search(facts.plain, 0, min(end, _TOP)):
        yield finding("S01", Span(*match.span("mark")), {"mark": match["mark"]})


FORM_CHECKS = (
    recipients_article,
    basis,
    leading_zeros,
    number_colon,
    national_title,
    capitals_in_pinpoints,
    absent_annex,
    blank_annex_line,
    secret_mark,
)
