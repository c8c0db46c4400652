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


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with_header(body: str, first: str, usual: str, foot: str) -> bytes:
    out = io.BytesIO()
    marks = "".join(
        f'<w:{kind}Reference w:type="{form}" r:id="{identity}"/>'
        for kind, form, identity in (
            ("header", "default", "r1"), ("header", "first", "r2"),
            ("footer", "default", "r3"),
        )
    )  # fmt: skip
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{_REL}"><w:body>{body}<w:sectPr>'
            f"{marks}<w:titlePg/></w:sectPr></w:body></w:document>",
        )
        container.writestr(
            "word/_rels/document.xml.rels",
            "<Relationships>"
            + "".join(
                f'<Relationship Id="r{i}" Target="part{i}.xml"/>' for i in (1, 2, 3)
            )
            + "</Relationships>",
        )
        for i, content in enumerate((usual, first, foot), start=1):
            container.writestr(
                f"word/part{i}.xml", f'<w:hdr xmlns:w="{W}">{content}</w:hdr>'
            )
    return out.getvalue()


def test_letterhead_in_the_header_of_the_first_page_comes_first() -> None:
    """Headers and footers with words are read once; page numbers are not."""
    data = _with_header(
        _p("QUYẾT ĐỊNH"), _p("BỘ NỘI VỤ"), _p("Trang 2"), _p("Số 8 phố Mẫu")
    )

    assert read_docx(data, DEFAULT).text == "BỘ NỘI VỤ\n\nQUYẾT ĐỊNH\nSố 8 phố Mẫu\n"


def test_only_runs_in_old_fonts_are_decoded(make_docx: MakeDocx) -> None:
    """In a file of mixed fonts each run is read as its own font shows it."""

    def run(font: str, text: str) -> str:
        fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
        return f"<w:r>{fonts}<w:t>{text}</w:t></w:r>"

    body = "<w:p>" + run(".VnTimeH", "quyÕt ®Þnh") + run("Arial", " là của ")
    body += run("VNI-Times", "Vieät Nam") + run(".VnTime", ", ngµy") + "</w:p>"
    read = read_docx(make_docx(body), DEFAULT)

    assert read.text == "QUYẾT ĐỊNH là của Việt Nam, ngày\n"
    assert ".VnTimeH" in read.warnings[0]


def test_font_of_a_style_is_known(make_docx: MakeDocx) -> None:
    """A run without a font of its own has that of its style, or of its base."""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" '
        'w:styleId="N"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="N"/></w:style>'
        "</w:styles>"
    )
    body = _p("quyÕt") + _p("®Þnh", '<w:pPr><w:pStyle w:val="K"/></w:pPr>')

    assert read_docx(make_docx(body, styles=styles), DEFAULT).text == "quyết\nđịnh\n"


def test_numbers_of_odt_lists_are_restored() -> None:
    """Numbered, lettered and bulleted levels; a list that goes on counts on."""
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (("office", "office"), ("text", "text"), ("style", "style"))
    )

    def items(*inner: str) -> str:
        return "".join(f"<text:list-item>{item}</text:list-item>" for item in inner)

    def p(text: str) -> str:
        return f"<text:p>{text}</text:p>"

    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-prefix="Điều " style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="a"'
        ' style:num-suffix=")"/><text:list-level-style-bullet text:level="3"'
        ' text:bullet-char="+"/></text:list-style></office:automatic-styles>'
        '<office:body><office:text><text:list text:style-name="L1">'
        + items(
            p("một") + "<text:list>" + items(p("x"), p("y")) + "</text:list>",
            p("hai") + "<text:list>" + items(
                p("z") + "<text:list>" + items(p("w")) + "</text:list>"
            ) + "</text:list>",
        )
        + '</text:list><text:p>giữa</text:p><text:list text:style-name="L1"'
        + ' text:continue-numbering="true">' + items(p("ba"))
        + "</text:list></office:text></office:body></office:document-content>"
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("mimetype", sniff.ODT)
        container.writestr("content.xml", content)

    assert read_odt(out.getvalue(), DEFAULT).text.split("\n")[:-1] == [
        *("Điều 1. một", "a) x", "b) y", "Điều 2. hai", "a) z", "+ w"),
        *("giữa", "Điều 3. ba"),
    ]
