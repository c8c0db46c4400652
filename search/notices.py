"""What a query may hold, and what is said where it holds more."""

from __future__ import annotations

from typing import NamedTuple

MAX_CHARACTERS = 10_000
MAX_WORDS = 64
MAX_PREFIXES = 2
MIN_PREFIX = 3
MAX_NUMBERS = 8
MAX_FILTERS = 12


class Notice(NamedTuple):
    """Something assumed while answering: code, Vietnamese, English."""

    code: str
    message: str
    message_en: str


class QueryError(Exception):
    """A query that is refused: `code`, `message_vi` and `message_en` say why."""

    def __init__(self, code: str, message_vi: str, message_en: str) -> None:
        super().__init__(f"{message_vi} / {message_en}")
        self.code = code
        self.message_vi = message_vi
        self.message_en = message_en


UNBALANCED = Notice(
    "unbalanced_quotes",
    "Thiếu một dấu ngoặc kép; đã coi như đóng ở cuối câu.",
    "A quotation mark is missing; it was closed at the end.",
)
TOO_MANY_NUMBERS = Notice(
    "too_many_numbers",
    f"Chỉ dùng {MAX_NUMBERS} số hiệu đầu của câu tìm.",
    f"Only the first {MAX_NUMBERS} document numbers were used.",
)
TOO_MANY_FILTERS = Notice(
    "too_many_filters",
    f"Chỉ dùng {MAX_FILTERS} điều kiện đầu của câu tìm.",
    f"Only the first {MAX_FILTERS} conditions were used.",
)
TOO_MANY_WORDS = Notice(
    "too_many_words",
    f"Chỉ dùng {MAX_WORDS} từ đầu của câu tìm.",
    f"Only the first {MAX_WORDS} words were used.",
)
PREFIX_IGNORED = Notice(
    "prefix_ignored",
    f"Dấu * chỉ dùng sau ít nhất {MIN_PREFIX} chữ và tối đa {MAX_PREFIXES} lần.",
    f"The * needs at least {MIN_PREFIX} letters before it and works {MAX_PREFIXES} "
    "times in a query.",
)
