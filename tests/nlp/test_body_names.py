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
