"""Resolutions known by their meeting, and what the Party numbers by term."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.analysis import Analysis
from nlp.pipeline import analyse


def read(text: str) -> Analysis:
    """Return the analysis of a sentence."""
    return analyse(Document("", "a.txt", text))


@pytest.mark.parametrize(
    ("text", "span", "issuer"),
    [
        (
            "thực hiện Nghị quyết Trung ương 5 khóa X về công tác tư tưởng",
            "Nghị quyết Trung ương 5 khóa X",
            "Trung ương",
        ),
        ("theo Nghị quyết TW 3 (khóa X, XI)", "Nghị quyết TW 3 (khóa X, XI)", "TW"),
        (
            "Kết luận Hội nghị lần thứ ba Ban Chấp hành Trung ương Đảng khóa XI, về",
            "Kết luận Hội nghị lần thứ ba Ban Chấp hành Trung ương Đảng khóa XI",
            "Ban Chấp hành Trung ương Đảng",
        ),
        (
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng đã nêu",
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng",
            "Đại hội đại biểu toàn quốc lần thứ XII của Đảng",
        ),
        (
            "nghị quyết Đại hội Đảng bộ huyện Ba Vì lần thứ XXIII, nhiệm kỳ 2020-2025",
            "nghị quyết Đại hội Đảng bộ huyện Ba Vì lần thứ XXIII, nhiệm kỳ 2020-2025",
            "Đại hội Đảng bộ huyện Ba Vì lần thứ XXIII",
        ),
        (
            "Nghị quyết Đại hội Hội Nông dân Việt Nam lần thứ VIII về phong trào",
            "Nghị quyết Đại hội Hội Nông dân Việt Nam lần thứ VIII",
            "Đại hội Hội Nông dân Việt Nam lần thứ VIII",
        ),
        (
            "Nghị quyết Hội nghị lần thứ 9 Ban Chấp hành Đảng bộ tỉnh khóa XIX",
            "Nghị quyết Hội nghị lần thứ 9 Ban Chấp hành Đảng bộ tỉnh khóa XIX",
            "Ban Chấp hành Đảng bộ tỉnh khóa XIX",
        ),
    ],
)
def test_a_resolution_is_known_by_its_meeting(
    text: str, span: str, issuer: str
) -> None:
    """The ordinal of the congress or plenum stands for the number it never had."""
    (found,) = read(text).citations
    assert (found.span.of(text), found.issuer) == (span, issuer)
    assert (found.number, found.form) == (None, "name")


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Đại hội Đảng các cấp được quán triệt",
        "Nghị quyết Đại hội đồng cổ đông thường niên năm 2031",
        "nghị quyết Đại hội vi phạm Điều lệ",
        "các nghị quyết của Đảng, nghị quyết Trung ương",
    ],
)
def test_no_meeting_is_named_without_its_ordinal(text: str) -> None:
    """Any congress and any plenum is none."""
    assert read(text).citations == ()


def test_the_party_numbers_by_term() -> None:
    """A plenum behind the number is the issuer; with its term no date is missing."""
    text = (
        "Nghị quyết số 14-NQ/TW Hội nghị lần thứ năm Ban Chấp hành Trung ương khóa IX"
    )
    analysis = read(text)
    assert analysis.citations[0].span.of(text) == text
    assert not [each for each in analysis.findings if each.code == "C01"]
    bare = read("theo Nghị quyết số 14-NQ/TW của Ban Chấp hành Trung ương.")
    assert [each.code for each in bare.findings] == ["C01"]


def test_a_bare_serial_is_a_document_of_the_centre_of_the_party() -> None:
    """Another body's serial stays a common word."""
    assert read("Quy định 41 của Bộ Chính trị về cán bộ").citations[0].number == "41"
    assert read("Quy định 41 của nhà trường về học sinh").citations == ()


def test_the_term_in_brackets_stands_before_the_title() -> None:
    """What follows "(khóa XII)" is still what the resolution is about."""
    text = (
        "Nghị quyết số 9-NQ/TW ngày 3/6/2017 của Ban Chấp hành Trung ương (khóa XII) về"
    )
    assert read(f"{text} kinh tế tư nhân").citations[0].title == "kinh tế tư nhân"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "Ngày 27/6/2031, Quốc hội thông qua Luật Hàng rong, gồm 5 chương.",
            "2031-06-27",
        ),
        (
            "Ngày 27/6/2031, Quốc hội khóa XVII đã thông qua Luật Hàng rong.",
            "2031-06-27",
        ),
        ("Ngày 27/6/2031, Sở họp; Quốc hội thông qua Luật Hàng rong.", None),
        ("Quyết định 812/QĐ-UBND 2031 của UBND tỉnh Lào Cai", "2031"),
        ("Quyết định 812/QĐ-UBND 2031 hộ được hỗ trợ", None),
    ],
)
def test_dates_that_stand_before_or_alone(text: str, date: str | None) -> None:
    """The day the Assembly passed a law dates it; so does a year before the issuer."""
    (found,) = read(text).citations
    assert (found.date, found.relation) == (date, "refers")


@pytest.mark.parametrize(
    ("written", "issuer"),
    [
        ("UBND huyện Ba Vì, thành phố Hà Nội về", "UBND huyện Ba Vì, thành phố Hà Nội"),
        (
            "Chủ tịch UBND xã Tòng Bạt, huyện Ba Vì, TP. Hà Nội về",
            "Chủ tịch UBND xã Tòng Bạt, huyện Ba Vì, TP. Hà Nội",
        ),
        ("UBND tỉnh Lào Cai, tỉnh Yên Bái", "UBND tỉnh Lào Cai"),
        ("UBND huyện, thành phố Hà Nội", "UBND huyện"),
        ("UBND huyện Ba Vì, huyện Sóc Sơn", "UBND huyện Ba Vì"),
    ],
)
def test_units_above_belong_to_the_issuer(written: str, issuer: str) -> None:
    """Only a higher unit says where the body is; one of the same rank is another."""
    text = f"Quyết định số 81/QĐ-UBND ngày 5/6/2031 của {written} thu hồi đất"
    assert read(text).citations[0].issuer == issuer


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("về “trồng cây; gây rừng” trong trường học", "; giao Sở thực hiện"),
        (
            "quy định xử phạt vi phạm hành chính trong lĩnh vực rừng; chăn nuôi; thú y",
            "; phối hợp với các xã",
        ),
        ("quy định xử phạt vi phạm hành chính trong lĩnh vực rừng", "; Nghị định khác"),
        ("về trồng cây", "; chăm sóc cây"),
    ],
)
def test_a_semicolon_in_quotes_or_in_a_list_of_fields(title: str, rest: str) -> None:
    """It ends no title there, and ends it everywhere else."""
    text = f"Nghị định số 8/2031/NĐ-CP ngày 5/6/2031 của Chính phủ {title}{rest}."
    assert read(text).citations[0].title == title.removeprefix("về ")


def test_words_of_the_state_that_lost_their_space() -> None:
    """By its spelling "Quốchội" has two cuts, of which one is always meant."""
    text = "Nghị quyết số 10/2031/QH17 của Quốchội"
    assert read(text).citations[0].issuer == "Quốc hội"
