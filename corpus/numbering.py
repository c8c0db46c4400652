"""The series of numbers of an issuer: doubles, gaps, order, and codes that are not his.

Decree 30/2020/NĐ-CP, article 15: within one body a number is given once in a year, from
01 on the first of January. What is not held is no gap in the series of the issuer, only
in what is held: a gap is something to ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from sqlalchemy import Connection, select

from corpus.identity import is_day, year_of
from corpus.impossible import kind_contradicts_code
from corpus.issuers import are_kin, contradicts_code
from corpus.keys import kind_slug, parse_number
from corpus.records import HeldDocument, held_from
from corpus.tables import document
from corpus.verdicts import fill
from nlp.fold import fold
from nlp.numbers import DocumentNumber
from nlp.organisations import organisation_of_code, resolve_organisation

Trouble = Literal["duplicate", "gap", "order", "suffix", "kind"]

_MOST_MISSING = 400
_FEWEST_FOR_GAPS = 3
_MESSAGES = {
    "duplicate": (
        "Số {number} được dùng cho {count} văn bản khác nhau trong năm {year}.",
        "The number {number} was given to {count} documents in {year}.",
    ),
    "gap": (
        "Dãy số {number} năm {year}: {where} chưa có số {missing}.",
        "Series {number} of {year}: {missing} are not there.",
    ),
    "order": (
        "Số {number} ghi ngày {date}, trước ngày {other_date} của số {other}.",
        "{number} is dated {date}, before {other_date}, the date of {other}.",
    ),
    "suffix": (
        "Ký hiệu trong số {number} không phải của cơ quan ban hành “{issuer}”.",
        "The code in {number} is not that of its issuer “{issuer}”.",
    ),
    "kind": (
        "Tên loại “{kind}” không khớp ký hiệu trong số {number}.",
        "The kind “{kind}” does not fit the code in {number}.",
    ),
}


@dataclass(frozen=True, slots=True)
class NumberingIssue:
    """Something odd in a series, with the documents that show it."""

    trouble: Trouble
    message: str
    message_en: str
    documents: tuple[HeldDocument, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the issue as plain JSON values."""
        return {
            "code": self.trouble,
            "message": self.message,
            "message_en": self.message_en,
            "documents": [
                {"id": d.id, "name": d.name, "number": d.number, "date": d.date}
                for d in self.documents
            ],
        }


def _issue(
    trouble: Trouble, held: Iterable[HeldDocument], **slots: Any
) -> NumberingIssue:
    vi, en = _MESSAGES[trouble]
    return NumberingIssue(trouble, fill(vi, slots), fill(en, slots), tuple(held))


@dataclass(frozen=True, slots=True)
class _Numbered:
    held: HeldDocument
    number: DocumentNumber
    serial: int


def numbering_audit(db: Connection) -> list[NumberingIssue]:
    """Return what is odd in the series of the documents held, drafts left out."""
    rows = db.execute(
        select(document)
        .where(document.c.number.is_not(None), document.c.draft == 0)
        .order_by(document.c.id)
    )
    return audit_numbers([held_from(row) for row in rows.mappings()])


def audit_numbers(
    documents: Sequence[HeldDocument], *, where: str = "kho"
) -> list[NumberingIssue]:
    """Return what is odd in the series of these documents, which are `where`.

    A series is one issuer, one kind, one code and one year; a document whose issuer or
    year is not known belongs to none.
    """
    series: dict[tuple[str, str | None, tuple[str, ...], int], list[_Numbered]] = {}
    found: list[NumberingIssue] = []
    for held in documents:
        number = parse_number(held.number, kind=held.kind)
        if number is None:
            continue
        found += _of_one(held, number)
        year = number.year or year_of(held.date)
        digits = number.serial.split(".")[0]
        if held.issuer is None or year is None or not digits.isdecimal():
            continue
        issuer = held.issuer_id or fold(held.issuer)
        codes = tuple(code.casefold() for code in number.codes)
        key = (issuer, kind_slug(held.kind, number), codes, year)
        series.setdefault(key, []).append(_Numbered(held, number, int(digits)))
    for key, members in series.items():
        found += _of_series(members, key[3], where)
    return found


def _of_one(held: HeldDocument, number: DocumentNumber) -> Iterator[NumberingIssue]:
    if kind_contradicts_code(held.kind, number) is not None:
        yield _issue("kind", [held], kind=held.kind, number=held.number)
    if _foreign_code(held, number):
        yield _issue("suffix", [held], number=held.number, issuer=held.issuer)


def _foreign_code(held: HeldDocument, number: DocumentNumber) -> bool:
    """Tell whether the codes name known bodies, and none of them the issuer."""
    if contradicts_code(held.issuer, number):
        return True
    ours = resolve_organisation(held.issuer) if held.issuer else None
    if ours is None or not ours.known or number.family not in ("D", "E"):
        return False
    bodies = [organisation_of_code(c, home=held.issuer) for c in number.codes]
    named = {body.id for body in bodies if body is not None}
    return bool(named) and not any(
        each == ours.id or are_kin(each, ours.id) for each in named
    )


def _of_series(
    members: list[_Numbered], year: int, where: str
) -> Iterator[NumberingIssue]:
    by_number: dict[tuple[int, str], list[_Numbered]] = {}
    for each in sorted(members, key=lambda m: (m.serial, m.number.suffix)):
        by_number.setdefault((each.serial, each.number.suffix), []).append(each)
    for same in by_number.values():
        told = {(m.held.date, m.held.title) for m in same}
        if len(same) > 1 and len(told) > 1:
            held = [m.held for m in same]
            number = same[0].held.number
            yield _issue("duplicate", held, number=number, count=len(same), year=year)
    ordered = [same[0] for same in by_number.values()]
    yield from _inversions(ordered)
    yield from _gaps(ordered, year, where)


def _inversions(ordered: Sequence[_Numbered]) -> Iterator[NumberingIssue]:
    """Yield numbers dated before a smaller number of the series."""
    dated = [m for m in ordered if is_day(m.held.date)]
    for before, after in pairwise(dated):
        if str(after.held.date) < str(before.held.date):
            yield _issue(
                "order",
                [before.held, after.held],
                number=after.held.number,
                date=after.held.date,
                other=before.held.number,
                other_date=before.held.date,
            )


def _gaps(
    ordered: Sequence[_Numbered], year: int, where: str
) -> Iterator[NumberingIssue]:
    serials = sorted({m.serial for m in ordered})
    if len(serials) < _FEWEST_FOR_GAPS:
        return
    missing = [
        str(a + 1) if b - a == 2 else f"{a + 1}–{b - 1}"
        for a, b in pairwise(serials)
        if b - a > 1
    ]
    if missing:
        first = ordered[0].held
        codes = "-".join(ordered[0].number.codes)
        shown = ", ".join(missing[:_MOST_MISSING])
        slots = {"number": f"…/{codes}", "year": year, "where": where}
        yield _issue("gap", [first], missing=shown, **slots)
