"""The words of a document as a few bytes, from which any of them is counted again.

An index on other machines finds and counts; what comes first is decided here, on the
words of the documents that may come first.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.arrays import Ints
from search.schema import Parts
from search.words import form_of


class WordStream(NamedTuple):
    """The words of a document: `words[ids[i]]` stands at `positions[i]`, ascending."""

    words: list[str]
    ids: Ints
    positions: Ints


def pack_words(parts: Parts) -> bytes:
    """Pack the words of all parts, each in its exact form.

    >>> parts = [(5, 0, ["Thi", "đua"]), (1, 10, ["thi"])]
    >>> stream = unpack_words(pack_words(parts))
    >>> stream.words, stream.ids.tolist(), stream.positions.tolist()
    (['thi', 'đua'], [0, 1, 0], [0, 1, 10])
    """
    known: dict[str, int] = {}
    written: dict[str, int] = {}
    ids: list[int] = []
    for _, _, words in parts:
        for word in words:
            at = written.get(word)
            if at is None:
                exact = token(form_of(word).exact)
                at = written[word] = known.setdefault(exact, len(known))
            ids.append(at)
    names = "\n".join(known).encode()
    shape = [(first, len(words)) for _, first, words in parts]
    head = np.array([len(shape), len(names), *sum(shape, ())], "<u4").tobytes()
    return zlib.compress(head + names + np.array(ids, "<u4").tobytes(), 1)


def unpack_words(packed: bytes) -> WordStream:
    """Return what `pack_words` packed."""
    held = zlib.decompress(packed)
    parts, length = np.frombuffer(held, "<u4", 2).tolist()
    shape = np.frombuffer(held, "<u4", 2 * parts, 8).reshape(-1, 2).tolist()
    begin = 8 + 8 * parts
    words = held[begin : begin + length].decode().split("\n") if length else []
    ids = np.frombuffer(held, np.uint8, offset=begin + length)
    spans = [np.arange(first, first + count) for first, count in shape]
    return WordStream(
        words,
        ids.view("<u4").astype(np.int64),
        np.concatenate([np.empty(0, np.int64), *spans]),
    )


_LONGEST = 200


def token(term: str) -> str:
    """Return a term as other programs hold it: valid Unicode, of bounded length."""
    return term[:_LONGEST].encode("utf-8", "replace").decode()


def tokens(terms: Sequence[str]) -> str:
    """Return terms joined by spaces."""
    return " ".join(map(token, terms))
