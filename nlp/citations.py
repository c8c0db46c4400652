"""Find the references to documents in a text, with what each says of itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.document import Span
from nlp.analysis import Citation, DateMention, Header
from nlp.contracts import contract
from nlp.drafts import Draft
from nlp.heads import Heads, KindWord
from nlp.law_heads import LawHeads, read_european, read_treaty
from nlp.law_lists import listed_laws
from nlp.lists import listed_numbers, other_year, share_fields, share_issuers
from nlp.numbers import NumberMatch
from nlp.own_names import names_itself, own_numbers
from nlp.page_breaks import join_pages
from nlp.party_acts import meeting_act
from nlp.pinpoints import Chain, find_chains
from nlp.reading import GAP, GAP0, Reading
from nlp.relations import assign_relations
from nlp.resolve import (
    alias_drafts,
    define_aliases,
    drop_bare_aliases,
    point_quoted_selves,
    resolve_short,
)
from nlp.titles import end_title, read_title
from nlp.told_before import tell_before, tell_proposers
from nlp.unnumbered import unnumbered


def find_citations(
    text: str,
    *,
    numbers: Sequence[NumberMatch],
    dates: Sequence[DateMention],
    header: Header | None = None,
) -> list[Citation]:
    """Return every reference to a document in `text`, in order, not overlapping.

    `numbers` and `dates` are what `find_numbers` and `find_dates` found in the same
    text. `header` keeps the document's own number from being taken for a citation and
    tells that the text is a document, not a sentence. Spans are offsets into `text`.
    A page number or a running head inside a citation does not break it.
    """
    own = own_numbers(text, header)
    kept = [n for n in numbers if not any(span.overlaps(n.span) for span in own)]
    joined = join_pages(text)
    if joined is None:
        found = _citations(Reading.of(text, kept, dates), header)
    else:
        reading = Reading.of(joined.text, joined.numbers(kept), joined.dates(dates))
        found = [joined.restored(each) for each in _citations(reading, header)]
    return [each for each in found if not names_itself(text, each, header)]


def _citations(reading: Reading, header: Header | None) -> list[Citation]:
    """Return the references of a text that no page break cuts."""
    heads = Heads(reading)
    drafts = _with_kind_words(heads)
    drafts = _merge([*drafts, *LawHeads(heads).acronyms()])
    drafts = _merge([*drafts, *listed_numbers(heads, drafts, _loose(reading, drafts))])
    drafts = _merge([*drafts, *_second_dates(reading, drafts)])
    share_fields(drafts)
    share_issuers(reading, drafts)
    outer = 0
    for draft in drafts:
        read_title(reading, draft)
        if draft.start < outer:
            end_title(reading, draft, outer)
        else:
            outer = draft.tail
        _leave_amended_number(draft)
    drafts = alias_drafts(reading, drafts, define_aliases(reading, drafts))
    _attach_pinpoints(reading, drafts)
    drafts = drop_bare_aliases(drafts)
    official = bool(header and (header.number or header.kind))
    number = header.number if header else None
    kind = header.kind if header else None
    assign_relations(reading, drafts, official=official, own=number, own_kind=kind)
    resolve_short(drafts)
    point_quoted_selves(reading, drafts)
    tell_proposers(reading, drafts)
    tell_before(reading, drafts)
    _mark_drafts(reading, drafts)
    return [draft.freeze() for draft in drafts]


def _leave_amended_number(draft: Draft) -> None:
    """Drop the number that an amending law prints for the law it amends.

    In "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13 ngày 20
    tháng 6 năm 2017" the day is that of the amending law, the number is not.
    """
    title = (draft.title or "").lower()
    amends = draft.kind == "Luật" and title.startswith("luật sửa đổi")
    if amends and other_year(draft, draft.date):
        draft.number, draft.codes = None, ()


def _with_kind_words(heads: Heads) -> list[Draft]:
    """Return the drafts that begin with a kind word, in order."""
    laws = LawHeads(heads)
    drafts: list[Draft] = []
    end = 0
    for word in heads.words:
        if word.start < end:
            continue
        several = listed_laws(heads.reading, word)
        draft = several[-1] if several else _read(heads, laws, word)
        if draft:
            drafts += several or [draft]
            end = draft.end
        elif len(word.kind.name.split()) > 2:
            # A longer kind name hides the shorter one only where it is one.
            end = max(end, word.start)
    return drafts


def _read(heads: Heads, laws: LawHeads, word: KindWord) -> Draft | None:
    """Return the reference at one kind word, the fullest form first."""
    if word.kind.slug in {"hiep-dinh", "cong-uoc", "nghi-dinh-thu"}:
        return read_treaty(heads.reading, word)
    own = heads.itself(word) or read_european(heads.reading, word)
    if own:
        return own
    if word.kind.slug in {"luat", "bo-luat", "phap-lenh", "hien-phap"}:
        if _REPEATED.match(heads.reading.plain, word.end):
            return None
        if word.kind.slug != "hien-phap" and (draft := _direct(heads, word)):
            return draft
        return laws.named(word) or heads.dated(word)
    return (
        contract(heads, word)
        or heads.numbered(word)
        or heads.blank(word)
        or heads.short(word)
        or meeting_act(heads.reading, word)
        or heads.dated(word)
        or heads.above(word)
        or unnumbered(heads.reading, word)
    )


_REPEATED = re.compile(rf"{GAP}(?:bo{GAP})?luat(?!{GAP}su)(?![^\W_])")


def _direct(heads: Heads, word: KindWord) -> Draft | None:
    """Read "Luật số 31/2013/QH13": the number directly after the kind word."""
    number = heads.reading.next_number(word.end)
    near = number is not None and number.span.start - word.end <= 30
    between = (
        heads.reading.plain[word.end : number.span.start] if number and near else "x"
    )
    if re.fullmatch(rf"{GAP0}(?:so{GAP0}:?{GAP0})?", between):
        return heads.numbered(word)
    return heads.short(word)


def _loose(reading: Reading, drafts: list[Draft]) -> list[NumberMatch]:
    """Return the numbers that no draft holds."""
    starts = [draft.start for draft in drafts]
    out = []
    for number in reading.numbers:
        i = bisect_right(starts, number.span.start) - 1
        if i < 0 or drafts[i].end <= number.span.start:
            out.append(number)
    return out


def _merge(drafts: list[Draft]) -> list[Draft]:
    """Put drafts in order and drop those that overlap an earlier, longer one."""
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    out: list[Draft] = []
    for draft in drafts:
        if not out or draft.start >= out[-1].end:
            out.append(draft)
    return out


_AND_DATE = re.compile(rf"(?:{GAP0},|{GAP}va){GAP}(?=ngay)")


def _second_dates(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return a draft for each further date after a law's name ("… và ngày …").

    Two dates after one name are two laws (an amending law passed twice).
    """
    out = []
    for draft in drafts:
        if draft.form != "name" or not draft.date or draft.number:
            continue
        end = draft.end
        while gap := _AND_DATE.match(reading.plain, end):
            mention = reading.dates.get(gap.end())
            if mention is None or not mention.value or len(mention.value) != 10:
                break
            end = mention.span.end
            out.append(
                Draft(mention.span.start, end, draft.kind, "name", title=draft.title,
                      date=mention.value, own_kind=False, sibling=draft)
            )  # fmt: skip
    return out


