"""DOCX and ODT: paragraphs, tables, automatic numbers and notes, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from ingest import sniff
from ingest.limits import DEFAULT
from ingest.odt import read_odt
from ingest.office import read_docx
from ingest.read import read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MakeDocx = Callable[..., bytes]


def _p(text: str, extra: str = "") -> str:
    return f"<w:p>{extra}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _word_file() -> bytes:
    """Make a whole decision with the usual program library."""
    file = docx.Document()
    head = file.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH MẪU"
    head.cell(0, 1).text = f"{TITLE}\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 12/QĐ-UBND"
    head.cell(1, 1).text = "Mẫu, ngày 05 tháng 01 năm 2024"
    file.add_paragraph("QUYẾT ĐỊNH")
    grid = file.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        (*grid.row_cells(0), *grid.row_cells(1)), ("TT", "Tên", "1", "An"), strict=True
    ):
        cell.text = text
    end = file.add_table(rows=1, cols=2)
    end.cell(0, 0).text = "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT."
    end.cell(0, 1).text = "CHỦ TỊCH\nNguyễn Văn Mẫu"
    file.core_properties.title = "Quyết định mẫu"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_tables_of_layout_are_read_by_columns() -> None:
    """Letterhead and signature by columns, the table of content by rows."""
    document = read_bytes(_word_file(), "a.docx")

    assert document.media_type == sniff.DOCX
    assert document.title == "Quyết định mẫu"
    assert [line for line in document.text.split("\n") if line] == [
        *("ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 12/QĐ-UBND"),
        *(TITLE, "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 01 năm 2024"),
        *("QUYẾT ĐỊNH", "TT | Tên", "1 | An"),
        *("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (_p("Điều 1."), "Điều 1."),
        (
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
            "a\tb\nc",
        ),
        (
            "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
            + _p("mới"),
            "mới",
        ),
        ("<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>", "thêm"),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>" + _p("x"),
            "x",
        ),
        ("<w:p><w:hyperlink><w:r><w:t>nối</w:t></w:r></w:hyperlink></w:p>", "nối"),
        (
            "<w:sdt><w:sdtContent>" + _p("trong khung") + "</w:sdtContent></w:sdt>",
            "trong khung",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r></w:p>", "7"),
        (
            "<w:p><w:r><w:pict><w:txbxContent>"
            + _p("hộp")
            + "</w:txbxContent></w:pict><w:t>ngoài</w:t></w:r></w:p>",
            "ngoài\nhộp",
        ),
        (_p("a") + "<w:p/><w:p/><w:p/>" + _p("b"), "a\n\nb"),
    ],
    ids=[
        "text",
        "tab+break",
        "deleted",
        "inserted",
        "hidden",
        "link",
        "control",
        "field",
        "box",
        "blanks",
    ],
)
def test_what_is_printed_is_read(make_docx: MakeDocx, body: str, expected: str) -> None:
    """The text is what the page shows, no more and no less."""
    assert read_docx(make_docx(body), DEFAULT).text == expected + "\n"


def _numbering(*levels: tuple[str, str, int]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, start) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{inner}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )


def _item(text: str, depth: int) -> str:
    mark = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return _p(text, f"<w:pPr>{mark}</w:pPr>")


def test_automatic_numbers_are_restored(make_docx: MakeDocx) -> None:
    """Numbers that Word prints but does not store stand before their paragraphs."""
    numbering = _numbering(
        ("decimal", "Điều %1.", 1), ("decimal", "%2.", 1), ("lowerLetter", "%3)", 1)
    )
    depths = [0, 1, 1, 2, 2, 0, 1]
    body = "".join(_item(f"đoạn {i}", depth) for i, depth in enumerate(depths))

    text = read_docx(make_docx(body, numbering=numbering), DEFAULT).text

    assert [line.split(" đoạn")[0] for line in text.split("\n")[:-1]] == [
        *("Điều 1.", "1.", "2.", "a)", "b)", "Điều 2.", "1.")
    ]


@pytest.mark.parametrize(
    ("form", "text", "start", "expected"),
    [
        ("upperRoman", "%1.", 4, "IV. x"),
        ("decimalZero", "%1", 3, "03 x"),
        ("bullet", "\uf0b7", 1, "- x"),
        ("bullet", "+", 1, "+ x"),
        ("none", "%1", 1, "x"),
        ("upperLetter", "%1", 28, "BB x"),
    ],
)
def test_numbers_are_printed_in_their_form(
    make_docx: MakeDocx, form: str, text: str, start: int, expected: str
) -> None:
    """Roman, padded, lettered and bulleted labels."""
    numbering = _numbering((form, text, start))

    assert read_docx(make_docx(_item("x", 0), numbering=numbering), DEFAULT).text == (
        expected + "\n"
    )


def test_notes_follow_the_text_under_their_marks(make_docx: MakeDocx) -> None:
    """A footnote leaves a number in the text and its words at the end."""
    body = '<w:p><w:r><w:t>Khoản 1</w:t><w:footnoteReference w:id="5"/></w:r></w:p>'
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="5">{_p("Bãi bỏ.")}</w:footnote>'
    )
    text = read_docx(make_docx(body, footnotes=notes + "</w:footnotes>"), DEFAULT).text

    assert text == "Khoản 1[1]\n[1] Bãi bỏ.\n"


def test_odt_is_read_like_docx() -> None:
    """Paragraphs, spaces, tabs, tables and notes of an ODT file."""
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>"
        '<text:h>Điều 1.</text:h><text:p>a<text:s text:c="2"/>b<text:tab/>c'
        "<text:note><text:note-body><text:p>Chú thích</text:p></text:note-body>"
        "</text:note></text:p><text:list><text:list-item><text:p>mục</text:p>"
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell>"
        "<text:p>Nơi nhận:</text:p><text:p>- Lưu: VT.</text:p></table:table-cell>"
        "<table:table-cell><text:p>CHỦ TỊCH</text:p></table:table-cell>"
        "</table:table-row></table:table></office:text></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("mimetype", sniff.ODT)
        container.writestr("content.xml", content)

    assert sniff.media_type(out.getvalue()) == sniff.ODT
    assert read_odt(out.getvalue(), DEFAULT).text == (
        "Điều 1.\na  b\tc[1]\nmục\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\n"
        "[1] Chú thích\n"
    )
