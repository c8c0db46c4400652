"""Words of a text: two forms, offsets, one spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.typed_numbers import shadow
from search.words import exact, folded, form_of, forms, words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hoà", "hòa"),
        ("Uỷ", "ủy"),
        ("khoẻ", "khỏe"),
        ("quý", "qúy"),
        ("kĩ", "kỹ"),
        ("Mĩ", "mỹ"),
        ("lí", "lý"),
        ("NÐ", "NĐ"),
        ("２０２２", "2022"),
    ],
)
def test_two_spellings_of_one_word_are_one_word(first: str, second: str) -> None:
    """Tone placement, i or y, look-alike letters and width make no difference."""
    assert form_of(first) == form_of(second)


@pytest.mark.parametrize(
    ("first", "second"), [("quyền", "quyển"), ("đường", "đương"), ("ma", "mà")]
)
def test_another_diacritic_is_another_word_with_the_same_fold(
    first: str, second: str
) -> None:
    """Exact forms differ, folded forms agree."""
    assert form_of(first).exact != form_of(second).exact
    assert form_of(first).folded == form_of(second).folded


def test_no_vietnamese_word_is_dropped() -> None:
    """One-letter words and words that look English are kept, dashes separate."""
    text = "An Giang – điểm a khoản 2, in may can to"
    assert folded(text) == "an giang diem a khoan 2 in may can to"


def test_decomposed_text_gives_the_same_words() -> None:
    """The Unicode form of a text makes no difference."""
    text = "Liên hiệp các Hội Khoa học và Kỹ thuật"
    assert exact(unicodedata.normalize("NFD", text)) == exact(text)


@given(st.text(max_size=80).map(lambda text: unicodedata.normalize("NFC", text)))
def test_words_slice_back(text: str) -> None:
    """Every word's offsets name, in the text, a word of the same form."""
    found = list(words(text))
    assert [form_of(text[w.start : w.end]) for w in found] == [w.form for w in found]
    assert [w.form for w in found] == forms(text)


@given(st.text(max_size=80).map(lambda text: unicodedata.normalize("NFC", text)))
def test_a_shadow_has_the_length_of_its_text(text: str) -> None:
    """Offsets into the shadow are offsets into the text."""
    assert len(shadow(text)) == len(text)
