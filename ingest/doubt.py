"""What to tell about pages that a program recognised, or could not read."""

from __future__ import annotations

from collections.abc import Sequence


def told_scans(numbers: Sequence[int], *, layers: Sequence[int] = ()) -> list[str]:
    """Return the warnings that name the pages whose letters a program recognised."""
    told = []
    if numbers:
        which = listed(numbers)
        told.append(f"Trang {which}: đọc từ ảnh quét / Pages {which}: read from scans")
    if layers:
        which = listed(layers)
        told.append(
            f"Trang {which}: ảnh quét có sẵn lớp chữ nhận dạng, đã dùng lớp chữ đó"
            f" / Pages {which}: scans with a recognised text layer, which was used"
        )
    return told


def listed(numbers: Sequence[int]) -> str:
    """Return rising numbers with runs written as ranges.

    >>> listed([1, 2, 3, 7])
    '1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


def unread(number: int) -> str:
    """Return the warning about a picture that may hold text."""
    return (
        f"Trang {number} có ảnh có thể chứa chữ, chưa đọc được"
        f" / Page {number} has a picture that may hold text and was not read"
    )


def garbled(number: int) -> str:
    """Return the warning about a page whose font explains its letters to nobody."""
    return (
        f"Trang {number}: phông chữ hỏng, có chữ không đọc được"
        f" / Page {number}: a broken font, some letters cannot be read"
    )


def lost(number: int) -> str:
    """Return the warning about a page that no reader opens."""
    return f"Không đọc được trang {number} / Page {number} cannot be read"
