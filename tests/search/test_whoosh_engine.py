"""The Whoosh index behind the embedded engine."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from whoosh.index import open_dir

import search.schema as room
from search.engine import IndexDocument
from search.index_folder import NAME, IndexFolder
from search.postings import Snapshot
from search.query import parse
from search.whoosh_engine import IndexBusyError, WhooshEngine


def documents(count: int) -> list[IndexDocument]:
    """Return documents with common and rare words."""
    return [
        IndexDocument(
            id=str(i),
            title=f"Văn bản thứ {i}",
            text="quyết định " * (i % 7 + 1) + f"riêng{i} khen thưởng",
            number=f"{i + 1}/QĐ-LHH",
        )
        for i in range(count)
    ]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """Give an engine of 300 documents in several commits, some of them deleted."""
    engine = WhooshEngine(tmp_path, texts=lambda _: None)
    engine.add(documents(300), commit_every=120)
    engine.remove(["7", "150", "299"])
    yield engine
    engine.close()


def test_pairs_are_the_neighbours_of_the_text(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    """A pair counts how often the words stand side by side, the title five times."""
    place = IndexFolder(tmp_path).current
    snapshot = Snapshot(open_dir(str(place), indexname=NAME).reader(), place)
    found = snapshot.pair("quyet", "dinh")
    ids = [int(snapshot.card(doc).id) for doc in range(snapshot.size)]
    texts = [ident % 7 + 1 for ident in ids]
    expected = np.array(texts, np.float32)[found.docs]
    assert found.counts.tolist() == expected.tolist()
    assert len(found.docs) == snapshot.size
    assert set(snapshot.pair("van", "ban").counts.tolist()) == {5.0}
    snapshot.close()


def test_the_shortest_of_equal_matches_comes_first(engine: WhooshEngine) -> None:
    """A word that stands once in each document ranks the shortest first."""
    found = engine.search(parse("khen", limit=1000))
    held = [document for document in documents(300) if document.id not in "7 150 299"]
    assert found.total == 297
    shortest = min(held, key=lambda document: len(document.text)).id
    assert int(found.hits[0].id) % 7 == int(shortest) % 7 == 0
    assert found.hits == tuple(sorted(found.hits, key=lambda hit: -hit.score))


def test_a_new_index_needs_no_rebuild(tmp_path: Path) -> None:
    """A folder without an index is not an index of another version."""
    engine = WhooshEngine(tmp_path / "new", texts=lambda _: None)
    assert not engine.needs_rebuild
    engine.close()


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    """While one writes, another gives up after its patience, in its own words."""
    first = WhooshEngine(tmp_path, texts=lambda _: None)
    second = WhooshEngine(tmp_path, texts=lambda _: None, patience=0.1)
    with first._writer(), pytest.raises(IndexBusyError):
        second.add(documents(1))
    assert second.add(documents(1)) == 1
    first.close()
    second.close()


def test_another_reader_sees_the_next_commit(tmp_path: Path) -> None:
    """An engine opened earlier answers from what another engine commits later."""
    writer = WhooshEngine(tmp_path, texts=lambda _: None)
    reader = WhooshEngine(tmp_path, texts=lambda _: None)
    assert reader.count() == 0
    writer.add(documents(2))
    assert reader.count() == 2
    reader.close()
    writer.close()


def test_reading_while_writing(tmp_path: Path) -> None:
    """Searches during commits answer, with a count that only grows."""
    engine = WhooshEngine(tmp_path, texts=lambda _: None)
    engine.add(documents(5))
    writing = threading.Thread(
        target=lambda: engine.add(documents(60), commit_every=10)
    )
    writing.start()
    counts = [engine.search(parse("khen thưởng")).total for _ in range(60)]
    writing.join()
    assert counts == sorted(counts)
    assert engine.count() == 60
    engine.close()


def failing(*_: object) -> None:
    """Stand for what cannot be done."""
    raise RuntimeError("no memory")


def test_a_failed_addition_leaves_the_index_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error in the middle of a chunk releases the lock and loses nothing."""
    engine = WhooshEngine(tmp_path, texts=lambda _: None)
    engine.add(documents(4))
    with monkeypatch.context() as patch:
        patch.setattr(room, "parts_of", failing)
        with pytest.raises(RuntimeError, match="no memory"):
            engine.add(documents(6))
    assert engine.count() == 4
    assert engine.add(documents(6)) == 6
    assert engine.count() == 6
    engine.close()
