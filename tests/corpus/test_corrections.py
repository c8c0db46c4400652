"""Doubts about headers, and what people say of them, which outlives every reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.corrections import CorrectionError
from corpus.doubts import doubts_of
from corpus.header_values import header_value
from corpus.known import Known
from corpus.register import Register
from ingest.document import Document, Page, Span, WordBox
from nlp.analysis import Analysis, Header

TODAY = "2026-11-27"
WHOLE = {
    "kind": "Quyết định",
    "number": "38/QĐ-LHH",
    "date": "2020-07-31",
    "issuer": "Liên hiệp các Hội Khoa học và Kỹ thuật TP.HCM",
}


def header(**fields: Any) -> Header:
    """Return a header that is whole but for `fields`."""
    return Header(**{**WHOLE, **fields})


def codes(
    found: Header, *, name: str = "a.txt", known: tuple[Known, ...] = ()
) -> set[tuple[str, str]]:
    """Return the fields and codes of the doubts about a born-digital document."""
    document = Document("0" * 64, name, "x" * 50)
    doubts = doubts_of(document, Analysis(header=found), known=known, today=TODAY)
    return {(each.field, each.code) for each in doubts}


@pytest.mark.parametrize(
    ("fields", "doubted"),
    [
        ({}, set()),
        ({"number": None, "signer": "A", "signer_position": "B"}, {"number"}),
        ({"date": None}, {"date"}),
        ({"date": "2020-07"}, {"date"}),
        ({"issuer": None}, {"issuer"}),
        ({"number": None, "date": None, "draft": True, "kind": "Quyết định"}, set()),
    ],
)
def test_what_a_document_must_say_is_missed(
    fields: dict[str, Any], doubted: set[str]
) -> None:
    """Number, date, kind and issuer; a draft has no number and no date yet."""
    assert codes(header(**fields)) == {(field, "missing") for field in doubted}


def test_a_newspaper_claims_nothing() -> None:
    """A text without letterhead and signature is not doubted."""
    assert codes(Header(title="Đoàn kiểm tra làm việc tại thành phố")) == set()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"number": "30/2020/NĐ-CP", "kind": "Nghị định", "issuer": "Chính phủ",
             "date": "2021-03-05"},
            {("number", "year"), ("date", "year")},
        ),
        ({"date": "2031-07-31"}, {("date", "future")}),
        (
            {"number": "30/2020/NĐ-CP", "kind": "Thông tư", "issuer": "Chính phủ",
             "date": "2020-03-05"},
            {("kind", "kind-code")},
        ),
        (
            {"number": "30/2020/NĐ-CP", "kind": "Nghị định", "issuer": "Bộ Tài chính",
             "date": "2020-03-05"},
            {("issuer", "issuer-code")},
        ),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_doubted(
    fields: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    """Year, day, kind and issuer against the number."""
    assert codes(header(**fields)) == expected


@pytest.mark.parametrize(
    ("name", "doubted"),
    [
        ("quyet-dinh-38-qd-lhh-2020.pdf", False),
        ("QD 38 QĐ-LHH.pdf", False),
        ("83_QD-LHH.pdf", True),
        ("83-2020-QD-LHH ban hanh.docx", True),
        ("ban-quet-0083.pdf", False),
        ("/srv/83-QD-LHH/scan.pdf", False),
    ],
)
def test_a_file_named_after_another_number_is_doubted(name: str, doubted: bool) -> None:
    """Only where the codes stand in the name of the file itself."""
    assert (("number", "file-name") in codes(header(), name=name)) is doubted


def test_the_catalogue_may_know_another_date() -> None:
    """For numbers with their year; others begin again each January."""
    decree = header(
        number="30/2020/NĐ-CP", kind="Nghị định", issuer="Chính phủ", date="2020-05-03"
    )
    entry = Known(
        id="c1",
        source="catalogue",
        kind="Nghị định",
        number="30/2020/NĐ-CP",
        issuer="Chính phủ",
        date="2020-03-05",
    )
    assert codes(decree, known=(entry,)) == {("date", "catalogue")}
    agrees = replace(decree, date="2020-03-05")
    assert codes(agrees, known=(entry,)) == set()
    yearless = replace(entry, number="38/QĐ-LHH", kind="Quyết định", issuer=None)
    assert codes(header(), known=(yearless,)) == set()


@pytest.mark.parametrize(("confidence", "doubted"), [(60.0, True), (96.0, False)])
def test_a_scan_is_doubted_by_its_words(confidence: float, doubted: bool) -> None:
    """A number read with little confidence waits for a person; a sure one does not."""
    text = "Số: 38/QĐ-LHH"
    span = Span(4, 13)
    word = WordBox(4, 13, 1, 0.0, 0.0, 9.0, 9.0, confidence)
    page = Page(1, Span(0, len(text)), "ocr", 595.0, 842.0)
    document = Document("0" * 64, "a.pdf", text, pages=(page,), words=(word,))
    found = header(signer="Nguyễn Văn A", spans={"number": span})
    doubts = doubts_of(document, Analysis(header=found), today=TODAY)
    assert [(each.field, each.code) for each in doubts] == (
        [("number", "scan")] if doubted else []
    )


def test_a_number_repaired_is_doubted() -> None:
    """ "38/QD-LHH" on paper is understood, and shown to a person."""
    text = "Số: 38/QD-LHH"
    document = Document("0" * 64, "a.txt", text)
    found = header(spans={"number": Span(4, 13)})
    (doubt,) = doubts_of(document, Analysis(header=found), today=TODAY)
    assert (doubt.field, doubt.code) == ("number", "repaired")
    assert "38/QD-LHH" in doubt.message
    assert "38/QĐ-LHH" in doubt.message


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("date", "31/02/2020"),
        ("date", "hôm qua"),
        ("kind", "Bài thơ"),
        ("number", "không số"),
        ("title", "x" * 2000),
        ("signer", "a\x00b"),
        ("number", "1" * 200),
    ],
)
def test_a_value_that_cannot_be_is_refused(field: str, typed: str) -> None:
    """Days that do not exist, kinds that are none, texts without end."""
    with pytest.raises(ValueError, match=r".+"):
        header_value(field, typed)


@pytest.fixture
def held(register: Register, made: Callable[..., Any]) -> tuple[Any, int]:
    """A decision whose date was read wrongly, and its id."""
    reading = made("a.txt", **{**WHOLE, "date": "2031-07-31"})
    return reading, register.add(*reading).id


def test_a_correction_holds_everywhere(
    register: Register, made: Callable[..., Any], held: tuple[Any, int]
) -> None:
    """The header, the citations of others and the ledger follow; the reading stays."""
    _, ident = held
    cite = {k: WHOLE[k] for k in ("kind", "number", "date", "issuer")}
    citing = made("b.txt", number="9/BC-SNV", date="2022-05-06", cites=(cite,))
    other = register.add(*citing).id
    before = register.check_held(other).citations[0].verdict.value
    desk = register.corrections
    assert [each.held.id for each in desk.queue()] == [ident]

    (kept,) = desk.correct(ident, {"date": "31/7/2020"}, who="  Trần  B ")

    assert (kept.read, kept.value, kept.who) == ("2031-07-31", "2020-07-31", "Trần B")
    assert register.get(ident).date == "2020-07-31"
    assert register.document(ident)[1].header.date == "2020-07-31"
    document, analysis = register.document(ident)
    assert register.understood(ident) == (document.text, analysis)
    assert desk.read_header(ident).date == "2031-07-31"
    assert before != "verified"
    assert register.check_held(other).citations[0].verdict.value == "verified"
    assert [each.id for each in register.pending_index()] == [ident, other]
    assert desk.waiting() == 0


def test_it_survives_new_readings(
    register: Register, made: Callable[..., Any], held: tuple[Any, int]
) -> None:
    """The same bytes read by other rules, or taken in again, keep what people said."""
    (data, document, analysis), ident = held
    desk = register.corrections
    desk.correct(ident, {"date": "2020-07-31", "signer": "Nguyễn Văn A"}, who="B")

    register.add(data, document, analysis)
    assert register.get(ident).date == "2020-07-31"

    new = replace(analysis, header=replace(analysis.header, date="2013-07-31"))
    register.add(data, document, new)
    assert register.get(ident).date == "2020-07-31"
    assert register.get(ident).signer == "Nguyễn Văn A"
    assert desk.read_header(ident).date == "2013-07-31"

    register.remove(ident)
    again = register.add(data, document, new).id
    assert register.get(again).date == "2020-07-31"
    assert desk.look_again() == 0
    assert [each.field for each in desk.history(again)] == ["date", "signer"]


def test_confirming_and_taking_back(register: Register, held: tuple[Any, int]) -> None:
    """What was read can be confirmed; the last word counts; the first stays written."""
    _, ident = held
    desk = register.corrections
    (one,) = desk.correct(ident, {"date": "2031-07-31"}, who="B")
    assert one.confirmed
    (two,) = desk.correct(ident, {"date": ""}, who="C")
    assert two.value is None
    assert register.get(ident).date is None
    assert [each.who for each in desk.history(ident)] == ["B", "C"]


@pytest.mark.parametrize(
    ("values", "who", "code"),
    [
        ({"date": "2020-07-31"}, " ", "correction_who"),
        ({"date": "2020-07-31"}, "A" * 300, "correction_long"),
        ({"colour": "red"}, "A", "correction_field"),
        ({"number": "39/QĐ-LHH", "date": "31/02/2020"}, "A", "correction_value"),
    ],
)
def test_what_is_amiss_keeps_nothing(
    register: Register, held: tuple[Any, int], values: Any, who: str, code: str
) -> None:
    """One bad value and none is kept."""
    _, ident = held
    with pytest.raises(CorrectionError) as error:
        register.corrections.correct(ident, values, who=who)
    assert error.value.code == code
    assert register.corrections.history(ident) == []
    assert register.get(ident).number == "38/QĐ-LHH"


def test_backup_keeps_them(
    register: Register, held: tuple[Any, int], tmp_path: Path
) -> None:
    """Corrections and doubts go with the register."""
    _, ident = held
    register.corrections.correct(ident, {"date": "2020-07-31"}, who="B")
    register.backup(tmp_path / "so.tar")
    other = Register.open(f"sqlite:///{tmp_path}/x/so.db", tmp_path / "x" / "goc")
    other.restore(tmp_path / "so.tar")
    assert other.corrections.history(ident) == register.corrections.history(ident)
    assert other.get(ident).date == "2020-07-31"
    other.close()
