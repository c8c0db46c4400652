"""The parsing child: cheap to start, held to its limits, shut off from the rest."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest import errors, sandbox
from ingest.legacy import read_legacy
from ingest.limits import DEFAULT, Limits
from ingest.read import read_bytes

HTML = "<html><body><p>Căn cứ Luật số 1</p></body></html>".encode()


def test_nursery_comes_back_after_it_died() -> None:
    """A killed nursery is replaced; the next file is read as if nothing happened."""
    read_bytes(HTML, "a")
    process = sandbox._NURSERY._process
    assert process is not None
    process.kill()
    process.wait()

    assert "Căn cứ" in read_bytes(HTML, "b").text


def _family() -> list[int]:
    """Return the children that the nursery has."""
    process = sandbox._NURSERY._process
    assert process is not None
    path = f"/proc/{process.pid}/task/{process.pid}/children"
    if not os.path.exists(path):
        pytest.skip("no /proc on this system")
    with open(path) as stream:
        return [int(pid) for pid in stream.read().split()]


def _until(condition: Callable[[], bool]) -> bool:
    """Wait for a condition, as long as a loaded machine may need."""
    return any(condition() or time.sleep(0.02) for _ in range(500))  # type: ignore[func-returns-value]


@pytest.fixture
def nursery() -> None:
    """Start with a nursery of one idle child."""
    sandbox._NURSERY.close()
    read_bytes(HTML, "a")


def test_child_that_read_cleanly_reads_again(nursery: None) -> None:
    """One file after another goes to the same child, each with limits of its own."""
    first = _family()
    for _ in range(20):
        read_bytes(HTML, "b")
    again = _family()  # two: the next file may come before the first child says so
    assert set(first) <= set(again)
    assert len(again) <= 2
    with pytest.raises(errors.TimedOut):
        read_bytes(_slow_page(), "c", limits=Limits(seconds=0.2, seconds_per_scan=0.2))
    assert "Căn cứ" in read_bytes(HTML, "d").text


def test_child_that_found_a_fault_reads_no_more(nursery: None) -> None:
    """What a broken file may have done to its child touches no other file."""
    first = set(_family())

    def gone() -> bool:
        with pytest.raises(errors.IngestError):
            sandbox.run("read", {"type": "application/pdf"}, b"%PDF-", limits=DEFAULT)
        return not first & set(_family())

    assert _until(gone)  # one more may have been started before the first was free
    assert "Căn cứ" in read_bytes(HTML, "b").text


def test_child_that_was_killed_costs_no_other_file(nursery: None) -> None:
    """An idle child that dies is replaced before the next file."""
    for pid in _family():
        os.kill(pid, signal.SIGKILL)
    assert _until(lambda: not _family())

    assert "Căn cứ" in read_bytes(HTML, "b").text


def test_idle_children_are_few_and_leave_with_the_nursery(nursery: None) -> None:
    """Many files at once make many children, of which a handful stays."""
    with ThreadPoolExecutor(12) as pool:
        texts = list(pool.map(lambda i: read_bytes(HTML, f"{i}").text, range(48)))
    assert set(texts) == {"Căn cứ Luật số 1\n"}
    assert _until(lambda: len(_family()) <= max(2, os.cpu_count() or 1))

    left = _family()
    assert left
    sandbox._NURSERY.close()
    assert _until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in left))


def _slow_page() -> bytes:
    """Return a PDF whose only page draws one form within another, over and over."""
    forms = [
        b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject"
        b"<</F %d 0 R>>>>/Length %d>>stream\n%b\nendstream endobj"
        % (i, i + 1, 6 * 40 - 1, b" ".join([b"/F Do"] * 40))
        for i in range(4, 12)
    ]
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>endobj",
        *forms,
        b"12 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 4>>stream"
        b"\n0 0 m\nendstream endobj",
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
    ]
    return b"%PDF-1.4\n" + b"\n".join(parts)


def test_secrets_stay_out_of_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a handful of settings of the environment reach the parsing process."""
    monkeypatch.setenv("CANCU_SECRET_KEY", "xyz")
    sandbox._NURSERY.close()
    read_bytes(HTML, "a")
    process = sandbox._NURSERY._process
    assert process is not None
    path = f"/proc/{process.pid}/environ"
    if not os.path.exists(path):
        pytest.skip("no /proc on this system")

    with open(path, "rb") as stream:
        assert b"CANCU_SECRET_KEY" not in stream.read()


def test_unknown_content_of_a_known_type_is_corrupt() -> None:
    """A reader that breaks in an unforeseen way costs the file, not the server."""
    with pytest.raises(errors.IngestError):
        sandbox.run("read", {"type": "application/pdf"}, b"%PDF-", limits=DEFAULT)


def test_forked_process_uses_a_nursery_of_its_own() -> None:
    """A worker forked from the server does not share its parent's children."""
    read_bytes(HTML, "a")
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:  # no test runner in the copy: answer and leave
        try:
            os.write(tell, read_bytes(HTML, "b").text.encode())
        finally:
            sandbox._NURSERY.close()
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as stream:
        answer = stream.read().decode()
    os.waitpid(child, 0)

    assert answer == "Căn cứ Luật số 1\n"
    assert "Căn cứ" in read_bytes(HTML, "c").text


RTF = rb"{\rtf1\ansi\pard C\u259?n c\u7913? Lu\u7853?t\par \u272?i\u7873?u 1.\par}"


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="LibreOffice is not installed",
)
def test_rtf_is_read_through_libreoffice() -> None:
    """An RTF file comes out as its paragraphs."""
    assert read_bytes(RTF, "a.rtf").text == "Căn cứ Luật\nĐiều 1.\n"


def test_missing_libreoffice_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the message says what is needed."""
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(errors.Unsupported, match="needs LibreOffice"):
        read_legacy(RTF, Limits())
