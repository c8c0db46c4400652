"""What the checks of one document see, and how a row becomes a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from ingest.document import Span
from nlp.analysis import (
    Citation,
    DateMention,
    Finding,
    Header,
    Period,
    Provision,
    Severity,
)
from nlp.effect import Effect, effect_in
from nlp.fold import fold, lower
from nlp.kinds import kind_by_name
from nlp.numbers import DocumentNumber, NumberMatch, find_numbers, shadow
from nlp.written_days import day_as_written


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A rule as a row of `nlp/data/findings.toml`, which explains the fields."""

    code: str
    severity: Severity
    message: str
    message_en: str
    source: str
    fires: str
    silent: str
    issued: str | None = None
    header: str | None = None


def _load() -> dict[str, FindingRow]:
    data = files("nlp").joinpath("data/findings.toml").read_text("utf-8")
    rows = (FindingRow(**row) for row in tomllib.loads(data)["finding"])
    return {row.code: row for row in rows}


ROWS: dict[str, FindingRow] = _load()


_DAYS = frozenset({"date", "other_date", "start", "issued"})


def finding(
    code: str,
    span: Span,
    slots: dict[str, Any],
    *,
    suggestion: str | None = None,
    evidence: dict[str, Any] | None = None,
) -> Finding:
    """Return the finding of rule `code` at `span`, its message filled from `slots`.

    The slots are the evidence unless `evidence` says more. Days in them are ISO; the
    messages say them as people write them.
    """
    row = ROWS[code]
    said = {
        name: day_as_written(slot) if name in _DAYS else slot
        for name, slot in slots.items()
    }
    return Finding(
        code=code,
        severity=row.severity,
        message=row.message.format(**said),
        message_en=row.message_en.format(**said),
        span=span,
        suggestion=suggestion,
        evidence=slots | (evidence or {}),
    )


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its number taken apart; `raw` is the number as printed."""

    citation: Citation
    number: DocumentNumber | None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one document when its checks run.

    `own` is the document's number and kind in its own letterhead, seen as a citation.
    `plain`, `folded`, `small` and `flat` are copies of the text with offsets kept:
    look-alike characters made one; without case and marks; in small letters; those
    on one line.
    """

    text: str
    header: Header
    cited: tuple[Cited, ...]
    own: Cited | None
    dates: tuple[DateMention, ...]
    periods: tuple[Period, ...]
    provisions: tuple[Provision, ...] = ()
    effect: Effect | None = None
    plain: str = field(repr=False, default="")
    folded: str = field(repr=False, default="")
    small: str = field(repr=False, default="")
    flat: str = field(repr=False, default="")

    @property
    def named(self) -> tuple[Cited, ...]:
        """The document itself, where it has a number, and all that it cites."""
        return (self.own, *self.cited) if self.own else self.cited

    def quote(self, span: Span) -> str:
        """Return the words at `span` on one line."""
        return " ".join(span.of(self.text).split())


def _take_apart(
    text: str, citation: Citation, numbers: Mapping[int, NumberMatch] | None = None
) -> Cited:
    span = citation.span
    if numbers and citation.number and span.end - span.start > len(citation.number):
        # "Quyết định số 38/QĐ-LHH …": the number was read where it stands
        head = text[span.start : span.end].find(citation.number)
        known = numbers.get(span.start + head) if head >= 0 else None
        if known is not None and str(known.number) == citation.number:
            return Cited(citation, known.number, known.number.raw)
    found = find_numbers(span.of(text)) if citation.number else []
    if found:
        return Cited(citation, found[0].number, found[0].number.raw)
    kind = kind_by_name(citation.kind or "")
    number = DocumentNumber.parse(citation.number, kind) if citation.number else None
    return Cited(citation, number, citation.number or "")


def _own(text: str, header: Header) -> Cited | None:
    span = header.spans.get("number")
    if not header.number or span is None:
        return None
    letterhead = Citation(
        span,
        kind=header.kind,
        number=header.number,
        date=header.date,
        issuer=header.issuer,
        form="self",
    )
    return _take_apart(text, letterhead)


def gather(
    text: str,
    *,
    header: Header,
    citations: Iterable[Citation],
    dates: Sequence[DateMention],
    periods: Sequence[Period],
    provisions: Sequence[Provision] = (),
    numbers: Iterable[NumberMatch] = (),
) -> Facts:
    """Return the facts that the checks read: in text order, numbers parsed once.

    `numbers` are those of the text, where they are known already.
    """
    known = {match.span.start: match for match in numbers}
    ordered = sorted(citations, key=lambda citation: citation.span)
    plain = shadow(text)
    folded = fold(plain)
    if len(folded) != len(plain):  # not NFC: offsets would drift
        folded = lower(plain)
    small = lower(plain)
    return Facts(
        text=text,
        header=header,
        cited=tuple(_take_apart(text, c, known) for c in ordered if c.form != "self"),
        own=_own(text, header),
        dates=tuple(sorted(dates, key=lambda mention: mention.span)),
        periods=tuple(sorted(periods, key=lambda period: period.span)),
        provisions=tuple(provisions),
        effect=effect_in(plain, folded, header.date),
        plain=plain,
        folded=folded,
        small=small,
        flat=small.replace("\n", " "),
    )
