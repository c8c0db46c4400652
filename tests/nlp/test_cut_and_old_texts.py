"""Copies that lost a heading or a word, and documents of the first years."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.analysis import Analysis
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import analyse
from nlp.provisions import find_provisions
from nlp.signature import find_signatures


def read(text: str) -> Analysis:
    """Read a whole document."""
    return analyse(Document("", "x", text))


def cited(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return span, number, date and issuer of the citations of a sentence."""
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])
    return [(c.span.of(text), c.number, c.date, c.issuer) for c in found]


WEB = (
    "BỘ Y TẾ |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: {number} |\n"
    "Hà Nội, ngày 04 tháng 9 năm 2021 |\n{lines}\n"
    "Căn cứ Nghị định số 20/2019/NĐ-CP ngày 15 tháng 3 năm 2019 của Chính phủ;\n"
)


@pytest.mark.parametrize(
    ("number", "lines", "kind", "title"),
    [
        (
            "77/QĐ-BYT",
            "PHÊ DUYỆT ĐỀ ÁN KHÁM BỆNH TỪ XA\nBỘ TRƯỞNG BỘ Y TẾ",
            "Quyết định",
            "PHÊ DUYỆT ĐỀ ÁN KHÁM BỆNH TỪ XA",
        ),
        (
            "12/2021/TT-BYT",
            "QUY ĐỊNH VỀ KIỂM NGHIỆM THUỐC TẠI TUYẾN HUYỆN",
            "Thông tư",
            "QUY ĐỊNH VỀ KIỂM NGHIỆM THUỐC TẠI TUYẾN HUYỆN",
        ),
        ("77/QĐ-BYT", "BỘ TRƯỞNG BỘ Y TẾ", "Quyết định", None),
    ],
)
def test_a_copy_without_its_heading_keeps_kind_and_subject(
    number: str, lines: str, kind: str, title: str | None
) -> None:
    """The code says the kind; the subject below the date is the subject still."""
    found = read(WEB.format(number=number, lines=lines))

    assert (found.header.kind, found.header.title) == (kind, title)
    assert "K02" not in {each.code for each in found.findings}


def test_the_unit_of_the_authority_line_and_the_dated_province_name_the_body() -> None:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" and "Bến Tre, ngày …" are one committee."""
    text = (
        "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 88/QĐ-UBND |\n"
        "Bến Tre, ngày 04 tháng 9 năm 2020 |\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n"
        "Căn cứ Luật Giá ngày 20/6/2012;\n"
    )

    assert read(text).header.issuer == "Ủy ban nhân dân tỉnh Bến Tre"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Nghị định số 20/2019/NĐ-CP ngày 15/3/2019 Chính phủ về phí;",
            [
                (
                    "Nghị định số 20/2019/NĐ-CP ngày 15/3/2019 Chính phủ",
                    "20/2019/NĐ-CP",
                    "2019-03-15",
                    "Chính phủ",
                )
            ],
        ),
        (
            "Theo Nghị định số 20/2019/NĐ-CP ngày 15/3/2019 Chính phủ giao các bộ;",
            [
                (
                    "Nghị định số 20/2019/NĐ-CP ngày 15/3/2019",
                    "20/2019/NĐ-CP",
                    "2019-03-15",
                    None,
                )
            ],
        ),
        (
            "Luật Giá số 11/2012/QH13 được Quốc hội khóa XIII, kỳ họp thứ 3 thông qua"
            " ngày 20/6/2012;",
            [("Luật Giá số 11/2012/QH13", "11/2012/QH13", "2012-06-20", None)],
        ),
        (
            "Chiểu Sắc lệnh số 31-B ngày 14-3-1946 về việc cứu tế;",
            [("Sắc lệnh số 31-B ngày 14-3-1946", "31-B", "1946-03-14", None)],
        ),
        (
            "Căn cứ Quy chế làm việc của Hội đồng trường, ngày 04/9/2021;",
            [
                (
                    "Quy chế làm việc của Hội đồng trường, ngày 04/9/2021",
                    None,
                    "2021-09-04",
                    None,
                )
            ],
        ),
        ("Phòng nộp Báo cáo quý và báo cáo năm, ngày 04/9/2021 họp lại.", []),
    ],
)
def test_citations_that_lack_a_word(
    text: str, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    """A missing "của", a law's day of passing, early numbers, a ground by name."""
    assert cited(text) == expected


def test_what_is_now_repealed_is_repealed() -> None:
    """Old texts say "nay bãi bỏ" behind what falls; and "sắc lệnh này" in small."""
    text = "Điều 4 sắc lệnh số 17-SL ngày 20/8/1948 nay bãi bỏ. Thi hành sắc lệnh này."
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert [(c.relation, c.form) for c in found] == [
        ("repeals", "full"),
        ("refers", "self"),
    ]


@pytest.mark.parametrize(
    ("comma", "title"),
    [
        (", quy định chi tiết Luật Giá", "quy định chi tiết Luật Giá"),
        (", sửa đổi các mức phí", None),
    ],
)
def test_a_title_may_follow_a_comma(comma: str, title: str | None) -> None:
    """Only "quy định chi tiết", "hướng dẫn thi hành" go on behind a comma."""
    text = f"Nghị định số 20/2019/NĐ-CP ngày 15/3/2019 của Chính phủ{comma};"
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].title == title


