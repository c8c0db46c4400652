"""Search on a cluster beside the embedded engine: latency and size, in one run.

    python benchmarks/scale_search.py 10000 30000 100000

Starts three nodes on loopback (tests/opensearch_nodes.py), indexes the same synthetic
documents in both, and asks the same questions in turn. Read the ratios: the nodes share
the machine with everything else. Words are drawn from the sample corpus by their rank.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from search.engine import IndexDocument
from search.opensearch_client import Access
from search.opensearch_engine import OpenSearchEngine
from search.query import parse
from search.whoosh_engine import WhooshEngine
from search.words import located
from tests.opensearch_nodes import Nodes

ROUNDS = 15
LENGTH = 60
KINDS = ("Quyết định", "Nghị định", "Thông tư", "Kế hoạch", "Công văn")
QUESTIONS = {
    "number": "{at}/2021/QĐ-UBND",
    "one word": "khen",
    "two words": "thi đua",
    "four words": "tổ chức thực hiện nhiệm",
    "long question": "trách nhiệm của cơ quan trong công tác thi đua khen thưởng",
    "phrase": '"thi đua"',
    "with conditions": "thi đua từ:2015 loại:quyết định",
    "everything": "",
}


def vocabulary() -> list[str]:
    """Return the words of the samples, the commonest first."""
    counts: dict[str, int] = {}
    folder = Path(__file__).resolve().parents[1] / "corpus" / "samples"
    for path in sorted(folder.rglob("*.txt")):
        for word in located(path.read_text("utf-8"))[0]:
            counts[word.lower()] = counts.get(word.lower(), 0) + 1
    return sorted(counts, key=lambda word: -counts[word])


def documents(count: int) -> Iterator[IndexDocument]:
    """Make documents; the same for the same count."""
    chosen = random.Random(7)
    words = vocabulary()
    weights = [1 / (rank + 5) for rank in range(len(words))]
    for at in range(count):
        text = chosen.choices(words, weights, k=LENGTH)
        yield IndexDocument(
            id=str(at),
            number=f"{at}/2021/QĐ-UBND",
            kind=KINDS[at % len(KINDS)],
            issuer=f"Ủy ban nhân dân xã số {at % 97}",
            date=f"{2000 + at % 25}-{1 + at % 12:02}-{1 + at % 28:02}",
            title=" ".join(text[:8]),
            text=" ".join(text),
        )


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(count: int, nodes: Nodes) -> None:
    """Index so many documents in both engines, ask both, print the table."""
    with tempfile.TemporaryDirectory() as work:
        embedded = WhooshEngine(Path(work), texts=lambda _: None)
        began = time.perf_counter()
        embedded.add(documents(count))
        embedded.optimise()
        built = time.perf_counter() - began
        cluster = OpenSearchEngine(
            Access(nodes.hosts, timeout=60),
            texts=lambda _: None,
            prefix=f"scale-{count}",
            shards=3,
            replicas=0,
        )
        began = time.perf_counter()
        cluster.rebuild(documents(count))
        there = time.perf_counter() - began
        stats = nodes.ask(0, "GET", f"/{cluster.indexes.alias}/_stats/store")
        held = stats["_all"]["primaries"]["store"]["size_in_bytes"]
        here = size_of(Path(work))
        print(f"\n{count} documents of {LENGTH} words", flush=True)
        print(f"build, s: embedded {built:.0f}, cluster {there:.0f}")
        print(
            f"index, MB: embedded {here / 1e6:.1f}, cluster {held / 1e6:.1f}, "
            f"ratio {held / here:.2f}"
        )
        print("| question | found | embedded ms | cluster ms | ratio |")
        print("|---|---|---|---|---|")
        for name, typed in QUESTIONS.items():
            query = parse(typed.format(at=count // 2), limit=10)
            ours: list[float] = []
            theirs: list[float] = []
            total = embedded.search(query).total
            same = cluster.search(query).total
            for _ in range(ROUNDS):
                ours.append(embedded.search(query).took_ms)
                theirs.append(cluster.search(query).took_ms)
            one, other = statistics.median(ours), statistics.median(theirs)
            mark = "" if total == same else f" ({same} on the cluster)"
            row = f"{total}{mark} | {one:.1f} | {other:.1f} | {other / one:.1f}"
            print(f"| {name} | {row} |", flush=True)
        cluster.drop()
        cluster.close()
        embedded.close()


def main() -> None:
    """Measure every count given."""
    nodes = Nodes()
    try:
        for at in range(3):
            nodes.start(at)
        nodes.ready()
        for count in map(int, sys.argv[1:] or ("10000",)):
            measure(count, nodes)
    finally:
        nodes.stop()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
