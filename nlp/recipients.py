"""The block of recipients ("Nơi nhận") at the foot of a document."""

from __future__ import annotations

import re

from ingest.document import Span
from nlp.around import find_in_lines
from nlp.fold import fold

_OPEN = re.compile(
    r"(?m)^[ \t\u00a0|*#>]{0,120}(?:\d\.\s)?noi\s{1,3}nhan\s{0,3}(?:[:.]|$)"
)
_ITEM = re.compile(r"[ \t]*(?:[-+–•*]|luu\b)")
_LAST = re.compile(r"[ \t]*[-+–•*]?\s*luu\s{0,3}[:.]?\s")
_REACH = 8_000


def find_recipients(text: str) -> list[Span]:
    """Return the span of every "Nơi nhận" block, from its title to its last line.

    A block goes on while its lines are list items or continue one, and ends with the
    line that begins "Lưu" or before the signer's post. Cost is linear in the text.

    >>> text = "Nơi nhận:\\n- Như Điều 3;\\n- Lưu: VT.\\nCHỦ TỊCH"
    >>> [span.of(text)[-6:] for span in find_recipients(text)]
    ['u: VT.']
    """
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower()
    blocks = []
    last = 0
    for match in find_in_lines(_OPEN, folded, ("noi",)):
        if match.start() < last:
            continue
        start = (
            match.start() + len(match.group()) - len(match.group().lstrip(" |*#>\n\t"))
        )
        last = _end(text, folded, match.end())
        blocks.append(Span(start, last))
    return blocks


def _end(text: str, folded: str, at: int) -> int:
    """Return where the last line of the block that opens before `at` ends."""
    end = first = _line_end(folded, at)
    stop = min(len(folded), at + _REACH)
    kept = False
    while end < stop:
        start = end + 1
        end_of_line = _line_end(folded, start)
        line = folded[start:end_of_line]
        if _LAST.match(line):
            return end_of_line
        if _ITEM.match(line):
            kept = True
        elif line.strip() and (text[start:end_of_line].isupper() or not kept):
            break
        end = end_of_line
        if line.strip():
            first = end
    return first


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
