"""Text is composed and cleaned, and every character knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.normalise import clean, normalise

_ALPHABET = st.one_of(
    st.sampled_from(
        "aăâeêoôơuưyđ \n\r\t\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
    ),
    st.sampled_from(
        "\u200b\u200d\ufeff\u00ad\x00\x0c\u2028\u1100\u1161\u11a8\u0958\u212b"
    ),
    st.characters(),
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Quye\u0302\u0301t đi\u0323nh", "Quyết định"),
        ("a\u0323\u0302", "ậ"),
        ("e\u0302\u200b\u0301", "ế"),
        ("một\r\nhai\rba\u2028bốn\x0cnăm", "một\nhai\nba\nbốn\nnăm"),
        ("\ufeffSố:\u200b 15\u00ad/QĐ", "Số: 15/QĐ"),
        ("a\x00b\x1fc\x7fd\x9fe", "abcde"),
        ("x\ud800y", "x\ufffdy"),
        ("\ttab và\u00a0nbsp", "\ttab và\u00a0nbsp"),
    ],
)
def test_normalise_gives_what_a_reader_sees(source: str, expected: str) -> None:
    """Line ends become one, what is invisible goes, letters are composed."""
    assert expected == normalise(source)[0]
    assert expected == clean(source)


def test_text_in_order_is_its_own_text() -> None:
    """NFC text with plain line ends comes back unchanged, with the identity map."""
    source = "Căn cứ Luật Tổ chức chính quyền địa phương;\n\tĐiều 1.\n"
    text, offsets = normalise(source)

    assert source == text
    assert [offsets.source(i) for i in range(len(text))] == list(range(len(source)))


@given(st.text(_ALPHABET, max_size=60))
@example("e\u0302\r\n\u0301")
@example("\u1100\u200b\u1161\u11a8")
def test_result_is_nfc_of_what_was_kept(source: str) -> None:
    """The text equals NFC of the source without what is dropped."""
    kept = source.replace("\r\n", "\n")
    for end in "\r\x0b\x0c\x85\u2028\u2029":
        kept = kept.replace(end, "\n")
    kept = "".join(
        c
        for c in kept
        if c in "\n\t"
        or not (
            unicodedata.category(c) == "Cc"
            or c in "\u00ad\ufeff"
            or "\u200b" <= c <= "\u200f"
            or "\u202a" <= c <= "\u202e"
            or "\u2060" <= c <= "\u2064"
            or "\u2066" <= c <= "\u206f"
        )
    )
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept)

    assert unicodedata.normalize("NFC", kept) == normalise(source)[0]


@given(st.text(_ALPHABET, max_size=60))
@example("a\u0302\u200b\u0301\r\nb")
def test_offsets_never_go_back_and_stay_inside(source: str) -> None:
    """The map is monotone, and characters found unchanged are found in place."""
    text, offsets = normalise(source)
    places = [offsets.source(i) for i in range(len(text))]

    assert places == sorted(places)
    assert all(0 <= place < len(source) for place in places)
    for character, place in zip(text, places, strict=True):
        if character.isascii() and character not in "\n":
            assert character[0] == unicodedata.normalize("NFD", source[place])[0]


@given(st.text(_ALPHABET, max_size=40))
def test_normalising_twice_changes_nothing(source: str) -> None:
    """The text promised by `Document` is a fixed point."""
    once = normalise(source)[0]

    assert once == normalise(once)[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["e\u0302\u0301", "\u200b", "\r\n", "a", "\u0301", "Đ "]
)
def test_a_long_text_ends(unit: str) -> None:
    """Two million letters: what is not linear would not end in the time of a suite."""
    text, _ = normalise(unit * 2_000_000)
    assert normalise(unit * 2)[0][:1] == text[:1]
