"""The report as rows: what stands on each line, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.contrast import Piece, Pieces, contrasts
from corpus.crosscheck import CheckedDocument
from corpus.decision_words import STATES, decision_words
from corpus.decisions import Decision, FollowUp, State
from corpus.dossier import Said, outliers_of
from corpus.evidence import Side, side_of
from corpus.report import Report
from corpus.report_words import (
    FIELD_LABELS,
    FIELD_VERDICTS,
    SEVERITIES,
    describe,
)
from corpus.verdicts import FIELDS, CheckedCitation, Verdict
from ingest.document import Span
from nlp.analysis import Finding
from nlp.written_days import day_as_written

_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One citation as the report shows it; everything in it is plain text.

    `differences` are lines, one for each field that differs, with the words marked in
    which it does. `here` is where the citation stands in the document; `there` where
    the document compared with says what it is, if it is held. `opinion` is what a
    person decided.
    """

    position: int
    page: int | None
    text: str
    verdict: Verdict
    reason: str
    fields: dict[str, str]
    differences: tuple[Pieces, ...]
    held: str
    held_sha256: str | None
    here: Side
    there: Side | None
    opinion: str

    @property
    def tells_fields(self) -> bool:
        """Tell whether how each field compares says more than the reason does."""
        plain = {FIELD_VERDICTS["match"], FIELD_VERDICTS["missing"]}
        return not plain.issuperset(self.fields.values())

    @property
    def shown(self) -> bool:
        """Tell whether both sides are worth a picture: where there is a quarrel."""
        return self.verdict is Verdict.CONTRADICTED


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the report shows it, with the words on both sides.

    `elsewhere` are other places of the same document that it is set against.
    """

    code: str
    severity: str
    page: int | None
    message: str
    suggestion: str | None
    quote: str
    here: Side
    there: Side | None
    elsewhere: tuple[Side, ...]
    opinion: str
    shown: bool


def rows_of(report: Report, document: CheckedDocument) -> list[Row]:
    """Return the citations of a document of the report as rows."""
    said = _opinions(report.opinions_on(document))
    return [
        _row(report, document, position, checked, said)
        for position, checked in enumerate(document.citations, start=1)
    ]


def finding_rows(report: Report, document: CheckedDocument) -> list[FindingRow]:
    """Return the findings of a document of the report as rows, the gravest first."""
    said = _opinions(report.opinions_on(document))
    gravity = list(SEVERITIES)
    ordered = sorted(document.findings, key=lambda f: gravity.index(f.severity))
    return [_finding(report, document, each, said) for each in ordered]


def fixed_lines(report: Report, document: CheckedDocument) -> list[str]:
    """Return what was decided earlier and is no longer found, in words."""
    follow = report.opinions_on(document)
    if follow is None:
        return []
    return [
        f"{each.message} ({decision_words(each).vietnamese})" for each in follow.fixed
    ]


_Said = dict[tuple[str, Span], tuple[State, Decision | None]]


def _opinions(follow: FollowUp | None) -> _Said:
    if follow is None:
        return {}
    return {
        (point.code, point.span): (state, decision)
        for point, state, decision in follow.points
    }


def _opinion(said: _Said, code: str, span: Span) -> str:
    if (code, span) not in said:
        return ""
    state, decision = said[code, span]
    words = STATES[state].vietnamese
    return words + (f": {decision_words(decision).vietnamese}" if decision else "")


def _row(
    report: Report,
    document: CheckedDocument,
    position: int,
    checked: CheckedCitation,
    said: _Said,
) -> Row:
    span, held = checked.citation.span, checked.held
    here = side_of(document.document, [span])
    return Row(
        position=position,
        page=here.page,
        text=here.quote,
        verdict=checked.verdict,
        reason="\n".join(_reasons(checked)),
        fields={
            name: FIELD_VERDICTS[checked.fields[name]]
            for name in FIELDS
            if held is not None or checked.fields[name] == "mismatch"
        },
        differences=_differences(checked),
        held=describe(held) if held else "",
        held_sha256=held.sha256 if held else None,
        here=here,
        there=report.sides.get(held.sha256 or "") if held else None,
        opinion=_opinion(said, checked.reason.code, span),
    )


def _reasons(checked: CheckedCitation) -> list[str]:
    said = [checked.reason.message, *(p.message for p in checked.problems)]
    return list(dict.fromkeys(said))


def _differences(checked: CheckedCitation) -> tuple[Pieces, ...]:
    if checked.held is None:
        return ()
    return tuple(
        (
            Piece(f"{FIELD_LABELS[each.field]}: ghi “", differs=False),
            *each.cited,
            Piece("”, văn bản đối chiếu ghi “", differs=False),
            *each.held,
            Piece("”", differs=False),
        )
        for each in contrasts(checked)
    )


def _finding(
    report: Report, document: CheckedDocument, finding: Finding, said: _Said
) -> FindingRow:
    here = side_of(document.document, [finding.span])
    cited = document.citation_at(finding.span)
    held = cited.held if cited else None
    return FindingRow(
        code=finding.code,
        severity=SEVERITIES[finding.severity],
        page=here.page,
        message=finding.message,
        suggestion=finding.suggestion,
        quote=here.quote[:_LONGEST_QUOTE],
        here=here,
        there=report.sides.get(held.sha256 or "") if held else None,
        elsewhere=tuple(
            side_of(document.document, [span]) for span in _other_spans(finding)
        ),
        opinion=_opinion(said, finding.code, finding.span),
        shown=finding.severity != "info",
    )


def _other_spans(finding: Finding) -> Iterator[Span]:
    """Yield the other places that the evidence of a finding names, at most three."""
    given = [finding.evidence.get("other_span"), *finding.evidence.get("spans", ())]
    spans = [Span(*each) for each in given if each]
    yield from [span for span in spans if span != finding.span][:3]


def outlier_lines(report: Report) -> list[tuple[str, str, str]]:
    """Return for each outlier the document cited, the one that cites, and both values.

    Sentences are Vietnamese; dates as people write them.
    """
    lines = []
    for row, each in outliers_of(report.matrix):
        said, usual = day_as_written(each.said), day_as_written(each.usual)
        name = report.documents[each.document].name
        field = FIELD_LABELS[each.field]
        most = f"{each.agreeing}/{each.telling}"
        text = f"{field}: ghi “{said}”, khác với đa số ({most}) ghi “{usual}”"
        lines.append((row.name, name, text))
    return lines


def matrix(report: Report) -> list[tuple[str, dict[int, str]]]:
    """Return for each cited document how each document of a dossier cites it.

    One of forty reports that gives another date stands out at once.
    """
    return [
        (row.name, {at: row.words(at, _verdict) for at in row.cells})
        for row in report.matrix
    ]


def _verdict(said: Said) -> str:
    return said.verdict.label
