"""Checks on who may do what: amend, replace, rest on, issue jointly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.case import Case
from corpus.identity import is_day
from corpus.issuers import are_kin, code_issuers, issuer_id
from corpus.keys import kind_slug, parse_number
from corpus.rows import identity_rows
from corpus.tiers import tier_of
from corpus.validity import Status, validity
from corpus.verdicts import CheckedCitation
from nlp.analysis import Citation, Finding
from nlp.fold import fold

_WHOLE = frozenset({"replaces", "repeals"})
_CHANGING = frozenset({"replaces", "repeals", "amends"})
_END_OF_JOINT_CIRCULARS = "2016-07-01"
_PARTY = ("tw", "bo-chinh-tri", "bbt", "vptw")


def _acts_itself(citation: Citation) -> bool:
    """Tell whether the citing document, not another it speaks of, does the act."""
    return citation.subject is None and citation.form not in ("self", "alias")


def _issuers(checked: CheckedCitation) -> frozenset[str]:
    """Return the national bodies that issued the cited document, by its number."""
    citation = checked.citation
    number = parse_number(citation.number, kind=citation.kind)
    return code_issuers(number) if number else frozenset()


def other_authority(case: Case) -> Iterator[Finding]:
    """V09: a document changes one of another body that stands no lower.

    A superior may repeal what lower bodies issued; what took a body's place may
    change what that body issued.
    """
    own = issuer_id(case.header.issuer)
    tier = tier_of(case.header.kind, case.header.number)
    national = frozenset(identity_rows()["national"]["ids"])
    if own not in national or tier is None:
        return
    for checked in case.citations:
        citation = checked.citation
        theirs = _issuers(checked)
        other = tier_of(citation.kind, citation.number)
        if citation.relation not in _CHANGING or not _acts_itself(citation):
            continue
        if not theirs or other is None or own in theirs or tier < other:
            continue
        if any(are_kin(str(own), each) for each in theirs):
            continue
        yield case.finding(
            "V09",
            citation.span,
            kind=case.header.kind,
            issuer=case.header.issuer,
            number=citation.number,
        )


def replaced_before(case: Case) -> Iterator[Finding]:
    """V10: what the document replaces or repeals had ended before, by another act."""
    own = case.header.date
    if not is_day(own):
        return
    sha = case.document.sha256
    for checked, known in case.held():
        citation = checked.citation
        if citation.relation not in _WHOLE or not _acts_itself(citation):
            continue
        if citation.provisions:
            continue
        others = [
            act
            for act in case.lookup.acts_on(known)
            if act.by.sha256 != sha and act.by.number != case.header.number
        ]
        found = validity(known, others, own)
        if found.status is Status.EXPIRED and found.act and str(found.since) < str(own):
            yield case.finding(
                "V10",
                citation.span,
                number=known.number or known.title,
                since=found.since,
                by=found.act.by.number or found.act.by.title,
            )


def no_transition(case: Case) -> Iterator[Finding]:
    """V11: a normative document replaces another and settles no transition."""
    if tier_of(case.header.kind, case.header.number) is None:
        return
    for checked in case.citations:
        citation = checked.citation
        if citation.relation != "replaces" or not _acts_itself(citation):
            continue
        if citation.provisions or "chuyen tiep" in fold(case.document.text):
            continue
        yield case.finding("V11", citation.span, number=citation.number)
        return


def late_joint_circular(case: Case) -> Iterator[Finding]:
    """H04: a joint circular of ministries dated after they were done away with."""
    courts = {"tandtc", "vksndtc", "ktnn"}
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if kind_slug(citation.kind, number) != "thong-tu-lien-tich":
            continue
        if not is_day(citation.date) or citation.status is not None:
            continue
        if str(citation.date) < _END_OF_JOINT_CIRCULARS or _issuers(checked) & courts:
            continue
        yield case.finding(
            "H04", citation.span, number=citation.number, date=citation.date
        )


def party_basis(case: Case) -> Iterator[Finding]:
    """H05: a document of the Party stands as legal basis of a normative one."""
    if tier_of(case.header.kind, case.header.number) is None:
        return
    for checked in case.citations:
        citation = checked.citation
        number = parse_number(citation.number, kind=citation.kind)
        if citation.relation != "basis":
            continue
        by_number = number is not None and number.family == "G"
        if by_number or (not citation.number and issuer_id(citation.issuer) in _PARTY):
            named = citation.number or " ".join(
                citation.span.of(case.document.text).split()
            )
            yield case.finding("H05", citation.span, number=named)


CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "V09": other_authority,
    "V10": replaced_before,
    "V11": no_transition,
    "H04": late_joint_circular,
    "H05": party_basis,
}
