"""Documents known by metadata: read, shown before they are stored, written again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import COLUMNS, CatalogueError, read_entries
from corpus.register import Register

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
ROWS = [
    {
        "number": "30/2020/NĐ-CP",
        "kind": "Nghị định",
        "issuer": "Chính phủ",
        "date": "2020-03-05",
        "title": "Về công tác văn thư",
    },
    {
        "kind": "Luật",
        "number": "45/2013/QH13",
        "date": "2013-11-29",
        "title": "Đất đai",
    },
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows as JSONL."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_import_is_idempotent(register: Register, tmp_path: Path) -> None:
    """The second import adds nothing."""
    path = write(tmp_path / "dm.jsonl", ROWS)
    first, second = register.catalogue_import(path), register.catalogue_import(path)
    assert (first.read, first.added, first.already) == (2, 2, 0)
    assert (second.read, second.added, second.already) == (2, 0, 2)
    assert register.counts()["catalogue"] == 2


def test_dry_run_changes_nothing_and_shows_conflicts(
    register: Register, tmp_path: Path
) -> None:
    """Another date for the same number is shown before anything is stored."""
    register.catalogue_import(write(tmp_path / "a.jsonl", ROWS))
    other = [{**ROWS[0], "date": "2020-05-03"}, {**ROWS[1], "date": "2012-11-29"}]
    report = register.catalogue_import(write(tmp_path / "b.jsonl", other), dry_run=True)
    assert [c.code for c in report.conflicts] == [
        "date_differs",
        "year_number",
        "date_differs",
    ]
    assert register.counts()["catalogue"] == 2


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_export_comes_back(register: Register, tmp_path: Path, suffix: str) -> None:
    """What is exported can be imported; nothing new is in it."""
    register.catalogue_import(write(tmp_path / "a.jsonl", ROWS))
    out = tmp_path / f"ra{suffix}"
    assert register.catalogue_export(out) == 2
    assert register.catalogue_import(out).already == 2


def test_csv_cells_are_harmless(register: Register, tmp_path: Path) -> None:
    """A title that begins like a formula is written so that no sheet runs it."""
    register.catalogue_import(write(tmp_path / "a.jsonl", [{"title": "=1+1"}]))
    out = tmp_path / "ra.csv"
    register.catalogue_export(out)
    assert "'=1+1" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", 1),
        ('{"number": "1/2020/NĐ-CP"}\n[]', 2),
        ('{"number": 5}', 1),
        ('{"number": "1/2020/NĐ-CP", "date": "5/3/2020"}', 1),
        ('{"kind": "Luật"}', 1),
        ('{"title": "' + "x" * 5000 + '"}', 1),
    ],
)
def test_a_broken_line_is_named(
    register: Register, tmp_path: Path, text: str, line: int
) -> None:
    """The error says which line; nothing of the file is stored."""
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        register.catalogue_import(path)
    assert caught.value.line == line
    assert caught.value.message_vi
    assert register.counts()["catalogue"] == 0


def test_csv_needs_its_columns(tmp_path: Path) -> None:
    """A CSV file without a heading is not guessed at."""
    path = tmp_path / "a.csv"
    path.write_text("30/2020/NĐ-CP;Nghị định\n", encoding="utf-8")
    with pytest.raises(CatalogueError):
        read_entries(path)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are an error, not mojibake."""
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"title": "Đất"}'.encode("utf-16"))
    with pytest.raises(CatalogueError):
        read_entries(path)


def test_import_resolves_waiting_citations(
    register: Register, made: Any, tmp_path: Path
) -> None:
    """A citation that led nowhere leads to the entry once it is known."""
    cites = ({"kind": "Nghị định", "number": "30/2020/NĐ-CP"},)
    held = register.add(*made(cites=cites))
    assert [c.resolution for c in register.waiting()] == ["unresolved"]
    register.catalogue_import(write(tmp_path / "a.jsonl", ROWS))
    (cite,) = register.cites(held.id)
    assert (cite.resolution, cite.targets[0].number) == ("exact", "30/2020/NĐ-CP")
    assert register.waiting() == []


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason="needs the reviewed documents")
def test_three_thousand_entries_at_once(register: Register) -> None:
    """The catalogue of real documents is imported whole, its own errors shown."""
    report = register.catalogue_import(GOLD / "catalogue.jsonl")
    assert report.added == report.read > 3000
    assert {conflict.code for conflict in report.conflicts} == {"year_number"}
    assert set(COLUMNS) >= {"number", "kind", "issuer", "date", "title"}
