"""What every engine must do, whichever index it stands on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import Cited, Hit, IndexDocument, Results, SearchEngine, Section
from search.evaluation import without_diacritics
from search.opensearch_client import Access
from search.opensearch_engine import OpenSearchEngine
from search.query import condition, parse
from search.whoosh_engine import WhooshEngine
from tests.opensearch_nodes import Nodes

DECISION = IndexDocument(
    id="qd38",
    number="38/QĐ-LHH",
    kind="Quyết định",
    issuer="Liên hiệp các Hội Khoa học và Kỹ thuật TP.HCM",
    date="2020-07-31",
    title="Ban hành Quy chế Thi đua – Khen thưởng",
    signer="Nguyễn Thế Nghĩa",
    fields=("Bộ máy hành chính", "Thi đua – Khen thưởng"),
    text="Điều 1. Ban hành Quy chế thi đua, khen thưởng của Liên hiệp các Hội.\n"
    "Điều 2. Hội viên có quyền đề nghị khen thưởng.",
    provisions=(
        Section("dieu:1", 0, 68, ""),
        Section("dieu:2", 69, 115, ""),
    ),
    people=("Nguyễn Thế Nghĩa",),
    cites=(Cited("25/QĐ-LHH", "Quyết định", "replaces"),),
    added_at="2026-01-02T00:00:00",
)
PLAN = IndexDocument(
    id="kh2022",
    number="2022/KH-UBND",
    kind="Kế hoạch",
    issuer="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    date="2022-06-17",
    title="Tổ chức kiểm tra công tác thi đua, khen thưởng",
    signer="Trần Văn Bình",
    fields=("Thi đua – Khen thưởng",),
    text="Căn cứ Quyết định số 38/QĐ-LHH, mua một quyển sổ; phòng, chống Covid-19.",
    cites=(Cited("38/QĐ-LHH", "Quyết định", "basis"),),
    added_at="2026-01-01T00:00:00",
)
DECREE = IndexDocument(
    id="nd30",
    number="30/2020/NĐ-CP",
    kind="Nghị định",
    issuer="Chính phủ",
    date="2020-03-05",
    title="Về công tác văn thư",
    status="Còn hiệu lực",
    text="Nghị định này quy định về công tác văn thư và quản lý nhà nước.",
    added_at="2026-01-03T00:00:00",
)
REPORT = IndexDocument(id="bc", text="Báo cáo năm học, không có số.", kind="Báo cáo")
STATUTE = (
    "Điều 4. Nguyên tắc\n1. Công khai.\n"
    "Điều 5. Giá trị pháp lý\n1. Bản gốc.\n2. Bản sao có giá trị."
)
HELD = (DECISION, PLAN, DECREE, REPORT)
TEXTS = {document.id: document.text for document in HELD}
TEXTS["statute"] = STATUTE


class Watched(OpenSearchEngine):
    """Knows whether it was written to, so that tests that only read can share it."""

    held: object = None

    def _writing(self, write: Callable[[], int]) -> int:
        self.held = None
        return super()._writing(write)


@pytest.fixture(scope="module")
def clustered(request: pytest.FixtureRequest) -> Iterator[Watched]:
    """Give an engine over three nodes, with whatever was left in it."""
    nodes: Nodes = request.getfixturevalue("nodes")
    engine = Watched(
        Access(nodes.hosts), texts=TEXTS.get, prefix="conformance", shards=3
    )
    yield engine
    engine.close()


@pytest.fixture(params=["whoosh", "opensearch"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Give an engine that holds nothing."""
    if request.param == "whoosh":
        embedded = WhooshEngine(tmp_path / "index", texts=TEXTS.get)
        yield embedded
        embedded.close()
        return
    clustered: Watched = request.getfixturevalue("clustered")
    if clustered.held != HELD or "engine" not in request.fixturenames:
        while found := ids(clustered.search(parse("", limit=1000))):
            clustered.remove(found)
    yield clustered


@pytest.fixture
def engine(empty: SearchEngine) -> SearchEngine:
    """Give an engine that holds four documents."""
    if not (isinstance(empty, Watched) and empty.held == HELD):
        empty.add(HELD)
    if isinstance(empty, Watched):
        empty.held = HELD
    return empty


