"""Large reports: what many citations have in common is printed once, with its places.

A dossier whose files cite each other prints the same citation, with the same reason
and the same document beside it, as many times as it has files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.crosscheck import CheckedDocument
from corpus.report import Report
from corpus.report_rows import (
    FindingRow,
    Row,
    finding_rows,
    fixed_lines,
    matrix,
    rows_of,
)
from corpus.verdicts import Verdict

R = TypeVar("R", Row, FindingRow)

# A report on fewer citations is read from the first to the last: all stand in full.
MOST_IN_FULL = 500
_FEWEST = 3
BRIEFLY = (
    "Hồ sơ lớn: dòng nào giống nhau ở nhiều chỗ được in một lần ở phần “Viện dẫn giống "
    "nhau” và “Phát hiện giống nhau” sau các văn bản, mang ký hiệu V1, V2, …, P1, P2, "
    "…; từng văn bản chỉ ghi thứ tự, trang và ký hiệu."
)
"""What a large report says of itself before its documents."""
# The first document is the second section of a report.
FIRST_SECTION = 2


@dataclass(frozen=True)
class Shared(Generic[R]):
    """A row that stands for equal ones; `where` names their sections: "2–5, 9"."""

    mark: str
    row: R
    times: int
    where: str


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a report: rows in full, and in lines those printed once."""

    document: CheckedDocument
    rows: tuple[Row, ...]
    findings: tuple[FindingRow, ...]
    brief: tuple[tuple[Verdict, str], ...]
    brief_findings: str
    fixed: tuple[str, ...]

    @property
    def paged(self) -> bool:
        """Tell whether any row stands on a page: plain text has none."""
        return any(row.page for row in self.rows)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The parts of a report, and the rows that several of them share."""

    parts: tuple[Part, ...]
    shared: tuple[Shared[Row], ...] = ()
    findings: tuple[Shared[FindingRow], ...] = ()


def gathered(report: Report) -> Gathered:
    """Return the documents of a report as parts; nothing is shared in small ones."""
    rows = [_keyed(rows_of(report, each), report) for each in report.documents]
    found = [_keyed(finding_rows(report, each), report) for each in report.documents]
    large = len(rows) > 1 and sum(map(len, rows)) > MOST_IN_FULL
    row_marks = _marks("V", rows) if large else {}
    finding_marks = _marks("P", found) if large else {}
    parts = [
        Part(
            document=document,
            rows=tuple(row for key, row in mine if key not in row_marks),
            findings=tuple(row for key, row in told if key not in finding_marks),
            brief=tuple(_brief(mine, row_marks)),
            brief_findings=_brief_findings(told, finding_marks),
            fixed=tuple(fixed_lines(report, document)),
        )
        for document, mine, told in zip(report.documents, rows, found, strict=True)
    ]
    return Gathered(
        tuple(parts),
        tuple(_shared(rows, row_marks)),
        tuple(_shared(found, finding_marks)),
    )


def _keyed(rows: Iterable[R], report: Report) -> list[tuple[Hashable, R]]:
    return [(_key(row, report), row) for row in rows]


def _key(row: Row | FindingRow, report: Report) -> Hashable:
    """Return what equal rows have in common; None for one that stands by itself.

    A row with a picture of its own lines is like no other.
    """
    if row.shown and report.picture is not None and row.here.boxes:
        return None
    if isinstance(row, FindingRow):
        if row.elsewhere:
            return None
        said = row.message, row.suggestion, row.opinion
        return row.code, row.severity, row.quote, *said
    fields = tuple(row.fields.items())
    held = row.held, row.held_sha256, row.opinion
    return row.text, row.verdict, row.reason, fields, row.differences, *held


def _marks(
    letter: str, groups: Sequence[Sequence[tuple[Hashable, R]]]
) -> Mapping[Hashable, str]:
    """Return a mark for each key that recurs, in the order in which they first come."""
    keys = [key for rows in groups for key, _ in rows if key]
    recurring = [key for key, times in Counter(keys).items() if times >= _FEWEST]
    return {key: f"{letter}{at}" for at, key in enumerate(recurring, start=1)}


def _brief(
    rows: Iterable[tuple[Hashable, Row]], marks: Mapping[Hashable, str]
) -> Iterable[tuple[Verdict, str]]:
    """Yield for each verdict the positions of rows that are printed elsewhere."""
    said: dict[Verdict, list[str]] = {
        verdict: []
        for verdict in (Verdict.CONTRADICTED, Verdict.UNVERIFIABLE, Verdict.VERIFIED)
    }
    for key, row in rows:
        if mark := marks.get(key):
            page = f", trang {row.page}" if row.page else ""
            quote = f" “{row.text}”" if row.shown else ""
            said[row.verdict].append(f"TT {row.position}{page}{quote}: {mark}")
    return ((verdict, "; ".join(each)) for verdict, each in said.items() if each)


def _brief_findings(
    found: Iterable[tuple[Hashable, FindingRow]], marks: Mapping[Hashable, str]
) -> str:
    """Return the marks of findings that are printed elsewhere, the gravest first."""
    said: dict[str, list[str]] = {}
    for key, each in found:
        if mark := marks.get(key):
            page = f", trang {each.page}" if each.page else ""
            said.setdefault(each.severity, []).append(mark + page)
    return ". ".join(f"{name}: {'; '.join(marks)}" for name, marks in said.items())


def _shared(
    groups: Sequence[Sequence[tuple[Hashable, R]]], marks: Mapping[Hashable, str]
) -> Iterator[Shared[R]]:
    """Yield what stands for the rows of each key that is printed once."""
    first: dict[Hashable, R] = {}
    times: Counter[Hashable] = Counter()
    sections: dict[Hashable, dict[int, None]] = {}
    for section, rows in enumerate(groups, start=FIRST_SECTION):
        for key, row in rows:
            if key in marks:
                first.setdefault(key, row)
                times[key] += 1
                sections.setdefault(key, {})[section] = None
    for key, mark in marks.items():
        yield Shared(mark, first[key], times[key], ranges(sections[key]))


def ranges(numbers: Iterable[int]) -> str:
    """Return rising numbers with runs drawn together.

    >>> ranges([2, 3, 4, 7, 9, 10])
    '2–4, 7, 9–10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}–{b}" if a < b else f"{a}" for a, b in runs)


def matrix_lines(
    report: Report, *, brief: bool
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return for each cited document where it is cited, and how.

    The places are names of files, one by one; `brief`: the sections that say the same.
    """
    if len(report.documents) < 2:
        return []
    lines = []
    for name, cells in matrix(report):
        places: dict[str, list[int]] = {}
        for at, said in cells.items():
            places.setdefault(said, []).append(at)
        grouped = [
            (f"Mục {ranges(at + FIRST_SECTION for at in where)}", said)
            for said, where in places.items()
        ]
        each = [(report.documents[at].name, said) for at, said in cells.items()]
        lines.append((name, grouped if brief else each))
    return lines
