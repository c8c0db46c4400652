"""The one door of this room: a `Document` goes in, its `Analysis` comes out."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from ingest.document import Document
from nlp.analysis import Analysis
from nlp.collector import collector_paused
from nlp.glued import part_glued
from nlp.per_text import forget_texts

if TYPE_CHECKING:
    from spacy.language import Language

_BUILDING = Lock()


@cache
def _language() -> Language:
    # spaCy takes a second to import: nobody should pay for it who analyses nothing.
    from nlp.components import build_language

    return build_language()


def analyse(document: Document) -> Analysis:
    """Return all that can be read from one document.

    The pipeline is built at the first call and shared afterwards; calls from several
    threads do not disturb each other. Cost grows linearly with the text.

    >>> from ingest.document import Document
    >>> text = "Thực hiện Quyết định số 38/QĐ-LHH ngày 31/7/2020"
    >>> analyse(Document(sha256="", name="vi-du.txt", text=text)).dates[0].value
    '2020-07-31'
    """
    parted = part_glued(document)
    if parted:
        return parted.put_back(_analyse(parted.document))
    return _analyse(document)


def _analyse(document: Document) -> Analysis:
    from nlp.components import read

    with _BUILDING:
        nlp = _language()
    try:
        with collector_paused(len(document.text)):
            doc = read(nlp, document)
    finally:
        forget_texts()
    read_of = doc._
    return Analysis(
        header=read_of.header,
        provisions=tuple(read_of.provisions),
        citations=tuple(read_of.citations),
        dates=tuple(read_of.dates),
        periods=tuple(read_of.periods),
        entities=tuple(read_of.entities),
        findings=tuple(read_of.findings),
        effective_from=read_of.effective_from,
    )
