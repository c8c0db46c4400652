"""An index seen by those who may see one collection is an index of that collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import IndexDocument, Results
from search.query import parse
from search.whoosh_engine import WhooshEngine

WORDS = ("thi", "đua", "khen", "thưởng", "quỹ", "quy", "chế", "kiểm", "tra", "mật")
OURS = frozenset({"1"})


def _document(ident: int, words: list[str], collection: str) -> IndexDocument:
    return IndexDocument(
        id=str(ident),
        number=f"{ident % 3 + 1}/QĐ-LHH",
        kind="Quyết định" if ident % 2 else "Kế hoạch",
        issuer=" ".join(words[:2]),
        title=" ".join(words[:4]),
        date=f"20{10 + ident}-01-01",
        text=" ".join(words),
        collection=collection,
    )


def _engine(folder: Path, documents: list[IndexDocument]) -> WhooshEngine:
    texts = {each.id: each.text for each in documents}
    engine = WhooshEngine(folder, texts=texts.get)
    engine.add(documents)
    return engine


documents = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=12),
        st.sampled_from(["1", "2"]),
    ),
    min_size=1,
    max_size=8,
)


def _plain(found: Results) -> Results:
    return replace(found, took_ms=0.0)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    held=documents,
    typed=st.lists(st.sampled_from((*WORDS, "1", "2/QĐ", "quyy", "m*")), max_size=3),
)
def test_the_answer_is_that_of_an_index_without_the_rest(
    held: list[tuple[list[str], str]], typed: list[str]
) -> None:
    """Every field of it: scores, snippets, facets, corrections, notices."""
    made = [_document(i, words, where) for i, (words, where) in enumerate(held)]
    query = parse(" ".join(typed))
    with TemporaryDirectory() as folder:
        mixed = _engine(Path(folder) / "mixed", made)
        alone = _engine(
            Path(folder) / "alone", [each for each in made if each.collection == "1"]
        )
        seen = mixed.search(replace(query, within=OURS))
        wanted = alone.search(query)
        mixed.close()
        alone.close()

    assert _plain(seen) == _plain(wanted)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """Give an index with one document in each of two collections."""
    made = [_document(1, ["quy", "chế"], "1"), _document(2, ["kiểm", "tra"], "2")]
    opened = _engine(tmp_path, made)
    yield opened
    opened.close()


def test_a_document_that_moves_is_seen_at_once(engine: WhooshEngine) -> None:
    """What was shown of one commit does not linger in the next."""
    asked = replace(parse("kiểm tra"), within=OURS)
    assert engine.search(asked).total == 0

    engine.add([_document(2, ["kiểm", "tra"], "1")])
    assert engine.search(asked).total == 1

    engine.add([_document(2, ["kiểm", "tra"], "3")])
    assert engine.search(asked).total == 0
    assert engine.suggest("kiem", within=OURS) == []


def test_many_choices_of_collections_are_answered(engine: WhooshEngine) -> None:
    """The views that are kept are bounded; those dropped are made again."""
    for number in range(40):
        asked = replace(parse("quy chế"), within=frozenset({"1", f"x{number}"}))
        assert engine.search(asked).total == 1
    assert engine.search(replace(parse("quy chế"), within=frozenset({"2"}))).total == 0
