"""Rarer written forms of a citation, each read as the rest of its kind."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import analyse


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


SPANS = [
    (
        "Nghị quyết số 18-NQ/TW (khóa XII) ngày 25/10/2017 của Bộ Chính trị",
        ["Nghị quyết số 18-NQ/TW (khóa XII) ngày 25/10/2017 của Bộ Chính trị"],
    ),
    (
        "Căn cứ các Luật: Đầu tư công, Xây dựng và Đấu thầu;",
        ["Luật: Đầu tư công", "Xây dựng", "Đấu thầu"],
    ),
    (
        "theo các Luật Đất đai, Nhà ở năm 2023 và Kinh doanh bất động sản",
        ["Luật Đất đai", "Nhà ở năm 2023", "Kinh doanh bất động sản"],
    ),
    (
        "Luật Doanh nghiệp sửa đổi 2025 có hiệu lực từ 01/7/2025",
        ["Luật Doanh nghiệp sửa đổi 2025"],
    ),
    (
        "theo Luật Đất đai sửa đổi năm 2024 và Luật Nhà ở 2023",
        ["Luật Đất đai sửa đổi năm 2024", "Luật Nhà ở 2023"],
    ),
    (
        "Luật Xử lý vi phạm hành chính năm 2012, sửa đổi, bổ sung năm 2020, 2025",
        ["Luật Xử lý vi phạm hành chính năm 2012, sửa đổi, bổ sung năm 2020, 2025"],
    ),
    (
        "Công văn không số ngày 12/3/2021 của Công ty TNHH Hải Âu",
        ["Công văn không số ngày 12/3/2021 của Công ty TNHH Hải Âu"],
    ),
    (
        "Giấy phép môi trường số 125/GPMT-UBND ngày 05/7/2023 của UBND tỉnh Đồng Nai",
        ["Giấy phép môi trường số 125/GPMT-UBND ngày 05/7/2023 của UBND tỉnh Đồng Nai"],
    ),
    (
        "Công văn hỏa tốc số 233/UBND-NC ngày 02/9/2024 của UBND TP Hải Phòng",
        ["Công văn hỏa tốc số 233/UBND-NC ngày 02/9/2024 của UBND TP Hải Phòng"],
    ),
    (
        "Quyết định số 4711 /QĐ-UBND ngày 8 tháng 11 năm 2 021 của UBND Thành phố",
        ["Quyết định số 4711 /QĐ-UBND ngày 8 tháng 11 năm 2 021 của UBND Thành phố"],
    ),
    (
        "Hiệp định Thương mại tự do Việt Nam - EU và Công ước Viên năm 1980",
        ["Hiệp định Thương mại tự do Việt Nam - EU", "Công ước Viên năm 1980"],
    ),
    (
        "Quyết định số …/QĐ-UBND ngày …/…/2024 của UBND tỉnh",
        ["Quyết định số …/QĐ-UBND ngày …/…/2024 của UBND tỉnh"],
    ),
    (
        "Can cu Nghi dinh so 30/2020/ND-CP ngay 05 thang 3 nam 2020 cua Chinh phu",
        ["Nghi dinh so 30/2020/ND-CP ngay 05 thang 3 nam 2020 cua Chinh phu"],
    ),
    (
        "| 1 | Quyết định số | 15/2020/QĐ- | UBND ngày 05/5/2020 |",
        ["Quyết định số | 15/2020/QĐ- | UBND ngày 05/5/2020"],
    ),
    (
        "Quyết định số 15/|2020/QĐ-UBND ngày 05/5/2020",
        ["Quyết định số 15/|2020/QĐ-UBND ngày 05/5/2020"],
    ),
    (
        "theo Thông tư số 26/2019/TT-\n- 3 -\nBTC ngày 10/5/2019",
        ["Thông tư số 26/2019/TT-\n- 3 -\nBTC ngày 10/5/2019"],
    ),
]


@pytest.mark.parametrize(("text", "spans"), SPANS)
def test_the_whole_form_is_one_citation(text: str, spans: list[str]) -> None:
    """Span by span, in order, nothing besides."""
    document = Document(sha256="", name="vi-du.txt", text=text)
    found = analyse(document).citations
    assert [text[c.span.start : c.span.end] for c in found] == spans


FIELDS = [
    ("Công văn số 9/SNV-TC của Sở Nội vụ V/v rà soát", 0, "issuer", "Sở Nội vụ"),
    ("Công văn số 9/SNV-TC của Sở Nội vụ V/v rà soát", 0, "title", "rà soát"),
    ("các Luật: Đầu tư công, Xây dựng và Đấu thầu;", 2, "title", "Luật Đấu thầu"),
    ("Luật Doanh nghiệp sửa đổi 2025", 0, "date", "2025"),
    ("Quyết định số 45/QĐÐ-UBND ngày 3/2/2021", 0, "number", "45/QĐ-UBND"),
    ("số 15/|2020/QĐ-UBND", 0, "number", "15/2020/QĐ-UBND"),
    (
        "Khoản 1 Mục II Phần B Đề án kèm theo Quyết định số 06/QĐ-TTg",
        0,
        "provisions",
        ("phan:B/muc:II/khoan:1",),
    ),
    (
        "Quyết định số 777/QĐ-UBND của UBND tỉnh về việc công bố Danh mục văn bản hết "
        "hiệu lực năm 2021; Công văn số 12/STP-VB",
        0,
        "title",
        "công bố Danh mục văn bản hết hiệu lực năm 2021",
    ),
    (
        "Chỉ thị số 40-CT/TW của Ban Bí thư khóa XI về tín dụng chính sách",
        0,
        "title",
        "tín dụng chính sách",
    ),
    (
        "Nghị quyết số 12/2023/NQ-HĐND của HĐND tỉnh khoá XIX, kỳ họp 14 quy định mức"
        " hỗ trợ",
        0,
        "title",
        "quy định mức hỗ trợ",
    ),
    (
        "Quyết định số 7/QĐ-UBND về quản lý văn bản hết hiệu lực kể từ ngày 1/2/2021",
        0,
        "title",
        "quản lý văn bản",
    ),
]


@pytest.mark.parametrize(("text", "at", "name", "value"), FIELDS)
def test_a_field_of_a_rarer_form(text: str, at: int, name: str, value: object) -> None:
    """Names, years, repaired codes, nested units, titles that speak of effect."""
    assert getattr(cited(text)[at], name) == value


NESTED = [
    (
        "Quy chế phối hợp ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 02/3/2023 của"
        " UBND tỉnh Hà Tĩnh (sau đây gọi tắt là Quy chế). Theo Điều 4 Quy chế, các sở",
        "Quy chế",
        "45/QĐ-UBND",
        "quy-che",
    ),
    (
        "Quyết định số 9/QĐ-BNV ngày 2/3/2023 ban hành Quy định về lưu trữ (sau đây gọi"
        " là Quy định). Điều 7 Quy định nêu rõ",
        "Quy định",
        "9/QĐ-BNV",
        "quy-dinh",
    ),
    (
        "Quyết định số 1719/QĐ-TTg (gọi tắt là Chương trình 1719); nguồn"
        " vốn Chương trình 1719 năm 2024",
        "Chương trình 1719",
        "1719/QĐ-TTg",
        "chuong-trinh",
    ),
]


@pytest.mark.parametrize(("text", "name", "number", "part"), NESTED)
def test_a_short_name_of_what_a_decision_issued(
    text: str, name: str, number: str, part: str
) -> None:
    """It is an alias of the decision and names the part."""
    alias = cited(text)[-1]
    assert text[alias.span.start : alias.span.end] == name
    assert (alias.form, alias.number, alias.part) == ("alias", number, part)


def test_the_definition_of_a_short_name_is_no_citation() -> None:
    """What is cited stands before it, though the definition repeats the number."""
    text = (
        "Nghị định số 9/2030/NĐ-CP ngày 01/02/2030 (sau đây gọi tắt là Nghị"
        " định số 9/2030/NĐ-CP); Nghị định số 7/2030/NĐ-CP"
    )
    assert [c.number for c in cited(text)] == ["9/2030/NĐ-CP", "7/2030/NĐ-CP"]


@pytest.mark.parametrize("name", ["Luật lao động", "Luật Hình sự năm 2015"])
def test_a_code_may_be_called_a_law(name: str) -> None:
    """Its name alone is known."""
    found = cited(f"theo quy định của {name}.")
    assert [c.span.end - c.span.start for c in found] == [len(name)]


@pytest.mark.parametrize("unit", ["Luật \tsO", "Luật  a", "Luật sửa đổi  a", "Luật"])
def test_wide_spaces_between_words_cost_no_more(unit: str) -> None:
    """Justified text has two spaces between words; nothing is tried twice for them."""
    assert isinstance(cited(unit + "  a" * 3_000 + "  b,  c" * 500), list)
    assert isinstance(cited(unit * 1_000), list)
