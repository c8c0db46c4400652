"""Words of underthesea laid over our text, and what its recogniser is asked."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from nlp.words import Recogniser, align, person_spans, segment

SYLLABLES = ["Uỷ", "ban", "hoà", "giải", "38/QĐ-LHH", "Đắk", "Lắk", "\n", " ", "–", "…"]


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("Uỷ ban", ["Ủy ban"], ["Uỷ ban"]),
        ("hoà\nbình", ["hòa bình"], ["hoà\nbình"]),
        ("38/QĐ-LHH", ["38", "/", "QĐ-LHH"], ["38", "/", "QĐ-LHH"]),
        ("08-QĐi/TW", ["08 - QĐi / TW"], ["08-QĐi/TW"]),
        ("a  b", ["a", "lost", "b"], ["a", None, "b"]),
        ("a xyz b", ["a", "b"], ["a", "b"]),
        ("a", [""], [None]),
    ],
)
def test_tokens_find_their_place(
    text: str, tokens: list[str], expected: list[str | None]
) -> None:
    """Rewritten tokens are found again; what is not there costs nothing behind it."""
    found = [span and span.of(text) for span in align(text, tokens)]

    assert found == expected


def test_a_text_that_is_not_nfc_is_refused() -> None:
    """Offsets into decomposed text would point elsewhere."""
    with pytest.raises(ValueError, match="NFC"):
        list(align(unicodedata.normalize("NFD", "Uỷ"), ["Ủy"]))


@given(st.lists(st.sampled_from(SYLLABLES), max_size=12))
def test_every_span_is_in_order_and_in_the_text(parts: list[str]) -> None:
    """Spans slice the text, do not overlap and never go back."""
    text = "".join(parts)
    spans = [span for span in align(text, text.split()) if span is not None]

    assert [span.of(text) for span in spans] == text.split()
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.slow
def test_words_are_segmented_at_our_offsets() -> None:
    """Compounds are one word, whatever the tone placement and the line breaks."""
    text = "Uỷ viên thường\ntrực thành phố"

    assert "Uỷ viên" in [span.of(text) for span in segment(text)]
    assert "thành phố" in [span.of(text) for span in segment(text)]


@pytest.mark.slow
def test_the_recogniser_finds_people_in_prose() -> None:
    """A name in a sentence is found at its offsets."""
    text = "Tham dự buổi làm việc có Nguyễn Hoàng Hưng và đại diện các phòng."

    assert "Nguyễn Hoàng Hưng" in [span.of(text) for span in person_spans(text)]


@pytest.mark.slow
def test_questions_are_limited_and_answers_remembered() -> None:
    """A text of many names asks a few times; a name once affirmed stays a person."""
    sentence = "Tham dự buổi làm việc có Nguyễn Hưng và mọi người"
    text = ";\n\n".join(f"{sentence} {i}" for i in range(60))
    judge = Recogniser(text)
    at = text.find("Nguyễn Hưng")
    last = text.rfind("Nguyễn Hưng")

    assert judge(Span(at, at + len("Nguyễn Hưng")))
    assert judge(Span(last, last + len("Nguyễn Hưng")))
    assert not judge(Span(at, at + len("Nguyễn")))
