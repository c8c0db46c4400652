"""Folding: one spelling for all, and offsets that stay valid."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fold import fold, tone_normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ủy ban", "uy ban"),
        ("Uỷ ban", "uy ban"),
        ("QUYẾT ĐỊNH", "quyet dinh"),
        ("QÐ", "qd"),
        ("Ɖắk Lắk", "dak lak"),
        ("thưởng", "thuong"),
        ("１２", "12"),
        ("30/2020/NĐ-CP", "30/2020/nd-cp"),
    ],
)
def test_marks_and_case_vanish(text: str, folded: str) -> None:
    """Tones, hooks, case and every d with a stroke are one."""
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text(max_size=60))
def test_length_of_composed_text_is_kept(text: str) -> None:
    """Offsets into NFC text stay valid, and folding twice changes nothing."""
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("UỶ BAN", "ỦY BAN"),
        ("toà án", "tòa án"),
        ("tuỳ", "tùy"),
        ("huỷ", "hủy"),
    ],
)
def test_both_tone_placements_are_one_word(late: str, early: str) -> None:
    """The tone moves to the first vowel of oa, oe and uy at the end of a syllable."""
    assert tone_normalise(late) == early
    assert tone_normalise(early) == early


@pytest.mark.parametrize(
    ("mistyped", "right"),
    [
        ("Hòang", "Hoàng"),
        ("tòan", "toàn"),
        ("Khỏan", "Khoản"),
        ("ngòai", "ngoài"),
        ("Húynh", "Huýnh"),
        ("HÒANG", "HOÀNG"),
    ],
)
def test_a_tone_typed_too_early_moves_on(mistyped: str, right: str) -> None:
    """Before a final letter the tone has one place: "Hòang" and "Hoàng" are one."""
    assert tone_normalise(mistyped) == right
    assert tone_normalise(right) == right


@pytest.mark.parametrize("word", ["quý", "Quỳnh", "hoàn", "toán", "thuyền", "quà"])
def test_other_syllables_have_one_placement(word: str) -> None:
    """After q, or before a final consonant, the tone stays where it is."""
    assert tone_normalise(word) == word
