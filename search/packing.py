"""What an index holds beside the words: where words and provisions stand in a text.

Packed into bytes when a document is indexed, read when it is shown: a snippet is cut
without reading the text from its beginning.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.engine import Section

STEP = 32
"""The offset of every so-many-th word is written down."""

Offsets = NDArray[np.int64]
_COLUMNS = 4


def _none() -> Offsets:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Sections:
    """The provisions of a document in order; row `i` of each is one provision.

    `starts` and `ends` are offsets into the text, `first` and `last` count its words,
    half-open both.
    """

    paths: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    starts: Offsets = field(default_factory=_none)
    ends: Offsets = field(default_factory=_none)
    first: Offsets = field(default_factory=_none)
    last: Offsets = field(default_factory=_none)

    def __len__(self) -> int:
        return len(self.paths)

    def find(self, path: str) -> int | None:
        """Return the row of a provision, or of the nearest one it would stand in.

        >>> held = unpack_sections(pack_sections([Section("dieu:5", 0, 9)], [0, 5]))
        >>> held.find("dieu:5/khoan:2"), held.find("dieu:6")
        (0, None)
        """
        while path:
            for row, held in enumerate(self.paths):
                if held == path or held.endswith("/" + path):
                    return row
            path = path.rpartition("/")[0]
        return None

    def around(self, word: int) -> int | None:
        """Return the row of the smallest provision in which a word stands."""
        rows = np.flatnonzero((self.first <= word) & (word < self.last))
        if not len(rows):
            return None
        return int(rows[np.argmin((self.last - self.first)[rows])])


def pack_sections(
    sections: Sequence[Section], word_starts: Sequence[int] | Offsets
) -> bytes:
    """Pack provisions; `word_starts` are the offsets of the words of the text."""
    if not sections:
        return b""
    offsets = np.asarray(word_starts, np.int64)
    starts = np.array([section.start for section in sections], np.int64)
    ends = np.array([section.end for section in sections], np.int64)
    first, last = np.searchsorted(offsets, starts), np.searchsorted(offsets, ends)
    numbers = np.stack([starts, ends, first, last]).astype("<u4").tobytes()
    rows = [f"{s.path}\t{' '.join(s.heading.split())}" for s in sections]
    names = "\n".join(rows).encode()
    return zlib.compress(len(sections).to_bytes(4, "little") + numbers + names, 1)


def unpack_sections(packed: bytes) -> Sections:
    """Return what `pack_sections` packed."""
    if not packed:
        return Sections()
    held = zlib.decompress(packed)
    count = int.from_bytes(held[:4], "little")
    end = 4 + 4 * _COLUMNS * count
    numbers = np.frombuffer(held[4:end], "<u4").astype(np.int64).reshape(_COLUMNS, -1)
    rows = [row.partition("\t") for row in held[end:].decode().split("\n")]
    return Sections(
        tuple(row[0] for row in rows), tuple(row[2] for row in rows), *numbers
    )


def pack_anchors(word_starts: Sequence[int] | Offsets) -> bytes:
    """Pack the offset of every `STEP`-th word."""
    return np.array(word_starts[::STEP], "<u4").tobytes()


def unpack_anchors(packed: bytes) -> Offsets:
    """Return what `pack_anchors` packed."""
    return np.frombuffer(packed, "<u4").astype(np.int64)
