"""Fields of administration are inferred where they are sure, and told from what."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from nlp.analysis import Citation, Header
from nlp.subject_fields import FieldRow, field_names, field_rows, fields_of


def told(title: str) -> list[str]:
    """Return the fields of a subject matter."""
    return [found.name for found in fields_of(Header(title=title))]


def basis(law: str) -> Citation:
    """Return a law cited as the basis."""
    return Citation(Span(0, 1), kind="Luật", title=law, relation="basis")


@pytest.mark.parametrize("row", field_rows(), ids=lambda row: row.name)
def test_the_example_of_each_row_gives_it(row: FieldRow) -> None:
    """Every row of the gazetteer is used by its own example."""
    assert row.name in told(row.example)


def test_what_is_silent_tells_nothing() -> None:
    """The phrases that hold a cue and tell no field, and their example."""
    table = tomllib.loads(files("nlp").joinpath("data/fields.toml").read_text("utf-8"))
    assert told(table["silent"]["example"]) == []
    assert all(told(words) == [] for words in table["silent"]["words"])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("VỀ VIỆC THU HỒI ĐẤT", ["Đất đai"]),
        ("V/v chính sách thuế", ["Thuế – Phí – Lệ phí"]),
        ("Về thuê đất", ["Đất đai"]),
        ("Về công tác hoà giải ở cơ sở", ["Tư pháp – Pháp luật"]),
        ("Về công tác hòa giải ở cơ sở", ["Tư pháp – Pháp luật"]),
        ("Quy chế Thi đua – Khen thưởng", ["Thi đua – Khen thưởng"]),
        ("Thu phí trong lĩnh vực y tế", ["Thuế – Phí – Lệ phí", "Y tế"]),
        ("Công bố thủ tục hành chính của Sở Xây dựng", ["Bộ máy hành chính"]),
        ("Xây dựng kế hoạch công tác năm 2025", []),
        ("Về cơ chế một cửa quốc gia", []),
        ("ve viec thu hoi dat", []),
        ("", []),
    ],
)
def test_only_what_is_sure_is_told(title: str, expected: list[str]) -> None:
    """Cues count whatever their case; names of bodies and lone words tell nothing."""
    assert told(title) == expected


def test_laws_are_asked_where_the_subject_is_silent() -> None:
    """One field among the laws of the basis is told, two are doubt."""
    land, health = basis("Luật Đất đai"), basis("Luật Khám bệnh, chữa bệnh")
    general = basis("Luật Tổ chức chính quyền địa phương")
    silent = Header(title="Về việc giải quyết kiến nghị")

    (found,) = fields_of(silent, [general, land])

    assert found == ("Đất đai", "basis", "Luật Đất đai")
    assert fields_of(silent, [land, health]) == []
    assert fields_of(silent, [general]) == []
    named = fields_of(Header(title="Về khám bệnh"), [land])
    assert [one.name for one in named] == ["Y tế"]


def test_an_issuer_of_one_field_is_asked_last() -> None:
    """A body that deals with several fields tells none."""
    school = Header(title="Về kỳ họp", issuer="Sở Giáo dục và Đào tạo tỉnh Cao Bằng")
    assert [one[:2] for one in fields_of(school)] == [("Giáo dục – Đào tạo", "issuer")]
    assert fields_of(Header(title="Về kỳ họp", issuer="Bộ Tài chính")) == []
    assert fields_of(Header()) == []


def test_no_two_fields_are_asked_for_by_the_same_words() -> None:
    """A part of a name that a person types means one field."""
    names = field_names()
    for row in field_rows():
        assert set(row.cues) & {"", " "} == set()
        assert row.name in names.values()
    assert len({row.name for row in field_rows()}) == len(field_rows())
    assert len({row.english for row in field_rows()}) == len(field_rows())


@given(st.text(max_size=300))
def test_any_title_gives_known_fields_in_order(title: str) -> None:
    """Whatever stands there, the fields told are rows, each once, in their order."""
    order = [row.name for row in field_rows()]
    found = told(title)
    assert [order.index(name) for name in found] == sorted(
        {order.index(name) for name in found}
    )


def test_a_title_of_any_length_is_read_in_bounded_time() -> None:
    """Only its beginning is read: a subject matter is no longer."""
    assert told("đất đai " * 20_000) == ["Đất đai"]
    assert told("x" * 100_000 + " đất đai") == []
