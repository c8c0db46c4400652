"""A register of its own for each test, and documents made up for the purpose."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine

from corpus.register import Register
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Header, Provision

LHH = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
Maker = Callable[..., tuple[bytes, Document, Analysis]]


def fresh(url: str) -> str:
    """Return the URL of a server's database after dropping every table in it."""
    engine = create_engine(url)
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """An empty register: on a file of its own, or on the server of CANCU_TEST_URL."""
    server = os.environ.get("CANCU_TEST_URL")
    url = fresh(server) if server else f"sqlite:///{tmp_path}/so.db"
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
    text = f"{name} {header}\n"
    citations = []
    for cite in cites:
        parts = (cite.get("kind"), cite.get("number"), cite.get("title"))
        printed = " ".join(part for part in parts if part)
        span = Span(len(text), len(text) + len(printed))
        text += printed + ";\n"
        citations.append(Citation(span=span, **cite))
    data = text.encode("utf-8")
    analysis = Analysis(
        header=Header(**header),
        citations=tuple(citations),
        provisions=tuple(Provision(path, Span(0, 1)) for path in provisions),
        effective_from=effective_from,
    )
    return data, Document(sha256(data).hexdigest(), name, text), analysis


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
