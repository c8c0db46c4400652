"""Days are written in one way wherever people read them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from nlp.dates import parse_date
from nlp.written_days import day_as_written


@given(some.dates(min_value=date(1945, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_read_back_as_it_was(day: date) -> None:
    """What is written is what this room reads, and has no zeros in front."""
    written = day_as_written(day.isoformat())
    assert written == f"{day.day}/{day.month}/{day.year}"
    assert parse_date(written) == day.isoformat()


@given(some.text(max_size=40))
def test_what_is_no_day_stays(text: str) -> None:
    """Numbers of documents and words are not touched."""
    written = day_as_written(text)
    assert written == text or text.replace("-", "").isdecimal()
