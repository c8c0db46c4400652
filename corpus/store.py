"""Originals in a store that all machines reach: S3, SFTP, whatever fsspec knows.

The names are those of the folder. Where a store makes an object visible only when it
is whole, it is written at once; elsewhere under a temporary name, then moved. What is
read is held against its digest, so that nothing half-written or altered is ever used.
Names and passwords of a store are given to its library (`AWS_…`, `FSSPEC_…`), not here.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from corpus.originals import (
    Originals,
    OriginalsError,
    OriginalsFolder,
    checked,
    is_digest,
    key_of,
)

# An object there is seen when all of it was sent, and not before.
_AT_ONCE = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "memory"))
# What is gone with the process that kept it, or cannot be written to.
_NO_KEEPING = frozenset(("memory", "http", "https", "data", "zip", "tar"))
_PATIENCE = {"connect_timeout": 5, "read_timeout": 60, "retries": {"max_attempts": 2}}
_CHUNK = 1 << 20
_SECRET = re.compile(r"//[^/@]*@")


def open_originals(place: str | Path) -> Originals:
    """Return the originals of a folder, or of the URL of a store. Nothing is asked yet.

    Raises:
        OriginalsError: if nothing can be kept there, or the library of that store is
            not installed.
    """
    if isinstance(place, Path) or "://" not in place:
        return _folder(Path(place))
    protocol = place.partition("://")[0].lower()
    if protocol in ("file", "local"):
        return _folder(Path(unquote(urlsplit(place).path)))
    if protocol in _NO_KEEPING:
        raise _unusable(place, f"{protocol}: không lưu lâu dài được / keeps nothing")
    return OriginalsStore(place)


def _folder(path: Path) -> OriginalsFolder:
    path.mkdir(parents=True, exist_ok=True)
    return OriginalsFolder(path)


@dataclass(frozen=True, slots=True)
class _InStore:
    """An original in a store, as a process that reads is told of it."""

    url: str
    digest: str

    def fetch(self) -> bytes:
        """Return its bytes; see `corpus.originals.StoredOriginal`."""
        return OriginalsStore(self.url).get(self.digest)


class OriginalsStore:
    """Originals under the URL of a store; see `Originals`. Safe among threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._at_once = url.partition("://")[0].lower() in _AT_ONCE
        self._files, root = _opened(url)
        self._root = root.rstrip("/")

    def _path(self, digest: str) -> str:
        return f"{self._root}/{key_of(digest)}"

    def put(self, data: bytes, *, anew: bool = False) -> str:
        """Keep bytes; see `Originals.put`."""
        digest = sha256(data).hexdigest()
        path = self._path(digest)
        try:
            with self._asked():
                # Also replaces what a store without whole writes was left with.
                if anew or self._size(path) != len(data):
                    self._write(path, data)
                if self._size(path) == len(data):
                    return digest
        except FileNotFoundError as error:  # not the file: what should hold it
            raise self._away(error) from error
        raise self._away("ghi thiếu / written in part")

    def _write(self, path: str, data: bytes) -> None:
        if self._at_once:
            self._files.pipe_file(path, data)
            return
        folder = path.rpartition("/")[0]
        part = f"{folder}/.tmp-{uuid.uuid4().hex}"
        self._files.makedirs(folder, exist_ok=True)
        try:
            self._files.pipe_file(part, data)
            self._files.mv(part, path)
        except BaseException:
            with suppress(Exception):
                self._files.rm_file(part)
            raise

    def _size(self, path: str) -> int | None:
        try:
            return int(self._files.info(path)["size"])
        except FileNotFoundError:
            return None

    def get(self, digest: str) -> bytes:
        """Return bytes; see `Originals.get`."""
        return checked(self.as_kept(digest), digest)

    def as_kept(self, digest: str) -> bytes:
        """Return bytes as they are; see `Originals.as_kept`."""
        path = self._path(digest)
        with self._asked():
            return bytes(self._files.cat_file(path))

    def source(self, digest: str) -> _InStore:
        """Return what fetches the bytes elsewhere; see `Originals.source`."""
        key_of(digest)
        return _InStore(self.url, digest)

    def __contains__(self, digest: str) -> bool:
        path = self._path(digest)
        with self._asked():
            return self._size(path) is not None

    def digests(self) -> Iterator[str]:
        """Yield names; see `Originals.digests`."""
        with self._asked():
            try:
                found = self._files.find(self._root)
            except FileNotFoundError:
                found = []
        for path in sorted(found):
            folder, _, name = path.rpartition("/")
            if is_digest(name) and folder.endswith(f"/{name[:2]}"):
                yield name

    def is_intact(self, digest: str) -> bool:
        """Tell whether the store has those bytes; see `Originals.is_intact`."""
        path = self._path(digest)
        found = sha256()
        try:
            with self._asked(), self._files.open(path, "rb") as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except FileNotFoundError:
            return False
        return found.hexdigest() == digest

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Tell what any library says of a store that cannot be asked as one error."""
        try:
            yield
        except (FileNotFoundError, OriginalsError):
            raise
        except Exception as error:
            raise self._away(error) from error

    def _away(self, reason: object) -> OriginalsError:
        told = f"{_shown(self.url)}: {_SECRET.sub('//…@', str(reason))[:200]}"
        return OriginalsError(
            "originals_away",
            f"Chưa dùng được kho bản gốc {told}",
            "The store of originals cannot be used",
        )


def _opened(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it."""
    protocol = url.partition("://")[0].lower()
    options: dict[str, Any] = {"use_listings_cache": False}
    try:
        if protocol in ("s3", "s3a"):
            given = import_module("fsspec.config").conf.get(protocol, {})
            options["config_kwargs"] = {**_PATIENCE, **given.get("config_kwargs", {})}
        files, root = import_module("fsspec.core").url_to_fs(url, **options)
    except ImportError as error:
        extra = "s3" if protocol in ("s3", "s3a") else "cluster"
        missing = f"thiếu gói: pip install 'cancu[{extra}]' / package missing: {error}"
        raise _unusable(url, missing) from error
    except Exception as error:  # a protocol or an option that nobody knows
        raise _unusable(url, str(error)) from error
    return files, str(root)


def _unusable(url: str, reason: str) -> OriginalsError:
    return OriginalsError(
        "originals_unusable",
        f"originals: không dùng được {_shown(url)}: {reason[:200]}",
        "This place cannot be used for originals",
    )


def _shown(url: str) -> str:
    """Return a URL without the password that may be in it."""
    return _SECRET.sub("//…@", url)
