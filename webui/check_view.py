"""What the page of a cross-check shows, as plain values for the template."""

from __future__ import annotations

from typing import Any

from corpus.crosscheck import CheckedDocument
from corpus.verdicts import CheckedCitation, Reason
from webui.document_view import (
    finding_marks,
    findings_view,
    in_language,
    name_of,
    page_of,
)
from webui.library import CheckedBatch
from webui.marking import Mark, weave
from webui.presentation import FIELDS, STATES, VERDICTS, one_line, say


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
                f"citation {row.verdict.value}",
                hint=_hint(row),
                anchor=f"{prefix}c{number}",
                rank=1,
            )
        )
    text = checked.document.text
    return {
        "index": index,
        "name": checked.name,
        "counts": checked.counts,
        "lines": list(weave(text, marks)),
        "findings": findings_view(checked.findings, prefix),
        "citations": [
            _citation(row, checked.document.text) for row in checked.citations
        ],
    }


def _hint(row: CheckedCitation) -> str:
    return f"{say(VERDICTS, row.verdict.value)}: {_reason(row.reason)}"


def _reason(reason: Reason) -> str:
    return in_language(reason.message, reason.message_en)


def _citation(row: CheckedCitation, text: str) -> dict[str, Any]:
    held = row.held
    return {
        "quote": one_line(row.citation.span.of(text)),
        "verdict": row.verdict.value,
        "verdict_name": say(VERDICTS, row.verdict.value),
        "reason": _reason(row.reason),
        "held": held and name_of(held),
        "href": page_of(held),
        "fields": [
            (say(FIELDS, name), state, say(STATES, state))
            for name, state in row.fields.items()
        ],
    }
