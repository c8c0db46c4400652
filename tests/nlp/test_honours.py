"""Awards and numbered meetings, and the common words that look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from nlp.pipeline import analyse


def named(text: str, label: str) -> list[tuple[str, str]]:
    """Return the printed form and the value of what has one label."""
    found = analyse(Document(sha256="", name="t.txt", text=text)).entities
    return [(each.span.of(text), each.value) for each in found if each.label == label]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("tặng Huân chương Lao động hạng Ba cho", "Huân chương Lao động hạng Ba", ""),
        (
            "tặng huân chương lao động hạng 3 cho",
            "huân chương lao động hạng 3",
            "Huân chương Lao động hạng Ba",
        ),
        ("được tặng bằng khen của Bộ Y tế", "bằng khen", "Bằng khen"),
        (
            "danh hiệu lao động tiên tiến cho",
            "lao động tiên tiến",
            "Lao động tiên tiến",
        ),
        ("danh hiệu Anh hùng Lao động", "Anh hùng Lao động", ""),
        ("xét tặng Giải thưởng Hồ Chí Minh về", "Giải thưởng Hồ Chí Minh", ""),
        ("Giải thưởng Nhà nước được trao", "Giải thưởng Nhà nước", ""),
    ],
)
def test_an_award_is_read_with_its_rank(text: str, printed: str, value: str) -> None:
    """Spellings of one honour share a value; whose it is stays outside."""
    assert named(text, "AWARD") == [(printed, value or printed)]


def test_a_commemorative_medal_bears_a_quoted_name() -> None:
    """What stands in quotation marks behind the medal tells which it is."""
    text = "tặng Kỷ niệm chương “Vì sự nghiệp dân số” cho ba người"
    assert [each for each, _ in named(text, "AWARD")] == [
        "Kỷ niệm chương “Vì sự nghiệp dân số"
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
            ["Đại hội đại biểu toàn quốc lần thứ XIII"],
        ),
        ("tại kỳ họp thứ 8 và Kỳ họp thứ Ba", ["kỳ họp thứ 8", "Kỳ họp thứ Ba"]),
        ("Đại hội XII Công đoàn Việt Nam", ["Đại hội XII"]),
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương", ["Hội nghị lần thứ sáu"]),
        ("kỳ họp thường lệ; hội nghị tổng kết; đại hội nhiệm kỳ", []),
    ],
)
def test_a_meeting_is_named_by_its_number(text: str, events: list[str]) -> None:
    """Without a number it is any meeting."""
    assert [each for each, _ in named(text, "EVENT")] == events


@pytest.mark.parametrize(
    "text",
    [
        "phong trào lao động tiên tiến; huy động vốn; giấy phép; kỷ luật",
        "giải thưởng bằng tiền; giải quyết; giải Nhất",
    ],
)
def test_common_words_are_no_award(text: str) -> None:
    """Words that only open like an honour name none."""
    assert named(text, "AWARD") == []


_PIECES = st.sampled_from(
    [
        "Huân chương",
        "Lao động",
        "hạng",
        "Ba",
        "Giải thưởng",
        "“",
        "”",
        "Đại hội",
        "lần",
        "thứ",
        "XIII",
        "kỳ họp",
        "8",
        "\n",
        "Bộ Y tế",
        "Nguyễn Văn An",
        "bằng khen",
        ",",
    ]
)


@given(st.lists(_PIECES, max_size=20))
def test_names_of_every_kind_stand_in_order_and_apart(pieces: list[str]) -> None:
    """No two names share a letter, whatever stands beside what."""
    text = " ".join(pieces)
    found = analyse(Document(sha256="", name="t.txt", text=text)).entities
    ends = [0, *(each.span.end for each in found)]
    assert all(each.span.start >= end for each, end in zip(found, ends, strict=False))
