"""The report as a Word file in the form of an administrative document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document as new_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from corpus.crosscheck import CheckedDocument
from corpus.report import SEVERITIES, Report, day_in_words, outlier_lines, rows_of
from corpus.verdicts import Verdict, vietnamese_date

# What XML 1.0 cannot carry.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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


def _centred(cell: Any, lines: Sequence[tuple[str, bool]]) -> None:
    for at, (line, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(_clean(line)).bold = bold


def _letterhead(docx: Any, report: Report) -> None:
    table = docx.add_table(rows=2, cols=2)
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
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True


def _table(docx: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = docx.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(value)
    for line in table.rows:
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(10)


def _coverage(docx: Any, report: Report) -> None:
    coverage = report.coverage
    docx.add_heading("1. Phạm vi đối chiếu", level=2)
    rows = [
        ["Số văn bản được kiểm tra", str(coverage.documents)],
        ["Số trích dẫn tìm thấy", str(coverage.citations)],
    ]
    for verdict in Verdict:
        rows.append([verdict.label, str(coverage.verdicts[verdict])])
        rows += [[f"– {name}", str(n)] for name, n in coverage.reasons[verdict]]
    _table(docx, ["Nội dung", "Số lượng"], rows)
    failed = ", ".join(coverage.not_run)
    ran = f"Phép kiểm tra KHÔNG CHẠY được: {failed}." if failed else ""
    docx.add_paragraph(
        "Tổng ba kết quả luôn bằng số trích dẫn tìm thấy. “Chưa đối chiếu được” "
        f"không có nghĩa là sai. {ran or 'Tất cả các phép kiểm tra đã chạy.'}"
    )


def _document(docx: Any, at: int, document: CheckedDocument) -> None:
    docx.add_heading(_clean(f"{at}. {document.name}"), level=2)
    docx.add_paragraph(f"SHA-256: {document.sha256}")
    rows = [
        [
            str(row.position),
            str(row.page or ""),
            row.text,
            f"{row.verdict.label}. {row.reason}",
            row.held or "—",
        ]
        for row in rows_of(document)
    ]
    _table(
        docx,
        ["TT", "Trang", "Trích dẫn", "Kết quả và lý do", "Văn bản đối chiếu"],
        rows,
    )
    if document.findings:
        docx.add_heading("Phát hiện khác", level=3)
        found = [
            [
                finding.code,
                SEVERITIES[finding.severity],
                str(document.page(finding.span.start) or ""),
                finding.message,
            ]
            for finding in document.findings
        ]
        _table(docx, ["Mã", "Mức", "Trang", "Nội dung"], found)


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
                    vietnamese_date(each.act.from_date or "—"),
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
            f"danh mục, cập nhật lần cuối {state.changed_at or '—'}. "
            f"Phiên bản quy tắc {document.rules}. Lập lúc {report.made_at} (UTC)."
        )
    table = docx.add_table(rows=1, cols=3)
    signers = ("NGƯỜI ĐỐI CHIẾU", "NGƯỜI KIỂM TRA", "THỦ TRƯỞNG ĐƠN VỊ")
    for cell, name in zip(table.rows[0].cells, signers, strict=True):
        _centred(cell, [(name, True), ("(Ký, ghi rõ họ tên)", False), ("", False)])


def write_docx(report: Report) -> bytes:
    """Return the report as a DOCX file for A4 paper, with room for signatures."""
    docx = new_docx()
    _page(docx)
    _letterhead(docx, report)
    _coverage(docx, report)
    for at, document in enumerate(report.documents, start=2):
        _document(docx, at, document)
    _dossier(docx, report)
    _end(docx, report)
    out = BytesIO()
    docx.save(out)
    return out.getvalue()
