"""Every page there is: nobody is shut out, nothing runs off a phone or a sheet.

The pages are those of the map of addresses: one that is added without a row here fails.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext
from visitors import PASSWORD, application, everybody

from tests.webui.conftest import CHROMIUM
from webui.archive import Archive

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"

# Each endpoint that answers with a page, and the addresses that show all it can show.
# Names in braces are of the archive below.
PAGES = {
    "pages.search": (
        "/",
        "/?q=thi+dua",
        "/?q=khongcogi",
        "/?q=thi+dduax&kind=Báo+cáo",
        "/?field=Thi+đua+–+Khen+thưởng&collection=Kiểm+tra&from=2020-01-01",
        "/?q={long}",
    ),
    "pages.saved": ("/da-luu",),
    "pages.documents": ("/van-ban",),
    "pages.document": (
        "/van-ban/1",
        "/van-ban/1?lop=1",
        "/van-ban/{pdf}?xem=goc",
        "/van-ban/{faulty}",
        "/van-ban/{bundled}",
        "/van-ban/khong-co",
    ),
    "pages.compare": ("/van-ban/1/so-sanh/2",),
    "pages.citation_map": ("/van-ban/{pdf}/ban-do", "/van-ban/{faulty}/ban-do"),
    "pages.header": ("/van-ban/{pdf}/phan-dau", "/van-ban/{bundled}/phan-dau"),
    "pages.review": ("/duyet",),
    "pages.numbering": ("/day-so",),
    "pages.statistics": ("/thong-ke",),
    "pages.catalogue": ("/danh-muc", "/danh-muc?tim=khongcogi"),
    "pages.entry_page": ("/danh-muc/37",),
    "pages.listing": ("/danh-sach",),
    "pages.collections": ("/bo-suu-tap",),
    "pages.check": ("/doi-chieu",),
    "pages.checked": (
        "/doi-chieu/ket-qua/{one}",
        "/doi-chieu/ket-qua/{many}",
        "/doi-chieu/ket-qua/{many}?vb=2&kq=verified",
        "/doi-chieu/ket-qua/khong-co",
    ),
    "pages.check_held": (
        "/van-ban/{faulty}/doi-chieu",
        "/van-ban/{pdf}/doi-chieu?xem=goc",
    ),
    "pages.checked_report": ("/doi-chieu/ket-qua/{many}.html",),
    "pages.check_held_report": ("/van-ban/{faulty}/doi-chieu.html",),
    "pages.upload": ("/nap",),
    "pages.login": ("/dang-nhap",),
    "pages.account": ("/tai-khoan",),
    "pages.second_factor": ("/tai-khoan/lop-hai",),
    "pages.second_step": ("/dang-nhap/ma",),  # half-way: `test_accounts_browser`
    "pages.people": ("/nguoi-dung",),
    "pages.person": ("/nguoi-dung/1",),
    "pages.audit": ("/nhat-ky",),
    "pages.api_description": ("/api",),
}
# What answers with something else than a page.
OTHERS = {
    "static",
    "operations.health",
    "operations.ready",
    "operations.metrics",
    "pages.language",  # leads back
    "pages.search_export",
    "pages.page_picture",
    "pages.original",
    "pages.audit_csv",
}
# Each endpoint that answers a form with a page: the page of the form, where it is sent,
# what is in it. Most send on where all is well; these show what was found, or refused.
ANSWERS: dict[str, tuple[str, str, dict[str, str]]] = {
    "pages.listing": ("/danh-sach", "/danh-sach", {"so": "{pasted}"}),
    "pages.check": ("/doi-chieu", "/doi-chieu", {"text": " "}),
    "pages.decide": (
        "/van-ban/{faulty}/doi-chieu",
        "/van-ban/{faulty}/doi-chieu",
        {"mark": "{long_mark}", "outcome": "false_alarm"},
    ),
    "pages.decide_checked": (
        "/doi-chieu/ket-qua/{one}",
        "/doi-chieu/ket-qua/{one}",
        {"mark": "khong-co", "outcome": "accept"},
    ),
    "pages.upload": ("/nap", "/nap", {"collection": "", "files": "{faulty_file}"}),
    "pages.retry": ("/nap", "/nap/thu-lai", {}),
    "pages.correct_header": (
        "/van-ban/{pdf}/phan-dau",
        "/van-ban/{pdf}/phan-dau",
        {"date": "hôm qua"},
    ),
    "pages.login": ("/dang-nhap", "/dang-nhap", {"name": "ai", "password": "sai"}),
    "pages.second_step": ("/dang-nhap", "/dang-nhap/ma", {"code": "1"}),
    "pages.change_password": ("/tai-khoan", "/tai-khoan/mat-khau", {"old": "sai"}),
    "pages.add_token": ("/tai-khoan", "/tai-khoan/ma-truy-cap", {"days": "9"}),
    "pages.confirm_second_factor": (
        "/tai-khoan/lop-hai",
        "/tai-khoan/lop-hai",
        {"code": "1", "password": "sai"},
    ),
    "pages.drop_second_factor": (
        "/tai-khoan/lop-hai",
        "/tai-khoan/lop-hai/bo",
        {"password": "sai"},
    ),
    "pages.save_search": ("/da-luu", "/da-luu", {}),
    "pages.add_person": ("/nguoi-dung", "/nguoi-dung", {"name": "a b c"}),
    "pages.change_person": ("/nguoi-dung/1", "/nguoi-dung/1", {"role": "vua"}),
    "pages.add_collection": ("/bo-suu-tap", "/bo-suu-tap", {"collection": " "}),
    "pages.change_collection": ("/bo-suu-tap", "/bo-suu-tap/1", {"open": "0"}),
}
# What always leads to another page.
LEADING_ON = {
    "pages.logout",
    "pages.end_sittings",
    "pages.revoke_token",
    "pages.reset_password",
    "pages.reset_second_factor",
    "pages.move_document",
    "pages.mark_saved_seen",
    "pages.forget_saved",
}
ADDRESSES = [each for addresses in PAGES.values() for each in addresses]
FAULTY = """LIÊN HIỆP HỘI
Số: 58/QĐ-LHH
Hà Nội, ngày 21 tháng 6 năm 2022
QUYẾT ĐỊNH
Về việc tặng Giấy khen
Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2018 của Chính phủ;
Căn cứ Quyết định số 12/QĐ-LHH ngày 31/02/2020;
Điều 1. Tặng Giấy khen giai đoạn 2121 – 2025.
Điều 2. Quyết định này thay thế Quyết định số 25/QĐ-LHH ngày 10/3/2015.
""".encode()


@pytest.fixture(scope="module")
def names(own_archive: Archive) -> dict[str, object]:
    """Fill the archive with something for every panel; say what things are called."""
    archive = own_archive
    closed = archive.register.collections.add("Kiểm tra")
    people = everybody(archive)
    boss = people["administrator"]
    faulty = archive.add_bytes(FAULTY, "sai.txt", collection=closed.id).id
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("mot.txt", FAULTY.replace(b"58/", b"59/"))
        bundle.writestr("hai.txt", FAULTY.replace(b"58/", b"60/"))
    folder = archive.settings.data / "gui"
    folder.mkdir()
    (folder / "goi.zip").write_bytes(packed.getvalue())
    list(archive.ingest([folder / "goi.zip"], jobs=1))
    archive.add_bytes(b"%PDF-1.7 cut short", "hong.pdf")
    archive.register.saved_searches.keep(boss.id, "Thi đua", {"q": "thi đua"})
    archive.register.sittings.issue(boss, "Máy quét", role="reader", days=9)
    archive.register.trail.note("login", who="Ai đó", person_id=boss.id)
    bundled = archive.search("59/QĐ-LHH").hits[0].id
    files = [(f"{n}.txt", FAULTY.replace(b"58/", b"%d/" % n)) for n in (71, 72, 73)]
    return {
        "pdf": archive.search("233/BC-LHH").hits[0].id,
        "faulty": faulty,
        "bundled": bundled,
        "one": archive.keep(archive.check_files(files[:1]), boss.id),
        "many": archive.keep(
            archive.check_files([*files, ("hong.pdf", b"%PDF")]), boss.id
        ),
        "long": "x" * 10_050,
        "long_mark": "f" * 64,
        "faulty_file": "x" * 200 + ".pdf",
        "pasted": f"38/QĐ-LHH\n{'x' * 300}\nNghị định số 30/2020/NĐ-CP ngày 05/3/2020",
    }


@pytest.fixture(scope="module")
def served(
    own_archive: Archive, names: dict[str, object]
) -> Iterator[Callable[[], AbstractContextManager[str]]]:
    """Serve it, with accounts."""
    from tests.webui.conftest import listening

    with listening(application(own_archive)) as base:
        yield base


@pytest.fixture(scope="module")
def windows(browser: Browser, served: str) -> Iterator[dict[str, BrowserContext]]:
    """Give a window for each look, an administrator logged in."""
    first = browser.new_context()
    page = first.new_page()
    page.goto(f"{served}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("administrator")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    state = first.storage_state()
    first.close()
    made = {
        "light": browser.new_context(storage_state=state),
        "dark": browser.new_context(storage_state=state, color_scheme="dark"),
    }
    yield made
    for window in made.values():
        window.close()


def test_every_address_that_answers_with_a_page_is_looked_at(
    own_archive: Archive,
) -> None:
    """Pages of the map, each once; the rest is named, and is none."""
    rules = application(own_archive).url_map.iter_rules()
    read = {
        rule.endpoint
        for rule in rules
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith("api.")
    }
    assert read == set(PAGES) | OTHERS
    assert not set(PAGES) & OTHERS


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(
    windows: dict[str, BrowserContext],
    served: str,
    names: dict[str, object],
    address: str,
    scheme: str,
) -> None:
    """axe-core finds no violation, in the light and in the dark."""
    page = windows[scheme].new_page()
    page.goto(served + address.format(**names))
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_runs_off_a_phone_or_a_sheet(
    windows: dict[str, BrowserContext],
    served: str,
    names: dict[str, object],
    address: str,
) -> None:
    """At 360 pixels everything fits, and so it does on paper."""
    page = windows["light"].new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served + address.format(**names))
    phone = page.evaluate("document.documentElement.scrollWidth")
    # A4 between margins of two centimetres, at 96 dots an inch.
    page.set_viewport_size({"width": 642, "height": 900})
    page.emulate_media(media="print")
    paper = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert phone <= 360
    assert paper <= 642


def test_every_form_is_looked_at_or_leads_on(own_archive: Archive) -> None:
    """Forms of the map, each once: what it answers is looked at, or is another page."""
    rules = application(own_archive).url_map.iter_rules()
    sent = {
        rule.endpoint
        for rule in rules
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith("api.")
    }
    assert sent == set(ANSWERS) | LEADING_ON
    assert not set(ANSWERS) & LEADING_ON


# Builds a form like that of the page, and sends it.
_SEND = """([to, values]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = to; form.enctype = "multipart/form-data";
  const token = document.querySelector("input[name=csrf_token]").value;
  for (const [name, value] of Object.entries({csrf_token: token, ...values})) {
    const field = document.createElement("input");
    field.name = name;
    if (name === "files") {
      field.type = "file";
      const files = new DataTransfer();
      files.items.add(new File(["%PDF-1.7 cut short, again"], value));
      files.items.add(new File(["Số: 8/TB-LHH"], "tot.txt"));
      field.files = files.files;
    } else { field.value = value; }
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.mark.parametrize("endpoint", ANSWERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_form_answers_shuts_nobody_out_and_fits(
    windows: dict[str, BrowserContext],
    served: str,
    names: dict[str, object],
    endpoint: str,
    scheme: str,
) -> None:
    """axe-core finds no violation, and nothing runs off a phone or a sheet."""
    seen, to, values = ANSWERS[endpoint]
    page = windows[scheme].new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served + seen.format(**names))
    form = {name: value.format(**names) for name, value in values.items()}
    with page.expect_navigation():
        page.evaluate(_SEND, [to.format(**names), form])
    found = Axe().run(page)
    phone = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 642, "height": 900})
    page.emulate_media(media="print")
    paper = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert phone <= 360
    assert paper <= 642
