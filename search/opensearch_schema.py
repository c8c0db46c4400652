"""The fields of an OpenSearch index, and how one document becomes their values.

Words come ready-made from `search.words`, joined by spaces, so that no analyser of the
cluster decides what a word is. A word of the title stands as often as it counts. The
text is not stored: hits show the text of the register.
"""

from __future__ import annotations

import json
from base64 import b64encode
from itertools import pairwise
from typing import Any

from search import described
from search.engine import IndexDocument
from search.names import names_of, starts_of
from search.packed_words import pack_words, token, tokens
from search.schema import prepare
from search.scoring import K1, B
from search.words import form_of

VERSION = 2
"""Changes whenever fields or words change: the index is then made anew."""

_LONGEST_NAME = 1_000
_LONGEST_START = 120
_DIGITS = 18

Json = dict[str, Any]


def index_body(*, shards: int, replicas: int) -> Json:
    """Return the settings and fields of a new index."""
    words = {"type": "text", "analyzer": "whitespace", "similarity": "ours"}
    counted = {**words, "index_options": "freqs"}
    name = {"type": "keyword"}
    number = {"type": "long"}
    kept = {"type": "binary", "store": True, "doc_values": False}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # The one whose scores are those of `search.scoring`.
            "similarity": {"ours": {"type": "LegacyBM25", "k1": K1, "b": B}},
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"version": VERSION},
            "_source": {"includes": ["card", "numbers"]},
            "properties": {
                "folded": words,
                "exact": words,
                "pairs": counted,
                "keys": name,
                "starts": {"type": "keyword", "doc_values": False},
                **{f"names_{letter}": name for letter in "ntip"},
                **dict.fromkeys(LABELS, name),
                "date": number,
                "length": number,
                "serial": number,
                "entered": number,
                "entered_back": number,
                "card": {"type": "object", "enabled": False},
                "numbers": {"type": "object", "enabled": False},
                "words": kept,
                "sections": kept,
                "anchors": kept,
                "removed": {"type": "boolean"},
            },
        },
    }


LABELS = (*described.LABELS, "year")


def fields_of(document: IndexDocument, entered: int) -> Json:
    """Return the fields of a document; `entered` grows with every document added."""
    prepared = prepare(document)
    folded: list[str] = []
    exact: list[str] = []
    pairs: list[str] = []
    for weight, _, written in prepared.parts:
        both = [form_of(word) for word in written]
        plain = [token(form.folded) for form in both]
        beside = " ".join(f"{a}_{b}" for a, b in pairwise(plain))
        folded += [" ".join(plain)] * weight
        exact += [tokens([form.exact for form in both])] * weight
        pairs += [beside] * weight
    date, length, title_end, context_end = prepared.numbers
    nested, number, added_at = prepared.labels[-3:]
    year = f"{date // 10000:04}" if date else None
    fields: Json = {
        "folded": folded,
        "exact": exact,
        "pairs": pairs,
        "keys": sorted(map(_name, prepared.fields["keys"])),
        "length": length,
        "entered": entered,
        "entered_back": -entered if added_at else entered,
        "card": {
            "row": json.loads(prepared.fields["card"]),
            "nested": nested,
        },
        "numbers": {"row": [date, length, title_end, context_end, entered]},
        "words": _packed(pack_words(prepared.parts)),
        "sections": _packed(prepared.packed[0]),
        "anchors": _packed(prepared.packed[1]),
        "removed": False,
        **_names(document),
    }
    for name, value in zip(LABELS, (*prepared.labels, year), strict=True):
        if value:
            fields[name] = [_name(one) for one in described.values_of(name, value)]
    if date:
        fields["date"] = date
    if number:
        fields["serial"] = _leading(number)
    return fields


def _names(document: IndexDocument) -> Json:
    found: dict[str, dict[str, None]] = {}
    starts: dict[str, None] = {}
    for letter, name in names_of(document):
        found.setdefault(f"names_{letter}", {})[_name(name)] = None
        for start in starts_of(letter, name):
            starts[start_key(letter, start)] = None
    return {
        **{field: list(names) for field, names in found.items()},
        "starts": [*starts],
    }


def start_key(letter: str, start: str) -> str:
    """Return the beginning of a name as it is looked up."""
    return token(letter + start[:_LONGEST_START])


def _name(value: str) -> str:
    return value[:_LONGEST_NAME].encode("utf-8", "replace").decode()


def _packed(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _leading(number: str) -> int:
    digits = ""
    for letter in number[:_DIGITS]:
        if not letter.isdecimal():
            break
        digits += letter
    return int(digits or 0)
