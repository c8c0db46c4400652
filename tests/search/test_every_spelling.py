"""A document number that exists is the first hit however people spell it."""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engine import IndexDocument
from search.evaluation import without_diacritics
from search.query import parse
from search.typed_numbers import number_parts
from search.whoosh_engine import WhooshEngine

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
CODES = {
    "Quyết định": "QĐ",
    "Nghị định": "NĐ",
    "Thông tư": "TT",
    "Nghị quyết": "NQ",
    "Chỉ thị": "CT",
    "Kế hoạch": "KH",
    "Báo cáo": "BC",
    "Thông báo": "TB",
    "Tờ trình": "TTr",
    "Hướng dẫn": "HD",
    "Công điện": "CĐ",
}
BODIES = ["UBND", "HĐND", "TTg", "BNV", "BTC", "SNV", "LHH", "SYT", "BGDĐT"]
BODIES += ["BKHCN", "UBND-VP", "CP", "VPCP", "TLĐ", "BHXH"]
RARE = [
    ("02bis/2005/TT-BTC", "Thông tư"),
    ("1026a/QĐ-UBND", "Quyết định"),
    ("66.18/2026/NQ-CP", "Nghị quyết"),
    ("18b/SL", "Sắc lệnh"),
    ("07/KHLT/SNV-LHH", "Kế hoạch"),
    ("310/LHH-HĐTĐKT", "Công văn"),
    ("72/2025/QH15", "Luật"),
]
Spelling = Callable[[str, str], str | None]


