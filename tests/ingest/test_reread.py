"""Doubtful figures are read again, and never made surer than the readings are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image

from ingest.lines import Line, Word
from ingest.reread import DOUBTFUL, with_figures_reread


@pytest.mark.parametrize(
    ("first", "sure", "second", "third", "text", "doubtful"),
    [
        ("38/QĐ-LHH", 70, "38/QĐ-LHH", "", "38/QĐ-LHH", False),
        ("36/QĐ-LHH", 70, "38/QĐ-LHH", "38/QĐ-LHH", "38/QĐ-LHH", True),
        ("36/QĐ-LHH;", 70, "38/QĐÐ-LHH", "38/QĐ-LHH", "38/QĐ-LHH;", True),
        ("36/QĐ-LHH", 70, "38/QĐ-LHH", "30/QĐ-LHH", "36/QĐ-LHH", True),
        ("36/QĐ-LHH", 70, "", "", "36/QĐ-LHH", True),
        ("2750/QĐÐ-BNV", 95, "2750/QĐ-BNV", "2750/QĐ-BNV", "2750/QĐ-BNV", True),
        ("2750/QĐÐ-BNV", 95, "2750/QĐÐ-BNV", "", "2750/QĐÐ-BNV", True),
        ("/QĐÐ-BNV", 95, "/QĐ-BNV", "/QĐ-BNV", "/QĐ-BNV", True),
        ("38/QĐ-LHH", 95, "9", "9", "38/QĐ-LHH", False),
        ("Chính", 30, "9", "9", "Chính", True),
    ],
)
def test_most_of_three_readings_stands_with_its_doubt(
    first: str, sure: float, second: str, third: str, text: str, doubtful: bool
) -> None:
    """Agreement makes surer; a reading that differs stays marked as doubtful."""
    readings = iter([second, third])

    def read(picture: Image.Image, scale: float) -> Sequence[Line]:
        word = Word(next(readings), 1, 10, 20, 20, 90.0)
        return [Line((word,))]

    page = Image.new("L", (400, 100), 255)
    line = Line((Word("số", 5, 5, 15, 15, 96.0), Word(first, 20, 5, 90, 15, sure)))

    (read_again,) = with_figures_reread(page, [line], 2.0, read)

    assert [word.text for word in read_again.words] == ["số", text]
    confidence = read_again.words[1].confidence
    assert confidence is not None
    assert (confidence <= DOUBTFUL) is doubtful
    assert read_again.words[0] == line.words[0]
