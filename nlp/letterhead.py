"""The top of a document: its letterhead, told apart from what stands beside it.

Text extraction merges the two columns of a letterhead line by line, puts them one
under the other, or runs everything together. So the parts are found by what they say
and taken away one after the other; the capitals that are left name the bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ingest.document import Span
from nlp.bodies import (
    capitals_at_end,
    completes_ministry,
    group_bodies,
    is_noise,
    opens_body,
)
from nlp.dated_place import DATE, iso_day, place_before, same_length_fold
from nlp.fold import fold
from nlp.kinds import KINDS, Kind, kind_by_name
from nlp.lines import Line, collapse, columns_of, is_caps, lines_of
from nlp.numbers import DocumentNumber, shadow
from nlp.per_text import per_text
from nlp.stamps import without_stamp

_REACH = 6_000
_SEARCH = 20_000
_MOST_CUES = 20
_MOST_LINES = 16
_LONGEST_NAME = 250

_TITLE_WORDS = ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam")
_GAP = r"[\s|]{1,40}"
# "HỊA" is what copies with a shifted font make of "HÒA".
_STATE = re.compile(
    r"(?:nuoc\s{1,9})?(?:cong(?<!\wcong)\s{1,9}h[oi]a\s{1,9}xa|hoa(?<!\whoa)\s{1,9}xa|xa(?<!\wxa))\s{1,9}hoi"
    r"(?:\s{1,9}chu\s{1,9}nghia(?:\s{1,9}viet\s{1,9}nam)?)?(?!\w)"
)
# The name of the State until 1976, on a line of its own.
_FIRST_STATE = re.compile(
    r"(?m)^[ \t|]{0,120}(?:nuoc\s)?viet\s{1,3}nam\s{1,3}dan\s{1,3}chu\s{1,3}cong"
    r"\s{1,3}hoa(?=[ \t|]*$)"
)
_STATE_TAIL = re.compile(r"(?:chu\s{1,9}nghia\s{1,9})?viet\s{1,9}nam(?=\s*$)", re.M)
_MOTTO = re.compile(
    r"doc\s{1,9}lap\s{0,5}\W?\s{0,5}tu\s{1,9}do\s{0,5}\W?\s{0,5}hanh\s{1,9}phuc"
)
_PARTY = re.compile(r"dang(?<!\wdang)\s{1,9}cong\s{1,9}san\s{1,9}viet\s{1,9}nam(?!\w)")
_RULES = re.compile(
    r"[-–—―─_*=~.•]{3,}|\*\*|(?<!\w)o0o(?!\w)|^[ \t|]{0,120}\*[ \t|]{0,40}$", re.M
)
_GAZETTE = re.compile(r"(?m)^.{0,20}cong\s?bao\s?/?\s?so\s[\d\s+/]{1,40}.{0,60}$")
_NUMBER_CUE = re.compile(r"s(?<![\w,]s)[oố]\s{0,3}[:.]?(?=[\s\d/.…_]|xx)")
_NUMBER = re.compile(
    r"[\s.…_]{0,40}(?P<number>\d{1,6}(?:\.\d{1,2})?\s{0,2}(?:[a-zđA-ZĐ]|bis|ter)?"
    r"\s{0,40}[/-]\s{0,3}[^\W_][\w&.]*(?:\s{0,3}[-/]\s{0,3}[^\W_][\w&.]*){0,6})"
)
_CITED_DAY = re.compile(r"\s{0,3}\d[\w/&.-]{2,40}(?:,? ngay \d| cua )")
_BLANK = re.compile(
    r"[\s.…_xX*]{0,60}(?:/\s?\d{4})?\s{0,3}[/-]\s{0,3}(?P<codes>[^\W\d_][\w&./-]*)"
)
_STOP = re.compile(
    r"(?m)^[ \t|#*]{0,120}(?:can\s{1,3}cu\b|kinh\s{1,3}gui\b|dieu\s{1,3}\d"
    r"|chuong\s{1,3}[ivx1]|phan\s{1,3}(?:thu|[ivx1])|noi\s{1,3}nhan\b|phu\s{1,3}luc\b"
    r"|mau\s{1,3}(?:so|bieu)\b)"
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a document's heading.

    `bodies` are the printed names from the highest body to the issuer; `span`
    bounds the letterhead; `kind` is the word before the number ("Luật số") or the
    heading below it, which stands at `heading`.
    `day` is the part of the text that gives the date, `iso` its value or None.
    """

    bodies: tuple[Line, ...] = ()
    number: DocumentNumber | None = None
    number_span: Span | None = None
    blank_codes: tuple[str, ...] = ()
    kind: Kind | None = None
    heading: Span | None = None
    place: Line | None = None
    day: Span | None = None
    iso: str | None = None
    span: Span = field(default_factory=lambda: Span(0, 0))
    party: bool = False
    draft: bool = False


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    number: DocumentNumber | None = None
    number_span: Span | None = None
    number_at: int | None = None
    blank: str | None = None
    kind: Kind | None = None
    place: Line | None = None
    day: Span | None = None
    iso: str | None = None