def known() -> Iterator[tuple[str, str | None]]:
    """Yield numbers and kinds: of the samples, of their catalogue, and made ones."""
    for line in (SAMPLES / "catalogue.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["number"], row["kind"]
    for path in sorted((SAMPLES / "expected").glob("*.json")):
        header = json.loads(path.read_text("utf-8")).get("header") or {}
        if header.get("number"):
            yield header["number"], header.get("kind")
    yield from RARE
    rng = random.Random(8)
    for _ in range(90):
        kind, code = rng.choice(list(CODES.items()))
        year = f"{rng.randint(1995, 2026)}/" if rng.random() < 0.5 else ""
        serial = rng.choice((rng.randint(1, 99), rng.randint(100, 5000)))
        yield f"{serial:02}/{year}{code}-{rng.choice(BODIES)}", kind


def folded_kind(kind: str) -> str:
    """Return a kind as typed in haste."""
    return without_diacritics(kind).lower()


def words_of(number: str) -> str:
    """Return a number with spaces for its separators."""
    return re.sub(r"[/\-]", " ", number)


def misread(number: str) -> str:
    """Return a number whose digits were read as letters, one digit left."""

    def letters(match: re.Match[str]) -> str:
        digits = match[0]
        if set(digits) <= set("01"):
            return digits
        return digits.replace("0", "O").replace("1", "l")

    return re.sub(r"\A\d+", letters, number)


CYRILLIC = str.maketrans("OHCTBAEKMPX", "ОНСТВАЕКМРХ")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

SPELLINGS: dict[str, Spelling] = {
    "as written": lambda n, k: n,
    "lower case": lambda n, k: n.lower(),
    "capitals": lambda n, k: n.upper(),
    "without diacritics": lambda n, k: without_diacritics(n),
    "Icelandic eth": lambda n, k: n.replace("Đ", "Ð"),
    "D for Đ": lambda n, k: n.replace("Đ", "D"),
    "dots": lambda n, k: n.replace("-", "."),
    "low lines": lambda n, k: n.replace("-", "_"),
    "spaces": lambda n, k: n.replace("/", "  /").replace("-", " - "),
    "dash": lambda n, k: n.replace("-", "–"),
    "minus": lambda n, k: n.replace("-", "−"),
    "wide hyphen": lambda n, k: n.replace("-", "－"),
    "hard hyphen": lambda n, k: n.replace("-", "\u2011"),
    "soft hyphen": lambda n, k: n.replace("-", "-\u00ad"),
    "fraction slash": lambda n, k: n.replace("/", "⁄"),
    "division slash": lambda n, k: n.replace("/", "∕"),
    "wide slash": lambda n, k: n.replace("/", "／"),
    "hard space": lambda n, k: n.replace("/", "\u00a0/"),
    "line break": lambda n, k: n.replace("/", "/\n").replace("-", "-\n"),
    "decomposed": lambda n, k: unicodedata.normalize("NFD", n),
    "wide digits": lambda n, k: n.translate(WIDE),
    "Cyrillic": lambda n, k: n.translate(CYRILLIC),
    "misread digits": lambda n, k: misread(n),
    "zeros before": lambda n, k: "00" + n,
    "no zero before": lambda n, k: n.lstrip("0"),
    "year run into code": lambda n, k: re.sub(r"/(\d{4})/", r"/\1", n),
    "run together": lambda n, k: re.sub(r"[/.\-]", "", n).lower(),
    "run together, plain": lambda n, k: re.sub(
        r"[/.\-]", "", without_diacritics(n)
    ).lower(),
    "hyphens": lambda n, k: re.sub(r"[/.]", "-", n).lower(),
    "words": lambda n, k: words_of(n).lower(),
    "words, plain": lambda n, k: words_of(without_diacritics(n)).lower(),
    "so and words": lambda n, k: "so " + words_of(without_diacritics(n)).lower(),
    "số": lambda n, k: f"số {n}",
    "Số:": lambda n, k: f"Số: {n}",
    "quoted": lambda n, k: f'"{n}"',
    "secrecy mark": lambda n, k: f"{n}(M)",
    "comma": lambda n, k: f"{n},",
    "in a sentence": lambda n, k: f"tìm giúp {n} với",
    "kind": lambda n, k: f"{k} {n}",
    "kind, số": lambda n, k: f"{k} số {n}",
    "kind, plain": lambda n, k: f"{folded_kind(k)} so {without_diacritics(n)}".lower(),
    "kind, words": lambda n, k: f"{folded_kind(k)} {words_of(n)}".lower(),
    "short kind": lambda n, k: f"{CODES[k]} {n}" if k in CODES else None,
    "short kind, số": lambda n, k: f"{CODES[k]} số {n}" if k in CODES else None,
    "short kind run into it": lambda n, k: (
        without_diacritics(CODES[k]).lower() + n if k in CODES else None
    ),
}


@pytest.fixture(scope="module")
def numbers() -> dict[str, str | None]:
    """Give every number once, with its kind."""
    return dict(known())


@pytest.fixture(scope="module")
def engine(
    numbers: dict[str, str | None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WhooshEngine]:
    """Give an engine that holds a document for each number."""
    engine = WhooshEngine(tmp_path_factory.mktemp("numbers"), texts=lambda _: None)
    text = "Nội dung số 38, 12 điều, năm 2020, của quyết định"
    engine.add(
        IndexDocument(id=number, number=number, kind=kind, text=text, title=f"Việc {i}")
        for i, (number, kind) in enumerate(numbers.items())
    )
    yield engine
    engine.close()


def same(one: str | None, other: str) -> bool:
    """Tell whether two spellings name the same number."""
    parts = [number_parts(number or "") for number in (one, other)]
    return None not in parts and parts[0].glued == parts[1].glued  # type: ignore[union-attr]


@pytest.mark.slow
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_number_comes_first(
    engine: WhooshEngine, numbers: dict[str, str | None], spelling: str
) -> None:
    """Each number that is held, spelt in one way, is hit 1."""
    missed = []
    for number, kind in numbers.items():
        typed = SPELLINGS[spelling](number, kind or "văn bản")
        if typed is None:
            continue
        hits = engine.search(parse(typed, limit=1)).hits
        if not (hits and same(hits[0].number, number)):
            missed.append((typed, hits[0].number if hits else None))
    assert not missed
