"""Names as they stand in documents of many kinds: one class of slips per table."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.own_units import own_units
from nlp.pipeline import analyse
from nlp.syllables import is_vietnamese


def named(text: str, label: str) -> list[str]:
    """Return the spans of one label, white space collapsed."""
    found = analyse(Document(sha256="", name="t.txt", text=text)).entities
    return [
        " ".join(each.span.of(text).split()) for each in found if each.label == label
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Chính ủy Bộ đội Biên phòng đến thăm", ["Bộ đội Biên phòng"]),
        ("Phó Tư lệnh Cảnh sát biển Việt Nam", ["Cảnh sát biển Việt Nam"]),
        ("Bí thư Đảng ủy, Giám đốc Công an tỉnh", ["Đảng ủy", "Công an tỉnh"]),
        (
            "chỉ đạo của Bộ Công an và Công an tỉnh Sơn La",
            ["Bộ Công an", "Công an tỉnh Sơn La"],
        ),
        ("bà Lê Thị Tư, Thành ủy viên", []),
        ("Bí thư Thành ủy Tân An phát biểu", ["Thành ủy Tân An"]),
        (
            "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy phường An Lạc",
            ["Ủy ban Kiểm tra Đảng ủy phường An Lạc"],
        ),
        ("Bí thư Ban cán sự đảng UBND tỉnh", ["Ban cán sự đảng UBND tỉnh"]),
        ("Ủy ban Kiểm tra T.Ư đã họp", ["Ủy ban Kiểm tra T.Ư"]),
        ("tham gia BCH Đảng bộ tỉnh", ["BCH Đảng bộ tỉnh"]),
        (
            "Phó Chủ tịch Ban Chấp hành Trung ương Hội Nông dân Việt Nam đã dự",
            ["Ban Chấp hành Trung ương Hội Nông dân Việt Nam"],
        ),
        ("Chủ tịch HND tỉnh trao quà", ["HND tỉnh"]),
        ("Đại sứ quán Nhật Bản tại Việt Nam", ["Đại sứ quán Nhật Bản tại Việt Nam"]),
        ("học bổng của Chính phủ Hàn Quốc cấp", ["Chính phủ Hàn Quốc"]),
        ("Đại học Đà Nẵng mở lớp", ["Đại học Đà Nẵng"]),
        (
            "Tập đoàn Sao Khuê - Chi nhánh Hải Phòng nộp",
            ["Tập đoàn Sao Khuê - Chi nhánh Hải Phòng"],
        ),
        (
            "Trưởng Ban Quản lý Khu kinh tế Vân Phong và các Khu công nghiệp Khánh Hòa",
            ["Ban Quản lý Khu kinh tế Vân Phong và các Khu công nghiệp Khánh Hòa"],
        ),
        ("Ban Tổ chức Hội thi đã chấm", ["Ban Tổ chức Hội thi"]),
        ("Cục Thú y thu hồi giấy phép", ["Cục Thú y"]),
        ("Cơ quan CSĐT Công an tỉnh Lai Châu", ["Cơ quan CSĐT Công an tỉnh Lai Châu"]),
        ("chuyển Cơ quan điều tra xử lý", []),
        (
            "Ban Quản lý dự án đường cao tốc Huế - Đà Nẵng",
            ["Ban Quản lý dự án đường cao tốc Huế - Đà Nẵng"],
        ),
        (
            "Chủ tịch Hội đồng thành viên Công ty TNHH Sao Mai",
            ["Hội đồng thành viên Công ty TNHH Sao Mai"],
        ),
        ("Chủ tịch Hội đồng quản trị, các thành viên", []),
        (
            "Ban Chỉ đạo Trung ương về phòng, chống thiên tai",
            ["Ban Chỉ đạo Trung ương về phòng, chống thiên tai"],
        ),
        ("gửi Ban Chỉ huy PCTT&TKCN các huyện", []),
        (
            "Ngân hàng Nhà nước chi nhánh thành phố Huế",
            ["Ngân hàng Nhà nước chi nhánh thành phố Huế"],
        ),
        ("Công ty cổ phần may Hòa Bình 36 nộp", ["Công ty cổ phần may Hòa Bình 36"]),
        ("giao công ty TNHH Sao Mai thuê", ["công ty TNHH Sao Mai"]),
        ("Hiệu trưởng trường THPT Lê Lợi", ["trường THPT Lê Lợi"]),
        ("trong công ty. Quy định này", []),
        ("thị trường Internet và hội trường Điện Biên", []),
        ("Chánh văn phòng Bộ Công an nói", ["văn phòng Bộ Công an"]),
        (
            "TRUNG TÂM ĐIỀU DƯỠNG NGƯỜI CÓ CÔNG TỈNH LAI CHÂU\n",
            ["TRUNG TÂM ĐIỀU DƯỠNG NGƯỜI CÓ CÔNG TỈNH LAI CHÂU"],
        ),
    ],
)
def test_names_of_bodies_as_offices_write_them(text: str, bodies: list[str]) -> None:
    """Forces, Party bodies, associations and missions, short names among them."""
    assert named(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Lê Thị Hoa, Phó Chủ tịch HĐND huyện, chủ trì", ["HĐND huyện"]),
        ("Chủ tịch UBND xã có quyền", []),
        ("Sở Tài chính, Chủ tịch UBND xã phối hợp", ["Sở Tài chính"]),
        ("Chủ tịch HĐND huyện Nguyễn Bá Lân ký", ["HĐND huyện"]),
        (
            "Chủ tịch UBND phường Lê Hồng Phong ký",
            ["UBND phường Lê Hồng Phong"],
        ),
        ("Bí thư Huyện ủy Trần Văn Bé", ["Huyện ủy"]),
        ("Bí thư Huyện ủy Trần Văn Thời", ["Huyện ủy Trần Văn Thời"]),
        (
            "HĐND xã Cẩm Lĩnh họp. Bí thư Đảng ủy xã bầu Chủ tịch HĐND xã Khóa XI",
            ["HĐND xã Cẩm Lĩnh", "Đảng ủy xã", "HĐND xã"],
        ),
        (
            "HĐND xã Cẩm Lĩnh và HĐND xã Yên Mỹ họp; HĐND xã bầu chủ tịch",
            ["HĐND xã Cẩm Lĩnh", "HĐND xã Yên Mỹ"],
        ),
        ("Hội đồng nhân dân (HĐND) tỉnh họp", ["Hội đồng nhân dân (HĐND) tỉnh"]),
        ("Bộ Thủ tục hành chính và Bộ tiêu chí", []),
        (
            "Hội đồng quản trị Trường Đại học Hoa Mai được",
            ["Hội đồng quản trị Trường Đại học Hoa Mai"],
        ),
        ("Tổ chức Y tế Thế giới (WHO) khuyến cáo", ["Tổ chức Y tế Thế giới", "WHO"]),
        ("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\n", ["BAN CHẤP HÀNH ĐẢNG BỘ TỈNH"]),
        ("Đảng ủy Khối các cơ quan tỉnh", ["Đảng ủy Khối các cơ quan tỉnh"]),
        ("UBND xã Giao Thiện lập kế hoạch", ["UBND xã Giao Thiện"]),
        ("Trưởng Ban KT-NS HĐND tỉnh", ["Ban KT-NS HĐND tỉnh"]),
        ("Ngày Hội Đại Đoàn kết toàn dân tộc", []),
        (
            "Bí thư Huyện đoàn Vân Canh, Huyện đoàn",
            ["Huyện đoàn Vân Canh", "Huyện đoàn"],
        ),
        ("Hội Liên hiệp Thanh niên tỉnh", ["Hội Liên hiệp Thanh niên tỉnh"]),
        ("Trưởng đoàn ĐBQH tỉnh", ["đoàn ĐBQH tỉnh"]),
        ("Giám đốc CDC tỉnh Lai Châu", ["CDC tỉnh Lai Châu"]),
        ("Chi hội Nhà văn Việt Nam họp", ["Chi hội Nhà văn Việt Nam"]),
        (
            "Ban đại diện Hội Người cao tuổi tỉnh",
            ["Ban đại diện Hội Người cao tuổi tỉnh"],
        ),
        ("Bí thư Đảng ủy UBND tỉnh", ["Đảng ủy UBND tỉnh"]),
        ("Bí thư Đảng ủy Sở Xây dựng", ["Đảng ủy Sở Xây dựng"]),
        (
            "BQL dự án đầu tư xây dựng các công trình giao thông, dân dụng và công"
            " nghiệp tỉnh Sơn La",
            [
                "BQL dự án đầu tư xây dựng các công trình giao thông, dân dụng và công"
                " nghiệp tỉnh Sơn La"
            ],
        ),
        ("Ban Quản lý dự án nộp hồ sơ, nhà thầu và tư vấn ký", []),
        (
            "Trường THPT Lê Lợi\n2. Trường THPT An Sơn",
            ["Trường THPT Lê Lợi", "Trường THPT An Sơn"],
        ),
    ],
)
def test_a_unit_without_a_name_is_known_by_its_company(
    text: str, bodies: list[str]
) -> None:
    """A holder's name, or one commune alone in the text, tells which is meant."""
    assert named(text, "ORG") == bodies


