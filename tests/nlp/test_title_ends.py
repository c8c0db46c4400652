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
