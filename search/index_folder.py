"""The folder of the embedded index: which index in it is in force, and swapping it.

The folder holds indexes of their own beside each other, and a file `cancu-schema` that
says which one is in force and for which version of the fields it was made. A new index
takes the place of the old one by replacing that file, in one step.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.index import create_in

from search.schema import VERSION, schema

NAME = "cancu"
_STAMP = "cancu-schema"
_PREFIX = "index-"
_UNFILLED = "unfilled"
_LOCK = "making.lock"


@contextmanager
def _one_process(path: Path) -> Iterator[None]:
    """Let one process at a time in: who makes an index removes unfinished ones."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class IndexFolder:
    """A folder of indexes, one of them in force; made on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = folder / _STAMP
        folder.mkdir(parents=True, exist_ok=True)
        if self._in_force() is None:
            with _one_process(folder / _LOCK):
                self._make()

    def _make(self) -> None:
        """Make the first index, or one for the present fields, unless another did."""
        if self._in_force() is not None:
            return
        held = self._stamp.exists()
        made = self.create()
        if held or any(self._folder.glob(f"_{NAME}_*.toc")):
            (made / _UNFILLED).touch()
        self._publish(made, only_first=not held)
        self._remove_others()

    @property
    def unfilled(self) -> bool:
        """Whether an index of another version was dropped, and nothing added since."""
        return (self.current / _UNFILLED).exists()

    def filled(self) -> None:
        """Take down that documents have been added."""
        (self.current / _UNFILLED).unlink(missing_ok=True)

    def _in_force(self) -> Path | None:
        try:
            version, _, name = self._stamp.read_text("utf-8").strip().partition(" ")
        except OSError:
            return None
        path = self._folder / name
        return path if version == str(VERSION) and name and path.is_dir() else None

    @property
    def current(self) -> Path:
        """The index in force.

        Raises:
            FileNotFoundError: when the folder was taken away or belongs to a newer
                program by now.
        """
        found = self._in_force()
        if found is None:
            raise FileNotFoundError(str(self._stamp))
        return found

    def create(self) -> Path:
        """Make an empty index beside the one in force; return its folder."""
        made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))
        create_in(str(made), schema(), indexname=NAME)
        return made

    def swap(self, made: Path) -> None:
        """Put an index in force, and remove all but it and the one before it.

        Readers of the one before keep it until they look for the next commit.
        """
        before = self.current
        self._publish(made)
        self._remove_others(before)

    def discard(self, made: Path) -> None:
        """Remove an index that did not come into force."""
        shutil.rmtree(made, ignore_errors=True)

    def _publish(self, made: Path, *, only_first: bool = False) -> None:
        handle, name = tempfile.mkstemp(prefix=_STAMP, dir=self._folder)
        written = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(f"{VERSION} {made.name}\n")
            out.flush()
            os.fsync(out.fileno())
        if not only_first:
            written.replace(self._stamp)
            return
        # Of two processes that make the folder at once the first one wins.
        try:
            os.link(written, self._stamp)
        except FileExistsError:
            self.discard(made)
        finally:
            written.unlink()

    def _remove_others(self, *kept: Path) -> None:
        names = {path.name for path in (self.current, *kept)}
        for path in self._folder.glob(f"{_PREFIX}*"):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
        for path in self._folder.glob(f"*{NAME}_*"):
            path.unlink(missing_ok=True)
