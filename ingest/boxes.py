"""The words of a file and where they stand, column by column.

Half a million words are an ordinary law gazette: as columns of numbers they take a
third of the memory of tuples, and cross the border of the child as they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from itertools import compress, repeat
from operator import gt
from typing import Any

from ingest.document import WordBox
from ingest.lines import Word

_BOX = partial(tuple.__new__, WordBox)  # as WordBox._make, without a frame for each
_UNKNOWN = float("nan")


class Boxes:
    """Grows page by page; given out as `WordBox`es when all is read."""

    def __init__(self) -> None:
        self._places = [array("i") for _ in range(3)]  # start, end, page
        self._edges = [array("d") for _ in range(4)]
        self._sure = array("d")  # empty until one word was recognised

    def __len__(self) -> int:
        return len(self._places[0])

    def add(
        self,
        starts: Sequence[int],
        ends: Sequence[int],
        page: int,
        words: Sequence[Word],
    ) -> None:
        """Append the words of one page; the bars between cells stand nowhere."""
        if not words:
            return
        columns: Sequence[Sequence[Any]] = list(zip(*words, strict=True))[1:]
        stands = list(map(gt, columns[2], columns[0]))
        if not all(stands):
            columns = [list(compress(column, stands)) for column in columns]
            starts, ends = list(compress(starts, stands)), list(compress(ends, stands))
        before = len(self)
        for kept, more in zip(self._places, (starts, ends), strict=False):
            kept.extend(more)
        self._places[2].extend(repeat(page, len(starts)))
        for edge, more in zip(self._edges, columns, strict=False):
            edge.extend(more)
        if self._sure or any(sure is not None for sure in columns[4]):
            self._sure.extend(repeat(_UNKNOWN, before - len(self._sure)))
            self._sure.extend(_UNKNOWN if sure is None else sure for sure in columns[4])

    def rows(self) -> tuple[WordBox, ...]:
        """Return the words."""
        if not self._sure:
            return tuple(map(_BOX, zip(*self._places, *self._edges, repeat(None))))
        left = repeat(_UNKNOWN, len(self) - len(self._sure))
        sure = [None if value != value else value for value in (*self._sure, *left)]
        return tuple(map(_BOX, zip(*self._places, *self._edges, sure, strict=True)))

    def within(self, length: int) -> bool:
        """Tell whether every word lies inside a text of some length."""
        starts, ends, _ = self._places
        if not starts:
            return True
        least, most = min(min(starts), min(ends)), max(max(starts), max(ends))
        return 0 <= least <= most <= length

    def packed(self) -> tuple[dict[str, Any], bytes]:
        """Return how many words there are, and their columns as bytes."""
        head = {"words": len(self), "read": len(self._sure)}
        return head, b"".join(column.tobytes() for column in self._columns())

    def _columns(self) -> list[array[Any]]:
        return [*self._places, *self._edges, self._sure]

    @classmethod
    def unpacked(cls, head: dict[str, Any], data: bytes) -> Boxes:
        """Return the words of such bytes.

        Raises:
            KeyError, TypeError, ValueError: the bytes are not what the head says.
        """
        boxes, at = cls(), 0
        count, read = int(head["words"]), int(head["read"])
        if not 0 <= read <= count:
            raise ValueError("more words recognised than there are")
        for column in boxes._columns():
            rows = read if column is boxes._sure else count
            end = at + rows * column.itemsize
            column.frombytes(data[at:end])
            if len(column) != rows:
                raise ValueError("fewer words than told")
            at = end
        if at != len(data):
            raise ValueError("more words than told")
        return boxes
