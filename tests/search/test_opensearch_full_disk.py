"""A search node whose disk is really full: nothing acknowledged is lost."""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from search.engine import IndexDocument, SearchUnavailable
from search.opensearch_client import Access
from search.opensearch_engine import OpenSearchEngine
from search.query import parse
from tests.opensearch_nodes import Nodes

SMALL = 2
BLOCK = 1 << 16
PASSING = ("search_incomplete", "search_busy", "search_unreachable")


@pytest.fixture
def nodes() -> Iterator[Nodes]:
    """Three nodes, one of them on a disk of sixty megabytes."""
    made = Nodes(3, small={SMALL: 60})
    try:
        for at in range(3):
            made.start(at)
        made.ready()
        yield made
    finally:
        made.stop()


def documents(begin: int, end: int) -> list[IndexDocument]:
    """Return documents of some kilobytes each."""
    return [
        IndexDocument(id=str(at), text=f"lưu trữ hồ sơ số {at} " * 200)
        for at in range(begin, end)
    ]


def fill(disk: Path) -> Path:
    """Fill a disk to its last byte; return the file that does it."""
    filler = disk / "day-dia"
    with filler.open("ab", buffering=0) as file:
        for size in (BLOCK, 1024, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass
    assert filler.stat().st_size
    return filler


def holders(nodes: Nodes, alias: str) -> set[str]:
    """Return the nodes that hold the index."""
    rows = nodes.ask(0, "GET", f"/_cat/shards/{alias}?format=json&h=node")
    return {str(row["node"]) for row in rows}


@pytest.mark.slow
def test_a_disk_is_full_to_the_last_byte(nodes: Nodes) -> None:
    """Written to the other nodes or refused with the reason; searched all the time;
    whole when there is room again."""
    engine = OpenSearchEngine(
        Access(nodes.hosts),
        texts=lambda _: "lưu trữ",
        prefix=f"t{uuid.uuid4().hex}",
        shards=3,
        replicas=1,
    )
    engine.add(documents(0, 200))
    assert f"node-{SMALL}" in holders(nodes, engine.indexes.alias)
    filler = fill(nodes.disk(SMALL))

    assert os.statvfs(filler.parent).f_bavail == 0

    # Either the cluster blocks the index or it goes on without that node.
    done = 200
    told: list[SearchUnavailable] = []
    while done < 600 and not any(one.code == "search_disk_full" for one in told):
        try:
            engine.add(documents(done, done + 20))
        except SearchUnavailable as error:
            told.append(error)
            time.sleep(0.5)
        else:
            done += 20
        with suppress(SearchUnavailable):
            assert engine.search(parse("lưu trữ", limit=1)).total >= done
    assert {one.code for one in told} <= {"search_disk_full", *PASSING}
    while True:
        with suppress(SearchUnavailable):
            assert engine.search(parse("lưu trữ", limit=1)).total >= done
            break
        time.sleep(0.5)

    filler.unlink()
    # What a node gave up on while it had no room is tried again when told to.
    nodes.ask(0, "POST", "/_cluster/reroute?retry_failed=true", {})
    while True:
        with suppress(SearchUnavailable):
            engine.add(documents(done, done + 20))
            break
        time.sleep(0.5)
    nodes.ready()
    found = engine.search(parse("lưu trữ", limit=1000))
    assert {str(at) for at in range(done + 20)} <= {hit.id for hit in found.hits}
    engine.close()
