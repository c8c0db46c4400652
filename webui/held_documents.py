"""What the register holds, by the ids that pages, programs and commands use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from corpus.citing import StoredCitation
from corpus.duplicates import Twin
from corpus.holdings import NotHeld as NotInRegister
from corpus.known import Act
from corpus.questions import acts_on_document
from corpus.records import HeldDocument
from corpus.register import Register
from corpus.validity import Validity
from ingest.document import Document
from ingest.limits import Limits
from nlp.analysis import Analysis
from webui.engines import number_of
from webui.picturing import PictureCache, has_pictures
from webui.settings import Settings


class NotHeld(LookupError):
    """The register has no such document; the message says what was asked for."""


class HeldDocuments:
    """The documents of a register, each asked for by its id as text."""

    settings: Settings
    register: Register
    limits: Limits

    def held(self, ident: str) -> HeldDocument:
        """Return the document of that id.

        Raises:
            NotHeld: if there is none.
        """
        try:
            return self.register.get(number_of(ident))
        except NotInRegister as error:
            raise NotHeld(
                f"Không có văn bản mã {ident[:40]} trong sổ / Not held: {ident[:40]}"
            ) from error

    def shows(self, ident: str) -> bool:
        """Tell whether a document is held, for whoever asks."""
        try:
            return bool(self.held(ident))
        except NotHeld:
            return False

    def find(self, ref: str) -> Sequence[HeldDocument]:
        """Return the documents that an id or a number as typed may mean.

        Raises:
            NotHeld: if there is none.
        """
        found = self.register.find(ref)
        if not found:
            raise NotHeld(
                f"Trong sổ không có văn bản nào là “{ref[:80]}” / Not held: {ref[:80]}"
            )
        return found

    def reading(self, ident: str) -> tuple[Document, Analysis]:
        """Return the text and the analysis of a document.

        Raises:
            NotHeld: if there is none.
        """
        return self.register.document(self.held(ident).id)

    def original(self, ident: str) -> tuple[bytes, str]:
        """Return the original bytes of a document, and its file name."""
        held = self.held(ident)
        return self.register.original(held.id), held.name

    def cites(self, ident: str) -> Sequence[StoredCitation]:
        """Return what a document cites, in the order of its text."""
        return self.register.cites(self.held(ident).id)

    def cited_by(self, ident: str) -> Sequence[StoredCitation]:
        """Return the citations in other documents that lead to this one."""
        return self.register.cited_by(self.held(ident).id)

    def page_picture(self, ident: str, number: int) -> tuple[bytes, str]:
        """Return a page of the original as PNG, and the digest of the original.

        Raises:
            NotHeld: if there is no such document or page, or its pages have no looks.
            IngestError: if the page cannot be drawn.
        """
        held = self.held(ident)
        if not has_pictures(held.media_type):
            raise NotHeld(f"Tệp này không có ảnh trang / No pictures: {held.name}")
        original = partial(self.register.original, held.id)
        pictures = PictureCache(self.settings.pictures)
        data = pictures.page(held.sha256, number, original, limits=self.limits)
        return data, held.sha256

    def validity(self, ident: str, on: str) -> Validity:
        """Return whether a document was in force on a day, as far as is known."""
        return self.register.validity(self.held(ident).id, on)

    def acts_on(self, ident: str) -> Sequence[Act]:
        """Return what other documents held do to a document."""
        number = self.held(ident).id
        return self.register.ask(partial(acts_on_document, document_id=number))

    def twins(self, ident: str) -> Sequence[Twin]:
        """Return the documents that may be the same as this one, the likest first."""
        return self.register.duplicates.of(self.held(ident).id)

    def duplicates(self, *, limit: int = 1000) -> Iterator[tuple[HeldDocument, Twin]]:
        """Yield pairs of documents that may be one; nothing is ever merged."""
        return self.register.duplicates.pairs(limit=limit)

    def places(self, ident: str) -> Sequence[str]:
        """Return the paths at which a document was found."""
        return self.register.sources.places(self.held(ident).sha256)

    def older_versions(self, ident: str) -> Sequence[HeldDocument]:
        """Return what stood before this document at a path where it was found."""
        return self._all_held(self.register.sources.older(self.held(ident).sha256))

    def newer_versions(self, ident: str) -> Sequence[HeldDocument]:
        """Return what took the place of this document at a path."""
        return self._all_held(self.register.sources.newer(self.held(ident).sha256))

    def _all_held(self, digests: Iterable[str]) -> list[HeldDocument]:
        found = (self.register.by_sha256(digest) for digest in digests)
        return [held for held in found if held is not None]
