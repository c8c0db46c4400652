"""Quality measured against reviewed answers; what `cancu score` prints and keeps."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.register import Register
from ingest.read import read, read_text
from nlp.pipeline import analyse
from nlp.scoring import Score, score_document, score_headers, score_sentences
from nlp.serialise import to_json

Figures = dict[str, dict[str, float]]


def measure_annotated(folder: Path) -> Score:
    """Analyse every annotated document of `folder` and compare every layer."""
    result = Score()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = read(path.with_suffix(".txt"))
        score_document(result, gold, to_json(document, analyse(document)))
    return result


def measure_headers(folder: Path) -> Score:
    """Analyse every document of `folder` and compare its header."""
    gold = list(_lines(folder / "headers.jsonl"))
    found = {}
    for row in gold:
        document = read(folder / f"{row['id']}.txt")
        found[row["id"]] = to_json(document, analyse(document))["header"]
    return score_headers(gold, found)


def measure_sentences(file: Path) -> Score:
    """Analyse every sentence of `file` and compare its citations."""

    def pairs() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        for row in _lines(file):
            document = read_text(row["text"], name="sentence")
            yield row, to_json(document, analyse(document))["citations"]

    return score_sentences(pairs())


@dataclass(slots=True)
class Planted:
    """What cross-checking made of documents with one planted error each.

    `found` and `planted` count by kind of error; `false_alarms` are citations of the
    untouched documents that agree with the catalogue and were contradicted all the
    same, out of `agreeing`. `missed` names the cases that were not found.
    """

    found: dict[str, int] = field(default_factory=dict)
    planted: dict[str, int] = field(default_factory=dict)
    agreeing: int = 0
    false_alarms: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of planted errors that were found."""
        return sum(self.found.values()) / (sum(self.planted.values()) or 1)


def measure_planted(folder: Path, catalogue: Path) -> Planted:
    """Check every case of `folder` (cases.json, <case>.txt) against `catalogue`.

    An error counts as found when a contradicted citation, an error or a warning shares
    a character with it.
    """
    result = Planted()
    with tempfile.TemporaryDirectory() as work:
        register = Register.open(f"sqlite:///{work}/register.sqlite", Path(work))
        register.catalogue_import(catalogue)
        for case in json.loads((folder / "cases.json").read_text("utf-8")):
            document = read(folder / f"{case['case']}.txt")
            checked = register.check(document, analyse(document)).to_json()
            _judge(result, case, checked)
        register.close()
    return result


def _judge(result: Planted, case: Mapping[str, Any], checked: dict[str, Any]) -> None:
    wrong = [c for c in checked["citations"] if c["verdict"] == "contradicted"]
    if case["kind"] == "clean":
        result.agreeing += len(case["agree"])
        result.false_alarms += [
            f"{case['case']}@{one['start']}"
            for one in wrong
            for start, end in case["agree"]
            if start < one["end"] and one["start"] < end
        ]
        return
    serious = [f for f in checked["findings"] if f["severity"] in ("error", "warning")]
    hit = any(
        one["start"] < case["end"] and case["start"] < one["end"]
        for one in (*wrong, *serious)
    )
    kind = case["kind"]
    result.planted[kind] = result.planted.get(kind, 0) + 1
    result.found[kind] = result.found.get(kind, 0) + hit
    if not hit:
        result.missed.append(case["case"])


def planted_figures(result: Planted) -> Figures:
    """Return recall by kind of planted error, and the false alarms."""
    rows = {
        f"planted.{kind}": {"recall": round(result.found[kind] / count, 4), "n": count}
        for kind, count in sorted(result.planted.items())
    }
    rows["planted.all"] = {
        "recall": round(result.recall, 4),
        "n": sum(result.planted.values()),
    }
    rows["planted.false alarms"] = {
        "count": len(result.false_alarms),
        "n": result.agreeing,
    }
    return rows


def figures(result: Score) -> Figures:
    """Return the figures of a score as plain numbers, by name."""
    spans = {
        name: {
            "p": round(prf.precision, 4),
            "r": round(prf.recall, 4),
            "f1": round(prf.f1, 4),
            "n": prf.hits + prf.missed,
        }
        for name, prf in sorted(result.spans.items())
    }
    fields = {
        name: {"accuracy": round(tally.share, 4), "n": tally.total}
        for name, tally in sorted(result.fields.items())
    }
    return spans | fields


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
