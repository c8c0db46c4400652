"""An index in a cluster as it is for whoever asks: counts, labels, names, documents."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from search.candidates import MILLION, Candidate, Candidates
from search.counts import Counted, Counts, Memory
from search.engine import Within
from search.held_numbers import SAME_SERIAL
from search.names import starts_of
from search.opensearch_client import Cluster
from search.opensearch_queries import counted_clause, word_clause
from search.opensearch_schema import start_key
from search.postings import Card
from search.scoring import EXACT_SHARE

Json = dict[str, Any]

_DOCUMENTS = Counted("documents", ())
_WORDS = Counted("words", ())
_APART = ("documents", "words", "least")
_LABELS = 65_535
_NAMES = 1_000
_NAMES_LOOKED_AT = 100_000
_AT_ONCE = 500
_DEEPEST = 10_000
_PIT_KEPT = "1m"


class View:
    """The documents of some collections, None for all, and no others."""

    def __init__(
        self, cluster: Cluster, index: str, within: Within, memory: Memory
    ) -> None:
        self._cluster = cluster
        self._index = index
        self._within = within
        self._memory = memory
        self.counts = Counts(within, memory, self._count)

    def seen(self, clauses: list[Json]) -> list[Json]:
        """Return clauses with the one that hides what may not be seen."""
        if self._within is None:
            return clauses
        return [{"terms": {"collection": sorted(self._within)}}, *clauses]

    def _search(self, body: Json, **params: Any) -> Json:
        return self._cluster.search(self._index, body, **params)

    def _only(self, clauses: list[Json]) -> Json:
        return {"bool": {"filter": self.seen(clauses)}}

    def _aggregated(self, clauses: list[Json], aggregations: Json) -> Json:
        body = {"size": 0, "query": self._only(clauses), "aggs": aggregations}
        found: Json = self._search(body)["aggregations"]
        return found

    def count(self) -> int:
        """Return how many documents there are."""
        return self._measure()[0]

    def _measure(self) -> tuple[int, float]:
        total, words = self.counts.all([_DOCUMENTS, _WORDS]).values()
        return total, max(words / total, 1.0) if total else 1.0

    def _count(self, wanted: list[Counted]) -> dict[Counted, int]:
        counts: dict[Counted, int] = {}
        simple = [one for one in wanted if one.kind not in _APART]
        if _DOCUMENTS in wanted or _WORDS in wanted:
            counts |= self._count_all()
        for begin in range(0, len(simple), _AT_ONCE):
            counts |= self._count_each(simple[begin : begin + _AT_ONCE])
        least = [one for one in wanted if one.kind == "least"]
        return counts | self._least(least, counts)

    def _count_all(self) -> dict[Counted, int]:
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": self._only([]),
            "aggs": {"words": {"sum": {"field": "length"}}},
        }
        found = self._search(body)
        return {
            _DOCUMENTS: int(found["hits"]["total"]["value"]),
            _WORDS: int(found["aggregations"]["words"]["value"]),
        }

    def _count_each(self, wanted: list[Counted]) -> dict[Counted, int]:
        filters = {str(at): counted_clause(one) for at, one in enumerate(wanted)}
        found = self._aggregated([], {"each": {"filters": {"filters": filters}}})
        buckets = found["each"]["buckets"]
        return {
            one: int(buckets[str(at)]["doc_count"]) for at, one in enumerate(wanted)
        }

    def _least(
        self, wanted: list[Counted], counts: dict[Counted, int]
    ) -> dict[Counted, int]:
        # Asked for only where some documents have the word and others another one.
        found = dict.fromkeys(wanted, -1)
        words = [Counted("word", (term,)) for one in wanted for term in one.terms]
        counts = counts | self.counts.all(one for one in words if one not in counts)
        mixed = []
        for one in wanted:
            folded, exact = (counts[Counted("word", (term,))] for term in one.terms)
            if 0 < exact < folded:
                mixed.append(one)
        bodies = [
            {
                "size": 1,
                "query": {
                    "bool": {
                        "filter": self.seen([]),
                        "must": word_clause(one.terms[1], EXACT_SHARE),
                        "should": word_clause(one.terms[0], 1 - EXACT_SHARE),
                    }
                },
                "sort": [{"_score": "asc"}],
                "_source": False,
                "track_total_hits": False,
            }
            for one in mixed
        ]
        for one, answer in zip(mixed, self._several(bodies), strict=True):
            hits = answer["hits"]["hits"]
            found[one] = round(hits[0]["sort"][0] * MILLION) if hits else -1
        return found

    def which(self, asked: list[list[Json]]) -> list[bool]:
        """Tell of each list of clauses whether a document matches all of them."""
        bodies = [
            {
                "size": 0,
                "query": self._only(clauses),
                "terminate_after": 1,
                "track_total_hits": True,
            }
            for clauses in asked
        ]
        answers = self._several(bodies)
        return [answer["hits"]["total"]["value"] > 0 for answer in answers]

    def _several(self, bodies: list[Json]) -> list[Json]:
        return self._cluster.several(self._index, bodies)

    def any(self, clauses: list[Json]) -> bool:
        """Tell whether a document that may be seen matches all clauses."""
        return self.which([clauses])[0]

    def labels(self, name: str) -> list[str]:
        """Return the values of a field, of the documents that may be seen."""
        whose = ("labels", self._within, name)
        found = self._memory.labels(whose)
        if found is None:
            terms = {"field": name, "size": _LABELS, "order": {"_key": "asc"}}
            held = self._aggregated([], {"labels": {"terms": terms}})
            found = [str(row["key"]) for row in held["labels"]["buckets"]]
            self._memory.keep_labels(whose, found)
        return found

    def numbers(self, serial: str) -> list[tuple[str, str]]:
        """Return the numbers held with a serial, each with a kind that bears it."""
        kinds = {"terms": {"field": "kind", "size": 1_000, "missing": ""}}
        numbers = {
            "terms": {"field": "number", "size": SAME_SERIAL},
            "aggs": {"kinds": kinds},
        }
        clause = {"prefix": {"keys": f"n={serial}/"}}
        found = self._aggregated([clause], {"numbers": numbers})
        return [
            (str(row["key"]), str(kind["key"]))
            for row in found["numbers"]["buckets"]
            for kind in row["kinds"]["buckets"]
        ]

    def keys(self, prefix: str) -> list[str]:
        """Return the keys that begin so."""
        terms = {
            "field": "keys",
            "size": SAME_SERIAL,
            "include": _literally(prefix) + ".*",
            "execution_hint": "map",
        }
        clause = {"prefix": {"keys": prefix}}
        found = self._aggregated([clause], {"keys": {"terms": terms}})
        return [str(row["key"]) for row in found["keys"]["buckets"]]

    def names(self, letter: str, typed: str) -> Iterator[tuple[str, int, bool]]:
        """Yield names that read as typed from one of their words on.

        Each with how many documents bear it, and whether that word is a later one.
        Where very many documents bear such names, the first 100,000 of each part of
        the index are looked at.
        """
        terms = {
            "field": f"names_{letter}",
            "size": _NAMES,
            "execution_hint": "map",
        }
        body = {
            "size": 0,
            "terminate_after": _NAMES_LOOKED_AT,
            "query": self._only([{"prefix": {"starts": start_key(letter, typed)}}]),
            "aggs": {"names": {"terms": terms}},
        }
        for row in self._search(body)["aggregations"]["names"]["buckets"]:
            name = str(row["key"])
            starts = [start.startswith(typed) for start in starts_of(letter, name)]
            if any(starts):
                yield name, int(row["doc_count"]), not starts[0]

    # Documents

    def whole(self) -> Candidates:
        """Return the index as code that scores sees it, without any document."""
        return self.candidates([])

    def candidates(self, rows: list[Candidate]) -> Candidates:
        """Return some documents with the statistics of all."""
        total, average = self._measure()
        return Candidates(rows, self.counts, total=total, average=average)

    def hits(
        self, clauses: list[Json], size: int, scores: list[Json] | None = None
    ) -> list[Json]:
        """Return the documents that match all clauses, the best first."""
        query = {"bool": {"filter": self.seen(clauses), "should": scores or []}}
        body = {"query": query, "size": size}
        found: list[Json] = self._search(body, search_type="dfs_query_then_fetch")[
            "hits"
        ]["hits"]
        return found

    def deep(self, body: Json, begin: int) -> Json:
        """Return `body["size"]` hits from `begin` on, however deep.

        Beyond the first ten thousand the index is read as it was when the reading
        began: no document is passed over or comes twice.
        """
        size = body["size"]
        params = {"search_type": "dfs_query_then_fetch"}
        if begin + size <= _DEEPEST:
            return self._search({**body, "from": begin}, **params)
        pit = self._cluster.ask(
            "POST", f"/{self._index}/_search/point_in_time", keep_alive=_PIT_KEPT
        )["pit_id"]
        try:
            return self._walked(body, begin, pit)
        finally:
            self._cluster.ask("DELETE", "/_search/point_in_time", {"pit_id": [pit]})

    def _walked(self, body: Json, begin: int, pit: str) -> Json:
        held = {**body, "pit": {"id": pit, "keep_alive": _PIT_KEPT}}
        size = held.pop("size")
        first: Json | None = None
        after: list[Any] = []
        at = 0
        hits: list[Json] = []
        while len(hits) < size:
            passing = at < begin
            step = min(_DEEPEST, begin - at if passing else size - len(hits))
            page = {**held, "size": step, "_source": not passing}
            if first is not None:
                page = {**page, "aggs": {}, "search_after": after}
            found = self._cluster.search("", page, search_type="dfs_query_then_fetch")
            first = first or found
            here = found["hits"]["hits"]
            if not here:
                break
            at += len(here)
            after = here[-1]["sort"]
            if not passing:
                hits.extend(here)
        whole: Json = first or {}
        whole["hits"]["hits"] = hits
        return whole

    def rows(self, hits: list[Json], *stored: str) -> list[Candidate]:
        """Return documents found, with what is stored of them under these names."""
        if not hits:
            return []
        docs = [{"_id": hit["_id"], "stored_fields": list(stored)} for hit in hits]
        found = self._cluster.ask(
            "POST", f"/{self._index}/_mget", {"docs": docs}, realtime="false"
        )
        return [
            _candidate(hit, row.get("fields", {}))
            for hit, row in zip(hits, found["docs"], strict=True)
            if row.get("found")
        ]


def _candidate(hit: Json, stored: Json) -> Candidate:
    source = hit["_source"]
    date, length, title_end, context_end, entered = source["numbers"]["row"]
    packed = {
        name: b64decode(stored.get(name, [""])[0])
        for name in ("words", "sections", "anchors")
    }
    return Candidate(
        Card(*source["card"]["row"]),
        date,
        length,
        title_end,
        context_end,
        entered,
        frozenset(hit.get("matched_queries", ())),
        source["card"].get("nested"),
        **packed,
    )


def _literally(text: str) -> str:
    return re.sub(r"[^\w]", lambda match: "\\" + match[0], text)
