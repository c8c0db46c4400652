"""Many documents side by side, series of numbers, and pasted lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from corpus.dossier import dossier_matrix, outliers_of
from corpus.numbering import audit_numbers
from corpus.pasted import read_line
from corpus.register import Register
from corpus.report import Report
from corpus.report_formats import render
from corpus.report_html import render_html
from corpus.report_rows import matrix
from nlp.written_days import day_as_written

Maker = Callable[..., Any]
CITED = {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020-07-31"}


def reports(register: Register, made: Maker, dates: list[str]) -> list[Any]:
    """Return checked reports that cite one decision, each with its own date."""
    found = []
    for at, day in enumerate(dates):
        _, document, analysis = made(
            f"bc{at}.txt", cites=({**CITED, "date": day},), date="2022-09-08"
        )
        found.append(register.check(document, analysis))
    return found


def test_one_report_that_gives_another_date_stands_out(
    register: Register, made: Maker
) -> None:
    """Three say 2020, one says 2021: that one is the outlier, with both values."""
    days = ["2020-07-31", "2020-07-31", "2021-07-31", "2020-07-31"]
    (row,) = dossier_matrix(reports(register, made, days))
    ((_, outlier),) = outliers_of([row])
    assert (outlier.document, outlier.field) == (2, "date")
    assert (outlier.said, outlier.usual) == ("2021-07-31", "2020-07-31")
    assert (outlier.agreeing, outlier.telling) == (3, 4)


@pytest.mark.parametrize(
    "days",
    [
        ["2020-07-31", "2021-07-31"],
        ["2020-07-31", "2020-07", "2020"],
        ["2020-07-31", "2020-07-31", "2021-07-31", "2021-07-31"],
    ],
)
def test_without_a_majority_nobody_is_an_outlier(
    register: Register, made: Maker, days: list[str]
) -> None:
    """Two against two decide nothing, nor does a date that says less."""
    assert outliers_of(dossier_matrix(reports(register, made, days))) == []


def test_reports_of_a_dossier_show_the_outliers(
    register: Register, made: Maker
) -> None:
    """HTML, JSON, XLSX and DOCX are made with them."""
    checked = reports(register, made, ["2020-07-31"] * 3 + ["2021-07-31"])
    report = Report.of(checked, audit=register.numbering_audit())
    assert "khác với đa số" in render_html(report)
    assert report.to_json()["dossier"]["matrix"][0]["outliers"]
    assert all(render(report, suffix) for suffix in (".xlsx", ".docx", ".json"))


def test_pages_and_reports_read_one_matrix(register: Register, made: Maker) -> None:
    """What is in dispute comes first, with the same words in every form."""
    days = ["2020-07-31", "2020-07-31", "2021-07-31", "2020-07-31"]
    checked = reports(register, made, days)
    report = Report.of(checked)
    (row,) = report.matrix
    assert row.odd >= {2}
    ((name, cells),) = matrix(report)
    assert name == row.name == report.to_json()["dossier"]["matrix"][0]["cited"]
    for at, day in enumerate(days):
        assert cells[at].startswith(day_as_written(day))
        assert cells[at].endswith(row.cells[at][0].verdict.label)


def test_a_number_without_codes_is_listed_and_not_compared(
    register: Register, made: Maker
) -> None:
    """A plan no. 12 of four bodies is four plans: shown, and nobody stands out."""
    checked = []
    for at, day in enumerate(["2020-01-01", "2020-01-01", "2021-02-02", "2020-01-01"]):
        cites = ({"kind": "Kế hoạch", "number": "12", "date": day},)
        _, document, analysis = made(f"kh{at}.txt", cites=cites, date="2022-09-08")
        checked.append(register.check(document, analysis))
    (row,) = dossier_matrix(checked)
    assert not row.compared
    assert set(row.cells) == {0, 1, 2, 3}
    assert (row.outliers, row.odd) == ((), frozenset())


SERIES = [
    ("1/QĐ-LHH", "2020-01-10", "một"),
    ("2/QĐ-LHH", "2020-02-10", "hai"),
    ("2/QĐ-LHH", "2020-02-11", "hai khác"),
    ("5/QĐ-LHH", "2020-01-20", "năm"),
]


def test_the_series_of_an_issuer(register: Register, made: Maker) -> None:
    """Doubles, gaps and numbers dated before a smaller number are found."""
    issuer = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
    for at, (number, day, title) in enumerate(SERIES):
        values = {"kind": "Quyết định", "number": number, "date": day, "title": title}
        register.add(*made(f"{at}.txt", issuer=issuer, **values))
    found = {issue.trouble: issue for issue in register.numbering_audit()}
    assert set(found) == {"duplicate", "gap", "order"}
    assert len(found["duplicate"].documents) == 2
    assert "3–4" in found["gap"].message
    assert found["order"].documents[1].number == "5/QĐ-LHH"
    for said in (found["order"].message, found["order"].message_en):
        assert re.search(r"\b\d{1,2}/\d{1,2}/20\d\d\b", said)
        assert not re.search(r"\d{4}-\d\d", said)


@pytest.mark.parametrize(
    ("values", "troubles"),
    [
        ({"kind": "Quyết định", "number": "5/KH-UBND"}, ["kind"]),
        ({"kind": "Kế hoạch", "number": "5/KH-UBND"}, []),
        ({"kind": "Quyết định", "number": "38/QĐ-LHH"}, ["suffix"]),
        ({"kind": "Thông tư", "number": "5/2024/TT-BTC"}, ["suffix"]),
        ({"kind": "Quyết định", "number": "38/QĐ-XYZ"}, []),
    ],
)
def test_codes_against_the_issuer(
    register: Register, made: Maker, values: dict[str, str], troubles: list[str]
) -> None:
    """A code that names another known body, or another kind, is reported."""
    issuer = "Ủy ban nhân dân tỉnh Nghệ An"
    register.add(*made("a.txt", issuer=issuer, date="2024-05-06", **values))
    held = register.documents()
    assert [issue.trouble for issue in audit_numbers(held)] == troubles


def test_a_pasted_list(register: Register, made: Maker) -> None:
    """Held, ambiguous, unknown, unreadable; another date is shown as such."""
    for at, (city, day) in enumerate(
        [("Đà Nẵng", "2020-05-22"), ("Thành phố Hồ Chí Minh", "2020-07-31")]
    ):
        issuer = f"Liên hiệp các Hội Khoa học và Kỹ thuật {city}"
        register.add(*made(f"{at}.txt", **{**CITED, "date": day, "issuer": issuer}))
    plan = {"kind": "Kế hoạch", "number": "12/KH-SNV", "date": "2022-06-17"}
    register.add(*made("kh.txt", cites=(CITED,), **plan))
    rows = register.lookup_list(
        [
            "1. Kế hoạch số 12/KH-SNV ngày 17/6/2022",
            "12/KH-SNV",
            "",
            "Kế hoạch 12/KH-SNV ngày 18/6/2022",
            "Quyết định số 38/QĐ-LHH",
            "Nghị định số 30/2020/NĐ-CP",
            "không có gì",
        ]
    )
    assert [(row.line, row.state) for row in rows] == [
        (1, "held"),
        (2, "held"),
        (4, "held"),
        (5, "ambiguous"),
        (6, "unknown"),
        (7, "unreadable"),
    ]
    assert [row.date_agrees for row in rows[:3]] == [True, None, False]
    assert rows[3].known


def test_a_law_in_a_list() -> None:
    """A line may name a law by its name and year."""
    law = read_line("- Luật Đất đai năm 2024")
    assert law is not None
    assert (law.kind, law.date) == ("Luật", "2024")
