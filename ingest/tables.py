"""Tables of office files and web pages → text.

Official documents are typed into borderless tables wherever two things stand side by
side: the letterhead and the end. Those are read column by column, all others row by
row with bars between the cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ANCHORS = re.compile(
    r"^[^\w\n]*(?:cong ?hoa ?xa ?hoi ?chu ?nghia|doc lap\W+tu do|noi ?nhan\b"
    r"|dang cong san viet nam$|t[mluk]+[./]|kt\.|q\. )",
    re.MULTILINE,
)
_MOST_COLUMNS = 3
_MOST_ROWS = 5  # of a borderless table, to be taken for two columns of text
_FIGURE = re.compile(r"\d{1,3}(?:[.,]?\d{1,3}){0,6}\s?%?")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_SPACES = re.compile(r"[ \t]*\n[ \t]*|[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Table:
    """The texts of the cells, row by row; `ruled` when lines are drawn, if known."""

    rows: tuple[tuple[str, ...], ...]
    ruled: bool | None = None

    @property
    def text(self) -> str:
        """The table as text: columns when it stands for them, otherwise rows."""
        if self._is_columns():
            return by_columns(self.rows)
        return by_rows(self.rows)

    def _is_columns(self) -> bool:
        widest = max((len(row) for row in self.rows), default=0)
        if not 2 <= widest <= _MOST_COLUMNS:
            return widest == 1
        cells = [cell for row in self.rows for cell in row]
        if any(_ANCHORS.search(_folded(cell)) for cell in cells):
            return True
        if _has_figures(self.rows):
            return False
        if self.ruled is None and len(self.rows) == 1:
            # Several lines in cells side by side are columns, not one row of a list.
            return sum("\n" in cell.strip() for cell in cells) >= 2
        return self.ruled is False and len(self.rows) <= _MOST_ROWS


def _has_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a column is of figures under its head: those belong to their rows.

    >>> _has_figures([("Đơn vị", "Số hồ sơ"), ("Văn phòng", "9"), ("Tổng cộng", "38")])
    True
    """
    if len(rows) < 3:
        return False
    widest = max(len(row) for row in rows)
    return any(
        all(len(row) > i and _FIGURE.fullmatch(row[i].strip()) for row in rows[1:])
        for i in range(1, widest)
    )


def by_columns(rows: Sequence[Sequence[str]]) -> str:
    """Return each column whole, the left one first, with a blank line between."""
    widest = max((len(row) for row in rows), default=0)
    columns = []
    for i in range(widest):
        cells = [row[i].strip("\n") for row in rows if i < len(row)]
        columns.append("\n".join(cell for cell in cells if cell.strip()))
    return "\n\n".join(column for column in columns if column)


def by_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return each row as a line of cells with bars between."""
    lines = (
        " | ".join(_SPACES.sub(" ", cell.strip()) for cell in row)
        for row in rows
        if any(cell.strip() for cell in row)
    )
    return "\n".join(line.strip() for line in lines)


def paragraphs(text: str) -> str:
    """Return `text` with at most one blank line between any two lines.

    >>> paragraphs("\\n\\nĐiều 1\\n \\n\\n\\nĐiều 2")
    'Điều 1\\n\\nĐiều 2\\n'
    """
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))
