"""Lines and columns out of words, without any file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import Line, Word, lines_of, reading_order
from ingest.margins import without_margins


def _word(text: str, x: float, y: float, height: float = 10) -> Word:
    return Word(text, x, y, x + 6 * len(text), y + height)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([_word("b", 50, 0), _word("a", 0, 0)], ["a b"]),
        ([_word("a", 0, 0), _word("b", 0, 12)], ["a", "b"]),
        ([_word("a", 0, 0), _word("2", 10, -3, 6), _word("b", 30, 1)], ["a 2 b"]),
        ([], []),
    ],
)
def test_words_on_one_height_make_a_line(
    words: list[Word], expected: list[str]
) -> None:
    """Small shifts and superscripts stay on their line."""
    assert [line.text for line in lines_of(words)] == expected


_WORDS = st.lists(
    st.builds(
        _word,
        st.sampled_from(
            ["CỘNG", "HÒA", "XÃ", "HỘI", "Nơi", "nhận:", "Độc", "lập", "x"]
        ),
        st.floats(0, 500),
        st.floats(0, 800),
        st.floats(1, 30),
    ),
    max_size=30,
)


@given(_WORDS)
def test_no_word_is_lost_or_doubled(words: list[Word]) -> None:
    """Whatever the layout, each word comes out exactly once."""
    ordered = reading_order(lines_of(words))

    assert sorted(w for line in ordered for w in line.words) == sorted(words)


def _page(*texts: str, top: float = 100) -> list[Line]:
    return [Line((_word(t, 100, top + 20 * i),)) for i, t in enumerate(texts)]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}", "{}/9", "– {}"])
def test_page_numbers_in_every_form_are_found(form: str) -> None:
    """Numbers that advance with the pages leave, whatever stands around them."""
    pages = [
        [Line((_word(form.format(n + 11), 290, 30),)), *_page("Điều 1.")]
        for n in range(3)
    ]

    kept = without_margins(pages, [842.0] * 3)

    assert [[line.text for line in page] for page in kept] == [["Điều 1."]] * 3


def test_heads_of_documents_bound_together_stay() -> None:
    """Several decisions in one file each keep their letterhead."""
    head = [
        Line(
            (_word("BỘ NỘI VỤ", 80, 40), _word("Độc lập - Tự do - Hạnh phúc", 300, 40))
        )
    ]
    pages = [[*head, *_page("QUYẾT ĐỊNH")] for _ in range(4)]

    assert without_margins(pages, [842.0] * 4) == pages
