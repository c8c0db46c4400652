"""What the page of one document shows, as plain values for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from corpus.citing import StoredCitation
from corpus.contrast import told_apart
from ingest.document import Document
from nlp.analysis import Analysis, Finding, Header, Provision
from nlp.provision_names import path_in_words
from webui.archive import Archive
from webui.bundles import Group, bundles_view
from webui.fields_shown import FieldShown, fields_shown
from webui.header_view import corrected_fields, doubted_fields
from webui.history import History, banner, history
from webui.margin import with_notes
from webui.marking import Line, Mark, sheets, weave
from webui.naming import card_of, page_of, target_of
from webui.picturing import PagePicture, page_pictures
from webui.presentation import (
    RELATIONS,
    RESOLUTIONS,
    anchor,
    in_language,
    one_line,
    say,
    say_date,
)

# Deeper units are folded under these: an outline is read, not scrolled.
OUTLINE_LEVELS = ("phan", "chuong", "muc", "dieu", "phuluc")
# Clauses and points of which an outline tells; all of them have their anchors.
MOST_UNDER = 600
LAYER_RANK = 5
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document as the template takes it."""

    id: str
    heading: str
    header: Header
    facts: list[tuple[str, str]]
    file_facts: list[tuple[str, str]]
    outline: list[dict[str, Any]]
    sheets: dict[int, list[Line]]
    pictures: list[PagePicture]
    validity: dict[str, Any]
    history: History
    cites: list[dict[str, Any]]
    cited_by: list[dict[str, Any]]
    findings: list[dict[str, Any]] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    bundles: list[Group] = field(default_factory=list)
    fields: list[FieldShown] = field(default_factory=list)


