"""Whose "Ủy ban nhân dân Thành phố" a text means, with a letterhead and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.crosscheck import cross_check
from corpus.home import Home, home_in
from corpus.known import Known, KnownDocuments
from corpus.register import Register
from corpus.verdicts import Verdict
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, Entity, Header

AT = Span(0, 1)
HCM = "Liên hiệp các Hội Khoa học và Kỹ thuật TP. Hồ Chí Minh"
PLAN = Known(
    id="1",
    source="register",
    kind="Kế hoạch",
    number="2022/KH-UBND",
    date="2022-06-17",
    issuer="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    title="Kiểm tra công tác thi đua giai đoạn 2021 – 2025",
)
CITED = Citation(
    span=Span(0, 20),
    kind="Kế hoạch",
    number="2022/KH-UBND",
    date="2022-06-17",
    issuer="Ủy ban nhân dân Thành phố",
)


def named(*names: str) -> Analysis:
    """Return the analysis of a text without letterhead that names organisations."""
    return Analysis(
        citations=(CITED,), entities=tuple(Entity(AT, "ORG", name) for name in names)
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((HCM, "Hội Hóa học"), Home("Thành phố Hồ Chí Minh", by_context=True)),
        ((HCM, HCM, "Sở Nội vụ tỉnh Bến Tre"), Home()),
        (("Hội Hóa học",), Home()),
        ((), Home()),
    ],
)
def test_context_tells_only_the_one_province(
    names: tuple[str, ...], expected: Home
) -> None:
    """One province in the names of bodies is the home; two of them are none."""
    assert home_in(named(*names)) == expected


def test_a_plan_is_verified_by_context_and_says_so() -> None:
    """A report without letterhead means the city of the bodies it names."""
    document = Document("0" * 64, "tin.txt", "x" * 40)
    lookup = KnownDocuments([PLAN])
    (checked,) = cross_check(document, named(HCM), lookup=lookup).citations
    assert checked.verdict is Verdict.VERIFIED
    assert checked.fields["issuer"] == "match"
    assert checked.evidence["issuer"] == "by context"
    assert "theo bối cảnh" in checked.reason.message
    assert "from its context" in checked.reason.message_en
    both = named(HCM, "Sở Nội vụ tỉnh Bến Tre")
    (doubtful,) = cross_check(document, both, lookup=lookup).citations
    assert doubtful.verdict is Verdict.UNVERIFIABLE


@pytest.mark.parametrize(
    "header",
    [
        {"issuer": "Sở Nội vụ", "parent": "Ủy ban nhân dân Thành phố Hồ Chí Minh"},
        {"issuer": "Sở Nội vụ", "place": "Thành phố Hồ Chí Minh"},
    ],
)
@pytest.mark.parametrize("issuer", ["Giám đốc Sở Nội vụ", None])
def test_a_department_cites_its_own_series(
    header: dict[str, Any],
    issuer: str | None,
    register: Register,
    made: Callable[..., Any],
) -> None:
    """Parent or place tell whose department it is; "của" may be left out."""
    own = {"kind": "Quyết định", "number": "412/QĐ-SNV", "date": "2022-07-11"}
    held = made("qd.txt", **own, **header)
    register.add(*held)
    cites = ({**own, "issuer": issuer},)
    later = made(
        "tb.txt",
        cites=cites,
        number="3655/TB-SNV",
        kind="Thông báo",
        date="2022-08-01",
        **header,
    )
    (checked,) = register.check(later[1], later[2]).citations
    assert checked.verdict is Verdict.VERIFIED


def test_a_header_beats_the_context() -> None:
    """A letterhead tells the home, whatever bodies the text names."""
    header = Header(issuer="Ủy ban nhân dân tỉnh Nghệ An")
    analysis = Analysis(header=header, entities=(Entity(AT, "ORG", HCM),))
    assert home_in(analysis) == Home(header.issuer, own=header.issuer)
