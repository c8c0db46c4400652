"""The bodies a letterhead names: which lines are one name, and which body issues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from nlp.casing import known_name_ends, sentence_case, words_in
from nlp.fold import fold
from nlp.lines import Line, collapse, is_caps
from nlp.numbers import shadow

_COMPLETE = frozenset(
    {"quoc hoi", "chinh phu", "tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy"}
    | {"bo chinh tri", "ban bi thu", "chu tich nuoc", "thu tuong", "dang uy"}
)
_ABBREVIATED = (("UBND", "ỦY BAN NHÂN DÂN"), ("HĐND", "HỘI ĐỒNG NHÂN DÂN"))


@cache
def _opening(table: str) -> re.Pattern[str]:
    words = sorted(words_in("letterheads", table), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def _plain(text: str) -> str:
    return collapse(fold(text))


def opens_body(text: str) -> bool:
    """Tell whether a line begins like the name of a body.

    >>> opens_body("SỞ NỘI VỤ"), opens_body("TỈNH QUẢNG TRỊ")
    (True, False)
    """
    return _opening("heads").match(_plain(text)) is not None


def completes_ministry(text: str) -> bool:
    """Tell whether a line is a ministry's name whose first word a copy has lost.

    >>> completes_ministry("TÀI CHÍNH"), completes_ministry("MẪU SỐ")
    (True, False)
    """
    return known_name_ends(f"BỘ {text}")


def is_noise(text: str) -> bool:
    """Tell whether capitals name no body: secrecy, urgency, the gazette, a draft."""
    plain = re.sub(r"[^\w\s]|\d", " ", _plain(text)).strip()
    if plain.startswith("du thao"):
        return True
    return collapse(plain) in words_in("letterheads", "noise")


def capitals_at_end(line: Line) -> Line | None:
    """Return the words in capitals that end a line, or None: prose may stand before."""
    start = None
    last = line.text[-1:]
    if last.islower():
        return None
    for match in reversed(list(re.finditer(r"\S+", line.text))):
        word = match.group()
        if any(map(str.islower, word)):
            break
        if any(c.isalpha() for c in word):
            start = match.start()
    if start is None:
        return None
    text = line.text[start:].rstrip(" -–—:;,./*|")
    if sum(c.isalpha() for c in text) < 2 or not is_caps(text):
        return None
    if start > 0 and not opens_body(text):
        return None
    return Line(text, line.start + start, line.start + start + len(text), line.gap)


def _unfinished(name: str, nxt: str) -> bool:
    """Tell whether a name goes on in the next line although that opens like a body."""
    plain = _plain(name)
    if known_name_ends(name) and plain not in words_in("letterheads", "heads"):
        return _spans_join(name, nxt)
    if plain.rpartition(" ")[2] in words_in("letterheads", "links"):
        return True
    if plain in words_in("letterheads", "heads") and plain not in _COMPLETE:
        return True
    return _spans_join(name, nxt)


def _spans_join(name: str, nxt: str) -> bool:
    """Tell whether a known name begins in the one line and ends in the other."""
    return known_name_ends(name, nxt)


def group_bodies(lines: Iterable[Line]) -> list[Line]:
    """Join the lines of a letterhead into names, highest body first.

    >>> lines = [Line("BỘ TÀI", 0, 6), Line("CHÍNH", 7, 12), Line("CỤC THUẾ", 13, 21)]
    >>> [body.text for body in group_bodies(lines)]
    ['BỘ TÀI CHÍNH', 'CỤC THUẾ']
    """
    bodies: list[Line] = []
    for line in chain.from_iterable(map(_split, lines)):
        if bodies and (
            not opens_body(line.text) or _unfinished(bodies[-1].text, line.text)
        ):
            last = bodies.pop()
            whole = collapse(f"{last.text} {line.text}")
            bodies.append(Line(whole, last.start, line.end, last.gap))
        else:
            bodies.append(line)
    return bodies


# "BỘ TÀI CHÍNH-BỘ NỘI VỤ" too: no name of a body has another inside a hyphen.
_HYPHEN = re.compile(r"\s[-–]\s+$|[^\W\d_][-–]$")

# "UBND HUYỆN GIA VIỄN": without its mark it would be an institute.
_FAR = re.compile(r"vi[êễ]n\b", re.IGNORECASE)


def _split(line: Line) -> Iterator[Line]:
    """Split names that stand on one line: "BỘ TÀI CHÍNH CỤC THUẾ"."""
    plain = fold(line.text)
    start = 0
    for match in re.finditer(r"(?<=[\s–-])\w+", line.text):
        at = match.start()
        before, rest = line.text[start:at], line.text[at:]
        joint = _HYPHEN.search(before) is not None and opens_body(rest)
        strong = _opening("strong").match(plain[at:]) and not _FAR.match(rest)
        if joint or (strong and _whole(collapse(before), rest)):
            yield _part(line, start, at)
            start = at
    yield _part(line, start, len(line.text))


def _whole(before: str, rest: str) -> bool:
    """Tell whether a name is complete where the next body may begin."""
    if known_name_ends(before):
        return not known_name_ends(before, rest)
    plain = _plain(before)
    local = re.match(r"(?:uy ban nhan dan|ubnd)\s\w+\s\w+", plain)
    return local is not None and not plain.endswith((" chi", " tong", " phong"))


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].rstrip(" -–")
    return Line(text, line.start + start, line.start + start + len(text), line.gap)


def body_name(printed: str, *, text: str = "") -> str:
    """Return a printed name in full and in sentence case.

    >>> body_name("UBND TỈNH QUẢNG TRỊ")
    'Ủy ban nhân dân tỉnh Quảng Trị'
    """
    name = collapse(shadow(printed))
    for short, full in _ABBREVIATED:
        name = re.sub(rf"\b{short}\b", full, name)
    if _plain(name).startswith("ban nhan dan"):
        # the first word is lost where a copy trims the letterhead
        name = "ỦY " + name
    return sentence_case(name, text=text)
