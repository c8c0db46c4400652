"""Questions as staff ask them, over documents as the register hands them over."""

from collections.abc import Iterator

import pytest

from search.engine import Cited, IndexDocument, Section
from search.query import parse
from search.whoosh_engine import WhooshEngine

UNION = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
CITY = "Ủy ban nhân dân Thành phố Hồ Chí Minh"
HELD = (
    IndexDocument(
        id="rules",
        number="38/QĐ-LHH",
        kind="Quyết định",
        issuer=UNION,
        date="2020-07-31",
        title="Ban hành Quy chế Thi đua, khen thưởng",
        status="in_force",
        text=f"{UNION} QUYẾT ĐỊNH Quy chế Thi đua, khen thưởng. "
        "Căn cứ Luật Thi đua, khen thưởng.",
        provisions=(Section("quy-che", 0, 28), Section("dieu:1", 29, 63)),
        cites=(Cited("25/QĐ-LHH", "Quyết định", "replaces"),),
    ),
    IndexDocument(
        id="proposal",
        number="05/TTr-LHH",
        kind="Tờ trình",
        issuer=UNION,
        date="2020-07-24",
        title="Ban hành Quy chế Thi đua, khen thưởng",
        status="unknown",
        text=f"{UNION} TỜ TRÌNH Ban hành Quy chế Thi đua, khen thưởng; số lượng.",
    ),
    IndexDocument(
        id="plan",
        number="2022/KH-UBND",
        kind="Kế hoạch",
        issuer=CITY,
        date="2022-06-17",
        title="Kiểm tra công tác thi đua, khen thưởng",
        text=f"{CITY} KẾ HOẠCH Kiểm tra năm 2022 tại Sở Khoa học và Công nghệ; khen "
        "ngợi.",
    ),
    IndexDocument(
        id="report",
        number="21/BC-HHH",
        kind="Báo cáo",
        issuer="Hội Hóa học",
        date="2022-07-20",
        title="Công tác thi đua, khen thưởng",
        status="expired",
        text="HỘI HÓA HỌC BÁO CÁO theo kế hoạch kiểm tra thi đua, khen thưởng năm "
        "2022 của UBND TP.HCM, kế hoạch kiểm tra năm 2022; kế hoạch kiểm tra.",
    ),
    IndexDocument(
        id="stamp",
        text="Tem in chữ DUTY NOT PAID.",
    ),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    """Give an engine that holds these documents."""
    texts = {document.id: document.text for document in HELD}
    engine = WhooshEngine(tmp_path_factory.mktemp("staff"), texts=texts.get)
    engine.add(HELD)
    yield engine
    engine.close()


def ask(engine: WhooshEngine, typed: str) -> list[str]:
    """Return the ids of what is found, the best first."""
    return [hit.id for hit in engine.search(parse(typed)).hits]


def told(engine: WhooshEngine, typed: str) -> list[str]:
    """Return the codes of what is said of a question."""
    return [notice.code for notice in engine.search(parse(typed)).notices]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hiệu lực: hết", ["report"]),
        ("hieu luc:het hieu luc", ["report"]),
        ("hiệu lực: hết hiệu lực toàn bộ", ["report"]),
        ("status: expired", ["report"]),
        ("status: in_force", ["rules"]),
        ("hiệu lực: còn", ["rules"]),
        ("hiệu lực: chưa xác định", ["proposal"]),
        ("văn bản còn hiệu lực về thi đua", ["rules"]),
        ("văn bản hết hiệu lực", ["report"]),
    ],
)
def test_states_of_validity_as_the_register_names_them(
    engine: WhooshEngine, typed: str, expected: list[str]
) -> None:
    """Documents carry the codes of the register; people type words."""
    assert ask(engine, typed) == expected


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kế hoạch kiểm tra thi đua khen thưởng 2022 ubnd tp", "plan"),
        ("ke hoach kiem tra 2022", "plan"),
        ("quy chế thi đua khen thưởng", "rules"),
        ("tờ trình quy chế thi đua khen thưởng", "proposal"),
        ("thi đua khen thưởng hội hóa học", "report"),
    ],
)
def test_kind_issuer_and_year_move_up_what_is_meant(
    engine: WhooshEngine, typed: str, first: str
) -> None:
    """A report full of the words of a plan is not the plan."""
    assert ask(engine, typed)[0] == first


