"""Organisations: every spelling of one body gives one id, and doubt stays doubt."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.organisations import (
    joint_organisations,
    organisation_of_code,
    resolve_organisation,
    same_organisation,
    successors,
)
from nlp.territories import rows

TABLE = rows("organisations")


@pytest.mark.parametrize(
    "row", [*TABLE["organisation"], *TABLE["body"]], ids=lambda row: row["id"]
)
def test_every_row_is_reached_by_its_example(row: dict[str, str]) -> None:
    """The example beside each row resolves to that row."""
    found = resolve_organisation(row["example"])

    assert found is not None
    assert found.known
    assert found.id == row["id"] or found.id.startswith(row["id"] + "-")


@pytest.mark.parametrize("row", TABLE["office"], ids=lambda row: row["title"])
def test_an_office_means_its_body(row: dict[str, list[str]]) -> None:
    """A post leads to the body it speaks for."""
    named, expected = row["example"]
    found = resolve_organisation(named)

    assert found is not None
    assert found.id == expected
    assert found.office is not None


@pytest.mark.parametrize(
    "name",
    [
        "Ủy ban nhân dân Thành phố Hồ Chí Minh",
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH",
        "Uỷ ban nhân dân TP. Hồ Chí Minh",
        "UBND TP.HCM",
        "UBND TPHCM",
        "UBND Tp. HCM",
        "ubnd tp hcm",
        "Chủ tịch Ủy ban nhân dân thành phố Hồ Chí Minh",
        "Phó Chủ tịch UBND TP HCM",
    ],
)
def test_all_spellings_of_the_city_give_one_id(name: str) -> None:
    """Case, tone placement, abbreviation and office do not change the body."""
    found = resolve_organisation(name)

    assert found is not None
    assert found.id == "ubnd-tphcm"


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Nghệ An", "ubnd-nghe-an"),
        ("UBND Thành phố", "Liên hiệp Hội TP.HCM", "ubnd-tphcm"),
        ("Sở Nội vụ", "UBND thành phố Hà Nội", "snv-ha-noi"),
        ("Hội đồng nhân dân", "tỉnh Cà Mau", "hdnd-ca-mau"),
        ("Liên hiệp Hội", "TPHCM", "lhh-tphcm"),
        ("Liên hiệp Hội Việt Nam", "TPHCM", "lhhvn"),
        ("UBND tỉnh Cà Mau", "UBND tỉnh Nghệ An", "ubnd-ca-mau"),
        ("UBND xã Tân Phú", "UBND tỉnh Cà Mau", "ubnd-xa-tan-phu-ca-mau"),
        ("Văn phòng Bộ", "Bộ Tư pháp", "van-phong-btp"),
        ("UBND tỉnh", None, None),
        ("UBND tỉnh", "Bộ Tài chính", None),
        ("UBND Thành phố", "UBND tỉnh Nghệ An", None),
        ("UBND cấp xã", "UBND tỉnh Nghệ An", None),
        ("các Bộ", None, None),
        ("Liên hiệp Hội tỉnh bạn", "TPHCM", None),
    ],
)
def test_home_completes_a_local_name(
    name: str, home: str | None, expected: str | None
) -> None:
    """The citing document's own issuer says which province is meant, or nobody."""
    found = resolve_organisation(name, home=home)

    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", True),
        ("BNV", "Bộ Nội vụ", True),
        ("Bộ GD&ĐT", "BỘ GIÁO DỤC VÀ ĐÀO TẠO", True),
        ("Bộ Văn hóa - Thể thao và Du lịch", "Bộ Văn hoá, Thể thao và Du lịch", True),
        ("Thống đốc NHNN", "Ngân hàng Nhà nước Việt Nam", True),
        ("Chính phủ", "Bộ Tài chính", False),
        ("Chính phủ", "Thủ tướng Chính phủ", False),
        ("HĐND tỉnh Nghệ An", "UBND tỉnh Nghệ An", False),
        ("UBND tỉnh Bắc Ninh", "UBND thành phố Bắc Ninh", None),
        ("UBND tỉnh", "UBND tỉnh Nghệ An", None),
        ("UBND tỉnh", "UBND tỉnh", None),
        ("UBND tỉnh", "Bộ Tài chính", False),
        ("Công ty TNHH Sao Mai", "Công ty TNHH SAO MAI", True),
        ("Công ty TNHH Sao Mai", "Bộ Tài chính", None),
        ("UBND xã Tân Phú", "UBND xã Tân Phú", None),
        ("Bộ Tài chính", "Bộ Tài chính và Bộ Tư pháp", None),
        ("Bộ Tư pháp và Bộ Tài chính", "Bộ Tài chính và Bộ Tư pháp", True),
        ("", "Bộ Tài chính", None),
    ],
)
def test_same_is_true_false_or_cannot_tell(
    a: str, b: str, expected: bool | None
) -> None:
    """Two known bodies differ or agree; with one in doubt there is no answer."""
    assert same_organisation(a, b) is expected
    assert same_organisation(b, a) is expected


def test_joint_issuers_are_listed() -> None:
    """A joint circular has two issuers, but a ministry with "và" has one."""
    both = joint_organisations("Bộ Giáo dục và Đào tạo và Bộ Nội vụ")

    assert [body.id for body in both] == ["bgddt", "bnv"]
    assert resolve_organisation("Bộ Giáo dục và Đào tạo và Bộ Nội vụ") is None


@pytest.mark.parametrize(
    ("code", "home", "expected"),
    [
        ("BNV", None, "bnv"),
        ("BTTTT", None, "btttt"),
        ("LĐTBXH", None, "bldtbxh"),
        ("TTg", None, "ttg"),
        ("CP", None, "cp"),
        ("UBND", "UBND tỉnh Nghệ An", "ubnd-nghe-an"),
        ("LHH", "TP.HCM", "lhh-tphcm"),
        ("BGDDT", None, "bgddt"),
        ("UBND", None, None),
        ("XYZ", "TP.HCM", None),
    ],
)
def test_a_code_means_a_body(code: str, home: str | None, expected: str | None) -> None:
    """Codes of the centre stand alone; local codes need a home."""
    found = organisation_of_code(code, home=home)

    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("old", "on", "expected"),
    [
        ("bgtvt", date(2025, 3, 1), ("bxd",)),
        ("bgtvt", date(2025, 2, 28), ()),
        ("bts", date(2010, 1, 1), ("bnnptnt",)),
        ("bts", date(2026, 1, 1), ("bnnmt",)),
        ("stnmt-nghe-an", date(2026, 1, 1), ("snnmt-nghe-an",)),
        ("ubnd-binh-duong", date(2025, 7, 1), ("ubnd-tphcm",)),
        ("skhdt-binh-duong", date(2026, 1, 1), ("stc-tphcm",)),
        ("bnv", date(2026, 1, 1), ()),
        ("cong-ty-x", date(2026, 1, 1), ()),
    ],
)
def test_successors_on_a_day(old: str, on: date, expected: tuple[str, ...]) -> None:
    """What took a body's place depends on the day one asks for."""
    assert successors(old, on) == expected


def test_a_monstrous_name_is_read_in_bounded_time() -> None:
    """A name of a hundred thousand letters is cut, not pondered."""
    assert resolve_organisation("và " * 50_000) is not None
