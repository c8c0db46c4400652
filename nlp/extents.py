"""How far a citation reaches after its number or name: date, issuer, amended years."""

from __future__ import annotations

import re

from nlp.codes import names_of
from nlp.drafts import Draft
from nlp.issuers import body_here, issuer_end
from nlp.reading import GAP, GAP0, Reading, collapse_bars

_TO_DATE = re.compile(
    rf"(?:{GAP0}(?P<paren>\()|{GAP0}(?P<comma>,)|{GAP})?{GAP0}"
    rf"(?:(?:ban{GAP}hanh|ky|de|lap|ngay){GAP}(?=ngay))?"
)
_CLOSING = re.compile(rf"{GAP0}\)")
# "Nghị quyết số 18-NQ/TW (khóa XII) ngày …": Party numbers begin anew each term.
_TERM = re.compile(
    rf"(?:(?:{GAP0},)?{GAP}khoa{GAP}[ivx]{{1,5}}|{GAP0}\({GAP0}khoa{GAP}[ivx]{{1,5}}{GAP0}\))"
    rf"(?=(?:{GAP0},)?{GAP}(?:ngay|cua)(?![^\W_]))"
)
# "Bộ luật Tố tụng hình sự (BLTTHS) năm 2015": the short name stands before the year.
_YEAR = re.compile(
    rf"(?:{GAP0}\([a-z]{{2,10}}\))?{GAP}(?:nam{GAP})?(?P<year>(?:19|20)\d\d)"
    rf"(?![\d/\-–]|[.]\d|[ \t|]*[-–]\s*\d)"
)
# "Quyết định 439/QĐ-TTg 2023 của …": the year alone tells of which year it is.
_YEAR_ALONE = re.compile(
    rf"{GAP}(?P<year>(?:19|20)\d\d)(?={GAP}(?:cua|ve|ban{GAP}hanh|phe{GAP}duyet|quy{GAP}dinh"
    rf"|sua{GAP}doi|huong{GAP}dan|cong{GAP}bo)(?![^\W_]))"
)
_NEXT_DATE = re.compile(rf"(?:{GAP0},)?{GAP0}(?:va{GAP})?(?=ngay|\d)")
_AMENDED = re.compile(
    rf"{GAP0}\((?:da{GAP})?(?:duoc{GAP})?sua{GAP}doi"
    rf"(?:,?{GAP}bo{GAP}sung)?(?:{GAP}mot{GAP}so{GAP}dieu)?"
    rf"(?:{GAP}(?:cac{GAP})?nam{GAP}\d{{4}}(?:(?:{GAP0},)?{GAP}(?:va{GAP})?(?:nam{GAP})?\d{{4}}){{0,9}})?"
    rf"{GAP0}\)"
)
# "Luật Doanh nghiệp sửa đổi năm 2025", "…năm 2012, sửa đổi, bổ sung năm 2020, 2025"
_REVISED = re.compile(
    rf"{GAP}sua{GAP}doi(?:,?{GAP}bo{GAP}sung)?{GAP}(?:nam{GAP})?(?P<year>(?:19|20)\d\d)"
    rf"(?![\d/.\-–]|[\s|]*[-–]\s*\d)"
)
_AMENDED_IN = re.compile(
    rf"(?:{GAP0},)?{GAP}(?:(?:da{GAP})?duoc{GAP})?sua{GAP}doi(?:,?{GAP}bo{GAP}sung)?"
    rf"(?:{GAP}mot{GAP}so{GAP}dieu)?{GAP}(?:(?:vao|trong){GAP})?(?:cac{GAP})?nam{GAP}\d{{4}}"
    rf"(?:(?:{GAP0},)?{GAP}(?:va{GAP})?(?:nam{GAP})?(?:19|20)\d\d(?!\d)){{0,9}}(?![\d/])"
)
_JOINT_CODES = {
    ("TTLT",),
    ("NQLT",),
    ("TTLB",),
    ("HDLN",),
    ("KHLT",),
    ("KHPH",),
    ("CTPH",),
    ("CTrPH",),
    ("QCPH",),
    ("TTLN",),
}
_PASSED = re.compile(
    rf"{GAP}(?:da{GAP})?(?:duoc{GAP}|do{GAP})?quoc{GAP}hoi"
    rf"(?:(?:{GAP0},)?{GAP}(?:[^\W\d_]+|\d{{1,2}})){{0,18}}?(?:{GAP0},)?{GAP}thong{GAP}qua{GAP}(?=ngay)"
)
# "Ngày 18/01/2024, Quốc hội khóa XV đã thông qua Luật …": the day stands before.
_PASSES = re.compile(
    rf"(?P<day>ngay{GAP}\d(?:(?!ngay)[^;\n]){{3,60}}?){GAP}(?:tai{GAP}(?:(?!quoc)[^;.\n]){{3,60}}{GAP})?"
    rf"(?P<body>quoc{GAP}hoi)(?:(?:{GAP0},)?{GAP}(?!(?:ngay|luat)(?![^\W_]))(?:[^\W\d_]+|\d{{1,2}})){{0,14}}?"
    rf"{GAP}thong{GAP}qua{GAP}(?:(?:du{GAP}an|toan{GAP}van){GAP})?\Z"
)


