"""What a stranger may type costs a bounded amount of work."""

from collections.abc import Iterator

import pytest

import search.scoring as scoring
from search.answering import answer
from search.engine import IndexDocument
from search.notices import MAX_CHARACTERS, MAX_FILTERS, MAX_NUMBERS, MAX_WORDS
from search.query import parse
from search.repairing import repaired
from search.scoring import MAX_PAIRED, MAX_PREFIX_WORK, Ranker
from search.whoosh_engine import WhooshEngine

SYLLABLES = [h + t for h in "bcdghklmn" for t in ("a", "an", "ang", "o", "ong", "u")]
DOCUMENTS = 400

HOSTILE = {
    "short prefixes": "a* " * 1600,
    "prefixes": "ban* can* dan* " * 330,
    "brackets": "(" * MAX_CHARACTERS,
    "quotes": '"' * MAX_CHARACTERS,
    "long phrase": '"' + " ".join(SYLLABLES * 20)[: MAX_CHARACTERS - 1],
    "phrases": '"ban can" ' * 490,
    "many phrases": " ".join(f'"{a} {b}"' for a in SYLLABLES for b in SYLLABLES)[:4990],
    "all words": " ".join(SYLLABLES * 20)[:MAX_CHARACTERS],
    "one word": "ban " * 1250,
    "sides": " OR ".join(SYLLABLES * 10)[:MAX_CHARACTERS],
    "not": "-ban " * 1000,
    "numbers": " ".join(f"{i}/QĐ-LHH" for i in range(480))[:MAX_CHARACTERS],
    "dates": " ".join(f"{1 + i % 28}/7/{2000 + i % 25}" for i in range(450)),
    "issuers": "cơ quan:x " * 480,
    "other issuers": "; ".join(f"cơ quan: Sở {i}" for i in range(300)),
    "cited": "; ".join(f"dẫn: {i}/QĐ-LHH" for i in range(250)),
    "unknown words": " ".join(f"zq{a}{b}" for a in SYLLABLES for b in SYLLABLES)[:4990],
    "glued": " ".join("".join(SYLLABLES[i : i + 7]) for i in range(45)) * 4,
    "telex": "quyeets ddinhj " * 330,
    "fields": "loại:" * 1000,
    "slashes": "1/" * 2500,
    "points": "điều 5 khoản 2 điểm a " * 220,
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    """Give an engine in which every word is common."""
    texts = {
        str(i): " ".join(SYLLABLES[i % 7 :] * 6 + SYLLABLES[: i % 5] * 3)
        for i in range(DOCUMENTS)
    }
    engine = WhooshEngine(tmp_path_factory.mktemp("index"), texts=texts.get)
    engine.add(
        IndexDocument(
            id=ident,
            text=text,
            title=" ".join(SYLLABLES[:9]),
            number=f"{ident}/QĐ-LHH",
            issuer=f"Sở {int(ident) % 90}",
        )
        for ident, text in texts.items()
    )
    engine.warm()
    yield engine
    engine.close()


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_work_is_bounded(
    engine: WhooshEngine, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Postings gone through and places compared stay below what is promised."""
    rankers: list[Ranker] = []

    class Counting(Ranker):
        def __post_init__(self) -> None:
            super().__post_init__()
            rankers.append(self)

    monkeypatch.setattr("search.answering.Ranker", Counting)
    query = parse(typed[:MAX_CHARACTERS])
    asked = [item for item in query.items if hasattr(item, "form")]
    assert len(asked) <= MAX_WORDS
    assert len(query.filters) <= MAX_FILTERS
    snapshot = engine._current()
    answer(snapshot, repaired(snapshot, query)[0])
    (ranker,) = rankers
    assert ranker.work <= 4 * MAX_WORDS * DOCUMENTS + 2 * MAX_PREFIX_WORK
    assert ranker.paired <= MAX_PAIRED


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_answer_is_the_same_again(engine: WhooshEngine, typed: str) -> None:
    """The whole answer with snippets comes, and once warmed it is the same."""
    query = parse(typed[:MAX_CHARACTERS])
    first, again = engine.search(query), engine.search(query)
    assert [hit.id for hit in first.hits] == [hit.id for hit in again.hits]
    assert first.total == again.total


def test_a_word_asked_for_again_costs_and_counts_nothing(engine: WhooshEngine) -> None:
    """The same word five hundred times is the word once."""
    once, often = (engine.search(parse("ban " * n)) for n in (1, 500))
    assert [hit.id for hit in often.hits] == [hit.id for hit in once.hits]
    assert often.hits[0].score >= once.hits[0].score


def test_pairs_beyond_the_bound_are_left_out(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words are still scored when no pair may be looked at any more."""
    typed = parse("ban bang bo")
    full = engine.search(typed).hits[0].score
    monkeypatch.setattr(scoring, "MAX_PAIRED", 0)
    assert 0 < engine.search(typed).hits[0].score < full


def test_what_was_left_out_is_told() -> None:
    """Numbers and conditions beyond the limit are named in a notice."""
    numbers = parse(HOSTILE["numbers"])
    assert "too_many_numbers" in [notice.code for notice in numbers.notices]
    assert sum(hasattr(item, "parts") for item in numbers.items) == MAX_NUMBERS
    filters = parse(HOSTILE["other issuers"][:MAX_CHARACTERS])
    assert "too_many_filters" in [notice.code for notice in filters.notices]


def test_warming_stops_in_time(engine: WhooshEngine) -> None:
    """No time means one word."""
    assert engine.warm(-1.0) == 1
