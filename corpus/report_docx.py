"""The report as a Word file in the form of an administrative document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document as new_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from corpus.contrast import Pieces
from corpus.days_of_check import days_of_check
from corpus.evidence import Side
from corpus.report import Report
from corpus.report_gathered import (
    BRIEFLY,
    FIRST_SECTION,
    Gathered,
    Part,
    Shared,
    gathered,
)
from corpus.report_pictures import Pictures
from corpus.report_rows import FindingRow, Row, outlier_lines
from corpus.report_words import SEVERITIES, day_in_words, moment_in_words
from corpus.verdicts import Verdict
from nlp.written_days import day_as_written

# What XML 1.0 cannot carry.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


# As on the pages: what is wrong is seen before it is read.
_SIGNS = {Verdict.VERIFIED: "✓", Verdict.CONTRADICTED: "✗", Verdict.UNVERIFIABLE: "?"}
_WIDTH = 165  # millimetres between the margins
_PICTURE = Mm(46)


def _clean(text: str) -> str:
    return _ILLEGAL.sub(" ", text)


def _page(docx: Any) -> None:
    """Set A4 with the margins of Decree 30/2020/NĐ-CP, annex I."""
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = docx.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    for level, size in ((2, 13), (3, 12)):
        heading = docx.styles[f"Heading {level}"]
        heading.font.name, heading.font.size = "Times New Roman", Pt(size)
        heading.font.color.rgb = RGBColor(0, 0, 0)
        # The theme's own font would win over the one named here.
        fonts = heading.element.rPr.rFonts
        for name in list(fonts.attrib):
            if "Theme" in name:
                del fonts.attrib[name]


def _centred(cell: Any, lines: Sequence[tuple[str, bool]]) -> None:
    for at, (line, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(_clean(line))
        run.bold, run.font.size = bold, Pt(12)


def _widths(table: Any, shares: Sequence[int]) -> None:
    """Give the columns these hundredths of the width between the margins."""
    if not shares:
        return
    table.autofit = False
    # Word reads the widths of the cells, other programs those of the columns.
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_WIDTH * share / 100)
        for cell in column.cells:
            cell.width = column.width


def _letterhead(docx: Any, report: Report) -> None:
    table = docx.add_table(rows=2, cols=2)
    _widths(table, (40, 60))
    unit = (report.unit or "…………………………").upper()
    _centred(table.cell(0, 0), [(unit, True)])
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    _centred(table.cell(0, 1), [(nation, True), ("Độc lập - Tự do - Hạnh phúc", True)])
    _centred(table.cell(1, 0), [("Số: ………/BC-………", False)])
    place = report.place or "……………"
    when = f"{place}, {day_in_words(report.made_at)}"
    _centred(table.cell(1, 1), [(when, False)])
    for line in ("BÁO CÁO", "Kết quả đối chiếu văn bản được viện dẫn"):
        paragraph = docx.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(12 if line.isupper() else 0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True


class Filled(NamedTuple):
    """What stands in a cell: words, lines with words marked, pictures under them."""

    words: str
    pictures: tuple[bytes, ...] = ()
    lines: tuple[Pieces, ...] = ()


def _table(
    docx: Any,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | Filled]],
    *,
    shares: Sequence[int] = (),
) -> None:
    """Add a table; `shares` are the widths of its columns in hundredths."""
    table = docx.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            _fill(cell, Filled(value) if isinstance(value, str) else value)
    _widths(table, shares)
    _mark(table.rows[0], "w:tblHeader")
    for line in table.rows:
        _mark(line, "w:cantSplit")
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs:
                    run.font.size = Pt(10)


def _mark(row: Any, name: str) -> None:
    """Let a row be repeated on each page, or never be cut by the end of one."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(cell: Any, filled: Filled) -> None:
    cell.text = _clean(filled.words)
    for line in filled.lines:
        paragraph = cell.add_paragraph()
        for piece in line:
            run = paragraph.add_run(_clean(piece.text))
            run.bold = run.underline = piece.differs or None
    for picture in filled.pictures:
        run = cell.add_paragraph().add_run()
        run.add_picture(BytesIO(picture), width=_PICTURE)


