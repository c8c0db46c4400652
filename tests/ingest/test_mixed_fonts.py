"""Files of mixed old fonts, of every format that names fonts; letters by the tables."""

from __future__ import annotations

import io
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import fonts, sniff
from ingest.document import Document
from ingest.errors import Unsupported
from ingest.fonts import recovered
from ingest.libreoffice import Conversion, converted
from ingest.limits import DEFAULT
from ingest.read import read_bytes

UNICODE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam. Căn cứ Luật Tổ chức chính quyền địa phương;"
    " theo đề nghị của Giám đốc Sở Nội vụ, quyết định về việc này kể từ ngày ký."
)
TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
HATS = {"\u0302": "âàáåãä", "\u0306": "êèéúüë"}
ALONE = dict(zip("ơưđìíỉĩịỵ", "ôöñìíæóòî", strict=True))
SMALL = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
MakeDocx = Callable[..., bytes]


def tcvn3(text: str) -> str:
    """Type a text for the fonts whose names begin with .Vn, by their table."""
    keys = {letter: chr(code) for code, letter in fonts._TCVN3.items()}
    return "".join(keys.get(letter, letter) for letter in text)


def vni(text: str) -> str:
    """Type a text for the fonts of VNI: a letter, then one key for all its marks."""
    return "".join(_vni_keys(letter) for letter in text)


def _vni_keys(letter: str) -> str:
    small = letter.lower()
    base, *marks = unicodedata.normalize("NFD", small)
    hats = [mark for mark in marks if mark in HATS]
    tones = [mark for mark in marks if mark in TONES]
    if small in ALONE:
        keys = ALONE[small]
    elif "\u031b" in marks:
        keys = ALONE["ơ" if base == "o" else "ư"] + TONES[tones[0]]
    elif hats:
        at = [None, *TONES].index(tones[0]) if tones else 0
        # The table orders hats by no tone, grave, acute, hook, tilde, dot.
        keys = base + HATS[hats[0]][at]
    else:
        keys = base + "".join(TONES[tone] for tone in tones)
    return keys.upper() if letter != small else keys


def viqr(text: str) -> str:
    """Type a text as VIQR, by the table of RFC 1456."""
    hats = {"\u0306": "(", "\u0302": "^", "\u031b": "+"}
    tones = dict(zip("\u0300\u0301\u0309\u0303\u0323", "`'?~.", strict=True))
    out = ""
    for letter in text.replace("đ", "dd").replace("Đ", "DD"):
        base, *marks = unicodedata.normalize("NFD", letter)
        marks.sort(key=lambda mark: mark in tones)
        out += base + "".join((hats | tones).get(mark, mark) for mark in marks)
    return out


def as_western(text: str) -> str:
    """Write Windows-1258, and read its bytes as Windows-1252."""
    out = ""
    for letter in text:
        split = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in split if mark in TONES)
        rest = "".join(mark for mark in split if mark not in TONES)
        out += unicodedata.normalize("NFC", rest) + tones
    return out.encode("cp1258").decode("cp1252")


PARTS = (
    (".VnTimeH", tcvn3("quyết định"), "QUYẾT ĐỊNH"),
    (".VnTime", tcvn3(UNICODE), UNICODE),
    ("VNI-Times", vni(UNICODE), UNICODE),
    ("Arial", UNICODE, UNICODE),
    (".VnTime", UNICODE, UNICODE),  # Unicode typed where an old font is the style
)
SHOWN = "\n".join(shown for _, _, shown in PARTS) + "\n"


@pytest.mark.parametrize("letter", [*SMALL, *SMALL.upper()])
def test_every_letter_comes_back_from_every_table(letter: str) -> None:
    """All 67 letters with marks and without, small and capital, in four schemes."""
    if letter == letter.lower():  # the capitals of TCVN3 are a font of their own
        assert fonts.by_font(".VnTime", tcvn3(letter)) == letter
    assert fonts.by_font(".VnTimeH", tcvn3(letter.lower())) == letter.upper()
    assert fonts.by_font("VNI-Times", vni(letter)) == letter
    assert fonts._from_viqr(viqr(letter) + "x") == letter + "x"
    assert fonts._windows_1258(as_western(letter)) == letter


