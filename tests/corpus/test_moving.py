"""A register moves whole to another database and back, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.moving import MoveError, count_rows, move
from corpus.register import Register

CITES = ({"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020-07-31"},)


@pytest.fixture
def filled(
    tmp_path: Path, made: Callable[..., Any], decision: dict[str, str]
) -> Iterator[Register]:
    """A register on a file, with documents, links, a correction and a person."""
    register = Register.open(f"sqlite:///{tmp_path}/a/so.db", tmp_path / "a" / "goc")
    ident = register.add(*made("a.txt", **decision)).id
    for number in range(30):
        name = f"{number}.txt"
        register.add(*made(name, number=f"{number}/BC-SNV", cites=CITES))
    register.corrections.correct(ident, {"signer": "Nguyễn Văn Mẫu"}, who="B")
    register.trail.note("ingest", who="B", subject="a.txt", detail="", address="local")
    yield register
    register.close()


def test_there_and_back(
    filled: Register, postgres_url: str, tmp_path: Path, made: Callable[..., Any]
) -> None:
    """To PostgreSQL and back to a file: the same rows, ids, links and originals."""
    server = Register.open(postgres_url, tmp_path / "b" / "goc")
    moved = move(filled, server)
    again = Register.open(f"sqlite:///{tmp_path}/c/so.db", tmp_path / "c" / "goc")
    move(server, again)

    assert moved.rows == count_rows(filled) == count_rows(server) == count_rows(again)
    assert moved.rows["document"] == moved.originals == moved.copied == 31
    for register in (server, again):
        assert register.verify() == []
        assert register.get(1).signer == "Nguyễn Văn Mẫu"
        assert len(register.cited_by(1)) == 30
        assert register.document(2) == filled.document(2)
    # Ids go on where they were.
    assert server.add(*made("new.txt", number="99/BC-SNV")).id == 32
    server.close()
    again.close()


def test_a_target_that_is_not_empty_is_refused(
    filled: Register, tmp_path: Path
) -> None:
    """Nothing is mixed, nothing is overwritten."""
    target = Register.open(f"sqlite:///{tmp_path}/b/so.db", tmp_path / "b" / "goc")
    target.receive(b"x", "x.txt")
    with pytest.raises(MoveError):
        move(filled, target)
    assert target.counts()["documents"] == 0
    target.close()


def test_an_altered_original_stops_it(filled: Register, tmp_path: Path) -> None:
    """What is not what it was is not carried over, and no row is kept."""
    digest = next(iter(filled.originals.digests()))
    filled.originals.path(digest).write_bytes(b"altered")
    target = Register.open(f"sqlite:///{tmp_path}/b/so.db", tmp_path / "b" / "goc")
    with pytest.raises(MoveError, match=digest):
        move(filled, target)
    assert count_rows(target)["document"] == 0
    target.close()


def test_interrupted_it_begins_again(
    filled: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between two tables no row is kept; the originals need no second copy."""
    target = Register.open(f"sqlite:///{tmp_path}/b/so.db", tmp_path / "b" / "goc")

    def stop(name: str, _count: int) -> None:
        if name == "document":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(filled, target, told=stop)
    assert count_rows(target)["document"] == 0
    moved = move(filled, target)
    assert (moved.originals, moved.copied) == (31, 0)
    target.close()
