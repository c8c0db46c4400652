"""Files that hold files: ZIP archives and e-mails → their members.

Nothing is written to disk here and nothing is trusted: the directory of an archive is
checked before it is unpacked, names are made plain, mail is taken apart in a child.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ingest import mail, sandbox, sniff
from ingest.container import Container
from ingest.errors import Hostile, IngestError, NotAFile, TooLarge, Unsupported
from ingest.limits import DEFAULT, Limits

MOST_DEEP = 2  # bundles in bundles
_DIRT = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_DRIVE = re.compile(r"^[A-Za-z]:")
Member = tuple[str, bytes]


def opened(
    source: Path | bytes, name: str = "", *, limits: Limits | None = None
) -> Iterator[Member] | None:
    """Return the members of a bundle, as `expand` yields them; None for other files.

    Raises:
        IngestError: if the file cannot be had, or is no sound archive; what is wrong
            with its members is raised while they are taken.
    """
    limits = limits or DEFAULT
    if isinstance(source, Path):
        name = name or source.name
        try:
            if source.stat().st_size > limits.max_bytes:
                raise TooLarge
            with source.open("rb") as file:
                head = file.read(mail.HEAD)
                # Most files are no bundles; reading those whole is another's work.
                if not _may_hold_files(head):
                    return None
                source = head + file.read()
        except OSError as error:
            raise NotAFile from error
    elif len(source) > limits.max_bytes:
        raise TooLarge
    return _members(source, name, limits) if _kind(source, limits) else None


def expand(
    source: Path | bytes, name: str = "", *, limits: Limits | None = None
) -> Iterator[Member]:
    """Yield the members of a bundle, as (name, content), those of bundles in it too.

    The name of a member starts with that of the bundle: `hồ sơ.zip/công văn.pdf`; the
    body of an e-mail is a member of its own. Members that cannot be had (a password, a
    damaged entry, a path that climbs out) are named in one error after all others.

    Raises:
        Unsupported: the file is no bundle.
        IngestError: what is wrong with the bundle, or with some of its members.
    """
    members = opened(source, name, limits=limits)
    if members is None:
        raise Unsupported
    yield from members


def _members(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    unpacking = _Unpacking(limits)
    yield from unpacking.members(data, name, depth=1)
    unpacking.tell()


class _Unpacking:
    """One bundle with all that is in it, under one budget."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes = limits.max_unpacked
        self._entries = limits.max_entries
        self._lost: list[tuple[str, IngestError]] = []

    def members(self, data: bytes, name: str, *, depth: int) -> Iterator[Member]:
        kind = _kind(data, self._limits)
        opened = self._zip(data, name) if kind == sniff.ZIP else self._mail(data, name)
        for member, content in opened:
            self._bytes -= len(content)
            self._entries -= 1
            if self._bytes < 0 or self._entries < 0:
                raise Hostile
            try:
                inner = _kind(content, self._limits)
            except IngestError as error:
                self._lost.append((member, error))
                continue
            if inner is None:
                yield member, content
            elif depth >= MOST_DEEP:
                self._lost.append((member, _too_deep()))
            else:
                yield from self._inner(content, member, depth + 1)

    def tell(self) -> None:
        """Raise the error that names what was lost, if anything was."""
        if not self._lost:
            return
        names = "; ".join(member for member, _ in self._lost[:5])
        first = self._lost[0][1]
        raise IngestError(
            first.code,
            f"{first.message_vi} ({len(self._lost)} mục: {names})",
            f"{first.message_en} ({len(self._lost)} members: {names})",
        )

    def _inner(self, data: bytes, name: str, depth: int) -> Iterator[Member]:
        try:
            yield from self.members(data, name, depth=depth)
        except IngestError as error:
            if self._bytes < 0 or self._entries < 0:
                raise
            self._lost.append((name, error))

    def _zip(self, data: bytes, name: str) -> Iterator[Member]:
        container = Container(data, self._limits)
        for entry in container.entries:
            inner = _plain_name(entry)
            if entry.is_dir() or _DIRT.search(inner):
                continue
            member = f"{name}/{inner}"
            try:
                if _climbs(inner):
                    raise Hostile
                if entry.file_size > self._limits.max_bytes:
                    raise TooLarge
                yield member, container.content(entry)
            except IngestError as error:
                self._lost.append((member, error))

    def _mail(self, data: bytes, name: str) -> Iterator[Member]:
        told, body = sandbox.run("expand", {}, data, limits=self._limits)
        at = 0
        for part in told["members"]:
            size = int(part["size"])
            yield f"{name}/{_flat(str(part['name']))}", body[at : at + size]
            at += size


def _may_hold_files(head: bytes) -> bool:
    """Tell by how a file begins whether `_kind` has to see all of it."""
    return head.startswith((*_PACKED, mail.COMPOUND)) or mail.is_mail(head)


def _kind(data: bytes, limits: Limits) -> str | None:
    """Return what kind of bundle this is; None for any other file."""
    if data.startswith(_PACKED):
        return sniff.ZIP if sniff.is_archive(data, limits) else None
    return sniff.MAIL if mail.is_mail(data) else None


def _plain_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; many programs write UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _climbs(name: str) -> bool:
    return (
        name.startswith("/")
        or _DRIVE.match(name) is not None
        or ".." in name.split("/")
        or "\0" in name
    )


def _flat(name: str) -> str:
    return re.sub(r"[/\\\x00-\x1f]", "_", name).lstrip(".") or "_"


def _too_deep() -> IngestError:
    return Hostile(
        f"Tệp nén lồng quá {MOST_DEEP} lớp: hãy giải nén rồi nạp lại.",
        f"Bundles nested more than {MOST_DEEP} deep: unpack them first.",
    )