def test_docx_of_mixed_fonts(make_docx: MakeDocx) -> None:
    """Each paragraph is read as its font shows it, and the file says how sure."""
    body = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:hAnsi="{font}"/></w:rPr>'
        f"<w:t>{typed}</w:t></w:r></w:p>"
        for font, typed, _ in PARTS
    )
    _agrees(read_bytes(make_docx(body), "a.docx"))


def test_letter_kept_as_a_soft_hyphen(make_docx: MakeDocx) -> None:
    """TCVN3 stores `ư` where Word knows an optional hyphen, and makes it one."""

    def body(font: str) -> str:
        return (
            f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>ph</w:t>'
            "<w:softHyphen/><w:t>¬ng</w:t></w:r></w:p>"
        )

    assert read_bytes(make_docx(body(".VnTime")), "a").text == "phương\n"
    assert read_bytes(make_docx(body("Arial")), "a").text == "ph¬ng\n"


def _odt() -> bytes:
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (
            ("office", "office"), ("text", "text"), ("style", "style"),
            ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    faces = styles = body = ""
    for number, (font, typed, _) in enumerate(PARTS):
        faces += f'<style:font-face style:name="F{number}" svg:font-family="{font}"/>'
        styles += (
            f'<style:style style:name="T{number}" style:family="text">'
            f'<style:text-properties style:font-name="F{number}"/></style:style>'
            f'<style:style style:name="B{number}" style:family="paragraph">'
            f'<style:text-properties fo:font-family="{font}"/></style:style>'
            f'<style:style style:name="P{number}" style:family="paragraph"'
            f' style:parent-style-name="B{number}"/>'
        )
        body += (
            f'<text:p text:style-name="P{number}">{typed}</text:p>'
            if number % 2
            else f"<text:p><text:span text:style-name='T{number}'>{typed}"
            "</text:span></text:p>"
        )
    content = (
        f"<office:document-content {names}><office:font-face-decls>{faces}"
        f"</office:font-face-decls><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("mimetype", sniff.ODT)
        container.writestr("content.xml", content)
    return out.getvalue()


def test_odt_of_mixed_fonts() -> None:
    """The font of a span or of a paragraph's style, or the one that it stands on."""
    _agrees(read_bytes(_odt(), "a.odt"))


@pytest.mark.parametrize(
    "form",
    [
        "<p><font face=\"'{font}', serif\">{typed}</font></p>",
        "<p style='font-family: \"{font}\", serif'><b>{typed}</b></p>",
        '<p class="c{number}">{typed}</p>',
    ],
    ids=["face", "style", "class"],
)
def test_html_of_mixed_fonts(form: str) -> None:
    """The page of an office program says the font in one of three places."""
    sheet = "".join(
        f"p.c{number}, li.c{number} {{ font-family: '{font}'; }}\n"
        for number, (font, _, _) in enumerate(PARTS)
    )
    body = "".join(
        form.format(font=font, typed=typed, number=number)
        for number, (font, typed, _) in enumerate(PARTS)
    )
    page = f"<html><head><style>{sheet}</style></head><body>{body}</body></html>"
    _agrees(read_bytes(page.encode(), "a.html"))


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="LibreOffice is not installed",
)
@pytest.mark.parametrize(
    ("end", "writer", "kind"),
    [
        ("doc", "MS Word 97", sniff.DOC),
        ("rtf", "Rich Text Format", sniff.RTF),
    ],
)
def test_doc_and_rtf_of_mixed_fonts(
    make_docx: MakeDocx, end: str, writer: str, kind: str
) -> None:
    """The binary format of Word and RTF, written by LibreOffice, read by us."""
    body = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f"</w:rPr><w:t>{typed}</w:t></w:r></w:p>"
        for font, typed, _ in PARTS
    )
    way = Conversion("docx", "MS Word 2007 XML", end, writer)
    data = converted(_whole(body), way, DEFAULT, missing=Unsupported())
    document = read_bytes(data, f"a.{end}")

    assert document.media_type == kind
    _agrees(document)


