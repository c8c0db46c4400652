"""The query language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.notices import MAX_CHARACTERS
from search.query import (
    FIELDS,
    DateTyped,
    Either,
    NumberTyped,
    Phrase,
    Query,
    QueryError,
    Term,
    condition,
    parse,
)
from search.typed_numbers import shadow


def numbers(query: Query) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return serial, kind and parts of the numbers of a query."""
    typed = [item for item in query.items if isinstance(item, NumberTyped)]
    return [(n.parts.serial, n.kind, n.parts.rest) for n in typed]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quyet dinh 38 lhh", ("38", "Quyết định", ())),
        ("quyet dinh 38 lhh 2020", ("38", "Quyết định", ())),
        ("qd 38/qd-lhh", ("38", "Quyết định", ("qd", "lhh"))),
        ("38qdlhh", ("38", None, ("qdlhh",))),
        ("38-qd-lhh", ("38", None, ("qd", "lhh"))),
        ("so 38 qd lhh", ("38", None, ())),
        ("2022/KH-UBND", ("2022", None, ("kh", "ubnd"))),
        ("30/2020", ("30", None, ("2020",))),
        ("nd 30 2020", ("30", "Nghị định", ("2020",))),
        ("nghị định 30 năm 2020", ("30", "Nghị định", ("2020",))),
        ("QĐ số 1956/QĐ-TTg", ("1956", "Quyết định", ("qd", "ttg"))),
        ("3O/2O2O/NĐ-CP", ("30", None, ("2020", "nd", "cp"))),
        ("38", ("38", None, ())),
    ],
)
def test_numbers_are_recognised(
    typed: str, expected: tuple[str, str | None, tuple[str, ...]]
) -> None:
    """Every spelling of a number is taken apart before the text is searched."""
    assert numbers(parse(typed)) == [expected]


@pytest.mark.parametrize(
    "typed",
    [
        "điều 5 khoản 2",
        "trực 24/7 tại cơ quan",
        "tỷ lệ 1/500 trên bản đồ",
        "trong 6 tháng đầu năm có gì",
        "kế hoạch kiểm tra thi đua 2022",
    ],
)
def test_other_figures_are_words(typed: str) -> None:
    """Provisions, ratios, durations and bare years are no document numbers."""
    assert numbers(parse(typed)) == []


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("31/7/2020", 20200731, 20200731),
        ("31-07-2020", 20200731, 20200731),
        ("31 tháng 7 năm 2020", 20200731, 20200731),
        ("ngày 31 thang 7 nam 2020", 20200731, 20200731),
        ("thang 7 2020", 20200701, 20200731),
        ("tháng 2/2024", 20240201, 20240229),
        ("quý III năm 2022", 20220701, 20220930),
        ("2020-07-31", 20200731, 20200731),
    ],
)
def test_dates_are_recognised(typed: str, first: int, last: int) -> None:
    """A day, a month or a quarter becomes its first and last day."""
    (item,) = parse(typed).items
    assert isinstance(item, DateTyped)
    assert (item.first, item.last) == (first, last)


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("loại: quyết định", "kind", "Quyết định"),
        ("loai:qd", "kind", "Quyết định"),
        ("kind:quyet dinh", "kind", "Quyết định"),
        ("cơ quan: UBND TP.HCM", "issuer", "UBND TP.HCM"),
        ('issuer:"Bộ Nội vụ"', "issuer", "Bộ Nội vụ"),
        ("từ: 7/2020", "from", "2020-07-01"),
        ("đến:31/12/2021", "to", "2021-12-31"),
        ("den:2021", "to", "2021-12-31"),
        ("năm:2020", "year", "2020"),
        ("hiệu lực: còn hiệu lực", "status", "Còn hiệu lực"),
        ("status:expired", "status", "Hết hiệu lực toàn bộ"),
        ("người ký: Nguyễn Thế Nghĩa", "signer", "Nguyễn Thế Nghĩa"),
        ("lĩnh vực: đất đai", "field", "Đất đai"),
        ("linh vuc:le phi", "field", "Thuế – Phí – Lệ phí"),
        ('lĩnh vực:"Thuế – Phí – Lệ phí"', "field", "Thuế – Phí – Lệ phí"),
        ("field:land", "field", "Đất đai"),
        ("tập: Nội bộ", "collection", "Nội bộ"),
        ('bo suu tap:"Nội bộ"', "collection", "Nội bộ"),
    ],
)
def test_fields_take_their_value(typed: str, field: str, value: str) -> None:
    """A field reads its value, Vietnamese or English, with or without diacritics."""
    query = parse(typed)
    assert [(f.field, f.value) for f in query.filters] == [(field, value)]
    assert query.items == ()


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_name_is_understood_without_diacritics(name: str) -> None:
    """A field name works as written and as typed on a plain keyboard."""
    values = {"from": "2020", "to": "2020", "year": "2020"}
    value = values.get(FIELDS[name], "38/QĐ-LHH")
    for typed in (name, shadow(name), name.upper()):
        (found,) = parse(f"{typed}: {value}").filters
        assert found.field == FIELDS[name]


