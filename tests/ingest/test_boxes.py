"""Words as columns: they come back as they went in, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.boxes import Boxes
from ingest.document import OffsetMap, Page, Span, WordBox
from ingest.errors import Corrupt
from ingest.lines import Word
from ingest.reading import Reading

_EDGE = st.integers(0, 90_000).map(lambda n: n / 100)
_SURE = st.none() | st.integers(0, 1000).map(lambda n: n / 10)


@st.composite
def _pages(draw: Any) -> list[list[Word]]:
    """Pages of words, some of which, like bars between cells, have no width."""
    pages = []
    for _ in range(draw(st.integers(0, 4))):
        sure = _SURE if draw(st.booleans()) else st.none()
        words = []
        for _ in range(draw(st.integers(0, 6))):
            x0, top, wide = draw(_EDGE), draw(_EDGE), draw(st.sampled_from([0.0, 7.5]))
            words.append(Word("chữ", x0, top, x0 + wide, top + 12, draw(sure)))
        pages.append(words)
    return pages


def _filled(pages: list[list[Word]]) -> tuple[Boxes, list[WordBox], int]:
    boxes, expected, at = Boxes(), [], 0
    for number, words in enumerate(pages, start=1):
        starts = [at + 4 * i for i in range(len(words))]
        boxes.add(starts, [start + 3 for start in starts], number, words)
        expected += [
            WordBox(start, start + 3, number, *word[1:])
            for start, word in zip(starts, words, strict=True)
            if word.x1 > word.x0
        ]
        at += 4 * len(words)
    return boxes, expected, at


@given(_pages())
def test_words_cross_the_border_unchanged(pages: list[list[Word]]) -> None:
    """Places, edges and confidences are the same on the other side."""
    boxes, expected, length = _filled(pages)
    reading = Reading(
        "x" * length,
        pages=(Page(1, Span(0, length), "text", 595.0, 842.0),),
        words=boxes,
        offsets=OffsetMap((0, 2), (0, 3)),
        title="Quyết định",
        warnings=("a / b",),
    )
    again = Reading.unpacked(reading.packed())

    assert boxes.rows() == again.words.rows() == tuple(expected)
    assert (again.text, again.pages, again.offsets) == (
        *(reading.text, reading.pages, reading.offsets),
    )
    assert (again.title, again.warnings) == (reading.title, reading.warnings)


WORD = Word("chữ", 1.0, 2.0, 3.0, 4.0, 90.0)


@given(st.data())
def test_mangled_bytes_are_refused_or_keep_the_promise(data: st.DataObject) -> None:
    """What a child sends that went wrong never becomes words outside the text."""
    boxes, _, length = _filled([[WORD, WORD], [WORD]])
    packed = bytearray(Reading("x" * length, words=boxes).packed())
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(
            st.integers(0, 255)
        )
    del packed[data.draw(st.integers(0, len(packed))) :]
    try:
        reading = Reading.unpacked(bytes(packed))
    except Corrupt:
        return
    for word in reading.words.rows():
        assert 0 <= word.start <= len(reading.text)
        assert 0 <= word.end <= len(reading.text)


@pytest.mark.parametrize("change", ["cut", "longer", "outside"])
def test_columns_that_do_not_fit_are_corrupt(change: str) -> None:
    """Too few bytes, too many, or a word after the end of the text."""
    boxes, _, length = _filled([[WORD]])
    text = "x" * (0 if change == "outside" else length)
    packed = Reading(text, words=boxes).packed()
    packed = {"cut": packed[:-1], "longer": packed + b"\0"}.get(change, packed)

    with pytest.raises(Corrupt):
        Reading.unpacked(packed)
