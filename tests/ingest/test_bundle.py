"""Archives and e-mails are taken apart; what cannot be had is told."""

from __future__ import annotations

import datetime
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from ingest import errors
from ingest.bundle import expand, opened
from ingest.limits import Limits
from ingest.read import read_bytes

TEXT = "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024 của Quốc hội;\n"


def _zip(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def _mail(*attached: tuple[str, bytes], html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Văn phòng <vp@mau.vn>"
    message["To"] = "Sở Nội vụ <snv@mau.vn>"
    message["Subject"] = "V/v gửi hồ sơ số 12/BC-VP"
    message["Date"] = "Mon, 24 Nov 2025 08:00:00 +0700"
    if html:
        message.set_content(f"<p>{TEXT}</p>", subtype="html")
    else:
        message.set_content(TEXT)
    for name, content in attached:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def test_archive_gives_its_files_by_name(tmp_path: Path) -> None:
    """Folders, dirt of other systems and empty directories are no members."""
    path = tmp_path / "hồ sơ.zip"
    path.write_bytes(
        _zip(
            ("công văn/", b""),
            ("công văn/số 1.txt", TEXT.encode()),
            ("__MACOSX/._x", b"x"),
            ("a/.DS_Store", b"x"),
            ("b.pdf", b"%PDF"),
        )
    )

    assert list(expand(path)) == [
        ("hồ sơ.zip/công văn/số 1.txt", TEXT.encode()),
        ("hồ sơ.zip/b.pdf", b"%PDF"),
    ]


def test_name_of_an_old_program_is_told_as_utf8() -> None:
    """UTF-8 names without the flag that says so come out as written."""
    data = _zip(("QQQQQQQQ.txt", b"x"))
    data = data.replace(b"QQQQQQQQ", "Sở.vn".encode().ljust(8, b"_"))

    assert [name for name, _ in expand(data, "a.zip")] == ["a.zip/Sở.vn_.txt"]


def test_office_files_are_no_archives() -> None:
    """DOCX and XLSX are documents, whatever their container."""
    assert not opened(_zip(("word/document.xml", b"<x/>")))
    assert not opened(_zip(("[Content_Types].xml", b""), ("xl/workbook.xml", b"")))
    assert not opened(TEXT.encode())
    with pytest.raises(errors.Unsupported):
        list(expand(TEXT.encode(), "a.txt"))


def test_mail_gives_body_and_attachments() -> None:
    """The body is a member of its own, before what is attached."""
    data = _mail(("báo cáo.txt", TEXT.encode()), ("../x.txt", b"y"))

    assert list(expand(data, "thư.eml")) == [
        ("thư.eml/nội dung thư.txt", TEXT.encode()),
        ("thư.eml/báo cáo.txt", TEXT.encode()),
        ("thư.eml/_x.txt", b"y"),
    ]


@pytest.mark.parametrize("html", [False, True])
def test_body_of_a_mail_is_a_document(html: bool) -> None:
    """Read as a file, an e-mail is its body; its attachments are told."""
    document = read_bytes(_mail(("a.txt", b"x"), html=html), "thư.eml")

    assert document.text.strip() == TEXT.strip()
    assert document.media_type == "message/rfc822"
    assert document.title == "V/v gửi hồ sơ số 12/BC-VP"
    assert "1 tệp đính kèm" in document.warnings[0]


def test_bundles_in_bundles_are_opened_twice_and_no_deeper() -> None:
    """An archive in a mail is opened; one more inside is told as lost."""
    third = _zip(("c.txt", b"c"))
    second = _zip(("b.txt", b"b"), ("third.zip", third))
    opened = expand(_mail(("second.zip", second)), "m.eml")

    assert next(opened)[0] == "m.eml/nội dung thư.txt"
    assert next(opened) == ("m.eml/second.zip/b.txt", b"b")
    with pytest.raises(errors.IngestError, match=r"third\.zip") as caught:
        next(opened)
    assert caught.value.code == "hostile"


def _locked() -> bytes:
    data = bytearray(_zip(("a.txt", b"a"), ("b.txt", b"b")))
    data[6] |= 1  # in the first local header
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # and in the directory
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_locked(), "encrypted"),
        (_zip(("../../etc/passwd", b"x"), ("b.txt", b"b")), "hostile"),
        (_zip(("/etc/passwd", b"x"), ("b.txt", b"b")), "hostile"),
        (_zip(("C:\\x.txt", b"x"), ("b.txt", b"b")), "hostile"),
    ],
    ids=["password", "climbs", "absolute", "drive"],
)
def test_bad_member_is_told_after_the_good_ones(data: bytes, code: str) -> None:
    """One bad entry costs no other, and is not passed over in silence."""
    opened = expand(data, "a.zip")

    assert next(opened) == ("a.zip/b.txt", b"b")
    with pytest.raises(errors.IngestError) as caught:
        next(opened)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (_zip(("a", b"\0" * 5_000_000)), Limits()),
        (_zip(*[(str(i), b"") for i in range(50)]), Limits(max_entries=20)),
        (_zip(("a", b"abc" * 50), ("b", b"abc" * 50)), Limits(max_unpacked=200)),
    ],
    ids=["ratio", "entries", "size"],
)
def test_bomb_is_refused(data: bytes, limits: Limits) -> None:
    """Archives built to exhaust their reader are not unpacked."""
    with pytest.raises(errors.Hostile):
        list(expand(data, "a.zip", limits=limits))


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nTo: b\nSubject: " + b"x" * 2_000_000 + b"\n\nbody",
        b"From: a\nTo: b\nSubject: c\n" + b"Content-Type: message/rfc822\n\n" * 3_000,
    ],
    ids=["huge header", "deep nesting"],
)
def test_hostile_mail_ends_in_a_named_error_or_a_body(data: bytes) -> None:
    """A mail built against parsers neither crashes nor hangs this process."""
    with pytest.raises(errors.IngestError) as caught:
        list(expand(data, "m.eml", limits=Limits(seconds=20)))
    assert caught.value.code in errors.KNOWN


def test_workbook_is_read_by_rows() -> None:
    """Sheets in order, cells parted by bars, dates and numbers as people write."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh mục"
    sheet.append(["STT", "Số ký hiệu", "Ngày"])
    sheet.append([1.0, "38/QĐ-LHH", datetime.date(2020, 7, 31)])
    book.create_sheet("Ẩn").append(["x"])
    book["Ẩn"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    document = read_bytes(out.getvalue(), "a.xlsx")

    assert document.text == (
        "Danh mục\nSTT | Số ký hiệu | Ngày\n1 | 38/QĐ-LHH | 31/07/2020\n"
    )
