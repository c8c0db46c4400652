"""What people decided of the findings on a held document, for pages and programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from corpus.crosscheck import CheckedDocument
from corpus.decisions import Decision, FollowUp, Outcome, Point, State
from corpus.verdicts import Verdict
from ingest.document import Span
from webui.archive import Archive
from webui.presentation import FIELDS, say, say_date

# A finding at more places than this is judged place by place in smaller documents.
MOST_POINTS = 200
STATES = {
    "new": later("chưa xem xét"),
    "open": later("còn phải sửa"),
    "dismissed": later("báo nhầm"),
}
REFUSED = {
    "decision_who": later("Hãy ghi tên người xem xét."),
    "decision_reason": later("Báo nhầm thì phải ghi lý do."),
    "decision_value": later("Hãy chọn trường và ghi giá trị đúng."),
    "decision_long": later("Tên, lý do hoặc giá trị dài quá 2.000 ký tự."),
}

Judged = tuple[Point, State, Decision | None]


def follow_up(archive: Archive, checked: CheckedDocument) -> FollowUp:
    """Return a check beside decisions on this document and the version before it."""
    older = archive.older_versions(str(checked.id))
    earlier = older[0].sha256 if older else None
    return archive.register.decisions.follow_up(checked, earlier=earlier)


def decide(
    archive: Archive,
    checked: CheckedDocument,
    marks: Iterable[str],
    *,
    outcome: Outcome,
    who: str,
    reason: str | None = None,
    field: str | None = None,
    value: str | None = None,
) -> int:
    """Keep one decision on each point of `checked` named by its fingerprint.

    Returns how many points were decided: none where no fingerprint is of this check.

    Raises:
        DecisionError: if it is not said who, why or what.
    """
    wanted = set(marks)
    points = [each[0] for each in follow_up(archive, checked).points]
    chosen = [point for point in points if point.fingerprint in wanted][:MOST_POINTS]
    for point in chosen:
        archive.register.decisions.decide(
            int(str(checked.id)),
            point,
            outcome=outcome,
            who=who,
            reason=reason,
            field=field,
            value=value,
        )
    return len(chosen)


def judge_rows(
    checked: CheckedDocument,
    follow: FollowUp,
    findings: Iterable[dict[str, Any]],
    citations: Iterable[dict[str, Any]],
) -> None:
    """Give every row of a finding or a contradicted citation its `opinion`."""
    at = {(each[0].code, each[0].span): each for each in follow.points}
    for row in findings:
        spans = [place["span"] for place in row["places"]]
        row["opinion"] = _opinion(at, row["code"], spans)
    for row, cited in zip(citations, checked.citations, strict=True):
        if cited.verdict is Verdict.CONTRADICTED:
            spans = [cited.citation.span]
            row["opinion"] = _opinion(at, cited.reason.code, spans)


def _opinion(
    at: Mapping[tuple[str, Span], Judged], code: str, spans: Iterable[Span]
) -> dict[str, Any] | None:
    judged = [at[code, span] for span in spans if (code, span) in at]
    if not judged:
        return None
    # A row is done with when all its places are.
    worst = min(judged, key=lambda each: list(STATES).index(each[1]))
    _point, state, decision = worst
    return {
        "marks": [point.fingerprint for point, _, _ in judged[:MOST_POINTS]],
        "state": state,
        "state_name": say(STATES, state),
        "said": decision and said(decision),
    }


def said(decision: Decision) -> str:
    """Return in words who decided what, when and why."""
    day = say_date(decision.decided_at[:10])
    who = _("%(who)s, ngày %(day)s", who=decision.who, day=day)
    if decision.outcome == "corrected" and decision.field:
        name = say(FIELDS, decision.field)
        return f"{who}: {name} → “{decision.value}”"
    return f"{who}: {decision.reason}" if decision.reason else who


def follow_up_json(follow: FollowUp) -> dict[str, Any]:
    """Return a follow-up as the API gives it."""
    counts = {state: follow.count(state) for state in ("new", "open", "dismissed")}
    return {
        "counts": {**counts, "fixed": len(follow.fixed)},
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
                "decision": asdict(decision) if decision else None,
            }
            for point, state, decision in follow.points
        ],
        "fixed": [asdict(decision) for decision in follow.fixed],
    }
