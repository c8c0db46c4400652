"""`cancu reindex`, `verify`, `status`, `backup`, `restore`."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.backup import BackupError
from webui.archive import Archive
from webui.commands.signing import noted
from webui.indexing import IndexBusy
from webui.settings import load


@click.command()
def reindex() -> None:
    """Dựng lại chỉ mục từ sổ đăng ký. Rebuild the index from the register."""
    archive = Archive.open(load())
    try:
        count = archive.reindex()
    except IndexBusy as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã lập chỉ mục {count} văn bản / documents indexed.")


@click.command()
def verify() -> None:
    """Kiểm tra bản gốc, sổ và chỉ mục khớp nhau. Check that all agree.

    Thoát với mã 1 nếu có điều không khớp. Exit status 1 if something disagrees.
    """
    problems = Archive.open(load()).verify()
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} điều không khớp / disagreements", err=True)
    if problems:
        raise SystemExit(1)


@click.command()
def status() -> None:
    """Số văn bản, mục danh mục, chỉ mục, lỗi. Counts."""
    settings = load()
    archive = Archive.open(settings)
    counts = archive.counts()
    for name, value in [
        ("Thư mục dữ liệu / data", settings.data),
        ("Văn bản / documents", counts.held),
        ("Danh mục / catalogue", counts.known),
        ("Trong chỉ mục / indexed", "–" if counts.indexed is None else counts.indexed),
        ("Chưa nạp được / failed", len(archive.failures())),
        ("Còn dở / unfinished", len(archive.unfinished())),
    ]:
        click.echo(f"{name}: {value}")


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Sao lưu sổ đăng ký và bản gốc. Copy the register and the originals."""
    archive = Archive.open(load())
    try:
        archive.register.backup(target)
    except OSError as error:
        raise click.ClickException(
            f"Không sao lưu được vào {target}; hãy xem thư mục có tồn tại, còn chỗ và "
            f"được ghi hay không. The backup could not be written there: {error}"
        ) from error
    noted(archive.register, "backup", str(target))
    click.echo(f"Đã sao lưu vào / saved to: {target}")


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
def restore(source: Path) -> None:
    """Khôi phục vào thư mục dữ liệu trống. Restore into an empty data folder."""
    archive = Archive.open(load())
    try:
        archive.register.restore(source)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    noted(archive.register, "restore", str(source))
    archive.reindex()
    click.echo(f"Đã khôi phục {archive.counts().held} văn bản / documents restored.")
