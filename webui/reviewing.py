"""Keeping what a person says of a header, for pages and programs alike."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from corpus.corrected import Correction
from webui import noting
from webui.accounts import MACHINE, current_person
from webui.archive import Archive
from webui.indexing import IndexBusy
from webui.intake import UPLOAD_PATIENCE


def reviewer(typed: str) -> str:
    """Return who reviews: the person logged in, without accounts whoever is typed."""
    person = current_person()
    return typed if person == MACHINE else person.name


def keep(
    archive: Archive,
    document_id: int,
    values: Mapping[str, str | None],
    *,
    who: str,
    subject: str,
) -> list[Correction]:
    """Confirm or correct fields of a header, and let it be found by them.

    `subject` is what the audit log calls the document.

    Raises:
        NotHeld: if there is no such document.
        CorrectionError: if it is not said who, or a value cannot be; nothing is kept.
    """
    kept = archive.register.corrections.correct(document_id, values, who=who)
    noting.tell(subject=subject, detail=", ".join(values))
    with suppress(IndexBusy):
        # Another process writes the index now: it will find this one registered.
        archive.index_pending(patience=UPLOAD_PATIENCE)
    return kept
