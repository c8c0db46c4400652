"""A file of any kind → `Document`. The one door of this room."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from ingest import sandbox, sniff
from ingest.document import Document
from ingest.errors import Empty, NotAFile, TooLarge
from ingest.language import NOT_VIETNAMESE, looks_vietnamese
from ingest.limits import DEFAULT, MEGABYTE, Limits
from ingest.normalise import normalise
from ingest.plain import decode
from ingest.reading import Reading


def read(path: Path, *, limits: Limits | None = None) -> Document:
    """Read a file: text in this process, any other format in a child with limits.

    Safe to call from several threads. The type is decided by the content.

    Raises:
        IngestError: one of `ingest.errors`, which says what to do about the file.
    """
    limits = limits or DEFAULT
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile
        _check_size(status.st_size, limits)
        with path.open("rb") as stream:  # the file may grow between stat and read
            data = stream.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise NotAFile from error
    return read_bytes(data, path.name, limits=limits)


def read_bytes(data: bytes, name: str, *, limits: Limits | None = None) -> Document:
    """Read the content of a file; `name` is kept and never looked at.

    Raises:
        IngestError: one of `ingest.errors`, which says what to do about the file.
    """
    limits = limits or DEFAULT
    _check_size(len(data), limits)
    kind = sniff.media_type(data, limits=limits)
    if kind == sniff.TEXT:
        text, warnings = decode(data)
        reading = _plain(text, limits, warnings)
    else:
        _, body = sandbox.run("read", {"type": kind}, data, limits=limits)
        reading = Reading.unpacked(body)
    return _document(reading, data, name, kind)


def read_text(
    text: str, name: str = "văn bản dán", *, limits: Limits | None = None
) -> Document:
    """Return pasted text as a document.

    Raises:
        Empty: nothing but blanks.
        TooLarge: more characters than allowed.
    """
    reading = _plain(text, limits or DEFAULT, ())
    return _document(reading, text.encode("utf-8", "replace"), name, sniff.TEXT)


def _check_size(size: int, limits: Limits) -> None:
    if size <= limits.max_bytes:
        return
    most = limits.max_bytes / MEGABYTE
    raise TooLarge(
        f"Tệp lớn hơn {most:.0f} MB: hãy tách nhỏ hoặc nâng giới hạn.",
        f"The file is larger than {most:.0f} MB: split it or raise the limit.",
    )


def _plain(source: str, limits: Limits, warnings: tuple[str, ...]) -> Reading:
    if len(source) > limits.max_characters:
        raise TooLarge
    text, offsets = normalise(source)
    return Reading(text, offsets=offsets, warnings=warnings)


def _document(reading: Reading, data: bytes, name: str, kind: str) -> Document:
    if not reading.text.strip():
        raise Empty
    warnings = reading.warnings
    if looks_vietnamese(reading.text) is False:
        warnings = (*warnings, NOT_VIETNAMESE)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        name=name,
        text=reading.text,
        media_type=kind,
        pages=reading.pages,
        words=reading.words.rows(),
        offsets=reading.offsets,
        title=reading.title,
        warnings=warnings,
    )
