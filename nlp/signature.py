"""The signature block: on whose behalf, in which post, and who signed."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from ingest.document import Span
from nlp.alternation import alternation
from nlp.casing import words_in
from nlp.fold import fold, tone_normalise
from nlp.lines import Line, collapse, columns_of, is_caps, lines_of
from nlp.per_text import per_text
from nlp.posts import (
    HALVES,
    LONGEST_POST,
    SYLLABLE,
    is_family,
    is_post,
    mark_words,
    opens_post,
    person_name,
    plain_line,
    post_words,
)

_AFTER_ITEM = re.compile(r"(?:[;.:]\s+|\s{2,})(?=[^\W\d_a-zà-ỹđ])")
_ITEM = re.compile(r"[-+–•]|(?:noi nhan|luu)\b")
_ITEM_HEAD = 12
_SIGNED = re.compile(
    r"[(\[/{]?\s*(?:da\s?ky|ky|chu ky|dong dau)\b[^()\[\]]{0,40}[)\]/}]?\s*\Z"
)
_STAMP = re.compile(
    r"(?:ky boi|nguoi ky|email|co quan|thoi gian ky|signature|digitally|date|"
    r"chu ky so|signed by)\b.{0,3}[:\s]"
)
_UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_RUN_ON = re.compile(
    rf"(?<!\w)(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\.?\s{{1,3}}"
    rf"(?P<posts>[{_UPPER}][{_UPPER}\s,.]{{2,160}}?)"
    rf"(?:\s\(đã ký\))?\s"
    rf"(?P<name>(?:[{_UPPER}][^\W\d_{_UPPER}]{{1,7}}(?:\s|$)){{2,5}})"
)
_BLOCK_LINES = 24
_DEPUTY = re.compile(r"(?<!\w)(?:pho|thu truong)(?!\w)")
_NO_POST = re.compile(
    r"(?:hoa )?xa hoi chu nghia|cong hoa xa|quyet dinh\b|phu luc\b|dieu \d"
)
_BASIS = re.compile(
    r"(?:can cu|xet|theo de nghi|kinh gui|quyet nghi|dieu \d|danh sach)\b"
)
_SERIAL = re.compile(r"(?:\d{1,4}\.?|s?tt|[ivx]{1,4})\Z")
# What OCR makes of a stamp or of ink: signs that no post is written with.
_JUNK = re.compile(r"[^\w\s.,\-–&/():;'’”“\"]|[„£€]|^\W*\w{0,2}\W*$|\(\W|\w\d")
_NAME_LINES = 9
_OVERLAP = 6


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer: the name without titles, the own post as printed, and the marks.

    `behalf` is the body after "TM."; `block` runs from the first post to the name.
    """

    name: str
    name_span: Span
    block: Span
    position: str | None = None
    position_span: Span | None = None
    behalf: str | None = None


def _pieces(text: str, line: Line) -> Iterator[Line]:
    """Yield what a line says to the signature: its columns, recipients taken away."""
    columns = [
        part
        for column in columns_of(text, line)
        for part in _unglued(_unsigned(column))
    ]
    if len(columns) > 2 and _SERIAL.match(fold(columns[0].text)):
        return  # a row of a table of persons, not a signature
    for column in columns:
        if not _ITEM.match(fold(column.text[:_ITEM_HEAD])):
            yield column
            continue
        # the right column runs on after the end of a recipient
        tail = None
        # a longer rest is prose: neither a post nor a name
        near = max(0, len(column.text) - LONGEST_POST)
        for match in _AFTER_ITEM.finditer(column.text, near):
            rest = column.text[match.end() :]
            if opens_post(rest) and is_caps(rest):
                tail = match
                break
            name = person_name(rest)
            if name and is_family(name[0].split()[0]) and not rest.endswith(";"):
                tail = match
        if tail is not None:
            at = column.start + tail.end()
            yield Line(text[at : column.end], at, column.end, False)


_GLUED = re.compile(
    rf"(?P<post>(?:[{_UPPER}]+[ ,.]{{1,3}}){{1,8}}[{_UPPER}]{{2,}})"
    rf"(?P<name>[{_UPPER}][^\W\d_{_UPPER}]{{1,6}}"
    rf"(?: [{_UPPER}][^\W\d_{_UPPER}]{{1,6}}){{1,4}})"
)


def _unglued(column: Line) -> list[Line]:
    """Part a post from the name that a copy glued to it: "PHÓ CỤC TRƯỞNGLê Nam"."""
    glued = None if is_caps(column.text) else _GLUED.fullmatch(column.text.strip())
    if glued is None or not is_family(glued["name"].split()[0]):
        return [column]
    at = column.start + column.text.find(glued["name"])
    post = column._replace(text=glued["post"], end=at)
    return [post, Line(glued["name"], at, column.end, False)]


_SIGNED_BY = re.compile(r"\(?đã ký\)?\s?[:.]?\s(?=\S)", re.IGNORECASE)


