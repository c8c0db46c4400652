"""Readers beside one writer for minutes, and writers killed in the middle of it.

    python benchmarks/enduring.py [--minutes 10] [--kills 40]

Two processes search without pause while a third adds, replaces and removes documents,
committing all the time: no search may fail, miss what was acknowledged or see it twice.
Then a writer is killed again and again at another moment each time: the index must
open and hold everything acknowledged. Ends with status 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Beside the benchmark of that name the room `search` would not be found.
sys.path.append(sys.path.pop(0))

from search.query import parse
from search.whoosh_engine import WhooshEngine

_WRITER = """
import sys, time
from pathlib import Path
from search.engine import IndexDocument
from search.whoosh_engine import WhooshEngine
engine = WhooshEngine(Path(sys.argv[1]), texts=lambda _: None)
until, first, most = time.monotonic() + float(sys.argv[2]), int(sys.argv[3]), 2000
print("open", flush=True)
at = first
while time.monotonic() < until:
    engine.add(
        IndexDocument(id=str(i % most), text="lưu trữ hồ sơ " * 50, number=f"{i}/QĐ-X")
        for i in range(at, at + 5)
    )
    at += 5
    print(at, flush=True)
    if at % 500 == 0:
        engine.optimise()
"""
_READER = """
import sys, time
from pathlib import Path
from search.query import parse
from search.whoosh_engine import WhooshEngine
engine = WhooshEngine(Path(sys.argv[1]), texts=lambda _: "lưu trữ hồ sơ " * 50)
print("open", flush=True)
until, most, asked = time.monotonic() + float(sys.argv[2]), 0, 0
slowest = 0.0
while time.monotonic() < until:
    began = time.perf_counter()
    for typed in ("lưu trữ hồ sơ", '"hồ sơ"', "1/QĐ-X"):
        found = engine.search(parse(typed, limit=3))
    slowest = max(slowest, time.perf_counter() - began)
    total = engine.search(parse("lưu trữ hồ sơ")).total
    assert most <= total <= 2000, (most, total)
    most, asked = total, asked + 4
    time.sleep(0.01)
print(most, asked, f"{slowest:.3f}", flush=True)
"""


def started(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a program of ours in a process of its own, and wait until it has opened."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    root = Path(__file__).resolve().parents[1]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    assert running.stdout is not None
    if running.stdout.readline() != "open\n":
        raise RuntimeError("the process did not open the index")
    return running


def together(folder: Path, minutes: float) -> bool:
    """Read and write at once; tell whether every process ended well."""
    seconds = minutes * 60
    started(_WRITER, folder, 0.2, 0).communicate()
    writer = started(_WRITER, folder, seconds, 0)
    readers = [started(_READER, folder, seconds) for _ in range(2)]
    written = writer.communicate()[0].split()
    print(f"{int(written[-1]) // 5} commits, writer ended with {writer.returncode}")
    good = writer.returncode == 0
    for reader in readers:
        told = reader.communicate()[0].split() or ["0", "0", "0"]
        print(f"{told[1]} searches, slowest round {told[2]} s,", end=" ")
        print(f"reader ended with {reader.returncode}")
        good = good and reader.returncode == 0
    return good


def killed(folder: Path, kills: int) -> bool:
    """Kill a writer again and again; tell whether all that was told is held."""
    rng = random.Random(40)
    at, lost = 0, 0
    for _ in range(kills):
        writer = started(_WRITER, folder, 600, at)
        time.sleep(rng.uniform(0.02, 1.0))
        writer.kill()
        told = writer.communicate()[0].split()
        at = int(told[-1]) if told else at
        engine = WhooshEngine(folder, texts=lambda _: None)
        total = engine.search(parse("lưu trữ", limit=1)).total
        last = engine.search(parse(f"số:{at - 1}/QĐ-X")).total if at else 1
        # The commit in flight may have become whole before it was told.
        lost += not (min(at, 2000) <= total <= min(at + 5, 2000) and last == 1)
        engine.close()
    print(f"{kills} writers killed, {at} documents acknowledged, {lost} times lost")
    return not lost


def main() -> None:
    """Endure what was asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--kills", type=int, default=40)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        good = together(Path(name) / "read", chosen.minutes)
        good = killed(Path(name) / "killed", chosen.kills) and good
    sys.exit(not good)


if __name__ == "__main__":
    main()
