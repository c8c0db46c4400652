"""Document numbers: repair, families, identity, and what is not a number."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.codes import ISSUER_CODES, names_of, official
from nlp.kinds import kind_by_name
from nlp.loose_numbers import parse_loose
from nlp.numbers import (
    DocumentNumber,
    find_blank_numbers,
    find_numbers,
    shadow,
)

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"


def canonical(text: str, kind: str | None = None) -> str | None:
    """The canonical form of a number, or None where it is none."""
    number = DocumentNumber.parse(text, kind_by_name(kind) if kind else None)
    return str(number) if number else None


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("30/2020/NÐ-CP", "30/2020/NĐ-CP"),
        ("30/2020/NƉ-CP", "30/2020/NĐ-CP"),
        ("361/2025/ND-CP", "361/2025/NĐ-CP"),
        ("12/QD-UBND", "12/QĐ-UBND"),
        ("12/Qđ-UBND", "12/QĐ-UBND"),
        ("12/qđ-ubnd", "12/QĐ-UBND"),
        ("7/CD-TTg", "7/CĐ-TTg"),
        ("1/QYD-UBND", "1/QyĐ-UBND"),
        ("1/QYĐ-UBND", "1/QyĐ-UBND"),
        ("8/Ttr-SYT", "8/TTr-SYT"),
        ("8/TTR-SYT", "8/TTr-SYT"),
        ("12/QĐ.UBND", "12/QĐ-UBND"),
        ("12/NQ_HĐND", "12/NQ-HĐND"),
        ("09/2026NQ-HĐND", "09/2026/NQ-HĐND"),
        ("34/2005-QH11", "34/2005/QH11"),
        ("156/2013/TTBTC", "156/2013/TT-BTC"),
        ("30⁄2020⁄NĐ-CP", "30/2020/NĐ-CP"),
        ("30／2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("38/QĐ-LHН", "38/QĐ-LHH"),
        ("3O/2O2O/NĐ-CP", "30/2020/NĐ-CP"),
        ("l5/2019/QĐ-UBND", "15/2019/QĐ-UBND"),
        ("18B/SL", "18b/SL"),
        ("1899/QĐ-TTG", "1899/QĐ-TTg"),
        ("22/2023/OH15", "22/2023/QH15"),
        ("21-LCT/HDNN8", "21-LCT/HĐNN8"),
        ("73 TC/TCT", "73-TC/TCT"),
    ],
)
def test_dirt_is_repaired_and_said_so(dirty: str, clean: str) -> None:
    """Wrong letters and separators give the official form, marked as repaired."""
    number = DocumentNumber.parse(dirty)
    assert number is not None
    assert (str(number), number.repaired) == (clean, True)


@pytest.mark.parametrize(
    ("spaced", "clean"),
    [
        ("6  /2007/QĐ-UBND", "6/2007/QĐ-UBND"),
        ("1501 /QĐ - UBND", "1501/QĐ-UBND"),
        ("Số: 32 /2026/TT- NHNN", "32/2026/TT-NHNN"),
        ("30/2020/NĐ–CP", "30/2020/NĐ-CP"),
        ("38/QĐ-\nLHH", "38/QĐ-LHH"),
        ("38/\nQĐ-LHH", "38/QĐ-LHH"),
        ("91/2015/QH 13", "91/2015/QH13"),
        ("37/2025/TT-BNN MT", "37/2025/TT-BNNMT"),
    ],
)
def test_spaces_line_breaks_and_dashes_are_no_repair(spaced: str, clean: str) -> None:
    """Spaces and line breaks vanish; no letter was wrong."""
    assert canonical(spaced) == clean


@pytest.mark.parametrize(
    ("number", "kind", "read"),
    [
        ("3/HD-UBND", None, "3/HD-UBND"),
        ("3/HD-UBND", "Hướng dẫn", "3/HD-UBND"),
        ("3/HD-UBND", "Hợp đồng", "3/HĐ-UBND"),
        ("9/DA-UBND", None, "9/DA-UBND"),
        ("9/DA-UBND", "Đề án", "9/ĐA-UBND"),
    ],
)
def test_codes_that_collide_without_marks_wait_for_the_kind(
    number: str, kind: str | None, read: str
) -> None:
    """HD and DA are codes themselves: only the kind word may repair them."""
    assert canonical(number, kind) == read


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("30/2020/NĐ-CP", "A"),
        ("66.18/2026/NQ-CP", "A"),
        ("91/2015/QH13", "B"),
        ("1213/2016/UBTVQH13", "B"),
        ("28/2005/PL-UBTVQH11", "B"),
        ("15/2019/QĐ-UBND", "C"),
        ("12/2022/NQ-HĐND", "C"),
        ("38/QĐ-LHH", "D"),
        ("12/QĐ-UBND-NC", "D"),
        ("1234/BNV-TCBC", "E"),
        ("345/CV-LHH", "E"),
        ("498/UBDNGS16", "E"),
        ("01/2014/TTLT-BTC-BKHĐT", "F"),
        ("403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "F"),
        ("57-NQ/TW", "G"),
        ("08-QĐi/TW", "G"),
        ("317-QĐ/TWĐTN-TNTH", "G"),
        ("38-CP", "H"),
        ("16-LCT/HĐNN8", "H"),
        ("24-L/CTN", "H"),
        ("80/TTg", "I"),
        ("13/SL", "I"),
        ("21/VBHN-NHNN", "J"),
        ("15/SY-UBND", "K"),
        ("12/2020/DS-ST", "L"),
        ("01/2016/AL", "L"),
    ],
)
def test_each_family_is_told_by_its_codes(text: str, family: str) -> None:
    """The pattern of the number tells its family, and the number prints as written."""
    number = DocumentNumber.parse(text)
    assert number is not None
    assert (number.family, str(number), number.repaired) == (family, text, False)


def test_parts_of_a_number() -> None:
    """Serial, suffix, year, term and codes are apart; zeros stay in print only."""
    number = DocumentNumber.parse("02bis/2005/PL-UBTVQH11")
    assert number is not None
    assert (number.serial, number.suffix, number.year) == ("02", "bis", 2005)
    assert (number.term, number.codes) == (11, ("PL", "UBTVQH11"))
    assert number.key == "2BIS/2005/PL-UBTVQH11"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("01/QĐ-LHH", "1/QĐ-LHH", True),
        ("0038/QD-LHH", "38/QĐ-LHH", True),
        ("38-CP", "38/CP", True),
        ("69-QĐ/TƯ", "69-QĐ/TW", True),
        ("1026a/QĐ-UBND", "1026/QĐ-UBND", False),
        ("66.18/2026/NQ-CP", "66/2026/NQ-CP", False),
        ("30/2020/NĐ-CP", "30/2021/NĐ-CP", False),
        ("3/HD-UBND", "3/HĐ-UBND", False),
    ],
)
def test_identity_ignores_zeros_and_separators(
    one: str, other: str, same: bool
) -> None:
    """Leading zeros and old separators do not make another document; a suffix does."""
    a, b = DocumentNumber.parse(one), DocumentNumber.parse(other)
    assert a is not None
    assert b is not None
    assert (a.key == b.key) is same


def test_serials_sort_as_people_count() -> None:
    """66.18 comes after 66.9, and 12a after 12."""
    texts = ["12/QĐ-UBND", "12a/QĐ-UBND", "66.9/QĐ-UBND", "66.18/QĐ-UBND", "100/QĐ-SNV"]
    numbers = [number for text in texts if (number := DocumentNumber.parse(text))]
    assert [str(n) for n in sorted(numbers, key=lambda n: n.order)] == texts


@pytest.mark.parametrize(
    "text",
    [
        "31/7/2020",
        "08/9/2022",
        "24/24",
        "1/3",
        "2021 – 2025",
        "43/12 Nguyễn Thông",
        "12/2022",
        "30/4-01/5",
        "24/7",
        "tỷ lệ 1/500",
        "51F-123.45",
        "0316181955-001",
        "km 12+500",
        "200.000 đồng/tháng",
        "5kg/người",
        "Tổ 3/Khu phố 5",
        "TỔ 3/KHU PHỐ 5",
        "A-2157",
        "Covid-19",
        "H5N1",
        "B.1.1.7",
        "số 5/7B đường Lê Lợi",
        "số 12/BT5 đường Lê Lợi",
        "lô A1/B2",
        "05 ngày/tuần",
        "9,5/10",
        "(028) 39.307.989 – 0903-123-456",
        "TCVN ISO 9001:2015",
        "QCVN 14:2008/BTNMT",
        "Số: 43 Nguyễn Thông, Phường Võ Thị Sáu, Quận 3",
        "theo mẫu số 09A/PL-TNCN, 09B/PL-TNCN",
        "Phụ lục số 02/PL-BNV",
        "khóa VII, Chương XII, quý III",
        "Chỉ thị 2014/24/EU",
    ],
)
def test_what_only_looks_like_a_number_is_left_alone(text: str) -> None:
    """Dates, ranges, addresses, money, standards and forms are not numbers."""
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("số 38/QĐ-LHH - LIÊN HIỆP HỘI", ["38/QĐ-LHH"]),
        ("số38/QĐ-LHH.Căn cứ", ["38/QĐ-LHH"]),
        ("số 1234/BNV-TCBC(M)", ["1234/BNV-TCBC"]),
        ("Công văn số 498/UBDNGS16 ngày", ["498/UBDNGS16"]),
        ("công văn số 2025-005/SAV-XNK ngày", ["2025-005/SAV-XNK"]),
        ("công văn số 838/CCTKV.XII-NVD", ["838/CCTKV.XII-NVD"]),
        (
            "các Nghị định số 10/2010/NĐ-CP,12/2012/NĐ-CP và 15/2015/NĐ-CP",
            ["10/2010/NĐ-CP", "12/2012/NĐ-CP", "15/2015/NĐ-CP"],
        ),
        ("Công văn số 123, 124/SNV-TĐKT", ["124/SNV-TĐKT"]),
        ("Công văn số 2273/CTK - CSCL ngày 15", ["2273/CTK-CSCL"]),
        ("văn bản số 1234/UBND.VX ngày 15", ["1234/UBND.VX"]),
        ("Hợp đồng số 05/HĐ/2024 ngày", ["05/HĐ/2024"]),
        ("Hợp đồng số 15/2024/HĐ-ABC ngày", ["15/2024/HĐ-ABC"]),
        ("Quyết định số 201-CT và chỉ thị số 01-CT", ["201-CT", "01-CT"]),
        ("từ phòng 12-CT", []),
        ("Quyết định số 201-2001/QĐ-TTg", ["201/2001/QĐ-TTg"]),
        ("từ 10-2001/12-2002", []),
        ("Thông tư số 01-TANDTC-VKSNDTC/TTLT", ["01-TANDTC-VKSNDTC/TTLT"]),
        ("Quyết định 159/HĐBT và Sắc lệnh số 226/SL", ["159/HĐBT", "226/SL"]),
    ],
)
def test_numbers_in_running_text(text: str, numbers: list[str]) -> None:
    """Codes stop where prose starts, and a list keeps its members."""
    assert [str(found.number) for found in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    ("text", "quote", "codes"),
    [
        ("Quyết định số       /QĐ-UBND ngày", "/QĐ-UBND", ("QĐ", "UBND")),
        ("Số:      /QĐ-UBND", "/QĐ-UBND", ("QĐ", "UBND")),
        ("số …/KH-UBND", "…/KH-UBND", ("KH", "UBND")),
        ("số ../QĐ-LHH", "../QĐ-LHH", ("QĐ", "LHH")),
        ("Số: XX/QĐ-UBND", "XX/QĐ-UBND", ("QĐ", "UBND")),
        ("số/2016/NĐ-CP ngày", "/2016/NĐ-CP", ("NĐ", "CP")),
    ],
)
def test_blank_serials_are_found_apart(
    text: str, quote: str, codes: tuple[str, ...]
) -> None:
    """A number left for the pen is a blank, never a number."""
    (blank,) = find_blank_numbers(text)
    assert (blank.span.of(text), blank.codes) == (quote, codes)
    assert find_numbers(text) == []


def test_a_filled_number_is_no_blank() -> None:
    """A printed serial leaves no blank."""
    assert find_blank_numbers("Số: 38/QĐ-LHH và số 12/2020/NĐ-CP") == []


SERIALS = st.from_regex(r"(?:0?[1-9][0-9]{0,3})(?:a|b|bis)?", fullmatch=True)
ISSUERS = st.sampled_from(sorted(code for code in ISSUER_CODES if len(code) > 2))


@given(
    serial=SERIALS,
    year=st.one_of(st.none(), st.integers(1945, 2060)),
    kind=st.sampled_from(["QĐ", "NQ", "KH", "TTr", "TT", "CT", "BC"]),
    issuer=ISSUERS,
)
def test_canonical_numbers_survive_a_round_trip(
    serial: str, year: int | None, kind: str, issuer: str
) -> None:
    """Parsing what a number prints gives the number again, alone and in a sentence."""
    text = f"{serial}/{f'{year}/' if year else ''}{kind}-{issuer}"
    number = DocumentNumber.parse(text)
    assert number is not None
    assert str(number) == text
    assert DocumentNumber.parse(str(number)) == number
    sentence = f"Căn cứ Quyết định số {text} ngày 01/02/2020;"
    (found,) = find_numbers(sentence)
    assert found.number == number
    assert found.span.of(sentence) == text


@given(st.text(alphabet="0123456789/-. sốQĐUBNDnămTW\n–OlI&_", max_size=80))
def test_spans_slice_back_and_do_not_overlap(text: str) -> None:
    """Whatever the text, spans are in order and their slices parse to the number."""
    found = find_numbers(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for match in found:
        again = DocumentNumber.parse(match.span.of(text))
        assert again is not None
        assert again.key == match.number.key
    assert len(shadow(text)) == len(text)


@pytest.mark.parametrize(
    "unit",
    [" ", "7", ",", "Điều ", "“", "1 ", "1/", "12/2022/", "38/QĐ-", "số ", "số: …"],
)
def test_time_grows_with_length_only(unit: str) -> None:
    """A hundred thousand characters of one unit are read; what is not linear hangs."""
    text = (unit * 100_000)[:100_000]
    find_numbers(text)
    find_blank_numbers(text)


@pytest.mark.parametrize(
    ("query", "serial", "year", "kind", "codes"),
    [
        ("quyet dinh 38 lhh", "38", None, "quyet-dinh", ("lhh",)),
        ("qd 38/qd-lhh", "38", None, "quyet-dinh", ("qd", "lhh")),
        ("QĐ 38 LHH", "38", None, "quyet-dinh", ("lhh",)),
        ("38/QD-LHH", "38", None, "quyet-dinh", ("qd", "lhh")),
        ("38qdlhh", "38", None, "quyet-dinh", ("qd", "lhh")),
        ("38-qd-lhh", "38", None, "quyet-dinh", ("qd", "lhh")),
        ("so 38 qd lhh", "38", None, "quyet-dinh", ("qd", "lhh")),
        ("2022/KH-UBND", "2022", None, "ke-hoach", ("kh", "ubnd")),
        ("30/2020", "30", 2020, None, ()),
        ("nd 30 2020", "30", 2020, "nghi-dinh", ()),
        ("nghị định 30 năm 2020", "30", 2020, "nghi-dinh", ()),
        ("luat 91 2015 qh13", "91", 2015, "luat", ("qh13",)),
        ("57 nq tw", "57", None, "nghi-quyet", ("nq", "tw")),
        ("66.18/2026/NQ-CP", "66.18", 2026, "nghi-quyet", ("nq", "cp")),
        ("12/hd-ubnd", "12", None, None, ("hd", "ubnd")),
        ("0012/kh-abcxyz", "12", None, "ke-hoach", ("kh", "abcxyz")),
        ("NĐ30", "30", None, "nghi-dinh", ()),
    ],
)
def test_numbers_as_people_type_them(
    query: str, serial: str, year: int | None, kind: str | None, codes: tuple[str, ...]
) -> None:
    """Case, marks, separators and the word "số" do not matter in a query."""
    first = parse_loose(query)[0]
    assert (first.serial, first.year, first.codes) == (serial, year, codes)
    assert (first.kind.slug if first.kind else None) == kind


@pytest.mark.parametrize(
    "query",
    [
        "",
        "luat thi dua khen thuong 2022",
        "điều 5 khoản 2 nghị định 30/2020",
        "31/7/2020",
        "thang 7 2020",
        "2019-2024",
        "5 năm",
        "30 con bò",
        "nguyen the nghia",
        "1" * 500,
    ],
)
def test_other_queries_are_no_numbers(query: str) -> None:
    """A query with other words, a date or a period is not a number."""
    assert parse_loose(query) == ()


def test_glued_letters_may_have_two_readings() -> None:
    """ "ttcp" is the Government Inspectorate or a circular of the Government."""
    assert {n.codes for n in parse_loose("12ttcp")} == {("ttcp",), ("tt", "cp")}


def test_codes_know_their_bodies() -> None:
    """A code leads to the bodies that use it, and an unknown one to none."""
    assert names_of("BTC")[0] == "Bộ Tài chính"
    assert names_of("XYZQ") == ()
    assert official("hđnd", first=False) == "HĐND"


@pytest.mark.gold
def test_the_report_has_two_numbers_and_no_more() -> None:
    """The report that started the project cites a plan and a decision by number."""
    files = sorted((GOLD.parent / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("no seed report beside the project")
    found = find_numbers(files[0].read_text("utf-8"))
    assert [(f.span.start, str(f.number)) for f in found] == [
        (1099, "2022/KH-UBND"),
        (3418, "38/QĐ-LHH"),
    ]


@pytest.mark.gold
def test_the_catalogue_reads_as_printed() -> None:
    """Every whole number of the catalogue parses and prints as it stands there."""
    if not GOLD.exists():
        pytest.skip("no reviewed documents beside the project")
    lines = (GOLD / "catalogue.jsonl").read_text("utf-8").splitlines()
    printed = [json.loads(line)["number"] for line in lines]
    whole = [n for n in printed if n and "/" in n and n[-1].isalnum() and "(" not in n]
    read = [DocumentNumber.parse(n) for n in whole]
    assert sum(n is None for n in read) <= len(whole) * 0.002
    clean = [(a, b) for a, b in zip(whole, read, strict=True) if b and not b.repaired]
    assert len(clean) > 3000
    assert all(str(b) == a for a, b in clean)
