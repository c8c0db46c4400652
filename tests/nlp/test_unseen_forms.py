"""Forms met in documents of many bodies: titles, names of laws, headings, numbers."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("behind", "title"),
    [
        (
            "về kiểm tra công vụ, Ban Tổ chức Trung\nương hướng dẫn việc kiểm tra\n"
            "như sau:",
            "kiểm tra công vụ",
        ),
        (
            "về việc học tập, Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV và",
            "học tập",
        ),
        ("về lưu trữ, các Nghị định sửa đổi, bổ sung nghị định trên;", "lưu trữ"),
        ("về phát triển rừng đề ra các mục tiêu lớn.", "phát triển rừng"),
        ("về phát triển rừng, giao 12 chỉ tiêu.", "phát triển rừng"),
        ("về bầu cử, tại Công văn số 9/SNV-TC, đã nêu", "bầu cử"),
        ("về “đổi mới”, công tác này đã được quan tâm.", "“đổi mới”"),
        ("“V/v đổi mới công tác”.", "đổi mới công tác"),
        ("cử đồng chí Lê Văn Nam làm thư ký.", "cử đồng chí Lê Văn Nam làm thư ký"),
        ("về lưu trữ\nỦY BAN NHÂN DÂN TỈNH HÀ NAM\nCăn cứ", "lưu trữ"),
    ],
)
def test_a_title_ends_where_another_clause_begins(behind: str, title: str) -> None:
    """By a body that writes, another document, a verb, a quotation or a heading."""
    first = cited(f"Nghị quyết số 15/NQ-CP ngày 04/9/2021 của Chính phủ {behind}")[0]

    assert first.title == title


def test_what_is_named_with_its_day_is_no_part_of_a_title() -> None:
    """A plan carries out what it names without a day; the next is cited beside it."""
    found = cited(
        "thực hiện Kế hoạch số 15-KH/TU ngày 04/9/2021 của Tỉnh ủy thực hiện Kết luận"
        " số 16-KL/TW của Ban Bí thư và Kết luận số 17-KL/TU ngày 05/9/2021 của Tỉnh ủy"
    )

    assert [each.relation for each in found] == ["implements", "refers", "implements"]
    assert found[0].title == "thực hiện Kết luận số 16-KL/TW của Ban Bí thư"


@pytest.mark.parametrize(
    ("law", "day"),
    [
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm phát"
            " luật ngày 25 tháng 6 năm 2025",
            "2025-06-25",
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Kế toán, Luật Quản lý tài sản"
            " công, Luật Dự trữ quốc gia, Luật Đất đai ngày 29 tháng 11 năm 2024",
            "2024-11-29",
        ),
        (
            "Pháp lệnh ưu đãi người hoạt động cách mạng, liệt sỹ và gia đình liệt sỹ,"
            " thương binh, bệnh binh, người hoạt động kháng chiến, người có công giúp"
            " đỡ cách mạng ngày 29 tháng 8 năm 1994",
            "1994-08-29",
        ),
        (
            "Luật tổ chức Hội đồng Chính phủ nước Việt Nam dân chủ cộng hoà ngày 14"
            " tháng 7 năm 1960",
            "1960-07-14",
        ),
    ],
)
def test_the_name_of_a_law_runs_to_its_day(law: str, day: str) -> None:
    """Misspelt, with laws that no table holds, or with the State behind it."""
    text = f"Căn cứ {law};"
    (found,) = cited(text)

    assert (found.span.of(text), found.date) == (law, day)


def test_a_law_that_takes_effect_on_a_day_is_not_named_by_it() -> None:
    """ "Luật có hiệu lực từ ngày …" gives no name."""
    assert not cited("và Luật có hiệu lực thi hành kể từ ngày 01/7/2016.")


def test_years_in_a_numbered_list_are_no_range() -> None:
    """The dash of the next item stands on its own line."""
    found = cited("- 1 Luật Cạnh tranh 2018\n- 2 Luật Đất đai 2013\n")

    assert [each.date for each in found] == ["2018", "2013"]


def test_laws_passed_as_presidential_decrees_keep_their_number() -> None:
    """In 1957 Parliament passed laws that the President issued as decrees."""
    (found,) = cited("Căn cứ Sắc lệnh số 102/SL-L004 ngày 20/5/1957 về lập hội;")

    assert (found.number, found.date) == ("102/SL-L004", "1957-05-20")


def test_a_joint_programme_names_who_agreed_on_it() -> None:
    """ "Chương trình phối hợp số … giữa A và B về …"; in small letters with its day."""
    first, second = cited(
        "Chương trình phối hợp số 15/CTrPH-MTTW-BNV ngày 04/9/2021 giữa Ban Thường trực"
        " Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam và Bộ Nội vụ về thi đua. Theo"
        " chương trình phối hợp số 18 ngày 05/9/2021."
    )

    assert first.issuer is not None
    assert first.issuer.endswith("Mặt trận Tổ quốc Việt Nam và Bộ Nội vụ")
    assert (first.title, second.number) == ("thi đua", "18")


def test_a_comma_between_two_halves_of_one_task_ends_no_name() -> None:
    """ "Ban Chỉ đạo phòng, chống dịch" is one body."""
    (found,) = cited(
        "Quyết định số 15/QĐ-BCĐ ngày 04/9/2021 của Ban Chỉ đạo phòng, chống dịch tỉnh"
        " Hà Nam về thành lập tổ giúp việc."
    )

    assert found.issuer == "Ban Chỉ đạo phòng, chống dịch tỉnh Hà Nam"


def test_who_is_taught_a_directive_is_told_to_carry_it_out() -> None:
    """ "đại biểu được quán triệt Chỉ thị" is no passive of the directive."""
    (found,) = cited("Các đại biểu được quán triệt Chỉ thị số 15-CT/TW về kỷ luật.")

    assert found.relation == "implements"


def test_what_somebody_finds_is_no_proposal() -> None:
    """ "Sau khi xem xét đơn, Sở cho rằng …" goes on with what is so."""
    (found,) = cited(
        "Sau khi xem xét đơn, Sở Nội vụ cho rằng nội dung nêu trong Kết luận số"
        " 15/KL-TTr là đúng."
    )

    assert found.relation == "refers"


LETTERHEAD = (
    "BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 15/2021/TT-BNV\nHà Nội, ngày 04 tháng 9 năm 2021\nTHÔNG TƯ\nVề lưu trữ\n"
    "Căn cứ Luật Lưu trữ;\n"
)


def test_a_page_that_names_the_document_above_it_cites_nothing() -> None:
    """Portals print number and subject over the letterhead."""
    title = "Thông tư 15/2021/TT-BNV về lưu trữ do Bộ Nội vụ ban hành\n"

    assert [each.kind for each in read(title + LETTERHEAD).citations] == ["Luật"]
    other = title.replace("15/2021", "14/2021")
    first = read(other + LETTERHEAD).citations[0]
    assert first.number == "14/2021/TT-BNV"


def test_the_heading_of_a_law_below_its_order_is_no_citation() -> None:
    """The order that promulgates a law is followed by the law."""
    text = (
        "nay công bố luật sau đây.\nLUẬT TỔ CHỨC HỘI ĐỒNG CHÍNH PHỦ\nĐiều 1\nLuật này"
    )

    assert [each.form for each in read(text).citations] == ["self"]


def test_the_name_of_the_state_until_1976_is_no_body() -> None:
    """It stands over the motto, as the later one does."""
    text = (
        "HỘI ĐỒNG CHÍNH PHỦ\n******\nVIỆT NAM DÂN CHỦ CỘNG HÒA\n"
        "Độc lập - Tự do - Hạnh phúc\n********\nSố: 15-CP\n"
        "Hà Nội, ngày 04 tháng 9 năm 1961\nNGHỊ ĐỊNH\nVỀ LƯU TRỮ\nĐiều 1. Lưu trữ"
    )

    assert read(text).header.issuer == "Hội đồng Chính phủ"


def test_a_running_head_may_stand_above_a_heading_that_names_itself() -> None:
    """A book of documents prints its title on every page."""
    text = (
        "VĂN KIỆN TOÀN TẬP, TẬP VII\n\nNGHỊ QUYẾT SỐ 15 NQ/HĐNN8 NGÀY 04-9-1988 CỦA HỘI"
        " ĐỒNG NHÀ NƯỚC\nVỀ VIỆC CỬ BỘ TRƯỞNG\n\nHỘI ĐỒNG NHÀ NƯỚC\nNƯỚC CỘNG HÒA XÃ"
        " HỘI CHỦ NGHĨA VIỆT NAM\n\nCăn cứ vào Điều 98 của Hiến pháp,\nQUYẾT NGHỊ:\n"
    )
    header = read(text).header

    assert (header.number, header.date) == ("15-NQ/HĐNN8", "1988-09-04")
    assert (header.kind, header.issuer) == ("Nghị quyết", "Hội đồng Nhà nước")


def test_what_begins_with_whom_it_is_for_is_a_dispatch() -> None:
    """A copy that lost its letterhead begins with "Kính gửi"."""
    assert read("Kính gửi: Ủy ban nhân dân các tỉnh.\nBộ đề nghị …").header.kind == (
        "Công văn"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Khoản 2 Điều 9 Nghị định số 15/2021/NĐ-CP về thuê đất đã quy định các"
            " trường hợp được miễn.",
            "thuê đất",
        ),
        (
            "Nghị định số 15/2021/NĐ-CP về mức phí đã quy định tại Luật Phí và lệ phí.",
            "mức phí đã quy định tại Luật Phí và lệ phí",
        ),
        (
            "Điều 9 Nghị định số 15/2021/NĐ-CP quy định chi tiết Luật Đất đai quy định"
            " về các trường hợp được miễn.",
            "quy định chi tiết Luật Đất đai",
        ),
        (
            "Nghị định số 15/2021/NĐ-CP về thuê đất (có hiệu lực từ ngày 01/01/2022)"
            " không miễn.",
            "thuê đất",
        ),
        (
            "Nghị quyết số 15-NQ/TW về cải cách tư pháp nhằm: “hoàn thiện thủ tục”.",
            "cải cách tư pháp",
        ),
        ("Dự thảo Thông tư quy định về lưu trữ gồm 5 chương, 30 điều.", "lưu trữ"),
    ],
)
def test_a_title_ends_before_what_the_document_rules(text: str, title: str) -> None:
    """The verb of the sentence, its effect in brackets, and how long it is."""
    assert cited(text)[0].title == title


def test_a_semicolon_stays_in_a_title_that_comes_back() -> None:
    """The first article of a resolution repeats what the submission was about."""
    text = (
        "Xét Tờ trình số 15/TTr-UBND ngày 04/9/2021 của Ủy ban nhân dân tỉnh về phân"
        " cấp nguồn thu ngân sách tỉnh; ngân sách cấp huyện; báo cáo thẩm tra.\n"
        "Điều 1. Quy định phân cấp nguồn thu ngân sách tỉnh; ngân sách cấp huyện."
    )

    assert cited(text)[0].title == (
        "phân cấp nguồn thu ngân sách tỉnh; ngân sách cấp huyện"
    )


def test_a_law_that_amends_a_code_by_its_initials_is_one() -> None:
    """ "Luật sửa đổi, bổ sung một số điều của BLTTDS"."""
    text = "Luật sửa đổi, bổ sung một số điều của BLTTDS năm 2011 và quy định khác"
    (found,) = cited(text)

    assert (found.kind, found.date) == ("Luật", "2011")


@pytest.mark.parametrize(
    "name",
    [
        "Chiến lược phát triển thanh niên Việt Nam giai đoạn 2021 - 2030",
        "Đề án phát triển du lịch tỉnh đến năm 2025, tầm nhìn đến năm 2030",
        "Chương trình công tác toàn khóa",
    ],
)
def test_a_ground_known_by_its_name_and_years_is_cited(name: str) -> None:
    """It has no number; nobody can follow it before one is found."""
    text = f"Căn cứ {name};"
    (found,) = cited(text)

    assert (found.span.of(text), found.relation) == (name, "basis")
    assert (found.form, found.status) == ("name", "ambiguous")


def test_submissions_bore_the_code_of_circulars_once() -> None:
    """Before the circular of 2005 gave the kinds their codes, "TT" was not wrong."""
    text = "Theo tờ trình số 15/TT-UB ngày {day} của Ủy ban nhân dân tỉnh Hà Nam."
    codes = [
        {each.code for each in read(text.format(day=day)).findings}
        for day in ("04/9/2003", "04/9/2013")
    ]

    assert ["K02" in found for found in codes] == [False, True]


def test_a_ministry_above_the_code_of_its_department_is_the_parent() -> None:
    """Copies keep one line of a letterhead in two."""
    header = read(
        "BỘ TÀI CHÍNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 15/TCT-CS | Hà Nội,"
        " ngày 04 tháng 9 năm 2021 |\nKính gửi: Cục Thuế tỉnh Hà Nam\n"
    ).header

    assert (header.issuer, header.parent) == ("Tổng cục Thuế", "Bộ Tài chính")


def test_a_plan_without_letterhead_begins_with_its_name() -> None:
    """What it rests on follows below the subject."""
    header = read("KẾ HOẠCH\nTổ chức hội thi\nCăn cứ Luật Lưu trữ năm 2011;\n").header

    assert (header.kind, header.title) == ("Kế hoạch", "Tổ chức hội thi")


def test_a_name_glued_to_its_post_is_read() -> None:
    """Copies lose the line break between them."""
    header = read(
        "BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 15/BNV-TC\nV/v lưu trữ\nHà Nội, ngày 04 tháng 9 năm 2021\nKính gửi: Sở Nội"
        " vụ\nBộ trả lời để Sở biết./.\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNGLê Văn Nam\n"
    ).header

    assert (header.signer, header.signer_position) == ("Lê Văn Nam", "THỨ TRƯỞNG")


@pytest.mark.parametrize(
    "title",
    [
        "sửa đổi, bổ sung khoản 2, Điều 8, Nghị định số 24/2010/NĐ-CP của Chính phủ",
        "bãi bỏ một số văn bản quy phạm pháp luật do Bộ Nội vụ ban hành",
        "quy định biên chế của Hội đồng nhân dân, Ủy ban nhân dân các cấp",
    ],
)
def test_a_title_keeps_what_belongs_to_it(title: str) -> None:
    """A comma before a number, a maker or one more body is no end there."""
    found = read(
        f"Căn cứ Thông tư số 12/2016/TT-BNV ngày 05/3/2016 của Bộ Nội vụ {title};"
    ).citations

    assert found[0].title == title


@pytest.mark.parametrize(
    "rest",
    [
        ", Ban Thường vụ Tỉnh ủy đã xây dựng kế hoạch",
        ", trong đó giao các sở lập kế hoạch",
        " có ý nghĩa rất quan trọng đối với tỉnh",
        ", Ủy ban nhân dân các cấp đã tổ chức lễ phát động",
        ", hiện nay các xã đang lập kế hoạch",
        ", Bộ Lao động-Thương binh và Xã hội có ý kiến như sau: đồng ý",
        ", Bộ Lao động, Thương binh và Xã hội có ý kiến như sau: đồng ý",
    ],
)
def test_a_title_ends_before_the_main_clause(rest: str) -> None:
    """What the document brought about is no part of its name."""
    found = read(
        f"Nghị quyết số 05/2019/NQ-HĐND về phát triển chăn nuôi{rest}."
    ).citations

    assert found[0].title == "phát triển chăn nuôi"


@pytest.mark.parametrize(
    "name",
    [
        "Luật Tổ chức Hội đồng nhân dân, Ủy ban nhân dân",
        "Luật Tổ chức HĐND và UBND",
        "Luật Tổ chức HĐND, UBND",
    ],
)
def test_a_law_on_councils_is_read_under_its_common_forms(name: str) -> None:
    """Its full name is "Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân"."""
    found = read(f"Căn cứ {name} ngày 26/11/2003;").citations

    assert [(c.title, c.date) for c in found] == [(name, "2003-11-26")]


def test_congresses_and_programmes_of_action_are_cited() -> None:
    """The word "đại hội" may stand in small letters, a serial may stand alone."""
    found = read(
        "Thực hiện Nghị quyết đại hội Đảng bộ tỉnh lần thứ XV và Chương trình hành động"
        " số 15 ngày 27-6-2017."
    ).citations

    assert [(c.kind, c.number) for c in found] == [
        ("Nghị quyết", None),
        ("Chương trình hành động", "15"),
    ]


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("điểm 3, mục I", "muc:I/diem:3"),
        ("mục I", "muc:I"),
        ("khoản 3, Điều 2", "dieu:2/khoan:3"),
    ],
)
def test_a_comma_behind_the_outermost_unit_is_no_end(place: str, path: str) -> None:
    """Who counts from the point outwards sets commas up to the document."""
    found = read(
        f"Thực hiện {place}, Thông tư số 83/2005/TT-BNV ngày 10/8/2005 của Bộ Nội vụ."
    ).citations

    assert found[0].provisions == (path,)
