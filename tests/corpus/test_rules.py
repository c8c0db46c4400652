"""Every row of rules.toml speaks where its example says so, and only there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from corpus.crosscheck import cross_check
from corpus.known import Act, Known, KnownDocuments, KnownUnit
from corpus.rules import CHECKS, Case, rules, run_rules
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Header


def case_of(row: dict[str, Any]) -> tuple[Document, Analysis, KnownDocuments]:
    """Build the document, its analysis and the register that an example describes."""
    own = dict(row.get("own", {}))
    effective = own.pop("effective_from", None)
    text, citations = "", []
    for cite in row["cites"]:
        begin = len(text)
        text += cite.get("before", "; ")
        parts = (cite.get("kind"), cite.get("number"), cite.get("title"))
        printed = " ".join(part for part in parts if part)
        span = Span(len(text), len(text) + len(printed))
        text += printed + cite.get("after", "")
        marks = ("before", "after", "pinned")
        values = {k: v for k, v in cite.items() if k not in marks}
        if pinned := cite.get("pinned"):
            at = text.index(pinned, begin)
            values["provisions_span"] = Span(at, at + len(pinned))
        values["provisions"] = tuple(values.get("provisions", ()))
        citations.append(Citation(span=span, **values))
    known = [
        Known(
            id=f"c{i}",
            source="catalogue",
            **{k: v for k, v in each.items() if k != "provisions"},
            provisions=frozenset(each["provisions"]) if "provisions" in each else None,
        )
        for i, each in enumerate(row.get("known", []))
    ]
    lookup = KnownDocuments(known)
    for act in row.get("acts", []):
        by = Known(id=act["by"], source="register", number=act["by"], sha256=act["by"])
        lookup.act(
            known[act["on"]],
            Act(act["relation"], by, act["from"], tuple(act.get("provisions", ()))),
        )
    for i, each in enumerate(known):
        rows = [u for u in row.get("units", []) if u["of"] == i]
        if rows:
            units = [
                KnownUnit(**{k: v for k, v in u.items() if k != "of"}) for u in rows
            ]
            lookup.put_units(each, units)
    text += row.get("text", "")
    analysis = Analysis(
        header=Header(**own), citations=tuple(citations), effective_from=effective
    )
    return Document("0" * 64, "thu.txt", text), analysis, lookup


def codes(row: dict[str, Any]) -> set[str]:
    """Return the codes of all findings on an example."""
    document, analysis, lookup = case_of(row)
    checked = cross_check(document, analysis, lookup=lookup, as_of=row.get("as_of"))
    assert all(outcome.state == "run" for outcome in checked.checks), checked.checks
    return {finding.code for finding in checked.findings}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_examples(rule: Any) -> None:
    """A rule fires on its first examples and is silent on the others."""
    assert rule.fires
    assert rule.silent
    assert all(rule.code in codes(row) for row in rule.fires)
    assert not any(rule.code in codes(row) for row in rule.silent)


def test_rows_and_functions_are_the_same_set() -> None:
    """No rule without a row, no row without a rule, each with a source and a text."""
    assert {rule.code for rule in rules()} == set(CHECKS)
    assert all(r.vi and r.en and r.source and r.condition for r in rules())


def test_a_rule_that_raises_is_not_run_and_hides_no_other() -> None:
    """Failure of one rule is reported as not run, never as passed."""

    def broken(case: Case) -> list[Any]:
        raise ZeroDivisionError("hỏng")

    document, analysis, lookup = case_of(rules()[0].fires[0])
    checked = cross_check(document, analysis, lookup=lookup)
    case = Case(document, analysis, checked.citations, lookup)
    findings, outcomes = run_rules(case, checks={"X01": broken, "C02": CHECKS["C02"]})
    assert [(o.code, o.state) for o in outcomes] == [("X01", "not_run"), ("C02", "run")]
    assert outcomes[0].error == "ZeroDivisionError: hỏng"
    assert [f.code for f in findings] == ["C02"]


@pytest.mark.parametrize(
    ("own", "severity"),
    [
        ({"kind": "Quyết định", "number": "15/QĐ-UBND"}, "info"),
        ({"kind": "Quyết định", "number": "15/2024/QĐ-UBND"}, "warning"),
    ],
)
def test_resting_on_what_is_replaced_is_usual_where_a_body_is_reorganised(
    own: dict[str, str], severity: str
) -> None:
    """V08 is graver in a normative document, whose basis is of higher rank."""
    old = {"kind": "Quyết định", "number": "3/2019/QĐ-UBND", "date": "2019-02-01"}
    cites = [{**old, "relation": "basis"}, {**old, "relation": "replaces"}]
    row = {"own": {**own, "date": "2024-05-06"}, "cites": cites}
    document, analysis, lookup = case_of(row)
    findings = cross_check(document, analysis, lookup=lookup).findings
    (found,) = [each for each in findings if each.code == "V08"]
    assert found.severity == severity
    assert "thay thế" in found.message
    assert "replaced" in found.message_en


def test_a_document_without_a_day_says_so_once() -> None:
    """V17 stands for the V06 of each basis, and counts what it leaves open."""
    bases = [
        {"kind": "Nghị định", "number": number, "date": date}
        for number, date in (
            ("110/2004/NĐ-CP", "2004-04-08"),
            ("63/2010/NĐ-CP", "2010-06-08"),
        )
    ]
    row = {"cites": [{**b, "relation": "basis"} for b in bases], "known": bases}
    codes = {}
    for day in (None, "2022-05-06"):
        document, analysis, lookup = case_of({**row, "own": {"date": day}})
        found = cross_check(document, analysis, lookup=lookup).findings
        codes[day] = [each for each in found if each.code in ("V06", "V17")]
    (undated,) = codes[None]
    assert (undated.code, undated.evidence["count"]) == ("V17", 2)
    assert [each.code for each in codes["2022-05-06"]] == ["V06", "V06"]


@pytest.mark.parametrize(
    ("day", "words", "codes"),
    [
        ("2019-05-06", "chưa thấy hết hiệu lực", {"V02"}),
        (None, "được dẫn vào ngày không rõ", {"V02", "V07", "V17"}),
        ("2021-05-06", "", {"V01"}),
    ],
)
def test_what_was_replaced_is_said_once(
    day: str | None, words: str, codes: set[str]
) -> None:
    """V01 names what had replaced a document; only without a day is it advised."""
    old = {"kind": "Nghị định", "number": "110/2004/NĐ-CP", "date": "2004-04-08"}
    act = {"on": 0, "relation": "replaces", "by": "30/2020/NĐ-CP", "from": "2020-03-05"}
    row = {
        "own": {"date": day},
        "cites": [{**old, "relation": "basis"}],
        "known": [old],
        "acts": [act],
    }
    document, analysis, lookup = case_of(row)
    found = cross_check(document, analysis, lookup=lookup, as_of="2026-11-23").findings
    told = {each.code: each.message for each in found if each.code.startswith("V")}
    told.pop("V06", None)
    assert set(told) == codes
    assert words in told.get("V02", "")


@pytest.mark.parametrize(
    ("known", "acts", "how"),
    [
        (
            {},
            "replaces",
            ("(thay thế bởi 30/2020/NĐ-CP)", "(replaced by 30/2020/NĐ-CP)"),
        ),
        ({}, "repeals", ("(bãi bỏ bởi 30/2020/NĐ-CP)", "(repealed by 30/2020/NĐ-CP)")),
        ({"effective_to": "2019-01-01"}, None, ("(hết thời hạn)", "(its term ended)")),
    ],
)
def test_how_a_document_ended_is_said_in_both_languages(
    known: dict[str, str], acts: str | None, how: tuple[str, str]
) -> None:
    """V01 names what ended it, or that its time was over."""
    old = {"kind": "Nghị định", "number": "110/2004/NĐ-CP", "date": "2004-04-08"}
    act = {"on": 0, "relation": acts, "by": "30/2020/NĐ-CP", "from": "2020-03-05"}
    row = {
        "own": {"date": "2021-05-06"},
        "cites": [{**old, "relation": "basis"}],
        "known": [{**old, **known}],
        "acts": [act] if acts else [],
    }
    document, analysis, lookup = case_of(row)
    findings = cross_check(document, analysis, lookup=lookup).findings
    (found,) = [each for each in findings if each.code == "V01"]
    assert how[0] in found.message
    assert how[1] in found.message_en


def test_no_message_prints_a_day_as_programs_write_it() -> None:
    """Days are written as people do in what every example says, in both languages."""
    told = []
    for row in (row for rule in rules() for row in rule.fires):
        document, analysis, lookup = case_of(row)
        as_of = row.get("as_of")
        checked = cross_check(document, analysis, lookup=lookup, as_of=as_of)
        told += [(f.message, f.message_en) for f in checked.findings]
        told += [(c.reason.message, c.reason.message_en) for c in checked.citations]
    printed = [words for pair in told for words in pair]
    assert len(printed) > 100
    assert [words for words in printed if re.search(r"\d{4}-\d\d-\d\d", words)] == []
