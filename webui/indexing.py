"""From the register to the index: what of a document is searched, and when."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from corpus.holdings import NotHeld
from corpus.records import HeldDocument
from corpus.register import Register, all_documents
from corpus.visibility import FIRST
from nlp.analysis import Analysis, Citation, Entity
from nlp.organisations import resolve_organisation
from nlp.subject_fields import fields_of
from search.engine import (
    Cited,
    IndexBusyError,
    IndexDocument,
    SearchUnavailable,
    Section,
)
from webui.engines import EMBEDDED
from webui.interrupting import undisturbed

if TYPE_CHECKING:
    from webui.archive import Archive

# Documents in one commit: committing costs as much as adding hundreds of them.
CHUNK = 500
# How long to wait for another process that writes the index.
PATIENCE = 60.0
LOCK = "intake.lock"


class IndexBusy(Exception):
    """Another process kept writing the index; what is registered stays pending."""

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(
            reason
            or "Chỉ mục đang được tiến trình khác ghi: văn bản đã vào sổ, ít phút nữa "
            "sẽ tìm được / The index is being written by another process: the document "
            "is registered and will be found in a few minutes"
        )


def index_pending(archive: Archive, *, patience: float = PATIENCE) -> int:
    """Index what is registered and not yet indexed; return how many.

    Safe to call from several threads and processes: they take turns, and whoever
    comes last finds nothing left to do.

    Raises:
        IndexBusy: if others kept writing longer than `patience` seconds.
    """
    deadline = time.monotonic() + patience
    if not archive.indexing.acquire(timeout=patience):
        raise IndexBusy
    try:
        done = 0
        while pending := archive.register.pending_index(limit=CHUNK):
            documents = list(_index_documents(archive, pending))
            in_turn(partial(archive.engine.add, documents), deadline)
            digests = [held.sha256 for held in pending]
            with undisturbed():
                archive.register.ledger.advance_all(digests, "indexed")
            done += len(pending)
        return done
    finally:
        archive.indexing.release()


def is_lost(archive: Archive) -> bool:
    """Tell whether the index is of another version, or empty though it was filled.

    Raises:
        SearchUnavailable: if the index cannot be asked.
    """
    outdated = archive.engine.needs_rebuild
    if archive.settings.search_engine == EMBEDDED:
        if outdated:
            return True
        if any(archive.settings.index.rglob("*.seg")):
            return False
    elif not outdated:
        return False
    return bool(archive.register.ledger.entries("indexed", limit=1))


def reindex(archive: Archive) -> int:
    """Make the index anew from the register; return how many documents.

    Raises:
        IndexBusy: if other processes keep writing the index.
    """
    # In this order an interruption leaves documents to index again, never a gap.
    archive.register.ledger.reset_indexed()
    done: list[str] = []

    def rebuild() -> None:
        documents = all_documents(archive.register)
        archive.engine.rebuild(_index_documents(archive, _noted(documents, done)))

    with archive.indexing:
        in_turn(rebuild, time.monotonic() + PATIENCE)
        archive.register.ledger.advance_all(done, "indexed")
    return len(done)


def _noted(
    documents: Iterable[HeldDocument], done: list[str]
) -> Iterator[HeldDocument]:
    for held in documents:
        done.append(held.sha256)
        yield held


def in_turn(write: Callable[[], object], deadline: float) -> None:
    """Write the index when no other process does.

    Raises:
        IndexBusy: if that was not possible before `deadline` (`time.monotonic`).
    """
    while True:
        try:
            write()
        except IndexBusyError as error:
            if time.monotonic() > deadline:
                raise IndexBusy from error
        except SearchUnavailable as error:
            raise IndexBusy(str(error)) from error
        else:
            return


@contextmanager
def in_charge(archive: Archive) -> Iterator[None]:
    """Tell other processes that this one will index what is registered."""
    with (archive.settings.data / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def nobody_in_charge(archive: Archive) -> bool:
    """Tell whether no process is taking files in at present."""
    with (archive.settings.data / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _index_documents(
    archive: Archive, pending: Iterable[HeldDocument]
) -> Iterator[IndexDocument]:
    today = date.today().isoformat()
    beside: dict[int, Register] = {}
    for held in pending:
        where = held.collection_id
        if where not in beside:
            beside[where] = _as_seen_beside(archive.register, where)
        try:
            text, analysis = archive.register.understood(held.id)
            validity = beside[where].validity(held.id, today)
        except NotHeld:
            continue  # removed a moment ago
        yield index_document(
            str(held.id),
            text,
            analysis,
            status=validity.status.value,
            added_at=held.added_at,
            collection=held.collection_id,
        )


def _as_seen_beside(register: Register, collection: int) -> Register:
    """Return the register as everybody sees it who sees this collection.

    The status in the index is shown to all of them: that a document of another
    collection ended this one must not be read off it.
    """
    return register.seen_by(register.collections.seen_beside(collection))


def index_document(
    ident: str,
    text: str,
    analysis: Analysis,
    *,
    status: str | None,
    added_at: str,
    collection: int = FIRST,
) -> IndexDocument:
    """Return the document as the search engine takes it."""
    header = analysis.header
    issuer = resolve_organisation(header.issuer) if header.issuer else None
    return IndexDocument(
        id=ident,
        text=text,
        number=header.number,
        kind=header.kind,
        issuer=header.issuer,
        issuer_id=issuer.id if issuer else None,
        date=header.date,
        title=header.title,
        signer=header.signer,
        fields=tuple(found.name for found in fields_of(header, analysis.citations)),
        status=status,
        provisions=tuple(
            Section(unit.path, unit.span.start, unit.span.end, unit.heading or "")
            for unit in analysis.provisions
        ),
        people=_values(analysis.entities, "PERSON"),
        organisations=_values(analysis.entities, "ORG"),
        cites=_cited(analysis.citations),
        added_at=added_at,
        collection=str(collection),
    )


def _values(entities: Iterable[Entity], label: str) -> tuple[str, ...]:
    found = {entity.value: None for entity in entities if entity.label == label}
    return tuple(found)


def _cited(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    found = {
        (one.number, one.kind, one.relation): None
        for one in citations
        if one.number is not None and one.form != "self"
    }
    return tuple(Cited(number, kind, relation) for number, kind, relation in found)
