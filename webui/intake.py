"""Files into the register and the index, one step of the ledger after another.

Received (the bytes are safe), read, analysed, registered, indexed; or failed with a
reason. Reading and analysing are done by processes; one process, this one, writes.
What was registered but not indexed when the power failed is indexed at the next start.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.records import HeldDocument
from ingest.document import Document
from ingest.errors import IngestError
from ingest.limits import Limits
from ingest.read import read_bytes
from nlp.analysis import Analysis
from nlp.pipeline import analyse
from search.engine import IndexDocument
from webui.indexing import index_document

if TYPE_CHECKING:
    from webui.library import Library

# Committing the index costs as much as adding hundreds of documents.
INDEX_EVERY = 500
ENDING = ("replaces", "repeals", "suspends")
# Files in memory at a time for each process that reads.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its id in the register, or why there is none."""

    name: str
    id: str | None
    message: str
    new: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Received:
    """A file whose bytes are safe: what it is called and what it holds."""

    name: str
    sha256: str
    data: bytes


def add(library: Library, data: bytes, name: str) -> Outcome:
    """Take one file the whole way, in this process."""
    outcome = _known(library, data, name)
    if outcome is not None:
        return outcome
    received = _receive(library, data, name)
    try:
        document, analysis = read_and_analyse(data, name, library.limits)
    except IngestError as error:
        return _failed(library, received, error)
    outcome = _register(library, received, document, analysis)
    index_pending(library)
    return outcome


def ingest(
    library: Library, paths: Sequence[Path], *, jobs: int | None = None
) -> Iterator[Outcome]:
    """Take files the whole way; yield what became of each, as it is done.

    A file whose bytes are held already is not read again. When the caller stops
    early, nothing that was yielded is lost and nothing is half-registered.
    """
    workers = max(1, min(jobs or os.cpu_count() or 1, len(paths)))
    sources = ((path, path.name) for path in paths)
    yield from _all(library, _opened(library, sources), workers)


def retry(library: Library, *, jobs: int | None = None) -> Iterator[Outcome]:
    """Take the files that failed again, from the bytes that were kept."""
    failures = library.register.failures()
    workers = max(1, min(jobs or os.cpu_count() or 1, len(failures)))
    kept = (
        (library.register.originals.get(entry.sha256), entry.name) for entry in failures
    )
    yield from _all(library, kept, workers)


def read_and_analyse(
    data: bytes, name: str, limits: Limits
) -> tuple[Document, Analysis]:
    """Read and analyse one file; what the processes do.

    Raises:
        IngestError: if the file cannot be read.
    """
    document = read_bytes(data, name, limits=limits)
    return document, analyse(document)


def index_pending(library: Library) -> int:
    """Index what is registered and not yet indexed; return how many."""
    done = 0
    while pending := library.register.pending_index(limit=INDEX_EVERY):
        library.engine.add(_index_documents(library, pending))
        for held in pending:
            library.register.advance(held.sha256, "indexed")
        done += len(pending)
    return done


def _index_documents(
    library: Library, pending: Iterable[HeldDocument]
) -> Iterator[IndexDocument]:
    today = date.today().isoformat()
    for held in pending:
        document, analysis = library.register.document(held.id)
        validity = library.register.validity(held.id, today)
        yield index_document(
            str(held.id),
            document.text,
            analysis,
            status=validity.status.value,
            added_at=held.added_at,
        )


def _opened(
    library: Library, sources: Iterable[tuple[Path, str]]
) -> Iterator[tuple[bytes | IngestError, str]]:
    for path, name in sources:
        try:
            with path.open("rb") as file:
                # One byte more than allowed tells that the file is too large, without
                # reading all of it.
                yield file.read(library.limits.max_bytes + 1), name
        except OSError as error:
            reason = error.strerror or str(error)
            yield (
                IngestError("unreadable", f"Không mở được tệp: {reason}", reason),
                name,
            )


def _all(
    library: Library,
    sources: Iterable[tuple[bytes | IngestError, str]],
    workers: int,
) -> Iterator[Outcome]:
    waiting = iter(sources)
    running: dict[Future[tuple[Document, Analysis]], _Received] = {}
    # Forking a process that has threads can deadlock; a fresh one cannot.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        while True:
            for source, name in islice(waiting, workers * AHEAD - len(running)):
                outcome = _start(library, pool, running, source, name)
                if outcome is not None:
                    yield outcome
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield _finish(library, running.pop(future), future)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        index_pending(library)


def _start(
    library: Library,
    pool: ProcessPoolExecutor,
    running: dict[Future[tuple[Document, Analysis]], _Received],
    source: bytes | IngestError,
    name: str,
) -> Outcome | None:
    """Hand a file to the pool, or tell at once what becomes of it."""
    if isinstance(source, IngestError):
        return Outcome(name, None, str(source), code=source.code)
    if len(source) > library.limits.max_bytes:
        # Too large to keep: the reader says so in its own words.
        try:
            read_bytes(source, name, limits=library.limits)
        except IngestError as error:
            return Outcome(name, None, str(error), code=error.code)
    outcome = _known(library, source, name)
    if outcome is None:
        received = _receive(library, source, name)
        task = pool.submit(read_and_analyse, source, name, library.limits)
        running[task] = received
    return outcome


def _finish(
    library: Library, received: _Received, future: Future[tuple[Document, Analysis]]
) -> Outcome:
    try:
        document, analysis = future.result()
    except IngestError as error:
        return _failed(library, received, error)
    return _register(library, received, document, analysis)


def _known(library: Library, data: bytes, name: str) -> Outcome | None:
    held = library.register.by_sha256(sha256(data).hexdigest())
    if held is None:
        return None
    shown = " ".join(part for part in (held.kind, held.number) if part)
    message = f"Đã có trong sổ / Held already: {shown or held.name}"
    return Outcome(name, str(held.id), message)


def _receive(library: Library, data: bytes, name: str) -> _Received:
    entry = library.register.receive(data, name)
    return _Received(name, entry.sha256, data)


def _failed(library: Library, received: _Received, error: IngestError) -> Outcome:
    library.register.fail(
        received.sha256,
        code=error.code,
        message_vi=error.message_vi,
        message_en=error.message_en,
    )
    return Outcome(received.name, None, str(error), code=error.code)


def _register(
    library: Library, received: _Received, document: Document, analysis: Analysis
) -> Outcome:
    held = library.register.add(received.data, document, analysis)
    _touch_targets(library, held)
    shown = " ".join(part for part in (held.kind, held.number) if part)
    return Outcome(received.name, str(held.id), shown or held.name, new=True)


def _touch_targets(library: Library, held: HeldDocument) -> None:
    """Mark for indexing the documents whose validity this one changes."""
    for row in library.register.cites(held.id):
        if row.relation not in ENDING or row.resolution != "exact":
            continue
        for known in row.targets:
            if known.source == "register" and known.sha256 not in (None, held.sha256):
                library.register.ledger.reset(str(known.sha256), "registered")
