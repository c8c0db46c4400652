"""Findings say where they stand on paper, and reports can show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corpus.evidence import Box, boxes_of
from corpus.known import Known
from corpus.register import Register
from corpus.report import Report
from corpus.report_html import render_html
from ingest.document import Document, Page, Span, WordBox
from nlp.analysis import Analysis

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 8
DECREE = {"kind": "Thông tư", "number": "30/2020/NĐ-CP", "date": "2020-03-05"}


def laid_out(document: Document) -> Document:
    """Return the document with a box for each character, 40 to a line."""
    words = tuple(
        WordBox(
            i,
            i + 1,
            1,
            10.0 * (i % 40),
            20.0 * (i // 40),
            10.0 * (i % 40) + 8,
            20.0 * (i // 40) + 12,
        )
        for i in range(len(document.text))
    )
    page = Page(1, Span(0, len(document.text)), width=595.0, height=842.0)
    return replace(document, words=words, pages=(page,))


def test_boxes_are_one_for_each_line(made: Callable[..., Any]) -> None:
    """The words of a line are one box; a span over two lines has two."""
    _, document, _ = made("a.txt", cites=(DECREE,) * 3)
    assert boxes_of(laid_out(document), [Span(35, 45)]) == (
        Box(1, 350.0, 0.0, 398.0, 12.0),
        Box(1, 0.0, 20.0, 48.0, 32.0),
    )
    assert boxes_of(document, [Span(0, 9)]) == ()


def checked(
    register: Register, made: Callable[..., Any]
) -> tuple[Document, Analysis, Any]:
    """Return a laid out document that contradicts itself, and its check."""
    _, document, analysis = made("a.txt", cites=(DECREE,), date="2024-05-06")
    document = laid_out(document)
    return document, analysis, register.check(document, analysis)


def test_json_and_html_show_where(register: Register, made: Callable[..., Any]) -> None:
    """Each citation carries its boxes; the page shows the picture it is given."""
    document, _, found = checked(register, made)
    (citation,) = found.to_json()["citations"]
    assert citation["boxes"]
    assert citation["boxes"][0][0] == 1
    asked: list[tuple[str, int]] = []

    def picture(sha256: str, box: Box) -> bytes | None:
        asked.append((sha256, box.page))
        return PNG

    report = Report.of([found])
    html = render_html(replace(report, picture=picture))
    assert asked == [(document.sha256, 1)]
    assert "data:image/png;base64," in html
    assert "data:image" not in render_html(report)
    bad = render_html(replace(report, picture=lambda *_: b"<svg onload=x>"))
    assert "data:image" not in bad


def test_the_other_side_quotes_its_own_header(
    register: Register, made: Callable[..., Any]
) -> None:
    """What a held document says of itself, with digest and name."""
    data, document, analysis = made("a.txt", number="5/KH-SNV")
    spans = {"number": Span(0, 5)}
    header = replace(analysis.header, spans=spans)
    register.add(data, document, replace(analysis, header=header))
    side = register.other_side(Known(id="1", source="register"))
    assert side is not None
    assert (side.quote, side.sha256) == ("a.txt", document.sha256)
    assert register.other_side(Known(id="c1", source="catalogue")) is None
