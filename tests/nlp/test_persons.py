"""Names of people: the name only, and never a street of the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from nlp.analysis import Entity
from nlp.pipeline import analyse

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def people(text: str) -> list[Entity]:
    """Return the people of a text."""
    analysis = analyse(Document(sha256="", name="t.txt", text=text))
    return [each for each in analysis.entities if each.label == "PERSON"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ông Nguyễn Hoàng Hưng, Phó trưởng Ban", ["Nguyễn Hoàng Hưng"]),
        ("PGS.TS. Nguyễn Thế Nghĩa phát biểu", ["Nguyễn Thế Nghĩa"]),
        ("Dương Nam, Tổng Thư ký Liên hiệp Hội", ["Dương Nam"]),
        ("Phó Thủ tướng Chính phủ Hồ Đức Phớc", ["Hồ Đức Phớc"]),
        ("Thứ trưởng Bộ Tài chính Lê An", ["Lê An"]),
        ("bà Tôn Nữ Thị Ninh", ["Tôn Nữ Thị Ninh"]),
        ("Ông John Smith", ["John Smith"]),
        ("1 | Y Khoa Niê | Nam |", ["Y Khoa Niê"]),
        ("hưởng ứng phong trào Trần Quốc Toản", []),
        ("đồng chí Thiếu tướng Phạm Hải Đăng và", ["Phạm Hải Đăng"]),
        ("PCVP UBND tỉnh (đ/c Khánh)", ["Khánh"]),
        ("(9) P.T.T.Huyền", ["P.T.T.Huyền"]),
        ("ông Nguyễn\nVăn An đã ký", ["Nguyễn\nVăn An"]),
        ("đồng chí Tổng Bí thư Trần Văn Bình", ["Trần Văn Bình"]),
        ("bà Ksor H’Bơ Khăp và ông K'Sor Phước", ["Ksor H’Bơ Khăp", "K'Sor Phước"]),
        ("ông Trần Văn Bình và bà Lê Thị Hoa", ["Trần Văn Bình", "Lê Thị Hoa"]),
        ("Chủ tịch Hồ Chí Minh", ["Hồ Chí Minh"]),
        ("tư tưởng, đạo đức, phong cách Hồ Chí Minh", []),
        ("đường Lê Thị Hồng Gấm, Phường Võ Thị Sáu", []),
        ("Giải thưởng Tôn Đức Thắng", []),
        ("Khu di tích lịch sử Hoàng Hoa Thám", []),
        ("Trường THPT Lê Quý Đôn", []),
        ("33 Hai Bà Trưng, phường Bà Rịa", []),
        ("Công ty (181 Nguyễn Đình Chiểu, phường Bà Rịa)", []),
        ("Tòa nhà Sông Xanh, 16/2A\nPhan Chu Trinh", []),
        ("Danh sách\n1 Lê Văn An\n2 Lê Thị Hoa", ["Lê Văn An", "Lê Thị Hoa"]),
        ("đề nghị đồng chí Bộ trưởng, các đồng chí Thứ trưởng", []),
        ("tỉnh Thái Nguyên, Cao Bằng, Lâm Đồng", []),
        ("Chủ tịch Liên hiệp các Hội ký quyết định", []),
    ],
)
def test_people(text: str, expected: list[str]) -> None:
    """Titles are left outside; streets, schools and campaigns are no people."""
    assert [each.span.of(text) for each in people(text)] == expected


def test_a_given_name_is_the_one_full_name_that_ends_in_it() -> None:
    """A later mention by given name joins the person; two candidates leave it alone."""
    one = people("ông Nguyễn Hoàng Hưng. Theo ông Hưng, việc đã xong.")
    two = people("ông Trần Hưng và ông Lê Hưng; ông Hưng nói.")

    assert {each.value for each in one} == {"Nguyễn Hoàng Hưng"}
    assert two[-1].value == "Hưng"


def test_the_post_beside_a_name_is_its_role() -> None:
    """The post before or after the name is kept with the person."""
    before = people("Phó Thủ tướng Trần Văn Bình kết luận")
    after = people("bà Lê Thị Hoa, Chánh Văn phòng")

    assert before[0].role == "Phó Thủ tướng"
    assert after[0].role == "Chánh Văn phòng"


@pytest.mark.gold
def test_the_report_names_exactly_five_people() -> None:
    """The news report of the seed names five people, several times each."""
    found = sorted(SHARED.glob("seeds/*.txt"))
    if not found:
        pytest.skip("no seed report beside the project")
    names = {each.value for each in people(found[0].read_text("utf-8"))}

    assert names == {
        "Nguyễn Hoàng Hưng",
        "Nguyễn Thế Nghĩa",
        "Dương Nam",
        "Phạm Quang Vinh",
        "Trần Thanh Trí",
    }
