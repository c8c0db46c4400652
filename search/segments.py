"""Segments of the index: what Whoosh keeps, and beside it a table of ours.

Whoosh owns the commits, the lock, ids, numbers, deletions and stored values. Words,
names and what is known of each document lie in a table beside each of its segments: a
file with the name of the segment, which Whoosh removes with the segment.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import Index
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from search.described import (
    Described,
    GatheredDescriptions,
    stored_described,
    write_described,
)
from search.engine import IndexDocument
from search.inverting import Gathered, Source
from search.merging import write_words
from search.names import (
    GatheredNames,
    NameSource,
    StoredNames,
    names_of,
    write_names,
)
from search.schema import Prepared, prepare
from search.stored_words import Kept, StoredWords
from search.tables import Ints, Table, TableWriter

EXTENSION = ".words"


def open_table(place: Path, leaf: Any) -> Table:
    """Return the table of the segment that a reader of it reads."""
    with (place / leaf.segment().make_filename(EXTENSION)).open("rb") as file:
        return Table(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


_Part = tuple[Source, NameSource, Described]


class DocumentWriter(SegmentWriter):
    """Whoosh's writer of one segment, with the table of that segment."""

    def __init__(self, index: Index, **options: Any) -> None:
        super().__init__(index, **options)
        self._place = Path(self.storage.folder)
        self._held = self.reader() if self.segments else None
        self._gathered = Gathered()
        self._names = GatheredNames()
        self._described = GatheredDescriptions()
        self._added_here = False
        self._older: list[_Part] = []

    @property
    def gathered(self) -> int:
        """How many words were gathered for this segment."""
        return self._gathered.size

    def put(self, documents: Iterable[IndexDocument]) -> int:
        """Add documents in the place of those of the same ids; return how many."""
        added = 0
        for document in documents:
            self.take_out(document.id)
            self._add(document.id, prepare(document), names_of(document))
            added += 1
        return added

    def take_out(self, ident: str) -> bool:
        """Delete the committed document of an id; tell whether there was one."""
        found = False
        for leaf, base in self._held.leaf_readers() if self._held else ():
            if ("id", ident.encode()) not in leaf:
                continue
            matcher = leaf.postings("id", ident.encode())
            while matcher.is_active():
                found = found or not self.is_deleted(base + matcher.id())
                self.delete_document(base + matcher.id())
                matcher.next()
        return found

    def _add(
        self, ident: str, made: Prepared, names: Iterable[tuple[str, str]]
    ) -> None:
        doc = self.docnum
        self._added_here = True
        self.add_document(id=ident, **made.fields)
        for weight, first, words in made.parts:
            self._gathered.add(doc, weight, first, words)
        self._names.add(doc, names)
        self._described.add(made.numbers, made.labels, made.packed)

    def add_reader(self, reader: IndexReader) -> None:
        """Take the documents of another segment into this one, deleted ones not."""
        first = self.docnum
        super().add_reader(reader)
        kept = _kept(reader)
        numbers = np.full(reader.doc_count_all(), -1, np.int64)
        numbers[kept] = np.arange(first, first + len(kept))
        table = open_table(self._place, reader)
        described = stored_described(table).only(kept)
        words: Source = Kept(StoredWords(table), numbers)
        self._older.append((words, StoredNames(table).source(numbers), described))

    def _assemble_segment(self) -> None:
        super()._assemble_segment()
        name = self.newsegment.make_filename(EXTENSION)
        with (self._place / name).open("wb") as file:
            self._write(TableWriter(file))

    def _write(self, table: TableWriter) -> None:
        # Documents added to this writer were numbered before those merged into it.
        parts = self._older
        if self._added_here or not parts:
            own = self._gathered.source(), self._names.source()
            parts = [(*own, self._described.described()), *parts]
        words, names, described = zip(*parts, strict=True)
        write_words(table, words)
        write_names(table, names)
        write_described(table, described)
        table.finish()

    def _finish(self) -> None:
        super()._finish()
        if self._held is not None:
            self._held.close()
            self._held = None


def _kept(reader: IndexReader) -> Ints:
    segment: Any = reader.segment()
    live = np.ones(reader.doc_count_all(), np.bool_)
    live[list(segment.deleted_docs())] = False
    return np.flatnonzero(live)
