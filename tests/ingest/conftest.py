"""Documents made for the tests of reading: nothing here comes from a real file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FONTS = (  # the first that is there; the oldest Liberation fonts lack our letters
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerifCondensed.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"),
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Draw = Callable[[Any], None]


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """Return a maker of PDFs: one drawing function for each page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    fonts = [TTFont("Serif", path) for path in FONTS if path.exists()]
    fonts = [font for font in fonts if ord("ệ") in font.face.charToGlyph]
    if not fonts:
        pytest.skip("no font with Vietnamese letters (fonts-liberation, fonts-dejavu)")
    pdfmetrics.registerFont(fonts[0])

    def make(*pages: Draw, **options: Any) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(595, 842), **options)
        for draw in pages:
            canvas.setFont("Serif", 13)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """Return a maker of DOCX files from the XML inside the body."""

    def make(body: str, **parts: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
            container.writestr(
                "word/document.xml",
                f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            )
            for name, content in parts.items():
                container.writestr(f"word/{name}.xml", content)
        return out.getvalue()

    return make
