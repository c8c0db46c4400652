"""PostgreSQL, OpenSearch, Dask and an S3 store at once: there, used, and back again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from corpus.backup import line_of
from corpus.database import connect, read_only
from corpus.tables import kept_tables
from tests.dask_site import Site
from tests.opensearch_nodes import Nodes
from tests.postgres import Server, started
from tests.s3 import Service
from tests.webui.conftest import SAMPLES
from webui.archive import Archive
from webui.settings import load

ROOT = Path(__file__).resolve().parents[2]
ALL = [path for path in sorted(SAMPLES.glob("mau-*.*")) if path.suffix != ".pdf"][:24]
# The audit log says more after each move: that it was made.
APART = "trail"
ASKED = (
    "quyết định",
    "thi đua khen thưởng",
    "38/QĐ-LHH",
    "cong tac luu tru",
    '"ban hành"',
)


class Place:
    """An installation: its settings, and commands run over it."""

    def __init__(self, folder: Path, environment: dict[str, str], **settings: str):
        self.settings = {"data": str(folder), **settings}
        self.environment = environment
        self.file = folder.with_suffix(".toml")
        lines = (
            f"{name} = {json.dumps(value)}" for name, value in self.settings.items()
        )
        self.file.write_text("\n".join(lines), "utf-8")

    def run(self, *words: str, status: int = 0) -> str:
        """Run a command; return what it prints."""
        # Whoever runs the tests may have named another data folder.
        around = {k: v for k, v in os.environ.items() if not k.startswith("CANCU_")}
        done = subprocess.run(
            [sys.executable, "-m", "webui.cli", *words],
            env={**around, **self.environment, "CANCU_CONFIG": str(self.file)},
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def answers(self) -> list[Any]:
        """Return what searches and a check answer, without how long they took."""
        archive = Archive.open(load({"CANCU_CONFIG": str(self.file)}))
        found: list[Any] = [
            (one.total, one.facets, [(hit.id, hit.snippet) for hit in one.hits])
            for one in (archive.search(typed, limit=50) for typed in ASKED)
        ]
        found.append(archive.check_held("1", as_of="2026-01-01").documents)
        archive.close()
        return found

    def tables(self) -> dict[str, tuple[int, str]]:
        """Return of each table how many rows it has, and their digest."""
        url = (
            self.settings.get("database")
            or f"sqlite:///{self.settings['data']}/register.sqlite"
        )
        engine = connect(url)
        found = {}
        with read_only(engine) as db:
            for table in kept_tables():
                keys = list(table.primary_key.columns)
                rows = db.execute(select(table).order_by(*keys)).mappings().all()
                # Indexing is a step that each place takes by itself.
                again = {"changed_at": ""} if table.name == "ledger" else {}
                lines = b"".join(line_of(table, {**row, **again}) for row in rows)
                found[table.name] = (len(rows), sha256(lines).hexdigest())
        engine.dispose()
        del found[APART]
        return found


@pytest.fixture
def server() -> Iterator[Server]:
    """A database server of this test's own."""
    made = started()
    yield made
    made.remove()


@pytest.mark.slow
def test_there_and_back(nodes: Nodes, server: Server, tmp_path: Path) -> None:
    """Everywhere the same rows, bytes and answers; what was added there comes back."""
    with ExitStack() as ending:
        service = Service()
        ending.callback(service.end)
        site = Site(tmp_path, environment=service.environment)
        ending.callback(site.close)
        index = f"t{uuid.uuid4().hex}"
        ending.callback(lambda: nodes.ask(0, "DELETE", f"/{index}-*"))
        here = Place(tmp_path / "mot", service.environment)
        there = Place(
            tmp_path / "cum",
            service.environment,
            database=server.url(),
            search_engine=",".join(nodes.hosts),
            search_index=index,
            search_shards="2",
            search_replicas="1",
            scheduler=site.address,
            originals=service.url("goc"),
        )
        back = Place(tmp_path / "ve", service.environment)
        site.wait(2)

        half = len(ALL) // 2
        here.run("catalogue", "import", str(SAMPLES / "catalogue.jsonl"))
        here.run("ingest", "--jobs", "2", *map(str, ALL[:half]))
        held = here.tables()
        here.run("migrate", str(there.file))
        assert there.tables() == held
        assert there.answers() == here.answers()
        there.run("verify")

        there.run("ingest", *map(str, ALL[half:]))
        there.run("verify")
        more = there.tables()
        assert more["document"][0] > held["document"][0]
        assert not (tmp_path / "cum" / "originals").exists()

        there.run("migrate", str(back.file))
        assert back.tables() == more
        assert back.answers() == there.answers()
        back.run("verify")
        kept = {path.name for path in (tmp_path / "ve" / "originals").glob("??/*")}
        assert kept >= {sha256(path.read_bytes()).hexdigest() for path in ALL}
