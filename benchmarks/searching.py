"""How fast the index is built and answers, beside SQLite FTS5 in the same run.

    python benchmarks/searching.py [--documents 1000] [--repeat 30]

Documents of about 11 kB are drawn from Vietnamese syllables with the frequencies of a
natural text (Zipf), the same for both. Read the ratios: times depend on the machine.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from search.engine import IndexDocument
from search.query import parse
from search.whoosh_engine import WhooshEngine
from search.words import folded

_HEADS = "b c d đ g h kh l m n nh ph qu s t th tr v x ng"
_TAILS = "a à ả ã á ạ an ành ang ăn âm em ế iên iệt o ộ ông ơ ợp u ư ước ương y"
QUERIES = {
    "rare word": "hiếmhoi7",
    "common word": "{0}",
    "two common words": "{0} {1}",
    "eight words": "{0} {9} {20} {35} {50} {80} {120} {200}",
    "phrase": '"quyết định ban hành"',
    "number": "38/QĐ-LHH",
    "number, loosely": "quyet dinh 38 lhh",
    "word, kind and dates": "{3} loại:quyết định từ:2020 đến:2022",
}


def vocabulary(rng: random.Random) -> list[str]:
    """Return distinct syllables in random order."""
    syllables = [h + t for h in _HEADS.split() for t in _TAILS.split()]
    rng.shuffle(syllables)
    return syllables


def documents(count: int, rng: random.Random, words: list[str]) -> list[IndexDocument]:
    """Return documents of about 11 kB."""
    weights = [1 / (rank + 2) for rank in range(len(words))]
    made = []
    for i in range(count):
        body = rng.choices(words, weights, k=2300)
        body[40:44] = ["quyết", "định", "ban", "hành"] if i % 3 else body[40:44]
        body.append(f"hiếmhoi{i % 97}")
        made.append(
            IndexDocument(
                id=str(i),
                text=" ".join(body),
                title=" ".join(body[:12]),
                number=f"{i + 1}/QĐ-LHH",
                kind="Quyết định" if i % 2 else "Kế hoạch",
                issuer=f"Cơ quan {i % 30}",
                date=f"{2018 + i % 6}-0{1 + i % 9}-15",
            )
        )
    return made


def timed(action: Callable[[], object], repeat: int) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds, once warmed."""
    action()
    spent = []
    for _ in range(repeat):
        began = time.perf_counter()
        action()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent), sorted(spent)[int(0.95 * (repeat - 1))]


def full_text_table(made: list[IndexDocument]) -> sqlite3.Connection:
    """Return an FTS5 table of the same folded words."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(body, number UNINDEXED,"
        " kind UNINDEXED, date UNINDEXED, tokenize='unicode61')"
    )
    rows = ((folded(d.text), d.number, d.kind, d.date) for d in made)
    base.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", rows)
    base.commit()
    return base


def ask_table(base: sqlite3.Connection, name: str, typed: str) -> object:
    """Answer as FTS5 would: total and the best 20."""
    if name.startswith("number"):
        return base.execute(
            "SELECT rowid FROM texts WHERE number = '38/QĐ-LHH'"
        ).fetchall()
    extra = ""
    if "loại" in typed:
        typed = typed.split(" loại")[0]
        extra = " AND kind = 'Quyết định' AND date BETWEEN '2020' AND '2023'"
    plain = folded(typed)
    match = f'"{plain}"' if name == "phrase" else plain
    where = f"WHERE texts MATCH ?{extra}"
    base.execute(f"SELECT count(*) FROM texts {where}", (match,)).fetchone()
    order = "ORDER BY bm25(texts) LIMIT 20"
    return base.execute(f"SELECT rowid FROM texts {where} {order}", (match,)).fetchall()


def main() -> None:
    """Build both indexes, ask both the same questions, print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--repeat", type=int, default=30)
    chosen = options.parse_args()
    rng = random.Random(2026)
    words = vocabulary(rng)
    made = documents(chosen.documents, rng, words)
    texts = {document.id: document.text for document in made}
    began = time.process_time()
    base = full_text_table(made)
    theirs = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), texts=texts.get)
        began = time.process_time()
        engine.add(made)
        ours = time.process_time() - began
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
        rate = len(made) / ours
        print(f"build: {rate:.0f} documents/cpu s, {size:.0f} MB;", end=" ")
        print(f"FTS5 {len(made) / theirs:.0f}; ratio {ours / theirs:.1f}")
        print(f"{'query':22} {'p50':>8} {'p95':>8} {'FTS5 p50':>9} {'ratio':>6}")
        for name, pattern in QUERIES.items():
            typed = pattern.format(*words)
            mine = timed(lambda q=typed: engine.search(parse(q)), chosen.repeat)
            other = timed(lambda n=name, q=typed: ask_table(base, n, q), chosen.repeat)
            row = f"{name:22} {mine[0]:8.2f} {mine[1]:8.2f} {other[0]:9.2f}"
            print(f"{row} {mine[0] / other[0]:6.1f}")
        engine.close()


if __name__ == "__main__":
    main()
