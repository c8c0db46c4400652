"""Letterheads, headings and signatures as documents print them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.analysis import Header
from nlp.bodies import group_bodies, is_noise
from nlp.casing import rows, sentence_case
from nlp.header import read_header
from nlp.letterhead import find_letterhead
from nlp.lines import Line
from nlp.posts import opens_post, person_name

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

TWO_COLUMNS = """\
       ỦY BAN NHÂN DÂN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 THÀNH PHỐ HỒ CHÍ MINH                  Độc lập - Tự do - Hạnh phúc
     ─────────                              ──────────────────
 Số: 1234/QĐ-UBND          Thành phố Hồ Chí Minh, ngày 17 tháng 6 năm 2022
                         QUYẾT ĐỊNH
           Ban hành Quy chế Thi đua, khen thưởng của
              Ủy ban nhân dân Thành phố
                         ──────
        CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH
   Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
                        QUYẾT ĐỊNH:
   Điều 1. Ban hành kèm theo Quyết định này Quy chế.
 Nơi nhận:                                   TM. ỦY BAN NHÂN DÂN
 - Như Điều 3;                               KT. CHỦ TỊCH
 - Lưu: VT, (VX/5) D.                        PHÓ CHỦ TỊCH
                                              Nguyễn Văn A
"""
MERGED = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG TRỊ Độc lập - Tự do - Hạnh phúc
Số: 38/QĐ-UBND Quảng Trị, ngày 05 tháng 01 năm 2020
QUYẾT ĐỊNH
Về việc phê duyệt kế hoạch
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ
Căn cứ Luật Tổ chức chính quyền địa phương;
Điều 1. Phê duyệt kế hoạch./.
Nơi nhận: KT. CHỦ TỊCH
- Như Điều 3; PHÓ CHỦ TỊCH
- Lưu: VT. Trần Văn Bình
"""
FUSED = (
    "CHÍNH PHỦ ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh "
    "phúc --------------- Số: 30/2020/NĐ-CP Hà Nội, ngày 05 tháng 3 năm 2020 NGHỊ "
    "ĐỊNH VỀ CÔNG TÁC VĂN THƯ Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm "
    "2015; Chính phủ ban hành Nghị định về công tác văn thư. Điều 1. Phạm vi điều "
    "chỉnh. Nơi nhận: - Lưu: VT. TM. CHÍNH PHỦ THỦ TƯỚNG Nguyễn Văn An"
)
DISPATCH = """\
BỘ TÀI CHÍNH
CỤC THUẾ
-------

CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 512/CT-CS
V/v hóa đơn điện tử

Hà Nội, ngày 20
tháng 11 năm 2025

Kính gửi: Thuế tỉnh Quảng Trị.
Cục Thuế nhận được công văn số 324/QTR-KTr2 ngày 22/7/2025.

Nơi nhận:
- Như trên;
- PCT. Lê Văn Tám (để b/c);
- Lưu: VT, CS.

TL. CỤC TRƯỞNG
KT. TRƯỞNG BAN CHÍNH SÁCH,
THUẾ QUỐC TẾ
PHÓ TRƯỞNG BAN
Phạm Thị
Hòa
"""
LAW = f"""\
QUỐC HỘI
-------
{STATE}Luật số: 06/2022/QH15

LUẬT
THI ĐUA, KHEN THƯỞNG
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Thi đua, khen thưởng.
Điều 1. Phạm vi điều chỉnh
Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp
thứ 3 thông qua ngày 15 tháng 6 năm 2022.

CHỦ TỊCH QUỐC HỘI
(Đã ký)
Nguyễn Văn A
"""
PARTY = """\
BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 57-NQ/TW
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 22 tháng 12 năm 2024

NGHỊ QUYẾT
của Bộ Chính trị về đột phá phát triển khoa học

I. BỐI CẢNH
T/M BỘ CHÍNH TRỊ
TỔNG BÍ THƯ
Nguyễn Văn A
"""
JOINT = f"""\
BỘ CÔNG AN - BỘ QUỐC PHÒNG
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO
{STATE}Số: 01/2014/TTLT-BCA-BQP-VKSNDTC
Hà Nội, ngày 05 tháng 01 năm 2014
THÔNG TƯ LIÊN TỊCH
Quy định về phối hợp
Căn cứ Luật Công an nhân dân;
KT. BỘ TRƯỞNG BỘ CÔNG AN
THỨ TRƯỞNG
Thượng tướng Lê Văn A
KT. BỘ TRƯỞNG BỘ QUỐC PHÒNG
THỨ TRƯỞNG
Trung tướng Trần Văn B
"""
TABLE = """\
| **ỦY BAN NHÂN DÂN** **TỈNH LÀO CAI** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
|---|---|
| Số: 20/QĐ-UBND | *Lào Cai, ngày 20 tháng 11 năm 2025* |

# QUYẾT ĐỊNH

Về việc công bố

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI

Căn cứ Luật;

| **Nơi nhận:** - Lưu: VT. | **KT. CHỦ TỊCH** **PHÓ CHỦ TỊCH** **Lê Thị Ngọc** |
"""
CONSOLIDATED = f"""\
Văn bản hợp nhất 35/VBHN-VPQH năm 2020 hợp nhất Luật Thủy lợi do Văn phòng Quốc hội \
ban hành. VĂN PHÒNG QUỐC HỘI --------
{STATE}Số:
35/VBHN-VPQH
Hà Nội, ngày 07 tháng 12 năm 2020 LUẬT THỦY LỢI Luật Thủy lợi số 08/2017/QH14 ngày
19 tháng 6 năm 2017 của Quốc hội.
"""


