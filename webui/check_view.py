"""What the page of a cross-check shows, as plain values for the template."""

from __future__ import annotations

from typing import Any

from flask import url_for

from corpus.crosscheck import CheckedCitation, CheckedDocument
from webui.document_view import finding_marks, findings_view, lines_of
from webui.library import CheckedBatch
from webui.marking import Mark
from webui.presentation import FIELDS, STATES, VERDICTS, one_line, say, say_date


def checked_view(batch: CheckedBatch) -> list[dict[str, Any]]:
    """Return the checked documents of a batch as the template takes them."""
    return [
        _document(checked, index) for index, checked in enumerate(batch.documents, 1)
    ]


def _document(checked: CheckedDocument, index: int) -> dict[str, Any]:
    prefix = f"d{index}"
    marks = finding_marks(checked.findings, prefix)
    for number, row in enumerate(checked.citations, 1):
        marks.append(
            Mark(
                row.citation.span,
                f"citation {row.verdict}",
                hint=_hint(row),
                anchor=f"{prefix}c{number}",
                rank=1,
            )
        )
    text = checked.document.text
    return {
        "index": index,
        "name": checked.document.name,
        "counts": checked.counts,
        "lines": lines_of(
            checked.document, checked.analysis, marks, with_anchors=False
        ),
        "findings": findings_view(checked.findings),
        "citations": [_citation(row, text) for row in checked.citations],
    }


def _hint(row: CheckedCitation) -> str:
    verdict = say(VERDICTS, row.verdict)
    return f"{verdict}: {row.reason}" if row.reason else verdict


def _citation(row: CheckedCitation, text: str) -> dict[str, Any]:
    held = row.held
    return {
        "quote": one_line(row.citation.span.of(text)),
        "verdict": row.verdict,
        "verdict_name": say(VERDICTS, row.verdict),
        "reason": row.reason,
        "held": held and _held_name(held),
        "href": held and held.get("id") and url_for("pages.document", ident=held["id"]),
        "fields": [
            (say(FIELDS, name), state, say(STATES, state))
            for name, state in row.fields.items()
        ],
    }


def _held_name(held: dict[str, Any]) -> str:
    parts = [held.get("kind"), held.get("number")]
    name = " ".join(part for part in parts if part)
    day = say_date(held.get("date"))
    rest = [day and f"ngày {day}", held.get("issuer"), held.get("title")]
    return ", ".join([name, *(part for part in rest if part)])
