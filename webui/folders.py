"""Files of folders: which of them are documents, in an order that stays the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

# Beginnings and endings of what programs write while they are not finished.
HIDDEN = (".", "~$")
UNFINISHED = (".part", ".partial", ".crdownload", ".filepart", ".tmp")


def files_in(folder: Path, *, besides: Path | None = None) -> Iterator[Path]:
    """Yield the files under `folder`, sorted, without what lies under `besides`.

    Hidden files and folders, and files that a program is still writing by their
    name, are left out. Links to folders are not followed: they may lead in circles.
    """
    avoided = besides.resolve() if besides else None
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(HIDDEN) and (here / name).resolve() != avoided
        )
        for name in sorted(names):
            path = here / name
            unfinished = name.lower().endswith(UNFINISHED)
            if not unfinished and not name.startswith(HIDDEN) and path.is_file():
                yield path


def files_of(
    paths: Iterable[Path], *, besides: Path | None = None
) -> tuple[list[Path], list[Path]]:
    """Return the files that `paths` name, folders opened, and the paths of nothing."""
    files: list[Path] = []
    absent: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += files_in(path, besides=besides)
        elif path.exists():
            files.append(path)
        else:
            absent.append(path)
    return files, absent
