"""Signature blocks and the recipients beside them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.posts import opens_post, person_name
from nlp.recipients import find_recipients
from nlp.signature import find_signatures


@pytest.mark.parametrize(
    ("block", "name", "position", "behalf"),
    [
        ("CHỦ TỊCH\nNguyễn Văn An", "Nguyễn Văn An", "CHỦ TỊCH", None),
        ("TRƯỞNG BAN\nThượng tọa Thích Minh Quang", "Thích Minh Quang", "TRƯỞNG BAN",
         None),
        (
            "TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ\nCHỦ TỊCH\nMai\nSơn",
            "Mai Sơn",
            "PHÓ CHỦ TỊCH",
            "ỦY BAN NHÂN DÂN",
        ),
        (
            "KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nĐỗ Ngọc Hà",
            "Đỗ Ngọc Hà",
            "PHÓ CHỦ NHIỆM",
            None,
        ),
        (
            "TL.\nCỤC TRƯỞNG\nKT. TRƯỞNG\nBAN ABC\nPHÓ TRƯỞNG BAN\n(Đã ký)\nLê Thị Mơ",
            "Lê Thị Mơ",
            "PHÓ TRƯỞNG BAN",
            None,
        ),
        ("T/M TỈNH ỦY\nPHÓ BÍ THƯ\n\n\nTrần Ân", "Trần Ân", "PHÓ BÍ THƯ", "TỈNH ỦY"),
        ("Q. GIÁM ĐỐC\nTS. BS. Âu Anh Tuấn", "Âu Anh Tuấn", "GIÁM ĐỐC", None),
        ("BỘ TRƯỞNG\nĐại tướng Phan Văn Giảng", "Phan Văn Giảng", "BỘ TRƯỞNG", None),
        ("GIÁM ĐỐC\nTRƯƠNG THỊ HỒNG", "Trương Thị Hồng", "GIÁM ĐỐC", None),
        ("CHỦ TỊCH\nLê Hải\nHoà", "Lê Hải Hòa", "CHỦ TỊCH", None),
        ("KT. BỘ TRƯỞNG\nTHỨ\nTRƯỞNG\nLê An", "Lê An", "THỨ TRƯỞNG", None),
        (
            "KT. TRƯỞNG BAN\nĐỐI NGOẠI PHÓ TRƯỞNG BAN\nLê An",
            "Lê An",
            "PHÓ TRƯỞNG BAN",
            None,
        ),
        (
            "XÁC THỰC VĂN BẢN HỢP NHẤT\nCHỦ NHIỆM\n[daky]\nBùi Văn Cương",
            "Bùi Văn Cương",
            "CHỦ NHIỆM",
            None,
        ),
    ],
)  # fmt: skip
def test_blocks_give_name_and_own_post(
    block: str, name: str, position: str, behalf: str | None
) -> None:
    """The name comes without ranks, the post without the mark of signing."""
    text = f"Điều 1. Giao Sở Nội vụ thực hiện./.\n\n{block}\n"
    (found,) = find_signatures(text)
    assert (found.name, found.position, found.behalf) == (name, position, behalf)
    assert found.block.contains(found.name_span)
    assert found.name_span.of(text).split()[-1].lower() in {
        name.split()[-1].lower(),
        "hoà",
    }


def test_the_first_block_signs_and_annexes_follow() -> None:
    """The signature of the document stands before its annexes, not at their end."""
    text = "CHỦ TỊCH\nNguyễn Văn An\n\nPHỤ LỤC I\nMẪU ĐƠN\nGIÁM ĐỐC\nTrần Văn Bảy\n"
    assert [one.name for one in find_signatures(text)] == ["Nguyễn Văn An"]


@pytest.mark.parametrize(
    "text",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Tổ chức chính quyền địa phương;",
        "Chủ tịch Nguyễn Văn An phát biểu tại hội nghị.",
        "THỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên)",
        "- PCT. Nguyễn Thành Hưng (để b/c);\n- Lưu: VT.",
        "",
    ],
)
def test_posts_without_a_name_below_sign_nothing(text: str) -> None:
    """Authority lines, prose, empty forms and recipients are no signatures."""
    assert find_signatures(text) == []


def test_recipients_in_the_left_column_are_not_signers() -> None:
    """Names among the recipients stay there though the columns are interleaved."""
    text = (
        "Nơi nhận:                 KT. BỘ TRƯỞNG\n"
        "- TT. Trương Văn Long;    THỨ TRƯỞNG\n"
        "- Lưu: VT.                Trương Văn Ninh\n"
    )
    (found,) = find_signatures(text)
    assert (found.name, found.position) == ("Trương Văn Ninh", "THỨ TRƯỞNG")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("PGS.TS. Nguyễn Thế Nghĩa", "Nguyễn Thế Nghĩa"),
        ("Thiếu tướng Lê Minh", "Lê Minh"),
        ("PHÙNG THỊ NGA", "Phùng Thị Nga"),
        ("PHỤ LỤC", None),
        ("Phó Chủ Tịch", None),
        ("Ngân Hàng Chính Sách Xã Hội", None),
        ("Căn cứ Luật", None),
        ("An", None),
    ],
)
def test_names_are_capitalised_syllables(printed: str, name: str | None) -> None:
    """Two to five syllables; posts and headings are not names."""
    found = person_name(printed)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("line", "expected"),
    [("TRƯỞNG BAN", True), ("TRƯƠNG BAN", False), ("CHỦ", False), ("CHỦ TỊCH", True)],
)  # fmt: skip
def test_family_names_are_not_posts(line: str, expected: bool) -> None:
    """Trương is a family name and Trưởng a post: the marks decide."""
    assert opens_post(line) is expected


def test_recipients_end_with_the_line_that_keeps_the_file() -> None:
    """The block ends at "Lưu", before the signature."""
    text = "thi hành./.\n\nNơi nhận:\n- Như Điều 3;\n- Bộ Nội\nvụ;\n- Lưu: VT, NC.\n\nA"
    (span,) = find_recipients(text)
    assert span.of(text).startswith("Nơi nhận:")
    assert span.of(text).endswith("- Lưu: VT, NC.")


@given(st.text(alphabet="ĐCHỦTỊKM. \nNguyễn Văn-:;()/|", max_size=300))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    """Whatever is typed, spans slice the text and nothing fails."""
    for one in find_signatures(text):
        assert one.name_span.end <= len(text)
        assert one.name_span.of(text).strip()
    for span in find_recipients(text):
        assert span.end <= len(text)


def test_the_authority_line_is_no_signature() -> None:
    """A post above the legal basis names who decides; a town is nobody's name."""
    text = (
        "CHỦ TỊCH LIÊN HIỆP CÁC HỘI\nTHÀNH PHỐ HỒ CHÍ MINH\nCăn cứ Luật Hội;\n"
        "Điều 1. Giao Văn phòng thực hiện./.\nCHỦ TỊCH\nLê Thị An\n"
    )
    (found,) = find_signatures(text)
    assert (found.name, found.position) == ("Lê Thị An", "CHỦ TỊCH")
    assert person_name("THÀNH PHỐ HỒ CHÍ MINH") is None


