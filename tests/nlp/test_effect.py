"""Effect clauses: when a document starts and when it ends, by its own words."""

from __future__ import annotations

import pytest

from nlp.effect import effective_from, expires_on, read_effect

ISSUED = "2025-01-10"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", ISSUED),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.", ISSUED),
        ("Nghị quyết này có hiệu lực từ ngày thông qua.", ISSUED),
        ("Điều 5. Hiệu lực\n1. Nghị quyết có hiệu lực kể từ ngày ký.", ISSUED),
        ("QUYẾT ĐỊNH NÀY CÓ HIỆU LỰC KỂ TỪ NGÀY BAN HÀNH", ISSUED),
        ("Thông tư này có hiệu lực thi hành từ ngày 01/7/2025.", "2025-07-01"),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7\nnăm 2025.", "2025-07-01"),
        ("Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký.", "2025-02-24"),
        (
            "Quyết định này có hiệu lực kể từ 01/02/2025 đến hết ngày 31/12/2025.",
            "2025-02-01",
        ),
        ("Nghị định này có hiệu lực sau 10 (mười) ngày, kể từ ngày ký.", "2025-01-20"),
        (
            "Nghị quyết này đã được Hội đồng nhân dân tỉnh Khóa X thông qua ngày 08 "
            "tháng 01 năm 2025 và có hiệu lực từ ngày 20 tháng 01 năm 2025.",
            "2025-01-20",
        ),
        (
            "Khoản 2 áp dụng sau. Nghị định này có hiệu lực từ ngày 01/3/2025.",
            "2025-03-01",
        ),
    ],
)
def test_the_first_day_in_force(text: str, day: str) -> None:
    """A stated day, the day of issue, or the day of issue and a number of days."""
    assert effective_from(text, ISSUED) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Luật Đất đai có hiệu lực từ ngày 01/8/2024.",
        "trước khi Nghị định có hiệu lực từ ngày 01/8/2024 thì thực hiện theo quy định",
        "Thông tư này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.",
        "Quyết định này có hiệu lực sau 05 ngày làm việc kể từ ngày ký.",
        "Thông tư này có hiệu lực kể từ ngày Nghị định số 30/2020/NĐ-CP có hiệu lực.",
        "Quyết định này có hiệu lực từ ngày 31/6/2025.",
        "Thủ tục tại Quyết định này có hiệu lực theo Quyết định số 12/QĐ-BTC.",
    ],
)
def test_doubt_gives_no_day(text: str) -> None:
    """Other documents, gazettes, working days and impossible days give None."""
    assert effective_from(text, ISSUED) is None


def test_signing_gives_no_day_without_a_header_date() -> None:
    """The clause is found, but a day of signing nobody knows is not invented."""
    effect = read_effect("Quyết định này có hiệu lực kể từ ngày ký.", None)
    assert effect is not None
    assert effect.start is None


def test_the_clause_has_its_span() -> None:
    """The span runs from the document's name for itself to the last day."""
    text = (
        "Điều 2. Quyết định này có hiệu lực từ ngày 01/7/2025 đến hết ngày 31/12/2026."
    )
    effect = read_effect(text, None)
    assert effect is not None
    assert effect.span.of(text) == text[8:-1]
    assert (effect.start, effect.end) == ("2025-07-01", "2026-12-31")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Quyết định này có hiệu lực từ ngày ký đến hết ngày 31/12/2026.",
            "2026-12-31",
        ),
        ("Quyết định này có hiệu lực thi hành đến ngày 30/6/2026.", "2026-06-30"),
        ("Quyết định này hết hiệu lực kể từ ngày 01/01/2027.", "2026-12-31"),
        ("Quyết định này có hiệu lực từ ngày ký.", None),
        ("Quyết định số 12/QĐ-SNV hết hiệu lực từ ngày 01/01/2027.", None),
    ],
)
def test_the_last_day_in_force(text: str, day: str | None) -> None:
    """The document's own end, and no other document's."""
    assert expires_on(text, ISSUED) == day


@pytest.mark.parametrize("unit", ["quyết định này ", "có hiệu lực ", " ", "này "])
def test_clauses_are_sought_in_linear_time(unit: str) -> None:
    """A hundred thousand characters of one phrase take no longer than others."""
    text = (unit * 100_000)[:100_000]
    effective_from(text, ISSUED)
    expires_on(text, ISSUED)
