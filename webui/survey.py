"""What pages and API ask of register and catalogue beyond single documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from corpus.citing import StoredCitation
from corpus.holdings import NotHeld as NotInRegister
from corpus.identity import Reference
from corpus.known import Known
from corpus.links import Resolution
from corpus.numbering import NumberingIssue
from corpus.overview import Overview, overview_of
from corpus.questions import entry_cited_by, entry_of, find_entries, look_up
from webui.archive import Archive, NotHeld


def overview(archive: Archive) -> Overview:
    """Return counts of what is held, what is cited most and what is outdated."""
    make = partial(archive.register.ask, overview_of)
    return archive.remembered.answer("overview", archive.within, make)


def numbering(archive: Archive) -> Sequence[NumberingIssue]:
    """Return what is odd in the series of numbers of the documents held."""
    make = archive.register.numbering_audit
    return archive.remembered.answer("numbering", archive.within, make)


def resolution(archive: Archive, reference: Reference) -> Resolution:
    """Return the documents, held or in the catalogue, that a reference can mean."""
    return archive.register.ask(partial(look_up, reference=reference))


def entries(
    archive: Archive, text: str, *, offset: int, limit: int
) -> tuple[int, Sequence[Known]]:
    """Return how many entries of the catalogue fit `text`, and a page of them."""
    question = partial(find_entries, text=text, offset=offset, limit=limit)
    return archive.register.ask(question)


def entry(archive: Archive, ident: str) -> tuple[Known, Sequence[StoredCitation]]:
    """Return an entry of the catalogue and the citations that lead to it.

    Raises:
        NotHeld: if there is none of that number.
    """
    number = int(ident) if ident.isdecimal() and len(ident) < 18 else -1
    try:
        known = archive.register.ask(partial(entry_of, entry_id=number))
    except NotInRegister as error:
        raise NotHeld(
            f"Danh mục không có mục {ident[:40]} / No such entry: {ident[:40]}"
        ) from error
    return known, archive.register.ask(partial(entry_cited_by, entry_id=number))
