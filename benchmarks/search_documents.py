"""The documents that search is measured with, the same for all engines and all runs.

They are put together from sentences of real texts and from syllables with the
frequencies of a natural text. Their texts are written to a file, so that a hundred
thousand of them need no memory.
"""

from __future__ import annotations

import gzip
import json
import mmap
import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.read import read
from search.engine import IndexDocument
from search.words import composed, folded

_SENTENCE = re.compile(r"(?<=[.;:])\s+")
_HEADS = "b c d đ g gh h k kh l m n ng nh ph qu s t th tr v x"
_TAILS = "a à ả ạ ai am an ang anh ao âm ân ê em iên iêt iêu o ô ông ơn ua uôc ương y"
_KEPT = 10_000


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


class Corpus:
    """So many documents of so many characters; their texts lie in a file."""

    def __init__(self, path: Path, count: int, size: int, held: list[str]) -> None:
        rng = random.Random(2026)
        self._ends = [0]
        self._heads: list[IndexDocument] = []
        with path.open("wb") as out:
            for made in _documents(count, size, rng, held):
                self._ends.append(self._ends[-1] + out.write(made.text.encode()))
                self._heads.append(replace(made, text=made.text[:400]))
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.bytes = self._ends[-1]
        self._given: dict[str, str] = {}
        self.spent = 0.0
        """CPU seconds that giving out documents took, which no engine is charged."""

    def __len__(self) -> int:
        return len(self._heads)

    @property
    def heads(self) -> list[IndexDocument]:
        """The documents with the beginnings of their texts."""
        return self._heads

    def text(self, ident: str) -> str | None:
        """Return the text of a document; what was given before is kept in memory."""
        found = self._given.get(ident)
        if found is None:
            if len(self._given) > _KEPT:
                self._given.clear()
            found = self._given[ident] = self._read(ident)
        return found

    def _read(self, ident: str) -> str:
        at = int(ident)
        return self._data[self._ends[at] : self._ends[at + 1]].decode()

    def documents(self) -> Iterator[IndexDocument]:
        """Yield the documents as they are."""
        for head in self._heads:
            began = time.process_time()
            made = replace(head, text=self._read(head.id))
            self.spent += time.process_time() - began
            yield made

    def folded(self) -> Iterator[IndexDocument]:
        """Yield the documents with their words folded, as the peers index them."""
        for head in self._heads:
            began = time.process_time()
            made = replace(
                head,
                text=folded(self._read(head.id)),
                title=folded(head.title or ""),
                kind=folded(head.kind or ""),
            )
            self.spent += time.process_time() - began
            yield made


def _documents(
    count: int, size: int, rng: random.Random, held: list[str]
) -> Iterator[IndexDocument]:
    syllables = [h + t for h in _HEADS.split() for t in _TAILS.split()]
    rng.shuffle(syllables)
    weights = [1 / (rank + 2) for rank in range(len(syllables))]
    for i in range(count):
        parts: list[str] = []
        length = 0
        while length < size:
            filler = " ".join(rng.choices(syllables, weights, k=20))
            parts += [rng.choice(held), filler]
            length += len(parts[-1]) + len(parts[-2])
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
