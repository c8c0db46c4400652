"""What a person does, in a real browser: Debian's Chromium driven by Playwright."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.webui.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


def test_a_newcomer_finds_a_decision_and_sees_what_cites_it(
    page: Page, address: str
) -> None:
    """Type without diacritics, open the first hit, read who cites it."""
    page.goto(address)
    page.get_by_role("combobox").fill("quyet dinh 38 lhh")
    page.get_by_role("button", name="Tìm").click()
    page.locator(".hit a").first.click()

    expect(page.locator("h1")).to_have_text("Quyết định 38/QĐ-LHH")
    cited_by = page.locator("section", has_text="Được viện dẫn bởi")
    expect(cited_by.get_by_role("link").first).to_be_visible()


def test_suggestions_are_chosen_with_the_keyboard(page: Page, address: str) -> None:
    """Arrow down and Enter take the suggestion."""
    page.goto(address)
    box = page.get_by_role("combobox")
    box.press_sequentially("38/qd")
    expect(page.get_by_role("option").first).to_be_visible()
    chosen = page.get_by_role("option").first.inner_text()
    box.press("ArrowDown")
    box.press("Enter")

    expect(page.locator(".hit").first).to_be_visible()
    assert page.get_by_role("combobox").input_value() == chosen


def test_files_are_uploaded_with_an_outcome_for_each(
    page: Page, address: str, tmp_path: Path
) -> None:
    """A good file is added, a bad one says why, and both are listed."""
    good = tmp_path / "bao-cao.txt"
    good.write_text("Số: 77/BC-HTĐH\nBÁO CÁO\nVề việc thử trình duyệt", "utf-8")
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    page.goto(f"{address}/nap")
    page.get_by_label("Chọn tệp").set_input_files([good, bad])
    page.get_by_role("button", name="Nạp").click()

    rows = page.locator(".files li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_role("link", name="Xem")).to_be_visible()
    expect(rows.nth(1)).to_contain_text("Không nạp được")


def _paste(page: Page, address: str) -> None:
    page.goto(f"{address}/doi-chieu")
    page.get_by_label("hoặc dán nội dung dự thảo").fill(
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 06 tháng 3 năm 2020 của Chính phủ;\n"
        "Thực hiện Đề án giai đoạn 2121 – 2025."
    )
    page.get_by_role("button", name="Đối chiếu").click()


def test_a_pasted_draft_shows_its_errors_beside_the_text(
    page: Page, address: str
) -> None:
    """The wrong date is contradicted, the reversed period is found."""
    _paste(page, address)

    expect(page.locator(".text .contradicted")).to_contain_text("30/2020/NĐ-CP")
    expect(page.locator(".findings")).to_contain_text("P01")
    expect(page.get_by_role("link", name="Báo cáo để in")).to_be_visible()


def test_search_document_and_check_work_without_javascript(
    plain: Page, address: str
) -> None:
    """Nothing but conveniences needs a script."""
    plain.goto(address)
    plain.locator("input[name=q]").fill("2022/KH-UBND")
    plain.get_by_role("button", name="Tìm").click()
    plain.locator(".hit a").first.click()
    expect(plain.locator("h1")).to_have_text("Kế hoạch 2022/KH-UBND")
    plain.get_by_role("link", name="Đối chiếu văn bản này").click()
    expect(plain.locator("h1")).to_contain_text("Kết quả đối chiếu")
    _paste(plain, address)
    expect(plain.locator(".text .contradicted")).to_be_visible()


def test_the_picture_of_a_page_stands_beside_its_text(
    page: Page, address: str, pdf: str
) -> None:
    """The picture loads, its boxes lie on it, and a click leads to the text."""
    page.goto(f"{address}/van-ban/{pdf}")
    with page.expect_response(re.compile(r"/trang/1\.png$")) as drawn:
        page.get_by_role("link", name="Cạnh ảnh bản gốc").click()
    picture = page.locator(".leaf img").first
    expect(picture).to_be_visible()
    assert drawn.value.ok
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
    box = page.locator(".leaf rect.citation").first
    place, sheet = box.bounding_box(), picture.bounding_box()
    assert place
    assert sheet
    assert sheet["x"] < place["x"] < sheet["x"] + sheet["width"]
    assert sheet["y"] < place["y"] < sheet["y"] + sheet["height"]
    box.click()

    expect(page).to_have_url(re.compile("#c1$"))


def test_a_citation_tells_what_it_means_when_focused(
    page: Page, address: str, pdf: str
) -> None:
    """The header of the cited document is shown and is the link's description."""
    page.goto(f"{address}/van-ban/{pdf}")
    citation = page.locator(".text a.held").first
    card = page.locator(".text .card").first
    expect(card).to_be_hidden()
    citation.focus()

    expect(card).to_be_visible()
    assert citation.get_attribute("aria-describedby") == card.get_attribute("id")


def test_findings_are_gone_through_with_the_keyboard(
    page: Page, address: str, pdf: str
) -> None:
    """j and k move from row to row, Enter leads to the place in the text."""
    page.goto(f"{address}/van-ban/{pdf}/doi-chieu")
    # Those for information are folded, and passed over.
    rows = page.locator("tr[data-step]:visible")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#d1[fc][0-9]+$"))


def test_pictures_lists_and_maps_need_no_javascript(
    plain: Page, address: str, pdf: str
) -> None:
    """The day of validity, the picture, the map and the pasted list are plain pages."""
    plain.goto(f"{address}/van-ban/{pdf}?xem=goc")
    expect(plain.locator(".leaf img").first).to_be_visible()
    plain.get_by_label("Xét vào ngày").fill("2022-09-08")
    plain.get_by_role("button", name="Xem").click()
    expect(plain.locator(".validity")).to_contain_text("8/9/2022")
    plain.get_by_role("link", name="Bản đồ viện dẫn").click()
    expect(plain.locator("caption").first).to_contain_text("viện dẫn")
    plain.goto(f"{address}/danh-sach")
    plain.locator("textarea").fill("2022/KH-UBND")
    plain.get_by_role("button", name="Tra", exact=True).click()
    expect(plain.get_by_role("cell", name="có trong sổ")).to_be_visible()


def test_the_first_view_is_light(page: Page, address: str) -> None:
    """Less than 100 kB in all for the page of a search."""
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{address}/?q=thi+dua")
    page.wait_for_load_state("networkidle")

    assert sum(sizes) < 100_000
    assert re.search(r"\d+ văn bản", page.locator("[role=status]").inner_text())
