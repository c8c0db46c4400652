"""Documents like another, and completions of what is being typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engine import IndexDocument
from search.whoosh_engine import WhooshEngine

TOPICS = {
    "archive": "lưu trữ hồ sơ điện tử, thời hạn bảo quản tài liệu lưu trữ, kho lưu trữ",
    "award": "thi đua khen thưởng, danh hiệu thi đua, hội đồng thi đua khen thưởng",
    "land": "thu hồi đất, bồi thường đất đai, giá đất, giấy chứng nhận đất đai",
}
COMMON = "Căn cứ Luật Tổ chức chính quyền địa phương; xét đề nghị của Chánh Văn phòng. "


def documents() -> list[IndexDocument]:
    """Return four documents of each topic, alike in their first sentence."""
    return [
        IndexDocument(
            id=f"{topic}-{i}",
            text=COMMON + f"{words}. " * (i + 1),
            title=f"Về việc {words.split(',')[0]} năm {2020 + i}",
            number=f"{30 + i}/{'QĐ' if i % 2 else 'KH'}-UBND",
            issuer="Ủy ban nhân dân tỉnh Nghệ An",
            people=("Nguyễn Thế Nghĩa",) if i == 0 else (),
        )
        for topic, words in TOPICS.items()
        for i in range(4)
    ]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """Give an engine of three topics."""
    made = documents()
    texts = {document.id: document.text for document in made}
    engine = WhooshEngine(tmp_path, texts=texts.get)
    engine.add(made)
    yield engine
    engine.close()


@pytest.mark.parametrize("topic", TOPICS)
def test_the_likest_share_the_subject(engine: WhooshEngine, topic: str) -> None:
    """The three others of the topic come first; the document itself never comes."""
    found = engine.more_like(f"{topic}-1", limit=3)
    assert {hit.id for hit in found.hits} == {f"{topic}-{i}" for i in (0, 2, 3)}
    assert all(hit.matches for hit in found.hits)
    assert [hit.score for hit in found.hits] == sorted(
        (hit.score for hit in found.hits), reverse=True
    )


def test_nothing_is_like_what_is_not_held(engine: WhooshEngine) -> None:
    """An unknown id, or one taken out, is answered with nothing."""
    assert engine.more_like("unknown").hits == ()
    engine.remove(["land-1"])
    assert engine.more_like("land-1").hits == ()
    assert "land-1" not in [hit.id for hit in engine.more_like("land-0").hits]


@pytest.mark.parametrize(
    ("typed", "text", "field"),
    [
        ("30", "30/KH-UBND", "number"),
        ("031 q", "31/QĐ-UBND", "number"),
        ("32/kh", "32/KH-UBND", "number"),
        ("thu hoi d", "Về việc thu hồi đất năm 2020", "title"),
        ("Thi Đua kh", "Về việc thi đua khen thưởng năm 2020", "title"),
        ("uy ban", "Ủy ban nhân dân tỉnh Nghệ An", "issuer"),
        ("nghe", "Ủy ban nhân dân tỉnh Nghệ An", "issuer"),
        ("the ngh", "Nguyễn Thế Nghĩa", "person"),
    ],
)
def test_completions(engine: WhooshEngine, typed: str, text: str, field: str) -> None:
    """Any word may be begun, with or without diacritics; numbers come first."""
    found = engine.suggest(typed)
    assert (found[0].text, found[0].field) == (text, field)
    assert len({(one.text, one.field) for one in found}) == len(found)


def test_completions_count_documents_held(engine: WhooshEngine) -> None:
    """What only documents taken out had is not offered; the count is of those held."""
    assert engine.suggest("nghe an")[0].documents == 12
    engine.remove(["land-0", "land-1"])
    assert engine.suggest("nghe an")[0].documents == 10
    assert [one.text for one in engine.suggest("thu hoi", limit=9)] == [
        "Về việc thu hồi đất năm 2022",
        "Về việc thu hồi đất năm 2023",
    ]


@pytest.mark.parametrize("typed", ["", "a", " ", "|", "=", "x" * 100_000, "0" * 5000])
def test_any_typing_is_answered(engine: WhooshEngine, typed: str) -> None:
    """Nothing typed is an error."""
    assert isinstance(engine.suggest(typed), list)
