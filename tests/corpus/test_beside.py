"""Documents of one dossier know each other without being held."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.beside import MOST_OF_A_NUMBER, Dossier
from corpus.crosscheck import CheckedDocument, cross_check
from corpus.known import Known, KnownDocuments
from ingest.document import Document
from nlp.analysis import Analysis
from nlp.pipeline import analyse

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Đồng, ngày {day}
QUYẾT ĐỊNH
{title}
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
QUYẾT ĐỊNH:
{articles}
CHỦ TỊCH
Nguyễn Văn An
"""
_OTHER = "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của Chủ tịch Ủy ban nhân dân tỉnh"


def decision(number: str, day: str, articles: str, title: str = "") -> Document:
    """A decision of one province, by its number."""
    title = title or "Về việc ban hành Quy chế quản lý kho lưu trữ"
    text = _HEAD.format(number=number, day=day, title=title, articles=articles)
    return Document(sha256=number, name=f"{number[:2]}.txt", text=text)


RULES = decision(
    "77/QĐ-UBND",
    "12 tháng 3 năm 2021",
    "Điều 1. Ban hành Quy chế quản lý kho lưu trữ.\nĐiều 2. Có hiệu lực từ ngày ký.",
)


def together(
    *documents: Document, held: tuple[Known, ...] = ()
) -> list[CheckedDocument]:
    """Check documents as one dossier, beside a register that holds `held`."""
    read: list[tuple[Document, Analysis]] = [
        (each, analyse(each)) for each in documents
    ]
    dossier = Dossier(read, today=date.today().isoformat())
    register = KnownDocuments(held)
    return [
        cross_check(document, analysis, lookup=dossier.beside(register))
        for document, analysis in read
    ]


def citing(words: str) -> Document:
    """A later decision of the same province that says `words`."""
    return decision("15/QĐ-UBND", "20 tháng 5 năm 2022", f"Điều 1. {words}")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (f"Theo {_OTHER} Lâm Đồng.", "verified"),
        (f"Theo {_OTHER.replace('12/3', '13/3')} Lâm Đồng.", "contradicted"),
        (f"Theo {_OTHER.replace('77', '78')} Lâm Đồng.", "unverifiable"),
    ],
)
def test_a_document_of_the_dossier_answers_for_itself(words: str, verdict: str) -> None:
    """Neither file is held; the reason says that the dossier has the document."""
    checked, _ = together(citing(words), RULES)
    (row,) = checked.citations
    assert row.verdict.value == verdict
    assert ("hồ sơ này" in row.reason.message) == (verdict != "unverifiable")


def test_alone_the_same_citation_is_not_verifiable() -> None:
    """What is not in the dossier proves nothing."""
    (checked,) = together(citing(f"Theo {_OTHER} Lâm Đồng."))
    assert [row.verdict.value for row in checked.citations] == ["unverifiable"]


def test_articles_are_those_of_the_document_in_the_dossier() -> None:
    """An article that it does not have is named."""
    plain = decision(
        "77/QĐ-UBND",
        "12 tháng 3 năm 2021",
        "Điều 1. Lập kho lưu trữ.\nĐiều 2. Có hiệu lực từ ngày ký.",
        "Về việc thành lập kho lưu trữ",
    )
    checked, _ = together(citing(f"Theo Điều 9 {_OTHER} Lâm Đồng."), plain)
    (found,) = [each for each in checked.findings if each.code == "V12"]
    assert found.severity == "error"


def test_an_article_may_be_of_the_regulation_that_a_copy_lacks() -> None:
    """A decision that issues a regulation is cited for the articles of that one."""
    checked, _ = together(citing(f"Theo Điều 9 {_OTHER} Lâm Đồng."), RULES)
    (found,) = [each for each in checked.findings if each.code == "V12"]
    assert found.severity == "warning"
    assert "không có phần ban hành kèm theo" in found.message
    assert "lacks what was issued with it" in found.message_en
    whole = Document(
        RULES.sha256,
        RULES.name,
        f"{RULES.text}\nQUY CHẾ\nQuản lý kho lưu trữ\n"
        "(Kèm theo Quyết định số 77/QĐ-UBND ngày 12 tháng 3 năm 2021)\n"
        "Điều 1. Phạm vi\nĐiều 2. Đối tượng\n",
    )
    checked, _ = together(citing(f"Theo Điều 9 {_OTHER} Lâm Đồng."), whole)
    (found,) = [each for each in checked.findings if each.code == "V12"]
    assert found.severity == "error"


