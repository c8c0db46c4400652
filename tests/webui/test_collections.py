"""What is put into a closed collection is not there for whoever was not given it."""

from __future__ import annotations

from pathlib import Path

import pytest

from webui.archive import Archive, NotHeld
from webui.intake import HELD_ELSEWHERE

SECRET = """CÔNG TY MỘT
Số: 77/QĐ-MTT
Hà Nội, ngày 02 tháng 3 năm 2021
QUYẾT ĐỊNH
Về việc kỷ luật ông Zachariasz
Điều 1. Cảnh cáo. Bãi bỏ Quyết định số 55/QĐ-MTT ngày 01/02/2020.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
""".encode()
OPEN = """CÔNG TY MỘT
Số: 55/QĐ-MTT
Hà Nội, ngày 01 tháng 02 năm 2020
QUYẾT ĐỊNH
Về việc ban hành quy chế
Điều 1. Ban hành quy chế.
""".encode()


@pytest.fixture
def secret(empty: Archive) -> int:
    """A closed collection."""
    return empty.register.collections.add("Kỷ luật").id


def test_a_closed_collection_is_not_found_or_counted(
    empty: Archive, secret: int
) -> None:
    """Hits, suggestions, lists and counts are those of an archive without it."""
    hidden = empty.add_bytes(SECRET, "kin.txt", collection=secret).id
    assert hidden is not None
    seen = empty.seen_by(frozenset({1}))

    assert empty.search("zachariasz").total == 1
    assert seen.search("zachariasz").total == 0
    assert empty.suggest("77")
    assert seen.suggest("77") == []
    assert (seen.counts().held, seen.counts().indexed) == (0, 0)
    assert seen.documents(offset=0, limit=10) == []
    with pytest.raises(NotHeld):
        seen.original(hidden)
    assert empty.seen_by(frozenset({1, secret})).search("zachariasz").total == 1
    assert empty.seen_by(None) is empty


def test_the_status_in_the_index_tells_nothing_of_hidden_acts(
    empty: Archive, secret: int
) -> None:
    """A decision repealed by a hidden one is found as everybody knows it."""
    shown = empty.add_bytes(OPEN, "mo.txt").id
    empty.add_bytes(SECRET, "kin.txt", collection=secret)
    assert shown is not None
    assert empty.validity(shown, "2022-01-01").act is not None

    (hit,) = empty.seen_by(frozenset({1})).search("55/QĐ-MTT").hits
    assert hit.status != "expired"
    assert empty.seen_by(frozenset({1})).validity(shown, "2022-01-01").act is None


def test_offering_a_hidden_file_again_tells_no_more_than_that(
    empty: Archive, secret: int
) -> None:
    """Neither where it is nor what it is called there; and nothing is overwritten."""
    empty.add_bytes(SECRET, "ky-luat-zachariasz.txt", collection=secret)

    outcome = empty.seen_by(frozenset({1})).add_bytes(SECRET, "a.txt")

    assert (outcome.id, outcome.message) == (None, HELD_ELSEWHERE)
    assert empty.counts().held == 1


def test_likeness_to_a_hidden_document_is_not_told(empty: Archive, secret: int) -> None:
    """Notes on what may be the same name only what may be seen."""
    empty.add_bytes(SECRET, "ky-luat-zachariasz.txt", collection=secret)
    again = SECRET + b"Noi nhan: luu.\n"

    assert "zachariasz" in str(empty.add_bytes(again, "b.txt").notes)
    seen = empty.seen_by(frozenset({1}))
    outcome = seen.add_bytes(again + b"\n", "c.txt")
    assert outcome.id is not None
    assert "ky-luat" not in str(outcome.notes)


def test_a_failed_file_stays_in_its_collection(
    empty: Archive, secret: int, tmp_path: Path
) -> None:
    """Also when it is tried again, and it is listed to those who see it."""
    bad = tmp_path / "danh-sach-kin.pdf"
    bad.write_bytes(b"%PDF-1.7 cut short")
    list(empty.ingest([bad], jobs=1, collection=secret))

    assert [entry.collection_id for entry in empty.failures()] == [secret]
    assert empty.seen_by(frozenset({1})).failures() == []
    list(empty.retry(jobs=1))
    assert [entry.collection_id for entry in empty.failures()] == [secret]
