"""Lines of a page → lines in the order in which a person reads them.

An official page is one column of text with two places set side by side: the
letterhead (issuer, number, subject | national title, place and date) and the end
(recipients | signature). Both are found from an anchor of known words, and the gap
between their columns from the words around the anchor, never from the middle of the
page: letterheads are set 40/60 as often as 50/50.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.lines import Line, Word, lines_of, spaced

River = tuple[float, float]  # the left and right edge of a gap between columns


class _Region(NamedTuple):
    """Lines `first`..`last` (half open) set in two columns, each cut at its own x."""

    first: int
    last: int
    cuts: tuple[float, ...]
    river: River | None = None  # of an ending, which may run on


_TITLE = re.compile(r"CONG ?HOA ?XA ?H.I ?CHU ?NGH.A")
_MOTTO = re.compile(r"DOC ?LAP ?\W* ?T. DO ?\W* ?HANH ?PHUC", re.IGNORECASE)
_PARTY = re.compile(r"DANG CONG SAN VIET NAM$", re.MULTILINE)
_RECIPIENTS = re.compile(r"\W{0,3}\w{0,2}oi ?nhan *[:;.]", re.IGNORECASE)
_SENT = re.compile(r"oi ?nhan", re.IGNORECASE)  # wherever recipients may be named
_ADDRESSEE = re.compile(r"^K[íi]nh\s+g[ửu]i\b", re.IGNORECASE)
_SIGNS = re.compile(
    r"\b(?:KT|TM|TL|TUQ)\.|CHU TICH|GIAM DOC|BO TRUONG|THU TRUONG|\(Da ky\)|HIEU TRUONG"
)
# A part of every match of the patterns above, as `_is_anchored` sees it.
_ANCHORS: tuple[str, ...] = (
    "CONG HOA",
    "CONGHOA",
    "CONG SAN VIET NAM",
    "KT.",
    "TM.",
    "TL.",
    "TUQ.",
)
_ANCHORS += ("CHU TICH", "GIAM OC", "BO TRUONG", "THU TRUONG", "HIEU TRUONG", "(a ky)")
_ANCHORS_IN_ANY_CASE = ("oc lap", "oclap", "oi nhan", "oinhan")
_APART = 20.0  # points between two signers
_INITIALS = frozenset("CcĐÐDđd")
_CROSSED = {"Đ": "D", "Ð": "D", "đ": "d", "ð": "d"}
_CROSSED_LETTER = re.compile("[ĐÐđð]")
_MARKS = re.compile("[\u0300-\u036f]+")
_BULLETS = frozenset("-–—~+*•")  # as typed, and as OCR sees them
_MOST_LINES = 16  # of a letterhead; past that something else was taken for one
_OFF_CENTRE = 25.0
_NARROWEST = 4.0


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines with the columns of letterheads and endings taken apart.

    Each column comes whole, left before right; every word is kept exactly once.
    """
    return page_order(lines)[0]


def page_order(
    lines: Sequence[Line], *, river: River | None = None
) -> tuple[list[Line], River | None]:
    """Return the lines of one page among others as `reading_order` does.

    `river` is the gap between the columns of an ending that the foot of the page
    before has cut; that of this page comes back beside its lines.
    """
    ordered: list[Line] = []
    at = 0
    open_river = None
    for region in _regions(lines, river):
        ordered += _block(lines[at : region.first])
        for column in _columns(lines[region.first : region.last], region.cuts):
            ordered += _block(lines_of(column))
        at = region.last
        open_river = region.river if at == len(lines) else None
    return ordered + _block(lines[at:]), open_river


def is_letterhead(lines: Iterable[Line]) -> bool:
    """Tell whether the national title or motto stands among these lines."""
    return any(_anchor(line) is not None for line in lines)


def _block(lines: Sequence[Line]) -> list[Line]:
    marked = spaced(lines)
    if marked and not marked[0].gap:
        marked[0] = replace(marked[0], gap=True)
    return marked


def _regions(lines: Sequence[Line], river: tuple[float, float] | None) -> list[_Region]:
    regions: list[_Region] = []
    if not lines:
        return regions
    if river is not None and (rest := _rest_of_ending(lines, river)) is not None:
        regions.append(rest)
    done = regions[0].last if regions else 0
    centre = (min(line.x0 for line in lines) + max(line.x1 for line in lines)) / 2
    text = "\n".join([line.text for line in lines])
    if not _is_anchored(text):
        return regions
    plain = _plain(text)
    headed = any(words.search(plain) for words in (_TITLE, _MOTTO, _PARTY))
    sent = _SENT.search(plain) is not None
    signed = _SIGNS.search(plain.replace("\n", " ")) is not None
    for i in range(len(lines)):
        if i < done:
            continue
        region = (
            (_letterhead(lines, i, done, centre) if headed else None)
            or (_ending(lines, i, done) if sent else None)
            or (_signers(lines, i) if signed else None)
        )
        if region is not None:
            regions.append(region)
            done = region.last
    return regions