def ids(found: Results) -> list[str]:
    """Return the ids of the hits in order."""
    return [hit.id for hit in found.hits]


def ask(engine: SearchEngine, text: str) -> list[str]:
    """Search and return ids."""
    return ids(engine.search(parse(text)))


@pytest.mark.parametrize(
    "typed",
    [
        "quyet dinh 38 lhh",
        "qd 38/qd-lhh",
        "QĐ 38 LHH",
        "38/QD-LHH",
        "38/QĐ-LHH",
        "38qdlhh",
        "38-qd-lhh",
        "so 38 qd lhh",
        "Quyết định số 0038/QĐ–LHH",
        "38/QÐ.LHH",
        "38 /QĐ - LHH",
        "38/qđ_lhh",
        "38/QĐ-\nLHH",
    ],
)
def test_a_number_is_found_however_it_is_typed(
    engine: SearchEngine, typed: str
) -> None:
    """The document with the number comes first, those that cite it after it."""
    assert ask(engine, typed) == ["qd38", "kh2022"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2022/KH-UBND", ["kh2022"]),
        ("kế hoạch 2022/kh-ubnd", ["kh2022"]),
        ("30/2020", ["nd30"]),
        ("nd 30 2020", ["nd30"]),
        ("nghị định 30 năm 2020", ["nd30"]),
        ("302020ndcp", ["nd30"]),
        ("38", ["qd38"]),
        ("2020", ["qd38", "nd30"]),
        ("7/2020", ["qd38"]),
        ("thay thế quyết định 25", ["qd38"]),
        ("số:38/qđ_lhh", ["qd38"]),
        ("dẫn: 38/QĐ-LHH", ["kh2022"]),
        ("thay thế: 25/QĐ-LHH", ["qd38"]),
        ("nguyen the nghia", []),
    ],
)
def test_numbers_and_relations(
    engine: SearchEngine, typed: str, expected: list[str]
) -> None:
    """Partial numbers, years, relations; a bare number never searches the text."""
    assert ask(engine, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("thi đua", {"qd38", "kh2022"}),
        ("thi dua", {"qd38", "kh2022"}),
        ('"thi đua, khen thưởng"', {"qd38", "kh2022"}),
        ('"khen thưởng của"', {"qd38"}),
        ('"quyển sổ"', {"kh2022"}),
        ('"quyền sổ"', set()),
        ("văn thư OR covid", {"nd30", "kh2022"}),
        ("thi đua -covid", {"qd38"}),
        ("khen*", {"qd38", "kh2022"}),
        ("covid 19", {"kh2022"}),
        ("31/7/2020", {"qd38"}),
        ("tháng 6 năm 2022", {"kh2022"}),
        ("loại: nghị định", {"nd30"}),
        ("cơ quan: UBND TP.HCM", {"kh2022"}),
        ("issuer:lhh", {"qd38"}),
        ("người ký: thế nghĩa", {"qd38"}),
        ("từ: 2022", {"kh2022"}),
        ("năm: 2020", {"qd38", "nd30"}),
        ("đến: 3/2020", {"nd30"}),
        ("hiệu lực: còn hiệu lực", {"nd30"}),
        ("văn bản còn hiệu lực về văn thư", {"nd30"}),
        ("", {"qd38", "kh2022", "nd30", "bc"}),
    ],
)
def test_words_and_filters(
    engine: SearchEngine, typed: str, expected: set[str]
) -> None:
    """Each construct of the language finds what it says."""
    found = engine.search(parse(typed))
    assert set(ids(found)) == expected
    assert found.total == len(expected)


@pytest.mark.parametrize(
    "typed", ["thi đua khen thưởng", "công tác văn thư", "phòng chống dịch", "hội viên"]
)
def test_diacritics_may_be_left_out(engine: SearchEngine, typed: str) -> None:
    """Without diacritics the same documents are found."""
    plain = without_diacritics(typed)
    assert set(ask(engine, plain)) == set(ask(engine, typed)) != set()


