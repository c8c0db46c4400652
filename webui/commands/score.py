"""`cancu score`: quality against reviewed answers, with what was gained and lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ingest.read import read, read_text
from nlp.pipeline import analyse
from nlp.scoring import Score, score_document, score_headers, score_sentences
from nlp.serialise import to_json


@click.group()
def score() -> None:
    """Đo chất lượng trên tài liệu đã duyệt. Measure against reviewed answers."""


def _json_option(function: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")(
        function
    )


@score.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--differences", is_flag=True, help="Liệt kê sai khác. List differences.")
@_json_option
def annotated(folder: Path, differences: bool, as_json: bool) -> None:
    """<id>.json + <id>.txt: mọi lớp của văn bản. Every layer of whole documents."""
    _show(measure_annotated(folder), differences=differences, as_json=as_json)


@score.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--differences", is_flag=True, help="Liệt kê sai khác. List differences.")
@_json_option
def headers(folder: Path, differences: bool, as_json: bool) -> None:
    """headers.jsonl + <id>.txt: phần đầu văn bản. Header fields."""
    _show(measure_headers(folder), differences=differences, as_json=as_json)


@score.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--differences", is_flag=True, help="Liệt kê sai khác. List differences.")
@_json_option
def sentences(file: Path, differences: bool, as_json: bool) -> None:
    """JSONL: viện dẫn trong từng câu. Citations, sentence by sentence."""
    _show(measure_sentences(file), differences=differences, as_json=as_json)


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


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def figures(result: Score) -> dict[str, dict[str, float]]:
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


def _show(result: Score, *, differences: bool, as_json: bool) -> None:
    if as_json:
        shown: dict[str, Any] = dict(figures(result))
        if differences:
            shown["differences"] = [str(one) for one in result.differences]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for name, row in figures(result).items():
        click.echo(f"{name:24}" + "".join(f"  {key} {row[key]:<8}" for key in row))
    if differences:
        for line in result.differences:
            click.echo(str(line))
