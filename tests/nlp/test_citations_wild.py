"""Citations in the shapes that working documents give them."""

from __future__ import annotations

import pytest

from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


TITLES = [
    (
        "Tại Điều 5 Nghị định số 10/2024/NĐ-CP của Chính phủ về tiền thuê đất quy định:"
        "\n“Điều 5. Miễn",
        "tiền thuê đất",
    ),
    (
        "“Thông tư số 36/2018/TT-BTC của Bộ Tài chính hướng dẫn lập dự toán” bằng",
        "hướng dẫn lập dự toán",
    ),
    (
        "Nghị quyết số 57-NQ/TW của Bộ Chính trị về đột phá phát triển khoa học và Nghị"
        " quyết số 140/NQ-CP của Chính phủ",
        "đột phá phát triển khoa học",
    ),
    (
        "Quyết định số 5/QĐ-UBND của UBND tỉnh A về trường học và điểm truy nhập mạng;",
        "trường học và điểm truy nhập mạng",
    ),
    (
        "Quyết định số 5/QĐ-UBND của UBND tỉnh A (cũ) ban hành Quy chế quản lý nhà ở;",
        "Quy chế quản lý nhà ở",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_ends_where_the_sentence_goes_on(text: str, title: str) -> None:
    """Colons, closing quotes and documents cited beside it are not in a title."""
    assert cited(text)[0].title == title


ISSUERS = [
    (
        "Quyết định số 5/QĐ-LHH của Hội Tự động hóa.\n3. Không có khiếu nại",
        "Hội Tự động hóa",
    ),
    ("Báo cáo số 5/BC-HHH của Hội Hóa học và Báo cáo số 6/BC-HXD", "Hội Hóa học"),
    (
        "Quyết định số 5/QĐ-SNV của Giám đốc Sở Nội vụ tiến hành kiểm tra",
        "Giám đốc Sở Nội vụ",
    ),
    ("Nghị định số 147/2024/NĐ-CP của Chính phủ quản lý dịch vụ mạng", "Chính phủ"),
    ("Kế hoạch số 5/KH-UBND của UBND TP.HCM về", "UBND TP.HCM"),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_an_issuer_ends_with_its_name(text: str, issuer: str) -> None:
    """A full stop, a verb and another document end the name of a body."""
    assert cited(text)[0].issuer == issuer


RELATIONS = [
    (
        "Điều 1. Bãi bỏ toàn bộ Quyết định\nBãi bỏ toàn bộ Quyết định số 5/QĐ-UBND",
        "repeals",
    ),
    (
        "Bãi bỏ các văn bản do UBND tỉnh ban hành, cụ thể như sau:\n1. Quyết định số"
        " 90/2004/QĐ-UB",
        "repeals",
    ),
    (
        "Các văn bản sau đây hết hiệu lực, bao gồm:\na) Thông tư số 23/2013/TT-BTTTT;",
        "repeals",
    ),
    (
        "Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo Quyết định số"
        " 5/QĐ-LHH",
        "amends",
    ),
    (
        "Giao Sở Nội vụ rà soát, sửa đổi Quy chế ban hành kèm theo Quyết định số"
        " 5/QĐ-LHH",
        "refers",
    ),
    ("Bộ chưa ban hành Thông tư sửa đổi, bổ sung Thông tư số 44/2022/TT-BTC", "refers"),
]


@pytest.mark.parametrize(("text", "relation"), RELATIONS)
def test_an_action_reaches_the_document_it_is_done_to(text: str, relation: str) -> None:
    """Through lists and texts issued with it, but not where it is only ordered."""
    assert cited(text)[-1].relation == relation


@pytest.mark.parametrize("page", ["\n3\n", "\n\n- 4 -\n\n", "\n\nTrang 5\n\n"])
@pytest.mark.parametrize("word", ["ngày", "tháng", "của", "phủ", "tác"])
def test_a_page_number_does_not_break_a_citation(page: str, word: str) -> None:
    """The same fields are read, and the spans slice the text that was given."""
    text = (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về"
        " công tác văn thư trong các cơ quan;"
    )
    broken = text.replace(f"{word} ", f"{word}{page}", 1)
    whole, found = cited(text)[0], cited(broken)[0]
    if word != "phủ":  # two bodies may stand on two lines
        assert (found.title, found.issuer) == (whole.title, whole.issuer)
    assert (found.number, found.date) == (whole.number, whole.date)
    assert found.span.of(broken).startswith("Nghị định số")


def test_ordinances_are_found_after_a_verb() -> None:
    """ "hiện Pháp" without its marks is not the Constitution."""
    found = cited("thực hiện Pháp lệnh Dân quân tự vệ và các văn bản liên quan.")
    assert [one.kind for one in found] == ["Pháp lệnh"]


def test_a_law_cited_in_a_title_names_its_host() -> None:
    """Cross-checking chooses the version in force when the host was issued."""
    host, law = cited(
        "Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ quy định chi tiết thi"
        " hành một số điều của Luật Thi đua, khen thưởng"
    )
    assert (law.subject, law.relation) == (host.span, "refers")


def test_this_circular_in_quoted_text_is_the_amended_one() -> None:
    """Outside the quotation it is the document that is read."""
    amended, quoted, own = cited(
        "Sửa đổi, bổ sung Thông tư số 39/2016/TT-NHNN như sau:\n“Điều 5. Tên\n1. Theo"
        " khoản 2 Điều 7 Thông tư này.”\nThông tư này có hiệu lực từ ngày ký."
    )
    assert (quoted.alias_of, own.alias_of) == (amended.span, None)


KIND_NEAREST = [
    # "của", "và" begin another document, whatever its code says.
    (
        "Nghị định sửa đổi, bổ sung một số điều của Thông tư số 12/2020/NĐ-CP ngày"
        " 19/10/2020 của Chính phủ",
        "Thông tư",
        "Chính phủ",
    ),
    (
        "các Nghị định về thủ tục hành chính và Thông tư số 9/2017/NĐ-CP của Chính phủ",
        "Thông tư",
        "Chính phủ",
    ),
    # Two kind words with nothing between are one kind, told by the code.
    ("Thông báo Kết luận số 12/TB-VPCP ngày 12/3/2024", "Thông báo", None),
    ("Báo cáo giải trình, tiếp thu số 15/BC-UBND", "Báo cáo", None),
    # The body may stand before the number, and the kind be wrong all the same.
    ("Nghị định của Chính phủ số 63/2010/NĐ-CP", "Nghị định", "Chính phủ"),
    ("các Thông tư của Chính phủ số 63/2010/NĐ-CP", "Thông tư", "Chính phủ"),
]


@pytest.mark.parametrize(("text", "kind", "issuer"), KIND_NEAREST)
def test_the_kind_printed_nearest_is_the_kind(
    text: str, kind: str, issuer: str | None
) -> None:
    """What is printed counts: a wrong kind is told, not corrected in silence."""
    citation = cited(text)[0]
    assert citation.kind == kind
    assert citation.issuer == issuer
