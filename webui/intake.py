"""Files into the register and the index, one step of the ledger after another.

Received (the bytes are safe), read, analysed, registered, indexed; or failed with a
reason. Reading and analysing are done by processes; one process, this one, writes.
What was registered but not indexed when the power failed is indexed at the next start.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.records import HeldDocument
from ingest.errors import IngestError
from ingest.read import read_bytes
from webui.indexing import IndexBusy, in_charge, index_pending
from webui.workers import Job, Readers, Reading, WorkerDied

if TYPE_CHECKING:
    from webui.library import Library

# Committing the index costs as much as adding hundreds of documents; readers of a
# long ingest see what is new after this many documents, or seconds, at the latest.
INDEX_EVERY = 500
INDEX_SECONDS = 30.0
# Somebody waits for the answer; what is not indexed by then is indexed soon after.
UPLOAD_PATIENCE = 5.0
# Whoever interrupts does not wait for the index of more documents than this.
INDEX_AT_INTERRUPT = 50
ENDING = ("replaces", "repeals", "suspends")
# Files on their way for each process that reads: it never waits for the writer.
AHEAD = 4


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
    """A file offered: its name, and either its bytes, where it is, or why neither."""

    name: str
    data: bytes | Path | IngestError


@dataclass(frozen=True, slots=True)
class _Received:
    """A file whose bytes are safe."""

    name: str
    sha256: str


def add(library: Library, data: bytes, name: str) -> Outcome:
    """Take one file the whole way; what the pages and the API do."""
    started = _receive(library, Source(name, data))
    if isinstance(started, Outcome):
        return started
    try:
        reading = library.read(_job(library, started))
    except IngestError as error:
        return _failed(library, started, error)
    outcome = _register(library, started, reading)
    try:
        index_pending(library, patience=UPLOAD_PATIENCE)
    except IndexBusy as error:
        # Registered is safe; whoever writes the index now finds it there.
        return replace(outcome, notes=(*outcome.notes, str(error)))
    return outcome


def ingest(
    library: Library, paths: Iterable[Path], *, jobs: int | None = None
) -> Generator[Outcome, None, None]:
    """Take files the whole way; yield what became of each, as it is done.

    A file whose bytes are held already is not read again. A file that kills the
    process reading it is tried once more, alone, and then recorded as failed. When
    the caller stops early, nothing that was yielded is lost and nothing is
    half-registered.
    """
    with in_charge(library):
        sources = (Source(path.name, path) for path in paths)
        yield from _Batch(library, jobs or os.cpu_count() or 1).take(sources)


def retry(
    library: Library, *, jobs: int | None = None
) -> Generator[Outcome, None, None]:
    """Take again what failed, and what an interruption left between two steps.

    The bytes that were kept are read, wherever the files have gone.
    """
    ledger = library.register.ledger
    entries = [*ledger.failures(), *ledger.unfinished()]
    sources = (
        Source(entry.name, library.register.originals.path(entry.sha256))
        for entry in entries
    )
    with in_charge(library):
        yield from _Batch(library, jobs or os.cpu_count() or 1).take(sources)


@dataclass(slots=True)
class _Batch:
    """One run over many files: some being read, some waiting for a second try."""

    library: Library
    workers: int
    running: dict[Future[Reading], _Received] = field(default_factory=dict)
    again: list[_Received] = field(default_factory=list)
    unindexed: int = 0
    indexed_at: float = field(default_factory=time.monotonic)

    def take(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        whole = False
        with Readers(self.workers) as readers, ThreadPoolExecutor(self.workers) as pool:
            try:
                yield from self._first(readers, pool, sources)
                yield from self._second(readers)
                whole = True
            finally:
                # Closed first: the threads of the pool wait for its processes.
                readers.close()
                pool.shutdown(cancel_futures=True)
                if whole:
                    index_pending(self.library)
                elif self.unindexed <= INDEX_AT_INTERRUPT:
                    with suppress(IndexBusy):
                        index_pending(self.library, patience=0.0)

    def _first(
        self, readers: Readers, pool: ThreadPoolExecutor, sources: Iterable[Source]
    ) -> Iterator[Outcome]:
        for source in sources:
            started = _receive(self.library, source)
            if isinstance(started, Outcome):
                yield started
                continue
            job = _job(self.library, started)
            self.running[pool.submit(readers.read, job)] = started
            if len(self.running) >= self.workers * AHEAD:
                yield from self._some()
        while self.running:
            yield from self._some()

    def _some(self) -> Iterator[Outcome]:
        """Wait for files that were read; register them."""
        done, _ = wait(self.running, return_when=FIRST_COMPLETED)
        for future in done:
            received = self.running.pop(future)
            if isinstance(future.exception(), WorkerDied):
                self.again.append(received)
            else:
                yield self._finish(received, future)
        self._index_now_and_then()

    def _second(self, readers: Readers) -> Iterator[Outcome]:
        """Read alone what killed its process: memory was perhaps short for two."""
        for received in self.again:
            future: Future[Reading] = Future()
            try:
                future.set_result(readers.read(_job(self.library, received)))
            except IngestError as error:
                future.set_exception(error)
            yield self._finish(received, future)

    def _finish(self, received: _Received, future: Future[Reading]) -> Outcome:
        try:
            reading = future.result()
        except IngestError as error:
            return _failed(self.library, received, error)
        self.unindexed += 1
        return _register(self.library, received, reading)

    def _index_now_and_then(self) -> None:
        late = time.monotonic() - self.indexed_at > INDEX_SECONDS
        if self.unindexed >= INDEX_EVERY or (late and self.unindexed):
            with suppress(IndexBusy):
                index_pending(self.library, patience=0.0)
                self.unindexed = 0
            self.indexed_at = time.monotonic()


def _receive(library: Library, source: Source) -> _Received | Outcome:
    """Make the bytes of a file safe, or tell at once what becomes of it."""
    try:
        data = _bytes_of(library, source)
    except IngestError as error:
        return Outcome(source.name, None, str(error), code=error.code)
    held = library.register.by_sha256(sha256(data).hexdigest())
    if held is not None:
        return _held_already(source, held)
    entry = library.register.receive(data, source.name)
    return _Received(source.name, entry.sha256)


def _bytes_of(library: Library, source: Source) -> bytes:
    if isinstance(source.data, IngestError):
        raise source.data
    if isinstance(source.data, bytes):
        data = source.data
    else:
        try:
            with source.data.open("rb") as file:
                # One byte more than allowed tells that the file is too large,
                # without reading all of it.
                data = file.read(library.limits.max_bytes + 1)
        except OSError as error:
            reason = error.strerror or str(error)
            raise IngestError(
                "unreadable", f"Không mở được tệp: {reason}", reason
            ) from error
    if len(data) > library.limits.max_bytes:
        read_bytes(data, source.name, limits=library.limits)  # says so in its words
    return data


def _held_already(source: Source, held: HeldDocument) -> Outcome:
    message = f"Đã có trong sổ / Held already: {_shown(held)}"
    if held.name != source.name:
        message += f" (tên đã lưu / kept as: {held.name})"
    return Outcome(source.name, str(held.id), message)


def _shown(held: HeldDocument) -> str:
    return " ".join(part for part in (held.kind, held.number) if part) or held.name


def _job(library: Library, received: _Received) -> Job:
    path = library.register.originals.path(received.sha256)
    return Job(received.name, path.resolve(), library.limits)


def _failed(library: Library, received: _Received, error: IngestError) -> Outcome:
    library.register.fail(
        received.sha256,
        code=error.code,
        message_vi=error.message_vi,
        message_en=error.message_en,
    )
    return Outcome(received.name, None, str(error), code=error.code)


def _register(library: Library, received: _Received, reading: Reading) -> Outcome:
    register = library.register
    # Another process may have been faster with the same bytes.
    new = register.by_sha256(received.sha256) is None
    held = register.add(register.originals.get(received.sha256), *reading)
    _touch_targets(library, held)
    return Outcome(received.name, str(held.id), _shown(held), new=new)


def _touch_targets(library: Library, held: HeldDocument) -> None:
    """Mark for indexing the documents whose validity this one changes."""
    for row in library.register.cites(held.id):
        if row.relation not in ENDING or row.resolution != "exact":
            continue
        for known in row.targets:
            if known.source == "register" and known.sha256 not in (None, held.sha256):
                library.register.ledger.reset(str(known.sha256), "registered")
