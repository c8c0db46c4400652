"""`cancu score`: quality against reviewed answers, with what was gained and lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from nlp.scoring import Score
from webui import measuring, quality_page


@click.group()
def score() -> None:
    """Đo chất lượng trên tài liệu đã duyệt. Measure against reviewed answers."""


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _options(function: Callable[..., None]) -> Callable[..., None]:
    function = click.option("--json", "as_json", is_flag=True, help="In JSON.")(
        function
    )
    return click.option(
        "--differences", is_flag=True, help="Liệt kê sai khác. List differences."
    )(function)


@score.command()
@click.argument("folder", type=FOLDER)
@_options
def annotated(folder: Path, differences: bool, as_json: bool) -> None:
    """<id>.json + <id>.txt: mọi lớp của văn bản. Every layer of whole documents."""
    _show(measuring.measure_annotated(folder), differences, as_json)


@score.command()
@click.argument("folder", type=FOLDER)
@_options
def headers(folder: Path, differences: bool, as_json: bool) -> None:
    """headers.jsonl + <id>.txt: phần đầu văn bản. Header fields."""
    _show(measuring.measure_headers(folder), differences, as_json)


@score.command()
@click.argument("file", type=FILE)
@_options
def sentences(file: Path, differences: bool, as_json: bool) -> None:
    """JSONL: viện dẫn trong từng câu. Citations, sentence by sentence."""
    _show(measuring.measure_sentences(file), differences, as_json)


@score.command()
@click.argument("folder", type=FOLDER)
@click.option("--catalogue", type=FILE, required=True, help="Danh mục. Catalogue.")
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def seeded(folder: Path, catalogue: Path, as_json: bool) -> None:
    """cases.json + <case>.txt: lỗi cấy sẵn. Planted errors, found or not."""
    result = measuring.measure_planted(folder, catalogue)
    rows: dict[str, Any] = dict(measuring.planted_figures(result))
    if as_json:
        rows["missed"] = result.missed
        rows["false_alarms"] = result.false_alarms
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    _table(rows)
    for name in (*result.missed, *result.false_alarms):
        click.echo(name)


@score.command()
@click.argument("folder", type=FOLDER)
@click.option("--queries", type=FILE, help="Câu hỏi JSONL. Questions.")
@click.option("--engine", type=click.Choice(["whoosh", "opensearch"]), default="whoosh")
@click.option("--without-diacritics", is_flag=True, help="Bỏ dấu câu hỏi.")
def retrieval(
    folder: Path, queries: Path | None, engine: str, without_diacritics: bool
) -> None:
    """Lập chỉ mục các điều của DIR và đo R@k, MRR@10. Retrieval figures."""
    result = quality_page.measure_retrieval(
        folder, queries, engine=engine, without_diacritics=without_diacritics
    )
    for name, value in result.items():
        click.echo(f"{name:10} {value}")


@score.command("all")
@click.argument("folder", type=FOLDER)
@click.option("--planted", type=FOLDER, help="Thư mục lỗi cấy sẵn. Planted errors.")
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi bảng vào trang này. Write the table into this page.",
)
def everything(folder: Path, planted: Path | None, write: Path | None) -> None:
    """Mọi phép đo, kèm được và mất. Everything, with what was gained and lost."""
    measured = quality_page.measure_all(folder, planted)
    _table(measured.figures)
    if write is not None:
        gained, lost = quality_page.write(write, measured)
        for name, keys in (("được / gained", gained), ("mất / lost", lost)):
            click.echo(f"{name}: {len(keys)}")
            for key in keys:
                click.echo(f"  {key}")


def _show(result: Score, differences: bool, as_json: bool) -> None:
    if as_json:
        shown: dict[str, Any] = dict(measuring.figures(result))
        if differences:
            shown["differences"] = [str(one) for one in result.differences]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    _table(measuring.figures(result))
    if differences:
        for one in result.differences:
            click.echo(str(one))


def _table(rows: dict[str, Any]) -> None:
    for name, row in rows.items():
        click.echo(f"{name:24}" + "".join(f"  {key} {row[key]:<8}" for key in row))
