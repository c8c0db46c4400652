"""`cancu ingest`, `failures`, `retry`, `reread`: files in, safe to repeat."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click

from corpus.collections import Collection, CollectionError
from webui.archive import Archive, NotHeld
from webui.commands.signing import noted
from webui.folders import files_of
from webui.indexing import IndexBusy
from webui.interrupting import ended_like_ctrl_c
from webui.moving import collection_meant
from webui.offered import Outcome
from webui.settings import load

INTERRUPTED = 130  # what shells give a program that Ctrl-C ended
JOBS = click.option(
    "--jobs", type=click.IntRange(1, 64), help="Số tiến trình. Processes."
)

COLLECTION = click.option(
    "--collection",
    default="",
    help="Bộ sưu tập, tên hoặc mã. Collection, by name or id.",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@JOBS
@COLLECTION
def ingest(paths: tuple[Path, ...], jobs: int | None, collection: str) -> None:
    """Nạp tệp, thư mục vào sổ đăng ký. Read files and folders into the register.

    Lặp lại và ngắt giữa chừng đều an toàn. Safe to repeat and to interrupt.
    """
    archive = Archive.open(load())
    where = collection_of(archive, collection)
    files, absent = files_of(paths, besides=archive.settings.data)
    tally = Tally(f"{where.name}: {', '.join(map(str, paths))}")
    for path in absent:
        tally.failed.append(f"{path}: không có tệp này / no such file")
    taken = archive.ingest(files, jobs=jobs, collection=where.id)
    take(archive, taken, tally, total=len(files))


@click.command()
def failures() -> None:
    """Liệt kê tệp không nạp được, với lý do. List what failed, and why."""
    rows = Archive.open(load()).failures()
    for row in rows:
        click.echo(f"{row.name}: {row.message_vi} / {row.message_en}")
    click.echo(f"{len(rows)} tệp / files", err=True)


@click.command()
@JOBS
def retry(jobs: int | None) -> None:
    """Nạp lại tệp đã hỏng hoặc còn dở. Try again what failed or was interrupted."""
    archive = Archive.open(load())
    total = len(archive.failures()) + len(archive.unfinished())
    take(archive, archive.retry(jobs=jobs), Tally(), total=total)


@click.command()
@click.argument("refs", nargs=-1)
@JOBS
def reread(refs: tuple[str, ...], jobs: int | None) -> None:
    """Đọc lại văn bản đã nạp bằng phiên bản này. Read again what is held.

    Dùng sau khi nâng cấp; không nêu gì thì đọc lại tất cả. After an update; all of
    it where nothing is named.
    """
    archive = Archive.open(load())
    try:
        held = [one for ref in refs for one in archive.find(ref)] if refs else None
    except NotHeld as error:
        raise click.ClickException(str(error)) from error
    total = archive.counts().held if held is None else len(held)
    take(archive, archive.reread(held, jobs=jobs), Reread(), total=total)


def collection_of(archive: Archive, name: str) -> Collection:
    """Return the collection that was named on the command line."""
    try:
        return collection_meant(archive, name)
    except CollectionError as error:
        raise click.ClickException(
            f"Không có bộ sưu tập “{name}”; tạo bằng “cancu collection add” / "
            f"No such collection; make it with `cancu collection add`"
        ) from error


class Tally:
    """What became of the files so far."""

    def __init__(self, place: str = "") -> None:
        self.place = place
        self.added = self.known = 0
        self.failed: list[str] = []
        self.notes: list[str] = []

    def count(self, outcome: Outcome) -> None:
        """Count one file."""
        if outcome.id is None:
            self.failed.append(f"{outcome.name}: {outcome.message}")
        elif outcome.new:
            self.added += 1
        else:
            self.known += 1
        self.notes += (f"{outcome.name}: {note}" for note in outcome.notes)

    def __str__(self) -> str:
        return (
            f"Nạp mới {self.added}, đã có {self.known}, lỗi {len(self.failed)}. "
            f"Added {self.added}, held already {self.known}, "
            f"failed {len(self.failed)}."
        )


class Reread(Tally):
    """What became of the documents that were read once more."""

    def __str__(self) -> str:
        return (
            f"Đọc lại {self.added + self.known}, trong đó {self.added} đọc ra khác "
            f"trước, lỗi {len(self.failed)}. "
            f"Read again {self.added + self.known}, of which {self.added} otherwise "
            f"than before, failed {len(self.failed)}."
        )


def take(
    archive: Archive,
    outcomes: Generator[Outcome, None, None],
    tally: Tally,
    *,
    total: int,
) -> None:
    """Show files going in with a progress bar, then the counts and what failed.

    Ends the program with status 1 if a file failed, 130 if it was interrupted.
    """
    try:
        with ended_like_ctrl_c(), closing(outcomes), _bar(total) as advance:
            for outcome in outcomes:
                tally.count(outcome)
                advance()
    except KeyboardInterrupt:
        _tell(archive, tally)
        click.echo(
            f"Đã dừng. {tally} Tất cả đã được giữ; chạy lại lệnh để nạp tiếp. "
            "Stopped: all of that is kept; run the command again for the rest.",
            err=True,
        )
        raise SystemExit(INTERRUPTED) from None
    except IndexBusy as error:
        raise click.ClickException(f"{tally} {error}") from error
    _tell(archive, tally)
    held = archive.counts().held
    click.echo(f"{tally} Trong sổ có {held} văn bản. {held} documents held.")
    if tally.failed:
        raise SystemExit(1)


def _tell(archive: Archive, tally: Tally) -> None:
    if tally.added or tally.failed:
        # One row for a run: the ledger has a row for each file.
        noted(archive.register, "ingest", tally.place, str(tally))
    for line in (*tally.notes, *tally.failed):
        click.echo(line, err=True)


@contextmanager
def _bar(total: int) -> Iterator[Any]:
    """Show a bar with rate and remaining time; yield what moves it by one."""
    # Slow to import, and of no use to any other command.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as progress:
        task = progress.add_task("Đang nạp / ingesting", total=total, rate="")

        def advance() -> None:
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")

        yield advance
        progress.refresh()
