"""What the page of one document shows, as plain values for the template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from corpus.citing import StoredCitation
from corpus.known import Known
from ingest.document import Document
from nlp.analysis import Analysis, Finding, Header, Provision
from nlp.provision_names import path_in_words
from webui.library import Library
from webui.marking import Line, Mark, weave
from webui.presentation import RELATIONS, RESOLUTIONS, anchor, one_line, say, say_date

# Deeper units are linked to but not listed: an outline is read, not scrolled.
OUTLINE_LEVELS = ("phan", "chuong", "muc", "dieu", "phuluc")
LAYER_RANK = 5


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document as the template takes it."""

    id: str
    heading: str
    header: Header
    facts: list[tuple[str, str]]
    outline: list[dict[str, str]]
    lines: list[Line]
    cites: list[dict[str, Any]]
    cited_by: list[dict[str, Any]]
    findings: list[dict[str, Any]] = field(default_factory=list)


def document_view(library: Library, ident: str) -> DocumentView:
    """Gather the page of a document.

    Raises:
        NotHeld: if the register has no such document.
    """
    held = library.held(ident)
    document, analysis = library.reading(ident)
    cites = library.cites(ident)
    links = {row.start: row for row in cites}
    marks = [*_citation_marks(analysis, links), *layer_marks(analysis)]
    marks += finding_marks(analysis.findings)
    header = analysis.header
    heading = " ".join(part for part in (header.kind, header.number) if part)
    return DocumentView(
        id=ident,
        heading=heading or held.name,
        header=header,
        facts=_facts(held.name, header, analysis, document),
        outline=_outline(analysis),
        lines=lines_of(document, analysis, marks),
        cites=[_cite_row(row, number, document) for number, row in enumerate(cites, 1)],
        cited_by=_cited_by(library, ident),
        findings=findings_view(analysis.findings),
    )


def lines_of(
    document: Document,
    analysis: Analysis,
    marks: list[Mark],
    *,
    with_anchors: bool = True,
) -> list[Line]:
    """Weave the marks and the anchors of the provisions into the lines."""
    anchors = sorted(
        (unit.span.start, anchor(unit.path, unit.part)) for unit in analysis.provisions
    )
    return list(
        weave(
            document.text,
            marks,
            anchors=anchors if with_anchors else (),
            pages=document.pages if len(document.pages) > 1 else (),
        )
    )


def _facts(
    name: str, header: Header, analysis: Analysis, document: Document
) -> list[tuple[str, str]]:
    place = " · ".join(part for part in (header.signer, header.signer_position) if part)
    rows = [
        (_("Cơ quan ban hành"), header.issuer),
        (_("Cơ quan chủ quản"), header.parent),
        (_("Ngày ban hành"), say_date(header.date)),
        (_("Hiệu lực từ"), say_date(analysis.effective_from)),
        (_("Người ký"), place),
        (_("Tệp"), name),
        (_("Mã băm SHA-256"), document.sha256),
    ]
    return [(label, value) for label, value in rows if value]


def _outline(analysis: Analysis) -> list[dict[str, str]]:
    return [
        {
            "anchor": anchor(unit.path, unit.part),
            "label": _label(unit),
            "heading": unit.heading or "",
        }
        for unit in analysis.provisions
        if unit.path.rpartition("/")[2].partition(":")[0] in OUTLINE_LEVELS
    ]


def _label(unit: Provision) -> str:
    return path_in_words(unit.path.rpartition("/")[2])


def _citation_marks(analysis: Analysis, links: dict[int, Any]) -> Iterator[Mark]:
    for number, citation in enumerate(analysis.citations, 1):
        target = target_of(links.get(citation.span.start))
        href = page_of(target)
        if href and citation.provisions:
            href += f"#{anchor(citation.provisions[0], citation.part or '')}"
        kind = "self" if citation.form == "self" else "citation"
        yield Mark(
            citation.span,
            f"{kind} held" if href else kind,
            href=href,
            hint=name_of(target) if target else None,
            anchor=f"c{number}",
            rank=1,
        )


def layer_marks(analysis: Analysis) -> Iterator[Mark]:
    """Yield a mark for every entity, date and period."""
    for entity in analysis.entities:
        yield Mark(entity.span, entity.label, hint=entity.value, rank=LAYER_RANK)
    for mention in analysis.dates:
        yield Mark(mention.span, "DATE", hint=mention.value, rank=LAYER_RANK + 1)
    for period in analysis.periods:
        hint = f"{period.start or '…'} – {period.end or '…'}"
        yield Mark(period.span, "PERIOD", hint=hint, rank=LAYER_RANK)


def finding_marks(findings: tuple[Finding, ...], prefix: str = "") -> list[Mark]:
    """Return a mark for every finding, with the anchor that lists link to."""
    return [
        Mark(
            finding.span,
            f"finding-{finding.severity}",
            hint=f"{finding.code}: {finding_text(finding)}",
            anchor=f"{prefix}f{number}",
            rank=3,
        )
        for number, finding in enumerate(findings, 1)
    ]


def findings_view(
    findings: tuple[Finding, ...], prefix: str = ""
) -> list[dict[str, Any]]:
    """Return the findings as rows of a list, in the reader's language."""
    return [
        {
            "anchor": f"{prefix}f{number}",
            "code": finding.code,
            "severity": finding.severity,
            "text": finding_text(finding),
            "suggestion": finding.suggestion,
        }
        for number, finding in enumerate(findings, 1)
    ]


def finding_text(finding: Finding) -> str:
    """Return the message of a finding in the reader's language."""
    return in_language(finding.message, finding.message_en)


def in_language(vietnamese: str, english: str) -> str:
    """Return the text in the reader's language; Vietnamese where there is no other."""
    locale = get_locale()
    if locale is not None and locale.language == "en" and english:
        return english
    return vietnamese


def target_of(row: StoredCitation | None) -> Known | None:
    """Return the one document that a citation leads to, or None."""
    if row is None or row.resolution not in ("exact", "compatible"):
        return None
    return row.targets[0] if row.targets else None


def page_of(target: Known | None) -> str | None:
    """Return the address of a document that is held; None for any other."""
    if target is None or target.source != "register":
        return None
    return url_for("pages.document", ident=target.id)


def name_of(known: Known) -> str:
    """Return kind, number, date, issuer and title of a document on one line."""
    name = " ".join(part for part in (known.kind, known.number) if part)
    day = say_date(known.date)
    rest = [day and f"ngày {day}", known.issuer, known.title]
    return ", ".join(part for part in (name, *rest) if part)


def _cite_row(row: StoredCitation, number: int, document: Document) -> dict[str, Any]:
    state = "self" if row.form == "self" else row.resolution
    return {
        "href": page_of(target_of(row)),
        "position": number,
        "quote": one_line(document.text[row.start : row.end]),
        "relation": say(RELATIONS, row.relation),
        "state": say(RESOLUTIONS, state),
        "self": row.form == "self",
    }


def _cited_by(library: Library, ident: str) -> list[dict[str, Any]]:
    """Return the citing documents, one row for each document and relation."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for row in library.cited_by(ident):
        name = " ".join(part for part in (row.by.kind, row.by.number) if part)
        rows.setdefault(
            (row.by.id, row.relation),
            {
                "href": url_for("pages.document", ident=row.by.id),
                "quote": name or row.by.name,
                "relation": say(RELATIONS, row.relation),
            },
        )
    return list(rows.values())
