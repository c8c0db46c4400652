"""A plain table as a workbook, written row by row so that length costs no memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_LONGEST_CELL = 32_000


def write_table(
    file: IO[bytes],
    title: str,
    heading: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    *,
    widths: Sequence[int] = (),
) -> None:
    """Write a workbook of one sheet into `file`; text stays text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    bold = Font(bold=True)
    sheet.append([_cell(sheet, name, bold) for name in heading])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _cell(sheet: Any, value: str | None, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value or ""))
    cell.value = str(cell.value)[:_LONGEST_CELL]
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell
