"""On which day citations were judged, and up to which the law is known: one sentence
for pages, commands and reports."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.case import latest_told
from corpus.crosscheck import CheckedDocument
from corpus.decision_words import Words
from nlp.written_days import day_as_written

_EACH = Words(
    "Mỗi viện dẫn được xét tại ngày của văn bản viện dẫn nó.",
    "Each citation is judged on the day of the document that cites.",
)
_SOME_WITHOUT = Words(
    " Văn bản không rõ ngày: chỉ xét được hiệu lực tại ngày tính đến.",
    " Of a document without a day, only force up to the day of checking is known.",
)
_ON = Words(
    "Viện dẫn được xét tại ngày của văn bản: {day}.",
    "Citations are judged on the day of the document: {day}.",
)
_TOLD = Words(
    "Không rõ ngày của văn bản; ngày muộn nhất nó nhắc đến là {day}. Không xét được "
    "hiệu lực khi viện dẫn.",
    "The document has no day; the latest it tells of is {day}. Force when cited cannot "
    "be judged.",
)
_WITHOUT = Words(
    "Không rõ ngày của văn bản: chỉ xét được hiệu lực tại ngày tính đến.",
    "The document has no day: only force up to the day of checking is known.",
)
_UNTIL = Words(
    " Thay đổi về hiệu lực tính đến ngày {day}.",
    " Changes of validity up to {day}.",
)


def days_of_check(documents: Sequence[CheckedDocument], as_of: str | None) -> Words:
    """Return the days for which documents checked together were judged.

    `as_of` is the ISO day up to which changes of validity count, None if none was set.
    """
    until = _filled(_UNTIL, as_of) if as_of else Words("", "")
    said = _of_one(documents[0]) if len(documents) == 1 else _of_many(documents)
    return _joined(said, until)


def _of_many(documents: Sequence[CheckedDocument]) -> Words:
    dated = all(each.analysis.header.date for each in documents)
    return _EACH if dated else _joined(_EACH, _SOME_WITHOUT)


def _of_one(document: CheckedDocument) -> Words:
    if day := document.analysis.header.date:
        return _filled(_ON, day)
    if told := latest_told(document.analysis, until=document.as_of):
        return _filled(_TOLD, told)
    return _WITHOUT


def _filled(words: Words, iso: str) -> Words:
    return Words(*(text.format(day=day_as_written(iso)) for text in words))


def _joined(one: Words, two: Words) -> Words:
    return Words(one.vietnamese + two.vietnamese, one.english + two.english)
