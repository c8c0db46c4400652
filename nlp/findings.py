"""What an inspector should see in one document, without looking anything up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.analysis import Citation, DateMention, Finding, Header, Period, Provision
from nlp.calendar_checks import CALENDAR_CHECKS
from nlp.count_checks import COUNT_CHECKS
from nlp.finding_rows import gather
from nlp.form_checks import FORM_CHECKS
from nlp.number_checks import NUMBER_CHECKS
from nlp.numbers import NumberMatch
from nlp.owner_checks import OWNER_CHECKS
from nlp.scheme_checks import SCHEME_CHECKS
from nlp.spelling_checks import SPELLING_CHECKS
from nlp.unread_checks import unread_numbers

CHECKS = (
    *CALENDAR_CHECKS,
    *NUMBER_CHECKS,
    *OWNER_CHECKS,
    unread_numbers,
    *COUNT_CHECKS,
    *FORM_CHECKS,
    *SCHEME_CHECKS,
    *SPELLING_CHECKS,
)
_MAX_FINDINGS = 2_000  # of one document: nobody reads more, and a flood is a bad file


def find_findings(
    text: str,
    *,
    header: Header,
    citations: Iterable[Citation],
    dates: Sequence[DateMention],
    periods: Sequence[Period],
    provisions: Sequence[Provision] = (),
    numbers: Iterable[NumberMatch] = (),
) -> list[Finding]:
    """Return what one document shows against itself, in the order of the text.

    The rules are the rows of `nlp/data/findings.toml`. Content is never corrected: a
    suggestion is only offered. Nothing outside the document is asked, so whether a
    cited document exists, or says so, is for cross-checking. `numbers` are what
    `find_numbers` found in the text: they need not be read again.
    """
    facts = gather(
        text,
        header=header,
        citations=citations,
        dates=dates,
        periods=periods,
        provisions=provisions,
        numbers=numbers,
    )
    found = {
        (finding.span, finding.code): finding
        for check in CHECKS
        for finding in check(facts)
    }
    return [found[key] for key in sorted(found)][:_MAX_FINDINGS]
