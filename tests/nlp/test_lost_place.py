"""Local bodies whose letterhead lost the place get it from the document itself."""

import pytest

from nlp.header import read_header

_TOP = (
    "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    "Số: 415/QĐ-UBND | Quảng Ngãi, ngày 04 tháng 4 năm 2022 |\n"
)


@pytest.mark.parametrize(
    ("body", "issuer"),
    [
        (
            "QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH KẾ HOẠCH\n"
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\nCăn cứ Luật Thủy sản;\n",
            "Ủy ban nhân dân tỉnh Quảng Ngãi",
        ),
        (
            "Căn cứ Luật Thủy sản;\nUỷ ban nhân dân thành phố Quảng Ngãi quyết định:\n",
            "Ủy ban nhân dân thành phố Quảng Ngãi",
        ),
        (
            "Căn cứ Luật Thủy sản;\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n",
            "Ủy ban nhân dân tỉnh Quảng Ngãi",
        ),
        ("Căn cứ Luật Thủy sản;\nỦy ban nhân dân xã yêu cầu:\n", "Ủy ban nhân dân"),
        (
            "Ủy ban nhân dân tỉnh Quảng Ngãi; Ủy ban nhân dân thành phố Quảng Ngãi;\n",
            "Ủy ban nhân dân",
        ),
    ],
)
def test_the_document_says_whose_committee_it_is(body: str, issuer: str) -> None:
    """One place only is taken; where two or none fit, nothing is put in."""
    assert read_header(_TOP + body).issuer == issuer