def _whole(body: str) -> bytes:
    """Return a DOCX with all that LibreOffice asks of one."""
    import docx
    from docx.oxml import parse_xml

    file = docx.Document()
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for paragraph in parse_xml(f'<w:body xmlns:w="{w}">{body}</w:body>'):
        file.element.body.insert_element_before(paragraph, "w:sectPr")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _agrees(document: Document) -> None:
    """Every part reads as it shows, and one warning names the fonts and how sure."""
    lines = [line for line in document.text.splitlines() if line]
    assert lines == SHOWN.splitlines()
    (told,) = document.warnings
    assert ".VnTime, .VnTimeH, VNI-Times" in told
    assert "% sure" in told


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (tcvn3(UNICODE), "TCVN3"),
        (vni(UNICODE), "VNI"),
        (viqr(UNICODE), "VIQR"),
        (viqr(UNICODE).replace("'", "’"), "VIQR"),
        (as_western(UNICODE), "Windows-1258"),
    ],
    ids=["TCVN3", "VNI", "VIQR", "VIQR with curved marks", "Windows-1258"],
)
def test_office_file_that_names_no_old_font(
    make_docx: MakeDocx, typed: str, name: str
) -> None:
    """Then the letters tell; Unicode beside them in the same file stays."""
    aside = "" if name == "VIQR" else f"<w:p><w:r><w:t>{UNICODE}</w:t></w:r></w:p>"
    body = f"<w:p><w:r><w:t>{typed}</w:t></w:r></w:p>" + aside
    document = read_bytes(make_docx(body), "a.docx")

    assert set(document.text.splitlines()) == {UNICODE}
    (told,) = document.warnings
    assert name in told
    assert "% sure" in told


def test_two_schemes_in_one_text_are_told_apart() -> None:
    """Line by line, where nothing names a font."""
    text = "\n".join((tcvn3(UNICODE), vni(UNICODE), UNICODE, tcvn3("quyết định")))

    shown, told = recovered(text)

    assert shown == "\n".join((UNICODE, UNICODE, UNICODE, "quyết định"))
    assert {"TCVN3" in line for line in told} == {True, False}
    assert {"VNI" in line for line in told} == {True, False}


@given(st.lists(st.text(alphabet=SMALL + SMALL.upper() + " .,", max_size=60)))
def test_text_with_letters_of_unicode_alone_is_left(lines: list[str]) -> None:
    """A line with a letter that no old font stores is never touched."""
    sound = "\n".join(line + "ệ" for line in lines)

    assert recovered(sound) == (sound, ())


@pytest.mark.parametrize(
    ("charset", "typed", "name"),
    [
        ("us-ascii", viqr(UNICODE), "VIQR"),
        ("us-ascii", tcvn3(UNICODE), "TCVN3"),
        ("iso-8859-1", vni(UNICODE), "VNI"),
        ("windows-1252", as_western(UNICODE), "Windows-1258"),
    ],
)
def test_old_mail_sent_as_western_text(charset: str, typed: str, name: str) -> None:
    """The mail of the 1990s said ASCII or Latin-1, whatever its letters were."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@a.vn", "b@b.vn", "1"
    message.set_content("x")
    encoding = "cp1252" if charset == "windows-1252" else "latin-1"
    message.set_payload(typed.encode(encoding))
    message.replace_header("Content-Type", f"text/plain; charset={charset}")
    message.replace_header("Content-Transfer-Encoding", "8bit")
    document = read_bytes(message.as_bytes(), "a.eml")

    assert document.text.strip() == UNICODE
    assert any(name in told for told in document.warnings)
