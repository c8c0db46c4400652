"""Number, date and kind of scanned documents, and whether what is wrong is doubted.

    python benchmarks/headers.py [--decisions N] [--only CONDITION …]

The first pages of the sample PDFs and of decisions made for it (`documents.py`) are
drawn, spoilt as office scanners and copiers spoil them, read by OCR and analysed.
The truth is what the text layer of the same page gives. A wrong field is doubted when
the register would ask a person to look at it (`corpus.doubts`).
"""

from __future__ import annotations

import argparse
import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from documents import decision
from PIL import Image, ImageDraw, ImageFilter

from corpus.doubts import doubts_of
from ingest.document import Document
from ingest.read import read_bytes
from nlp.analysis import Analysis
from nlp.pipeline import analyse

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
FIELDS = ("number", "date", "kind")
TODAY = "2030-01-01"


class Sheet(NamedTuple):
    """A first page: its name, its picture at 300 dpi, and what its header says."""

    name: str
    picture: Image.Image
    truth: tuple[str | None, ...]


def sheets(decisions: int) -> list[Sheet]:
    """Return the first pages of the samples and of some decisions."""
    files = [(path.stem, path.read_bytes()) for path in sorted(SAMPLES.glob("*.pdf"))]
    files += [(f"made {i}", decision(i * 37)) for i in range(1, decisions + 1)]
    return [_sheet(name, data) for name, data in files]


def _sheet(name: str, data: bytes) -> Sheet:
    with pdfium.PdfDocument(data) as document, pdfium.PdfDocument.new() as first:
        picture = document[0].render(scale=300 / 72).to_pil().convert("RGB")
        first.import_pages(document, [0])
        out = io.BytesIO()
        first.save(out)
    return Sheet(name, picture, _fields(analyse(read_bytes(out.getvalue(), "a"))))


def _fields(analysis: Analysis) -> tuple[str | None, ...]:
    return tuple(getattr(analysis.header, field) for field in FIELDS)


def scanner(page: Image.Image, dice: random.Random) -> bytes:
    """Scan in colour at 300 dpi: a little tilt, soft focus, JPEG."""
    return _scan(page, 300, dice.uniform(-0.7, 0.7), 60)


def coarse(page: Image.Image, dice: random.Random) -> bytes:
    """Scan in colour at 200 dpi, with more tilt and compression."""
    return _scan(page, 200, dice.uniform(-1.5, 1.5), 40)


def copier(page: Image.Image, dice: random.Random) -> bytes:
    """Copy, then scan: grey, with specks and a dark edge."""
    grey = page.convert("L").filter(ImageFilter.GaussianBlur(1.2))
    grey = grey.point([max(0, min(255, int(1.3 * (v - 40)))) for v in range(256)])
    pen = ImageDraw.Draw(grey)
    for _ in range(1_500):
        x, y = dice.randrange(grey.width), dice.randrange(grey.height)
        pen.ellipse((x, y, x + dice.randrange(4), y + dice.randrange(4)), fill=60)
    pen.rectangle((0, 0, 18, grey.height), fill=40)
    return _scan(grey.convert("RGB"), 300, dice.uniform(-1, 1), 60)


def incoming(page: Image.Image, dice: random.Random) -> bytes:
    """Stamp as incoming mail in red, above the letterhead and into it."""
    page = page.copy()
    pen = ImageDraw.Draw(page)
    x, y = dice.randrange(80, 420), dice.randrange(60, 260)
    red = (205, 40, 45)
    pen.rectangle((x, y, x + 620, y + 230), outline=red, width=7)
    for i, words in enumerate(("CÔNG VĂN ĐẾN", f"Số: {dice.randrange(9_999)}")):
        pen.text((x + 60, y + 20 + 100 * i), words, red, font_size=64)
    return _scan(page, 300, dice.uniform(-0.7, 0.7), 60)


def _scan(page: Image.Image, dpi: int, angle: float, quality: int) -> bytes:
    bicubic = Image.Resampling.BICUBIC
    page = page.rotate(angle, resample=bicubic, fillcolor="white")
    size = round(page.width * dpi / 300), round(page.height * dpi / 300)
    page = page.resize(size, Image.Resampling.LANCZOS)
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    out = io.BytesIO()
    page.save(out, "JPEG", dpi=(dpi, dpi), quality=quality)
    return out.getvalue()


CONDITIONS: dict[str, Callable[[Image.Image, random.Random], bytes]] = {
    "scanner": scanner,
    "coarse": coarse,
    "copier": copier,
    "incoming": incoming,
}


def _doubted(document: Document, analysis: Analysis) -> set[str]:
    return {doubt.field for doubt in doubts_of(document, analysis, today=TODAY)}


def main() -> None:
    """Read every sheet in every condition and print a table, then what went wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--decisions", type=int, default=8)
    arguments.add_argument("--only", nargs="*", default=list(CONDITIONS))
    given = arguments.parse_args()
    chosen = sheets(given.decisions)
    print(f"{'condition':<10} {'field':<7} right    wrong: doubted, in silence")
    for condition in given.only:
        right = dict.fromkeys(FIELDS, 0)
        wrong: list[tuple[str, str, bool, str | None, str | None]] = []
        for sheet in chosen:
            dice = random.Random(condition + sheet.name)
            data = CONDITIONS[condition](sheet.picture, dice)
            document = read_bytes(data, "scan.jpg")
            analysis = analyse(document)
            doubted = _doubted(document, analysis)
            found = _fields(analysis)
            for field, true, seen in zip(FIELDS, sheet.truth, found, strict=True):
                if true == seen:
                    right[field] += 1
                else:
                    wrong.append((field, sheet.name, field in doubted, true, seen))
        for field in FIELDS:
            known = [one[2] for one in wrong if one[0] == field]
            share = f"{right[field]}/{len(chosen)}"
            told = f"{sum(known)}, {len(known) - sum(known)}"
            print(f"{condition:<10} {field:<7} {share:<8} {told}", flush=True)
        for field, name, known_so, true, seen in wrong:
            print(
                f"    {name[:28]}: {field} {true} read as {seen}, doubted: {known_so}"
            )


if __name__ == "__main__":
    main()
