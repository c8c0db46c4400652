"""Documents into collections: which one is meant, and moving from one to another."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.collections import Collection, CollectionError
from corpus.visibility import FIRST
from webui.indexing import IndexBusy
from webui.intake import UPLOAD_PATIENCE, touch_targets

if TYPE_CHECKING:
    from webui.archive import Archive


def collection_meant(archive: Archive, typed: str) -> Collection:
    """Return the collection of an id or a name; the first where nothing is typed.

    Raises:
        CollectionError: if there is none, or none that `archive` shows.
    """
    wanted = typed.strip() or str(FIRST)
    collections = archive.register.collections
    for each in collections.all():
        if str(each.id) == wanted:
            return each
    return collections.named(wanted)


def change(
    archive: Archive,
    collection: Collection,
    *,
    name: str | None = None,
    is_open: bool | None = None,
) -> str:
    """Rename, open or close a collection; return what was changed, for the log.

    Documents whose force is told otherwise now are indexed again.

    Raises:
        CollectionError: if there is no such collection, it must stay open, or the name
            cannot be used.
    """
    collections = archive.register.collections
    done = []
    if name is not None and " ".join(name.split()) != collection.name:
        collections.rename(collection.id, name)
        done.append(f"{collection.name} → {' '.join(name.split())}")
    if is_open is not None and is_open != collection.open:
        collections.set_open(collection.id, open=is_open)
        done.append("open" if is_open else "closed")
        with suppress(IndexBusy):
            archive.whole.index_pending(patience=UPLOAD_PATIENCE)
    return "; ".join(done)


def move(archive: Archive, ident: str, collection: Collection) -> None:
    """Put a document into another collection, and index it there.

    Raises:
        NotHeld: if there is no such document.
        CollectionError: if there is no such collection.
    """
    held = archive.held(ident)
    archive.register.collections.move(held.id, collection.id)
    # What others are told of the force of its targets changes with who sees it.
    touch_targets(archive.whole, held)
    with suppress(IndexBusy):
        archive.whole.index_pending(patience=UPLOAD_PATIENCE)


__all__ = ["CollectionError", "change", "collection_meant", "move"]
