"""Names of bodies as unseen documents write them, and what is none."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.own_units import own_units
from nlp.pipeline import analyse


def named(text: str, label: str) -> list[str]:
    """Return what a text names, in order, as printed."""
    found = analyse(Document(sha256="", name="t.txt", text=text)).entities
    return [each.span.of(text) for each in found if each.label == label]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Hội đồng tuyển dụng viên chức Sở Y tế họp",
            ["Hội đồng tuyển dụng viên chức Sở Y tế"],
        ),
        (
            "Hội đồng thẩm định giá đất tỉnh Hà Nam họp",
            ["Hội đồng thẩm định giá đất tỉnh Hà Nam"],
        ),
        (
            "Chủ tịch Hội đồng tuyển chọn điều tra viên Viện kiểm sát nhân dân tỉnh",
            ["Hội đồng tuyển chọn điều tra viên Viện kiểm sát nhân dân tỉnh"],
        ),
        ("Hội đồng xét tuyển họp và Hội đồng thẩm định báo cáo", []),
        (
            "Hội đồng Thi đua, Khen thưởng huyện Ba Bể và Hội đồng TĐKT tỉnh",
            ["Hội đồng Thi đua, Khen thưởng huyện Ba Bể", "Hội đồng TĐKT tỉnh"],
        ),
        (
            "Ban chỉ đạo phòng, chống cháy rừng, lũ quét và sạt lở đất họp",
            ["Ban chỉ đạo phòng, chống cháy rừng, lũ quét và sạt lở đất"],
        ),
        ("Ban chỉ đạo xây dựng kế hoạch, đôn đốc việc này", []),
        (
            "Quỹ Hỗ trợ, giúp đỡ trẻ em Việt Nam họp",
            ["Quỹ Hỗ trợ, giúp đỡ trẻ em Việt Nam"],
        ),
        (
            "Hội Liên lạc với người Việt Nam ở nước ngoài tổ chức gặp mặt",
            ["Hội Liên lạc với người Việt Nam ở nước ngoài"],
        ),
        (
            "Hội Khoa học kỹ thuật và kinh tế biển Việt Nam và các hội khác",
            ["Hội Khoa học kỹ thuật và kinh tế biển Việt Nam"],
        ),
        (
            "Hội hữu nghị Việt Nam - Lào tỉnh Sơn La",
            ["Hội hữu nghị Việt Nam - Lào tỉnh Sơn La"],
        ),
        (
            "Hội Nạn nhân chất độc da cam/dioxin tỉnh Hà Nam họp",
            ["Hội Nạn nhân chất độc da cam/dioxin tỉnh Hà Nam"],
        ),
        (
            "Ban Chấp hành lâm thời Hội Nông dân tỉnh Hà Nam họp",
            ["Ban Chấp hành lâm thời Hội Nông dân tỉnh Hà Nam"],
        ),
        (
            "Công ty trách nhiệm hữu hạn Sao Mai, huyện Ba Bể",
            ["Công ty trách nhiệm hữu hạn Sao Mai"],
        ),
        (
            "TỔNG CÔNG TY CỔ PHẦN BIA NAM ĐỊNH\nQUY CHẾ",
            ["TỔNG CÔNG TY CỔ PHẦN BIA NAM ĐỊNH"],
        ),
        (
            "Chi ủy Chi bộ Trung tâm Y tế huyện Ba Bể; Công đoàn Trường THPT Lê Lợi",
            [
                "Chi ủy Chi bộ Trung tâm Y tế huyện Ba Bể",
                "Công đoàn Trường THPT Lê Lợi",
            ],
        ),
        (
            "Đảng ủy bộ phận Bệnh viện Phổi, Đảng bộ tỉnh đã họp",
            ["Đảng ủy bộ phận Bệnh viện Phổi", "Đảng bộ tỉnh"],
        ),
        (
            "Phòng 9 Viện kiểm sát nhân dân tỉnh và Phòng 9 nhà A",
            ["Phòng 9 Viện kiểm sát nhân dân tỉnh"],
        ),
        ("Bí thư tỉnh ủy và Thủ Tướng chính phủ ký", ["tỉnh ủy", "chính phủ"]),
        ("việc của tỉnh ủy viên và chính phủ điện tử", []),
        (
            "Liên đoàn Lao động huyện tặng giấy khen; Hội Nông dân huyện, thị xã",
            ["Liên đoàn Lao động huyện", "Hội Nông dân"],
        ),
        ("Trung tâm Dịch vụ việc làm tỉnh", ["Trung tâm Dịch vụ việc làm tỉnh"]),
        ("Công đoàn KCN Sao Mai còn giúp đỡ", ["Công đoàn KCN Sao Mai"]),
    ],
)
def test_bodies_with_small_words_inside(text: str, bodies: list[str]) -> None:
    """Councils, committees, funds, unions and cells, whose names go on in small."""
    assert named(text, "ORG") == bodies


@pytest.mark.parametrize(
    "text",
    [
        "cán bộ của Viện kiểm sát nhân dân các huyện",
        "Tòa án nhân dân và Viện kiểm sát nhân dân các cấp",
        "ĐỀ ÁN NÂNG CẤP CÁC BỆNH VIỆN ĐA KHOA TUYẾN TỈNH",
        "BỒI DƯỠNG CÁN BỘ TÀI CHÍNH\n",
        "Luật Tổ chức HĐND&UBND các cấp",
    ],
)
def test_classes_of_bodies_and_parts_of_words_are_none(text: str) -> None:
    """Courts of all districts, hospitals of a programme, "BỘ" of "CÁN BỘ"."""
    assert named(text, "ORG") == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Đồng chí Lê Văn An, Phó Bí thư, Chủ tịch UBND huyện dự", ["huyện"]),
        ("Đ/c Lê Văn An – P.trưởng phòng Nội vụ huyện dự", ["huyện"]),
        ("Chủ tịch UBND huyện Nguyễn Bá An dự", ["huyện"]),
        ("Đồng chí Lê Văn An dự. Các UBND huyện báo cáo", []),
        ("UBND huyện Ba Bể, UBND huyện Na Rì, bà Lê Thị Hoa, Công an huyện", []),
    ],
)
def test_a_named_holder_tells_that_one_district_is_meant(
    text: str, units: list[str]
) -> None:
    """A post of "UBND huyện" that one person holds is of one district."""
    assert sorted(own_units(text, None)) == units


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("kỷ niệm Ngày Phụ nữ Việt Nam tại Lào", ["Lào"]),
        ("tại xã An Phú Trưởng khối thi đua báo cáo", ["xã An Phú"]),
    ],
)
def test_what_ends_the_name_of_a_place(text: str, places: list[str]) -> None:
    """A post behind a commune; a country that only says whose."""
    assert named(text, "PLACE") == places


def test_a_heading_and_the_next_sentence_are_no_part_of_a_person() -> None:
    """ "DANH SÁCH" reads like a name; a date opens the next line."""
    text = "| KT. THỦ TƯỚNG |\nDANH SÁCH\nTẬP THỂ\nTác giả: Tô Thị Kim Xuân\nSáng 2-3"
    assert named(text, "PERSON") == ["Tô Thị Kim Xuân"]


_OF_ALL_KINDS = """
Công đoàn cơ sở Sở Y tế
CĐCS Công ty TNHH Sao Mai
Công đoàn ngành Giáo dục tỉnh Hà Nam
Công đoàn viên chức tỉnh
Công đoàn Giáo dục Việt Nam
Đoàn cơ sở Sở Nội vụ
Đoàn Thanh niên Bộ Tài chính
Đoàn Trường Đại học Vinh
Đoàn Khối các cơ quan tỉnh
Đoàn Khối các cơ quan và doanh nghiệp tỉnh
Hội đồng Đội thành phố Hà Nội
Khoa Kinh tế Trường Đại học Vinh
Bộ môn Toán Trường Đại học Vinh
Nhà Thiếu nhi tỉnh Hà Nam
Cung Văn hóa Lao động Hữu nghị Việt Xô
Xí nghiệp Môi trường đô thị Sóc Sơn
Nông trường Mộc Châu
Lâm trường Sông Đà
Ban Quản lý rừng phòng hộ Sông Tranh
Cơ sở cai nghiện ma túy số 1 Hà Nội
Làng trẻ em SOS Hà Nội
Trường Giáo dưỡng số 4
Văn phòng công chứng Sao Mai
Phòng công chứng số 1 tỉnh Hà Nam
Văn phòng Luật sư Sao Mai
Công ty Luật TNHH Sao Mai
Văn phòng Thừa phát lại Ba Đình
Quỹ tín dụng nhân dân Tân Lập
Ngân hàng TMCP Sao Mai
Tòa án quân sự Quân khu 4
Viện kiểm sát quân sự khu vực 41
Ủy ban hành chính tỉnh Nam Hà
Ban Thanh tra nhân dân xã Tân Lập
Tổng hội Y học Việt Nam
Tỉnh hội Phụ nữ Hà Nam
Thành hội Phụ nữ Hà Nội
Hội Sinh viên Việt Nam
Đảng đoàn Quốc hội
Đảng đoàn Hội Nông dân Việt Nam
Ban Cán sự đảng Chính phủ
Đảng ủy Khối Doanh nghiệp Trung ương
Bộ Tư lệnh Vùng 3 Hải quân
Bộ Tư lệnh Thủ đô Hà Nội
Vùng Cảnh sát biển 2
Viện Quân y 103
Bệnh viện Quân y 175
Trường Sĩ quan Lục quân 1
Trường Quân sự tỉnh Hà Nam
Binh đoàn 15
Đoàn Kinh tế - Quốc phòng 337
Đồn Biên phòng Cửa khẩu quốc tế Lao Bảo
Bộ đội Biên phòng tỉnh Hà Nam
Ban Chỉ huy Quân sự huyện Ba Vì
Hải đội 2
Đội Quản lý thị trường số 1
Hạt Quản lý đường bộ số 2
Sở Giao dịch Chứng khoán Hà Nội
Liên hiệp Hợp tác xã Sao Mai
Ủy ban sông Mê Công Việt Nam
Ủy ban Chứng khoán Nhà nước
Ủy ban An toàn giao thông Quốc gia
Ủy ban Dân số - Gia đình và Trẻ em
Ủy ban Bầu cử tỉnh Hà Nam
Hội đồng Dân tộc của Quốc hội
Hội đồng Điều phối vùng Đồng bằng sông Hồng
Hội đồng Quốc gia Giáo dục và Phát triển nhân lực
Hội đồng Giáo sư Nhà nước
Hội đồng Phối hợp phổ biến, giáo dục pháp luật tỉnh Hà Nam
Hội đồng Nghĩa vụ quân sự huyện Ba Vì
Hội đồng Giám mục Việt Nam
Ban Tiếp công dân Trung ương
Ban An toàn giao thông tỉnh
Ban Chỉ đạo 389 quốc gia
Ban Chỉ đạo Trung ương về phòng, chống tham nhũng, tiêu cực
Ban Bảo vệ, chăm sóc sức khỏe cán bộ Trung ương
Ban Dân tộc tỉnh Hà Nam
Ban Nội chính Tỉnh ủy
Ban Quản lý Khu kinh tế Đông Nam
Ban Quản lý di tích Côn Sơn - Kiếp Bạc
Trung tâm Phát triển quỹ đất thành phố Vinh
Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Ba Vì
Trung tâm Bảo trợ xã hội tổng hợp tỉnh Hà Nam
Trung tâm Điều hành thông minh
Trung tâm Dự báo khí tượng thủy văn quốc gia
Đài Khí tượng Thủy văn khu vực Bắc Trung Bộ
Trạm Khí tượng Hà Đông
Trạm Cảnh sát giao thông Diễn Châu
Đội Cảnh sát giao thông số 2
Phòng Cảnh sát giao thông Công an tỉnh Hà Nam
Phòng PC03 Công an tỉnh Hà Nam
Cơ quan Cảnh sát điều tra Công an huyện Ba Vì
Trại giam Thanh Lâm
Chi cục Thi hành án dân sự huyện Ba Vì
Cục Thi hành án dân sự tỉnh Hà Nam
Chi cục Kiểm lâm vùng II
Chi cục Hải quan cửa khẩu Cầu Treo
Cảng vụ Hàng hải Nghệ An
Tổng công ty Cảng hàng không Việt Nam
Tổng công ty Bưu điện Việt Nam
Tập đoàn Viettel
Tập đoàn Bưu chính Viễn thông Việt Nam
Tổng cục Chính trị Quân đội nhân dân Việt Nam
Cục Chính trị Quân khu 4
Bộ Tổng Tham mưu
Học viện Chính trị quốc gia Hồ Chí Minh
Học viện Cảnh sát nhân dân
Trường Chính trị Trần Phú tỉnh Hà Tĩnh
Trường Đại học Công nghiệp Thành phố Hồ Chí Minh
Trường Cao đẳng Y tế Nghệ An
Trường THPT chuyên Phan Bội Châu
Trường Phổ thông Dân tộc nội trú THCS và THPT huyện Mường Lát
Trường Tiểu học Lê Văn Tám
Viện Hàn lâm Khoa học xã hội Việt Nam
Viện Khoa học Thủy lợi miền Nam
Viện Nghiên cứu và Phát triển Vùng
Bệnh viện Đa khoa khu vực Tây Nam
Bệnh viện Phụ sản Trung ương
Bệnh viện Lao và Bệnh phổi Hà Nam
Bệnh viện Y học cổ truyền và Phục hồi chức năng
Công ty Điện lực Hà Nam
Công ty cổ phần Giấy An Hòa
Công ty TNHH MTV Khai thác công trình thủy lợi Bắc Hà Nam
Công ty CP Tập đoàn Đầu tư Sao Mai
Công ty Xăng dầu khu vực I
Nhà máy Xi măng Bút Sơn
Thông tấn xã Việt Nam
Báo Quân đội nhân dân
Báo và Đài Phát thanh - Truyền hình tỉnh
Tạp chí Nghiên cứu Lập pháp
Nhà xuất bản Chính trị quốc gia Sự thật
Liên hợp quốc
Ngân hàng Thế giới
Tổ chức Lao động Quốc tế
Quỹ Nhi đồng Liên hợp quốc
Chương trình Phát triển Liên hợp quốc
Cơ quan Hợp tác Quốc tế Nhật Bản
Liên minh Hợp tác xã Việt Nam
Liên đoàn Luật sư Việt Nam
Đoàn Luật sư tỉnh Hà Nam
Hiệp hội Chế biến và Xuất khẩu thủy sản Việt Nam
Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh Hà Nam
Hội Bảo trợ người khuyết tật và trẻ mồ côi tỉnh Hà Nam
Hội Làm vườn Việt Nam
Hội Kế hoạch hóa gia đình Việt Nam
Câu lạc bộ Bóng đá Sông Lam Nghệ An
Đoàn đại biểu Quốc hội tỉnh Hà Nam
Văn phòng Đoàn ĐBQH và HĐND tỉnh
Văn phòng Hội đồng nhân dân tỉnh
Văn phòng Điều phối nông thôn mới Trung ương
Văn phòng Đăng ký đất đai Hà Nội - Chi nhánh Ba Vì
Vụ Pháp chế Bộ Tài chính
Thanh tra Sở Xây dựng tỉnh Hà Nam
Tòa Gia đình và Người chưa thành niên Tòa án nhân dân tỉnh Hà Nam
Kho bạc Nhà nước Ba Vì
Bảo hiểm xã hội huyện Ba Vì
Ngân hàng Chính sách xã hội huyện Ba Vì
Phòng Giáo dục và Đào tạo huyện Ba Vì
Phòng Kinh tế - Hạ tầng huyện Ba Vì
Đảng bộ Quân đội
Huyện ủy Ba Vì
Mặt trận Tổ quốc Việt Nam xã Tân Lập
Hội Liên hiệp Phụ nữ xã Tân Lập
Trạm Y tế xã Tân Lập
Hợp tác xã Dịch vụ nông nghiệp Tân Lập
Phân viện Khoa học hình sự tại Đà Nẵng
Phân hiệu Đại học Đà Nẵng tại Kon Tum
Cục Quản lý xuất nhập khẩu
Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ
Cục Quản lý xây dựng và chất lượng công trình giao thông
Tổng cục Quản lý thị trường
Ban Quản lý dự án đầu tư xây dựng thành phố Vinh
Ban Quản lý dự án 6
Ban Quản lý dự án Thăng Long
Ban Quản lý Lăng Chủ tịch Hồ Chí Minh
Bảo tàng tỉnh
Thư viện tỉnh Hà Nam
Nhà hát Chèo Hà Nội
Ban Giám hiệu Trường THPT Lê Lợi
Hội đồng trường Trường Đại học Vinh
Hội Cha mẹ học sinh Trường THPT Lê Lợi
Đội Thanh niên xung phong
Tổng đội Thanh niên xung phong 5
Tỉnh đoàn Hà Nam
Ủy ban Đoàn kết Công giáo Việt Nam
Hội đồng Trị sự Giáo hội Phật giáo Việt Nam
Ban Trị sự Giáo hội Phật giáo Việt Nam tỉnh Hà Nam
Hội Thánh Cao Đài Tây Ninh
"""


@pytest.mark.parametrize("name", _OF_ALL_KINDS.strip().split("\n"))
def test_bodies_of_all_kinds_are_read_whole(name: str) -> None:
    """Each stands in three sentences: with a verb, a mark and a comma behind."""
    for text in (f"Giao {name} chủ trì việc.", f"Theo {name}; xét", f"gồm {name}, và"):
        assert named(text, "ORG") == [name]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("tại trụ sở Công an xã An Phú", ["Công an xã An Phú"]),
        ("Đại hội Liên đoàn Luật sư Việt Nam", ["Liên đoàn Luật sư Việt Nam"]),
        ("giám đốc sở Y tế, chi cục Thuế Hà Nam", ["sở Y tế", "chi cục Thuế Hà Nam"]),
        (
            "trạm Khuyến nông họp với bệnh viện Phổi",
            ["trạm Khuyến nông", "bệnh viện Phổi"],
        ),
        ("trao giải cho Đội CĐCS Công ty Sao Mai", ["CĐCS Công ty Sao Mai"]),
        ("công đoàn cơ sở Kho bạc Nhà nước", ["công đoàn cơ sở Kho bạc Nhà nước"]),
        (
            "Chủ tịch hội đồng quản trị Tổng công ty Thép Việt Nam",
            ["hội đồng quản trị Tổng công ty Thép Việt Nam"],
        ),
        (
            "Ban Thường vụ Đảng ủy Tập đoàn Hóa chất Việt Nam",
            ["Ban Thường vụ Đảng ủy Tập đoàn Hóa chất Việt Nam"],
        ),
        ("Trần Đăng Khoa Phó Giám đốc; khoa học và Khoa Nội", ["Khoa Nội"]),
        ("UBND hai quận và UBND các xã", []),
        (
            "Trạm Y tế huyện Ba Bể và Trung tâm Văn hóa huyện (huyện Ba Bể)",
            ["Trạm Y tế huyện Ba Bể", "Trung tâm Văn hóa huyện"],
        ),
    ],
)
def test_small_first_letters_and_neighbours(text: str, bodies: list[str]) -> None:
    """A type in small letters before a proper name; teams, towns, given names."""
    assert named(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Hội đồng Thi đua - Khen thưởng Bộ Y tế họp",
            ["Hội đồng Thi đua - Khen thưởng Bộ Y tế"],
        ),
        ("Bộ Tư lệnh Quân khu 5 tổ chức lễ", ["Bộ Tư lệnh Quân khu 5"]),
        (
            "Lữ đoàn Pháo binh 572; Sư đoàn Phòng không 365; Trung đoàn 9",
            ["Lữ đoàn Pháo binh 572", "Sư đoàn Phòng không 365", "Trung đoàn 9"],
        ),
        ("Sư đoàn 10 Quân khu 3 nhân 79 năm", ["Sư đoàn 10 Quân khu 3"]),
        ("Chủ tịch UBND tỉnh ủy quyền cho", ["UBND tỉnh"]),
        (
            "Sở Giáo dục và Đào tạo (GDĐT) Hà Nội nhận",
            ["Sở Giáo dục và Đào tạo (GDĐT) Hà Nội"],
        ),
        (
            "Công ty cổ phần Sao Mai - chi nhánh Hà Nội",
            ["Công ty cổ phần Sao Mai - chi nhánh Hà Nội"],
        ),
        (
            "Hội bảo trợ người mù và trẻ em nghèo Việt Nam",
            ["Hội bảo trợ người mù và trẻ em nghèo Việt Nam"],
        ),
        (
            "với thường trực Hội đồng nhân dân tỉnh",
            ["thường trực Hội đồng nhân dân tỉnh"],
        ),
    ],
)
def test_owners_numbers_and_branches(text: str, bodies: list[str]) -> None:
    """Whose a council is, a unit's number, a short name before the province."""
    assert named(text, "ORG") == bodies


