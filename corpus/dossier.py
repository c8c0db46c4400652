"""Many documents side by side: what each says of the documents they all cite.

One report of forty that gives another date, another issuer or another title number
stands out against what most say. Nothing here judges: the verdicts do that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.crosscheck import CheckedDocument
from corpus.issuers import same_issuer
from corpus.keys import name_key, number_key, parse_number
from corpus.verdicts import CheckedCitation, Verdict
from nlp.fold import fold
from nlp.written_days import day_as_written

_COMPARED = ("date", "issuer")


@dataclass(frozen=True, slots=True)
class Said:
    """How one document cites another, once for each way in which it does."""

    date: str | None
    issuer: str | None
    verdict: Verdict
    start: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Outlier:
    """A document that says otherwise than most: `said` against `usual`.

    `document` is its place in the dossier; `field` is "date" or "issuer"; `agreeing`
    of `telling` documents say what is usual.
    """

    document: int
    field: str
    said: str
    usual: str
    agreeing: int
    telling: int
    start: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One cited document: how each document of the dossier cites it, by its place.

    A row that is not `compared` gathers what is written alike and is not one document
    for certain: it has no outliers.
    """

    name: str
    cells: dict[int, tuple[Said, ...]]
    outliers: tuple[Outlier, ...] = ()
    compared: bool = True

    @property
    def odd(self) -> frozenset[int]:
        """Return the places of those that are contradicted or say otherwise."""
        wrong = {
            at
            for at, cell in self.cells.items()
            if any(said.verdict is Verdict.CONTRADICTED for said in cell)
        }
        return frozenset(wrong | {each.document for each in self.outliers})

    def words(self, at: int, say: Callable[[Said], str]) -> str:
        """Return what a document says in one cell: dates, issuers in dispute, verdicts.

        `say` names the verdict.
        """
        disputed = any(each.field == "issuer" for each in self.outliers)
        lines = []
        for said in self.cells.get(at, ()):
            day = day_as_written(said.date) if said.date else "—"
            issuer = said.issuer if disputed else None
            lines.append(" · ".join(p for p in (day, issuer, say(said)) if p))
        return "; ".join(dict.fromkeys(lines))

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        return {
            "cited": self.name,
            "compared": self.compared,
            "documents": [
                {
                    "document": at,
                    "date": said.date,
                    "issuer": said.issuer,
                    "verdict": said.verdict.value,
                    "start": said.start,
                    "page": said.page,
                }
                for at, cell in self.cells.items()
                for said in cell
            ],
            "outliers": [
                {name: getattr(each, name) for name in Outlier.__slots__}
                for each in self.outliers
            ],
        }


def _key(checked: CheckedCitation) -> str | None:
    """Return under what a citation is compared: its number, or the name of a law.

    A number without codes is not one document for certain: there is none then.
    """
    citation = checked.citation
    number = parse_number(citation.number, kind=citation.kind)
    if number is not None and number.codes:
        return number_key(citation.number, kind=citation.kind)
    if citation.number:
        return None
    return name_key(citation.kind, citation.title)


def _said(document: CheckedDocument, checked: CheckedCitation) -> Said:
    citation = checked.citation
    start = citation.span.start
    return Said(
        citation.date, citation.issuer, checked.verdict, start, document.page(start)
    )


def dossier_matrix(documents: Sequence[CheckedDocument]) -> tuple[MatrixRow, ...]:
    """Return a row for each document cited, those in dispute first.

    Rows are told apart by number: two bodies or two years that share one meet in one
    row, where the outliers say so.
    """
    cells: dict[tuple[bool, str], dict[int, list[Said]]] = {}
    names: dict[tuple[bool, str], str] = {}
    homes: dict[int, str | None] = {}
    for at, document in enumerate(documents):
        homes[at] = document.analysis.header.issuer
        for checked in document.citations:
            name = _name(checked)
            if not name:
                continue
            sure = _key(checked)
            key = (sure is not None, sure or fold(name))
            names.setdefault(key, name)
            said = _said(document, checked)
            cell = cells.setdefault(key, {}).setdefault(at, [])
            if all(_told(other) != _told(said) for other in cell):
                cell.append(said)
    rows = [
        MatrixRow(
            names[key],
            {at: tuple(said) for at, said in row.items()},
            tuple(_outliers(row, homes)) if key[0] else (),
            compared=key[0],
        )
        for key, row in cells.items()
    ]
    return tuple(sorted(rows, key=lambda r: (-len(r.odd), -len(r.cells), r.name)))


def _name(checked: CheckedCitation) -> str:
    citation = checked.citation
    shown = citation.number or citation.title
    kind = citation.kind if citation.number else None
    return " ".join(part for part in (kind, shown) if part) if shown else ""


def _told(said: Said) -> tuple[str | None, str | None, Verdict]:
    return said.date, said.issuer, said.verdict


def _outliers(
    row: dict[int, list[Said]], homes: dict[int, str | None]
) -> Iterable[Outlier]:
    for field in _COMPARED:
        told = {
            at: values for at, said in row.items() if (values := _values(field, said))
        }
        yield from _against_most(field, told, homes)


def _values(field: str, cell: Sequence[Said]) -> list[tuple[str, int]]:
    """Return what a document says of a field, each once, and where it says so first."""
    found: dict[str, int] = {}
    for said in cell:
        value = getattr(said, field)
        if value:
            found.setdefault(str(value), said.start)
    return list(found.items())


def _against_most(
    field: str,
    told: dict[int, list[tuple[str, int]]],
    homes: dict[int, str | None],
) -> Iterable[Outlier]:
    """Yield what differs from what more than half of the documents say."""
    counts = Counter(v for values in told.values() for v in {v for v, _ in values})
    if len(counts) < 2:
        return
    usual, agreeing = counts.most_common(1)[0]
    if agreeing < 2 or agreeing * 2 <= len(told):
        return
    for at, values in told.items():
        for value, start in values:
            if value != usual and _differ(field, value, usual, homes[at]):
                yield Outlier(at, field, value, usual, agreeing, len(told), start)


def _differ(field: str, value: str, usual: str, home: str | None) -> bool:
    if field == "date":
        shorter = min(len(value), len(usual))
        return value[:shorter] != usual[:shorter]
    return same_issuer(value, usual, home=home) is False


def outliers_of(rows: Iterable[MatrixRow]) -> list[tuple[MatrixRow, Outlier]]:
    """Return every outlier with the row in which it stands."""
    return [(row, each) for row in rows for each in row.outliers]
