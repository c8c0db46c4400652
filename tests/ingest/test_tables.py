"""Tables of layout and tables of content, and the cost of telling them apart."""

from __future__ import annotations

import pytest

from ingest.html import read_html
from ingest.limits import DEFAULT
from ingest.tables import Table, paragraphs

ROWS = (("a", "b"), ("c", "d"))


@pytest.mark.parametrize(
    ("rows", "ruled", "expected"),
    [
        (ROWS, True, "a | b\nc | d"),
        (ROWS, None, "a | b\nc | d"),
        (ROWS, False, "a\nc\n\nb\nd"),
        (ROWS * 4, False, "\n".join(["a | b\nc | d"] * 4)),
        (
            (("Nơi nhận:\n- A;", "CHỦ TỊCH\n\nB"),),
            True,
            "Nơi nhận:\n- A;\n\nCHỦ TỊCH\n\nB",
        ),
        (
            (("Đơn vị", "Hồ sơ"), ("Văn phòng", "9"), ("Tổng cộng", "1.038")),
            False,
            "Đơn vị | Hồ sơ\nVăn phòng | 9\nTổng cộng | 1.038",
        ),
        ((("một", "hai", "ba", "bốn"),), False, "một | hai | ba | bốn"),
        ((("chỉ một cột",), ("dòng hai",)), None, "chỉ một cột\ndòng hai"),
        ((("wrapped\ncell", " x  y "), ("", "")), True, "wrapped cell | x y"),
        ((), None, ""),
    ],
)
def test_columns_only_where_two_texts_stand_side_by_side(
    rows: tuple[tuple[str, ...], ...], ruled: bool | None, expected: str
) -> None:
    """Known headings or missing rules make columns; everything else is rows."""
    assert Table(rows, ruled=ruled).text == expected


@pytest.mark.slow
@pytest.mark.parametrize("unit", [" ", "\n", " \n", "\t", "-\n", "Điều ", "“"])
def test_a_long_text_ends(unit: str) -> None:
    """Blanks, line ends or quotes: what is not linear would stop the whole suite."""
    text = unit * 200_000

    assert Table(((text, "x"),), ruled=True).text.strip()
    assert paragraphs(text).endswith("\n")
    page = f"<html><body><pre>{text}</pre>x</body></html>"
    assert "x" in read_html(page.encode(), DEFAULT).text