def fields(header: Header, names: str) -> tuple[object, ...]:
    """Return the named fields of a header."""
    return tuple(getattr(header, name) for name in names.split())


@pytest.mark.parametrize(
    ("text", "number", "kind", "issuer", "place", "date"),
    [
        (
            TWO_COLUMNS,
            "1234/QĐ-UBND",
            "Quyết định",
            "Ủy ban nhân dân Thành phố Hồ Chí Minh",
            "Thành phố Hồ Chí Minh",
            "2022-06-17",
        ),
        (
            MERGED,
            "38/QĐ-UBND",
            "Quyết định",
            "Ủy ban nhân dân tỉnh Quảng Trị",
            "Quảng Trị",
            "2020-01-05",
        ),
        (FUSED, "30/2020/NĐ-CP", "Nghị định", "Chính phủ", "Hà Nội", "2020-03-05"),
        (DISPATCH, "512/CT-CS", "Công văn", "Cục Thuế", "Hà Nội", "2025-11-20"),
        (LAW, "06/2022/QH15", "Luật", "Quốc hội", None, "2022-06-15"),
        (PARTY, "57-NQ/TW", "Nghị quyết", "Bộ Chính trị", "Hà Nội", "2024-12-22"),
        (
            JOINT,
            "01/2014/TTLT-BCA-BQP-VKSNDTC",
            "Thông tư liên tịch",
            "Bộ Công an - Bộ Quốc phòng - Viện kiểm sát nhân dân tối cao",
            "Hà Nội",
            "2014-01-05",
        ),
        (
            TABLE,
            "20/QĐ-UBND",
            "Quyết định",
            "Ủy ban nhân dân tỉnh Lào Cai",
            "Lào Cai",
            "2025-11-20",
        ),
        (
            CONSOLIDATED,
            "35/VBHN-VPQH",
            "Văn bản hợp nhất",
            "Văn phòng Quốc hội",
            "Hà Nội",
            "2020-12-07",
        ),
    ],
    ids=[
        "columns",
        "merged",
        "fused",
        "dispatch",
        "law",
        "party",
        "joint",
        "table",
        "vbhn",
    ],
)
def test_identity_is_read_from_every_layout(
    text: str, number: str, kind: str, issuer: str, place: str | None, date: str
) -> None:
    """Columns apart, merged, fused or marked up name the same five fields."""
    header = read_header(text)
    assert fields(header, "number kind issuer place date") == (
        number,
        kind,
        issuer,
        place,
        date,
    )