def _unsigned(column: Line) -> Line:
    """Leave out "Đã ký:" before the name of who signed, as copies write it."""
    signed = _SIGNED_BY.match(column.text)
    if signed is None or person_name(column.text[signed.end() :]) is None:
        return column
    rest = column.text[signed.end() :]
    return column._replace(text=rest, start=column.start + signed.end())


def find_signatures(text: str, start: int = 0) -> list[Signature]:
    """Return the signatures of the first signature block after `start`.

    A block is posts in capitals followed by names; recipients may stand between them
    line by line, and annexes after it. Joint documents have several. Cost is linear.
    """
    known = _known(text)
    for begun, found in known:
        # Between that start and its first block nothing else was signed.
        if begun <= start and (not found or start <= found[0].block.start):
            return list(found)
    found = _find(text, start)
    known.append((start, found))
    return list(found)


@per_text
def _known(text: str) -> list[tuple[int, list[Signature]]]:
    """Return what was found in a text by where the search began; it is added to."""
    del text
    return []


def _find(text: str, start: int) -> list[Signature]:
    pieces, at = _Pieces(text, start), 0
    while True:
        while at < len(pieces.found) and not is_post(pieces.found[at]):
            at += 1
        if at == len(pieces.found):
            if not pieces.jump():
                return _fused(text, start) or _signed_alone(text, start)
            at = pieces.fresh
            continue
        block, after = _read_block(pieces.upto(at), at)
        if block is None:
            # what stopped this block stops those that begin inside it
            at = max(at + 1, after - _OVERLAP)
            continue
        return [block, *_more(pieces, after)]


class _Pieces:
    """The pieces of a text's lines, made only where a post may open one."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start
        self._places = _post_places(text)
        self._lines = lines_of(text, start)
        self.found: list[Line] = []
        self.fresh = 0
        self._end = start
        self._take()

    def _take(self) -> bool:
        line = next(self._lines, None)
        if line is not None:
            self.found += _pieces(self._text, line)
            self._end = line.end
        return line is not None

    def upto(self, at: int) -> list[Line]:
        """Return the pieces, with all that a block at `at` may look at."""
        while len(self.found) < at + _BLOCK_LINES + 2 and self._take():
            pass
        return self.found

    def jump(self) -> bool:
        """Begin anew at the next line that may open a post; `fresh` is its index."""
        behind = bisect_left(self._places, self._end)
        if behind == len(self._places):
            return False
        place, last = self._places[behind], self._end
        # the line before tells whether a gap is between
        line = self._text.rfind("\n", last, place) + 1 or last
        above = len(self._text[last : max(last, line - 1)].rstrip("\n")) + last
        above = self._text.rfind("\n", last, above) + 1 or last
        self._lines, self.found = lines_of(self._text, above), []
        while self._end <= place and self._take():
            pass
        self._end = max(self._end, place + 1)  # no line may hold the place
        starts = (i for i, piece in enumerate(self.found) if piece.start >= last)
        self.fresh = next(starts, len(self.found))
        return True


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a post where a piece of a line opens.

    Single spaces are most of what is no letter: a wide gap has a pattern of its own.
    """
    words = words_in("positions", "marks") | words_in("positions", "posts") | HALVES
    names = alternation(words, space=r"[^\S\n]+")
    post = rf"(?P<post>(?:(?:quyen|pho|nguyen)[^\S\n]+)*{names}(?!\w))"
    edge = r"[\n\t\r\f\v\u00a0\u2007\u202f|#*>;.:](?:(?<![;.:])\s?|(?<=[;.:])\s)"
    return re.compile(edge + post), re.compile("  " + post)


@per_text
def _post_places(text: str) -> array[int]:
    """Return where pieces of lines may open with a post or a mark, in order."""
    plain = fold(text)
    if len(plain) != len(text):
        return array("l", (match.start() for match in re.finditer(r"\n", text)))
    opened = chain.from_iterable(each.finditer(plain) for each in _openings())
    return array("l", sorted({found.start("post") for found in opened}))


def _fused(text: str, start: int) -> list[Signature]:
    """Read a signature that runs on in one line: "TM. CHÍNH PHỦ THỦ TƯỚNG Tô Lâm"."""
    for match in _RUN_ON.finditer(text, start):
        found = person_name(match["name"])
        posts = match["posts"].strip(" ,")
        at = list(post_words().finditer(fold(posts)))
        if found is None or not at or not is_family(found[0].split()[0]):
            continue
        lo = match.start("posts") + at[-1].start()
        line = Line(posts[at[-1].start() :], lo, match.start("posts") + len(posts))
        name = Span(
            match.start("name"), match.start("name") + len(match["name"].rstrip())
        )
        return [_signature([line], found[0], name)]
    return []


_ALONE = re.compile(
    r"(?m)^[ \t|]{0,40}(?P<name>[^\W\d_]{2,7}(?:[ ][^\W\d_]{1,7}){1,4})"
    r"[ \t|]{0,9}(?:\n\s{0,9})?\((?i:đã ký)\)"
)


