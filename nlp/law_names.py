"""Names of laws, codes and ordinances: where the name after the kind word ends."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from nlp.fold import fold


@dataclass(frozen=True, slots=True)
class LawName:
    """A name of `nlp/data/laws.toml`: its kind, the full name, the years of its texts.

    `text` is the name without the kind word, in sentence case. `years` lists the years
    in which a text of this name was passed; it is empty where none is recorded.
    """

    kind: str
    text: str
    years: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"


_KINDS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_WORD = re.compile(
    r"[\s|]{0,20}(?:[,;][\s|]{0,20}|\(|/|-[\s|]{0,5}|–[\s|]{0,5})?([^\W_]+)"
)


@dataclass(slots=True)
class _Node:
    """One syllable of the tree of names."""

    children: dict[str, _Node]
    name: LawName | None = None


def _data() -> dict[str, Any]:
    text = files("nlp").joinpath("data/laws.toml").read_text("utf-8")
    return tomllib.loads(text)


def _syllables(text: str) -> list[str]:
    return [_one_i(word) for word in re.findall(r"[^\W_]+", fold(text))]


_Y = re.compile(r"(?<=[hklmst])y\Z")


def _one_i(syllable: str) -> str:
    """Return a syllable with "i" for a last "y": liệt sỹ and liệt sĩ, lý and lí."""
    return _Y.sub("i", syllable) if syllable[-1] == "y" else syllable


def _plant(tree: _Node, key: str, name: LawName) -> None:
    node = tree
    for syllable in _syllables(key):
        node = node.children.setdefault(syllable, _Node({}))
    node.name = node.name or name


def _trees() -> dict[str, _Node]:
    data = _data()
    trees = {kind: _Node({}) for kind in _KINDS}
    for kind in _KINDS:
        for text, years in data[kind].items():
            _plant(trees[kind], text, LawName(kind, text, tuple(years)))
    for short, full in data["abbreviations"].items():
        years = tuple(data["Luật"].get(full, ()))
        _plant(trees["Luật"], short, LawName("Luật", full, years))
    return trees


_TREES = _trees()
_ACRONYMS: dict[str, str] = _data()["acronyms"]
ACRONYMS = tuple(sorted(_ACRONYMS))


def known_names() -> list[LawName]:
    """Return every name of the table, in its order."""
    data = _data()
    return [
        LawName(kind, text, tuple(years))
        for kind in _KINDS
        for text, years in data[kind].items()
    ]


def acronym(word: str) -> LawName | None:
    """Return the code that one word stands for ("BLHS"), or None.

    >>> str(acronym("BLHS"))
    'Bộ luật Hình sự'
    """
    full = _ACRONYMS.get(word)
    if full is None:
        return None
    found = match_name(fold(full), len("bo luat"), "Bộ luật")
    return found[0] if found else None


def match_name(plain: str, start: int, kind: str) -> tuple[LawName, int] | None:
    """Return the longest known name at `start` of folded text, and where it ends.

    `start` is the end of the kind word. Commas and line breaks inside do not count.

    >>> match_name("luat dat dai 2013", 4, "Luật")[1]
    12
    """
    node: _Node | None = _TREES.get(kind)
    best: tuple[LawName, int] | None = None
    position = start
    while node is not None and (word := _WORD.match(plain, position)):
        node = node.children.get(_one_i(word.group(1)))
        position = word.end()
        if node and node.name:
            best = (node.name, position)
    if best and plain[start : best[1]].count("(") > plain[start : best[1]].count(")"):
        end = best[1]
        return (best[0], end + 1) if plain[end : end + 1] == ")" else best
    return best


_STOP = re.compile(
    r"(?:số|ngày|năm|và|hoặc|được|đã|của|quy|thì|có|này|đó|là|theo|tại|về|bởi|để|khi|do"
    r"|trong|với|không|hiện|còn|phải|cho|từ|nêu|trên|nói|sửa|hướng|đến|bị|cũng|nếu|đối"
    r"|ban|chưa|sẽ|nhưng|mà|như|ở|trừ|hay|cùng|gồm|các|những|mới|hết|thuộc|bằng|trước"
    r"|sau|đang|đồng|trường|chịu|nhằm|chỉ|liên|áp|điều|khoản|điểm)(?!\w)"
)
_LOOSE = re.compile(r"[\s|]{1,20}([^\W\d_][^\W_]*)")
_MAX_WORDS = 16
_NEVER = frozenset(
    {"căn", "này", "sư", "gia", "pháp", "lệ", "khoa", "định", "và", "của", "về", "thì"}
    | {"là", "luật", "nghị", "bộ", "thông", "quyết", "điều", "khoản"}
)


_SCIENCE = re.compile(r"[\s|]{1,20}Khoa\s(?:học|Học)(?!\w)")


def guess_name(text: str, start: int) -> int | None:
    """Return where the name of a law that the table does not hold ends, or None.

    The name must begin with a capital; it runs to the first word, number or sign that
    opens something else (`domain` rules for names: " số ", " ngày ", "được", ";" …).

    >>> text = "Luật Hàng rong quy định"
    >>> text[: guess_name(text, 4)]
    'Luật Hàng rong'
    """
    first = _LOOSE.match(text, start)
    if not first or not first.group(1)[0].isupper():
        return None
    word, end = first, None
    loud = first.group(1).isupper() and len(first.group(1)) > 1
    for count in range(_MAX_WORDS):
        syllable = word.group(1)
        if count and syllable.lower() == "và" and _joins(text, word.end()):
            pass
        elif count and _ends(syllable, loud):
            break
        never = count == 0 and syllable.lower() in _NEVER
        if never and not _SCIENCE.match(text, word.start()):
            return None
        end = word.end()
        following = _LOOSE.match(text, end)
        if not following:
            break
        word = following
    return end


_AFTER_AND = re.compile(
    r"(?!\s+(?:các|những|văn|quy|theo|hướng|thực|một|pháp|tổ|việc|không|có|đã|được|nghị"
    r"|thông|quyết|luật|bộ|điều|khoản|kế|chỉ)(?!\w))(?:\s+[^\W\d_]+){1,5}?"
    r"(?=[\s|]*[,;.:)\n]|\s+(?:năm|số|ngày|được|quy|về|có|và|thì|này)(?!\w)|[\s|]*\Z)",
    re.IGNORECASE,
)


def _joins(text: str, position: int) -> bool:
    """Tell whether "và" joins two parts of a name ("Luật Phí và lệ phí")."""
    return _AFTER_AND.match(text, position) is not None


def _ends(syllable: str, loud: bool) -> bool:
    """Tell whether this word stands after the name, not in it."""
    if syllable in {"Luật", "Nghị", "Thông", "Quyết", "Bộ", "Điều", "Căn", "Luât"}:
        return True
    plain = syllable.lower() if loud else syllable
    return bool(_STOP.match(plain))
