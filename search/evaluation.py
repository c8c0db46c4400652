"""How often the right article is found: recall and rank over reviewed questions.

Reads a folder with `articles.jsonl.gz` (id, title, text, source) and `queries.jsonl`
(qid, question, gold_ids), and asks any engine.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engine import IndexDocument, SearchEngine
from search.notices import MAX_CHARACTERS
from search.query import parse
from search.typed_numbers import shadow
from search.words import composed

DEPTH = 50
_NUMBER = re.compile(r"\d{1,6}[A-Za-zĐđ]?/[^\s,;]{2,60}")
_NAME_END = re.compile(r" ngày \d| của |, có hiệu lực")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the articles that answer it."""

    id: str
    text: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Shares of questions answered within 1, 10 and 50, and the mean reciprocal rank.

    `ranks` holds the rank of the first answer by question id, 0 where none of the
    first 50 answers it.
    """

    questions: int
    r1: float
    r10: float
    r50: float
    mrr10: float
    ranks: dict[str, int]

    def as_dict(self) -> dict[str, float]:
        """Return the figures by the names they are printed under."""
        return {
            "questions": self.questions,
            "R@1": round(self.r1, 4),
            "R@10": round(self.r10, 4),
            "R@50": round(self.r50, 4),
            "MRR@10": round(self.mrr10, 4),
        }


def read_questions(path: Path) -> list[Question]:
    """Read `queries.jsonl`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return [
        Question(row["qid"], row["question"], frozenset(row["gold_ids"]))
        for row in rows
    ]


def read_articles(path: Path) -> Iterator[IndexDocument]:
    """Yield the articles of a gzip JSONL file as documents.

    The source note of an article names its law by number, that of the first article
    also by title: the title is the context of every article of the law.
    """
    names = _law_names(_rows(path))
    for row in _rows(path):
        found = _NUMBER.search(row["source"] or "")
        yield IndexDocument(
            id=row["id"],
            text=composed(row["text"] or ""),
            title=composed(row["title"] or ""),
            context=names.get(found[0]) if found else None,
        )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _law_names(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows:
        source = composed(row["source"] or "")
        found = _NUMBER.search(source)
        if found is None:
            continue
        name = _NAME_END.split(source[found.end() :])[0].strip(" ,")
        if len(name) > len(names.get(found[0], "")):
            names[found[0]] = name
    return names


def without_diacritics(text: str) -> str:
    """Return the text as typed by someone without a Vietnamese keyboard.

    >>> without_diacritics("Điều kiện hành nghề?")
    'dieu kien hanh nghe?'
    """
    return shadow(composed(text))


def evaluate(
    engine: SearchEngine, questions: list[Question], *, plain: bool = False
) -> Retrieval:
    """Ask every question; `plain` asks without diacritics."""
    ranks: dict[str, int] = {}
    for question in questions:
        asked = without_diacritics(question.text) if plain else question.text
        found = engine.search(parse(asked[:MAX_CHARACTERS], limit=DEPTH)).hits
        at = [i for i, hit in enumerate(found, 1) if hit.id in question.answers]
        ranks[question.id] = at[0] if at else 0
    return _figures(ranks)


def alike(
    one: SearchEngine, other: SearchEngine, questions: list[Question], *, plain: bool
) -> dict[str, float]:
    """Return how far two engines give the same answers to the same questions.

    The share of the first ten hits of one that are among those of the other, and the
    shares of questions with the same ten in the same order, and with the same total
    and facets.
    """
    shown = shared = ordered = counted = 0
    for question in questions:
        asked = without_diacritics(question.text) if plain else question.text
        query = parse(asked[:MAX_CHARACTERS], limit=10)
        here, there = one.search(query), other.search(query)
        first, second = [[hit.id for hit in each.hits] for each in (here, there)]
        shown += len(first)
        shared += len(set(first) & set(second))
        ordered += first == second
        counted += (here.total, here.facets) == (there.total, there.facets)
    total = len(questions) or 1
    return {
        "same first 10": round(shared / (shown or 1), 4),
        "same order": round(ordered / total, 4),
        "same counts": round(counted / total, 4),
    }


def _figures(ranks: dict[str, int]) -> Retrieval:
    total = len(ranks) or 1

    def within(depth: int) -> float:
        return sum(0 < rank <= depth for rank in ranks.values()) / total

    reciprocal = sum(1 / rank for rank in ranks.values() if 0 < rank <= 10)
    return Retrieval(
        len(ranks), within(1), within(10), within(DEPTH), reciprocal / total, ranks
    )
