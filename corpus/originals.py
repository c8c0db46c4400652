"""The bytes as they were given to us, kept under their own SHA-256."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

_DIGEST_LENGTH = 64
_HEX = frozenset("0123456789abcdef")


class OriginalsError(OSError):
    """Originals that cannot be kept or fetched, with a code and a message in both
    languages. Codes: original_altered, originals_away, originals_unusable.
    """

    def __init__(self, code: str, message_vi: str, message_en: str) -> None:
        super().__init__(f"{message_vi} / {message_en}")
        self.code = code
        self.message_vi = message_vi
        self.message_en = message_en


class OriginalAltered(OriginalsError):
    """The bytes that stand under a digest are not those that were given to us."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            "original_altered",
            f"Bản gốc đã bị đổi từ khi được lưu: {digest}",
            f"The original was altered since it was kept: {digest}",
        )


class StoredOriginal(Protocol):
    """An original that another process, on another machine, can fetch by itself."""

    def fetch(self) -> bytes:
        """Return its bytes.

        Raises:
            FileNotFoundError: if it is gone.
            OriginalsError: if it was altered or cannot be reached.
        """
        ...


class Originals(Protocol):
    """Files named by the hex SHA-256 of their bytes; each is whole or absent."""

    def put(self, data: bytes, *, anew: bool = False) -> str:
        """Keep `data` and return its digest; keeping the same bytes twice is free.

        `anew`: also where they are held already, since those were altered.

        Raises:
            OSError: if they cannot be kept; nothing passes for them then.
        """
        ...

    def get(self, digest: str) -> bytes:
        """Return the bytes of `digest`, which they have.

        Raises:
            FileNotFoundError: if they are not held.
            OriginalsError: if they were altered or cannot be reached.
        """
        ...

    def as_kept(self, digest: str) -> bytes:
        """Return what stands under `digest`, altered or not; else as `get`."""
        ...

    def source(self, digest: str) -> Path | StoredOriginal:
        """Return where a process that reads finds the bytes of `digest`."""
        ...

    def __contains__(self, digest: str) -> bool:
        """Tell whether something stands under `digest`."""
        ...

    def digests(self) -> Iterator[str]:
        """Yield the names of all files held, in order; temporary names are skipped."""
        ...

    def is_intact(self, digest: str) -> bool:
        """Tell whether what is held still has the digest it stands under."""
        ...


def key_of(digest: str) -> str:
    """Return the name under which the bytes of `digest` are kept.

    Raises:
        ValueError: if `digest` is not 64 lower-case hex digits.
    """
    if not is_digest(digest):
        raise ValueError(f"not a SHA-256 digest: {digest!r}")
    return f"{digest[:2]}/{digest}"


def is_digest(name: str) -> bool:
    """Tell whether a name is one that an original can have."""
    return len(name) == _DIGEST_LENGTH and set(name) <= _HEX


def checked(data: bytes, digest: str) -> bytes:
    """Return bytes that have this digest.

    Raises:
        OriginalAltered: if they have another.
    """
    if sha256(data).hexdigest() != digest:
        raise OriginalAltered(digest)
    return data


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class OriginalsFolder:
    """Originals in a folder, of this machine or shared; see `Originals`.

    Bytes go to a temporary name, are flushed to the disk, then renamed, and the folder
    itself is flushed.
    """

    folder: Path

    def put(self, data: bytes, *, anew: bool = False) -> str:
        """Keep bytes; see `Originals.put`."""
        digest = sha256(data).hexdigest()
        target = self.path(digest)
        if target.exists() and not anew:
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
        return self.folder / key_of(digest)

    def source(self, digest: str) -> Path:
        """Return the path that all machines see; see `Originals.source`."""
        return self.path(digest).resolve()

    def get(self, digest: str) -> bytes:
        """Return bytes; see `Originals.get`."""
        return checked(self.as_kept(digest), digest)

    def as_kept(self, digest: str) -> bytes:
        """Return bytes as they are; see `Originals.as_kept`."""
        return self.path(digest).read_bytes()

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """Yield names; see `Originals.digests`."""
        for path in sorted(self.folder.glob("??/*")):
            if len(path.name) == _DIGEST_LENGTH:
                yield path.name

    def is_intact(self, digest: str) -> bool:
        """Tell whether the bytes on the disk are those; see `Originals.is_intact`."""
        found = sha256()
        try:
            with self.path(digest).open("rb") as file:
                while chunk := file.read(1 << 20):
                    found.update(chunk)
        except FileNotFoundError:
            return False
        return found.hexdigest() == digest
