"""What holds for every text, however it is put together."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.read import read_text
from nlp.analysis import Analysis
from nlp.pipeline import analyse

PARTS = st.sampled_from(
    [
        "Thông tư số 01, 02 và 03/2031/TT-BNV",
        "Nghị định của Chính phủ về quản lý chợ",
        "Quyết định số 38/QĐ-LHH, ngày 31/7/2031, của Liên hiệp Hội",
        "Chủ tịch UBND Thành phố Trần Văn Ba",
        "điểm a khoản 1 Điều 5",
        "Mục II.3",
        "từ tháng 6/2031 đến hết 30/9/2031",
        "2021 – 2025",
        "| Mai Xuân Lộc |",
        "\n\n",
        "“",
        "”",
        "(",
        ";",
        "SỐ:",
        "KT. CHỦ TỊCH",
        "này",
        "\u00a0",
        "☂",
    ]
)
TEXTS = st.lists(PARTS | st.text(max_size=6), max_size=12).map(" ".join)


def read(text: str) -> Analysis:
    """Analyse a text as reading hands it on: composed."""
    composed = unicodedata.normalize("NFC", text)
    return analyse(Document(sha256="", name="t.txt", text=composed))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_lie_in_the_text_and_layers_in_its_order(text: str) -> None:
    """Every span slices, every layer is ordered, and no two citations overlap."""
    composed = unicodedata.normalize("NFC", text)
    analysis = read(text)

    assert all(0 <= span.start < span.end <= len(composed) for span in analysis.spans())
    layers = (analysis.citations, analysis.dates, analysis.periods, analysis.entities)
    for layer in layers:
        starts = [item.span.start for item in layer]
        assert starts == sorted(starts)
    cited = [citation.span for citation in analysis.citations]
    assert all(a.end <= b.start for a, b in pairwise(cited))


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, max_size=12).map(" ".join).map("Văn bản {}".format))
def test_composed_and_decomposed_letters_read_alike(text: str) -> None:
    """A file in either form is read into the same text and so the same analysis."""
    forms = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    composed, decomposed = (analyse(read_text(written)) for written in forms)
    assert composed == decomposed
