"""Make the sample documents from their sources: PDF, DOCX, HTML and plain text.

A development tool (reportlab, python-docx); the product never imports it.

    python corpus/samples/make_samples.py [--out FOLDER] [NAME …]

A source (`sources/<name>.mau`) opens with `key: value` lines, then a blank line, then
one paragraph to a line:

    << text     left column      >> text     right column (a run makes two columns)
    ^ text      centred          | a | b |   a row of a ruled table
    ---         a short rule     ===         a new page
    *text* bold, _text_ italic, *_text_* both, for the whole line

The same sources give the same bytes: no clock, no random number, no machine name.
"""

from __future__ import annotations

import argparse
import html
import io
import os
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
NOTICE = "VĂN BẢN MẪU – không có giá trị pháp lý"
FONT_FOLDERS = (
    os.environ.get("CANCU_SAMPLE_FONTS", ""),
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
)
EPOCH = datetime(2020, 1, 1)
WIDTH = 92

Role = Literal["left", "right", "centre", "row", "rule", "page", "text"]
MARKS: dict[str, Role] = {"<<": "left", ">>": "right", "^": "centre", "|": "row"}
ARTICLE = re.compile(r"(Điều \d+[a-zđ]?\.)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source: what it is for, its words, and how they are set."""

    role: Role
    text: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as written by us, before it takes a format."""

    name: str
    settings: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def file_name(self) -> str:
        """Return the name of the file this source becomes."""
        return f"{self.name}.{self.settings['định dạng']}"


def styled(role: Role, text: str) -> Line:
    """Return `text` without its style marks, and the style as flags."""
    bold = len(text) > 2 and text[0] == text[-1] == "*"
    text = text[1:-1] if bold else text
    italic = len(text) > 2 and text[0] == text[-1] == "_"
    return Line(role, text[1:-1] if italic else text, bold, italic)


def parse_line(raw: str) -> Line:
    """Return the `Line` that one raw line of a source stands for."""
    if raw == "===":
        return Line("page")
    if raw == "---":
        return Line("rule")
    mark, _, rest = raw.partition(" ")
    if mark in MARKS:
        return styled(MARKS[mark], rest.strip())
    return styled("text", raw)


def parse_source(path: Path) -> Source:
    """Read a source file. Raises ValueError where a setting has no colon."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    settings = {}
    for row in head.splitlines():
        key, colon, value = row.partition(":")
        if not colon:
            raise ValueError(f"{path.name}: not a setting: {row}")
        settings[key.strip()] = value.strip()
    lines = [parse_line(raw.rstrip()) for raw in body.splitlines() if raw.strip()]
    return Source(path.stem, settings, (*lines, Line("centre", NOTICE, italic=True)))


def blocks(lines: tuple[Line, ...]) -> Iterator[tuple[str, list[Line]]]:
    """Yield runs of lines: "columns", "table", or one line under its role."""
    kinds = {"left": "columns", "right": "columns", "row": "table"}
    run: list[Line] = []
    kind = ""
    for line in lines:
        now = kinds.get(line.role, line.role)
        if run and (now != kind or now not in {"columns", "table"}):
            yield kind, run
            run = []
        kind = now
        run.append(line)
    if run:
        yield kind, run


def column(lines: list[Line], role: str) -> list[Line]:
    """Return the lines of one column; "--" inside a column is a short rule."""
    return [
        Line("rule") if line.text == "--" else line
        for line in lines
        if line.role == role
    ]


def cells(line: Line) -> list[str]:
    """Return the cells of a table row."""
    return [cell.strip() for cell in line.text.strip("| ").split("|")]


# ---------------------------------------------------------------- plain text


def beside(left: list[str], right: list[str]) -> list[str]:
    """Return two columns as a typist sets them: spaces between."""
    half = WIDTH * 45 // 100
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [
        f"{a:<{half}}{b.center(WIDTH - half).rstrip() if b else ''}".rstrip()
        for a, b in zip(left, right, strict=True)
    ]


def text_columns(run: list[Line], stacked: bool) -> list[str]:
    """Return the two columns of a block, side by side or one after the other."""
    sides = [
        ["-------" if line.role == "rule" else line.text for line in column(run, role)]
        for role in ("left", "right")
    ]
    if stacked:
        return [text for text in (*sides[0], *sides[1]) if text]
    return beside(*sides)


def render_txt(source: Source) -> bytes:
    """Return a source as UTF-8 text."""
    out: list[str] = []
    wrap = int(source.settings.get("gói", "0"))
    stacked = source.settings.get("cột") == "nối tiếp"
    for kind, run in blocks(source.lines):
        if kind == "columns":
            out += ["", *text_columns(run, stacked), ""]
        elif kind == "table":
            out += ["", *(" | ".join(cells(line)) for line in run), ""]
        elif kind == "centre":
            out.append(run[0].text.center(WIDTH).rstrip())
        elif kind == "rule":
            out.append("-------".center(WIDTH).rstrip())
        elif kind == "page":
            out += ["", ""]
        else:
            out += textwrap.wrap(run[0].text, wrap) if wrap else [run[0].text]
    return ("\n".join(out).strip("\n") + "\n").encode()


# ---------------------------------------------------------------------- HTML


def html_text(line: Line) -> str:
    """Return the words of a line as HTML, with its style."""
    text = html.escape(line.text, quote=False)
    article = ARTICLE.match(text) if line.role == "text" else None
    if article:
        text = f"<strong>{article[1]}</strong>{article[2]}"
    text = f"<em>{text}</em>" if line.italic else text
    return f"<strong>{text}</strong>" if line.bold else text


def html_column(lines: list[Line]) -> str:
    """Return one column as the content of a table cell."""
    return "<br>\n".join(
        "-------" if line.role == "rule" else html_text(line) for line in lines
    )


def html_columns(run: list[Line]) -> str:
    """Return a block of two columns as a table without rules."""
    share = {"left": "42%", "right": "58%"}
    tds = "".join(
        f'<td style="width:{share[role]};text-align:center;vertical-align:top">'
        f"{html_column(column(run, role))}</td>"
        for role in ("left", "right")
    )
    return f'<table class="khong-vien"><tr>{tds}</tr></table>'


def html_table(run: list[Line]) -> str:
    """Return the rows as a ruled table, the first as its head."""
    rows = []
    for number, line in enumerate(run):
        tag = "td" if number else "th"
        inner = "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells(line))
        rows.append(f"<tr>{inner}</tr>")
    return '<table border="1">' + "\n".join(rows) + "</table>"


def render_html(source: Source) -> bytes:
    """Return a source as a page of a web site, with what stands around it there."""
    body = []
    for kind, run in blocks(source.lines):
        if kind == "columns":
            body.append(html_columns(run))
        elif kind == "table":
            body.append(html_table(run))
        elif kind == "centre":
            body.append(f'<p style="text-align:center">{html_text(run[0])}</p>')
        elif kind == "rule":
            body.append('<p style="text-align:center">-------</p>')
        elif kind == "page":
            body.append("<hr>")
        else:
            body.append(f"<p>{html_text(run[0])}</p>")
    frame = (SOURCES / "khung-trang.html").read_text(encoding="utf-8")
    title = html.escape(source.settings["tiêu đề trang"])
    page = frame.replace("{{tieu-de}}", title)
    return page.replace("{{noi-dung}}", "\n".join(body)).encode()


# ---------------------------------------------------------------------- DOCX


def docx_run(paragraph: Any, line: Line) -> None:
    """Write the words of a line into a paragraph."""
    article = ARTICLE.match(line.text) if line.role == "text" else None
    parts = (
        [(article[1], True), (article[2], False)]
        if article
        else [(line.text, line.bold)]
    )
    for text, bold in parts:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, line.italic


def docx_columns(document: Any, run: list[Line]) -> None:
    """Write a block of two columns as a table of two cells without rules."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, role, width in zip(
        table.rows[0].cells, ("left", "right"), (7.0, 9.5), strict=True
    ):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        lines = column(run, role)
        for number, line in enumerate(lines):
            paragraph = cell.add_paragraph() if number else paragraph
            paragraph.paragraph_format.space_after = 0
            if not line.text.startswith(("-", "Nơi nhận", "+")):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            rule = Line("rule", "_" * 11)
            docx_run(paragraph, rule if line.role == "rule" else line)
    document.add_paragraph()


def docx_table(document: Any, run: list[Line]) -> None:
    """Write the rows as a ruled table."""
    rows = [cells(line) for line in run]
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0
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
    from docx.shared import Pt

    document = docx.Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    for kind, run in blocks(source.lines):
        if kind == "columns":
            docx_columns(document, run)
        elif kind == "table":
            docx_table(document, run)
        else:
            docx_line(document, kind, run[0])
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Văn bản mẫu"
    properties.title, properties.comments = source.name, NOTICE
    properties.created = properties.modified = EPOCH
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


# ----------------------------------------------------------------------- PDF


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
    total = sum(widths) or len(rows[0])
    shares = widths or [1.0] * len(rows[0])
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return lab("platypus").Table(
        rows,
        colWidths=[468 * share / total for share in shares],
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
    widths = [float(w) for w in source.settings.get("cột bảng", "").split()]
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


RENDER: dict[str, Callable[[Source], bytes]] = {
    "pdf": render_pdf,
    "docx": render_docx,
    "html": render_html,
    "txt": render_txt,
}


def sources() -> list[Source]:
    """Return every source, in the order of its name."""
    return [parse_source(path) for path in sorted(SOURCES.glob("mau-*.mau"))]


def render(source: Source) -> bytes:
    """Return the file that a source becomes."""
    return RENDER[source.settings["định dạng"]](source)


def main() -> None:
    """Write every sample, or those named, into the samples' folder or `--out`."""
    parser = argparse.ArgumentParser(description="Make the sample documents.")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("names", nargs="*")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for source in sources():
        if not chosen.names or source.name in chosen.names:
            (chosen.out / source.file_name).write_bytes(render(source))


if __name__ == "__main__":
    main()
