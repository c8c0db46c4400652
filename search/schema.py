"""The fields of the index, and how one document becomes their values.

The index stores no text. Whoosh holds of each document its id, keys for the numbers it
has and cites, and one card (JSON) with what a result list shows. Its words, names and
what it is counted by go into the table of the segment. Pairs of neighbouring words are
read off the positions when they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Format

from search.described import joined
from search.engine import IndexDocument
from search.packing import pack_anchors, pack_sections
from search.synonyms import kind_names
from search.tables import Ints
from search.typed_numbers import number_parts
from search.words import composed, folded, located

VERSION = 7
"""Changes whenever the fields or the words change: older indexes are rebuilt."""

TITLE_WEIGHT = 5
CONTEXT_WEIGHT = 2
"""A word in the title, or in the name of the whole, counts as so many in the text."""

_GAP = 8

Parts = list[tuple[int, int, list[str]]]
"""The words of a document by part: what one is worth, the first position, the words."""
Posting = tuple[bytes, int, float, bytes]


class _CountFormat(Format):
    posting_size = 0


class KeysField(FieldType):
    """Ready-made keys, present or absent."""

    def __init__(self) -> None:
        self.format = _CountFormat()

    def index(self, value: set[str], **_: Any) -> Generator[Posting, Any, None]:
        """Yield one posting for each key."""
        for key in sorted(value):
            yield key.encode(), 1, 1.0, b""


def schema() -> Schema:
    """Return the fields that Whoosh holds."""
    return Schema(
        id=ID(unique=True),
        keys=KeysField(),
        card=COLUMN(),
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as the index takes it.

    `fields` for Whoosh; `parts` are its words; `numbers`, `labels` and `packed` as
    `search.described` names them.
    """

    fields: dict[str, Any]
    parts: Parts
    numbers: tuple[int, int, int, int]
    labels: tuple[str | None, ...]
    packed: tuple[bytes, bytes]


def prepare(document: IndexDocument) -> Prepared:
    """Take a document apart."""
    words, starts = located(composed(document.text))
    parts, title_end, context_end = parts_of(document, words)
    packed = pack_sections(document.provisions, starts), pack_anchors(starts)
    fields = {"keys": keys_of(document), "card": card_of(document)}
    length = sum(weight * len(stream) for weight, _, stream in parts)
    numbers = (date_number(document.date), length, title_end, context_end)
    labels = (
        document.kind,
        document.issuer,
        document.status,
        document.signer,
        joined(document.fields),
        document.collection,
        nested_kind(document),
        document.number,
        document.added_at,
    )
    return Prepared(fields, parts, numbers, labels, packed)


def nested_kind(document: IndexDocument) -> str | None:
    """Return the kind of what is issued with a document: "Quy chế" of a decision.

    A unit without a label that is named like a kind begins it.
    """
    for unit in document.provisions:
        name = kind_names().get(unit.path.replace("-", " "))
        if name is not None:
            return name
    return None


def parts_of(document: IndexDocument, words: list[str]) -> tuple[Parts, int, int]:
    """Return the parts of a document whose text has these words: title, context, text.

    And the positions at which title and context end, 0 where there is none.
    """
    title = located(composed(document.title or ""))[0]
    context = located(composed(document.context or ""))[0]
    parts: Parts = []
    ends = {}
    at = 0
    for weight, stream in (
        (TITLE_WEIGHT, title),
        (CONTEXT_WEIGHT, context),
        (1, words),
    ):
        ends[weight] = at + len(stream) if stream else 0
        if stream:
            parts.append((weight, at, stream))
            at += len(stream) + _GAP
    return parts, ends[TITLE_WEIGHT], ends[CONTEXT_WEIGHT]


def text_begins(title_ends: Ints, context_ends: Ints) -> Ints:
    """Return for each document the position of the first word of the text."""
    before = np.maximum(title_ends, context_ends)
    return np.where(before, before + _GAP, 0)


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
    """Return the keys under which a document's numbers are looked up.

    `n=` its number, `c=` the numbers it cites, `r=` those it replaces.
    """
    keys: set[str] = set()
    if document.number and (key := number_key(document.number)):
        keys.add(f"n={key}")
    for cited in document.cites:
        if (key := number_key(cited.number)) is not None:
            entry = f"{key}|{folded(cited.kind or '')}"
            keys.add(f"c={entry}")
            if cited.relation == "replaces":
                keys.add(f"r={entry}")
    return keys


def card_of(document: IndexDocument) -> bytes:
    """Return what a result list shows, as JSON."""
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
        document.collection,
        joined(document.fields),
    ]
    return json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()


def date_number(date: str | None) -> int:
    """Return a possibly partial ISO date as a sortable number, 0 where unknown.

    >>> date_number("2020-07-31"), date_number("2020-07"), date_number(None)
    (20200731, 20200700, 0)
    """
    parts = (date or "").split("-")
    if not parts[0].isdigit():
        return 0
    numbers = [int(part) for part in parts[:3] if part.isdigit()]
    year, month, day = [*numbers, 0, 0][:3]
    if year > 9999:
        return 0
    return year * 10000 + month * 100 + day
