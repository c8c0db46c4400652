"""No file makes the reader go out: what it links to is not fetched."""

from __future__ import annotations

import io
import shutil
import threading
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest import sniff
from ingest.errors import IngestError, Unsupported
from ingest.legacy import read_legacy
from ingest.libreoffice import Conversion, converted
from ingest.limits import DEFAULT
from ingest.read import read_bytes

Links = tuple[str, list[str]]


@pytest.fixture
def links() -> Iterator[Links]:
    """A server on this machine: its address, and every path it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    with pytest.raises(urllib.error.HTTPError):  # it does hear who comes
        urllib.request.urlopen(f"{address}/heard")
    assert asked == ["/heard"]
    asked.clear()
    yield address, asked
    server.shutdown()
    thread.join()
    server.server_close()


def _html(at: str) -> bytes:
    return (
        f'<html><head><base href="{at}/"><link rel="stylesheet" href="{at}/a.css">'
        f'<meta http-equiv="refresh" content="0;url={at}/r"></head><body>'
        f'<p>Quyết định</p><img src="{at}/a.png"><iframe src="{at}/f"></iframe>'
        f'<script src="{at}/s.js"></script><object data="{at}/o"></object>'
        "</body></html>"
    ).encode()


def _mail(at: str) -> bytes:
    head = "From: a@a.vn\nTo: b@b.vn\nSubject: 1\nMIME-Version: 1.0\n"
    kind = "Content-Type: text/html; charset=utf-8\n\n"
    return (head + kind).encode() + _html(at)


def _docx(at: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    outside = f'<!DOCTYPE d SYSTEM "{at}/d.dtd" [<!ENTITY x SYSTEM "{at}/x">]>'
    return _container({
        "word/document.xml": outside + f'<w:document xmlns:w="{w}"><w:body><w:p><w:r>'
        "<w:t>Quyết định &x;</w:t></w:r></w:p></w:body></w:document>",
    })  # fmt: skip


def _linked_docx(at: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return _container({
        "word/document.xml": f'<w:document xmlns:w="{w}"><w:body><w:p><w:r>'
        "<w:t>Quyết định</w:t></w:r></w:p></w:body></w:document>",
        "word/_rels/document.xml.rels": "<Relationships>"
        f'<Relationship Id="r1" Type="{kind}/image" Target="{at}/a.png"'
        ' TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{kind}/attachedTemplate" Target="{at}/t.dot"'
        ' TargetMode="External"/></Relationships>',
    })  # fmt: skip


def _odt(at: str) -> bytes:
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (
            ("office", "office"), ("text", "text"), ("draw", "drawing"),
            ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    return _container({
        "mimetype": sniff.ODT,
        "content.xml": f"<office:document-content {names}"
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
        "<office:body><office:text><text:p>Quyết định<draw:frame draw:name='a'"
        ' text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:href="{at}/a.png" xlink:type="simple"'
        ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        '<text:section text:name="S">'
        f'<text:section-source xlink:href="{at}/s.odt"/><text:p>x</text:p>'
        "</text:section></office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": "<m:manifest "
        'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{sniff.ODT}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
        "</m:manifest>",
    })  # fmt: skip


def _container(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def _pdf(at: str) -> bytes:
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI"
        f"/URI({at}/u)>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length 0/F<</FS/URL/F({at}/f)>>>>stream\n\nendstream endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


@pytest.mark.parametrize(
    "make", [_html, _mail, _docx, _linked_docx, _odt, _pdf], ids=lambda f: f.__name__
)
def test_what_a_file_links_to_is_not_fetched(
    links: Links, make: Callable[[str], bytes]
) -> None:
    """Pictures, sheets, templates, entities, sections, actions: nobody is asked."""
    at, asked = links

    assert _read(make(at)) in {"read", "hostile", "no_text"}
    assert asked == []


def _read(data: bytes) -> str:
    try:
        document = read_bytes(data, "a")
    except IngestError as error:
        return error.code
    return "read" if "Quyết định" in document.text else document.text


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="LibreOffice is not installed",
)
def test_libreoffice_fetches_nothing(links: Links) -> None:
    """Not even where the kernel gives a reader the network, and the file is old.

    A picture that a DOC links to is asked for whatever LibreOffice's own settings
    against links say; so its way out is taken.
    """
    at, asked = links
    way = Conversion("odt", "writer8", "doc", "MS Word 97")
    doc = converted(_odt(at), way, DEFAULT, missing=Unsupported())
    rtf = (
        rf"{{\rtf1\ansi{{\*\template {at}/t.dot}}\pard Xin"
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{at}/a.png" \\d}}}}'
        rf'{{\field{{\*\fldinst INCLUDETEXT "{at}/b.rtf"}}{{\fldrslt y}}}}\par}}'
    )

    assert f"{at}/a.png".encode() in doc or f"{at}/a.png".encode("utf-16-le") in doc
    assert "Quyết định" in read_legacy(doc, DEFAULT).text
    assert "Xin" in read_legacy(rtf.encode(), DEFAULT).text
    assert asked == []
