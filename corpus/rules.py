"""The checks that need the register: which there are, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from corpus import (
    rules_authority,
    rules_citing,
    rules_force,
    rules_form,
    rules_provisions,
)
from corpus.case import Case
from corpus.rows import rule_rows
from nlp.analysis import Finding, Severity

Check = Callable[[Case], Iterable[Finding]]
State = Literal["run", "not_run"]

CHECKS: dict[str, Check] = {
    **rules_citing.CHECKS,
    **rules_form.CHECKS,
    **rules_authority.CHECKS,
    **rules_force.CHECKS,
    **rules_provisions.CHECKS,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `rules.toml`; `fires` and `silent` are examples that a test runs."""

    code: str
    severity: Severity
    condition: str
    vi: str
    en: str
    source: str
    fires: tuple[dict[str, Any], ...] = ()
    silent: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a rule ran, what it found, and the error if it failed.

    `not_run` is not a pass: reports say so.
    """

    code: str
    state: State
    findings: int = 0
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as plain JSON values."""
        return {
            "code": self.code,
            "state": self.state,
            "findings": self.findings,
            "error": self.error,
        }


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of this room, in the order of the file."""
    found = []
    for code, row in rule_rows().items():
        values = {**row, "fires": tuple(row["fires"]), "silent": tuple(row["silent"])}
        found.append(Rule(code=code, **values))
    return tuple(found)


def run_rules(
    case: Case, *, checks: dict[str, Check] | None = None
) -> tuple[list[Finding], tuple[Outcome, ...]]:
    """Run every rule over a case; a rule that raises is `not_run`, with its error."""
    findings: list[Finding] = []
    outcomes: list[Outcome] = []
    for code, check in (CHECKS if checks is None else checks).items():
        try:
            found = list(_run(check, case))
        except Exception as error:  # one broken rule must not hide the others
            outcomes.append(
                Outcome(code, "not_run", error=f"{type(error).__name__}: {error}")
            )
            continue
        findings += found
        outcomes.append(Outcome(code, "run", len(found)))
    return findings, tuple(outcomes)


def _run(check: Check, case: Case) -> Iterator[Finding]:
    yield from check(case)
