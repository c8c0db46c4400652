"""Territories: the 34 units of today, those merged into them, all their spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.territories import (
    Territory,
    Unit,
    current,
    province,
    read_place,
    rows,
    tail_place,
    territories,
    words_of,
)


@pytest.mark.parametrize(
    "row", rows("territories")["territory"], ids=lambda row: row["id"]
)
def test_every_row_is_reached_by_its_example(row: dict[str, str]) -> None:
    """The example beside each row is read as that row."""
    found = province(row["example"])

    assert found is not None
    assert found.id == row["id"]


def test_there_are_34_units_today_and_63_before() -> None:
    """Resolution 202/2025/QH15 leaves 28 tỉnh and 6 cities, 7 since Đồng Nai."""
    today = [each for each in territories().values() if each.until is None]
    before = [
        each
        for each in territories().values()
        if each.until in (None, "2025-07-01", "2025-01-01")
    ]

    assert len(today) == 34
    assert sum(each.level == "thanh-pho" for each in today) == 7
    # 63 units, and Thừa Thiên Huế once more under the name it had until 2025.
    assert len(before) == 64


def test_every_heir_exists() -> None:
    """A row that ended names heirs that are rows."""
    for each in territories().values():
        assert set(each.into) <= set(territories())
        assert bool(each.until) == bool(each.into)


@pytest.mark.parametrize(
    "name",
    [
        "Thành phố Hồ Chí Minh",
        "THÀNH PHỐ HỒ CHÍ MINH",
        "TP. Hồ Chí Minh",
        "TP.Hồ Chí Minh",
        "TP Hồ Chí Minh",
        "Tp.HCM",
        "TP.HCM",
        "TP. HCM",
        "TPHCM",
        "TP HCM",
        "HCMC",
        "Sài Gòn",
        "thanh pho ho chi minh",
    ],
)
def test_spellings_of_the_city(name: str) -> None:
    """Every written form of the city is the same unit."""
    found = province(name)

    assert found is not None
    assert found.id == "tphcm"


@pytest.mark.parametrize(
    "name", ["thành phố Hải Dương", "TP. Bắc Ninh", "Phường Bắc Ninh", "Đà Lạt", ""]
)
def test_a_town_is_not_the_province_of_its_name(name: str) -> None:
    """The unit word before the name decides; unknown names are unknown."""
    assert province(name) is None


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("tỉnh Bình Dương", "tphcm"),
        ("Bến Tre", "vinh-long"),
        ("Thừa Thiên Huế", "hue"),
        ("Hà Tây", "ha-noi"),
        ("Minh Hải", None),
        ("Nghệ An", "nghe-an"),
        ("Hà Nam", "ninh-binh"),
    ],
)
def test_the_unit_of_today(old: str, now: str | None) -> None:
    """A merged unit leads to its heir; a split one to none in particular."""
    was = province(old)

    assert was is not None
    heir = current(was)
    assert (heir and heir.id) == now


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tỉnh", "nghe-an"),
        ("thành phố", None),
        ("xã Tân Phú", "xa-tan-phu-nghe-an"),
        ("phường Hà Đông, thành phố Hà Nội", "phuong-ha-dong-ha-noi"),
        ("cấp xã", None),
        ("các phường", None),
        ("tỉnh bạn", None),
        ("Cà Mau", "ca-mau"),
    ],
)
def test_a_place_is_read_from_where_one_stands(name: str, expected: str | None) -> None:
    """ "tỉnh" alone is the home; lower units take the home's province."""
    found = read_place(words_of(name), home=province("Nghệ An"))

    assert (found and found.id) == expected


def test_a_unit_without_its_province_says_so() -> None:
    """Many communes share a name: without a province the unit is only half known."""
    found = read_place(words_of("xã Tân Phú"))

    assert isinstance(found, Unit)
    assert found.province is None


@given(st.sampled_from(sorted(territories().values(), key=lambda t: t.id)))
def test_a_closing_province_is_cut_off(territory: Territory) -> None:
    """Whatever body stands before it, the province at the end of a name is found."""
    rest, found = tail_place(words_of(f"Hội Nhà báo {territory.full_name}"))

    if province(territory.full_name) is territory:
        assert found is not None
        assert found.id == territory.id
        assert rest[:2] == ("hoi", "nha")
