"""The JSON of an analysis, both ways."""

from __future__ import annotations

import json
import pickle
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Page, Span
from nlp.analysis import (
    Analysis,
    Citation,
    DateMention,
    Entity,
    Finding,
    Form,
    Header,
    Label,
    Period,
    Provision,
    Relation,
    Severity,
    Status,
)
from nlp.pipeline import analyse
from nlp.serialise import from_json, to_json

DOCUMENT = Document(
    sha256="ab" * 32,
    name="a.txt",
    text="Căn cứ Luật số 06/2022/QH15;",
    pages=(Page(1, Span(0, 28), "ocr"),),
)

words = st.text(max_size=12)
maybe = st.none() | words
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(
    lambda pair: Span(min(pair), max(pair))
)
headers = st.builds(
    Header,
    number=maybe,
    kind=maybe,
    issuer=maybe,
    place=maybe,
    date=maybe,
    title=maybe,
    signer=maybe,
    signer_position=maybe,
    parent=maybe,
    draft=st.booleans(),
    spans=st.dictionaries(st.sampled_from(["number", "date", "issuer"]), spans),
)
citations = st.builds(
    Citation,
    span=spans,
    kind=maybe,
    number=maybe,
    date=maybe,
    issuer=maybe,
    title=maybe,
    provisions=st.lists(words, max_size=3).map(tuple),
    relation=st.sampled_from(get_args(Relation)),
    form=st.sampled_from(get_args(Form)),
    status=st.none() | st.sampled_from(get_args(Status)),
    part=maybe,
    title_span=st.none() | spans,
    provisions_span=st.none() | spans,
    alias_of=st.none() | spans,
    subject=st.none() | spans,
    repaired=st.booleans(),
)
findings = st.builds(
    Finding,
    code=words,
    severity=st.sampled_from(get_args(Severity)),
    message=words,
    span=spans,
    message_en=words,
    suggestion=maybe,
    evidence=st.dictionaries(words, words | st.integers(), max_size=3),
)
analyses = st.builds(
    Analysis,
    header=headers,
    provisions=st.lists(
        st.builds(Provision, path=words, span=spans, heading=maybe, part=words),
        max_size=3,
    ).map(tuple),
    citations=st.lists(citations, max_size=3).map(tuple),
    dates=st.lists(st.builds(DateMention, spans, maybe), max_size=3).map(tuple),
    periods=st.lists(st.builds(Period, spans, maybe, maybe, maybe), max_size=3).map(
        tuple
    ),
    entities=st.lists(
        st.builds(Entity, spans, st.sampled_from(get_args(Label)), words, maybe),
        max_size=3,
    ).map(tuple),
    findings=st.lists(findings, max_size=3).map(tuple),
    effective_from=maybe,
)


@given(analyses)
def test_an_analysis_survives_its_json(analysis: Analysis) -> None:
    """What is written to JSON text and read back is equal."""
    data = json.loads(json.dumps(to_json(DOCUMENT, analysis), ensure_ascii=False))
    assert from_json(data) == analysis


def test_keys_are_those_of_the_contract() -> None:
    """Every key is there, missing values are null, and spans are start and end."""
    analysis = Analysis(
        header=Header(number="5/QĐ-LHH"),
        provisions=(Provision("dieu:5/khoan:2", Span(0, 3)),),
        citations=(Citation(Span(7, 27), kind="Luật", number="06/2022/QH15"),),
        periods=(Period(Span(1, 2), "2021", "2025"),),
    )
    data: dict[str, Any] = to_json(DOCUMENT, analysis)
    assert data["document"]["pages"] == [
        {"number": 1, "start": 0, "end": 28, "origin": "ocr"}
    ]
    assert data["document"]["text"] == DOCUMENT.text
    assert {"number", "kind", "issuer", "place", "date", "title"} <= set(data["header"])
    assert data["header"]["kind"] is None
    assert data["provisions"][0]["path"] == "dieu:5/khoan:2"
    citation = data["citations"][0]
    assert (citation["start"], citation["end"]) == (7, 27)
    assert citation["provisions"] == []
    assert citation["date"] is None
    assert (citation["relation"], citation["form"]) == ("refers", "full")
    assert (data["periods"][0]["from"], data["periods"][0]["to"]) == ("2021", "2025")


def test_absent_keys_read_as_null() -> None:
    """The least a program may send is enough."""
    found = from_json({"citations": [{"start": 0, "end": 4}], "header": None})
    assert found == Analysis(citations=(Citation(Span(0, 4)),))


@pytest.mark.parametrize(
    "item",
    [{}, {"start": 3, "end": 1}, {"start": "0", "end": 1}, {"start": True, "end": 2}],
)
def test_impossible_spans_are_refused(item: dict[str, Any]) -> None:
    """A span that is missing, reversed or no number is an error, never guessed."""
    with pytest.raises(ValueError, match="not a"):
        from_json({"dates": [{**item, "value": None}]})


def test_an_analysis_goes_to_another_process() -> None:
    """Files are read in processes of their own, which send what they found."""
    text = (
        "UBND TỈNH NINH BÌNH\nSố: 12/QĐ-UBND\nNinh Bình, ngày 05 tháng 3 năm 2021\n"
        "QUYẾT ĐỊNH\nVề việc công nhận sáng kiến\nCăn cứ Nghị định số 13/2012/NĐ-CP "
        "ngày 31/6/2012 của Chính phủ;\nĐiều 1. Giai đoạn 2121 - 2025 của ông Lê An."
    )
    found = analyse(Document("", "", text))
    assert found.citations
    assert found.findings
    assert found.entities
    assert pickle.loads(pickle.dumps(found)) == found