def test_what_looks_like_a_number_may_be_a_time(engine: WhooshEngine) -> None:
    """Where no document has the number; where one has, it comes before the year's."""
    assert ask(engine, "7/2020") == ["rules", "proposal"]
    assert set(ask(engine, "2020")) == {"rules", "proposal"}
    assert ask(engine, "2022") == ["plan", "report"]
    assert not told(engine, "2020")


def test_a_number_that_is_only_cited_is_said_to_be(engine: WhooshEngine) -> None:
    """Whoever asks for it must not take the document citing it for it."""
    assert ask(engine, "25/QĐ-LHH") == ["rules"]
    assert told(engine, "25/QĐ-LHH") == ["number_only_cited"]
    assert told(engine, "38/QĐ-LHH") == []


def test_excluding_heeds_diacritics(engine: WhooshEngine) -> None:
    """`-sở` keeps what has "số"; a minus after a star is one too."""
    assert set(ask(engine, "thi đua -sở")) == {"rules", "proposal", "report"}
    assert "proposal" not in ask(engine, "thi đua -so")
    assert ask(engine, "khen* -thưởng") == []
    assert set(ask(engine, "khen* -ngợi")) == {"rules", "proposal", "report"}


def test_known_abbreviations_are_no_slips(engine: WhooshEngine) -> None:
    """KHCN stands in no document; the name it stands for does."""
    found = engine.search(parse("sở khcn"))
    assert (found.corrected, [hit.id for hit in found.hits]) == (None, ["plan"])


def test_laws_are_cited_by_name(engine: WhooshEngine) -> None:
    """`dẫn:` takes the name of a law, abbreviated too."""
    for typed in ("dẫn: Luật Thi đua khen thưởng", "dan: luat TĐKT"):
        assert ask(engine, typed) == ["rules"]
    assert ask(engine, "dẫn: Luật Đất đai") == []
    assert told(engine, "dẫn: gì") == ["field_not_understood"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("từ 2020 đến 2021", {"rules", "proposal"}),
        ("từ ngày 25/7/2020 đến ngày 31/12/2020", {"rules"}),
        ("tu thang 6/2022 den het thang 6/2022", {"plan"}),
        ("kế hoạch từ năm 2020 đến năm 2022", {"plan", "report"}),
        ("thi đua AND khen", {"rules", "proposal", "plan", "report"}),
        ("thi đua NOT quyết", {"proposal", "plan", "report"}),
        ('thi đua NOT "kế hoạch"', {"rules", "proposal"}),
        ('"DUTY NOT PAID"', {"stamp"}),
    ],
)
def test_stretches_of_time_and_words_of_other_engines(
    engine: WhooshEngine, typed: str, expected: set[str]
) -> None:
    """From one day to another without colons; AND and NOT in capitals."""
    assert set(ask(engine, typed)) == expected


def test_a_syllable_that_may_be_meant_is_not_corrected(engine: WhooshEngine) -> None:
    """No document has "chéo"; "theo" is another word, "kiểm" a slip of one letter."""
    assert engine.search(parse("kế hoạch chéo")).corrected is None
    assert engine.search(parse("kiểmm tra")).corrected == "kiểm tra"


@pytest.mark.parametrize("typed", ["cơ quan: tỉnh Bình Dương", "cơ quan: binh duong"])
def test_merged_provinces_find_each_other(engine: WhooshEngine, typed: str) -> None:
    """Bình Dương is a part of Ho Chi Minh City today, and that is told."""
    assert set(ask(engine, typed)) == {"rules", "proposal", "plan"}
    assert told(engine, typed) == ["renamed_bodies"]