def _signed_alone(text: str, start: int) -> list[Signature]:
    """Read a name above "(Đã ký)" without a post: who signs is in the heading."""
    for match in _ALONE.finditer(text, start):
        found = person_name(match["name"])
        if found and is_family(found[0].split()[0]):
            name = Span(match.start("name") + found[1], match.end("name"))
            return [Signature(tone_normalise(found[0]), name, name, "", None, None)]
    return []


def _more(pieces: _Pieces, at: int) -> Iterator[Signature]:
    """Yield the signatures that follow at once, as in joint documents."""
    while at < len(pieces.upto(at)) and is_post(pieces.found[at]):
        block, at = _read_block(pieces.found, at)
        if block is None:
            return
        yield block


def _read_block(pieces: list[Line], at: int) -> tuple[Signature | None, int]:
    """Read posts and then a name; (None, …) where they are not a signature."""
    posts: list[Line] = []
    limit = min(len(pieces), at + _BLOCK_LINES)
    seen = 0
    while at < limit:
        piece = pieces[at]
        plain = plain_line(piece.text)
        if _SIGNED.match(plain) or _STAMP.match(plain):
            at += 1
            continue
        if _BASIS.match(plain):
            return None, at  # the authority line above the legal basis is no block
        if found := _name_here(pieces, at):
            name, span, after = found
            if posts and plain_line(posts[-1].text) not in HALVES:
                return _signature(posts, name, span), after
            return None, at
        if (is_caps(piece.text) and len(piece.text) < 160) or is_post(piece):
            if (not is_post(piece) and not posts) or _NO_POST.match(plain):
                return None, at
            if is_post(piece) or not _JUNK.search(piece.text):
                posts.append(piece)
        elif _ITEM.match(fold(piece.text)) or seen >= _NAME_LINES:
            return None, at
        else:
            seen += 1
            if len(piece.text) > 60:
                return None, at
        at += 1
    return None, at


def _name_here(pieces: list[Line], at: int) -> tuple[str, Span, int] | None:
    """Return the name that starts at a piece; it may be broken over two lines."""
    piece = pieces[at]
    if is_post(piece):
        return None
    if found := person_name(piece.text):
        name, skip = found
        end, after = piece.end, at + 1
        if len(name.split()) == 2 and after < len(pieces):
            nxt = pieces[after]
            if not nxt.gap and _lone_given_name(nxt.text):
                name, end, after = f"{name} {nxt.text.strip()}", nxt.end, after + 1
        return name, _tight(piece, skip, end), after
    words = piece.text.split()
    if len(words) == 1 and at + 1 < len(pieces) and not pieces[at + 1].gap:
        both = f"{piece.text.strip()} {pieces[at + 1].text.strip()}"
        if (
            is_family(words[0])
            and not is_caps(words[0])
            and (found := person_name(both))
        ):
            return found[0], Span(piece.start, pieces[at + 1].end), at + 2
    return None


def _tight(piece: Line, skip: int, end: int) -> Span:
    if end == piece.end:
        end -= len(piece.text) - len(piece.text.rstrip(" .,;*()"))
    return Span(piece.start + skip, end)


def _lone_given_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 2
        and all(
            SYLLABLE.match(word) and word[0].isupper() and not word[1:].isupper()
            for word in words
        )
        and all(len(word) > 1 for word in words)
    )


def _signature(posts: list[Line], name: str, span: Span) -> Signature:
    items = _items(posts)
    own: list[list[Line]] = []
    behalf = None
    for item in items:
        text = " ".join(line.text for line in item)
        mark = mark_words().match(plain_line(text))
        if mark is None:
            own.append(item)
            continue
        own = []
        if plain_line(text).startswith(("tm", "t/m")):
            behalf = collapse(text)[mark.end() :].strip()
    if len(own) > 1 and not plain_line(own[-2][0].text).startswith("pho"):
        own = own[-1:]
    if not own:
        own = items[-1:]
    lines = [line for item in own for line in item]
    position = collapse(" ".join(line.text for line in lines)).rstrip(" ,:")
    if (mark := mark_words().match(plain_line(position))) and len(
        position
    ) > mark.end():
        position = position[mark.end() :]
        # "KT. CHỦ TỊCH PHÓ CHỦ TỊCH": who signs for another is a deputy
        deputies = list(_DEPUTY.finditer(fold(position)))
        if mark.group().startswith(("kt", "k/t")) and deputies:
            position = position[deputies[-1].start() :]
    return Signature(
        name=tone_normalise(name),
        name_span=span,
        block=Span(posts[0].start, span.end),
        position=position,
        position_span=Span(lines[0].start, lines[-1].end),
        behalf=behalf,
    )


def _items(posts: list[Line]) -> list[list[Line]]:
    """Group printed lines into posts: a line that opens none continues the last one."""
    items: list[list[Line]] = []
    for line in posts:
        last = plain_line(" ".join(part.text for part in items[-1])) if items else ""
        goes_on = last.endswith(",") or last in HALVES or mark_words().fullmatch(last)
        if items and (goes_on or not opens_post(line.text)):
            items[-1].append(line)
        else:
            items.append([line])
    return items
