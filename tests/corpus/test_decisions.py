"""What people decide outlives new readings, new rules and removal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.decisions import Point, points_of
from corpus.register import DecisionError, Register
from ingest.document import Span

DECREE = {"kind": "Nghị định", "number": "30/2020/NĐ-CP", "date": "2020-03-05"}
Held = tuple[bytes, Any, Any]


@pytest.fixture
def held(register: Register, made: Callable[..., Any]) -> Held:
    """A held report that cites a decree twice with a day after its own."""
    late = {**DECREE, "number": "30/2024/NĐ-CP", "date": "2024-12-01"}
    document: Held = made(
        "bc.txt",
        cites=(late, late),
        kind="Báo cáo",
        number="5/BC-BNV",
        date="2024-05-06",
    )
    register.add(*document)
    return document


def points(register: Register, held: Held) -> list[Point]:
    """Return what is held against the report by rule DT04."""
    checked = register.check(held[1], held[2])
    return [point for point in points_of(checked) if point.code == "DT04"]


def test_equal_places_are_told_apart(register: Register, held: Held) -> None:
    """Two findings at equal words differ by their order, and so does their mark."""
    first, second = points(register, held)
    assert (first.quote, first.ordinal) == (second.quote, 1)
    assert second.ordinal == 2
    assert first.fingerprint != second.fingerprint


def test_the_next_check_says_new_open_dismissed(register: Register, held: Held) -> None:
    """Accepted is open, a false alarm is dismissed, the rest is new."""
    first, second = points(register, held)
    register.decisions.decide(1, first, outcome="accept", who="Nguyễn Văn A")
    register.decisions.decide(
        1, second, outcome="false_alarm", who="Trần B", reason="dự thảo"
    )
    checked = register.check(held[1], held[2])
    follow = register.decisions.follow_up(checked)
    states = {p.ordinal: s for p, s, _ in follow.points if p.code == "DT04"}
    assert states == {1: "open", 2: "dismissed"}
    assert follow.count("new") == len(follow.points) - 2
    assert follow.fixed == ()
    assert [d.who for d in register.decisions.of(1)] == ["Nguyễn Văn A", "Trần B"]
    assert all(d.decided_at and d.rules for d in register.decisions.of(1))


def test_decisions_survive_another_reading_and_removal(
    register: Register, held: Held
) -> None:
    """Offsets move and rows go; the decision finds its words again."""
    data, document, analysis = held
    register.decisions.decide(1, points(register, held)[0], outcome="accept", who="A")
    moved = replace(document, text="\n\n" + document.text.replace(";\n", " ;\n\n"))
    text = moved.text
    at = [i for i in range(len(text)) if text.startswith("Nghị định", i)]
    citations = tuple(
        replace(c, span=Span(start, start + c.span.end - c.span.start))
        for c, start in zip(analysis.citations, at, strict=True)
    )
    again = replace(analysis, citations=citations)
    register.remove(1)
    register.add(data, moved, again)
    follow = register.decisions.follow_up(register.check(moved, again))
    assert follow.count("open") == 1


def test_a_corrected_file_shows_what_was_fixed(
    register: Register, held: Held, made: Callable[..., Any]
) -> None:
    """Decisions on the earlier version: one error is gone, its alarm not counted."""
    first, second = points(register, held)
    register.decisions.decide(1, first, outcome="accept", who="A")
    register.decisions.decide(
        1, second, outcome="corrected", who="A", field="date", value="x"
    )
    better = made("bc2.txt", cites=(DECREE,), kind="Báo cáo", date="2024-05-06")
    follow = register.decisions.follow_up(
        register.check(better[1], better[2]), earlier=held[1].sha256
    )
    assert {d.code for d in follow.fixed} == {"DT04"}
    assert len(follow.fixed) == 2


def test_the_latest_decision_counts_and_the_history_stays(
    register: Register, held: Held, tmp_path: Path
) -> None:
    """A change of mind is a new row; the exported case says what holds now."""
    first = points(register, held)[0]
    register.decisions.decide(1, first, outcome="accept", who="A")
    register.decisions.decide(
        1, first, outcome="false_alarm", who="B", reason="bản nháp"
    )
    assert len(register.decisions.of(1)) == 2
    out = tmp_path / "cases.jsonl"
    assert register.decisions.export(out) == 1
    case = json.loads(out.read_text("utf-8"))
    assert (case["expected"], case["code"], case["who"]) == ("silent", "DT04", "B")
    assert case["sha256"] == held[1].sha256


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"outcome": "accept", "who": " "}, "decision_who"),
        ({"outcome": "false_alarm", "who": "A"}, "decision_reason"),
        ({"outcome": "corrected", "who": "A", "field": "date"}, "decision_value"),
        ({"outcome": "corrected", "who": "A", "value": "x"}, "decision_value"),
        ({"outcome": "maybe", "who": "A"}, "decision_outcome"),
        ({"outcome": "accept", "who": "A" * 3000}, "decision_long"),
    ],
)
def test_a_decision_says_who_why_and_what(
    values: dict[str, Any], code: str, register: Register, held: Held
) -> None:
    """What is not whole is refused, and nothing is kept."""
    with pytest.raises(DecisionError) as refused:
        register.decisions.decide(1, points(register, held)[0], **values)
    assert refused.value.code == code
    assert register.decisions.of(1) == []


def test_the_text_alone(register: Register, held: Held) -> None:
    """Snippets need the text and nothing else."""
    assert register.text(1) == held[1].text
