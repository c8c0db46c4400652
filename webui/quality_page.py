"""`docs/quality.md`, written by a command, and the scores kept beside it.

The kept scores name every difference without quoting the reviewed documents, so that
the next measurement can tell what was gained and what was lost.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path

from nlp.scoring import Score
from search.evaluation import (
    Question,
    alike,
    evaluate,
    read_articles,
    read_questions,
)
from search.whoosh_engine import WhooshEngine
from webui import measuring
from webui.engines import open_cluster
from webui.settings import load

BEGIN = "<!-- bắt đầu bảng đo / measured table begins -->"
END = "<!-- hết bảng đo / measured table ends -->"


@dataclass(slots=True)
class Measured:
    """All figures by name, and the keys of all differences."""

    figures: measuring.Figures = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def take(self, result: Score, prefix: str) -> None:
        """Add the figures and differences of one measurement."""
        for name, row in measuring.figures(result).items():
            self.figures[f"{prefix}{name}"] = row
        self.differences += [f"{prefix}{one.key}" for one in result.differences]


def measure_all(folder: Path, planted: Path | None) -> Measured:
    """Measure everything in a folder of reviewed documents (see `docs/quality.md`)."""
    measured = Measured()
    measured.take(measuring.measure_annotated(folder / "annotated"), "")
    measured.take(measuring.measure_headers(folder / "headers"), "headers/")
    sentences = measuring.measure_sentences(folder / "citations-sentences.jsonl")
    measured.take(sentences, "")
    if planted is not None:
        result = measuring.measure_planted(planted, folder / "catalogue.jsonl")
        measured.figures |= measuring.planted_figures(result)
        measured.differences += [f"missed {name}" for name in result.missed]
        measured.differences += [f"false alarm {name}" for name in result.false_alarms]
    return measured


def measure_retrieval(
    folder: Path,
    queries: Path | None,
    *,
    engine: str = "whoosh",
    without_diacritics: bool = False,
) -> dict[str, float]:
    """Index the articles of `folder` in a temporary place and ask the questions."""
    questions = read_questions(queries or folder / "queries.jsonl")
    articles = folder / "articles.jsonl.gz"
    with tempfile.TemporaryDirectory() as work:
        index = WhooshEngine(Path(work) / "index", texts=lambda ident: None)
        if engine == "opensearch":
            return _beside(index, articles, questions, without_diacritics)
        index.add(read_articles(articles))
        index.optimise()
        found = evaluate(index, questions, plain=without_diacritics)
        index.close()
    return found.as_dict()


def _beside(
    embedded: WhooshEngine, articles: Path, questions: list[Question], plain: bool
) -> dict[str, float]:
    """Measure the cluster of the settings, and how far both engines answer alike."""
    settings = replace(load(), search_index=f"cancu-score-{uuid.uuid4().hex}")
    other = open_cluster(settings, lambda ident: None)
    try:
        for index in (embedded, other):
            index.add(read_articles(articles))
        embedded.optimise()
        found = evaluate(other, questions, plain=plain)
        return found.as_dict() | alike(embedded, other, questions, plain=plain)
    finally:
        embedded.close()
        other.drop()
        other.close()


def write(page: Path, measured: Measured) -> tuple[list[str], list[str]]:
    """Put the table into `page`, keep the scores beside it.

    Returns:
        The differences that went away since the kept scores, and those that came.
    """
    kept = page.with_name("scores.json")
    before: set[str] = set()
    if kept.exists():
        before = set(json.loads(kept.read_text("utf-8"))["differences"])
    now = set(measured.differences)
    text = page.read_text("utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    page.write_text(f"{head}{BEGIN}\n\n{_markdown(measured)}\n{END}{tail}", "utf-8")
    scores = {"figures": measured.figures, "differences": sorted(now)}
    kept.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return sorted(before - now), sorted(now - before)


def _markdown(measured: Measured) -> str:
    lines = ["| | precision | recall | F1 / accuracy | n |", "|---|---|---|---|---|"]
    for name, row in measured.figures.items():
        value = row.get("f1", row.get("accuracy", row.get("count", "")))
        cells = [row.get("p", ""), row.get("r", row.get("recall", "")), value, row["n"]]
        lines.append(f"| {name} | " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"
