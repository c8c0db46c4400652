"""How values are said to a person: dates, provisions, relations, verdicts, numbers.

Vietnamese is the language of the source; English comes from the translations.
"""

from __future__ import annotations

import re

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from nlp.provision_names import path_in_words
from nlp.written_days import day_as_written
from search.engine import Hit

RELATIONS = {
    "basis": later("căn cứ"),
    "proposal": later("theo đề nghị"),
    "implements": later("thực hiện"),
    "guides": later("hướng dẫn"),
    "amends": later("sửa đổi, bổ sung"),
    "replaces": later("thay thế"),
    "repeals": later("bãi bỏ"),
    "suspends": later("ngưng hiệu lực"),
    "corrects": later("đính chính"),
    "consolidates": later("hợp nhất"),
    "promulgates": later("ban hành"),
    "approves": later("phê duyệt"),
    "responds_to": later("trả lời"),
    "excepts": later("ngoại lệ"),
    "refers": later("dẫn chiếu"),
}
VERDICTS = {
    "verified": later("khớp"),
    "contradicted": later("mâu thuẫn"),
    "unverifiable": later("không kiểm chứng được"),
}
FIELDS = {
    "kind": later("loại"),
    "number": later("số"),
    "date": later("ngày"),
    "issuer": later("cơ quan"),
    "title": later("trích yếu"),
    "provisions": later("điều khoản"),
}
STATES = {
    "match": later("trùng"),
    "mismatch": later("khác"),
    "missing": later("không ghi"),
    "not_comparable": later("không so được"),
}
STATUSES = {
    "in_force": later("còn hiệu lực"),
    "expired": later("hết hiệu lực"),
    "partly_expired": later("hết hiệu lực một phần"),
    "not_yet": later("chưa có hiệu lực"),
    "suspended": later("ngưng hiệu lực"),
    "unknown": later("chưa xác định"),
}
RESOLUTIONS = {
    "exact": later("đã liên kết"),
    "compatible": later("có thể là văn bản này"),
    "ambiguous": later("nhiều văn bản cùng khớp"),
    "unresolved": later("chưa có trong sổ và danh mục"),
    "draft": later("dự thảo"),
    "blank": later("bỏ trống số hoặc ngày"),
    "foreign": later("văn bản nước ngoài"),
    "self": later("chính văn bản này"),
}


_NOT_IN_A_NAME = re.compile(r"[^\w.]+")


def say(names: dict[str, object], key: str | None) -> str:
    """Return the name of `key` in the reader's language; the key itself if unknown."""
    return str(names.get(key or "", key or "–"))


def in_language(vietnamese: str, english: str) -> str:
    """Return the text in the reader's language; Vietnamese where there is no other."""
    locale = get_locale()
    if locale is not None and locale.language == "en" and english:
        return english
    return vietnamese


def say_date(value: str | None) -> str | None:
    """Return an ISO date, whole or partial, as people write it here.

    >>> say_date("2020-07-31"), say_date("2022-06"), say_date("2022"), say_date(None)
    ('31/7/2020', '6/2022', '2022', None)
    """
    return day_as_written(value) or None


def say_number(value: int) -> str:
    """Return a count with the Vietnamese thousands point.

    >>> say_number(1257)
    '1.257'
    """
    return f"{value:,}".replace(",", ".")


def anchor(path: str, part: str = "") -> str:
    """Return the id of a provision in a page.

    >>> anchor("dieu:5/khoan:2/diem:đ"), anchor("dieu:1", "quy-che")
    ('dieu-5-khoan-2-diem-đ', 'quy-che--dieu-1')
    """
    name = _NOT_IN_A_NAME.sub("-", path)
    return f"{_NOT_IN_A_NAME.sub('-', part)}--{name}" if part else name


def snippet_parts(hit: Hit) -> list[tuple[str, bool]]:
    """Split the snippet of `hit` into (text, is it a match) in order."""
    parts = []
    at = 0
    for start, end in hit.matches:
        parts.append((hit.snippet[at:start], False))
        parts.append((hit.snippet[start:end], True))
        at = end
    parts.append((hit.snippet[at:], False))
    return [part for part in parts if part[0]]


def cut_at_word(text: str, limit: int) -> str:
    """Return the beginning of a text, up to the last whole word where there is one.

    >>> cut_at_word("giải thưởng sáng tạo", 9)
    'giải'
    """
    cut = text[:limit]
    if len(text) > limit and not text[limit].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip()


def one_line(text: str, limit: int = 160) -> str:
    """Return `text` on one line, cut with an ellipsis after `limit` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else cut_at_word(flat, limit - 1) + "…"


FILTERS = {
    "date": say_date,
    "number": say_number,
    "anchor": anchor,
    "provision": path_in_words,
    "snippet": snippet_parts,
}

__all__ = [
    "FIELDS",
    "FILTERS",
    "RELATIONS",
    "RESOLUTIONS",
    "STATES",
    "STATUSES",
    "VERDICTS",
    "_",
    "anchor",
    "in_language",
    "one_line",
    "say",
    "say_date",
    "say_number",
    "snippet_parts",
]
