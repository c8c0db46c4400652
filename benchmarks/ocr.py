"""Character error rate of OCR on pages drawn from the samples and then spoilt.

    python benchmarks/ocr.py [--pages N] [--only CONDITION …] [--beside]

Each page of a sample PDF is drawn, spoilt (noise, tilt, a red stamp and a blue scrawl
over the signature, upside down, fax) and read; what comes back is compared with the
text layer of the same page. `--beside` reads the same pictures with plain tesseract
and, where it is installed, with ocrmypdf.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ingest.limits import DEFAULT
from ingest.picture import read_picture
from ingest.read import read

_DASHES = dict.fromkeys(map(ord, "–—"), "-")
SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


class Page(NamedTuple):
    """A page of a sample: its picture at 300 dpi, its text, and who signs it where."""

    name: str
    picture: Image.Image
    text: str
    signer: str | None
    place: tuple[float, float]


def pages(most: int) -> Iterator[Page]:
    """Yield the pages of the samples, those with a signature first.

    Pages with tables stay out: OCR does not part cells, so lines would not compare.
    """
    found = [page for path in sorted(SAMPLES.glob("*.pdf")) for page in _pages(path)]
    found = [page for page in found if " | " not in page.text]
    found.sort(key=lambda page: (page.signer is None, page.name))
    signed = [page for page in found if page.signer][: max(1, most * 2 // 3)]
    others = [page for page in found if page.signer is None]
    yield from signed + others[: most - len(signed)]


def _pages(path: Path) -> Iterator[Page]:
    document = read(path)
    with pdfium.PdfDocument(path) as drawn:
        for page in document.pages:
            text = page.span.of(document.text)
            signer, place = None, (0.0, 0.0)
            for word in document.words:
                if document.text[word.start : word.end + 3].startswith("(Đã"):
                    at = document.text.index("\n", word.start)
                    name = document.text[at:].strip().split("\n")[0].strip()
                    if word.page == page.number and name.istitle():
                        signer, place = name, (word.x0, word.bottom)
            picture = drawn[page.number - 1].render(scale=300 / 72).to_pil()
            yield Page(
                f"{path.stem[:8]}-{page.number}",
                picture.convert("RGB"),
                text,
                signer,
                place,
            )


def clean(page: Page, dice: random.Random) -> Image.Image:
    """Return the page as drawn."""
    return page.picture


def noise(page: Page, dice: random.Random) -> Image.Image:
    """Return the page with grain and specks."""
    grain = Image.effect_noise(page.picture.size, 40).convert("RGB")
    noisy = Image.blend(page.picture, grain, 0.15)
    dots = noisy.load()
    assert dots is not None
    for _ in range(noisy.width * noisy.height // 150):
        where = dice.randrange(noisy.width), dice.randrange(noisy.height)
        dots[where] = dice.choice([(0, 0, 0), (255, 255, 255)])
    return noisy


def skew(page: Page, dice: random.Random) -> Image.Image:
    """Return the page tilted by one to two degrees."""
    angle = dice.choice([-1, 1]) * dice.uniform(1, 2)
    return page.picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


def stamp(page: Page, dice: random.Random) -> Image.Image:
    """Return the page with a round red stamp and a blue scrawl over the signature."""
    ink = Image.new("RGB", page.picture.size, "white")
    pen = ImageDraw.Draw(ink)
    dot = 300 / 72
    x, y = (place * dot for place in page.place)
    red, radius = (215, 45, 50), 51 * dot
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=12)
    inner = radius * 0.7
    pen.ellipse((x - inner, y - inner, x + inner, y + inner), outline=red, width=5)
    for i in range(0, 360, 20):
        turn = Image.new("RGB", (70, 70), "white")
        ImageDraw.Draw(turn).text((10, 5), dice.choice("ỦYBANHÂD"), red, font_size=48)
        turn = turn.rotate(-i, fillcolor="white")
        arm = turn.width * 0 + radius * 0.83
        at = pdfium_point(x, y, arm, i)
        ink.paste(turn, (round(at[0] - 35), round(at[1] - 35)))
    blue = (35, 60, 170)
    points = [
        (x + 40 * dot + k * 7 * dot, y + 22 * dot + dice.uniform(-1, 1) * 30 * dot)
        for k in range(-10, 8)
    ]
    pen.line(points, fill=blue, width=9, joint="curve")
    return ImageChops.multiply(page.picture, ink.filter(ImageFilter.GaussianBlur(0.8)))


def pdfium_point(x: float, y: float, arm: float, degrees: int) -> tuple[float, float]:
    """Return the point at an arm's length from a centre."""
    import math

    turn = math.radians(degrees)
    return x + arm * math.sin(turn), y - arm * math.cos(turn)


def upside_down(page: Page, dice: random.Random) -> Image.Image:
    """Return the page turned over."""
    return page.picture.transpose(Image.Transpose.ROTATE_180)


