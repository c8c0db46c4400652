"""Kinds of documents: every row, its example, its names and its force."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from nlp.kinds import (
    KINDS,
    Kind,
    kind_by_code,
    kind_by_name,
    kind_by_slug,
    may_issue,
    rank,
)
from nlp.numbers import DocumentNumber

# Decree 30/2020/NĐ-CP, article 7, in its order.
ADMINISTRATIVE = (
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_row_has_a_source_and_an_example_that_reads(kind: Kind) -> None:
    """The example is a number that parses with the row's code, or the name itself."""
    assert kind.source
    assert kind.classes <= {
        "administrative",
        "normative",
        "party",
        "specialised",
        "copy",
        "treaty",
    }
    number = DocumentNumber.parse(kind.example, kind)
    if number is None:
        assert kind.example.startswith(kind.name)
        assert kind.code is None or kind.slug == "noi-quy"
    else:
        assert str(number) == kind.example


def test_the_29_administrative_kinds_are_all_there() -> None:
    """Article 7 of the decree names 29 kinds, and each is a row."""
    assert len(ADMINISTRATIVE) == 29
    for name in ADMINISTRATIVE:
        kind = kind_by_name(name)
        assert kind is not None
        assert "administrative" in kind.classes


def test_slugs_and_names_are_unique() -> None:
    """No two rows share a slug or a name."""
    assert len({kind.slug for kind in KINDS}) == len(KINDS)
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Quyết định", "quyet-dinh"),
        ("QUYẾT  ĐỊNH", "quyet-dinh"),
        ("quyet dinh", "quyet-dinh"),
        ("Nghị định thư", "nghi-dinh-thu"),
        ("Bản thoả thuận", "ban-thoa-thuan"),
        ("NĐ", "nghi-dinh"),
        ("TTr", "to-trinh"),
    ],
)
def test_a_name_is_known_in_any_spelling(typed: str, slug: str) -> None:
    """Case, marks and spaces do not matter; abbreviations stand for their kind."""
    kind = kind_by_name(typed)
    assert kind is not None
    assert kind is kind_by_slug(slug)


@pytest.mark.parametrize("typed", ["", "quyết", "luật sư", "ABC"])
def test_other_words_are_no_kind(typed: str) -> None:
    """A word that is not a kind gives None."""
    assert kind_by_name(typed) is None


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("QĐ", "quyet-dinh"),
        ("TT", "thong-tu"),
        ("TTr", "to-trinh"),
        ("HĐ", "hop-dong"),
        ("HD", "huong-dan"),
        ("CV", "cong-van"),
        ("QĐi", "quy-dinh"),
        ("SL", "sac-lenh"),
    ],
)
def test_codes_lead_to_their_kind(code: str, slug: str) -> None:
    """Case and đ decide between codes."""
    assert kind_by_code(code) is kind_by_slug(slug)


def test_an_unknown_code_has_no_kind() -> None:
    """BNV is an issuer, not a kind."""
    assert kind_by_code("BNV") is None


@pytest.mark.parametrize(
    ("slug", "codes", "tier"),
    [
        ("hien-phap", (), 1),
        ("luat", (), 2),
        ("nghi-quyet", ("QH15",), 2),
        ("nghi-quyet", ("NQ", "UBTVQH14"), 3),
        ("nghi-dinh", ("NĐ", "CP"), 5),
        ("nghi-quyet", ("NQ", "CP"), 5),
        ("quyet-dinh", ("QĐ", "TTg"), 6),
        ("thong-tu", ("TT", "BNV"), 8),
        ("nghi-quyet", ("NQ", "HĐND"), 10),
        ("quyet-dinh", ("QĐ", "UBND"), 11),
        ("quyet-dinh", ("QĐ", "LHH"), None),
        ("ke-hoach", ("KH", "UBND"), None),
    ],
)
def test_legal_force(slug: str, codes: tuple[str, ...], tier: int | None) -> None:
    """The kind decides, or its issuer; administrative documents have no tier."""
    kind = kind_by_slug(slug)
    assert kind is not None
    assert rank(kind, codes) == tier


@pytest.mark.parametrize(
    ("slug", "issuer", "allowed"),
    [
        ("nghi-dinh", "Chính phủ", True),
        ("nghi-dinh", "Bộ trưởng Bộ Nội vụ", False),
        ("thong-tu", "Bộ trưởng Bộ Nội vụ", True),
        ("thong-tu", "Ủy ban nhân dân xã Tân Phú", False),
        ("phap-lenh", "Uỷ ban thường vụ Quốc hội", True),
        ("phap-lenh", "Quốc hội", False),
        ("quyet-dinh", "Hội Nhà báo", None),
    ],
)
def test_who_may_issue(slug: str, issuer: str, allowed: bool | None) -> None:
    """Decrees are the Government's; anybody may decide."""
    kind = kind_by_slug(slug)
    assert kind is not None
    assert may_issue(kind, issuer) is allowed


def test_only_some_kinds_are_always_normative() -> None:
    """A decree always lays down rules; a decision may be about one person."""
    decree, decision = kind_by_slug("nghi-dinh"), kind_by_slug("quyet-dinh")
    assert decree
    assert decision
    assert (decree.always_normative, decision.always_normative) == (True, False)
    assert decision.normative


def test_every_group_of_codes_has_a_source_and_an_example() -> None:
    """Rows of codes say where they come from, and the example holds one of them."""
    data = tomllib.loads(files("nlp").joinpath("data/codes.toml").read_text("utf-8"))
    for group in data.values():
        assert group["source"]
        number = DocumentNumber.parse(group["example"])
        assert number is not None
        assert set(number.codes) & set(group["codes"])
