"""Relations: what the citing document does with the cited one."""

from __future__ import annotations

import pytest

from nlp.analysis import Citation, Header
from nlp.citations import find_citations
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.relations import CUES, Cue

A = "Nghị định số 30/2020/NĐ-CP"
B = "Nghị định số 45/2021/NĐ-CP"


def cites(text: str, header: Header | None = None) -> list[Citation]:
    """Return the citations of a text that are not the text itself."""
    found = find_citations(
        text, numbers=find_numbers(text), dates=find_dates(text)[0], header=header
    )
    return [citation for citation in found if citation.form != "self"]


def relations(text: str) -> list[str]:
    """Return the relations of the citations of a text."""
    return [citation.relation for citation in cites(text)]


@pytest.mark.parametrize("row", CUES, ids=lambda row: f"{row.relation}-{row.cues[0]}")
def test_every_cue_reads_its_example(row: Cue) -> None:
    """The last citation of a row's example has the row's relation."""
    assert row.source
    assert relations(row.example)[-1] == row.relation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Căn cứ {A} của Chính phủ về phí;\n{B} của Chính phủ;", ["basis", "basis"]),
        (f"Căn cứ {A} được sửa đổi, bổ sung bởi {B};", ["basis", "refers"]),
        (f"Căn cứ {A} (được sửa đổi, bổ sung bởi {B});", ["basis", "refers"]),
        (f"Căn cứ quy định tại {A} và {B}", ["basis", "basis"]),
        (f"Căn cứ quy định trên:\nTừ ngày 01/7/2025, {A} có hiệu lực", ["refers"]),
        ("Xét Tờ trình số 1/TTr-STC; Báo cáo số 2/BC-BPC; Văn bản số 3/STC-TH",
         ["proposal", "proposal", "proposal"]),
        (f"Bãi bỏ {A} và {B}.", ["repeals", "repeals"]),
        (f"bãi bỏ các Nghị định:\na) {A} về phí.\nb) {B}.", ["repeals", "repeals"]),
        (f"{A} và {B} hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
         ["repeals", "repeals"]),
        (f"Trường hợp bãi bỏ thì thực hiện theo quy định tại {A}", ["refers"]),
        (f"Quyết định thay thế {A}", ["refers"]),
        (f"đề nghị sửa đổi, bổ sung {A}", ["refers"]),
        (f"trong quá trình sửa đổi {A}", ["refers"]),
        (f"nghị định mới (thay thế {A})", ["refers"]),
        (f"QUYẾT ĐỊNH\nBÃI BỎ {A.upper()} VỀ PHÍ", ["repeals"]),
        (f"Hội đồng nhân dân ban hành Nghị quyết bãi bỏ {A}", ["repeals"]),
        (f"thủ tục được sửa đổi, bổ sung trong lĩnh vực giá tại {A}", ["refers"]),
        (f"Nghị định này sửa đổi một số thủ tục được công bố kèm theo {A}", ["amends"]),
        (f"có hiệu lực thi hành kể từ ngày {A} có hiệu lực", ["refers"]),
        (f"thực hiện nghiêm chỉ đạo của Thủ tướng Chính phủ tại {A}", ["implements"]),
        (f"Trách nhiệm tổ chức thực hiện\n(Điều 19 {A})", ["refers"]),
        (f"Phạm vi điều chỉnh của {A}", ["refers"]),
        (f"Hồ sơ thực hiện theo {A}", ["refers"]),
        ("thực hiện theo Công văn số 12/BNV-TCBC", ["implements"]),
        (f"được thực hiện bằng Mẫu số 06 ban hành kèm theo {A}", ["refers"]),
        (f"Kinh phí thực hiện của {A}", ["refers"]),
        (f"theo đề nghị của người đáp ứng tiêu chuẩn quy định tại {A}", ["refers"]),
        (f"thực hiện thủ tục hành chính không phụ thuộc địa giới tại {A}", ["refers"]),
        ("Cục Thuế nhận được công văn số 1/QNI-QLDN và công văn số 2/QNI-QLDN",
         ["responds_to", "responds_to"]),
        ("Theo Nghị định Chính phủ số 12/CP ngày 18/2/1997", ["refers"]),
        (f"ngày nhận được hồ sơ hợp lệ theo Điều 8 {A}", ["refers"]),
        ("Quốc hội đã thông qua Luật Giá số 16/2023/QH15", ["refers"]),
    ],
)  # fmt: skip
def test_relation(text: str, expected: list[str]) -> None:
    """The nearest governing cue decides; lists inherit; speaking of acts is no act."""
    assert relations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Thông tư số 1/2021/TT-BTC hướng dẫn thi hành {A}",
        f"Thông tư số 1/2021/TT-BTC sửa đổi, bổ sung {A}",
        f"Thông tư số 1/2021/TT-BTC (thay thế {A})",
    ],
)
def test_another_document_acts(text: str) -> None:
    """What one cited document does with another is its subject, not our relation."""
    acting, acted = cites(text)
    assert acted.relation == "refers"
    assert acted.subject == acting.span


def test_passive_names_the_acting_document() -> None:
    """In "A được sửa đổi bởi B" the subject of A is B."""
    amended, amender = cites(f"{A} được sửa đổi, bổ sung bởi {B}")
    assert amended.subject == amender.span
    assert amender.subject is None


def test_citation_in_a_title_is_only_referred_to() -> None:
    """A citation in the title of another does not take the relation of the clause."""
    text = f"Bãi bỏ Quyết định số 5/QĐ-UBND về việc triển khai thi hành {A}."
    assert relations(text) == ["repeals", "refers"]


def test_preamble_opens_with_thuc_hien() -> None:
    """In a document, "Thực hiện …" that opens its preamble is a ground."""
    text = f"KẾ HOẠCH\n\nThực hiện {A}, Ủy ban đề ra:\nI. MỤC TIÊU\nThực hiện {B}."
    assert [c.relation for c in cites(text)] == ["implements", "implements"]
    header = Header(number="1/KH-UBND", kind="Kế hoạch")
    assert [c.relation for c in cites(text, header)] == ["basis", "implements"]
