"""Which fields of a header want a person's eye, and why.

Few and right: a clean document has none. What a program recognised in a picture is
doubted by the confidence of its words, all else by what contradicts it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from corpus.identity import Match, Reference, compare, dates_agree
from corpus.impossible import is_after, kind_contradicts_code
from corpus.issuers import contradicts_code
from corpus.keys import parse_number
from corpus.known import Known
from corpus.verdicts import fill
from ingest.document import Document
from nlp.analysis import Analysis, Header
from nlp.fold import fold
from nlp.numbers import DocumentNumber, year_contradicts_date

Field = Literal["number", "kind", "date", "issuer", "title", "signer"]
FIELDS: tuple[Field, ...] = get_args(Field)

# Below this a word of a number or a date is doubted: one digit decides, and a person
# who writes it by hand between the dots is read badly. Longer fields bear more.
_SURE_WORD = 92.0
_SURE_ON_AVERAGE = {"issuer": 85.0, "title": 88.0, "signer": 85.0, "kind": 80.0}
_HEAD = 4_000
_NATION = re.compile(r"cong\s{1,9}hoa\s{1,9}xa\s{1,9}hoi\s{1,9}chu\s{1,9}nghia")
_NAMES = {
    "number": ("số, ký hiệu", "number"),
    "kind": ("tên loại", "kind"),
    "date": ("ngày ban hành", "date"),
    "issuer": ("cơ quan ban hành", "issuer"),
    "title": ("trích yếu", "title"),
    "signer": ("người ký", "signer"),
}
_NOT_LETTERS = re.compile(r"[\s.,:;…_]+")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look at one field; `value` is what was read, None if nothing."""

    field: Field
    code: str
    value: str | None
    message: str
    message_en: str


@cache
def _rows() -> dict[str, dict[str, str]]:
    text = files("corpus").joinpath("data/doubts.toml").read_text("utf-8")
    return tomllib.loads(text)


def _doubt(field: Field, code: str, header: Header, **slots: Any) -> Doubt:
    row = _rows()[code]
    shown = {
        "field": _NAMES[field][0],
        "field_en": _NAMES[field][1],
        "number": header.number,
        "date": header.date,
        "kind": header.kind,
        "issuer": header.issuer,
        **slots,
    }
    value = getattr(header, field)
    return Doubt(field, code, value, fill(row["vi"], shown), fill(row["en"], shown))


def doubts_of(
    document: Document, analysis: Analysis, *, known: Sequence[Known] = (), today: str
) -> tuple[Doubt, ...]:
    """Return the doubts about a header, at most one of each code for a field.

    `known` are documents and entries that carry its number; `today` is ISO. A text
    that neither a letterhead nor a signature tells to be a document (an article of a
    newspaper) claims nothing and is not doubted.
    """
    header = analysis.header
    if not _is_official(document, header):
        return ()
    number = parse_number(header.number, kind=header.kind)
    found = [
        *_missing(document, header),
        *_scanned(document, header),
        *_repaired(document, header),
        *_contradicted(header, number, today),
        *_named_otherwise(document, header, number),
        *_catalogued_otherwise(header, known),
    ]
    return tuple({(each.field, each.code): each for each in found}.values())


def _is_official(document: Document, header: Header) -> bool:
    if (header.number and header.kind) or (header.signer and header.signer_position):
        return True
    return _NATION.search(fold(document.text[:_HEAD])) is not None


def _is_scan(document: Document) -> bool:
    return any(page.origin == "ocr" for page in document.pages)


def _missing(document: Document, header: Header) -> Iterator[Doubt]:
    needed: tuple[Field, ...] = ("kind", "issuer")
    if not header.draft:
        needed = ("number", "date", *needed)
    if _is_scan(document):
        # The signature is what stamps and pens cover.
        needed = (*needed, "signer")
    for field in needed:
        if not getattr(header, field):
            yield _doubt(field, "missing", header)
    if header.date and len(header.date) < 10 and not header.draft:
        yield _doubt("date", "missing", header)


def _scanned(document: Document, header: Header) -> Iterator[Doubt]:
    """Doubt what was recognised with little confidence."""
    for field in FIELDS:
        span = header.spans.get(field)
        if span is None or not getattr(header, field):
            continue
        sure = [
            word.confidence
            for word in document.boxes(span)
            if word.confidence is not None
        ]
        if not sure:
            continue
        least = min(sure)
        mean = sum(sure) / len(sure)
        limit = _SURE_ON_AVERAGE.get(field)
        if least < _SURE_WORD if limit is None else mean < limit:
            yield _doubt(field, "scan", header, confidence=round(least))


def _repaired(document: Document, header: Header) -> Iterator[Doubt]:
    """Doubt a number that was printed otherwise than it is understood."""
    span = header.spans.get("number")
    if span is None or not header.number:
        return
    printed = span.of(document.text)
    if _bare(header.number) not in _bare(printed):
        shown = " ".join(printed.split())
        yield _doubt("number", "repaired", header, printed=shown, value=header.number)


def _bare(number: str) -> str:
    return _NOT_LETTERS.sub("", number).casefold().replace("–", "-")


def _contradicted(
    header: Header, number: DocumentNumber | None, today: str
) -> Iterator[Doubt]:
    if number is not None and year_contradicts_date(number, header.date):
        yield _doubt("number", "year", header)
        yield _doubt("date", "year", header)
    if is_after(header.date, today):
        yield _doubt("date", "future", header)
    if kind_contradicts_code(header.kind, number) is not None:
        yield _doubt("kind", "kind-code", header)
    if contradicts_code(header.issuer, number):
        yield _doubt("issuer", "issuer-code", header)


def _named_otherwise(
    document: Document, header: Header, number: DocumentNumber | None
) -> Iterator[Doubt]:
    """Doubt a number whose codes stand in the name of the file after another serial."""
    if number is None or not number.codes:
        return
    codes = [re.escape(fold(code)) for code in number.codes]
    name = fold(document.name.rsplit("/", 1)[-1][-_LONGEST_NAME:])
    year = r"(?:[-_/. ]{1,3}(?:19|20)\d\d)?"
    pattern = rf"(?<!\d)(\d{{1,5}}){year}[-_/. ]{{0,3}}" + r"[-_/. ]{0,3}".join(codes)
    serials = {found.lstrip("0") for found in re.findall(pattern + r"(?![a-z])", name)}
    if serials and number.serial.lstrip("0") not in serials:
        yield _doubt("number", "file-name", header, other=", ".join(sorted(serials)))


def _catalogued_otherwise(header: Header, known: Iterable[Known]) -> Iterator[Doubt]:
    """Doubt a date that differs from that of the one document of this number."""
    ours = Reference(
        kind=header.kind, number=header.number, issuer=header.issuer, date=header.date
    )
    undated = Reference(kind=header.kind, number=header.number, issuer=header.issuer)
    for each in known:
        if each.source != "catalogue" or not header.date or not each.date:
            continue
        if compare(undated, each.reference) is Match.CONFLICT:
            continue
        number = parse_number(each.number, kind=each.kind)
        if number is None or number.year is None:
            continue  # such numbers begin again each year
        if year_contradicts_date(number, each.date):
            continue
        if dates_agree(ours.date, each.date) is False:
            yield _doubt("date", "catalogue", header, other=each.date)
