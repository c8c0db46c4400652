"""The whole reading of a document: one door, plain values, every span in the text."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document
from nlp.analysis import Analysis
from nlp.components import build_language, read
from nlp.pipeline import analyse

DECISION = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 15/QĐ-UBND

Nghệ An, ngày 05 tháng 01 năm 2024

QUYẾT ĐỊNH
Về việc giao nhiệm vụ

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;
Theo đề nghị của Giám đốc Sở Nội vụ.
QUYẾT ĐỊNH:
Điều 1. Giao Sở Nội vụ chủ trì, phối hợp với ông Trần Văn Bình, Chánh Văn phòng.
1. Thực hiện giai đoạn 2024 - 2025.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn An
"""  # noqa: E501


def document(text: str) -> Document:
    """Return a text as the document it would be."""
    return Document(sha256="", name="van-ban.txt", text=text)


def test_every_layer_is_read() -> None:
    """Header, provisions, citations, dates, periods and names come from one call."""
    analysis = analyse(document(DECISION))

    assert analysis.header.number == "15/QĐ-UBND"
    assert analysis.header.signer == "Lê Văn An"
    assert "dieu:1/khoan:1" in [unit.path for unit in analysis.provisions]
    assert "30/2020/NĐ-CP" in [cited.number for cited in analysis.citations]
    assert [(p.start, p.end) for p in analysis.periods] == [("2024", "2025")]
    assert analysis.effective_from == "2024-01-05"
    people = [e.value for e in analysis.entities if e.label == "PERSON"]
    assert people == ["Trần Văn Bình", "Lê Văn An"]
    bodies = {e.value for e in analysis.entities if e.label == "ORG"}
    assert {"Ủy ban nhân dân tỉnh Nghệ An", "Sở Nội vụ tỉnh Nghệ An"} <= bodies


def test_an_empty_text_is_an_empty_analysis() -> None:
    """Nothing is invented where nothing stands."""
    assert analyse(document("")) == Analysis()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Sở Nội vụ",
                "UBND tỉnh",
                "ông Nguyễn Văn A",
                "TP.HCM",
                "38/QĐ-LHH",
                "ngày 31/6/2022",
                "Điều 5",
                "(sau đây gọi là Sở)",
                "\n",
                "BỘ",
                "“",
                "và",
                ",",
                "xã",
            ]
        ),
        max_size=14,
    )
)
def test_every_span_slices_the_text_and_names_do_not_overlap(parts: list[str]) -> None:
    """Whatever the text, spans lie inside it and no two entities share a letter."""
    text = " ".join(parts)
    analysis = analyse(document(text))

    assert all(span.end <= len(text) for span in analysis.spans())
    spans = [entity.span for entity in analysis.entities]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(entity.span.of(text).strip() for entity in analysis.entities)


def test_threads_read_alike() -> None:
    """Documents read at the same time give what they give alone."""
    texts = [DECISION.replace("15/", f"{i}/") for i in range(1, 9)]
    alone = [analyse(document(text)) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: analyse(document(text)), texts))

    assert together == alone


def test_the_vocabulary_does_not_grow_with_what_is_sent() -> None:
    """A service that reads for months keeps its memory: unknown words are one."""
    nlp = build_language()
    read(nlp, document("Sở Nội vụ"))
    before = len(nlp.vocab.strings)
    read(nlp, document(" ".join(f"từ{i}lạ" for i in range(500))))

    assert len(nlp.vocab.strings) == before


def test_spacy_is_imported_only_when_something_is_read() -> None:
    """Commands that analyse nothing do not wait for the language library."""
    code = "import sys, nlp.pipeline; sys.exit('spacy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "unit",
    ["Sở ", "A.", "HĐND, UBND, ", "các Bộ: A, ", "Nguyễn ", "Tổ Bộ Sở Ban ", "Y H’"],
)
def test_names_cost_linear_time(unit: str) -> None:
    """Repeated beginnings of names do not make the reader go round in circles."""
    nlp = build_language()
    names = dict(nlp.pipeline)["cancu_entities"]
    text = unit * (60_000 // len(unit))
    doc = nlp.make_doc(text)
    doc._.document, doc._.text = document(text), text
    for name, component in nlp.pipeline:
        if name in ("cancu_header", "cancu_numbers", "cancu_dates"):
            doc = component(doc)
    doc._.citations = []

    assert names(doc)._.entities is not None


def test_eth_is_read_as_the_vietnamese_letter() -> None:
    """Old fonts print it for Đ: pin-points, names and places are the same."""
    text = (
        "khoản 1 \u00d0iều 5 Nghị định số 9/2030/N\u00d0-CP; ông \u00d0ỗ Văn \u00d0ạt"
    )
    analysis = analyse(document(text))
    assert analysis.citations[0].provisions == ("dieu:5/khoan:1",)
    assert [each.value for each in analysis.entities] == ["Đỗ Văn Đạt"]
    assert analysis.entities[0].span.of(text) == "\u00d0ỗ Văn \u00d0ạt"
