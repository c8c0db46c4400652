"""Serials before a full number that share its code: "số 01, 02 và 03/2021/TT-BNV"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.drafts import Draft
from nlp.numbers import NumberMatch
from nlp.reading import GAP, GAP0, Reading

_JOINT = rf"{GAP0}(?:,|;|{GAP}va(?=[\s|])|{GAP}hoac(?=[\s|])){GAP0}"
_SO = rf"(?:so{GAP0}:?{GAP0})?"
_ONE = re.compile(
    rf"{_JOINT}(?P<lead>{_SO})(?P<serial>\d{{1,5}}(?:/(?:19|20)\d\d)?)(?![\w/-])"
)
_LAST = re.compile(rf"{_JOINT}{_SO}")
_SERIAL = re.compile(r"(?P<n>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?")
_MOST = 40


def serials_between(
    reading: Reading, last: Draft, number: NumberMatch
) -> Iterator[Draft]:
    """Yield a draft for each bare serial between `last` and `number`, in order.

    Nothing is yielded unless only serials and what joins them stand between.
    """
    position, begun = last.end, number.span.start
    found: list[tuple[int, int, str]] = []
    while len(found) < _MOST and (one := _ONE.match(reading.plain, position, begun)):
        found.append((one.start("lead"), one.end("serial"), one["serial"]))
        position = one.end()
    if not _LAST.fullmatch(reading.plain, position, begun):
        return
    before = last
    for start, end, serial in found:
        draft = Draft(start, end, last.kind, "short", number=serial, status="ambiguous",
                      own_kind=False, sibling=before, head_end=end)  # fmt: skip
        before = draft
        yield draft


def lend_code(draft: Draft, number: NumberMatch) -> bool:
    """Complete a serial by the code on its right ("Công văn số 123, 124/SNV-TĐKT").

    "01, 02/2021/TT-BNV" lends the year too; a serial with another year has its own.
    """
    serial = _SERIAL.fullmatch(draft.number or "")
    if draft.form != "short" or serial is None or draft.date:
        return False
    parsed = number.number
    tail = str(parsed)[len(parsed.serial + parsed.suffix) :]
    if serial["year"] and parsed.year:
        tail = tail.replace(f"/{parsed.year}", f"/{serial['year']}", 1)
    elif serial["year"]:
        return False
    draft.number, draft.status, draft.codes = serial["n"] + tail, None, parsed.codes
    return True
