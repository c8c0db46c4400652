"""What a rule looks at: one document, its checked citations, and the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.identity import is_day
from corpus.known import Known, Lookup
from corpus.rows import rule_rows
from corpus.verdicts import CheckedCitation, Verdict, fill
from ingest.document import Document, Span
from nlp.analysis import Analysis, Finding, Header


@dataclass(frozen=True, slots=True)
class Case:
    """One document under inspection; `as_of` is the day of the inspection or None.

    `home` tells whose "UBND tỉnh" the document means.
    """

    document: Document
    analysis: Analysis
    citations: tuple[CheckedCitation, ...]
    lookup: Lookup
    as_of: str | None = None
    home: str | None = None

    @property
    def header(self) -> Header:
        """Return what the document says of itself."""
        return self.analysis.header

    @property
    def told(self) -> str | None:
        """Return the day of the document, or the latest one that its text tells of."""
        return self.header.date or latest_told(self.analysis, until=self.as_of)

    def held(self) -> Iterator[tuple[CheckedCitation, Known]]:
        """Yield each verified citation with its document."""
        for checked in self.citations:
            if checked.held is not None and checked.verdict is Verdict.VERIFIED:
                yield checked, checked.held

    def first_held(self) -> Iterator[tuple[CheckedCitation, Known]]:
        """Yield each verified document once, with its first citation."""
        seen: set[str] = set()
        for checked, known in self.held():
            if known.id not in seen:
                seen.add(known.id)
                yield checked, known

    def finding(
        self,
        code: str,
        span: Span,
        *,
        severity: str | None = None,
        suggestion: str | None = None,
        about: CheckedCitation | None = None,
        **slots: Any,
    ) -> Finding:
        """Return a finding of the rule `code`, its message filled from `slots`.

        `severity` overrides the one of the row; the slots are kept as evidence, and
        `about`, the citation that is meant where the finding stands beside it.

        Raises:
            KeyError: if `rules.toml` has no such row.
        """
        row = rule_rows()[code]
        evidence = {key: value for key, value in slots.items() if value is not None}
        if about is not None:
            evidence["citation"] = [about.citation.span.start, about.citation.span.end]
        shown = {"span": " ".join(span.of(self.document.text).split())[:200], **slots}
        return Finding(
            code=code,
            severity=severity or row["severity"],  # type: ignore[arg-type]
            message=fill(row["vi"], shown),
            message_en=fill(row["en"], shown),
            span=span,
            suggestion=suggestion,
            evidence=evidence,
        )


def latest_told(analysis: Analysis, *, until: str | None) -> str | None:
    """Return the latest whole day that a text tells of, none after `until`.

    A text without a date of its own, a news item say, is hardly older than that.
    """
    days = [each.value for each in analysis.dates if is_day(each.value)]
    return max(
        (day for day in days if day and not (until and day > until)), default=None
    )
