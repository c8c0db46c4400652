"""The indexes of an archive in a cluster: the one in force, those being made, writing.

An alias names the index in force. A new one is filled beside it and takes the alias in
one step, so that searches are answered all the time. What is written meanwhile goes
into both; the new index keeps what was written into it over what is read from the
register, which may be older.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any

from search.engine import IndexDocument, SearchUnavailable
from search.opensearch_client import Cluster, Refused
from search.opensearch_schema import VERSION, fields_of, index_body

Json = dict[str, Any]

_STALE_SECONDS = 86_400
# How long a node that is cut off from the others looks for one that manages them.
_MANAGED = "3s"
_SETTLED_SECONDS = 30
_SETTLED = f"{_SETTLED_SECONDS}s"


class Indexes:
    """The indexes named `prefix`, of this version of the fields."""

    def __init__(
        self, cluster: Cluster, prefix: str, *, shards: int = 1, replicas: int = 1
    ) -> None:
        self._cluster = cluster
        self._prefix = prefix
        self._body = index_body(shards=shards, replicas=replicas)
        self.alias = f"{prefix}-v{VERSION}"
        self._building = f"{self.alias}-building"
        self._made = False

    def ready(self) -> None:
        """Make the first index where there is none.

        Raises:
            SearchUnavailable: when the cluster does not answer.
        """
        if self._made:
            return
        if not self._named(self.alias):
            # Of two processes that make it at once the first one wins.
            name = f"{self.alias}-000001"
            with suppress(Refused):
                self._create(name, self.alias)
            if not self._named(self.alias):
                name = self._create(self._new_name(), self.alias)
        self._made = True

    def _named(self, alias: str) -> list[str]:
        # Not all aliases: a user who may see these indexes only is refused that.
        found = self._cluster.ask(
            "GET",
            f"/{self._prefix}-v*",
            filter_path="*.aliases",
            cluster_manager_timeout=_MANAGED,
        )
        return sorted(name for name, row in found.items() if alias in row["aliases"])

    def _new_name(self) -> str:
        return f"{self.alias}-{uuid.uuid4().hex}"

    def _create(self, name: str, alias: str) -> str:
        body = {**self._body, "aliases": {alias: {}}}
        self._cluster.ask("PUT", f"/{name}", body)
        self._settle(name)
        return name

    def _settle(self, name: str) -> None:
        """Wait until every copy of an index for which there is a node is in service.

        What is written before that stands on one node alone, and with that node gone
        nothing can be written until it is back.
        """
        with suppress(Refused):  # as far as it got in time: the index can be used
            self._cluster.ask(
                "GET",
                f"/_cluster/health/{name}",
                wait_for_events="languid",
                wait_for_no_initializing_shards="true",
                cluster_manager_timeout=_MANAGED,
                timeout=_SETTLED,
                request_timeout=_SETTLED_SECONDS + 10,
            )

    # Writing

    def add(self, documents: Iterable[IndexDocument]) -> int:
        """Write documents, replacing those of the same id; return how many."""
        self.ready()
        current, building = self._named(self.alias), self._named(self._building)
        written = 0

        def actions() -> Iterator[tuple[Json, Json | None]]:
            nonlocal written
            for document, fields in _fields(documents):
                written += 1
                for name in (*current, *building):
                    yield {"index": {"_index": name, "_id": document.id}}, fields

        self._cluster.write(actions())
        self.refresh()
        return written

    def remove(self, ids: Iterable[str]) -> int:
        """Take documents out; return how many were there."""
        self.ready()
        wanted = sorted(set(ids))
        current, building = self._named(self.alias), self._named(self._building)
        gone = {"removed": True}
        actions: list[tuple[Json, Json | None]] = []
        for ident in wanted:
            actions += [
                ({"delete": {"_index": n, "_id": ident}}, None) for n in current
            ]
            # What is read from the register must not bring it back.
            actions += [
                ({"index": {"_index": n, "_id": ident}}, gone) for n in building
            ]
        results = self._cluster.write(actions)
        self.refresh()
        return sum(results.get(f"{name} deleted", 0) for name in current[:1])

    def refresh(self) -> None:
        """Let searches see what was written."""
        self._cluster.ask("POST", f"/{self.alias}/_refresh")

    def clear(self) -> None:
        """Put an empty index in the place of the one in force."""
        self.ready()
        self._swap(self._create(self._new_name(), self._building))

    def drop(self) -> None:
        """Remove every index of this name and version."""
        for name in (*self._named(self.alias), *self._named(self._building)):
            with suppress(Refused):
                self._cluster.ask("DELETE", f"/{name}")
        self._made = False

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Make the index anew beside the one in force, then take its place.

        Raises:
            SearchUnavailable: when the cluster fails; the index in force stays.
        """
        self.ready()
        self._remove_stale()
        made = self._create(self._new_name(), self._building)
        written = 0

        def actions() -> Iterator[tuple[Json, Json | None]]:
            nonlocal written
            for document, fields in _fields(documents):
                written += 1
                yield {"create": {"_index": made, "_id": document.id}}, fields

        try:
            self._cluster.write(actions())
            self._whole(made)
            self._forget_removed(made)
        except BaseException:
            with suppress(SearchUnavailable, Refused):
                self._cluster.ask("DELETE", f"/{made}")
            raise
        self._swap(made)
        self._forget_removed(made)
        return written

    def _whole(self, name: str) -> None:
        # Replicas are there before the old index, which has them, goes.
        self._cluster.ask("POST", f"/{name}/_refresh")
        self._settle(name)

    def _forget_removed(self, name: str) -> None:
        self._cluster.ask("POST", f"/{name}/_refresh")
        body = {"query": {"term": {"removed": True}}, "size": 10_000, "_source": False}
        while True:
            hits = self._cluster.search(name, body)["hits"]["hits"]
            if not hits:
                return
            self._cluster.write(
                ({"delete": {"_index": name, "_id": hit["_id"]}}, None) for hit in hits
            )
            self._cluster.ask("POST", f"/{name}/_refresh")

    def _swap(self, made: str) -> None:
        old = [name for name in self._named(self.alias) if name != made]
        actions: list[Json] = [
            {"add": {"index": made, "alias": self.alias}},
            {"remove": {"index": made, "alias": self._building}},
            *({"remove": {"index": name, "alias": self.alias}} for name in old),
        ]
        self._cluster.ask("POST", "/_aliases", {"actions": actions})
        for name in old:
            with suppress(Refused):
                self._cluster.ask("DELETE", f"/{name}")

    def _remove_stale(self) -> None:
        # What a process that died left half made, a day later.
        for name in self._named(self._building):
            with suppress(Refused):
                row = self._cluster.ask("GET", f"/{name}/_settings")[name]
                made = int(row["settings"]["index"]["creation_date"]) / 1000
                if time.time() - made > _STALE_SECONDS:
                    self._cluster.ask("DELETE", f"/{name}")


def _fields(
    documents: Iterable[IndexDocument],
) -> Iterator[tuple[IndexDocument, Json]]:
    entered = count(time.time_ns())
    for document in documents:
        yield document, fields_of(document, next(entered))
