"""How much faster files go in with two workers of a scheduler than with one.

    python benchmarks/scale_ingest.py [--texts 200] [--scans 16]

A Dask scheduler and its workers are started on loopback. The same files go into an
empty archive with one worker and with two, texts of ten kilobytes and scanned pages.
Seconds are of the clock, since waiting for others is what is measured; run it on a
machine that does nothing else. Writing the register and the index is done by one
process, so that texts, which are read as fast as they are written, gain less than
scans, on which nearly all time is spent reading.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.picture import render_page
from tests.ports import free_port
from webui.archive import Archive
from webui.cluster_readers import Cluster, ClusterLost, ClusterReaders
from webui.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
LINE = "Căn cứ Nghị định số {}/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n"


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """Run a scheduler with so many workers; give its address."""
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    common = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    module = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    started = [subprocess.Popen([*module, *options], **common)]  # type: ignore[call-overload]
    module = [sys.executable, "-m", "distributed.cli.dask_worker", address]
    options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
    local = ["--local-directory", str(folder)]
    for _ in range(workers):
        started.append(subprocess.Popen([*module, *options, *local], **common))  # type: ignore[call-overload]
    try:
        while not _ready(address, workers):
            time.sleep(0.2)
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def _ready(address: str, workers: int) -> bool:
    try:
        with ClusterReaders(Cluster(address)) as readers:
            return sum(readers.threads().values()) == workers
    except ClusterLost:
        return False


def texts(folder: Path, count: int) -> list[Path]:
    """Write reports of ten kilobytes, each citing many decrees."""
    paths = []
    for number in range(count):
        body = "".join(LINE.format(number * 100 + n) for n in range(90))
        path = folder / f"{number:04d}.txt"
        path.write_text(f"Số: {number + 1}/BC-SNV\n\nBÁO CÁO\nLần {number}\n\n{body}")
        paths.append(path)
    return paths


def scans(folder: Path, count: int) -> list[Path]:
    """Draw the first pages of the sample PDFs as pictures, each file another one."""
    drawn = [render_page(path, 1, dpi=200) for path in sorted(SAMPLES.glob("*.pdf"))]
    paths = []
    for number in range(count):
        path = folder / f"{number:04d}.png"
        # What follows the end of a picture is no part of it, and makes another file.
        path.write_bytes(drawn[number % len(drawn)] + str(number).encode())
        paths.append(path)
    return paths


def seconds(paths: list[Path], workers: int) -> float:
    """Return how long the files take to go into an empty archive."""
    with tempfile.TemporaryDirectory() as name, cluster(workers, Path(name)) as address:
        settings = Settings(data=Path(name) / "data", scheduler=address)
        archive = Archive.open(settings)
        list(archive.ingest(paths[:2]))  # the workers load their models
        began = time.perf_counter()
        outcomes = list(archive.ingest(paths[2:]))
        spent = time.perf_counter() - began
        assert all(outcome.id for outcome in outcomes)
        archive.close()
    return spent


def main() -> None:
    """Measure and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=int, default=200)
    arguments.add_argument("--scans", type=int, default=16)
    chosen = arguments.parse_args()
    print(f"{'files':12}{'one worker':>12}{'two workers':>12}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        for label, make, count in (
            ("texts", texts, chosen.texts),
            ("scans", scans, chosen.scans),
        ):
            folder = Path(name) / label
            folder.mkdir()
            paths = make(folder, count)
            one, two = seconds(paths, 1), seconds(paths, 2)
            print(f"{label:12}{one:>10.1f} s{two:>10.1f} s{one / two:>8.2f}")


if __name__ == "__main__":
    main()
