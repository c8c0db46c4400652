"""The register from above, and the questions that pages put to it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from corpus.identity import Reference
from corpus.overview import overview_of
from corpus.questions import (
    acts_on_document,
    entry_cited_by,
    entry_of,
    find_entries,
    look_up,
)
from corpus.register import NotHeld, Register

OLD = {"kind": "Quyết định", "number": "25/QĐ-LHH", "date": "2015-03-02"}
LAW = '{"number": "91/2017/NĐ-CP", "kind": "Nghị định", "date": "2017-07-31", '
LAW += '"issuer": "Chính phủ", "title": "Quy định chi tiết"}\n'


@pytest.fixture
def filled(register: Register, made: Any, decision: Any, tmp_path: Any) -> Register:
    """A decision, the one it replaced, and a report that still cites the old one."""
    issuer = decision["issuer"]
    old = {**OLD, "issuer": issuer}
    law = {"kind": "Nghị định", "number": "91/2017/NĐ-CP", "date": "2017-07-31"}
    (tmp_path / "c.jsonl").write_text(LAW, "utf-8")
    register.catalogue_import(tmp_path / "c.jsonl")
    register.add(*made("cu.txt", **old))
    register.add(*made("moi.txt", cites=({**old, "relation": "replaces"},), **decision))
    report = {**decision, "kind": "Báo cáo", "number": "12/BC-LHH"}
    report["date"] = "2022-08-01"
    register.add(*made("bao-cao.txt", cites=(old, law), **report))
    early = {**report, "number": "11/BC-LHH", "date": "2019-08-01"}
    register.add(*made("som.txt", cites=(old,), **early))
    return register


def test_the_overview_counts_by_year_kind_and_issuer(filled: Register) -> None:
    """Each document is counted once in each table."""
    seen = filled.ask(overview_of)

    assert dict(seen.years) == {"2015": 1, "2019": 1, "2020": 1, "2022": 1}
    assert seen.kinds == (("Báo cáo", 2), ("Quyết định", 2))
    assert [count for _, count in seen.issuers] == [4]


def test_the_most_cited_are_counted_by_citing_documents(filled: Register) -> None:
    """Three documents cite the old decision, one the decree of the catalogue."""
    seen = filled.ask(overview_of)

    cited = [(known.number, count) for known, count in seen.most_cited]
    assert cited == [("25/QĐ-LHH", 3), ("91/2017/NĐ-CP", 1)]


def test_what_was_replaced_and_is_cited_later_is_outdated(filled: Register) -> None:
    """The report before the replacement and the replacing decision are not listed."""
    (one,) = filled.ask(overview_of).outdated

    assert one.known.number == "25/QĐ-LHH"
    assert one.act.by.number == "38/QĐ-LHH"
    assert [held.number for held in one.citing] == ["12/BC-LHH"]


def test_acts_on_a_document_name_who_acts(filled: Register) -> None:
    """The old decision was replaced; nothing was done to the new one."""
    (act,) = filled.ask(partial(acts_on_document, document_id=1))

    assert (act.relation, act.by.number) == ("replaces", "38/QĐ-LHH")
    assert filled.ask(partial(acts_on_document, document_id=2)) == []


def test_a_number_is_looked_up_in_register_and_catalogue(filled: Register) -> None:
    """Held, known by its metadata, or neither."""
    found = {
        number: filled.ask(partial(look_up, reference=Reference(number=number)))
        for number in ("25/QĐ-LHH", "91/2017/NĐ-CP", "1/QĐ-XYZ")
    }

    sources = {n: [k.source for k in r.candidates] for n, r in found.items()}
    assert sources == {
        "25/QĐ-LHH": ["register"],
        "91/2017/NĐ-CP": ["catalogue"],
        "1/QĐ-XYZ": [],
    }


@pytest.mark.parametrize(
    ("text", "total"),
    [("", 1), ("91/2017/NĐ-CP", 1), ("91/2017", 1), ("chi tiết", 1), ("92/2017", 0)],
)
def test_entries_are_found_by_number_and_title(
    filled: Register, text: str, total: int
) -> None:
    """The beginning of a number is enough, and so are words of the title."""
    count, rows = filled.ask(partial(find_entries, text=text, offset=0, limit=10))

    assert (count, len(rows)) == (total, total)


def test_an_entry_knows_who_cites_it(filled: Register) -> None:
    """The page of a decree that is not held shows the documents that cite it."""
    entry = filled.ask(partial(entry_of, entry_id=1))
    (row,) = filled.ask(partial(entry_cited_by, entry_id=1))

    assert entry.number == "91/2017/NĐ-CP"
    assert row.by.number == "12/BC-LHH"
    with pytest.raises(NotHeld):
        filled.ask(partial(entry_of, entry_id=99))
