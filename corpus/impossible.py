"""What a citation says that cannot be so, whatever the register holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.identity import is_day
from corpus.issuers import contradicts_code
from corpus.keys import kind_slug, parse_number
from corpus.rows import identity_rows
from corpus.verdicts import Reason, reason
from ingest.document import Span
from nlp.analysis import Analysis, Citation, DateMention
from nlp.codes import LOCAL_CODES
from nlp.numbers import DocumentNumber, year_contradicts_date


@dataclass(frozen=True, slots=True)
class Setting:
    """Where citations stand: the text, its dates, the date of the document itself."""

    text: str
    dates: tuple[DateMention, ...] = ()
    own_date: str | None = None

    @classmethod
    def of(cls, text: str, analysis: Analysis) -> Setting:
        """Return the setting of a document that was read."""
        return cls(text, analysis.dates, analysis.header.date)


def impossible_date(setting: Setting, span: Span) -> DateMention | None:
    """Return a date inside `span` that no calendar has, or None."""
    for mention in setting.dates:
        if mention.value is None and span.contains(mention.span):
            return mention
    return None


def _code_kinds(number: DocumentNumber) -> tuple[str, list[str]] | None:
    rows = {row["code"]: row["kinds"] for row in identity_rows()["code"]}
    if number.family not in ("A", "C", "D", "F") or not number.codes:
        return None
    code = number.codes[0]
    return (code, rows[code]) if code in rows else None


def kind_contradicts_code(
    kind: str | None, number: DocumentNumber | None
) -> str | None:
    """Return the code that the kind word contradicts, or None.

    Only kinds and codes that leave no doubt can contradict: a plan or a regulation may
    be cited with the number of the decision that issued it.

    >>> number = DocumentNumber.parse("30/2020/NĐ-CP")
    >>> kind_contradicts_code("Thông tư", number), kind_contradicts_code("NĐ", number)
    ('NĐ', None)
    """
    if not kind or number is None:
        return None
    slug = kind_slug(kind)
    strong = {row for each in identity_rows()["code"] for row in each["kinds"]}
    strong |= {"luat", "bo-luat", "phap-lenh", "chi-thi"}
    nested = set(identity_rows()["nested"]["kinds"])
    if slug not in strong - nested:
        return None
    found = _code_kinds(number)
    if found is not None:
        code, kinds = found
        return None if slug in kinds else code
    if number.family == "B" and slug not in _ASSEMBLY_KINDS:
        return number.codes[-1]
    return None


_ASSEMBLY_KINDS = frozenset(
    {"luat", "bo-luat", "phap-lenh", "nghi-quyet", "nghi-quyet-lien-tich"}
)


def term_contradicts_year(number: DocumentNumber) -> bool:
    """Tell whether the year in the number lies outside the term of its code.

    >>> term_contradicts_year(DocumentNumber.parse("12/2022/QH14"))
    True
    """
    if number.term is None or number.year is None:
        return False
    years = next(r for r in identity_rows()["term"] if r["body"] == "QH")["years"]
    first, last = years.get(str(number.term), (0, 9999))
    return not first <= number.year <= last


def is_after(date: str | None, own: str | None) -> bool:
    """Tell whether `date` is surely later than `own`, as far as both are known."""
    if not date or not own or date.startswith("--") or "Q" in date or "Q" in own:
        return False
    shorter = min(len(date), len(own))
    return date[:shorter] > own[:shorter]


def contradictions(citation: Citation, setting: Setting) -> Iterator[Reason]:
    """Yield what in the citation contradicts itself, the law or the calendar."""
    bad = impossible_date(setting, citation.span)
    if bad is not None:
        yield reason("impossible-date", text=bad.span.of(setting.text))
    number = parse_number(citation.number, kind=citation.kind)
    if number is not None:
        yield from _of_number(citation, number)
    own = setting.own_date
    if is_day(own) and is_after(citation.date, own) and citation.status != "draft":
        yield reason("future", date=citation.date, own=own)


def _of_number(citation: Citation, number: DocumentNumber) -> Iterator[Reason]:
    code = kind_contradicts_code(citation.kind, number)
    if code is not None:
        yield reason("kind-code", kind=citation.kind, code=code, number=citation.number)
    if contradicts_code(citation.issuer, number):
        yield reason("issuer-code", issuer=citation.issuer, number=citation.number)
    if year_contradicts_date(number, citation.date):
        yield reason("year-number", number=citation.number, date=citation.date)
    if term_contradicts_year(number):
        yield reason(
            "term-year", number=citation.number, year=number.year, term=number.term
        )


def is_local(number: DocumentNumber | None) -> bool:
    """Tell whether every province or commune can have such a number."""
    return number is not None and any(code in LOCAL_CODES for code in number.codes)