@pytest.mark.parametrize(
    ("copies", "verdict"),
    [
        (MOST_OF_A_NUMBER, "verified"),
        (MOST_OF_A_NUMBER + 1, "unverifiable"),
    ],
)
def test_a_number_that_too_many_files_bear_is_left_open(
    copies: int, verdict: str
) -> None:
    """Each citation is compared with all that bear its number, so they are bounded."""
    read = [(RULES, analyse(RULES))] * copies
    dossier = Dossier(read, today="2026-11-27")
    document = citing(f"Theo {_OTHER} Lâm Đồng.")
    checked = cross_check(
        document, analyse(document), lookup=dossier.beside(KnownDocuments())
    )
    assert [row.verdict.value for row in checked.citations] == [verdict]


def test_a_decision_in_the_dossier_ends_another() -> None:
    """What replaces a cited decision may lie in the dossier itself."""
    newer = decision(
        "30/QĐ-UBND",
        "10 tháng 1 năm 2022",
        f"Điều 1. Có hiệu lực từ ngày ký.\nĐiều 2. Thay thế {_OTHER} Lâm Đồng.",
    )
    report = citing(f"Theo {_OTHER} Lâm Đồng.")
    before, _ = together(report, RULES)
    after, *_ = together(report, RULES, newer)
    assert "V01" not in {finding.code for finding in before.findings}
    assert "V01" in {finding.code for finding in after.findings}


def test_what_is_held_comes_before_the_dossier() -> None:
    """One document, held and uploaded, is one answer: the reviewed one."""
    held = Known(
        "7",
        "register",
        kind="Quyết định",
        number="77/QĐ-UBND",
        date="2021-03-12",
        issuer="Ủy ban nhân dân tỉnh Lâm Đồng",
    )
    checked, _ = together(citing(f"Theo {_OTHER} Lâm Đồng."), RULES, held=(held,))
    (row,) = checked.citations
    assert row.held is not None
    assert (row.verdict.value, row.held.source) == ("verified", "register")


def test_the_document_itself_is_no_unknown_one() -> None:
    """An annex names its own decision; with another day that is a contradiction."""
    annex = "\nQUY CHẾ\n(Kèm theo Quyết định số 77/QĐ-UBND ngày {day})\n"
    right, wrong = (
        Document(RULES.sha256, RULES.name, RULES.text + annex.format(day=day))
        for day in ("12 tháng 3 năm 2021", "15 tháng 3 năm 2021")
    )
    (checked,) = together(right)
    assert not checked.citations
    assert checked.self_references
    (checked,) = together(wrong)
    assert [row.verdict.value for row in checked.citations] == ["contradicted"]


@pytest.mark.parametrize("day", ["tháng 3 năm 2021", "     tháng     năm 2021"])
def test_a_document_without_a_day_proves_nothing(day: str) -> None:
    """A draft, or a copy that lost its day, is left out."""
    undated = decision("77/QĐ-UBND", day, "Điều 1. Ban hành Quy chế quản lý kho.")
    checked, _ = together(citing(f"Theo {_OTHER} Lâm Đồng."), undated)
    assert [row.verdict.value for row in checked.citations] == ["unverifiable"]


def test_a_copy_does_not_act_on_the_document_itself() -> None:
    """An annex that "replaces" its own decision, or a bad scan, ends nothing."""
    itself = decision(
        "77/QĐ-UBND",
        "12 tháng 3 năm 2021",
        f"Điều 1. Lập kho.\nĐiều 2. Thay thế {_OTHER} Lâm Đồng.",
    )
    read = [(each, analyse(each)) for each in (itself, RULES)]
    dossier = Dossier(read, today="2026-11-27")
    lookup = dossier.beside(KnownDocuments())
    both = dossier.documents.of_day("2021-03-12")
    assert len(both) == 2
    assert not any(dossier.acts_on(each, lookup) for each in both)
