"""`cancu watch`: what appears or changes in a folder goes into the register."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import click

from corpus.visibility import FIRST
from webui import watching
from webui.archive import Archive
from webui.commands.ingest import COLLECTION, JOBS, collection_of
from webui.commands.signing import noted
from webui.folders import files_in
from webui.interrupting import ended_like_ctrl_c
from webui.offered import Outcome
from webui.settings import load
from webui.watching import looked


class Stamp(NamedTuple):
    """By what a file is seen to change without being read."""

    size: int
    modified: int


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--interval",
    type=click.FloatRange(0.1, 86_400),
    default=10.0,
    show_default=True,
    help="Số giây giữa hai lần xem. Seconds between two looks.",
)
@click.option(
    "--once", is_flag=True, help="Xem một lượt rồi thôi. Look once, then end."
)
@JOBS
@COLLECTION
def watch(
    folder: Path, interval: float, once: bool, jobs: int | None, collection: str
) -> None:
    """Theo dõi thư mục, nạp tệp mới và tệp đã đổi. Ingest what is new or changed.

    Tệp được nạp khi không còn thay đổi giữa hai lần xem; không tệp nào bị dời đi.
    A file is ingested once it stayed the same between two looks; nothing is moved.
    """
    archive = Archive.open(load())
    where = collection_of(archive, collection)
    watcher = Watcher(
        archive,
        folder.resolve(),
        jobs=jobs,
        say=_say,
        collection=where.id,
        interval=interval,
    )
    try:
        with ended_like_ctrl_c():
            watcher.look()
            while True:
                time.sleep(interval)
                watcher.look()
                if once:
                    break
            watcher.tell(stopped=True)
    except KeyboardInterrupt:
        watcher.tell(stopped=True)
        click.echo("Đã dừng theo dõi. Stopped watching.", err=True)
        return
    for path in watcher.moving:
        click.echo(f"{path}: còn đang được ghi / still being written", err=True)
    if once and watcher.failed:
        raise SystemExit(1)


@dataclass(slots=True)
class Watcher:
    """What was seen of a folder; `moving` files changed since the last look."""

    archive: Archive
    folder: Path
    jobs: int | None
    say: Callable[[str], None]
    done: dict[Path, Stamp] = field(default_factory=dict)
    last: dict[Path, Stamp] = field(default_factory=dict)
    moving: list[Path] = field(default_factory=list)
    failed: int = 0
    collection: int = FIRST
    interval: float = 10.0
    taken: int = 0
    error: str = ""

    def tell(self, *, stopped: bool = False) -> None:
        """Say what was seen, for the page of intake."""
        seen = looked(
            self.folder,
            self.interval,
            taken=self.taken,
            failed=self.failed,
            moving=len(self.moving),
            error=self.error,
        )
        state = replace(seen, stopped=stopped)
        watching.tell(self.archive.settings.data, state)

    def look(self) -> None:
        """Ingest what is new and stayed the same since the look before.

        An error is told and survived: the folder may come back, the disk may be
        freed; what was not taken is taken at a later look.
        """
        try:
            now = self._stamps()
            self.done = {path: self.done[path] for path in now if path in self.done}
            new = [path for path in now if now[path] != self.done.get(path)]
            ready = [path for path in new if now[path] == self.last.get(path)]
            self.moving = [path for path in new if path not in set(ready)]
            self.last = now
            if ready:
                self._take(ready, now)
            self.error = ""
        except Exception as error:  # whatever happens, tomorrow's files must go in
            self.failed += 1
            self.error = f"{type(error).__name__}: {error}"
            self.say(f"{self.folder}: {self.error}")
        self.tell()

    def _stamps(self) -> dict[Path, Stamp]:
        if not self.folder.is_dir():
            # A share that is gone is not an empty folder.
            raise NotADirectoryError("không thấy thư mục / the folder is not there")
        found = {}
        for path in files_in(self.folder, besides=self.archive.settings.data):
            try:
                status = path.stat()
            except OSError:
                continue  # gone again
            found[path] = Stamp(status.st_size, status.st_mtime_ns)
        return found

    def _take(self, ready: list[Path], now: dict[Path, Stamp]) -> None:
        taken = self.archive.ingest(ready, jobs=self.jobs, collection=self.collection)
        with closing(taken) as outcomes:
            for outcome in outcomes:
                self.failed += outcome.id is None
                self.taken += outcome.new
                if outcome.new or outcome.id is None:
                    self.say(_line(outcome))
        subject = f"{self.folder}: {len(ready)}"
        noted(self.archive.register, "ingest", subject, f"collection {self.collection}")
        self.done |= {path: now[path] for path in ready}


def _line(outcome: Outcome) -> str:
    sign = "+" if outcome.id is not None else "!"
    return "\n  ".join([f"{sign} {outcome.name}: {outcome.message}", *outcome.notes])


def _say(line: str) -> None:
    click.echo(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}")
