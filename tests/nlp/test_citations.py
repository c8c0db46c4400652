"""Citations: the worked examples of the domain guide, and forms beyond them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from nlp.analysis import Citation, Header
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.fold import fold
from nlp.law_names import known_names, match_name
from nlp.numbers import find_numbers
from nlp.pinpoints import parse_pinpoints

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "worked_citations.jsonl")
    .read_text("utf-8")
    .splitlines()
]
ELSEWHERE = {row["id"] for row in ROWS if "elsewhere" in row}
FIELDS = ("kind", "number", "date", "issuer", "title", "relation", "form", "status")


def cites(text: str, header: Header | None = None) -> list[Citation]:
    """Return the citations of a text read from scratch."""
    return find_citations(
        text, numbers=find_numbers(text), dates=find_dates(text)[0], header=header
    )


def spans(text: str, *, form: str | None = None) -> list[str]:
    """Return what the citations of a text say, as written."""
    return [
        c.span.of(text) for c in cites(text) if form is None or c.form == form
    ]  # fmt: skip


def described(text: str, citation: Citation) -> dict[str, Any]:
    """Return a citation in the shape of a row of worked examples."""
    fields = {field: getattr(citation, field) for field in FIELDS}
    return {
        "span": citation.span.of(text),
        "start": citation.span.start,
        **fields,
        "provisions": list(citation.provisions),
    }


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_worked_example(row: dict[str, Any]) -> None:
    """Every worked example is read with all its fields."""
    found = [described(row["text"], c) for c in cites(row["text"])]
    assert found == row["citations"]


@pytest.mark.parametrize("row", [row for row in ROWS if "pinpoints" in row])
def test_pinpoint_without_document(row: dict[str, Any]) -> None:
    """A pin-point that names no document is read as paths, not as a citation."""
    assert list(parse_pinpoints(row["text"])) == row["pinpoints"]


def test_examples_are_complete() -> None:
    """All 105 examples are in the table; two are for other readers than this one."""
    assert [row["id"] for row in ROWS] == [f"C{n:02d}" for n in range(1, 106)]
    assert {"C90", "C92"} == ELSEWHERE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết\nđịnh số\n38/QĐ-LHH", ["Quyết\nđịnh số\n38/QĐ-LHH"]),
        ("| Nghị định số 30/2020/NĐ-CP |", ["Nghị định số 30/2020/NĐ-CP"]),
        (
            "Nghị định số 30/2020/NĐ-CP\n\n12\n\nngày 05/3/2020 của Chính phủ",
            ["Nghị định số 30/2020/NĐ-CP\n\n12\n\nngày 05/3/2020 của Chính phủ"],
        ),
        ("Nghị định | số 30/2020/NĐ-CP", ["Nghị định | số 30/2020/NĐ-CP"]),
        ("QUYẾT ĐỊNH SỐ 38/QĐ-LHH", ["QUYẾT ĐỊNH SỐ 38/QĐ-LHH"]),
        ("Thông tư số : 01/2015/TT-BNV", ["Thông tư số : 01/2015/TT-BNV"]),
    ],
)
def test_layout_does_not_break_a_citation(text: str, expected: list[str]) -> None:
    """Line breaks, table bars and page numbers inside a citation belong to it."""
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("của Cục Thuế tỉnh Đắk Nông hỏi về", "Cục Thuế tỉnh Đắk Nông"),
        ("của Công ty Hòa Bình báo cáo vướng mắc", "Công ty Hòa Bình"),
        ("của Ban Dân tộc thiểu số Việt Nam.", "Ban Dân tộc thiểu số Việt Nam"),
        ("của UBND tỉnh số 12", "UBND tỉnh"),
        ("của Liên bộ Kế hoạch và Đầu tư.", "Liên bộ Kế hoạch và Đầu tư"),
        ("của Chính phủ vẫn tiếp tục", "Chính phủ"),
        ("của Chính phủ Căn cứ Luật Giá", "Chính phủ"),
        (
            "của Bộ trưởng, Chủ nhiệm Văn phòng Chính\nphủ hướng dẫn",
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        ),
        ("của Bộ Công an và Bộ Tài chính.", "Bộ Công an và Bộ Tài chính"),
        ("của Bộ Y tế, Bộ Công an và Sở X.", "Bộ Y tế, Bộ Công an và Sở X"),
        ("của Công ty Xây dựng số 1 - Hoa Lư về", "Công ty Xây dựng số 1 - Hoa Lư"),
        ("của Công ty TNHH Hoa Sen đề nghị hướng dẫn", "Công ty TNHH Hoa Sen"),
        ("của Thuế tỉnh Quảng Ninh về chính sách", "Thuế tỉnh Quảng Ninh"),
        ("của Bộ Chính trị, Ban Bí thư;", "Bộ Chính trị, Ban Bí thư"),
        ("CỦA CHÍNH PHỦ BAN HÀNH KẾ HOẠCH", "CHÍNH PHỦ"),
        ("của UBND Thành phố về việc", "UBND Thành phố"),
        ("của UBND TP. Hồ Chí Minh, Sở Nội vụ", "UBND TP. Hồ Chí Minh"),
        ("của UBND tỉnh Bà Rịa - Vũng Tàu ban hành", "UBND tỉnh Bà Rịa - Vũng Tàu"),
        ("của Sở Văn hóa, Thể thao và Du lịch về", "Sở Văn hóa, Thể thao và Du lịch"),
        ("của Chính phủ và Nghị định số 89/2015/NĐ-CP", "Chính phủ"),
        ("của pháp luật", None),
        ("của các cơ quan", None),
    ],
)  # fmt: skip
def test_issuer_ends_where_the_name_ends(text: str, issuer: str | None) -> None:
    """The issuer is the first body after "của", without the words that follow it."""
    found = cites(f"Quyết định số 12/QĐ-XYZ ngày 05/3/2020 {text}")
    assert found[0].issuer == issuer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pháp luật đất đai, kỷ luật lao động, luật sư", []),
        ("Luật Nhà ở và Luật Đất đai", ["Luật Nhà ở", "Luật Đất đai"]),
        ("Luật An toàn, vệ sinh lao động", ["Luật An toàn, vệ sinh lao động"]),
        ("Luật Thuế GTGT số 48/2024/QH15", ["Luật Thuế GTGT số 48/2024/QH15"]),
        ("Luật Trồng cây xanh năm 2031", ["Luật Trồng cây xanh năm 2031"]),
        ("Pháp lệnh ngày 22/01/1981 sửa đổi", ["Pháp lệnh ngày 22/01/1981"]),
        ("tổ chức thi hành pháp Luật Đất đai", []),
        ("XÂY DỰNG VÀ THI HÀNH PHÁP LUẬT DO UBND", []),
        ("Hiến pháp năm 2013", ["Hiến pháp năm 2013"]),
        ("Luật Phí và lệ phí; Luật Giá", ["Luật Phí và lệ phí", "Luật Giá"]),
        ("theo BLHS năm 2015", ["BLHS năm 2015"]),
        ("Luật Đất đai; Luật này", ["Luật Đất đai", "Luật này"]),
        ("căn cứ luật Đất đai năm 2024", ["luật Đất đai năm 2024"]),
        ("LUẬT PHÒNG THỦ DÂN SỰ\nThực hiện", ["LUẬT PHÒNG THỦ DÂN SỰ"]),
    ],
)  # fmt: skip
def test_law_names(text: str, expected: list[str]) -> None:
    """A law's name ends where the name ends, known or not; its year is inside."""
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Số: 2519/QĐ-UBND",
        "Mẫu số 06/KK-TNCN",
        "số nhà 43/12 đường Nguyễn Thông",
        "Quyết định 5 vấn đề lớn",
        "các quy định này",
        "hợp đồng này",
        "theo Hướng dẫn của Sở",
        "tờ khai số 03/TNDN",
        "kế hoạch số 1",
        "Decree No. 29/2025/ND-CP",
        "nhiệm vụ Nghị định thư đặt hàng",
        "quy định tại Điều 26 của Luật được xác định theo ngày",
        "kem theo TT 08_2020_TT-BVHTTDL.doc",
    ],
)
def test_not_a_citation(text: str) -> None:
    """The document's own number, forms, addresses and common nouns are no citations."""
    assert spans(text) == []


