"""The readers as components of one spaCy pipeline: characters first, words second.

Each component computes (`predict`) and only then writes (`set_annotations`). What
characters tell (numbers, dates, citations) is kept under `doc._`; names found in words
are spans of `doc.spans`. A `Doc` here holds folded words for the matcher, not the
text: offsets always come from `doc._.tokens`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.document import Document, Span
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.effect import effective_from
from nlp.entities import find_entities
from nlp.findings import find_findings
from nlp.fold import true_letters
from nlp.gazetteer import Gazetteer
from nlp.header import read_header
from nlp.marked import Marked
from nlp.masks import law_names, national_titles
from nlp.name_rows import name_rows
from nlp.numbers import find_blank_numbers, find_numbers
from nlp.provisions import find_provisions
from nlp.signature import find_signatures
from nlp.spacy_alone import import_spacy
from nlp.tokens import tokenise
from nlp.words import Recogniser

import_spacy()  # before anything of it is imported by name

from spacy.lang.xx import MultiLanguage  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

_LAYERS = (
    "document",
    "text",
    "tokens",
    "hits",
    "header",
    "numbers",
    "dates",
    "periods",
    "citations",
    "provisions",
    "entities",
    "effective_from",
    "findings",
)
# spaCy refuses longer texts because its parsers need memory; none of them runs here.
_NO_LIMIT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Component:
    """One reader: what it computes from a doc, and under which names it is kept."""

    writes: tuple[str, ...]
    predict: Callable[[Doc], tuple[Any, ...]]

    def __call__(self, doc: Doc) -> Doc:
        """Compute, then write."""
        return self.set_annotations(doc, self.predict(doc))

    def set_annotations(self, doc: Doc, values: tuple[Any, ...]) -> Doc:
        """Write each value under its name; nothing else is touched."""
        read = doc._
        for name, value in zip(self.writes, values, strict=True):
            read.set(name, value)
        return doc


def _header(doc: Doc) -> tuple[Any, ...]:
    document: Document = doc._.document
    return (read_header(doc._.text, pages=document.pages),)


def _numbers(doc: Doc) -> tuple[Any, ...]:
    return (find_numbers(doc._.document.text),)


def _dates(doc: Doc) -> tuple[Any, ...]:
    read = doc._
    masked: list[Span] = [match.span for match in read.numbers]
    return find_dates(read.text, masked=masked)


def _citations(doc: Doc) -> tuple[Any, ...]:
    read = doc._
    return (
        find_citations(
            read.text,
            numbers=read.numbers,
            dates=read.dates,
            header=read.header,
        ),
    )


def _provisions(doc: Doc) -> tuple[Any, ...]:
    read = doc._
    return (find_provisions(read.text, header=read.header),)


def _effect(doc: Doc) -> tuple[Any, ...]:
    read = doc._
    return (effective_from(read.text, read.header.date),)


def _findings(doc: Doc) -> tuple[Any, ...]:
    read = doc._
    return (
        find_findings(
            read.document.text,
            header=read.header,
            citations=read.citations,
            dates=read.dates,
            periods=read.periods,
            provisions=read.provisions,
            numbers=read.numbers,
        ),
    )


def _letterhead_end(doc: Doc) -> int:
    spans = doc._.header.spans
    heads = (spans[name].end for name in ("number", "date", "title") if name in spans)
    return max(heads, default=0)


def _entities(doc: Doc) -> tuple[Any, ...]:
    read = doc._
    text: str = read.text
    masks = [match.span for match in read.numbers]
    masks += [blank.span for blank in find_blank_numbers(text)]
    masks += [date.span for date in read.dates]
    masks += law_names(text, read.citations)
    masks += national_titles(text)
    marked = Marked.of(read.tokens, read.hits, masks)
    signers = [each.name_span for each in find_signatures(text, _letterhead_end(doc))]
    found = find_entities(
        marked, header=read.header, signers=signers, judge=Recogniser(text)
    )
    return (found,)


_COMPONENTS: dict[str, Component] = {
    "cancu_header": Component(("header",), _header),
    "cancu_numbers": Component(("numbers",), _numbers),
    "cancu_dates": Component(("dates", "periods"), _dates),
    "cancu_citations": Component(("citations",), _citations),
    "cancu_provisions": Component(("provisions",), _provisions),
    "cancu_effect": Component(("effective_from",), _effect),
    "cancu_entities": Component(("entities",), _entities),
    "cancu_findings": Component(("findings",), _findings),
}


def _factory(component: Component) -> Callable[[Language, str], Component]:
    def build(nlp: Language, name: str) -> Component:
        return component

    return build


def build_language() -> Language:
    """Return a new pipeline with every component in its order."""
    for layer in _LAYERS:
        if not Doc.has_extension(layer):
            Doc.set_extension(layer, default=None)
    # `spacy.blank` would first compile the rules of a tokenizer that nobody asks.
    nlp = MultiLanguage(create_tokenizer=_tokenizer, max_length=_NO_LIMIT)
    for name, component in _COMPONENTS.items():
        Language.factory(name, func=_factory(component))
        nlp.add_pipe(name)
    return nlp


def _tokenizer(nlp: Language) -> Callable[[str], Doc]:
    gazetteer = Gazetteer(nlp.vocab, name_rows())

    def words(text: str) -> Doc:
        tokens = tokenise(text)
        doc = gazetteer.doc(tokens)
        doc._.tokens = tokens
        doc._.hits = gazetteer.hits(doc, tokens)
        return doc

    return words


def read(nlp: Language, document: Document) -> Doc:
    """Run the pipeline over a document and return the annotated doc."""
    text = true_letters(document.text)
    doc = nlp.make_doc(text)
    doc._.document, doc._.text = document, text
    return nlp(doc)