def _coverage(docx: Any, report: Report) -> None:
    coverage = report.coverage
    docx.add_heading("1. Phạm vi đối chiếu", level=2)
    rows = [
        ["Số văn bản được kiểm tra", str(coverage.documents)],
        ["Số trích dẫn tìm thấy", str(coverage.citations)],
    ]
    for verdict in Verdict:
        rows.append([verdict.label, str(coverage.verdicts[verdict])])
        for why, n in coverage.reasons[verdict]:
            rows.append([f"– {why.vietnamese}", str(n)])
    for severity, count in coverage.findings.items():
        rows.append([f"Phát hiện khác, {SEVERITIES[severity].lower()}", str(count)])
    _table(docx, ["Nội dung", "Số lượng"], rows, shares=(82, 18))
    failed = ", ".join(coverage.not_run)
    ran = f"Phép kiểm tra KHÔNG CHẠY được: {failed}." if failed else ""
    docx.add_paragraph(
        "Tổng ba kết quả luôn bằng số trích dẫn tìm thấy. “Không kiểm chứng được” "
        f"không có nghĩa là sai. {ran or 'Tất cả các phép kiểm tra đã chạy.'}"
    )
    docx.add_paragraph(
        days_of_check(report.documents, report.as_of or report.made_at[:10]).vietnamese
    )
    for each in coverage.unread:
        said = f"Tệp KHÔNG ĐỌC được nên chưa đối chiếu: {each.name}: {each.why}"
        docx.add_paragraph(_clean(said))
    for name, said in coverage.warnings:
        docx.add_paragraph(_clean(f"Lưu ý khi đọc tệp {name}: {said}"))


def _cited(row: Row, pictures: Pictures) -> list[str | Filled]:
    held = row.held or "—"
    if row.shown and row.there:
        held += f"\nBản lưu ghi: “{row.there.quote}”\nSHA-256 {row.there.sha256}"
    result = f"{_SIGNS[row.verdict]} {row.verdict.label}. {row.reason}"
    if row.opinion:
        result += f"\nÝ kiến người xem xét: {row.opinion}"
    here, there = (row.here, row.there) if row.shown else (None, None)
    return [
        str(row.position),
        str(row.page or ""),
        Filled(f"“{row.text}”", _drawn(pictures, here)),
        Filled(result, lines=row.differences),
        Filled(held, _drawn(pictures, there)),
    ]


def _found(row: FindingRow, pictures: Pictures) -> list[str | Filled]:
    message = row.message
    if row.suggestion:
        message += f" Gợi ý: {row.suggestion}"
    if row.opinion:
        message += f"\nÝ kiến người xem xét: {row.opinion}"
    others = [*row.elsewhere, *([row.there] if row.there and row.shown else [])]
    lines = [f"“{row.quote}”", *(f"{each.name}: “{each.quote}”" for each in others)]
    sides = [row.here, *others] if row.shown else []
    return [
        row.code,
        row.severity,
        str(row.page or ""),
        message,
        Filled("\n".join(lines), _drawn(pictures, *sides)),
    ]


def _drawn(pictures: Pictures, *sides: Side | None) -> tuple[bytes, ...]:
    found = (pictures.of(side) for side in sides)
    return tuple(png for png in found if png is not None)


def _document(docx: Any, at: int, part: Part, pictures: Pictures) -> None:
    docx.add_heading(_clean(f"{at}. {part.document.name}"), level=2)
    docx.add_paragraph(f"SHA-256: {part.document.sha256}")
    rows = part.rows
    for verdict, said in part.brief:
        sign = f"{_SIGNS[verdict]} {verdict.label}"
        docx.add_paragraph(_clean(f"{sign}: {said}."))
    headings = ["TT", "Trang", "Trích dẫn", "Kết quả và lý do", "Văn bản đối chiếu"]
    shares = [7, 10, 28, 26, 29]
    cited = [_cited(row, pictures) for row in rows]
    if not part.paged:
        # Plain text and web pages have no pages: an empty column tells nothing.
        headings, shares = [headings[0], *headings[2:]], [7, 30, 31, 32]
        cited = [[line[0], *line[2:]] for line in cited]
    if rows or not part.brief:
        _table(docx, headings, cited, shares=shares)
    if part.findings or part.brief_findings:
        docx.add_heading("Phát hiện khác", level=3)
    if part.brief_findings:
        docx.add_paragraph(f"Giống các văn bản khác: {part.brief_findings}.")
    if part.findings:
        _table(
            docx,
            ["Mã", "Mức", "Trang", "Nội dung", "Hai phía của căn cứ"],
            [_found(row, pictures) for row in part.findings],
            shares=(9, 13, 10, 33, 35),
        )
    if part.fixed:
        docx.add_heading("Đã kết luận trước đây, nay không còn", level=3)
        for line in part.fixed:
            docx.add_paragraph(_clean(line))


