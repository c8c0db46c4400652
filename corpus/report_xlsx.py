"""The report as a workbook: coverage, citations, findings, and the dossier matrix."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from corpus.contrast import Piece, Pieces
from corpus.days_of_check import days_of_check
from corpus.report import Report
from corpus.report_rows import (
    finding_rows,
    fixed_lines,
    matrix,
    outlier_lines,
    rows_of,
)
from corpus.report_words import FIELD_LABELS, SEVERITIES, moment_in_words
from corpus.verdicts import FIELDS, Verdict

_NEW_LINE = Piece("\n", differs=False)
_LONGEST_CELL = 32_000
_WIDTHS = (6, 30, 8, 60, 22, 60, 14, 14, 14, 14, 14, 60)


def _fill(cell: Any, value: Any, *, bold: bool = False) -> None:
    if isinstance(value, CellRichText):
        cell.value = value
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LONGEST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)


def _marked(lines: Sequence[Pieces]) -> CellRichText | str:
    """Return lines as the text of a cell, the words that differ bold and underlined."""
    if not lines:
        return ""
    differs, plain = InlineFont(b=True, u="single"), InlineFont()
    found = CellRichText()
    for at, line in enumerate(lines):
        for piece in ([_NEW_LINE] if at else []) + list(line):
            words = ILLEGAL_CHARACTERS_RE.sub(" ", piece.text)
            found.append(TextBlock(differs if piece.differs else plain, words))
    return found


def _put(sheet: Worksheet, values: Sequence[Any], *, bold: bool = False) -> None:
    """Append a row; text stays text, whatever it begins with."""
    # Asking a sheet for its last row goes through all its cells: cells are made first.
    cells = [WriteOnlyCell(sheet) for _ in values]
    for cell, value in zip(cells, values, strict=True):
        _fill(cell, value, bold=bold)
    sheet.append(cells)


def _sheet(book: Workbook, title: str, headings: Sequence[str]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    for column, heading in enumerate(headings, start=1):
        _fill(sheet.cell(row=1, column=column), heading, bold=True)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS[min(column, len(_WIDTHS)) - 1]
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return sheet


def _coverage(book: Workbook, report: Report) -> None:
    sheet = _sheet(book, "Phạm vi", ["", "Nội dung", "Số lượng"])
    coverage = report.coverage
    sheet.column_dimensions["B"].width = 70
    _put(sheet, ["", "Số văn bản được kiểm tra", coverage.documents])
    _put(sheet, ["", "Số trích dẫn tìm thấy", coverage.citations], bold=True)
    for verdict in Verdict:
        _put(sheet, ["", verdict.label, coverage.verdicts[verdict]], bold=True)
        for why, count in coverage.reasons[verdict]:
            _put(sheet, ["", f"– {why.vietnamese}", count])
    for severity, count in coverage.findings.items():
        _put(sheet, ["", f"Phát hiện khác, {SEVERITIES[severity].lower()}", count])
    _put(sheet, ["", "Văn bản tự nhắc đến mình", coverage.self_references])
    failed = ", ".join(coverage.not_run) or "không có"
    _put(sheet, ["", f"Phép kiểm tra không chạy được: {failed}", None])
    for each in coverage.unread:
        said = f"KHÔNG ĐỌC được, chưa đối chiếu: {each.name}: {each.why}"
        _put(sheet, ["", said, None], bold=True)
    for name, said in coverage.warnings:
        _put(sheet, ["", f"Lưu ý khi đọc tệp: {name}: {said}", None])
    days = days_of_check(report.documents, report.as_of or report.made_at[:10])
    _put(sheet, ["", days.vietnamese, None])
    _put(sheet, ["", f"Lập lúc: {moment_in_words(report.made_at)}", None])
    for document in report.documents[:1]:
        state = document.corpus
        _put(sheet, ["", f"Phiên bản quy tắc: {document.rules}", None])
        _put(sheet, ["", f"Văn bản trong kho: {state.documents}", state.documents])
        _put(sheet, ["", f"Văn bản trong danh mục: {state.entries}", state.entries])
        changed = moment_in_words(state.changed_at)
        _put(sheet, ["", f"Kho cập nhật lần cuối: {changed}", None])
    for document in report.documents:
        _put(sheet, ["", f"SHA-256 {document.sha256}  {document.name}", None])


def _citations(book: Workbook, report: Report) -> None:
    labels = [FIELD_LABELS[name] for name in FIELDS]
    headings = ["TT", "Văn bản", "Trang", "Trích dẫn", "Kết quả", "Lý do", *labels]
    other = ["Chỗ khác nhau", "Văn bản đối chiếu", "Bản lưu ghi", "SHA-256 bản lưu"]
    sheet = _sheet(book, "Trích dẫn", [*headings, *other, "Ý kiến"])
    for document in report.documents:
        for row in rows_of(report, document):
            said = [row.fields.get(name, "") for name in FIELDS]
            shown = [row.position, document.name, row.page, row.text]
            there = row.there.quote if row.there else ""
            held = [_marked(row.differences), row.held, there, row.held_sha256]
            whole = [*shown, row.verdict.label, row.reason, *said, *held, row.opinion]
            _put(sheet, whole)
    sheet.auto_filter.ref = sheet.dimensions


def _findings(book: Workbook, report: Report) -> None:
    headings = ["Mã", "Văn bản", "Trang", "Nội dung", "Mức", "Tại"]
    sheet = _sheet(book, "Phát hiện", [*headings, "Phía kia", "Ý kiến"])
    for document in report.documents:
        for row in finding_rows(report, document):
            others = [*row.elsewhere, *([row.there] if row.there else [])]
            sides = "\n".join(f"{each.name}: {each.quote}" for each in others)
            shown = [row.code, document.name, row.page, row.message, row.severity]
            _put(sheet, [*shown, row.quote, sides, row.opinion])
        for line in fixed_lines(report, document):
            _put(sheet, ["", document.name, None, line, "đã sửa", "", "", ""])
    sheet.auto_filter.ref = sheet.dimensions


def _matrix(book: Workbook, report: Report) -> None:
    names = [document.name for document in report.documents]
    sheet = _sheet(book, "Ma trận", ["", *names])
    sheet.column_dimensions["A"].width = 50
    for key, cells in matrix(report):
        _put(sheet, [key, *(cells.get(at, "") for at in range(len(names)))])


def _dossier(book: Workbook, report: Report) -> None:
    """Write what stands out: outliers, series of numbers, what is cited too late."""
    lines = outlier_lines(report)
    if lines:
        sheet = _sheet(book, "Khác đa số", ["", "Trong văn bản", "", "Khác biệt"])
        for cited, name, said in lines:
            _put(sheet, [cited, name, "", said])
    if report.audit:
        sheet = _sheet(book, "Dãy số", ["Mã", "Văn bản", "", "Nội dung"])
        for issue in report.audit:
            held = "; ".join(each.name for each in issue.documents)
            _put(sheet, [issue.trouble, held, "", issue.message])
    if report.outdated:
        sheet = _sheet(book, "Hết hiệu lực", ["", "Văn bản", "", "Còn viện dẫn"])
        for each in report.outdated:
            citing = "; ".join(d.number or d.name for d in each.citing)
            named = each.known.number or each.known.title
            _put(sheet, ["", named, each.act.from_date, citing])


def write_xlsx(report: Report) -> bytes:
    """Return the report as an XLSX file.

    No cell is a formula, whatever the documents say.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _coverage(book, report)
    _citations(book, report)
    _findings(book, report)
    if len(report.documents) > 1:
        _matrix(book, report)
    _dossier(book, report)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
