"""Searches that people keep, each their own, and what is new since they looked."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.people import Account
from corpus.records import now
from corpus.register import Register
from corpus.saved_searches import MOST, SavedSearchError


def _person(register: Register, name: str) -> Account:
    return register.people.add(name, full_name=name, role="reader", password="x")


def test_a_search_is_its_owners_alone(register: Register) -> None:
    """Nobody sees, marks or forgets what somebody else keeps."""
    lan, minh = _person(register, "lan"), _person(register, "minh")
    kept = register.saved_searches.keep(lan.id, "thi đua", {"q": "thi đua"})

    assert register.saved_searches.of(minh.id) == []
    assert register.saved_searches.of(None) == []
    assert register.saved_searches.get(minh.id, kept.id) is None
    assert not register.saved_searches.forget(minh.id, kept.id)
    assert not register.saved_searches.mark_seen(None, kept.id, now())
    assert [each.id for each in register.saved_searches.of(lan.id)] == [kept.id]
    assert register.saved_searches.forget(lan.id, kept.id)
    assert register.saved_searches.of(lan.id) == []


def test_the_same_search_is_kept_once_under_its_last_name(register: Register) -> None:
    """Keeping again renames, and does not hide what is new."""
    first = register.saved_searches.keep(None, "một", {"q": "a", "kind": "Báo cáo"})
    again = register.saved_searches.keep(None, "hai", {"kind": "Báo cáo", "q": "a"})

    assert [each.name for each in register.saved_searches.of(None)] == ["hai"]
    assert (again.id, again.seen_at) == (first.id, first.seen_at)


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        (" ", {"q": "a"}, "saved_empty"),
        ("a", {}, "saved_empty"),
        ("a" * 201, {"q": "a"}, "saved_long"),
        ("a", {"q": "a" * 2001}, "saved_long"),
        ("a", {str(n): "a" for n in range(21)}, "saved_long"),
    ],
)
def test_what_is_empty_or_too_long_is_refused(
    register: Register, name: str, asked: dict[str, str], code: str
) -> None:
    """The code says which."""
    with pytest.raises(SavedSearchError) as caught:
        register.saved_searches.keep(None, name, asked)
    assert caught.value.code == code
    assert register.saved_searches.of(None) == []


def test_nobody_keeps_without_end(register: Register) -> None:
    """A hundred and no more; one that is forgotten makes room."""
    kept = [register.saved_searches.keep(None, "a", {"q": f"{n}"}) for n in range(MOST)]
    with pytest.raises(SavedSearchError, match="saved_many"):
        register.saved_searches.keep(None, "a", {"q": "thừa"})
    register.saved_searches.forget(None, kept[0].id)
    assert register.saved_searches.keep(None, "a", {"q": "thừa"}).id


def test_a_number_that_no_row_has_is_nothing(register: Register) -> None:
    """Numbers too large for a database do not reach it."""
    for ident in (0, -1, 2**31, 10**30):
        assert register.saved_searches.get(None, ident) is None
        assert not register.saved_searches.forget(None, ident)


def test_what_is_registered_and_not_yet_indexed_is_not_seen(
    register: Register, made: Callable[..., Any]
) -> None:
    """Whoever looks before a document can be found is told of it afterwards."""
    kept = register.saved_searches.keep(None, "a", {"q": "a"})
    held = register.add(*made(number="5/QĐ-UBND"))

    until = register.saved_searches.settled(kept.seen_at)
    assert register.saved_searches.mark_seen(None, kept.id, until)
    seen = register.saved_searches.of(None)[0].seen_at
    assert register.saved_searches.came_after(seen, [held.id]) == {held.id}

    register.ledger.advance(held.sha256, "indexed")
    until = register.saved_searches.settled(seen)
    assert register.saved_searches.mark_seen(None, kept.id, until)
    seen = register.saved_searches.of(None)[0].seen_at
    assert register.saved_searches.came_after(seen, [held.id]) == set()


def test_a_moment_to_come_or_gone_by_marks_nothing(register: Register) -> None:
    """Nothing is taken as seen before it is there, and nothing becomes new again."""
    kept = register.saved_searches.keep(None, "a", {"q": "a"})

    assert not register.saved_searches.mark_seen(None, kept.id, "9999-01-01")
    assert not register.saved_searches.mark_seen(None, kept.id, "2000-01-01")
    assert register.saved_searches.of(None)[0].seen_at == kept.seen_at