def test_typed_diacritics_matter(engine: SearchEngine) -> None:
    """`quyền` puts the right above the volume, `quyển` the volume above the right."""
    assert ask(engine, "quyền") == ["qd38", "kh2022"]
    assert ask(engine, "quyển") == ["kh2022", "qd38"]


def test_snippets_are_the_text(engine: SearchEngine) -> None:
    """A snippet is a slice of the text, its matches are the words asked for."""
    (hit,) = engine.search(parse("quản lý nhà nước")).hits
    assert DECREE.text[hit.start : hit.start + len(hit.snippet)] == hit.snippet
    shown = [hit.snippet[start:end] for start, end in hit.matches]
    assert {"quản", "lý", "nhà", "nước"} <= {word.casefold() for word in shown}


def test_a_provision_asked_for_is_shown(engine: SearchEngine) -> None:
    """`điều 2 quyết định 38` shows article 2 of that decision."""
    hit: Hit = engine.search(parse("điều 2 quyết định 38/QĐ-LHH")).hits[0]
    assert (hit.id, hit.start, hit.provision) == ("qd38", 69, "dieu:2")


def test_facets_count_all_found(engine: SearchEngine) -> None:
    """Facets count every document found, not those of the page."""
    found = engine.search(replace(parse("thi đua"), limit=1))
    assert len(found.hits) == 1
    assert found.facets["kind"] == [("Kế hoạch", 1), ("Quyết định", 1)]
    assert found.facets["year"] == [("2020", 1), ("2022", 1)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["kh2022", "qd38", "nd30", "bc"]),
        ("oldest", ["nd30", "qd38", "kh2022", "bc"]),
        ("number", ["nd30", "qd38", "kh2022", "bc"]),
        ("issuer", ["nd30", "qd38", "kh2022", "bc"]),
        ("added", ["nd30", "qd38", "kh2022", "bc"]),
    ],
)
def test_sorting(engine: SearchEngine, sort: str, expected: list[str]) -> None:
    """Documents without the value come last in every order."""
    query = parse("", sort=sort)  # type: ignore[arg-type]
    assert ids(engine.search(query)) == expected


def test_pages_follow_each_other(engine: SearchEngine) -> None:
    """Pages of one put together are the whole list."""
    pages = [engine.search(parse("", limit=1, offset=i)) for i in range(5)]
    assert [hit for page in pages for hit in ids(page)] == ask(engine, "")


def test_suggestions(engine: SearchEngine) -> None:
    """Numbers, titles, issuers and people are completed without diacritics."""

    def first(typed: str) -> tuple[str, str]:
        found = engine.suggest(typed)[0]
        return found.text, found.field

    assert first("38q") == ("38/QĐ-LHH", "number")
    assert first("the ngh") == ("Nguyễn Thế Nghĩa", "person")
    assert first("van thu") == ("Về công tác văn thư", "title")
    assert first("uy ban nhan") == (PLAN.issuer, "issuer")
    assert engine.suggest("zzz") == []


def test_replaced_removed_and_restored(engine: SearchEngine) -> None:
    """A document added again is one document; removed it is gone; it can return."""
    assert engine.add([replace(DECREE, title="Về lưu trữ")]) == 1
    assert engine.count() == 4
    assert ask(engine, "lưu trữ") == ["nd30"]
    assert engine.remove(["nd30", "unknown"]) == 1
    assert (engine.count(), ask(engine, "30/2020/NĐ-CP")) == (3, [])
    engine.add([DECREE])
    assert ask(engine, "30/2020/NĐ-CP") == ["nd30"]


def test_cleared(engine: SearchEngine) -> None:
    """A cleared engine holds nothing and takes documents again."""
    engine.clear()
    assert (engine.count(), ask(engine, ""), engine.suggest("38")) == (0, [], [])
    engine.add([DECISION])
    assert ask(engine, "khen thưởng") == ["qd38"]


def test_an_empty_engine_answers(empty: SearchEngine) -> None:
    """Every kind of query is answered before anything is indexed."""
    for typed in ("", "38/QĐ-LHH", '"thi đua"', "khen*", "năm:2020", "31/7/2020"):
        assert empty.search(parse(typed)).total == 0


