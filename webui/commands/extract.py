"""`cancu extract`: read and analyse files, store nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from ingest.errors import IngestError
from ingest.read import read, read_text
from nlp.analysis import Analysis
from nlp.pipeline import analyse
from nlp.serialise import to_json


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="In JSON ra màn hình. Print JSON."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Ghi <tên>.json cho từng tệp vào thư mục này. One JSON file for each input.",
)
@click.option(
    "--lines",
    type=click.File("r", encoding="utf-8"),
    help='Mỗi dòng một {"text": …}; in một kết quả mỗi dòng. One analysis per line.',
)
def extract(
    paths: tuple[Path, ...], as_json: bool, out: Path | None, lines: IO[str] | None
) -> None:
    """Đọc và phân tích tệp, không lưu gì. Read and analyse files; store nothing."""
    if lines is not None:
        _extract_lines(lines)
        return
    if not paths:
        raise click.UsageError("Cần ít nhất một tệp. Name at least one file.")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for path in _files(paths):
        try:
            document = read(path)
        except (IngestError, OSError) as error:
            click.echo(f"{path}: {error}", err=True)
            failed += 1
            continue
        analysis = analyse(document)
        if out is not None:
            text = json.dumps(to_json(document, analysis), ensure_ascii=False, indent=1)
            (out / f"{path.stem}.json").write_text(text + "\n", "utf-8")
        elif as_json:
            click.echo(
                json.dumps(to_json(document, analysis), ensure_ascii=False, indent=1)
            )
        else:
            click.echo(_summary(path, document.text, analysis))
    if failed:
        raise SystemExit(1)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        else:
            yield path


def _extract_lines(lines: IO[str]) -> None:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise click.ClickException(
                f'Dòng {number} không có dạng {{"text": …}}. '
                f"Line {number} is not an object with a text."
            ) from error
        document = read_text(str(text), name=f"line-{number}")
        click.echo(json.dumps(to_json(document, analyse(document)), ensure_ascii=False))


def _summary(path: Path, text: str, analysis: Analysis) -> str:
    header = analysis.header
    rows: list[tuple[str, Any]] = [
        ("Số, ký hiệu", header.number),
        ("Loại", header.kind),
        ("Cơ quan", header.issuer),
        ("Ngày", header.date),
        ("Trích yếu", header.title),
        ("Người ký", header.signer),
    ]
    parts = [f"== {path}"]
    parts += [f"{name:>12}: {value or '–'}" for name, value in rows]
    for citation in analysis.citations:
        if citation.form != "self":
            quote = " ".join(citation.span.of(text).split())
            parts.append(f"   {citation.relation:>10}: {quote}")
    for finding in analysis.findings:
        parts.append(f"  [{finding.code}] {finding.severity}: {finding.message}")
    return "\n".join(parts)
