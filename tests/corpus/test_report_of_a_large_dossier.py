"""A large dossier prints once what its documents have in common, and loses nothing."""

from __future__ import annotations

import re
from hashlib import sha256
from io import BytesIO

import pytest
from docx import Document as open_docx
from hypothesis import given
from hypothesis import strategies as some

from corpus import report_gathered
from corpus.beside import Dossier
from corpus.crosscheck import cross_check
from corpus.decisions import follow_up, made_decision, points_of
from corpus.known import KnownDocuments
from corpus.report import Report
from corpus.report_docx import write_docx
from corpus.report_gathered import BRIEFLY, MOST_IN_FULL, gathered, ranges
from corpus.report_html import render_html
from corpus.verdicts import Verdict
from ingest.document import Document
from nlp.pipeline import analyse

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: {number}/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Đồng, ngày {day} tháng 3 năm 2021
QUYẾT ĐỊNH
Về việc quản lý kho lưu trữ số {number}
QUYẾT ĐỊNH:
{articles}
CHỦ TỊCH
Nguyễn Văn An
"""
_SAID = "Quyết định số {}/QĐ-UBND ngày 12/3/2021 của UBND tỉnh"
_FILES = 24


def dossier(files: int = _FILES) -> Report:
    """A dossier in which each decision cites all; every fourth has another day."""
    numbers = range(100, 100 + files)
    articles = "\n".join(
        f"Điều {at}. Thực hiện {_SAID.format(number)}."
        for at, number in enumerate(numbers, start=1)
    )
    read = []
    for at, number in enumerate(numbers):
        day = 13 if at % 4 == 0 else 12
        text = _HEAD.format(number=number, day=day, articles=articles)
        digest = sha256(text.encode()).hexdigest()
        document = Document(sha256=digest, name=f"quyet-dinh-{number}.txt", text=text)
        read.append((document, analyse(document)))
    lookup = Dossier(read, today="2026-11-28").beside(KnownDocuments())
    checked = [cross_check(*each, lookup=lookup, as_of="2026-11-28") for each in read]
    return Report.of(checked, as_of="2026-11-28")


@pytest.fixture(scope="module")
def large() -> Report:
    """The report on such a dossier."""
    return dossier()


def words_of(docx: bytes) -> str:
    """Return all words of a Word file."""
    document = open_docx(BytesIO(docx))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_citation_is_in_full_or_by_its_mark(large: Report) -> None:
    """In each document the positions add up; each mark is explained once."""
    found = gathered(large)
    marks = {each.mark for each in found.shared}
    assert len(marks) == len(found.shared)
    assert large.coverage.citations > MOST_IN_FULL
    told = 0
    for part in found.parts:
        brief = [
            (int(position), verdict, mark)
            for verdict, said in part.brief
            for position, mark in re.findall(r"TT (\d+)[^;]*: (V\d+)", said)
        ]
        whole = {row.position: row.verdict for row in part.rows}
        whole |= {position: verdict for position, verdict, _ in brief}
        citations = part.document.citations
        assert whole == {at: each.verdict for at, each in enumerate(citations, start=1)}
        assert {mark for *_, mark in brief} <= marks
        told += len(brief)
    assert told == sum(each.times for each in found.shared)


def test_a_mark_has_the_reason_and_the_other_side(large: Report) -> None:
    """What was printed many times is printed once, with all that it said."""
    page, docx = render_html(large), words_of(write_docx(large))
    rows = [each.row for each in gathered(large).shared]
    assert {row.verdict for row in rows} == {Verdict.VERIFIED, Verdict.CONTRADICTED}
    for row in rows:
        for words in (row.text, row.held, row.reason.split("\n")[0], BRIEFLY):
            assert words in page
            assert words in docx
    for words in ("Viện dẫn giống nhau", "Ở các mục", "Mâu thuẫn: TT"):
        assert words in docx
    assert "Mục 2–25: 12/3/2021 · Mâu thuẫn" in page
    for document in large.documents:
        assert document.sha256 in page
        assert document.sha256 in docx


def test_equal_opinions_are_shared_and_others_stand_alone(large: Report) -> None:
    """What nobody looked at is gathered; a decision is printed where it was made."""
    first, *rest = large.documents
    point = next(one for one in points_of(first) if one.code == "date-differs")
    made = made_decision(
        point, document=(first.sha256, first.name), outcome="accept", who="Lê C"
    )
    report = large.with_evidence(
        opinions=[follow_up(first, [made]), *(follow_up(each, []) for each in rest)]
    )
    found = gathered(report)
    (alone,) = [
        row for part in found.parts for row in part.rows if "Lê C" in row.opinion
    ]
    assert alone.verdict is Verdict.CONTRADICTED
    shared = [e for e in found.shared if e.row.verdict is Verdict.CONTRADICTED]
    assert {each.row.opinion for each in shared} == {"chưa xem xét"}
    page = render_html(report)
    assert page.count("Lê C") == 1
    assert len(page) < 2 * len(render_html(large))


def test_it_is_a_fraction_of_all_in_full(
    large: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size goes by what is said, not by how often."""
    brief = len(render_html(large)), len(write_docx(large))
    monkeypatch.setattr(report_gathered, "MOST_IN_FULL", 10**9)
    full = len(render_html(large)), len(write_docx(large))
    assert brief[0] * 4 < full[0]
    assert brief[1] < full[1]


def test_a_dossier_that_can_be_read_through_stands_in_full() -> None:
    """Three files print every citation where it stands."""
    small = dossier(3)
    found = gathered(small)
    assert not found.shared
    assert not found.findings
    assert all(len(p.rows) == len(p.document.citations) for p in found.parts)
    assert "giống nhau" not in render_html(small)


@given(some.sets(some.integers(min_value=1, max_value=200)))
def test_ranges_say_the_same_numbers(numbers: set[int]) -> None:
    """Runs can be read back."""
    back: set[int] = set()
    for run in filter(None, ranges(sorted(numbers)).split(", ")):
        first, _, last = run.partition("–")
        back |= set(range(int(first), int(last or first) + 1))
    assert back == numbers
