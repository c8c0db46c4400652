"""The whole register in one file and back, and what verify finds."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest

from corpus.backup import BackupError
from corpus.register import Register


@pytest.fixture
def filled(register: Register, made: Any, decision: Any, tmp_path: Path) -> Register:
    """A register with two linked documents, an entry and a failure."""
    cite = {k: decision[k] for k in ("kind", "number", "date", "issuer")}
    register.add(*made(**decision))
    register.add(*made("b.txt", cites=(cite,)))
    entry = tmp_path / "dm.jsonl"
    entry.write_text('{"number": "30/2020/NĐ-CP", "kind": "Nghị định"}\n', "utf-8")
    register.catalogue_import(entry)
    failed = register.receive(b"hong", "hong.pdf")
    register.fail(failed.sha256, code="corrupt", message_vi="Tệp hỏng.")
    return register


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    """Another register, with nothing in it."""
    other = Register.open(f"sqlite:///{tmp_path}/khac.db", tmp_path / "goc2")
    yield other
    other.close()


def test_everything_comes_back(
    filled: Register, empty: Register, tmp_path: Path
) -> None:
    """Documents, text, links, ledger, catalogue and originals are restored."""
    assert filled.backup(tmp_path / "sao.tar") == 3
    assert empty.restore(tmp_path / "sao.tar") == 3
    assert empty.counts() == filled.counts()
    assert empty.documents() == filled.documents()
    for held in filled.documents():
        assert empty.document(held.id) == filled.document(held.id)
        assert empty.original(held.id) == filled.original(held.id)
        assert empty.cites(held.id) == filled.cites(held.id)
    assert empty.failures() == filled.failures()
    assert empty.verify() == []
    assert not list(tmp_path.glob("*.part"))


def test_restored_register_takes_new_documents(
    filled: Register, empty: Register, made: Any, tmp_path: Path
) -> None:
    """Ids go on after those that were restored."""
    filled.backup(tmp_path / "sao.tar")
    empty.restore(tmp_path / "sao.tar")
    assert empty.add(*made("c.txt")).id == 3


def test_restore_only_into_an_empty_register(filled: Register, tmp_path: Path) -> None:
    """What is there is never overwritten."""
    filled.backup(tmp_path / "sao.tar")
    with pytest.raises(BackupError):
        filled.restore(tmp_path / "sao.tar")
    assert filled.counts()["documents"] == 2


@pytest.mark.parametrize("cut", [0, 100, 5000, -2048, -11000])
def test_a_cut_file_restores_nothing(
    filled: Register, empty: Register, tmp_path: Path, cut: int
) -> None:
    """A backup that was cut short is refused as a whole."""
    filled.backup(tmp_path / "sao.tar")
    data = (tmp_path / "sao.tar").read_bytes()
    end = len(data.rstrip(b"\0"))
    (tmp_path / "cut.tar").write_bytes(data[: cut if cut >= 0 else end + cut])
    with pytest.raises(BackupError):
        empty.restore(tmp_path / "cut.tar")
    assert empty.counts()["documents"] == 0


def test_strange_members_are_refused(empty: Register, tmp_path: Path) -> None:
    """A tar file of something else is no backup, and writes nothing anywhere."""
    path = tmp_path / "la.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("../../evil"))
    with pytest.raises(BackupError):
        empty.restore(path)


def test_verify_finds_lost_altered_and_stray_files(
    filled: Register, tmp_path: Path
) -> None:
    """A flipped byte, a lost file and a file nobody knows are all found."""
    first, second = filled.documents()
    filled.originals.path(first.sha256).write_bytes(b"khac")
    filled.originals.path(second.sha256).unlink()
    stray = filled.originals.put(b"la")
    assert {(p.code, p.subject) for p in filled.verify()} == {
        ("original_altered", first.sha256),
        ("original_missing", second.sha256),
        ("stray_original", stray),
    }
