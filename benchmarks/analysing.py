"""Analysing: megabytes of text a second on one core, beside what others offer.

usage: python benchmarks/analysing.py [--compiled WHEEL] [FOLDER OF .txt FILES]

All run on the same texts in this one process, in turn, three rounds; the median of each
is shown, and its ratio to ours. Without a folder the texts of the samples are used.
`underthesea.ner` gets a part of the text, for it is slow; rates are for equal bytes.
spaCy's own Vietnamese pipeline needs pyvi and is left out where that is absent.
A wheel made by `make compiled` is measured in a process of its own, beside the sources.

Then documents of 10 kB cut out of them are counted for a second of the processor; one
text made of all of them, of 10 kB up to 10 MB, shows whether cost is linear; and texts
that are nothing but spaces, commas or open quotes, whether any is bad.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.document import Document
from ingest.read import read
from nlp.pipeline import analyse

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
# The slow ones get so many characters of each text.
PART = 3_000
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
WORST = (" ", "0", ",", "Điều ", "“", "A.", "Văn phòng ")
LONG = 100_000
DOCUMENT, MANY = 10_000, 60
NUMBER = re.compile(r"\d{1,6}(?:/\d{4})?/[A-ZĐ][A-Za-zĐđ&-]{1,30}")


def texts_of(folder: Path) -> list[str]:
    """Return the texts of a folder, or of the samples."""
    return [read(path).text for path in sorted(folder.glob("*.txt"))]


def ours(texts: Sequence[str]) -> None:
    """Analyse every layer."""
    for text in texts:
        digest = hashlib.sha256(text.encode()).hexdigest()
        analyse(Document(sha256=digest, name="text", text=text))


def bare_scan(texts: Sequence[str]) -> None:
    """Look for things like numbers with one plain expression, and do no more."""
    for text in texts:
        NUMBER.findall(text)


def underthesea_ner(texts: Sequence[str]) -> None:
    """Name the entities with underthesea's own model."""
    from underthesea import ner

    for text in texts:
        for line in text.splitlines():
            if line.strip():
                ner(line)


def spacy_pyvi(texts: Sequence[str]) -> None:
    """Cut words with spaCy's Vietnamese pipeline."""
    import spacy

    nlp = spacy.blank("vi")
    for text in texts:
        nlp(text)


def rate(run: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    """Return megabytes of UTF-8 a processor second: the median of the rounds."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    run(texts[:1])
    rates = []
    for _ in range(ROUNDS):
        began = time.process_time()
        run(texts)
        rates.append(size / (time.process_time() - began))
    return statistics.median(rates)


def compiled_rate(wheel: Path, folder: Path) -> float:
    """Return the rate of the modules in a wheel, measured in another process."""
    with tempfile.TemporaryDirectory() as unpacked:
        with zipfile.ZipFile(wheel) as file:
            file.extractall(unpacked)
        told = subprocess.run(
            [sys.executable, __file__, "--only-rate", str(folder)],
            env={**os.environ, "PYTHONPATH": unpacked},
            capture_output=True,
            text=True,
            check=True,
        )
    return float(told.stdout)


def cost(text: str) -> float:
    """Return the processor seconds of one analysis."""
    began = time.process_time()
    ours([text])
    return time.process_time() - began


def print_documents(texts: Sequence[str]) -> None:
    """Print how many documents of 10 kB a second of the processor reads."""
    whole = "\n\n".join(texts)
    whole *= 1 + MANY * DOCUMENT // len(whole.encode())
    coded = whole.encode()[: MANY * DOCUMENT]
    cut = [coded[at : at + DOCUMENT] for at in range(0, len(coded), DOCUMENT)]
    documents = [piece.decode(errors="ignore") for piece in cut]
    seconds = rate(ours, documents) * 1e6 / DOCUMENT
    print(f"{seconds:.0f} documents of {DOCUMENT:,} bytes a cpu second\n")


def print_sizes(texts: Sequence[str]) -> None:
    """Print what a text of each size costs, and its rate."""
    whole = "\n\n".join(texts)
    print("| bytes | cpu seconds | MB a second |\n|---|---|---|")
    for size in SIZES:
        text = (whole * (size // len(whole.encode()) + 1)).encode()[:size]
        plain = text.decode(errors="ignore")
        times = ROUNDS if size <= LONG else 1
        seconds = statistics.median(cost(plain) for _ in range(times))
        print(f"| {size:,} | {seconds:.3f} | {size / 1e6 / seconds:.3f} |")


def print_worst() -> None:
    """Print what the same few characters over and over cost."""
    print(f"| {LONG:,} characters of | cpu seconds |\n|---|---|")
    for piece in WORST:
        text = (piece * (LONG // len(piece) + 1))[:LONG]
        seconds = statistics.median(cost(text) for _ in range(ROUNDS))
        print(f"| {piece!r} | {seconds:.3f} |")


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description="Measure the analysis beside others.")
    asked.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpus/samples")
    asked.add_argument("--compiled", type=Path, help="a wheel made by make compiled")
    asked.add_argument("--only-rate", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    texts = texts_of(options.folder)
    if options.only_rate:
        print(rate(ours, texts))
        return
    parts = [text[:PART] for text in texts][:20]
    base = rate(ours, texts)
    rows = [("Căn cứ, all layers", base)]
    if options.compiled:
        fast = compiled_rate(options.compiled, options.folder)
        rows.append(("Căn cứ, compiled", fast))
    rows += [
        ("a bare scan for numbers", rate(bare_scan, texts)),
        ("underthesea.ner", rate(underthesea_ner, parts)),
    ]
    if importlib.util.find_spec("pyvi"):
        rows.append(("spaCy vi with pyvi, words only", rate(spacy_pyvi, parts)))
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB")
    print("| | MB a cpu second | ours / it |\n|---|---|---|")
    for name, value in rows:
        print(f"| {name} | {value:.3f} | {base / value:.2f} |")
    print_documents(texts)
    print_sizes(texts)
    print_worst()


if __name__ == "__main__":
    main()
