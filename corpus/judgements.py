"""What a register says of documents: cross-checks, validity, lists, counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection

from corpus.audit import counts_of, state_of
from corpus.crosscheck import CheckedDocument, cross_check
from corpus.evidence import Side, header_side
from corpus.held import Held
from corpus.holdings import row_of
from corpus.known import Known
from corpus.linking import StoredLookup
from corpus.numbering import NumberingIssue, numbering_audit
from corpus.overview import Outdated, outdated_of
from corpus.pasted import ListRow, lookup_list
from corpus.records import known_document
from corpus.validity import Validity, validity
from ingest.document import Document
from nlp.analysis import Analysis

if TYPE_CHECKING:
    from corpus.beside import Dossier

T = TypeVar("T")


class Judgements(Held):
    """Documents judged by what is held and known; nothing is stored."""

    def check(
        self,
        doc: Document,
        analysis: Analysis,
        *,
        as_of: str | None = None,
        id: str | None = None,
        dossier: Dossier | None = None,
    ) -> CheckedDocument:
        """Cross-check a document, held or not, beside a dossier. Stores nothing."""
        with self._reading() as db:
            held, state = StoredLookup(db), state_of(db)
            known = dossier.beside(held) if dossier else held
            return cross_check(
                doc, analysis, lookup=known, as_of=as_of, id=id, corpus=state
            )

    def check_held(
        self, document_id: int, *, as_of: str | None = None
    ) -> CheckedDocument:
        """Cross-check a held document.

        Raises:
            NotHeld: if there is no such document.
        """
        doc, analysis = self.document(document_id)
        return self.check(doc, analysis, as_of=as_of, id=str(document_id))

    def other_side(self, known: Known) -> Side | None:
        """Return where a held document says which one it is; None for the catalogue.

        Raises:
            NotHeld: if it is held no longer.
        """
        if known.source != "register":
            return None
        doc, analysis = self.document(int(known.id))
        return header_side(doc, analysis.header)

    def validity(self, document_id: int, on: str | None) -> Validity:
        """Return whether a held document was in force on a day, as far as known.

        Raises:
            NotHeld: if there is no such document.
        """
        with self._reading() as db:
            known = known_document(row_of(db, document_id))
            return validity(known, StoredLookup(db).acts_on(known), on)

    def numbering_audit(self) -> list[NumberingIssue]:
        """Return what is odd in the series of numbers of the documents held."""
        with self._reading() as db:
            return numbering_audit(db)

    def outdated(self, *, most: int = 100) -> list[Outdated]:
        """Return documents that ended, with those issued later that still cite them."""
        with self._reading() as db:
            return list(outdated_of(db, most))

    def lookup_list(self, lines: Iterable[str]) -> list[ListRow]:
        """Return for each line of a pasted list what the register knows of it."""
        with self._reading() as db:
            return lookup_list(db, lines)

    def counts(self) -> dict[str, int]:
        """Return how many documents, entries, citations and files of each state."""
        with self._reading() as db:
            return counts_of(db)

    def ask(self, question: Callable[[Connection], T]) -> T:
        """Answer a question of this room within one reading (`corpus.questions`)."""
        with self._reading() as db:
            return question(db)
