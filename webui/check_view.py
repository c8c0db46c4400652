"""What the pages of a cross-check show, as plain values for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.contrast import Pieces, contrasts
from corpus.crosscheck import CheckedDocument
from corpus.days_of_check import days_of_check
from corpus.dossier import Said, dossier_matrix
from corpus.report import Report
from corpus.verdicts import FIELDS as COMPARED
from corpus.verdicts import CheckedCitation, Reason, Verdict
from webui.archive import CheckedBatch
from webui.document_view import finding_marks, findings_view, lines_of
from webui.margin import with_notes
from webui.marking import Line, Mark, sheets
from webui.naming import name_of, page_of
from webui.picturing import PagePicture, page_pictures
from webui.presentation import FIELDS, VERDICTS, in_language, one_line, say

# A finding that concerns many citations shows this many of their documents.
MOST_SIDES = 4


@dataclass(frozen=True, slots=True)
class Detail:
    """One checked document: findings and citations as rows, and its text."""

    index: int
    id: str | None
    name: str
    heading: str
    sha256: str
    counts: dict[str, int]
    findings: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    sheets: dict[int, list[Line]]
    pictures: list[PagePicture]


def coverage_view(batch: CheckedBatch) -> dict[str, Any]:
    """Return how much was judged, why the rest was not, and against what."""
    coverage = Report.of(batch.documents, as_of=batch.as_of).coverage
    first = batch.documents[0] if batch.documents else None
    return {
        "documents": coverage.documents,
        "citations": coverage.citations,
        "verdicts": [
            (
                verdict.value,
                say(VERDICTS, verdict.value),
                coverage.verdicts[verdict],
                [(in_language(*said), n) for said, n in coverage.reasons[verdict]],
            )
            for verdict in Verdict
        ],
        "self_references": coverage.self_references,
        "not_run": coverage.not_run,
        "rules": first.rules if first else "",
        "rules_run": len(first.checks) if first else 0,
        "corpus": first.corpus if first else None,
    }


def days_view(batch: CheckedBatch) -> str:
    """Return for which days citations were judged, in the reader's language."""
    return in_language(*days_of_check(batch.documents, batch.as_of))


def dossier_rows(batch: CheckedBatch) -> list[dict[str, Any]]:
    """Return one row for each checked document: counts of verdicts and findings."""
    rows = []
    for index, checked in enumerate(batch.documents, 1):
        levels = Counter(finding.severity for finding in checked.findings)
        rows.append(
            {
                "index": index,
                "name": checked.name,
                "counts": checked.counts,
                "errors": levels["error"],
                "warnings": levels["warning"],
                "sha256": checked.sha256,
            }
        )
    return rows


def matrix_view(batch: CheckedBatch) -> list[dict[str, Any]]:
    """Return cited documents by reports, those in dispute first.

    A cell stands out where the citation is contradicted, or says otherwise than most.
    """
    places = range(len(batch.documents))
    return [
        {
            "name": row.name,
            "cells": [(row.words(at, _verdict), at in row.odd) for at in places],
        }
        for row in dossier_matrix(batch.documents)
    ]


def _verdict(said: Said) -> str:
    return say(VERDICTS, said.verdict.value)


def detail_view(checked: CheckedDocument, index: int) -> Detail:
    """Return one checked document as the template takes it."""
    prefix = f"d{index}"
    marks = _marks(checked, prefix)
    document = checked.document
    lines = lines_of(document, checked.analysis, marks, with_anchors=False)
    findings = findings_view(checked.findings, document, prefix)
    for row in findings:
        row["held"] = _other_sides(checked, row["places"])
    header = checked.analysis.header
    heading = " ".join(part for part in (header.kind, header.number) if part)
    return Detail(
        index=index,
        id=checked.id,
        name=checked.name,
        heading=heading or checked.name,
        sha256=checked.sha256,
        counts=checked.counts,
        findings=findings,
        citations=[
            _citation(checked, row, f"{prefix}c{n}", n)
            for n, row in enumerate(checked.citations, 1)
        ],
        sheets=sheets(
            with_notes(lines, findings),
            document.pages[0].number if document.pages else 1,
        ),
        pictures=page_pictures(document, marks) if checked.id else [],
    )


def _marks(checked: CheckedDocument, prefix: str) -> list[Mark]:
    """Return citations by verdict and findings; each citation leads to its row."""
    marks = finding_marks(checked.findings, prefix)
    for number, row in enumerate(checked.citations, 1):
        verdict = say(VERDICTS, row.verdict.value)
        marks.append(
            Mark(
                row.citation.span,
                f"citation {row.verdict.value}",
                href=f"#{prefix}v{number}",
                card=(verdict, _reason(row.reason)),
                anchor=f"{prefix}c{number}",
                rank=1,
            )
        )
    return marks


def _other_sides(
    checked: CheckedDocument, places: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the known documents that a finding sets its words against, each once."""
    found: dict[str, dict[str, Any]] = {}
    for place in places:
        row = checked.citation_at(place["span"])
        if row is None or row.held is None:
            continue
        found.setdefault(
            row.held.id,
            {
                "name": name_of(row.held),
                "href": page_of(row.held),
                "differs": _differences(row),
            },
        )
        if len(found) == MOST_SIDES:
            break
    return list(found.values())


def _reason(reason: Reason) -> str:
    return in_language(reason.message, reason.message_en)


def _citation(
    checked: CheckedDocument, row: CheckedCitation, anchor: str, number: int
) -> dict[str, Any]:
    held = row.held
    problems = [_reason(one) for one in row.problems if one != row.reason]
    page = checked.page(row.citation.span.start)
    return {
        "number": number,
        "anchor": anchor,
        "id": anchor.replace("c", "v"),
        "quote": one_line(row.citation.span.of(checked.document.text), 220),
        "page": page if len(checked.document.pages) > 1 else None,
        "verdict": row.verdict.value,
        "verdict_name": say(VERDICTS, row.verdict.value),
        "reason": _reason(row.reason),
        "problems": list(dict.fromkeys(problems)),
        "held": held and name_of(held),
        "href": page_of(held),
        "candidates": [(name_of(one), page_of(one)) for one in row.candidates[:8]],
        "same": _fields(row, "match"),
        "differs": _differences(row),
        "silent": _fields(row, "missing") if held else [],
    }


def _fields(row: CheckedCitation, state: str) -> list[str]:
    """Return the names of the fields that compare so."""
    return [say(FIELDS, name) for name in COMPARED if row.fields.get(name) == state]


def _differences(row: CheckedCitation) -> list[tuple[str, Pieces, Pieces]]:
    """Return (field, as cited, as held) for the fields that differ."""
    return [(say(FIELDS, each.field), each.cited, each.held) for each in contrasts(row)]
