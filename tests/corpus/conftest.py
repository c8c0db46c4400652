"""A register of its own for each test, and documents made up for the purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from corpus.database import connect
from corpus.register import Register
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Header, Provision
from tests.postgres import Server, started

LHH = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
Maker = Callable[..., tuple[bytes, Document, Analysis]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server with one database of the present schema to copy from."""
    server = started()
    admin = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text("CREATE DATABASE pattern"))
    connect(server.url("pattern")).dispose()
    admin.dispose()
    yield server
    server.remove()


_numbers = count(1)


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of an empty database of the present schema, dropped afterwards."""
    name = f"so_{next(_numbers)}"
    admin = create_engine(postgres.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text(f"CREATE DATABASE {name} TEMPLATE pattern STRATEGY file_copy"))
    yield postgres.url(name)
    with admin.connect() as db:
        db.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """An empty register on a file of its own, and on a server: each test sees both."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/so.db"
    else:
        url = request.getfixturevalue("postgres_url")
    opened = Register.open(url, tmp_path / "goc")
    yield opened
    opened.close()


def make(
    name: str = "a.txt",
    *,
    cites: tuple[dict[str, Any], ...] = (),
    provisions: tuple[str, ...] = (),
    effective_from: str | None = None,
    **header: Any,
) -> tuple[bytes, Document, Analysis]:
    """Return bytes, document and analysis of a document that cites others."""
    written = f"{name} {header}\n"
    citations = []
    for cite in cites:
        parts = (cite.get("kind"), cite.get("number"), cite.get("title"))
        printed = " ".join(part for part in parts if part)
        span = Span(len(written), len(written) + len(printed))
        written += printed + ";\n"
        citations.append(Citation(span=span, **cite))
    data = written.encode("utf-8")
    analysis = Analysis(
        header=Header(**header),
        citations=tuple(citations),
        provisions=tuple(Provision(path, Span(0, 1)) for path in provisions),
        effective_from=effective_from,
    )
    return data, Document(sha256(data).hexdigest(), name, written), analysis


@pytest.fixture
def made() -> Maker:
    """The maker of documents."""
    return make


@pytest.fixture
def decision() -> dict[str, str]:
    """The header of a decision whose number many unions use each year."""
    return {
        "kind": "Quyết định",
        "number": "38/QĐ-LHH",
        "date": "2020-07-31",
        "issuer": LHH,
        "title": "Ban hành quy chế Thi đua – Khen thưởng",
    }
