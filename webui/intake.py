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
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.leases import this_process
from corpus.records import HeldDocument, now
from corpus.visibility import FIRST
from ingest.errors import IngestError
from webui.choosing_readers import AnyReaders, readers_of
from webui.indexing import IndexBusy, in_charge, index_pending
from webui.interrupting import undisturbed
from webui.offered import (
    Outcome,
    Received,
    Source,
    files_of,
    from_originals,
    from_path,
    note_failure,
    note_place,
    receive,
    short_name,
)
from webui.workers import Job, Reading, WorkerDied

if TYPE_CHECKING:
    from webui.archive import Archive

Offered = Source | Outcome | Received

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
MOST_TWINS = 3
GONE = "Văn bản vừa được bỏ khỏi sổ / Taken out of the register meanwhile"
HELD_ELSEWHERE = (
    "Tệp này đã có trong một bộ sưu tập không mở cho bạn; hãy hỏi quản trị viên / "
    "Held in a collection that is not open to you; ask an administrator"
)


def add(
    archive: Archive, data: bytes, name: str, *, collection: int = FIRST
) -> Outcome:
    """Take one file the whole way; what the pages and the API do.

    Of a bundle every member is taken; the outcome counts them. What `archive` does not
    show is not told of, were it the very same file.
    """
    source = Source(name, data, collection=collection)
    offered = list(files_of(archive.whole, source))
    outcomes = [_add(archive, one) for one in offered]
    try:
        index_pending(archive.whole, patience=UPLOAD_PATIENCE)
    except IndexBusy as error:
        # Registered is safe; whoever writes the index now finds it there.
        outcomes[0] = replace(outcomes[0], notes=(*outcomes[0].notes, str(error)))
    if len(outcomes) == 1:
        return outcomes[0]
    return _of_bundle(name, outcomes)


def _add(archive: Archive, offered: Source | Outcome) -> Outcome:
    started = receive(archive.whole, offered)
    if isinstance(started, Outcome):
        return _as_shown(archive, started)
    try:
        reading = archive.whole.read(_job(archive, started))
    except IngestError as error:
        return note_failure(archive, started, error)
    return _register(archive, started, reading)


def _as_shown(archive: Archive, outcome: Outcome) -> Outcome:
    """Tell of a file only what the archive shows to whoever offered it."""
    if archive.within is not None:
        outcome = replace(outcome, notes=())  # they may name documents it hides
    if outcome.id is None or archive.shows(outcome.id):
        return outcome
    return Outcome(outcome.name, None, HELD_ELSEWHERE, code="held_elsewhere")


def _of_bundle(name: str, outcomes: list[Outcome]) -> Outcome:
    new = sum(one.new for one in outcomes)
    failed = [one for one in outcomes if one.id is None]
    known = len(outcomes) - new - len(failed)
    message = (
        f"Gói tệp: nạp mới {new}, đã có {known}, lỗi {len(failed)} / "
        f"Bundle: added {new}, held already {known}, failed {len(failed)}"
    )
    first = next((one.id for one in outcomes if one.id is not None), None)
    reasons = [f"{one.name}: {one.message}" for one in failed]
    if first is None:
        message = "; ".join([message, *reasons[:3]])
    notes = (*reasons, *(note for one in outcomes for note in one.notes))
    code = failed[0].code if first is None and failed else ""
    return Outcome(name, first, message, new=new > 0, code=code, notes=notes)


def ingest(
    archive: Archive,
    paths: Iterable[Path],
    *,
    jobs: int | None = None,
    collection: int = FIRST,
) -> Generator[Outcome, None, None]:
    """Take files the whole way; yield what became of each, as it is done.

    A file whose bytes are held already is not read again. A file that kills the
    process reading it is tried once more, alone, and then recorded as failed. When
    the caller stops early, nothing that was yielded is lost and nothing is
    half-registered.
    """
    with in_charge(archive):
        sources = (
            one for path in paths for one in from_path(archive, path, collection)
        )
        yield from _Batch(archive, jobs or os.cpu_count() or 1).take(sources)


def retry(
    archive: Archive, *, jobs: int | None = None
) -> Generator[Outcome, None, None]:
    """Take again what failed, and what an interruption left between two steps.

    The bytes that were kept are read, wherever the files have gone. Several processes
    may do it at once: each file is taken by one of them.
    """
    whole, ledger = archive.whole, archive.register.ledger
    leases, who, began = whole.register.leases, this_process(), now()
    only = None
    if archive.within is not None:
        seen = [*ledger.failures(), *ledger.unfinished()]
        only = [entry.sha256 for entry in seen]

    def waiting() -> Iterator[Source | Outcome]:
        while entries := leases.claim(who, before=began, only=only):
            for entry in entries:
                yield from from_originals(whole, entry)

    with in_charge(whole):
        try:
            for outcome in _Batch(whole, jobs or os.cpu_count() or 1).take(waiting()):
                yield _as_shown(archive, outcome)
        finally:
            leases.release(who)


