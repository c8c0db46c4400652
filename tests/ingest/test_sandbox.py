"""The parsing child: cheap to start, held to its limits, shut off from the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest

from ingest import errors, sandbox
from ingest.legacy import read_legacy
from ingest.limits import DEFAULT, Limits
from ingest.read import read_bytes

HTML = "<html><body><p>Căn cứ Luật số 1</p></body></html>".encode()


def test_child_starts_in_a_fraction_of_an_interpreter() -> None:
    """Once the nursery lives, a job costs less than loading the libraries anew."""
    read_bytes(HTML, "warm")

    start = time.perf_counter()
    for _ in range(5):
        read_bytes(HTML, "a")
    job = (time.perf_counter() - start) / 5
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import pdfplumber"], check=True)

    assert job < time.perf_counter() - start


def test_nursery_comes_back_after_it_died() -> None:
    """A killed nursery is replaced; the next file is read as if nothing happened."""
    read_bytes(HTML, "a")
    process = sandbox._NURSERY._process
    assert process is not None
    process.kill()
    process.wait()

    assert "Căn cứ" in read_bytes(HTML, "b").text


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
