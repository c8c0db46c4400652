"""Looking for a pattern about what it holds finds what looking everywhere finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.around import find_around, find_at, find_from_digits, find_in_lines

_SUM = re.compile(r"[0-9]{1,9}\s{0,3}đồng")
_HELD = re.compile("đồng")


@given(st.text(alphabet="0123 đồngx", max_size=200))
def test_the_matches_are_those_of_a_whole_search(text: str) -> None:
    """Digits may stand anywhere, with the word or without it."""
    whole = [match.span() for match in _SUM.finditer(text)]
    for find in (find_around, find_from_digits):
        found = find(_SUM, text, _HELD.finditer(text), before=12, behind=4)
        assert [match.span() for match in found] == whole


def test_a_match_that_holds_two_is_found_once() -> None:
    """The second place lies inside what the first has found."""
    text = "a 1-2-3 b"
    found = find_around(
        re.compile(r"\d(?:-\d)+"), text, re.finditer("-", text), before=5, behind=9
    )
    assert [match.group() for match in found] == ["1-2-3"]


_PART = re.compile(r"(?:gồm(?<!\wgồm)|có(?<!\wcó))\s{1,4}(?:có\s)?\d?")
_ITEM = re.compile(r"(?m)^[ -]{0,9}(?:có\n?)+\d?")


@given(st.text(alphabet="gồmcó 1\n", max_size=200))
def test_what_begins_with_words_is_found_at_them(text: str) -> None:
    """Words may stand inside others, and a match may go over several."""
    whole = [match.span() for match in _PART.finditer(text)]
    found = find_at(_PART, text, ("gồm", "có"))
    assert [match.span() for match in found] == whole


@given(st.text(alphabet="có 1-\n", max_size=200))
def test_what_begins_a_line_is_found_by_its_words(text: str) -> None:
    """A match may go on over the next line, which then is not read again."""
    whole = [match.span() for match in _ITEM.finditer(text)]
    found = find_in_lines(_ITEM, text, ("có",))
    assert [match.span() for match in found] == whole
