"""Retrieval measured on reviewed questions."""

import gzip
import json
from pathlib import Path

import pytest

from search.evaluation import (
    evaluate,
    read_articles,
    read_questions,
    without_diacritics,
)
from search.synonyms import groups
from search.whoosh_engine import WhooshEngine

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "retrieval"


def _write(folder: Path) -> None:
    source = "Điều {} Luật số 1/2020/QH14{}, có hiệu lực thi hành kể từ ngày 01/01/2021"
    rows = [
        {
            "id": "a1",
            "title": "Phạm vi điều chỉnh",
            "text": "Luật này quy định về lưu trữ tài liệu.",
            "source": source.format(1, " Lưu trữ ngày 01/02/2020 của Quốc hội"),
        },
        {
            "id": "a2",
            "title": "Thời hạn",
            "text": "Thời hạn là mười năm.",
            "source": source.format(2, ""),
        },
        {"id": "a3", "title": "Thời hạn", "text": "Là một năm.", "source": None},
    ]
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    questions = [
        {"qid": "q1", "question": "Thời hạn lưu trữ là bao lâu?", "gold_ids": ["a2"]},
        {"qid": "q2", "question": "hoàn toàn khác", "gold_ids": ["a1"]},
    ]
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    (folder / "queries.jsonl").write_text(lines, "utf-8")


@pytest.mark.parametrize("plain", [False, True])
def test_figures(tmp_path: Path, plain: bool) -> None:
    """The name of the law helps its articles; what is not found counts nothing."""
    _write(tmp_path)
    engine = WhooshEngine(tmp_path / "index", texts=lambda _: None)
    engine.add(read_articles(tmp_path / "articles.jsonl.gz"))
    questions = read_questions(tmp_path / "queries.jsonl")
    found = evaluate(engine, questions, plain=plain)
    assert found.ranks == {"q1": 1, "q2": 0}
    assert found.as_dict() == {
        "questions": 2,
        "R@1": 0.5,
        "R@10": 0.5,
        "R@50": 0.5,
        "MRR@10": 0.5,
    }
    engine.close()


def test_every_synonym_has_its_example(tmp_path: Path) -> None:
    """Each expression of a group finds a text that has another one of the group."""
    from search.engine import IndexDocument
    from search.query import parse
    from search.synonyms import _rows

    rows = _rows()["group"]
    engine = WhooshEngine(tmp_path, texts=lambda _: None)
    engine.add(
        IndexDocument(id=str(i), text=row["example"][1]) for i, row in enumerate(rows)
    )
    for i, row in enumerate(rows):
        found = engine.search(parse(row["example"][0], limit=50)).hits
        assert str(i) in [hit.id for hit in found], row["example"]
        assert row["source"]
    assert groups()
    engine.close()


@pytest.mark.gold
@pytest.mark.slow
@pytest.mark.skipif(not GOLD.is_dir(), reason="reviewed documents are not here")
@pytest.mark.parametrize("plain", [False, True])
def test_real_questions_find_their_articles(tmp_path: Path, plain: bool) -> None:
    """Among 1,200 articles nine in ten questions are answered on the first page."""
    questions = read_questions(GOLD / "queries.jsonl")[:100]
    answers = set().union(*(question.answers for question in questions))
    articles = [
        article
        for i, article in enumerate(read_articles(GOLD / "articles.jsonl.gz"))
        if article.id in answers or i % 40 == 0
    ]
    engine = WhooshEngine(tmp_path, texts=lambda _: None)
    engine.add(articles)
    found = evaluate(engine, questions, plain=plain)
    assert found.r10 >= 0.9
    assert without_diacritics("Đ") == "d"
    engine.close()
