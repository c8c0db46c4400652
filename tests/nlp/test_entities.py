"""Names of bodies and places in running text, with one value for all variants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.document import Document
from nlp.analysis import Entity
from nlp.pipeline import analyse
from nlp.scoring import PRF, score_spans
from nlp.territories import rows

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def entities(text: str) -> list[Entity]:
    """Return the entities of a text."""
    return list(analyse(Document(sha256="", name="t.txt", text=text)).entities)


def named(text: str, label: str) -> list[str]:
    """Return the spans of one label, white space collapsed."""
    found = [each for each in entities(text) if each.label == label]
    return [" ".join(each.span.of(text).split()) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ, Sở Tài chính và Sở Xây dựng", 3),
        ("Sở Nội vụ và Sở Tài chính", 2),
        ("Bộ Nông nghiệp và Môi trường", 1),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh", 1),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Cà Mau", 1),
        ("các Bộ: Quốc phòng, Công an, Nông nghiệp và Môi trường", 3),
        ("Sở Nội vụ, Tài chính và Tư pháp", 3),
    ],
)
def test_lists_of_bodies_are_split_where_bodies_meet(text: str, expected: int) -> None:
    """ "và" and commas join words of one name or part two names."""
    assert len(named(text, "ORG")) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Giám đốc Sở Tài chính trình", "Sở Tài chính"),
        ("Chủ tịch UBND tỉnh giao", "UBND tỉnh"),
        ("của Thủ tướng Chính phủ về", "Chính phủ"),
        ("của Văn\nphòng Ủy ban nhân dân tỉnh là", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("Giao Trung tâm Phục vụ hành chính\ncông tỉnh niêm yết", None),
        ("Chánh Văn phòng Bộ, Vụ trưởng", "Văn phòng Bộ"),
        ("Cục Hàng không Việt Nam chủ trì", "Cục Hàng không Việt Nam"),
        ("Công ty TNHH Sao Mai đề nghị", "Công ty TNHH Sao Mai"),
        ("Công ty cổ phần E.K.L được biết", "Công ty cổ phần E.K.L"),
        ("Thuế TP. Hà Nội và", "Thuế TP. Hà Nội"),
        ("Hội đông nhân dân tỉnh ban hành", "Hội đông nhân dân tỉnh"),
        ("Chính phủ nước Đại Hàn Dân Quốc", "Chính phủ nước Đại Hàn Dân Quốc"),
        ("Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh", None),
        ("Ban Quản lý các khu công nghiệp tỉnh Bắc Ninh", None),
        ("Ban Quản lý dự án đầu tư xây dựng công trình thủy lợi tỉnh Hưng Yên", None),
        ("Công ty Cổ phần Tập đoàn Sao Khuê", None),
        ("Trạm Y tế xã Hòa Hiệp", None),
        ("Tòa án nhân dân cấp cao tại Đà Nẵng", None),
        ("Ban Tổ chức Tỉnh ủy", None),
        ("Viễn thông Lào Cai", None),
        ("Chánh Thanh tra tỉnh báo cáo", "Thanh tra tỉnh"),
        ("Giao BHXH tỉnh thực hiện", "BHXH tỉnh"),
        ("Phó Bí thư Thường trực Tỉnh ủy", "Tỉnh ủy"),
        ("Ban Thường vụ Tỉnh ủy", None),
        ("Bệnh viện Phụ sản Trung ương", None),
        ("Trường THPT chuyên Lê Hồng Phong", None),
        ("Công ty TNHH MTV Xổ số kiến thiết Lâm Đồng", None),
        ("Công ty cổ phần Xây dựng số 5 báo cáo", "Công ty cổ phần Xây dựng số 5"),
        ("ông Chánh Thanh tra Sở Xây dựng", "Thanh tra Sở Xây dựng"),
        ("Thanh tra tỉnh", None),
        ("Liên minh Hợp tác xã tỉnh", None),
        ("Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh Phú Thọ", None),
        ("Đội Quản lý thị trường số 3", None),
        ("Quân khu 7", None),
        ("Thuế cơ sở 3 tỉnh Quảng Trị", None),
        ("Tòa án nhân dân khu vực 3 - Đắk Lắk", None),
        ("Chi nhánh Văn phòng Đăng ký đất đai khu vực 5", None),
        ("Trường Tiểu học và THCS Nguyễn Bỉnh Khiêm", None),
        ("Trường Phổ thông dân tộc nội trú tỉnh", None),
        ("Hội Luật gia tỉnh", None),
        ("Đảng ủy xã Phú Lương", None),
        ("Ban Chỉ đạo Trung ương", None),
        ("Phòng Tài chính - Kế hoạch", None),
        ("Phòng Kế hoạch - Tài chính", None),
        ("Tập đoàn Công nghiệp - Viễn thông Quân đội", None),
    ],
)
def test_the_longest_name_of_a_body(text: str, name: str | None) -> None:
    """A name goes on through its function, territory and parent, and no further."""
    whole = " ".join(text.replace("Giao ", "").replace(" niêm yết", "").split())

    assert named(text, "ORG") == [name or whole]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân cấp xã",
        "UBND các xã, phường",
        "các sở, ban, ngành",
        "HĐND, UBND các tỉnh, thành phố",
        "phường Trường Vinh",
        "Vụ Đông Xuân",
        "DANH MỤC NHIỆM VỤ TRIỂN KHAI",
        "KT. BỘ TRƯỞNG",
        "III. TỔ CHỨC THỰC HIỆN",
        "Luật Tổ chức Chính phủ số 63/2025/QH15",
        "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân"
        " dân ngày 03/12/2004",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Chính phủ của các nước thành viên",
        "Công ty mẹ chi hộ cho Công ty con",
        "xây dựng Trung tâm học tập cộng đồng",
        "Trung tâm xã Hòa Hiệp",
        "trạm bơm và Trạm biến áp",
    ],
)
def test_what_only_looks_like_a_body_is_none(text: str) -> None:
    """Classes of bodies, headings, seasons and laws name no organisation."""
    assert named(text, "ORG") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tại xã Bình Tuyền, tỉnh Phú Thọ.", ["xã Bình Tuyền", "tỉnh Phú Thọ"]),
        ("các tỉnh Gia Lai, Đắk Lắk", ["Gia Lai", "Đắk Lắk"]),
        (
            "các huyện Hương Sơn, Đức Thọ và thị xã Hồng Lĩnh",
            ["Hương Sơn", "Đức Thọ", "thị xã Hồng Lĩnh"],
        ),
        ("ở TP.HCM và TP. Đà Lạt", ["TP.HCM", "TP. Đà Lạt"]),
        ("Phường Võ Thị Sáu, Quận 3", ["Phường Võ Thị Sáu", "Quận 3"]),
        ("Phường Điện Biên Phủ", ["Phường Điện Biên Phủ"]),
        ("đường Lê Thị Hồng Gấm", ["đường Lê Thị Hồng Gấm"]),
        ("tại Ku-a-la Lăm-pơ, Ma-lai-xi-a", ["Ku-a-la Lăm-pơ", "Ma-lai-xi-a"]),
        ("KCN Bình Xuyên II, xã X", ["KCN Bình Xuyên II", "xã X"]),
        ("Bạc Liêu, Bến tre, Tây Ninh", ["Bạc Liêu", "Bến tre", "Tây Ninh"]),
        ("tại phường Trường Vinh", ["phường Trường Vinh"]),
        ("ở xã Xuân Trường họp", ["xã Xuân Trường"]),
        ("em ở xã Hưng Trạch Trường THCS Hòa Bình", ["xã Hưng Trạch"]),
        ("về tại thành phố Vinh ngày mai", ["thành phố Vinh"]),
        ("các quận của Thành phố Khẩn trương thực hiện", []),
        ("vì Hòa bình và phát triển", []),
        ("Hàn Quốc và Cộng hòa Séc họp", ["Hàn Quốc", "Cộng hòa Séc"]),
        ("xã Ea H'leo, xã Cư M'gar", ["xã Ea H'leo", "xã Cư M'gar"]),
        (
            "các huyện Ea Kar, Krông Năng và Cư Kuin, Chủ tịch UBND",
            ["Ea Kar", "Krông Năng", "Cư Kuin"],
        ),
        ("UBND các xã, phường: Ea Tu, Tân An báo cáo", ["Ea Tu", "Tân An"]),
        ("các xã Tân Lập, Thanh tra tỉnh", ["Tân Lập"]),
        ("tư tưởng, đạo đức, phong cách Hồ Chí Minh", []),
        ("phòng, chống Covid-19 lần thứ 3", []),
        ("Ủy ban nhân dân tỉnh Nghệ An", []),
        ("trên địa bàn tỉnh", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    """A place is named with its unit word; inside a body's name it is not named."""
    assert named(text, "PLACE") == expected


