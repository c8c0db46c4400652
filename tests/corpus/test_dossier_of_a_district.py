"""A dossier of a district or commune whose letterheads name no province."""

from __future__ import annotations

import pytest

from corpus.beside import Dossier
from corpus.crosscheck import CheckedDocument, cross_check
from corpus.issuers import same_issuer
from corpus.known import Known, KnownDocuments
from corpus.unit_bodies import same_unit_body, unit_body
from corpus.verdicts import CheckedCitation
from ingest.document import Document
from nlp.pipeline import analyse

_HEAD = """{body}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day}
QUYẾT ĐỊNH
{title}
QUYẾT ĐỊNH:
{articles}
CHỦ TỊCH
Nguyễn Văn An
"""
GIA_VIEN = "UBND HUYỆN GIA VIỄN"
_STORE = "Điều 1. Lập kho lưu trữ.\nĐiều 2. Có hiệu lực từ ngày ký."


def decision(
    number: str,
    day: str,
    articles: str,
    *,
    body: str = GIA_VIEN,
    title: str = "Về việc thành lập kho lưu trữ của huyện",
) -> Document:
    """A decision of a body as its letterhead has it."""
    text = _HEAD.format(
        body=body,
        number=number,
        place="Gia Viễn",
        day=day,
        title=title,
        articles=articles,
    )
    return Document(sha256=f"{number}{day}{body}", name=f"{number[:2]}.txt", text=text)


STORE = decision("77/QĐ-UBND", "12 tháng 3 năm 2021", _STORE)


def citing(words: str, *, body: str = GIA_VIEN) -> Document:
    """A later decision that says `words`."""
    return decision(
        "15/QĐ-UBND", "20 tháng 5 năm 2022", f"Điều 1. Theo {words}.", body=body
    )


def together(*documents: Document) -> CheckedDocument:
    """Check documents as one dossier beside an empty register; return the first."""
    read = [(each, analyse(each)) for each in documents]
    lookup = Dossier(read, today="2026-11-28").beside(KnownDocuments())
    return cross_check(*read[0], lookup=lookup)


def only(checked: CheckedDocument) -> CheckedCitation:
    """Return the one citation."""
    (row,) = checked.citations
    return row


_NOTE = "hiểu theo tên trong hồ sơ"
_NOTE_EN = "by its name in this dossier"


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        " của Chủ tịch UBND huyện",
        " của Ủy ban nhân dân huyện Gia Viễn",
        " của UBND huyện Gia Viễn, tỉnh Ninh Bình",
    ],
)
def test_files_of_one_district_answer_for_each_other(issuer: str) -> None:
    """The verdict says that the name alone tells it; a wrong article is told."""
    said = f"Quyết định số 77/QĐ-UBND ngày 12/3/2021{issuer}"
    row = only(together(citing(said), STORE))
    assert row.verdict.value == "verified"
    assert row.held is not None
    assert row.held.source == "dossier"
    assert _NOTE in row.reason.message
    assert _NOTE_EN in row.reason.message_en
    assert row.evidence["issuer"] == "by name"
    wrong = together(citing(f"Điều 9 {said}"), STORE)
    assert "V12" in {each.code for each in wrong.findings}


def test_another_day_in_its_own_series_is_a_contradiction() -> None:
    """What the district says of its own decision is held against that decision."""
    said = "Quyết định số 77/QĐ-UBND ngày 13/3/2021 của UBND huyện"
    row = only(together(citing(said), STORE))
    assert row.verdict.value == "contradicted"
    assert _NOTE in row.reason.message


def test_another_day_in_the_words_of_others_is_a_doubt() -> None:
    """A district of that name may lie in another province: it is said, not judged."""
    said = "Quyết định số 77/QĐ-UBND ngày 13/3/2021 của UBND huyện Gia Viễn"
    row = only(together(citing(said, body="UBND HUYỆN NHO QUAN"), STORE))
    assert (row.verdict.value, row.reason.code) == ("unverifiable", "same-name")
    assert "ngày “13/3/2021”" in row.reason.message
    assert "date “13/3/2021”" in row.reason.message_en
    assert not row.problems


@pytest.mark.parametrize(
    "said",
    [
        "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của UBND tỉnh",
        "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của UBND huyện Nho Quan",
        "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của UBND xã",
        "Quyết định số 77/QĐ-UBND ngày 12/3/2020 của UBND huyện",
    ],
)
def test_another_body_or_year_is_another_document(said: str) -> None:
    """Names of another level, another district or another year prove nothing."""
    assert only(together(citing(said), STORE)).verdict.value == "unverifiable"


