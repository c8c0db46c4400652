"""The report on a batch: opinions, both sides of the evidence, pictures of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from corpus.crosscheck import CheckedDocument
from corpus.evidence import Box, Side, header_side
from corpus.holdings import NotHeld as NotInRegister
from corpus.known import Known
from corpus.numbering import NumberingIssue, audit_numbers
from corpus.records import HeldDocument, document_values
from corpus.report import Report, Unread
from corpus.verdicts import Verdict
from ingest.errors import IngestError
from webui.archive import Archive, CheckedBatch
from webui.opinions import follow_up
from webui.picturing import has_pictures

REPORTS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# Documents compared with whose own header is quoted: a dossier cites few in quarrel.
MOST_SIDES = 200
# Enough to read a line on paper at half the width of a page.
DPI = 150.0


def write_report(
    archive: Archive,
    batch: CheckedBatch,
    suffix: str,
    *,
    unit: str | None = None,
    place: str | None = None,
) -> bytes:
    """Return the report on a batch as a file of the format `suffix` (see `REPORTS`).

    `unit` and `place` are printed at its head instead of those of the settings.
    """
    # Writing Word and Excel files is heavy to import and rare to be asked for.
    from corpus.report_formats import render

    report = report_on(archive, batch, unit=unit, place=place)
    return render(report, f".{suffix}")


def report_on(
    archive: Archive,
    batch: CheckedBatch,
    *,
    unit: str | None = None,
    place: str | None = None,
) -> Report:
    """Return the report on a batch, as it is printed and signed.

    `unit` and `place` stand at its head; those of the settings unless given.
    """
    settings = archive.settings
    found = Report.of(
        batch.documents,
        as_of=batch.as_of,
        unit=unit or settings.unit or None,
        place=place or settings.place or None,
        audit=_audit(batch.documents) if len(batch.documents) > 1 else (),
        unread=[Unread(each.name, each.message) for each in batch.failures],
    )
    sides = _sides(archive, batch.documents)
    return found.with_evidence(
        opinions=[
            follow_up(archive, each, batch)
            if each.id is not None or batch.decisions
            else None
            for each in batch.documents
        ],
        sides=sides,
        picture=_Drawing(archive, batch.sources).line,
    )


def _sides(
    archive: Archive, documents: Sequence[CheckedDocument]
) -> Mapping[str, Side]:
    """Return what the documents that are quarrelled about say of themselves."""
    wanted: dict[str, Known] = {}
    for document in documents:
        quarrels = [
            each for each in document.citations if each.verdict is Verdict.CONTRADICTED
        ]
        quarrels += [
            cited
            for finding in document.findings
            if (cited := document.citation_at(finding.span)) is not None
        ]
        for each in quarrels:
            if each.held is not None and each.held.sha256:
                wanted.setdefault(each.held.sha256, each.held)
    sides = {}
    here = {each.document.sha256: each for each in documents}
    for digest, known in list(wanted.items())[:MOST_SIDES]:
        if known.source == "dossier":
            one = here[digest]
            sides[digest] = header_side(one.document, one.analysis.header)
            continue
        # One that was taken out meanwhile is named all the same, without its words.
        with suppress(NotInRegister):
            side = archive.register.other_side(known)
            if side is not None and side.quote:
                sides[digest] = side
    return sides


def _audit(documents: Sequence[CheckedDocument]) -> list[NumberingIssue]:
    """Return what is odd in the series of numbers of a dossier's own documents."""
    return audit_numbers(
        [_as_held(at, each) for at, each in enumerate(documents, 1)], where="hồ sơ"
    )


def _as_held(at: int, checked: CheckedDocument) -> HeldDocument:
    document = checked.document
    values = document_values(document, checked.analysis)
    names = ("kind", "number", "issuer", "issuer_id", "date", "title", "signer")
    return HeldDocument(
        id=at,
        sha256=document.sha256,
        name=document.name,
        media_type=document.media_type,
        size=0,
        added_at="",
        place=values["place"],
        effective_from=values["effective_from"],
        draft=bool(values["draft"]),
        **{name: values[name] for name in names},
    )


class _Drawing:
    """Draws lines of originals: those of the register, and those of the batch."""

    def __init__(self, archive: Archive, sources: Mapping[str, bytes | Path]) -> None:
        self._archive = archive
        self._sources = sources
        self._page: tuple[tuple[str, int], bytes] | None = None

    def line(self, sha256: str, box: Box) -> bytes | None:
        """Return a PNG of a box and a little around it; None if it cannot be drawn.

        A report is printed without a picture rather than not at all.
        """
        from ingest.picture import crop

        try:
            page = self._drawn(sha256, box.page)
            if page is None:
                return None
            sides = (box.x0, box.top, box.x1, box.bottom)
            return crop(page, sides, dpi=DPI, limits=self._archive.limits)
        except (IngestError, OSError, NotInRegister):
            return None

    def _drawn(self, sha256: str, number: int) -> bytes | None:
        # Lines come in the order of the pages: one page is kept, the last.
        from ingest.picture import render_page

        if self._page is None or self._page[0] != (sha256, number):
            source = self._source(sha256)
            if source is None:
                return None
            limits = self._archive.limits
            data = render_page(source, number, dpi=DPI, limits=limits)
            self._page = ((sha256, number), data)
        return self._page[1]

    def _source(self, sha256: str) -> bytes | Path | None:
        if sha256 in self._sources:
            return self._sources[sha256]
        register = self._archive.register
        held = register.by_sha256(sha256)
        if held is None or not has_pictures(held.media_type):
            return None
        return register.original(held.id)
