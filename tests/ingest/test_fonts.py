"""Texts typed with the fonts of the 1990s are recognised and decoded."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import fonts
from ingest.fonts import recovered, scheme_of
from ingest.limits import DEFAULT
from ingest.office import read_docx
from ingest.read import read_bytes

UNICODE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam. Căn cứ Luật Tổ chức chính quyền địa phương;"
    " theo đề nghị của Giám đốc Sở Nội vụ, quyết định về việc này kể từ ngày ký."
)
TCVN3 = (
    "Céng hßa x· héi chñ nghÜa ViÖt Nam. C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa"
    " ph\u00ad¬ng; theo ®Ò nghÞ cña Gi¸m ®èc Së Néi vô, quyÕt ®Þnh vÒ viÖc nµy"
    " kÓ tõ ngµy ký."
)
VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Caên cöù Luaät Toå chöùc chính quyeàn"
    " ñòa phöông; theo ñeà nghò cuûa Giaùm ñoác Sôû Noäi vuï, quyeát ñònh veà vieäc"
    " naøy keå töø ngaøy kyù."
)


@pytest.mark.parametrize(("typed", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_both_schemes_are_told_apart_and_decoded(typed: str, name: str) -> None:
    """The same sentence comes out of either scheme, with a warning naming it."""
    text, (warning,) = recovered(typed)

    assert text == UNICODE
    assert name in warning


@pytest.mark.parametrize(
    "text",
    [
        UNICODE,
        "L'État français a été créé à côté de la forêt où l'été fût agréable à tous",
        "Größe über Straße, schöne Grüße für alle Bürger der Länder",
        "Số 5",
        "",
    ],
)
def test_sound_text_and_other_languages_are_left(text: str) -> None:
    """Vietnamese in Unicode, French and German are not touched."""
    assert recovered(text) == (text, ())


def test_file_in_tcvn3_is_read() -> None:
    """A text file of single bytes is recognised before code pages are guessed."""
    document = read_bytes(TCVN3.encode("latin-1"), "a.txt")

    assert document.text == UNICODE
    assert any("TCVN3" in warning for warning in document.warnings)


def test_utf8_file_is_never_decoded_again() -> None:
    """What a UTF-8 file says stays as it is, even when it looks like old fonts."""
    typed = VNI.replace("\u00ad", "")

    assert read_bytes(typed.encode(), "a.txt").text == typed


def test_docx_typed_with_old_fonts_is_decoded(make_docx: Callable[..., bytes]) -> None:
    """Office files keep the Western letters of the old fonts; they are decoded."""
    body = f"<w:p><w:r><w:t>{TCVN3}</w:t></w:r></w:p>"

    assert read_docx(make_docx(body), DEFAULT).text == UNICODE + "\n"


_VIQR_TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", "`'?~.", strict=True))
_VIQR_HATS = {"\u0306": "(", "\u0302": "^", "\u031b": "+"}


def _viqr(text: str) -> str:
    """Type a text as VIQR, mark after mark, by the table of RFC 1456."""
    out = ""
    for letter in text.replace("đ", "dd").replace("Đ", "DD"):
        base, *marks = unicodedata.normalize("NFD", letter)
        marks.sort(key=lambda mark: mark in _VIQR_TONES)
        out += base + "".join((_VIQR_HATS | _VIQR_TONES).get(m, m) for m in marks)
    return out


def _tones_apart(text: str) -> str:
    """Write the tones after their letters, as Windows-1258 has them."""
    out = ""
    for letter in text:
        split = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in split if mark in _VIQR_TONES)
        rest = "".join(mark for mark in split if mark not in _VIQR_TONES)
        out += unicodedata.normalize("NFC", rest) + tones
    return out


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_viqr(UNICODE).encode("ascii"), "VIQR"),
        (_tones_apart(UNICODE).encode("cp1258"), "Windows-1258"),
        (TCVN3.encode("latin-1"), "TCVN3"),
        (VNI.encode("latin-1"), "VNI"),
    ],
    ids=["VIQR", "Windows-1258", "TCVN3", "VNI"],
)
def test_every_old_encoding_is_told_with_its_confidence(data: bytes, name: str) -> None:
    """A text file in any of the four comes out as Unicode, and says how sure."""
    document = read_bytes(data, "a.txt")

    assert document.text == UNICODE
    assert name in document.warnings[0]
    assert "% sure" in document.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "See (a) and (b)+1: it's what John's dad didn't do... a^2 + b^2 = c^2?",
        "for (i=0; i<n; i++) { a[i]^=b[i]; } // don't add. dd if=/dev/sda",
        "Can cu Luat To chuc chinh quyen dia phuong ngay 19 thang 6 nam 2015.",
    ],
)
def test_ascii_that_is_no_viqr_is_left(text: str) -> None:
    """English, programs and Vietnamese without marks stay as they are."""
    assert read_bytes(text.encode() * 3, "a.txt").text == text * 3


def test_utf8_encoded_twice_is_read_in_office_files() -> None:
    """`Quyáº¿t Ä‘á»‹nh` is UTF-8 taken for Windows-1252."""
    twice = "".join(
        bytes([b]).decode("cp1252", "ignore") or chr(b) for b in UNICODE.encode()
    )

    assert recovered(twice)[0] == UNICODE


_LETTERS = "".join(letters for _, letters in fonts._TCVN3_LETTERS)


@given(st.text(alphabet=_LETTERS + "abc ", max_size=60))
def test_table_of_tcvn3_goes_both_ways(text: str) -> None:
    """Typing by the table and decoding by it gives the text back."""
    keys = {letter: chr(code) for code, letter in fonts._TCVN3.items()}
    typed = "".join(keys.get(letter, letter) for letter in text)

    assert fonts.by_font(".VnTime", typed) == text


def test_unicode_part_of_a_file_of_old_fonts_is_held_apart() -> None:
    """Decoding is for what was typed so: Unicode beside it would be spoilt."""
    scheme = scheme_of(TCVN3)

    assert scheme is not None
    assert fonts.holds(scheme, TCVN3)
    assert not fonts.holds(scheme, UNICODE)


@given(st.text(max_size=80))
def test_every_text_is_answered(text: str) -> None:
    """No text breaks the test, and what has no such letters is left alone."""
    scheme = scheme_of(text)

    assert scheme is None or fonts._HIGH.search(text)
