"""Each file walks the ledger forward, or fails with a reason and tries again."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.ledger import STEPS, LedgerError
from corpus.register import Register


def test_the_whole_way(register: Register, made: Any) -> None:
    """Received, read, analysed, registered, indexed: in this order, and remembered."""
    data, document, analysis = made()
    entry = register.receive(data, "a.txt")
    assert (entry.state, entry.attempts) == ("received", 1)
    assert data == register.originals.get(entry.sha256)
    for step in ("read", "analysed"):
        assert register.advance(entry.sha256, step).state == step
    held = register.add(data, document, analysis)
    assert register.pending_index() == [held]
    assert register.advance(entry.sha256, "indexed").state == "indexed"
    assert register.pending_index() == []
    assert register.ledger.reset_indexed() == 1
    assert register.pending_index() == [held]


def test_failure_keeps_its_reason_until_the_next_try(register: Register) -> None:
    """A failed file says why and how far it came; receiving it again clears that."""
    entry = register.receive(b"x", "hong.pdf")
    register.advance(entry.sha256, "read")
    failed = register.fail(
        entry.sha256, code="corrupt", message_vi="Tệp hỏng.", message_en="Broken file."
    )
    assert (failed.state, failed.reached, failed.code) == ("failed", "read", "corrupt")
    assert register.failures() == [failed]
    again = register.receive(b"x", "hong.pdf")
    assert (again.state, again.attempts, again.code) == ("read", 2, None)
    assert register.failures() == []


def test_never_a_step_back(register: Register) -> None:
    """Noting an earlier step again does not undo a later one; a reset does."""
    sha = register.receive(b"x", "a.txt").sha256
    register.advance(sha, "analysed")
    assert register.advance(sha, "read").state == "analysed"
    assert register.ledger.reset(sha, "received").state == "received"


def test_unknown_files_and_steps_are_refused(register: Register) -> None:
    """The ledger does not invent entries."""
    with pytest.raises(LedgerError):
        register.advance("0" * 64, "read")
    sha = register.receive(b"x", "a.txt").sha256
    with pytest.raises(LedgerError):
        register.advance(sha, "failed")
    with pytest.raises(LedgerError):
        register.fail("0" * 64, code="x", message_vi="x")


def test_what_was_interrupted_is_listed(register: Register) -> None:
    """After a crash the files that stand half-way can be taken up again."""
    shas = [register.receive(bytes([n]), f"{n}").sha256 for n in range(3)]
    register.advance(shas[1], "analysed")
    register.advance(shas[2], "registered")
    assert [entry.sha256 for entry in register.ledger.unfinished()] == shas[:2]


def test_steps_are_those_of_the_design() -> None:
    """The order is a promise to those who read the ledger."""
    assert STEPS == ("received", "read", "analysed", "registered", "indexed")
