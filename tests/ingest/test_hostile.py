"""Broken and hostile files: no crash, no hang, and a name for what is wrong."""

from __future__ import annotations

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest import errors
from ingest.bundle import expand, opened
from ingest.document import Document
from ingest.limits import Limits
from ingest.read import read_bytes

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
COUNT = 300
LIMITS = Limits(
    seconds=8,
    seconds_per_scan=2,
    max_seconds=12,
    memory=700 * 1024 * 1024,
    max_bytes=20_000_000,
)
Change = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _beheaded(data: bytes, dice: random.Random) -> bytes:
    return data[dice.randrange(1, len(data)) :]


def _flipped(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice([1, 5, 50, 500])):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def _hollow(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    length = dice.randrange(1, 5_000)
    return data[:start] + b"\0" * length + data[start + length :]


def _doubled(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[: dice.randrange(1, len(data))] + data[at:]


def _wrong_sizes(data: bytes, dice: random.Random) -> bytes:
    """Change the numbers that a file gives about itself."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22), (b"PK\x05\x06", 10)):
        at = data.find(mark)
        if at >= 0 and dice.random() < 0.7:
            out[at + offset : at + offset + 4] = dice.randbytes(4)
    for mark in (b"/Length ", b"/Count ", b"/Size ", b"/Width ", b"startxref\n"):
        at = bytes(out).find(mark)
        if at >= 0:
            at += len(mark)
            out[at : at + 1] = str(dice.randrange(10**9)).encode()
    return bytes(out)


CHANGES: list[Change] = [_cut, _beheaded, _flipped, _hollow, _doubled, _wrong_sizes]


def _docx(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", content)
    return out.getvalue()


def _word(body: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _docx((before + document).encode())


def _crafted() -> Iterator[tuple[str, bytes]]:
    """Yield files that were built against their reader."""
    deep = 5_000
    yield "deep docx", _word("<w:sdt>" * deep + "</w:sdt>" * deep)
    yield "deep html", b"<html><body>" + b"<div>" * 50_000
    yield "deep tables", b"<html><body>" + b"<table><tr><td>" * 3_000 + b"x"
    yield "long html", b"<html><body><p>" + b"a " * 2_000_000
    levels = "".join(
        f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10)
    )  # a billion laughs
    laughs = f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]>'
    yield "entity bomb", _word("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", laughs)
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "outside entity", _word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", outside)
    yield "zip bomb", _docx(b"<w>" + b" " * 50_000_000)
    kids = b"2 0 R " * 200_000
    yield (
        "page loop",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages"
        b"/Kids[" + kids + b"]/Count 200000>>endobj\ntrailer<</Root 1 0 R>>\n"
        b"startxref\n0\n%%EOF",
    )
    yield "huge count", b"%PDF-1.4\n1 0 obj<</Count 2147483647>>\nstartxref\n0\n%%EOF"
    yield "deep array", b"%PDF-1.4\n1 0 obj" + b"[" * 100_000 + b"\nstartxref\n0\n%%EOF"
    yield "rtf bomb", b"{\\rtf1" + b"{" * 100
    size = (60_000).to_bytes(4, "big") * 2
    yield "png bomb", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + b"\x08\x02\0\0\0xxxx"
    yield "tiff loop", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
    yield "long line", b"\xc4\x90" * 2_000_000
    yield (
        "mail",
        b"From: a\nTo: b\nSubject: c\n" + b"Content-Type: message/rfc822\n\n" * 999,
    )


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield `COUNT` files, the same in every run."""
    dice = random.Random(2026)
    made = list(_crafted())
    yield from made
    originals = list(_sound())
    for number in range(COUNT - len(made)):
        kind, data = dice.choice(originals)
        change = CHANGES[number % len(CHANGES)]
        yield f"{number} {change.__name__} {kind}", change(data, dice) or b"x"


def _sound() -> Iterator[tuple[str, bytes]]:
    """Yield the files that are broken: the samples, a mail, a bundle, an ODT."""
    paths = [
        path
        for path in sorted(SAMPLES.glob("mau-*.*"))
        if path.stat().st_size < 200_000
    ]
    for path in paths:
        yield path.name, path.read_bytes()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@a.vn", "b@b.vn", "Gửi văn bản"
    mail.set_content("Kính gửi Sở Nội vụ, xin gửi kèm văn bản.")
    for path in paths[:3]:
        mail.add_attachment(
            path.read_bytes(), maintype="a", subtype="b", filename=path.name
        )
    yield "thư.eml", mail.as_bytes()
    bundle, odt = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as container:
        for path in paths[:5]:
            container.write(path, path.name)
    yield "gói.zip", bundle.getvalue()
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    body = "".join(f"<text:p>Điều {n}. Nhiệm vụ</text:p>" for n in range(200))
    with zipfile.ZipFile(odt, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        container.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
    yield "a.odt", odt.getvalue()


def _outcome(named: tuple[str, bytes]) -> tuple[str, str]:
    name, data = named
    try:
        if opened(data, limits=LIMITS):
            list(expand(data, name, limits=LIMITS))
            told = "bundle"
        else:
            document = read_bytes(data, name, limits=LIMITS)
            _check(document)
            told = "read"
    except errors.IngestError as error:
        told = error.code if error.message_vi and error.message_en else "unnamed"
    return name, told


def _check(document: Document) -> None:
    assert document.text.strip()
    for word in document.words[:500]:
        assert document.text[word.start : word.end].strip()


@pytest.mark.slow
def test_three_hundred_broken_files_each_end_with_a_name() -> None:
    """Every file is read or refused for a reason we know, within its limits."""
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(_outcome, _files()))

    assert len(outcomes) == COUNT
    codes = Counter(code for _, code in outcomes)
    assert set(codes) <= {"read", "bundle", *errors.KNOWN}
    named = dict(outcomes)
    for name in ("entity bomb", "outside entity", "zip bomb", "deep html"):
        assert named[name] == "hostile", name
    assert codes["read"] < COUNT / 2 + 60  # the changes do break files
    assert len(codes) >= 5
