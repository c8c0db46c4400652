"""What people decide of a finding, kept so that it outlives readings and rules.

A decision is keyed by the digest of the file, the code of the rule, the folded words
it points at, and which of several equal places is meant: not by offsets, which move
when a file is read anew, nor by the version of the rules.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, insert, select

from corpus.crosscheck import CheckedDocument, rules_version
from corpus.database import read_only
from corpus.holdings import RegisterError, row_of
from corpus.records import now
from corpus.tables import decision
from corpus.verdicts import FIELDS, Verdict
from ingest.document import Span
from nlp.fold import fold

Outcome = Literal["accept", "false_alarm", "corrected"]
State = Literal["new", "open", "dismissed"]

_LONGEST = 2000


class DecisionError(RegisterError):
    """A decision that lacks who, why or what; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a check holds against a document: a finding or a contradiction.

    `code` is that of the rule, or of the reason for which a citation is contradicted;
    `ordinal` counts equal quotes of one code from 1, in the order of the text.
    """

    fingerprint: str
    code: str
    quote: str
    ordinal: int
    severity: str
    message: str
    span: Span

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what is the same in another file with the same words."""
        return self.code, folded(self.quote), self.ordinal


@dataclass(frozen=True, slots=True)
class Decision:
    """What `who` decided of a point, and when (UTC).

    `accept`: the finding is right; `false_alarm`: it is not, for `reason`; `corrected`:
    the right value of `field` is `value`. `rules` is the version under which it fired.
    """

    id: int
    fingerprint: str
    sha256: str
    name: str
    code: str
    quote: str
    ordinal: int
    message: str
    outcome: Outcome
    who: str
    decided_at: str
    rules: str
    reason: str | None = None
    field: str | None = None
    value: str | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what is the same in another file with the same words."""
        return self.code, folded(self.quote), self.ordinal


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A check beside earlier decisions.

    Each point is `open` (accepted or corrected, and still there), `dismissed` (a false
    alarm) or `new` (nobody decided); `fixed` are decisions on real errors that are no
    longer there.
    """

    points: tuple[tuple[Point, State, Decision | None], ...]
    fixed: tuple[Decision, ...]

    def count(self, state: State) -> int:
        """Return how many points are in this state."""
        return sum(each == state for _, each, _ in self.points)

    def to_json(self) -> dict[str, Any]:
        """Return the follow-up as plain JSON values."""
        counts = {state: self.count(state) for state in get_args(State)}
        return {
            "counts": {**counts, "fixed": len(self.fixed)},
            "points": [
                {
                    "fingerprint": point.fingerprint,
                    "code": point.code,
                    "severity": point.severity,
                    "message": point.message,
                    "quote": point.quote,
                    "start": point.span.start,
                    "end": point.span.end,
                    "state": state,
                    "decision": asdict(decided) if decided else None,
                }
                for point, state, decided in self.points
            ],
            "fixed": [asdict(decided) for decided in self.fixed],
        }


def folded(quote: str) -> str:
    """Return a quote without case, diacritics and line breaks.

    >>> folded("Nghị định số\\n 30") == folded("nghị định số 30")
    True
    """
    return " ".join(fold(quote).split())


def fingerprint(sha256_of_file: str, code: str, quote: str, ordinal: int) -> str:
    """Return the digest by which a decision finds its point again."""
    parts = "\x1f".join((sha256_of_file, code, folded(quote), str(ordinal)))
    return sha256(parts.encode("utf-8")).hexdigest()


def points_of(checked: CheckedDocument) -> tuple[Point, ...]:
    """Return the findings and contradictions of a check, in the order of the text."""
    raw = [(f.span, f.code, f.severity, f.message) for f in checked.findings]
    raw += [
        (c.citation.span, c.reason.code, "error", c.reason.message)
        for c in checked.citations
        if c.verdict is Verdict.CONTRADICTED
    ]
    seen: Counter[tuple[str, str]] = Counter()
    points = []
    for span, code, severity, message in sorted(
        raw, key=lambda each: (each[0].start, each[0].end, each[1])
    ):
        quote = " ".join(span.of(checked.document.text).split())[:_LONGEST]
        seen[code, folded(quote)] += 1
        at = seen[code, folded(quote)]
        mark = fingerprint(checked.sha256, code, quote, at)
        points.append(Point(mark, code, quote, at, severity, message, span))
    return tuple(points)


def _checked_values(
    outcome: str, who: str, reason: str | None, field: str | None, value: str | None
) -> None:
    if outcome not in get_args(Outcome):
        raise DecisionError("decision_outcome")
    if not who.strip():
        raise DecisionError("decision_who")
    if outcome == "false_alarm" and not (reason or "").strip():
        raise DecisionError("decision_reason")
    if outcome == "corrected" and (field not in FIELDS or not (value or "").strip()):
        raise DecisionError("decision_value")
    if any(len(text or "") > _LONGEST for text in (who, reason, value)):
        raise DecisionError("decision_long")