@pytest.mark.parametrize(
    ("text", "signer", "position"),
    [
        (TWO_COLUMNS, "Nguyễn Văn A", "PHÓ CHỦ TỊCH"),
        (MERGED, "Trần Văn Bình", "PHÓ CHỦ TỊCH"),
        (FUSED, "Nguyễn Văn An", "THỦ TƯỚNG"),
        (DISPATCH, "Phạm Thị Hòa", "PHÓ TRƯỞNG BAN"),
        (LAW, "Nguyễn Văn A", "CHỦ TỊCH QUỐC HỘI"),
        (PARTY, "Nguyễn Văn A", "TỔNG BÍ THƯ"),
        (JOINT, "Lê Văn A; Trần Văn B", "THỨ TRƯỞNG; THỨ TRƯỞNG"),
        (TABLE, "Lê Thị Ngọc", "PHÓ CHỦ TỊCH"),
    ],
)
def test_signers_are_read_from_every_layout(
    text: str, signer: str, position: str
) -> None:
    """The signer is the name below the posts, the position the signer's own post."""
    assert fields(read_header(text), "signer signer_position") == (signer, position)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            TWO_COLUMNS,
            "Ban hành Quy chế Thi đua, khen thưởng của Ủy ban nhân dân Thành phố",
        ),
        (MERGED, "Về việc phê duyệt kế hoạch"),
        (FUSED, "VỀ CÔNG TÁC VĂN THƯ"),
        (DISPATCH, "V/v hóa đơn điện tử"),
        (LAW, "THI ĐUA, KHEN THƯỞNG"),
        (PARTY, "của Bộ Chính trị về đột phá phát triển khoa học"),
        (TABLE, "Về việc công bố"),
    ],
)
def test_the_title_is_the_printed_subject_alone(text: str, title: str) -> None:
    """It ends before the authority line, the legal basis and the addressee."""
    assert read_header(text).title == title


@pytest.mark.parametrize(
    "text",
    [TWO_COLUMNS, MERGED, FUSED, DISPATCH, LAW, PARTY, JOINT, TABLE, CONSOLIDATED],
)
def test_every_span_slices_back_to_its_field(text: str) -> None:
    """Spans lie in the text, and the printed place and title are found in them."""
    header = read_header(text)
    for name, span in header.spans.items():
        printed = " ".join(span.of(text).split())
        assert printed, name
        if name in {"title", "place"}:
            assert printed.startswith(str(getattr(header, name))[:10])


def test_a_place_is_no_institute() -> None:
    """On one line, "UBND HUYỆN GIA VIỄN" is one body."""
    text = "UBND HUYỆN GIA VIỄN\nSố: 7/QĐ-UBND\nGia Viễn, ngày 12 tháng 3 năm 2021"
    header = read_header(text)
    assert (header.parent, header.issuer) == (None, "Ủy ban nhân dân huyện Gia Viễn")


def test_the_higher_of_two_bodies_is_the_parent() -> None:
    """A ministry above a department is its parent, not the issuer."""
    assert fields(read_header(DISPATCH), "issuer parent") == (
        "Cục Thuế",
        "Bộ Tài chính",
    )


@pytest.mark.parametrize(
    ("top", "number", "date", "kind"),
    [
        ("Số:      /QĐ-UBND\nHuế, ngày    tháng 6 năm 2022", None, None, "Quyết định"),
        ("Số: 5   /KH-SYT\nHuế, ngày 5/6/2022", "5/KH-SYT", "2022-06-05", "Kế hoạch"),
        ("Số: 15/QĐ-\nUBND\nHuế, ngày 31/6/2022", "15/QĐ-UBND", None, "Quyết định"),
        ("Số: 6a/BC-SYT\nHà\nNội, ngày 5/6/2022", "6a/BC-SYT", "2022-06-05", "Báo cáo"),
    ],
)  # fmt: skip
def test_blanks_give_nothing_and_gaps_are_closed(
    top: str, number: str | None, date: str | None, kind: str
) -> None:
    """A number or day left for handwriting is unknown; spaces inside one are not."""
    header = read_header(
        f"ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\n{STATE}{top}\n\nCăn cứ Luật A;"
    )
    assert fields(header, "number date kind") == (number, date, kind)


def test_draft_is_told() -> None:
    """DỰ THẢO beside the letterhead marks the whole document, and names no body."""
    header = read_header(
        f"DỰ THẢO LẦN 2\nBỘ NỘI VỤ\n{STATE}Số:    /TT-BNV\nTHÔNG TƯ\nVề A"
    )
    assert (header.draft, header.issuer, header.number) == (True, "Bộ Nội vụ", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ngày 08/9/2022, UBND tỉnh ban hành Quyết định số 38/QĐ-UBND.\n",
        "(LHH – TPHCM) Thực hiện Kế hoạch số 2022/KH-UBND ngày 17 tháng 6 năm 2022\n"
        "Số: 43 Nguyễn Thông, Quận 3.\nChủ tịch Nguyễn Văn A phát biểu.\n",
    ],
)
def test_a_report_has_no_identity(text: str) -> None:
    """A news report cites numbers and has none; nothing is invented."""
    assert read_header(text) == Header()