def test_a_commune_needs_no_name_in_what_it_issues() -> None:
    """What "UBND xã" means in a commune's own text it cannot mean in another's."""
    rule = "Chủ tịch UBND xã ký; UBND xã, phường khác phối hợp với Đảng ủy xã."
    head = "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc cử\n"
    assert named(rule, "ORG") == []
    assert named(head + rule, "ORG")[1:] == ["UBND xã", "Đảng ủy xã"]
    called = "UBND xã Tân Hòa (sau đây gọi tắt là UBND xã) họp. Việc của UBND xã."
    assert named(called, "ORG") == ["UBND xã Tân Hòa", "UBND xã", "UBND xã"]
    assert own_units("", None) == frozenset()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "1 PGS.TS Trần Văn Bách\n2 ThS Lê Thị Mận\n",
            ["Trần Văn Bách", "Lê Thị Mận"],
        ),
        (
            "Chủ nhiệm: TS Phạm Gia Khiết\nNgười tham gia thực hiện",
            ["Phạm Gia Khiết"],
        ),
        ("phê bình ông Đoàn Bá Lộc, Phó Chủ tịch UBND xã", ["Đoàn Bá Lộc"]),
        (
            "Lê Anh Thơ, Tỉnh ủy viên; Vũ Bá Hiền, Thành ủy viên",
            ["Lê Anh Thơ", "Vũ Bá Hiền"],
        ),
        ("Hòa thượng Thích Minh Tâm chứng minh", ["Thích Minh Tâm"]),
        ("đại biểu Tô Văn Bình và bị cáo Hà Minh", ["Tô Văn Bình", "Hà Minh"]),
        ("Hà Bá Thành-Phó Thư ký", ["Hà Bá Thành"]),
        ("PGS.TS. Từ Bá Phương và TS.Tân Hạnh", ["Từ Bá Phương", "Tân Hạnh"]),
        ("CN Bình Tân của ngân hàng", []),
        ("Phó Chủ tịch UBND tỉnh Y Ngân; ông A Nhân", ["Y Ngân", "A Nhân"]),
        (
            "Thủ tướng Lê Bá An, Hồ Đức Khải và Tô Ngọc Lân",
            ["Lê Bá An", "Hồ Đức Khải", "Tô Ngọc Lân"],
        ),
        ("LUẬN VĂN\n\nLÊ THỊ BÍCH LOAN\n\nQUẢN LÝ ĐẤT ĐAI", ["LÊ THỊ BÍCH LOAN"]),
        ("Phó Chủ tịch HĐND tỉnh Nguyễn Đài Trang", ["Nguyễn Đài Trang"]),
        ("Trưởng Đoàn ĐBQH tỉnh Hoàng Bá Thắng dự", ["Hoàng Bá Thắng"]),
        ("đối với Mai Bá Anh (nguyên giám đốc)", ["Mai Bá Anh"]),
        ("Phó Thống đốc Kenji Watanabe thăm tỉnh", ["Kenji Watanabe"]),
        ("Thứ trưởng Bộ GD&ĐT Lê Văn Bình dự", ["Lê Văn Bình"]),
        ("Ảnh: HOÀNG NAM\nHọ và tên: Lò Thị Pành", ["HOÀNG NAM", "Lò Thị Pành"]),
    ],
)
def test_people_in_lists_and_behind_titles(text: str, people: list[str]) -> None:
    """Rows with a number, labels, Party posts, religious and foreign names."""
    assert named(text, "PERSON") == people


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("tại xã Ch’Ơm và xã Tr’Hy", ["xã Ch’Ơm", "xã Tr’Hy"]),
        ("đoàn của tỉnh Fukuoka sang thăm", ["tỉnh Fukuoka"]),
        ("Khu kinh tế cửa khẩu Cầu Treo", ["Khu kinh tế cửa khẩu Cầu Treo"]),
        ("chùa Một Cột – Thủ đô Hà Nội", ["chùa Một Cột", "Thủ đô Hà Nội"]),
        ("địa bàn phường\n1. Kết quả", []),
        ("xã Giao Thiện và xã Lưu Kiếm", ["xã Giao Thiện", "xã Lưu Kiếm"]),
        ("động thổ khu công nghiệp VSIP III tại xã", ["khu công nghiệp VSIP III"]),
        ("dự án tại tỉnh Lào Cai và nước Lào", ["tỉnh Lào Cai", "Lào"]),
        ("bản Cam kết gửi bản Nà Cài và buôn Đôn", ["bản Nà Cài", "buôn Đôn"]),
        ("P. Bến Nghé, Q. 1, TP.HCM", ["P. Bến Nghé", "Q. 1", "TP.HCM"]),
        ("P. Tổ chức và Q. Giám đốc Sở", []),
        ("mưa lớn ở miền Trung nước ta", ["miền Trung"]),
        ("THIÊN TAI TẠI KHU VỰC TÂY BẮC\n", ["KHU VỰC TÂY BẮC"]),
    ],
)
def test_places_of_all_sorts(text: str, places: list[str]) -> None:
    """Names of the highlands and from abroad; the number of the next item is none."""
    assert named(text, "PLACE") == places


