"""How long pages take at ten thousand documents, and how fifty people at once fare.

    python benchmarks/serving.py [--documents 10000] [--people 50] [--data FOLDER]

A made-up register of decisions and decrees that cite each other, served by waitress on
loopback as `cancu serve` does. Shown for each page: milliseconds of the server for one
visitor (median, 95th percentile), bytes of the page; then the same searches by many
people at once: answers, errors, seconds. With `--data` the register is kept there and
filled only once.
"""

from __future__ import annotations

import argparse
import http.client
import logging
import random
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from waitress import create_server

from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Header, Provision
from webui.app import create_app
from webui.archive import Archive
from webui.settings import Settings

PLACES = ("Nghệ An", "Thanh Hóa", "Quảng Ninh", "Cao Bằng", "Lạng Sơn", "An Giang")
PEOPLE = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Châu", "Phạm Quốc Dũng")
SUBJECTS = (
    "thi đua, khen thưởng",
    "công tác văn thư, lưu trữ",
    "giao dự toán ngân sách",
    "phê duyệt quy hoạch sử dụng đất",
    "kiểm tra việc chấp hành pháp luật",
    "phòng, chống thiên tai",
)
WORDS = (
    *("cơ quan", "đơn vị", "cá nhân", "tổ chức", "thực hiện", "trách nhiệm"),
    *("báo cáo", "kết quả", "kiểm tra", "theo dõi", "đôn đốc", "hướng dẫn"),
    *("triển khai", "kế hoạch", "nhiệm vụ", "kinh phí", "ngân sách", "quyền hạn"),
    *("thẩm quyền", "hồ sơ", "thủ tục", "thời hạn", "quy định", "hiệu lực"),
)
SEARCHES = (
    "quyet dinh 38",
    "thi đua khen thưởng",
    "nghị định 30/2015",
    "Nguyễn Văn An",
    "ngân sách Nghệ An",
    '"công tác văn thư"',
    "quy hoạch -đất",
    "kiểm tra báo cáo kết quả",
)
CITATIONS = 12
ARTICLES = 12


def identity(at: int) -> dict[str, str]:
    """Return kind, number, date and issuer of the made-up document `at`."""
    year, month, day = 2010 + at % 15, 1 + at % 12, 1 + at % 28
    date = f"{year}-{month:02d}-{day:02d}"
    if at % 3:
        issuer = f"Ủy ban nhân dân tỉnh {PLACES[at % len(PLACES)]}"
        return {
            "kind": "Quyết định",
            "number": f"{1 + at // 18}/QĐ-UBND",
            "date": date,
            "issuer": issuer,
        }
    number = f"{1 + at}/{year}/NĐ-CP"
    return {"kind": "Nghị định", "number": number, "date": date, "issuer": "Chính phủ"}


def make(at: int, known: int, chance: random.Random) -> tuple[Document, Analysis]:
    """Return document `at`: a head, a dozen citations, a dozen articles."""
    own = identity(at)
    subject = SUBJECTS[at % len(SUBJECTS)]
    text = f"{own['issuer'].upper()}\nSố: {own['number']}\n\nVề {subject}\n\n"
    citations, provisions = [], []
    for _ in range(CITATIONS):
        target = identity(chance.randrange(known + known // 20))
        printed = f"{target['kind']} số {target['number']} ngày {target['date']}"
        text += "Căn cứ "
        span = Span(len(text), len(text) + len(printed))
        text += printed + ";\n"
        citations.append(Citation(span=span, relation="basis", **target))
    for article in range(1, ARTICLES + 1):
        start = len(text)
        body = " ".join(chance.choices(WORDS, k=30))
        text += f"Điều {article}. {subject.capitalize()}. {body}.\n"
        provisions.append(Provision(f"dieu:{article}", Span(start, len(text) - 1)))
    signer = PEOPLE[at % len(PEOPLE)]
    text += f"\nCHỦ TỊCH\n{signer}\n"
    header = Header(title=f"Về {subject}", signer=signer, **own)
    found = Analysis(
        header=header, citations=tuple(citations), provisions=tuple(provisions)
    )
    digest = sha256(text.encode()).hexdigest()
    return Document(digest, f"{at}.txt", text), found


def filled(folder: Path, documents: int) -> Archive:
    """Open the archive in `folder`, adding what it does not hold yet."""
    archive = Archive.open(Settings(data=folder, secret_key="benchmark"))
    chance = random.Random(documents)
    held = archive.counts().held
    for at in range(documents):
        document, analysis = make(at, documents, chance)
        if at >= held:
            archive.register.add(document.text.encode(), document, analysis)
    archive.index_pending(patience=600)
    return archive


def pages(documents: int) -> dict[str, list[str]]:
    """Return the addresses that are asked for, by the name of the page."""
    chance = random.Random(1)
    some = [str(chance.randrange(1, documents + 1)) for _ in range(40)]
    return {
        "search": [f"/?q={quote(text)}" for text in SEARCHES] * 5,
        "search, filtered": [
            f"/?q={quote(text)}&kind={quote('Quyết định')}" for text in SEARCHES
        ],
        "suggest": [f"/api/v1/suggest?q={quote(text[:5])}" for text in SEARCHES],
        "document": [f"/van-ban/{ident}" for ident in some],
        "cross-check": [f"/van-ban/{ident}/doi-chieu" for ident in some[:10]],
        "citation map": [f"/van-ban/{ident}/ban-do" for ident in some[:10]],
        "statistics": ["/thong-ke"] * 3,
    }


def ask(port: int, address: str) -> tuple[int, int]:
    """Return status and size of one answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        line.request("GET", address)
        answer = line.getresponse()
        return answer.status, len(answer.read())
    finally:
        line.close()


def one_visitor(archive: Archive, documents: int) -> None:
    """Print how long the server works on each page, for one visitor."""
    client = create_app(archive.settings, archive).test_client()
    print(f"{'page':<18}{'median ms':>10}{'p95 ms':>9}{'kB':>7}")
    for name, addresses in pages(documents).items():
        client.get(addresses[0])
        times, size = [], 0
        for address in addresses:
            begun = time.process_time()
            answer = client.get(address)
            times.append((time.process_time() - begun) * 1000)
            assert answer.status_code == 200, address
            size = max(size, len(answer.data))
        last = quantiles(times, n=20)[-1]
        print(f"{name:<18}{median(times):>10.1f}{last:>9.1f}{size / 1000:>7.1f}")


def many_people(archive: Archive, people: int, times: int) -> None:
    """Print how many answers people get who all search at the same time."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(archive.settings, archive)
    server = create_server(app, host="127.0.0.1", port=0, ident=None, threads=14)
    port = int(server.effective_port)
    threading.Thread(target=server.run, daemon=True).start()
    wanted = [f"/?q={quote(SEARCHES[at % len(SEARCHES)])}" for at in range(times)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(people) as crowd:
        jobs = [
            crowd.submit(ask, port, address)
            for address in wanted
            for _ in range(people)
        ]
        statuses = Counter(job.result()[0] for job in jobs)
    took = time.perf_counter() - begun
    server.close()
    print(f"{people} people: {dict(statuses)} in {took:.1f} s", end=", ")
    print(f"{len(jobs) / took:.0f} answers a second")


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = filled(given.data or Path(folder), given.documents)
        one_visitor(archive, given.documents)
        many_people(archive, given.people, given.times)
        archive.close()


if __name__ == "__main__":
    main()
