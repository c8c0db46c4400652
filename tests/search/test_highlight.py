"""Snippets cut from the places of words."""

import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engine import Section
from search.highlight import WIDTH, Spots, Spotted, cut, snippet
from search.packing import (
    pack_anchors,
    pack_sections,
    unpack_anchors,
    unpack_sections,
)
from search.words import read_words


def spots_of(text: str, wanted: list[str]) -> list[Spots]:
    """Return where folded words stand in a text."""
    stream, _ = read_words(text)
    return [
        Spots(np.array([i for i, f in enumerate(stream) if f.folded == word], np.int64))
        for word in wanted
    ]


def anchors_of(text: str) -> np.ndarray:
    """Return the offsets that the index holds of a text."""
    return unpack_anchors(pack_anchors(read_words(text)[1]))


def test_the_stretch_with_the_most_words_is_shown() -> None:
    """Deep in a long text, without reading what is before it."""
    text = "hồ sơ khác. " * 400 + "Thi đua, khen thưởng hằng năm. " + "lưu ý. " * 400
    spots = spots_of(text, ["thi", "dua", "khen"])
    shown, at = snippet(text, anchors_of(text), Spotted(spots))
    before = "sơ khác. hồ sơ khác. hồ sơ khác. "
    assert (at, shown.start) == (1200, text.index("Thi đua") - len(before))
    marked = [shown.text[start:end] for start, end in shown.matches]
    assert marked == ["Thi", "đua", "khen"]


def test_a_text_that_changed_since_is_shown_from_its_beginning() -> None:
    """Places beyond the end of a text that became shorter are no error."""
    text = "lưu trữ hồ sơ " * 100
    anchors, spots = anchors_of(text), spots_of(text, ["ho"])
    wanted = Spotted([Spots(spots[0].at[-3:])])
    assert cut("ngắn", anchors, wanted, 398, lead=8).text == "ngắn"
    assert snippet("", anchors, wanted)[0].text == ""


@given(
    st.lists(
        st.text(alphabet="aáb đ.,\n-(", min_size=1, max_size=300), max_size=12
    ).map(" ".join),
    st.sampled_from([["a"], ["b", "a"], ["ab", "d", "zz"]]),
)
def test_a_snippet_is_a_slice_and_its_matches_are_words(
    text: str, wanted: list[str]
) -> None:
    """The snippet slices back, is short, and marks the words asked for in order."""
    text = unicodedata.normalize("NFC", text)
    shown, _ = snippet(text, anchors_of(text), Spotted(spots_of(text, wanted)))
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    assert len(shown.text) <= WIDTH + 20
    end = 0
    for start, stop in shown.matches:
        assert end <= start < stop <= len(shown.text)
        word = read_words(shown.text[start:stop])[0]
        assert [form.folded for form in word] in [[one] for one in wanted] or (
            stop == WIDTH
        )
        end = stop


def test_no_word_in_a_stretch_has_no_window() -> None:
    """Outside the words allowed nothing is found."""
    wanted = Spotted([Spots(np.array([5, 90], np.int64))])
    assert wanted.best(10, 80) == -1
    assert wanted.best(10, 91) == 90
    assert Spotted([]).best() == -1


def test_very_common_words_do_not_hide_rare_ones() -> None:
    """A word that stands everywhere costs no more, and the rare one is shown."""
    everywhere = Spots(np.arange(0, 400_000, 2), 0.1)
    wanted = Spotted([everywhere, Spots(np.array([301_234]), 5.0)])
    assert wanted.best() == 301_234
    assert len(wanted.at) < 5_000


def test_provisions_come_back_as_they_were_packed() -> None:
    """Offsets, headings and words of provisions; the nearest one is found."""
    text = "Điều 1. A b\nc d\n1. Một hai\nĐiều 1a. E"
    starts = read_words(text)[1]
    held = unpack_sections(
        pack_sections(
            [
                Section("dieu:1", 0, 26, "A\tb\nc"),
                Section("dieu:1/khoan:1", 16, 26),
                Section("phu-luc:1/dieu:1a", 27, len(text)),
            ],
            starts,
        )
    )
    assert held.headings == ("A b c", "", "")
    assert list(zip(held.first.tolist(), held.last.tolist(), strict=True)) == [
        (0, 9),
        (6, 9),
        (9, 12),
    ]
    assert [held.find(path) for path in ("dieu:1/khoan:1", "dieu:1/khoan:7")] == [1, 0]
    assert (held.find("dieu:1a"), held.find("dieu:3")) == (2, None)
    assert [held.around(word) for word in (0, 7, 11, 12)] == [0, 1, 2, None]
    assert len(unpack_sections(pack_sections([], starts))) == 0
