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


__all__ = ["CollectionError", "collection_meant", "move"]
