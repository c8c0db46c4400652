"""Letters exchanged one for one do what the slow way of the library does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.alternation import alternation
from nlp.letters import exchange

TABLE = {ord("–"): "-", ord("Đ"): "D", ord("⁄"): "/", ord("\0"): " ", ord("ệ"): "e"}
LETTERS = st.text(st.sampled_from("aĐệ–⁄\0☂ж 5\n\ud800\U0001f600")) | st.text()


@given(LETTERS)
def test_exchange_is_translate(text: str) -> None:
    """Known letters, rare ones, halves of pairs and zeros all go the same way."""
    assert exchange(TABLE)(text) == text.translate(TABLE)


WORDS = st.lists(st.text("ab c", min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, st.text("ab c", max_size=30))
def test_alternation_finds_what_a_list_finds(words: list[str], text: str) -> None:
    """At each place the longest word is found, as in a list with the longest first."""
    plain = "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))
    tree = re.compile(alternation(words))
    assert [match.span() for match in tree.finditer(text)] == [
        match.span() for match in re.finditer(plain, text)
    ]


@pytest.mark.parametrize(
    ("text", "found"), [("luật", True), ("bộ luật", True), ("xluật", False)]
)
def test_alternation_opens_words(text: str, found: bool) -> None:
    """Nothing that belongs to a word may stand before."""
    pattern = re.compile(alternation(["luật", "lệnh"], opens=r"\w"))
    assert (pattern.search(text) is not None) == found