def sideways(page: Page, dice: random.Random) -> Image.Image:
    """Return the page turned by a quarter."""
    return page.picture.transpose(Image.Transpose.ROTATE_90)


def fax(page: Page, dice: random.Random) -> Image.Image:
    """Return the page in black and white at 150 dpi."""
    size = page.picture.width // 2, page.picture.height // 2
    return page.picture.resize(size).convert("1", dither=Image.Dither.NONE)


CONDITIONS: dict[str, Callable[[Page, random.Random], Image.Image]] = {
    "clean": clean,
    "noise": noise,
    "skew": skew,
    "stamp": stamp,
    "upside down": upside_down,
    "sideways": sideways,
    "fax": fax,
}


def ours(picture: Image.Image, dpi: int) -> str:
    """Read a picture as the product does."""
    return read_picture(_saved(picture, "PNG", dpi), DEFAULT).text


def plain(picture: Image.Image, dpi: int) -> str:
    """Read a picture with tesseract and nothing else."""
    command = ["tesseract", "-", "-", "-l", "vie", "--dpi", str(dpi)]
    data = _saved(picture, "PNG", dpi)
    done = subprocess.run(
        command, input=data, capture_output=True, check=True, env=_alone()
    )
    return done.stdout.decode()


def beside(picture: Image.Image, dpi: int) -> str:
    """Read a picture with ocrmypdf, its remedies switched on."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "out.txt"
        source = Path(folder) / "in.png"
        source.write_bytes(_saved(picture, "PNG", dpi))
        command = ["ocrmypdf", "-l", "vie", "--deskew", "--rotate-pages", "--jobs", "1"]
        command += ["--image-dpi", str(dpi), "--sidecar", str(text), "--optimize", "0"]
        command += ["--output-type", "pdf", str(source), str(Path(folder) / "out.pdf")]
        subprocess.run(command, capture_output=True, check=True, env=_alone())
        return text.read_text("utf-8")


def _alone() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _saved(picture: Image.Image, form: str, dpi: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, dpi=(dpi, dpi), compress_level=1)
    return out.getvalue()


def errors(written: str, found: str) -> tuple[int, int]:
    """Return the number of wrong characters and of characters written.

    Lines are compared in any order, because readers part the columns of a
    letterhead in their own way; each is matched with the one most like it.
    """
    rows = [_bare(line) for line in written.split("\n")]
    rows = [row for row in rows if row]
    left = [row for row in map(_bare, found.split("\n")) if row]
    text, wrong = " ".join(sorted(rows)), 0
    whole = " ".join(left)
    for row in rows:
        if row in left:
            left.remove(row)
        elif row in whole:
            continue
        else:
            wrong += min((distance(row, other) for other in left), default=len(row))
    return min(wrong, len(text)), len(text)


def _bare(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).translate(_DASHES).split())


def distance(a: str, b: str) -> int:
    """Return the edit distance of two strings, `b` free to go on at either end."""
    row = [0] * (len(b) + 1)
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return min(row)


def measure(
    reader: Callable[[Image.Image, int], str], chosen: list[Page], condition: str
) -> str:
    """Return one row of the table: error rate, signers read, seconds for each page."""
    wrong = total = signed = read_right = 0
    spent = 0.0
    for page in chosen:
        if condition == "stamp" and page.signer is None:
            continue
        dice = random.Random(page.name)
        picture = CONDITIONS[condition](page, dice)
        dpi = 150 if condition == "fax" else 300
        start = time.process_time() + _children()
        text = reader(picture, dpi)
        spent += time.process_time() + _children() - start
        bad, length = errors(page.text, text)
        wrong, total = wrong + bad, total + length
        if page.signer is not None:
            signed += 1
            read_right += page.signer in _bare(text.replace("\n", " "))
    count = max(1, sum(1 for p in chosen if condition != "stamp" or p.signer))
    rate, signers = 100 * wrong / max(1, total), f"{read_right}/{signed}"
    return f"{rate:>6.2f} {signers:>6} {spent / count:>6.1f}"


def _children() -> float:
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Read every page in every condition and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=12)
    arguments.add_argument("--only", nargs="*", default=list(CONDITIONS))
    arguments.add_argument("--beside", action="store_true")
    given = arguments.parse_args()
    readers = {"ours": ours}
    if given.beside:
        readers["tesseract"] = plain
        if shutil.which("ocrmypdf"):
            readers["ocrmypdf"] = beside
    chosen = list(pages(given.pages))
    print(f"{'condition':<12} {'reader':<10} {'CER %':>6} signer s/page")
    for condition in given.only:
        for name, reader in readers.items():
            row = measure(reader, chosen, condition)
            print(f"{condition:<12} {name:<10} {row}", flush=True)


if __name__ == "__main__":
    main()
