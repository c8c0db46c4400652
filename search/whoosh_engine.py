"""The embedded engine: a Whoosh index in a folder, one writer, lock-free readers."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from whoosh.index import Index, LockError, create_in, open_dir
from whoosh.writing import CLEAR, OPTIMIZE, IndexWriter

from search.answering import Outcome, answer, facets
from search.engine import Hit, IndexDocument, Results, Suggestion, Texts
from search.highlight import snippet
from search.postings import Snapshot
from search.query import Query
from search.schema import VERSION, fields_of, schema
from search.suggest import suggestions

_T = TypeVar("_T")
Merging = Callable[..., Any]
_STAMP = "cancu-schema"
_NAME = "cancu"
_PATIENCE = 30.0
_OPENINGS = 40


class IndexBusyError(Exception):
    """Another process is writing the index and did not finish in time."""


class WhooshEngine:
    """A Whoosh index in `folder`; `texts` gives the text of a document for snippets.

    Safe to share between threads. One process writes at a time; others wait. Readers
    keep the commit they opened and move to the next one between two queries.
    """

    def __init__(
        self, folder: Path, *, texts: Texts, patience: float = _PATIENCE
    ) -> None:
        self._folder = folder
        self._texts = texts
        self._patience = patience
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._generation = -1
        self.rebuilt = self._prepare()
        self._index = self._open()

    @property
    def needs_rebuild(self) -> bool:
        """Whether an index of another version was dropped and must be filled again."""
        return self.rebuilt

    def _prepare(self) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        stamp = self._folder / _STAMP
        held = stamp.read_text("utf-8").strip() if stamp.exists() else ""
        if held == str(VERSION):
            return False
        other = any(self._folder.glob(f"_{_NAME}_*.toc"))
        for path in self._folder.glob(f"*{_NAME}*"):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        create_in(str(self._folder), schema(), indexname=_NAME)
        stamp.write_text(f"{VERSION}\n", "utf-8")
        return other

    def _open(self) -> Index:
        return _retried(lambda: open_dir(str(self._folder), indexname=_NAME))

    def close(self) -> None:
        """Close the files; the engine is not used afterwards."""
        with self._lock:
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None
            self._index.close()

    # Writing

    @contextmanager
    def _writer(self, merging: Merging | None = None) -> Iterator[IndexWriter]:
        try:
            writer = self._index.writer(timeout=self._patience, delay=0.05, limitmb=256)
        except LockError as error:
            raise IndexBusyError(str(self._folder)) from error
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merging)

    def add(
        self, documents: Iterable[IndexDocument], *, commit_every: int = 1000
    ) -> int:
        """Index documents, replacing those of the same id; commit in chunks.

        Raises:
            IndexBusyError: when another process keeps writing.
        """
        added = 0
        source = iter(documents)
        while chunk := list(islice(source, commit_every)):
            newest = {document.id: document for document in chunk}
            with self._writer() as writer:
                for document in newest.values():
                    writer.delete_by_term("id", document.id)
                    writer.add_document(**fields_of(document))
            added += len(newest)
        return added

    def remove(self, ids: Iterable[str]) -> int:
        """Take documents out; return how many were there."""
        with self._writer() as writer:
            return sum(int(writer.delete_by_term("id", id_) or 0) for id_ in set(ids))

    def clear(self) -> None:
        """Empty the index."""
        with self._writer(CLEAR):
            pass

    def optimise(self) -> None:
        """Merge all segments into one; worth it after loading many documents."""
        with self._writer(OPTIMIZE):
            pass

    # Reading

    def count(self) -> int:
        """Return how many documents the index holds."""
        return self._current().count

    def search(self, query: Query) -> Results:
        """Answer a query; the total and the facets are exact."""
        began = time.perf_counter()
        snapshot = self._current()
        outcome = answer(snapshot, query)
        hits = tuple(
            self._hit(snapshot, int(doc), outcome, query)
            for doc in outcome.page(query, snapshot)
        )
        return Results(
            total=int(outcome.matched.sum()),
            took_ms=(time.perf_counter() - began) * 1000,
            hits=hits,
            facets=facets(snapshot, outcome.matched),
            notices=tuple(outcome.notices),
        )

    def suggest(self, prefix: str, *, limit: int = 10) -> list[Suggestion]:
        """Complete what is being typed: numbers, titles, issuers, people."""
        return suggestions(self._current(), prefix, limit=limit)

    def _hit(self, snapshot: Snapshot, doc: int, outcome: Outcome, query: Query) -> Hit:
        card = snapshot.cards[doc]
        text = self._texts(card.id) or ""
        sections = snapshot.sections(doc) if text else []
        begin = 0
        if query.pinpoint:
            begin = next((s[1] for s in sections if s[0] == query.pinpoint), 0)
        shown = snippet(text, outcome.wanted, begin=begin)
        at = shown.start + (shown.matches[0][0] if shown.matches else 0)
        around = [s for s in sections if s[1] <= at < s[2]]
        return Hit(
            id=card.id,
            number=card.number,
            kind=card.kind,
            issuer=card.issuer,
            date=card.date,
            title=card.title,
            score=float(outcome.scores[doc]),
            snippet=shown.text,
            matches=shown.matches,
            status=card.status,
            signer=card.signer,
            start=shown.start,
            provision=max(around, key=lambda s: len(s[0]))[0] if around else None,
        )

    def _current(self) -> Snapshot:
        with self._lock:
            generation = self._index.latest_generation()
            if self._snapshot is None or generation != self._generation:
                fresh = _retried(lambda: Snapshot(self._index.reader()))
                self._snapshot = fresh
                self._generation = generation
            return self._snapshot


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
