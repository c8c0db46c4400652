"""Checks of counts and letters: figures in words, totals, impossible points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Span
from nlp.analysis import Finding
from nlp.around import find_at, find_from_digits
from nlp.finding_rows import Facts, finding
from nlp.fold import fold
from nlp.number_words import SCALES, number_in_words
from nlp.per_text import per_text

_FIGURE = re.compile(
    r"(?P<digits>[0-9](?<![\w.,/-][0-9])(?:\d{0,2}(?:\.\d{3}){0,3}|\d{0,5}))\s{0,3}"
    r"\((?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,20})\)"
)
_BRACKET = re.compile(r"\((?<=[\d\s]\()(?=[^\W\d_])")


# "25.000.000 đồng (Bằng chữ: Hai mươi lăm triệu đồng chẵn)", "1,5 tỷ đồng (…)".
_MONEY = re.compile(
    r"(?P<digits>[0-9](?<![\w.,/-][0-9])(?:\d{0,2}(?:\.\d{3}){1,5}|\d{0,8}))"
    r"(?:,(?P<decimals>\d{1,3}))?\s{0,3}(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)?\s{0,3}"
    r"(?:đồng|vnđ|vnd)\s{0,3}\((?:(?:số\s{1,3}tiền\s{1,3})?(?:viết\s{1,3})?bằng\s{1,3}"
    r"chữ\s{0,3}:?\s{0,3})?(?P<words>[^\W\d_]+(?:,?\s{1,3}[^\W\d_]+){0,26}?)\s{1,3}đồng"
    r"(?:\s{1,3}việt\s{1,3}nam)?(?:\s{1,3}chẵn)?[\s./]{0,5}\)"
)


_SUM = re.compile(r"(?:đồng|vnđ|vnd)\s{0,3}\(")


def figures_in_words(facts: Facts) -> Iterator[Finding]:
    """Q01: a figure and the words in brackets after it."""
    yield from _sums_of_money(facts)
    brackets = _BRACKET.finditer(facts.plain)
    for match in find_from_digits(
        _FIGURE, facts.plain, brackets, before=30, behind=400
    ):
        if match["words"] == "năm" and not _NOUN.match(facts.plain, match.end()):
            continue  # "3% x 6 (năm)": the word for five is also the word for year
        said = number_in_words(match["words"])
        if said is not None and said != int(match["digits"].replace(".", "")):
            slots = {"digits": match["digits"], "words": match["words"]}
            yield finding("Q01", Span(*match.span()), slots)


def _sums_of_money(facts: Facts) -> Iterator[Finding]:
    sums = find_at(_SUM, facts.small, ("đồng", "vnđ", "vnd"))
    for match in find_from_digits(_MONEY, facts.small, sums, before=50, behind=400):
        said = number_in_words(match["words"].replace(",", " "))
        scale = SCALES.get(match["scale"] or "", 1)
        decimals = match["decimals"] or ""
        whole = int(match["digits"].replace(".", "") + decimals) * scale
        if said is not None and said * 10 ** len(decimals) != whole:
            figure = Span(match.start("digits"), match.start("words")).of(facts.text)
            slots = {
                "digits": " ".join(figure.partition("(")[0].split()),
                "words": facts.quote(Span(*match.span("words"))) + " đồng",
            }
            yield finding("Q01", Span(*match.span()), slots)


_NOUN = re.compile(r"\s{1,3}[^\W\d_]")

_TOTAL = re.compile(
    r"(?:gồm(?<!\wgồm)|tổng(?<!\wtổng)\s{1,4}số|có(?<!\wcó))\s{1,4}(?:có\s{1,4})?(?P<total>\d{1,4})(?:\s{0,3}\([^)\n]"
    r"{1,30}\))?\s{1,4}(?:thành\s{1,4}viên|đồng\s{1,4}chí|người|ủy\s{1,4}viên|cán\s{1,4}bộ"
    r"|hội\s{1,4}viên|đại\s{1,4}biểu)\s{0,3}[,:]?\s{0,3}"
    r"(?P<among>(?:trong\s{1,4}đó|gồm|bao\s{1,4}gồm)(?:\s{1,4}(?:có|gồm))?)?"
    r"(?P<colon>\s{0,3}:)?\s{1,4}(?P<parts>\d[^.:;()]{1,400}?)(?=[.;]|\n\n|$)"
)
_PARTS = re.compile(r"\s{0,3}(?:,|\bvà\b)\s{0,3}")
_PART = re.compile(r"0?(\d{1,4})\s{1,4}(?P<who>[^\W\d_][^\d]*)")
# Posts of which a body is wholly made up; "trong đó có 5 nữ" names only some of it.
_POST = re.compile(
    r"(?:phó\s+|đồng\s+)?(?:chủ\s+tịch|chủ\s+nhiệm|trưởng|ủy\s+viên|uỷ\s+viên|thư\s+ký"
    r"|thành\s+viên|giám\s+đốc|tổ\s+trưởng|bí\s+thư|đội\s+trưởng)",
    re.IGNORECASE,
)


# Of any things: "1.250 văn bản, trong đó 700 văn bản giấy và 450 văn bản điện tử".
_COUNTED = re.compile(
    r"(?P<total>[0-9](?<![\w.,/-][0-9])(?:\d{0,2}(?:\.\d{3}){1,2}|\d{0,5}))\s{1,4}"
    r"(?P<noun>[^\W\d_]+(?:\s{1,4}[^\W\d_]+){0,3}?)\s{0,3},?\s{1,4}"
    r"(?P<among>trong\s{1,4}đó|gồm|bao\s{1,4}gồm)(?:\s{1,4}(?:có|gồm))?\s{0,3}:?\s{1,4}"
    r"(?P<parts>\d(?:[^.:;()\n]|\.(?=\d{3})|\n(?!\s)){1,300})(?=[.;\n]|$)"
)
# Where the parts of a total begin: what is looked for before the total itself.
_DIVIDED = re.compile(r"(?:trong\s{1,4}đó|gồm)(?:\s{1,4}(?:có|gồm))?\s{0,3}:?\s{1,4}\d")
_THING = re.compile(r"(?P<figure>\d{1,3}(?:\.\d{3}){1,2}|\d{1,6})\s{1,4}(?P<what>\D+)")
# What is one of the two is not the other, and there is no third.
_OPPOSITES = (
    ("giấy", "điện tử"),
    ("trực tiếp", "trực tuyến"),
    ("nam", "nữ"),
    ("đến", "đi"),
    ("đạt", "không đạt"),
    ("đạt", "chưa đạt"),
)


def _counted(facts: Facts) -> Iterator[Finding]:
    """Yield totals of any things that are divided without remainder, and are not."""
    divided = find_at(_DIVIDED, facts.small, ("trong", "gồm"))
    for match in find_from_digits(
        _COUNTED, facts.small, divided, before=90, behind=400
    ):
        if "tỷ lệ" in match["noun"] or "năm" in match["noun"].split():
            continue
        things = [_THING.fullmatch(part) for part in _PARTS.split(match["parts"])]
        parts = [(int(t["figure"].replace(".", "")), t["what"]) for t in things if t]
        if len(parts) < 2 or len(parts) != len(things):
            continue
        noun, what = " ".join(match["noun"].split()), [p[1].strip() for p in parts]
        whole = all(one.startswith(noun) for one in what)
        if match["among"].startswith("trong"):
            whole = _are_opposites([one.removeprefix(noun).strip() for one in what])
        total = int(match["total"].replace(".", ""))
        if whole and sum(figure for figure, _ in parts) != total:
            slots = {"total": match["total"], "sum": sum(figure for figure, _ in parts)}
            span = Span(match.start("total"), match.end("parts"))
            yield finding("Q02", span, slots, evidence={"parts": [p[0] for p in parts]})


def _are_opposites(what: list[str]) -> bool:
    """Tell whether two parts say that they leave nothing out.

    >>> _are_opposites(["trực tiếp", "trực tuyến"]), _are_opposites(["mật", "điện tử"])
    (True, False)
    >>> _are_opposites(["đã giải quyết", "chưa giải quyết"])
    True
    """
    if len(what) != 2:
        return False
    one, other = what
    done = one.removeprefix("đã ")
    return (
        (one, other) in _OPPOSITES
        or (other, one) in _OPPOSITES
        or (done != one and other == f"chưa {done}")
    )


def totals(facts: Facts) -> Iterator[Finding]:
    """Q02: a total and the parts listed after it, where every part has a figure."""
    told = {found.span.start: found for found in _counted(facts)}
    yield from told.values()
    for match in find_at(_TOTAL, facts.small, ("gồm", "tổng", "có")):
        parts = [_PART.fullmatch(part) for part in _PARTS.split(match["parts"])]
        figures = [int(part[1]) for part in parts if part]
        if len(figures) < 2 or len(figures) != len(parts):
            continue
        if not match["colon"] and not (
            match["among"] and all(part and _POST.match(part["who"]) for part in parts)
        ):
            continue
        if sum(figures) != int(match["total"]):
            slots = {"total": match["total"], "sum": sum(figures)}
            span = Span(match.start("total"), match.end("parts"))
            if span.start not in told:
                yield finding("Q02", span, slots, evidence={"parts": figures})


_POINT = re.compile(
    r"điểm(?<!\wđiểm)\s{1,4}(?P<letter>[fjwz])(?=\s{0,3}(?:,|và)?\s{0,3}(?:khoản|Điều|điểm)\s)"
)
_ELSEWHERE = re.compile(
    r"hiệp\s+định|công\s+ước|nghị\s+định\s+thư|thỏa\s+thuận|QCVN|TCVN|\(EU\)|hợp\s+đồng",
    re.IGNORECASE,
)
_NEARBY = 120


_OWN = re.compile(r"(?:khoản|mục|Điều|Mục|của\s[^\W\d_]{2,6}\s[^\W\d_]{2,6})\s+này\b")
_ITEM = re.compile(r"\n[ \t]{0,9}(?P<letter>[fjwz])[.)-]")


@per_text
def _letters_of(text: str) -> frozenset[str]:
    """Return the unusual letters by which a text counts its own points."""
    return frozenset(match["letter"] for match in _ITEM.finditer(text))


def impossible_points(facts: Facts) -> Iterator[Finding]:
    """V13: a point named by a letter that Vietnamese does not use."""
    for match in _POINT.finditer(facts.plain):
        after = facts.plain[match.end() : match.end() + _NEARBY]
        own = _OWN.search(after) and match["letter"] in _letters_of(facts.plain)
        if not own and not _ELSEWHERE.search(after):
            yield finding("V13", Span(*match.span()), {"letter": match["letter"]})


_ROW = re.compile(r"(?m)^[^\n|]{0,200}\|[^\n]{0,2000}$")
_TOTAL_ROW = re.compile(r"(?:tong(?: cong| so)?|cong)(?: chung)?:?")
_CELL = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_PART_ROW = re.compile(r"(?:[IVX]{1,5}|[A-Z])[.)]?$|trong do|cong|tong")
_MAX_ROWS = 400


def table_totals(facts: Facts) -> Iterator[Finding]:
    """Q03: the last row of a table says "Tổng cộng" and is not the sum above it."""
    table: list[re.Match[str]] = []
    if "|" not in facts.plain:
        return
    for row in _ROW.finditer(facts.plain):
        width = row.group().count("|")
        if table and (
            row.start() - table[-1].end() > 2 or table[-1].group().count("|") != width
        ):
            table = []
        if _is_rule_row(row.group()):
            continue
        table = [*table, row] if len(table) < _MAX_ROWS else []
        if len(table) > 3 and _TOTAL_ROW.fullmatch(_label(row.group())):
            yield from _wrong_sums(table)
            table = []


def _is_rule_row(row: str) -> bool:
    return not row.strip(" |-:")


def _cells(row: str) -> list[str]:
    return [cell.strip(" *") for cell in row.strip().strip("|").split("|")]


def _label(row: str) -> str:
    return next((fold(cell) for cell in _cells(row)[:2] if cell), "")


def _wrong_sums(table: list[re.Match[str]]) -> Iterator[Finding]:
    rows = [_cells(row.group()) for row in table]
    if len({len(row) for row in rows}) > 1 or any(
        _PART_ROW.match(row[0]) or _PART_ROW.match(fold(" ".join(row[:2])))
        for row in rows[1:-1]
    ):
        return  # a table with sums in between
    for column in range(1, len(rows[0])):
        total = _value(rows[-1][column])
        parts = [_value(row[column]) for row in rows[1:-1]]
        if not total or None in parts or "%" in rows[0][column]:
            continue
        known = [part for part in parts if part is not None]
        if len(known) > 1 and abs(sum(known) - total) > 0.05 * len(known):
            slots = {"total": rows[-1][column], "sum": f"{sum(known):g}"}
            yield finding("Q03", Span(*table[-1].span()), slots)
            return


def _value(cell: str) -> float | None:
    """Return a cell as a number; an empty one counts nothing, words are None."""
    if cell in {"", "-", "–"}:
        return 0.0
    if not _CELL.fullmatch(cell):
        return None
    return float(cell.replace(".", "").replace(",", "."))


COUNT_CHECKS = (figures_in_words, totals, impossible_points, table_totals)
