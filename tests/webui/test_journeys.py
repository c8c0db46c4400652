"""Journeys through several pages, in a real browser, with and without scripts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import SAMPLES
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium"),
]
RIGHT = SAMPLES / "mau-09-bao-cao-12-bc-htl-2022.txt"
WRONG = SAMPLES / "mau-loi-03-sai-ngay-nghi-dinh.docx"


def _walk(page: Page, address: str) -> None:
    """From the first page to the report, by what is on the pages alone."""
    page.goto(address)
    page.locator("#q").fill("quyet dinh 38 lhh")
    page.get_by_role("button", name="Tìm").click()
    page.locator(".hit a").first.click()
    expect(page.locator("h1")).to_have_text("Quyết định 38/QĐ-LHH")
    page.get_by_role("link", name="Đối chiếu Báo cáo 233/BC-LHH").click()
    rows = page.locator("#vien-dan ~ .scroll tr", has_text="38/QĐ-LHH")
    expect(rows.first.locator(".badge.verified")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="DOCX").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")


def test_a_newcomer_finds_checks_and_takes_the_report(page: Page, address: str) -> None:
    """Search, open, see who cites it, see that it is right, take it along."""
    _walk(page, address)


def test_the_same_walk_needs_no_script(plain: Page, address: str) -> None:
    """Nothing on the way is more than a link or a form."""
    _walk(plain, address)


def test_a_search_is_kept_and_asked_again(page: Page, address: str) -> None:
    """Saved under a name, found in the list, opened from there."""
    page.goto(f"{address}/?q=thi+dua&kind=Báo+cáo")
    page.get_by_label("Lưu câu tìm này tên là").fill("Báo cáo thi đua")
    page.get_by_role("button", name="Lưu câu tìm").click()
    expect(page.locator("h1")).to_have_text("Câu tìm đã lưu")
    page.get_by_role("link", name="Báo cáo thi đua").click()

    expect(page.locator("#q")).to_have_value("thi dua")
    expect(page.locator(".notice").first).to_contain_text("không có văn bản mới")
    with page.expect_download() as taken:
        page.get_by_role("link", name="XLSX").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")


def _dossier(page: Page, address: str) -> None:
    page.goto(f"{address}/doi-chieu")
    page.locator("input[name=files]").set_input_files([RIGHT, WRONG])
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.locator("h1")).to_contain_text("Kết quả đối chiếu")
    expect(page.get_by_text("Mỗi hàng là một văn bản")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="XLSX").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")


def test_a_dossier_is_checked_and_its_report_taken_along(
    page: Page, address: str
) -> None:
    """Two files, one matrix, one workbook."""
    _dossier(page, address)


def test_a_dossier_needs_no_script(plain: Page, address: str) -> None:
    """The same, as plain forms."""
    _dossier(plain, address)


def test_nothing_to_check_is_said_where_one_is(page: Page, address: str) -> None:
    """The page stays, the button can be pressed again."""
    page.goto(f"{address}/doi-chieu")
    page.get_by_role("button", name="Đối chiếu").click()

    expect(page.locator("[data-progress]")).to_contain_text("Hãy chọn tệp")
    expect(page.get_by_role("button", name="Đối chiếu")).to_be_enabled()


def _wrong(page: Page, address: str) -> None:
    page.goto(f"{address}/nap")
    page.locator("#files").set_input_files([WRONG])
    page.get_by_role("button", name="Nạp", exact=True).click()
    page.locator(".files").get_by_role("link", name="Xem").click()
    page.get_by_role("link", name="Đối chiếu văn bản này").click()


def test_a_finding_is_decided_with_keys_and_never_by_enter(
    page: Page, address: str
) -> None:
    """b leads to the reason, Enter there to the button, Enter on it decides."""
    _wrong(page, address)
    # Keys are heard once the script has shown their names.
    expect(page.locator("[data-keys]").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("b")
    row = page.locator("tr[data-step]").first
    who, reason = row.get_by_label("Người xem xét"), row.get_by_label("Lý do, ghi chú")
    expect(who).to_be_focused()
    who.fill("Trần Bình")
    reason.fill("bản thảo")
    here = page.url
    reason.press("Enter")
    assert page.url == here
    expect(row.locator(".state")).to_have_text("chưa xem xét")
    row.focus()
    page.keyboard.press("b")
    expect(reason).to_be_focused()
    page.keyboard.press("Enter")
    button = row.get_by_role("button", name="Báo nhầm")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".state", has_text="báo nhầm")).to_be_visible()
    expect(page.get_by_text("Trần Bình, ngày").first).to_be_visible()
