"""What the worst texts cost: the same text once and twice as long, as a ratio.

usage: python benchmarks/hostile.py [CHARACTERS]

About 2 is linear, 4 is quadratic. Tests cannot assert times on a machine they share;
this shows them, over every reader of the room that meets characters first.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from ingest.normalise import normalise
from ingest.read import read_text
from nlp.dates import find_dates
from nlp.header import read_header
from nlp.numbers import find_numbers
from nlp.pipeline import analyse
from nlp.provisions import find_provisions
from search.query import MAX_CHARACTERS, parse

UNITS = (
    " ",
    "\n",
    "1",
    ",",
    "1/",
    "A.",
    "Điều ",
    "Điều 1. ",
    "khoản 1 ",
    "Luật ",
    "của ",
    "ngày ",
    "số ",
    "“",
    "(",
    "|",
    "Sở ",
    "Ông A ",
    "e\u0302\u0301",
    "Quyết định số 1/QĐ-UBND ",
    "về việc ",
)
READERS: dict[str, Callable[[str], object]] = {
    "normalise": normalise,
    "numbers": find_numbers,
    "dates": find_dates,
    "header": read_header,
    "provisions": find_provisions,
    "all layers": lambda text: analyse(read_text(text + " Điều")),
    "query": lambda text: parse(text[:MAX_CHARACTERS]),
}


def cost(reader: Callable[[str], object], text: str) -> float:
    """Return processor seconds, the better of two runs."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        reader(text)
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    """Print the seconds and the ratio for every reader and every unit."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    analyse(read_text("Quyết định"))
    print("| text | " + " | ".join(READERS) + " |")
    print("|---" * (len(READERS) + 1) + "|")
    for unit in UNITS:
        text = (unit * size)[:size]
        double = (unit * 2 * size)[: 2 * size]
        cells = []
        for reader in READERS.values():
            once, twice = cost(reader, text), cost(reader, double)
            cells.append(f"{twice:.3f} s ×{twice / max(once, 1e-4):.1f}")
        print(f"| {unit!r} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
