"""Analysing: megabytes of text a second on one core, beside what others offer.

usage: python benchmarks/analysing.py [FOLDER OF .txt FILES]

All run on the same texts in this one process, in turn, three rounds; the median of each
is shown, and its ratio to ours. Without a folder the texts of the samples are used.
`underthesea.ner` gets a part of the text, for it is slow; rates are for equal bytes.
spaCy's own Vietnamese pipeline needs pyvi and is left out where that is absent.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.document import Document
from ingest.read import read
from nlp.pipeline import analyse

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
# The slow ones get so many characters of each text.
PART = 3_000
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


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus" / "samples"
    texts = texts_of(folder)
    parts = [text[:PART] for text in texts][:20]
    base = rate(ours, texts)
    rows = [
        ("Căn cứ, all layers", base),
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


if __name__ == "__main__":
    main()
