"""What a cluster may do to us: nodes die, refuse, hang and fill up."""

import socket
import socketserver
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from opensearchpy.exceptions import TransportError

import search.opensearch_client as client
import search.opensearch_view as view
from search.engine import IndexDocument, SearchUnavailable
from search.opensearch_client import Access, Cluster
from search.opensearch_engine import OpenSearchEngine
from search.query import parse
from tests.opensearch_nodes import Nodes
from tests.ports import free_port

T = TypeVar("T")
Opened = Callable[..., OpenSearchEngine]


@pytest.fixture
def opened(nodes: Nodes) -> Iterator[Opened]:
    """Open engines over the cluster; their indexes are removed afterwards."""
    made: list[OpenSearchEngine] = []
    prefix = f"t{uuid.uuid4().hex}"

    def opening(
        hosts: tuple[str, ...] = (), timeout: float = 10.0, rescored: int = 200
    ) -> OpenSearchEngine:
        access = Access(hosts or nodes.hosts, timeout=timeout)
        engine = OpenSearchEngine(
            access,
            texts=lambda _: "lưu trữ",
            prefix=prefix,
            shards=2,
            replicas=1,
            rescored=rescored,
        )
        made.append(engine)
        return engine

    yield opening
    for engine in made[1:]:
        engine.close()
    if made:
        last = OpenSearchEngine(
            Access(nodes.hosts), texts=lambda _: None, prefix=prefix
        )
        last.drop()
        last.close()


def documents(begin: int, end: int) -> list[IndexDocument]:
    """Return documents that differ in their ids and days."""
    return [
        IndexDocument(
            id=str(at),
            text="lưu trữ hồ sơ " * (1 + at % 7),
            date=f"2024-01-{1 + at % 28:02}",
            number=f"{at}/QĐ-UBND",
        )
        for at in range(begin, end)
    ]


def ids(engine: OpenSearchEngine, typed: str = "", limit: int = 1000) -> list[str]:
    """Search and return ids."""
    return [hit.id for hit in engine.search(parse(typed, limit=limit)).hits]


class Proxy(socketserver.ThreadingTCPServer):
    """A way to a node that can be made to hang."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.port = int(self.server_address[1])
        self.to = port
        self.hanging = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Passing(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.to)) as far:
            back = threading.Thread(
                target=self._pass, args=(far, self.request), daemon=True
            )
            back.start()
            self._pass(self.request, far)
            back.join()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                while self.server.hanging.is_set():
                    time.sleep(0.05)
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)


def _when_back(ask: Callable[[], T]) -> T:
    """Return the answer once every node speaks with every other again."""
    for _ in range(120):
        with suppress(SearchUnavailable):
            return ask()
        time.sleep(0.5)
    raise AssertionError("the cluster did not come back")


def _manager(nodes: Nodes, _: str) -> int:
    """Return the node that manages the cluster."""
    (found,) = nodes.ask(0, "GET", "/_cat/cluster_manager?format=json")
    return int(found["node"].removeprefix("node-"))


def _writer(nodes: Nodes, alias: str) -> int:
    """Return a node through which a part of an index is written."""
    asked = f"/_cat/shards/{alias}?format=json&h=prirep,node"
    rows = nodes.ask(0, "GET", asked)
    first = next(row["node"] for row in rows if row["prirep"] == "p")
    return int(first.removeprefix("node-"))


@pytest.mark.parametrize("chosen", [_manager, _writer])
def test_writing_goes_on_while_a_killed_node_is_down(
    nodes: Nodes, opened: Opened, chosen: Callable[[Nodes, str], int]
) -> None:
    """From the first document on; nothing that was acknowledged is lost."""
    engine = opened()
    engine.add(documents(0, 200))
    acknowledged = [200]
    told: list[SearchUnavailable] = []

    def writing() -> None:
        while acknowledged[0] < 1000:
            begin = acknowledged[0]
            try:
                engine.add(documents(begin, begin + 50))
            except SearchUnavailable as error:
                told.append(error)
                time.sleep(0.2)
            else:
                acknowledged[0] = begin + 50

    victim = chosen(nodes, engine.indexes.alias)
    writer = threading.Thread(target=writing, daemon=True)
    writer.start()
    nodes.kill(victim)
    try:
        while writer.is_alive():
            with suppress(SearchUnavailable):
                assert engine.search(parse("lưu trữ")).total >= 200
        assert nodes.running[victim] is None
        assert acknowledged[0] == 1000
        held = set(_when_back(lambda: ids(engine)))
        assert held == {str(at) for at in range(1000)}
    finally:
        nodes.start(victim)
        nodes.ready()
    assert set(_when_back(lambda: ids(engine))) == held
    for error in told:
        assert "/" in str(error)


def test_the_first_document_stands_on_every_copy(nodes: Nodes, opened: Opened) -> None:
    """An index is written to, and takes the place of another, once its copies are."""
    engine = opened()
    shards = f"/_cat/shards/{engine.indexes.alias}?format=json&h=prirep,state"
    for write in (engine.add, engine.rebuild):
        write(documents(0, 1))
        rows = nodes.ask(0, "GET", shards)
        assert [row["state"] for row in rows] == ["STARTED"] * 4


def test_what_nodes_say_while_they_part_is_asked_again(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node that has not heard of the death of another yet answers a moment later."""
    waited: list[float] = []
    cluster = Cluster(Access(nodes.hosts), sleep=waited.append)
    real = cluster._client.transport.perform_request
    kind = "node_not_connected_exception"
    told = TransportError(500, kind, {"error": {"type": kind}})
    left = [told, told]

    def parting(*arguments: Any, **named: Any) -> Any:
        if left:
            raise left.pop()
        return real(*arguments, **named)

    monkeypatch.setattr(cluster._client.transport, "perform_request", parting)
    assert cluster.ask("GET", "/_cluster/health")["number_of_nodes"] == 3
    assert len(waited) == 2
    left += [told] * 99
    with pytest.raises(SearchUnavailable) as error:
        cluster.ask("GET", "/_cluster/health")
    assert error.value.code == "search_incomplete"
    cluster.close()


