"""The report of a cross-check: what was covered first, then each citation."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from corpus.crosscheck import CheckedDocument, report_json
from corpus.dossier import MatrixRow, dossier_matrix, outliers_of
from corpus.evidence import Box, boxes_of
from corpus.known import Known
from corpus.numbering import NumberingIssue
from corpus.overview import Outdated
from corpus.records import now
from corpus.rows import reason_rows
from corpus.rules import rules
from corpus.verdicts import FIELDS, CheckedCitation, Verdict, vietnamese_date
from ingest.document import Span

_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_CROPS = 200
FIELD_LABELS = {
    "kind": "Tên loại",
    "number": "Số, ký hiệu",
    "date": "Ngày",
    "issuer": "Cơ quan",
    "title": "Trích yếu",
}
FIELD_VERDICTS = {
    "match": "khớp",
    "mismatch": "KHÁC",
    "missing": "không ghi",
    "not_comparable": "không so được",
}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"}
SOURCES = {"register": "kho văn bản", "catalogue": "danh mục"}
# Reasons in few words, for the table of coverage.
REASONS = {
    "not-held": "kho và danh mục chưa có",
    "other-year": "chỉ có văn bản cùng số khác năm hoặc khác cơ quan",
    "other-version": "chỉ có luật cùng tên của năm khác",
    "ambiguous": "nhiều văn bản cùng phù hợp",
    "ambiguous-text": "trích dẫn không rõ văn bản nào",
    "date-missing": "thiếu ngày ban hành",
    "issuer-missing": "không rõ cơ quan ban hành",
    "year-missing": "nêu tên, không ghi năm",
    "by-date": "nêu tên, không ghi năm; suy theo ngày",
    "short": "trích dẫn tắt",
    "blank": "để trống số hoặc ngày",
    "draft": "dự thảo",
    "foreign": "văn bản nước ngoài, điều ước",
    "no-identity": "không có số, không phải tên luật",
    "title-doubt": "tên khác hẳn, không có ngày để xác nhận",
    "verified": "đủ các trường",
    "verified-missing": "thiếu trường không bắt buộc",
    "verified-title": "đúng văn bản, số trong trích yếu khác",
    "impossible-date": "ngày không tồn tại",
    "kind-code": "tên loại không khớp ký hiệu",
    "issuer-code": "cơ quan không khớp ký hiệu",
    "year-number": "năm trong số khác ngày",
    "term-year": "năm không thuộc nhiệm kỳ Quốc hội",
    "future": "ghi ngày sau văn bản này",
    "date-differs": "khác ngày",
    "issuer-differs": "khác cơ quan",
    "kind-differs": "khác loại",
    "title-differs": "khác tên",
    "number-differs": "khác số",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One citation as the report shows it; everything in it is plain text."""

    position: int
    page: int | None
    start: int
    text: str
    verdict: Verdict
    reason: str
    fields: dict[str, str]
    held: str
    held_sha256: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was found could be judged; the three add up to the whole."""

    documents: int
    citations: int
    verdicts: dict[Verdict, int]
    reasons: dict[Verdict, list[tuple[str, int]]]
    self_references: int
    not_run: list[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Checked documents as one report; `unit` and `place` are printed at its head."""

    documents: tuple[CheckedDocument, ...]
    as_of: str | None = None
    unit: str | None = None
    place: str | None = None
    made_at: str = ""
    audit: tuple[NumberingIssue, ...] = ()
    outdated: tuple[Outdated, ...] = ()

    @classmethod
    def of(
        cls,
        documents: Sequence[CheckedDocument],
        *,
        as_of: str | None = None,
        unit: str | None = None,
        place: str | None = None,
        audit: Sequence[NumberingIssue] = (),
        outdated: Sequence[Outdated] = (),
    ) -> Report:
        """Return the report of `documents`, made at this moment.

        `audit` and `outdated` are what the register says of series of numbers and of
        documents that are cited after their end; they are printed where given.
        """
        held = (tuple(audit), tuple(outdated))
        return cls(tuple(documents), as_of, unit, place, now(), *held)

    @property
    def matrix(self) -> tuple[MatrixRow, ...]:
        """Return the documents cited by the dossier; empty for one document."""
        return dossier_matrix(self.documents) if len(self.documents) > 1 else ()

    @property
    def coverage(self) -> Coverage:
        """Return what was covered, counted over all documents."""
        verdicts = {v: sum(d.count(v) for d in self.documents) for v in Verdict}
        reasons: dict[Verdict, Counter[str]] = {v: Counter() for v in Verdict}
        for checked in self.citations():
            reasons[checked.verdict][checked.reason.code] += 1
        failed = {
            outcome.code
            for document in self.documents
            for outcome in document.checks
            if outcome.state == "not_run"
        }
        return Coverage(
            documents=len(self.documents),
            citations=sum(len(d.citations) for d in self.documents),
            verdicts=verdicts,
            reasons={
                v: [(REASONS[code], n) for code, n in found.most_common()]
                for v, found in reasons.items()
            },
            self_references=sum(d.self_references for d in self.documents),
            not_run=sorted(failed),
        )

    def citations(self) -> Iterator[CheckedCitation]:
        """Yield every checked citation of every document."""
        for document in self.documents:
            yield from document.citations

    def to_json(self) -> dict[str, Any]:
        """Return the contract of `check --json`, with the time of making."""
        found: dict[str, Any] = {"made_at": self.made_at}
        found |= report_json(self.documents, as_of=self.as_of)
        if len(self.documents) > 1:
            found["dossier"] = {"matrix": [row.to_json() for row in self.matrix]}
        if self.audit:
            found["numbering"] = [each.to_json() for each in self.audit]
        if self.outdated:
            found["outdated"] = [outdated_json(each) for each in self.outdated]
        return found


