"""Two versions side by side: no line of either is lost, however long they are."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from webui.app import create_app
from webui.archive import Archive
from webui.comparing import aligned, compare

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]), max_size=40)


@given(WORDS, WORDS)
def test_what_is_aligned_is_equal_and_in_order(old: list[str], new: list[str]) -> None:
    """Pairs rise on both sides and hold the same."""
    pairs = aligned(old, new)

    assert all(old[i] == new[k] for i, k in pairs)
    assert [i for i, _ in pairs] == sorted({i for i, _ in pairs})
    assert [k for _, k in pairs] == sorted({k for _, k in pairs})


@given(WORDS, WORDS)
def test_no_line_of_either_side_is_lost(old: list[str], new: list[str]) -> None:
    """Lines that are shown and those counted as left out are all there are."""
    rows = compare("\n".join(old), "\n".join(new))

    def side(name: str) -> list[str]:
        parts = [getattr(row, name) for row in rows]
        return [" ".join(text for text, _ in line) for line in parts if line]

    skipped = sum(row.skipped for row in rows)
    shown_old, shown_new = side("older"), side("newer")
    assert len(shown_old) + skipped <= len(old)
    assert len(old) - len(shown_old) == len(new) - len(shown_new)
    if all(row.skipped == 0 for row in rows) and rows:
        assert shown_old[: len(old)] == old[: len(shown_old)]


def test_equal_texts_have_nothing_to_show() -> None:
    """White space is no difference."""
    assert compare("Điều 1.  Thử\n\nĐiều 2.", "Điều 1. Thử\nĐiều 2.\n") == []


def test_only_the_words_that_differ_are_marked() -> None:
    """A changed line shows what stayed and what did not."""
    (row,) = compare("Có hiệu lực từ ngày 01", "Có hiệu lực từ ngày 15")

    assert row.change == "changed"
    assert row.older == (("Có hiệu lực từ ngày", False), ("01", True))
    assert row.newer == (("Có hiệu lực từ ngày", False), ("15", True))


@pytest.mark.parametrize("text", ["a\n" * 60_000, "\n".join(map(str, range(60_000)))])
def test_long_and_monotonous_texts_end(text: str) -> None:
    """No text makes it look at every pair of lines; a hang would end the test."""
    rows = compare(text, "khác\n" + text[::-1] + "khác")

    assert rows


def test_a_changed_file_is_compared_with_what_stood_before(
    empty: Archive, tmp_path: Path
) -> None:
    """The page of the document leads to the comparison, older on the left."""
    folder = tmp_path / "vao"
    folder.mkdir()
    path = folder / "ke-hoach.txt"
    for year in (2025, 2026):
        path.write_text(
            f"ỦY BAN NHÂN DÂN\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nVề thi đua năm {year}\n\n"
            "Điều 1. Thi đua.\n"
        )
        assert [one.id for one in empty.ingest([path], jobs=1)] != [None]
    client: FlaskClient = create_app(empty.settings, empty).test_client()
    page = client.get("/van-ban/2").text
    compared = client.get("/van-ban/1/so-sanh/2").text
    versions = client.get("/api/v1/documents/2/versions").get_json()

    assert 'href="/van-ban/1/so-sanh/2"' in page
    assert "<del>2025</del>" in compared
    assert "<ins>2026</ins>" in compared
    assert "1 dòng đổi" in compared
    assert [one["id"] for one in versions["older"]] == ["1"]
    assert client.get("/van-ban/1/so-sanh/99").status_code == 404