def _is_anchored(text: str) -> bool:
    """Tell whether a page may hold any of the words that columns are found from.

    Most pages hold none, and are spared a closer look. Letters are compared without
    marks, which drops the crossed ones.
    """
    letters = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    bare = letters.replace("\n", " ")
    if any(words in bare for words in _ANCHORS):
        return True
    bare = bare.lower()
    return any(words in bare for words in _ANCHORS_IN_ANY_CASE)


def _letterhead(
    lines: Sequence[Line], at: int, floor: int, centre: float
) -> _Region | None:
    """Return the letterhead whose national title (or motto) stands in line `at`."""
    anchor = _anchor(lines[at])
    if anchor is None:
        return None
    x0, x1 = anchor
    right = (x0 + x1) / 2
    beside = [word for word in _solid(lines[at]) if word.x1 < x0]
    if not beside and abs(right - centre) < _OFF_CENTRE:
        return None  # set in one column, as in forms
    lo = max((word.x1 for word in beside), default=min(line.x0 for line in lines))
    river = (lo, x0)
    left = (beside[0].x0 + lo) / 2 if beside else (lo + x0) / 2
    centres = (left, centre, right)
    first = at
    while first > floor and at - first < 4:
        narrowed = _narrow(river, lines[first - 1], centres)
        if narrowed is None or _far(lines[first - 1], lines[first]):
            break
        river, first = narrowed, first - 1
    last = at + 1
    while last < len(lines) and last - at < _MOST_LINES:
        narrowed = _narrow(river, lines[last], centres)
        if narrowed is None:
            break
        river, last = narrowed, last + 1
    return _Region(first, last, (sum(river) / 2,) * (last - first))


def _anchor(line: Line) -> tuple[float, float] | None:
    """Return the left and right edges of the national title or motto in a line.

    In a sentence the same words follow on others with a mere blank between.
    """
    if line.row:
        return None
    edge = float("-inf")
    for i, word in enumerate(line.words):
        if not _is_solid(word):
            continue
        if word.text[:1] in _INITIALS and word.x0 - edge > line.blank:
            rest = _plain(" ".join(other.text for other in line.words[i:]))
            if _TITLE.match(rest) or _MOTTO.match(rest) or _PARTY.match(rest):
                return word.x0, line.x1
        edge = max(edge, word.x1)
    return None


def _plain(text: str) -> str:
    """Return `text` without diacritics, which OCR confuses most in capitals."""
    if text.isascii():
        return text
    crossed = _CROSSED_LETTER.sub(lambda letter: _CROSSED[letter[0]], text)
    return _MARKS.sub("", unicodedata.normalize("NFD", crossed))


def _narrow(
    river: tuple[float, float], line: Line, centres: tuple[float, float, float]
) -> tuple[float, float] | None:
    """Return what is left of the gap beside `line`; None when the line ends it."""
    if line.row or _ADDRESSEE.match(line.text):
        return None
    if not any(map(str.isalnum, line.text)):
        return river  # a rule or a speck
    gaps = _gaps(line)
    if not gaps:  # in one piece: whose middle is nearest?
        words = _solid(line)
        own = (words[0].x0 + max(word.x1 for word in words)) / 2
        left, centre, right = (abs(own - middle) for middle in centres)
        if centre <= min(left, right):
            return None
    best = max(
        ((max(a, river[0]), min(b, river[1])) for a, b in [*gaps, *_sides(line)]),
        key=lambda gap: gap[1] - gap[0],
    )
    return best if best[1] - best[0] >= _NARROWEST else None


def _gaps(line: Line) -> list[tuple[float, float]]:
    """Return the stretches between words that are wider than a blank.

    A speck in a gap does not fill it, but a dash between two words is no gap either.
    """
    usual = line.blank
    gaps: list[tuple[float, float]] = []
    edge: float | None = None
    filled = 0.0
    for word in line.words:
        if edge is not None and not _is_solid(word):
            filled += word.x1 - word.x0 + usual / 2
            continue
        if edge is not None and word.x0 - edge - filled > usual:
            gaps.append((edge, word.x0))
        edge, filled = max(edge or word.x1, word.x1), 0.0
    return gaps


