"""From the register to the index: what of a document is searched."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.analysis import Analysis, Citation, Entity
from nlp.organisations import resolve_organisation
from search.engine import Cited, IndexDocument, Section


def index_document(
    ident: str, text: str, analysis: Analysis, *, status: str | None, added_at: str
) -> IndexDocument:
    """Return the document as the search engine takes it."""
    header = analysis.header
    issuer = resolve_organisation(header.issuer) if header.issuer else None
    return IndexDocument(
        id=ident,
        text=text,
        number=header.number,
        kind=header.kind,
        issuer=header.issuer,
        issuer_id=issuer.id if issuer else None,
        date=header.date,
        title=header.title,
        signer=header.signer,
        status=status,
        provisions=tuple(
            Section(unit.path, unit.span.start, unit.span.end, unit.heading or "")
            for unit in analysis.provisions
        ),
        people=_values(analysis.entities, "PERSON"),
        organisations=_values(analysis.entities, "ORG"),
        cites=_cited(analysis.citations),
        added_at=added_at,
    )


def _values(entities: Iterable[Entity], label: str) -> tuple[str, ...]:
    found = {entity.value: None for entity in entities if entity.label == label}
    return tuple(found)


def _cited(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    found = {
        (one.number, one.kind, one.relation): None
        for one in citations
        if one.number is not None and one.form != "self"
    }
    return tuple(Cited(number, kind, relation) for number, kind, relation in found)
