"""The directory of a ZIP container, checked before anything is unpacked.

The declared sizes are checked here; that an entry really has the size it declares is
checked while it is unpacked, because a directory can lie.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from ingest.errors import Corrupt, Encrypted, Hostile, Truncated
from ingest.limits import MEGABYTE, Limits

_END = b"PK\x05\x06"
_END_RECORD = struct.Struct("<4s4H2LH")
_BROKEN = (  # what comes out of zipfile on damaged files
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_LONGEST_COMMENT = 65_535


class Container:
    """A ZIP file in memory whose directory has passed the limits.

    Raises:
        Truncated: the directory at the end of the file is missing.
        Hostile: too many entries, too much declared content, or overlapping entries.
        Corrupt: the directory cannot be read.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        _check_count(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Corrupt from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        _check_sizes(self._zip.infolist(), len(data), limits)

    @property
    def names(self) -> frozenset[str]:
        """The names of all entries."""
        return frozenset(self._entries)

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The entries in the order of the directory, names given twice included."""
        return tuple(self._zip.infolist())

    def read(self, name: str) -> bytes:
        """Return the content of the entry of a name; KeyError when there is none.

        Raises:
            Encrypted, Corrupt, Hostile: as for `content`.
        """
        return self.content(self._entries[name])

    def content(self, entry: zipfile.ZipInfo) -> bytes:
        """Return what an entry of this container holds.

        Raises:
            Encrypted: the entry asks for a password.
            Corrupt, Hostile: the entry is damaged or larger than declared.
        """
        if entry.flag_bits & 1:
            raise Encrypted
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
        except _BROKEN as error:
            raise Corrupt from error
        if len(content) > entry.file_size:
            raise Hostile
        return content

    def get(self, name: str) -> bytes | None:
        """Return the content of an entry, or None when there is none."""
        return self.read(name) if name in self._entries else None


def _check_count(data: bytes, limits: Limits) -> None:
    """Read the number of entries from the end record, before listing them."""
    at = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT - _END_RECORD.size))
    if at < 0 or at + _END_RECORD.size > len(data):
        raise Truncated
    record = _END_RECORD.unpack_from(data, at)
    count, size = record[4], record[5]
    # 46 bytes is the shortest directory entry: the size tells the true number when
    # the count of a 64-bit archive is masked.
    if count > limits.max_entries or (
        size != 0xFFFFFFFF and size // 46 > 20 * limits.max_entries
    ):
        raise Hostile
    if size == 0xFFFFFFFF or count == 0xFFFF:
        raise Hostile  # no office document needs a 64-bit directory


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = 0
    for entry in entries:
        total += entry.file_size
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > MEGABYTE and ratio > limits.max_ratio:
            raise Hostile
    if total > limits.max_unpacked or len(entries) > limits.max_entries:
        raise Hostile
    # Entries that share their bytes (overlapping bombs) pack more than the file holds.
    if sum(entry.compress_size for entry in entries) > packed:
        raise Hostile
