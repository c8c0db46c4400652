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
        "Kỷ niệm chương “Vì sự nghiệp dân số”"
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


@pytest.mark.parametrize(
    ("text", "label", "names"),
    [
        (
            "Hội thi Tin học trẻ toàn tỉnh lần thứ 17 (2029 – 2030) được phát động",
            "EVENT",
            ["Hội thi Tin học trẻ toàn tỉnh lần thứ 17 (2029 – 2030)"],
        ),
        (
            "Giải thưởng Sáng tạo Thành phố Cần Thơ lần thứ 3 (2030 - 2031) và",
            "EVENT",
            ["Giải thưởng Sáng tạo Thành phố Cần Thơ lần thứ 3 (2030 - 2031)"],
        ),
        ("sơ kết Hội thi lần thứ XV tại huyện", "EVENT", ["Hội thi lần thứ XV"]),
        (
            "Cuộc thi Sáng tạo thanh niên, nhi đồng tỉnh lần thứ 9",
            "EVENT",
            ["Cuộc thi Sáng tạo thanh niên, nhi đồng tỉnh lần thứ 9"],
        ),
        (
            "Cuộc thi “Tìm hiểu biển đảo quê hương” năm 2030",
            "EVENT",
            ["Cuộc thi “Tìm hiểu biển đảo quê hương”"],
        ),
        ("Giải thưởng Sáng tạo được trao cho", "AWARD", ["Giải thưởng Sáng tạo"]),
        ("hội thi được tổ chức, giải thưởng của tỉnh", "EVENT", []),
        ("các giải thưởng lớn; Ban Tổ chức Hội thi", "AWARD", []),
    ],
)
def test_a_contest_is_named_up_to_its_number(
    text: str, label: str, names: list[str]
) -> None:
    """The years of its round go with it; a contest without a name is any contest."""
    assert [each for each, _ in named(text, label)] == names
