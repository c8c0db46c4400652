"""`cancu migrate`: a whole installation to other engines, and back."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.moving import MoveError, count_rows, move
from webui.archive import Archive
from webui.commands.signing import noted
from webui.indexing import IndexBusy
from webui.settings import load


@click.command()
@click.argument("target", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ đếm, không chép. Count only.")
def migrate(target: Path, dry_run: bool) -> None:
    """Chuyển cả kho sang nơi mà tệp cấu hình TARGET (TOML) nêu. Move everything.

    Nơi đi chỉ bị đọc; nơi đến phải trống. Ngắt giữa chừng thì chạy lại. The source is
    only read, the target must be empty; interrupted, run it again.
    """
    old = Archive.open(load())
    new = Archive.open(load({"CANCU_CONFIG": str(target)}))
    if old.settings.database_url == new.settings.database_url:
        raise click.ClickException("hai nơi là một / source and target are the same")
    if dry_run:
        for name, count in count_rows(old.register).items():
            click.echo(f"{name}: {count}")
        left = sum(count_rows(new.register).values())
        click.echo(f"Nơi đến có {left} dòng / rows in the target: {left}", err=True)
        return
    try:
        moved = move(
            old.register, new.register, told=lambda n, c: click.echo(f"{n}: {c}")
        )
    except MoveError as error:
        raise click.ClickException(str(error)) from error
    try:
        indexed = new.reindex()
    except IndexBusy as error:
        raise click.ClickException(str(error)) from error
    problems = new.verify()
    for problem in problems:
        click.echo(problem, err=True)
    noted(new.register, "migrate", str(target))
    click.echo(
        f"Đã chuyển {sum(moved.rows.values())} dòng, {moved.originals} bản gốc "
        f"(chép {moved.copied}), lập chỉ mục {indexed}. Moved: rows, originals, index."
    )
    if problems:
        raise SystemExit(1)
