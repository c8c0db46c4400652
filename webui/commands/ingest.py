"""`cancu ingest`, `failures`, `retry`: files into the register, safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from webui.intake import Outcome
from webui.library import Library
from webui.settings import load


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 64), help="Số tiến trình. Processes.")
def ingest(paths: tuple[Path, ...], jobs: int | None) -> None:
    """Nạp tệp, thư mục vào sổ đăng ký. Read files and folders into the register.

    Lặp lại và ngắt giữa chừng đều an toàn. Safe to repeat and to interrupt.
    """
    library = Library.open(load())
    files, absent = _files(paths)
    _run(library, files, jobs, absent)


@click.command()
def failures() -> None:
    """Liệt kê tệp không nạp được, với lý do. List what failed, and why."""
    rows = Library.open(load()).failures()
    for row in rows:
        click.echo(f"{row.name}: {row.message_vi} / {row.message_en}")
    click.echo(f"{len(rows)} tệp / files", err=True)


@click.command()
@click.option("--jobs", type=click.IntRange(1, 64), help="Số tiến trình. Processes.")
def retry(jobs: int | None) -> None:
    """Nạp lại những tệp đã hỏng. Try again what failed."""
    library = Library.open(load())
    _show(library, library.retry(jobs=jobs), [])


def _files(paths: tuple[Path, ...]) -> tuple[list[Path], list[str]]:
    files: list[Path] = []
    absent: list[str] = []
    for path in paths:
        if path.is_dir():
            files += sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and not file.name.startswith((".", "~$"))
            )
        elif path.exists():
            files.append(path)
        else:
            absent.append(f"{path}: không có tệp này / no such file")
    return files, absent


def _run(
    library: Library, files: list[Path], jobs: int | None, absent: list[str]
) -> None:
    console = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
    )
    outcomes: list[Outcome] = []
    with progress:
        task = progress.add_task("Đang nạp / ingesting", total=len(files), rate="")
        for outcome in library.ingest(files, jobs=jobs):
            outcomes.append(outcome)
            speed = progress.tasks[0].speed
            progress.update(
                task, advance=1, rate=f"{speed:.1f}/s" if speed else "", refresh=True
            )
    _show(library, outcomes, absent)


def _show(library: Library, outcomes: Iterable[Outcome], absent: list[str]) -> None:
    added = known = 0
    failed = list(absent)
    for outcome in outcomes:
        if outcome.id is None:
            failed.append(f"{outcome.name}: {outcome.message}")
        elif outcome.new:
            added += 1
        else:
            known += 1
    for line in failed:
        click.echo(line, err=True)
    total = library.counts().held
    click.echo(
        f"Nạp mới {added}, đã có {known}, lỗi {len(failed)}; trong sổ có {total} "
        f"văn bản. Added {added}, held already {known}, failed {len(failed)}; "
        f"{total} documents held."
    )
    if failed:
        raise SystemExit(1)