def test_words_after_a_known_value_stay_free() -> None:
    """The longest known kind is the value, the rest is searched."""
    query = parse("loại: quyết định thi đua")
    assert [f.value for f in query.filters] == ["Quyết định"]
    assert [item.form.folded for item in query.items if isinstance(item, Term)] == [
        "thi",
        "dua",
    ]


def test_operators() -> None:
    """Phrases, OR, minus and prefix make what they say."""
    query = parse('“thi đua” văn thư -covid -"tạm thời" khen*')
    assert [type(item) for item in query.items] == [Phrase, Term, Term, Term]
    assert [type(item) for item in query.excluded] == [Term, Phrase]
    last = query.items[-1]
    assert isinstance(last, Term)
    assert last.prefix


def test_or_parts_all_words_before_it_from_all_after_it() -> None:
    """Vietnamese words have several syllables, so OR does not bind one syllable."""
    (item,) = parse("văn thư OR lưu trữ | hồ sơ").items
    assert isinstance(item, Either)
    assert [len(side) for side in item.options] == [2, 2, 2]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    """Only a minus after a space excludes."""
    assert parse("khen-thưởng Covid-19").excluded == ()


def test_status_words_become_a_condition() -> None:
    """`văn bản còn hiệu lực về …` asks for a state and a subject."""
    query = parse("văn bản còn hiệu lực về đất đai")
    assert [(f.field, f.value, f.soft) for f in query.filters] == [
        ("status", "Còn hiệu lực", True)
    ]
    assert len(query.items) == 2


def test_a_missing_quote_is_closed_and_told() -> None:
    """An unbalanced quotation mark never fails."""
    query = parse('"thi đua khen')
    assert [notice.code for notice in query.notices] == ["unbalanced_quotes"]
    assert isinstance(query.items[0], Phrase)


def test_a_value_that_says_nothing_is_told() -> None:
    """A date field without a date is left out, with a notice."""
    query = parse("từ: hôm qua")
    assert query.filters == ()
    assert [notice.code for notice in query.notices] == ["field_not_understood"]
    assert condition("year", "MMXX") is None


def test_too_long_a_query_is_refused_in_both_languages() -> None:
    """The limit is said in Vietnamese and in English."""
    with pytest.raises(QueryError, match=r"ký tự.*characters") as refused:
        parse("a" * (MAX_CHARACTERS + 1))
    assert refused.value.code == "query_too_long"


HOSTILE = [
    " " * MAX_CHARACTERS,
    "1" * MAX_CHARACTERS,
    "," * MAX_CHARACTERS,
    '"' * MAX_CHARACTERS,
    "-" * MAX_CHARACTERS,
    "(" * MAX_CHARACTERS,
    "*" * MAX_CHARACTERS,
    "điều " * (MAX_CHARACTERS // 5),
    "1/" * (MAX_CHARACTERS // 2),
    "a OR " * (MAX_CHARACTERS // 5),
    "loại:" * (MAX_CHARACTERS // 5),
    "-a " * (MAX_CHARACTERS // 3),
    "NOT " * (MAX_CHARACTERS // 4),
    "38/QĐ-LHH " * (MAX_CHARACTERS // 10),
    "31/7/2020 " * (MAX_CHARACTERS // 10),
    "so " * (MAX_CHARACTERS // 3),
    "thay thế quyết định 2 " * (MAX_CHARACTERS // 22),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
def test_hostile_queries_are_parsed_to_an_end(text: str) -> None:
    """Any text up to the limit becomes a query, the same each time."""
    assert parse(text) == parse(text)


@given(st.text(alphabet='ađêộ 38/-"*:|().,OR\nloạinăm', max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    """Whatever is typed is parsed, and a page is bounded."""
    assert parse(text, limit=10**9).limit <= 1000
