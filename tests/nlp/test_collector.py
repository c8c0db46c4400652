"""The collector of cycles stands still while a long text is read, and only then."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from nlp.collector import collector_paused

LONG = 1_000_000


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_pauses_for_long_texts_alone() -> None:
    """A short text changes nothing."""
    with collector_paused(100):
        assert gc.isenabled()
    with collector_paused(LONG):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_the_last_text() -> None:
    """Two texts may be read at once, and one of them may fail."""
    with collector_paused(LONG):
        with pytest.raises(ValueError, match="broken"), collector_paused(LONG):
            raise ValueError("broken")
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    """Who had switched it off finds it so."""
    gc.disable()
    with collector_paused(LONG):
        pass
    assert not gc.isenabled()
