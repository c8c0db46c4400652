"""What kind of file is this? Decided by its bytes, never by its name."""

from __future__ import annotations

import re

from ingest.container import Container
from ingest.errors import Binary, Empty, Encrypted, Unsupported
from ingest.limits import DEFAULT, Limits
from ingest.mail import is_mail, is_outlook

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
RTF = "application/rtf"
MAIL = "message/rfc822"
ZIP = "application/zip"
HTML = "text/html"
TEXT = "text/plain"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
PICTURES = frozenset((PNG, JPEG, TIFF))

_HEAD = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of Excel 97–2003 and of Excel 5, their names ended as in a directory.
_WORKBOOKS = ("Workbook\0", "Book\0")
_MAGIC = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_FOREIGN = (  # known, and known not to be a document
    (b"\x1f\x8b", "gzip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3\x00", "SQLite"),
)
_TAG = re.compile(rb"<(?:/?(?:p|div|span|table|tr|td|br|h[1-6]|b|i|font))[\s/>]", re.I)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|head)[\s>]", re.I)


def media_type(data: bytes, *, limits: Limits = DEFAULT) -> str:
    """Return the media type of a file's content, one of the constants above.

    Raises:
        Empty: no bytes at all, or nothing but blanks.
        Encrypted: an office file with a password.
        Unsupported, Binary: content that we do not read.
        Truncated, Hostile, Corrupt: a ZIP container with such a directory.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Empty
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, limits)
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            raise Binary(
                f"Tệp {name}, không phải văn bản: hãy giải nén hoặc chuyển sang PDF.",
                f"Not a document ({name} file): unpack it or convert it to PDF.",
            )
    # The standard lets up to a kilobyte of anything stand before the PDF header.
    if b"%PDF-" in data[:1024] and b"endobj" in data:
        return PDF
    if is_mail(data):
        return MAIL
    return HTML if _is_html(data) else _text(data)


def is_archive(data: bytes, limits: Limits = DEFAULT) -> bool:
    """Tell whether a ZIP container is an archive of files and not one document.

    Raises:
        Truncated, Hostile, Corrupt: its directory is not sound.
    """
    names = Container(data, limits).names
    return (
        "mimetype" not in names
        and "[Content_Types].xml" not in names
        and ("word/document.xml" not in names)
    )


def _ole(data: bytes) -> str:
    """Tell what an OLE2 compound file holds by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted
    if is_outlook(data):
        return MAIL
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    if any(name.encode("utf-16-le") in data for name in _WORKBOOKS):
        return XLS
    raise Unsupported


def _zip(data: bytes, limits: Limits) -> str:
    container = Container(data, limits)
    names = container.names
    if "word/document.xml" in names:
        return DOCX
    if "mimetype" in names and container.read("mimetype").strip() == ODT.encode():
        return ODT
    if "[Content_Types].xml" in names and any(
        name.startswith("word/") for name in names
    ):
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise Unsupported(
        "Tệp nén không phải DOCX hay ODT: hãy giải nén rồi nạp từng tệp.",
        "A ZIP file that is neither DOCX nor ODT: unpack it and read each file.",
    )


def _is_html(data: bytes) -> bool:
    head = data[:_HEAD].replace(b"\0", b"")  # a UTF-16 page shows its tags too
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        return False
    if _HTML.search(head) is not None:
        return True
    return not start.startswith(b"<?xml") and len(_TAG.findall(head)) >= 2


def _text(data: bytes) -> str:
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<!DOCTYPE")):
        raise Unsupported(
            "Tệp XML không phải văn bản: hãy chuyển sang PDF, DOCX hoặc TXT.",
            "An XML file, not a document: convert it to PDF, DOCX or TXT.",
        )
    return TEXT
