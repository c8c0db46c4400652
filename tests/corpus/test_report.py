"""The report says what was covered, adds up, and cannot be made to run anything."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document as open_docx
from openpyxl import load_workbook

from corpus.crosscheck import CheckedDocument
from corpus.register import Register
from corpus.report import Report
from corpus.report_formats import FORMATS, UnknownFormat, render
from corpus.report_html import render_html
from corpus.report_rows import matrix
from corpus.report_words import REASONS, known_reasons
from corpus.verdicts import Verdict

CITES = (
    {
        "kind": "Quyết định",
        "number": "38/QĐ-LHH",
        "date": "2020-07-31",
        "issuer": "Liên hiệp các Hội Khoa học và Kỹ thuật TP.HCM",
    },
    {"kind": "Thông tư", "number": "30/2020/NĐ-CP"},
    {
        "kind": "Nghị định",
        "number": "5/2021/NĐ-CP",
        "title": "<script>alert(1)</script>",
    },
    {"kind": "Kế hoạch", "number": "=1+1", "title": "=HYPERLINK(1)"},
    {"form": "self"},
)


@pytest.fixture
def checked(register: Register, made: Any, decision: Any) -> list[CheckedDocument]:
    """Two checked documents, one of them with every kind of verdict."""
    register.add(*made(**decision))
    names = ("=cmd|' /C calc'!A0.txt", "<b>b</b>.txt")
    found = []
    for name in names:
        _, document, analysis = made(name, cites=CITES, date="2021-03-04")
        found.append(register.check(document, analysis))
    return found


@pytest.fixture
def report(checked: list[CheckedDocument]) -> Report:
    """The report of both."""
    return Report.of(checked, as_of="2026-11-23", unit="Sở Nội vụ", place="Huế")


def test_coverage_adds_up(report: Report) -> None:
    """Verified, contradicted and not verifiable are all that was found."""
    coverage = report.coverage
    assert coverage.citations == sum(coverage.verdicts.values()) == 8
    assert coverage.self_references == 2
    for verdict, count in coverage.verdicts.items():
        assert sum(n for _, n in coverage.reasons[verdict]) == count
    assert set(coverage.verdicts.values()) == {2, 4}


def test_html_is_escaped_and_self_contained(report: Report) -> None:
    """No text of a document becomes markup; nothing is fetched from outside."""
    page = render_html(report)
    assert "<script" not in page
    assert "&lt;b&gt;b&lt;/b&gt;.txt" in page
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", page)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ NỘI VỤ", "NGƯỜI KIỂM TRA"):
        assert words in page
    assert page.index("Phạm vi đối chiếu") < page.index("Trích dẫn trong văn bản")


def test_xlsx_holds_no_formula(report: Report) -> None:
    """What begins with "=" stays text; all citations are there."""
    book = load_workbook(BytesIO(render(report, ".xlsx")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert book["Trích dẫn"].max_row == 1 + report.coverage.citations
    assert any(str(cell.value).startswith("=cmd") for cell in cells)
    assert "Ma trận" in book.sheetnames


def test_docx_opens_with_all_citations(report: Report) -> None:
    """The Word file has a row for each citation and room for three signatures."""
    docx = open_docx(BytesIO(render(report, ".docx")))
    words = "\n".join(c.text for t in docx.tables for r in t.rows for c in r.cells)
    assert words.count("Quyết định 38/QĐ-LHH") >= 2
    assert "THỦ TRƯỞNG ĐƠN VỊ" in words
    assert docx.sections[0].page_width.mm == pytest.approx(210, abs=0.5)


def test_words_that_differ_are_marked_in_every_format(
    register: Register, made: Any, decision: Any
) -> None:
    """Two long titles that part at their end: the words in which they do are marked."""
    opening = "Ban hành quy chế Thi đua – Khen thưởng " * 4 + "giai đoạn "
    register.add(*made(**{**decision, "title": opening + "2021 – 2025"}))
    cites = ({**CITES[0], "title": opening + "2121 – 2025"},)
    _, document, analysis = made("nguồn.txt", cites=cites, date="2022-03-04")
    report = Report.of([register.check(document, analysis)])
    page = render_html(report)
    assert "<mark>2121</mark> – 2025" in page
    assert "<mark>2021</mark> – 2025" in page
    docx = open_docx(BytesIO(render(report, ".docx")))
    cells = [c for t in docx.tables for r in t.rows for c in r.cells]
    runs = [run for c in cells for p in c.paragraphs for run in p.runs]
    assert [run.text for run in runs if run.underline] == ["2121", "2021"]
    sheet = load_workbook(BytesIO(render(report, ".xlsx")), rich_text=True)["Trích dẫn"]
    column = [cell.value for cell in sheet[1]].index("Chỗ khác nhau")
    blocks = sheet[2][column].value
    assert [each.text for each in blocks if each.font.b] == ["2121", "2021"]


def test_docx_repeats_headings_and_leaves_out_what_is_empty(report: Report) -> None:
    """Rows stay whole, headings are on each page; text without pages has no column."""
    docx = open_docx(BytesIO(render(report, ".docx")))
    cited = next(t for t in docx.tables if t.cell(0, 0).text == "TT")
    assert [cell.text for cell in cited.rows[0].cells][:2] == ["TT", "Trích dẫn"]
    xml = cited._tbl.xml
    assert xml.count("w:tblHeader") == 1
    assert xml.count("w:cantSplit") == len(cited.rows)


def test_json_is_the_contract(report: Report) -> None:
    """The JSON names every field that the contract promises."""
    data = json.loads(render(report, ".json"))
    assert data["as_of"] == "2026-11-23"
    first = data["documents"][0]
    assert {"id", "name", "counts", "citations", "findings"} <= set(first)
    for cite in first["citations"]:
        assert {"verdict", "reason", "fields", "held", "start", "end"} <= set(cite)
        assert set(cite["fields"]) == {"kind", "number", "date", "issuer", "title"}


def test_matrix_shows_who_cites_what(report: Report) -> None:
    """One row for each cited number, one cell for each document."""
    rows = dict(matrix(report))
    assert set(rows["Quyết định 38/QĐ-LHH"]) == {0, 1}
    assert rows["Quyết định 38/QĐ-LHH"][0].startswith("31/7/2020")


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_an_empty_report_can_be_made(suffix: str) -> None:
    """A report over nothing is still a report."""
    assert render(Report.of([]), suffix)


def test_unknown_formats_are_refused(report: Report) -> None:
    """A file name of another ending is an error, not a guess."""
    with pytest.raises(UnknownFormat):
        render(report, ".odt")


def test_every_reason_has_a_short_label() -> None:
    """A reason that is added must be added to the table of coverage."""
    assert set(REASONS) == known_reasons()
    assert all(words.vietnamese and words.english for words in REASONS.values())


def test_labels_of_verdicts() -> None:
    """Three verdicts, three words."""
    assert len({verdict.label for verdict in Verdict}) == len(Verdict) == 3
