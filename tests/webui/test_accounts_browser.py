"""Log-in, roles, tokens and log-out in a real browser; pages of accounts for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from visitors import PASSWORD, application, everybody

from tests.webui.conftest import CHROMIUM
from webui.archive import Archive

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
PLAN = SAMPLES / "mau-05-cong-van-3012-snv-btdkt-2022.txt"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@pytest.fixture
def staffed(empty: Archive) -> Archive:
    """An archive with a document, a closed collection and one person of each role."""
    empty.add_bytes(PLAN.read_bytes(), PLAN.name)
    empty.register.collections.add("Kiểm tra nội bộ")
    everybody(empty)
    return empty


@pytest.fixture
def address(
    staffed: Archive, serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """The real server over it."""
    with serving(application(staffed)) as served:
        yield served


def _log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_reader_comes_in_reads_and_goes(page: Page, address: str) -> None:
    """Asked to log in, led back; sees what the role may do; then is shown no more."""
    page.goto(f"{address}/van-ban")
    expect(page).to_have_url(re.compile("/dang-nhap"))
    expect(page.get_by_role("link", name="Đối chiếu")).to_have_count(0)
    _log_in(page, "reader", "sai mật khẩu rồi")
    expect(page.get_by_role("alert")).to_have_text("Tên hoặc mật khẩu không đúng.")
    _log_in(page, "reader")

    expect(page).to_have_url(f"{address}/van-ban")
    expect(page.get_by_role("link", name="Nạp văn bản")).to_have_count(0)
    expect(page.get_by_role("link", name="Đối chiếu")).to_have_count(0)
    page.locator("table a").first.click()
    expect(page.locator("h1")).to_contain_text("3012")
    expect(page.get_by_text("Đối chiếu văn bản này")).to_have_count(0)
    page.goto(f"{address}/nap")
    expect(page.get_by_role("alert")).to_contain_text("Vai trò của bạn không được")
    page.goto(f"{address}/tai-khoan")
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(page).to_have_url(f"{address}/dang-nhap")
    page.go_back()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    expect(page.get_by_text("Phiên đang mở")).to_have_count(0)


def test_an_editor_adds_to_a_closed_collection(
    page: Page, address: str, staffed: Archive
) -> None:
    """By the upload with progress; whoever was not given it does not find it."""
    editor = staffed.register.people.named("editor")
    assert editor is not None
    staffed.register.people.give(editor.id, frozenset({2}))
    page.goto(f"{address}/nap")
    _log_in(page, "editor")
    page.get_by_label("Vào bộ sưu tập").select_option("2")
    page.locator("#files").set_input_files(
        str(SAMPLES / "mau-09-bao-cao-12-bc-htl-2022.txt")
    )
    page.get_by_role("button", name="Nạp", exact=True).click()
    page.get_by_role("link", name="Xem").click()

    expect(page.locator("h1")).to_contain_text("12/BC-HTL")
    expect(page.get_by_label("Bộ sưu tập")).to_have_value("2")
    assert staffed.seen_by(frozenset({1})).search("12/BC-HTL").hits == ()
    page.get_by_label("Bộ sưu tập").select_option("1")
    page.get_by_role("button", name="Chuyển").click()
    expect(page.get_by_label("Bộ sưu tập")).to_have_value("1")


def test_a_program_gets_a_token_and_loses_it(
    page: Page, address: str, staffed: Archive
) -> None:
    """Made, shown once, used, revoked."""
    page.goto(f"{address}/tai-khoan")
    _log_in(page, "inspector")
    page.get_by_label("Dùng vào việc").fill("Máy quét tầng 2")
    page.get_by_role("button", name="Tạo mã").click()
    secret = page.locator("code.secret").inner_text()
    headers = {"Authorization": f"Bearer {secret}"}
    # A context of its own: the program has no cookie.
    program = page.context.browser.new_context()  # type: ignore[union-attr]
    asked = f"{address}/api/v1/status"
    assert program.request.get(asked, headers=headers).status == 200
    page.reload()
    expect(page.locator("code.secret")).to_have_count(0)
    page.get_by_role("button", name="Thu hồi Máy quét tầng 2").click()

    expect(page.get_by_text("đã thu hồi")).to_be_visible()
    assert program.request.get(asked, headers=headers).status == 401
    program.close()


def test_an_administrator_lets_somebody_in(
    page: Page, address: str, staffed: Archive
) -> None:
    """Who then chooses a password of their own, and is in the audit log."""
    page.goto(f"{address}/nguoi-dung")
    _log_in(page, "administrator")
    page.get_by_label("Tên đăng nhập").fill("binh")
    page.get_by_label("Họ tên").fill("Trần Văn Bình")
    page.get_by_label("Vai trò").select_option("inspector")
    page.get_by_role("button", name="Thêm").first.click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Kiểm tra nội bộ").check()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_label("Kiểm tra nội bộ")).to_be_checked()
    page.get_by_role("link", name="Nhật ký của người này").click()
    page.get_by_label("Ai").fill("")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("cell", name="thêm người dùng")).to_be_visible()

    page.goto(f"{address}/tai-khoan")
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    _log_in(page, "binh", secret)
    expect(page).to_have_url(f"{address}/tai-khoan")
    expect(page.get_by_role("alert")).to_contain_text("do người khác tạo")
    page.get_by_label("Mật khẩu hiện tại").fill(secret)
    page.get_by_label("Mật khẩu mới", exact=True).fill("con mèo trèo cây cau")
    page.get_by_label("Gõ lại mật khẩu mới").fill("con mèo trèo cây cau")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")
    page.goto(f"{address}/doi-chieu")
    expect(page.get_by_role("button", name="Đối chiếu")).to_be_visible()


def test_a_second_factor_is_set_up_and_asked_for(page: Page, address: str) -> None:
    """The key is read off the page, codes are shown, and the next log-in wants one."""
    page.goto(f"{address}/dang-nhap")
    _log_in(page, "inspector")
    page.goto(f"{address}/tai-khoan/lop-hai")
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    key = page.locator("form code.secret").inner_text().replace(" ", "")
    page.get_by_label("Sáu chữ số").fill(pyotp.TOTP(key).now())
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    codes = page.locator("code.secret").all_inner_texts()
    assert len(codes) == 10
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    page.goto(f"{address}/tai-khoan")
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    _log_in(page, "inspector")
    expect(page.get_by_role("heading", name="Mã xác thực")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_label("Sáu chữ số").fill("123")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã không đúng")
    page.get_by_label("Sáu chữ số").fill(codes[3])
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"{address}/tai-khoan/lop-hai")
    expect(page.get_by_text("còn 9 mã khôi phục")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
