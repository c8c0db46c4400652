"""Sample documents as Word files, with the letterhead in a table of two cells."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from corpus.samples.markup import (
    ARTICLE,
    NOTICE,
    Line,
    Source,
    blocks,
    cells,
    column,
    shares,
)

EPOCH = datetime(2020, 1, 1)


def docx_run(paragraph: Any, line: Line, size: float = 13) -> None:
    """Write the words of a line into a paragraph."""
    from docx.shared import Pt

    article = ARTICLE.match(line.text) if line.role == "text" else None
    parts = (
        [(article[1], True), (article[2], False)]
        if article
        else [(line.text, line.bold)]
    )
    for text, bold in parts:
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, line.italic, Pt(size)


def docx_columns(document: Any, run: list[Line]) -> None:
    """Write a block of two columns as a table of two cells without rules."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for grid, cell, role, width in zip(
        table.columns, table.rows[0].cells, ("left", "right"), (6.4, 9.8), strict=True
    ):
        grid.width = cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        lines = column(run, role)
        for number, line in enumerate(lines):
            paragraph = cell.add_paragraph() if number else paragraph
            paragraph.paragraph_format.space_after = 0
            if not line.text.startswith(("-", "Nơi nhận", "+")):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            rule = Line("rule", "_" * 11)
            docx_run(paragraph, rule if line.role == "rule" else line, 12)
    document.add_paragraph()


def docx_table(document: Any, run: list[Line], widths: list[float]) -> None:
    """Write the rows as a ruled table."""
    from docx.shared import Cm

    rows = [cells(line) for line in run]
    # A row that leaves its last cells empty is written without them.
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=False):
            cell.paragraphs[0].add_run(text).bold = number == 0
    for grid, share in zip(table.columns, widths, strict=False):
        for cell in (grid, *grid.cells):
            cell.width = Cm(16.2 * share / sum(widths))
    document.add_paragraph()


def docx_line(document: Any, kind: str, line: Line) -> None:
    """Write one paragraph: centred, a rule, a new page or running text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    if kind == "page":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    if kind == "text":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.0)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    docx_run(paragraph, Line("rule", "_" * 11) if kind == "rule" else line)


def timeless(data: bytes) -> bytes:
    """Return a ZIP with the same members and one fixed date in all of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            member = zipfile.ZipInfo(entry.filename, (2020, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(entry.filename))
    return out.getvalue()


def render_docx(source: Source) -> bytes:
    """Return a source as a Word document."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(18)
    page.top_margin = page.bottom_margin = Mm(20)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    for kind, run in blocks(source.lines):
        if kind == "columns":
            docx_columns(document, run)
        elif kind == "table":
            docx_table(document, run, shares(source))
        else:
            docx_line(document, kind, run[0])
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Văn bản mẫu"
    properties.title, properties.comments = source.name, NOTICE
    properties.created = properties.modified = EPOCH
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())
