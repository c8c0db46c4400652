"""How fast the index is built and answers, beside peers in the same run.

    python benchmarks/searching.py [--documents 1000 10000] [--texts FOLDER]
                                   [--peers tantivy fts5 whoosh] [--repeat 3]

Documents of about 11 kB are put together from sentences of the sample texts, or of the
texts of a folder (.txt, .docx, .html, .jsonl, .jsonl.gz with a field "text"), and from
syllables with the frequencies of a natural text; the same for all engines and in every
run. Every engine gives exact totals, the best 20 and their snippets; ours also facets.
Every question is asked `--repeat` times after one warming; texts are given from memory.
Read the ratios: times depend on the machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from search_peers import PEERS, TOP, Asked, Peer

from ingest.read import read
from search.engine import IndexDocument
from search.query import parse
from search.whoosh_engine import WhooshEngine
from search.words import composed, folded, words

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
_SENTENCE = re.compile(r"(?<=[.;:])\s+")
_HEADS = "b c d đ g gh h k kh l m n ng nh ph qu s t th tr v x"
_TAILS = "a à ả ạ ai am an ang anh ao âm ân ê em iên iêt iêu o ô ông ơn ua uôc ương y"
_SIZE = 11_000
_EACH = 8


def texts_of(folder: Path) -> Iterator[str]:
    """Yield the texts of a folder, in the order of the file names."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".docx", ".html"):
            yield read(path).text
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield composed(json.loads(line).get("text") or "")


def sentences(folder: Path) -> list[str]:
    """Return the distinct sentences of a folder."""
    found = {
        sentence: None
        for text in texts_of(folder)
        for sentence in _SENTENCE.split(text)
        if 20 < len(sentence) < 400
    }
    return list(found)[:200_000]


