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