def test_another_node_is_asked_when_one_refuses(nodes: Nodes, opened: Opened) -> None:
    """Of three addresses two lead nowhere."""
    nowhere = tuple(f"http://127.0.0.1:{free_port()}" for _ in range(2))
    engine = opened((*nowhere, nodes.hosts[0]))

    engine.add(documents(0, 3))

    assert engine.count() == 3


def test_no_node_at_all_is_said_in_both_languages() -> None:
    """Opening asks nothing; the first question says that nobody answers."""
    access = Access((f"http://127.0.0.1:{free_port()}",), timeout=1.0)
    engine = OpenSearchEngine(access, texts=lambda _: None)

    with pytest.raises(SearchUnavailable) as told:
        engine.search(parse("thi đua"))

    assert told.value.code == "search_unreachable"
    assert "cụm tìm kiếm" in told.value.message_vi
    assert "search cluster" in told.value.message_en


def test_a_node_that_hangs_is_left_for_another(nodes: Nodes, opened: Opened) -> None:
    """Waiting ends after the time set, and the next node answers."""
    proxy = Proxy(nodes.ports[0])
    opened().add(documents(0, 5))
    engine = opened((f"http://127.0.0.1:{proxy.port}", nodes.hosts[1]), timeout=1.0)
    alone = opened((f"http://127.0.0.1:{proxy.port}",), timeout=1.0)
    assert engine.count() == alone.count() == 5

    proxy.hanging.set()
    try:
        for _ in range(2):
            assert engine.search(parse("hồ sơ")).total == 5
        with pytest.raises(SearchUnavailable):
            alone.search(parse("hồ sơ"))
    finally:
        proxy.hanging.clear()
        engine.close()
        alone.close()
        proxy.shutdown()
        proxy.server_close()


def test_full_disks_stop_writing_and_not_searching(
    nodes: Nodes, opened: Opened
) -> None:
    """What the cluster sets when its disks fill up is named as that."""
    engine = opened()
    engine.add(documents(0, 4))
    index = f"/{engine.indexes.alias}/_settings"
    block = "index.blocks.read_only_allow_delete"
    nodes.ask(0, "PUT", index, {block: True})
    try:
        with pytest.raises(SearchUnavailable) as told:
            engine.add(documents(4, 6))
        assert told.value.code == "search_disk_full"
        assert engine.search(parse("lưu trữ")).total == 4
    finally:
        nodes.ask(0, "PUT", index, {block: None})
    engine.add(documents(4, 6))
    assert engine.count() == 6