def documents(
    count: int, rng: random.Random, held: list[str]
) -> Iterator[IndexDocument]:
    """Yield documents of about 11 kB."""
    syllables = [h + t for h in _HEADS.split() for t in _TAILS.split()]
    rng.shuffle(syllables)
    weights = [1 / (rank + 2) for rank in range(len(syllables))]
    for i in range(count):
        parts: list[str] = []
        size = 0
        while size < _SIZE:
            filler = " ".join(rng.choices(syllables, weights, k=20))
            parts += [rng.choice(held), filler]
            size += len(parts[-1]) + len(parts[-2])
        parts.insert(len(parts) // 2, f"mãriêng{i % (count // 20 + 7)}")
        yield IndexDocument(
            id=str(i),
            text=". ".join(parts),
            title=parts[0][:120],
            number=f"{i + 1}/QĐ-LHH",
            kind="Quyết định" if i % 2 else "Kế hoạch",
            issuer=f"Cơ quan {i % 30}",
            date=f"{2018 + i % 6}-0{1 + i % 9}-15",
        )


def questions(
    made: list[IndexDocument], rng: random.Random
) -> dict[str, list[tuple[str, Asked | None]]]:
    """Return by class what is typed, and the same question for the peers."""
    asked: dict[str, list[tuple[str, Asked | None]]] = {}

    def take(name: str, n: int, **how: object) -> None:
        for _ in range(_EACH):
            typed, plain = stretch(made, rng, n)
            shown = f'"{typed}"' if "phrase" in how else typed
            if "kind" in how:
                shown += " loại:quyết định từ:2020 đến:2022"
            ask = Asked(plain, **how)  # type: ignore[arg-type]
            asked.setdefault(name, []).append((shown, ask))

    for i in range(_EACH):
        typed = f"mãriêng{i}"
        asked.setdefault("rare word", []).append((typed, Asked(folded(typed))))
    take("word", 1)
    take("2 words", 2)
    take("5 words", 5, any=True)
    take("8 words", 8, any=True)
    take("phrase of 2", 2, phrase=True)
    take("phrase of 4", 4, phrase=True)
    dates = ("2020-01-01", "2022-12-31")
    take("word, kind, dates", 1, kind="Quyết định", dates=dates)
    asked["number"] = [("38/QĐ-LHH", None), ("quyet dinh 38 lhh", None)]
    return asked


def stretch(made: list[IndexDocument], rng: random.Random, n: int) -> tuple[str, str]:
    """Return some words that stand side by side in a document, typed and folded."""
    text = rng.choice(made).text[:400]
    found = [word for word in words(text) if word.form.folded.isalpha()]
    at = rng.randrange(len(found) - n)
    taken = found[at : at + n]
    typed = " ".join(text[word.start : word.end] for word in taken)
    return typed.lower(), folded(typed)


def timed(actions: list[Callable[[], object]], repeat: int) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds, once warmed."""
    spent = []
    for action in actions:
        action()
        for _ in range(repeat):
            began = time.perf_counter()
            action()
            spent.append((time.perf_counter() - began) * 1000)
    return median(spent), sorted(spent)[int(0.95 * (len(spent) - 1))]


def size_of(folder: Path) -> float:
    """Return the megabytes of all files of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6


def built(made: list[IndexDocument], names: list[str], folder: Path) -> list[Peer]:
    """Build the peers, printing what it costs."""
    peers = []
    for name in names:
        place = folder / name
        place.mkdir()
        peer = PEERS[name]()
        began = time.process_time()
        peer.build(place, made)
        spent = time.process_time() - began
        print(f"{peer.name:8} {len(made) / spent:6.0f}/cpu s {size_of(place):6.0f} MB")
        peers.append(peer)
    return peers


def measure(count: int, held: list[str], names: list[str], repeat: int) -> None:
    """Build all engines of one size, ask all the same, print a table."""
    rng = random.Random(2026)
    made = list(documents(count, rng, held))
    texts = {document.id: document.text for document in made}
    asked = questions(made, rng)
    print(f"\n## {count} documents, {sum(map(len, texts.values())) / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peers = built(made, names, folder)
        engine = WhooshEngine(folder / "ours", texts=texts.get)
        began = time.process_time()
        engine.add(made)
        engine.optimise()
        spent = time.process_time() - began
        engine.close()
        print(
            f"{'ours':8} {count / spent:6.0f}/cpu s {size_of(folder / 'ours'):6.0f} MB"
        )
        began = time.perf_counter()
        engine = WhooshEngine(folder / "ours", texts=texts.get)
        engine.count()
        print(f"opened in {time.perf_counter() - began:.2f} s")
        table(asked, engine, peers, repeat)
        engine.close()


def table(
    asked: dict[str, list[tuple[str, Asked | None]]],
    engine: WhooshEngine,
    peers: list[Peer],
    repeat: int,
) -> None:
    """Print p50/p95 in milliseconds of every engine, and the ratios of our p95."""
    print(f"{'query':18} {'ours':>13}", *(f"{p.name:>22}" for p in peers))
    for name, rows in asked.items():
        mine = timed(
            [lambda q=q: engine.search(parse(q, limit=TOP)) for q, _ in rows], repeat
        )
        line = f"{name:18} {mine[0]:6.2f}/{mine[1]:6.2f}"
        known = [question for _, question in rows if question is not None]
        for peer in peers if known else ():
            ask = peer.ask
            other = timed([lambda q=q, a=ask: a(q) for q in known], repeat)
            line += f" {other[0]:7.2f}/{other[1]:7.2f} {mine[1] / other[1]:5.1f}x"
        print(line, flush=True)


def main() -> None:
    """Measure every size asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, nargs="+", default=[1000, 10000])
    options.add_argument("--texts", type=Path, default=SAMPLES)
    options.add_argument("--peers", nargs="*", choices=[*PEERS], default=[*PEERS])
    options.add_argument("--repeat", type=int, default=3)
    chosen = options.parse_args()
    held = sentences(chosen.texts)
    for count in chosen.documents:
        measure(count, held, chosen.peers, chosen.repeat)


if __name__ == "__main__":
    main()
