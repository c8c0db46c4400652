"""What a document, a file name or a question says is shown, and never done."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Page, expect
from visitors import application, csrf_of

from tests.webui.conftest import CHROMIUM
from webui.archive import Archive

WORDS = (
    "<script>window.done=1</script>",
    '"><img src=x onerror=window.done=1>',
    "'><svg/onload=window.done=1>",
    "</textarea></title></style><script>window.done=1</script>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "javascript:window.done=1",
    "\u202eđảo ngược\u2066\u2069\u200f",
    "\ud83d\ude00&lt;script&gt;&#x3c;".encode("utf-16", "surrogatepass").decode(
        "utf-16"
    ),
)
PLAIN = re.compile(r"49(?!\d)")


def _document(words: str) -> bytes:
    lines = (
        f"ỦY BAN NHÂN DÂN {words}",
        "Số: 38/QĐ-UBND",
        "Hà Nội, ngày 31 tháng 02 năm 2021",
        "QUYẾT ĐỊNH",
        f"Về việc {words}",
        f"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về {words};",
        f"Điều 1. {words}",
        f"Nơi nhận:\nTM. {words}\nCHỦ TỊCH\nNguyễn Văn {words}\n",
    )
    return "\n".join(lines).encode()


@pytest.fixture(params=WORDS)
def words(request: pytest.FixtureRequest) -> str:
    """Words that mean something to a browser or a template."""
    found: str = request.param
    return found


@pytest.fixture
def served(empty: Archive, words: str) -> Flask:
    """An archive whose document and file names say them."""
    empty.add_bytes(_document(words), f"{words.replace('/', '_')}.txt")
    empty.add_bytes(b"%PDF-1.7 cut short", f"{words.replace('/', '_')}.pdf")
    return application(empty)


def _paths(words: str) -> Iterator[str]:
    asked = quote(words)
    yield from ("/", "/van-ban", "/van-ban/1", "/van-ban/1?lop=1", "/nap", "/thong-ke")
    yield from (
        "/van-ban/1/doi-chieu",
        "/van-ban/1/ban-do",
        "/van-ban/1/doi-chieu.html",
    )
    yield from (f"/?q={asked}", f"/?q=điều&kind={asked}&signer={asked}&from={asked}")
    yield from (f"/danh-muc?tim={asked}", f"/van-ban/{asked.replace('/', '')}")
    yield from (f"/nhat-ky?who={asked}&subject={asked}", f"/dang-nhap?tiep={asked}")
    yield from (
        "/nguoi-dung",
        "/danh-sach",
        "/doi-chieu",
        f"/?q=nghị định&sort={asked}",
    )


def _is_ours(page: str) -> bool:
    """Tell whether a page holds nothing that a browser would run but our own files."""
    tree = html.fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("iframe", "object", "embed", "base", "math"):
            return False
        if element.tag == "script" and not element.get("src", "").startswith(
            "/static/"
        ):
            return False
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "srcdoc":
                return False
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                if value.strip().lower().startswith(("javascript:", "vbscript:")):
                    return False
                if value.lower().startswith("data:") and element.tag != "img":
                    return False
    return True


def test_no_page_turns_words_into_markup(served: Flask, words: str) -> None:
    """The document's, the file's, the question's."""
    client = served.test_client()
    wrong = []
    for path in _paths(words):
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.mimetype == "text/html" and not _is_ours(answer.text):
            wrong.append(path)
        assert "window.done" not in str(answer.headers), path
    assert wrong == []


def _check(client: FlaskClient, words: str) -> str:
    token = csrf_of(client.get("/doi-chieu").text)
    file = (io.BytesIO(_document(words)), f"{words.replace('/', '_')}.txt")
    data = {"csrf_token": token, "files": file, "text": _document(words).decode()}
    return client.post("/doi-chieu", data=data, follow_redirects=True).text


def test_no_check_turns_words_into_markup(served: Flask, words: str) -> None:
    """Nor the outcome of an upload, nor a pasted list, nor a template in a text."""
    client = served.test_client()
    shown = _check(client, words)
    assert _is_ours(shown)
    token = csrf_of(client.get("/nap").text)
    file = (io.BytesIO(b""), f"{words.replace('/', '_')}")
    sent = client.post("/nap", data={"csrf_token": token, "files": file})
    assert _is_ours(sent.text)
    listed = client.post("/danh-sach", data={"csrf_token": token, "so": words})
    assert _is_ours(listed.text)
    if "7*7" in words:
        assert PLAIN.search(client.get("/van-ban/1").text.split("<article")[-1]) is None


def test_a_download_keeps_its_name_on_one_line(served: Flask, words: str) -> None:
    """The header of a download is never two, whatever the file was called."""
    answer = served.test_client().get("/van-ban/1/ban-goc")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data == _document(words)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_chromium_runs_nothing_that_words_say(
    page: Page,
    empty: Archive,
    serving: Callable[..., AbstractContextManager[str]],
) -> None:
    """Not in a page, not in suggestions or cards; and nothing is even refused."""
    for number, words in enumerate(WORDS):
        empty.add_bytes(_document(words), f"{number}{words.replace('/', '_')}.txt")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with serving(application(empty)) as address:
        paths = [f"/van-ban/{number}" for number in range(1, len(WORDS) + 1)]
        paths += [f"{path}/doi-chieu" for path in paths]
        for path in ("/", "/van-ban", "/?q=window.done", "/?q=%3Cscript%3E", *paths):
            page.goto(address + path)
            assert page.evaluate("window.done") is None, path
        page.goto(address)
        page.get_by_role("combobox").fill("về việc")
        page.wait_for_timeout(500)
        assert page.evaluate("window.done") is None
    assert dialogs == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_marks_of_direction_stay_where_they_stand(
    page: Page,
    empty: Archive,
    serving: Callable[..., AbstractContextManager[str]],
) -> None:
    """No name turns what stands after it on the page."""
    empty.add_bytes(_document("x"), "\u202egnod\u2067.txt")
    empty.add_bytes(b"%PDF-1.7 cut", "\u202egnoh\u2067.pdf")
    loose = """() => {
      const found = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(walk.currentNode.data)) continue;
        const style = getComputedStyle(walk.currentNode.parentElement);
        const inline = style.display.startsWith("inline");
        if (inline && !style.unicodeBidi.includes("isolate"))
          found.push(walk.currentNode.parentElement.outerHTML);
      }
      return found;
    }"""
    with serving(application(empty)) as address:
        seen = 0
        for path in ("/van-ban", "/van-ban/1", "/van-ban/1/ban-do", "/nap", "/nhat-ky"):
            page.goto(address + path)
            assert page.evaluate(loose) == [], path
            seen += "\u202e" in page.content()
        page.goto(f"{address}/?q=%E2%80%AEabc")
        assert page.evaluate(loose) == []
    assert seen >= 2


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_line_of_ten_megabytes_breaks_no_page(
    page: Page,
    empty: Archive,
    serving: Callable[..., AbstractContextManager[str]],
) -> None:
    """It is read, shown in pieces, found and checked; the page still answers."""
    line = "<script>window.done=1</script>" * 350_000
    outcome = empty.add_bytes(line.encode(), "dai.txt")
    assert outcome.id is not None
    with serving(application(empty)) as address:
        page.set_default_timeout(120_000)
        page.goto(f"{address}/van-ban/{outcome.id}")
        assert page.evaluate("window.done") is None
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("combobox").fill("window")
        page.get_by_role("button", name="Tìm", exact=True).click()
        expect(page.locator(".hit")).to_have_count(1)
        assert len(page.content()) < 200_000