def test_joint_issuers_are_joined_by_commas() -> None:
    """Where the number names several issuers, commas alone join them."""
    text = (
        "Thông tư liên tịch số 246/2010/TTLT-BQP-BKH ngày 23/12/2010"
        " của Bộ Quốc phòng, Bộ Kế hoạch và Đầu tư hướng dẫn thực hiện"
    )
    assert cites(text)[0].issuer == "Bộ Quốc phòng, Bộ Kế hoạch và Đầu tư"


def test_list_named_once_lends_its_issuer() -> None:
    """The issuer before a list of bare numbers is that of every member."""
    text = (
        "Căn cứ các Nghị định của Chính phủ: số 63/2010/NĐ-CP về thủ tục;"
        " số 48/2013/NĐ-CP; Thông tư số 2/2017/TT-VPCP"
    )
    assert [c.issuer for c in cites(text)] == ["Chính phủ", "Chính phủ", None]


def test_own_number_is_kept_out_by_the_header() -> None:
    """The number that the header holds is the document itself."""
    text = "số 38/QĐ-LHH"
    header = Header(number="38/QĐ-LHH", spans={"number": Span(3, 12)})
    assert cites(text) != []
    assert cites(text, header) == []


def test_number_in_a_line_of_issue_is_cited() -> None:
    """A header that took its number from "(Kèm theo …)" does not hide the citation."""
    text = "(Kèm theo Công văn số 12/BTC-CTK)"
    header = Header(number="12/BTC-CTK", spans={"number": Span(22, 32)})
    assert [c.number for c in cites(text, header)] == ["12/BTC-CTK"]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số      /QĐ-UBND ngày      tháng 6 năm 2022",
        "Quyết định số\n/QĐ-UBND ngày tháng 11 năm 2025 của Chủ tịch",
        "Quyết định số …/2025/QĐ-UBND",
    ],
)
def test_blank_number(text: str) -> None:
    """A number left empty for the pen is a citation without number."""
    (citation,) = cites(text)
    assert (citation.status, citation.number) == ("blank", None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("về việc: Ban hành quy chế.", "Ban hành quy chế"),
        ("quy định về bồi hoàn học bổng;", "bồi hoàn học bổng"),
        ("hướng dẫn xếp lương được sửa đổi, bổ sung bởi", "hướng dẫn xếp lương"),
        (
            "về thủ tục được sửa đổi trong lĩnh vực giá;",
            "thủ tục được sửa đổi trong lĩnh vực giá",
        ),
        ("về phí và khoản 2 Điều 4 Thông tư", "phí"),
        ("về phí, Sở Tài chính báo cáo", "phí"),
        ("về phí. Ủy ban nhân dân", "phí"),
        (", báo cáo Thủ tướng", None),
        (
            "về kế hoạch triển khai thi hành Luật thì",
            "kế hoạch triển khai thi hành Luật",
        ),
        ("về xây dựng TP. Hồ Chí Minh. Các sở", "xây dựng TP. Hồ Chí Minh"),
        ("(được sửa đổi năm 2020) về phí;", "phí"),
        (", các sở thực hiện", None),
    ],
)
def test_title_follows_the_citation(text: str, title: str | None) -> None:
    """The title starts after its cue and ends with the phrase."""
    citation = cites(f"Quyết định số 38/QĐ-LHH {text}")[0]
    assert citation.title == title
    if citation.title_span:
        assert citation.title_span.of(f"Quyết định số 38/QĐ-LHH {text}") == title


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Any text gives citations inside the text, in order, without overlap."""
    end = 0
    for citation in cites(text):
        assert end <= citation.span.start < citation.span.end <= len(text)
        end = citation.span.end


PIECES = [
    "Quyết định", "số ", "38/QĐ-LHH", " ngày 31/7/2020", " của Chính phủ",
    "Luật Đất đai", " và ", ", ", "; ", "khoản 2 Điều 5 ", "này", " nêu trên", "\n",
    "|", "(", ")", "“",
    "sau đây gọi là Nghị định 30", "Nghị định 30", "30/2020/NĐ-CP", "Căn cứ ",
    " về việc ",
    "sửa đổi, bổ sung ", "hết hiệu lực", "Công văn số 123", "124/SNV-TĐKT", " năm 2013",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_order_of_parts(text: str) -> None:
    """Parts of citations in any order give spans that lie in the text and in order."""
    end = 0
    for citation in cites(text):
        assert end <= citation.span.start < citation.span.end <= len(text)
        end = citation.span.end
        for inner in (citation.title_span, citation.provisions_span, citation.subject):
            assert inner is None or inner.end <= len(text)


WORST = {
    "spaces": " " * 100_000,
    "digits": "1" * 100_000,
    "commas": "," * 100_000,
    "articles": "Điều " * 20_000,
    "laws": "Luật " * 20_000,
    "of": "của " * 25_000,
    "quotes": "“" * 100_000,
    "brackets": "(" * 100_000,
    "bars": "|" * 100_000,
    "lines": "\n" * 100_000,
    "kinds": "Quyết định số " * 7_000,
    "points": "điểm a, " * 12_000,
    "gaps": ("Luật" + " " * 60) * 1_500,
    "bodies": "của Ủy ban nhân dân " * 5_000,
}


@pytest.mark.parametrize("name", WORST)
def test_a_long_run_of_one_thing_comes_to_an_end(name: str) -> None:
    """What is not linear in a hundred thousand characters hangs, and ends the run."""
    text = WORST[name]
    numbers, dates = find_numbers(text), find_dates(text)[0]
    found = find_citations(text, numbers=numbers, dates=dates)
    spans = [(one.span.start, one.span.end) for one in found]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_real_laws_are_known() -> None:
    """Every name in the table is read to its end, in any case."""
    for name in known_names():
        text = f"{name} và các văn bản"
        assert match_name(fold(text), len(name.kind), name.kind) == (
            name,
            len(str(name)),
        )


@pytest.mark.parametrize(
    ("text", "kind", "issuer"),
    [
        ("Thông tư Bộ Tài chính số 134/1999/TT-BTC", "Thông tư", "Bộ Tài chính"),
        ("công văn Bộ Tài chính số 1234/TCT-CS", "Công văn", "Bộ Tài chính"),
        ("Nghị định Chính phủ số 12/CP", "Nghị định", "Chính phủ"),
        (
            "Thông tư liên tịch Bộ Y tế & Bộ Tài chính số 02/2003/TTLT/BYT-BTC",
            "Thông tư liên tịch",
            "Bộ Y tế & Bộ Tài chính",
        ),
    ],
)
def test_a_body_may_stand_between_kind_and_number(
    text: str, kind: str, issuer: str
) -> None:
    """Without "của" too: the kind is that of the number and the body its issuer."""
    (found,) = cites(f"Căn cứ {text} ngày 6/1/2003;")
    assert (found.kind, found.issuer) == (kind, issuer)


def test_a_verb_before_a_citation_is_no_kind() -> None:
    """ "hướng dẫn Nghị định số …" cites the decree, broken over lines too."""
    (found,) = cites(
        "ban hành văn bản hướng dẫn Nghị\nđịnh số 49/2022/NĐ-CP của Chính phủ"
    )
    assert (found.kind, found.number) == ("Nghị định", "49/2022/NĐ-CP")


@pytest.mark.parametrize(
    ("text", "numbers", "dates"),
    [
        (
            "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13"
            " ngày 20 tháng 6 năm 2017",
            [None],
            ["2017-06-20"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng số 62/2020/QH14"
            " ngày 17 tháng 6 năm 2020",
            ["62/2020/QH14"],
            ["2020-06-17"],
        ),
        (
            "sửa đổi Thông tư số 191/2005/TTLT-BQP-BTC; số 144/2008/TTLT-BQP-BTC"
            " ngày 27 tháng 11 năm 2008",
            ["191/2005/TTLT-BQP-BTC", "144/2008/TTLT-BQP-BTC"],
            [None, "2008-11-27"],
        ),
    ],
)
def test_a_day_that_the_number_forbids_is_another_s(
    text: str, numbers: list[str | None], dates: list[str | None]
) -> None:
    """A list does not lend it; an amending law has it, but not the number."""
    found = cites(text)
    assert [c.number for c in found] == numbers
    assert [c.date for c in found] == dates