def document_view(archive: Archive, ident: str, *, on: str) -> DocumentView:
    """Gather the page of a document, its validity being that of the day `on`.

    Raises:
        NotHeld: if the register has no such document.
    """
    held = archive.held(ident)
    document, analysis = archive.reading(ident)
    cites = archive.cites(ident)
    links = {row.start: row for row in cites}
    marks = list(_citation_marks(analysis, links))
    flagged = finding_marks(analysis.findings)
    findings = findings_view(analysis.findings, document)
    lines = lines_of(document, analysis, [*marks, *layer_marks(analysis), *flagged])
    header = analysis.header
    heading = " ".join(part for part in (header.kind, header.number) if part)
    first = document.pages[0].number if document.pages else 1
    return DocumentView(
        id=ident,
        heading=heading or held.name,
        header=header,
        facts=_facts(header, analysis),
        file_facts=_file_facts(document),
        outline=_outline(analysis),
        sheets=sheets(with_notes(lines, findings), first),
        # Citations are drawn over findings: they can be followed.
        pictures=page_pictures(document, [*flagged, *marks]),
        validity=banner(archive.validity(ident, on)),
        history=history(analysis, cites, archive.acts_on(ident), on=on),
        cites=[_cite_row(row, number, document) for number, row in enumerate(cites, 1)],
        cited_by=_cited_by(archive.cited_by(ident)),
        findings=findings,
        doubted=doubted_fields(archive, held.id),
        corrected=corrected_fields(archive, held.id),
        bundles=bundles_view(archive, ident),
        fields=fields_shown(analysis),
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


def _facts(header: Header, analysis: Analysis) -> list[tuple[str, str]]:
    place = " · ".join(part for part in (header.signer, header.signer_position) if part)
    rows = [
        (_("Cơ quan ban hành"), header.issuer),
        (_("Cơ quan chủ quản"), header.parent),
        (_("Ngày ban hành"), say_date(header.date)),
        (_("Hiệu lực từ"), say_date(analysis.effective_from)),
        (_("Người ký"), place),
    ]
    return [(label, value) for label, value in rows if value]


def _file_facts(document: Document) -> list[tuple[str, str]]:
    scanned = sum(page.origin == "ocr" for page in document.pages)
    rows = [
        (_("Tệp"), document.name),
        (_("Loại tệp"), document.media_type),
        (_("Số trang"), str(len(document.pages)) if document.pages else ""),
        (_("Trang đọc bằng nhận dạng chữ"), str(scanned) if scanned else ""),
        (_("Mã băm SHA-256"), document.sha256),
    ]
    return [(label, value) for label, value in rows if value]


def _outline(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the larger units, each with the clauses and points under it."""
    items: list[dict[str, Any]] = []
    listed = 0
    for unit in analysis.provisions:
        level = unit.path.rpartition("/")[2].partition(":")[0]
        item = {"anchor": anchor(unit.path, unit.part), "label": _label(unit)}
        if level in OUTLINE_LEVELS:
            items.append({**item, "heading": unit.heading or "", "under": []})
        elif items and listed < MOST_UNDER:
            listed += 1
            items[-1]["under"].append({**item, "point": level == "diem"})
    return items


def _label(unit: Provision) -> str:
    return path_in_words(unit.path.rpartition("/")[2])


def _citation_marks(
    analysis: Analysis, links: dict[int, StoredCitation]
) -> Iterator[Mark]:
    for number, citation in enumerate(analysis.citations, 1):
        target = target_of(links.get(citation.span.start))
        href = page_of(target)
        held = target is not None and target.source == "register"
        if href and held and citation.provisions:
            href += f"#{anchor(citation.provisions[0], citation.part or '')}"
        kind = "self" if citation.form == "self" else "citation"
        yield Mark(
            citation.span,
            f"{kind} held" if held else kind,
            href=href,
            card=card_of(target) if target else (),
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


def finding_marks(findings: Sequence[Finding], prefix: str = "") -> list[Mark]:
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
    findings: Sequence[Finding], document: Document, prefix: str = ""
) -> list[dict[str, Any]]:
    """Return the findings as rows, errors first, in the reader's language.

    Findings that say the same of several places are one row with all its places.
    """
    rows: dict[tuple[str, str, str | None], dict[str, Any]] = {}
    for number, finding in enumerate(findings, 1):
        text = finding_text(finding)
        row = rows.setdefault(
            (finding.code, text, finding.suggestion),
            {
                "code": finding.code,
                "severity": finding.severity,
                "text": text,
                "suggestion": _apart(finding.suggestion, text),
                "anchor": f"{prefix}f{number}",
                "row": f"{prefix}k{number}",
                "places": [],
            },
        )
        page = document.page_of(finding.span.start)
        row["places"].append(
            {
                "anchor": f"{prefix}f{number}",
                "quote": finding.span.of(document.text)[:2000],
                "page": page.number if page and len(document.pages) > 1 else None,
                "span": finding.span,
            }
        )
    for row in rows.values():
        quotes = told_apart([place["quote"] for place in row["places"]])
        for place, quote in zip(row["places"], quotes, strict=True):
            place["quote"] = quote
    return sorted(rows.values(), key=lambda row: SEVERITIES.index(row["severity"]))


def _apart(suggestion: str | None, text: str) -> str | None:
    """Return a suggestion, unless the message tells it already."""
    return None if suggestion and f"“{suggestion}”" in text else suggestion


def finding_text(finding: Finding) -> str:
    """Return the message of a finding in the reader's language."""
    return in_language(finding.message, finding.message_en)


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


def _cited_by(citing: Sequence[StoredCitation]) -> list[dict[str, Any]]:
    """Return the citing documents, one row for each document and relation."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for row in citing:
        name = " ".join(part for part in (row.by.kind, row.by.number) if part)
        rows.setdefault(
            (row.by.id, row.relation),
            {
                "href": url_for("pages.document", ident=row.by.id),
                "check": url_for(
                    "pages.check_held", ident=row.by.id, _anchor="vien-dan"
                ),
                "quote": name or row.by.name,
                "title": row.by.title,
                "date": row.by.date,
                "relation": say(RELATIONS, row.relation),
            },
        )
    return list(rows.values())