def test_a_title_ends_before_the_data_of_a_web_page() -> None:
    """ "Số hiệu: | … |" below a title belongs to the page that shows it."""
    text = "Quyết định 77/QĐ-BYT năm 2021 về phí khám bệnh\nSố hiệu: | 77/QĐ-BYT |"
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].title == "phí khám bệnh"


EARLY = (
    "SẮC LỆNH\nCỦA CHỦ TỊCH CHÍNH PHỦ VIỆT NAM DÂN CHỦ CỘNG HOÀ SỐ {number} NGÀY 14"
    " THÁNG 3 NĂM 1946 ĐẶT QUỸ CỨU TẾ\nĐiều thứ nhất: Đặt một quỹ.\n"
    "Điều thứ hai: Bộ Nội vụ thi hành.\n\nHồ Chí Minh\n(Đã ký)\n"
)


@pytest.mark.parametrize("number", ["31-B", "31/B", "31"])
def test_decrees_of_the_first_years_are_read(number: str) -> None:
    """A serial with a letter, articles counted in words, a name without a post."""
    found = read(EARLY.format(number=number))
    header = found.header

    assert (header.number, header.kind, header.date) == (
        number,
        "Sắc lệnh",
        "1946-03-14",
    )
    assert (header.title, header.signer) == ("ĐẶT QUỸ CỨU TẾ", "Hồ Chí Minh")
    assert [p.path for p in found.provisions] == ["dieu:1", "dieu:2"]


def test_articles_in_words_keep_their_order() -> None:
    """ "Điều hai" is no article; "Điều thứ hai" is."""
    text = (
        "Điều thứ nhất. Một.\nĐiều hai bên đã ký.\nĐiều thứ 2. Hai.\nĐiều thứ ba: Ba."
    )

    assert [p.path for p in find_provisions(text)] == ["dieu:1", "dieu:2", "dieu:3"]


def test_words_beside_signed_are_no_name_without_a_family() -> None:
    """Only a person's name above "(Đã ký)" signs."""
    assert find_signatures("Bản Chính Thức\n(Đã ký)\n") == []


def test_a_pinpoint_may_stand_before_a_comma() -> None:
    """ "tại điểm c khoản 1, Điều 16, Thông tư số …": the article is the circular's."""
    text = "Tại điểm c khoản 1, Điều 16, Thông tư số 12/2014/TT-BYT quy định."
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].provisions == ("dieu:16/khoan:1/diem:c",)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Căn cứ Điều lệ Công đoàn Việt Nam;", ["Điều lệ Công đoàn Việt Nam"]),
        ("sửa đổi một số điều tại các Thông tư về giá", []),
        ("Hội họp theo Điều lệ và quy định.", []),
    ],
)
def test_charters_are_grounds_and_plurals_are_none(text: str, spans: list[str]) -> None:
    """A charter is known by its name alone; "các Thông tư về …" means any of them."""
    assert [span for span, *_ in cited(text)] == spans


def test_what_is_not_carried_out_is_not_implemented() -> None:
    """ "Không thực hiện Quyết định số …" stops it."""
    text = "Điều 1. Không thực hiện Quyết định số 15-CT ngày 23-5-1988 của Hội đồng."
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].relation == "refers"


def test_a_quoted_title_ends_with_its_quotation() -> None:
    """What goes on behind “…” and a comma is the sentence again."""
    text = "Kết luận số 11-KL/TU ngày 04/9/2021 về “Phát huy dân chủ”, các cấp đã họp."
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].title == "“Phát huy dân chủ”"


def test_the_number_of_a_list_is_no_quarter() -> None:
    """ "theo quý", and below it the first item."""
    assert find_dates("Khai thuế theo quý\n1. Đối tượng")[0] == []
    assert [d.value for d in find_dates("trong quý\n3 năm 2021")[0]] == ["2021-Q3"]


def test_a_heading_that_names_itself_needs_no_letterhead() -> None:
    """A copy from a volume of acts; the State's name stands only with who decides."""
    header = read(
        "NGHỊ QUYẾT SỐ 31 NQ/HĐNN8 NGÀY 14-3-1989 CỦA HỘI ĐỒNG NHÀ NƯỚC\n"
        "VỀ VIỆC LẬP ỦY BAN LÂM THỜI\n\nHỘI ĐỒNG NHÀ NƯỚC\n"
        "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nCăn cứ Điều 98 của Hiến pháp;\n"
    ).header

    assert (header.number, header.date) == ("31-NQ/HĐNN8", "1989-03-14")
    assert (header.issuer, header.parent) == ("Hội đồng Nhà nước", None)
    assert header.title == "VỀ VIỆC LẬP ỦY BAN LÂM THỜI"


