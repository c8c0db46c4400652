"""Pages per second of our PDF reader beside plain pdfplumber, in one run.

    python benchmarks/reading.py FOLDER [--repeat N] [--pages LEAST MOST] [--memory N]

Ratios count, not seconds: the machine is the same for all readers within a run. Seconds
are of the processor, those of children included, so that neighbours do not count.
`--pages 3 3` takes the decisions of three pages alone; `--memory 2000` tells by how
much this process grew while our reader went through that many pages.
"""

from __future__ import annotations

import argparse
import io
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from ingest.errors import IngestError
from ingest.limits import DEFAULT
from ingest.pdf import read_pdf
from ingest.read import read_bytes


def ours_here(data: bytes) -> int:
    """Read in this process; return the number of pages."""
    return len(read_pdf(data, DEFAULT).pages)


def ours_in_child(data: bytes) -> int:
    """Read as the product does, in a child with limits."""
    return len(read_bytes(data, "x").pages)


def count(data: bytes) -> int:
    """Return the number of pages of a file."""
    with pdfium.PdfDocument(data) as document:
        return len(document)


def plain(data: bytes) -> int:
    """Read with pdfplumber alone, page after page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def pdftotext(data: bytes) -> int:
    """Read with poppler's program, which gives a form feed for each page."""
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.count(b"\f")


def spent() -> float:
    """Return the processor seconds of this process and of its ended children."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(who) for who in both]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    """Read every PDF of a folder with each reader and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--repeat", type=int, default=1)
    arguments.add_argument("--pages", type=int, nargs=2, default=(1, 100_000))
    arguments.add_argument("--memory", type=int, default=0)
    given = arguments.parse_args()
    least, most = given.pages
    files = [path.read_bytes() for path in sorted(given.folder.glob("**/*.pdf"))]
    files = [data for data in files if least <= count(data) <= most]
    readers: list[tuple[str, Callable[[bytes], int]]] = [
        ("pdfplumber alone", plain),
        ("ours, in process", ours_here),
    ]
    if shutil.which("pdftotext"):
        readers.append(("pdftotext -layout", pdftotext))
    base = 0.0
    print(f"{'reader':<18} {'pages':>6} {'failed':>6} {'pages/s':>8} {'ratio':>6}")
    for name, reader in readers:
        pages, failed, start = 0, 0, spent()
        for data in files * given.repeat:
            try:
                pages += reader(data)
            except (IngestError, ValueError):
                failed += 1
        speed = pages / (spent() - start)
        base = base or speed
        print(f"{name:<18} {pages:>6} {failed:>6} {speed:>8.1f} {speed / base:>6.1f}")
    in_child(files)
    if given.memory:
        memory(files, most=given.memory)


def in_child(files: list[bytes]) -> None:
    """Print what the border between processes adds to a file, by the clock."""
    ours_in_child(files[0])  # the first call starts the nursery
    start = time.perf_counter()
    for data in files:
        ours_here(data)
    middle = time.perf_counter()
    for data in files:
        ours_in_child(data)
    more = (time.perf_counter() - middle) - (middle - start)
    print(f"a child costs {1000 * more / len(files):.0f} ms more for each file")


def memory(files: list[bytes], *, most: int) -> None:
    """Print by how much this process grows over `most` pages, read twice over."""
    peaks = []
    for _ in range(2):
        pages = 0
        while pages < most // 2:
            pages += sum(map(ours_here, files))
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    print(f"peak memory {peaks[0]} MB, after as many pages again {peaks[1]} MB")


if __name__ == "__main__":
    main()