def test_house_numbers_and_copy_numbers_are_not_the_number() -> None:
    """ "Số: 43 Nguyễn Thông" is an address, 15/SY-UBND the number of the copy."""
    header = read_header(
        "SAO Y; Ủy ban nhân dân tỉnh; 17/06/2022 10:22:31\nSố: 15/SY-UBND\n"
        f"CÔNG TY TNHH ABC\n{STATE}Số: 43 Nguyễn Thông, Quận 3\nSố: 12/CV-ABC\n"
        "TP. Hồ Chí Minh, ngày 3 tháng 4 năm 2021\nKính gửi: Sở Công Thương"
    )
    assert fields(header, "number kind place date") == (
        "12/CV-ABC",
        "Công văn",
        "TP. Hồ Chí Minh",
        "2021-04-03",
    )


@pytest.mark.parametrize(
    ("printed", "number", "issuer"),
    [
        ("BAN NHÂN DÂN\nTỈNH CAO BẰNG", "5/QĐ-UBND", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("TÀI CHÍNH", "5/2025/TT-BTC", "Bộ Tài chính"),
        ("TƯỚNG CHÍNH PHỦ", "5/QĐ-TTg", "Thủ tướng Chính phủ"),
    ],
)
def test_a_trimmed_letterhead_is_completed_from_the_text(
    printed: str, number: str, issuer: str
) -> None:
    """A lost first word comes back only where the document itself writes it."""
    body = "Căn cứ ý kiến của Bộ Tài chính và Sở Tài chính; Thủ tướng Chính phủ giao."
    header = read_header(f"{printed}\n{STATE}Số: {number}\n\n{body}")
    assert header.issuer == issuer


def test_a_ministry_above_keeps_its_first_word() -> None:
    """Only a ministry has a "Cục" below it, whatever the copy has lost."""
    header = read_header(f"TÀI CHÍNH\nCỤC THUẾ\n{STATE}Số: 5/CT-CS\nV/v hóa đơn.\n")
    assert (header.parent, header.issuer) == ("Bộ Tài chính", "Cục Thuế")
    assert header.title == "V/v hóa đơn"


def test_the_first_sentence_is_no_part_of_the_title() -> None:
    """A full line below a short one, ending with a mark, is the body already."""
    text = (
        f"SỞ NỘI VỤ\n{STATE}Số: 5/KH-SNV\nKẾ HOẠCH\nPhổ biến pháp luật năm 2025\n"
        "Để công chức nắm vững và thi hành đúng các quy định mới, Sở Nội vụ ban\n"
        "hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n"
    )
    assert read_header(text).title == "Phổ biến pháp luật năm 2025"


def test_the_session_that_passed_a_law_is_no_part_of_its_title() -> None:
    """ "CỦA QUỐC HỘI KHÓA …, KỲ HỌP …" says who passed the law."""
    text = (
        f"QUỐC HỘI\n{STATE}Luật số: 32/2009/QH12\nLUẬT\nSỬA ĐỔI LUẬT DI SẢN VĂN HÓA\n"
        "CỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 5\nCăn cứ Hiến pháp năm 1992;\n"
    )
    assert read_header(text).title == "SỬA ĐỔI LUẬT DI SẢN VĂN HÓA"


def test_a_long_subject_keeps_its_numbers() -> None:
    """Figures in a subject printed on one long line do not end it."""
    subject = (
        "BÃI BỎ QUYẾT ĐỊNH SỐ 48/2024/QĐ-UBND NGÀY 22 THÁNG 7 NĂM 2024 CỦA ỦY BAN "
        "NHÂN DÂN THÀNH PHỐ VỀ ĐỊNH MỨC KINH TẾ - KỸ THUẬT"
    )
    text = f"SỞ Y TẾ\n{STATE}Số: 5/QĐ-SYT\nQUYẾT ĐỊNH\n{subject}\nCăn cứ Luật Hội;\n"
    assert read_header(text).title == subject
    broken = text.replace("48/2024/QĐ-UBND NGÀY 22", "48\n/2024/QĐ-UBND NGÀY\n22\n")
    assert len((read_header(broken).title or "").split()) >= len(subject.split())


def test_an_annex_alone_says_what_it_came_with() -> None:
    """Signature and annex without the first page keep the number in "Kèm theo"."""
    header = read_header(
        "THỨ TRƯỞNG\nNguyễn Thị A\n\nPHỤ LỤC\nDANH MỤC\n"
        "(Kèm theo Công văn số 17/BTC-CTK ngày 17 tháng 11 năm 2025 "
        "của Bộ Tài\nchính)\n"
    )
    assert fields(header, "number kind issuer date signer") == (
        "17/BTC-CTK",
        "Công văn",
        "Bộ Tài chính",
        "2025-11-17",
        "Nguyễn Thị A",
    )


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("UỶ BAN NHÂN DÂN TỈNH QUẢNG TRỊ", "Ủy ban nhân dân tỉnh Quảng Trị"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG HÀ ĐÔNG", "Ủy ban nhân dân phường Hà Đông"),
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("CHI CỤC HẢI QUAN KHU VỰC VIII", "Chi cục Hải quan khu vực VIII"),
        ("TRƯỜNG THPT NGUYỄN DU", "Trường THPT Nguyễn Du"),
        ("CỤC QUẢN LÝ DƯỢC", "Cục Quản lý dược"),
        ("TRƯỜNG ĐẠI HỌC SƯ PHẠM HÀ NỘI", "Trường Đại học Sư phạm Hà Nội"),
        ("BAN CHỈ ĐẠO SẮP XẾP ĐƠN VỊ", "Ban Chỉ đạo Sắp xếp đơn vị"),
        ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "Ban Quản lý các khu công nghiệp"),
    ],
)
def test_names_in_capitals_get_sentence_case(printed: str, written: str) -> None:
    """Decree 30/2020/NĐ-CP, annex II, says which syllables are large."""
    assert sentence_case(printed) == written


