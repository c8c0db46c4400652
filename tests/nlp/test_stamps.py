"""The stamp of who received a document tells nothing about the document."""

from __future__ import annotations

import pytest

from nlp.header import read_header
from nlp.stamps import without_stamp

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
HEAD = [
    "BỘ Y TẾ",
    *STATE.split("\n"),
    "Số: 2210/BYT-KCB",
    "V/v quản lý thuốc",
    "Hà Nội, ngày 08 tháng 5 năm 2023",
    "Kính gửi: Sở Y tế",
]
STAMPS = [
    "CÔNG VĂN ĐẾN\nSố: 4521\nNgày: 12/5/2023",
    "CÔNG VĂN ĐẾN Số: 123 Ngày 02/3/2022",
    "ĐẾN\nSố: 998/CVĐ\nNgày: 15/7/2024\nLưu hồ sơ số:",
    "ĐẾN Giờ: ....... Ngày: 02/6/2024\nSố: 77",
    "VĂN BẢN ĐẾN\nSố ......\nNgày ..../..../......",
    "CÔNG VĂN ĐẾN\nSố: 15\nNgày 3 tháng 4 năm 2024\nChuyển: Phòng TCHC",
]


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("place", range(4))
def test_a_stamp_anywhere_over_the_letterhead(stamp: str, place: int) -> None:
    """Number, day and issuer are those of the document."""
    header = read_header("\n".join([*HEAD[:place], stamp, *HEAD[place:]]))
    assert (header.number, header.date) == ("2210/BYT-KCB", "2023-05-08")
    assert header.issuer == "Bộ Y tế"


def test_the_receiving_office_above_its_stamp_is_not_the_issuer() -> None:
    """It opens the text, and another body stands below the stamp."""
    text = "SỞ NỘI VỤ TỈNH A\nCÔNG VĂN ĐẾN\nSố: 3344\nNgày: 05-4-2024\n"
    assert read_header(text + "\n".join(HEAD)).issuer == "Bộ Y tế"


def test_a_word_den_without_the_fields_of_a_stamp_is_left_alone() -> None:
    """The length is kept and nothing is blanked."""
    text = "ĐẾN NĂM 2030\nBỘ NỘI VỤ\nSố: 5/QĐ-BNV"
    assert without_stamp(text) == text


def test_an_empty_stamp_does_not_swallow_the_number_of_the_document() -> None:
    """A number with a code behind "Số:" is that of the document."""
    text = "ĐẾN\nNgày: 12/5/2023\nSố: 145/QĐ-SXD"
    assert "145/QĐ-SXD" in without_stamp(text)