_CONNECTOR = re.compile(
    rf"{GAP0}(?:cua|tai|o|thuoc|trong|theo)?{GAP0}(?:cac{GAP})?(?:ban{GAP}hanh{GAP})?(?:kem{GAP}theo{GAP0})?"
    rf"(?:cua{GAP0})?"
)
# "tại Điều 16, Thông tư số …", "điểm 3, mục I, Thông tư …": the comma of who counts
# from the article or the section outwards.
_COMMA = re.compile(rf"{GAP0},{GAP}")
_OUTERMOST = ("dieu:", "muc:", "chuong:", "phan:")
_NESTED = re.compile(
    rf"{GAP0}(?:cua{GAP})?(?P<part>quy{GAP}che|quy{GAP}dinh|dieu{GAP}le|noi{GAP}quy|danh{GAP}muc|chuong{GAP}trinh"
    rf"|quy{GAP}chuan|huong{GAP}dan|ke{GAP}hoach|de{GAP}an|phu{GAP}luc|quy{GAP}trinh|the{GAP}le|chuan{GAP}muc|dinh{GAP}muc)"
    rf"(?![^\W_])[^;.:()]{{0,160}}?(?:(?:ban{GAP}hanh|phe{GAP}duyet|duoc){GAP}(?:ban{GAP}hanh{GAP})?(?:kem{GAP})?(?:theo|tai)"
    rf"|{GAP}kem{GAP}theo){GAP}"
)
_BEFORE, _BEHIND = 700, 200
_AFTER = re.compile(rf"{GAP0}[,(:]?{GAP0}(?:quy{GAP}dinh{GAP}tai{GAP}|tai{GAP})?")


