"""Sample documents as A4 pages, with letterhead and signature in two columns."""

from __future__ import annotations

import html
import io
import os
from importlib import import_module
from pathlib import Path
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

FONT_FOLDERS = (
    os.environ.get("CANCU_SAMPLE_FONTS", ""),
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
)


def lab(name: str) -> Any:
    """Return a module of reportlab, which ships no types."""
    return import_module(f"reportlab.{name}")


def font_folder() -> Path | None:
    """Return the folder whose serif face has the Vietnamese letters, or None.

    Liberation 1 has the same file names as Liberation 2 but no letter "ộ".
    """
    face = lab("pdfbase.ttfonts").TTFont
    for folder in filter(None, FONT_FOLDERS):
        path = Path(folder) / "LiberationSerif-Regular.ttf"
        if path.exists() and ord("ộ") in face("thu", str(path)).face.charToGlyph:
            return path.parent
    return None


def pdf_fonts() -> None:
    """Register the four serif faces. Raises FileNotFoundError without them."""
    pdfmetrics, fonts = lab("pdfbase.pdfmetrics"), lab("pdfbase.ttfonts")
    folder = font_folder()
    if folder is None:
        raise FileNotFoundError("Liberation Serif 2 (CANCU_SAMPLE_FONTS)")
    faces = {"": "Regular", "B": "Bold", "I": "Italic", "Z": "BoldItalic"}
    for key, face in faces.items():
        path = folder / f"LiberationSerif-{face}.ttf"
        pdfmetrics.registerFont(fonts.TTFont(f"Than{key}", str(path)))
    pdfmetrics.registerFontFamily(
        "Than", normal="Than", bold="ThanB", italic="ThanI", boldItalic="ThanZ"
    )


def pdf_paragraph(line: Line, *, size: float = 13, centred: bool = False) -> Any:
    """Return a line as a flowable paragraph."""
    enums, platypus = lab("lib.enums"), lab("platypus")
    if line.role == "rule":
        return platypus.HRFlowable(
            width="38%",
            thickness=0.7,
            color="black",
            hAlign="CENTER",
            spaceBefore=3,
            spaceAfter=5,
        )
    running = line.role == "text"
    place = enums.TA_JUSTIFY if running else enums.TA_LEFT
    place = enums.TA_CENTER if centred else place
    style = lab("lib.styles").ParagraphStyle(
        "van-ban",
        fontName="Than",
        fontSize=size,
        leading=size * 1.3,
        alignment=place,
        firstLineIndent=28 if running else 0,
        spaceAfter=5 if running else 1,
    )
    text = html.escape(line.text, quote=False) or "&nbsp;"
    article = ARTICLE.match(text) if running else None
    text = f"<b>{article[1]}</b>{article[2]}" if article else text
    text = f"<i>{text}</i>" if line.italic else text
    return platypus.Paragraph(f"<b>{text}</b>" if line.bold else text, style)


def pdf_columns(run: list[Line], share: int) -> Any:
    """Return a block of two real columns, side by side on the page."""
    sides = []
    for role in ("left", "right"):
        lines = column(run, role)
        listed = any(line.text.startswith("Nơi nhận") for line in lines)
        size = 11.0 if listed or role == "left" else 11.7
        sides.append([pdf_paragraph(x, size=size, centred=not listed) for x in lines])
    width = 480
    left = width * share / 100
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 1),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1),
    ]
    return lab("platypus").Table(
        [sides],
        colWidths=[left, width - left],
        style=style,
        spaceAfter=8,
        spaceBefore=6,
    )


def pdf_table(run: list[Line], widths: list[float]) -> Any:
    """Return the rows as a ruled table that repeats its head on the next page."""
    rows = []
    for number, line in enumerate(run):
        words = [Line("centre", text, bold=number == 0) for text in cells(line)]
        rows.append([pdf_paragraph(word, size=11.5) for word in words])
    parts = widths or [1.0] * len(rows[0])
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return lab("platypus").Table(
        rows,
        colWidths=[468 * part / sum(parts) for part in parts],
        style=style,
        repeatRows=1,
        spaceBefore=4,
        spaceAfter=8,
    )


def page_number(canvas: Any, template: Any) -> None:
    """Draw the number in the top margin of every page but the first."""
    if template.page > 1:
        canvas.setFont("Than", 12)
        canvas.drawCentredString(297.6, 800, str(template.page))


def pdf_flow(source: Source) -> list[Any]:
    """Return the flowables of a source in order."""
    widths = shares(source)
    share = int(source.settings.get("chia", "41"))
    flow: list[Any] = []
    for kind, run in blocks(source.lines):
        if kind == "columns":
            flow.append(pdf_columns(run, share))
        elif kind == "table":
            flow.append(pdf_table(run, widths))
        elif kind == "page":
            flow.append(lab("platypus").PageBreak())
        else:
            flow.append(pdf_paragraph(run[0], centred=kind == "centre"))
    return flow


def render_pdf(source: Source) -> bytes:
    """Return a source as an A4 PDF with the margins of Decree 30/2020/NĐ-CP."""
    pdf_fonts()
    out = io.BytesIO()
    template = lab("platypus").SimpleDocTemplate(
        out,
        pagesize=lab("lib.pagesizes").A4,
        leftMargin=78,
        rightMargin=43,
        topMargin=57,
        bottomMargin=57,
        title=source.name,
        author="Văn bản mẫu",
        subject=NOTICE,
        invariant=1,
    )
    template.build(pdf_flow(source), onLaterPages=page_number)
    return out.getvalue()
