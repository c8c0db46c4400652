"""Subjects and issuers of letterheads that lost lines or their breaks."""

from __future__ import annotations

import pytest

from nlp.header import read_header


def test_a_telegram_s_sender_is_no_part_of_its_subject() -> None:
    """ "THỦ TƯỚNG CHÍNH PHỦ điện:" opens the addressees."""
    text = (
        "THỦ TƯỚNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 63/CĐ-TTg\n"
        "Hà Nội, ngày 31 tháng 7 năm 2031\nCÔNG ĐIỆN\n"
        "Về việc phòng, chống bão\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Các Bộ;\n"
    )
    assert read_header(text).title == "Về việc phòng, chống bão"


def test_a_document_run_into_one_line_keeps_its_subject_alone() -> None:
    """Where every line break is lost the subject ends before who decides."""
    text = (
        "HỘI NHÀ VĂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 38/QĐ-HNV Hà Nội, ngày 31 tháng 7 năm 2031 QUYẾT ĐỊNH "
        "Về việc ban hành Quy chế khen thưởng CHỦ TỊCH HỘI NHÀ VĂN "
        "Căn cứ Điều lệ Hội được Đại hội thông qua; QUYẾT ĐỊNH: Điều 1. …"
    )
    assert read_header(text).title == "Về việc ban hành Quy chế khen thưởng"


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        (
            "HỘI ĐỒNG NHÂN DÂN HUYỆN TÂN HỒNG KHÓA XI, KỲ HỌP THỨ 7",
            "Hội đồng nhân dân huyện Tân Hồng",
        ),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "Ủy ban nhân dân tỉnh Nghệ An"),
    ],
)
def test_who_decides_is_the_issuer_of_a_trimmed_letterhead(
    line: str, issuer: str
) -> None:
    """Without bodies above the number the authority line names the issuer."""
    text = (
        "Số: 77/NQ-HĐND\nTân Hồng, ngày 14 tháng 12 năm 2031\nNGHỊ QUYẾT\n"
        f"Về dự toán ngân sách\n{line}\nCăn cứ Luật Ngân sách nhà nước;\n"
    )
    assert read_header(text).issuer == issuer


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("KẾT QUẢ PHỔ CẬP BƠI LỘI\nI/ ĐẶC ĐIỂM, THUẬN LỢI", "KẾT QUẢ PHỔ CẬP BƠI LỘI"),
        ("KẾT QUẢ PHỔ CẬP BƠI LỘI\nA- ĐÁNH GIÁ CHUNG", "KẾT QUẢ PHỔ CẬP BƠI LỘI"),
        ("KẾT QUẢ PHỔ CẬP\nĐỢT I - NĂM 2031", "KẾT QUẢ PHỔ CẬP ĐỢT I - NĂM 2031"),
    ],
)
def test_items_in_capitals_end_the_subject(lines: str, title: str) -> None:
    """ "I/ ĐẶC ĐIỂM" below a subject in capitals opens the body."""
    text = (
        "UBND XÃ AN HÒA CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nAn Hòa, ngày 07 tháng 10 năm 2031\n"
        f"BÁO CÁO\n{lines}\n1. Tình hình chung.\nXã đã có hồ bơi.\n"
    )
    assert read_header(text).title == title


def test_a_report_without_line_breaks_ends_its_subject_before_the_first_item() -> None:
    """Everything stands in one line of capitals and small letters."""
    text = (
        "UBND HUYỆN AN HÒA CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM PHÒNG NỘI VỤ Độc lập - "
        "Tự do - Hạnh phúc Số: /PNV An Hòa, ngày 15 tháng 9 năm 2031 BÁO CÁO TỔNG KẾT "
        "NĂM 2030 VÀ NHIỆM VỤ NĂM 2031 KHỐI XÃ A- ĐÁNH GIÁ NĂM 2030 I - TÌNH HÌNH "
        "1- Số đơn vị: có 38 xã với 380 thôn, nhân dân đoàn kết, thi đua làm ăn tốt."
    )
    assert read_header(text).title == "TỔNG KẾT NĂM 2030 VÀ NHIỆM VỤ NĂM 2031 KHỐI XÃ"


@pytest.mark.parametrize(
    ("second", "issuer"),
    [
        ("BCĐ XÓA MÙ CHỮ", "BCĐ Xóa mù chữ"),
        ("TRƯỜNG THCS MINH ÂN", "Trường THCS Minh Ân"),
        ("TRƯỜNG THPT CHUYÊN TRẦN DU", "Trường THPT chuyên Trần Du"),
    ],
)
def test_abbreviated_heads_open_a_second_body(second: str, issuer: str) -> None:
    """ "BCĐ" is a steering committee below the committee of the commune."""
    text = (
        f"UBND XÃ AN HÒA\n{second}\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 14/BC-XH\nAn Hòa, ngày 07 tháng 10 năm 2031\n"
        "BÁO CÁO\nKết quả năm 2031\n"
    )
    header = read_header(text)

    assert (header.issuer, header.parent) == (issuer, "Ủy ban nhân dân xã An Hòa")
