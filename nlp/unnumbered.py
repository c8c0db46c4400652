"""Documents cited without a number: by kind, issuer and what they are about.

"Thông tư của Bộ Tài chính hướng dẫn về lệ phí" is a citation that nobody can follow
before its number is found, and should be seen; "Thông tư của Bộ Tài chính" alone means
any of them and is none.
"""

from __future__ import annotations

import re

from nlp.drafts import Draft
from nlp.extents import read_extent
from nlp.heads import KindWord
from nlp.reading import GAP, GAP0, UPPER, Reading, any_of, collapse_bars

# These are never verbs, so that what they say of their subject is a title.
_NORMATIVE = frozenset({"nghi-dinh", "thong-tu", "thong-tu-lien-tich"})
_OTHERS = frozenset({"quyet-dinh", "nghi-quyet", "chi-thi"})
_ABOUT = re.compile(
    rf"{GAP}(?:ve{GAP}(?:viec{GAP})?|v/v{GAP})(?!(?:van{GAP}de|noi{GAP}dung|viec)?{GAP0}nay(?![^\W_]))[^\W\d_]"
)
_SUBJECT = re.compile(
    rf"{GAP}(?:{any_of('hướng dẫn|quy định|sửa đổi|bổ sung|ban hành|bãi bỏ|thay thế')})"
    rf"(?:{GAP0},)?{GAP}(?!(?:tai|nay|nhu|ro|cu{GAP}the|ban{GAP}hanh|duoc)(?![^\W_]))[^\W\d_]"
)
# "Căn cứ Quy chế … ngày 02/4/2005": known by name and day alone.
_GROUNDS = frozenset(
    {"quy-che", "dieu-le", "quy-dinh", "noi-quy", "bien-ban", "ke-hoach", "bao-cao",
     "chuong-trinh", "chuong-trinh-hanh-dong", "chien-luoc", "de-an", "ket-luan",
     "thong-bao", "hop-dong", "quy-hoach"}
)  # fmt: skip
_GROUND = re.compile(rf"(?:\A|[\n;.]{GAP0})[-–*]?{GAP0}(?:can{GAP}cu|xet){GAP}\Z")
_TO_DAY = re.compile(
    rf"(?:(?:{GAP0},)?{GAP}(?!(?:so|kem|ban{GAP}hanh)(?![^\W_]))[^\W\d_]+){{1,24}}?"
    rf"(?:{GAP0},)?{GAP}(?=ngay{GAP}\d)"
)
_CHARTER = re.compile(
    rf"(?:\stổ\schức\svà\shoạt\sđộng\scủa(?=\s)|(?=\s[{UPPER}]))"
    rf"(?:\s[^\W\d_]+){{1,14}}?(?=\s?(?:[;,.(:]|\Z)|\n\n|\svà\s(?:[{UPPER}]|quy\s)|\s\d{{4}}"
    r"|\s(?:được|đã|ban\shành|kèm|quy\sđịnh|năm|số|ngày|do|khóa|sửa)(?!\w))"
)
# "Căn cứ Quy chế làm việc của Ủy ban …": a body has one such.
_RULES_OF = re.compile(
    rf"\s(?:làm\sviệc|hoạt\sđộng|tổ\schức\svà\shoạt\sđộng)\scủa(?=\s[{UPPER}])"
    rf"(?:\s[^\W\d_]+){{1,16}}?(?=\s?(?:[;,.(]|\Z)|\n\n|\svà\s[{UPPER}]"
    r"|\s(?:được|đã|ban\shành|kèm|quy\sđịnh|năm|số|ngày|do|nhiệm|sửa)(?!\w))"
)
# "Căn cứ Chiến lược phát triển … giai đoạn 2021 - 2030;": known by name and years.
_FOR_YEARS = frozenset(
    {"chien-luoc", "chuong-trinh", "chuong-trinh-hanh-dong", "de-an", "quy-hoach"}
)
_NAMED_YEARS = re.compile(
    r"(?:,?\s(?!(?:số|ngày|kèm|ban|được|của)\s)[^\W\d_]+){2,24}?\s"
    r"(?:(?:giai đoạn|thời kỳ|nhiệm kỳ)\s\d{4}\s?[-–]\s?\d{4}|đến năm \d{4}|toàn khóa)"
    r"(?:,\stầm nhìn đến (?:năm )?\d{4})?(?=\s?[;.,]|\s?\n|\s(?:và|của|được)\s|\Z)"
)
# "… của Ban Chấp hành, Ban Thường vụ và Thường trực Thành ủy khóa VIII"
_MORE_BODIES = re.compile(
    rf"(?:(?:,\s|\svà\s)(?:Ban|Thường|Ủy|Uỷ|Hội)(?:\s[^\W\d_]+){{1,8}}?"
    rf"(?=,\s[{UPPER}]|\svà\s[{UPPER}]|\s(?:khóa|khoá|nhiệm)\s|\s?[;.(]|\n)){{1,4}}"
    rf"(?:\s(?:khóa|khoá)\s[IVXL]{{1,6}})?"
)
_MEETINGS = ("Hội nghị", "Đại hội", "Cuộc họp")
_OF = re.compile(rf"{GAP}cua{GAP}")
# "theo quy định tại Nghị định về …": what is followed exists; what is drafted does not.
_FOLLOWED = re.compile(
    rf"(?<![^\W_])(?:theo|tai|can{GAP}cu|thuc{GAP}hien|(?:dinh|dan){GAP}cua){GAP}\Z"
)
_DRAFT = re.compile(rf"(?<![^\W_])du{GAP}thao{GAP}\Z")
_ANY = re.compile(rf"(?<![^\W_])(?:cac|nhung|mot|moi|tung|bang|ra){GAP}\Z")


