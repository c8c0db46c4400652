"""Cross-checking: every citation of a document beside what the register knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpus.case import Case
from corpus.evidence import boxes_of
from corpus.home import Home, home_in
from corpus.identity import Match, Reference, compare
from corpus.impossible import Setting
from corpus.judge import judge
from corpus.keys import number_key
from corpus.known import Lookup
from corpus.links import Resolution, completed, own_issuer, resolve_nearby
from corpus.verdicts import CheckedCitation, Verdict
from ingest.document import Document, Span
from nlp.analysis import Analysis, Finding

if TYPE_CHECKING:
    from corpus.rules import Outcome

_RULE_FILES = ("rules", "reasons", "identity")


class CountsDisagree(AssertionError):
    """Verified, contradicted and not verifiable do not add up to all citations."""


@dataclass(frozen=True, slots=True)
class CorpusState:
    """What the register held when the check was made: evidence for the report."""

    documents: int = 0
    entries: int = 0
    changed_at: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document with the verdict on each of its citations, and its findings.

    Holds always: the counts of the three verdicts add up to the citations found.
    References of the document to itself ("Quyết định này") name no other document;
    they are counted apart and not judged. `checks` tells for each rule whether it ran.
    """

    id: str | None
    document: Document = field(repr=False)
    citations: tuple[CheckedCitation, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Outcome, ...]
    self_references: int
    as_of: str | None
    analysis: Analysis = field(repr=False)
    corpus: CorpusState = CorpusState()
    rules: str = ""

    def __post_init__(self) -> None:
        found = len(self.analysis.citations) - self.self_references
        if sum(self.count(verdict) for verdict in Verdict) != found:
            raise CountsDisagree(f"{self.name}: {self.counts} of {found}")

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.document.name

    @property
    def sha256(self) -> str:
        """Return the digest of the bytes that were read."""
        return self.document.sha256

    def page(self, offset: int) -> int | None:
        """Return the number of the page on which `offset` stands, or None."""
        page = self.document.page_of(offset)
        return page.number if page else None

    def boxes(self, span: Span) -> list[list[float]]:
        """Return the boxes of a span, one for each line: page, x0, top, x1, bottom."""
        return [box.to_json() for box in boxes_of(self.document, [span])]

    def count(self, verdict: Verdict) -> int:
        """Return how many citations have this verdict."""
        return sum(checked.verdict is verdict for checked in self.citations)

    def citation_at(self, span: Span) -> CheckedCitation | None:
        """Return the citation that a finding at `span` is about, or None.

        A finding about a title or a pin-point stands outside the citation it is about.
        """
        named = (f.evidence.get("citation") for f in self.findings if f.span == span)
        meant = next((Span(*each) for each in named if each), span)
        for each in self.citations:
            if meant in (each.citation.span, each.citation.title_span):
                return each
        for each in self.citations:
            if each.citation.span.overlaps(meant):
                return each
        return None

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of citations, and of each verdict."""
        return {
            "citations": len(self.citations),
            **{verdict.value: self.count(verdict) for verdict in Verdict},
        }

    def to_json(self) -> dict[str, Any]:
        """Return the document as `check --json` shows it (documentation: formats)."""
        return {
            "id": self.id,
            "name": self.name,
            "sha256": self.sha256,
            "counts": {**self.counts, "self_references": self.self_references},
            "citations": [
                {
                    **citation_json(each),
                    "page": self.page(each.citation.span.start),
                    "boxes": self.boxes(each.citation.span),
                }
                for each in self.citations
            ],
            "findings": [
                {
                    **finding_json(each),
                    "page": self.page(each.span.start),
                    "boxes": self.boxes(each.span),
                }
                for each in self.findings
            ],
            "checks": [each.to_json() for each in self.checks],
            "corpus": {
                "documents": self.corpus.documents,
                "entries": self.corpus.entries,
                "changed_at": self.corpus.changed_at,
            },
            "rules": self.rules,
        }


def citation_json(checked: CheckedCitation) -> dict[str, Any]:
    """Return one checked citation as plain JSON values."""
    citation = checked.citation
    return {
        "start": citation.span.start,
        "end": citation.span.end,
        "kind": citation.kind,
        "number": citation.number,
        "date": citation.date,
        "issuer": citation.issuer,
        "title": citation.title,
        "provisions": list(citation.provisions),
        "relation": citation.relation,
        "form": citation.form,
        "status": citation.status,
        "verdict": checked.verdict.value,
        "reason": checked.reason.message,
        "reason_en": checked.reason.message_en,
        "reason_code": checked.reason.code,
        "problems": [problem.code for problem in checked.problems],
        "fields": dict(checked.fields),
        "held": checked.held.to_json() if checked.held else None,
        "candidates": [known.to_json() for known in checked.candidates],
        "evidence": dict(checked.evidence),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return one finding as plain JSON values."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "message_en": finding.message_en,
        "start": finding.span.start,
        "end": finding.span.end,
        "suggestion": finding.suggestion,
        "evidence": finding.evidence,
    }


def rules_version() -> str:
    """Return a short digest of the rules: equal versions give equal verdicts."""
    digest = sha256()
    for name in _RULE_FILES:
        digest.update(files("corpus").joinpath(f"data/{name}.toml").read_bytes())
    return digest.hexdigest()[:12]


def resolve_all(
    analysis: Analysis, lookup: Lookup, *, home: Home | None = None
) -> list[Resolution]:
    """Return what each citation leads to, in order; self references lead nowhere."""
    header = analysis.header
    where = home or home_in(analysis)
    references = completed(analysis.citations, home=where.name)
    found = []
    for citation, reference in zip(analysis.citations, references, strict=True):
        if citation.form == "self":
            found.append(Resolution("self", reference))
            continue
        ours = own_issuer(reference, header)
        found.append(resolve_nearby(ours, lookup, status=citation.status))
    return found


def cross_check(
    document: Document,
    analysis: Analysis,
    *,
    lookup: Lookup,
    as_of: str | None = None,
    id: str | None = None,
    corpus: CorpusState | None = None,
) -> CheckedDocument:
    """Judge every citation of a document and run the rules over it.

    `lookup` answers from the register; `as_of` is the day for which "in force today"
    is asked (None: only the day of the document itself is looked at). Nothing is
    stored. A rule that fails is reported as not run, never as passed.

    Raises:
        CountsDisagree: never, unless this function itself is wrong.
    """
    from corpus.rules import run_rules  # not for who only looks up

    setting = Setting.of(document.text, analysis)
    home = home_in(analysis)
    resolutions = resolve_all(analysis, lookup, home=home)
    own = _own_reference(analysis, home)
    itself = [
        citation.form == "self" or _is_itself(resolution.reference, own)
        for citation, resolution in zip(analysis.citations, resolutions, strict=True)
    ]
    checked = [
        judge(
            citation,
            resolution.reference,
            resolution,
            setting=setting,
            lookup=lookup,
            home=home,
        )
        for citation, resolution, mine in zip(
            analysis.citations, resolutions, itself, strict=True
        )
        if not mine
    ]
    case = Case(document, analysis, tuple(checked), lookup, as_of, home.name)
    findings, outcomes = run_rules(case)
    return CheckedDocument(
        id=id,
        document=document,
        citations=tuple(checked),
        findings=in_order([*analysis.findings, *findings]),
        checks=outcomes,
        self_references=sum(itself),
        as_of=as_of,
        analysis=analysis,
        corpus=corpus or CorpusState(),
        rules=rules_version(),
    )


def _own_reference(analysis: Analysis, home: Home) -> Reference:
    header = analysis.header
    return Reference(
        kind=header.kind,
        number=header.number,
        date=header.date,
        issuer=header.issuer,
        home=home.name,
    )


def _is_itself(said: Reference, own: Reference) -> bool:
    """Tell whether a citation by number is of the document that holds it.

    An annex says "Kèm theo Quyết định số …" of its own decision; nothing else needs to
    be held to know that. With another day it is judged like any other.
    """
    if said.date not in (None, own.date) or not own.number:
        return False
    key = number_key(said.number, kind=said.kind)
    if key is None or key != number_key(own.number, kind=own.kind):
        return False
    return compare(replace(said, title=None), own) is not Match.CONFLICT


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of the text, each once."""
    seen: dict[tuple[str, int, int], Finding] = {}
    for each in findings:
        seen.setdefault((each.code, each.span.start, each.span.end), each)
    return tuple(sorted(seen.values(), key=lambda f: (f.span.start, f.code)))


def report_json(
    checked: Sequence[CheckedDocument], *, as_of: str | None = None
) -> dict[str, Any]:
    """Return the whole of `check --json` for one document or a dossier."""
    return {"as_of": as_of, "documents": [each.to_json() for each in checked]}
