"""The formats of a report, by the ending of a file name."""

from __future__ import annotations

import json
from collections.abc import Callable

from corpus.report import Report
from corpus.report_html import render_html


def _html(report: Report) -> bytes:
    return render_html(report).encode("utf-8")


def _json(report: Report) -> bytes:
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8")


def _xlsx(report: Report) -> bytes:
    # Imported when asked for: a page of the site needs neither Excel nor Word.
    from corpus.report_xlsx import write_xlsx

    return write_xlsx(report)


def _docx(report: Report) -> bytes:
    from corpus.report_docx import write_docx

    return write_docx(report)


def _pdf(report: Report) -> bytes:
    from ingest.libreoffice import as_pdf

    return as_pdf(_docx(report))


FORMATS: dict[str, Callable[[Report], bytes]] = {
    ".html": _html,
    ".json": _json,
    ".xlsx": _xlsx,
    ".docx": _docx,
    ".pdf": _pdf,
}


class UnknownFormat(ValueError):
    """A file name that ends in none of the formats."""


def render(report: Report, suffix: str) -> bytes:
    """Return the report as a file of the format `suffix` (".html", ".xlsx", …).

    Raises:
        UnknownFormat: if there is no such format.
        IngestError: if the PDF cannot be made, for example without LibreOffice.
    """
    writer = FORMATS.get(suffix.lower())
    if writer is None:
        raise UnknownFormat(suffix)
    return writer(report)
