"""Marks woven into lines: well nested, nothing lost, whatever crosses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from webui.marking import LONGEST_LINE, Line, Mark, weave


def _flat(line: Line) -> str:
    written = ""
    for piece in line.pieces:
        if piece.kind == "text":
            written += piece.text
        elif piece.mark is not None:
            name = piece.mark.classes
            written += f"<{name}>" if piece.kind == "open" else f"</{name}>"
    return written


def test_a_mark_inside_another_stays_inside() -> None:
    """The date is part of the citation that holds it."""
    marks = [Mark(Span(0, 9), "c"), Mark(Span(4, 7), "d")]

    (line,) = weave("abcdefghij", marks)

    assert _flat(line) == "<c>abcd<d>efg</d>hi</c>j"


def test_marks_that_cross_are_split() -> None:
    """What is written is always well nested."""
    marks = [Mark(Span(0, 5), "a"), Mark(Span(3, 8), "b")]

    (line,) = weave("0123456789", marks)

    assert _flat(line) == "<a>012<b>34</b></a><b>567</b>89"


def test_a_mark_over_a_line_end_goes_on_in_the_next_line() -> None:
    """A citation broken by the end of a line is marked on both lines."""
    first, second = weave("abc\ndef", [Mark(Span(1, 6), "m")])

    assert (_flat(first), _flat(second)) == ("a<m>bc</m>", "<m>de</m>f")


@given(
    st.text("ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=8),
)
def test_any_marks_leave_the_text_whole(
    text: str, pairs: list[tuple[int, int]]
) -> None:
    """Every character is written once and every mark is closed where it was opened."""
    marks = [
        Mark(Span(min(pair), max(pair)), str(number))
        for number, pair in enumerate(pairs)
        if max(pair) <= len(text)
    ]
    plain = []
    for line in weave(text, marks):
        plain.append("".join(p.text for p in line.pieces if p.kind == "text"))
        opened: list[Mark | None] = []
        for piece in line.pieces:
            if piece.kind == "open":
                opened.append(piece.mark)
            elif piece.kind == "close":
                assert opened.pop() == piece.mark
        assert opened == []

    assert "\n".join(plain) == text.removesuffix("\n")


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "\n".join(["từ " * 3_000] * 100)], ids=["line", "lines"]
)
def test_no_paragraph_is_longer_than_a_browser_breaks(text: str) -> None:
    """However long a line is, or however many lines go on with one another."""
    lengths: list[int] = []
    for line in weave(text, ()):
        size = sum(len(piece.text) for piece in line.pieces)
        if line.continues:
            lengths[-1] += size
        else:
            lengths.append(size)

    assert max(lengths) <= LONGEST_LINE
