"""From a citation to its document: exact, compatible, ambiguous or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from corpus.identity import Reference
from corpus.known import Known, KnownDocuments
from corpus.links import completed, own_issuer, resolve, resolve_nearby
from corpus.register import Register
from ingest.document import Span
from nlp.analysis import Citation, Header
from tests.corpus.conftest import Maker

HCM = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
DA_NANG = "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Đà Nẵng"


def known(id: str, **fields: Any) -> Known:
    """Return a document of the catalogue."""
    return Known(id=id, source="catalogue", **fields)


LOOKUP = KnownDocuments(
    [
        known(
            "c1", kind="Quyết định", number="38/QĐ-LHH", date="2020-07-31", issuer=HCM
        ),
        known(
            "c2",
            kind="Quyết định",
            number="38/QĐ-LHH",
            date="2020-05-04",
            issuer=DA_NANG,
        ),
        known(
            "c3",
            kind="Nghị định",
            number="98/2023/NĐ-CP",
            date="2023-12-31",
            issuer="Chính phủ",
        ),
        known(
            "c4", kind="Luật", number="45/2013/QH13", date="2013-11-29", title="Đất đai"
        ),
        known(
            "c5",
            kind="Luật",
            number="31/2024/QH15",
            date="2024-01-18",
            title="Luật Đất đai",
        ),
        known(
            "c6", kind="Hiến pháp", date="2013-11-28", title="Hiến pháp nước CHXHCNVN"
        ),
        known("c7", kind="Luật", number="18/2008/QH12", date="2008-06-03", title="Y"),
        known(
            "c8", kind="Nghị quyết", number="18/2008/QH12", date="2008-06-03", title="X"
        ),
    ]
)
CASES = [
    ({"kind": "Quyết định", "number": "38/QĐ-LHH"}, "ambiguous", ["c1", "c2"]),
    (
        {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020", "issuer": HCM},
        "exact",
        ["c1"],
    ),
    (
        {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2019", "issuer": HCM},
        "unresolved",
        [],
    ),
    ({"kind": "Nghị định", "number": "98/2023"}, "compatible", ["c3"]),
    ({"number": "98/2023/NĐ-CP"}, "exact", ["c3"]),
    ({"kind": "Luật", "title": "Luật Đất đai"}, "ambiguous", ["c4", "c5"]),
    ({"kind": "Luật", "title": "Luật Đất đai", "date": "2013"}, "exact", ["c4"]),
    ({"kind": "Luật", "title": "Luật Đất đai", "date": "1993"}, "unresolved", []),
    ({"kind": "Hiến pháp", "title": "Hiến pháp"}, "compatible", ["c6"]),
    ({"kind": "Luật", "number": "18/2008/QH12"}, "exact", ["c7"]),
    ({"kind": "Nghị quyết", "number": "18/2008/QH12"}, "exact", ["c8"]),
    ({"number": "18/2008/QH12"}, "ambiguous", ["c7", "c8"]),
    ({"kind": "Kế hoạch", "title": "kiểm tra"}, "unresolved", []),
    ({}, "unresolved", []),
]


@pytest.mark.parametrize(("said", "status", "ids"), CASES)
def test_resolve(said: dict[str, Any], status: str, ids: list[str]) -> None:
    """One candidate is taken, several are shown, none is invented."""
    found = resolve(Reference(**said), LOOKUP)
    assert found.status == status
    assert [candidate.id for candidate in found.candidates] == ids
    assert (found.target is not None) == (status in ("exact", "compatible"))


@pytest.mark.parametrize("status", ["draft", "blank", "foreign"])
def test_what_the_text_rules_out(status: str) -> None:
    """A draft, a blank and a foreign document are not looked up."""
    said = Reference(kind="Nghị định", number="98/2023/NĐ-CP")
    assert resolve(said, LOOKUP, status=status).status == status


def test_a_file_and_its_catalogue_entry_are_one_candidate() -> None:
    """The held document stands before the entry of the same document."""
    entry = known("c1", kind="Nghị định", number="1/2020/NĐ-CP", date="2020-01-02")
    held = replace(entry, id="7", source="register")
    found = resolve(entry.reference, KnownDocuments([entry, held]))
    assert (found.status, [k.id for k in found.candidates]) == ("exact", ["7"])


def cite(start: int, **fields: Any) -> Citation:
    """Return a citation that stands at `start`."""
    return Citation(span=Span(start, start + 5), **fields)


def test_later_mentions_are_filled_from_the_first() -> None:
    """The short form that the decree on clerical work asks for is understood."""
    first = cite(
        0, kind="Quyết định", number="38/QĐ-LHH", date="2020-07-31", issuer=HCM
    )
    later = cite(9, kind="Quyết định", number="38/QĐ-LHH")
    shorter = cite(18, kind="Quyết định", number="38")
    done = completed([first, later, shorter])
    assert {(r.number, r.date, r.issuer) for r in done} == {
        ("38/QĐ-LHH", "2020-07-31", HCM)
    }


def test_nothing_is_taken_from_two_different_mentions() -> None:
    """Where earlier mentions differ, the short one stays short."""
    one = cite(0, kind="Nghị định", number="30/2019/NĐ-CP", date="2019-03-28")
    two = cite(9, kind="Nghị định", number="30/2020/NĐ-CP", date="2020-03-05")
    done = completed([one, two, cite(18, kind="Nghị định", number="30")])
    assert (done[2].number, done[2].date) == ("30", None)


def test_an_alias_leads_to_what_it_stands_for() -> None:
    """ "(sau đây gọi tắt là Nghị định 30)" carries the identity on."""
    full = cite(0, kind="Nghị định", number="30/2020/NĐ-CP", date="2020-03-05")
    alias = cite(40, kind="Nghị định", form="alias", alias_of=full.span)
    assert completed([full, alias])[1].number == "30/2020/NĐ-CP"


@pytest.mark.parametrize(
    ("number", "issuer"), [("12/QĐ-LHH", HCM), ("12/QĐ-UBND", None), (None, None)]
)
def test_own_series(number: str | None, issuer: str | None) -> None:
    """A number with the document's own code is of the document's own issuer."""
    header = Header(kind="Quyết định", number="38/QĐ-LHH", issuer=HCM)
    said = Reference(kind="Quyết định", number=number)
    assert own_issuer(said, header).issuer == issuer


def test_a_law_without_year_is_the_one_dated_before() -> None:
    """ "Luật Đất đai" after "Luật Đất đai ngày 29/11/2013" is that law."""
    law = {"kind": "Luật", "title": "Luật Đất đai"}
    done = completed([cite(0, **law, date="2013-11-29"), cite(9, **law)])
    assert done[1].date == "2013-11-29"
    assert resolve(done[1], LOOKUP).status == "exact"


def test_a_law_cited_with_two_dates_stays_open() -> None:
    """Two versions in one text: the third mention is either."""
    law = {"kind": "Luật", "title": "Luật Đất đai"}
    dated = [cite(0, **law, date="2013-11-29"), cite(9, **law, date="2024-01-18")]
    done = completed([*dated, cite(18, **law)])
    assert resolve(done[2], LOOKUP).status == "ambiguous"


@pytest.mark.parametrize(
    ("date", "home", "status"),
    [
        ("2020-07-31", "UBND Thành phố Hồ Chí Minh", "exact"),
        ("2020-07-30", "UBND Thành phố Hồ Chí Minh", "ambiguous"),
        ("2020-07-31", "Bộ Nội vụ", "ambiguous"),
        (None, "UBND Thành phố Hồ Chí Minh", "ambiguous"),
    ],
)
def test_issuer_from_code_and_territory(
    date: str | None, home: str, status: str
) -> None:
    """A missing issuer is read from where the text stands only if the day agrees."""
    said = Reference(kind="Quyết định", number="38/QĐ-LHH", date=date, home=home)
    assert resolve_nearby(said, LOOKUP).status == status


def test_what_many_citations_lead_to_is_asked_at_once(
    register: Register, made: Maker
) -> None:
    """A document that cites hundreds asks no more questions than one that cites one."""
    asked: list[str] = []

    def noted(_db: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def adding(name: str, count: int) -> int:
        cites = tuple(
            {"kind": "Quyết định", "number": f"{at + 1}/QĐ-UBND"} for at in range(count)
        )
        asked.clear()
        ident = register.add(*made(name, cites=cites)).id
        assert len(register.cites(ident)) == count
        return len(asked)

    register.add(*made("a.txt", kind="Quyết định", number="7/QĐ-UBND"))
    event.listen(register.engine, "before_cursor_execute", noted)
    one, many = adding("one.txt", 1), adding("many.txt", 300)
    assert many <= one + 3
    found = {row.number: row.resolution for row in register.cited_by(1)}
    assert found == {"7/QĐ-UBND": "compatible"}
