"""Writes workbooks of Excel 97 (BIFF8, MS-XLS), as much as tests ask for."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.ingest.compound import compound

Cell = str | float | None
DATE = 1  # the cell format of days among those written here


def workbook(
    sheets: Sequence[tuple[str, Sequence[Sequence[Cell | tuple[float, int]]]]],
    *,
    hidden: Sequence[str] = (),
    password: bool = False,
    stream: str = "Workbook",
) -> bytes:
    """Return an XLS; a cell (number, DATE) is a day counted from 1900."""
    bodies = [_sheet(rows) for _, rows in sheets]
    head = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 0))]
    if password:
        head.append(_record(0x002F, struct.pack("<HHH", 0, 1, 2)))
    head.append(_record(0x0042, struct.pack("<H", 1200)))
    head.append(_record(0x0022, struct.pack("<H", 0)))
    for format_index in (0, 14):
        xf = struct.pack("<HHHBBBBIIH", 0, format_index, 0, 0, 0, 0, 0, 0, 0, 0)
        head.append(_record(0x00E0, xf))
    names = [name for name, _ in sheets]
    size = sum(map(len, head)) + sum(12 + 2 * len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        state = int(name in hidden)
        row = struct.pack("<IBBBB", size, state, 0, len(name), 1)
        head.append(_record(0x0085, row + name.encode("utf-16-le")))
        size += len(body)
    data = b"".join([*head, _record(0x000A, b""), *bodies])
    return compound({stream: data})


def _sheet(rows: Sequence[Sequence[Cell | tuple[float, int]]]) -> bytes:
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 1997, 0, 0))]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                records.append(_cell(number, column, value))
    return b"".join([*records, _record(0x000A, b"")])


def _cell(row: int, column: int, value: str | float | tuple[float, int]) -> bytes:
    if isinstance(value, str):
        words = struct.pack("<HHHHB", row, column, 0, len(value), 1)
        return _record(0x0204, words + value.encode("utf-16-le"))
    number, shape = value if isinstance(value, tuple) else (value, 0)
    return _record(0x0203, struct.pack("<HHHd", row, column, shape, number))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
