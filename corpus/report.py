"""The report of a cross-check: what was covered first, then each citation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from corpus.crosscheck import CheckedDocument, report_json
from corpus.decision_words import Words
from corpus.decisions import FollowUp
from corpus.dossier import MatrixRow, dossier_matrix
from corpus.evidence import Box, Side
from corpus.numbering import NumberingIssue
from corpus.overview import Outdated
from corpus.records import now
from corpus.report_words import REASONS, SEVERITIES
from corpus.verdicts import CheckedCitation, Verdict

Picture = Callable[[str, Box], bytes | None]
"""Gives a PNG of a box on a page of the file with that digest, or None."""


class Unread(NamedTuple):
    """A file of the dossier that could not be read, and why: it was not checked."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was found could be judged; the three add up to the whole.

    What was not checked stands beside it: rules that did not run, files that could not
    be read, and what the reader of a file noticed (pages left out, doubtful letters).
    """

    documents: int
    citations: int
    verdicts: dict[Verdict, int]
    reasons: dict[Verdict, list[tuple[Words, int]]]
    findings: dict[str, int]
    self_references: int
    not_run: list[str]
    unread: tuple[Unread, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Checked documents as one report; `unit` and `place` are printed at its head.

    `opinions` are what people decided of the findings, one for each document, where
    decisions are kept. `sides` is what held documents say of themselves, by their
    digest; `picture` draws where it stands.
    """

    documents: tuple[CheckedDocument, ...]
    as_of: str | None = None
    unit: str | None = None
    place: str | None = None
    made_at: str = ""
    audit: tuple[NumberingIssue, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    unread: tuple[Unread, ...] = ()
    opinions: tuple[FollowUp | None, ...] = ()
    sides: Mapping[str, Side] = field(default_factory=dict)
    picture: Picture | None = None

    @classmethod
    def of(
        cls,
        documents: Sequence[CheckedDocument],
        *,
        as_of: str | None = None,
        unit: str | None = None,
        place: str | None = None,
        audit: Sequence[NumberingIssue] = (),
        outdated: Sequence[Outdated] = (),
        unread: Sequence[Unread] = (),
    ) -> Report:
        """Return the report of `documents`, made at this moment.

        `audit` is what is odd in series of numbers, `outdated` what is cited after its
        end, `unread` the files that could not be checked; each is printed where given.
        """
        held = (tuple(audit), tuple(outdated), tuple(unread))
        return cls(tuple(documents), as_of, unit, place, now(), *held)

    def with_evidence(
        self,
        *,
        opinions: Sequence[FollowUp | None] = (),
        sides: Mapping[str, Side] | None = None,
        picture: Picture | None = None,
    ) -> Report:
        """Return the report with what people decided and with both sides shown."""
        return replace(
            self, opinions=tuple(opinions), sides=sides or {}, picture=picture
        )

    def opinions_on(self, document: CheckedDocument) -> FollowUp | None:
        """Return what people decided of the findings of one of the documents."""
        # Two equal files have equal checks: which of them is meant is its place.
        pairs = zip(self.documents, self.opinions, strict=False)
        return next((said for each, said in pairs if each is document), None)

    @property
    def matrix(self) -> tuple[MatrixRow, ...]:
        """Return the documents cited by the dossier; empty for one document."""
        return dossier_matrix(self.documents) if len(self.documents) > 1 else ()

    @property
    def coverage(self) -> Coverage:
        """Return what was covered, counted over all documents."""
        verdicts = {v: sum(d.count(v) for d in self.documents) for v in Verdict}
        reasons: dict[Verdict, Counter[str]] = {v: Counter() for v in Verdict}
        for checked in self.citations():
            reasons[checked.verdict][checked.reason.code] += 1
        failed = {
            outcome.code
            for document in self.documents
            for outcome in document.checks
            if outcome.state == "not_run"
        }
        return Coverage(
            documents=len(self.documents),
            citations=sum(len(d.citations) for d in self.documents),
            verdicts=verdicts,
            reasons={
                v: [(REASONS[code], n) for code, n in found.most_common()]
                for v, found in reasons.items()
            },
            findings={
                severity: sum(
                    finding.severity == severity
                    for each in self.documents
                    for finding in each.findings
                )
                for severity in SEVERITIES
            },
            self_references=sum(d.self_references for d in self.documents),
            not_run=sorted(failed),
            unread=self.unread,
            warnings=tuple(
                (each.name, said)
                for each in self.documents
                for said in each.document.warnings
            ),
        )

    def citations(self) -> Iterator[CheckedCitation]:
        """Yield every checked citation of every document."""
        for document in self.documents:
            yield from document.citations

    def to_json(self) -> dict[str, Any]:
        """Return the contract of `check --json`, with the time of making."""
        found: dict[str, Any] = {"made_at": self.made_at}
        found |= report_json(self.documents, as_of=self.as_of)
        if len(self.documents) > 1:
            found["dossier"] = {"matrix": [row.to_json() for row in self.matrix]}
        if self.unread:
            found["unread"] = [each._asdict() for each in self.unread]
        if any(self.opinions):
            found["opinions"] = [each and each.to_json() for each in self.opinions]
        if self.sides:
            found["held"] = [side.to_json() for side in self.sides.values()]
        if self.audit:
            found["numbering"] = [each.to_json() for each in self.audit]
        if self.outdated:
            found["outdated"] = [outdated_json(each) for each in self.outdated]
        return found


def outdated_json(each: Outdated) -> dict[str, Any]:
    """Return a document that ended, and those that cite it after, as JSON values."""
    act = each.act
    return {
        "known": each.known.to_json(),
        "relation": act.relation,
        "by": act.by.number or act.by.title,
        "from": act.from_date,
        "citing": [
            {"id": d.id, "name": d.name, "number": d.number, "date": d.date}
            for d in each.citing
        ],
    }
