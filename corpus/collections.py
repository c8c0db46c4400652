"""Collections of documents: each document is in one, and people are given some."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Select, func, insert, select, update

from corpus.database import read_only
from corpus.holdings import RegisterError, row_of
from corpus.ledger import reset_row, reset_rows
from corpus.records import now
from corpus.tables import citation, collection, document, ledger, link
from corpus.visibility import FIRST, seen_by, whole
from nlp.fold import fold

LONGEST_NAME = 100


class CollectionError(RegisterError):
    """A collection that cannot be used; `code` says why.

    Codes: collection_name (empty or too long), collection_taken, no_collection,
    collection_first (the first one stays open).
    """

    def __init__(self, code: str, name: str) -> None:
        super().__init__(name)
        self.code = code


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection, whether everybody sees it, and how many documents are in it."""

    id: int
    name: str
    open: bool
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Collections:
    """The collections of a register, as far as its reader may see them."""

    engine: Engine

    def all(self) -> list[Collection]:
        """Return the collections in the order in which they were made."""
        count = (
            select(func.count())
            .select_from(document)
            .where(document.c.collection_id == collection.c.id)
            .scalar_subquery()
        )
        query = select(collection, count.label("documents")).order_by(collection.c.id)
        with read_only(self.engine) as db:
            rows = db.execute(query).mappings()
            return [
                Collection(row["id"], row["name"], bool(row["open"]), row["documents"])
                for row in rows
            ]

    def names(self) -> dict[int, str]:
        """Return the names of the collections by their ids."""
        query = select(collection.c.id, collection.c.name).order_by(collection.c.id)
        with read_only(self.engine) as db:
            return {int(ident): str(name) for ident, name in db.execute(query)}

    def named(self, name: str) -> Collection:
        """Return the collection of a name, whatever its case and diacritics.

        Raises:
            CollectionError: if there is none, or none that may be seen.
        """
        wanted = fold(_plain(name))
        for each in self.all():
            if fold(each.name) == wanted:
                return each
        raise CollectionError("no_collection", name)

    def add(self, name: str, *, open: bool = False) -> Collection:
        """Make a collection; only those who are given it see it, unless it is open.

        Raises:
            CollectionError: if the name cannot be used or is taken.
        """
        plain = _plain(name)
        values = {"name": plain, "name_key": fold(plain), "open": int(open)}
        same = select(collection.c.id).where(collection.c.name_key == fold(plain))
        with self.engine.begin() as db:
            if db.execute(same).first() is not None:
                raise CollectionError("collection_taken", plain)
            done = db.execute(insert(collection).values(**values, added_at=now()))
            made = int((done.inserted_primary_key or (0,))[0])
        return Collection(made, plain, open)

    def rename(self, collection_id: int, name: str) -> None:
        """Give a collection another name.

        Raises:
            CollectionError: if there is none of that id, or the name cannot be used or
                is taken.
        """
        plain = _plain(name)
        other = select(collection.c.id).where(
            collection.c.name_key == fold(plain), collection.c.id != collection_id
        )
        self._must_see(collection_id)
        with whole(self.engine).begin() as db:
            if db.execute(other).first() is not None:
                raise CollectionError("collection_taken", plain)
            here = collection.c.id == collection_id
            values = {"name": plain, "name_key": fold(plain)}
            db.execute(update(collection).where(here).values(**values))

    def set_open(self, collection_id: int, *, open: bool) -> None:
        """Let everybody see a collection, or only those who are given it.

        The documents whose force its acts end are then to be indexed again: what
        others are told of them has changed. The first collection stays open.

        Raises:
            CollectionError: if there is none of that id, or it is the first.
        """
        self._must_see(collection_id)
        if collection_id == FIRST and not open:
            raise CollectionError("collection_first", str(collection_id))
        with whole(self.engine).begin() as db:
            here = collection.c.id == collection_id
            changed = here & (collection.c.open != int(open))
            done = db.execute(update(collection).where(changed).values(open=int(open)))
            if done.rowcount:
                reset_rows(db, _ended_by(collection_id), "registered")

    def _must_see(self, collection_id: int) -> None:
        with read_only(self.engine) as db:
            _must(db, collection_id)

    def move(self, document_id: int, collection_id: int) -> None:
        """Put a document into another collection; it is then to be indexed again.

        Raises:
            NotHeld: if there is no such document.
            CollectionError: if there is no such collection.
        """
        with self.engine.begin() as db:
            _must(db, collection_id)
            row = row_of(db, document_id)
            here = document.c.id == document_id
            there = {"collection_id": collection_id}
            db.execute(update(document).where(here).values(**there))
            mine = ledger.c.sha256 == row["sha256"]
            db.execute(update(ledger).where(mine).values(**there))
            reset_row(db, row["sha256"], "registered")

    def seen_beside(self, collection_id: int) -> frozenset[int]:
        """Return what everybody sees who sees a collection: it, and the open ones."""
        return frozenset({FIRST, collection_id, *self.open_ones()})

    def open_ones(self) -> frozenset[int]:
        """Return the ids of the collections that everybody sees."""
        with read_only(self.engine) as db:
            ids = db.execute(select(collection.c.id).where(collection.c.open == 1))
            return frozenset(ids.scalars())


def _ended_by(collection_id: int) -> Select[tuple[str]]:
    """Return the digests of the documents on which acts of a collection bear."""
    acting = document.alias("acting")
    return (
        select(document.c.sha256)
        .join(link, link.c.document_id == document.c.id)
        .join(citation, citation.c.id == link.c.citation_id)
        .join(acting, acting.c.id == citation.c.document_id)
        .where(acting.c.collection_id == collection_id, citation.c.acts == 1)
    )


def _plain(name: str) -> str:
    plain = " ".join(name.split())
    if not fold(plain).strip() or len(plain) > LONGEST_NAME:
        raise CollectionError("collection_name", name[:LONGEST_NAME])
    return plain


def _must(db: Connection, collection_id: int) -> None:
    seen = seen_by(db)
    found = db.execute(select(collection.c.id).where(collection.c.id == collection_id))
    if found.first() is None or (seen is not None and collection_id not in seen):
        raise CollectionError("no_collection", str(collection_id))
