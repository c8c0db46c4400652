"""Lists of documents that share a kind word, an issuer or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.drafts import Draft
from nlp.extents import read_extent
from nlp.heads import Heads
from nlp.kinds import kind_by_code, kind_by_name
from nlp.numbers import DocumentNumber, NumberMatch, year_contradicts_date
from nlp.reading import GAP, GAP0, UPPER, Reading, collapse_bars
from nlp.serials import lend_code, serials_between

_SO = re.compile(
    r"(?<![^\W_])so(?:[\s|]{1,20}ky[\s|]{1,20}hieu|[\s|]{1,20}hieu)?[\s|]{0,20}:?[\s|]{0,20}\Z"
)
JOINT = re.compile(
    rf"{GAP0}(?:(?:,|;|/|\+|{GAP}va(?=[\s|])|{GAP}hoac(?=[\s|])|{GAP}cung(?:{GAP}voi)?(?=[\s|])"
    rf"|{GAP}den(?=[\s|])){GAP0}){{1,2}}(?:(?:cac|voi){GAP})?(?:[-+•]{GAP0}|[a-z0-9]{{1,2}}[).]{GAP0})?"
)
"""What stands between two members of a list, a bullet included (folded text)."""


def listed_numbers(
    heads: Heads, drafts: list[Draft], loose: list[NumberMatch]
) -> Iterator[Draft]:
    """Yield drafts for numbers without a kind word of their own.

    `drafts` are the references already read, in order; `loose` the numbers outside
    them. A member of a list takes the kind of the member before it; another number
    is a reference only after "số" or with a code that names its kind.
    """
    reading = heads.reading
    queue = sorted(drafts, key=lambda draft: draft.start)
    i, last, named = 0, None, ListHead()
    for number in loose:
        start = number.span.start
        while i < len(queue) and queue[i].end <= start:
            last = queue[i] if last is None or queue[i].end > last.end else last
            i += 1
        if last and last.end > start:
            continue
        so = _SO.search(reading.plain, max(0, start - 40), start)
        begin = so.start() if so else start
        for shared in _shared_code(reading, last, number):
            yield shared
            last = shared
        draft = _member(heads, last, number, begin) or _bare(heads, number, so, begin)
        if draft:
            named.lend(reading, draft)
            yield draft
            last = draft


_LONGEST = 240  # characters of a list of serials
_LIST_HEAD = re.compile(rf"cua{GAP}(?P<issuer>[^;:.\n]{{3,90}}){GAP0}:{GAP0}\Z")


class ListHead:
    """The issuer named once before a list ("các Nghị định của Chính phủ: số …")."""

    def __init__(self) -> None:
        self.issuer: str | None = None
        self.end = 0

    def lend(self, reading: Reading, draft: Draft) -> None:
        """Give `draft` the issuer of the list that it opens or continues."""
        window = max(0, draft.start - 120)
        head = _LIST_HEAD.search(reading.plain, window, draft.start)
        if head:
            start, end = head.span("issuer")
            self.issuer = collapse_bars(reading.text[start:end])
        elif "\n\n" in reading.text[self.end : draft.start] or _SENTENCE.search(
            reading.text, self.end, draft.start
        ):
            self.issuer = None
        draft.issuer = draft.issuer or self.issuer
        self.end = draft.end


def _member(
    heads: Heads, last: Draft | None, number: NumberMatch, begin: int
) -> Draft | None:
    """Read the next member of a list that ended at the draft before."""
    if last is None or begin < last.end or begin - last.end > 60:
        return None
    if last.form not in {"full", "short"} or last.number is None:
        return None
    if not JOINT.fullmatch(heads.reading.plain, last.end, begin):
        return None
    draft = heads.draft(begin, number, _list_kind(last, number))
    draft.own_kind, draft.sibling = False, last
    lend_code(last, number)
    read_extent(heads.reading, draft)
    return draft


def _shared_code(
    reading: Reading, last: Draft | None, number: NumberMatch
) -> Iterator[Draft]:
    """Yield the serials between a first serial and the number that completes all."""
    if last is None or last.form != "short" or number.span.start - last.end > _LONGEST:
        return
    shared = list(serials_between(reading, last, number))
    if shared and lend_code(last, number):
        yield from (draft for draft in shared if lend_code(draft, number))


def _list_kind(last: Draft, number: NumberMatch) -> str | None:
    """Return the kind of a member: of the list, unless its own code says otherwise."""
    own = kind_by_code(number.number.codes[0])
    if own is None or number.number.codes[0] == (last.codes or ("",))[0]:
        return last.kind
    return own.name


_FORM = re.compile(
    r"(?<![^\W_])(?:mau|bieu|bang[\s|]+ke|to[\s|]+khai|phieu|don|lo|ky[\s|]+hieu|dien[\s|]+thoai"
    r"|phu[\s|]+luc|hoa[\s|]+don|bien[\s|]+lai|tai[\s|]+khoan|nha|can|thua|to[\s|]+ban[\s|]+do|vu"
    r"|chung[\s|]+nhan|sach|bang|the)[\s|]{1,9}\Z"
)
# An English translation ("Decree No. 29/2025/ND-CP") repeats the text of record.
_ENGLISH = re.compile(r"(?<![^\W_])no\.?[\s|]{0,4}\Z")
_SENTENCE = re.compile(rf"\.[\s|]+[{UPPER}]")
_OWN_NUMBER = re.compile(r"(?:\A|\n)[\s|#*>]*\Z")


def _bare(
    heads: Heads, number: NumberMatch, so: re.Match[str] | None, begin: int
) -> Draft | None:
    """Read a number that stands alone: after "số", or with the code of its kind.

    A "Số" that opens its line is the number of a document itself, not a citation.
    """
    reading, parsed = heads.reading, number.number
    if so and (
        _opens_line(reading, begin)
        or _FORM.search(reading.plain, max(0, begin - 24), begin)
    ):
        return None
    if _ENGLISH.search(reading.plain, max(0, begin - 8), begin):
        return None
    kind = kind_by_code(parsed.codes[0]) if parsed.family != "E" else None
    if kind is None and parsed.family == "B":
        kind = None
    elif kind is None and not so:
        return None
    if parsed.family == "E" and len(parsed.codes) == 1:
        return None  # "tờ khai số 03/TNDN" is a form
    if not so and parsed.family not in {"A", "B", "C", "F", "D"}:
        return None
    if kind is None and parsed.codes[0] == "CV":
        kind = kind_by_name("Công văn")
    draft = heads.draft(begin, number, kind.name if kind else None)
    read_extent(reading, draft)
    return draft


def _opens_line(reading: Reading, begin: int) -> bool:
    before = reading.text[max(0, begin - 60) : begin]
    colon = reading.plain[begin : begin + 12].replace(" ", "").startswith("so:")
    return reading.text[begin].isupper() and (
        colon or _OWN_NUMBER.search("\n" + before if begin < 60 else before) is not None
    )


def share_fields(drafts: list[Draft]) -> None:
    """Give members of a list what stands once at its end: issuer, date, dates.

    Afterwards a member that borrows its kind also has the issuer written after the
    last member; a single date at the end serves members without one, and as many
    dates as members are given out one to one.
    """
    groups: list[list[Draft]] = []
    for draft in drafts:
        if (
            draft.sibling is not None
            and not draft.own_kind
            and groups
            and groups[-1][-1] is draft.sibling
        ):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    for group in groups:
        if len(group) > 1:
            _share(group)


def share_issuers(reading: Reading, drafts: list[Draft]) -> None:
    """Give "Công văn số 5/UBND-VX và Công văn số 6/UBND-VX của …" one issuer.

    Each has its own kind word; the same code says that the body is the same.
    """
    for first, second in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        if first.issuer or not second.issuer or not first.codes or first.title:
            continue
        if (first.number or "").count("/") != 1:
            continue  # a year in the number: such a code alone names the issuer
        between = reading.plain[first.end : second.start]
        if first.codes == second.codes and JOINT.fullmatch(between):
            first.issuer = second.issuer


def other_year(draft: Draft, day: str | None) -> bool:
    """Tell whether the number of `draft` names another year than `day`."""
    number = DocumentNumber.parse(draft.number) if draft.number else None
    return year_contradicts_date(number, day)


def _share(group: list[Draft]) -> None:
    last = group[-1]
    issuer = last.issuer
    for draft in reversed(group[:-1]):
        issuer = draft.issuer or issuer
        draft.issuer = issuer
    undated = [draft for draft in group[:-1] if draft.date is None]
    if len(last.dates) == len(group) and len(undated) == len(group) - 1:
        for draft, date in zip(group, last.dates, strict=True):
            draft.date = date
        return
    if last.date and len(undated) == len(group) - 1:
        for draft in undated:
            # "số 142/2008/QĐ-TTg; số 05/2010/TTLT-… ngày 8/11/2010": its own day only
            if not other_year(draft, last.date):
                draft.date = last.date
