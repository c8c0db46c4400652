"""Text as extracted → text as promised by `Document`, with the way back.

Two passes, both linear: strip what no reader sees (line-end variants, zero-width and
control characters), then compose. Composing comes second because a zero-width joiner
between a letter and its tone mark would otherwise keep them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.document import OffsetMap

# Line ends first; everything else in the class is dropped. Soft hyphens and bidi marks
# are layout hints, invisible on paper, that break words apart for every later reader.
_STRIP = re.compile(
    "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LINE_ENDS = frozenset(("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"))
_SURROGATES = re.compile("[\ud800-\udfff]")
# An ASCII character followed by ASCII (or by nothing) composes with nothing; what
# is left between two such stretches is short in any alphabetic script.
_RICH = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def normalise(source: str) -> tuple[str, OffsetMap]:
    """Return `source` as NFC text with `\\n` line ends, and the map back to it.

    >>> text, offsets = normalise("Quye\\u0302\\u0301t\\r\\nđịnh")
    >>> text, offsets.source(text.index("đ"))
    ('Quyết\\nđịnh', 9)
    """
    source = _SURROGATES.sub("\ufffd", source)
    stripped, inner = _strip(source)
    if unicodedata.is_normalized("NFC", stripped):
        return stripped, inner
    composed, outer = _compose(stripped)
    return composed, _chain(outer, inner)


def clean(word: str) -> str:
    """Return one word or line normalised, where nobody asks for the way back."""
    if word.isprintable() and unicodedata.is_normalized("NFC", word):
        return word
    return normalise(word)[0]


class _Runs:
    """Collects the pieces of a new text and where each came from."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.here: list[int] = [0]
        self.there: list[int] = [0]
        self._length = 0

    def copy(self, piece: str) -> None:
        self.pieces.append(piece)
        self._length += len(piece)

    def replace(self, piece: str, source_end: int) -> None:
        """Add `piece`; what follows it is found in the source from `source_end`."""
        self.copy(piece)
        if self._length == self.here[-1]:
            self.there[-1] = source_end
        else:
            self.here.append(self._length)
            self.there.append(source_end)

    def result(self) -> tuple[str, OffsetMap]:
        return "".join(self.pieces), OffsetMap(tuple(self.here), tuple(self.there))


def _strip(source: str) -> tuple[str, OffsetMap]:
    runs, at = _Runs(), 0
    for match in _STRIP.finditer(source):
        runs.copy(source[at : match.start()])
        found, at = match.group(), match.end()
        if found not in _LINE_ENDS:
            runs.replace("", at)
        elif len(found) == 1:
            runs.copy("\n")
        else:
            runs.replace("\n", at)
    runs.copy(source[at:])
    return runs.result()


def _compose(source: str) -> tuple[str, OffsetMap]:
    runs, at = _Runs(), 0
    for match in _RICH.finditer(source):
        rich = match.group()
        if unicodedata.is_normalized("NFC", rich):
            continue
        runs.copy(source[at : match.start()])
        at = match.end()
        for start, end in _clusters(rich):
            cluster = rich[start:end]
            composed = unicodedata.normalize("NFC", cluster)
            if len(composed) == len(cluster):
                runs.copy(composed)
            else:
                runs.replace(composed, match.start() + end)
    runs.copy(source[at:])
    return runs.result()


def _clusters(rich: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i in range(1, len(rich)):
        if not _continues(rich[i]):
            yield start, i
            start = i
    yield start, len(rich)


def _continues(character: str) -> bool:
    """Tell whether a character may compose with the one before it."""
    return (
        unicodedata.category(character)[0] == "M"
        or unicodedata.combining(character) != 0
        or "\u1160" <= character <= "\u11ff"  # Hangul vowels and finals
        or "\U00016d40" <= character <= "\U00016d7f"  # Kirat Rai vowels
    )


def _chain(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """Return the map that goes through `outer`, then through `inner`."""
    here: list[int] = []
    there: list[int] = []
    k = 0
    for i, (start, middle) in enumerate(zip(outer.here, outer.there, strict=True)):
        here.append(start)
        there.append(inner.source(middle))
        stop = outer.here[i + 1] if i + 1 < len(outer.here) else None
        while k < len(inner.here) and inner.here[k] <= middle:
            k += 1
        while k < len(inner.here):
            mark = start + inner.here[k] - middle
            if stop is not None and mark >= stop:
                break
            here.append(mark)
            there.append(inner.there[k])
            k += 1
    return OffsetMap(tuple(here), tuple(there))
