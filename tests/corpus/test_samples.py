"""The documents shipped: real forms, marked as samples, with answers read by hand."""

from __future__ import annotations

import difflib
import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.register import Register
from corpus.samples.as_docx import render_docx
from corpus.samples.as_pdf import font_folder
from corpus.samples.make_samples import render, sources
from corpus.samples.markup import cells, parse_source
from corpus.verdicts import Verdict
from ingest.document import Document
from ingest.read import read, read_bytes
from nlp.analysis import Analysis
from nlp.kinds import kind_by_name
from nlp.pipeline import analyse

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
FILES = sorted(SAMPLES.glob("mau-*.*"))
NOTICE = "VĂN BẢN MẪU – không có giá trị pháp lý"
README = (SAMPLES / "README.md").read_text(encoding="utf-8")
SEED_PERSONS = {
    "Nguyễn Hoàng Hưng",
    "Nguyễn Thế Nghĩa",
    "Dương Nam",
    "Phạm Quang Vinh",
    "Trần Thanh Trí",
}
LHH = "Liên hiệp các Hội Khoa học và Kỹ thuật"
# Every body that a sample names as the issuer of what it cites, as printed.
ISSUERS_CITED = {
    "Ban Bí thư",
    f"Ban Chấp hành {LHH} Thành phố Hồ Chí Minh",
    f"Ban Thường vụ {LHH} Thành phố Hồ Chí Minh",
    "Bộ Chính trị",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ trưởng Bộ Khoa học và Công nghệ",
    "Bộ trưởng Bộ Nội vụ",
    "Bộ trưởng Bộ Tài chính",
    "Chính phủ",
    f"Chủ tịch {LHH} Thành phố Hồ Chí Minh",
    "Giám đốc Sở Nội vụ",
    "Hội Hóa học",
    "Hội Khoa học Kỹ thuật Thủy lợi",
    "Hội Khoa học Kỹ thuật Xây dựng",
    "Hội Tự động hóa",
    "Hội Đúc - Luyện kim",
    "Hội đồng Thi đua – Khen thưởng",
    f"Hội đồng Thi đua – Khen thưởng {LHH} Thành phố Hồ Chí Minh",
    "Hội đồng Thi đua, khen thưởng",
    f"{LHH} TP.HCM",
    f"{LHH} Thành phố Hồ Chí Minh",
    f"{LHH} thành phố Đà Nẵng",
    "Quốc hội",
    "Sở Nội vụ",
    "Thủ tướng Chính phủ",
    "UBND Thành phố",
    "UBND Thành phố Hồ Chí Minh",
    "Văn phòng Ủy ban nhân dân Thành phố Hồ Chí Minh",
    "Đoàn kiểm tra",
    "Ủy ban nhân dân Thành phố",
    "Ủy ban nhân dân Thành phố Hồ Chí Minh",
}
FIELDS = ["number", "kind", "issuer", "date", "effective_from", "title"]

every_sample = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@functools.cache
def document(path: Path) -> Document:
    """Read a sample once for all tests."""
    return read(path)


@functools.cache
def analysis(path: Path) -> Analysis:
    """Analyse a sample once for all tests."""
    return analyse(document(path))


@functools.cache
def expected(name: str) -> dict[str, Any]:
    """Return the answers a person read off the source of a sample."""
    path = SAMPLES / "expected" / f"{name}.json"
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answers


def plain(value: str | None) -> str:
    """Fold case, punctuation and the cue "về việc" that a title may keep."""
    text = unicodedata.normalize("NFC", value or "").lower()
    text = re.sub(r"^\s*(v/v|về việc)\b", "", text)
    return re.sub(r"[\W_]+", " ", text).strip()


def catalogue() -> list[dict[str, str | None]]:
    """Return the rows of the catalogue of real documents."""
    text = (SAMPLES / "catalogue.jsonl").read_text(encoding="utf-8")
    return [json.loads(row) for row in text.splitlines()]


def test_there_are_enough_documents_in_enough_formats() -> None:
    """At least thirty documents in PDF, DOCX, HTML and plain text."""
    assert len(FILES) >= 30
    assert {path.suffix for path in FILES} >= {".pdf", ".docx", ".html", ".txt"}


def test_every_document_has_a_source_and_answers() -> None:
    """Samples, sources and reviewed answers name the same documents."""
    names = {path.stem for path in FILES}
    assert {path.stem for path in (SAMPLES / "sources").glob("*.mau")} == names
    assert {path.stem for path in (SAMPLES / "expected").glob("*.json")} == names
    assert all(f"`{name}" in README for name in names)


@pytest.mark.slow
@every_sample
def test_a_reader_sees_that_it_is_a_sample(path: Path) -> None:
    """The notice is in the text of every sample, not only in its file name."""
    assert NOTICE in document(path).text


@pytest.mark.slow
@every_sample
def test_the_maker_makes_what_is_shipped(path: Path) -> None:
    """The same source gives the same file; a PDF, the same words."""
    source = parse_source(SAMPLES / "sources" / f"{path.stem}.mau")
    assert source.file_name == path.name
    if path.suffix == ".pdf":
        if font_folder() is None:
            pytest.skip("Liberation Serif 2 is not on this machine")
        again = read_bytes(render(source), path.name)
        assert again.text == document(path).text
    else:
        assert render(source) == path.read_bytes()


