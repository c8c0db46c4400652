"""Citations against the reviewed documents beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.header import read_header
from nlp.numbers import find_numbers
from nlp.scoring import Score, score_document, score_sentences

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.slow,
    pytest.mark.skipif(not GOLD.is_dir(), reason="no reviewed documents here"),
]


def found_in(text: str, *, whole: bool) -> list[dict[str, Any]]:
    """Return the citations of a text in the shape that is scored."""
    citations = find_citations(
        text,
        numbers=find_numbers(text),
        dates=find_dates(text)[0],
        header=read_header(text) if whole else None,
    )
    fields = ("kind", "number", "date", "issuer", "relation", "form")
    return [
        {"start": c.span.start, "end": c.span.end, "provisions": list(c.provisions)}
        | {name: getattr(c, name) for name in fields}
        for c in citations
    ]


@pytest.fixture(scope="module")
def annotated() -> Score:
    """Score every annotated document; only the layers of citations are filled."""
    score = Score()
    for path in sorted((GOLD / "annotated").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        found: dict[str, Any] = {"dates": [], "periods": [], "entities": []}
        found["citations"] = found_in(text, whole=True)
        score_document(score, gold, found)
    return score


@pytest.mark.parametrize(
    ("layer", "floor"),
    [
        ("CITATION.exact", 0.95),
        ("CITATION.overlap", 0.985),
        ("SELFREF.exact", 0.97),
    ],
)
def test_spans_of_documents(annotated: Score, layer: str, floor: float) -> None:
    """Citations and self references of whole documents are found where they stand."""
    assert annotated.prf(layer).f1 >= floor


@pytest.mark.parametrize(
    ("field", "floor"),
    [
        ("number", 0.99),
        ("kind", 0.99),
        ("date", 0.985),
        ("issuer", 0.95),
        ("provisions", 0.95),
        ("relation", 0.92),
    ],
)
def test_fields_of_documents(annotated: Score, field: str, floor: float) -> None:
    """The fields of citations in whole documents are read right."""
    assert annotated.fields[f"citation.{field}"].share >= floor


def test_sentences() -> None:
    """Nearly every labelled citation of the sentences is found.

    The labels of the set point twice at the first of two equal citations, and leave
    the titles of the documents out, so precision has a ceiling of about 0.95 there.
    """
    lines = (GOLD / "citations-sentences.jsonl").read_text("utf-8").splitlines()
    golds = [json.loads(line) for line in lines]
    score = score_sentences(
        (gold, found_in(gold["text"], whole=False)) for gold in golds
    )
    assert score.prf("sentences.overlap").recall >= 0.96
    assert score.prf("sentences.overlap").precision >= 0.92
