"""One document read alike however it was typed, copied or extracted."""

from __future__ import annotations

import functools
import re
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import read_bytes, read_text
from nlp.dates import find_dates
from nlp.effect import effective_from
from nlp.fold import tone_normalise
from nlp.header import read_header
from nlp.numbers import find_numbers
from nlp.provisions import find_provisions

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
# PDF takes seconds to read and says the same.
FILES = [path for path in sorted(SAMPLES.glob("mau-*")) if path.suffix != ".pdf"]
FIELDS = (
    "number",
    "kind",
    "issuer",
    "parent",
    "place",
    "date",
    "title",
    "signer",
    "signer_position",
)


@functools.cache
def text_of(path: Path) -> str:
    """Read a sample once."""
    return read_bytes(path.read_bytes(), path.name).text


def same(value: str | None) -> str | None:
    """A value without differences of spaces and of tone placement."""
    return tone_normalise(" ".join(value.split())) if value else None


def reading(text: str) -> dict[str, Any]:
    """All that must not depend on how the text was typed: values, no offsets."""
    header = read_header(text)
    numbers = find_numbers(text)
    dates, periods = find_dates(text, masked=[found.span for found in numbers])
    return {
        "header": {name: same(getattr(header, name)) for name in FIELDS},
        "numbers": [str(found.number) for found in numbers],
        "dates": [mention.value for mention in dates],
        "periods": [(period.start, period.end) for period in periods],
        "provisions": [(one.part, one.path) for one in find_provisions(text)],
        "effect": effective_from(text, header.date),
    }


@functools.cache
def reading_of(path: Path) -> dict[str, Any]:
    """Read an unchanged sample once."""
    return reading(text_of(path))


OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "ủy": "uỷ",
    "úy": "uý",
    "ùy": "uỳ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}


def old_tones(text: str) -> str:
    """Put the tone of open syllables on the last vowel, as old typing did."""
    for new, old in OLD_TONES.items():
        text = re.sub(rf"{new}(?!\w)", old, text)
        text = re.sub(rf"{new.upper()}(?!\w)", old.upper(), text)
        text = re.sub(rf"{new.capitalize()}(?!\w)", old.capitalize(), text)
    return text


def wrapped(text: str) -> str:
    """Break prose at narrower columns, as another page would."""
    lines = []
    for line in text.split("\n"):
        columns = "|" in line or "   " in line
        narrow = (
            [line]
            if columns or len(line) <= 56
            else textwrap.wrap(line, 56, break_long_words=False, break_on_hyphens=False)
        )
        lines += narrow
    return "\n".join(lines)


VARIANTS: dict[str, Callable[[str], str]] = {
    "decomposed letters": lambda text: (
        read_text(unicodedata.normalize("NFD", text)).text
    ),
    "old tone placement": old_tones,
    "double spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "  ", text),
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "tabs before lines": lambda text: re.sub(r"(?m)^(?=\w)", "\t", text),
    "narrow columns": wrapped,
    "carriage returns": lambda text: read_text(text.replace("\n", "\r\n")).text,
    "hard spaces in dates": lambda text: re.sub(
        r"(?<=\d) (?=tháng|năm)", "\u00a0", text
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_way_of_typing_does_not_change_the_reading(path: Path, name: str) -> None:
    """Header, numbers, dates, periods, provisions and effect stay what they are."""
    assert reading(VARIANTS[name](text_of(path))) == reading_of(path)


COLUMNS = (
    "{parent}\n{issuer}\nSố: 38/{code}\n\n{state}\n{place}, {date}\n\n",
    "{parent:<40}{state}\n{issuer:<40}Độc lập - Tự do - Hạnh phúc\n"
    "{number:<40}{place}, {date}\n\n",
    "| {parent} {issuer} | {state} |\n| {number} | {place}, {date} |\n\n",
    "| {parent} | {state} |\n| {issuer} | Độc lập - Tự do - Hạnh phúc |\n"
    "| {number} | {place}, {date} |\n\n",
    "{parent}\t{state}\n{issuer}\tĐộc lập - Tự do - Hạnh phúc\n"
    "{number}\t{place}, {date}\n",
)


@settings(max_examples=40, deadline=None)
@given(
    layout=st.sampled_from(COLUMNS),
    parent=st.sampled_from(["BỘ TÀI CHÍNH", "ỦY BAN NHÂN DÂN TỈNH CÀ MAU"]),
    issuer=st.sampled_from(["CỤC THUẾ", "SỞ NỘI VỤ", "SỞ Y TẾ"]),
    place=st.sampled_from(["Hà Nội", "Cà Mau", "Thành phố Hồ Chí Minh"]),
    day=st.integers(1, 28),
    month=st.integers(1, 12),
)
def test_every_layout_of_a_letterhead_says_the_same(
    layout: str, parent: str, issuer: str, place: str, day: int, month: int
) -> None:
    """Columns side by side, merged, in a table or one below the other read alike."""
    date = f"ngày {day:02} tháng {month:02} năm 2022"
    head = layout.format(
        parent=parent,
        issuer=issuer,
        code="QĐ-VP",
        number="Số: 38/QĐ-VP",
        state="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        place=place,
        date=date,
    )
    header = read_header(f"{head}QUYẾT ĐỊNH\nVề việc khen thưởng\n\nĐiều 1. Khen.\n")
    assert (header.number, header.kind) == ("38/QĐ-VP", "Quyết định")
    assert (header.place, header.date) == (place, f"2022-{month:02}-{day:02}")
    assert header.issuer is not None
    assert header.issuer.upper() == issuer
    assert (header.parent or "").upper() == parent
    assert header.title == "Về việc khen thưởng"
