"""The fields of the Whoosh index, and how one document becomes their values.

The index stores no text. Each document leaves: its words with weighted counts and
positions, keys for numbers and names, and one card (JSON) with what a result list
shows. Pairs of neighbouring words are read off the positions when they are asked for:
writing them down would triple the time to index and the size.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Generator
from typing import Any

from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Format

from search.engine import IndexDocument
from search.packing import pack_anchors, pack_sections
from search.typed_numbers import number_parts
from search.words import Form, composed, folded, forms, read_words, word_positions

VERSION = 4
"""Changes whenever the fields or the words change: older indexes are rebuilt."""

TITLE_WEIGHT = 5
CONTEXT_WEIGHT = 2
"""A word in the title, or in the name of the whole, counts as so many in the text."""

_GAP = 8
_SUGGESTED_TITLE_STARTS = 12
_SUGGESTED_TITLE_WORDS = 6

Parts = list[tuple[int, list[Form]]]
"""The parts of a document, each with its weight."""
Posting = tuple[bytes, int, float, bytes]


class _PositionsFormat(Format):
    posting_size = -1


class _CountFormat(Format):
    posting_size = 0


class WordsField(FieldType):
    """Words with weighted counts and their positions, four bytes little-endian each."""

    def __init__(self) -> None:
        self.format = _PositionsFormat()

    def index(self, value: Parts, **_: Any) -> Generator[Posting, Any, None]:
        """Yield one posting for each distinct word of the parts."""
        spots: dict[str, list[int]] = {}
        weights: dict[str, int] = {}
        offset = 0
        for weight, stream in value:
            for term, positions in word_positions(stream, offset).items():
                spots.setdefault(term, []).extend(positions)
                weights[term] = weights.get(term, 0) + weight * len(positions)
            offset += len(stream) + _GAP
        for term, at in spots.items():
            packed = struct.pack(f"<{len(at)}I", *at)
            yield term.encode(), weights[term], float(weights[term]), packed


class KeysField(FieldType):
    """Ready-made keys, present or absent."""

    def __init__(self) -> None:
        self.format = _CountFormat()

    def index(self, value: set[str], **_: Any) -> Generator[Posting, Any, None]:
        """Yield one posting for each key."""
        for key in sorted(value):
            yield key.encode(), 1, 1.0, b""


def schema() -> Schema:
    """Return the fields of the index."""
    return Schema(
        id=ID(unique=True),
        words=WordsField(),
        keys=KeysField(),
        card=COLUMN(),
        sections=COLUMN(),
        anchors=COLUMN(),
    )


def fields_of(document: IndexDocument) -> dict[str, Any]:
    """Return the field values of a document."""
    stream, starts = read_words(composed(document.text))
    parts = parts_of(document, stream)
    return {
        "id": document.id,
        "words": parts,
        "keys": keys_of(document),
        "card": card_of(document, parts),
        "sections": pack_sections(document.provisions, starts),
        "anchors": pack_anchors(starts),
    }


def parts_of(document: IndexDocument, stream: list[Form]) -> Parts:
    """Return the words of a document by part: title, context, text (`stream`)."""
    parts = (
        (TITLE_WEIGHT, forms(document.title or "")),
        (CONTEXT_WEIGHT, forms(document.context or "")),
        (1, stream),
    )
    return [(weight, words) for weight, words in parts if words]


def text_begin(title_end: int, context_end: int) -> int:
    """Return the position of the first word of the text."""
    before = max(title_end, context_end)
    return before + _GAP if before else 0


def number_key(number: str) -> str | None:
    """Return the parts of a number joined by slashes, the serial first.

    >>> number_key("02bis/2005/TT-BTC")
    '2/bis/2005/tt/btc'
    """
    parts = number_parts(number)
    if parts is None:
        return None
    return "/".join((parts.serial, parts.suffix, *parts.rest))


def keys_of(document: IndexDocument) -> set[str]:
    """Return the keys under which a document's numbers and names are looked up.

    `n=` its number, `c=` the numbers it cites, `r=` those it replaces; `sn=`, `st=`,
    `si=`, `sp=` what is suggested: numbers, titles, issuers, people.
    """
    keys: set[str] = set()
    if document.number and (key := number_key(document.number)):
        keys.add(f"n={key}")
        keys.add(f"sn={key.replace('/', '')}|{document.number}")
    for cited in document.cites:
        if (key := number_key(cited.number)) is not None:
            entry = f"{key}|{folded(cited.kind or '')}"
            keys.add(f"c={entry}")
            if cited.relation == "replaces":
                keys.add(f"r={entry}")
    for name in document.people:
        keys.update(_starts("sp", name, name, 3, 6))
    for name in (*document.organisations, *filter(None, [document.issuer])):
        keys.update(_starts("si", name, name, 6, 8))
    if document.title:
        keys.update(
            _starts(
                "st",
                document.title,
                document.title[:200],
                _SUGGESTED_TITLE_STARTS,
                _SUGGESTED_TITLE_WORDS,
            )
        )
    return keys


def _starts(prefix: str, name: str, shown: str, starts: int, length: int) -> set[str]:
    plain = folded(name).split()
    return {
        f"{prefix}={' '.join(plain[i : i + length])}|{shown}"
        for i in range(min(starts, len(plain)))
    }


def card_of(document: IndexDocument, parts: Parts) -> bytes:
    """Return what a result list shows, as JSON.

    After it the weighted length, and where title and context end among the positions.
    """
    length = sum(weight * len(stream) for weight, stream in parts)
    ends = dict.fromkeys((TITLE_WEIGHT, CONTEXT_WEIGHT), 0)
    at = 0
    for weight, stream in parts:
        at += len(stream)
        ends[weight] = at
        at += _GAP
    card = [
        document.id,
        document.number,
        document.kind,
        document.issuer,
        document.issuer_id,
        document.date,
        document.title,
        document.signer,
        document.status,
        document.added_at,
        length,
        ends[TITLE_WEIGHT],
        ends[CONTEXT_WEIGHT],
        document.collection,
    ]
    return json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()
