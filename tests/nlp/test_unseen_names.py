"""Forms met in news, rules and plans: serials alone, charters, parts of titles."""

from __future__ import annotations

from ingest.document import Document
from nlp.analysis import Analysis, Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import analyse


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


def read(text: str) -> Analysis:
    """Read a whole document."""
    return analyse(Document("", "x", text))


LETTERHEAD = (
    "BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 15/2021/TT-BNV\nHà Nội, ngày 04 tháng 9 năm 2021\nTHÔNG TƯ\nVề lưu trữ\n"
    "Căn cứ Luật Lưu trữ;\n"
)


def test_parts_of_a_title_with_one_head_noun_are_one_title() -> None:
    """ "… cán bộ, công chức xã; cán bộ không chuyên trách; cán bộ ở ấp"."""
    (found,) = cited(
        "Thay thế Quyết định số 15/2006/QĐ-UBND về việc ban hành Quy chế quản lý cán"
        " bộ, công chức xã; cán bộ không chuyên trách ở xã; cán bộ ở ấp."
    )

    assert (found.title or "").endswith("cán bộ không chuyên trách ở xã; cán bộ ở ấp")


def test_a_semicolon_before_what_somebody_does_ends_a_title() -> None:
    """The same noun may open the next clause, which has a verb."""
    (found,) = cited(
        "Theo Quyết định số 15/2006/QĐ-UBND về việc quản lý cán bộ; cán bộ phải"
        " đăng ký."
    )

    assert found.title == "quản lý cán bộ"


def test_a_charter_of_the_whole_country_is_cited_by_its_article() -> None:
    """Others are cited by what issued them."""
    (found,) = cited("Theo Khoản 2 Điều 21 Điều lệ Đảng Cộng sản Việt Nam 2011 thì")

    assert (found.kind, found.date) == ("Điều lệ", "2011")
    assert found.provisions == ("dieu:21/khoan:2",)
    other = cited("Điều 16 Điều lệ Quỹ ban hành kèm theo Quyết định số 15/QĐ-TTg")
    assert [each.kind for each in other] == ["Quyết định"]


def test_rules_of_several_bodies_are_cited_whole() -> None:
    """ "Quy chế làm việc của Ban Chấp hành, Ban Thường vụ và Thường trực …"."""
    name = (
        "Quy chế làm việc của Ban Chấp hành Đảng bộ Thành phố, Ban Thường vụ Thành ủy"
        " và Thường trực Thành ủy khóa VIII"
    )
    (found,) = cited(f"Căn cứ {name};")

    assert found.title == name


def test_what_was_just_issued_is_cited_by_its_serial() -> None:
    """News leave the code out: "ban hành quyết định số 5269"."""
    found = cited(
        "UBND tỉnh Hà Nam ban hành quyết định số 5269 và kế hoạch số 1. Sau đó, UBND"
        " tỉnh Hà Nam ban hành Kế hoạch 1209."
    )

    assert [(each.number, each.issuer) for each in found] == [
        ("5269", "UBND tỉnh Hà Nam"),
        ("1209", "UBND tỉnh Hà Nam"),
    ]


def test_an_issuer_ends_with_its_line_before_a_new_sentence() -> None:
    """ "… của UBND tỉnh" above "Ngày 28 tháng 4 năm 2020, …"."""
    (found,) = cited(
        "Công văn số 15/UBND-NC của UBND tỉnh\nNgày 28 tháng 4 năm 2020, …"
    )

    assert found.issuer == "UBND tỉnh"


def test_a_law_of_another_year_is_not_the_one_with_the_short_name() -> None:
    """A short name without a year stands for the text that it was given to."""
    found = cited(
        "Căn cứ Luật Doanh nghiệp số 59/2020/QH14 (gọi tắt là Luật Doanh nghiệp); Luật"
        " Doanh nghiệp ngày 26/11/2014 và Luật Doanh nghiệp."
    )

    assert [each.date for each in found] == [None, "2014-11-26", None]
    assert [each.form for each in found] == ["full", "name", "alias"]


def test_the_subject_may_begin_in_the_line_of_the_heading() -> None:
    """ "KẾ HOẠCH HÀNH ĐỘNG" over the rest of the subject; the number is none of it."""
    header = read("KẾ HOẠCH HÀNH ĐỘNG\nTHỰC HIỆN LUẬT LƯU TRỮ\nCăn cứ Luật Lưu trữ;\n")
    assert header.header.kind == "Kế hoạch"

    again = LETTERHEAD.replace("THÔNG TƯ\n", "THÔNG TƯ 15/2021/TT-BNV\n")
    assert read(again).header.title == "Về lưu trữ"