def test_two_provinces_in_the_letterheads_leave_the_name_open() -> None:
    """Two districts of one name in one dossier are not taken for one."""
    here = decision("80/QĐ-UBND", "1 tháng 4 năm 2021", _STORE, body=f"{GIA_VIEN}")
    bodies = ("TỈNH NINH BÌNH", "TỈNH LÂM ĐỒNG")
    placed = [
        decision(
            f"{number}/QĐ-UBND",
            "2 tháng 4 năm 2021",
            _STORE,
            body=f"ỦY BAN NHÂN DÂN\nHUYỆN GIA VIỄN\n{province}",
        )
        for number, province in zip((81, 82), bodies, strict=True)
    ]
    said = "Quyết định số 80/QĐ-UBND ngày 01/4/2021 của UBND huyện Gia Viễn"
    one = only(together(citing(said), here, placed[0]))
    assert one.verdict.value == "verified"
    two = only(together(citing(said), here, *placed))
    assert (two.verdict.value, two.reason.code) == ("unverifiable", "two-of-a-name")


def test_one_number_with_two_days_leaves_the_name_open() -> None:
    """Two decisions under one number of a year may be of two districts."""
    other = decision("77/QĐ-UBND", "30 tháng 3 năm 2021", _STORE)
    said = "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của UBND huyện Gia Viễn"
    row = only(together(citing(said), STORE, other))
    assert row.verdict.value == "unverifiable"
    assert row.reason.code in ("ambiguous", "two-of-a-name")
    assert only(together(citing(said), STORE, STORE)).verdict.value == "verified"


def test_a_commune_means_itself_and_the_district_above_it() -> None:
    """Its "UBND xã" is itself, "UBND huyện" the district at the head of its paper."""
    body = "UBND HUYỆN GIA VIỄN\nUBND XÃ GIA THANH"
    own = decision("30/QĐ-UBND", "5 tháng 1 năm 2022", _STORE, body=body)
    said = "Quyết định số 30/QĐ-UBND ngày 05/01/2022 của UBND xã"
    row = only(together(citing(said, body=body), own))
    assert row.verdict.value == "verified"
    said = "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của UBND huyện"
    assert only(together(citing(said, body=body), STORE)).verdict.value == "verified"


def test_what_is_held_without_a_province_is_named_and_left_open() -> None:
    """The register is of the whole country: the name of a district is not enough."""
    held = Known(
        "7",
        "register",
        kind="Quyết định",
        number="77/QĐ-UBND",
        date="2021-03-12",
        issuer="Ủy ban nhân dân huyện Gia Viễn",
    )
    said = "Quyết định số 77/QĐ-UBND ngày 12/3/2021 của UBND huyện"
    document = citing(said)
    lookup = KnownDocuments([held])
    row = only(cross_check(document, analyse(document), lookup=lookup))
    assert (row.verdict.value, row.reason.code) == ("unverifiable", "no-province")
    assert "không ghi tỉnh" in row.reason.message
    elsewhere = citing(said, body="UBND HUYỆN NHO QUAN")
    row = only(cross_check(elsewhere, analyse(elsewhere), lookup=lookup))
    assert row.reason.code == "issuer-missing"


def test_departments_of_two_districts_are_not_one() -> None:
    """Every district has a "Phòng Nội vụ"."""
    homes = {"home": "UBND huyện Gia Viễn", "other_home": "UBND huyện Nho Quan"}
    assert same_issuer("Phòng Nội vụ", "Phòng Nội vụ", **homes) is None
    one = {"home": "UBND huyện Gia Viễn", "other_home": "UBND huyện Gia Viễn"}
    assert same_issuer("Phòng Nội vụ", "Phòng Nội vụ", **one)


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("UBND TP", "UBND thành phố Tam Điệp", "ubnd-thanh-pho-tam-diep"),
        ("UBND xã", "UBND xã Tân Lập, tỉnh Ninh Bình", "ubnd-xa-tan-lap"),
        ("UBND xã Tân Lập", "UBND huyện Vũ Thư", "ubnd-xa-tan-lap-huyen-vu-thu"),
        ("UBND huyện", None, None),
        ("UBND xã", "UBND thị xã Bỉm Sơn", None),
        ("UBND thành phố Hồ Chí Minh", None, None),
        ("Trường THPT Gia Viễn A, tỉnh Ninh Bình", None, None),
        ("Bộ Nội vụ", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_body_of_a_unit_is_told_whatever_its_province(
    name: str | None, home: str | None, expected: str | None
) -> None:
    """Bodies of provinces and of the centre are none."""
    assert unit_body(name, home=home) == expected


def test_a_commune_may_lack_its_district() -> None:
    """Two communes of one name in two districts are two."""
    lone, here, there = (
        unit_body(f"UBND xã Tân Lập{tail}")
        for tail in ("", ", huyện Vũ Thư", ", huyện Yên Mỹ")
    )
    assert same_unit_body(lone, here)
    assert not same_unit_body(here, there)
    assert not same_unit_body(None, None)
