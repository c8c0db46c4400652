"""Checks of cited numbers: their kind, their letters, their dates, their issuers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ingest.document import Span
from nlp.analysis import Citation, Finding
from nlp.codes import ISSUER_CODES, TYPE_CODES
from nlp.finding_rows import Cited, Facts, finding
from nlp.fold import fold
from nlp.kinds import Kind, kind_by_code, kind_by_name, may_issue
from nlp.numbers import DocumentNumber
from nlp.written_days import day_as_written

_DAY = 10  # the length of an ISO day
_YEARS_IN_NUMBERS_SINCE = 1998

# Kinds that share a code in practice, so that neither word contradicts the other.
_KIN = (
    {"thong-bao", "ket-luan", "thong-bao-ket-luan", "ket-luan-thanh-tra"},
    {"chuong-trinh", "chuong-trinh-hanh-dong", "chuong-trinh-phoi-hop", "ke-hoach"},
    {"ke-hoach", "ke-hoach-lien-tich", "ke-hoach-phoi-hop", "phuong-an"},
    {"huong-dan", "huong-dan-lien-nganh"},
    {"thong-tu", "thong-tu-lien-tich", "thong-tu-lien-bo"},
    {"nghi-quyet", "nghi-quyet-lien-tich"},
    {"quyet-dinh", "quyet-dinh-xu-phat"},
    {"luat", "bo-luat", "phap-lenh", "lenh"},
    {"sac-lenh", "sao-luc", "sac-luat"},
    {"du-an", "de-an"},
    {"huong-dan", "hop-dong"},
)
# A rule issued with a decision is often cited by the decision's number, and Party
# rules carry the code QĐ by the Party's own custom.
_NESTED = {"quy-dinh", "quy-che", "dieu-le", "noi-quy", "quy-trinh", "chien-luoc"}
_NESTED |= {"quy-hoach", "de-an", "du-an", "chuong-trinh", "ke-hoach", "phuong-an"}
# These have codes of their own, and are numbered even where a decision issues them.
_OWN_CODE = {"ke-hoach", "chuong-trinh", "phuong-an"}
_ANY_CODE = {"van-ban", "cong-van"}
_CHECKED_FAMILIES = {"A", "C", "D", "F", "G"}


def _kind_of_code(number: DocumentNumber) -> Kind | None:
    """Return the kind that the code says, where it can say nothing else."""
    code = number.codes[0]
    if code not in TYPE_CODES or len(number.codes) < 2:
        return None
    if code in ISSUER_CODES and (not number.year or number.year < 2000):
        return None  # CT is chỉ thị or Cục Thuế, TC is thông cáo or Tài chính
    return kind_by_code(code)


def _agree(kind: Kind, code: str, other: Kind) -> bool:
    if kind is other or code == kind.code or code in kind.variants:
        return True
    if kind.slug in _ANY_CODE or (kind.slug in _NESTED and code in {"QĐ", "NQ"}):
        return True
    if (kind.slug, code) == ("thong-tri", "TT"):
        return True  # the Party wrote "297-TT/TW" before it had "TTri"
    return any(kind.slug in kin and other.slug in kin for kin in _KIN)


_TTR_SINCE = "2005-05-06"


def _before_its_code(kind: Kind, day: str | None) -> bool:
    """Tell whether a submission bears TT because it is older than the code TTr.

    Circular 55/2005/TTLT-BNV-VPCP gave the kinds their codes.
    """
    return kind.slug == "to-trinh" and bool(day) and (day or "") < _TTR_SINCE


def kind_and_code(facts: Facts) -> Iterator[Finding]:
    """K02: the kind word against the code in the number."""
    for cited in facts.named:
        kind, number = kind_by_name(cited.citation.kind or ""), cited.number
        if not kind or not number or number.family not in _CHECKED_FAMILIES:
            continue
        if not _kind_word_stands(facts, cited.citation, kind):
            continue
        said = _kind_of_code(number)
        if said and not _agree(kind, number.codes[0], said):
            if _before_its_code(kind, cited.citation.date):
                continue
            slots = {"kind": kind.name, "code": number.codes[0], "number": str(number)}
            yield finding("K02", cited.citation.span, slots, suggestion=said.name)


def borrowed_number(facts: Facts) -> Iterator[Finding]:
    """K09: a plan cited with the number of a decision or resolution."""
    for cited in facts.cited:
        kind, number = kind_by_name(cited.citation.kind or ""), cited.number
        if not kind or not number or kind.slug not in _OWN_CODE:
            continue
        said = _kind_of_code(number)
        if not said or said.slug not in {"quyet-dinh", "nghi-quyet"}:
            continue
        if number.family in _CHECKED_FAMILIES and _kind_word_stands(
            facts, cited.citation, kind
        ):
            slots = {"number": str(number), "kind": kind.name.lower()}
            slots["right"] = said.name.lower()
            yield finding("K09", cited.citation.span, slots, suggestion=said.name)


def _kind_word_stands(facts: Facts, citation: Citation, kind: Kind) -> bool:
    """Tell whether the citation opens with its own kind word."""
    if citation.form == "self":
        return True
    quote = fold(" ".join(citation.span.of(facts.text).split()))
    return quote.startswith(fold(kind.name))


_CODE_WORD = re.compile(r"[^\W\d_]+")


def lost_marks(facts: Facts) -> Iterator[Finding]:
    """K03: a code whose đ was lost, once for each number."""
    seen: set[str] = set()
    for cited in facts.named:
        number = cited.number
        if not number or not number.repaired or number.key in seen:
            continue
        own = cited.citation.form == "self"
        if not own and "số" not in cited.citation.span.of(facts.text):
            continue  # a translation writes "No. 30/2020/ND-CP"
        printed = _CODE_WORD.findall(cited.raw)
        for code in number.codes:
            wrong = next((w for w in _without_mark(code) if w in printed), None)
            if wrong:
                seen.add(number.key)
                slots = {"code": wrong, "right": code}
                span = cited.citation.span
                yield finding("K03", span, slots, suggestion=str(number))
                break


def _without_mark(code: str) -> list[str]:
    """Return a code as it looks without its Đ: with D, eth or African d."""
    return [code.replace("Đ", letter) for letter in "D\u00d0\u0189"] * ("Đ" in code)


def year_missing(facts: Facts) -> Iterator[Finding]:
    """K04: a decree or circular whose number has no year."""
    for cited in facts.named:
        kind, number = kind_by_name(cited.citation.kind or ""), cited.number
        day = cited.citation.date
        if not kind or not number or number.year or number.family not in {"D", "E"}:
            continue
        dated = bool(
            day and day[:4].isdigit() and int(day[:4]) >= _YEARS_IN_NUMBERS_SINCE
        )
        blank = facts.text[max(0, cited.citation.span.start - 1)] in "…."
        if (
            dated
            and not blank
            and kind.slug in {"nghi-dinh", "thong-tu"}
            and number.codes[0] == kind.code
        ):
            yield finding("K04", cited.citation.span, {"number": str(number)})


def serial_like_year(facts: Facts) -> Iterator[Finding]:
    """K05: a serial that equals the year of issue."""
    seen: set[str] = set()
    for cited in facts.cited:
        number, day = cited.number, cited.citation.date
        if not number or number.year or not day or number.key in seen:
            continue
        if number.serial.lstrip("0") == day[:4]:
            seen.add(number.key)
            yield finding("K05", cited.citation.span, {"serial": number.serial})


_TERM = re.compile(r"(?:khoa|nhiem\s{1,4}ky)\s{1,4}(?:[ivx]{1,6}|\d{1,4})(?!\w)")


def _term_told(facts: Facts, span: Span) -> bool:
    """Tell whether the term of the committee is written: the Party numbers by term."""
    return _TERM.search(facts.folded, span.start, span.end + 24) is not None


def missing_dates(facts: Facts) -> Iterator[Finding]:
    """C01: an administrative number that no mention in the document dates."""
    dated = {c.number.key for c in facts.cited if c.number and c.citation.date}
    own = DocumentNumber.parse(facts.header.number) if facts.header.number else None
    seen = dated | ({own.key} if own else set())
    for cited in facts.cited:
        number, citation = cited.number, cited.citation
        if not number or number.family not in {"D", "E", "G"} or number.year:
            continue
        if (
            number.key in seen
            or citation.status
            or citation.form not in {"full", "short"}
        ):
            continue
        if number.family == "G" and _term_told(facts, citation.span):
            continue
        if citation.kind == "Giấy phép" or _dated_nearby(facts, citation.span):
            continue
        seen.add(number.key)
        slots = {"quote": facts.quote(citation.span)}
        yield finding("C01", citation.span, slots)


_BEFORE, _AFTER = 60, 30
_NEIGHBOURS = 12  # more dates do not fit into that stretch


def _dated_nearby(facts: Facts, span: Span) -> bool:
    """Tell whether a whole date stands so near that it may date the number.

    "văn bản đề ngày 29/10/2025 số 16/CV-HH", "số 16/CV-HH đề ngày 29/10/2025". A day
    that does not exist is printed all the same: that is another finding. The day of the
    document itself dates nothing it cites.
    """
    own = facts.header.spans.get("date")
    around = Span(max(0, span.start - _BEFORE), span.end + _AFTER)
    first = bisect_left(facts.dates, around.start, key=lambda mention: mention.span.end)
    near = facts.dates[first : first + _NEIGHBOURS]
    return any(
        (mention.value is None or len(mention.value) == _DAY)
        and mention.span.overlaps(around)
        and not (own and mention.span.overlaps(own))
        and not re.search(r"[.;]\s", _between(facts.plain, mention.span, span))
        for mention in near
    )


def _between(text: str, one: Span, other: Span) -> str:
    first, second = sorted((one, other))
    return text[first.end : max(first.end, second.start)]


_ACT = re.compile(
    r"(?:ky(?<!\wky)(?<!ngay ky)(?<!quan ky)(?<!nguoi ky)(?<!khi ky)(?<!quyen ky)"
    r"(?<!vien chuc ky)|da\s{1,4}ban\s{1,4}hanh|trinh\s{1,4}bay)\s{1,4}"
    r"(?P<act>(?:quyet\s{1,4}dinh|nghi\s{1,4}quyet|chi\s{1,4}thi)\s{1,4}(?:thanh\s{1,4}lap"
    r"|kien\s{1,4}toan|phe\s{1,4}duyet|cong\s{1,4}nhan|khen\s{1,4}thuong|bo\s{1,4}nhiem)"
    r"|bao\s{1,4}cao\s{1,4}tu\s{1,4}(?:kiem\s{1,4}tra|danh\s{1,4}gia))(?![\w/])"
)


_CLAUSE = 160
# "trình Bộ trưởng … ký quyết định": a rule of what is to be done.
_TO_COME = re.compile(
    r"(?<!\w)(?:trinh|ke tu ngay|sau khi|truoc khi|de|se|phai)(?!\w)(?!.*\sda\s\Z)"
)


def nameless_acts(facts: Facts) -> Iterator[Finding]:
    """C04: an act that was signed or presented, without number and date."""
    kind = kind_by_name(facts.header.kind or "")
    if kind and kind.always_normative:
        return  # a law speaks of acts to come
    for match in _ACT.finditer(facts.folded):
        span = Span(match.start("act"), match.end("act"))
        before = facts.folded[max(0, match.start() - _CLAUSE) : match.start()]
        if _is_cited(facts, span) or _TO_COME.search(re.split(r"[.;\n]", before)[-1]):
            continue
        yield finding("C04", span, {"quote": facts.quote(span)})


def _is_cited(facts: Facts, span: Span) -> bool:
    """Tell whether one of the citations around `span` shares a character with it."""
    after = bisect_left(
        facts.cited, span.end, key=lambda cited: cited.citation.span.start
    )
    near = facts.cited[max(0, after - 3) : after]
    return any(cited.citation.span.overlaps(span) for cited in near)


def _identity(cited: Cited) -> tuple[str, ...] | None:
    """Return what two mentions of one document share, its day apart."""
    number, citation = cited.number, cited.citation
    day = citation.date
    if not number or not day or len(day) != _DAY or citation.form != "full":
        return None
    kind = fold(citation.kind or "")
    if number.family in {"A", "B", "F"}:
        return kind, number.key
    name = re.split(r"[.;:]\s", citation.issuer or "")[0]
    issuer = fold(" ".join(name.split()))
    return kind, number.key, day[:4], issuer


def contradictions(facts: Facts) -> Iterator[Finding]:
    """C08: two mentions of one document with different dates."""
    first: dict[tuple[str, ...], Cited] = {}
    for cited in facts.cited:
        identity = _identity(cited)
        if identity is None:
            continue
        other = first.setdefault(identity, cited)
        day, other_day = cited.citation.date, other.citation.date
        if day != other_day:
            slots = {
                "quote": facts.quote(cited.citation.span),
                "other": facts.quote(other.citation.span),
                "date": day_as_written(day),
                "other_date": day_as_written(other_day),
            }
            where = other.citation.span
            evidence = {"other_span": [where.start, where.end]}
            yield finding("C08", cited.citation.span, slots, evidence=evidence)


def ordinance_issuer(facts: Facts) -> Iterator[Finding]:
    """C13: an ordinance said to come from the National Assembly itself."""
    for cited in facts.cited:
        citation = cited.citation
        if fold(citation.kind or "") != "phap lenh":
            continue
        if fold(" ".join((citation.issuer or "").split())) == "quoc hoi":
            right = "Ủy ban Thường vụ Quốc hội"
            yield finding("C13", citation.span, {}, suggestion=right)


# Beginnings of names that are surely a body and surely this body: a name that the
# reader of citations cut short must not accuse anybody.
_BODIES = (
    "bo ",
    "bo truong ",
    "uy ban nhan dan",
    "ubnd ",
    "chu tich uy ban nhan dan",
    "chu tich ubnd",
    "hoi dong nhan dan",
    "hdnd ",
    "so ",
    "giam doc so ",
    "thu tuong chinh phu",
    "chinh phu",
    "thong doc ngan hang",
)
_MINISTRIES_DECREED_UNTIL = 1992


def wrong_issuer(facts: Facts) -> Iterator[Finding]:
    """H03: a kind that the named body cannot issue."""
    for cited in facts.cited:
        citation, number = cited.citation, cited.number
        kind = kind_by_name(citation.kind or "")
        issuer = " ".join((citation.issuer or "").split())
        if not kind or not kind.always_normative or not number or not number.year:
            continue
        if (
            number.year <= _MINISTRIES_DECREED_UNTIL
            or may_issue(kind, issuer) is not False
        ):
            continue
        if f"{fold(issuer)} ".startswith(_BODIES):
            quote = facts.quote(citation.span)
            slots = {"issuer": issuer, "kind": kind.name, "quote": quote}
            yield finding("H03", citation.span, slots)


NUMBER_CHECKS = (
    kind_and_code,
    borrowed_number,
    lost_marks,
    year_missing,
    serial_like_year,
    missing_dates,
    nameless_acts,
    contradictions,
    ordinance_issuer,
    wrong_issuer,
)
