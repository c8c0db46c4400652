"""Words stuck together are read apart, and every span stays on the text as given."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Page, Span
from nlp.glued import part_glued
from nlp.pipeline import analyse

_TEXT = (
    "Căn cứ Nghị định số 86/2011/NĐ-CP ngày 22/9/2011 của Chính phủ quy định chi tiết"
    " thi hành một số điều của Luật Thanh tra;\n"
    "Thực hiện Quyết định số 38/QĐ-UBND ngày 31 tháng 7 năm 2020 của Ủy ban nhân dân"
    " tỉnh Khánh Hòa theo khoản 2 Điều 5 Luật Đất đai số 45/2013/QH13 ngày 29/11/2013."
)


def document(text: str) -> Document:
    """Return a document of that text."""
    return Document(sha256="", name="vi-du.txt", text=text)


def apart(text: str) -> str:
    """Return the text as it is read."""
    parted = part_glued(document(text))
    return parted.document.text if parted else text


@pytest.mark.parametrize(
    ("glued", "read"),
    [
        ("Chínhphủ", "Chính phủ"),
        ("củaChính phủ", "của Chính phủ"),
        ("củaChínhphủ", "của Chính phủ"),
        ("TỈNHKHÁNH HÒA", "TỈNH KHÁNH HÒA"),
        ("một số điềucủa Luật", "một số điều của Luật"),
        ("Quyếtđịnh này", "Quyết định này"),
        ("khoản2 Điều5", "khoản 2 Điều 5"),
        ("26/2014/TT-BTNMTbao gồm", "26/2014/TT-BTNMT bao gồm"),
        ("126/2020/NĐ-CPđể", "126/2020/NĐ-CP để"),
        ("12/QĐ-TTg, 13/TTr-UBND", "12/QĐ-TTg, 13/TTr-UBND"),
        ("2Nghị định 66/2014/NĐ-CP", "2 Nghị định 66/2014/NĐ-CP"),
        ("45/2013/QH13ngày 29", "45/2013/QH13 ngày 29"),
        ("(tố cáonăm 1998;", "(tố cáo năm 1998;"),
        # one way only, or none: a name, a symbol, a foreign word, one syllable
        ("Đắkrông", "Đắkrông"),
        ("06/2024/QĐ-UBND", "06/2024/QĐ-UBND"),
        ("Mêtan", "Mêtan"),
        ("rơ moóc", "rơ moóc"),
        ("nghiêng", "nghiêng"),
        ("mạngày", "mạngày"),
        ("thanhtra", "thanhtra"),
        ("UBND", "UBND"),
        ("TBÁ10", "TBÁ10"),
    ],
)
def test_words_are_parted_where_their_spelling_leaves_one_way(
    glued: str, read: str
) -> None:
    """Names, symbols, foreign words and what can be cut twice stay whole."""
    assert apart(f"a {glued} b") == f"a {read} b"


def test_a_citation_with_its_spaces_lost_is_the_citation() -> None:
    """Kind, number, date, issuer and pin-point are read; spans hold what is printed."""
    text = (
        "Căn cứ Nghị địnhsố 86/2011/NĐ-CP ngày22/9/2011 củaChínhphủ;\n"
        "theo khoản2 Điều5 Luật Đấtđai số 45/2013/QH13ngày 29/11/2013"
    )
    decree, law = analyse(document(text)).citations
    assert (decree.kind, decree.number) == ("Nghị định", "86/2011/NĐ-CP")
    assert (decree.date, decree.issuer) == ("2011-09-22", "Chính phủ")
    assert decree.span.of(text) == text[7 : text.index(";")]
    assert (law.date, law.provisions) == ("2013-11-29", ("dieu:5/khoan:2",))
    assert law.provisions_span is not None
    assert law.provisions_span.of(text) == "khoản2 Điều5"


def test_pages_move_with_the_words() -> None:
    """A page holds the same words after they are parted."""
    text = "của Chínhphủ\n\fĐiều5 Luật Đấtđai"
    half = text.index("\f") + 1
    pages = (
        Page(number=1, span=Span(0, half), width=595, height=842),
        Page(number=2, span=Span(half, len(text)), width=595, height=842),
    )
    parted = part_glued(replace(document(text), pages=pages))
    assert parted is not None
    first, second = (
        page.span.of(parted.document.text) for page in parted.document.pages
    )
    assert first == "của Chính phủ\n\f"
    assert second == "Điều 5 Luật Đất đai"


def test_findings_that_point_elsewhere_point_into_the_text() -> None:
    """Offsets inside the evidence are put back as spans are."""
    wrong = "giai đoạn 2121 – 2025 của Chínhphủ, Chínhphủ; giai đoạn 2021 – 2025"
    found = [f for f in analyse(document(wrong)).findings if f.code == "P01"]
    assert [f.span.of(wrong) for f in found] == ["giai đoạn 2121 – 2025"]
    elsewhere = int(found[0].evidence["elsewhere"])
    assert wrong[elsewhere:].startswith("giai đoạn 2021")


_LETTERS = r"(?<=[^\W\d_]) (?=[^\W\d_])"
_SPACES = [match.start() for match in re.finditer(_LETTERS, _TEXT)]


@given(st.sets(st.sampled_from(_SPACES), max_size=6))
def test_every_span_slices_the_text_as_given(lost: set[int]) -> None:
    """Whatever spaces are lost, spans are in range; what is parted reads the same."""
    text = "".join(letter for i, letter in enumerate(_TEXT) if i not in lost)
    parted = part_glued(document(text))
    whole = analyse(document(_TEXT))
    got = analyse(document(text))
    assert all(0 <= span.start <= span.end <= len(text) for span in got.spans())
    for citation in got.citations:
        words = citation.span.of(text)
        assert words == words.strip()
    if parted and parted.document.text == _TEXT:
        assert [(c.number, c.date, c.issuer) for c in got.citations] == [
            (c.number, c.date, c.issuer) for c in whole.citations
        ]


@given(st.text(alphabet="aáạcđghiknoptuưĐÁC 12345/.,\n", max_size=200))
def test_any_text_comes_back_letter_by_letter(text: str) -> None:
    """Nothing but spaces is put in."""
    parted = part_glued(document(text))
    if parted:
        assert parted.document.text.replace(" ", "") == text.replace(" ", "")
        assert len(parted.document.text) == len(text) + len(parted.cuts)


def test_text_without_a_space_is_left_alone() -> None:
    """One word of 100,000 letters is no glued pair."""
    assert part_glued(document("Chínhphủ" * 12_500)) is None
