"""Where two values differ is shown, however long they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.contrast import Pieces, contrast, told_apart

OPENING = (
    "Phê duyệt Chương trình phát triển kinh tế và bảo tồn thiên nhiên của các xã vùng "
    "cao, vùng sâu, vùng xa trên địa bàn toàn tỉnh và các huyện giáp ranh, "
)


def shown(pieces: Pieces) -> str:
    """Return the words shown."""
    return "".join(piece.text for piece in pieces)


def marked(pieces: Pieces) -> list[str]:
    """Return the words marked."""
    return [piece.text for piece in pieces if piece.differs]


def test_words_around_a_late_difference_are_shown() -> None:
    """A difference at the end of two long titles stands in what is shown."""
    one, two = contrast(
        OPENING + "giai đoạn 2121 – 2025", OPENING + "giai đoạn 2021 – 2025"
    )
    assert (marked(one), marked(two)) == (["2121"], ["2021"])
    assert shown(one).startswith("Phê duyệt Chương trình … ")
    assert shown(one).endswith("giai đoạn 2121 – 2025")
    assert len(shown(one)) < len(OPENING)


def test_what_one_side_leaves_out_is_marked_on_the_other() -> None:
    """Words more on one side are marked there, and their place is shown here."""
    one, two = contrast(OPENING + "năm 2021", OPENING + "năm 2021 và năm 2022")
    assert marked(one) == []
    assert marked(two) == ["và năm 2022"]
    assert shown(one).endswith("năm 2021")


def test_case_and_accents_count_only_where_nothing_else_differs() -> None:
    """A capital letter is no difference beside another number; alone it is."""
    one, _ = contrast("Về việc số 1", "về việc số 2")
    assert marked(one) == ["1"]
    one, _ = contrast("Sở Tài chính tỉnh", "Sở Tải chính tỉnh")
    assert marked(one) == ["Tài"]


def test_two_values_without_a_shared_word_are_not_marked() -> None:
    """Where all differs no word stands out."""
    one, two = contrast("Đất đai", "Nhà ở và kinh doanh bất động sản")
    assert marked(one) == marked(two) == []


def test_places_that_begin_alike_are_told_apart() -> None:
    """Two long quotations cut at one length show where they part."""
    first, second, short = told_apart(
        [OPENING * 2 + "biểu 1", OPENING * 2 + "biểu 2", "ngắn"]
    )
    assert first.endswith("biểu 1")
    assert second.endswith("biểu 2")
    assert short == "ngắn"
    assert told_apart([OPENING * 2])[0].endswith("…")


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_values_are_shown(a: str, b: str) -> None:
    """Each piece is of its own value, and equal values have no marks."""
    one, two = contrast(a, b)
    for value, pieces in ((a, one), (b, two)):
        flat = " ".join(value.split())
        assert all(piece.text.strip(" …") in flat + " …" for piece in pieces)
    assert not any(piece.differs for piece in contrast(a, a)[0])


def test_a_long_value_costs_little() -> None:
    """A hundred thousand words are compared, and what is shown stays short."""
    one, two = contrast("a b " * 50_000, "b c " * 50_000)
    assert max(len(shown(one)), len(shown(two))) < 2_000
    assert len(shown(contrast("x" * 100_000, "y" * 100_000)[0])) < 1_000
