"""How fast the index is built and answers, beside peers in the same run.

    python benchmarks/search.py [--documents 1000 10000] [--size 11000]
        [--texts FOLDER] [--peers tantivy fts5 whoosh] [--repeat 3]

Documents are put together from sentences of the sample texts, or of the texts of a
folder (.txt, .docx, .html, .jsonl, .jsonl.gz with a field "text"), and from syllables
with the frequencies of a natural text; the same for all engines and in every run. All
engines hold the same fields. Every engine gives exact totals, the best 20 and their
snippets; ours also facets. Every question is asked `--repeat` times after one warming;
"cold" is the first time in a new process. Times are CPU times: read the ratios.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

# Beside a file of this name the room `search` would not be found: the folder of the
# benchmarks goes last.
_HERE = str(Path(__file__).resolve().parent)
if _HERE in sys.path:
    sys.path.append(sys.path.pop(sys.path.index(_HERE)))
sys.modules.pop("search", None)

from search_documents import Corpus, sentences
from search_peers import PEERS, TOP, Asked, Peer

from search.engine import IndexDocument
from search.query import parse
from search.whoosh_engine import WhooshEngine
from search.words import folded, words

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
_EACH = 8
_OPENING = """
import resource, sys, time
from pathlib import Path
from search.whoosh_engine import WhooshEngine
from search.query import parse
def held():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
before, began = held(), time.process_time()
engine = WhooshEngine(Path(sys.argv[1]), texts=lambda _: None)
engine.count()
opened = time.process_time() - began
began = time.process_time()
engine.search(parse(sys.argv[2]))
asked = time.process_time() - began
print(f"{opened:.3f} s, {held() - before:.0f} MB, first answer {asked:.3f} s")
"""
_HOSTILE = {
    "10,000 characters": "thi đua " * 1250,
    "quotes, nested": '"' * 1000 + "thi đua" + '"' * 1000,
    "brackets": "(" * 4000 + "thi" + ")" * 4000,
    "minus": "-" * 4000 + "thi",
    "prefixes": "tha* the* thi* tho* thu* tra* tri* ngh* nha* pha* ",
    "OR": "thi OR đua OR khen OR thưởng OR " * 100,
    "wildcards": "*?~^[]{}" * 500,
    "numbers": "1/QĐ-LHH 2/QĐ-LHH " * 100,
    "fields": "loại:quyết định cơ quan:cơ quan; " * 100,
    "long word": "a" * 9990,
    "phrase of all": '"' + "thi đua khen thưởng " * 200 + '"',
}


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
    """Return the median and the 95th percentile in CPU milliseconds, warm."""
    spent = []
    for action in actions:
        action()
        for _ in range(repeat):
            began = time.process_time()
            action()
            spent.append((time.process_time() - began) * 1000)
    return median(spent), sorted(spent)[int(0.95 * (len(spent) - 1))]


def size_of(folder: Path) -> float:
    """Return the megabytes of all files of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6


def built(corpus: Corpus, names: list[str], folder: Path) -> list[Peer]:
    """Build the peers, printing what it costs."""
    peers = []
    for name in names:
        place = folder / name
        place.mkdir()
        peer = PEERS[name]()
        spent = charged(corpus, lambda peer=peer, at=place: peer.build(at, corpus))
        told(peer.name, len(corpus) / spent, place)
        peers.append(peer)
    return peers


def charged(corpus: Corpus, action: Callable[[], object]) -> float:
    """Return the CPU seconds of an action without those of giving out documents."""
    began, given = time.process_time(), corpus.spent
    action()
    return time.process_time() - began - (corpus.spent - given)


def told(name: str, rate: float, place: Path) -> None:
    """Print what building cost."""
    print(f"{name:8} {rate:6.0f}/cpu s {size_of(place):6.0f} MB", flush=True)


def measure(corpus: Corpus, names: list[str], repeat: int, folder: Path) -> None:
    """Build all engines of one size, ask all the same, print a table."""
    asked = questions(corpus.heads, random.Random(2027))
    print(f"\n{len(corpus)} documents, {corpus.bytes / 1e6:.0f} MB")
    peers = built(corpus, names, folder)
    ours = folder / "ours"
    engine = WhooshEngine(ours, texts=corpus.text)
    spent = charged(corpus, lambda: engine.rebuild(corpus.documents()))
    told("ours", len(corpus) / spent, ours)
    engine.close()
    opening = [sys.executable, "-c", _OPENING, str(ours), asked["5 words"][0][0]]
    # The code of this folder, not a file of it, is what the new process imports.
    root = {**os.environ, "PYTHONPATH": str(Path(_HERE).parent)}
    told_by = subprocess.run(
        opening, capture_output=True, text=True, check=True, env=root
    )
    print("opened in", told_by.stdout.strip())
    engine = WhooshEngine(ours, texts=corpus.text)
    cold(asked, engine)
    table(asked, engine, peers, repeat)
    worst(engine, repeat)
    engine.close()


def cold(
    asked: dict[str, list[tuple[str, Asked | None]]], engine: WhooshEngine
) -> None:
    """Print what questions cost that nobody has asked before."""
    spent = []
    for rows in asked.values():
        for typed, _ in rows:
            began = time.process_time()
            engine.search(parse(typed, limit=TOP))
            spent.append((time.process_time() - began) * 1000)
    spent.sort()
    at = spent[int(0.95 * (len(spent) - 1))]
    print(f"cold: {median(spent):.2f}/{at:.2f} ms, worst {spent[-1]:.2f}")


def worst(engine: WhooshEngine, repeat: int) -> None:
    """Print what suggestions and questions made to hurt cost at most."""
    typed = ["t", "th", "thi", "quyet dinh", "1", "12", "co quan", "mã", "ngh"]
    spent = timed([lambda t=t: engine.suggest(t) for t in typed], repeat)
    print(f"suggestions: {spent[0]:.2f}/{spent[1]:.2f} ms")
    for name, text in _HOSTILE.items():
        began = time.process_time()
        engine.search(parse(text, limit=TOP))
        first = (time.process_time() - began) * 1000
        again = timed([lambda t=text: engine.search(parse(t, limit=TOP))], repeat)
        print(f"hostile, {name}: first {first:.1f}, then {again[1]:.1f} ms")


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
    options.add_argument("--size", type=int, default=11_000)
    options.add_argument("--texts", type=Path, default=SAMPLES)
    options.add_argument("--peers", nargs="*", choices=[*PEERS], default=[*PEERS])
    options.add_argument("--repeat", type=int, default=3)
    chosen = options.parse_args()
    held = sentences(chosen.texts)
    for count in chosen.documents:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            corpus = Corpus(folder / "texts", count, chosen.size, held)
            measure(corpus, chosen.peers, chosen.repeat, folder)


if __name__ == "__main__":
    main()
