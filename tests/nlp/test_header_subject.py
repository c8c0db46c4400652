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