def test_an_ocean_is_no_province() -> None:
    """ "Thái Bình Dương" only begins like Thái Bình."""
    assert named("các nước Thái Bình Dương họp", "PLACE") == ["Thái Bình Dương"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Đại hội Đảng bộ Sở Y tế họp", ["Đảng bộ Sở Y tế"]),
        ("Vụ trưởng Vụ tổ chức cán bộ ký", ["Vụ tổ chức cán bộ"]),
        (
            "Đội Quản lý thị trường (QLTT) số 2 kiểm tra",
            ["Đội Quản lý thị trường (QLTT) số 2"],
        ),
        ("chuyển từ Cục Quân y sang Bộ Y tế", ["Cục Quân y", "Bộ Y tế"]),
        ("Bệnh viện 108 tiếp nhận; Bệnh viện 20 giường", ["Bệnh viện 108"]),
        (
            "Ban Giám đốc Trường Đại học Vinh và Ban Giám đốc họp",
            ["Ban Giám đốc Trường Đại học Vinh"],
        ),
        (
            "Ban Chỉ đạo chống buôn lậu, gian lận thương mại và hàng giả họp",
            ["Ban Chỉ đạo chống buôn lậu, gian lận thương mại và hàng giả"],
        ),
        (
            "Hội đồng giám định y khoa trung ương; Hội đồng giám định họp",
            ["Hội đồng giám định y khoa trung ương"],
        ),
        (
            "SÁP NHẬP TRƯỜNG TRUNG CẤP SAO MAI VÀO TRƯỜNG ĐẠI HỌC VINH\n",
            ["TRƯỜNG TRUNG CẤP SAO MAI", "TRƯỜNG ĐẠI HỌC VINH"],
        ),
    ],
)
def test_where_a_name_ends_in_old_and_new_texts(text: str, bodies: list[str]) -> None:
    """Transfers, numbers that are names, boards of a school, short names."""
    assert named(text, "ORG") == bodies


