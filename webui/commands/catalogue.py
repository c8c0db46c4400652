"""`cancu catalogue`: documents known by their metadata only."""

from __future__ import annotations

from pathlib import Path

import click

from webui.library import Library
from webui.settings import load


@click.group()
def catalogue() -> None:
    """Danh mục văn bản chỉ biết qua siêu dữ liệu. Known by metadata only."""


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi. Write nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Nhập JSONL hoặc CSV. Import JSONL or CSV."""
    library = Library.open(load())
    result = library.import_catalogue(file, dry_run=dry_run)
    for line in result.problems:
        click.echo(line, err=True)
    click.echo(result.summary)
    if result.failed:
        raise SystemExit(1)


@catalogue.command()
@click.option("--format", "style", type=click.Choice(["jsonl", "csv"]), default="jsonl")
def export(style: str) -> None:
    """Xuất danh mục ra màn hình. Print the catalogue."""
    library = Library.open(load())
    for line in library.export_catalogue(style):
        click.echo(line)