@pytest.mark.parametrize(
    ("asked", "other"), [("quyền", "quyển"), ("đường", "dương"), ("sữa", "sửa")]
)
def test_another_diacritic_never_comes_above(
    empty: SearchEngine, asked: str, other: str
) -> None:
    """However often the other word stands in a short document, it comes after."""
    long = "văn bản dài này nói về nhiều việc khác nhau " * 200
    empty.add(
        [
            IndexDocument(id="other", text=f"{other} " * 30, title=other),
            IndexDocument(id="asked", text=f"{long} {asked} {long}"),
            IndexDocument(id="neither", text=long),
        ]
    )
    assert ask(empty, asked) == ["asked", "other"]
    assert ask(empty, f'"{asked}"') == ["asked"]
    assert ask(empty, f'"{asked} văn"') == ["asked"]
    assert set(ask(empty, without_diacritics(asked))) == {"asked", "other"}


RULES = IndexDocument(
    id="rules",
    kind="Thông tư",
    title="Hướng dẫn hội nghị",
    text="Quyết định và nghị định về đất đai; thông tư của ủy ban nhân dân; có hiệu "
    "lực ngay; quy định khen thưởng; sửa đổi, bổ sung; ban hành quyết định này.",
)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("quyeets ddinhj", "quyết định"),
        ("nghij ddinhj", "nghị định"),
        ("quye6t1 d9i5nh", "quyết định"),
        ("u3y ban nha6n da6n", "ủy ban nhân dân"),
        ("ddaats ddai", "đất đai"),
        ("d9a6t1 d9ai", "đất đai"),
        ("nghịđịnh", "nghị định"),
        ("banhanhquyetdinh", "ban hanh quyet dinh"),
        ("quy địng", "quy định"),
        ("khen thuowngr", "khen thưởng"),
        ('"quyeets ddinhj"', '"quyết định"'),
        ("hướg dẫn", "hướng dẫn"),
    ],
)
def test_slips_are_read_as_meant_and_told(
    engine: SearchEngine, typed: str, corrected: str
) -> None:
    """Keys of Telex and VNI, lost spaces and one wrong letter find what was meant."""
    engine.add([RULES])
    found = engine.search(parse(typed))
    assert "rules" in ids(found)
    assert found.corrected == corrected
    assert "corrected" in [notice.code for notice in found.notices]


@pytest.mark.parametrize(
    "typed",
    [
        "quyết định",
        "quyet dinh",
        "dua",
        "99/QĐ-LHH",
        "A4",
        "covid 18",
        "khén",
        "qhx*",
        "quy Địng",
    ],
)
def test_what_documents_have_is_not_corrected(engine: SearchEngine, typed: str) -> None:
    """A word that some document has, a number, a short code stay as typed."""
    assert engine.search(parse(typed)).corrected is None