def unnumbered(reading: Reading, word: KindWord) -> Draft | None:
    """Read "Thông tư của Bộ … hướng dẫn …" or "Nghị định của Chính phủ ngày …"."""
    slug = word.kind.slug
    if word.exact and word.capital and slug in _GROUNDS:
        return _ground(reading, word) or _pinned_charter(reading, word)
    if not word.exact or not word.capital or slug not in _NORMATIVE | _OTHERS:
        return None
    if not _OF.match(reading.plain, word.end):
        return _drafted(reading, word) or _by_subject(reading, word)
    if _ANY.search(reading.plain, max(0, word.start - 8), word.start):
        return None
    draft = Draft(word.start, word.end, word.kind.name, "name", status="ambiguous")
    read_extent(reading, draft)
    if draft.issuer is None or draft.issuer.startswith(_MEETINGS):
        return None
    if draft.date is not None and len(draft.date) == 10:
        return draft
    return draft if _tells_subject(reading, word, draft.end) else None


def _tells_subject(reading: Reading, word: KindWord, end: int) -> bool:
    about = _ABOUT.match(reading.plain, end)
    subject = word.kind.slug in _NORMATIVE and _SUBJECT.match(reading.plain, end)
    return bool(about or subject)


def _ground(reading: Reading, word: KindWord) -> Draft | None:
    """Read a ground of the preamble that has a name and a day, but no number.

    A charter needs no day ("Căn cứ Điều lệ Công đoàn Việt Nam"), nor do the rules of
    a body ("Căn cứ Quy chế làm việc của …").
    """
    text = reading.text
    if not _GROUND.search(reading.plain, max(0, word.start - 24), word.start):
        return None
    form = {"dieu-le": _CHARTER, "quy-che": _RULES_OF}.get(word.kind.slug)
    charter = form.match(text, word.end) if form else None
    if charter and (form is _CHARTER or not _TO_DAY.match(reading.plain, word.end)):
        end = charter.end()
        if form is _RULES_OF and (more := _MORE_BODIES.match(text, end)):
            end = more.end()
        return Draft(word.start, end, word.kind.name, "name",
                     title=collapse_bars(text[word.start : end]),
                     status="ambiguous")  # fmt: skip
    if word.kind.slug in _FOR_YEARS and (named := _NAMED_YEARS.match(text, word.end)):
        draft = Draft(word.start, named.end(), word.kind.name, "name",
                      title=collapse_bars(text[word.start : named.end()]),
                      status="ambiguous")  # fmt: skip
        read_extent(reading, draft)
        return draft
    gap = _TO_DAY.match(reading.plain, word.end)
    day = reading.dates.get(gap.end()) if gap else None
    if gap is None or day is None or len(day.value or "") != len("2005-04-02"):
        return None
    name = reading.text[word.start : gap.end()].rstrip(" ,|\n\t")
    end = word.start + len(name)
    draft = Draft(word.start, end, word.kind.name, "name", status="ambiguous")
    draft.title = collapse_bars(name)
    read_extent(reading, draft)
    return draft


_PINNED = re.compile(rf"(?<![^\W_])dieu{GAP}\d{{1,3}}[a-z]?{GAP}(?:cua{GAP})?\Z")


# The Party, or an organisation of the whole country: their charters are known by name.
_KNOWN_CHARTER = re.compile(r"\sĐảng(?!\w)|\sViệt Nam\Z")


def _pinned_charter(reading: Reading, word: KindWord) -> Draft | None:
    """Read "Điều 21 Điều lệ Đảng Cộng sản Việt Nam": a provision of a named charter."""
    before = max(0, word.start - 24)
    if word.kind.slug != "dieu-le":
        return None
    if not _PINNED.search(reading.plain, before, word.start):
        return None
    named = _CHARTER.match(reading.text, word.end)
    if named is None or not _KNOWN_CHARTER.search(named.group()):
        return None
    title = collapse_bars(reading.text[word.start : named.end()])
    draft = Draft(word.start, named.end(), word.kind.name, "name", title=title,
                  status="ambiguous")  # fmt: skip
    read_extent(reading, draft, law=True)
    return draft


def _drafted(reading: Reading, word: KindWord) -> Draft | None:
    """Read "dự thảo Nghị định sửa đổi …": what is not yet issued has no other name."""
    before = _DRAFT.search(reading.plain, max(0, word.start - 24), word.start)
    if not before or reading.text[word.start + 1].isupper():
        return None
    if not _tells_subject(reading, word, word.end):
        return None
    return Draft(before.start(), word.end, word.kind.name, status="draft")


def _by_subject(reading: Reading, word: KindWord) -> Draft | None:
    """Read "theo Nghị định về …": no issuer, but a text that is followed."""
    before = max(0, word.start - 30)
    if word.kind.slug not in _NORMATIVE or reading.text[word.start + 1].isupper():
        return None
    if not _FOLLOWED.search(reading.plain, before, word.start):
        return None
    if not _tells_subject(reading, word, word.end):
        return None
    return Draft(word.start, word.end, word.kind.name, "name", status="ambiguous")
