"""The door of the room: any file in, one document or one clear error out."""

from __future__ import annotations

import hashlib
import io
import threading
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest import errors
from ingest.language import NOT_VIETNAMESE
from ingest.limits import Limits
from ingest.read import read, read_bytes, read_text

DECISION = """ỦY BAN NHÂN DÂN
TỈNH MẪU

Số: 12/QĐ-UBND

QUYẾT ĐỊNH
Về việc phê duyệt kế hoạch

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
"""
HTML = f"<html><body><p>{DECISION}</p></body></html>".encode()


def test_utf8_file_is_its_own_text(tmp_path: Path) -> None:
    """A UTF-8 NFC file is unchanged, named and identified by its bytes."""
    path = tmp_path / "quyết định.txt"
    path.write_bytes(DECISION.encode())

    document = read(path)

    assert document.text == DECISION
    assert document.name == "quyết định.txt"
    assert hashlib.sha256(DECISION.encode()).hexdigest() == document.sha256
    assert document.warnings == ()
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    "data",
    [
        DECISION.encode("utf-8-sig"),
        DECISION.encode("utf-16"),
        DECISION.encode("utf-16-le"),
        DECISION.encode("utf-16-be"),
        DECISION.encode("utf-32"),
        DECISION.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", DECISION).encode(),
    ],
    ids=["bom", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "crlf", "nfd"],
)
def test_every_way_of_writing_the_same_text_reads_the_same(data: bytes) -> None:
    """Encoding, byte-order mark, line ends and composition do not show."""
    assert read_bytes(data, "a.txt").text == DECISION


def test_name_does_not_decide(make_pdf: Callable[..., bytes]) -> None:
    """A PDF called .txt is a PDF; a text called .pdf is a text."""
    pdf = make_pdf(lambda page: page.drawString(72, 700, "Căn cứ Luật số 15/2012/QH13"))

    assert read_bytes(pdf, "a.txt").media_type == "application/pdf"
    assert read_bytes(DECISION.encode(), "a.pdf").text == DECISION
    assert read_bytes(HTML, "a.docx").media_type == "text/html"


def _zero_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n"
    )


def _zip(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in entries.items():
            container.writestr(name.replace("__", "/"), content)
    return out.getvalue()


_LOL = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]><w:document xmlns:w="http://schemas.openxmlformats'
    b'.org/wordprocessingml/2006/main"><w:body><w:p>&c;</w:p></w:body></w:document>'
)

BAD: list[tuple[str, bytes, type[errors.IngestError]]] = [
    ("nothing", b"", errors.Empty),
    ("blanks", b" \r\n\t\n", errors.Empty),
    ("nul bytes", b"\0" * 500, errors.Empty),
    ("random bytes", bytes(range(256)) * 40, errors.Binary),
    ("program", b"\x7fELF" + b"\0" * 100, errors.Binary),
    ("archive", b"Rar!\x1a\x07\x00" + b"\0" * 100, errors.Binary),
    ("no pages", _zero_pages(), errors.NoPages),
    ("cut PDF", b"%PDF-1.4\n1 0 obj<</Type/Catalog", errors.Truncated),
    ("garbage PDF", b"%PDF-1.4\nxxx\nstartxref\n3\n%%EOF", errors.Corrupt),
    ("cut ZIP", _zip(word__document=b"x" * 5000)[:-30], errors.Truncated),
    ("plain ZIP", _zip(readme=b"x"), errors.Unsupported),
    ("zip bomb", _zip(word__document=b"\0" * 30_000_000), errors.Hostile),
    ("entity bomb", _zip(**{"word__document.xml": _LOL}), errors.Hostile),
    ("broken XML", _zip(**{"word__document.xml": b"<w:document"}), errors.Corrupt),
    ("XML", b'<?xml version="1.0"?><data/>', errors.Unsupported),
    (
        "OLE sheet",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        errors.Unsupported,
    ),
    (
        "OOXML with a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        errors.Encrypted,
    ),
]


@pytest.mark.parametrize(
    ("data", "expected"), [b[1:] for b in BAD], ids=[b[0] for b in BAD]
)
def test_bad_file_says_what_is_wrong(
    data: bytes, expected: type[errors.IngestError]
) -> None:
    """Each kind of bad file has its own error, with words in both languages."""
    with pytest.raises(expected) as caught:
        read_bytes(data, "tệp")

    assert expected is type(caught.value)
    assert caught.value.message_vi != caught.value.message_en
    assert caught.value.code in errors.KNOWN


def test_pdf_cut_short_is_told(make_pdf: Callable[..., bytes]) -> None:
    """A PDF that lost its end is refused, not repaired with fewer pages."""
    pdf = make_pdf(*[lambda page: page.drawString(72, 700, "Điều 1.")] * 3)

    with pytest.raises(errors.Truncated):
        read_bytes(pdf[: len(pdf) * 2 // 3], "a.pdf")


def test_pdf_with_a_password_is_told(make_pdf: Callable[..., bytes]) -> None:
    """An encrypted PDF asks for the password to be removed."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    lock = StandardEncryption("user", "owner", strength=40)
    pdf = make_pdf(lambda page: page.drawString(72, 700, "Điều 1."), encrypt=lock)

    with pytest.raises(errors.Encrypted):
        read_bytes(pdf, "a.pdf")


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A file of 200 MB is refused, with the limit in the message."""
    path = tmp_path / "to.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)

    with pytest.raises(errors.TooLarge, match="100 MB"):
        read(path)


@pytest.mark.parametrize("name", ["absent.pdf", "."])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    """A missing file and a folder are errors of ours, not of the system."""
    with pytest.raises(errors.NotAFile):
        read(tmp_path / name)


def test_text_over_the_limit_is_refused() -> None:
    """Characters are counted, not only bytes."""
    with pytest.raises(errors.TooLarge):
        read_text("Điều 1. " * 100, limits=Limits(max_characters=100))


def test_other_languages_are_read_with_a_warning() -> None:
    """English is no error; Vietnamese gets no warning."""
    english = "Whereas the parties have agreed to the terms set out below, therefore"

    assert read_text(english).warnings == (NOT_VIETNAMESE,)
    assert read_text(DECISION).warnings == ()
    assert read_text("OK").warnings == ()


def test_pasted_text_is_a_document() -> None:
    """Pasted text keeps its words; blanks alone are refused."""
    assert read_text(DECISION, "dán").text == DECISION
    with pytest.raises(errors.Empty):
        read_text(" \n")


def test_time_limit_ends_the_child(make_pdf: Callable[..., bytes]) -> None:
    """A file that takes too long is stopped and told as such."""
    line = "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng của Quy chế này "

    def page(canvas: Any) -> None:
        for y in range(40, 800, 8):
            canvas.drawString(40, y, line)

    pdf = make_pdf(*[page] * 30)
    with pytest.raises(errors.TimedOut):
        read_bytes(pdf, "a.pdf", limits=Limits(seconds=0.002))


@pytest.mark.slow
def test_memory_limit_ends_the_child(make_docx: Callable[..., bytes]) -> None:
    """Millions of empty paragraphs stop at the limit and leave this process alone."""
    bomb = make_docx("<w:p/>" * 3_000_000)

    with pytest.raises(errors.OutOfMemory):
        read_bytes(bomb, "a", limits=Limits(max_ratio=1e9, memory=300 * 1024 * 1024))
    assert DECISION.split("\n")[0] in read_bytes(HTML, "b").text


def test_threads_read_side_by_side() -> None:
    """Several threads of a server may read at once."""
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_bytes(HTML, "a").text))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1