def read_extent(reading: Reading, draft: Draft, *, law: bool = False) -> None:
    """Extend `draft` through what directly follows it: year, date, issuer.

    Afterwards `draft.end` is the end of the citation; `date` and `issuer` are set
    where they are written. `law` allows a bare year ("Luật Đất đai 2013").
    """
    draft.head_end = draft.head_end or draft.end
    if law:
        _amended(reading, draft)
    if term := _TERM.match(reading.plain, draft.end):
        draft.end = term.end()
    _date(reading, draft, law=law)
    _issuer(reading, draft)
    if draft.issuer and not draft.date:
        _date(reading, draft, law=False)
    if law:
        _amended(reading, draft)
        _passed(reading, draft)


def _date(reading: Reading, draft: Draft, *, law: bool) -> None:
    gap = _TO_DATE.match(reading.plain, draft.end)
    mention = reading.dates.get(gap.end()) if gap else None
    if gap and mention and _fits(reading, gap, mention.span.start, mention.value):
        draft.date = mention.value
        draft.end = mention.span.end
        _more_dates(reading, draft)
        _close(reading, draft, paren=bool(gap["paren"]))
        return
    year = _YEAR.match(reading.plain, draft.end) if law else None
    year = year or (_REVISED.match(reading.plain, draft.end) if law else None)
    if not law and draft.number and draft.codes:
        year = _YEAR_ALONE.match(reading.plain, draft.end)
    if year and not draft.date:
        draft.date, draft.end = year["year"], year.end()


def _fits(reading: Reading, gap: re.Match[str], start: int, value: str | None) -> bool:
    """Tell whether the date that follows belongs to the citation before it."""
    word = reading.plain[start : start + 4]
    if "\n" in gap.group() and reading.text[start : start + 2] == "Ng":
        # a new paragraph opens with its own date, not what stands between brackets
        before = reading.text[max(0, gap.start() - 120) : gap.start()]
        return before.rfind("(") > before.rfind(")")
    if not gap.group() or gap["comma"]:
        return word == "ngay"
    if gap["paren"]:
        return word == "ngay" or (value is not None and len(value) == 10)
    return not word.startswith(("than", "quy"))


def _close(reading: Reading, draft: Draft, *, paren: bool) -> None:
    closing = _CLOSING.match(reading.text, draft.end)
    if paren and closing:
        draft.end = closing.end()


def _more_dates(reading: Reading, draft: Draft) -> None:
    """Take further dates of the same run ("ngày 04, 05 tháng 8 năm 2022")."""
    dates = [draft.date]
    while gap := _NEXT_DATE.match(reading.plain, draft.end):
        mention = reading.dates.get(gap.end())
        if not mention or reading.plain.startswith("ngay", gap.end()):
            break
        dates.append(mention.value)
        draft.end = mention.span.end
    if len(dates) > 1:
        draft.dates = tuple(dates)