def reread(
    archive: Archive, held: Iterable[HeldDocument], *, jobs: int | None = None
) -> Generator[Outcome, None, None]:
    """Read documents held once more, from the bytes kept; `new` where that differs.

    What rules of this version read otherwise is stored and indexed; what people said
    of headers stays. One that cannot be read any more stays as it is.
    """
    again = (Received(one.name, one.sha256, held=True) for one in held)
    with in_charge(archive):
        yield from _Batch(archive, jobs or os.cpu_count() or 1).take(again)


@dataclass(slots=True)
class _Batch:
    """One run over many files: some being read, some waiting for a second try."""

    archive: Archive
    workers: int
    running: dict[Future[Reading], Received] = field(default_factory=dict)
    again: list[Received] = field(default_factory=list)
    unindexed: int = 0
    indexed_at: float = field(default_factory=time.monotonic)

    def take(self, sources: Iterable[Offered]) -> Iterator[Outcome]:
        whole = False
        readers = readers_of(self.archive.settings, self.workers)
        self.workers = readers.count
        with readers, ThreadPoolExecutor(self.workers) as pool:
            try:
                yield from self._first(readers, pool, sources)
                yield from self._second(readers)
                whole = True
            finally:
                # Closed first: the threads of the pool wait for its processes.
                readers.close()
                pool.shutdown(cancel_futures=True)
                if whole:
                    index_pending(self.archive)
                elif self.unindexed <= INDEX_AT_INTERRUPT:
                    with suppress(IndexBusy):
                        index_pending(self.archive, patience=0.0)

    def _first(
        self,
        readers: AnyReaders,
        pool: ThreadPoolExecutor,
        sources: Iterable[Offered],
    ) -> Iterator[Outcome]:
        for source in sources:
            with undisturbed():
                started = self._started(source)
            if isinstance(started, Outcome):
                yield started
                continue
            job = _job(self.archive, started)
            self.running[pool.submit(readers.read, job)] = started
            if len(self.running) >= self.workers * AHEAD:
                yield from self._some()
        while self.running:
            yield from self._some()

    def _started(self, source: Offered) -> Received | Outcome:
        if isinstance(source, Received):
            return source
        return receive(self.archive, source)

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

    def _second(self, readers: AnyReaders) -> Iterator[Outcome]:
        """Read alone what killed its process: memory was perhaps short for two."""
        for received in self.again:
            future: Future[Reading] = Future()
            try:
                future.set_result(readers.read(_job(self.archive, received)))
            except IngestError as error:
                future.set_exception(error)
            yield self._finish(received, future)

    def _finish(self, received: Received, future: Future[Reading]) -> Outcome:
        try:
            reading = future.result()
        except IngestError as error:
            if received.held:
                return Outcome(received.name, None, str(error), code=error.code)
            with undisturbed():
                return note_failure(self.archive, received, error)
        self.unindexed += 1
        with undisturbed():
            store = _register_again if received.held else _register
            return store(self.archive, received, reading)

    def _index_now_and_then(self) -> None:
        late = time.monotonic() - self.indexed_at > INDEX_SECONDS
        if self.unindexed >= INDEX_EVERY or (late and self.unindexed):
            with suppress(IndexBusy):
                index_pending(self.archive, patience=0.0)
                self.unindexed = 0
            self.indexed_at = time.monotonic()


def _proposed(archive: Archive, held: HeldDocument, text: str) -> tuple[str, ...]:
    """File the text; tell which documents may be the same one."""
    archive.register.duplicates.file(held.id, text)
    return tuple(
        f"Có thể trùng với / Maybe the same as: mã/id {twin.document.id}, "
        f"{short_name(twin.document)} ({twin.document.name}, {twin.likeness:.0%})"
        for twin in archive.register.duplicates.of(held.id)[:MOST_TWINS]
    )


def _job(archive: Archive, received: Received) -> Job:
    source = archive.register.originals.source(received.sha256)
    return Job(received.name, source, archive.limits)


def _register(archive: Archive, received: Received, reading: Reading) -> Outcome:
    register = archive.whole.register
    # Another process may have been faster with the same bytes.
    new = register.by_sha256(received.sha256) is None
    held = register.add(register.originals.get(received.sha256), *reading)
    touch_targets(archive.whole, held)
    notes = note_place(archive.whole, held, received.place)
    if new:
        notes += _proposed(archive, held, reading[0].text)
    return Outcome(received.name, str(held.id), short_name(held), new=new, notes=notes)


def _register_again(archive: Archive, received: Received, reading: Reading) -> Outcome:
    changed = archive.register.reread(*reading)
    held = archive.register.by_sha256(received.sha256)
    if held is None:
        return Outcome(received.name, None, GONE, code="not_held")
    if changed:
        touch_targets(archive, held)
        archive.register.duplicates.file(held.id, reading[0].text)
    return Outcome(received.name, str(held.id), short_name(held), new=changed)


def touch_targets(archive: Archive, held: HeldDocument) -> None:
    """Mark for indexing the documents whose validity this one changes."""
    for row in archive.register.cites(held.id):
        if row.relation not in ENDING or row.resolution != "exact":
            continue
        for known in row.targets:
            if known.source == "register" and known.sha256 not in (None, held.sha256):
                archive.register.ledger.reset(str(known.sha256), "registered")
