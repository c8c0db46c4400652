"""Readers beside a writer, writers killed, an index swapped while it is read."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engine import IndexDocument
from search.index_folder import IndexFolder
from search.query import parse
from search.whoosh_engine import IndexBusyError, WhooshEngine

WRITER = """
import sys
from pathlib import Path
from search.engine import IndexDocument
from search.whoosh_engine import WhooshEngine
folder, first, count, size = Path(sys.argv[1]), *map(int, sys.argv[2:5])
engine = WhooshEngine(folder, texts=lambda _: None)
print("open", flush=True)
for begin in range(first, first + count, size):
    ids = range(begin, begin + size)
    engine.add(
        IndexDocument(id=str(i), text="lưu trữ hồ sơ " * 20, number=f"{i}/QĐ-LHH")
        for i in ids
    )
    print(begin + size, flush=True)
"""
READER = """
import sys, time
from pathlib import Path
from search.query import parse
from search.whoosh_engine import WhooshEngine
engine = WhooshEngine(Path(sys.argv[1]), texts=lambda _: "lưu trữ hồ sơ " * 20)
print("open", flush=True)
until, most, asked = time.monotonic() + float(sys.argv[2]), 0, 0
while time.monotonic() < until:
    total = engine.search(parse("lưu trữ hồ sơ")).total
    assert total >= most, (total, most)
    most, asked = total, asked + 1
print(most, asked, flush=True)
"""


def started(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a program of ours in a process of its own, and wait until it has opened."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "open\n", running.communicate()[1]
    return running


def documents(count: int, word: str = "hồ sơ") -> Iterator[IndexDocument]:
    """Yield documents with a word."""
    return (IndexDocument(id=str(i), text=f"{word} lưu trữ") for i in range(count))


def opened(folder: Path) -> WhooshEngine:
    """Open an engine that holds no texts."""
    return WhooshEngine(folder, texts=lambda _: None)


@pytest.mark.slow
def test_two_processes_read_while_one_commits(tmp_path: Path) -> None:
    """No search fails, none sees less than one before it, the last sees everything."""
    opened(tmp_path).close()
    readers = [started(READER, tmp_path, 12) for _ in range(2)]
    writer = started(WRITER, tmp_path, 0, 400, 4)
    written, problems = writer.communicate(timeout=120)
    assert writer.returncode == 0, problems
    for reader in readers:
        told, problems = reader.communicate(timeout=120)
        assert reader.returncode == 0, problems
        assert int(told.split()[1]) > 5
    engine = opened(tmp_path)
    assert engine.search(parse("lưu trữ")).total == int(written.split()[-1]) == 400
    engine.close()


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Killed at any moment, the index opens and holds all that was acknowledged."""
    first = 0
    for round_ in range(8):
        writer = started(WRITER, tmp_path, first, 100_000, 3)
        time.sleep(0.15 + 0.09 * round_)
        writer.kill()
        told, _ = writer.communicate(timeout=60)
        acknowledged = int(told.split()[-1]) if told.split() else first
        engine = opened(tmp_path)
        assert not engine.needs_rebuild
        held = engine.search(parse("lưu trữ", limit=1)).total
        # The commit in flight may have become whole before it was told.
        assert acknowledged <= held <= acknowledged + 3
        assert engine.search(parse(f"{held - 1}/QĐ-LHH")).total == (held > 0)
        engine.close()
        first = held
    assert first > 0


def test_a_rebuilt_index_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """Readers opened before the swap answer from the new index after it."""
    writer, reader = opened(tmp_path), opened(tmp_path)
    writer.add(documents(5, "cũ"))
    assert reader.search(parse("cũ")).total == 5
    assert writer.rebuild(documents(3, "mới")) == 3
    for engine in (writer, reader):
        assert engine.search(parse("mới")).total == engine.count() == 3
        assert engine.search(parse('"cũ"')).total == 0
    reader.add([IndexDocument(id="later", text="mới lưu trữ")])
    assert writer.count() == 4
    writer.rebuild(documents(2))
    assert len(list(tmp_path.glob("index-*"))) == 2
    writer.close()
    reader.close()


def test_the_old_index_answers_while_a_new_one_is_built(tmp_path: Path) -> None:
    """During a rebuild searches go on, and another writer waits its turn."""
    engine = opened(tmp_path)
    engine.add(documents(4))
    other = WhooshEngine(tmp_path, texts=lambda _: None, patience=0.05)

    def watched() -> Iterator[IndexDocument]:
        for document in documents(6):
            assert other.search(parse("hồ sơ")).total == 4
            yield document
        with pytest.raises(IndexBusyError):
            other.add(documents(1))

    assert engine.rebuild(watched(), commit_every=2) == 6
    assert other.count() == 6
    engine.close()
    other.close()


def test_a_rebuild_that_fails_changes_nothing(tmp_path: Path) -> None:
    """An error while documents are read leaves the old index, and no rest."""
    engine = opened(tmp_path)
    engine.add(documents(4))

    def failing() -> Iterator[IndexDocument]:
        yield from documents(2, "mới")
        raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        engine.rebuild(failing(), commit_every=1)
    assert engine.search(parse("hồ sơ")).total == 4
    assert len(list(tmp_path.glob("index-*"))) == 1
    assert engine.add(documents(5)) == 5
    engine.close()


@pytest.mark.parametrize("stamp", ["0\n", "1\n", "", "999 index-gone\n", "3 ../x\n"])
@pytest.mark.parametrize(
    "fill",
    [lambda e: e.rebuild(documents(3)), lambda e: e.add(documents(3))],
    ids=["rebuild", "add"],
)
def test_an_index_of_another_version_asks_to_be_filled(
    tmp_path: Path, stamp: str, fill: Callable[[WhooshEngine], int]
) -> None:
    """Whatever the stamp says that is not this version, the index is made anew.

    It asks to be filled until it is, even if the program ended in between.
    """
    first = opened(tmp_path)
    first.add(documents(3))
    first.close()
    (tmp_path / "cancu-schema").write_text(stamp, "utf-8")
    (tmp_path / "_cancu_1.toc").write_bytes(b"of the version before folders")
    second = opened(tmp_path)
    assert (second.needs_rebuild, second.count()) == (True, 0)
    second.close()
    second = opened(tmp_path)
    assert second.needs_rebuild
    assert fill(second) == 3
    assert not second.needs_rebuild
    assert not list(tmp_path.glob("_cancu_*"))
    second.close()
    third = opened(tmp_path)
    assert (third.needs_rebuild, third.count()) == (False, 3)
    third.close()


def test_of_two_that_make_the_folder_one_wins(tmp_path: Path) -> None:
    """Opened together for the first time, both use the same index."""
    folders = [IndexFolder(tmp_path) for _ in range(2)]
    assert folders[0].current == folders[1].current
    rival = folders[0].create()
    folders[0]._publish(rival, only_first=True)
    assert not rival.exists()
    assert folders[1].current.is_dir()