def _gathered(docx: Any, found: Gathered, pictures: Pictures) -> None:
    """Write what several documents have in common, each row once."""
    if found.shared:
        docx.add_heading("Viện dẫn giống nhau", level=2)
        headings = ["Ký hiệu", "Trích dẫn", "Kết quả và lý do", "Văn bản đối chiếu"]
        rows = [
            [each.mark, *_cited(each.row, pictures)[2:], _where(each)]
            for each in found.shared
        ]
        shares = (9, 24, 28, 25, 14)
        _table(docx, [*headings, "Ở các mục"], rows, shares=shares)
    if found.findings:
        docx.add_heading("Phát hiện giống nhau", level=2)
        headings = ["Ký hiệu", "Mã", "Mức", "Nội dung", "Căn cứ", "Ở các mục"]
        lines = []
        for each in found.findings:
            code, severity, _, message, sides = _found(each.row, pictures)
            lines.append([each.mark, code, severity, message, sides, _where(each)])
        _table(docx, headings, lines, shares=(9, 9, 13, 30, 25, 14))


def _where(each: Shared[Row] | Shared[FindingRow]) -> str:
    return f"{each.where} ({each.times} lần)"


def _dossier(docx: Any, report: Report) -> None:
    """Write what stands out between documents, where there is something."""
    for heading, headings, rows in (
        (
            "Văn bản viện dẫn khác với đa số trong hồ sơ",
            ["Văn bản được viện dẫn", "Trong văn bản", "Khác biệt"],
            [list(line) for line in outlier_lines(report)],
        ),
        (
            "Soát xét dãy số văn bản trong kho",
            ["Nội dung", "Văn bản"],
            [[i.message, "; ".join(d.name for d in i.documents)] for i in report.audit],
        ),
        (
            "Văn bản còn viện dẫn văn bản đã hết hiệu lực",
            ["Văn bản đã hết hiệu lực", "Từ ngày", "Còn được viện dẫn trong"],
            [
                [
                    each.known.number or each.known.title or "",
                    day_as_written(each.act.from_date or "—"),
                    "; ".join(d.number or d.name for d in each.citing),
                ]
                for each in report.outdated
            ],
        ),
    ):
        if rows:
            docx.add_heading(heading, level=2)
            _table(docx, headings, rows)


def _end(docx: Any, report: Report) -> None:
    docx.add_heading("Cơ sở đối chiếu", level=2)
    for document in report.documents[:1]:
        state = document.corpus
        docx.add_paragraph(
            f"Kho có {state.documents} văn bản toàn văn, {state.entries} văn bản trong "
            f"danh mục, cập nhật lần cuối {moment_in_words(state.changed_at)}. "
            f"Phiên bản quy tắc {document.rules}. "
            f"Lập lúc {moment_in_words(report.made_at)}."
        )
    table = docx.add_table(rows=1, cols=3)
    signers = ("NGƯỜI ĐỐI CHIẾU", "NGƯỜI KIỂM TRA", "THỦ TRƯỞNG ĐƠN VỊ")
    for cell, name in zip(table.rows[0].cells, signers, strict=True):
        _centred(cell, [(name, True), ("(Ký, ghi rõ họ tên)", False), ("", False)])


def write_docx(report: Report) -> bytes:
    """Return the report as a DOCX file for A4 paper, with room for signatures."""
    docx = new_docx()
    docx.core_properties.author = _clean(report.unit or "")
    docx.core_properties.title = "Kết quả đối chiếu văn bản được viện dẫn"
    _page(docx)
    _letterhead(docx, report)
    _coverage(docx, report)
    pictures = Pictures(report.picture)
    found = gathered(report)
    if found.shared or found.findings:
        docx.add_paragraph(BRIEFLY)
    for at, part in enumerate(found.parts, start=FIRST_SECTION):
        _document(docx, at, part, pictures)
    _gathered(docx, found, pictures)
    _dossier(docx, report)
    _end(docx, report)
    out = BytesIO()
    docx.save(out)
    return out.getvalue()
