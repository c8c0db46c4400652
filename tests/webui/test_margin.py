"""Findings stand beside the paragraph they concern, linked both ways with the list."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from ingest.document import Span
from webui.app import create_app
from webui.archive import Archive
from webui.margin import MOST_NOTES, with_notes
from webui.marking import weave

FAULTY = """LIÊN HIỆP HỘI
Số: 58/QĐ-LHH
Hà Nội, ngày 21 tháng 6 năm 2022
QUYẾT ĐỊNH
Về việc tặng Giấy khen
Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2018 của Chính phủ;
Căn cứ Quyết định số 12/QĐ-LHH ngày 31/02/2020;
Điều 1. Tặng Giấy khen.
""".encode()


def row(*places: int, code: str = "K01") -> dict[str, Any]:
    """Return a finding at some offsets, as the lists take it."""
    return {
        "code": code,
        "severity": "error",
        "text": "sai",
        "suggestion": None,
        "row": f"k{places[0]}",
        "places": [{"anchor": f"f{at}", "span": Span(at, at + 1)} for at in places],
    }


@given(
    st.lists(st.text("ab. ", max_size=60), min_size=1, max_size=12),
    st.lists(st.integers(0, 400), max_size=12),
)
def test_each_place_has_its_note_once_at_its_paragraph(
    lines: list[str], offsets: list[int]
) -> None:
    """No note is lost, none stands twice, none before or after its paragraph."""
    text = "\n".join(lines)
    places = sorted({at for at in offsets if at < len(text)})
    woven = list(weave(text, []))

    noted = with_notes(woven, [row(at) for at in places])

    found = [(line, note) for line in noted for note in line.notes]
    assert [note.anchor for _, note in found] == [f"f{at}" for at in places]
    assert not any(line.continues for line, _ in found)
    for (line, _), at in zip(found, places, strict=True):
        following = [
            other.start
            for other in noted
            if other.start > line.start and not other.continues
        ]
        assert line.start <= at < min(following, default=len(text) + 1)


def test_the_same_said_again_is_short_and_a_flood_is_bounded() -> None:
    """The second place says "as above"; of a flood the list alone tells all."""
    text = "\n".join(["a"] * 1_000)
    noted = with_notes(list(weave(text, [])), [row(*range(0, 1_998, 2))])
    notes = [note for line in noted for note in line.notes]
    assert [note.again for note in notes[:3]] == [False, True, True]
    assert len(notes) == MOST_NOTES


def _pages(empty: Archive) -> tuple[FlaskClient, list[str]]:
    held = empty.add_bytes(FAULTY, "sai.txt").id
    app = create_app(empty.settings, empty)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client(), [f"/van-ban/{held}", f"/van-ban/{held}/doi-chieu"]


def test_notes_words_and_rows_lead_to_each_other(empty: Archive) -> None:
    """Every note names words and a row that are there; every row has its note."""
    client, addresses = _pages(empty)
    for address in addresses:
        page = client.get(address).get_data(as_text=True)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        notes = re.findall(
            r'role="note">.*?href="#([^"]+)".*?href="#([^"]+)">trong bảng', page, re.S
        )
        assert len(notes) >= 2
        assert {name for pair in notes for name in pair} <= set(ids)
        rows = {name for name in ids if re.fullmatch(r"(d1)?k\d+", name)}
        assert rows == {listed for _, listed in notes}


def test_a_note_is_at_its_line_wherever_it_is_read(
    empty: Archive, browser: Browser, serving: Any
) -> None:
    """Without scripts: in the margin on a desk, under the paragraph on a phone."""
    client, addresses = _pages(empty)
    with serving(client.application) as base:
        for width in (1280, 390):
            context = browser.new_context(
                java_script_enabled=False, viewport={"width": width, "height": 800}
            )
            page = context.new_page()
            page.goto(base + addresses[1])
            paragraph = page.locator(".noted > p").first.bounding_box()
            note = page.locator(".noted .note").first.bounding_box()
            assert paragraph is not None
            assert note is not None
            if width > 1_000:
                assert note["x"] >= paragraph["x"] + paragraph["width"]
                assert abs(note["y"] - paragraph["y"]) < 20
            else:
                assert note["y"] >= paragraph["y"] + paragraph["height"]
                assert note["x"] + note["width"] <= width
            page.locator(".noted .note a", has_text="trong bảng").first.click()
            assert page.locator("tr:target").is_visible()
            context.close()