def _sides(line: Line) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the stretches on either side of the words of a line."""
    words = _solid(line)
    right = max(word.x1 for word in words)
    return (float("-inf"), words[0].x0), (right, float("inf"))


def _is_solid(word: Word) -> bool:
    if word.confidence is None or len(word.text) > 2:
        return True
    return any(map(str.isalnum, word.text))


def _solid(line: Line) -> list[Word]:
    """Return the words with letters or figures: specks of a scan part no columns."""
    return [word for word in line.words if _is_solid(word)] or list(line.words)


def _far(upper: Line, lower: Line) -> bool:
    return lower.top - upper.bottom > 3 * (lower.bottom - lower.top)


def _ending(lines: Sequence[Line], at: int, floor: int) -> _Region | None:
    """Return the recipients and signature block whose `Nơi nhận` stands in line `at`.

    The signature may start above the recipients and its lines seldom stand level with
    theirs; everything below belongs to one column or the other until a line crosses.
    """
    if not _names_recipients(lines[at]):
        return None
    margin = lines[at].x0
    right_edge = max(line.x1 for line in lines)
    width = right_edge - margin
    river = (_first_piece(lines[at]), right_edge)
    last, first = at, at
    alone: dict[int, float] = {}
    while last < len(lines):
        narrowed = _beside(river, lines[last], width)
        if narrowed is not None:
            river = narrowed
        elif (cut := _cut_alone(river, lines[last], margin)) is not None:
            alone[last] = cut
        else:
            break
        last += 1
    while first > floor and lines[first - 1].x0 > max(river[0], margin + width / 4):
        if _far(lines[first - 1], lines[first]):
            break
        river = (river[0], min(river[1], lines[first - 1].x0))
        first -= 1
    if river[1] >= right_edge:
        return None  # nobody signs beside
    middle = sum(river) / 2
    cuts = tuple(alone.get(i, middle) for i in range(first, last))
    return _Region(first, last, cuts, river)


def _rest_of_ending(lines: Sequence[Line], river: River) -> _Region | None:
    """Return the head of a page that goes on with the ending of the page before."""
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    last = 0
    while last < len(lines) and last < _MOST_LINES:
        narrowed = _beside(river, lines[last], width)
        if narrowed is None:
            break
        river, last = narrowed, last + 1
    if not last:
        return None
    return _Region(0, last, (sum(river) / 2,) * last, river)


def _first_piece(line: Line) -> float:
    """Return where the first words of a line end, at most two, before any gap."""
    first = line.words[0]
    for second in line.words[1:2]:
        if second.x0 - first.x1 <= line.blank:
            return second.x1
    return first.x1


def _names_recipients(line: Line) -> bool:
    """Tell whether a line starts with `Nơi nhận` as a heading, not `Nơi nhận hồ sơ`.

    The first letter is set in bold italics, which OCR seldom gets right.
    """
    if line.row:
        return False
    if _RECIPIENTS.match(_plain(line.text[:20])):
        return True
    first = line.words[:2]
    if _plain(" ".join(word.text for word in first)).lower() != "noi nhan":
        return False
    return len(line.words) == 2 or line.words[2].x0 - first[1].x1 > line.blank


def _cut_alone(river: tuple[float, float], line: Line, margin: float) -> float | None:
    """Return where one recipient ends beside a signature scrawled across the gap."""
    if line.row or line.x0 > margin + 20 or line.text[0] not in _BULLETS:
        return None
    near = [gap for gap in _gaps(line) if river[0] - 60 < gap[1] < river[1] + 90]
    if not near:
        return None
    start, end = max(near, key=lambda gap: gap[1] - gap[0])
    return (start + end) / 2


def _beside(
    river: tuple[float, float], line: Line, width: float
) -> tuple[float, float] | None:
    if line.row:
        return None
    if not any(map(str.isalnum, line.text)):
        return river
    edges = [*_gaps(line), *_sides(line)]
    options = [(max(a, river[0]), min(b, river[1])) for a, b in edges]
    best = max(options, key=lambda gap: gap[1] - gap[0])
    return best if best[1] - best[0] >= max(_NARROWEST, width / 100) else None


def _signers(lines: Sequence[Line], at: int) -> _Region | None:
    """Return the block of two signers side by side that starts in line `at`.

    Told from a table without rules by what it holds: capitals on both sides first,
    names on both sides last, and nothing that crosses the gap in between.
    """
    if not _is_pair(lines[at], capitals=True):
        return None
    (river,) = _gaps(lines[at])
    last, pairs = at, []
    while last < len(lines) and last - at < _MOST_LINES:
        line = lines[last]
        if line.row or _names_recipients(line):
            break
        a, b = max(
            (
                (max(a, river[0]), min(b, river[1]))
                for a, b in _sides(line) + tuple(_gaps(line))
            ),
            key=lambda gap: gap[1] - gap[0],
        )
        if b - a < _NARROWEST:
            break
        river, last = (a, b), last + 1
        pairs.append(_is_pair(line, capitals=False))
    cuts = (sum(river) / 2,) * (last - at)
    if not any(pairs) and not _both_end_in_names(lines[at:last], cuts):
        return None
    if not _SIGNS.search(_plain(" ".join(x.text for x in lines[at:last]))):
        return None
    return _Region(at, last, cuts)


def _both_end_in_names(lines: Sequence[Line], cuts: Sequence[float]) -> bool:
    """Tell whether a name ends either column, level with the other's or not."""
    ends = [lines_of(column)[-1:] for column in _columns(lines, cuts)]
    return all(end and end[0].text.istitle() for end in ends)


def _is_pair(line: Line, *, capitals: bool) -> bool:
    """Tell whether a line is two pieces far apart, both in capitals or not both."""
    if line.row or line.text.isupper() is not capitals:
        return False
    gaps = _gaps(line)
    return len(gaps) == 1 and gaps[0][1] - gaps[0][0] >= _APART


def _columns(
    lines: Sequence[Line], cuts: Sequence[float]
) -> tuple[list[Word], list[Word]]:
    left: list[Word] = []
    right: list[Word] = []
    for line, cut in zip(lines, cuts, strict=True):
        for word in line.words:
            (left if (word.x0 + word.x1) / 2 < cut else right).append(word)
    return left, right
