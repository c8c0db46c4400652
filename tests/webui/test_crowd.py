"""Many people at once, and a backup while files come in: nobody gets an error."""

from __future__ import annotations

import http.client
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlsplit

import pytest
from conftest import open_archive
from waitress import create_server

from webui.app import create_app
from webui.archive import Archive

PEOPLE = 50
SEARCHES = ("thi dua", "quyet dinh 38 lhh", "2022/KH-UBND", "Nguyễn")
PLAN = "ỦY BAN NHÂN DÂN\nSố: {n}/KH-UBND\n\nKẾ HOẠCH\nVề thi đua {n}\n\nĐiều 1. Thử.\n"


@pytest.fixture
def served(archive: Archive) -> Iterator[str]:
    """The real server with the threads that `cancu serve` gives it."""
    app = create_app(archive.settings, archive)
    server = create_server(app, host="127.0.0.1", port=0, ident=None, threads=14)
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def _ask(address: str) -> int:
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc, timeout=120)
    try:
        line.request("GET", f"{parts.path}?{parts.query}")
        answer = line.getresponse()
        answer.read()
        return answer.status
    finally:
        line.close()


def test_fifty_people_search_at_once(served: str) -> None:
    """Everybody gets an answer."""
    wanted = [f"{served}/?q={quote(text)}" for text in SEARCHES] * PEOPLE
    with ThreadPoolExecutor(PEOPLE) as crowd:
        statuses = Counter(crowd.map(_ask, wanted))

    assert statuses == {200: len(wanted)}


def test_a_backup_is_whole_while_files_come_in(empty: Archive, tmp_path: Path) -> None:
    """What it holds is restored elsewhere and agrees with itself; nobody waits."""
    for number in range(1, 4):
        empty.add_bytes(PLAN.format(n=number).encode(), f"{number}.txt")
    before = empty.counts().held
    files = [(PLAN.format(n=n).encode(), f"{n}.txt") for n in range(4, 10)]
    adding = Thread(target=lambda: [empty.add_bytes(*each) for each in files])
    adding.start()
    targets = [tmp_path / f"{number}.tar" for number in range(3)]
    for target in targets:
        empty.register.backup(target)
    adding.join()

    assert empty.counts().held == before + len(files)
    for number, target in enumerate(targets):
        home = tmp_path / f"restored-{number}"
        other = open_archive(home)
        other.register.restore(target)
        other.reindex()
        # An original may be there before it is registered; nothing is ever missing.
        missing = [p for p in other.verify() if not p.startswith("stray_original")]
        assert missing == []
        assert before <= other.counts().held <= before + len(files)
        other.close()
