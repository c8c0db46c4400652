"""The embedded engine: a Whoosh index in a folder, one writer, lock-free readers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from whoosh.index import Index, LockError, open_dir
from whoosh.writing import CLEAR, NO_MERGE, OPTIMIZE

from search.answering import Outcome, answer, facets
from search.engine import (
    Hit,
    IndexDocument,
    Results,
    Suggestion,
    Texts,
    Within,
)
from search.engine import IndexBusyError as IndexBusyError
from search.index_folder import NAME, IndexFolder
from search.postings import Snapshot
from search.query import Query
from search.repairing import repaired
from search.segments import DocumentWriter
from search.showing import Shower
from search.similar import alike
from search.suggest import suggestions
from search.visible import Views

_T = TypeVar("_T")
Merging = Callable[..., Any]
_PATIENCE = 30.0
_OPENINGS = 40
_CHARACTERS = 30_000_000
"""Characters in one commit at most: their words are held in memory."""


class WhooshEngine:
    """A Whoosh index in `folder`; `texts` gives the text of a document for snippets.

    Safe to share between threads. One process writes at a time; others wait. Readers
    keep the commit they opened and move to the next one between two queries.
    """

    def __init__(
        self, folder: Path, *, texts: Texts, patience: float = _PATIENCE
    ) -> None:
        self._folder = IndexFolder(folder)
        self._texts = texts
        self._patience = patience
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._place, self._index = self._open()
        self._generation = -1
        self._views: Views

    @property
    def needs_rebuild(self) -> bool:
        """Whether an index of another version was dropped and must be filled again.

        So until documents are added, even if the program ends before that.
        """
        return self._folder.unfilled

    def _open(self) -> tuple[Path, Index]:
        def opening() -> tuple[Path, Index]:
            place = self._folder.current
            return place, open_dir(str(place), indexname=NAME)

        return _retried(opening)

    def close(self) -> None:
        """Close the files; the engine is not used afterwards."""
        with self._lock:
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None
            self._index.close()

    # Writing

    @contextmanager
    def _writer(self, merging: Merging | None = None) -> Iterator[DocumentWriter]:
        writer = self._locked()
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merging)

    def _locked(self) -> DocumentWriter:
        # While we waited for the lock another index may have come into force; what
        # is written must go there.
        until = time.monotonic() + self._patience
        while True:
            place, index = self._open()
            patience = max(until - time.monotonic(), 0.0)
            try:
                writer = DocumentWriter(index, timeout=patience, delay=0.05)
            except LockError as error:
                raise IndexBusyError(str(place)) from error
            if place == self._folder.current:
                return writer
            writer.cancel()

    def rebuild(
        self, documents: Iterable[IndexDocument], *, commit_every: int = 1000
    ) -> int:
        """Index `documents` anew beside the index in force, then take its place.

        Searches are answered from the old index until the new one is whole; other
        writers wait. An error or a loss of power leaves the old index in force.

        Raises:
            IndexBusyError: when another process keeps writing.
        """
        holding = self._locked()
        made = self._folder.create()
        try:
            index = open_dir(str(made), indexname=NAME)
            added = 0
            for chunk in _chunks(documents, commit_every):
                with _committing(index, NO_MERGE) as writer:
                    added += writer.put(chunk)
            with _committing(index, OPTIMIZE):
                pass
            self._folder.swap(made)
        except BaseException:
            self._folder.discard(made)
            raise
        finally:
            holding.cancel()
        return added

    def add(
        self, documents: Iterable[IndexDocument], *, commit_every: int = 1000
    ) -> int:
        """Index documents, replacing those of the same id; commit in chunks.

        Raises:
            IndexBusyError: when another process keeps writing.
        """
        added = 0
        for chunk in _chunks(documents, commit_every):
            with self._writer() as writer:
                added += writer.put(chunk)
            self._folder.filled()
        return added

    def remove(self, ids: Iterable[str]) -> int:
        """Take documents out; return how many were there."""
        with self._writer() as writer:
            return sum(map(writer.take_out, set(ids)))

    def clear(self) -> None:
        """Empty the index."""
        with self._writer(CLEAR):
            pass

    def optimise(self) -> None:
        """Merge all segments into one; worth it after loading many documents."""
        with self._writer(OPTIMIZE):
            pass

    # Reading

    def count(self, *, within: Within = None) -> int:
        """Return how many documents the index holds."""
        return self._current(within).count

    def warm(self, seconds: float = 2.0) -> int:
        """Read the words of titles into memory, the commonest first; return how many.

        Stops after that time, or when half of the memory kept for words is used.
        """
        return self._current().warm(time.monotonic() + seconds)

    def search(self, query: Query) -> Results:
        """Answer a query; the total and the facets are exact."""
        began = time.perf_counter()
        snapshot = self._current(query.within)
        query, corrected = repaired(snapshot, query)
        outcome = answer(snapshot, query)
        return Results(
            total=int(outcome.matched.sum()),
            hits=self._hits(snapshot, outcome, query),
            facets=facets(snapshot, outcome.matched),
            notices=tuple(outcome.notices),
            corrected=corrected,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def more_like(
        self, ident: str, *, limit: int = 10, within: Within = None
    ) -> Results:
        """Return the documents most like one that is held, the likest first.

        Nothing is like a document that is not held.
        """
        began = time.perf_counter()
        snapshot = self._current(within)
        doc = snapshot.doc_of(ident)
        if doc is None:
            return Results(0, 0.0)
        outcome = alike(snapshot, doc, self._texts(ident) or "")
        query = Query("", limit=max(0, min(limit, 100)))
        return Results(
            total=int(outcome.matched.sum()),
            hits=self._hits(snapshot, outcome, query),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _hits(
        self, snapshot: Snapshot, outcome: Outcome, query: Query
    ) -> tuple[Hit, ...]:
        shower = Shower(snapshot, outcome, query)
        return tuple(
            shower.hit(card, doc, self._texts(card.id) or "")
            for doc in map(int, outcome.page(query, snapshot))
            for card in [snapshot.card(doc)]
        )

    def suggest(
        self, prefix: str, *, limit: int = 10, within: Within = None
    ) -> list[Suggestion]:
        """Complete what is being typed: numbers, titles, issuers, people."""
        return suggestions(self._current(within), prefix, limit=limit)

    @property
    def generation(self) -> int:
        """How often the index was written; it grows with every change."""
        with self._lock:
            return int(self._index.latest_generation())

    def _current(self, within: Within = None) -> Snapshot:
        """Return the index as it is now, for whoever sees these collections."""
        with self._lock:
            if self._snapshot is None or self._moved():
                self._place, self._index = self._open()
                self._snapshot, self._generation = _retried(self._read)
                self._views = Views(self._snapshot)
            return self._views.of(within)

    def _moved(self) -> bool:
        if self._folder.current != self._place:
            return True
        return bool(self._index.latest_generation() != self._generation)

    def _read(self) -> tuple[Snapshot, int]:
        generation = int(self._index.latest_generation())
        return Snapshot(self._index.reader(), self._place), generation


def _chunks(
    documents: Iterable[IndexDocument], size: int
) -> Iterator[list[IndexDocument]]:
    # Of documents of the same id the last one counts.
    chunk: dict[str, IndexDocument] = {}
    characters = 0
    for document in documents:
        chunk.pop(document.id, None)
        chunk[document.id] = document
        characters += len(document.text)
        if len(chunk) >= size or characters >= _CHARACTERS:
            yield list(chunk.values())
            chunk, characters = {}, 0
    if chunk:
        yield list(chunk.values())


@contextmanager
def _committing(
    index: Index, merging: Merging | None = None
) -> Iterator[DocumentWriter]:
    writer = DocumentWriter(index)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merging)


def _retried(opening: Callable[[], _T]) -> _T:
    # While another process commits, a reader can find a file that has just gone; the
    # next commit is complete a moment later.
    for attempt in range(_OPENINGS):
        try:
            return opening()
        except (OSError, TypeError, ValueError, KeyError, EOFError):
            if attempt == _OPENINGS - 1:
                raise
            time.sleep(0.005 * (attempt + 1))
    raise AssertionError("unreachable")