def test_a_district_that_is_said_again_and_again_is_one() -> None:
    """A regulation of a district's own says "UBND huyện", never "các huyện"."""
    own = "UBND huyện họp. Chủ tịch UBND huyện ký. UBND huyện lập kế hoạch."
    assert named(own, "ORG") == ["UBND huyện"] * 3
    assert named(own + " Các xã và UBND các huyện báo cáo.", "ORG") == []
    assert named(own + " Việc của huyện, thị xã.", "ORG") == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Ủy viên Ban Thường vụ tỉnh ủy dự", ["Ban Thường vụ tỉnh ủy"]),
        (
            "Ngân hàng Chính sách xã hội Chi nhánh tỉnh Hà Nam họp",
            ["Ngân hàng Chính sách xã hội Chi nhánh tỉnh Hà Nam"],
        ),
        ("Quỹ hỗ trợ nông dân TP.HCM cho vay", ["Quỹ hỗ trợ nông dân TP.HCM"]),
        (
            "QUY CHẾ TỔ CHỨC HOẠT ĐỘNG HIỆP HỘI MÍA ĐƯỜNG VIỆT NAM\n\nBan hành kèm"
            " theo Quyết định số 5/QĐ-HH ngày 2/3/2020\n",
            ["HIỆP HỘI MÍA ĐƯỜNG VIỆT NAM"],
        ),
    ],
)
def test_headings_branches_and_committees(text: str, bodies: list[str]) -> None:
    """A heading is no body; a branch belongs to its bank, funds to their province."""
    assert named(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "họp tại 5 xã: Tân Lập, Hòa Phú và Ea Tul",
            ["Tân Lập", "Hòa Phú", "Ea Tul"],
        ),
        (
            "dân xã Tân Lập, Hòa Phú, Ea Tul góp công",
            ["xã Tân Lập", "Hòa Phú", "Ea Tul"],
        ),
        (
            "ở phường Tân Lập, Buôn Hồ, tỉnh Đắk Lắk",
            ["phường Tân Lập", "Buôn Hồ", "tỉnh Đắk Lắk"],
        ),
        ("tại xã Tân Lập, Mùa Xuân năm ấy", ["xã Tân Lập"]),
        ("tại xã Tân Lập, Lê Văn Tám, Trần Văn Bảy nhận quà", ["xã Tân Lập"]),
        ("tiêm phòng viêm não Nhật Bản", []),
    ],
)
def test_lists_of_communes(text: str, places: list[str]) -> None:
    """The word of the unit is said once for all names of a list."""
    assert named(text, "PLACE") == places


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "giao Sở Y tế - cơ quan thường trực tham mưu",
            ["Sở Y tế"],
        ),
        (
            "Văn phòng Luật sư Hải Đăng và cộng sự nộp đơn",
            ["Văn phòng Luật sư Hải Đăng và cộng sự"],
        ),
        (
            "Liên đoàn Luật sư Việt Nam ký Quy chế số 12/QC-LĐLSVN ngày 3/4/2019",
            ["Liên đoàn Luật sư Việt Nam"],
        ),
    ],
)
def test_lawyers_and_bodies_with_a_task_behind_a_dash(
    text: str, bodies: list[str]
) -> None:
    """Partners belong to the office; what a body is for does not belong to it."""
    assert named(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "CHI CỤC DÂN SỐ - KẾ HOẠCH HÓA GIA ĐÌNH TỈNH NAM ĐỊNH",
            ["CHI CỤC DÂN SỐ - KẾ HOẠCH HÓA GIA ĐÌNH TỈNH NAM ĐỊNH"],
        ),
        (
            "Nơi nhận: TTr Tỉnh ủy; TTr. HĐND tỉnh;",
            ["TTr Tỉnh ủy", "TTr. HĐND tỉnh"],
        ),
        ("cử ông làm Phó Trưởng ban Thường trực để điều hành", []),
        (
            "ngày 5/6/2012 ủy ban nhân dân tỉnh Nam Định ban hành",
            ["ủy ban nhân dân tỉnh Nam Định"],
        ),
        (
            "của hội đồng nhân dân thành phố Nam Định",
            ["hội đồng nhân dân thành phố Nam Định"],
        ),
        ("đối với ủy ban nhân dân tỉnh, thành phố; ủy ban nhân dân xã", []),
        ("bầu Trưởng ban Thường vụ Huyện đoàn", ["ban Thường vụ Huyện đoàn"]),
    ],
)
def test_posts_plans_and_standing_members(text: str, bodies: list[str]) -> None:
    """Planning is a trade in a name; a standing deputy heads no body of that name."""
    assert named(text, "ORG") == bodies


def test_a_chief_is_no_name() -> None:
    """ "Ông Trưởng phòng" names a post, "ông Trưởng" a man."""
    assert named("Xét đề nghị của ông Trưởng phòng Tổ chức", "PERSON") == []
    assert named("Theo ông Trưởng, việc đã xong", "PERSON") == ["Trưởng"]