def test_a_slip_of_the_tone_makes_no_second_person() -> None:
    """ "Lê Hòang Nam" is Lê Hoàng Nam with the mark a letter too early."""
    text = "ông Lê Hòang Nam và ông Lê Hoàng Nam"
    found = analyse(Document(sha256="", name="t.txt", text=text)).entities
    assert [each.value for each in found] == ["Lê Hoàng Nam"] * 2
    assert found[0].span.of(text) == "Lê Hòang Nam"


def test_a_law_named_in_passing_names_no_body() -> None:
    """ "Luật Tổ chức Chính phủ" is a law also where its date is left out."""
    text = "sửa đổi, bổ sung một số điều của Luật Tổ chức Chính\nphủ và luật khác"
    assert named(text, "ORG") == []


@pytest.mark.parametrize("word", ["Ngoan", "Nghiêng", "Quyền", "Ưng", "Yến", "Khuê"])
def test_syllables_of_the_language(word: str) -> None:
    """Every build of a syllable is known."""
    assert is_vietnamese(word)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "ông An, Trưởng phòng Kinh tế, Hạ tầng và Đô thị; bà Ba, Phó phòng Nội vụ",
            ["phòng Kinh tế, Hạ tầng và Đô thị", "phòng Nội vụ"],
        ),
        ("Phó Trưởng ban Pháp chế HĐND tỉnh", ["ban Pháp chế HĐND tỉnh"]),
        (
            "Trưởng ban đại diện Hội Người cao tuổi tỉnh",
            ["ban đại diện Hội Người cao tuổi tỉnh"],
        ),
        ("Trưởng phòng Lê Văn An và Trưởng ban Trần Thị Ba", []),
        ("Trưởng ban Ban Dân vận Tỉnh ủy", ["Ban Dân vận Tỉnh ủy"]),
        ("Trưởng phòng và Trưởng ban của trường", []),
        ("Tổ công tác triển khai Đề án 06 họp", ["Tổ công tác triển khai Đề án 06"]),
        ("Tổ công tác triển khai Đề án phát triển", []),
        (
            "Tổ công tác thực hiện Đề án 06, cải cách hành chính gắn với Đề án 06, báo",
            ["Tổ công tác thực hiện Đề án 06, cải cách hành chính gắn với Đề án 06"],
        ),
        (
            "Tổ công tác cải cách thủ tục, số hóa gắn với Đề án số 6 và Sở Y tế",
            ["Tổ công tác cải cách thủ tục, số hóa gắn với Đề án số 6", "Sở Y tế"],
        ),
        ("các Tổ đại biểu HĐND tỉnh", ["HĐND tỉnh"]),
        (
            "Tổ công tác cải cách chế độ công vụ của Thủ tướng Chính phủ",
            ["Tổ công tác cải cách chế độ công vụ của Thủ tướng Chính phủ"],
        ),
        (
            "Hội đồng quản lý Quỹ Phát triển đất và Hội đồng Trường Cao đẳng Sông Đà",
            ["Hội đồng quản lý Quỹ Phát triển đất", "Hội đồng Trường Cao đẳng Sông Đà"],
        ),
        ("Hội đồng trường họp", []),
        (
            "Ban Chỉ đạo Trung ương về phòng, chống lãng phí họp với Sở Y tế",
            ["Ban Chỉ đạo Trung ương về phòng, chống lãng phí", "Sở Y tế"],
        ),
        (
            "Ban Chỉ đạo cấp tỉnh về đổi mới sáng tạo và chuyển đổi số gồm 9 người",
            ["Ban Chỉ đạo cấp tỉnh về đổi mới sáng tạo và chuyển đổi số"],
        ),
        ("báo cáo Ban Chỉ đạo tỉnh về việc này", []),
        ("Thường vụ Hội Nông dân tỉnh", ["Thường vụ Hội Nông dân tỉnh"]),
        ("Ủy viên Thường vụ Tỉnh ủy", ["Tỉnh ủy"]),
        ("Trưởng phòng Pháp chế và giám sát", ["phòng Pháp chế và giám sát"]),
        (
            "PHƯỜNG TÂN AN TỔ CHỨC HỘI NGHỊ TỔNG KẾT\nUBND phường và Đảng ủy phường",
            ["UBND phường", "Đảng ủy phường"],
        ),
        ("Tổ đại biểu số 4 HĐND tỉnh", ["Tổ đại biểu số 4 HĐND tỉnh"]),
        (
            "Quỹ Bảo vệ và phát triển rừng tỉnh Lào Cai",
            ["Quỹ Bảo vệ và phát triển rừng tỉnh Lào Cai"],
        ),
        (
            "Ban Thường vụ (BTV) Tỉnh ủy và Hội Khuyến học (HKH) tỉnh",
            ["Ban Thường vụ (BTV) Tỉnh ủy", "Hội Khuyến học (HKH) tỉnh"],
        ),
        (
            "Liên đội trường THCS Chu Văn Thịnh",
            ["Liên đội trường THCS Chu Văn Thịnh"],
        ),
        (
            "Trường Đại học Thủy sản 8 ; Trường Đại học Mỏ Địa chất 12 ; Sở Y tế 1",
            ["Trường Đại học Thủy sản", "Trường Đại học Mỏ Địa chất", "Sở Y tế"],
        ),
        (
            "Hiệp hội Chế biến nông, lâm sản Việt Nam",
            ["Hiệp hội Chế biến nông, lâm sản Việt Nam"],
        ),
    ],
)
def test_names_with_brackets_numbers_and_small_words_inside(
    text: str, bodies: list[str]
) -> None:
    """A post before a small letter, a short name, a plan's number, a second trade."""
    assert named(text, "ORG") == bodies
