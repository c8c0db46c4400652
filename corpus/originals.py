"""The bytes as they were given to us, kept under their own SHA-256."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_DIGEST_LENGTH = 64


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of files named by the hex SHA-256 of their bytes.

    A file is either whole under its name or absent: bytes go to a temporary name, are
    flushed to the disk, then renamed, and the folder itself is flushed.
    """

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep `data` and return its digest; keeping the same bytes twice is free.

        Raises:
            OSError: if the disk refuses; nothing is left under the final name.
        """
        digest = sha256(data).hexdigest()
        target = self.path(digest)
        if target.exists():
            return digest
        self._folder_of(target)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".tmp-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return digest

    def _folder_of(self, target: Path) -> None:
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync_folder(target.parent.parent)

    def path(self, digest: str) -> Path:
        """Return where the bytes of `digest` stand, whether or not they are held.

        Raises:
            ValueError: if `digest` is not 64 lower-case hex digits.
        """
        if len(digest) != _DIGEST_LENGTH or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256 digest: {digest!r}")
        return self.folder / digest[:2] / digest

    def get(self, digest: str) -> bytes:
        """Return the bytes of `digest`.

        Raises:
            FileNotFoundError: if they are not held.
        """
        return self.path(digest).read_bytes()

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """Yield the names of all files held, in order; temporary names are skipped."""
        for path in sorted(self.folder.glob("??/*")):
            if len(path.name) == _DIGEST_LENGTH:
                yield path.name

    def is_intact(self, digest: str) -> bool:
        """Tell whether the bytes on the disk still have the digest they stand under."""
        found = sha256()
        try:
            with self.path(digest).open("rb") as file:
                while chunk := file.read(1 << 20):
                    found.update(chunk)
        except FileNotFoundError:
            return False
        return found.hexdigest() == digest