BODIES = tuple(
    IndexDocument(id=ident, text="Văn bản.", issuer=issuer, date="2024-01-01")
    for ident, issuer in (
        ("hcm", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("bd", "Ủy ban nhân dân tỉnh Bình Dương"),
        ("vt", "UBND tỉnh Bà Rịa - Vũng Tàu"),
        ("btc", "Bộ Tài chính"),
        ("bkhdt", "Bộ Kế hoạch và Đầu tư"),
        ("bnv", "Bộ Nội vụ"),
    )
)


@pytest.mark.parametrize(
    ("typed", "expected", "told"),
    [
        ("cơ quan: UBND TP.HCM", {"hcm", "bd", "vt"}, True),
        ("cơ quan: Ủy ban nhân dân tỉnh Bình Dương", {"bd", "hcm"}, True),
        ("cơ quan: bộ kế hoạch và đầu tư", {"bkhdt", "btc"}, True),
        ("cơ quan: Bộ Tài chính", {"bkhdt", "btc"}, True),
        ("cơ quan: Bộ Nội vụ", {"bnv"}, False),
        ("-cơ quan: Bộ Tài chính", {"hcm", "bd", "vt", "bkhdt", "bnv"}, False),
    ],
)
def test_bodies_renamed_and_merged_find_each_other(
    empty: SearchEngine, typed: str, expected: set[str], told: bool
) -> None:
    """A condition on the issuer knows who took over whom, and says so."""
    empty.add(BODIES)
    found = empty.search(parse(typed))
    assert set(ids(found)) == expected
    codes = [notice.code for notice in found.notices]
    assert ("renamed_bodies" in codes) is told


def test_a_facet_chosen_gives_what_it_counted(empty: SearchEngine) -> None:
    """The exact value of a facet names no other body."""
    empty.add(BODIES)
    for name, count in empty.search(parse("")).facets["issuer"]:
        chosen = condition("issuer", name, exact=True)
        assert chosen is not None
        found = empty.search(replace(parse(""), filters=(chosen,)))
        assert (found.total, len(found.facets["issuer"])) == (count, 1)


def _statute() -> IndexDocument:
    def unit(path: str, begin: str, end: str | None, heading: str = "") -> Section:
        stop = STATUTE.index(end) if end else len(STATUTE)
        return Section(path, STATUTE.index(begin), stop, heading)

    return IndexDocument(
        id="statute",
        number="40/2021/NĐ-CP",
        kind="Nghị định",
        text=STATUTE,
        provisions=(
            unit("dieu:4", "Điều 4", "Điều 5", "Nguyên tắc"),
            unit("dieu:4/khoan:1", "1. Công", "Điều 5"),
            unit("dieu:5", "Điều 5", None, "Giá trị pháp lý"),
            unit("dieu:5/khoan:1", "1. Bản", "2. Bản"),
            unit("dieu:5/khoan:2", "2. Bản", None),
        ),
    )


@pytest.mark.parametrize(
    ("typed", "provision", "sections"),
    [
        ("điều 5 khoản 2 nghị định 40/2021", "dieu:5/khoan:2", ["dieu:5/khoan:2"]),
        ("khoản 9 điều 5 nghị định 40/2021", "dieu:5", ["dieu:5"]),
        ("bản sao", "dieu:5/khoan:2", ["dieu:5/khoan:2"]),
        ("công khai bản gốc", None, ["dieu:4/khoan:1", "dieu:5/khoan:1"]),
    ],
)
def test_provisions_that_answer_are_shown(
    empty: SearchEngine, typed: str, provision: str | None, sections: list[str]
) -> None:
    """A hit names the clause asked for, or the smallest provisions with the words."""
    document = _statute()
    empty.add([document])
    (hit,) = empty.search(parse(typed)).hits
    if provision is not None:
        assert hit.provision == provision
    assert sorted(section.path for section in hit.sections) == sections
    by_path = {unit.path: unit for unit in document.provisions}
    for section in hit.sections:
        unit = by_path[section.path]
        assert unit.start <= section.start < unit.end
        assert STATUTE.startswith(section.snippet, section.start)
        assert section.heading == unit.heading


def test_ties_totals_and_deep_pages(empty: SearchEngine) -> None:
    """Of equal documents the newer comes first, then the one added first."""
    days = [f"2024-01-{1 + i % 28:02}" for i in range(150)]
    empty.add(
        IndexDocument(
            id=str(i),
            text="lưu trữ hồ sơ",
            date=day,
            kind="Quyết định" if i % 3 else "Thông báo",
        )
        for i, day in enumerate(days)
    )
    expected = sorted(range(150), key=lambda i: (-int(days[i][-2:]), i))
    for typed in ("lưu trữ", '"hồ sơ"', "luu*", ""):
        pages = [
            empty.search(parse(typed, limit=7, offset=at)) for at in range(0, 154, 7)
        ]
        assert [int(hit.id) for page in pages for hit in page.hits] == expected
        assert {page.total for page in pages} == {150}
        assert all(
            page.facets["kind"] == [("Quyết định", 100), ("Thông báo", 50)]
            for page in pages
        )


def test_facets_count_after_conditions(empty: SearchEngine) -> None:
    """Facets and total agree with the conditions, page or no page."""
    empty.add(
        IndexDocument(
            id=str(i),
            text="văn thư" if i % 2 else "lưu trữ",
            issuer=f"Sở {i % 3}",
            date=f"20{20 + i % 4}-05-01",
            signer="A" if i % 5 else "B",
        )
        for i in range(60)
    )
    found = empty.search(parse("văn thư năm:2021", limit=1))
    assert found.total == 15
    assert sum(count for _, count in found.facets["issuer"]) == 15
    assert found.facets["year"] == [("2021", 15)]
    assert sum(count for _, count in found.facets["signer"]) == 15


def test_a_document_is_counted_in_each_of_its_fields(engine: SearchEngine) -> None:
    """Several fields of one document are several values, not one long one."""
    found = engine.search(parse(""))

    assert found.facets["field"] == [
        ("Thi đua – Khen thưởng", 2),
        ("Bộ máy hành chính", 1),
    ]
    fields = {hit.id: hit.fields for hit in found.hits}
    assert fields["qd38"] == ("Bộ máy hành chính", "Thi đua – Khen thưởng")
    assert fields["bc"] == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lĩnh vực: thi đua", ["kh2022", "qd38"]),
        ("linh vuc:khen thuong quy che", ["qd38"]),
        ("field:administration", ["qd38"]),
        ("-lĩnh vực:thi đua", ["bc", "nd30"]),
        ("lĩnh vực: y tế", []),
        ("collection:1", ["bc", "kh2022", "nd30", "qd38"]),
        ("collection:2", []),
    ],
)
def test_fields_and_collections_narrow(
    engine: SearchEngine, typed: str, expected: list[str]
) -> None:
    """A field by its name or a part of it; a collection by its id."""
    assert sorted(ask(engine, typed)) == expected