@every_sample
def test_the_answers_are_well_formed(path: Path) -> None:
    """Dates exist, kinds are known, and no public person of the news is a signer."""
    answers = expected(path.stem)
    days = [answers["header"]["date"], *(c["date"] for c in answers["citations"])]
    assert all(date.fromisoformat(day) for day in days if day)
    kinds = {c["kind"] for c in answers["citations"]}
    assert all(kind_by_name(kind) for kind in kinds)
    assert answers["header"].get("signer") not in SEED_PERSONS


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [path for path in FILES if "mau-loi" in path.name], ids=lambda p: p.stem
)
def test_a_planted_error_is_there_and_is_described(path: Path) -> None:
    """Each planted error stands in the text and in the table of the README."""
    planted = expected(path.stem)["planted"]
    text = " ".join(document(path).text.split())
    assert planted
    for error in planted:
        assert error["quote"] in text
        assert re.search(rf"`{path.stem}`.*{error['code']}", README)


def test_the_catalogue_holds_possible_rows() -> None:
    """Every row has the six fields, a known kind, dates that exist and agree."""
    rows = catalogue()
    assert len(rows) >= 40
    for row in rows:
        assert list(row) == FIELDS
        assert kind_by_name(row["kind"] or "")
        assert date.fromisoformat(row["date"] or "")
        assert (row["effective_from"] or "9999") >= (row["date"] or "")
        year = re.search(r"/((?:19|20)\d\d)/", str(row["number"]))
        assert year is None or str(row["date"]).startswith(year[1])
        assert not str(row["title"]).startswith("Luật")
    assert len({(row["number"], row["kind"]) for row in rows}) == len(rows)


def test_what_samples_cite_from_the_centre_is_in_the_catalogue() -> None:
    """Each cited law, decree or circular is known, with the same date.

    Except where a sample carries a planted error.
    """
    known = {row["number"]: row["date"] for row in catalogue()}
    for path in FILES:
        if "mau-loi" in path.name:
            continue
        for citation in expected(path.stem)["citations"]:
            number = citation["number"]
            if re.search(r"/(?:19|20)\d\d/|-TTg|/TW", number):
                assert number in known, f"{path.name}: {number}"
                assert citation["date"] in {None, known[number]}, path.name


@pytest.mark.slow
@every_sample
def test_the_header_is_read_as_a_person_reads_it(path: Path) -> None:
    """Number, kind, issuer, place, date, title and signer agree with the answers."""
    header = analysis(path).header
    wrong = {
        name: {"expected": value, "read": getattr(header, name)}
        for name, value in expected(path.stem)["header"].items()
        if plain(getattr(header, name)) != plain(value)
    }
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.slow
@every_sample
def test_every_numbered_citation_is_found_and_no_other(path: Path) -> None:
    """Kind, number and date as printed, in the order of the text.

    A defined alias ("Quyết định 38") prints no number, so it is not asked for here.
    """
    want = [
        f"{c['kind']} | {c['number']} | {c['date']}"
        for c in expected(path.stem)["citations"]
    ]
    found = [
        f"{c.kind} | {c.number} | {c.date}"
        for c in analysis(path).citations
        if c.number and c.form in {"full", "short"} and c.status != "blank"
    ]
    diff = difflib.unified_diff(want, found, "expected", "found", lineterm="", n=1)
    assert want == found, "\n" + "\n".join(diff)


@pytest.mark.slow
@every_sample
def test_an_issuer_ends_where_its_name_ends(path: Path) -> None:
    """The body after "của" is read without the words that follow it."""
    read_as = {c.issuer for c in analysis(path).citations if c.issuer}
    assert read_as <= ISSUERS_CITED, sorted(read_as - ISSUERS_CITED)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register that knows the catalogue and holds every sample without an error."""
    folder = tmp_path_factory.mktemp("ho-so")
    register = Register.open(f"sqlite:///{folder}/so.db", folder / "goc")
    register.catalogue_import(SAMPLES / "catalogue.jsonl")
    for path in FILES:
        if "mau-loi" not in path.name:
            register.add(path.read_bytes(), document(path), analysis(path))
    yield register
    register.close()


@pytest.mark.slow
@every_sample
def test_cross_checking_finds_what_was_planted(path: Path, dossier: Register) -> None:
    """A planted error is found; a sample without one is not accused."""
    checked = dossier.check(document(path), analysis(path))
    planted = [e for e in expected(path.stem)["planted"] if e["decidable"]]
    codes = [finding.code for finding in checked.findings]
    accused = [c for c in checked.citations if c.verdict is Verdict.CONTRADICTED]
    for error in planted:
        if error["code"] in {"date", "issuer"}:
            assert any(error["code"] in c.reason.code for c in accused) or any(
                c.fields.get(error["code"]) == "mismatch" for c in accused
            )
        else:
            count = [e["code"] for e in planted].count(error["code"])
            assert codes.count(error["code"]) >= count, codes
    if not expected(path.stem)["planted"]:
        assert not accused
        assert "error" not in {finding.severity for finding in checked.findings}


def test_every_source_can_be_a_word_file() -> None:
    """Rows that leave their last cells empty keep the table's columns."""
    ragged = 0
    for source in sources():
        text = read_bytes(render_docx(source), source.name + ".docx").text
        for line in source.lines:
            if line.role == "row" or "|" in line.text:
                ragged += 1
                assert all(cell in text for cell in cells(line))
    assert ragged > 0