def test_a_table_of_members_is_no_signature() -> None:
    """Posts and names in numbered rows are a list of persons."""
    text = (
        "1 | Lê An | Giám đốc | Chủ tịch\n2 | Vũ Bình | Phó Giám đốc | Phó Chủ tịch\n"
        "3 | Hồ Cúc | Thư ký | Ủy viên\n\nCHỦ TỊCH\n\nTrần Dũng\n"
    )
    assert [found.name for found in find_signatures(text)] == ["Trần Dũng"]


def test_half_a_post_is_no_signature() -> None:
    """ "THỦ" at a line's end, of an addressee, is followed by no signer."""
    text = "THỦ\nTƯỚNG điện:\nTHỦ\nLâm Đồng\nGiao các tỉnh.\n\nTHỦ TƯỚNG\nLê An\n"
    assert [found.name for found in find_signatures(text)] == ["Lê An"]


@pytest.mark.parametrize("line", ["TRƯỜNG THPT", "QUYỀN GIẢI QUYẾT CỦA SỞ"])
def test_words_that_look_like_posts(line: str) -> None:
    """A school is no head, and a competence no acting post."""
    assert not opens_post(line)
    assert opens_post("QUYỀN GIÁM ĐỐC")


def test_recipients_without_end_on_one_line_are_left_soon() -> None:
    """What follows a recipient is looked at only where a post or a name may stand."""
    assert find_signatures("Nơi nhận: " * 200_000) == []


@pytest.mark.parametrize("signed", ["Đã ký: ", "(Đã ký) ", "(đã ký): "])
def test_a_copy_that_says_signed_beside_the_name_has_its_signer(signed: str) -> None:
    """ "Đã ký:" is no part of the name."""
    text = f"KT. CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG\nPHÓ CHỦ TỊCH\n{signed}Nguyễn Khánh\n"
    (found,) = find_signatures(text)
    assert (found.name, found.name_span.of(text)) == ("Nguyễn Khánh", "Nguyễn Khánh")


def test_decomposed_text_without_a_signature_comes_to_an_end() -> None:
    """Text that is not composed is searched once, to its last line and no further."""
    text = unicodedata.normalize("NFD", "Số:\n15/QĐ-LHH\nĐiều 1. Quy định chung.\n\n")

    assert find_signatures(text) == []
