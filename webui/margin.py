"""Findings beside the paragraph that they concern, as notes in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from webui.marking import Line, Note

MOST_NOTES = 300
"""Of one document; what is beyond them stands in the list of findings alone."""


def with_notes(lines: Sequence[Line], findings: Iterable[dict[str, Any]]) -> list[Line]:
    """Return the lines, the first of each paragraph with the notes of the whole.

    `findings` are rows of `findings_view`: a note stands at each of their places.
    """
    waiting = sorted(
        ((place["span"].start, note) for place, note in _notes(findings)),
        key=lambda one: one[0],
    )[:MOST_NOTES]
    waiting.reverse()
    noted = list(lines)
    begins = [at for at, line in enumerate(lines) if not line.continues]
    for at, after in zip_longest(begins, begins[1:]):
        here = []
        while waiting and (after is None or waiting[-1][0] < lines[after].start):
            here.append(waiting.pop()[1])
        if here:
            noted[at] = replace(noted[at], notes=tuple(here))
    return noted


def _notes(
    findings: Iterable[dict[str, Any]],
) -> Iterable[tuple[dict[str, Any], Note]]:
    for row in findings:
        for number, place in enumerate(row["places"], 1):
            yield (
                place,
                Note(
                    anchor=place["anchor"],
                    row=row["row"],
                    code=row["code"],
                    severity=row["severity"],
                    text=row["text"],
                    suggestion=row["suggestion"],
                    again=number > 1,
                ),
            )
