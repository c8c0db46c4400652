"""Answers about the whole register are kept until it changes, for each who may see."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visitors import application, everybody, logged_in

import webui.survey
from corpus.overview import overview_of
from webui.archive import Archive
from webui.remembered import Remembered
from webui.survey import numbering, overview

ONE = "CÔNG TY MỘT\nSố: 1/QĐ-MTT\nHà Nội, ngày 02 tháng 3 năm 2021\nQUYẾT ĐỊNH\nVề A"
TWO = ONE.replace("1/QĐ", "7/QĐ").replace("2021", "1999")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often the overview is made."""
    times: list[int] = []

    def counted(db: Any) -> Any:
        times.append(1)
        return overview_of(db)

    monkeypatch.setattr(webui.survey, "overview_of", counted)
    return times


def years(archive: Archive) -> set[str | None]:
    """Return the years that the overview tells of."""
    return {year for year, _ in overview(archive).years}


def test_it_is_made_once_and_anew_after_each_change(
    empty: Archive, made: list[int]
) -> None:
    """A document that came in is told at once; asking again costs nothing."""
    empty.add_bytes(ONE.encode(), "a.txt")
    assert years(empty) == years(empty) == {"2021"}
    assert len(made) == 1

    empty.add_bytes(TWO.encode(), "b.txt")
    assert years(empty) == {"1999", "2021"}
    assert len(made) == 2


def test_another_process_changes_it_too(empty: Archive, made: list[int]) -> None:
    """What a second archive of the same folder adds is told by the first."""
    assert years(empty) == set()
    other = Archive.open(empty.settings)
    other.add_bytes(ONE.encode(), "a.txt")
    other.close()
    assert years(empty) == {"2021"}


def test_nobody_is_given_the_answer_of_those_who_see_more(
    empty: Archive, made: list[int]
) -> None:
    """In whatever order they ask; and moving a document changes both answers."""
    closed = empty.register.collections.add("Kín").id
    empty.add_bytes(ONE.encode(), "a.txt")
    hidden = empty.add_bytes(TWO.encode(), "b.txt", collection=closed).id
    seen = empty.seen_by(frozenset({1}))
    assert hidden is not None

    assert years(empty) == {"1999", "2021"}
    assert years(seen) == {"2021"}
    assert years(empty) == {"1999", "2021"}
    assert years(empty.seen_by(frozenset({1}))) == {"2021"}
    assert len(made) == 2

    empty.register.collections.move(int(hidden), 1)
    assert years(seen) == {"1999", "2021"}


def test_the_page_and_the_programs_of_a_reader(empty: Archive) -> None:
    """Over the web, after an administrator has looked."""
    closed = empty.register.collections.add("Kín").id
    empty.add_bytes(TWO.encode(), "b.txt", collection=closed)
    everybody(empty)
    app = application(empty)
    assert "1999" in logged_in(app, "administrator").get("/thong-ke").text
    reader = logged_in(app, "reader")
    assert "1999" not in reader.get("/thong-ke").text
    assert "1999" not in reader.get("/api/v1/overview").text
    assert numbering(empty) == []


def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    """It is made once, and everybody gets it."""
    begun = threading.Event()
    made: list[int] = []

    def make() -> str:
        made.append(1)
        begun.wait(30)
        return "xong"

    kept = Remembered(lambda: "1")
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(kept.answer, "q", None, make) for _ in range(8)]
        begun.set()
        assert {one.result(30) for one in asked} == {"xong"}
    assert len(made) == 1


def test_what_fails_is_not_kept() -> None:
    """The next who asks tries again."""

    def fails() -> str:
        raise OSError("database away")

    kept = Remembered(lambda: "1")
    with pytest.raises(OSError, match="away"):
        kept.answer("q", None, fails)
    assert kept.answer("q", None, lambda: "tốt") == "tốt"


def _right(number: int, who: frozenset[int] | None) -> Callable[[], tuple[Any, ...]]:
    return lambda: (number, who)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 90)), max_size=200))
def test_an_answer_is_always_of_the_present_and_of_who_asks(
    steps: list[tuple[bool, int]],
) -> None:
    """Changes and questions in any order, more people than are remembered."""
    number = 0
    kept = Remembered(lambda: str(number))
    for changes, who in steps:
        number += changes
        within = None if who == 0 else frozenset({who})
        expected = (number, within)
        assert kept.answer("q", within, _right(number, within)) == expected
