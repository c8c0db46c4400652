"""What people decide of the findings of a check, for pages and programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast, get_args

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from corpus.crosscheck import CheckedDocument
from corpus.decision_words import STATES, decision_words
from corpus.decisions import (
    Decision,
    DecisionError,
    FollowUp,
    Outcome,
    Point,
    State,
    made_decision,
)
from corpus.decisions import follow_up as beside
from corpus.verdicts import Verdict
from ingest.document import Span
from webui.archive import Archive, CheckedBatch, NotHeld
from webui.presentation import in_language
from webui.reviewing import reviewer

# A finding at more places than this is judged place by place in smaller documents.
MOST_POINTS = 200

Judged = tuple[Point, State, Decision | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of some points: see `corpus.decisions.Decision`."""

    outcome: Outcome
    who: str
    reason: str | None = None
    field: str | None = None
    value: str | None = None


def judged_in(form: MultiDict[str, str]) -> Judgement:
    """Return what a form says; whoever has logged in signs with that name.

    Raises:
        DecisionError: if the outcome is none of those there are.
    """
    outcome = form.get("outcome", "")
    if outcome not in get_args(Outcome):
        raise DecisionError("decision_outcome")
    corrects = outcome == "corrected"
    return Judgement(
        outcome=cast(Outcome, outcome),
        who=reviewer(form.get("who", "").strip()),
        reason=form.get("reason", "").strip() or None,
        field=form.get("field") if corrects else None,
        value=form.get("value", "").strip() if corrects else None,
    )


def follow_up(
    archive: Archive, checked: CheckedDocument, batch: CheckedBatch | None = None
) -> FollowUp:
    """Return a check beside what was decided.

    Of a held document decisions on it and on the version before it; of one that is not
    held those that its result `batch` carries.
    """
    if checked.id is None:
        decisions = batch.decisions if batch else ()
        mine = [each for each in decisions if each.sha256 == checked.sha256]
        return beside(checked, mine)
    older = archive.older_versions(str(checked.id))
    earlier = older[0].sha256 if older else None
    return archive.register.decisions.follow_up(checked, earlier=earlier)


def decide(
    archive: Archive, checked: CheckedDocument, marks: Iterable[str], said: Judgement
) -> int:
    """Keep one decision on each point of a held document named by its fingerprint.

    Returns how many points were decided: none where no fingerprint is of this check.

    Raises:
        DecisionError: if it is not said who, why or what.
    """
    points = _chosen(follow_up(archive, checked), marks)
    for point in points:
        archive.register.decisions.decide(int(str(checked.id)), point, **asdict(said))
    return len(points)


def decide_kept(
    archive: Archive,
    token: str,
    owner: int | None,
    marks: Iterable[str],
    said: Judgement,
) -> tuple[int, str]:
    """Let a result in memory carry a decision on each point named by its fingerprint.

    Returns how many points were decided, and the names of their files.

    Raises:
        NotHeld: if the result is no longer kept for `owner`.
        DecisionError: if it is not said who, why or what, or there are too many.
    """
    batch = kept_result(archive, token, owner)
    marks = frozenset(marks)
    made = [
        made_decision(
            point,
            document=(checked.sha256, checked.name),
            rules=checked.rules,
            **asdict(said),
        )
        for checked in batch.documents
        for point in _chosen(follow_up(archive, checked, batch), marks)
    ]
    archive.decide_kept(token, made, owner)
    return len(made), ", ".join(dict.fromkeys(each.name for each in made))


def kept_on(
    archive: Archive, token: str, owner: int | None, day: str | None
) -> tuple[str, CheckedBatch]:
    """Return a result in memory as of a day, and the secret that fetches it so.

    Raises:
        NotHeld: if it is no longer kept for `owner`.
    """
    batch = kept_result(archive, token, owner)
    other = archive.kept_on(token, day, owner) if day else None
    return other or (token, batch)


def kept_result(archive: Archive, token: str, owner: int | None) -> CheckedBatch:
    """Return a result in memory.

    Raises:
        NotHeld: if it is no longer kept for `owner`.
    """
    batch = archive.kept(token, owner)
    if batch is None:
        raise NotHeld(_("Kết quả này không còn trong bộ nhớ; hãy đối chiếu lại tệp."))
    return batch


def _chosen(follow: FollowUp, marks: Iterable[str]) -> list[Point]:
    wanted = frozenset(marks)
    points = [each[0] for each in follow.points]
    return [each for each in points if each.fingerprint in wanted][:MOST_POINTS]


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
        "state_name": in_language(*STATES[state]),
        "said": decision and said(decision),
    }


def said(decision: Decision) -> str:
    """Return who decided what, when and why, in the reader's language."""
    return in_language(*decision_words(decision))
