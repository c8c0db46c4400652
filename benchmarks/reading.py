"""Pages per second of our PDF reader beside plain pdfplumber, in one run.

    python benchmarks/reading.py FOLDER [--repeat N]

Ratios count, not seconds: the machine is the same for both readers within a run.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

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


def plain(data: bytes) -> int:
    """Read with pdfplumber alone, page after page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def main() -> None:
    """Read every PDF of a folder with each reader and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--repeat", type=int, default=1)
    given = arguments.parse_args()
    files = [path.read_bytes() for path in sorted(given.folder.glob("**/*.pdf"))]
    readers: list[tuple[str, Callable[[bytes], int]]] = [
        ("pdfplumber alone", plain),
        ("ours, in process", ours_here),
        ("ours, in a child", ours_in_child),
    ]
    ours_in_child(files[0])  # the first call starts the nursery
    base = 0.0
    print(f"{'reader':<18} {'pages':>6} {'failed':>6} {'pages/s':>8} {'ratio':>6}")
    for name, reader in readers:
        pages, failed, start = 0, 0, time.perf_counter()
        for data in files * given.repeat:
            try:
                pages += reader(data)
            except (IngestError, ValueError):
                failed += 1
        speed = pages / (time.perf_counter() - start)
        base = base or speed
        print(f"{name:<18} {pages:>6} {failed:>6} {speed:>8.1f} {speed / base:>6.1f}")


if __name__ == "__main__":
    main()
