"""Where titles and subjects end, and what is no ground of a preamble."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.analysis import Citation
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import analyse


def cited(text: str) -> list[Citation]:
    """Read the citations of a text that is no document."""
    return find_citations(text, numbers=find_numbers(text), dates=find_dates(text)[0])


@pytest.mark.parametrize(
    ("behind", "title"),
    [
        ("“Phát huy dân chủ” làm việc tại xã.", "“Phát huy dân chủ”"),
        (
            "“Phát huy dân chủ” trong thời kỳ mới.",
            "“Phát huy dân chủ” trong thời kỳ mới",
        ),
        ("đại hội các cấp nêu rõ yêu cầu mới.", "đại hội các cấp"),
        ("đại hội các cấp đã quy định rõ thời hạn.", "đại hội các cấp"),
        ("làm rõ nguồn gốc đất.", "làm rõ nguồn gốc đất"),
    ],
)
def test_titles_end_with_the_quotation_or_before_what_is_said(
    behind: str, title: str
) -> None:
    """A verb behind the title tells what the document says."""
    (found,) = cited(f"Nghị quyết số 15-NQ/TU ngày 04/9/2021 về {behind}")

    assert found.title == title


def test_a_ground_in_law_named_in_a_sentence_is_no_basis() -> None:
    """ "căn cứ pháp lý để … là Luật …" tells of a law, the preamble rests on it."""
    (found,) = cited(
        "Sở thấy rằng căn cứ pháp lý để xử lý là Luật Giá số 11/2012/QH13."
    )

    assert found.relation == "refers"


def test_a_subject_in_two_paragraphs_is_one() -> None:
    """The second begins with a small letter."""
    text = (
        "BỘ NỘI VỤ\nSố: 08/2021/TT-BNV\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 04 tháng 9 năm 2021\n\nTHÔNG TƯ\n\n"
        "Hướng dẫn Nghị định số 15/2021/NĐ-CP\n\ncủa Chính phủ về công chức dự bị\n\n"
        "Thi hành Nghị định số 15/2021/NĐ-CP, Bộ Nội vụ hướng dẫn như sau:\n"
    )

    assert analyse(Document("", "x", text)).header.title == (
        "Hướng dẫn Nghị định số 15/2021/NĐ-CP của Chính phủ về công chức dự bị"
    )


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Điều 2 Luật Giá số 11/2012/QH13 ngày 20/6/2012 của Quốc hội (hợp nhất tại"
            " Văn bản hợp nhất số 15/VBHN-VPQH)",
            ["refers", "consolidates"],
        ),
        (
            "Luật Giá số 11/2012/QH13 được hợp nhất tại Văn bản hợp nhất số"
            " 15/VBHN-VPQH",
            ["refers", "consolidates"],
        ),
        (
            "Nghị định số 12/2012/NĐ-CP và Văn bản hợp nhất số 15/VBHN-BTC",
            ["refers", "refers"],
        ),
    ],
)
def test_a_consolidated_text_named_behind_its_law(
    text: str, relations: list[str]
) -> None:
    """The form prescribed since July 2026, whatever stands before it."""
    assert [c.relation for c in cited(text)] == relations


def test_minutes_are_drawn_up_on_a_day() -> None:
    """ "lập ngày" dates minutes; a number behind a phrase may be left open."""
    found = cited(
        "Căn cứ Biên bản vi phạm hành chính số 15/BB-VPHC lập ngày 04/9/2021;"
    )
    blank = cited("Căn cứ Biên bản vi phạm hành chính số: …../BB-VPHC do Đội 3 lập;")

    assert [(c.kind, c.date) for c in found] == [("Biên bản", "2021-09-04")]
    assert [(c.kind, c.status) for c in blank] == [("Biên bản", "blank")]


def test_a_school_written_small_issues_too() -> None:
    """ "của trường Mầm non …" names who planned."""
    (found,) = cited(
        "Kế hoạch số 15/KH-MNHS ngày 04/9/2021 của trường Mầm non Hoa Sen."
    )

    assert found.issuer == "trường Mầm non Hoa Sen"


def test_a_verb_behind_a_law_is_no_title() -> None:
    """ "do Điều 1 Luật số … bổ sung" says what it did."""
    (found,) = cited("quy định tại Điều 7 do Điều 1 Luật số 31/2025/QH15 bổ sung.")

    assert (found.title, found.provisions) == (None, ("dieu:1",))


@pytest.mark.parametrize(
    ("first", "kind", "title"),
    [
        ("QUYẾT ĐỊNH", "Quyết định", "Ban hành Nội quy ký túc xá"),
        ("THƯ NGỎ", None, None),
    ],
)
def test_a_typist_s_copy_begins_with_its_heading(
    first: str, kind: str | None, title: str | None
) -> None:
    """Kind and subject stand above who decides and the legal basis."""
    text = (
        f"{first}\nBan hành Nội quy ký túc xá\nHIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC HOA SEN\n"
        "Căn cứ Luật Giáo dục đại học ngày 18/6/2012;\nĐiều 1. Ban hành Nội quy.\n"
    )
    header = analyse(Document("", "x", text)).header

    assert (header.kind, header.title) == (kind, title)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Nghị quyết số 15/NQ-CP năm 2021 về cải cách lương do Chính phủ ban hành",
            ["cải cách lương"],
        ),
        (
            "Nghị quyết số 15-NQ/TW ngày 04/9/2021 về cải cách tư pháp nhấn mạnh việc.",
            ["cải cách tư pháp"],
        ),
        (
            "Quyết định số 15/QĐ-TTg, phê duyệt Chương trình trồng cây.",
            ["phê duyệt Chương trình trồng cây"],
        ),
    ],
)
def test_who_issued_and_what_it_stresses_are_no_title(
    text: str, titles: list[str]
) -> None:
    """Web copies add "do … ban hành"; a comma may stand before "phê duyệt"."""
    assert [c.title for c in cited(text)] == titles


@pytest.mark.parametrize("year", ["năm 2015.", "2015;"])
def test_a_short_name_may_stand_before_the_year_of_a_law(year: str) -> None:
    """ "Bộ luật Dân sự (BLDS) năm 2015" is one law of one year."""
    (found,) = cited(f"theo Điều 317 Bộ luật Dân sự (BLDS) {year}")

    assert (found.date, found.provisions) == ("2015", ("dieu:317",))


def test_the_abbreviated_committee_tells_the_unit_of_a_cut_letterhead() -> None:
    """ "UBND tỉnh xây dựng Kế hoạch" in a document dated at a province."""
    text = (
        "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 54/KH-UBND |\n"
        "Bến Tre, ngày 04 tháng 9 năm 2020 |\n\nUBND tỉnh xây dựng Kế hoạch như sau:\n"
    )

    issuer = analyse(Document("", "x", text)).header.issuer
    assert issuer == "Ủy ban nhân dân tỉnh Bến Tre"