@dataclass(slots=True)
class _Sheet:
    """The region under reading: folded text in which what is understood is blanked."""

    text: str
    start: int
    folded: str

    def match(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        return list(pattern.finditer(self.folded))

    def blank(self, start: int, end: int) -> None:
        """Take a stretch away; a line break is left, so that columns stay apart."""
        gap = "\n" * (end - start)
        self.folded = self.folded[:start] + gap + self.folded[end:]

    def printed(self, start: int, end: int) -> str:
        return self.text[self.start + start : self.start + end]


def _anchor(text: str, folded: str) -> re.Match[str] | None:
    """Return the national title, the motto or the Party's name that opens the text."""
    stop = re.search(
        r"(?m)^[ \t|#*]{0,120}(?:noi\s{1,3}nhan|phu\s{1,3}luc|mau\s{1,3}so)\b", folded
    )
    reach = stop.start() if stop else len(folded)
    for pattern in (_STATE, _PARTY, _MOTTO):
        for match in pattern.finditer(folded, 0, reach):
            printed = text[match.start() : match.end()]
            if pattern is _MOTTO or (is_caps(printed) and len(printed) > 9):
                return match
    return None


def _take_titles(sheet: _Sheet) -> None:
    """Blank the national title (also in pieces), the motto, rules and running heads."""
    for match in sheet.match(_STATE):
        printed = sheet.printed(match.start(), match.end())
        if not is_caps(printed) or len(printed) < 10:
            continue
        sheet.blank(match.start(), match.end())
        if not match.group().endswith("nam"):
            rest = sheet.folded[match.end() : match.end() + 200]
            tail = _STATE_TAIL.search(rest)
            if tail and is_caps(
                sheet.printed(match.end() + tail.start(), match.end() + tail.end())
            ):
                sheet.blank(match.end() + tail.start(), match.end() + tail.end())
        break
    for pattern in (_FIRST_STATE, _MOTTO, _PARTY, _RULES, _GAZETTE):
        for match in sheet.match(pattern):
            sheet.blank(match.start(), match.end())


def _behind_kind(sheet: _Sheet, at: int) -> bool:
    """Tell whether the word before `at`, on its line, may end the name of a kind."""
    line = sheet.folded[max(0, at - 40) : at].rpartition("\n")[2]
    return line.endswith(" ") and line.split()[-1:] in _last_words()


def _kind_before(sheet: _Sheet, at: int) -> tuple[Kind | None, int]:
    """Return the kind word that stands right before "số", and where it starts."""
    low = max(0, at - 40)
    before = sheet.folded[low:at]
    if not before[-1:].isspace() or before.split()[-1:] not in _last_words():
        return None, at
    match = _named_number().search(before)
    if match is None:
        return None, at
    printed = collapse(sheet.printed(low + match.start("name"), at))
    return kind_by_name(printed), low + match.start("name")


@cache
def _last_words() -> list[list[str]]:
    return [[word] for word in {fold(kind.name).split()[-1] for kind in KINDS}]


@cache
def _named_number() -> re.Pattern[str]:
    names = sorted((fold(kind.name) for kind in KINDS), key=len, reverse=True)
    words = "|".join(name.replace(" ", r"\s{1,3}") for name in names)
    return re.compile(rf"(?:^|[^\w\s]|\n|\s\s)\s*(?P<name>{words})\s{{1,3}}$")


def _take_number(sheet: _Sheet, found: _Found) -> None:
    """Read and blank the number after "Số:", or note that its place is empty."""
    for cue in sheet.match(_NUMBER_CUE)[:_MOST_CUES]:
        kind, start = _kind_before(sheet, cue.start())
        # "Luật số:" names its own number, "theo Luật số 5" another one's
        named = kind is not None and cue.group().endswith(":")
        named = named and _opens_line(sheet, start)
        printed = sheet.printed(cue.start(), cue.end())
        inside = not _opens_line(sheet, start)
        if printed.isupper() and inside and _behind_kind(sheet, cue.start()):
            continue  # "THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW" cites another document
        if kind is not None and _CITED_DAY.match(sheet.folded, cue.end()):
            continue  # "Quyết định số: 5/QĐ-LHH ngày 1/2/2020 của …" opens a sentence
        if not (named or sheet.printed(cue.start(), cue.start() + 1).isupper()):
            continue
        tail = shadow(sheet.printed(cue.end(), cue.end() + 160))
        if (match := _NUMBER.match(tail)) and (
            number := parse_number(match.group("number"), kind)
        ):
            if number.family == "K":
                continue
            at, end = (
                match.start("number"),
                match.start("number") + _extent(match.group("number"), number),
            )
            found.number, found.kind = number, kind
        elif (match := _BLANK.match(tail)) and match.group().strip():
            at, end = match.start(), match.end()
            found.blank, found.kind = match.group("codes"), kind
        else:
            continue
        base = sheet.start + cue.end()
        found.number_span = Span(base + at, base + end)
        sheet.blank(start, cue.end() + end)
        found.number_at = start
        return


def parse_number(printed: str, kind: Kind | None) -> DocumentNumber | None:
    """Parse a printed number, giving up trailing groups that are not part of it."""
    compact = re.sub(r"\s*([/-])\s*", r"\1", printed).strip(" .-/")
    while compact:
        number = DocumentNumber.parse(re.sub(r"\s+", "", compact), kind)
        if number is not None:
            return number
        shorter = re.sub(r"[/-][^/-]*$", "", compact)
        if shorter == compact:
            return None
        compact = shorter
    return None


def _extent(printed: str, number: DocumentNumber) -> int:
    """Return how much of the printed text the number takes."""
    left = sum(not c.isspace() for c in (number.raw or number.text))
    for i, c in enumerate(printed):
        left -= not c.isspace()
        if left <= 0:
            return i + 1
    return len(printed)


def _take_date(sheet: _Sheet, found: _Found) -> None:
    """Read and blank "Hà Nội, ngày … tháng … năm …"; a blank day gives no date."""
    best: tuple[re.Match[str], Line | None] | None = None
    for match in sheet.match(DATE):
        place = place_before(sheet.text, sheet.start + match.start())
        if place is not None or best is None:
            best = (match, place)
        if place is not None:
            break
    if best is None:
        return
    match, place = best
    if place is None and not _opens_line(sheet, match.start()):
        return
    found.day = Span(sheet.start + match.start(), sheet.start + match.end())
    found.iso = iso_day(match)
    found.place = place
    lo = place.start - sheet.start if place else match.start()
    sheet.blank(lo, match.end())


def _opens_line(sheet: _Sheet, at: int) -> bool:
    line = sheet.folded[max(0, at - 40) : at]
    return not line.rpartition("\n")[2].strip()


def _bodies(sheet: _Sheet, number_at: int | None) -> tuple[Line, ...]:
    """Return the bodies in the capitals that are left above the number."""
    left = sheet.folded
    end = number_at if number_at is not None else len(left)
    masked = "".join(
        "\n" if blank == "\n" else char
        for blank, char in zip(left, sheet.printed(0, len(left)), strict=True)
    )
    for lo, hi in ((0, end), (end, len(left))):
        parts = [
            caps
            for line in lines_of(masked, lo, hi)
            for column in columns_of(masked, line)
            if len(column.text) <= _LONGEST_NAME
            and (caps := capitals_at_end(column))
            and not is_noise(caps.text)
        ][-_MOST_LINES:]
        while parts and len(parts) > 1 and not opens_body(parts[0].text):
            if completes_ministry(parts[0].text):
                break
            if any(opens_body(part.text) for part in parts[1:]):
                parts.pop(0)
            else:
                break
        if parts:
            moved = [
                part._replace(
                    start=part.start + sheet.start, end=part.end + sheet.start
                )
                for part in parts
            ]
            return tuple(group_bodies(moved))
    return ()


def heading_at(text: str, start: int, end: int) -> tuple[Kind, int, int] | None:
    """Return the first heading in capitals that is a kind's name, and its bounds.

    The name may be broken over lines or letter-spaced; text may follow it.
    """
    folded = same_length_fold(text[start:end])
    for match in _heading_pattern().finditer(folded):
        lo, hi = start + match.start("name"), start + match.end("name")
        printed = text[lo:hi]
        kind = kind_by_name(collapse(printed)) or kind_by_name(_unspaced(printed))
        if kind is not None and is_caps(printed):
            return kind, lo, hi
    return None


def _unspaced(printed: str) -> str:
    """Close up letter-spaced words: "Q U Y Ế T   Đ Ị N H"."""
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", printed))


@cache
def _heading_pattern() -> re.Pattern[str]:
    names = []
    plain = sorted({fold(kind.name) for kind in KINDS}, key=len, reverse=True)
    for name in plain:
        words = name.split()
        # "THÔNG BÁO / KẾT LUẬN CỦA …" is a notice: a longer kind must end its line
        ends = any(name.startswith(short + " ") for short in plain)
        names.append(r"\s{1,3}".join(words) + (r"(?=[\s:.|*]*$)" if ends else ""))
        names.append(r"\s{2,6}".join(r"\s".join(word) for word in words))
    # a heading opens a line, or follows a date, a rule or a bar
    return re.compile(
        r"(?:^|(?<=\d{4})|[-_*|#]{2})[ \t|#*]{0,120}+(?P<name>"
        + "|".join(names)
        + r")(?=[\s:.*|]|$|ve(?:\s?viec)?\s)",
        re.M,
    )


def _printed_kind(named: Kind | None, heading: Kind | None) -> Kind | None:
    """Return the kind before the number, unless the heading is more exact.

    "Luật số: 45/2019/QH14" stands over the heading BỘ LUẬT.
    """
    if named and heading and heading.name.lower().endswith(" " + named.name.lower()):
        return heading
    return named or heading


@per_text
def find_letterhead(text: str) -> Letterhead | None:
    """Return the letterhead of a text, or None where it shows none.

    Reads the first pages only. A letterhead is known by the national title, the motto
    or the Party's name, or else by a number that opens a line among names of bodies
    and a dated place; a news report has none.
    """
    head = without_stamp(text[:_SEARCH])
    folded = same_length_fold(head)
    anchor = _anchor(head, folded)
    start = max(0, anchor.start() - 600) if anchor else 0
    after = anchor.end() if anchor else 0
    stop = _STOP.search(folded, after)
    end = min(stop.start() if stop else len(folded), after + _REACH)
    heading = heading_at(head, after, end)
    if heading:
        end = min(end, heading[1])
    sheet = _Sheet(head, start, folded[start:end])
    found = _Found()
    _take_titles(sheet)
    _take_number(sheet, found)
    _take_date(sheet, found)
    if anchor is None and not found.number:
        return None
    bodies = _bodies(sheet, found.number_at)
    if anchor is None and not (bodies or found.day):
        return None
    return Letterhead(
        bodies=bodies,
        number=found.number,
        number_span=found.number_span,
        blank_codes=tuple(re.split(r"[-/]", found.blank or "")),
        kind=_printed_kind(found.kind, heading[0] if heading else None),
        heading=Span(heading[1], heading[2]) if heading else None,
        place=found.place,
        day=found.day,
        iso=found.iso,
        span=Span(start, end),
        party=anchor is not None and "dang" in anchor.group(),
        draft=re.search(r"du\s{1,3}thao", folded[start:end]) is not None,
    )
