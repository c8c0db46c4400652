"""Laws dated to a year without one of their name, and codes of other bodies."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.pipeline import analyse


def codes(text: str) -> set[str]:
    """Return the codes of the findings of a text."""
    return {found.code for found in analyse(Document("", "x", text)).findings}


@pytest.mark.parametrize(
    "ground",
    [
        "Luật Phòng, chống bệnh truyền nhiễm ngày 21 tháng 11 năm 2007",
        # promulgated in the year after it was passed
        "Luật Phòng, chống bệnh truyền nhiễm ngày 03 tháng 01 năm 2008",
        # older than what the table knows
        "Luật Phòng, chống bệnh truyền nhiễm ngày 21 tháng 11 năm 1997",
        # the year of an amendment, which says so
        "Luật Phòng, chống bệnh truyền nhiễm sửa đổi năm 2017",
        # nothing is known of such a law
        "Luật Hàng rong ngày 21 tháng 11 năm 2017",
        # the number tells which law it is
        "Luật Phòng, chống bệnh truyền nhiễm số 03/2007/QH12",
    ],
)
def test_a_law_of_a_known_year_is_not_questioned(ground: str) -> None:
    """Nor is one of which the table may know too little."""
    assert "DT18" not in codes(f"Căn cứ {ground};")


def test_a_ground_of_a_year_without_such_a_law_is_seen() -> None:
    """ "2017" for "2007": no law of this name was passed then."""
    text = "Căn cứ Luật Phòng, chống bệnh truyền nhiễm ngày 21 tháng 11 năm 2017;"

    (found,) = [
        each
        for each in analyse(Document("", "x", text)).findings
        if each.code == "DT18"
    ]
    assert found.severity == "warning"
    assert found.evidence["year"] == 2017


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định số 15/1998/QĐ-TTg ngày 04/9/1998 của Chính phủ",
        "Chỉ thị số 48/CT-TT ngày 04/9/2018 của Thủ tướng Chính phủ",
        "Quyết định số 09/2015/QĐ-CP ngày 04/9/2015 của Thủ tướng Chính phủ",
        "Thông tư số 39/2016/TT-BTC ngày 04/9/2016 của Bộ trưởng Bộ Y tế",
        "Thông tư số 39/2016/TT-NHNN ngày 04/9/2016 của Bộ Tài chính",
    ],
)
def test_the_code_of_another_body_is_seen(cited: str) -> None:
    """The number and the body that is named cannot both be right."""
    assert "K11" in codes(f"Theo {cited} thì")


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định số 15/1998/QĐ-TTg ngày 04/9/1998 của Thủ tướng Chính phủ",
        "Nghị quyết số 15/NQ-CP ngày 04/9/2018 của Chính phủ",
        "Thông tư số 15/2005/TT-BLĐTBXH ngày 04/9/2005 của Bộ trưởng Bộ Lao động-Thương"
        " binh và Xã hội",
        "Thông tư số 20/2012/TT-BTTTT ngày 04/9/2012 của Bộ Thông tin Truyền thông",
        "Thông tư số 15/2012/TT-BXYZ ngày 04/9/2012 của Bộ Tài chính",
        # what guides the decision is of these ministries
        "Quyết định số 142/2008/QĐ-TTg của Bộ Công an, Bộ Tài chính và Bộ Y tế",
        "Quyết định số 15/QĐ-TCCB ngày 04/9/1998 của Bộ Giao thông vận tải",
    ],
)
def test_a_code_that_may_be_of_the_body_is_not_questioned(cited: str) -> None:
    """Dashes are set many ways, and a unit's code is no ministry's."""
    assert "K11" not in codes(f"Theo {cited} thì")
