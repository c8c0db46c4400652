"""A list of documents as people paste it: one a line, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, distinct, func, select

from corpus.identity import Reference, dates_agree
from corpus.keys import kind_slug
from corpus.known import Known, Lookup
from corpus.linking import StoredLookup
from corpus.links import resolve
from corpus.tables import citation, link
from nlp.dates import find_dates
from nlp.fold import fold
from nlp.kinds import kind_by_name
from nlp.numbers import find_numbers

ListState = Literal["held", "catalogue", "ambiguous", "unknown", "unreadable"]

_MOST_LINES = 5_000
_LONGEST = 400
_LONGEST_KIND = 5
_WORD = re.compile(r"\w+")
_ISSUER = re.compile(r"\bcủa\s{1,3}([^,;()]{3,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list: what was read in it, and which documents fit.

    `held` and `catalogue` name one document; `ambiguous` several; `unknown` none;
    `unreadable` a line in which no number and no law was found. `date_agrees` is None
    where the line gives no date; `cited_by` counts held documents that cite it.
    """

    line: int
    text: str
    state: ListState
    kind: str | None = None
    number: str | None = None
    date: str | None = None
    known: tuple[Known, ...] = ()
    date_agrees: bool | None = None
    cited_by: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        return {
            "line": self.line,
            "text": self.text,
            "state": self.state,
            "kind": self.kind,
            "number": self.number,
            "date": self.date,
            "known": [each.to_json() for each in self.known],
            "date_agrees": self.date_agrees,
            "cited_by": self.cited_by,
        }


def _kind_before(text: str) -> str | None:
    """Return the kind word that opens a text, the longest that is one."""
    words = [m.group() for m in islice(_WORD.finditer(text), 12)]
    for start in range(min(3, len(words))):
        for length in range(min(_LONGEST_KIND, len(words) - start), 0, -1):
            found = kind_by_name(" ".join(words[start : start + length]))
            if found is not None:
                return found.name
    return None


def read_line(text: str) -> Reference | None:
    """Return what a line says of a document, or None where it names none.

    >>> read_line("3. Quyết định số 38/QĐ-LHH ngày 31/7/2020 (quy chế)").date
    '2020-07-31'
    >>> read_line("Luật Đất đai năm 2024").title
    'Luật Đất đai năm 2024'
    """
    text = " ".join(text[:_LONGEST].split())
    numbers = find_numbers(text)
    mentions, _ = find_dates(text, masked=[each.span for each in numbers])
    date = next((each.value for each in mentions if each.value), None)
    if numbers:
        first = numbers[0]
        issuer = _ISSUER.search(text, first.span.end)
        return Reference(
            kind=_kind_before(text[: first.span.start]),
            number=str(first.number),
            date=date,
            issuer=issuer.group(1).strip() if issuer else None,
        )
    at = _law_at(text)
    if at is None:
        return None
    title = re.split(r"[,;(]| số | ngày ", text[at:], maxsplit=1)[0].strip()
    year = re.search(r"\b(19|20)\d\d\b", text[at:])
    return Reference(
        kind=_kind_before(title), title=title, date=date or (year and year.group())
    )


def _law_at(text: str) -> int | None:
    found = re.search(r"\b(?:bo luat|luat|phap lenh|hien phap)\b", fold(text))
    return found.start() if found else None


def _state(known: tuple[Known, ...]) -> ListState:
    if not known:
        return "unknown"
    if len(known) > 1:
        return "ambiguous"
    return "held" if known[0].source == "register" else "catalogue"


def _fitting(reference: Reference, lookup: Lookup) -> tuple[Known, ...]:
    """Return the documents meant; those that only differ in the day among them."""
    found = resolve(reference, lookup)
    if found.candidates or not reference.number:
        return found.candidates
    slug = kind_slug(reference.kind)
    return tuple(k for k in found.rejected if slug in (None, kind_slug(k.kind)))


def lookup_list(db: Connection, lines: Iterable[str]) -> list[ListRow]:
    """Return a row for each line that is not empty, in their order.

    At most 5,000 lines are read. A document of the same number whose date differs from
    that of the line is shown, with `date_agrees` False.
    """
    lookup = StoredLookup(db)
    rows = []
    for at, line in enumerate(islice(lines, _MOST_LINES), start=1):
        text = " ".join(line[:_LONGEST].split())
        if text:
            rows.append(_row(db, lookup, at, text))
    return rows


def _row(db: Connection, lookup: Lookup, at: int, text: str) -> ListRow:
    reference = read_line(text)
    if reference is None:
        return ListRow(at, text, "unreadable")
    known = _fitting(reference, lookup)
    one = known[0] if len(known) == 1 else None
    return ListRow(
        line=at,
        text=text,
        state=_state(known),
        kind=reference.kind,
        number=reference.number or reference.title,
        date=reference.date,
        known=known,
        date_agrees=dates_agree(reference.date, one.date) if one else None,
        cited_by=_cited_by(db, one) if one else 0,
    )


def _cited_by(db: Connection, known: Known) -> int:
    held = known.source == "register"
    place = (
        link.c.document_id == int(known.id)
        if held
        else link.c.entry_id == int(known.id[1:])
    )
    count = select(func.count(distinct(citation.c.document_id)))
    joined = count.join(link, link.c.citation_id == citation.c.id).where(place)
    return int(db.execute(joined).scalar_one())
