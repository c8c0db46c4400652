"""`cancu catalogue`: documents known by their metadata only."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.catalogue import CatalogueError, Conflict
from nlp.written_days import day_as_written
from webui.archive import Archive
from webui.commands.signing import noted
from webui.settings import load


@click.group()
def catalogue() -> None:
    """Danh mục văn bản chỉ biết qua siêu dữ liệu. Known by metadata only."""


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi. Write nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Nhập JSONL hoặc CSV. Import JSONL or CSV."""
    archive = Archive.open(load())
    try:
        result = archive.import_catalogue(file, dry_run=dry_run)
    except CatalogueError as error:
        raise click.ClickException(str(error)) from error
    if not dry_run:
        noted(archive.register, "catalogue", str(file), f"{result.added}")
    for conflict in result.conflicts[:_SHOWN]:
        click.echo(_said(conflict), err=True)
    if left := len(result.conflicts[_SHOWN:]):
        click.echo(f"… còn {left} chỗ khác nhau. {left} more conflicts.", err=True)
    click.echo(
        f"Danh mục: đọc {result.read}, thêm {result.added}, đã có {result.already}, "
        f"khác nhau {len(result.conflicts)}. Catalogue: {result.read} read, "
        f"{result.added} added, {result.already} there already, "
        f"{len(result.conflicts)} in conflict."
        + (" (chưa ghi / not written)" if dry_run else "")
    )


_SHOWN = 20
_FIELDS = {
    "date_differs": ("date", "ngày", "date"),
    "issuer_differs": ("issuer", "cơ quan", "issuer"),
    "title_differs": ("title", "trích yếu", "title"),
}


def _said(conflict: Conflict) -> str:
    """Return a conflict in words; both entries are kept, and nothing is decided."""
    entry, other = conflict.entry, conflict.other
    if other is None:
        day = day_as_written(entry.date or "")
        return (
            f"{entry.number}: năm trong số hiệu khác năm của ngày {day}. "
            "The year in the number is not that of the date."
        )
    field, vietnamese, english = _FIELDS[conflict.code]
    one, two = getattr(entry, field), getattr(other, field)
    return (
        f"{entry.number}: {vietnamese} “{one}” khác “{two}” đã có trong danh mục. "
        f"The {english} differs from the entry already there."
    )


@catalogue.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Xuất danh mục ra tệp .jsonl hoặc .csv. Write the catalogue to a file."""
    count = Archive.open(load()).register.catalogue_export(file)
    click.echo(f"{count} dòng / rows: {file}")