# "… ngày 05/3/2020 Chính phủ về công tác văn thư": the word "của" was left out.
_BARE_ISSUER = re.compile(
    rf"{GAP}(?=(?:thu{GAP}tuong{GAP})?chinh{GAP}phu|quoc{GAP}hoi|uy{GAP}ban{GAP}(?:thuong|nhan)"
    rf"|(?:bo{GAP}truong{GAP})?bo{GAP}|hoi{GAP}dong{GAP}nhan|(?:ubnd|hdnd){GAP})"
)
# "Nghị quyết số 27-NQ/TW Hội nghị lần thứ bảy Ban Chấp hành Trung ương khóa XII"
_PLENUM = re.compile(
    rf"(?:{GAP0},)?{GAP}(?=hoi{GAP}nghi{GAP}(?:lan{GAP}thu|trung{GAP}uong){GAP})"
)
# "Thông tư liên tịch số … giữa Bộ Tài chính và Bộ Y tế"
_BETWEEN = re.compile(rf"(?:{GAP0},)?{GAP}giua{GAP}")
_TITLE_FOLLOWS = re.compile(
    rf"{GAP}(?:ve|v/v|quy{GAP}dinh|ban{GAP}hanh|huong{GAP}dan|phe{GAP}duyet)(?![^\W_])"
)


def _issuer(reading: Reading, draft: Draft) -> None:
    joint = draft.codes[:1] in _JOINT_CODES and len(draft.codes) > 2
    found = issuer_end(reading.text, reading.plain, draft.end, joint=joint)
    between = _BETWEEN.match(reading.plain, draft.end)
    if found is None and between and draft.codes[:1] in _JOINT_CODES:
        found = body_here(reading.text, reading.plain, between.end(), joint=True)
    if found is None and draft.number:
        plenum = _PLENUM.match(reading.plain, draft.end)
        if plenum:
            found = body_here(reading.text, reading.plain, plenum.end())
        elif draft.date:
            found = _named_at_once(reading, draft.end)
    if found:
        start, draft.end = found
        draft.issuer = collapse_bars(reading.text[start : draft.end])


def _named_at_once(reading: Reading, position: int) -> tuple[int, int] | None:
    """Return the body that follows a date without "của", with the title behind it."""
    gap = _BARE_ISSUER.match(reading.plain, position)
    if not gap or "\n\n" in reading.text[position : gap.end()]:
        return None
    found = body_here(reading.text, reading.plain, gap.end())
    return found if found and _TITLE_FOLLOWS.match(reading.plain, found[1]) else None


def _amended(reading: Reading, draft: Draft) -> None:
    tail = _AMENDED.match(reading.plain, draft.end)
    if tail is None and draft.date:
        tail = _AMENDED_IN.match(reading.plain, draft.end)
    if tail:
        draft.end = tail.end()


def _passed(reading: Reading, draft: Draft) -> None:
    """Read the date from "được Quốc hội … thông qua ngày …" after a law's name.

    So it does from "Ngày …, Quốc hội … thông qua" before it.
    """
    if draft.date:
        return
    tail = _PASSED.match(reading.plain, draft.end)
    mention = reading.dates.get(tail.end()) if tail else None
    if (
        mention is None
        and "qua" in reading.plain[max(0, draft.start - 24) : draft.start]
    ):
        begin = max(0, draft.start - 200)
        head = _PASSES.search(reading.plain, begin, draft.start)
        mention = reading.dates.get(head.start("day")) if head else None
        if mention and head and mention.span.end > head.start("body"):
            mention = None
    if mention and mention.value and len(mention.value) == len("2024-01-18"):
        draft.date = mention.value


def issuer_from_code(family: str, codes: tuple[str, ...]) -> str | None:
    """Return the body that a legacy number names instead of a kind ("38-CP")."""
    if family not in {"H", "I"} or len(codes) != 1:
        return None
    return next(iter(names_of(codes[0])), None)


def of_party_centre(draft: Draft) -> bool:
    """Tell whether the centre of the Party issued it ("Quy định 37 của Trung ương").

    It numbers each kind through a whole term, so that a bare serial names a document.
    """
    issuer = draft.issuer or ""
    return issuer.startswith(("Bộ Chính trị", "Ban Bí thư")) or "Trung ương" in issuer