def test_the_value_of_a_facet_finds_what_it_counted(engine: SearchEngine) -> None:
    """Every value of the facet of fields, asked for as it stands."""
    for value, count in engine.search(parse("")).facets["field"]:
        for exact in (False, True):
            chosen = condition("field", value, exact=exact)
            assert chosen is not None
            query = replace(parse(""), filters=(chosen,))
            assert engine.search(query).total == count


def test_a_slip_keeps_the_collection_that_was_meant(engine: SearchEngine) -> None:
    """A question read anew asks in the collection whose id took its name's place."""
    query = parse("tập: Chung; vawn thuw")
    (asked,) = query.filters
    meant = replace(query, filters=(replace(asked, value="1"),))

    found = engine.search(meant)

    assert (ids(found), found.corrected) == (["nd30"], "tập: Chung; văn thư")


HIDDEN = (
    IndexDocument(
        id="kin1",
        number="9901/QĐ-KTNB",
        kind="Quyết định",
        issuer="Thanh tra nội bộ",
        date="2023-02-03",
        title="Kỷ luật cán bộ về công tác văn thư",
        signer="Đặng Văn Kín",
        fields=("Thanh tra – Khiếu nại – Tố cáo",),
        status="Còn hiệu lực",
        text="Căn cứ Quyết định số 38/QĐ-LHH: cảnh cáo ông Zachariasz về thi đua.",
        people=("Đặng Văn Kín",),
        organisations=("Thanh tra nội bộ",),
        cites=(Cited("38/QĐ-LHH", "Quyết định", "basis"),),
        collection="2",
    ),
    IndexDocument(
        id="kin2",
        number="38/QĐ-LHH",
        kind="Quyết định",
        issuer="Liên hiệp các Hội Khoa học và Kỹ thuật TP.HCM",
        date="2021-07-31",
        title="Ban hành Quy chế Thi đua – Khen thưởng (dự thảo mật)",
        text="Điều 1. Ban hành Quy chế thi đua, khen thưởng. Bản mật zachariasz.",
        collection="2",
    ),
)
ASKED = (
    "",
    "quyet dinh 38 lhh",
    "9901/QĐ-KTNB",
    "9901 ktnb",
    "thi đua khen thưởng",
    "zachariasz",
    "zacharias",
    "zach*",
    "văn thư",
    '"thi đua" -mật',
    "loại:quyết định",
    "người ký:kín",
    "năm:2023",
    "dẫn:38/QĐ-LHH",
    "thanh tra nội bộ",
    "hiệu lực:còn",
    "lĩnh vực:thi đua",
    "collection:2",
)