def test_a_joint_heading_names_its_bodies_above_the_subject() -> None:
    """The line of the two ministries is no part of what the circular is about."""
    found = read(
        "BỘ NỘI VỤ - BỘ TÀI CHÍNH\nSố: 4/TT-LB\n"
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Hà Nội, ngày 4 tháng 5 năm 1991\n\nTHÔNG TƯ LIÊN BỘ\n\nNỘI VỤ - TÀI CHÍNH\n\n"
        "Hướng dẫn trợ cấp đi lại\n\nI - PHẠM VI\nTheo quy định chung.\n"
    )

    assert found.header.title == "Hướng dẫn trợ cấp đi lại"
    assert "F04" not in {each.code for each in found.findings}


def test_the_body_on_a_line_of_its_own_is_no_title() -> None:
    """ "của Ban Bí thư" below CHỈ THỊ names the issuer only."""
    header = read(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 31-CT/TW\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Hà Nội, ngày 04 tháng 9 năm 2021\nCHỈ THỊ\ncủa Ban Bí thư\n"
        "về chăm lo người cao tuổi\n\nTrong những năm qua, công tác này có tiến bộ.\n"
    ).header

    assert (header.issuer, header.title) == ("Ban Bí thư", "về chăm lo người cao tuổi")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Thực hiện Quyết định số 15/QĐ-SYT ngày 04/9/2021 của Sở Y tế về việc tiêm"
            " chủng năm 2021, các cơ quan, đơn vị đã lập danh sách.",
            "tiêm chủng năm 2021",
        ),
        (
            "Chỉ thị số 15/CT-TTg ngày 04/9/2021 về tiêm chủng và Bộ Y tế đã ban hành"
            " Công văn số 16/BYT-DP ngày 05/9/2021.",
            "tiêm chủng",
        ),
        (
            "Quyết định số 15/QĐ-SYT ngày 04/9/2021 của Sở Y tế giao các cơ quan, đơn"
            " vị rà soát danh sách.",
            "giao các cơ quan, đơn vị rà soát danh sách",
        ),
    ],
)
def test_the_sentence_that_goes_on_is_no_title(text: str, title: str) -> None:
    """What other bodies have done stands behind the title."""
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].title == title


@pytest.mark.parametrize(
    ("text", "kind", "issuer"),
    [
        (
            "Thông báo thụ lý vụ án số 31/2021/TLST-DS ngày 04/9/2021 của Tòa án nhân"
            " dân huyện N",
            "Thông báo",
            "Tòa án nhân dân huyện N",
        ),
        (
            "Quyết định số 31/QĐ-VKS-DS ngày 04/9/2021 của Viện kiểm sát nhân dân cấp"
            " cao tại Đà Nẵng về kháng nghị",
            "Quyết định",
            "Viện kiểm sát nhân dân cấp cao tại Đà Nẵng",
        ),
    ],
)
def test_courts_have_codes_and_seats(
    text: str, kind: str | None, issuer: str | None
) -> None:
    """The court's own code keeps the kind, and its seat is part of its name."""
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert [(c.kind, c.issuer) for c in found[:1]] == [(kind, issuer)]


def test_a_serial_and_a_year_left_open_are_blank() -> None:
    """ "số ___/___/NQ-…" waits for both."""
    text = "Nghị quyết số ___/___/NQ-HĐQT ngày __/03/2021 của Hội đồng quản trị"
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert [(c.status, c.date) for c in found] == [("blank", "2021-03")]


def test_a_date_on_a_new_line_between_brackets_is_that_of_the_document() -> None:
    """ "(Ban hành kèm theo Quyết định số 15/QĐ-UBND", and below it "Ngày …)"."""
    text = "(Kèm theo Quyết định số 15/QĐ-UBND\nNgày 04/9/2021 của UBND xã An Hòa)"

    assert cited(text)[0][2:] == ("2021-09-04", "UBND xã An Hòa")


def test_decimal_items_may_touch_their_words() -> None:
    """ "1.1.Vị trí" is an item as "1.1. Vị trí" is; "1.835 hộ" is none."""
    text = "1. Chung\n1.1.Vị trí\n1.2.Dân cư\n1.835 hộ dân."

    assert [p.path for p in find_provisions(text)] == [
        "khoan:1",
        "khoan:1/diem:1.1",
        "khoan:1/diem:1.2",
    ]


def test_who_writes_ends_the_title_of_what_is_followed() -> None:
    """ ", Phòng Nội vụ hướng dẫn … như sau:" is the sentence of the document itself."""
    text = (
        "Căn cứ Công văn số 15/SNV-TC ngày 04/9/2021 của Sở Nội vụ về việc xếp lương"
        " năm 2021, Phòng Nội vụ hướng dẫn các xã thực hiện như sau:"
    )
    found = find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])

    assert found[0].title == "xếp lương năm 2021"
