"""The stamp of an incoming document, which is no part of what it is stamped on.

The office that receives a document stamps "CÔNG VĂN ĐẾN", a number of its own book and
a day over the letterhead (Decree 30/2020/NĐ-CP, article 20 and annex IV).
"""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.lines import is_caps

_REACH = 3_000
_SPACE = r"[ \t|]{0,40}"
_BREAK = r"[ \t|]{0,40}\n?[ \t|]{0,40}"
_OPENS = re.compile(
    rf"(?m)(?:^|(?<=[ \t|]{{2}})){_SPACE}"
    rf"(?P<word>(?:(?:cong|van){_SPACE}(?:van|ban){_SPACE})?den)"
    rf"(?=[:.]?(?:\s|$))"
)
# The word itself, in capitals; nearly every letterhead is without it.
_CAPS = re.compile(r"[DĐÐ]\wN(?!\w)")
_DOTS = r"[\s.…_]{0,40}"
# The number of the book has no code, or one that says "incoming".
_FIELD = re.compile(
    rf"{_BREAK}(?:so{_SPACE}[:.]{{0,1}}{_DOTS}(?:\d{{1,6}}(?:/(?:cv|vb)?d(?:en)?)?(?![\w/-])|(?=\n|$))"
    rf"|(?:ngay|gio)(?:{_SPACE}den)?{_SPACE}:?{_DOTS}\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    rf"|ngay{_SPACE}:?{_DOTS}\d{{0,2}}{_DOTS}thang{_DOTS}\d{{0,2}}{_DOTS}nam{_DOTS}(?:\d{{4}})?"
    rf"|(?:ngay|gio){_SPACE}:{_DOTS}(?:\d{{1,2}}[:h]\d{{0,2}})?(?=\n|$)"
    rf"|(?:kinh{_SPACE})?chuyen{_SPACE}:[^\n]{{0,60}}"
    rf"|luu{_SPACE}ho{_SPACE}so(?:{_SPACE}so)?{_SPACE}:?[^\n\w]{{0,40}}\w{{0,10}}(?=\n|$))"
)
_STATE = re.compile(r"(?:cong\s{1,9}hoa\s{1,9}xa|dang\s{1,9}cong\s{1,9}san)")
_MOST_FIELDS = 6
_OFFICE_LINES = 2


def without_stamp(head: str) -> str:
    """Return the beginning of a text with the stamp of who received it blanked.

    The length is kept, and every line break. A stamp shows at least one of its fields:
    number, day, who it went to.

    >>> without_stamp("CÔNG VĂN ĐẾN\\nSố: 45\\nBỘ NỘI VỤ").split()
    ['BỘ', 'NỘI', 'VỤ']
    """
    if not _CAPS.search(head, 0, _REACH):
        return head
    folded = fold(head[:_REACH])
    if len(folded) != len(head[:_REACH]):
        return head
    for opens in _OPENS.finditer(folded):
        if not is_caps(head[opens.start("word") : opens.end("word")]):
            continue
        end = opens.end()
        for _ in range(_MOST_FIELDS):
            field = _FIELD.match(folded, end)
            if field is None:
                break
            end = field.end()
        if end == opens.end():
            continue
        start = _office(head, folded, opens.start("word"), end)
        blanked = re.sub(r"[^\n]", " ", head[start:end])
        return head[:start] + blanked + head[end:]
    return head


def _office(head: str, folded: str, start: int, end: int) -> int:
    """Return where the stamp begins with the name of the receiving office above it.

    It opens the text, and another body follows below before the national title.
    """
    above = head[:start]
    state = _STATE.search(folded, end)
    if state is None or not above.strip() or not is_caps(above.strip()):
        return start
    lines = [line for line in above.split("\n") if line.strip()]
    issuer = head[end : state.start()].strip()
    if len(lines) > _OFFICE_LINES or _STATE.search(folded, 0, start):
        return start
    return 0 if issuer and is_caps(issuer.partition("\n")[0]) else start