def test_the_document_shows_how_an_unknown_name_is_written() -> None:
    """What no row knows is written as the document writes it in its sentences."""
    text = "Hội Sinh vật cảnh Việt Nam trân trọng đề nghị."
    assert sentence_case("HỘI SINH VẬT CẢNH VIỆT NAM", text=text) == (
        "Hội Sinh vật cảnh Việt Nam"
    )


@pytest.mark.parametrize("table", ["heads", "units", "small", "given", "phrases"])
def test_rows_write_their_examples(table: str) -> None:
    """The example of each table comes back from its capitals."""
    row = rows("letterheads")[table]
    assert sentence_case(row["example"].upper()) == row["example"]


def test_rows_group_their_examples() -> None:
    """Strong heads part a line, links join two, noise names no body."""
    tables = rows("letterheads")
    printed = tables["strong"]["example"]
    assert len(group_bodies([Line(printed, 0, len(printed))])) == 2
    first, second = tables["links"]["example"].split("\n")
    assert len(group_bodies([Line(first, 0, 2), Line(second, 3, 15)])) == 1
    assert is_noise(tables["noise"]["example"])


def test_rows_of_posts_recognise_their_examples() -> None:
    """Marks and posts open a signature, titles fall off a name."""
    tables = rows("positions")
    assert opens_post(tables["marks"]["example"])
    assert opens_post(tables["posts"]["example"])
    assert person_name(tables["titles"]["example"]) == ("Phan Văn Giang", 10)
    assert person_name(rows("letterheads")["surnames"]["example"]) is not None


@pytest.mark.parametrize("table", ["letterheads", "positions"])
def test_every_row_names_its_source(table: str) -> None:
    """Rows of the domain are checkable: each says where it comes from."""
    for name, row in rows(table).items():
        assert row["words"], name
        assert row["source"], name


@pytest.mark.parametrize(
    "unit",
    [" ", "\n", "Số: ", "ngày ", "KT. CHỦ TỊCH\n", "VĂN PHÒNG ", "|", "Điều 1.\n"],
)
def test_hostile_text_is_read_in_bounded_time(unit: str) -> None:
    """A long run of one cue costs time in proportion, and gives no identity."""
    text = "BỘ TÀI CHÍNH\n" + STATE + unit * (60_000 // len(unit))
    assert read_header(text).number is None


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason="the reviewed documents are not here")
def test_reviewed_headers_are_read() -> None:
    """At least 97 of 100 reviewed numbers, kinds, dates and signers agree."""
    from nlp.fold import fold

    lines = (GOLD / "headers" / "headers.jsonl").read_text("utf-8").splitlines()
    right = dict.fromkeys(("number", "kind", "date", "signer"), 0)
    for line in lines:
        answer = json.loads(line)
        text = (GOLD / "headers" / f"{answer['id']}.txt").read_text("utf-8")
        header = read_header(text)
        for name in right:
            right[name] += fold(getattr(header, name) or "") == fold(answer[name])
    assert {name: n for name, n in right.items() if n < 0.97 * len(lines)} == {}


