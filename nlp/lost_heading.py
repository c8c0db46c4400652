"""Documents whose copy lost the heading: "QUYẾT ĐỊNH" above "BAN HÀNH QUY CHẾ …".

Web copies drop the line that names the kind; the number and the subject say it still.
"""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.kinds import Kind, kind_by_code
from nlp.letterhead import Letterhead
from nlp.lines import Line, collapse, is_caps
from nlp.subject import heading_title

_VERBS_TOO = frozenset({"quy-dinh", "huong-dan"})
_NAMED_BY_CODE = frozenset({"NĐ", "TT", "TTLT", "QĐ"})
_GOES_ON = re.compile(r"[ \t]+[^\W\d_]")
_OPENS = re.compile(
    r"(?:ve (?:viec )?|v/v |ban hanh|phe duyet|quy dinh|sua doi|bo sung|huong dan"
    r"|bai bo|cong bo|thanh lap|dieu chinh|kien toan|phan cap|giao )\w*"
)


def subject_as_heading(letterhead: Letterhead, text: str) -> Kind | None:
    """Return the kind in the number where the heading is a verb of the subject.

    "QUY ĐỊNH VỀ TRÌNH TỰ …" below "Số: 06/2021/TT-TTCP" is what a circular rules; the
    year in the number tells that the code is that of the document.
    """
    number, heading = letterhead.number, letterhead.heading
    if number is None or heading is None or not number.year or letterhead.kind is None:
        return None
    if letterhead.kind.slug not in _VERBS_TOO or number.codes[0] not in _NAMED_BY_CODE:
        return None
    return kind_by_code(number.codes[0]) if _GOES_ON.match(text, heading.end) else None


_FIRST_LINE = re.compile(r"[\s:*#|]*(?P<line>\S[^\n]{0,240})(?:\n|\Z)")


def below_the_bodies(text: str, start: int, issuer: str) -> int:
    """Return where a joint heading goes on below the line of those who issue it.

    "THÔNG TƯ LIÊN BỘ", "LAO ĐỘNG - TÀI CHÍNH", and then the subject.
    """
    line = _FIRST_LINE.match(text, start)
    if line is None or not is_caps(line["line"]):
        return start
    known = fold(issuer)
    bodies = re.split(r"\s?[-–,]\s?|\sva\s", fold(collapse(line["line"])))
    named = [body.removeprefix("bo ").strip(" :") in known for body in bodies]
    return line.end("line") if len(named) > 1 and all(named) else start


def bare_title(letterhead: Letterhead, text: str, issuer: str | None) -> Line | None:
    """Return the subject in capitals that stands right below the dated place."""
    ends = [span.end for span in (letterhead.number_span, letterhead.day) if span]
    found = heading_title(text, max(ends), issuer=issuer) if ends else None
    if found is None or not is_caps(found.text):
        return None
    return found if _OPENS.match(fold(collapse(found.text))) else None
