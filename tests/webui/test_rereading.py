"""What is held is read once more after an update, and nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.register import NotHeld
from nlp.analysis import Analysis
from webui.archive import Archive
from webui.cli import cancu

DECISION = (
    "ỦY BAN NHÂN DÂN\nTỈNH HẢI LĂNG\n\nSố: {serial}/QĐ-UBND\n\n"
    "Hải Lăng, ngày 05 tháng 3 năm 2020\n\nQUYẾT ĐỊNH\nVề việc giao nhiệm vụ\n\n"
    "Căn cứ Quyết định số {cited}/QĐ-UBND ngày 05 tháng 3 năm 2020;\n"
    "Điều 1. Giao nhiệm vụ cho Sở Nội vụ.\n"
)


@pytest.fixture
def two(empty: Archive) -> Archive:
    """Two decisions, the second of which rests on the first."""
    for serial, cited in ((1, 900), (2, 1)):
        text = DECISION.format(serial=serial, cited=cited)
        assert empty.add_bytes(text.encode(), f"qd-{serial}.txt").new
    return empty


def read_by_an_older_program(archive: Archive, ident: str) -> None:
    """Store a reading that saw no number and no citations, and index it."""
    document, analysis = archive.reading(ident)
    header = replace(analysis.header, number=None)
    assert archive.register.reread(
        document, Analysis(header=header, dates=analysis.dates)
    )
    archive.index_pending()


def test_what_an_older_program_did_not_see_is_found(two: Archive) -> None:
    """Number, citations, links and index are those of this version, ids stay."""
    before = [row.resolution for row in two.cites("2")]
    assert before == ["exact"]
    read_by_an_older_program(two, "2")
    assert not two.cites("2")
    assert [hit.number for hit in two.search("2/QĐ-UBND").hits] == [None]

    outcomes = list(two.reread(jobs=1))

    assert [(one.id, one.new) for one in outcomes] == [("1", False), ("2", True)]
    assert [row.resolution for row in two.cites("2")] == before
    (hit,) = two.search("2/QĐ-UBND").hits
    assert (hit.id, hit.number) == ("2", "2/QĐ-UBND")
    assert [row.by.id for row in two.cited_by("1")] == [2]
    assert two.verify() == []
    assert not any(one.new for one in two.reread(jobs=1))


def test_links_are_resolved_anew_though_nothing_was_read_otherwise(
    two: Archive,
) -> None:
    """The rules of identity may have changed: links that were lost come back."""
    with two.register.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM link")
    assert not two.cited_by("1")
    assert not any(one.new for one in two.reread(jobs=1))
    assert len(two.cited_by("1")) == 1


def test_what_people_said_of_a_header_stays(two: Archive) -> None:
    """A correction holds for every later reading."""
    two.register.corrections.correct(2, {"number": "22/QĐ-UBND"}, who="Lê C")
    read_by_an_older_program(two, "2")
    assert [one.new for one in two.reread(jobs=1)] == [False, True]
    assert two.held("2").number == "22/QĐ-UBND"


def test_one_that_cannot_be_read_any_more_stays_as_it_is(two: Archive) -> None:
    """It is named, is no failure of the ledger, and the rest goes on."""
    original = two.register.originals.path(two.held("1").sha256)
    original.chmod(0o600)
    original.unlink()
    outcomes = {one.name: one for one in two.reread(jobs=1)}
    assert outcomes["qd-1.txt"].id is None
    assert outcomes["qd-2.txt"].id == "2"
    assert two.failures() == []
    assert two.held("1").number == "1/QĐ-UBND"


def test_only_what_is_held_is_read_again(two: Archive) -> None:
    """The register takes no reading of bytes it does not hold."""
    document, analysis = two.reading("1")
    with pytest.raises(NotHeld):
        two.register.reread(replace(document, sha256="0" * 64), analysis)


def command(data: Path, *arguments: str) -> Result:
    """Run `cancu reread`."""
    runner = CliRunner(env={"CANCU_DATA": str(data)})
    return runner.invoke(cancu, ["reread", *arguments])


def test_the_command_counts_what_differs(two: Archive) -> None:
    """All of it, or what is named; a number that is not held is an error."""
    read_by_an_older_program(two, "2")
    data = two.settings.data
    first = command(data, "1/QĐ-UBND", "--jobs", "1")
    assert "Read again 1, of which 0 otherwise than before" in first.output
    rest = command(data, "--jobs", "1")
    assert "Đọc lại 2, trong đó 1 đọc ra khác trước, lỗi 0" in rest.output
    unknown = command(data, "987/QĐ-UBND")
    assert unknown.exit_code == 1
    assert "987/QĐ-UBND" in unknown.output
