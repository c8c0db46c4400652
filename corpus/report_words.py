"""The words of a report: fields, verdicts, severities and reasons in few words."""

from __future__ import annotations

from corpus.decision_words import FIELDS
from corpus.known import Known
from corpus.rows import reason_rows
from corpus.verdicts import vietnamese_date

FIELD_LABELS = {name: words.vietnamese for name, words in FIELDS.items()}
FIELD_VERDICTS = {
    "match": "khớp",
    "mismatch": "KHÁC",
    "missing": "không ghi",
    "not_comparable": "không so được",
}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"}
SOURCES = {"register": "kho văn bản", "catalogue": "danh mục"}
# Reasons in few words, for the table of coverage.
REASONS = {
    "not-held": "kho và danh mục chưa có",
    "other-number": "văn bản cùng loại, ngày, cơ quan, trích yếu mang số khác",
    "other-year": "chỉ có văn bản cùng số khác năm hoặc khác cơ quan",
    "other-issuer": "cùng số, cùng ngày nhưng của cơ quan khác",
    "other-version": "chỉ có luật cùng tên của năm khác",
    "ambiguous": "nhiều văn bản cùng phù hợp",
    "ambiguous-text": "trích dẫn không rõ văn bản nào",
    "date-missing": "thiếu ngày ban hành",
    "issuer-missing": "không rõ cơ quan ban hành",
    "year-missing": "nêu tên, không ghi năm",
    "by-date": "nêu tên, không ghi năm; suy theo ngày",
    "short": "trích dẫn tắt",
    "blank": "để trống số hoặc ngày",
    "draft": "dự thảo",
    "foreign": "văn bản nước ngoài, điều ước",
    "no-identity": "không có số, không phải tên luật",
    "title-doubt": "tên khác hẳn, không có ngày để xác nhận",
    "record-doubt": "bản ghi trong kho hoặc danh mục không đủ tin để so ngày",
    "verified": "đủ các trường",
    "verified-missing": "thiếu trường không bắt buộc",
    "verified-uncompared": "đúng số, ngày; có trường không so được",
    "verified-title": "đúng văn bản, số trong trích yếu khác",
    "impossible-date": "ngày không tồn tại",
    "kind-code": "tên loại không khớp ký hiệu",
    "issuer-code": "cơ quan không khớp ký hiệu",
    "year-number": "năm trong số khác ngày",
    "term-year": "năm không thuộc nhiệm kỳ Quốc hội",
    "future": "ghi ngày sau văn bản này",
    "date-differs": "khác ngày",
    "issuer-differs": "khác cơ quan",
    "kind-differs": "khác loại",
    "title-differs": "khác tên",
    "number-differs": "khác số",
}


def describe(known: Known) -> str:
    """Return a known document in one line, with where it is known from."""
    named = " ".join(p for p in (known.kind, known.number) if p)
    parts = [
        named or known.title or "",
        known.date and f"ngày {vietnamese_date(known.date)}",
    ]
    parts += [known.issuer, known.title if named else None]
    return ", ".join(p for p in parts if p) + f" ({SOURCES[known.source]})"


def moment_in_words(iso: str | None) -> str:
    """Return a moment as people write it, a dash where none is known.

    >>> moment_in_words("2026-11-27T17:17:33.932336+00:00"), moment_in_words(None)
    ('17:17 (UTC) ngày 27/11/2026', '—')
    """
    if not iso:
        return "—"
    return f"{iso[11:16]} (UTC) ngày {vietnamese_date(iso[:10])}"


def day_in_words(iso: str) -> str:
    """Return "ngày 05 tháng 01 năm 2026" as Decree 30/2020/NĐ-CP prints a date."""
    year, month, day = iso[:10].split("-")
    month = month if int(month) < 3 else str(int(month))
    return f"ngày {day} tháng {month} năm {year}"


def known_reasons() -> frozenset[str]:
    """Return the codes of all reasons, for the test that each has a short label."""
    return frozenset(reason_rows())