def test_a_short_name_stands_for_its_body() -> None:
    """After its definition the alias has the value of the full name."""
    text = (
        "Công ty cổ phần Truyền tải điện Sao Mai (sau đây gọi tắt là Công ty Sao Mai)"
        " báo cáo. Công ty Sao Mai thực hiện."
    )
    values = {each.value for each in entities(text) if each.label == "ORG"}

    assert values == {"Công ty cổ phần Truyền tải điện Sao Mai"}


def test_a_body_in_parentheses_is_no_alias() -> None:
    """The parent body printed behind a name stays itself."""
    text = "Ban Thi đua – Khen thưởng (Sở Nội vụ) TP.HCM"

    assert named(text, "ORG") == ["Ban Thi đua – Khen thưởng", "Sở Nội vụ"]
    assert len({each.value for each in entities(text) if each.label == "ORG"}) == 2


def test_variants_have_one_value() -> None:
    """Spellings of the city and of its union are joined, case and all."""
    text = (
        "Liên hiệp các Hội Khoa học và Kỹ thuật TP. Hồ Chí Minh (Liên hiệp Hội), "
        "Liên hiệp hội, LHH; TPHCM, TP. HCM, Thành phố Hồ Chí Minh"
    )
    found = entities(text)

    assert len({each.value for each in found if each.label == "ORG"}) == 1
    assert {each.value for each in found if each.label == "PLACE"} == {
        "Thành phố Hồ Chí Minh"
    }


