"""How fast documents are linked and dossiers checked as the register grows.

    python benchmarks/linking.py [--documents 1000 3000] [--citations 15] [--dossier 40]

A made-up register: each document has a number of its own and cites others of all ages,
a twentieth of them not held, a tenth by a number that several bodies share. Shown are
milliseconds a document for the filling, for one more document linked both ways, for
resolving every citation anew, and seconds for a dossier. What matters is that the cost
of a document stays flat while the register grows. Times are of the processor, so that
others at work on the machine do not count; the waiting of the disk is not in them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

from corpus.register import Register
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Header

CITIES = ("Nghệ An", "Thanh Hóa", "Quảng Ninh", "Cao Bằng", "Lạng Sơn")
PROBES = 20


def identity(at: int) -> dict[str, str]:
    """Return kind, number, date and issuer of the made-up document `at`."""
    year, month, day = 2010 + at % 15, 1 + at % 12, 1 + at % 28
    date = f"{year}-{month:02d}-{day:02d}"
    if at % 10 == 0:
        issuer = f"Ủy ban nhân dân tỉnh {CITIES[at // 10 % len(CITIES)]}"
        number = f"{1 + at // 50}/QĐ-UBND"
        kind = "Quyết định"
    else:
        issuer, kind = "Chính phủ", "Nghị định"
        number = f"{1 + at}/{year}/NĐ-CP"
    return {"kind": kind, "number": number, "date": date, "issuer": issuer}


def make(
    at: int, known: int, citations: int, chance: random.Random
) -> tuple[bytes, Document, Analysis]:
    """Return document `at`, citing documents up to `known` and a few beyond."""
    own = identity(at)
    text, found = f"{own['kind']} số {own['number']}\n", []
    for _ in range(citations):
        target = identity(chance.randrange(max(1, known + known // 20)))
        printed = f"{target['kind']} số {target['number']} ngày {target['date']}"
        span = Span(len(text), len(text) + len(printed))
        text += printed + ";\n"
        found.append(Citation(span=span, relation="basis", **target))
    data = f"{text}{at}".encode()
    header = Header(title=f"Về việc thứ {at}", **own)
    document = Document(sha256(data).hexdigest(), f"{at}.txt", data.decode("utf-8"))
    return data, document, Analysis(header=header, citations=tuple(found))


def timed(run: Any, *arguments: Any) -> float:
    """Return the processor seconds that a call takes."""
    begun = time.process_time()
    run(*arguments)
    return time.process_time() - begun


def measure(documents: int, citations: int, dossier: int) -> dict[str, float]:
    """Fill a register and return the costs of what is then asked of it."""
    chance = random.Random(documents)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        register = Register.open(f"sqlite:///{home}/so.db", home / "goc")
        begun = time.process_time()
        for at in range(documents):
            register.add(*make(at, documents, citations, chance))
        filling = (time.process_time() - begun) / documents
        probes = [
            timed(register.add, *make(documents + i, documents, citations, chance))
            for i in range(PROBES)
        ]
        whole = timed(register.resolve_again)
        reports = [
            make(-i, documents, citations, chance) for i in range(1, dossier + 1)
        ]
        checking = timed(lambda: [register.check(each[1], each[2]) for each in reports])
        counting = timed(register.counts)
        register.close()
    return {
        "fill ms/doc": filling * 1000,
        "one more ms": median(probes) * 1000,
        "re-resolve ms/doc": whole * 1000 / documents,
        "re-resolve s": whole,
        f"dossier of {dossier} s": checking,
        "counts ms": counting * 1000,
    }


def main() -> None:
    """Measure each size and print one row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 3000])
    parser.add_argument("--citations", type=int, default=15)
    parser.add_argument("--dossier", type=int, default=40)
    given = parser.parse_args()
    for size in given.documents:
        costs = measure(size, given.citations, given.dossier)
        shown = "  ".join(f"{name} {cost:.2f}" for name, cost in costs.items())
        print(f"{size} documents, {size * given.citations} citations:  {shown}")


if __name__ == "__main__":
    main()
