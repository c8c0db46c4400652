"""Units of a text: what opens one, where it ends, and which text it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.casing import rows
from nlp.provisions import find_provisions
from nlp.unit_labels import follows, read_label

DECISION = """\
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế Thi đua, khen thưởng.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn An

LIÊN HIỆP CÁC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

QUY CHẾ
Thi đua, khen thưởng
(Ban hành kèm theo Quyết định số 38/QĐ-LHH ngày 31/7/2020)

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định về thi đua.
Điều 2. Đối tượng
1. Cá nhân.
2. Tập thể:
a) Một;
đ) Sai thứ tự;
b) Hai.
Chương II
THI ĐUA
Điều 3. Nội dung
Theo quy định tại Điều 2 của Quy chế này.

PHỤ LỤC I
DANH SÁCH
1. Một

PHỤ LỤC I
2. Hai

PHỤ LỤC II
Mẫu số 01. Đơn
Điều 1. Bên A
"""
AMENDING = """\
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:
“2. Cơ quan ban hành:
a) Bộ;
b) Sở.”.
2. Bổ sung Điều 5a vào sau Điều 5 như sau:
“Điều 5a. Ký số
1. Một.
2. Hai.
3. Ba.
3. Bãi bỏ điểm a khoản 1 Điều 7.
Điều 2. Hiệu lực
1. Nghị định này có hiệu lực.
2. Chuyển tiếp.
2a. Thêm.
3. Cuối.
"""
CODE = """\
Phần thứ nhất
QUY ĐỊNH CHUNG
Chương I
PHẠM VI
Mục 1. NGUYÊN TẮC
Điều 1. Phạm vi điều chỉnh
Điều 5 của Luật này quy định khác.
Mục 2. ÁP DỤNG
Tiểu mục 1. CHUNG
Điều 2. Áp dụng
1. Việc áp dụng theo quy định tại
Điều 3. Quy định này:
(i) Một;
(ii) Hai.
Phần thứ hai
QUYỀN
Chương II
NHÂN THÂN
Điều 3. Quyền
Điều 3a. Quyền thêm
Điều
4. Cuối
"""
OUTLINE = """\
PHẦN I. ĐÁNH GIÁ
I. KẾT QUẢ
1. Một
1.1. Một một
a) A;
1.2. Một hai
2. Hai
PHẦN II. PHƯƠNG HƯỚNG
I. MỤC TIÊU
1. Chung
"""


LINES = "Điều 1. A|Điều 2. B|1. x|2. y|a) z|“Điều 1. Q|c”|I. M|PHỤ LỤC I|QUY CHẾ"
MORE = "Chương I|(Kèm theo Quyết định)||1.1. d|Mẫu số 01|Mục 1. N|Nơi nhận:|CHỦ TỊCH"


def paths(text: str, part: str = "") -> list[str]:
    """Return the paths of one part, in order."""
    return [p.path for p in find_provisions(text) if p.part == part]


def test_a_decision_and_its_regulation_have_trees_of_their_own() -> None:
    """Điều 1 of the regulation is not Điều 1 of the decision."""
    assert paths(DECISION) == ["dieu:1", "dieu:2", "dieu:3"]
    assert paths(DECISION, "quy-che") == [
        "quy-che",
        "chuong:I",
        "dieu:1",
        "dieu:2",
        "dieu:2/khoan:1",
        "dieu:2/khoan:2",
        "dieu:2/khoan:2/diem:a",
        "dieu:2/khoan:2/diem:b",
        "chuong:II",
        "dieu:3",
    ]


def test_annexes_and_forms_are_parts() -> None:
    """A running head repeats an annex, a form inside one has articles of its own."""
    found = {p.part for p in find_provisions(DECISION)}
    assert found == {"", "quy-che", "phuluc:I", "phuluc:II", "phuluc:II/mau:01"}
    assert paths(DECISION, "phuluc:I") == ["phuluc:I", "khoan:1", "khoan:2"]
    assert paths(DECISION, "phuluc:II/mau:01") == ["phuluc:II/mau:01", "dieu:1"]


def test_the_last_article_ends_before_the_recipients() -> None:
    """Recipients and signature belong to no article."""
    last = next(p for p in find_provisions(DECISION) if p.path == "dieu:3")
    assert last.span.of(DECISION).endswith("Quyết định này./.")


def test_quoted_articles_do_not_count() -> None:
    """The amended text is left out, also where its closing mark is forgotten."""
    assert paths(AMENDING) == [
        "dieu:1",
        "dieu:1/khoan:1",
        "dieu:1/khoan:2",
        "dieu:1/khoan:3",
        "dieu:2",
        "dieu:2/khoan:1",
        "dieu:2/khoan:2",
        "dieu:2/khoan:2a",
        "dieu:2/khoan:3",
    ]


def test_straight_quotes_shield_what_they_hold() -> None:
    """A dispatch that quotes an article goes on with its own numbering."""
    text = '1. Về thuế:\n"Điều 9. Thời điểm\n1. Một\n2. Hai"\nCăn cứ.\n2. Về hóa đơn\n'
    assert paths(text) == ["khoan:1", "khoan:2"]


def test_chapters_stand_beside_articles() -> None:
    """Articles open the path; a break before the number and prose are told apart."""
    assert paths(CODE) == [
        "phan:1",
        "chuong:I",
        "chuong:I/muc:1",
        "dieu:1",
        "chuong:I/muc:2",
        "chuong:I/muc:2/tieumuc:1",
        "dieu:2",
        "dieu:2/khoan:1",
        "dieu:2/khoan:1/tiet:i",
        "dieu:2/khoan:1/tiet:ii",
        "phan:2",
        "chuong:II",
        "dieu:3",
        "dieu:3a",
        "dieu:4",
    ]


def test_an_outline_is_numbered_from_its_sections() -> None:
    """Sections that begin again in each Phần carry it in their path."""
    assert paths(OUTLINE) == [
        "phan:I",
        "phan:I/muc:I",
        "phan:I/muc:I/khoan:1",
        "phan:I/muc:I/khoan:1/diem:1.1",
        "phan:I/muc:I/khoan:1/diem:1.1/tiet:a",
        "phan:I/muc:I/khoan:1/diem:1.2",
        "phan:I/muc:I/khoan:2",
        "phan:II",
        "phan:II/muc:I",
        "phan:II/muc:I/khoan:1",
    ]


def test_an_outline_inside_an_article_stands_below_it() -> None:
    """Decisions that approve a scheme number its sections inside Điều 1."""
    text = (
        "Điều 1. Phê duyệt Đề án với nội dung sau:\nI. QUAN ĐIỂM\n1. Một.\n2. Hai.\n"
        "II. MỤC TIÊU\n1. Địa điểm\n2. Thời gian\nĐiều 2. Hiệu lực.\n"
    )
    assert paths(text) == [
        "dieu:1",
        "dieu:1/muc:I",
        "dieu:1/muc:I/khoan:1",
        "dieu:1/muc:I/khoan:2",
        "dieu:1/muc:II",
        "dieu:1/muc:II/khoan:1",
        "dieu:1/muc:II/khoan:2",
        "dieu:2",
    ]


@pytest.mark.parametrize(
    ("text", "path", "heading"),
    [
        (CODE, "phan:1", "QUY ĐỊNH CHUNG"),
        (CODE, "chuong:II", "NHÂN THÂN"),
        (CODE, "dieu:1", "Phạm vi điều chỉnh"),
        (AMENDING, "dieu:2", "Hiệu lực"),
        (DECISION, "dieu:2", None),
        ("Điều 4. Quy định về\nxử lý\n1. Một", "dieu:4", "Quy định về xử lý"),
        ("Điều 5\nTên điều\n1. Một", "dieu:5", "Tên điều"),
    ],
)  # fmt: skip
def test_headings_are_read_and_sentences_are_not(
    text: str, path: str, heading: str | None
) -> None:
    """A heading may break over lines; content that ends like a sentence is none."""
    assert next(p for p in find_provisions(text) if p.path == path).heading == heading


def test_articles_run_together_are_still_found() -> None:
    """A copy without line breaks keeps its articles where a sentence ends."""
    text = "Điều 1. Một. Điều 2. Hai theo Điều 3. Điều 3. Ba. Theo Điều 9. Chín"
    assert paths(text) == ["dieu:1", "dieu:2", "dieu:3"]


@pytest.mark.parametrize(
    ("line", "level", "label"),
    [
        ("Điều 32đ. Hồ sơ", "dieu", "32đ"),
        ("Chương IIa", "chuong", "IIA"),
        ("MỤC 2. QUY ĐỊNH", "muc", "2"),
        ("3a. Một", "khoan", "3a"),
        ("đ) Giấy tờ", "diem", "đ"),
        ("b1) Thêm", "diem", "b1"),
        ("(iv) Bốn", "tiet", "iv"),
        ("a.1) Một", "tiet", "a.1"),
        ("2.1.3. Một", "decimal", "2.1.3"),
        ("IV. TỔ CHỨC", "roman", "IV"),
    ],
)
def test_labels_of_every_level(line: str, level: str, label: str) -> None:
    """Inserted units keep their letters; đ is not d."""
    found = read_label(line)
    assert found is not None
    assert (found.level, found.label) == (level, label)


@pytest.mark.parametrize(
    "line",
    [
        "Điều 5 của Luật này quy định",
        "Điều 5 Luật Đất đai",
        "Điều 5, Điều 6 và Điều 7",
        "Chương II của Nghị định này",
        "Mục III Phụ lục này",
        "31/7/2020 là ngày ký",
        "1.000.000 đồng",
        "A-2157",
        "điều kiện",
    ],
)
def test_prose_opens_no_unit(line: str) -> None:
    """References, dates and sums at the start of a line are not headings."""
    found = read_label(line)
    assert found is None or not follows(found.level, found.label, None)


@pytest.mark.parametrize(
    ("level", "label", "last", "expected"),
    [
        ("dieu", "32a", "32", True),
        ("dieu", "32đ", "32d", True),
        ("dieu", "33", "32đ", True),
        ("dieu", "34", "32", False),
        ("diem", "đ", "d", True),
        ("diem", "e", "d", True),
        ("diem", "g", "d", False),
        ("diem", "a1", "a", True),
        ("khoan", "2", None, False),
        ("roman", "V", "IV", True),
    ],
)
def test_numbers_continue_their_sequence(
    level: str, label: str, last: str | None, expected: bool
) -> None:
    """Vietnamese order of points, inserted units, and one lost đ."""
    assert follows(level, label, last) is expected


def test_rows_hold_examples_that_are_recognised() -> None:
    """Every unit of `provisions.toml` reads its own example."""
    for row in rows("provisions")["unit"]:
        found = read_label(row["example"])
        assert found is not None
        assert found.level == row["level"]
        assert row["source"]


@given(
    st.lists(
        st.sampled_from(LINES),
        max_size=40,
    )
)
def test_units_nest_and_are_unique(lines: list[str]) -> None:
    """In any order of lines, spans slice the text, nest by path and never repeat."""
    text = "\n".join(lines)
    found = find_provisions(text)
    by_key = {(p.part, p.path): p for p in found}
    assert len(by_key) == len(found)
    assert [p.span.start for p in found] == sorted(p.span.start for p in found)
    for one in found:
        assert one.span.of(text).strip()
        parent = by_key.get((one.part, one.path.rpartition("/")[0]))
        assert parent is None or parent.span.contains(one.span)


@pytest.mark.parametrize(
    "unit", ["Điều ", "“", "Điều 1.\n", "1. a\n", "PHỤ LỤC\n", "|"]
)
def test_hostile_text_costs_in_proportion(unit: str) -> None:
    """Long runs of one cue are read; spans stay inside the text."""
    text = unit * (60_000 // len(unit))
    assert all(p.span.end <= len(text) for p in find_provisions(text))