def test_a_part_without_a_node_is_no_answer(
    nodes: Nodes, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index with a part missing gives an error, never an answer with a gap."""
    engine = opened()
    engine.add(documents(0, 4))
    where = f"/{engine.indexes.alias}/_settings"
    nowhere = "index.routing.allocation.require._name"
    copies = "index.number_of_replicas"
    nodes.ask(0, "PUT", where, {copies: 0, nowhere: "node-1"})
    nodes.ask(
        0, "GET", "/_cluster/health?wait_for_no_relocating_shards=true&timeout=60s"
    )
    nodes.kill(1)
    monkeypatch.setattr(client, "_PATIENCE", 1.0)
    try:
        with pytest.raises(SearchUnavailable):
            engine.search(parse("lưu trữ"))
        with pytest.raises(SearchUnavailable) as told:
            engine.add(documents(4, 40))
        assert told.value.code == "search_incomplete"
        assert "nằm chờ trong sổ" in told.value.message_vi
        assert "documents wait in the register" in told.value.message_en
    finally:
        nodes.start(1)
        nodes.ready()
    monkeypatch.undo()
    engine.add(documents(4, 40))
    assert _when_back(lambda: engine.search(parse("lưu trữ"))).total == 40


def test_a_busy_cluster_is_asked_again(nodes: Nodes) -> None:
    """Documents refused with 429 are sent again, the others are not."""
    waited: list[float] = []
    cluster = Cluster(Access(nodes.hosts), sleep=waited.append)
    index = f"t{uuid.uuid4().hex}"
    answer, sent = cluster.ask, []

    def busy(method: str, path: str, body: object = None, **params: object) -> object:
        if path != "/_bulk" or len(sent) >= 2:
            return answer(method, path, body, **params)
        lines = str(body).splitlines()
        sent.append(lines)
        first = answer(method, path, "\n".join(lines[:2]) + "\n")
        refused = {"index": {"_index": index, "_id": "x", "status": 429}}
        return {
            "errors": True,
            "items": first["items"] + [refused] * (len(lines) // 2 - 1),
        }

    cluster.ask = busy  # type: ignore[method-assign,assignment]
    actions = [
        ({"index": {"_index": index, "_id": str(i)}}, {"a": i}) for i in range(4)
    ]
    results = cluster.write(actions)
    answer("POST", f"/{index}/_refresh")
    found = answer("GET", f"/{index}/_count")
    answer("DELETE", f"/{index}")
    cluster.close()

    assert results == {f"{index} created": 4}
    assert found["count"] == 4
    assert waited == sorted(waited) != []


def test_a_document_refused_is_named(nodes: Nodes, opened: Opened) -> None:
    """One that the cluster cannot take ends in an error with its id."""
    engine = opened()
    engine.add(documents(0, 1))
    cluster = Cluster(Access(nodes.hosts))
    line = {"index": {"_index": engine.indexes.alias, "_id": "odd"}}

    with pytest.raises(SearchUnavailable, match="odd"):
        cluster.write([(line, {"no such field": 1})])
    cluster.close()


def test_searches_are_answered_while_an_index_is_made(opened: Opened) -> None:
    """The old index answers until the new one is whole; writes go into both."""
    engine, other = opened(), opened()
    engine.add(documents(0, 6))
    seen: list[int] = []

    def anew() -> Iterator[IndexDocument]:
        yield replace(documents(0, 1)[0], text="cũ")
        seen.append(other.search(parse("lưu trữ")).total)
        other.add([replace(documents(1, 2)[0], text="sửa đổi")])
        other.remove(["2"])
        yield from documents(1, 6)

    assert engine.rebuild(anew()) == 6

    assert seen == [6]
    assert set(ids(engine)) == {"0", "1", "3", "4", "5"}
    assert ids(engine, "sửa đổi") == ["1"]
    assert set(ids(engine, "lưu trữ")) == {"3", "4", "5"}
    assert engine.count() == 5


def test_a_rebuild_that_fails_leaves_the_index(opened: Opened) -> None:
    """Nothing of it remains, and the index in force is whole."""
    engine = opened()
    engine.add(documents(0, 3))

    def failing() -> Iterator[IndexDocument]:
        yield from documents(0, 1)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own, above
        engine.rebuild(failing())

    assert engine.count() == 3
    assert not engine.indexes._named(engine.indexes._building)


def test_pages_beyond_what_one_search_may_give(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deep pages walk the index as it was: every document once, in one order."""
    engine = opened(rescored=10)
    engine.add(documents(0, 90))
    for typed in ("", "lưu trữ"):
        whole = ids(engine, typed)
        monkeypatch.setattr(view, "_DEEPEST", 25)
        paged = [
            hit.id
            for at in range(0, 95, 9)
            for hit in engine.search(parse(typed, limit=9, offset=at)).hits
        ]
        monkeypatch.undo()
        assert paged == whole
        assert len(set(paged)) == 90