def made_decision(
    point: Point,
    *,
    document: tuple[str, str],
    outcome: Outcome,
    who: str,
    rules: str = "",
    reason: str | None = None,
    field: str | None = None,
    value: str | None = None,
) -> Decision:
    """Return what `who` decides now of a point, kept nowhere yet: its id is 0.

    `document` is the digest and the name of the file.

    Raises:
        DecisionError: if it is not said who; why, for a false alarm; or which field
            and value, for a correction.
    """
    _checked_values(outcome, who, reason, field, value)
    digest, name = document
    return Decision(
        id=0,
        fingerprint=fingerprint(digest, point.code, point.quote, point.ordinal),
        sha256=digest,
        name=name,
        code=point.code,
        quote=point.quote,
        ordinal=point.ordinal,
        message=point.message,
        outcome=outcome,
        who=who.strip(),
        decided_at=now(),
        rules=rules,
        reason=reason,
        field=field,
        value=value,
    )


def store_decision(db: Connection, made: Decision) -> Decision:
    """Keep a decision; earlier ones on the same point stay as its history."""
    values = {name: value for name, value in asdict(made).items() if name != "id"}
    done = db.execute(insert(decision).values(**values))
    return replace(made, id=int((done.inserted_primary_key or (0,))[0]))


def decisions_of(db: Connection, sha256_of_file: str | None = None) -> list[Decision]:
    """Return the decisions on a file, or all, the oldest first."""
    query = select(decision).order_by(decision.c.id)
    if sha256_of_file is not None:
        query = query.where(decision.c.sha256 == sha256_of_file)
    names = [each.name for each in fields(Decision)]
    rows = db.execute(query).mappings()
    return [Decision(**{name: row[name] for name in names}) for row in rows]


def follow_up(checked: CheckedDocument, decisions: Iterable[Decision]) -> FollowUp:
    """Return the points of a check beside decisions on this file or an earlier one.

    The latest decision on a point counts. Decisions on an earlier version of the file
    match by code, words and place in the order.
    """
    latest = {each.key: each for each in decisions}
    found = []
    for point in points_of(checked):
        decided = latest.pop(point.key, None)
        state: State = "new"
        if decided is not None:
            state = "dismissed" if decided.outcome == "false_alarm" else "open"
        found.append((point, state, decided))
    fixed = [each for each in latest.values() if each.outcome != "false_alarm"]
    return FollowUp(tuple(found), tuple(fixed))


def regression_cases(decisions: Sequence[Decision]) -> Iterator[dict[str, Any]]:
    """Yield one case for each point decided: what a later version must say of it.

    `expected` is "fires" or "silent" for the code at the quote of the file `sha256`.
    """
    latest = {each.fingerprint: each for each in decisions}
    for each in latest.values():
        silent = each.outcome == "false_alarm"
        yield {"expected": "silent" if silent else "fires", **asdict(each)}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided of the findings of a register."""

    engine: Engine

    def decide(
        self,
        document_id: int,
        point: Point,
        *,
        outcome: Outcome,
        who: str,
        reason: str | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Keep what `who` decided of a finding (`points_of` gives them).

        Raises:
            NotHeld: if there is no such document.
            DecisionError: if it is not said who, why or what.
        """
        with self.engine.begin() as db:
            row = row_of(db, document_id)
            made = made_decision(
                point,
                document=(row["sha256"], row["name"]),
                outcome=outcome,
                who=who,
                rules=rules_version(),
                reason=reason,
                field=field,
                value=value,
            )
            return store_decision(db, made)

    def of(self, document_id: int) -> list[Decision]:
        """Return what was decided of a document, the oldest first.

        Raises:
            NotHeld: if there is no such document.
        """
        with read_only(self.engine) as db:
            return decisions_of(db, row_of(db, document_id)["sha256"])

    def follow_up(
        self, checked: CheckedDocument, *, earlier: str | None = None
    ) -> FollowUp:
        """Return a check beside what was decided: new, open, dismissed, fixed.

        `earlier` is the digest of an earlier version of the file, if this is a
        corrected one.
        """
        with read_only(self.engine) as db:
            before = decisions_of(db, earlier) if earlier else []
            return follow_up(checked, [*before, *decisions_of(db, checked.sha256)])

    def export(self, path: Path) -> int:
        """Write all points decided as cases for regression, JSONL; return how many.

        Raises:
            OSError: if the file cannot be written.
        """
        with read_only(self.engine) as db:
            cases = list(regression_cases(decisions_of(db)))
        lines = [json.dumps(case, ensure_ascii=False) + "\n" for case in cases]
        path.write_text("".join(lines), encoding="utf-8")
        return len(cases)