def _attach_pinpoints(reading: Reading, drafts: list[Draft]) -> None:
    """Give each draft the pin-points that stand before or directly after it."""
    chains = find_chains(reading.text, reading.plain, _around(reading, drafts))
    ends = [chain.span.end for chain in chains]
    used: set[int] = set()
    for draft in drafts:
        i = bisect_right(ends, draft.start) - 1
        if i >= 0 and i not in used and _leads_to(reading, chains[i], draft):
            used.add(i)
            _give(draft, chains[i])
    starts = [chain.span.start for chain in chains]
    for k, draft in enumerate(drafts):
        if draft.provisions or draft.form == "self":
            continue
        limit = drafts[k + 1].start if k + 1 < len(drafts) else len(reading.text)
        i = bisect_right(starts, draft.end - 1)
        if i < len(chains) and i not in used and chains[i].span.end <= limit:
            gap = reading.plain[draft.end : chains[i].span.start]
            if (
                len(gap) <= 30
                and "\n\n" not in gap
                and _AFTER.fullmatch(gap)
                and not _heading(reading, chains[i])
            ):
                used.add(i)
                _give(draft, chains[i])


def _around(reading: Reading, drafts: list[Draft]) -> list[Span]:
    """Return the parts of the text in which a pin-point of a draft may stand."""
    windows: list[Span] = []
    for draft in drafts:
        start = max(0, draft.start - _BEFORE)
        end = min(len(reading.plain), draft.end + _BEHIND)
        if windows and start <= windows[-1].end:
            start = windows.pop().start
        windows.append(Span(start, max(start, end)))
    return windows


def _heading(reading: Reading, chain: Chain) -> bool:
    """Tell whether the unit opens its line, as the heading of an article does."""
    line = reading.text.rfind("\n", 0, chain.span.start) + 1
    opens = not reading.text[line : chain.span.start].strip(" \t|#*")
    return opens and reading.text[chain.span.end : chain.span.end + 1] in {
        ".",
        ":",
        "\n",
        "",
    }


def _leads_to(reading: Reading, chain: Chain, draft: Draft) -> bool:
    gap = reading.plain[chain.span.end : draft.start]
    if len(gap) > 260:
        return False
    if _CONNECTOR.fullmatch(gap):
        return True
    if _COMMA.fullmatch(gap) and draft.number and reading.text[draft.start].isupper():
        return any(path.startswith(_OUTERMOST) for path in chain.paths)
    nested = _NESTED.fullmatch(gap)
    if nested:
        draft.part = re.sub(r"[\s|]+", "-", nested["part"])
    return nested is not None


def _give(draft: Draft, chain: Chain) -> None:
    paths = tuple(path for path in chain.paths if ":này" not in path)
    if paths:
        draft.provisions = paths
        draft.provisions_span = Span(chain.span.start, chain.span.end)


def _mark_drafts(reading: Reading, drafts: list[Draft]) -> None:
    for draft in drafts:
        before = reading.plain[max(0, draft.start - 10) : draft.start]
        if draft.status is None and re.search(r"du[\s|]+thao[\s|]+\Z", before):
            draft.status = "draft"
