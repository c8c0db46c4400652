"""Lists of grounds, rules named without a number, who directs, and spaced codes."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.analysis import Analysis
from nlp.pipeline import analyse

_TOP = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\n\nSố: 9/KH-UBND\n"
    "Lào Cai, ngày 03 tháng 4 năm 2031\n\n"
    "KẾ HOẠCH\nTrồng rừng năm 2031\n\n"
)


def read(text: str) -> Analysis:
    """Return the analysis of a text."""
    return analyse(Document("", "a.txt", text))


def test_a_list_of_grounds_goes_on_behind_a_short_name() -> None:
    """ "… (gọi tắt là …), Nghị quyết số …" is one list, all of it the basis."""
    text = (
        f"{_TOP}Thực hiện Kết luận số 71-KL/TW ngày 3/1/2031 của Bộ Chính trị về rừng "
        "(gọi tắt là Kết luận 71), Nghị quyết số 8/NQ-CP ngày 4/2/2031 của Chính phủ "
        "về cây xanh (sau đây gọi là Nghị quyết 8); Chỉ thị số 4/CT-TTg ngày 5/2/2031 "
        "của Thủ tướng Chính phủ về lúa.\n1. Mục đích\n"
    )
    found = [each for each in read(text).citations if each.number]
    assert [each.relation for each in found] == ["basis"] * 3


def test_a_plan_beside_a_title_that_counts_years_is_another_document() -> None:
    """ "kế hoạch 5 năm" in a title is no document that the title amends."""
    text = (
        "Thực hiện Chỉ thị số 4/CT-TTg ngày 5/2/2031 của Thủ tướng Chính phủ về thi "
        "đua hoàn thành kế hoạch 5 năm và Kế hoạch số 6/KH-BNV ngày 7/3/2031 của Bộ "
        "Nội vụ."
    )
    first, second = read(text).citations
    assert first.title == "thi đua hoàn thành kế hoạch 5 năm"
    assert (second.number, second.relation) == ("6/KH-BNV", first.relation)


def test_rules_of_a_body_are_a_ground_without_number() -> None:
    """A body has one set of working rules."""
    text = "Căn cứ Quy chế làm việc của Hội Nông dân tỉnh khóa IX; Xét đề nghị của Ban,"
    (found,) = read(text).citations
    assert found.span.of(text) == "Quy chế làm việc của Hội Nông dân tỉnh khóa IX"
    assert (found.kind, found.relation) == ("Quy chế", "basis")


@pytest.mark.parametrize(
    ("written", "issuer"),
    [
        ("chỉ đạo của UBND huyện Ba Vì tại Kế hoạch số 8/KH-UBND", "UBND huyện Ba Vì"),
        (
            "yêu cầu của Thủ tướng Chính phủ tại Công điện số 8/CĐ-TTg",
            "Thủ tướng Chính phủ",
        ),
        ("chỉ đạo của Thủ tướng Chính phủ tại Công văn số 8/VPCP-NN", None),
        ("chỉ đạo của các bộ, ngành tại Công văn số 8/BNV-VP", None),
    ],
)
def test_who_directs_issues_what_bears_its_code(
    written: str, issuer: str | None
) -> None:
    """The office writes for its head; then the head is not who issued the text."""
    assert read(f"theo {written} ngày 5/6/2031").citations[0].issuer == issuer


def test_what_a_body_is_besides_is_no_part_of_the_proposer() -> None:
    """A remark in brackets is left out of the issuer."""
    text = (
        "Theo đề nghị của Sở Nội vụ (cơ quan thường trực) tại Tờ trình số 6/TTr-SNV "
        "ngày 7/3/2031,"
    )
    assert read(text).citations[0].issuer == "Sở Nội vụ"


def test_a_spaced_code_before_a_comma_and_a_day() -> None:
    """No table knows "SNN"; the day behind tells that the number ends there."""
    text = "Căn cứ Hướng dẫn số 61/ HD - SNN, ngày 27/1/2031 của Sở Nông nghiệp"
    assert read(text).citations[0].number == "61/HD-SNN"


def test_what_stands_below_a_blank_line_is_no_title() -> None:
    """The first ground under a heading is not what the heading is about."""
    text = (
        "KẾ HOẠCH\nTRIỂN KHAI NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ XX\n\n"
        "Thực hiện Chỉ thị số 4/CT-TTg ngày 5/2/2031 của Thủ tướng Chính phủ, tỉnh lập."
        " Đã rõ."
    )
    assert read(text).citations[0].title is None


def test_the_heading_of_a_resolution_is_not_cited() -> None:
    """A kind that stands alone on its line is the text itself."""
    text = "NGHỊ QUYẾT\n\nĐẠI HỘI ĐẢNG BỘ TỈNH LÀO CAI LẦN THỨ XVI\n\nĐại hội họp."
    assert read(text).citations == ()


def test_who_speaks_next_is_outside_the_title() -> None:
    """ ", Bộ Chính trị, Ban Bí thư yêu cầu" opens the main clause."""
    text = (
        "Kết luận số 71-KL/TW, ngày 3/1/2031 của Bộ Chính trị về rừng, Bộ Chính trị, "
        "Ban Bí thư yêu cầu các cấp ủy làm ngay."
    )
    assert read(text).citations[0].title == "rừng"


def test_the_authority_line_may_leave_its_place_out() -> None:
    """ "ỦY BAN NHÂN DÂN TỈNH" below the subject is who decides, not the subject."""
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nSố: 9/QĐ-UBND\n"
        "Lào Cai, ngày 03 tháng 4 năm 2031\n\nQUYẾT ĐỊNH\nVỀ VIỆC TRỒNG RỪNG Ở CÁC XÃ\n"
        "ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Lâm nghiệp ngày 15/11/2017;\n"
    )
    assert read(text).header.title == "VỀ VIỆC TRỒNG RỪNG Ở CÁC XÃ"


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ("Đoàn đã làm việc với huyện Ba Vì. ", []),
        ("Đoàn đã làm việc với huyện Ba Vì và huyện Sóc Sơn. ", ["C02"]),
        ("Đoàn đã làm việc với tỉnh Lào Cai. ", ["C02"]),
    ],
)
def test_the_only_district_of_a_text_is_meant(before: str, codes: list[str]) -> None:
    """ "UBND huyện" leaves nothing open where one district only is spoken of."""
    text = f"{before}Theo Kế hoạch số 8/KH-UBND ngày 5/6/2031 của UBND huyện về lúa."
    assert [each.code for each in read(text).findings] == codes


@pytest.mark.parametrize(
    ("behind", "title", "date"),
    [
        ("về việc ban hành “Điều lệ trường”, ngày 5/6/2031.", "“Điều lệ trường”", True),
        ("về việc ban hành Quy chế, ngày 5/6/2031.", "Quy chế", True),
        ("về kỷ niệm ngày 5/6/2031.", "kỷ niệm ngày 5/6/2031", False),
    ],
)
def test_the_day_may_stand_behind_the_title(
    behind: str, title: str, date: bool
) -> None:
    """Behind a comma or a quoted title it is the day of the document."""
    (found, *_) = read(f"Quyết định số 8/QĐ-UBND {behind}").citations
    assert (found.title or "").removeprefix("ban hành ") == title
    assert found.date == ("2031-06-05" if date else None)


def test_a_short_name_and_a_comma_end_the_title() -> None:
    """The bracket repeats words of the title; behind it the sentence goes on."""
    text = (
        "Quyết định số 8/QĐ-TTg về việc thành lập Ban Chỉ đạo trồng rừng (Ban Chỉ đạo)"
        ", nhiệm vụ của Ban Chỉ đạo được phân công."
    )
    assert read(text).citations[0].title == "thành lập Ban Chỉ đạo trồng rừng"


def test_a_steering_committee_is_named_by_what_it_carries_out() -> None:
    """ "thực hiện phong trào …" is part of such a name."""
    text = "Hướng dẫn số 8/BCĐ của Ban Chỉ đạo thực hiện phong trào trồng cây;"
    (found,) = read(text).citations
    assert found.issuer == "Ban Chỉ đạo thực hiện phong trào trồng cây"


def test_joint_issuers_may_stand_behind_between() -> None:
    """ "giữa Bộ A và Bộ B" names who signed a joint text, and the title follows."""
    text = (
        "Thông tư liên tịch số 8/2013/TTLT-BTC-BYT ngày 5/6/2013 giữa Bộ Tài chính và "
        "Bộ Y tế hướng dẫn thu phí;"
    )
    (found,) = read(text).citations
    assert found.issuer == "Bộ Tài chính và Bộ Y tế"
    assert found.title == "hướng dẫn thu phí"


def test_a_decree_details_no_decision() -> None:
    """A decision named behind "và" is cited beside the decree, not in its title."""
    text = (
        "Thực hiện Nghị định số 8/2031/NĐ-CP ngày 5/6/2031 của Chính phủ quy định chi "
        "tiết Luật Lâm nghiệp và Quyết định số 9/QĐ-TTg ngày 6/6/2031 của Thủ tướng "
        "Chính phủ về rừng."
    )
    decree, _, decision = read(text).citations
    assert decree.title == "quy định chi tiết Luật Lâm nghiệp"
    assert decision.relation == decree.relation


def test_what_is_done_for_a_purpose_is_outside_the_title() -> None:
    """ ", để …" opens the sentence again; ", đề xuất" goes on with the title."""
    text = "Theo Công văn số 8/SNV-VP ngày 5/6/2031 về khen thưởng, {} cán bộ xã."
    found = read(text.format("để động viên")).citations[0]
    assert found.title == "khen thưởng"
    found = read(text.format("đề xuất")).citations[0]
    assert found.title == "khen thưởng, đề xuất cán bộ xã"
