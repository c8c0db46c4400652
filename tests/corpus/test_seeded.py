"""Planted errors in real documents are found, and nothing that agrees is accused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpus.crosscheck import CheckedDocument
from corpus.register import Register
from corpus.verdicts import Verdict
from ingest.document import Document
from nlp.pipeline import analyse

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
EVERY = 4

pytestmark = [
    pytest.mark.gold,
    pytest.mark.slow,
    pytest.mark.skipif(not GOLD.is_dir(), reason="needs the reviewed documents"),
]


@cache
def seeds(folder: Path) -> list[dict[str, Any]]:
    """Return the cases that the seeding script writes into `folder`."""
    script = [sys.executable, str(GOLD / "seed_errors.py"), "make"]
    inputs = [str(GOLD / "annotated"), str(GOLD / "catalogue.jsonl"), str(folder)]
    subprocess.run([*script, *inputs], check=True, capture_output=True)
    cases: list[dict[str, Any]] = json.loads((folder / "cases.json").read_text("utf-8"))
    return cases


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the seeded documents."""
    return tmp_path_factory.mktemp("gieo")


@pytest.fixture(scope="module")
def catalogued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register that knows the catalogue of real documents."""
    home = tmp_path_factory.mktemp("so")
    opened = Register.open(f"sqlite:///{home}/so.db", home / "goc")
    opened.catalogue_import(GOLD / "catalogue.jsonl")
    yield opened
    opened.close()


def check(register: Register, path: Path) -> CheckedDocument:
    """Cross-check one seeded document."""
    data = path.read_bytes()
    document = Document(sha256(data).hexdigest(), path.name, data.decode("utf-8"))
    return register.check(document, analyse(document))


def test_planted_errors_are_found(catalogued: Register, folder: Path) -> None:
    """At least 98 of 100 planted errors are contradicted or reported."""
    planted = [case for case in seeds(folder) if case["kind"] != "clean"][::EVERY]
    missed = []
    for case in planted:
        checked = check(catalogued, folder / f"{case['case']}.txt")
        spans = [
            each.citation.span
            for each in checked.citations
            if each.verdict is Verdict.CONTRADICTED
        ]
        spans += [f.span for f in checked.findings if f.severity != "info"]
        if not any(s.start < case["end"] and case["start"] < s.end for s in spans):
            missed.append(case["case"])
    assert len(missed) <= 0.02 * len(planted), missed


def test_what_agrees_is_not_accused(catalogued: Register, folder: Path) -> None:
    """No citation that agrees with the catalogue is contradicted; all add up."""
    false = []
    for case in seeds(folder):
        if case["kind"] != "clean":
            continue
        checked = check(catalogued, folder / f"{case['case']}.txt")
        assert all(outcome.state == "run" for outcome in checked.checks)
        for each in checked.citations:
            span = each.citation.span
            agrees = any(a < span.end and span.start < b for a, b in case["agree"])
            if agrees and each.verdict is Verdict.CONTRADICTED:
                false.append((case["case"], span.start, each.reason.code))
    assert false == []
