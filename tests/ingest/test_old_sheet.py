"""Workbooks of Excel 97–2003 are read as those of today."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ingest import sniff
from ingest.errors import Encrypted, IngestError, TooLarge
from ingest.limits import Limits
from ingest.old_sheet import read_xls
from ingest.read import read_bytes
from tests.ingest.biff import DATE, workbook

LIST = workbook(
    [
        (
            "Danh mục",
            [
                ["STT", "Số ký hiệu", "Ngày"],
                [1.0, "38/QĐ-LHH", (44043.0, DATE)],
                [2.0, None, "Nghị định số 30/2020/NĐ-CP"],
            ],
        ),
        ("Ẩn", [["không ai thấy"]]),
    ],
    hidden=("Ẩn",),
)


def test_sheets_are_read_by_rows() -> None:
    """Visible sheets in order, cells parted by bars, days as people write them."""
    document = read_bytes(LIST, "danh-muc.xls")

    assert document.media_type == sniff.XLS
    assert document.text == (
        "Danh mục\nSTT | Số ký hiệu | Ngày\n1 | 38/QĐ-LHH | 31/07/2020\n"
        "2 |  | Nghị định số 30/2020/NĐ-CP\n"
    )


def test_the_name_of_the_file_says_nothing() -> None:
    """The content decides; an older stream name is a workbook too."""
    assert sniff.media_type(LIST) == sniff.XLS
    assert sniff.media_type(workbook([("A", [["x"]])], stream="Book")) == sniff.XLS


def test_a_password_is_said() -> None:
    """A locked workbook is told from a broken one."""
    with pytest.raises(Encrypted):
        read_bytes(workbook([("A", [["x"]])], password=True), "a.xls")


def test_too_much_text_is_refused() -> None:
    """The limit on text holds here as for every format."""
    with pytest.raises(TooLarge):
        read_xls(workbook([("A", [["chữ" * 50] * 9])]), Limits(max_characters=900))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(some.data())
def test_a_damaged_workbook_is_an_error_of_ours(data: some.DataObject) -> None:
    """Whatever is overwritten or cut, it is read or refused, never anything else."""
    damaged = bytearray(LIST)
    for _ in range(data.draw(some.integers(min_value=1, max_value=6))):
        at = data.draw(some.integers(min_value=8, max_value=len(damaged) - 1))
        damaged[at] = data.draw(some.integers(min_value=0, max_value=255))
    cut = data.draw(some.integers(min_value=512, max_value=len(damaged)))
    try:
        reading = read_xls(bytes(damaged[:cut]), Limits())
    except IngestError:
        return
    assert isinstance(reading.text, str)
