"""Pages per second of our PDF reader beside plain pdfplumber, in one run.

    python benchmarks/reading.py [FOLDER …] [--decisions N] [--memory PAGES]

Without a folder it reads the PDFs of `corpus/samples`, and decisions of three pages
and a long law that it makes itself (`documents.py`). Ratios count, not seconds: the
machine is the same for all readers within a run. Seconds are of the processor, those
of children included, so that neighbours do not count. Three rows are ours: in this
process, in the children of one client (what `cancu ingest` does), and in a new child
for every file, as when each came after a broken one.

`--memory 1000` tells how much memory one PDF of so many pages takes beside one of a
tenth.
"""

from __future__ import annotations

import argparse
import io
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
from documents import decision, law

from ingest.errors import IngestError
from ingest.limits import DEFAULT
from ingest.pdf import read_pdf

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
_CLIENT = """
import json, sys
from pathlib import Path
from ingest import sandbox
from ingest.read import read
fresh = sys.argv[1] == "fresh"
for path in sys.argv[2:]:
    read(Path(path))
    if fresh:
        try:
            sandbox.run("read", {"type": "no/type"}, b"", limits=sandbox.Limits())
        except Exception:
            pass
"""
_PEAK = """
import re, sys
from pathlib import Path
from ingest.limits import DEFAULT
from ingest.pdf import read_pdf
def peak():
    told = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
    return int(told[1]) // 1024
data = Path(sys.argv[1]).read_bytes()
before = peak()
read_pdf(data, DEFAULT)
print(peak() - before)
"""


def ours(data: bytes) -> None:
    """Read in this process."""
    read_pdf(data, DEFAULT)


def plain(data: bytes) -> None:
    """Read with pdfplumber alone, page after page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def pdftotext(data: bytes) -> None:
    """Read with poppler's program."""
    command = ["pdftotext", "-layout", "-", "-"]
    subprocess.run(command, input=data, capture_output=True, check=True)


def count(data: bytes) -> int:
    """Return the number of pages of a file."""
    with pdfium.PdfDocument(data) as document:
        return len(document)


def spent() -> float:
    """Return the processor seconds of this process and of its ended children."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(who) for who in both]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def each(reader: Callable[[bytes], None], files: list[bytes]) -> float:
    """Return the processor seconds that a reader takes for the files."""
    start = spent()
    for data in files:
        reader(data)
    return spent() - start


def client(files: list[bytes], *, fresh: bool) -> float:
    """Return the seconds of a program that reads the files as the product does.

    What it and its nursery take to start is measured on one file and taken off.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, data in enumerate(files):
            paths.append(Path(folder) / f"{i}.pdf")
            paths[-1].write_bytes(data)
        taken = []
        for chosen in ([], paths):
            command = [sys.executable, "-c", _CLIENT, "fresh" if fresh else "kept"]
            again = [*paths[:1], *chosen]
            start = spent()
            subprocess.run([*command, *map(str, again)], check=True)
            taken.append(spent() - start)
        return taken[1] - taken[0]


def table(title: str, files: list[bytes], repeat: int) -> None:
    """Print what every reader makes of some files, read `repeat` times by turns."""
    pages = sum(map(count, files))
    print(f"\n{title}: {len(files)} files, {pages} pages")
    print(f"{'reader':<26} {'pages/s':>8} {'ratio':>6}")
    readers: dict[str, Callable[[], float]] = {
        "pdfplumber alone": lambda: each(plain, files),
        "ours, in process": lambda: each(ours, files),
        "ours, in a child": lambda: client(files, fresh=False),
        "ours, a new child a file": lambda: client(files, fresh=True),
    }
    if shutil.which("pdftotext"):
        readers["pdftotext -layout"] = lambda: each(pdftotext, files)
    total = dict.fromkeys(readers, 0.0)
    for _ in range(repeat):
        for name, reader in readers.items():
            total[name] += reader()
    for name, seconds in total.items():
        ratio = total["pdfplumber alone"] / seconds
        print(f"{name:<26} {repeat * pages / seconds:>8.1f} {ratio:>6.1f}", flush=True)


def memory(most: int) -> None:
    """Print what one file of `most` pages takes, and one of a tenth."""
    with tempfile.TemporaryDirectory() as folder:
        for pages in (most // 10, most):
            with pdfium.PdfDocument.new() as long, pdfium.PdfDocument(law()) as short:
                while len(long) < pages:
                    room = min(len(short), pages - len(long))
                    long.import_pages(short, list(range(room)))
                path = Path(folder) / f"{pages}.pdf"
                long.save(path)
            command = [sys.executable, "-c", _PEAK, str(path)]
            told = subprocess.run(command, capture_output=True, check=True, text=True)
            print(f"{pages} pages: {told.stdout.strip()} MB more at the peak")


def readable(folder: Path) -> list[bytes]:
    """Return the PDFs of a folder that can be read."""
    files = []
    for path in sorted(folder.glob("**/*.pdf")):
        data = path.read_bytes()
        try:
            ours(data)
        except IngestError as error:
            print(f"{path.name} is left out: {error.message_en}")
            continue
        files.append(data)
    return files


def main() -> None:
    """Read every kind of file with each reader and print a table for each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", type=Path, nargs="*")
    arguments.add_argument("--decisions", type=int, default=12)
    arguments.add_argument("--repeat", type=int, default=2)
    arguments.add_argument("--memory", type=int, default=0)
    given = arguments.parse_args()
    if given.folders:
        for folder in given.folders:
            table(folder.name, readable(folder), given.repeat)
    else:
        made = [decision(i) for i in range(1, given.decisions + 1)]
        table("samples", readable(SAMPLES), given.repeat)
        table("decisions", made, given.repeat)
        table("a long law", [law()], given.repeat)
    if given.memory:
        memory(given.memory)


if __name__ == "__main__":
    main()
