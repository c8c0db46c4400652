"""Every citation is verified, contradicted or not verifiable, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.crosscheck import CountsDisagree, cross_check
from corpus.keys import number_key
from corpus.known import Known, KnownDocuments
from corpus.verdicts import CheckedCitation, Verdict, fill, reason
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation, DateMention, Header

HCM = "Liên hiệp các Hội Khoa học và Kỹ thuật TP.HCM"
BAD, GOOD, OPEN = "contradicted", "verified", "unverifiable"
VAN_THU = "Về công tác văn thư, lưu trữ tài liệu hành chính"
KNOWN = [
    {
        "kind": "Nghị định",
        "number": "30/2020/NĐ-CP",
        "date": "2020-03-05",
        "issuer": "Chính phủ",
        "title": VAN_THU,
    },
    {
        "kind": "Thông tư",
        "number": "5/2018/TT-BCT",
        "date": "2018-04-03",
        "issuer": "Bộ công thương",
        "title": "Quy định về xuất xứ hàng hóa",
    },
    {
        "kind": "Thông tư",
        "number": "8/2015/TT-BGTVT",
        "date": "2015-04-14",
        "issuer": "Bộ Giao thông vận tải",
        "title": "Quy định về cảng",
    },
    {
        "kind": "Thông tư liên tịch",
        "number": "12/2010/TTLT-BKHĐT-BTC",
        "date": "2010-05-28",
        "issuer": "Bộ Kế hoạch và Đầu tư và Bộ Tài chính",
    },
    {
        "kind": "Luật",
        "number": "32/2004/QH11",
        "date": "2004-12-03",
        "issuer": "Quốc hội",
        "title": "An ninh Quốc gia",
    },
    {
        "kind": "Quyết định",
        "number": "38/QĐ-LHH",
        "date": "2020-07-31",
        "issuer": HCM,
        "title": "Ban hành Quy chế thi đua khen thưởng của Liên hiệp hội",
    },
    {
        "kind": "Quyết định",
        "number": "38/QĐ-UBND",
        "date": "2020-07-31",
        "issuer": "Ủy ban nhân dân tỉnh Nghệ An",
    },
    # An entry that contradicts itself cannot convict anybody.
    {
        "kind": "Thông tư",
        "number": "4/2020/TT-BNV",
        "date": "2019-11-25",
        "issuer": "Bộ Nội vụ",
    },
    {
        "kind": "Thông tư",
        "number": "9/2020/TT-BNV",
        "date": "2019-11-25",
        "title": "Hướng dẫn một số điều của Nghị định số 45/2019/NĐ-CP",
    },
    # A name cut short at the comma cannot convict either.
    {
        "kind": "Thông tư",
        "number": "7/2012/TT-BVHTTDL",
        "date": "2012-07-16",
        "issuer": "Bộ Văn hóa",
    },
]
ND = {"kind": "Nghị định", "number": "30/2020/NĐ-CP"}
LHH = {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020-07-31"}
UB = {"kind": "Quyết định", "number": "38/QĐ-UBND", "date": "2020-07-31"}
CASES = [
    # What agrees is verified, in all its spellings.
    ({**ND, "date": "2020-03-05", "issuer": "Chính phủ"}, GOOD, "verified-missing"),
    ({**ND, "title": "về công tác văn thư"}, GOOD, "verified-missing"),
    ({**ND, "date": "2020-03"}, GOOD, "verified-missing"),
    # Half the title: the document is the one, of the title nothing is said.
    (
        {**ND, "date": "2020-03-05", "title": "công tác văn thư, in ấn, giao nhận"},
        GOOD,
        "verified-uncompared",
    ),
    (ND, GOOD, "verified-missing"),
    ({"number": "30/2020/NĐ-CP", "date": "2020-03-05"}, GOOD, "verified-missing"),
    (
        {
            "kind": "Thông tư",
            "number": "05/2018/TT-BCT",
            "date": "2018-04-03",
            "issuer": "Bộ trưởng Bộ Công Thương",
        },
        GOOD,
        "verified-missing",
    ),
    (
        {
            "kind": "Thông tư",
            "number": "8/2015/TT-BGTVT",
            "date": "2015-04-14",
            "issuer": "Bộ Xây dựng",
        },
        GOOD,
        "verified-uncompared",
    ),
    (
        {
            "kind": "Thông tư liên tịch",
            "number": "12/2010/TTLT-BKHĐT-BTC",
            "date": "2010-05-28",
            "issuer": "liên Bộ Kế hoạch và Đầu tư - Bộ Tài chính",
        },
        GOOD,
        "verified-uncompared",
    ),
    (
        {"kind": "Luật", "title": "Luật An ninh quốc gia", "date": "2004-12-03"},
        GOOD,
        "verified-missing",
    ),
    (
        {"kind": "Luật", "title": "Luật An ninh quốc gia năm 2004", "date": "2004"},
        GOOD,
        "verified-missing",
    ),
    (
        {
            "kind": "Quyết định",
            "number": "38/QĐ-LHH",
            "date": "2020-07-31",
            "issuer": HCM,
        },
        GOOD,
        "verified-missing",
    ),
    (
        {"kind": "Thông tư", "number": "4/2020/TT-BNV", "issuer": "Bộ Nội vụ"},
        GOOD,
        "verified-missing",
    ),
    (
        {"kind": "Thông tư", "number": "4/2020/TT-BNV", "date": "2019-11-25"},
        GOOD,
        "verified-missing",
    ),
    (
        {
            "kind": "Thông tư",
            "number": "4/2020/TT-BNV",
            "date": "2020-12-25",
            "issuer": "Bộ Nội vụ",
        },
        # The record is of 2019 under a number of 2020: it confirms no date.
        OPEN,
        "record-doubt",
    ),
    # Nothing but words that open every title on one side: they are another title.
    (
        {
            "kind": "Thông tư",
            "number": "9/2020/TT-BNV",
            "date": "2020-12-25",
            "title": "ban hành Danh mục hàng hóa xuất khẩu, nhập khẩu",
        },
        OPEN,
        "title-doubt",
    ),
    (
        {
            "kind": "Thông tư",
            "number": "7/2012/TT-BVHTTDL",
            "issuer": "Bộ Văn hóa, Thể thao và Du lịch",
        },
        GOOD,
        "verified-uncompared",
    ),
    # A field that differs from the document that is meant.
    ({**ND, "date": "2020-05-03"}, BAD, "date-differs"),
    ({**ND, "date": "2020-04"}, BAD, "date-differs"),
    (
        {"kind": "Luật", "title": "Luật An ninh quốc gia", "date": "2004-12-30"},
        BAD,
        "date-differs",
    ),
    (
        {
            "kind": "Quyết định",
            "number": "38/QĐ-LHH",
            "date": "2020-07-13",
            "issuer": HCM,
        },
        BAD,
        "date-differs",
    ),
    (
        {
            "kind": "Quyết định",
            "number": "38/QĐ-LHH",
            "date": "2019-07-31",
            "issuer": HCM,
            "title": "ban hành Quy chế thi đua khen thưởng",
        },
        BAD,
        "date-differs",
    ),
    (
        {"kind": "Luật", "number": "32/2004/QH11", "title": "Luật Nhà ở"},
        BAD,
        "title-differs",
    ),
    (
        {
            "kind": "Luật",
            "number": "23/2004/QH11",
            "title": "Luật An ninh quốc gia",
            "date": "2004-12-03",
        },
        BAD,
        "number-differs",
    ),
    # What cannot be so, held or not.
    ({**ND, "issuer": "Bộ Tài chính"}, BAD, "issuer-differs"),
    ({"kind": "Thông tư", "number": "99/2021/NĐ-CP"}, BAD, "kind-code"),
    ({"kind": "Nghị định", "number": "9/2021/TT-BTC"}, BAD, "kind-code"),
    ({"kind": "Thông tư", "number": "45/2013/QH13"}, BAD, "kind-code"),
    (
        {
            "kind": "Nghị định",
            "number": "9/2021/NĐ-CP",
            "issuer": "Bộ trưởng Bộ Tài chính",
        },
        BAD,
        "issuer-code",
    ),
    (
        {"kind": "Quyết định", "number": "9/QĐ-UBND", "issuer": "Bộ Tài chính"},
        BAD,
        "issuer-code",
    ),
    (
        {"kind": "Nghị định", "number": "9/2021/NĐ-CP", "date": "2020-01-02"},
        BAD,
        "year-number",
    ),
    ({"kind": "Luật", "number": "9/2022/QH14", "title": "Luật Z"}, BAD, "term-year"),
    ({"kind": "Quyết định", "number": "9/QĐ-TTg", "date": "2025-01-02"}, BAD, "future"),
    # What nobody can tell.
    ({"kind": "Nghị định", "number": "77/2021/NĐ-CP"}, OPEN, "not-held"),
    ({"kind": "Quyết định", "number": "38/QĐ-LHH"}, OPEN, "date-missing"),
    (
        {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020-07-31"},
        OPEN,
        "issuer-missing",
    ),
    (
        {
            "kind": "Quyết định",
            "number": "38/QĐ-LHH",
            "date": "2019-07-31",
            "issuer": HCM,
        },
        OPEN,
        "other-year",
    ),
    # The same number on the same day of another body: it is wrong where that body
    # signs with other letters, and may be right where it signs with these.
    ({**LHH, "issuer": "Sở Nội vụ TP.HCM"}, BAD, "issuer-differs"),
    ({**LHH, "issuer": "Ủy ban nhân dân TP.HCM"}, BAD, "issuer-differs"),
    ({**LHH, "issuer": "Bộ Nội vụ"}, BAD, "issuer-differs"),
    (
        {**LHH, "issuer": "Liên hiệp các Hội Khoa học và Kỹ thuật Hà Nội"},
        OPEN,
        "other-issuer",
    ),
    ({**LHH, "issuer": "Sở Nội vụ thành phố Hà Nội"}, OPEN, "other-issuer"),
    (
        {**LHH, "issuer": "Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam"},
        OPEN,
        "other-issuer",
    ),
    (
        {**LHH, "issuer": "Sở Nội vụ TP.HCM", "title": "về thành lập tổ công tác"},
        OPEN,
        "other-issuer",
    ),
    ({**UB, "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh"}, OPEN, "other-issuer"),
    ({**UB, "issuer": "Ủy ban nhân dân thành phố Vinh, tỉnh Nghệ An"}, OPEN, None),
    ({**UB, "issuer": "Sở Nội vụ tỉnh Nghệ An"}, BAD, "issuer-differs"),
    ({"kind": "Luật", "title": "Luật An ninh quốc gia"}, OPEN, "by-date"),
    (
        {"kind": "Luật", "title": "Luật An ninh quốc gia", "date": "2019"},
        OPEN,
        "other-version",
    ),
    ({"kind": "Nghị định", "number": "30"}, OPEN, "short"),
    ({"kind": "Nghị định", "number": "30/2020"}, OPEN, "short"),
    ({"kind": "Đề án", "title": "tổ chức Phong trào thi đua"}, OPEN, "no-identity"),
    ({**ND, "status": "draft"}, OPEN, "draft"),
    ({"kind": "Quyết định", "status": "blank"}, OPEN, "blank"),
    ({"kind": "Hiệp định", "status": "foreign"}, OPEN, "foreign"),
    (
        {**ND, "title": "về quản lý chất lượng công trình xây dựng"},
        OPEN,
        "title-doubt",
    ),
    # A plan or scheme cited with the number of its decision is no contradiction.
    ({"kind": "Đề án", "number": "06/QĐ-TTg", "date": "2022-01-06"}, OPEN, "not-held"),
    (
        {"kind": "Văn bản", "number": "12/SNV-CCVC", "date": "2022-01-06"},
        OPEN,
        "not-held",
    ),
]


def lookup(rows: list[dict[str, str]] | None = None) -> KnownDocuments:
    """Return a register that knows the rows above."""
    known = enumerate(KNOWN if rows is None else rows)
    return KnownDocuments(
        Known(id=f"c{i}", source="catalogue", **row) for i, row in known
    )


def check(
    *cites: dict[str, Any],
    own: Header | None = None,
    dates: tuple[DateMention, ...] = (),
) -> list[CheckedCitation]:
    """Return the verdicts on citations of a document of May 2024."""
    text = "x" * 100
    citations = tuple(
        Citation(span=Span(10 * i, 10 * i + 9), **cite) for i, cite in enumerate(cites)
    )
    header = own or Header(kind="Báo cáo", date="2024-05-06", issuer="Bộ Nội vụ")
    analysis = Analysis(header=header, citations=citations, dates=dates)
    document = Document("0" * 64, "a.txt", text)
    return list(cross_check(document, analysis, lookup=lookup()).citations)


@pytest.mark.parametrize(("said", "verdict", "code"), CASES)
def test_verdict(said: dict[str, Any], verdict: str, code: str | None) -> None:
    """Each citation gets the verdict and the reason that a person would give."""
    (checked,) = check(said)
    assert checked.verdict.value == verdict
    assert code in (checked.reason.code, None)
    assert checked.reason.message
    assert "{" not in checked.reason.message + checked.reason.message_en


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (
            {**ND, "date": "2020-05-03", "issuer": "Chính phủ"},
            ("match", "match", "mismatch", "match", "missing"),
        ),
        (
            {**ND, "issuer": "Bộ Tài chính", "title": VAN_THU},
            ("match", "match", "missing", "mismatch", "match"),
        ),
        (
            {"kind": "Thông tư", "number": "99/2021/NĐ-CP", "issuer": "Chính phủ"},
            ("mismatch", "not_comparable", "missing", "not_comparable", "missing"),
        ),
    ],
)
def test_fields(said: dict[str, Any], fields: tuple[str, ...]) -> None:
    """Kind, number, date, issuer and title each have their own answer."""
    (checked,) = check(said)
    names = ("kind", "number", "date", "issuer", "title")
    assert tuple(checked.fields[name] for name in names) == fields


def test_evidence_is_the_document_compared_with() -> None:
    """A contradiction shows what the register holds."""
    (checked,) = check({**ND, "date": "2020-05-03"})
    assert checked.held is not None
    assert checked.held.date == "2020-03-05"


def test_impossible_date_inside_the_citation() -> None:
    """31 June contradicts the calendar, whatever the register holds."""
    bad = DateMention(Span(3, 8), None)
    (checked,) = check(ND, dates=(bad,))
    assert (checked.verdict.value, checked.reason.code) == (BAD, "impossible-date")


def test_later_mention_without_date_takes_the_first() -> None:
    """The short second mention of an administrative document is verified too."""
    full = {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020-07-31"}
    first, second = check({**full, "issuer": HCM}, {**full, "date": None})
    assert first.verdict is second.verdict is Verdict.VERIFIED
    assert second.fields["date"] == "missing"


def test_date_that_the_register_confirms_is_no_contradiction() -> None:
    """Dated after the citing document, but so is the document: a warning on dates."""
    own = Header(kind="Báo cáo", date="2019-01-02", issuer="Bộ Nội vụ")
    (checked,) = check({**ND, "date": "2020-03-05"}, own=own)
    assert checked.verdict is Verdict.VERIFIED


def test_self_references_are_counted_apart() -> None:
    """ "Quyết định này" names no other document and is not judged."""
    assert [c.citation.form for c in check({"form": "self"}, ND)] == ["full"]


def test_counts_that_do_not_add_up_are_refused() -> None:
    """A citation that got lost on the way is an error, not a smaller total."""
    analysis = Analysis(citations=(Citation(span=Span(0, 3), **ND),))
    checked = cross_check(Document("0" * 64, "a.txt", "abc"), analysis, lookup=lookup())
    with pytest.raises(CountsDisagree):
        replace(checked, citations=())


WORDS = st.sampled_from(
    [
        None,
        "30/2020/NĐ-CP",
        "38/QĐ-LHH",
        "30",
        "98/2023",
        "57-NQ/TW",
        "x",
        "9/2022/QH14",
    ]
)
CITATIONS = st.lists(
    st.builds(
        lambda **values: Citation(span=Span(0, 5), **values),
        kind=st.sampled_from([None, "Nghị định", "Luật", "Quyết định", "lạ", "Đề án"]),
        number=WORDS,
        date=st.sampled_from(
            [None, "2020", "2020-03-05", "2099-01-01", "--06-30", "x"]
        ),
        issuer=st.sampled_from([None, "Chính phủ", HCM, "UBND tỉnh", "Bộ Tài chính"]),
        title=st.sampled_from([None, "Luật An ninh quốc gia", "về công tác văn thư"]),
        form=st.sampled_from(["full", "short", "name", "alias", "self"]),
        relation=st.sampled_from(["basis", "refers", "repeals", "amends"]),
        status=st.sampled_from([None, "draft", "blank", "foreign", "ambiguous"]),
        provisions=st.sampled_from([(), ("dieu:5",), ("dieu:5/khoan:2",)]),
    ),
    max_size=8,
)
HEADERS = st.builds(
    Header,
    kind=st.sampled_from([None, "Nghị định", "Quyết định"]),
    number=WORDS,
    date=st.sampled_from([None, "2021-01-02", "2021"]),
    issuer=st.sampled_from([None, "Chính phủ", HCM]),
)


@given(CITATIONS, HEADERS, st.sampled_from([None, "2026-11-24", "2026"]))
def test_the_three_verdicts_add_up_whatever_is_cited(
    citations: list[Citation], header: Header, as_of: str | None
) -> None:
    """Any citations give one verdict each, every rule runs, every slot is filled."""
    analysis = Analysis(header=header, citations=tuple(citations))
    document = Document("0" * 64, "a.txt", "abcdefgh")
    checked = cross_check(document, analysis, lookup=lookup(), as_of=as_of)
    counts = checked.counts
    judged = counts["verified"] + counts["contradicted"] + counts["unverifiable"]
    assert judged == counts["citations"] == len(citations) - checked.self_references
    left = list(citations)
    for row in checked.citations:
        left.remove(row.citation)
    for mine in left:
        # What is not judged is of this document: in words, or by its own number.
        if mine.form != "self":
            own = number_key(header.number, kind=header.kind)
            assert number_key(mine.number, kind=mine.kind) == own
            assert mine.date in (None, header.date)
    assert all(outcome.state == "run" for outcome in checked.checks), checked.checks
    assert checked.to_json()["counts"]["citations"] == counts["citations"]


def test_reason_needs_a_row() -> None:
    """A reason that the table does not know is a mistake of ours."""
    with pytest.raises(KeyError):
        reason("khong-co")


def test_days_are_said_as_people_write_them_in_both_languages() -> None:
    """No message prints "2020-07-31"; a month alone is "7/2020"."""
    days = {"cited": "2020-07-31", "date": "2020-07-30"}
    said = reason("date-differs", **days, source="Sổ", source_en="register", number="1")
    slots = {"day": "2020-07-31", "month": "2020-07"}
    assert fill("{day}, {month}, {other}", slots) == "31/7/2020, 7/2020, —"
    assert "31/7/2020" in said.message
    assert "31/7/2020" in said.message_en
    assert "2020-07" not in said.message + said.message_en