def rows_of(document: CheckedDocument) -> list[Row]:
    """Return the citations of a document as rows of the report."""
    return [_row(document, n, c) for n, c in enumerate(document.citations, start=1)]


def _row(document: CheckedDocument, position: int, checked: CheckedCitation) -> Row:
    span = checked.citation.span
    held = checked.held
    return Row(
        position=position,
        page=document.page(span.start),
        start=span.start,
        text=" ".join(span.of(document.document.text).split()),
        verdict=checked.verdict,
        reason="\n".join(_reasons(checked)),
        fields={
            name: FIELD_VERDICTS[checked.fields[name]]
            for name in FIELDS
            if held is not None or checked.fields[name] == "mismatch"
        },
        held=describe(held) if held else "",
        held_sha256=held.sha256 if held else None,
    )


def _reasons(checked: CheckedCitation) -> list[str]:
    said = [checked.reason.message, *(p.message for p in checked.problems)]
    return list(dict.fromkeys(said))


def describe(known: Known) -> str:
    """Return a known document in one line, with where it is known from."""
    named = " ".join(p for p in (known.kind, known.number) if p)
    parts = [
        named or known.title or "",
        known.date and f"ngày {vietnamese_date(known.date)}",
    ]
    parts += [known.issuer, known.title if named else None]
    return ", ".join(p for p in parts if p) + f" ({SOURCES[known.source]})"


def outdated_json(each: Outdated) -> dict[str, Any]:
    """Return a document that ended, and those that cite it after, as JSON values."""
    act = each.act
    return {
        "known": each.known.to_json(),
        "relation": act.relation,
        "by": act.by.number or act.by.title,
        "from": act.from_date,
        "citing": [
            {"id": d.id, "name": d.name, "number": d.number, "date": d.date}
            for d in each.citing
        ],
    }


def outlier_lines(report: Report) -> list[tuple[str, str, str]]:
    """Return for each outlier the document cited, the one that cites, and both values.

    Sentences are Vietnamese; dates as people write them.
    """
    lines = []
    for row, each in outliers_of(report.matrix):
        said, usual = vietnamese_date(each.said), vietnamese_date(each.usual)
        name = report.documents[each.document].name
        field = FIELD_LABELS[each.field]
        most = f"{each.agreeing}/{each.telling}"
        text = f"{field}: ghi “{said}”, khác với đa số ({most}) ghi “{usual}”"
        lines.append((row.name, name, text))
    return lines


def matrix(report: Report) -> list[tuple[str, dict[int, str]]]:
    """Return for each cited number how each document of a dossier cites it.

    One of forty reports that gives another date stands out at once.
    """
    found: dict[str, dict[int, list[str]]] = {}
    for at, document in enumerate(report.documents):
        for checked in document.citations:
            citation = checked.citation
            name = citation.number or citation.title
            if not name:
                continue
            key = " ".join(p for p in (citation.kind, name) if p)
            said = f"{vietnamese_date(citation.date or '—')} · {checked.verdict.label}"
            cell = found.setdefault(key, {}).setdefault(at, [])
            if said not in cell:
                cell.append(said)
    return [
        (key, {at: "; ".join(said) for at, said in cells.items()})
        for key, cells in sorted(found.items())
    ]


@cache
def _template() -> Template:
    source = files("corpus").joinpath("data/report.html.j2").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["vi_date"] = vietnamese_date
    return environment.from_string(source)


Picture = Callable[[str, int, Box], bytes | None]


def crops_of(
    document: CheckedDocument, spans: Iterable[Span], picture: Picture
) -> dict[int, str]:
    """Return a picture of the first line of each span, by where it starts.

    `picture` gives a PNG of a box on a page of the file with a digest, or None. What
    comes back are data addresses, for a page that needs no other file.
    """
    found: dict[int, str] = {}
    for span in spans:
        boxes = boxes_of(document.document, [span])
        if not boxes or span.start in found or len(found) == _MOST_CROPS:
            continue
        png = picture(document.sha256, boxes[0].page, boxes[0])
        if png is not None and png.startswith(_PNG):
            found[span.start] = "data:image/png;base64," + b64encode(png).decode()
    return found


def _crops(document: CheckedDocument, picture: Picture | None) -> dict[int, str]:
    if picture is None:
        return {}
    spans = [
        c.citation.span for c in document.citations if c.verdict is Verdict.CONTRADICTED
    ]
    serious = (f for f in document.findings if f.severity != "info")
    return crops_of(document, [*spans, *(f.span for f in serious)], picture)


def render_html(report: Report, *, picture: Picture | None = None) -> str:
    """Return the report as one self-contained page for A4 paper.

    No script, no outside file; every text of the documents is escaped. `picture` gives
    pictures of lines for what is contradicted or found (see `crops_of`).
    """
    return _template().render(
        crops={id(d): _crops(d, picture) for d in report.documents},
        report=report,
        coverage=report.coverage,
        rows={id(d): rows_of(d) for d in report.documents},
        id=id,
        Verdict=Verdict,
        fields=FIELD_LABELS,
        severities=SEVERITIES,
        rules=rules(),
        matrix=matrix(report) if len(report.documents) > 1 else [],
        outliers=outlier_lines(report),
        date=day_in_words(report.made_at),
        as_of=day_in_words(report.as_of or report.made_at),
    )


def day_in_words(iso: str) -> str:
    """Return "ngày 05 tháng 01 năm 2026" as Decree 30/2020/NĐ-CP prints a date."""
    year, month, day = iso[:10].split("-")
    month = month if int(month) < 3 else str(int(month))
    return f"ngày {day} tháng {month} năm {year}"


def known_reasons() -> frozenset[str]:
    """Return the codes of all reasons, for the test that each has a short label."""
    return frozenset(reason_rows())
