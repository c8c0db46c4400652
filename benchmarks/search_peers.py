"""The engines that searching is measured beside: each builds and answers alike.

Every peer is given the same folded words, answers with the exact total, the best 20
and their snippets, and may use its own ways for that.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from search_documents import Corpus

from search.words import folded

TOP = 20


class Asked(NamedTuple):
    """One question: folded words, how they bind, and conditions."""

    words: str
    phrase: bool = False
    any: bool = False
    kind: str | None = None
    dates: tuple[str, str] | None = None


class Peer(Protocol):
    """An engine that is measured."""

    name: str

    def build(self, folder: Path, corpus: Corpus) -> None:
        """Index the documents in the folder."""

    def ask(self, asked: Asked) -> int:
        """Answer with total, the best 20 and their snippets; return the total."""


class Tantivy:
    """Tantivy with its Python binding, one segment, the body stored for snippets."""

    name = "Tantivy"

    def build(self, folder: Path, corpus: Corpus) -> None:
        """Index the documents in the folder."""
        import tantivy

        fields = tantivy.SchemaBuilder()
        fields.add_text_field("body", stored=True, tokenizer_name="whitespace")
        fields.add_text_field("title", stored=True, tokenizer_name="whitespace")
        for name in ("id", "number", "issuer", "kind"):
            fields.add_text_field(name, stored=True, tokenizer_name="raw")
        fields.add_integer_field("date", indexed=True, fast=True)
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for held in corpus.folded():
            row = {
                "id": held.id,
                "number": held.number,
                "issuer": held.issuer,
                "kind": held.kind,
                "title": held.title,
                "body": held.text,
                "date": int((held.date or "0").replace("-", "")),
            }
            writer.add_document(tantivy.Document(**row))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, asked: Asked) -> int:
        """Answer with total, the best 20 and their snippets; return the total."""
        import tantivy

        query = self._query(asked)
        found = self._searcher.search(query, TOP, count=True)
        maker = tantivy.SnippetGenerator.create(
            self._searcher, query, self._schema, "body"
        )
        maker.set_max_num_chars(240)
        for _, address in found.hits:
            maker.snippet_from_doc(self._searcher.doc(address)).highlighted()
        return int(found.count)

    def _query(self, asked: Asked) -> Any:
        from tantivy import FieldType, Occur, Query

        words = asked.words.split()
        if asked.phrase:
            parts = [(Occur.Must, Query.phrase_query(self._schema, "body", words))]
        else:
            how = Occur.Should if asked.any else Occur.Must
            parts = [
                (how, Query.term_query(self._schema, "body", w, index_option="freq"))
                for w in words
            ]
        if asked.kind:
            kind = Query.term_query(self._schema, "kind", folded(asked.kind))
            parts.append((Occur.Must, Query.const_score_query(kind, 0.0)))
        if asked.dates:
            low, high = (int(day.replace("-", "")) for day in asked.dates)
            dates = Query.range_query(
                self._schema, "date", FieldType.Integer, low, high
            )
            parts.append((Occur.Must, Query.const_score_query(dates, 0.0)))
        return Query.boolean_query(parts)


class FullTextTable:
    """SQLite's FTS5 table, its own ranking and snippets."""

    name = "FTS5"

    def build(self, folder: Path, corpus: Corpus) -> None:
        """Index the documents in the folder."""
        self._base = sqlite3.connect(folder / "table.db")
        self._base.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(body, title, kind UNINDEXED,"
            " date UNINDEXED, id UNINDEXED, number UNINDEXED, issuer UNINDEXED,"
            " tokenize='unicode61')"
        )
        rows = (
            (d.text, d.title, d.kind, d.date, d.id, d.number, d.issuer)
            for d in corpus.folded()
        )
        self._base.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        self._base.commit()

    def ask(self, asked: Asked) -> int:
        """Answer with total, the best 20 and their snippets; return the total."""
        words = [f'"{word}"' for word in asked.words.split()]
        match = (" OR " if asked.any else " ").join(words)
        if asked.phrase:
            match = f'"{asked.words}"'
        match = f"body : ({match})"
        where, values = "WHERE texts MATCH ?", [match]
        if asked.kind and asked.dates:
            where += " AND kind = ? AND date BETWEEN ? AND ?"
            values += [folded(asked.kind), *asked.dates]
        counted = self._base.execute(f"SELECT count(*) FROM texts {where}", values)
        (total,) = counted.fetchone()
        shown = "rowid, snippet(texts, 0, '[', ']', '', 40)"
        best = f"ORDER BY bm25(texts) LIMIT {TOP}"
        self._base.execute(f"SELECT {shown} FROM texts {where} {best}", values)
        return int(total)


class StockWhoosh:
    """Whoosh as it comes: its analyser, its scoring, its highlights."""

    name = "Whoosh"

    def build(self, folder: Path, corpus: Corpus) -> None:
        """Index the documents in the folder."""
        from whoosh.analysis import StandardAnalyzer
        from whoosh.fields import ID, NUMERIC, TEXT, Schema
        from whoosh.index import create_in

        text = TEXT(analyzer=StandardAnalyzer(stoplist=None, minsize=1), stored=True)
        fields = Schema(
            id=ID(unique=True, stored=True),
            number=ID(stored=True),
            kind=ID(stored=True),
            issuer=ID(stored=True),
            date=NUMERIC(stored=True, sortable=True),
            title=text,
            body=text,
        )
        index = create_in(str(folder), fields)
        writer = index.writer(limitmb=256)
        for held in corpus.folded():
            writer.add_document(
                id=held.id,
                number=held.number,
                kind=held.kind,
                issuer=held.issuer,
                date=int((held.date or "0").replace("-", "")),
                title=held.title,
                body=held.text,
            )
        writer.commit(optimize=True)
        self._searcher = index.searcher()

    def ask(self, asked: Asked) -> int:
        """Answer with total, the best 20 and their snippets; return the total."""
        from whoosh.query import And, NumericRange, Or, Phrase, Term

        words = asked.words.split()
        terms = [Term("body", word) for word in words]
        query = Or(terms) if asked.any else And(terms)
        if asked.phrase:
            query = Phrase("body", words)
        if asked.kind and asked.dates:
            low, high = (int(day.replace("-", "")) for day in asked.dates)
            kind = Term("kind", folded(asked.kind))
            query = And([query, kind, NumericRange("date", low, high)])
        found = self._searcher.search(query, limit=TOP)
        for hit in found:
            hit.highlights("body", top=1)
        return len(found)


PEERS: dict[str, type[Peer]] = {
    "tantivy": Tantivy,
    "fts5": FullTextTable,
    "whoosh": StockWhoosh,
}