def test_no_letterhead_is_none() -> None:
    """Prose without national title, number or bodies has no letterhead."""
    assert find_letterhead("Kính thưa quý vị,\n") is None


def test_a_shifted_letter_in_the_national_title_is_no_issuer() -> None:
    """ "HỊA" for "HÒA", as copies with a shifted font have it, is still the title."""
    text = (
        "BỘ CÔNG THƯƠNG\nCỘNG HỊA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập – Tự do – Hạnh phúc\nSố: 22/2011/TT-BCT\n"
        "Hà Nội, ngày 31 tháng 5 năm 2011\nTHÔNG TƯ\nQuy định về việc xây dựng\n"
    )
    assert read_header(text).issuer == "Bộ Công Thương"


STATE_LINES = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def test_a_code_of_laws_is_a_bo_luat_by_its_heading() -> None:
    """ "Luật số" stands before the number of every law, BỘ LUẬT over its name."""
    text = f"QUỐC HỘI\n{STATE_LINES}Luật số: 45/2019/QH14\nBỘ LUẬT\nLAO ĐỘNG\nCăn cứ"
    assert read_header(text).kind == "Bộ luật"


def test_the_subject_of_a_dispatch_ends_where_the_other_column_begins() -> None:
    """The national title below "V/v" is no part of what the dispatch is about."""
    text = (
        f"BỘ XÂY DỰNG\nSố: 22/BXD-KH\nV/v xăng dầu\n{STATE_LINES}Hà Nội, ngày 05/4/2023"
    )
    assert read_header(text).title == "V/v xăng dầu"


def test_a_place_may_end_in_a_number() -> None:
    """Districts and wards with numbers date their documents too."""
    text = (
        f"UBND QUẬN 7\n{STATE_LINES}Số: 45/QĐ-UBND\nQuận 7, ngày 11 tháng 11 năm 2020\n"
    )
    header = read_header(text)
    assert (header.place, header.date) == ("Quận 7", "2020-11-11")


def test_a_party_body_printed_in_capitals_is_named_in_sentence_case() -> None:
    """The heading "KẾT LUẬN CỦA …" names who issued it."""
    text = (
        "TỈNH ỦY A\n*\nSố 15-KL/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Huế, ngày 02 tháng 5 năm 2023\nKẾT LUẬN\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\n"
    )
    assert read_header(text).issuer == "Ban Thường vụ Tỉnh ủy"


@pytest.mark.parametrize(
    ("bodies", "number", "issuer"),
    [
        (
            "BỘ TÀI CHÍNH-BỘ GIÁO DỤC VÀ ÐÀO TẠO\n",
            "102/2003/TTLT-BTC-BGDĐT",
            "Bộ Tài chính - Bộ Giáo dục và Đào tạo",
        ),
        (
            "TÒA ÁN NHÂN DÂN TỐI CAO\nVIỆN KIỂM SÁT NHÂN DÂN TỐI CAO\n",
            "01-TANDTC-VKSNDTC/TTLT",
            "Tòa án nhân dân tối cao - Viện kiểm sát nhân dân tối cao",
        ),
    ],
)
def test_bodies_of_a_joint_circular_are_joined(
    bodies: str, number: str, issuer: str
) -> None:
    """Whether a bare hyphen or a line parts them, and whatever form the number has."""
    text = (
        f"{bodies}{STATE_LINES}Số: {number}\nHà Nội, ngày 24 tháng 02 năm 2003\n"
        "THÔNG TƯ LIÊN TỊCH\nHướng dẫn một số chính sách\n"
    )
    header = read_header(text)
    assert (header.issuer, header.number) == (issuer, number)


def test_a_text_without_its_top_says_its_kind_in_its_last_articles() -> None:
    """Number and day stay unknown; two kinds that differ leave the kind unknown too."""
    end = "\nCHỦ TỊCH\nNguyễn Văn An\n"
    own = "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\nĐiều 3. Chánh Văn phòng"
    own += " chịu trách nhiệm thi hành Quyết định này./.\n"
    header = read_header(own + end)
    assert (header.kind, header.number, header.date) == ("Quyết định", None, None)
    other = "Điều 4. Quy chế này có hiệu lực từ ngày 01/01/2030.\n"
    assert read_header(other + own + end).kind is None
