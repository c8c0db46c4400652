"""Files offered: from paths, bundles and what was kept, to bytes that are safe."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.ledger import LedgerEntry
from corpus.originals import OriginalAltered
from corpus.records import HeldDocument
from corpus.sources import Bundle, Member, Place
from corpus.visibility import FIRST
from ingest.errors import IngestError
from webui.interrupting import undisturbed

if TYPE_CHECKING:
    from webui.archive import Archive

SETTLED_NS = 2_000_000_000
NEVER = -1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its id in the register, or why there is none.

    `notes` say what a person may want to look at; nothing was done about it.
    """

    name: str
    id: str | None
    message: str
    new: bool = False
    code: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file offered: its name, its bytes, and where it stands if it has a path."""

    name: str
    data: bytes
    place: Place | None = None
    collection: int = FIRST


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose bytes are safe; `held`: it is registered, and read once more."""

    name: str
    sha256: str
    place: Place | None = None
    held: bool = False


def from_path(
    archive: Archive, path: Path, collection: int
) -> Iterator[Source | Outcome]:
    """Yield a file, or the members of a bundle; or at once what becomes of it."""
    try:
        place = _place_of(path)
        digest = archive.register.sources.unchanged(place)
        held = archive.register.by_sha256(digest) if digest else None
        if held is not None:
            # Looks as it did when it was registered: not worth reading again.
            yield _held_already(path.name, held)
            return
        with path.open("rb") as file:
            # One byte more than allowed tells that the file is too large, without
            # reading all of it.
            data = file.read(archive.limits.max_bytes + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"Không mở được tệp: {reason} / {reason}"
        yield Outcome(path.name, None, message, code="unreadable")
        return
    yield from files_of(archive, Source(path.name, data, place, collection))


def from_originals(archive: Archive, entry: LedgerEntry) -> Iterator[Source | Outcome]:
    """Yield a file of the ledger from the bytes that were kept, or why it cannot be."""
    try:
        data = archive.register.originals.get(entry.sha256)
    except FileNotFoundError:
        gone = "Bản gốc không còn / The original is gone"
        yield Outcome(entry.name, None, gone, code="original_missing")
        return
    except OriginalAltered as error:
        yield Outcome(entry.name, None, str(error), code=error.code)
        return
    source = Source(entry.name, data, collection=entry.collection_id)
    yield from files_of(archive, source)


def _place_of(path: Path) -> Place:
    status = path.stat()
    # A file that changed a moment ago may change again without its looks telling.
    settled = time.time_ns() - status.st_mtime_ns > SETTLED_NS
    modified = status.st_mtime_ns if settled else NEVER
    return Place(str(path.absolute()), status.st_size, modified)


def files_of(archive: Archive, source: Source) -> Iterator[Source | Outcome]:
    """Yield the file, or its members if it is a bundle; they carry its name."""
    from ingest.bundle import opened as members_of  # not for who only looks up

    try:
        members = members_of(source.data, source.name, limits=archive.limits)
    except IngestError as error:
        yield Outcome(source.name, None, str(error), code=error.code)
        return
    if members is None:
        yield source
        return
    bundle = Bundle(sha256(source.data).hexdigest(), source.name)
    try:
        for position, (name, data) in enumerate(members):
            found = Member(sha256(data).hexdigest(), name)
            with undisturbed():
                archive.register.sources.note_member(bundle, position, found)
            place = source.place
            if place is not None:
                path = str(Path(place.path).parent / name)
                place = Place(path, len(data), place.modified)
            yield replace(source, name=name, data=data, place=place)
    except IngestError as error:
        # The bundle is kept, so that what it holds can be tried again.
        entry = archive.register.receive(
            source.data, source.name, collection=source.collection
        )
        yield note_failure(archive, Received(source.name, entry.sha256), error)


def receive(archive: Archive, offered: Source | Outcome) -> Received | Outcome:
    """Make the bytes of a file safe, or tell at once what becomes of it."""
    if isinstance(offered, Outcome):
        return offered
    held = archive.register.by_sha256(sha256(offered.data).hexdigest())
    if held is not None:
        outcome = _held_already(offered.name, held)
        return replace(outcome, notes=note_place(archive, held, offered.place))
    entry = archive.register.receive(
        offered.data, offered.name, collection=offered.collection
    )
    return Received(offered.name, entry.sha256, offered.place)


def _held_already(name: str, held: HeldDocument) -> Outcome:
    message = f"Đã có trong sổ / Held already: {short_name(held)}"
    if held.name != name:
        message += f" (tên đã lưu / kept as: {held.name})"
    return Outcome(name, str(held.id), message)


def note_place(
    archive: Archive, held: HeldDocument, place: Place | None
) -> tuple[str, ...]:
    """Note where a document was found; tell which older version stood there."""
    if place is None:
        return ()
    before = archive.register.sources.note(held.sha256, place)
    older = archive.register.by_sha256(before) if before else None
    if older is None:
        return ()
    return (
        "Bản mới của tệp tại cùng đường dẫn, bản trước vẫn giữ / A newer version of "
        f"the file at this path, the older one is kept: mã/id {older.id}, "
        f"{short_name(older)}",
    )


def note_failure(archive: Archive, received: Received, error: IngestError) -> Outcome:
    """Record in the ledger why a file could not be read; return it as an outcome."""
    archive.register.fail(
        received.sha256,
        code=error.code,
        message_vi=error.message_vi,
        message_en=error.message_en,
    )
    return Outcome(received.name, None, str(error), code=error.code)


def short_name(held: HeldDocument) -> str:
    """Return kind and number of a document, else the name of its file."""
    return " ".join(part for part in (held.kind, held.number) if part) or held.name