@pytest.fixture
def mixed(engine: SearchEngine) -> SearchEngine:
    """Give the engine with documents of a second collection among them."""
    TEXTS.update({document.id: document.text for document in HIDDEN})
    engine.add(HIDDEN)
    return engine


@pytest.mark.parametrize("typed", ASKED)
def test_nothing_of_another_collection_is_found(
    mixed: SearchEngine, typed: str, tmp_path: Path
) -> None:
    """Hits, total, facets and corrections are those of an index without it."""
    alone = WhooshEngine(tmp_path / "alone", texts=TEXTS.get)
    alone.add(HELD)
    query = parse(typed)

    seen = mixed.search(replace(query, within=frozenset({"1"})))
    wanted = alone.search(query)
    alone.close()

    assert ids(seen) == ids(wanted)
    assert seen.total == wanted.total
    assert seen.facets == wanted.facets
    assert seen.corrected == wanted.corrected
    assert seen.notices == wanted.notices


def test_whoever_sees_both_collections_finds_both(mixed: SearchEngine) -> None:
    """None asks in all of them."""
    query = parse("zachariasz")

    for within in (None, frozenset({"1", "2"}), frozenset({"2"})):
        found = mixed.search(replace(query, within=within))
        assert set(ids(found)) == {"kin1", "kin2"}
    assert mixed.search(replace(query, within=frozenset())).total == 0


def test_counts_suggestions_and_likeness_keep_to_the_collections(
    mixed: SearchEngine,
) -> None:
    """What is completed or alike never comes from a document that is hidden."""
    ours = frozenset({"1"})

    assert mixed.count(within=ours) == len(HELD)
    assert mixed.count() == len(HELD) + len(HIDDEN)
    for typed in ("9901", "thanh tra", "dang van k", "ky luat"):
        assert mixed.suggest(typed), typed
        assert mixed.suggest(typed, within=ours) == [], typed
    (number,) = mixed.suggest("38", within=ours)
    assert number.documents == 1
    assert "kin2" not in ids(mixed.more_like("qd38", within=ours))
    assert mixed.more_like("kin1", within=ours).total == 0


def test_hidden_documents_do_not_move_the_others(
    empty: SearchEngine, tmp_path: Path
) -> None:
    """Many hidden ones make a word common; for whoever sees few it stays rare."""

    def some(begin: int, end: int, collection: str) -> list[IndexDocument]:
        words = ("lưu trữ", "khen thưởng", "hồ sơ", "quy hoạch")
        return [
            IndexDocument(
                id=f"{collection}-{at}",
                text=" ".join(
                    word for by, word in enumerate(words) for _ in range(at % (by + 2))
                )
                + " văn bản",
                date=f"20{at % 20 + 5:02}-01-01",
                collection=collection,
            )
            for at in range(begin, end)
        ]

    def of_one_word(at: int) -> IndexDocument:
        return IndexDocument(id=f"kin-{at}", text="quy hoạch " * 9, collection="2")

    ours = some(1, 80, "1")
    alone = whole_of(tmp_path, ours)
    empty.add([*ours, *some(80, 200, "2"), *map(of_one_word, range(300))])
    for typed in ("lưu trữ quy hoạch", "quy hoạch", "hồ sơ khen thưởng", "văn bản", ""):
        query = parse(typed, limit=80)
        seen = empty.search(replace(query, within=frozenset({"1"})))
        wanted = alone.search(query)
        assert ids(seen) == ids(wanted), typed
        assert (seen.total, seen.facets) == (wanted.total, wanted.facets)
        assert [hit.score for hit in seen.hits] == pytest.approx(
            [hit.score for hit in wanted.hits], rel=1e-4
        )
    alone.close()


def whole_of(folder: Path, documents: list[IndexDocument]) -> WhooshEngine:
    """Return an engine that holds these documents and no others."""
    engine = WhooshEngine(folder / "alone", texts=TEXTS.get)
    engine.add(documents)
    return engine
