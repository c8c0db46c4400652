"""Is memory flat? Peak memory of an ingest at growing counts of pages.

    python benchmarks/memory.py [--pages 10000] [--per-file 40] [--jobs 1]

Makes PDFs of our own words, every page another, and takes them into an empty archive.
Prints after every tenth the peak of the process that writes since the row before, and
the most that its reading processes held together (shared pages counted once). Ends
with status 1 when the last fifth needed much more than the second.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# Beside the benchmark of that name the room `search` would not be found.
sys.path.append(sys.path.pop(0))

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from webui.archive import Archive
from webui.settings import Settings

_FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerifCondensed.ttf",
)
_MEGABYTE = 1 << 20
_EVERY = 0.25  # seconds between two looks at the readers
_MORE = 1.25  # what the last fifth may need, over the second
_HEAD = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH HẢI LĂNG",
    "Số: {n}/QĐ-UBND",
    "Hải Lăng, ngày {day:02} tháng {month:02} năm 2020",
    "QUYẾT ĐỊNH",
    "Về việc giao chỉ tiêu kế hoạch số {n} cho các đơn vị",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị định số {cited}/2019/NĐ-CP ngày 05 tháng 3 năm 2019 của Chính phủ;",
)
_LINE = "{at}. Sở Nội vụ thực hiện chỉ tiêu {n} theo Quyết định số {cited}/QĐ-UBND;"
_LINES = 36


def pages(number: int, count: int) -> Iterator[list[str]]:
    """Yield the lines of every page of a file."""
    for page in range(count):
        said = {
            "n": number,
            "day": number % 27 + 1,
            "month": number % 12 + 1,
            "cited": number * 7 % 900 + page,
        }
        lines = list(_HEAD) if page == 0 else []
        lines.append(f"Điều {page + 1}. Nhiệm vụ năm thứ {page * number % 97}")
        lines += [_LINE] * (_LINES - len(lines))
        yield [line.format(**said, at=at) for at, line in enumerate(lines)]


def pdf(number: int, count: int) -> bytes:
    """Return a file with a layer of text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for lines in pages(number, count):
        canvas.setFont("Serif", 12)
        for at, line in enumerate(lines):
            canvas.drawString(60, 790 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class Watch(threading.Thread):
    """Looks at the processes that this one started; `most` is their highest sum."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        """Look until the program ends."""
        own = {str(threading.main_thread().native_id)}
        while True:
            self.most = max(self.most, sum(map(_held, _below(own))))
            time.sleep(_EVERY)

    def taken(self) -> int:
        """Return the highest sum since the last time."""
        most, self.most = self.most, 0
        return most


def _below(roots: set[str]) -> set[str]:
    """Return the processes started by these, and by those."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parents[folder.name] = stat.rpartition(")")[2].split()[1]
    found: set[str] = set()
    level = roots
    while level:
        level = {child for child, parent in parents.items() if parent in level}
        found |= level
    return found


def _held(process: str) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in lines if x.startswith("Pss:")), 0)


def _peak() -> int:
    """Return the highest memory of this process since the last time."""
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(x.split()[1]) * 1024 for x in lines if x.startswith("VmHWM:"))
    Path("/proc/self/clear_refs").write_text("5")
    return peak


def measure(archive: Archive, paths: list[Path], per_file: int, jobs: int) -> bool:
    """Take the files in, print the rows; tell whether memory was flat."""
    watch, rows = Watch(), []
    watch.start()
    step = max(1, len(paths) // 10)
    print("| pages | writer, peak MB | readers, peak MB | processor s |")
    print("|---|---|---|---|")
    for done, outcome in enumerate(archive.ingest(paths, jobs=jobs), 1):
        if outcome.id is None:
            raise SystemExit(f"{outcome.name}: {outcome.message}")
        if done % step == 0:
            rows.append((_peak(), watch.taken()))
            writer, readers = (round(part / _MEGABYTE) for part in rows[-1])
            spent = time.process_time()
            print(f"| {done * per_file} | {writer} | {readers} | {spent:.0f} |")
            sys.stdout.flush()
    early = [max(column) for column in zip(*rows[2:4], strict=True)]
    late = [max(column) for column in zip(*rows[-2:], strict=True)]
    return all(b <= _MORE * a for a, b in zip(early, late, strict=True))


def main() -> None:
    """Make the files, take them in."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--per-file", type=int, default=40)
    options.add_argument("--jobs", type=int, default=1)
    chosen = options.parse_args()
    font = next(path for path in _FONTS if Path(path).exists())
    pdfmetrics.registerFont(TTFont("Serif", font))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        paths = []
        for number in range(1, chosen.pages // chosen.per_file + 1):
            paths.append(folder / f"{number:05}.pdf")
            paths[-1].write_bytes(pdf(number, chosen.per_file))
        archive = Archive.open(Settings(data=Path(name) / "data"))
        flat = measure(archive, paths, chosen.per_file, chosen.jobs)
        archive.close()
    print("flat" if flat else "growing")
    sys.exit(not flat)


if __name__ == "__main__":
    main()
