"""How much the register holds, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from corpus.crosscheck import CorpusState
from corpus.originals import Originals
from corpus.tables import catalogue_entry, citation, document, ledger, reading
from corpus.visibility import is_limited


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss: `code`, and the digest of the file or the id of the document.

    Codes: no_document (the ledger says registered), no_ledger, no_reading,
    original_missing, original_altered, stray_original.
    """

    code: str
    subject: str


def state_of(db: Connection) -> CorpusState:
    """Return how many documents and entries there are, and when that last changed."""
    held = select(func.count(), func.max(document.c.added_at)).select_from(document)
    listed = select(func.count(), func.max(catalogue_entry.c.added_at)).select_from(
        catalogue_entry
    )
    documents, last = db.execute(held).one()
    entries, last_entry = db.execute(listed).one()
    changed = max((day for day in (last, last_entry) if day), default=None)
    return CorpusState(documents, entries, changed)


def counts_of(db: Connection) -> dict[str, int]:
    """Return how many documents, entries, citations and files of each state.

    Keys: documents, catalogue, citations_all, citations_<resolution>, ledger_all,
    ledger_<state>; nothing of citations for whoever may not see every collection.
    """
    state = state_of(db)
    found = {"documents": state.documents, "catalogue": state.entries}
    counted = [(ledger.c.state, "ledger_")]
    if not is_limited(db):
        # Resolutions are stored as over all documents: their sums tell of hidden ones.
        counted.append((citation.c.resolution, "citations_"))
    for column, prefix in counted:
        rows = db.execute(select(column, func.count()).group_by(column)).all()
        found[prefix + "all"] = sum(count for _, count in rows)
        found |= {prefix + name: count for name, count in rows}
    return found


def problems_of(db: Connection, originals: Originals) -> list[Problem]:
    """Return what is amiss between originals, documents and ledger.

    Reads every original once: bytes that changed on the disk are found.
    """
    rows_held = db.execute(select(document.c.id, document.c.sha256))
    ids = {row.id: row.sha256 for row in rows_held}
    held = set(ids.values())
    rows = db.execute(select(ledger.c.sha256, ledger.c.reached)).all()
    read = set(db.execute(select(reading.c.document_id)).scalars())
    known = {sha for sha, _ in rows}
    done = {sha for sha, reached in rows if reached in ("registered", "indexed")}
    problems = [Problem("no_document", sha) for sha in sorted(done - held)]
    problems += [Problem("no_ledger", sha) for sha in sorted(held - known)]
    problems += [Problem("no_reading", str(i)) for i in sorted(set(ids) - read)]
    for sha in sorted(known | held):
        if sha not in originals:
            problems.append(Problem("original_missing", sha))
        elif not originals.is_intact(sha):
            problems.append(Problem("original_altered", sha))
    stray = set(originals.digests()) - known - held
    return [*problems, *(Problem("stray_original", sha) for sha in sorted(stray))]