@pytest.mark.parametrize(
    "row",
    [row for row in rows("names")["type"] if not row.get("alone")],
    ids=lambda row: row["example"],
)
def test_type_rows_open_bodies(row: dict[str, str]) -> None:
    """The example beside each type word is read as one body."""
    assert named(row["example"] + ".", "ORG") == [row["example"]]


@pytest.mark.gold
@pytest.mark.parametrize(
    ("label", "least"), [("PERSON", 0.95), ("ORG", 0.95), ("PLACE", 0.93)]
)
def test_reviewed_documents(label: str, least: float) -> None:
    """On reviewed documents exact spans reach the floor set for each label."""
    folder = SHARED / "gold" / "annotated"
    if not folder.is_dir():
        pytest.skip("no folder of reviewed documents beside the project")
    tally = PRF()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))["mentions"]
        wanted = [mention for mention in gold if mention["type"] == label]
        found = [
            {"start": each.span.start, "end": each.span.end}
            for each in entities(text)
            if each.label == label
        ]
        score_spans(wanted, found, tally, exact=True)

    assert tally.f1 >= least


@pytest.mark.parametrize(
    ("text", "body", "person"),
    [
        (
            "Chủ tịch UBND Thành phố Trần Văn Ba phát biểu",
            "UBND Thành phố",
            "Trần Văn Ba",
        ),
        (
            "Chủ tịch UBND quận Bình Tân Lê Thị Hoa phát biểu",
            "UBND quận Bình Tân",
            "Lê Thị Hoa",
        ),
    ],
)
def test_who_holds_a_post_is_no_part_of_the_body(
    text: str, body: str, person: str
) -> None:
    """A town's name ends where the name of its chairman begins."""
    assert named(text, "ORG") == [body]
    assert named(text, "PERSON") == [person]


@pytest.mark.parametrize(
    "text",
    [
        "1 | Mai Xuân Lộc | Chuyên viên",
        "STT | Họ và tên |\n2 | Tạ Kim Hoa\n3 | Lý Hữu Tâm | Ủy viên",
    ],
)
def test_a_name_that_fills_its_cell_is_a_person(text: str) -> None:
    """In a table nothing else need stand beside a name; it ends with its row."""
    people = [name for name in text.replace("\n", " | ").split(" | ") if "Xuân" in name]
    people = people or ["Tạ Kim Hoa", "Lý Hữu Tâm"]
    assert named(text, "PERSON") == people


@pytest.mark.parametrize(
    "text",
    [
        "tại đặc khu Lý Sơn hôm nay",
        "Cụm công nghiệp Hoàng Xá",
        "trường THPT Lê Thị Riêng",
        "đường Kinh\nDương Vương, phường An Lạc",
    ],
)
def test_a_name_of_a_place_is_no_person(text: str) -> None:
    """A unit before it, or an address behind it, says that it is none."""
    assert named(text, "PERSON") == []


def test_units_keep_their_marks_in_values() -> None:
    """All spellings of a body of a district have one value, written as people do."""
    text = "HĐND huyện Tân Hồng; Hội đồng nhân dân Huyện Tân Hồng; UBND xã Hòa An."
    values = [each.value for each in entities(text)]
    huyen = "Hội đồng nhân dân huyện Tân Hồng"
    assert values == [huyen, huyen, "Ủy ban nhân dân xã Hòa An"]


def test_words_behind_a_mark_end_no_name() -> None:
    """ "thông; báo" is not the verb "thông báo" at which a name would end."""
    assert named("Tạp chí Khoa học Phổ thông; Báo cáo gồm", "ORG") == [
        "Tạp chí Khoa học Phổ thông"
    ]
