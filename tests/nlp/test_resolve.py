"""Short forms, aliases and "nêu trên": which earlier citation they stand for."""

from __future__ import annotations

import pytest

from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers


def cites(text: str) -> list[Citation]:
    """Return the citations of a text."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


FULL = "Quyết định số 38/QĐ-LHH ngày 31/7/2020"


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}. Theo Quyết định số 38, các hội",
        f"{FULL}. Quyết định nêu trên",
        f"{FULL} (sau đây gọi tắt là Quyết định 38). Quyết định 38",
        f"{FULL} (sau đây gọi là “Quyết định khen”). Theo Quyết định khen",
    ],
)
def test_points_at_the_only_candidate(text: str) -> None:
    """One earlier citation that fits is the one that is meant."""
    first, second = cites(text)
    assert second.alias_of == first.span
    assert second.status is None


@pytest.mark.parametrize(
    "text",
    [
        "Theo Quyết định số 38, các hội",
        "Quyết định số 38/QĐ-LHH và Quyết định số 38/QĐ-UBND. Quyết định số 38",
        "Quyết định số 12/QĐ-LHH. Quyết định số 38",
        "Nghị định số 38/2020/NĐ-CP. Quyết định số 38",
    ],
)
def test_doubt_stays(text: str) -> None:
    """None or several candidates leave a short form ambiguous."""
    last = cites(text)[-1]
    assert last.status == "ambiguous"
    assert last.alias_of is None


def test_alias_carries_the_identity() -> None:
    """A mention of an alias has the number and the date of what it stands for."""
    alias = cites(f"{FULL} (sau đây gọi tắt là Quyết định 38). Quyết định 38")[1]
    assert (alias.form, alias.number, alias.date) == (
        "alias",
        "38/QĐ-LHH",
        "2020-07-31",
    )


def test_alias_is_of_its_kind() -> None:
    """An alias stands for the citation of its kind, not for a law in its title."""
    text = (
        "Nghị định số 30/2020/NĐ-CP quy định chi tiết Luật Lưu trữ"
        " (sau đây viết tắt là Nghị định). Theo Điều 5 Nghị định, các cơ quan"
    )
    decree, _, alias = cites(text)
    assert alias.alias_of == decree.span
    assert alias.provisions == ("dieu:5",)


def test_bare_kind_word_is_no_alias() -> None:
    """A kind word alone keeps its common meaning where no pin-point precedes it."""
    text = (
        "Nghị định số 30/2020/NĐ-CP (sau đây viết tắt là Nghị định)."
        " Tuyên truyền Nghị định kịp thời"
    )
    assert len(cites(text)) == 1


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Nghị quyết số 12/NQ-HĐND, 13/NQ-HĐND ngày 09/12/2021 của HĐND tỉnh",
            [("2021-12-09", "HĐND tỉnh")] * 2,
        ),
        (
            "Nghị định số 48/2013/NĐ-CP ngày 14/5/2013 và Nghị định số 92/2017/NĐ-CP"
            " ngày 07/8/2017 của Chính phủ",
            [("2013-05-14", None), ("2017-08-07", "Chính phủ")],
        ),
        (
            "các công điện: số 217/CĐ-TTg ngày 16/11/2025;"
            " số 218/CĐ-TTg ngày 17/11/2025",
            [("2025-11-16", None), ("2025-11-17", None)],
        ),
    ],
)
def test_lists_share(text: str, fields: list[tuple[str, str | None]]) -> None:
    """Members that borrow their kind word share a date and an issuer written once."""
    assert [(c.date, c.issuer) for c in cites(text)] == fields
