"""Provision paths in words: "dieu:5/khoan:2" is "Điều 5 khoản 2"."""

from __future__ import annotations

LEVELS = {
    "phan": "Phần",
    "chuong": "Chương",
    "muc": "Mục",
    "tieumuc": "Tiểu mục",
    "dieu": "Điều",
    "khoan": "khoản",
    "diem": "điểm",
    "tiet": "tiết",
    "doan": "đoạn",
    "gach": "gạch đầu dòng",
    "cau": "câu",
    "phuluc": "Phụ lục",
    "mau": "Mẫu",
    "bang": "Bảng",
}


def path_in_words(path: str) -> str:
    """Return a provision path as people say it, outermost level first.

    >>> path_in_words("dieu:5/khoan:2/diem:đ")
    'Điều 5 khoản 2 điểm đ'
    """
    words = []
    for step in path.split("/"):
        level, _, label = step.partition(":")
        name = LEVELS.get(level, level)
        words.append(f"{name} {label}" if label and label != "*" else name)
    return " ".join(words)
