"""Lines and columns out of words, without any file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import page_order, reading_order
from ingest.lines import Line, Word, lines_of
from ingest.margins import without_margins, without_repeated_rows


def _word(text: str, x: float, y: float, height: float = 10) -> Word:
    return Word(text, x, y, x + 6 * len(text), y + height)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([_word("b", 50, 0), _word("a", 0, 0)], ["a b"]),
        ([_word("a", 0, 0), _word("b", 0, 12)], ["a", "b"]),
        ([_word("a", 0, 0), _word("2", 10, -3, 6), _word("b", 30, 1)], ["a 2 b"]),
        ([], []),
    ],
)
def test_words_on_one_height_make_a_line(
    words: list[Word], expected: list[str]
) -> None:
    """Small shifts and superscripts stay on their line."""
    assert [line.text for line in lines_of(words)] == expected


_WORDS = st.lists(
    st.builds(
        _word,
        st.sampled_from(
            ["CỘNG", "HÒA", "XÃ", "HỘI", "Nơi", "nhận:", "Độc", "lập", "x"]
        ),
        st.floats(0, 500),
        st.floats(0, 800),
        st.floats(1, 30),
    ),
    max_size=30,
)


@given(_WORDS)
def test_no_word_is_lost_or_doubled(words: list[Word]) -> None:
    """Whatever the layout, each word comes out exactly once."""
    ordered = reading_order(lines_of(words))

    assert sorted(w for line in ordered for w in line.words) == sorted(words)


def _page(*texts: str, top: float = 100) -> list[Line]:
    return [Line((_word(t, 100, top + 20 * i),)) for i, t in enumerate(texts)]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}", "{}/9", "– {}"])
def test_page_numbers_in_every_form_are_found(form: str) -> None:
    """Numbers that advance with the pages leave, whatever stands around them."""
    pages = [
        [Line((_word(form.format(n + 11), 290, 30),)), *_page("Điều 1.")]
        for n in range(3)
    ]

    kept = without_margins(pages, [842.0] * 3)

    assert [[line.text for line in page] for page in kept] == [["Điều 1."]] * 3


def test_heads_of_documents_bound_together_stay() -> None:
    """Several decisions in one file each keep their letterhead."""
    head = [
        Line(
            (_word("BỘ NỘI VỤ", 80, 40), _word("Độc lập - Tự do - Hạnh phúc", 300, 40))
        )
    ]
    pages = [[*head, *_page("QUYẾT ĐỊNH")] for _ in range(4)]

    assert without_margins(pages, [842.0] * 4) == pages


def _row(y: float, *places: tuple[str, float]) -> Line:
    words = []
    for text, x in places:
        for part in text.split():
            words.append(_word(part, x, y))
            x = words[-1].x1 + 3
    return Line(tuple(words))


def _speck(y: float, text: str, x: float) -> Line:
    return Line((_word(text, x, y)._replace(confidence=70.0),))


def _head(*extra: Line) -> list[Line]:
    lines = [
        _row(40, ("BỘ NỘI VỤ", 80), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280)),
        _row(60, ("Số: 5/QĐ-BNV", 75), ("Hà Nội, ngày 05 tháng 01 năm 2020", 285)),
        _row(90, ("QUYẾT ĐỊNH", 250)),
        _row(120, ("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;", 60)),
    ]
    return sorted([*lines, *extra], key=lambda line: line.top)


@pytest.mark.parametrize(
    "speck",
    [_speck(50, "-", 230), _speck(50, "_______", 100), _speck(41, "_", 270)],
    ids=["alone", "rule", "beside"],
)
def test_specks_and_rules_do_not_part_a_letterhead(speck: Line) -> None:
    """Dirt of a scan between the columns changes nothing in their order."""
    texts = [line.text for line in reading_order(_head(speck))]
    texts = [text for text in texts if any(map(str.isalnum, text))]

    assert texts[:2] == ["BỘ NỘI VỤ", "Số: 5/QĐ-BNV"]
    assert texts[2].endswith("VIỆT NAM")
    assert texts[3:5] == ["Hà Nội, ngày 05 tháng 01 năm 2020", "QUYẾT ĐỊNH"]


def test_speck_after_a_line_does_not_move_it_to_the_middle() -> None:
    """A line of the left column stays there, however far right the dirt beside it."""
    issuer = Line((*_row(50, ("CỤC MẪU", 110)).words, *_speck(50, "=", 272).words))
    texts = [line.text for line in reading_order(_head(issuer))]

    assert texts[:3] == ["BỘ NỘI VỤ", "CỤC MẪU", "Số: 5/QĐ-BNV"]


@pytest.mark.parametrize("confidence", [None, 90.0], ids=["text", "ocr"])
def test_dash_between_words_is_no_gap(confidence: float | None) -> None:
    """A footer with a dash, below both columns, is not taken apart."""
    footer = _row(120, ("BẢN SAO – không có giá trị pháp lý", 160))
    words = tuple(word._replace(confidence=confidence) for word in footer.words)
    lines = [
        _row(40, ("Nơi nhận:", 60), ("TM. CHÍNH PHỦ", 300)),
        _row(54, ("- Như Điều 3;", 60), ("THỦ TƯỚNG", 310)),
        Line(words),
    ]

    assert reading_order(lines)[-1].text == footer.text


def test_recipients_hold_beside_a_scrawl() -> None:
    """A signature that reaches into the left column does not end it."""
    lines = [
        _row(40, ("Nơi nhận:", 60), ("KT. BỘ TRƯỞNG", 350)),
        _row(54, ("- Như Điều 3;", 60), ("THỨ TRƯỞNG", 360)),
        _row(68, ("- Các cơ quan thuộc Chính phủ;", 60), ("(/¬;" * 6, 255)),
        _row(82, ("- Lưu: VT.", 60)),
        _row(96, ("Nguyễn Văn Mẫu", 350)),
    ]

    texts = [line.text for line in reading_order(lines)]

    assert texts[:4] == [
        *("Nơi nhận:", "- Như Điều 3;", "- Các cơ quan thuộc Chính phủ;", "- Lưu: VT.")
    ]
    assert texts[-1] == "Nguyễn Văn Mẫu"


@pytest.mark.parametrize(
    "heading", ["Nơi nhận:", "Noi nhận :", "Wơi nhận:", "Nơi nhận"]
)
def test_heading_of_recipients_is_known_as_ocr_reads_it(heading: str) -> None:
    """The first letter, in bold italics, is often misread."""
    lines = [_row(40, (heading, 60), ("TM. CHÍNH PHỦ", 350)), _row(54, ("- A;", 60))]

    texts = [line.text for line in reading_order(lines)]

    assert texts == [heading, "- A;", "TM. CHÍNH PHỦ"]


def test_place_of_filing_is_no_heading_of_recipients() -> None:
    """`Nơi nhận hồ sơ` in a procedure leaves the lines as they stand."""
    lines = [
        _row(40, ("Nơi nhận hồ sơ: Bộ phận tiếp nhận", 60)),
        _row(54, ("- Một cửa;", 60), ("Giờ hành chính", 350)),
    ]

    texts = [line.text for line in reading_order(lines)]

    assert texts[1] == "- Một cửa; Giờ hành chính"


def test_two_signers_side_by_side_are_taken_apart() -> None:
    """A joint document is signed in two columns; each signer comes whole."""
    lines = [
        _row(20, ("Hai cơ quan giao Văn phòng làm đầu mối phối hợp./.", 60)),
        _row(50, ("HỘI KHOA HỌC", 80), ("SỞ NỘI VỤ", 350)),
        _row(64, ("CHỦ TỊCH", 90), ("KT. GIÁM ĐỐC", 340)),
        _row(78, ("PHÓ GIÁM ĐỐC", 340)),
        _row(120, ("Trần Văn Mẫu", 80), ("Lê Thị Mẫu", 350)),
        _row(150, ("Nơi nhận:", 60)),
        _row(164, ("- Lưu: VT.", 60)),
    ]

    assert [line.text for line in reading_order(lines)][1:] == [
        *("HỘI KHOA HỌC", "CHỦ TỊCH", "Trần Văn Mẫu"),
        *("SỞ NỘI VỤ", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Mẫu"),
        *("Nơi nhận:", "- Lưu: VT."),
    ]


def test_signers_whose_names_stand_on_unlike_heights_are_taken_apart() -> None:
    """A title that takes two lines pushes one name down; the columns stay whole."""
    lines = [
        _row(20, ("Biên bản được lập thành 02 bản có giá trị như nhau./.", 60)),
        _row(50, ("ĐẠI DIỆN HỘI", 80), ("TM. ĐOÀN KIỂM TRA", 340)),
        _row(64, ("PHÓ CHỦ TỊCH", 80), ("TRƯỞNG ĐOÀN", 350)),
        _row(78, ("THƯỜNG TRỰC", 80)),
        _row(110, ("Bùi Văn Mẫu", 350)),
        _row(124, ("Đỗ Thị Mẫu", 80)),
    ]

    assert [line.text for line in reading_order(lines)][1:] == [
        *("ĐẠI DIỆN HỘI", "PHÓ CHỦ TỊCH", "THƯỜNG TRỰC", "Đỗ Thị Mẫu"),
        *("TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN", "Bùi Văn Mẫu"),
    ]


def test_table_without_rules_stays_in_rows() -> None:
    """Capitals over two columns of figures sign nothing."""
    lines = [
        _row(50, ("TÊN ĐƠN VỊ", 80), ("SỐ LƯỢNG", 350)),
        _row(64, ("Sở Nội vụ", 80), ("12", 350)),
        _row(78, ("Sở Tài chính", 80), ("7", 350)),
    ]

    assert [line.text for line in reading_order(lines)][1] == "Sở Nội vụ 12"


def test_ending_that_runs_over_the_page_stays_in_columns() -> None:
    """Recipients and signature cut by the foot of a page go on in two columns."""
    foot = [
        _row(700, ("Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành./.", 60)),
        _row(730, ("Nơi nhận:", 60), ("TM. ỦY BAN NHÂN DÂN", 320)),
        _row(744, ("- Như Điều 3;", 60), ("CHỦ TỊCH", 350)),
    ]
    head = [
        _row(60, ("- Sở Nội vụ;", 60), ("(Đã ký)", 360)),
        _row(74, ("- Lưu: VT.", 60), ("Nguyễn Văn Mẫu", 340)),
        _row(120, ("PHỤ LỤC KÈM THEO QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN", 120)),
    ]

    _, river = page_order(foot)

    assert [line.text for line in page_order(head, river=river)[0]] == [
        *("- Sở Nội vụ;", "- Lưu: VT.", "(Đã ký)", "Nguyễn Văn Mẫu", head[2].text)
    ]
    assert page_order(foot[:1])[1] is None


def test_head_of_a_table_is_read_once() -> None:
    """A table that runs on repeats its head; another table keeps its own."""

    def row(text: str) -> Line:
        return Line((_word(text, 80, 40),), row=True)

    head, text = row("STT | Họ và tên"), _page("Điều 2.")
    pages = [[*text, head, row("1 | An")], [head, row("2 | Bình")], [head, *text]]
    pages += [[head, row("1 | Cúc")]]

    kept = without_repeated_rows(pages)

    assert kept == [pages[0], pages[1][1:], text, pages[3]]
