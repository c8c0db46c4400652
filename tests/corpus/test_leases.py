"""Files taken on by one process each, given back when it dies."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from corpus.leases import this_process
from corpus.records import now
from corpus.register import Register


@pytest.fixture
def waiting(register: Register) -> Register:
    """A register with 60 files received and one that failed."""
    for number in range(60):
        register.receive(str(number).encode(), f"{number}.txt")
    entry = register.receive(b"bad", "bad.txt")
    register.fail(entry.sha256, code="corrupt", message_vi="hỏng", message_en="bad")
    return register


def test_each_file_is_taken_once(waiting: Register) -> None:
    """Eight that ask at once share the files; nobody gets one that another has."""

    def all_of(who: str) -> list[str]:
        taken: list[str] = []
        while found := waiting.leases.claim(who, limit=3):
            taken += [entry.sha256 for entry in found]
        return taken

    with ThreadPoolExecutor(8) as pool:
        shares = list(pool.map(all_of, map(str, range(8))))
    taken = [digest for share in shares for digest in share]
    assert len(taken) == len(set(taken)) == 61


def test_a_lease_ends(waiting: Register) -> None:
    """By its time, by the next step, or because it is given back."""
    leases = waiting.leases
    first = leases.claim("a", limit=1, seconds=-1.0)
    (again,) = leases.claim("b", limit=1)
    assert [again] == first
    assert leases.renew("a", [again.sha256]) == 0
    assert leases.renew("b", [again.sha256]) == 1
    waiting.ledger.advance(again.sha256, "read")
    (later,) = leases.claim("c", limit=1)
    assert later.sha256 == again.sha256
    assert leases.release("c") == 1
    assert leases.claim("d", limit=1)[0].sha256 == again.sha256


def test_what_changed_since_is_left_alone(waiting: Register) -> None:
    """A run that began before does not take again what it has just failed with."""
    began = now()
    (first,) = waiting.leases.claim("a", limit=1, before=began)
    waiting.fail(first.sha256, code="corrupt", message_vi="hỏng", message_en="bad")
    rest = waiting.leases.claim("a", limit=100, before=began)
    assert first.sha256 not in {entry.sha256 for entry in rest}
    assert len(rest) == 60
    assert waiting.leases.claim("a", only=[first.sha256])[0].code == "corrupt"


def test_a_process_has_a_name() -> None:
    """Other machines know who holds a file."""
    assert ":" in this_process()
    assert len(this_process()) <= 100


def test_registered_files_are_not_offered(
    register: Register, made: Callable[..., Any]
) -> None:
    """What is registered waits for the index, not for a reader."""
    register.add(*made("a.txt", number="5/KH-SNV"))
    assert register.leases.claim("a") == []
