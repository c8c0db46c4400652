"""The words of a report: fields, verdicts, severities and reasons in few words."""

from __future__ import annotations

from corpus.decision_words import FIELDS, Words
from corpus.known import Known
from corpus.rows import reason_rows
from nlp.written_days import day_as_written

FIELD_LABELS = {name: words.vietnamese for name, words in FIELDS.items()}
FIELD_VERDICTS = {
    "match": "khớp",
    "mismatch": "KHÁC",
    "missing": "không ghi",
    "not_comparable": "không so được",
}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"}
SOURCES = {
    "register": "kho văn bản",
    "catalogue": "danh mục",
    "dossier": "hồ sơ này",
}
# Reasons in few words, for the table of coverage.
REASONS = {
    "not-held": Words(
        "kho và danh mục chưa có", "neither register nor catalogue has it"
    ),
    "other-number": Words(
        "văn bản cùng loại, ngày, cơ quan, trích yếu mang số khác",
        "same kind, date, issuer and title, under another number",
    ),
    "other-year": Words(
        "chỉ có văn bản cùng số khác năm hoặc khác cơ quan",
        "only the same number of another year or issuer",
    ),
    "other-issuer": Words(
        "cùng số, cùng ngày nhưng của cơ quan khác",
        "same number and day, of another issuer",
    ),
    "other-version": Words(
        "chỉ có luật cùng tên của năm khác", "only a law of that name of another year"
    ),
    "ambiguous": Words("nhiều văn bản cùng phù hợp", "several documents fit"),
    "ambiguous-text": Words(
        "trích dẫn không rõ văn bản nào", "unclear which document is meant"
    ),
    "date-missing": Words("thiếu ngày ban hành", "no date"),
    "same-name": Words("có thể của cơ quan cùng tên", "maybe of a namesake"),
    "two-of-a-name": Words("hai cơ quan cùng tên", "two bodies of one name"),
    "by-name": Words("cơ quan hiểu theo tên", "issuer taken by name"),
    "by-context": Words("cơ quan hiểu theo bối cảnh", "issuer read from context"),
    "no-province": Words("cơ quan không ghi tỉnh", "issuer without its province"),
    "issuer-missing": Words("không rõ cơ quan ban hành", "issuer unclear"),
    "year-missing": Words("nêu tên, không ghi năm", "named without a year"),
    "by-date": Words(
        "nêu tên, không ghi năm; suy theo ngày",
        "named without a year; told by the date",
    ),
    "short": Words("trích dẫn tắt", "short citation"),
    "blank": Words("để trống số hoặc ngày", "number or date left blank"),
    "draft": Words("dự thảo", "a draft"),
    "foreign": Words("văn bản nước ngoài, điều ước", "foreign document, treaty"),
    "no-identity": Words(
        "không có số, không phải tên luật", "no number, and no name of a law"
    ),
    "title-doubt": Words(
        "tên khác hẳn, không có ngày để xác nhận",
        "quite another title, and no date to confirm",
    ),
    "record-doubt": Words(
        "bản ghi trong kho hoặc danh mục không đủ tin để so ngày",
        "the record is too doubtful to compare the date",
    ),
    "verified": Words("đủ các trường", "all fields agree"),
    "verified-missing": Words(
        "thiếu trường không bắt buộc", "fields left out that need not be there"
    ),
    "verified-uncompared": Words(
        "đúng số, ngày; có trường không so được",
        "number and date agree; some fields cannot be compared",
    ),
    "verified-title": Words(
        "đúng văn bản, số trong trích yếu khác",
        "the document meant, another number in the title",
    ),
    "impossible-date": Words("ngày không tồn tại", "a date that does not exist"),
    "kind-code": Words("tên loại không khớp ký hiệu", "kind does not fit the code"),
    "issuer-code": Words("cơ quan không khớp ký hiệu", "issuer does not fit the code"),
    "year-number": Words(
        "năm trong số khác ngày", "year of the number differs from the date"
    ),
    "term-year": Words(
        "năm không thuộc nhiệm kỳ Quốc hội",
        "year outside the term of the National Assembly",
    ),
    "future": Words("ghi ngày sau văn bản này", "dated after this document"),
    "date-differs": Words("khác ngày", "another date"),
    "issuer-differs": Words("khác cơ quan", "another issuer"),
    "kind-differs": Words("khác loại", "another kind"),
    "title-differs": Words("khác tên", "another title"),
    "number-differs": Words("khác số", "another number"),
}


def describe(known: Known) -> str:
    """Return a known document in one line, with where it is known from."""
    named = " ".join(p for p in (known.kind, known.number) if p)
    parts = [
        named or known.title or "",
        known.date and f"ngày {day_as_written(known.date)}",
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
    return f"{iso[11:16]} (UTC) ngày {day_as_written(iso[:10])}"


def day_in_words(iso: str) -> str:
    """Return "ngày 05 tháng 01 năm 2026" as Decree 30/2020/NĐ-CP prints a date."""
    year, month, day = iso[:10].split("-")
    month = month if int(month) < 3 else str(int(month))
    return f"ngày {day} tháng {month} năm {year}"


def known_reasons() -> frozenset[str]:
    """Return the codes of all reasons, for the test that each has a short label."""
    return frozenset(reason_rows())
