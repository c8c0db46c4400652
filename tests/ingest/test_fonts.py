"""Texts typed with the fonts of the 1990s are recognised and decoded."""

from __future__ import annotations

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


@given(st.text(max_size=80))
def test_every_text_is_answered(text: str) -> None:
    """No text breaks the test, and what has no such letters is left alone."""
    scheme = scheme_of(text)

    assert scheme is None or fonts._HIGH.search(text)
